"""Undertakings: those to be reviewed, and one until it ripens into a line, is kept or dropped."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.access import access_undertaking, may_on_undertaking
from mithaq.domains.partnerships.queries.undertakings import open_undertakings, undertaking_row
from mithaq.ledger.access import access_agreement
from mithaq.ledger.records import NewPledge
from mithaq.registry.access import Permission, can
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.milestones import milestones
from mithaq.shells.web.templatetags.partnerships import PROFILES

LINE_FIELDS = (
    "agreement", "line", "measure", "quantity", "scope", "starts_on", "ends_on", "profile",
    "milestones", "effective_on",
)  # fmt: skip


@require_safe
@needs(Permission.SEE_MEETING)
def undertakings(request: HttpRequest) -> HttpResponse:
    rows = open_undertakings(reader(request), today=timezone.localdate(), limit=200)
    return render(request, "meetings/undertakings.html", {"rows": rows, "tab": "undertakings"})


@require_safe
@needs(Permission.SEE_MEETING)
def undertaking(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _page(request, uid, Entries())


def _page(request: HttpRequest, uid: uuid.UUID, form: Entries) -> HttpResponse:
    user = reader(request)
    kept = access_undertaking(user, uid)
    may_follow = may_on_undertaking(user, kept, Permission.EDIT_MEETING)
    is_open = kept.status == "open"
    context = {
        "row": undertaking_row(kept, timezone.localdate()),
        "source": kept.source,
        "form": form,
        "may_settle": is_open and may_follow,
        "may_ripen": is_open and may_follow and can(user, Permission.EDIT_AGREEMENT),
    }
    return render(request, "meetings/undertaking.html", context, status=form.http_status)


@require_POST
@needs(Permission.EDIT_MEETING)
def put_off(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Look at it again on another day."""
    form = Entries(request.POST, fields=("review_on",))
    return _step(
        request, uid, form,
        lambda: actions.put_off_undertaking(
            uid, review_on=form.needed_day("review_on"), actor=actor_of(request)
        ),
        gettext("It comes up again on that day."),
    )  # fmt: skip


@require_POST
@needs(Permission.EDIT_MEETING)
def fulfil(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It was kept, without ever having a number."""
    form = Entries(request.POST, fields=("kept_reason",))
    return _step(
        request, uid, form,
        lambda: actions.fulfil_undertaking(
            uid, reason=form.text("kept_reason"), actor=actor_of(request)
        ),
        gettext("The undertaking is recorded as kept."),
        {"reason": "kept_reason"},
    )  # fmt: skip


@require_POST
@needs(Permission.EDIT_MEETING)
def drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It will not be kept, or was no promise."""
    form = Entries(request.POST, fields=("drop_reason",))
    return _step(
        request, uid, form,
        lambda: actions.drop_undertaking(
            uid, reason=form.text("drop_reason"), actor=actor_of(request)
        ),
        gettext("The undertaking is dropped."),
        {"reason": "drop_reason"},
    )  # fmt: skip


def _step(
    request: HttpRequest,
    uid: uuid.UUID,
    form: Entries,
    act: Callable[[], object],
    words: str,
    names: dict[str, str] | None = None,
) -> HttpResponse:
    access_undertaking(reader(request), uid, Permission.EDIT_MEETING)
    if attempt(form, act, names):
        messages.success(request, words)
        return redirect("meeting_undertaking", uid)
    return _page(request, uid, form)


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def ripen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a line of it, now that it has a number."""
    user = reader(request)
    kept = access_undertaking(user, uid, Permission.EDIT_MEETING)
    choices = Choices(user)
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=LINE_FIELDS,
        initial={
            "agreement": kept.agreement.code if kept.agreement else "",
            "scope": kept.location.code if kept.location else "",
            "profile": "linear",
        },
    )

    def act() -> None:
        if code := form.text("agreement"):
            access_agreement(user, code, Permission.EDIT_AGREEMENT)
        actions.ripen_undertaking(uid, pledge=_line(form, choices), actor=actor_of(request))

    if form.is_sent and attempt(form, act, {"status": ""}):
        messages.success(request, gettext("The undertaking has become a pledge."))
        return redirect("agreement", form.text("agreement"))
    context = {
        "heading": gettext("The undertaking becomes a pledge"),
        "row": undertaking_row(kept, timezone.localdate()),
        "form": form,
        "choices": choices,
        "profiles": PROFILES.items(),
    }
    return render(request, "meetings/ripen.html", context, status=form.http_status)


def _line(form: Entries, choices: Choices) -> NewPledge:
    if not form.text("agreement"):
        form.need("agreement")
    quantity = form.quantity("quantity")
    if quantity is None:
        form.need("quantity")
    return NewPledge(
        agreement=form.text("agreement"),
        line=form.text("line"),
        measure=form.text("measure"),
        quantity=1 if quantity is None else quantity,
        scope=choices.scope(form, "scope"),
        starts_on=form.day("starts_on"),
        ends_on=form.day("ends_on"),
        profile=form.text("profile") or "linear",
        milestones=milestones(form, "milestones"),
        effective_on=form.day("effective_on"),
    )

"""Action points: one's own and all that are open; done with proof, closed by someone else."""

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
from mithaq.domains.partnerships.access import access_point
from mithaq.domains.partnerships.queries.points import open_points, point_rows
from mithaq.registry.access import Permission
from mithaq.shells.web.forms import Entries, attempt
from mithaq.shells.web.gates import actor_of, needs, reader


@require_safe
@needs(Permission.SEE_MEETING)
def points(request: HttpRequest) -> HttpResponse:
    """Open points; `?whose=all`: not only one's own."""
    user, shows_all = reader(request), request.GET.get("whose") == "all"
    rows = open_points(user, today=timezone.localdate(), mine=not shows_all, limit=200)
    context = {"rows": rows, "shows_all": shows_all, "tab": "points"}
    return render(request, "meetings/points.html", context)


@require_safe
@needs(Permission.SEE_MEETING)
def point(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _page(request, uid, Entries())


def _page(request: HttpRequest, uid: uuid.UUID, form: Entries) -> HttpResponse:
    user = reader(request)
    [row] = point_rows(user, [access_point(user, uid)], timezone.localdate())
    context = {"row": row, "form": form}
    return render(request, "meetings/point.html", context, status=form.http_status)


@require_POST
@needs(Permission.ACT_ON_POINT)
def done(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that it is done, and what proves it."""
    form = Entries(request.POST, fields=("proof",))
    return _step(
        request, uid, form, Permission.ACT_ON_POINT,
        lambda: actions.report_point_done(
            uid, proof=form.text("proof"), actor=actor_of(request)
        ),
        gettext("It is kept as done; someone else confirms it."),
    )  # fmt: skip


@require_POST
@needs(Permission.CLOSE_POINT)
def close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Confirm that it is done."""
    return _step(
        request, uid, Entries(request.POST), Permission.CLOSE_POINT,
        lambda: actions.close_point(uid, actor=actor_of(request)),
        gettext("The action point is closed."),
    )  # fmt: skip


@require_POST
@needs(Permission.CLOSE_POINT)
def reopen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The proof does not hold."""
    form = Entries(request.POST, fields=("reopen_reason",))
    return _step(
        request, uid, form, Permission.CLOSE_POINT,
        lambda: actions.reopen_point(
            uid, reason=form.text("reopen_reason"), actor=actor_of(request)
        ),
        gettext("The action point is open again."),
        {"reason": "reopen_reason"},
    )  # fmt: skip


@require_POST
@needs(Permission.CLOSE_POINT)
def drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It is not to be done any more."""
    form = Entries(request.POST, fields=("drop_reason",))
    return _step(
        request, uid, form, Permission.CLOSE_POINT,
        lambda: actions.drop_point(uid, reason=form.text("drop_reason"), actor=actor_of(request)),
        gettext("The action point is dropped."),
        {"reason": "drop_reason"},
    )  # fmt: skip


def _step(
    request: HttpRequest,
    uid: uuid.UUID,
    form: Entries,
    permission: Permission,
    act: Callable[[], object],
    words: str,
    names: dict[str, str] | None = None,
) -> HttpResponse:
    access_point(reader(request), uid, permission)
    if attempt(form, act, names):
        messages.success(request, words)
        return redirect("meeting_point", uid)
    return _page(request, uid, form)

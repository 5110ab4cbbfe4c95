"""What is noted beside an agreement: stated figures, undertakings, letters, documents."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.queries.agreements import amendments_of
from mithaq.domains.partnerships.records import NewFigure
from mithaq.ledger.queries.agreements import latest_versions
from mithaq.registry.access import Permission
from mithaq.registry.actions import add_source
from mithaq.registry.records import NewSource
from mithaq.shells.web import papers
from mithaq.shells.web.agreement_changes import agreement_for
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.meeting_rows import UNDERTAKING, new_undertaking
from mithaq.shells.web.templatetags.mithaq import named
from mithaq.shells.web.templatetags.partnerships import QUALIFIERS, amendment_kind

FIGURE_FIELDS = (
    "label_ar", "label_en", "quantity", "qualifier", "unit_ar", "unit_en", "stated_by",
    "pledge_line", "same_source", "title", "outlet", "source_on", "url",
)  # fmt: skip


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def figure(request: HttpRequest, code: str) -> HttpResponse:
    user = reader(request)
    agreement, choices = agreement_for(user, code), Choices(user)
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=FIGURE_FIELDS,
        initial={"qualifier": "exact", "same_source": "1" if agreement.source else ""},
    )
    if form.is_sent and attempt(
        form, lambda: _state(agreement, form, choices, actor_of(request)), {"source": "title"}
    ):
        messages.success(request, gettext("The figure is kept with who stated it."))
        return redirect("agreement", code)
    context = {
        "heading": gettext("A figure as it was stated"),
        "agreement": agreement,
        "form": form,
        "choices": choices,
        "qualifiers": [(value, word or gettext("exactly")) for value, word in QUALIFIERS.items()],
        "lines": [(p.line, f"{p.line}. {named(p.measure)}") for p in latest_versions(agreement)],
    }
    return render(request, "agreements/figure.html", context, status=form.http_status)


def _state(agreement: Any, form: Entries, choices: Choices, actor: uuid.UUID) -> None:
    quantity = form.decimal("quantity")
    for name, value in (("quantity", quantity), ("stated_by", form.text("stated_by"))):
        if value in (None, ""):
            form.need(name)
    actions.state_figure(
        NewFigure(
            agreement=agreement.code,
            label_ar=form.text("label_ar"),
            label_en=form.text("label_en"),
            quantity=Decimal(1) if quantity is None else quantity,
            unit_ar=form.text("unit_ar"),
            unit_en=form.text("unit_en"),
            qualifier=form.text("qualifier"),
            stated_by=choices.organisation(form, "stated_by"),
            source=_source(agreement, form),
            pledge_line=form.text("pledge_line"),
        ),
        actor=actor,
    )


def _source(agreement: Any, form: Entries) -> uuid.UUID:
    """The agreement's own source, or the one that was typed."""
    if agreement.source and form.is_ticked("same_source"):
        return uuid.UUID(str(agreement.source.uid))
    title = form.text("title")[:400]
    if not title:
        form.need("title")
    source = add_source(
        NewSource(
            title=title or "?",  # a stand-in: nothing is kept while the title is missing
            outlet=form.text("outlet")[:200],
            on=form.day("source_on"),
            url=form.text("url")[:500],
        )
    )
    return uuid.UUID(str(source.uid))


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def undertaking(request: HttpRequest, code: str) -> HttpResponse:
    user = reader(request)
    agreement, choices = agreement_for(user, code), Choices(user)
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=UNDERTAKING,
        initial={"organisation": named(agreement.partner)},
    )
    if form.is_sent and attempt(
        form,
        lambda: actions.record_undertaking(
            new_undertaking(form, choices, agreement=code), actor=actor_of(request)
        ),
    ):
        messages.success(request, gettext("The undertaking is kept."))
        return redirect("agreement", code)
    context = {
        "heading": gettext("An undertaking without a number"),
        "agreement": agreement,
        "form": form,
        "choices": choices,
    }
    return render(request, "agreements/undertaking.html", context, status=form.http_status)


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def letter(request: HttpRequest, code: str) -> HttpResponse:
    agreement = agreement_for(reader(request), code)
    return papers.letter_page(request, _desk(agreement))


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def file(request: HttpRequest, code: str) -> HttpResponse:
    agreement = agreement_for(reader(request), code)
    return papers.file_page(request, _desk(agreement))


def _desk(agreement: Any) -> papers.Desk:
    """A paper belongs to the agreement itself or to one of its amendments."""
    subjects = [("agreement", str(agreement.uid), gettext("the agreement itself"))]
    for row in amendments_of(agreement):
        words = gettext("amendment %(n)s: %(kind)s") % {
            "n": row.number,
            "kind": amendment_kind(row.kind),
        }
        subjects.append(("amendment", str(row.uid), words))
    return papers.Desk(agreement, "agreement", agreement.code, subjects)

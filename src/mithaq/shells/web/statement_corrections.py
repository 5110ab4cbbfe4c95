"""Putting a finding right: its fields, the row of the register that it is, what it becomes."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mithaq.exchange.statements.drafts.decisions import decide
from mithaq.exchange.statements.drafts.queries import (
    access_draft,
    candidates_for,
    statement_page,
)
from mithaq.exchange.statements.drafts.records import Candidate, Card, StatementPage
from mithaq.registry.access import Permission
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.statement_cards import LINKED, Names
from mithaq.shells.web.statement_decisions import card_of, decided
from mithaq.shells.web.statement_fields import (
    changed,
    initial_of,
    inputs_of,
    names_of_form,
    read,
)
from mithaq.shells.web.statement_words import KINDS, TAGS, word

LEAST_SOUGHT: Final = 2


@takes_form
@never_cache
@needs(Permission.EDIT_STATEMENT)
def correct(request: HttpRequest, uid: uuid.UUID, card: uuid.UUID) -> HttpResponse:
    """The form of one card: by itself, or within the draft in the card's place."""
    user = reader(request)
    access_draft(user, uid)
    page = statement_page(user, uid)
    one, choices = card_of(page, card), Choices(user)
    is_here = bool(request.headers.get("HX-Request"))
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=(*names_of_form(one.kind), "link", "becomes"),
        mark=f"{one.order}-" if is_here else "",
        initial=initial_of(one.kind, one.value) | {"link": one.link, "becomes": one.becomes},
    )
    if form.is_sent and not form.asks_for_more and _keep(request, page, one, form, choices):
        return decided(request, page, card)
    context = form_context(page, one.kind, form, choices) | {
        "one": Names(page).shown(one),
        "heading": gettext("Correct: %(what)s") % {"what": word(TAGS, one.kind)},
        "offered": _offered(request, one, form),
        "is_linked": one.kind in LINKED,
        "may_become": [(code, word(TAGS, code)) for code in one.may_become if code],
    }
    name = "correct_here" if is_here else "correct"
    return render(request, f"statements/{name}.html", context, status=form.http_status)


def _keep(
    request: HttpRequest, page: StatementPage, card: Card, form: Entries, choices: Choices
) -> bool:
    value = changed(card.kind, card, read(card.kind, form, choices))
    link = form.text("link") if card.kind in LINKED else card.link
    becomes = form.text("becomes") if card.may_become else card.becomes
    is_new = value or link != card.link or becomes != card.becomes
    return attempt(
        form,
        lambda: decide(
            uuid.UUID(page.row.uid),
            uuid.UUID(card.uid),
            decision="corrected" if is_new else "accepted",
            value=value or None,
            link=None if link == card.link else link,
            becomes=None if becomes == card.becomes else becomes,
            actor=actor_of(request),
        ),
    )


def form_context(page: StatementPage, kind: str, form: Entries, choices: Choices) -> dict[str, Any]:
    """What the fields of a finding need on a page."""
    return {
        "page_of": page,
        "row": page.row,
        "form": form,
        "inputs": inputs_of(kind, page, choices, unit=form.value("unit")),
        "choices": choices,
        "names_organisations": kind in ("person", "act"),
    }


def _offered(request: HttpRequest, card: Card, form: Entries) -> list[Candidate]:
    """Rows that it may be: the one that it is, those that the reader found, those sought."""
    sought = form.text("seek")
    found = (card.linked, *card.candidates, *_found(request, card.kind, sought))
    return list({row.code: row for row in found if row is not None}.values())


def _found(request: HttpRequest, kind: str, sought: str) -> tuple[Candidate, ...]:
    if kind not in LINKED or len(sought.strip()) < LEAST_SOUGHT:
        return ()
    return candidates_for(reader(request), kind, sought[:100])


@require_safe
@needs(Permission.EDIT_STATEMENT)
def find(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Rows of the register whose names begin with the words typed so far, to choose from."""
    access_draft(reader(request), uid)
    kind, sought = request.GET.get("kind", ""), request.GET.get("seek", "")
    found = _found(request, kind if kind in KINDS else "", sought)
    context = {
        "rows": found,
        "is_sought": len(sought.strip()) >= LEAST_SOUGHT,
        "name": "link",
        "chosen": request.GET.get("link", ""),
    }
    return render(request, "statements/found.html", context)

"""What a person decides about a draft's cards: one at a time, many at once, and the last yes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mithaq.exchange.statements.drafts.adopting import adopt
from mithaq.exchange.statements.drafts.decisions import decide, decide_all
from mithaq.exchange.statements.drafts.queries import access_draft, statement_page
from mithaq.exchange.statements.drafts.records import Card, StatementPage
from mithaq.registry.access import Permission
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.statement_cards import Names, counts_of
from mithaq.shells.web.statement_questions import questions_of
from mithaq.shells.web.statement_ways import filled
from mithaq.shells.web.statement_words import DECISIONS, word
from mithaq.shells.web.statements import draft, may_decide

UNPROCESSABLE: Final = 422


def card_of(page: StatementPage, uid: uuid.UUID) -> Card:
    """A card of this statement. Raises Http404."""
    found = next((card for card in page.cards if card.uid == str(uid)), None)
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@needs(Permission.SEE_STATEMENT)
def card_alone(request: HttpRequest, uid: uuid.UUID, card: uuid.UUID) -> HttpResponse:
    """One card as it stands, for putting a form away; without a script, its place in the draft."""
    page = statement_page(reader(request), uid)
    one = card_of(page, card)
    if not request.headers.get("HX-Request"):
        return to_card(uid, one.uid)
    return _drawn(request, page, [one], main=one)


def to_card(statement: uuid.UUID, card: str) -> HttpResponse:
    """Back to the draft, at this card."""
    return redirect(f"{reverse('statement', args=[statement])}?card={card}#card-{card}")


@require_POST
@needs(Permission.EDIT_STATEMENT)
def decide_one(request: HttpRequest, uid: uuid.UUID, card: uuid.UUID) -> HttpResponse:
    """Accept, reject or reopen; `link` names the row of the register that it is, `field` and
    `fill` say what was chosen of what its card offered."""
    access_draft(reader(request), uid)
    before = statement_page(reader(request), uid)
    chosen = filled(
        card_of(before, card),
        request.POST.get("field", "")[:20],
        request.POST.get("fill", "")[:300],
    )
    try:
        decide(
            uid,
            card,
            decision=request.POST.get("decision", "")[:20],
            value=chosen or None,
            link=request.POST["link"][:64] if "link" in request.POST else None,
            actor=actor_of(request),
        )
    except ActionRefused as refusal:
        if not request.headers.get("HX-Request"):
            return draft(request, before, faults=refusal.faults, status=UNPROCESSABLE)
        return _drawn(request, before, [], main=card_of(before, card), faults=refusal.faults)
    return decided(request, before, card)


def decided(request: HttpRequest, before: StatementPage, card: uuid.UUID) -> HttpResponse:
    """The card as it is now, with every other card that the decision changed."""
    uid = uuid.UUID(before.row.uid)
    if not request.headers.get("HX-Request"):
        return to_card(uid, str(card))
    page = statement_page(reader(request), uid)
    known = set(map(_sign, before.cards))
    changed = [one for one in page.cards if _sign(one) not in known or one.uid == str(card)]
    return _drawn(request, page, changed, main=card_of(page, card))


def _sign(card: Card) -> str:
    """By which a card that changed is told: cards hold mappings and cannot be in a set."""
    return repr(card)


def _drawn(
    request: HttpRequest,
    page: StatementPage,
    changed: Sequence[Card],
    *,
    main: Card,
    faults: Sequence[Fault] = (),
) -> HttpResponse:
    """Cards for a page that is open: the one that was asked for, the others in their places."""
    names = Names(page)
    shown = names.shown(main)
    context = {
        "page_of": page,
        "row": page.row,
        "may": may_decide(page),
        "counts": counts_of(page.cards),
        "one": shown,
        "others": [names.shown(card) for card in changed if card.uid != main.uid],
        "refused": faults,
        "asked": questions_of(page),
        "adopted": any(card.rows for card in page.cards),
        "said": f"{word(DECISIONS, main.decision)}: {shown.title}",
    }
    return render(request, "statements/decided.html", context)


@require_POST
@needs(Permission.EDIT_STATEMENT)
def decide_many(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Accept all that was found with certainty, or reject all that is still open."""
    access_draft(reader(request), uid)
    decision = request.POST.get("decision", "")[:20]
    is_yes = decision == "accepted"
    try:
        number = decide_all(uid, decision=decision, only_certain=is_yes, actor=actor_of(request))
    except ActionRefused as refusal:
        page = statement_page(reader(request), uid)
        return draft(request, page, faults=refusal.faults, status=UNPROCESSABLE)
    words = (
        ngettext("%(n)s finding is accepted.", "%(n)s findings are accepted.", number)
        if is_yes
        else ngettext("%(n)s finding is rejected.", "%(n)s findings are rejected.", number)
    )
    messages.success(request, words % {"n": number})
    return redirect("statement", uid)


@require_POST
@needs(Permission.EDIT_STATEMENT)
def adopt_all(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make rows of all that was accepted: all of them or none."""
    access_draft(reader(request), uid)
    try:
        made = adopt(uid, actor=actor_of(request))
    except ActionRefused as refusal:
        page = statement_page(reader(request), uid)
        return draft(request, page, faults=refusal.faults, status=UNPROCESSABLE)
    if not made:
        messages.info(request, gettext("There was nothing left to adopt."))
        return redirect("statement", uid)
    words = ngettext("%(n)s row was made.", "%(n)s rows were made.", len(made))
    messages.success(request, words % {"n": len(made)})
    return redirect(f"{reverse('statement', args=[uid])}#adopted")

"""A finding that the reader missed: its words marked by a person, its kind chosen, its fields."""

from __future__ import annotations

import re
import uuid
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from mithaq.exchange.statements.drafts.decisions import add_card
from mithaq.exchange.statements.drafts.queries import access_draft, statement_page
from mithaq.registry.access import Permission
from mithaq.registry.faults import FaultKind
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.statement_corrections import form_context
from mithaq.shells.web.statement_decisions import to_card
from mithaq.shells.web.statement_fields import names_of_form, read
from mithaq.shells.web.statement_words import KINDS, TAGS, word

LONGEST_WORDS: Final = 600
NOT_IN_TEXT = FaultKind(
    "words_not_in_text",
    ar="هذه الكلمات ليست في النص؛ انسخها منه كما هي.",
    en="These words are not in the text; copy them from it as they are.",
)
# The field of a new finding that its words fill in.
_FILLED: Final = {"quantity": "value", "moment": "value", "act": "of"}


def where(text: str, words: str, near: int = 0) -> tuple[int, int] | None:
    """Where these words stand in a text, blanks between them aside: the place closest to `near`.

    None where they do not. Takes time in proportion to the text's length.
    """
    sought = " ".join(words.split())
    if not sought or len(words) > LONGEST_WORDS:
        return None
    # Sought as one string: an expression goes back to every word of a text that repeats itself.
    places = [match.start() for match in re.finditer(r"\S+", text)]
    parts = text.split()
    flat, flat_places = " ".join(parts), [0, *accumulate(len(part) + 1 for part in parts)]

    def place(at: int) -> int:
        word = bisect_right(flat_places, at) - 1
        return places[word] + at - flat_places[word]

    found = ((place(at), place(at + len(sought) - 1) + 1) for at in _finds(flat, sought))
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def _finds(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + len(sought))


@takes_form
@never_cache
@needs(Permission.EDIT_STATEMENT)
def add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    user = reader(request)
    access_draft(user, uid)
    page, choices = statement_page(user, uid), Choices(user)
    sent = request.POST if request.method == "POST" else request.GET
    kind = sent.get("finding", "")
    kind = kind if kind in KINDS else KINDS[0]
    words = " ".join(sent.get("words", "")[:LONGEST_WORDS].split())
    filled = _FILLED.get(kind, "name")
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=(*names_of_form(kind), "words"),
        initial={"words": words, filled: _first(kind, words), "near": sent.get("near", "")[:9]},
    )
    made: list[uuid.UUID] = []

    def keep() -> None:
        near = form.text("near")
        place = where(page.text, words, int(near) if near.isascii() and near.isdecimal() else 0)
        if place is None:
            form.note("words", NOT_IN_TEXT(found=words[:60], field="words"))
        if kind == "act" and not form.text("kind"):
            form.need("kind")
        value = {name: one for name, one in read(kind, form, choices).items() if one}
        if place is not None and not form.has_faults:
            made.append(
                add_card(uid, kind=kind, value=value, spans=[place], actor=actor_of(request))
            )

    if form.is_sent and attempt(form, keep) and made:
        messages.success(request, gettext("The finding is added and accepted."))
        return to_card(uid, str(made[0]))
    context = form_context(page, kind, form, choices) | {
        "heading": gettext("Add a finding"),
        "kind": kind,
        "kinds": [(code, word(TAGS, code)) for code in KINDS],
        "sought_words": words,
        "near": form.value("near"),
    }
    return render(request, "statements/add.html", context, status=form.http_status)


def _first(kind: str, words: str) -> str:
    """What of the marked words may stand in the first field: of a quantity its digits."""
    if kind == "quantity":
        digits = re.search(r"\d[\d.,٬٫]*", words)
        return digits[0].rstrip(".,") if digits else ""
    return "" if kind == "moment" else words

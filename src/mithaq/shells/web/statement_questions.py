"""What the reader only asks, with the card on which an answer is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mithaq.exchange.statements.drafts.records import Asked, Card, StatementPage
from mithaq.exchange.statements.reading.questions import worded
from mithaq.shells.web.statement_marks import plain
from mithaq.shells.web.statement_words import is_arabic

# By a question's code the kind of card that answers it; the statement's own day is given elsewhere.
_ANSWERED_BY: Final[Mapping[str, str]] = {
    "signature_day": "act",
    "promise_without_number": "act",
    "weekday_differs": "moment",
    "place_ambiguous": "place",
    "figures_differ": "quantity",
    "parts_do_not_add_up": "quantity",
}
_OF_STATEMENT: Final = ("anniversary", "statement_day")


@dataclass(frozen=True)
class ShownQuestion:
    """`mark` ties it to its words in the text; `card` is the uid of the one that answers it."""

    words: SafeString
    mark: str
    card: str
    is_settled: bool
    is_of_statement: bool


def questions_of(page: StatementPage) -> tuple[ShownQuestion, ...]:
    return tuple(_shown(page, place, asked) for place, asked in enumerate(page.questions))


def _shown(page: StatementPage, place: int, asked: Asked) -> ShownQuestion:
    card = _card_of(page.cards, asked)
    is_of_statement = asked.code in _OF_STATEMENT
    return ShownQuestion(
        words=_words(asked),
        mark=f"q{place}",
        card=card.uid if card else "",
        is_settled=card is not None and card.decision != "open",
        is_of_statement=is_of_statement,
    )


def _words(asked: Asked) -> SafeString:
    """The question, what stands in it set apart so that it turns nothing around it."""
    inner = {name: plain(str(value)) for name, value in asked.parameters.items()}
    ar, en = worded(escape(asked.code), inner)
    # The words are this program's own, and what is filled in was escaped.
    return mark_safe(ar if is_arabic() else en)  # noqa: S308


def _card_of(cards: Iterable[Card], asked: Asked) -> Card | None:
    """The card of the right kind whose words the question is about."""
    kind = _ANSWERED_BY.get(asked.code, "")
    own = [card for card in cards if card.kind == kind and not card.text_of]
    for span in asked.spans:
        if found := next((card for card in own if span in card.spans), None):
            return found
    for start, end in asked.spans:
        for card in own:
            if any(first < end and start < last for first, last in card.spans):
                return card
    return None

"""A draft as plain values: its cards as they stand, found by order, by kind and by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from mithaq.engine.text import words


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """A card as it stands. `value` as corrected, `proposed` as found; `text_of` is the number of
    the text that `spans` count in; `chosen` what a person wants it to become, empty: by default;
    `rows` what it became already: (kind, code, uid of the subject)."""

    uid: str
    order: int
    kind: str
    value: Mapping[str, Any]
    proposed: Mapping[str, Any]
    spans: tuple[tuple[int, int], ...]
    text_of: int
    confidence: str
    reason: str
    decision: str
    link: str
    chosen: str = ""
    candidates: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = ()
    is_adopted: bool = False

    @property
    def is_out(self) -> bool:
        return self.decision == "rejected"

    @property
    def is_yes(self) -> bool:
        return self.decision in ("accepted", "corrected")

    @property
    def start(self) -> int:
        return self.spans[0][0] if self.spans else 0

    @property
    def end(self) -> int:
        return self.spans[0][1] if self.spans else 0

    @property
    def label(self) -> str:
        """What a person knows the card by."""
        value = self.value
        if self.kind == "quantity":
            return " ".join(filter(None, (str(value.get("value")), value.get("of"))))
        return str(value.get("name") or value.get("of") or value.get("value") or self.kind)

    def holds(self, other: DraftCard) -> bool:
        """Whether another card's fullest mention lies within this one's clause."""
        return self.text_of == other.text_of and self.start <= other.start and other.end <= self.end

    def row(self, kind: str) -> str:
        """The code of the row of this kind that it became; empty: none."""
        return next((code for of, code, _ in self.rows if of == kind), "")


@dataclass(frozen=True)
class Draft:
    """All cards of a statement. `on` is its day, `texts` what spans count in, by number, its own
    (`text`) and those of the versions that were merged into it."""

    cards: tuple[DraftCard, ...]
    on: date | None
    text: int
    texts: Mapping[int, str]

    @cached_property
    def by_order(self) -> Mapping[int, DraftCard]:
        return {card.order: card for card in self.cards}

    @cached_property
    def standing(self) -> tuple[DraftCard, ...]:
        """The cards that nobody rejected, in the order of the text."""
        own = (card for card in self.cards if not card.is_out)
        return tuple(sorted(own, key=lambda card: (card.text_of != self.text, card.start)))

    @cached_property
    def _of_kind(self) -> Mapping[str, tuple[DraftCard, ...]]:
        kinds = {card.kind for card in self.cards}
        return {kind: tuple(c for c in self.standing if c.kind == kind) for kind in kinds}

    def of_kind(self, kind: str) -> tuple[DraftCard, ...]:
        """The standing cards of a kind, in the order of the text."""
        return self._of_kind.get(kind, ())

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], DraftCard]:
        found: dict[tuple[str, str], DraftCard] = {}
        for card in self.standing:
            for name in (card.value.get("name"), card.proposed.get("name")):
                if name:
                    found.setdefault((card.kind, folded(name)), card)
        return found

    def named(self, kind: str, name: str) -> DraftCard | None:
        """The standing card of a name, as it was found or as it was corrected."""
        return self._named.get((kind, folded(name))) if name else None

    def orders(self, card: DraftCard, name: str) -> Iterator[DraftCard]:
        """The standing cards that an act names by order in `quantities` or `moments`."""
        for order in card.value.get(name) or ():
            other = self.by_order.get(order)
            if other is not None and not other.is_out:
                yield other

    def words_of(self, card: DraftCard) -> str:
        """The words that a card was found in, in one line."""
        return " ".join(self.texts.get(card.text_of, "")[card.start : card.end].split())


def folded(name: str) -> str:
    return " ".join(words(name))

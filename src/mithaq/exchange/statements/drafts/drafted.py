"""A draft as plain values: its cards as they stand, found by order, by kind and by name."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Any

from mithaq.engine.text import words


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """A card as it stands. `value` as corrected, `proposed` as found; `text_of` is the number of
    the text that `spans` count in; `chosen` what a person wants it to become, empty: by default;
    `rows` what it became already: (kind, code, uid of the subject);
    `assumed` the fields of `value` that neither the text nor a person has filled."""

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
    assumed: tuple[str, ...] = ()

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

    @cached_property
    def done_at(self) -> Mapping[int, tuple[DraftCard, ...]]:
        """By a facility's order the acts that are done there, in the order of the text."""
        found: dict[int, list[DraftCard]] = {}
        for act in self.of_kind("act"):
            if act.value.get("status") == "done":
                names = act.value.get("facilities") or ()
                here = (self.named("facility", name) for name in names)
                for order in {card.order for card in here if card is not None}:
                    found.setdefault(order, []).append(act)
        return {order: tuple(acts) for order, acts in found.items()}

    def within(self, card: DraftCard, kind: str) -> Iterator[DraftCard]:
        """The standing cards of a kind whose fullest mention lies within a card's clause."""
        starts, cards = self._by_start.get((kind, card.text_of), ([], []))
        for other in cards[bisect_left(starts, card.start) : bisect_right(starts, card.end)]:
            if card.holds(other):
                yield other

    @cached_property
    def _by_start(self) -> Mapping[tuple[str, int], tuple[list[int], list[DraftCard]]]:
        found: dict[tuple[str, int], tuple[list[int], list[DraftCard]]] = {}
        for card in self.standing:
            starts, cards = found.setdefault((card.kind, card.text_of), ([], []))
            starts.append(card.start)
            cards.append(card)
        return found

    def orders(self, card: DraftCard, name: str) -> Iterator[DraftCard]:
        """The standing cards that an act names by order in `quantities` or `moments`."""
        for order in card.value.get(name) or ():
            other = self.by_order.get(order)
            if other is not None and not other.is_out:
                yield other

    def words_of(self, card: DraftCard) -> str:
        """The words that a card was found in, in one line."""
        return " ".join(self.texts.get(card.text_of, "")[card.start : card.end].split())


Ranked = tuple[int, DraftCard]


class Told:
    """Acts with their ranks in the order of the text, among which the last one told of before a
    card is found by halving: a long draft has thousands of both."""

    def __init__(self, ranked: Iterable[Ranked]) -> None:
        self._of_text: dict[int, tuple[list[int], list[Ranked]]] = {}
        kept = list(ranked)
        self.first = next(iter(kept), None)
        for rank, act in kept:
            starts, acts = self._of_text.setdefault(act.text_of, ([], []))
            starts.append(act.start)
            acts.append((rank, act))

    def before(self, card: DraftCard) -> Ranked | None:
        """The last that begins before a card, or with it, in the same text."""
        starts, acts = self._of_text.get(card.text_of, ([], []))
        place = bisect_right(starts, card.start)
        return acts[place - 1] if place else None


def nearest(card: DraftCard, groups: Iterable[Told]) -> DraftCard | None:
    """Of all groups the last act that begins before a card in the same text, else the first."""
    kept = list(groups)
    if before := [found for group in kept if (found := group.before(card))]:
        return max(before, key=itemgetter(0))[1]
    firsts = [group.first for group in kept if group.first]
    return min(firsts, key=itemgetter(0))[1] if firsts else None


def folded(name: str) -> str:
    return " ".join(words(name))

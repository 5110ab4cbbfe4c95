"""Looking at a passage's words from a place on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from mithaq.exchange.statements.reading.dating.calendars import MonthNames, stems
from mithaq.exchange.statements.reading.dating.writings import Side
from mithaq.exchange.statements.reading.numerals import Kind, numeral, ordinal
from mithaq.exchange.statements.reading.passages import Passage, Token

_SIDES: Final = {
    Side.THIS: "الجاري الجاريه الحالي الحاليه نفسه هذا هذه",
    Side.LAST: "الماضي الماضيه الفايت الفايته المنصرم المنصرمه المنقضي المنقضيه السابق الماضيين "
    "الفايتين المنصرمين الاخيره الاخيرين الماضيتين",
    Side.NEXT: "القادم القادمه المقبل المقبله القادمين المقبلين الاتي الاتيه القادمتين المقبلتين",
}
SIDES: Final = {word: side for side, words in _SIDES.items() for word in words.split()}
_CLOSERS: Final = frozenset(')]»"”')


@dataclass(frozen=True, eq=False)
class Cursor:
    """`start`: where an expression is sought to begin; what is looked at lies in its line.
    `given`: folded first names of people."""

    passage: Passage
    names: MonthNames
    given: Collection[str] = frozenset()
    start: int = 0

    def at(self, place: int) -> Cursor:
        """The same for an expression that begins at a place."""
        return Cursor(self.passage, self.names, self.given, place)

    def token(self, place: int) -> Token | None:
        """The token at a place, where no line ends between it and its neighbour on the side of
        the start."""
        tokens = self.passage.tokens
        if not 0 <= place < len(tokens):
            return None
        if place == self.start:
            return tokens[place]
        left = place - 1 if place > self.start else place
        if "\n" in self.passage.text[tokens[left].end : tokens[left + 1].start]:
            return None
        return tokens[place]

    def form(self, place: int) -> str:
        token = self.token(place)
        return token.form if token else ""

    def text(self, place: int) -> str:
        token = self.token(place)
        return token.text if token else ""

    def before(self, place: int) -> str:
        """The form of the word before a place in its line; empty at its beginning."""
        return self.form(place - 1)

    def has(self, place: int, words: Collection[str]) -> bool:
        """Whether the word at a place is one of these, with or without clitics."""
        token = self.token(place)
        if token is None or not token.is_word:
            return False
        return any(stem in words for stem in stems(token.form))

    def side(self, place: int) -> Side | None:
        return SIDES.get(self.form(place))

    def over(self, place: int, words: Collection[str]) -> int:
        """The place after an optional word."""
        return place + 1 if self.has(place, words) else place

    def over_marks(self, place: int, marks: str) -> int:
        token = self.token(place)
        return place + 1 if token is not None and token.text and token.text in marks else place

    def closed(self, place: int) -> int:
        """The place after a closing bracket."""
        return place + 1 if self.text(place) in _CLOSERS else place

    def count_at(self, place: int) -> tuple[int, int] | None:
        """A small whole number in digits or one word, and the place after it."""
        token = self.token(place)
        if token is None:
            return None
        if token.is_number:
            small = token.form.isdigit() and len(token.form) <= 3
            return (int(token.form), place + 1) if small else None
        word = numeral(token.form) if token.is_word else None
        if word is None or word.kind is not Kind.UNIT:
            return None
        after = numeral(self.form(place + 1))
        if after and after.kind is Kind.UNIT and after.value == 10 and not after.clitics:
            return int(word.value) + 10, place + 2
        return int(word.value), place + 1

    def ordinal_at(self, place: int) -> tuple[int, int] | None:
        """A definite ordinal of 1 to 39, and the place after it."""
        token = self.token(place)
        found = ordinal(token.form) if token is not None and token.is_word else None
        if token is not None and found is None:
            ten = numeral(token.form) if token.is_word else None
            is_ten = ten is not None and ten.kind is Kind.TEN and ten.is_definite
            return (int(ten.value), place + 1) if ten is not None and is_ten else None
        if found is None or not found[1]:
            return None
        after = numeral(self.form(place + 1))
        if after and after.kind is Kind.UNIT and after.value == 10 and not after.clitics:
            return found[0] + 10, place + 2
        if after and after.kind is Kind.TEN and after.clitics == "و":
            return found[0] + int(after.value), place + 2
        return found[0], place + 1

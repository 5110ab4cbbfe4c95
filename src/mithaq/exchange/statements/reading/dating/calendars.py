"""A country's month and weekday names, looked up in a passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from mithaq.countries.pack import Calendar
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.passages import Passage, Token, analyses


class NamedMonth(NamedTuple):
    """Tokens up to, not including, `last`. `is_common`: the word is another word or name, too."""

    month: int
    last: int
    is_common: bool


Names = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]

# Month names that are more often something else: to practise, a father, a water, a man's name.
_COMMON: Final = frozenset({"مارس", "ماي", "اب", "جوان", "اوت", "may", "march"})
_SHORT: Final = {("ك", "1"): 12, ("ك", "2"): 1, ("ت", "1"): 10, ("ت", "2"): 11}


@lru_cache(maxsize=100_000)
def stems(form: str) -> tuple[str, ...]:
    """The ways of reading a word without its clitics, its article kept."""
    return tuple(dict.fromkeys(analysis.stem for analysis in analyses(form)))


def names_of(sets: Iterable[Iterable[str]]) -> Names:
    """Names by their first word, the longest first; the n-th of `sets` are the names of n."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, names in enumerate(sets, start=1):
        for name in names:
            first, *rest = normalised(name).split()
            entry = (tuple(rest), number)
            if entry not in found.setdefault(first, []):
                found[first].append(entry)
    return {word: tuple(sorted(some, key=_longest)) for word, some in found.items()}


def _longest(entry: tuple[tuple[str, ...], int]) -> int:
    return -len(entry[0])


@dataclass(frozen=True, eq=False)
class MonthNames:
    """The names of a calendar, made ready."""

    months: Names
    hijri: Names
    weekdays: Mapping[str, int]

    def month_at(self, passage: Passage, place: int) -> NamedMonth | None:
        """The month of the civil calendar that is named at a token, however abbreviated."""
        short = self._short(passage, place)
        return short or _named(self.months, passage, place)

    def hijri_at(self, passage: Passage, place: int) -> NamedMonth | None:
        return _named(self.hijri, passage, place)

    def weekday_of(self, token: Token) -> int | None:
        """From Monday (0) to Sunday (6)."""
        for stem in stems(token.form) if token.is_word else ():
            if stem in self.weekdays:
                return self.weekdays[stem]
        return None

    def _short(self, passage: Passage, place: int) -> NamedMonth | None:
        """ك2, ت1."""
        tokens = passage.tokens
        if place + 1 >= len(tokens) or len(tokens[place].form) > 2:
            return None
        if tokens[place + 1].start != tokens[place].end:
            return None
        month = _SHORT.get((tokens[place].form[-1:], tokens[place + 1].form))
        return NamedMonth(month, place + 2, False) if month else None


def _named(names: Names, passage: Passage, place: int) -> NamedMonth | None:
    tokens = passage.tokens
    if place >= len(tokens) or not tokens[place].is_word:
        return None
    token = tokens[place]
    for stem in stems(token.form):
        for rest, month in names.get(stem, ()):
            if _follows(passage, place + 1, rest):
                common = not rest and stem in _COMMON and "آ" not in token.text
                if common and stem != token.form:
                    continue  # باب is a door
                return NamedMonth(month, place + 1 + len(rest), common)
    return None


def _follows(passage: Passage, place: int, rest: tuple[str, ...]) -> bool:
    tokens = passage.tokens
    if place + len(rest) > len(tokens):
        return False
    return all(tokens[place + n].form == word for n, word in enumerate(rest))


@lru_cache(maxsize=8)
def month_names(calendar: Calendar) -> MonthNames:
    """A country's names; built once."""
    own = zip(calendar.months_ar, calendar.months_en, calendar.other_months_ar, strict=True)
    return MonthNames(
        months=names_of((arabic, english, *others) for arabic, english, others in own),
        hijri=names_of(calendar.hijri_months_ar),
        weekdays={normalised(name): n for n, name in enumerate(calendar.weekdays_ar)},
    )

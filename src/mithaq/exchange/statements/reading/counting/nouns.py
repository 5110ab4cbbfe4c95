"""What is counted, by the pack's units and currencies: in the singular, dual and plural.

A term's words are singular and plural in turn; of each singular its dual is made (مركز: مركزان,
مركزين, مركزي عزل). Where a plural has the dual's ending (ممرضين), only the nominative says two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, analyses


class Counts(StrEnum):
    """CONSTRUCT is a dual that another noun follows (سيارتي إسعاف)."""

    ONE = "one"
    TWO = "two"
    CONSTRUCT = "construct"
    MANY = "many"


class Entry(NamedTuple):
    tail: tuple[str, ...]
    counts: Counts
    term: Term
    is_money: bool


class Noun(NamedTuple):
    """Tokens `first` up to, not including, `last`. `clitics` as in an `Analysis`."""

    first: int
    last: int
    counts: Counts
    term: Term
    clitics: str
    is_definite: bool
    is_money: bool

    @property
    def unit(self) -> str:
        return self.term.trait("currency" if self.is_money else "unit")


@dataclass(frozen=True, eq=False)
class Nouns:
    """Entries by their head word, those of more words first."""

    entries: Mapping[str, tuple[Entry, ...]]

    def at(self, passage: Passage, place: int, count: Decimal | None = None) -> Noun | None:
        """The longest known noun that begins at a token; of words of one spelling (أسرة, أسرّة)
        the plural after a `count` of 3 to 10, the singular after others."""
        tokens = passage.tokens
        if place >= len(tokens) or tokens[place].is_number:
            return None
        token = tokens[place]
        if not token.is_word:
            for entry in self.entries.get(token.text, ()):
                return Noun(place, place + 1, entry.counts, entry.term, "", False, entry.is_money)
            return None
        for analysis in token.analyses:
            found = self._entry(passage, place, analysis.rest, count)
            if found is not None:
                entry, last = found
                return Noun(
                    place, last, entry.counts, entry.term, analysis.clitics,
                    analysis.is_definite, entry.is_money,
                )  # fmt: skip
        return None

    def _entry(
        self, passage: Passage, place: int, head: str, count: Decimal | None
    ) -> tuple[Entry, int] | None:
        best: tuple[Entry, int] | None = None
        for entry in self.entries.get(head, ()):
            if best is not None and len(entry.tail) < len(best[0].tail):
                break
            last = _after_tail(passage, place + 1, entry.tail)
            if last is None:
                continue
            if best is None or (_fits(entry, count) and not _fits(best[0], count)):
                best = entry, last
        return best


def _fits(entry: Entry, count: Decimal | None) -> bool:
    """Whether a number of this size has its noun in the singular or plural."""
    if count is None:
        return True
    return (entry.counts is Counts.MANY) == (3 <= count <= 10)


def _after_tail(passage: Passage, place: int, tail: tuple[str, ...]) -> int | None:
    """Where the words after a head end; single letters may have dots between (ل.س)."""
    tokens = passage.tokens
    for word in tail:
        while len(word) == 1 and place < len(tokens) and tokens[place].text == ".":
            place += 1
        if place >= len(tokens) or not _agrees(tokens[place].form, word):
            return None
        place += 1
    if tail and len(tail[-1]) == 1 and place < len(tokens) and tokens[place].text == ".":
        return place + 1 if tokens[place].start == tokens[place - 1].end else place
    return place


_ENDINGS: Final = ("", "ا", "ه", "ان", "ين", "تين", "تان", "ات")


@lru_cache(maxsize=50_000)
def _agrees(form: str, word: str) -> bool:
    """Whether a word is this one with article, or in another number, gender or case."""
    if form == word:
        return True
    base = word[:-1] if word.endswith("ه") else word
    return any(
        not analysis.clitics
        and analysis.rest.startswith(base)
        and analysis.rest[len(base) :] in _ENDINGS
        for analysis in analyses(form)
    )


def _entries(terms: Iterable[Term], *, is_money: bool) -> Iterator[tuple[str, Entry]]:
    for term in terms:
        sounds = {
            _split(one)[0]
            for one, many in zip(term.words[::2], term.words[1::2], strict=False)
            if _split(many)[0].endswith("ون")
        }
        for one, many in zip(term.words[::2], term.words[1::2], strict=False):
            head, *tail = _split(one)
            is_sound = head in sounds
            for form in _forms(head):
                yield form, Entry(tuple(tail), Counts.ONE, term, is_money)
            for dual, counts in _duals(head, is_sound=is_sound):
                yield dual, Entry(tuple(tail), counts, term, is_money)
            head, *tail = _split(many)
            for form in _forms(head):
                yield form, Entry(tuple(tail), Counts.MANY, term, is_money)


def _split(words: str) -> list[str]:
    """The folded words; a sign (%) is its own."""
    return normalised(words).split() or [words]


def _forms(head: str) -> Iterator[str]:
    """The head as given, in the accusative and as a plural in the oblique."""
    yield head
    if head.endswith("ون"):
        yield head[:-2] + "ين"
    elif not head.endswith(("ه", "ا", "ات")) and len(head) > 2:
        yield head + "ا"


def _duals(head: str, *, is_sound: bool) -> Iterator[tuple[str, Counts]]:
    bases = {head, "مشفي"} if head == "مستشفي" else {head}
    for stem in bases:
        if len(stem) < 3 or stem == "اله":
            continue  # التي is no two machines
        base = stem[:-1] + "ت" if stem.endswith("ه") else stem
        yield base + "ان", Counts.TWO
        if not is_sound:
            yield base + "ين", Counts.TWO
            yield base + "ي", Counts.CONSTRUCT
        if base != stem:
            yield base + "ا", Counts.CONSTRUCT


@lru_cache(maxsize=8)
def nouns_of(lexicon: Lexicon) -> Nouns:
    """A lexicon's units and currencies; built once."""
    found: dict[str, list[Entry]] = {}
    lists = lexicon.language.terms
    for name, is_money in (("units", False), ("currencies", True)):
        for form, entry in _entries(lists[name], is_money=is_money):
            found.setdefault(form, []).append(entry)
    return Nouns({form: tuple(sorted(some, key=_rank)) for form, some in found.items()})


def _rank(entry: Entry) -> tuple[int, bool]:
    """The longest first; a noun of its own before another's dual."""
    return -len(entry.tail), entry.counts in (Counts.TWO, Counts.CONSTRUCT)

"""A text as tokens, sentences and paragraphs, each with its place in the text.

A token is a run of letters, a number with its separators, or one other character. A word's `form`
is the folded form by which names are compared everywhere (`mithaq.engine.text.normalised`); its
`readings` are the ways of taking clitics (و ف ب ل ك س) and the article off it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from mithaq.engine.text import normalised, western_digits


class Span(NamedTuple):
    """From `start` up to, not including, `end`: code points of the text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class TokenKind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


class Analysis(NamedTuple):
    """A word without `clitics` (their letters, e.g. `وب`) and without article: `rest`.

    `is_definite` where an article was taken off (لل counts as ل with one). `stem` is `rest` with
    its article."""

    clitics: str
    rest: str
    is_definite: bool

    @property
    def stem(self) -> str:
        return "ال" + self.rest if self.is_definite else self.rest


@dataclass(frozen=True, slots=True)
class Token:
    """`form` is empty for marks; a number's is its digits as written, in 0-9."""

    start: int
    end: int
    text: str
    form: str
    kind: TokenKind

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.WORD

    @property
    def is_number(self) -> bool:
        return self.kind is TokenKind.NUMBER

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """The word as it stands first, then with more and more taken off; none for a mark."""
        return analyses(self.form) if self.is_word else ()

    def start_after(self, clitics: str) -> int:
        """Where the word begins in the text once so many clitics are taken off."""
        letters, place = len(clitics), 0
        while letters and place < len(self.text):
            if not _is_carried(self.text[place]):
                letters -= 1
            place += 1
        while place < len(self.text) and _is_carried(self.text[place]):
            place += 1
        return self.start + place


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `first` up to, not including, `last` of the passage; `paragraph` counts from 0."""

    first: int
    last: int
    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in its tokens and sentences, without the parts that are noise."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    _starts: tuple[int, ...] = ()

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def sentence_at(self, token: int) -> Sentence:
        """The sentence that holds a token, by the token's number."""
        place = bisect_right(self.sentences, token, key=lambda s: s.first) - 1
        return self.sentences[place]

    def token_at(self, offset: int) -> int:
        """The number of the token that holds an offset, or the next one after it."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.tokens[place].end:
            return place
        return place + 1

    def within(self, span: Span) -> range:
        """The numbers of the tokens that begin in a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))


_TATWEEL: Final = "ـ"
_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:[.,٫٬،/:\-]\d+)*)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670\u0640])*)"
    r"|(?P<mark>[^\s\u064b-\u065f\u0670\u0640])"
)
_ENDS: Final = frozenset(".!?؟؛…")
_CLITICS: Final = ("", "و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "فب", "فل", "وس")
_LEAST_REST: Final = 2
_LONGEST_ITEM: Final = 2


def _is_carried(character: str) -> bool:
    """Whether a character is no letter of its own: a vowel mark or tatweel."""
    return character == _TATWEEL or unicodedata.category(character) == "Mn"


@lru_cache(maxsize=200_000)
def _form(word: str) -> str:
    return normalised(word).replace(" ", "")


@lru_cache(maxsize=200_000)
def analyses(form: str) -> tuple[Analysis, ...]:
    """Ways of reading a folded word; what would be left of a shorter word is no word.

    Each rest is folded again, so that مشفى is مستشفى behind a clitic, too.
    """
    found = [Analysis("", form, False)]
    for clitics in _CLITICS:
        if not form.startswith(clitics):
            continue
        rest = form[len(clitics) :]
        if len(rest) < _LEAST_REST:
            continue
        if clitics:
            found.append(Analysis(clitics, normalised(rest), False))
        if rest.startswith("ال") and len(rest) > 3:
            found.append(Analysis(clitics, normalised(rest[2:]), True))
        elif clitics.endswith("ل") and rest.startswith("ل") and len(rest) > 2:
            found.append(Analysis(clitics, normalised(rest[1:]), True))
    return tuple(found)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order. `276ألفاً` is a number and a word, `و760` a word and a
    number; a mark is one character."""
    for match in _TOKEN.finditer(text):
        kind = TokenKind(match.lastgroup or "mark")
        written = match[0]
        if kind is TokenKind.WORD:
            form = _form(written)
        elif kind is TokenKind.NUMBER:
            form = western_digits(written)
        else:
            form = ""
        yield Token(match.start(), match.end(), written, form, kind)


def split(text: str, spans: Sequence[Span] | None = None) -> Passage:
    """A text as a passage; `spans`, where given, are the parts that are the statement's own."""
    parts = [Span(0, len(text))] if spans is None else spans
    starts = [part.start for part in parts]
    kept = [token for token in tokens(text) if _lies_in(token, parts, starts)]
    sentences = tuple(_sentences(text, kept))
    return Passage(text, tuple(kept), sentences, tuple(token.start for token in kept))


def _lies_in(token: Token, parts: Sequence[Span], starts: Sequence[int]) -> bool:
    place = bisect_right(starts, token.start) - 1
    return place >= 0 and token.start < parts[place].end


def _sentences(text: str, kept: Sequence[Token]) -> Iterator[Sentence]:
    first, paragraph = 0, 0
    for place, token in enumerate(kept):
        following = kept[place + 1].start if place + 1 < len(kept) else len(text)
        breaks = "\n" in text[token.end : following]
        if breaks or place + 1 == len(kept) or _ends_sentence(text, kept, place):
            span = Span(kept[first].start, token.end)
            yield Sentence(first, place + 1, paragraph, span)
            first = place + 1
        paragraph += breaks


def _ends_sentence(text: str, kept: Sequence[Token], place: int) -> bool:
    """A full stop ends a sentence unless it belongs to an abbreviation (`د. حسان`, `م. سامر`) or
    to an item's number (`1. تشكيل لجنة`)."""
    token = kept[place]
    if token.text not in _ENDS:
        return False
    before = kept[place - 1] if place else None
    if token.text == "." and before and before.is_number and len(before.text) <= _LONGEST_ITEM:
        return place > 1 and "\n" not in text[kept[place - 2].end : before.start]
    return not (token.text == "." and before and before.is_word and len(before.form) == 1)

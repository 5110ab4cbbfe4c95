"""Finding known phrases in a passage: a tree of folded words, walked once from each token.

A phrase is matched over quotation marks, with clitics on its first word. A *term* (role, unit, act)
is matched with or without article and accusative ending; a *name* only as it is definite or not:
القصير is a town, قصير is short.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.passages import Analysis, Passage, Span, Token, analyses

T = TypeVar("T")

QUOTES: Final = frozenset("\"'“”„«»‘’‹›`´❝❞＂")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens `first` up to, not including, `last`; `values` of every phrase of these words.
    `span` is without the clitics of the first word, which are `clitics`."""

    first: int
    last: int
    span: Span
    clitics: str
    is_definite: bool
    values: tuple[T, ...]

    @property
    def value(self) -> T:
        return self.values[0]


@dataclass(slots=True)
class _Node(Generic[T]):
    following: dict[str, _Node[T]] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class Phrases(Generic[T]):
    """Phrases with a value each; `are_names`: definite or not as given."""

    def __init__(self, phrases: Iterable[tuple[str, T]], *, are_names: bool = False) -> None:
        self._root: _Node[T] = _Node()
        self._are_names = are_names
        for phrase, value in phrases:
            self._add(phrase, value)

    def _add(self, phrase: str, value: T) -> None:
        node = self._root
        for word in normalised(phrase).split():
            node = node.following.setdefault(self._key_of(word), _Node())
        if node is not self._root and value not in node.values:
            node.values.append(value)

    def _key_of(self, word: str) -> str:
        if self._are_names:
            return word
        plain = [a.rest for a in analyses(word) if a.is_definite and not a.clitics]
        return plain[0] if plain else word

    def may_begin(self, token: Token) -> bool:
        """Whether some phrase has this token for its first word."""
        following = self._root.following
        return any(key in following for each in token.analyses for key in self._keys(each))

    def at(self, passage: Passage, number: int, *, bare: bool = False) -> Match[T] | None:
        """The longest phrase that begins with this token; `bare`: without clitics."""
        longest: Match[T] | None = None
        token = passage.tokens[number]
        for analysis in token.analyses:
            if analysis.clitics and bare:
                continue
            for key in self._keys(analysis):
                node = self._root.following.get(key)
                if node is None:
                    continue
                found = self._follow(passage, number, node, analysis)
                if found and (longest is None or found.last > longest.last):
                    longest = found
        return longest

    def _keys(self, analysis: Analysis) -> Iterator[str]:
        if self._are_names:
            yield analysis.stem
            return
        yield analysis.rest
        if analysis.rest.endswith("ا") and len(analysis.rest) > 3:
            yield analysis.rest[:-1]

    def _follow(
        self, passage: Passage, number: int, node: _Node[T], analysis: Analysis
    ) -> Match[T] | None:
        end = number + 1
        best = (end, tuple(node.values)) if node.values else None
        place = end
        while (place := _over_quotes(passage, place)) < len(passage.tokens):
            step = self._step(passage.tokens[place], node)
            if step is None:
                break
            node, place = step, place + 1
            if node.values:
                best = (place, tuple(node.values))
        if best is None:
            return None
        first, last = passage.tokens[number], passage.tokens[best[0] - 1]
        span = Span(first.start_after(analysis.clitics), last.end)
        return Match(number, best[0], span, analysis.clitics, analysis.is_definite, best[1])

    def _step(self, token: Token, node: _Node[T]) -> _Node[T] | None:
        for analysis in token.analyses:
            if analysis.clitics:
                continue
            for key in self._keys(analysis):
                if key in node.following:
                    return node.following[key]
        if token.is_number:
            return node.following.get(token.form)
        return None

    def all(self, passage: Passage) -> Iterator[Match[T]]:
        """Every longest phrase, from left to right in the text's order, none within another."""
        number = 0
        while number < len(passage.tokens):
            found = self.at(passage, number)
            if found is not None:
                yield found
            number = found.last if found else number + 1


def _over_quotes(passage: Passage, place: int) -> int:
    """The next token that is no quotation mark."""
    while place < len(passage.tokens) and passage.tokens[place].text in QUOTES:
        place += 1
    return place

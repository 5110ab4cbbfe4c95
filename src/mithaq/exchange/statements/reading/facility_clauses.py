"""Where in a text the words stand that may tell what happens to a facility.

A clause goes from a conjunction or a verb that is joined to another (`، ونقلت …`) to the next one.
Facilities that follow each other (`نوى وجاسم`) share what is told before the first of them and
behind the last.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mithaq.exchange.statements.reading.passages import Passage, Sentence, Span
from mithaq.exchange.statements.reading.phrases import QUOTES
from mithaq.exchange.statements.reading.word_lists import listed

# How far, in words, an event stands from the facility: before it, and after it.
_BEFORE: Final = 40
_AFTER: Final = 16
_LIST_STEP: Final = 10
_MOST_LISTED: Final = 40
_BREAKS: Final = listed("حيث فيما بينما اما لكن كما حين اذ بالمقابل ان بان ان انها انه بانها غير")
_TOPICS: Final = listed("ان بان اما بينما فيما لكن حين كما لكون حيث")
_COMMAS: Final = frozenset({"،", ",", "-", "–"})
_RELATIVE: Final = listed("الذي التي اللذين اللتين الذين اللذان اللتان والذي والتي")


@dataclass(frozen=True)
class Clauses:
    """`starts` are the numbers of the tokens with which facilities begin, in order; `ends` where
    each ends; `events` where words of an event begin; `verbs` are those of the pack."""

    passage: Passage
    starts: Sequence[int]
    ends: Mapping[int, int]
    events: Sequence[int]
    verbs: frozenset[str]

    def start_before(self, number: int, sentence: Sentence) -> int:
        """Where the clause begins in which a token stands."""
        first = max(sentence.first, number - _BEFORE)
        for at in range(number - 1, first - 1, -1):
            if self._breaks(at) or self._is_next_verb(at):
                return at
        return first

    def end_after(self, last: int, sentence: Sentence) -> int:
        """Where a clause ends that goes on behind a facility: at a conjunction, the next facility
        or verb of its own."""
        end = min(sentence.last, last + _AFTER)
        following = bisect_left(self.starts, last)
        if following < len(self.starts):
            end = min(end, self.starts[following])
        for at in range(last, end):
            if self._breaks(at) or self._is_next_verb(at):
                return at
        return end

    def _breaks(self, number: int) -> bool:
        form = self.passage.tokens[number].form
        return form in _BREAKS or (form.startswith("و") and form[1:] in _BREAKS)

    def _is_next_verb(self, number: int) -> bool:
        """A verb behind a comma and و begins what is told of something else."""
        token = self.passage.tokens[number]
        if not token.form.startswith("و") or number == 0:
            return False
        is_joined = token.form[1:] in self.verbs and token.form[1:].endswith("ت")
        return is_joined or (
            self.passage.tokens[number - 1].text in _COMMAS and token.form[1:] in self.verbs
        )

    def is_topic(self, number: int, sentence: Sentence) -> bool:
        """Whether what is told of a facility follows it: `أن المشفى …`, `… ، والمركز …`."""
        before = number - 1
        while before >= sentence.first and self.passage.tokens[before].text in QUOTES:
            before -= 1
        if before < sentence.first:
            return True
        token = self.passage.tokens[before]
        form = token.form.removeprefix("و") if len(token.form) > 2 else token.form
        return form in _TOPICS or token.text in (":", "-", "•", "▪️")

    def first_of_list(self, number: int, sentence: Sentence) -> int:
        """The first of facilities that follow each other closely: what is told of it is of all."""
        at = bisect_left(self.starts, number)
        earliest = max(0, at - _MOST_LISTED)
        while at > earliest:
            earlier = self.starts[at - 1]
            if earlier < sentence.first or not self._follow(earlier, number):
                break
            number, at = earlier, at - 1
        return number

    def last_of_list(self, last: int, sentence: Sentence) -> int:
        """Where the last of such facilities ends."""
        at = bisect_left(self.starts, last)
        latest = min(len(self.starts), at + _MOST_LISTED)
        while at < latest and self.starts[at] < sentence.last:
            before = self.starts[at - 1] if at else self.starts[at]
            if not self._follow(before, self.starts[at]):
                break
            last = max(last, self.ends[self.starts[at]])
            at += 1
        return last

    def _follow(self, earlier: int, number: int) -> bool:
        end = self.ends[earlier]
        if number - end > _LIST_STEP:
            return False
        if bisect_right(self.events, number - 1) > bisect_left(self.events, end):
            return False
        inner = range(min(end, number), number + 1)
        if any(self._breaks(at) or self._is_next_verb(at) for at in inner):
            return False
        joined = self.passage.tokens[number].form.startswith("و") or number <= end
        return joined or self.passage.tokens[number - 1].text in ("،", ",", "و")

    def is_relative(self, first: int, number: int) -> bool:
        """Whether a token stands in a clause that only describes: `، الذي توقف عام 2013، …`."""
        for at in range(number - 1, first - 1, -1):
            token = self.passage.tokens[at]
            if token.text in ("،", ","):
                return False
            if token.form in _RELATIVE:
                return True
        return False


def tokens_of(passage: Passage, span: Span) -> tuple[int, int]:
    """The numbers of the tokens of a span: the first, and the one behind the last."""
    return passage.token_at(span.start), passage.token_at(span.end)

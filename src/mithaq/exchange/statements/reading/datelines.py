"""The statement's own day, where a line at its top says nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from mithaq.exchange.statements.reading.findings import Moment
from mithaq.exchange.statements.reading.passages import Passage, Span

_TOP_LINES: Final = 4
_PRECISE: Final = frozenset({"day", "minute"})


def own_day(passage: Passage, moments: Sequence[Moment]) -> date | None:
    """The day of the first line at the top that is a date and nothing more; None: there is none."""
    for line in _top_lines(passage.text):
        for moment in moments:
            if moment.precision in _PRECISE and moment.first and _fills(passage, moment, line):
                return moment.first
    return None


def _top_lines(text: str) -> list[Span]:
    lines: list[Span] = []
    start = 0
    while len(lines) < _TOP_LINES and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            lines.append(Span(start, end))
        start = end + 1
    return lines


def _fills(passage: Passage, moment: Moment, line: Span) -> bool:
    """Whether every word and number of a line belongs to the date."""
    told = [
        token
        for token in (passage.tokens[number] for number in passage.within(line))
        if token.is_word or token.is_number
    ]
    return bool(told) and all(
        any(span.holds(token.span) for span in moment.spans) for token in told
    )

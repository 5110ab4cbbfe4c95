"""Lists in minutes and demands: a heading (المقررات:) and the items under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mithaq.exchange.statements.reading.acts.signals import Signals
from mithaq.exchange.statements.reading.findings import Status
from mithaq.exchange.statements.reading.passages import Passage, Sentence
from mithaq.exchange.statements.reading.word_lists import listed

_BULLETS: Final = frozenset("-–—•▪◾◼●○*🔹🔸🔷✅✔➤►■·🟢🔴🟡🔵⚪📌🚑💊🏥")
_NUMBER_MARKS: Final = frozenset("-–—).:/")
_ORDINALS: Final = listed("اولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا")
_INVISIBLE: Final = frozenset("\u200c\u200d\u200e\u200f\ufe0f")
_LONGEST_HEADING: Final = 9
# `طالب العمال بما يلي:` heads a list, too.
_HEADING_FRAMES: Final = frozenset({"ask", "decide", "agree", "propose"})
_NEAR_COLON: Final = 14


@dataclass(frozen=True, slots=True)
class Section:
    """`kind` is what an item is that names no act itself; empty: its items are none."""

    kind: str
    status: Status


def section_of(passage: Passage, signals: Signals, sentence: Sentence) -> Section | None:
    """The section that a heading opens: a short line that names it, mostly with a colon."""
    size = sentence.last - sentence.first
    tokens = passage.of(sentence)
    has_colon = tokens[-1].text == ":"
    if not has_colon and size > _LONGEST_HEADING:
        return None
    for signal in reversed(signals.in_tokens(sentence.first, sentence.last)):
        if (
            has_colon
            and signal.form in _HEADING_FRAMES
            and sentence.last - signal.last < _NEAR_COLON
        ):
            return Section(signal.kind, Status(signal.status or "done"))
        if signal.form == "list" and (has_colon or size <= _LONGEST_HEADING):
            return Section(signal.kind, Status(signal.status or "done"))
    # Another heading (نسخة إلى:) ends the list before it.
    is_heading = has_colon and size <= _LONGEST_HEADING
    return Section("", Status.DONE) if is_heading else None


def item_start(passage: Passage, sentence: Sentence) -> int:
    """The first token after an item's number or bullet; the sentence's first where it has none."""
    tokens = passage.tokens
    first, last = sentence.first, sentence.last
    number = first
    while number < last and tokens[number].text in _BULLETS | _INVISIBLE:
        number += 1
    if number > first:
        return number if number < last else first
    is_number = tokens[first].is_number and len(tokens[first].text) <= 3
    is_letter = tokens[first].is_word and len(tokens[first].text) == 1
    is_ordinal = tokens[first].form in _ORDINALS
    mark = first + 1
    while mark < last and tokens[mark].text in _INVISIBLE:
        mark += 1
    marked = mark + 1 < last and tokens[mark].text in _NUMBER_MARKS
    if (is_number or is_letter or is_ordinal) and marked:
        return mark + 1
    return first

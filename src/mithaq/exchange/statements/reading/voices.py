"""Whose words a figure or an act is: the ministry's million and the organisation's 920,860 are
two voices.

A verb of saying gives its subject's voice to what follows it, also to `وأضاف` and `مشيراً إلى`;
`بحسب` and `وفق` give theirs to the sentence that they close. What no one is said to state is the
statement's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from mithaq.engine.text import words
from mithaq.exchange.statements.reading.acts.linking import Spanned
from mithaq.exchange.statements.reading.acts.parties import LENT
from mithaq.exchange.statements.reading.acts.signals import Signal, Signals
from mithaq.exchange.statements.reading.findings import Act, Organisation, Person, Quantity
from mithaq.exchange.statements.reading.passages import Passage, Sentence, Span
from mithaq.exchange.statements.reading.word_lists import listed

_THAT: Final = listed("ان انه انها انهم بان بانه بانها الي علي عن :")
# How far, in words, a speaker stands from the verb.
_AFTER: Final = 22
_BEFORE: Final = 30
_SOURCE_AFTER: Final = 9
_LATER_NAMES: Final = listed(
    "وزاره منظمه مديريه جمعيه موسسه هييه صندوق اتحاد مكتب برنامج لجنه شركه محافظه نقابه",
)

_NEAR_SOURCE: Final = 3
# What is gone by that is nobody's words.
_STANDARDS: Final = listed(
    "معايير معيار شروط خطه خطط قانون قوانين نظام انظمه حاجه حاجات احتياجات امكانات امكانيات اسعار",
    "برنامج جدول جداول اولويات اولويه اصول توجيهات تعليمات ضوابط مواصفات مبدا حصه اسس اليه اليات",
    "نموذج اختصاص طبيعه فئه نسبه عدد مده اتفاقيه مذكره قرار",
)

F = TypeVar("F", Quantity, Act)


@dataclass(frozen=True, slots=True)
class _Voice:
    """From `start` on, until the next one, the words are of `name`; empty: the statement's."""

    start: int
    name: str


@dataclass(frozen=True)
class Voices:
    """The voices of a text, in its order."""

    parts: tuple[_Voice, ...]

    def at(self, offset: int) -> str:
        """Who states what stands at an offset; empty: the statement itself."""
        number = bisect_right(self.parts, offset, key=lambda part: part.start) - 1
        return self.parts[number].name if number >= 0 else ""


@dataclass(frozen=True)
class _Speakers:
    people: Spanned[str]
    organisations: Spanned[str]
    by_head: dict[str, list[tuple[int, str]]]

    def in_span(self, span: Span, *, is_last: bool = False) -> str:
        """The speaker named in a span: a person before the body that he speaks for."""
        for named in (self.people.within(span), self.organisations.within(span)):
            if named:
                return named[-1 if is_last else 0]
        return ""


def find_voices(
    passage: Passage,
    signals: Signals,
    organisations: Sequence[Organisation],
    people: Sequence[Person],
) -> Voices:
    """Who speaks in each part of a passage."""
    speakers = _Speakers(
        people=Spanned((span, person.name) for person in people for span in person.spans),
        organisations=Spanned((span, body.name) for body in organisations for span in body.spans),
        by_head=_by_head(organisations),
    )
    parts: list[_Voice] = []
    current, paragraph = "", -1
    for sentence in passage.sentences:
        if sentence.paragraph != paragraph:
            parts.append(_Voice(sentence.span.start, ""))
            paragraph = sentence.paragraph
        for voice in _of_sentence(passage, signals, sentence, speakers, current):
            parts.append(voice)
            current = voice.name or current
    return Voices(tuple(parts))


def stated(findings: Sequence[F], voices: Voices) -> tuple[F, ...]:
    """The findings with who states each."""
    return tuple(_stated(finding, voices) for finding in findings)


def _stated(finding: F, voices: Voices) -> F:
    span = finding.trigger if isinstance(finding, Act) else finding.span
    return replace(finding, stated_by=voices.at(span.start))


def _by_head(organisations: Sequence[Organisation]) -> dict[str, list[tuple[int, str]]]:
    """Bodies by their first word, so that `المنظمة` is the one named last before it."""
    heads: dict[str, list[tuple[int, str]]] = {}
    for body in organisations:
        head = words(body.name)[:1]
        if head and head[0] in _LATER_NAMES:
            heads.setdefault(head[0], []).extend((s.start, body.name) for s in body.spans)
    return {head: sorted(rows) for head, rows in heads.items()}


def _of_sentence(
    passage: Passage, signals: Signals, sentence: Sentence, speakers: _Speakers, current: str
) -> Iterator[_Voice]:
    """The voices of one sentence. A source that closes it speaks for all of it that no verb of
    saying gives to another."""
    spoken = [
        signal
        for signal in signals.in_tokens(sentence.first, sentence.last)
        if signal.form in ("speech", "announce")
    ]
    turns = [signal for signal in spoken if signal.term.trait("form") != "source"]
    source = _source(passage, spoken, sentence, speakers)
    if source:
        yield _Voice(sentence.span.start, source)
    before = sentence.first
    for signal in turns:
        if signal.term.trait("form") == "turn":
            continue
        name = _speaker(passage, signal, sentence, speakers, before)
        if not name and (source or signal.term.trait("form") == "verb" or current):
            name = source or current
        if name:
            yield _Voice(passage.tokens[signal.first].start, name)
            current = name
        before = signal.last


def _speaker(
    passage: Passage, signal: Signal, sentence: Sentence, speakers: _Speakers, before: int
) -> str:
    """The subject of a verb of saying: after it up to أن, or before it in its clause."""
    if signal.term.trait("form") == "participle":
        return ""
    end = min(sentence.last, signal.last + _AFTER)
    for number in range(signal.last, end):
        token = passage.tokens[number]
        if token.form in _THAT or token.text == ":":
            end = number
            break
    after = _span(passage, signal.last, end)
    name = speakers.in_span(after) or _later_name(passage, signal.last, end, speakers)
    if name:
        return name
    if signal.is_joined:
        return ""
    earlier = _span(passage, max(before, signal.first - _BEFORE), signal.first)
    return speakers.in_span(earlier, is_last=True)


def _later_name(passage: Passage, first: int, last: int, speakers: _Speakers) -> str:
    """`وقالت المنظمة`: the body of that sort that was named last before."""
    for token in passage.tokens[first : min(last, first + 2)]:
        for analysis in token.analyses:
            rows = speakers.by_head.get(analysis.rest) if analysis.is_definite else None
            if rows:
                at = bisect_right(rows, token.start, key=lambda row: row[0]) - 1
                return rows[max(at, 0)][1]
    return ""


def _source(
    passage: Passage, spoken: Sequence[Signal], sentence: Sentence, speakers: _Speakers
) -> str:
    for signal in spoken:
        if signal.term.trait("form") != "source":
            continue
        end = min(sentence.last, signal.last + _SOURCE_AFTER)
        if _is_by_standard(passage, signal, end):
            continue
        name = speakers.in_span(_span(passage, signal.last, end))
        name = name or _later_name(passage, signal.last, end, speakers)
        if name:
            return name
    return ""


def _is_by_standard(passage: Passage, signal: Signal, end: int) -> bool:
    """`وفق معايير المنظمة`, `حسب الحاجة`: what it goes by says nothing."""
    following = passage.tokens[signal.last : min(end, signal.last + _NEAR_SOURCE)]
    return any(a.rest in _STANDARDS for token in following[:1] for a in token.analyses) or any(
        token.form in LENT for token in following
    )


def _span(passage: Passage, first: int, last: int) -> Span:
    if first >= last:
        return Span(0, 0)
    return Span(passage.tokens[first].start, passage.tokens[last - 1].end)

"""What happens to each facility: the nearest word of an event in its clause, and how far it came.

What is asked for or only proposed has not happened and is not planned: it leaves no event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.acts.signals import Signals
from mithaq.exchange.statements.reading.findings import (
    Act,
    ActKind,
    Facility,
    FacilityEvent,
    Status,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, Sentence, Span
from mithaq.exchange.statements.reading.phrases import Match
from mithaq.exchange.statements.reading.word_lists import listed

# How far, in words, an event stands from the facility: before it, and after it.
_BEFORE: Final = 22
_AFTER: Final = 9
_REACH: Final = 24
_BREAKS: Final = listed("حيث فيما بينما اما لكن كما")
_NOT_HAPPENING: Final = frozenset({"ask", "propose"})
_TO_COME: Final = frozenset({"plan", "announce", "content", "decide", "discuss", "agree"})
_FRAMES: Final = _NOT_HAPPENING | _TO_COME | {"light", "background", "speech", "past"}
_HAPPENED: Final = frozenset({FacilityEvent.OUT_OF_SERVICE, FacilityEvent.CLOSED})
# Which of several tellings speaks: what was done before what is planned.
_PLANNED_RANK: Final = 1
_NEAR_NUMBER: Final = 1
_AGAIN: Final = frozenset({"اعاد", "اعادت", "اعادوا", "تعيد", "يعيد", "ستعيد"})
_ONCE_MORE: Final = frozenset({"مجددا"})
_LIST_STEP: Final = 9
# A facility is out of service or closed by words close to its name.
_NEAR_EVENT: Final = 3
_WARDS: Final = listed(
    "قسم جناح شعبه وحده مخبر غرفه قاعه حضانه اقسام عياده كتله طابق مبني بئر بير محطه منظومه صاله",
    "شبكه مصعد سطح",
)
_NOT_YET: Final = frozenset({ActKind.REQUEST, ActKind.PROPOSAL})
_WORKS: Final = frozenset({ActKind.CONSTRUCTION, ActKind.OPENING, ActKind.OPERATION})
_MOST_HELD: Final = 8
# How far أعاد stands before the act that it makes again: `أعاد المدير، صباح الأحد، افتتاح المركز`.
_AGAIN_REACH: Final = 16


@dataclass(frozen=True, slots=True)
class _Told:
    event: FacilityEvent
    span: Span
    rank: int


def with_events(
    facilities: Sequence[Facility],
    passage: Passage,
    lexicon: Lexicon,
    signals: Signals,
    acts: Sequence[Act] = (),
) -> tuple[Facility, ...]:
    """The facilities with the event that the text tells of each, and the words that tell it. What
    `acts` only ask for or propose is none; a ward of a hospital is one only by an event."""
    matches = list(lexicon.terms("facility_events").all(passage))
    firsts = [match.first for match in matches]
    starts = _starts(facilities, passage)
    asked, due = _spans_of(acts, _NOT_YET), _spans_of(acts, _WORKS, is_due=True)
    reader = _Events(passage, signals, matches, firsts, starts, asked, due)
    found = (_with_event(facility, reader) for facility in facilities)
    return tuple(each for each in found if each.event is not None or not _is_ward(each))


def _is_ward(facility: Facility) -> bool:
    first = normalised(facility.name).split()[0].removeprefix("ال")
    return first in _WARDS and not facility.type


def _spans_of(
    acts: Sequence[Act], kinds: frozenset[ActKind], *, is_due: bool = False
) -> tuple[Span, ...]:
    """From the words that name each act to its end, in the order of the text."""
    return tuple(
        sorted(
            Span(act.trigger.start, act.span.end)
            for act in acts
            if act.kind in kinds
            and act.trigger.start < act.span.end
            and (not is_due or act.status is Status.PLANNED)
        )
    )


def _starts(facilities: Sequence[Facility], passage: Passage) -> list[int]:
    return sorted({passage.token_at(span.start) for each in facilities for span in each.spans})


def _with_event(facility: Facility, reader: _Events) -> Facility:
    told = [found for span in facility.spans[:24] if (found := reader.at(span)) is not None]
    if not told:
        return facility
    best = max(told, key=lambda each: each.rank)
    return replace(facility, event=best.event, event_span=best.span)


@dataclass(frozen=True)
class _Events:
    passage: Passage
    signals: Signals
    matches: Sequence[Match[Term]]
    firsts: Sequence[int]
    facilities: Sequence[int]
    asked: Sequence[Span] = ()
    due: Sequence[Span] = ()

    def at(self, span: Span) -> _Told | None:
        """What is told of a facility where it is named once."""
        number = min(self.passage.token_at(span.start), len(self.passage.tokens) - 1)
        last = self.passage.token_at(span.end)
        sentence = self.passage.sentence_at(number)
        before = self._before(self._first_of_list(number, sentence), sentence)
        after = self._after(last, sentence)
        for match in (before, after):
            if match is None:
                continue
            found = self._told(match, sentence)
            if found is not None and self._is_of_another(match, number, found.event):
                continue
            if found is not None:
                return self._as_acts_say(found, span)
        return None

    def _is_of_another(self, match: Match[Term], number: int, event: FacilityEvent) -> bool:
        """`افتتاح قسم الحروق في المشفى` happens to the ward, not to the hospital; a ward that is
        no facility of its own only makes the hospital one that is rehabilitated."""
        if event is FacilityEvent.DONATED_TO or match.last > number:
            return False
        at = bisect_left(self.facilities, match.last)
        inner = range(match.last, number)
        parts = [n for n in inner if any(a.rest in _WARDS for a in self.passage.tokens[n].analyses)]
        if at < len(self.facilities) and self.facilities[at] in parts:
            return True
        return bool(parts) and event not in (FacilityEvent.REHABILITATED, FacilityEvent.PLANNED)

    def _as_acts_say(self, found: _Told, span: Span) -> _Told | None:
        """What is only asked for leaves no event; what an act has still to do is planned."""
        if found.event in _HAPPENED or found.event is FacilityEvent.DONATED_TO:
            return found
        if _holds(self.asked, span):
            return None
        if _holds(self.due, span):
            return replace(found, event=FacilityEvent.PLANNED, rank=_PLANNED_RANK)
        return found

    def _first_of_list(self, number: int, sentence: Sentence) -> int:
        """The first of facilities that follow each other closely: what is told of it is of all."""
        at = bisect_left(self.facilities, number)
        while at > 0:
            earlier = self.facilities[at - 1]
            if earlier < sentence.first or number - earlier > _LIST_STEP:
                break
            number, at = earlier, at - 1
        return number

    def _before(self, number: int, sentence: Sentence) -> Match[Term] | None:
        first = max(sentence.first, number - _BEFORE)
        for token in range(number - 1, first - 1, -1):
            if self.passage.tokens[token].form in _BREAKS:
                first = token
                break
        at = bisect_left(self.firsts, number) - 1
        while at >= 0 and self.matches[at].first >= first:
            match = self.matches[at]
            is_far = number - match.last > _NEAR_EVENT
            happened = match.value.trait("event") in _HAPPENED
            if self._is_met(match, sentence) and not (happened and is_far):
                return match
            at -= 1
        return None

    def _after(self, last: int, sentence: Sentence) -> Match[Term] | None:
        end = min(sentence.last, last + _AFTER)
        for token in range(last, end):
            if self.passage.tokens[token].form in _BREAKS:
                end = token
                break
        following = bisect_left(self.facilities, last)
        if following < len(self.facilities):
            end = min(end, self.facilities[following])
        at = bisect_left(self.firsts, last)
        while at < len(self.matches) and self.matches[at].first < end:
            match = self.matches[at]
            verbal = match.value.trait("event") in ("out_of_service", "closed", "operated")
            relative = self.passage.tokens[match.first - 1].form in ("الذي", "التي")
            if (verbal or relative) and self._is_met(match, sentence):
                return match
            at += 1
        return None

    def _is_met(self, match: Match[Term], sentence: Sentence) -> bool:
        needs = match.value.trait("needs")
        if not needs:
            return True
        last = min(sentence.last, match.last + _REACH)
        if needs == "goods":
            near = max(sentence.first, match.first - _REACH // 2)
            return any(self.signals.has(sort, near, last) for sort in ("goods", "means"))
        ahead = " ".join(token.form for token in self.passage.tokens[match.last : last])
        return any(f" {words} " in f" {ahead} " for words in _needed(needs))

    def _told(self, match: Match[Term], sentence: Sentence) -> _Told | None:
        event = FacilityEvent(match.value.trait("event"))
        frame = self._frame(match, sentence)
        if frame in _NOT_HAPPENING:
            return None
        if event is FacilityEvent.OPENED and self._is_again(match, sentence):
            event = FacilityEvent.REOPENED
        if event is FacilityEvent.DONATED_TO:
            return _Told(event, match.span, 2)
        if event in _HAPPENED:
            return _Told(event, match.span, 3)
        is_planned = frame in _TO_COME or "س" in match.clitics or match.clitics.endswith("ل")
        if is_planned or self._is_item(sentence):
            return _Told(FacilityEvent.PLANNED, match.span, _PLANNED_RANK)
        if frame == "background":
            return None
        return _Told(event, match.span, 3)

    def _is_again(self, match: Match[Term], sentence: Sentence) -> bool:
        """`أعادت المنظمة افتتاح المشفى`."""
        before = self.passage.tokens[max(sentence.first, match.first - _AGAIN_REACH) : match.first]
        after = self.passage.tokens[match.last : min(sentence.last, match.last + _AGAIN_REACH)]
        again = any(token.form in _ONCE_MORE for token in after)
        return again or any(token.form.removeprefix("و") in _AGAIN for token in before)

    def _frame(self, match: Match[Term], sentence: Sentence) -> str:
        """The form of the last frame before an event that says how far it came."""
        inner = self.signals.in_tokens(sentence.first, match.first)
        for signal in reversed(inner):
            if signal.form == "speech" and signal.term.trait("form") == "source":
                continue
            if signal.is_future and signal.form == "light":
                return "plan"
            if signal.kind == "decision" and signal.form == "past":
                return "ask"
            if signal.form in _FRAMES:
                return signal.form
        return ""

    def _is_item(self, sentence: Sentence) -> bool:
        """An item of a numbered list tells what is to be done."""
        first = self.passage.tokens[sentence.first]
        following = self.passage.tokens[min(sentence.first + 1, sentence.last - 1)]
        return first.is_number and following.text in ")-.–:" and len(first.text) <= _NEAR_NUMBER + 1


def _holds(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, in order, holds another."""
    at = bisect_left(spans, (span.start + 1,))
    return any(each.holds(span) for each in spans[max(0, at - _MOST_HELD) : at])


@lru_cache(maxsize=64)
def _needed(needs: str) -> tuple[str, ...]:
    return tuple(normalised(words) for words in needs.split("|"))

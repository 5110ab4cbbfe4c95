"""What happens to each facility: the nearest word of an event in its clause, and how far it came.

What is asked for or only proposed has not happened and is not planned: it leaves no event.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.acts.items import is_verbal_noun
from mithaq.exchange.statements.reading.acts.signals import Signals
from mithaq.exchange.statements.reading.facility_clauses import Clauses, tokens_of
from mithaq.exchange.statements.reading.facility_words import FacilityWords, facility_words
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

_NOT_HAPPENING: Final = frozenset({"ask"})
_TO_COME: Final = frozenset({"plan", "propose", "content", "decide", "discuss", "agree"})
_FRAMES: Final = _NOT_HAPPENING | _TO_COME | {"light", "background", "speech", "past"}
_HAPPENED: Final = frozenset({FacilityEvent.OUT_OF_SERVICE, FacilityEvent.CLOSED})
# Which of several tellings speaks: what was done before what is planned.
_PLANNED_RANK: Final = 1
_DONE_RANK: Final = 4
_RANKS: Final = {
    FacilityEvent.OPERATED: 2,
    FacilityEvent.DONATED_TO: 3,
    FacilityEvent.OUT_OF_SERVICE: 3,
    FacilityEvent.CLOSED: 3,
}
_STARTED: Final = frozenset({FacilityEvent.OPENED, FacilityEvent.OPERATED})
_NEAR_NUMBER: Final = 1
_AGAIN: Final = frozenset({"اعاد", "اعادت", "اعادوا", "تعيد", "يعيد", "ستعيد"})
_ONCE_MORE: Final = frozenset({"مجددا"})
# A facility is out of service or closed by words close to its name.
_NEAR_EVENT: Final = 3
_REACH: Final = 24
# States that stand behind what they tell of.
_FOLLOWING: Final = listed("عن من خارج متوقف متوقفه معطل معطله مغلق مغلقه مغلقا")
_DONE: Final = listed("تحقق انجز انجزته انجزت حققته انتهت انتهي انهت انهي تم تمت جري جرت")
_PUT_OFF: Final = listed("تاجيل ارجا مشروع خطه فكره مقترح تعتزم يعتزم ستبدا سيبدا تطال ستطال")
_BEING_BUILT: Final = listed("تبني يبني ينشا تنشي يبنون")
_ITEMS: Final = listed("اولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا")
_OF_PARTS: Final = frozenset(
    {FacilityEvent.REHABILITATED, FacilityEvent.PLANNED, FacilityEvent.EXTENDED}
)
_IN: Final = listed("في داخل ضمن من")
_LONGEST: Final = 14
# How many `أن` may stand between a frame and what it is said of.
_DEEPEST: Final = 3
_WIDEST: Final = 24
_LED: Final = listed("مدير مديره رييس رييسه طبيب ممرض ممرضه اطبا كادر كوادر عمال عاملي ادارات")
_WORKING: Final = listed("عاملون عاملين عمال موظفين موظفون اطبا ممرضين ممرضات كادر كوادر لقا")
_RELATIVES: Final = listed("الذي التي اللذين اللتين والذي والتي اللذان اللتان")
_RECEIVED: Final = listed("تسلم تسلمت استلم استلمت زود زودت رفد رفدت تلقي تلقت امد امدت وصلت")
_BEFORE_THAT: Final = listed("بعد عقب اثر قبل منذ رغم بسبب")
_LIGHT: Final = listed("تم تمت يتم تتم سيتم ستتم جري جرت يجري تجري قيد تحت اعيد اعيدت يعاد سيعاد")
_STILL: Final = listed("يزال تزال زال زالت يزالان تزالان مازال مازالت زالا يزالون")
_DENYING: Final = listed("لم لن لا دون عدم غير ليس ليست")
_WARDS: Final = listed(
    "قسم جناح شعبه وحده مخبر غرفه قاعه حضانه اقسام عياده كتله طابق مبني بئر بير محطه منظومه صاله",
    "شبكه مصعد سطح",
)
_NOT_YET: Final = frozenset({ActKind.REQUEST})
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
    spans = [span for each in facilities for span in each.spans]
    known = facility_words(lexicon)
    heads: dict[int, int] = {}
    ends: dict[int, int] = {}
    for span in spans:
        first, last = tokens_of(passage, span)
        heads[first] = head = _head_at(first, passage, known)
        ends[head] = max(ends.get(head, 0), last)
    own = [m for m in matches if not _is_in_name(m.first, ends)]
    clauses = Clauses(passage, sorted(ends), ends, [m.first for m in own], known.verbs)
    asked, due = _spans_of(acts, _NOT_YET), _spans_of(acts, _WORKS, is_due=True)
    reader = _Events(passage, signals, own, clauses, heads, asked, due)
    found = (_with_event(facility, reader) for facility in facilities)
    return tuple(each for each in found if each.event is not None or not _is_ward(each))


def _head_at(number: int, passage: Passage, known: FacilityWords) -> int:
    """Where the word for several stands, of which one is named here: in `مشافي نوى وجاسم` of
    جاسم the first word."""
    if number >= len(passage.tokens) or known.heads.at(passage, number) is not None:
        return number
    first = passage.sentence_at(number).first
    for at in range(number - 1, max(first, number - _WIDEST) - 1, -1):
        found = known.heads.at(passage, at)
        if found is not None:
            return at if found.value.trait("one") else number
    return number


def _is_in_name(number: int, ends: Mapping[int, int]) -> bool:
    """Whether a word stands in the name of a facility that begins shortly before it."""
    return any(ends.get(first, 0) > number for first in range(number, number - _LONGEST, -1))


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
    clauses: Clauses
    heads: Mapping[int, int]
    asked: Sequence[Span] = ()
    due: Sequence[Span] = ()

    def at(self, span: Span) -> _Told | None:
        """What is told of a facility where it is named once."""
        number, last = tokens_of(self.passage, span)
        number = self.heads.get(number, min(number, len(self.passage.tokens) - 1))
        last = max(last, self.clauses.ends.get(number, last))
        sentence = self.passage.sentence_at(number)
        if self._is_held(number) or self._is_led(number):
            return None
        first = self.clauses.first_of_list(number, sentence)
        is_topic = self.clauses.is_topic(first, sentence)
        end = self.clauses.last_of_list(last, sentence)
        if is_topic:
            found = self._after(end, sentence, is_topic=True)
            return None if found is None else self._as_acts_say(found, span)
        before = self._before(first, sentence)
        if before is not None and not self._is_of_another(before, first):
            found = self._told(before, sentence)
            if found is not None:
                return self._as_acts_say(found, span)
        is_next = self.passage.tokens[first].form.startswith("و") and first > sentence.first
        is_next = is_next and self.passage.tokens[first - 1].text in ("،", ",")
        stands_in = self._stands_in(first)
        found = self._after(end, sentence, is_topic=is_next, stands_in=stands_in)
        return None if found is None else self._as_acts_say(found, span)

    def _stands_in(self, number: int) -> bool:
        """`في المشفى`, `بالمشفى`: something else is spoken of, that is there."""
        before = self.passage.tokens[number - 1].form if number else ""
        return before in _IN or self.passage.tokens[number].form.startswith("بال")

    def _is_held(self, number: int) -> bool:
        """Within the name of a ward or centre, to which all is told."""
        ends = self.clauses.ends
        return any(ends.get(at, 0) > number for at in range(number - 1, number - _LONGEST, -1))

    def _is_led(self, number: int) -> bool:
        """`مدير المشفى`, `العاملون في المشفى`: of people."""
        before = self.passage.tokens[number - 1] if number else None
        if before is not None and before.form in _IN and number > 1:
            return any(a.rest in _WORKING for a in self.passage.tokens[number - 2].analyses)
        return before is not None and any(a.rest in _LED for a in before.analyses)

    def _is_of_another(self, match: Match[Term], number: int) -> bool:
        """`افتتاح قسم الحروق في المشفى` happens to the ward, not to the hospital; a ward that is
        no facility of its own only makes the hospital one that is rehabilitated or extended."""
        event = FacilityEvent(match.value.trait("event"))
        if event is FacilityEvent.DONATED_TO:
            return False
        inner = range(match.last, number)
        parts = any(a.rest in _WARDS for n in inner for a in self.passage.tokens[n].analyses)
        stands_in = self._stands_in(number) and bool(inner)
        return event not in _OF_PARTS and (parts or stands_in)

    def _as_acts_say(self, found: _Told, span: Span) -> _Told | None:
        """What is only asked for leaves no event; what an act has still to do is planned."""
        if found.event in _HAPPENED or found.event is FacilityEvent.DONATED_TO:
            return found
        if _holds(self.asked, span):
            return None
        if _holds(self.due, span):
            return replace(found, event=FacilityEvent.PLANNED, rank=_PLANNED_RANK)
        return found

    def _before(self, number: int, sentence: Sentence) -> Match[Term] | None:
        first = self.clauses.start_before(number, sentence)
        at = bisect_left(self.clauses.events, number) - 1
        while at >= 0 and self.matches[at].first >= first:
            match = self.matches[at]
            is_far = number - match.last > _NEAR_EVENT
            is_state = match.value.trait("event") == FacilityEvent.OUT_OF_SERVICE
            follows = _rest(match, self.passage) in _FOLLOWING
            if self._is_met(match, sentence) and not (is_state and (is_far or follows)):
                return match
            at -= 1
        return None

    def _after(
        self, last: int, sentence: Sentence, *, is_topic: bool, stands_in: bool = False
    ) -> _Told | None:
        """What is told behind a facility: by its own verb, else by what only describes it."""
        end = self.clauses.end_after(last, sentence)
        at = bisect_left(self.clauses.events, last)
        described: _Told | None = None
        while at < len(self.matches) and self.matches[at].first < end:
            match = self.matches[at]
            at += 1
            is_own = self._is_predicate(match, last, is_topic=is_topic)
            is_near = match.is_definite and match.first - last <= 1
            is_of_thing = stands_in and not is_near
            if not is_own or is_of_thing or not self._is_met(match, sentence):
                continue
            found = self._told(match, sentence, is_after=True)
            is_relative = self.clauses.is_relative(last, match.first)
            is_over = found is not None and found.event in _HAPPENED
            if found is not None and not (is_topic and (is_relative or is_over)):
                return found
            described = described or found
        return described

    def _is_predicate(self, match: Match[Term], last: int, *, is_topic: bool) -> bool:
        """Whether a verb or state may be a facility's own: `أُغلق`, `قيد الترميم`, `المغلقة`."""
        before = self.passage.tokens[match.first - 1]
        if self._is_denied(match):
            return False
        event = match.value.trait("event")
        is_relative = before.form in _RELATIVES
        if event == FacilityEvent.DONATED_TO:
            return (is_topic or is_relative) and _rest(match, self.passage) in _RECEIVED
        if event in _HAPPENED:
            if "ب" in match.clitics or (
                match.is_definite
                and not is_topic
                and match.first - last > 1
                and not is_relative
                and _rest(match, self.passage) not in _FOLLOWING
            ):
                return False
            inner = self.passage.tokens[max(last, match.first - 2) : match.first]
            return not any(token.form in _BEFORE_THAT for token in inner)
        first = self.passage.tokens[match.first]
        is_noun = any(is_verbal_noun(a.rest, has_hamza="إ" in first.text) for a in first.analyses)
        if is_noun and before.form.removeprefix("و") not in _LIGHT:
            return False
        return is_topic or is_relative or event == FacilityEvent.OPERATED

    def _is_denied(self, match: Match[Term]) -> bool:
        """`لم يتوقف عن العمل`, but not `لا يزال خارج الخدمة`."""
        inner = self.passage.tokens[max(0, match.first - 2) : match.first]
        if any(token.form in _STILL for token in inner):
            return False
        return any(token.form in _DENYING for token in inner)

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

    def _told(
        self, match: Match[Term], sentence: Sentence, *, is_after: bool = False
    ) -> _Told | None:
        event = FacilityEvent(match.value.trait("event"))
        frame = "" if is_after else self._frame(match, sentence)
        if frame in _NOT_HAPPENING:
            return None
        if event in _STARTED and self._is_again(match, sentence):
            event = FacilityEvent.REOPENED
        if event in _HAPPENED or event is FacilityEvent.DONATED_TO:
            return _Told(event, match.span, _RANKS[event])
        if self._is_to_come(match, event, frame) or self._is_item(sentence):
            return _Told(FacilityEvent.PLANNED, match.span, _PLANNED_RANK)
        if frame == "background":
            return None
        return _Told(event, match.span, _RANKS.get(event, _DONE_RANK))

    def _is_to_come(self, match: Match[Term], event: FacilityEvent, frame: str) -> bool:
        before = self.passage.tokens[match.first - 1].form if match.first else ""
        is_for = match.clitics.endswith("ل") and event is not FacilityEvent.OPERATED
        is_put_off = before in _PUT_OFF or (before.startswith("س") and before[1:] in _LIGHT)
        is_built = _rest(match, self.passage) in _BEING_BUILT
        return frame in _TO_COME or "س" in match.clitics or is_for or is_put_off or is_built

    def _is_again(self, match: Match[Term], sentence: Sentence) -> bool:
        """`أعادت المنظمة افتتاح المشفى`."""
        before = self.passage.tokens[max(sentence.first, match.first - _AGAIN_REACH) : match.first]
        after = self.passage.tokens[match.last : min(sentence.last, match.last + _AGAIN_REACH)]
        again = any(token.form in _ONCE_MORE for token in after)
        return again or any(token.form.removeprefix("و") in _AGAIN for token in before)

    def _frame(self, match: Match[Term], sentence: Sentence) -> str:
        """The form of the last frame before an event that says how far it came."""
        first = self.clauses.start_before(match.first, sentence)
        for _ in range(_DEEPEST):
            if self.passage.tokens[first].form == "ان":
                first = self.clauses.start_before(first, sentence)
        inner = self.signals.in_tokens(first, match.first)
        for signal in reversed(inner):
            between = self.passage.tokens[signal.last : match.first]
            if any(token.form.removeprefix("و") in _DONE for token in between):
                return ""
            if signal.form == "speech" and signal.term.trait("form") == "source":
                continue
            if signal.is_future and signal.form == "light":
                return "plan"
            if signal.kind == "decision" and signal.form == "past":
                return "plan"
            if signal.form in _FRAMES:
                return signal.form
        return ""

    def _is_item(self, sentence: Sentence) -> bool:
        """An item of a numbered list tells what is to be done."""
        first = self.passage.tokens[sentence.first]
        following = self.passage.tokens[min(sentence.first + 1, sentence.last - 1)]
        if first.form in _ITEMS and following.text == ":":
            third = self.passage.tokens[min(sentence.first + 2, sentence.last - 1)]
            return is_verbal_noun(third.form, has_hamza="إ" in third.text[:1])
        return first.is_number and following.text in ")-.–:" and len(first.text) <= _NEAR_NUMBER + 1


def _rest(match: Match[Term], passage: Passage) -> str:
    return passage.tokens[match.first].form.removeprefix(match.clitics)


def _holds(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, in order, holds another."""
    at = bisect_left(spans, (span.start + 1,))
    return any(each.holds(span) for each in spans[max(0, at - _MOST_HELD) : at])


@lru_cache(maxsize=64)
def _needed(needs: str) -> tuple[str, ...]:
    return tuple(normalised(words) for words in needs.split("|"))

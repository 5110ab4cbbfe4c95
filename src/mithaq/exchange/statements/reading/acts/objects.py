"""Acts that a request, decision, proposal or discussion is about."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from mithaq.exchange.statements.reading.acts.items import (
    begins_as_act,
    first_item,
    items,
    verbal_noun_at,
)
from mithaq.exchange.statements.reading.acts.signals import Signal
from mithaq.exchange.statements.reading.acts.states import Frame, State
from mithaq.exchange.statements.reading.findings import ActKind, Status
from mithaq.exchange.statements.reading.word_lists import listed

_RELATIVES: Final = listed("التي الذي الذين اللذين اللتين")
# Backgrounds that may head an item of a list of demands, so that the list goes on after them.
_HEADS_OF_ITEMS: Final = listed("سبل تعزيز اهميه ضروره جهود دور")
_OBJECT_FRAMES: Final = frozenset({"decide", "ask", "propose", "discuss", "agree"})
_ENDING: Final = frozenset({"past", "present", "announce", "plan", "speech"})
# Kinds that keep their own name where they are only discussed or proposed.
_KEPT_KINDS: Final = frozenset({"donation", "opening", "training"})
_STRONG_ASKING: Final = ("طالب",)
_NEAR: Final = 3
_NEXT: Final = frozenset({"القادم", "المقبل", "التالي", "المقرر"})
_ACHIEVED: Final = listed("تحقق تحققت انجز انجزت انجزته المنجزه المنفذه نفذ نفذته منجزات انجازات")
_OPENERS: Final = listed(
    "ضمت تضم تضمنت تتضمن شملت تشمل انصبت تركزت تمحورت تمثلت تتمثل مقدمتها ابرزها اهمها وابرزها",
    "تلخصت تلخص ورد واهمها وتضمنت وشملت وتركزت وتمثلت تضمن شمل دارت تناولت انحصرت ومنها",
)
_PEOPLE: Final = listed(
    "الاهالي المواطنين الاخوه السكان الامهات المرضي المراجعين المتقاعدين الراغبين الجميع المواطن",
    "اهلنا الناس المسافرين",
)
_AFTER_OPENER: Final = listed("علي حول في ب ما يلي الاتي التالي : كل من")
_TO_FOLLOW: Final = listed("ما يلي الاتي الاتيه التالي التاليه بما")
_OPENER_REACH: Final = 14
_FORM_OF_LIST: Final = {"request": "ask", "decision": "decide", "proposal": "propose"}
_HEAD_OF_ITEM: Final = 4


class Objects(State):
    """Reads what is asked for, decided, proposed, discussed or agreed."""

    def _objects(self, signal: Signal) -> None:
        """The acts that a request, decision, proposal or discussion is about."""
        following = self.passage.tokens[signal.last] if signal.last < self.sentence.last else None
        if (
            signal.form == "decide"
            and following is not None
            and self.passage.tokens[signal.first].form.removeprefix("و") in ("اقر", "اقرت")
            and any(a.clitics == "ب" for a in following.analyses[1:])
        ):
            return
        if signal.term.code == "approval" and self.section is not None:
            return
        if signal.is_denied or (self.is_muted and signal.form in ("propose", "discuss")):
            return
        if signal.form == "discuss" and (signal.is_for or self._is_course(signal)):
            return
        limit = self._limit(signal)
        leads = signal.form in ("discuss", "propose")
        start = first_item(self.passage, signal.last, limit, leads=leads)
        found = list(items(self.passage, start, limit)) if start < limit else []
        if signal.form == "discuss" and self._is_of_the_achieved(signal.last, start):
            self.frame = Frame("light", Status.DONE, signal.first, signal)
            self.is_fresh, self.is_muted, self.last_noun = True, False, None
            return
        self._meetings_within(signal, start, limit)
        if signal.form == "ask":
            start = self._counted_before(signal.last, start)
            found = list(items(self.passage, start, limit)) if start < limit else []
        found = [item for item in found if self._has_words(*item)]
        if found and signal.form == "decide" and self._is_about(found[0][0]):
            found = []
        if signal.form == "ask" and found and self._calls_people(signal, found[0][0]):
            found = []
        if signal.form == "agree" and found:
            found = [(found[0][0], limit)]
        for first, last in found:
            self._object(signal, first, last)
        if found:
            self.at = limit
        self._reset()

    def _has_words(self, first: int, last: int) -> bool:
        tokens = self.passage.tokens[first : min(first + 2, last)]
        return any(token.is_word and token.form not in _TO_FOLLOW for token in tokens)

    def _list(self, signal: Signal) -> None:
        """Demands, decisions or recommendations told after their name: `مداخلات العمال التي
        انصبت على صرف البدل وتأمين اللباس`, `جملة من القرارات: إلزام …`."""
        if not signal.kind or self.section is not None:
            return
        start = self._after_opener(signal.last) or self._after_verb(signal)
        if start is None:
            return
        limit = self._limit(replace(signal, last=start))
        found = [item for item in items(self.passage, start, limit) if self._has_words(*item)]
        named = [first for first, _ in found if begins_as_act(self.passage, first)]
        if not named or (len(found) > 1 and len(named) < len(found) - 1):
            return
        for first, last in found:
            status = Status(signal.status)
            reason = f"act_{_FORM_OF_LIST[signal.kind]}"
            self._add(ActKind(signal.kind), status, signal, reason, first, last=last, is_item=True)
        self.at = limit
        self._reset()

    def _after_opener(self, first: int) -> int | None:
        """Where a list begins that is told after its name, within the same sentence."""
        last = min(self.sentence.last, first + _OPENER_REACH)
        for number in range(first, last):
            token = self.passage.tokens[number]
            if token.text == ":" or token.form in _OPENERS:
                number += 1
                while number < last and self.passage.tokens[number].form in _AFTER_OPENER:
                    number += 1
                return number if number < last else None
            if token.text in "؛.":
                return None
        return None

    def _meetings_within(self, signal: Signal, start: int, limit: int) -> None:
        """Meetings told beside what is decided: the occasion before it, the next one after it."""
        for met in self.signals.after(signal.last, limit):
            if met.kind != "meeting" or met.form != "thing":
                continue
            if self._is_next(met):
                self._add(ActKind.MEETING, Status.PLANNED, met, "act_noun", met.first)
            elif met.first < start:
                self._of_occasion(met)

    def _is_next(self, signal: Signal) -> bool:
        following = self.passage.tokens[signal.last : min(signal.last + 2, self.sentence.last)]
        return any(token.form.removesuffix("ه") in _NEXT for token in following)

    def _is_of_the_achieved(self, first: int, last: int) -> bool:
        """`استعرض ما تحقق، ومنه تركيب ألواح`: that was done, not proposed."""
        return any(token.form in _ACHIEVED for token in self.passage.tokens[first:last])

    def _counted_before(self, first: int, start: int) -> int:
        """`طلبت المديرية 200 كيلوغرام من الكلور بشكل عاجل`: the number is what is asked for."""
        for number in range(first, min(start, first + _HEAD_OF_ITEM)):
            if self.passage.tokens[number].is_number:
                return number
        return start

    def _after_verb(self, signal: Signal) -> int | None:
        """`تلخصت مطالب العمال في إحداث مشفى`: the verb before, the list behind a preposition."""
        before = self.passage.tokens[max(0, signal.first - 2) : signal.first]
        if not any(token.form.removeprefix("و") in _OPENERS for token in before):
            return None
        for number in range(signal.last, min(self.sentence.last, signal.last + _OPENER_REACH)):
            if self.passage.tokens[number].form in ("في", "حول", "علي", "ب"):
                return number + 1
        return None

    def _calls_people(self, signal: Signal, first: int) -> bool:
        """`دعت الوزارة الأهالي إلى مراجعة المراكز`: a call to everybody is no request."""
        told = self.passage.tokens[signal.last : first]
        calls = "دع" in self.passage.tokens[signal.first].form
        return calls and any(token.form in _PEOPLE for token in told)

    def _asks_for_number(self, signal: Signal, first: int) -> bool:
        """`طلبت المديرية 200 كيلوغرام من الكلور`."""
        inner = self.passage.tokens[first : first + _HEAD_OF_ITEM]
        return signal.form == "ask" and any(token.is_number for token in inner)

    def _is_course(self, signal: Signal) -> bool:
        """What a course is about (`تناولت الدورة إنعاش الوليد`) is not discussed."""
        return self.signals.has("training", self.sentence.first, signal.last + 3)

    def _is_about(self, first: int) -> bool:
        """`أقر بحجم المشكلة` admits, it does not decide."""
        token = self.passage.tokens[first]
        return not begins_as_act(self.passage, first) and any(
            analysis.clitics == "ب" for analysis in token.analyses
        )

    def _object(self, signal: Signal, first: int, last: int) -> None:
        kind = self._object_kind(signal, first, last)
        if kind is None:
            return
        status = Status(signal.status)
        if signal.is_future and status is Status.DECIDED:
            status = Status.PLANNED
        reason = f"act_{signal.form}"
        self._add(kind, status, signal, reason, first, last=last, is_item=True)

    def _object_kind(self, signal: Signal, first: int, last: int) -> ActKind | None:
        own = ActKind(signal.kind)
        head = first + _HEAD_OF_ITEM
        inner = self.signals.in_tokens(first, min(last, head))
        is_general = self._is_general(first, min(last, first + _NEAR)) or any(
            each.form == "background" and self.passage.tokens[each.first].form != "سبل"
            for each in inner
        )
        if not begins_as_act(self.passage, first) and signal.form in ("discuss", "propose"):
            return None
        if signal.form in ("discuss", "propose"):
            kept = [each.kind for each in inner if each.kind in _KEPT_KINDS]
            if kept:
                return ActKind(kept[0])
            return None if is_general else own
        word = self.passage.tokens[signal.first].form.removeprefix("و")
        is_act = begins_as_act(self.passage, first) or self._asks_for_number(signal, first)
        is_strong = any(each in word for each in _STRONG_ASKING)
        if not is_act and (signal.form in ("discuss", "propose") or not is_strong):
            return None if signal.form in ("discuss", "propose", "ask") else own
        if signal.form == "ask" and is_general and not self._is_strong(word, first):
            return None
        return own

    def _is_strong(self, word: str, first: int) -> bool:
        """`طالب` asks whatever it is for; `دعا` does where a second act follows: `إلى تسهيل
        تحويل قيمة المواد`."""
        following = first + 1 < self.sentence.last and verbal_noun_at(
            self.passage, first + 1, ("",)
        )
        return following or any(each in word for each in _STRONG_ASKING)

    def _is_general(self, first: int, last: int) -> bool:
        """`تعزيز التعاون`; not `إجراء مسح لجودة المياه`, where it only describes."""
        at = self.signals.first_of("general", first, last)
        if at is None:
            return False
        token = self.passage.tokens[at]
        return at == first or not token.form.startswith(("ل", "ب"))

    def _limit(self, signal: Signal) -> int:
        """Where the objects of a frame end: at the next finite clause, aim or break."""
        limit = self.sentence.last
        at = bisect_left(self.breaks, signal.last)
        if at < len(self.breaks):
            limit = min(limit, self.breaks[at])
        for other in self.signals.after(signal.last, limit):
            before = self.passage.tokens[other.first - 1].form
            if before in _RELATIVES or before in ("ان", "بان"):
                continue
            is_present = other.form == "present" or (
                other.form == "light" and other.term.code.endswith("_present")
            )
            if is_present and not (other.is_joined or other.is_future):
                continue
            is_noun = not other.term.code.endswith(("_past", "_present"))
            if other.form == "plan" and is_noun and other.first - signal.last <= 1:
                continue
            word = self.passage.tokens[other.first].form
            is_verb = other.form in _OBJECT_FRAMES | {"light"} and (
                other.term.code.endswith(("_past", "_present"))
                or (other.form in ("agree", "propose") and other.is_joined)
            )
            is_aim = other.form == "background" and word not in _HEADS_OF_ITEMS
            if other.term.trait("form") in ("source", "turn"):
                continue
            if other.form == "ask" and signal.form == "ask" and before in ("الي", "والي", "علي"):
                return other.first
            if other.form in _ENDING or is_verb or is_aim:
                return other.first
        return limit

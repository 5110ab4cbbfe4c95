"""Acts that a finite verb tells: `افتتحت`, `سلمت`, `رُممت`."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from mithaq.exchange.statements.reading.acts.signals import Signal
from mithaq.exchange.statements.reading.acts.states import Frame, State
from mithaq.exchange.statements.reading.findings import ActKind, Status
from mithaq.exchange.statements.reading.word_lists import listed

_RELATIVES: Final = listed("التي الذي الذين اللذين اللتين")
# Kinds that the present tense tells as a habit.
_ROUTINE_KINDS: Final = frozenset(
    {
        ActKind.DONATION,
        ActKind.SUPPORT,
        ActKind.OPERATION,
        ActKind.MEETING,
        ActKind.CONSTRUCTION,
    }
)
_OBJECT_SORTS: Final = ("means", "goods", "campaign", "given", "people")
_SORTS_OF_KIND: Final = {
    "support": _OBJECT_SORTS,
    "donation": _OBJECT_SORTS,
    "construction": ("given",),
    "opening": ("campaign", "given"),
    "meeting": (),
    "agreement": ("agreement",),
}
_OF_PLACES: Final = frozenset({"construction", "opening", "operation"})
_REACH_BACK: Final = 12
_ALLOTTED: Final = 14
_FARTHEST_OBJECT: Final = 24
_BODIES: Final = listed("منظمه جمعيه موسسه وزاره صندوق هييه مبادره بنك لجنه نقابه اتحاد")
_NUMBER_REACH: Final = 7
_NEAR: Final = 3
_MEETINGS: Final = listed("الجلسه الاجتماع اللقاء الورشه الموتمر الندوه الدوره المعرض")
_FOR_DOING: Final = listed("لاجراء للقيام لتنفيذ لاطلاق لعقد لاقامه لتنظيم")


class Verbs(State):
    """Reads the verbs of acts."""

    def _verb(self, signal: Signal) -> None:
        if signal.is_denied:
            self.is_muted = True
            return
        before = self.passage.tokens[signal.first - 1].form if signal.first else ""
        kind = ActKind(signal.kind)
        if self._is_routine(signal, kind) or self._is_no_act(signal):
            self._reset()
            return
        if kind is ActKind.CONSTRUCTION and self._prepares(signal):
            self.frame = Frame("plan", Status.PLANNED, signal.first, None)
            self.is_fresh, self.is_muted, self.last_noun = True, False, None
            return
        if kind is ActKind.SUPPORT and self._allots_for_works(signal):
            self.frame = Frame("plan", Status.PLANNED, signal.first, None)
            self.is_fresh, self.is_muted, self.last_noun = True, False, None
            return
        is_relative = before in _RELATIVES and signal.first > self.sentence.first
        if is_relative and kind in (ActKind.DONATION, ActKind.OPENING, ActKind.OPERATION):
            return
        status = self._verb_status(signal)
        if kind is ActKind.AGREEMENT:
            self.has_agreement = self.names_agreement = True
        is_later = (
            is_relative
            or self._is_of_the_past(signal, kind)
            or (kind is ActKind.DONATION and self._gives_the_same(signal))
            or (kind is ActKind.DONATION and self._gives_with_it(signal))
        )
        objects = self._object_of(signal)
        if signal.term.code.startswith("puts") and self._is_of_facility(signal.last, _NEAR * 2):
            kind = ActKind.OPENING
        if kind is ActKind.OPENING and self._is_mobile(signal):
            kind = ActKind.OPERATION
        self._add(kind, status, signal, "act_verb", objects, is_later=is_later)
        self.frame = Frame("verb", status, signal.first)
        self.is_fresh, self.is_muted, self.last_noun = False, False, signal

    def _allots_for_works(self, signal: Signal) -> bool:
        """`رصدت 3 مليارات ليرة لترميم 14 مركزاً`: the works are the act, still to be done."""
        word = self.passage.tokens[signal.first].form
        if not any(root in word for root in ("رصد", "خصص")):
            return False
        last = min(self.sentence.last, signal.last + _ALLOTTED)
        return any(
            each.is_for and each.kind == "construction"
            for each in self.signals.in_tokens(signal.last, last)
        )

    def _is_mobile(self, signal: Signal) -> bool:
        """Mobile clinics that go into service are run, not opened."""
        first = max(self.sentence.first, signal.first - _NEAR * 2)
        inner = self.passage.tokens[first : min(self.sentence.last, signal.last + _NEAR * 3)]
        goes = signal.term.code.startswith("returns")
        return goes and any(token.form.startswith(("متنقل", "المتنقل")) for token in inner)

    def _prepares(self, signal: Signal) -> bool:
        """`تجهز المديرية لإجراء مسح`: what it prepares for is to come."""
        tokens = self.passage.tokens[signal.last : min(signal.last + 6, self.sentence.last)]
        for token in tokens:
            if token.form in _FOR_DOING:
                return "جهز" in self.passage.tokens[signal.first].form
        return False

    def _object_of(self, signal: Signal) -> int:
        """Where a verb's object begins, behind its subject: at the first facility, number, goods
        or thing."""
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        verb = self.signals.first_of("verb", signal.last, last)
        last = last if verb is None else verb
        at = bisect_left(self.objects, signal.last)
        if self._is_passive_of(signal, at):
            return self.objects[at - 1]
        starts = [self.objects[at]] if at < len(self.objects) else []
        sorts = _SORTS_OF_KIND.get(signal.kind, _OBJECT_SORTS[1:])
        for sort in sorts:
            found = self.signals.first_of(sort, signal.last, last)
            starts += [] if found is None else [found]
        start = min((start for start in starts if start < last), default=signal.last)
        if signal.kind == "operation" and start == signal.last:
            return self._campaign_before(signal)
        return start

    def _campaign_before(self, signal: Signal) -> int:
        """`حملة التلقيح ستنطلق الأحد`: what is run stands before the verb."""
        first = max(self.sentence.first, signal.first - _REACH_BACK)
        at = self.signals.first_of("campaign", first, signal.first)
        return signal.last if at is None else at

    def _is_passive_of(self, signal: Signal, at: int) -> bool:
        """`المركز الصحي سيبنى في القصير`: what it is about stands before the verb."""
        if signal.kind not in _OF_PLACES or signal.last >= self.sentence.last or not at:
            return False
        before = self.objects[at - 1]
        is_near = max(self.sentence.first, signal.first - _REACH_BACK) <= before < signal.first
        return is_near and self.passage.tokens[signal.last].form == "في"

    def _is_routine(self, signal: Signal, kind: ActKind) -> bool:
        """What a body does as a rule (`يقدم المركز 200 خدمة يومياً`) is none of its acts."""
        if signal.form != "present" or signal.is_future or self.section or self.is_title:
            return False
        if signal.is_joined and self._is_among_plans():
            return False
        if kind not in _ROUTINE_KINDS or self.names_agreement:
            return False
        if self.frame is not None and self.frame.form == "plan" and self.is_fresh:
            return False
        return not self._has_named_subject(signal)

    def _is_among_plans(self) -> bool:
        """`سيعاد تأهيل المراكز وتجهز دور التوليد`: the first verb's future holds for the next."""
        last = self.drafts[-1] if self.drafts else None
        return last is not None and last.status is Status.PLANNED and last.reason == "act_verb"

    def _is_of_the_past(self, signal: Signal, kind: ActKind) -> bool:
        """`وكانت المنظمة أرسلت في العام الماضي شحنة`: what was before tells where one stands."""
        first = self.passage.tokens[self.sentence.first].form
        if first not in ("وكان", "وكانت") or kind not in (ActKind.DONATION, ActKind.OPENING):
            return False
        tokens = self.passage.tokens[self.sentence.first : signal.last + _FARTHEST_OBJECT]
        return not any(token.form in ("امس", "اليوم") for token in tokens)

    def _has_named_subject(self, signal: Signal) -> bool:
        following = self.passage.tokens[signal.last] if signal.last < self.sentence.last else None
        pays = "مول" in self.passage.tokens[signal.first].form
        if signal.kind == "support" and pays and self._has_money(signal):
            return True
        if self._is_counted_by_body(signal):
            return True
        is_giving = signal.kind == "donation"
        return is_giving and following is not None and following.start in self.bodies

    def _is_counted_by_body(self, signal: Signal) -> bool:
        """`الجمعية تدفع أجور نقل 70 مريضاً`: a body by its first word, and a number."""
        before = self.passage.tokens[signal.first - 1] if signal.first else None
        if before is None or signal.kind not in ("support", "donation"):
            return False
        if "صرف" in self.passage.tokens[signal.first].form:
            return False
        is_body = any(a.is_definite and a.rest in _BODIES for a in before.analyses)
        inner = self.passage.tokens[signal.last : signal.last + _NUMBER_REACH]
        return is_body and any(token.is_number for token in inner)

    def _has_money(self, signal: Signal) -> bool:
        verb = self.signals.first_of("verb", signal.last, self.sentence.last)
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        last = last if verb is None else min(last, verb)
        tokens = self.passage.tokens[signal.last : last]
        return self.signals.has("means", signal.last, last) and any(t.is_number for t in tokens)

    def _is_no_act(self, signal: Signal) -> bool:
        """What looks like an act: `أقر بحجم المشكلة`, `مولت المشروع`, `بُني في القرن الماضي`."""
        following = self.passage.tokens[signal.last : signal.last + _NEAR * 2]
        if signal.kind == "opening" and self._opens_meeting(signal):
            return True
        if signal.kind == "support" and signal.form == "past" and following:
            return following[0].form in ("المشروع", "المشروعات")
        return any(token.form in ("القرن", "ستينيات", "سبعينيات") for token in following)

    def _opens_meeting(self, signal: Signal) -> bool:
        """`افتتح المدير الاجتماع`."""
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        at = self.signals.first_of("meeting", signal.last, last)
        other = self.signals.first_of("training", signal.last, last)
        met = [place for place in (at, other) if place is not None]
        facility = bisect_left(self.objects, signal.last)
        first = self.objects[facility] if facility < len(self.objects) else last
        sat = range(signal.last, min(last, signal.last + _NEAR * 3))
        met += [n for n in sat if self.passage.tokens[n].form in _MEETINGS]
        return bool(met) and min(met) < first

    def _gives_with_it(self, signal: Signal) -> bool:
        """`تسلمت أجهزة تبرعت بها الجمعية`: what was given was told of."""
        following = self.passage.tokens[signal.last : signal.last + 1]
        told = any(draft.kind is ActKind.DONATION for draft in self.drafts)
        return told and any(token.form in ("به", "بها", "بهما", "بهم") for token in following)

    def _gives_the_same(self, signal: Signal) -> bool:
        """`ووزعت الأجهزة`: goods with an article were told of before."""
        at = self.signals.first_of("goods", signal.last, self.sentence.last)
        if at is None:
            return False
        token = self.passage.tokens[at]
        return any(a.is_definite and not a.clitics for a in token.analyses)

    def _verb_status(self, signal: Signal) -> Status:
        planned = self.frame is not None and self.frame.form == "plan" and self.is_fresh
        planned = planned or (signal.form == "present" and self._is_soon(signal))
        before = [token.form for token in self.passage.tokens[signal.first - 2 : signal.first]]
        planned = planned or (signal.form == "present" and before == ["علي", "ان"])
        if signal.is_future or planned:
            return Status.PLANNED
        if signal.is_joined and signal.form == "present" and self._is_among_plans():
            return Status.PLANNED
        if self.section is not None:
            return self.section.status
        if signal.status:
            return Status(signal.status)
        follows_agreement = self.has_agreement and signal.form == "present" and not self.is_title
        return Status.PLANNED if follows_agreement else Status.DONE

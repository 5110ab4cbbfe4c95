"""Acts that a noun names behind a frame: `تم ترميم`, `أعلنت توقيع`, `دورة أقيمت`."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from mithaq.exchange.statements.reading.acts.drafts import Draft
from mithaq.exchange.statements.reading.acts.items import begins_as_act, first_item, verbal_noun_at
from mithaq.exchange.statements.reading.acts.objects import Objects
from mithaq.exchange.statements.reading.acts.signals import Signal
from mithaq.exchange.statements.reading.acts.states import Frame
from mithaq.exchange.statements.reading.findings import ActKind, Status
from mithaq.exchange.statements.reading.word_lists import listed

_RELATIVES: Final = listed("التي الذي الذين اللذين اللتين")
_ADDING: Final = listed("اضافه بالاضافه فضلا جانب وكذلك كذلك علاوه وايضا وعلي")
_OF_OCCASION: Final = frozenset({"meeting", "construction", "training", "opening"})
# Of one frame, coordinated works of one kind are one act: `ترميم المبنى وتركيب مصعدين`.
_JOINED_KINDS: Final = frozenset({"construction", "operation", "training", "support", "donation"})
_NOT_STUDIED: Final = listed("مطالب طلب طلبات امكانيه واقع ملف مقترح موضوع سبل اليه")
_TELL_AGREEMENTS: Final = frozenset({"announce", "title", "list"})
_LONGEST_TITLE: Final = 22
_REACH_BACK: Final = 8
_NEAR: Final = 3
_OFFICES: Final = listed(
    "مدير مديره اداره دايره قسم شعبه رييس رييسه مسوول مسووله منسق منسقه وحده برنامج لجنه هييه",
    "مكتب مديريه نايب معاون موسسه صندوق مركز",
)
_DUE_BEFORE: Final = listed("المقرر المقرره المزمع المنتظر المتوقع")
_FINISHED: Final = listed("اعمال تاهيل ترميم صيانه اشغال")
_DUE: Final = listed("مقرر مقرره مدرج مدرجه مزمع مرتقب")
_ANNIVERSARY: Final = 3  # words between it and what it remembers


class Nouns(Objects):
    """Reads the nouns of acts."""

    def _noun(self, signal: Signal) -> None:
        if self._is_set_aside(signal):
            return
        if self._is_within_promise(signal):
            self._promise()
            return
        if self._is_after_promise(signal):
            frame = self.frame
            self._promise()
            self.frame, self.is_fresh = frame, True
        if 0 <= signal.first - self.occasion <= _NEAR and signal.kind in _OF_OCCASION:
            self._of_occasion(signal)
            return
        if not (self._is_governed(signal) or self._is_reported(signal)):
            self._ungoverned(signal)
            return
        self.last_noun = signal
        self.is_fresh = False
        if self._extends_last(signal):
            return
        word = self.passage.tokens[signal.first].form
        told = signal.kind == "donation" and word.endswith(("ها", "هم", "هما"))
        is_later = signal.is_definite or told or self._is_of_works(signal)
        status = self._noun_status(signal)
        self._add(ActKind(signal.kind), status, signal, "act_noun", signal.first, is_later=is_later)

    def _is_set_aside(self, signal: Signal) -> bool:
        """What names no act, or one that needs no frame: the next meeting, an agreement's name."""
        if self._is_in_role(signal) or self._is_remembered(signal):
            return True
        if signal.kind == "meeting" and self._is_next(signal):
            self._add(ActKind.MEETING, Status.PLANNED, signal, "act_noun", signal.first)
            return True
        if signal.kind == "agreement" and signal.form == "thing":
            self.has_agreement = self.names_agreement = True
            if not (signal.is_definite or self.is_muted or self.agreement):
                self.agreement = signal
            return self.frame is None or self.frame.form not in _TELL_AGREEMENTS
        if signal.kind == "study":
            word = self.passage.tokens[signal.first].form
            return self._is_of_demands(signal) or word.endswith(("دراسته", "دراستها"))
        if signal.is_by and signal.kind == "support" and not self._may_support():
            return True
        return signal.is_for and signal.term.code == "supporting"

    def _is_within_promise(self, signal: Signal) -> bool:
        """`أبدى استعداده لتقديم الأرض اللازمة لتوسعته`: what is promised is the first."""
        frame = self.frame
        if frame is None or not self.is_fresh or frame.signal is None or not frame.signal.kind:
            return False
        start = first_item(self.passage, frame.signal.last, signal.first)
        if start >= signal.first or not signal.is_for:
            return False
        return begins_as_act(self.passage, start) and not self.signals.in_tokens(
            start, signal.first
        )

    def _is_after_promise(self, signal: Signal) -> bool:
        """`تتكفل الجمعية بالصيانة وبتدريب 24 فنياً`: the first is promised, too."""
        frame = self.frame
        if frame is None or not self.is_fresh or frame.signal is None or not signal.is_joined:
            return False
        if not frame.signal.term.code.startswith("undertakes"):
            return False
        return first_item(self.passage, frame.signal.last, signal.first) < signal.first - 1

    def _is_in_role(self, signal: Signal) -> bool:
        """`مدير إدارة الدعم المجتمعي`: a word of somebody's office."""
        before = self.passage.tokens[signal.first - 1].form if signal.first else ""
        return before in _OFFICES and signal.form == "noun" and signal.is_definite

    def _is_remembered(self, signal: Signal) -> bool:
        """`الذكرى السبعين لتأسيس …`: long done, and only its anniversary is kept."""
        tokens = self.passage.tokens[max(0, signal.first - _ANNIVERSARY) : signal.first]
        return any(analysis.rest == "ذكري" for token in tokens for analysis in token.analyses)

    def _is_given_before(self, signal: Signal) -> bool:
        """`وصول دفعة من الأدوية مقدمة من الجمعية`, not told by a verb of its own."""
        first = max(self.sentence.first, signal.first - _REACH_BACK)
        return self.signals.has("goods", first, signal.first) and not self._was(ActKind.DONATION)

    def _is_due(self, signal: Signal) -> bool:
        """`المقرر افتتاحه`, `افتتاح المركز مقرر مطلع آذار`: a noun that a word beside it plans."""
        if signal.form != "noun" or self.is_title or signal.kind == "agreement":
            return False
        before = self.passage.tokens[signal.first - 1].form if signal.first else ""
        if before in _DUE_BEFORE:
            return True
        following = self.passage.tokens[signal.last : min(signal.last + 8, self.sentence.last)]
        return any(token.form in _DUE for token in following)

    def _ungoverned(self, signal: Signal) -> None:
        """A thing that is told by what happens to it, or a meeting that was told of before."""
        if signal.form == "given" and self._is_given_before(signal):
            self._add(ActKind.DONATION, Status.DONE, signal, "act_named", signal.first)
            return
        if self._is_due(signal):
            kind = ActKind(signal.kind)
            self._add(kind, Status.PLANNED, signal, "act_named", signal.first)
            return
        if signal.term.code == "putting_in_service" and not self.is_muted:
            kind = ActKind.OPENING if self._is_of_facility(signal.last) else ActKind.OPERATION
            self._add(kind, Status.DONE, signal, "act_noun", signal.last, is_later=self._was(kind))
            return
        if signal.kind == "meeting" and self._is_met_in(signal):
            self._add(ActKind.MEETING, Status.DONE, signal, "act_occasion", signal.first)
            return
        if signal.form == "thing" and self._is_told_of(signal):
            told = bool(self.drafts) and self.drafts[-1].kind == signal.kind
            kind, status = ActKind(signal.kind), self._status_told(signal)
            is_later = signal.is_definite or told
            self._add(kind, status, signal, "act_named", signal.first, is_later=is_later)
        elif signal.kind == "meeting" and not self.is_muted and signal.is_definite:
            kind, reason = ActKind.MEETING, "meeting_mentioned"
            self._add(kind, Status.DONE, signal, reason, signal.first, is_later=True)

    def _was(self, kind: ActKind) -> bool:
        return any(draft.kind is kind for draft in self.drafts)

    def _is_met_in(self, signal: Signal) -> bool:
        """`في لقاء جمعه مع أعضاء المجلس`."""
        before = self.passage.tokens[signal.first - 1].form if signal.first else ""
        return before in ("في", "وفي") and not signal.is_definite and not self.is_muted

    def _noun_status(self, signal: Signal) -> Status:
        if signal.is_for and not (self.frame and self.frame.form == "plan"):
            return Status.PLANNED
        status = self.frame.status if self.frame else Status.PLANNED
        is_signed = signal.kind == "agreement" and status is Status.DONE
        return Status.SIGNED if is_signed else status

    def _is_reported(self, signal: Signal) -> bool:
        """`أشار إلى تدريب خمسين عاملاً`: what is counted was done."""
        before = self.passage.tokens[signal.first - 1].form if signal.first else ""
        counted = range(signal.last, min(signal.last + 2, self.sentence.last))
        at = bisect_left(self.objects, signal.last)
        is_counted = at < len(self.objects) and self.objects[at] in counted
        if self.is_muted or self.frame is not None or before != "الي" or not is_counted:
            return False
        self.frame = Frame("light", Status.DONE, signal.first)
        return True

    def _is_of_works(self, signal: Signal) -> bool:
        """What works hold (`وشملت الأعمال ترميم المبنى وحفر بئر`) is the same construction."""
        frame = self.frame
        in_content = frame is not None and frame.form == "content"
        is_done = frame is not None and frame.status is Status.DONE
        return in_content and signal.kind == "construction" and (not self.has_agreement or is_done)

    def _is_of_demands(self, signal: Signal) -> bool:
        """`دراسة مطالب المتقاعدين` is no study."""
        following = self.passage.tokens[signal.last] if signal.last < self.sentence.last else None
        return following is not None and (
            following.form in _NOT_STUDIED or verbal_noun_at(self.passage, signal.last, ("",))
        )

    def _may_support(self) -> bool:
        """بدعم من and بتمويل only say who pays; `تعهدت بدعم` is an act."""
        if self.frame is None or not self.is_fresh:
            return False
        word = self.passage.tokens[self.frame.first].form
        return self.frame.form in ("plan", "list") or "قام" in word or "قوم" in word

    def _is_governed(self, signal: Signal) -> bool:
        """Whether a frame's acts are named by this noun: right after it, or joined to one."""
        if self.is_muted:
            return False
        if self.frame is None:
            return False
        if self.frame.form in ("list", "title"):
            if self.is_fresh and not signal.is_for and self._heads_sentence(signal):
                return True
        elif self.is_fresh:
            return True
        if self.last_noun is None:
            return False
        if self.frame.form == "verb" and signal.kind not in (self.last_noun.kind, "opening"):
            return signal.is_for and self.last_noun.kind == "agreement"
        if signal.is_joined or self._is_added(signal):
            return True
        return signal.is_for and self.last_noun.kind in ("agreement",)

    def _heads_sentence(self, signal: Signal) -> bool:
        """Whether nothing but numbers, marks and carriers (أعمال، مشروع) stands before a noun."""
        if signal.first - self.sentence.first > _LONGEST_TITLE:
            return False
        before = self.signals.in_tokens(self.sentence.first, signal.first)
        carried = {n for each in before for n in range(each.first, each.last)}
        for number in range(signal.first - 1, self.sentence.first - 1, -1):
            token = self.passage.tokens[number]
            if token.text == ":":
                return True
            if token.is_word and number not in carried:
                return False
        return True

    def _is_added(self, signal: Signal) -> bool:
        before = self.passage.tokens[max(0, signal.first - 2) : signal.first]
        if any(token.form in _ADDING for token in before):
            return True
        return bool(before) and before[-1].text in ("،", ",") and signal.form == "noun"

    def _is_told_of(self, signal: Signal) -> bool:
        """A thing that is told by what happens to it: `الدورة التي أقيمت`, `شحنة وصلت`."""
        if self.is_muted or signal.kind in ("agreement", "meeting"):
            return False
        following = self.signals.in_tokens(signal.last, min(signal.last + 8, self.sentence.last))
        return any(
            other.form in ("light", "past")
            and (
                self.passage.tokens[other.first - 1].form in _RELATIVES
                or (other.first - signal.last <= 2 and not other.is_joined)
            )
            for other in following
        )

    def _status_told(self, signal: Signal) -> Status:
        following = self.signals.in_tokens(signal.last, min(signal.last + 8, self.sentence.last))
        return Status.PLANNED if any(other.is_future for other in following) else Status.DONE

    def _have_own_facilities(self, last: Draft, signal: Signal) -> bool:
        """`إعادة تأهيل أربعة مشافٍ، وتجهيز 55 مركزاً`: works on different facilities are two."""
        ours = self._is_of_facility(signal.last, _NEAR + 1)
        return (
            ours
            and self._is_of_facility(last.trigger_token + 1, _NEAR + 2)
            and (self.passage.token_at(last.trigger.end) + 1 < signal.first)
        )

    def _extends_last(self, signal: Signal) -> bool:
        """`بناء وتجهيز مركز` is one act; so are joined works of one kind under one frame."""
        if not self.drafts or not (signal.is_joined or self._is_added(signal)):
            return False
        last = self.drafts[-1]
        if signal.kind == "construction" and self._have_own_facilities(last, signal):
            return False
        same = last.kind == signal.kind and last.kind in _JOINED_KINDS
        return same and self.frame is not None and self.frame.first <= last.trigger_token

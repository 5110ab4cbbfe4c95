"""Reading the acts of a sentence in the order of its words.

A *frame* (تم، أعلنت، يعتزم، طالب، قرر …) says how far the acts named after it have come, or makes of
them what it says itself: a request, a decision, a proposal. A verb of an act is one by itself. Aims
and praise (بهدف، أهمية) mute what is named after them, until the next frame.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mithaq.exchange.statements.reading.acts.drafts import Draft
from mithaq.exchange.statements.reading.acts.items import (
    begins_as_act,
    first_item,
    items,
    object_span,
    verbal_noun_at,
)
from mithaq.exchange.statements.reading.acts.sections import Section, item_start, section_of
from mithaq.exchange.statements.reading.acts.signals import Signal, Signals
from mithaq.exchange.statements.reading.findings import ActKind, Confidence, Status
from mithaq.exchange.statements.reading.passages import Passage, Sentence

_BREAKS: Final = frozenset("حيث فيما بينما اذ كما اما لكن علما وذلك".split())
_RELATIVES: Final = frozenset("التي الذي الذين اللذين اللتين".split())
_ADDING: Final = frozenset("اضافه بالاضافه فضلا جانب وكذلك كذلك علاوه وايضا وعلي".split())
# Backgrounds that may head an item of a list of demands, so that the list goes on after them.
_HEADS_OF_ITEMS: Final = frozenset("سبل تعزيز اهميه ضروره جهود دور".split())
_OBJECT_FRAMES: Final = frozenset({"decide", "ask", "propose", "discuss", "agree"})
_STATUS_FRAMES: Final = frozenset({"light", "announce", "plan", "content"})
_ENDING: Final = frozenset({"past", "present", "announce", "plan", "speech"})
# Kinds that keep their own name where they are only discussed or proposed.
_KEPT_KINDS: Final = frozenset({"donation", "opening", "training"})
_OF_OCCASION: Final = frozenset({"meeting", "construction", "training", "opening"})
# Of one frame, coordinated works of one kind are one act: `ترميم المبنى وتركيب مصعدين`.
_JOINED_KINDS: Final = frozenset({"construction", "operation", "training", "support", "donation"})
_STRONG_ASKING: Final = frozenset({"طالب", "طالبت", "طالبوا", "يطالب", "تطالب", "مطالبا", "مطالبه"})
# Kinds that the present tense tells as a habit.
_ROUTINE_KINDS: Final = frozenset(
    {
        ActKind.DONATION,
        ActKind.SUPPORT,
        ActKind.OPERATION,
        ActKind.MEETING,
        ActKind.TRAINING,
        ActKind.CONSTRUCTION,
    }
)
_OBJECT_SORTS: Final = ("means", "goods", "campaign", "thing", "people")
_FARTHEST_OBJECT: Final = 24
_NOT_STUDIED: Final = frozenset("مطالب طلب طلبات امكانيه واقع ملف مقترح موضوع سبل اليه".split())
_SOON: Final = frozenset("غدا القادم القادمه المقبل المقبله قريبا لاحقا القادمين المقبلين".split())
_NEXT: Final = frozenset({"القادم", "المقبل", "التالي"})
_TELL_AGREEMENTS: Final = frozenset({"announce", "title", "list"})
_LONGEST_TITLE: Final = 22
_LEAST_DEMANDS: Final = 3
_LAST_TITLE: Final = 3
_NEAR: Final = 3
_HEAD_OF_ITEM: Final = 4


@dataclass(frozen=True, slots=True)
class _Frame:
    form: str
    status: Status
    first: int
    signal: Signal | None = None


@dataclass
class _Walk:
    """A sentence as far as it is read."""

    passage: Passage
    signals: Signals
    sentence: Sentence
    section: Section | None
    is_title: bool
    breaks: Sequence[int]
    bodies: frozenset[int] = frozenset()
    objects: Sequence[int] = ()
    has_agreement: bool = False
    names_agreement: bool = False
    frame: _Frame | None = None
    is_fresh: bool = False
    is_muted: bool = False
    occasion: int = -9
    at: int = 0
    last_noun: Signal | None = None
    drafts: list[Draft] = field(default_factory=list)
    was_at: int = 0

    def run(self) -> None:
        self.at = self.was_at = self.sentence.first
        if self.section is not None:
            self.frame = _Frame("list", self.section.status, self.sentence.first)
            self.is_fresh = True
        elif self.is_title:
            self.frame = _Frame("title", Status.DONE, self.sentence.first)
            self.is_fresh = True
        for signal in self.signals.in_tokens(self.sentence.first, self.sentence.last):
            if signal.first < self.at:
                continue
            self._break_before(signal)
            self._handle(signal)
            self.was_at = signal.last
        self._promise()

    def _handle(self, signal: Signal) -> None:
        form = signal.form
        if form == "speech":
            if signal.term.trait("form") != "source":
                self._reset()
        elif form == "background":
            self._mute(signal)
        elif form == "occasion":
            self.occasion = signal.last
        elif form in _OBJECT_FRAMES:
            self._objects(signal)
        elif form in _STATUS_FRAMES:
            self._open(signal)
        elif form in ("past", "present"):
            self._verb(signal)
        elif form in ("noun", "thing", "given"):
            self._noun(signal)

    def _reset(self) -> None:
        self._promise()
        self.frame, self.is_fresh, self.is_muted, self.last_noun = None, False, False, None

    def _break_before(self, signal: Signal) -> None:
        """A new clause begins: what governed the last one governs no more."""
        at = bisect_left(self.breaks, self.was_at)
        if at < len(self.breaks) and self.breaks[at] <= signal.first:
            if not (self.is_title and not self.drafts):
                self._reset()

    def _mute(self, signal: Signal) -> None:
        if self.section is not None and self.is_fresh:
            return
        self.is_muted = True
        self.last_noun = None
        self.is_fresh = False

    def _open(self, signal: Signal) -> None:
        status = Status(signal.status or "done")
        if signal.is_denied:
            self.is_muted = True
            return
        if signal.form == "announce" and self._says_that(signal):
            self._reset()
            return
        if signal.form == "content" and not self._is_past_content(signal):
            status = Status.PLANNED
        elif signal.form == "content":
            status = Status.DONE
        is_present = signal.term.code.endswith("_present")
        if signal.form == "light" and is_present and self._is_soon(signal):
            status = Status.PLANNED
        if signal.is_future or (self.frame and self.frame.form == "plan" and self.is_fresh):
            status = Status.PLANNED
        if self.section is not None:
            status = self.section.status
        if signal.form == "light" and is_present and self.names_agreement and not self.is_title:
            status = Status.PLANNED
        self._promise()
        self.frame = _Frame(signal.form, status, signal.first, signal)
        self.is_fresh, self.is_muted, self.last_noun = True, False, None

    def _is_soon(self, signal: Signal) -> bool:
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        following = self.passage.tokens[signal.last : last]
        return any(token.form in _SOON for token in following)

    def _promise(self) -> None:
        """A promise that names no act (`وعدت بوضع خبراتها في خدمة المعامل`) is a support."""
        frame = self.frame
        if frame is None or not self.is_fresh or frame.signal is None or not frame.signal.kind:
            return
        self.is_fresh = False
        start = first_item(self.passage, frame.signal.last, self.sentence.last)
        if start < self.sentence.last and begins_as_act(self.passage, start):
            self._add(ActKind(frame.signal.kind), frame.status, frame.signal, "act_promised", start)

    def _says_that(self, signal: Signal) -> bool:
        """`كشف أن`: what follows is a sentence of its own."""
        following = self.passage.tokens[signal.last : signal.last + _NEAR + 9]
        return any(token.form in ("ان", "انه", "انها", "بان") for token in following) and not any(
            self.signals.in_tokens(signal.last, signal.last + 4)
        )

    def _is_past_content(self, signal: Signal) -> bool:
        word = self.passage.tokens[signal.first].form.removeprefix("و")
        return word in ("شملت", "شمل", "تضمنت", "تضمن") and not self.has_agreement

    def _verb(self, signal: Signal) -> None:
        if signal.is_denied:
            self.is_muted = True
            return
        before = self.passage.tokens[signal.first - 1].form if signal.first else ""
        kind = ActKind(signal.kind)
        if self._is_routine(signal, kind) or self._is_no_act(signal):
            self._reset()
            return
        is_relative = before in _RELATIVES and signal.first > self.sentence.first
        if is_relative and kind in (ActKind.DONATION, ActKind.OPENING, ActKind.OPERATION):
            return
        status = self._verb_status(signal)
        if kind is ActKind.AGREEMENT:
            self.has_agreement = self.names_agreement = True
        is_later = is_relative or self._is_of_the_past(signal, kind) or (kind is ActKind.DONATION and self._gives_the_same(signal))
        objects = self._object_of(signal)
        self._add(kind, status, signal, "act_verb", objects, is_later=is_later)
        self.frame = _Frame("verb", status, signal.first)
        self.is_fresh, self.is_muted, self.last_noun = False, False, signal

    def _object_of(self, signal: Signal) -> int:
        """Where a verb's object begins, behind its subject: at the first facility, number, goods
        or thing."""
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        verb = self.signals.first_of("verb", signal.last, last)
        last = last if verb is None else verb
        at = bisect_left(self.objects, signal.last)
        starts = [self.objects[at]] if at < len(self.objects) else []
        sorts = _OBJECT_SORTS if signal.kind in ("support", "donation") else _OBJECT_SORTS[1:]
        for sort in sorts:
            found = self.signals.first_of(sort, signal.last, last)
            starts += [] if found is None else [found]
        return min((start for start in starts if start < last), default=signal.last)

    def _is_routine(self, signal: Signal, kind: ActKind) -> bool:
        """What a body does as a rule (`يقدم المركز 200 خدمة يومياً`) is none of its acts."""
        if signal.form != "present" or signal.is_future or self.section or self.is_title:
            return False
        if kind not in _ROUTINE_KINDS or self.names_agreement:
            return False
        if self.frame is not None and self.frame.form == "plan" and self.is_fresh:
            return False
        return not self._has_named_subject(signal)

    def _is_of_the_past(self, signal: Signal, kind: ActKind) -> bool:
        """`وكانت المنظمة أرسلت في العام الماضي شحنة`: what was before tells where one stands."""
        first = self.passage.tokens[self.sentence.first].form
        if first not in ("وكان", "وكانت") or kind not in (ActKind.DONATION, ActKind.OPENING):
            return False
        tokens = self.passage.tokens[self.sentence.first : signal.last + _FARTHEST_OBJECT]
        return not any(token.form in ("امس", "اليوم") for token in tokens)

    def _has_named_subject(self, signal: Signal) -> bool:
        following = self.passage.tokens[signal.last] if signal.last < self.sentence.last else None
        if signal.kind == "support" and self._has_money(signal):
            return True
        is_giving = signal.kind == "donation"
        return is_giving and following is not None and following.start in self.bodies

    def _has_money(self, signal: Signal) -> bool:
        verb = self.signals.first_of("verb", signal.last, self.sentence.last)
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        last = last if verb is None else min(last, verb)
        tokens = self.passage.tokens[signal.last : last]
        return self.signals.has("means", signal.last, last) and any(t.is_number for t in tokens)

    def _is_no_act(self, signal: Signal) -> bool:
        """What looks like an act: `أقر بحجم المشكلة`, `مولت المشروع`, `بُني في القرن الماضي`."""
        following = self.passage.tokens[signal.last : signal.last + _NEAR * 2]
        if signal.kind == "support" and signal.form == "past" and following:
            return following[0].form in ("المشروع", "المشروعات")
        return any(token.form in ("القرن", "ستينيات", "سبعينيات") for token in following)

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
        if signal.is_future or planned:
            return Status.PLANNED
        if self.section is not None:
            return self.section.status
        if signal.status:
            return Status(signal.status)
        follows_agreement = self.has_agreement and signal.form == "present" and not self.is_title
        return Status.PLANNED if follows_agreement else Status.DONE

    def _noun(self, signal: Signal) -> None:
        if signal.kind == "study" and self._is_of_demands(signal):
            return
        if signal.kind == "meeting" and self._is_next(signal):
            self._add(ActKind.MEETING, Status.PLANNED, signal, "act_noun", signal.first)
            return
        if signal.kind == "agreement" and signal.form == "thing":
            self.has_agreement = self.names_agreement = True
            if self.frame is None or self.frame.form not in _TELL_AGREEMENTS:
                return
        if signal.is_by and signal.kind == "support" and not self._is_governed_by(signal):
            return
        if signal.is_for and signal.term.code == "supporting":
            return
        if 0 <= signal.first - self.occasion <= _NEAR and signal.kind in _OF_OCCASION:
            self._of_occasion(signal)
            return
        governed = self._is_governed(signal)
        if not governed:
            if signal.form == "thing" and self._is_told_of(signal):
                told = bool(self.drafts) and self.drafts[-1].kind == signal.kind
                self._add(
                    ActKind(signal.kind), self._status_told(signal), signal, "act_named",
                    signal.first, is_later=signal.is_definite or told,
                )  # fmt: skip
            elif signal.kind == "meeting" and not self.is_muted and signal.is_definite:
                self._add(
                    ActKind.MEETING, Status.DONE, signal, "meeting_mentioned", signal.first,
                    is_later=True,
                )  # fmt: skip
            return
        self.last_noun = signal
        self.is_fresh = False
        if self._extends_last(signal):
            return
        status = self.frame.status if self.frame else Status.PLANNED
        if signal.kind == "agreement" and status in (Status.DONE, Status.PLANNED):
            status = Status.SIGNED if status is Status.DONE else status
        if signal.is_for and not (self.frame and self.frame.form == "plan"):
            status = Status.PLANNED
        self._add(
            ActKind(signal.kind), status, signal, "act_noun", signal.first,
            is_later=signal.is_definite or self._is_of_works(signal),
        )  # fmt: skip

    def _is_of_works(self, signal: Signal) -> bool:
        """What works hold (`وشملت الأعمال ترميم المبنى وحفر بئر`) is the same construction."""
        in_content = self.frame is not None and self.frame.form == "content"
        return in_content and signal.kind == "construction" and not self.has_agreement

    def _is_of_demands(self, signal: Signal) -> bool:
        """`دراسة مطالب المتقاعدين` is no study."""
        following = self.passage.tokens[signal.last] if signal.last < self.sentence.last else None
        return following is not None and (
            following.form in _NOT_STUDIED or verbal_noun_at(self.passage, signal.last, ("",))
        )

    def _is_next(self, signal: Signal) -> bool:
        following = self.passage.tokens[signal.last : min(signal.last + 2, self.sentence.last)]
        return any(token.form.removesuffix("ه") in _NEXT for token in following)

    def _is_governed_by(self, signal: Signal) -> bool:
        """بدعم من and بتمويل only say who pays; `تعهدت بدعم` is an act."""
        if self.frame is None or not self.is_fresh:
            return False
        word = self.passage.tokens[self.frame.first].form
        return self.frame.form in ("plan", "list") or "قام" in word or "قوم" in word

    def _of_occasion(self, signal: Signal) -> None:
        self.occasion = -9
        if signal.kind == "meeting" or not signal.is_definite:
            self._add(
                ActKind(signal.kind), Status.DONE, signal, "act_occasion", signal.first,
                is_later=signal.is_definite,
            )  # fmt: skip

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
        return all(
            number in carried or not self.passage.tokens[number].is_word
            for number in range(self.sentence.first, signal.first)
        )

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

    def _extends_last(self, signal: Signal) -> bool:
        """`بناء وتجهيز مركز` is one act; so are joined works of one kind under one frame."""
        if not self.drafts or not (signal.is_joined or self._is_added(signal)):
            return False
        last = self.drafts[-1]
        same = last.kind == signal.kind and last.kind in _JOINED_KINDS
        return same and self.frame is not None and self.frame.first <= last.trigger_token

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
        if signal.is_denied or (self.is_muted and signal.form in ("propose", "discuss")):
            return
        limit = self._limit(signal)
        start = first_item(self.passage, signal.last, limit)
        found = list(items(self.passage, start, limit)) if start < limit else []
        for met in self.signals.after(signal.last, start):
            if met.kind == "meeting" and met.form == "thing":
                self._of_occasion(met)
        if found and signal.form == "decide" and self._is_about(found[0][0]):
            found = []
        if signal.form == "agree" and found:
            found = [(found[0][0], limit)]
        for first, last in found:
            self._object(signal, first, last)
        if found:
            self.at = limit
        self._reset()

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
        is_general = self.signals.has("general", first, min(last, first + _NEAR)) or any(
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
        is_act = begins_as_act(self.passage, first)
        if not is_act and (signal.form in ("discuss", "propose") or word not in _STRONG_ASKING):
            return None if signal.form in ("discuss", "propose", "ask") else own
        if signal.form == "ask" and is_general and word not in _STRONG_ASKING:
            return None
        return own

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
            word = self.passage.tokens[other.first].form
            is_verb = other.form in _OBJECT_FRAMES | {"light"} and (
                other.term.code.endswith(("_past", "_present"))
                or (other.form in ("agree", "propose") and other.is_joined)
            )
            is_aim = other.form == "background" and word not in _HEADS_OF_ITEMS
            if other.form in _ENDING or is_verb or is_aim:
                return other.first
        return limit

    def _add(
        self,
        kind: ActKind,
        status: Status,
        signal: Signal,
        reason: str,
        objects: int,
        *,
        last: int = 0,
        is_later: bool = False,
        is_item: bool = False,
    ) -> None:
        self.drafts.append(
            Draft(
                kind=kind,
                status=status,
                trigger=signal.span,
                trigger_token=signal.first,
                sentence=self.sentence,
                first=self.sentence.first,
                objects=objects,
                last=last,
                reason=reason,
                confidence=Confidence.LIKELY,
                is_title=self.is_title,
                is_later=is_later,
                is_item=is_item,
            )
        )


def find_drafts(
    passage: Passage,
    signals: Signals,
    bodies: frozenset[int] = frozenset(),
    objects: Sequence[int] = (),
) -> list[Draft]:
    """Every telling of an act, in the order of the text. `bodies`: offsets where organisations
    begin; `objects`: tokens where facilities and quantities do."""
    breaks = [n for n, token in enumerate(passage.tokens) if token.form in _BREAKS]
    breaks += [n for n, token in enumerate(passage.tokens) if token.text in "؛;"]
    breaks.sort()
    drafts: list[Draft] = []
    section: Section | None = None
    has_agreement = False
    for sentence in passage.sentences:
        heading = section_of(passage, signals, sentence)
        if heading is not None:
            section = heading
        start = item_start(passage, sentence)
        is_item = heading is None and start > sentence.first
        in_section = section if section and section.kind and is_item else None
        walk = _Walk(
            passage=passage,
            signals=signals,
            sentence=replace(sentence, first=start) if in_section else sentence,
            section=in_section,
            is_title=_is_title(passage, sentence),
            breaks=breaks,
            bodies=bodies,
            objects=objects,
            has_agreement=has_agreement,
        )
        walk.run()
        if not walk.drafts and sentence.first == 0:
            walk.drafts += _demands(passage, signals, sentence)
        if in_section is not None and not walk.drafts:
            walk.drafts += _whole_item(passage, sentence, start, in_section)
        has_agreement = walk.has_agreement
        _close(passage, walk.drafts)
        drafts += walk.drafts
    return drafts


def _is_title(passage: Passage, sentence: Sentence) -> bool:
    """One of the first lines, where it is a headline: short, and not ended as a sentence is."""
    if sentence.paragraph > _LAST_TITLE:
        return False
    last = passage.tokens[sentence.last - 1]
    return sentence.last - sentence.first <= _LONGEST_TITLE and last.text not in ".:"


def _demands(passage: Passage, signals: Signals, sentence: Sentence) -> Iterator[Draft]:
    """A first line that lists what workers want without a verb: `منح طبيعة العمل وتعويض …`."""
    if not signals.has("workers", 0, len(passage.tokens)):
        return
    if not verbal_noun_at(passage, sentence.first, ("",)) or any(
        signal.form in _ENDING for signal in signals.in_tokens(sentence.first, sentence.last)
    ):
        return
    found = list(items(passage, sentence.first, sentence.last))
    for first, last in found if len(found) >= _LEAST_DEMANDS else ():
        yield Draft(
            kind=ActKind.REQUEST,
            status=Status.ASKED,
            trigger=passage.tokens[first].span,
            trigger_token=first,
            sentence=sentence,
            first=sentence.first,
            objects=first,
            last=last,
            reason="act_demanded",
            confidence=Confidence.LIKELY,
            is_item=True,
        )


def _whole_item(
    passage: Passage, sentence: Sentence, start: int, section: Section
) -> Iterator[Draft]:
    """An item of a list of decisions or demands that names no kind of act itself."""
    token = passage.tokens[min(start, sentence.last - 1)]
    yield Draft(
        kind=ActKind(section.kind),
        status=section.status,
        trigger=token.span,
        trigger_token=start,
        sentence=sentence,
        first=sentence.first,
        objects=start,
        last=sentence.last,
        reason="act_listed",
        confidence=Confidence.LIKELY,
        is_item=True,
    )


def _close(passage: Passage, drafts: list[Draft]) -> None:
    """Where each act's clause ends, and the words of its object."""
    for number, draft in enumerate(drafts):
        following = drafts[number + 1].trigger_token if number + 1 < len(drafts) else 0
        if not draft.last:
            last = following if following > draft.objects else draft.sentence.last
            draft.last = max(last, draft.objects + 1)
        if number and not draft.is_item and drafts[number - 1].last <= draft.trigger_token:
            draft.first = drafts[number - 1].last
        draft.last = min(draft.last, draft.sentence.last)
        first = min(draft.objects, draft.sentence.last - 1)
        draft.of = object_span(passage, first, max(draft.last, first + 1))

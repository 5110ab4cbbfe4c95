"""How far the reading of a sentence has come: its frame, and the acts found so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mithaq.exchange.statements.reading.acts.drafts import Draft
from mithaq.exchange.statements.reading.acts.items import begins_as_act, first_item
from mithaq.exchange.statements.reading.acts.sections import Section
from mithaq.exchange.statements.reading.acts.signals import Signal, Signals
from mithaq.exchange.statements.reading.findings import ActKind, Confidence, Status
from mithaq.exchange.statements.reading.passages import Passage, Sentence
from mithaq.exchange.statements.reading.word_lists import listed

_FARTHEST_OBJECT: Final = 24
_FACILITY_REACH: Final = 2
_FACILITY_HEADS: Final = listed(
    "مركز مستشفي مستوصف قسم جناح عياده نقطه شعبه مخبر مراكز مستشفيات مشافي مشاف مركزين نقاط",
    "نقطتين مستشفيين مستوصفات منشات منشاه",
)
_SOON: Final = listed(
    "غدا القادم القادمه المقبل المقبله قريبا لاحقا القادمين المقبلين",
)


@dataclass(frozen=True, slots=True)
class Frame:
    form: str
    status: Status
    first: int
    signal: Signal | None = None


@dataclass
class State:
    """A sentence as far as it is read. `objects`: tokens where facilities and quantities begin;
    `bodies`: offsets where organisations do; `breaks`: tokens that begin a new clause."""

    passage: Passage
    signals: Signals
    sentence: Sentence
    section: Section | None
    is_title: bool
    is_bullet: bool
    breaks: Sequence[int]
    bodies: frozenset[int] = frozenset()
    objects: Sequence[int] = ()
    has_agreement: bool = False
    names_agreement: bool = False
    agreement: Signal | None = None
    frame: Frame | None = None
    is_fresh: bool = False
    is_muted: bool = False
    occasion: int = -9
    at: int = 0
    last_noun: Signal | None = None
    drafts: list[Draft] = field(default_factory=list)
    was_at: int = 0

    def _reset(self) -> None:
        self._promise()
        self.frame, self.is_fresh, self.is_muted, self.last_noun = None, False, False, None

    def _promise(self) -> None:
        """A promise that names no act (`وعدت بوضع خبراتها في خدمة المعامل`) is a support."""
        frame = self.frame
        if frame is None or not self.is_fresh or frame.signal is None or not frame.signal.kind:
            return
        self.is_fresh = False
        start = first_item(self.passage, frame.signal.last, self.sentence.last)
        code = frame.signal.term.code
        takes_on = code.startswith("undertakes")
        if code.startswith("takes_over") and frame.status is Status.DONE and "present" in code:
            return
        if start < self.sentence.last and (takes_on or begins_as_act(self.passage, start)):
            self._add(ActKind(frame.signal.kind), frame.status, frame.signal, "act_promised", start)

    def _is_of_facility(self, first: int, reach: int = _FACILITY_REACH) -> bool:
        """A facility, or a ward of one, that is put in service is opened."""
        inner = self.passage.tokens[first : min(first + reach, self.sentence.last)]
        return any(
            a.rest in _FACILITY_HEADS or a.rest.removesuffix("ا") in _FACILITY_HEADS
            for token in inner
            for a in token.analyses
        )

    def _tells_of(self, signal: Signal, works: frozenset[str]) -> bool:
        """`أعمال التأهيل شملت ترميم 12 غرفة`: what stands beside شملت says that it is done."""
        before = self.passage.tokens[max(self.sentence.first, signal.first - 4) : signal.first]
        after = self.passage.tokens[signal.last : signal.last + 1]
        return any(a.rest in works for token in (*before, *after) for a in token.analyses)

    def _is_soon(self, signal: Signal) -> bool:
        last = min(self.sentence.last, signal.last + _FARTHEST_OBJECT)
        following = self.passage.tokens[signal.last : last]
        return any(token.form in _SOON for token in following)

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

    def _of_occasion(self, signal: Signal) -> None:
        self.occasion = -9
        if signal.kind == "meeting" or not signal.is_definite:
            self._add(
                ActKind(signal.kind), Status.DONE, signal, "act_occasion", signal.first,
                is_later=signal.is_definite,
            )  # fmt: skip

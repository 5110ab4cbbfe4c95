"""Reading the acts of a sentence in the order of its words.

A *frame* (تم، أعلنت، يعتزم، طالب، قرر …) says how far the acts named after it have come, or makes
of them what it says itself: a request, a decision, a proposal. A verb of an act is one by
itself. Aims and praise (بهدف، أهمية) mute what is named after them, until the next frame.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from mithaq.exchange.statements.reading.acts.drafts import Draft
from mithaq.exchange.statements.reading.acts.items import (
    is_verbal_noun,
    items,
    object_span,
    verbal_noun_at,
)
from mithaq.exchange.statements.reading.acts.nouns import Nouns
from mithaq.exchange.statements.reading.acts.sections import Section, item_start, section_of
from mithaq.exchange.statements.reading.acts.signals import Signal, Signals
from mithaq.exchange.statements.reading.acts.states import Frame
from mithaq.exchange.statements.reading.acts.verbs import Verbs
from mithaq.exchange.statements.reading.findings import ActKind, Confidence, Status
from mithaq.exchange.statements.reading.passages import Passage, Sentence, Span
from mithaq.exchange.statements.reading.word_lists import listed

_BREAKS: Final = listed("حيث فيما بينما اذ كما اما لكن علما وذلك وان وانه وانها وانهم")
_OBJECT_FRAMES: Final = frozenset({"decide", "ask", "propose", "discuss", "agree"})
_STATUS_FRAMES: Final = frozenset({"light", "announce", "plan", "content"})
_ENDING: Final = frozenset({"past", "present", "announce", "plan", "speech"})
_LONGEST_TITLE: Final = 22
_LEAST_DEMANDS: Final = 3
_LAST_TITLE: Final = 3
_NEAR: Final = 3
_PRONOUNS: Final = listed("انها انهما وانها بانها وانهما")
_WORKS: Final = listed("اعمال تاهيل ترميم صيانه اشغال تجهيزات مشاريع مشروعات")


class _Walk(Verbs, Nouns):
    """Reads a sentence from its first word to its last."""

    def run(self) -> None:
        self.at = self.was_at = self.sentence.first
        if self.section is not None:
            self.frame = Frame("list", self.section.status, self.sentence.first)
            self.is_fresh = True
        elif self.is_title or self.is_bullet:
            self.frame = Frame("title", Status.DONE, self.sentence.first)
            self.is_fresh = True
        for signal in self.signals.in_tokens(self.sentence.first, self.sentence.last):
            if signal.first < self.at:
                continue
            self._break_before(signal)
            self._handle(signal)
            self.was_at = signal.last
        self._promise()

    def add_named(self, signal: Signal) -> None:
        """An agreement that is only named."""
        self._add(ActKind.AGREEMENT, Status.SIGNED, signal, "act_mentioned", signal.first)

    def echo(self) -> None:
        """A later sentence of the agreement with figures tells more of it: `وتخدم الاتفاقيات
        مليون شخص`."""
        first, last = self.sentence.first, self.sentence.last
        at = bisect_left(self.objects, first)
        if self.is_title or at >= len(self.objects) or self.objects[at] >= last:
            return
        for signal in self.signals.in_tokens(first, last):
            named = signal.kind == "agreement" and signal.form == "thing" and signal.is_definite
            if named or (signal.form == "content" and self._is_of_pronoun(signal)):
                told, self.drafts = self.drafts, []
                self._add(ActKind.AGREEMENT, Status.SIGNED, signal, "act_mentioned", signal.first,
                          is_later=True)  # fmt: skip
                self.drafts[0].is_echo = True
                _close(self.passage, self.drafts)
                self.drafts = told + self.drafts
                return

    def _is_of_pronoun(self, signal: Signal) -> bool:
        """`وأشارت إلى أنها تشمل …`."""
        return signal.first > 0 and self.passage.tokens[signal.first - 1].form in _PRONOUNS

    def _handle(self, signal: Signal) -> None:
        form = signal.form
        if form == "speech":
            if signal.term.trait("form") != "source":
                self._reset()
        elif form == "background":
            self._mute()
        elif form == "list":
            self._list(signal)
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

    def _break_before(self, signal: Signal) -> None:
        """A new clause begins: what governed the last one governs no more."""
        at = bisect_left(self.breaks, self.was_at)
        heads = self.is_title and not self.drafts
        if at < len(self.breaks) and self.breaks[at] <= signal.first and not heads:
            self._reset()

    def _mute(self) -> None:
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
        self.frame = Frame(signal.form, status, signal.first, signal)
        self.is_fresh, self.is_muted, self.last_noun = True, False, None

    def _says_that(self, signal: Signal) -> bool:
        """`كشف أن`: what follows is a sentence of its own."""
        following = self.passage.tokens[signal.last : signal.last + _NEAR + 9]
        return any(token.form in ("ان", "انه", "انها", "بان") for token in following) and not any(
            self.signals.in_tokens(signal.last, signal.last + 4)
        )

    def _is_past_content(self, signal: Signal) -> bool:
        word = self.passage.tokens[signal.first].form.removeprefix("و")
        is_past = word in ("شملت", "شمل", "تضمنت", "تضمن")
        return is_past and (not self.has_agreement or self._tells_of(signal, _WORKS))


def find_drafts(
    passage: Passage,
    signals: Signals,
    bodies: frozenset[int] = frozenset(),
    objects: Sequence[int] = (),
) -> list[Draft]:
    """Every telling of an act, in the order of the text. `bodies`: offsets where organisations
    begin; `objects`: tokens where facilities and quantities do."""
    breaks = _breaks(passage)
    drafts: list[Draft] = []
    section: Section | None = None
    named: tuple[_Walk, Signal] | None = None
    has_agreement = False
    for sentence in passage.sentences:
        heading = section_of(passage, signals, sentence)
        section = section if heading is None else heading
        start = item_start(passage, sentence)
        is_item = heading is None and start > sentence.first
        walk = _Walk(
            passage=passage,
            signals=signals,
            sentence=replace(sentence, first=start) if is_item else sentence,
            is_bullet=is_item,
            section=section if section and section.kind and is_item else None,
            is_title=_is_title(passage, sentence),
            breaks=breaks,
            bodies=bodies,
            objects=objects,
            has_agreement=has_agreement,
        )
        asked = walk.section is not None and walk.section.kind == ActKind.REQUEST
        if (heading is None and not asked) or not _is_short(passage, sentence, asked=asked):
            walk.run()
        _complete(walk, start)
        if has_agreement:
            walk.echo()
        has_agreement = walk.has_agreement
        if walk.agreement is not None and named is None and not walk.is_title:
            named = walk, walk.agreement
        drafts += walk.drafts
    return drafts + _agreement_named(passage, drafts, named)


def _breaks(passage: Passage) -> list[int]:
    """The tokens that begin a new clause."""
    found = []
    for number, token in enumerate(passage.tokens):
        if token.form in _BREAKS or token.text in ("؛", ";"):
            found.append(number)
        elif token.form == "ان" and number and passage.tokens[number - 1].form == "علي":
            found.append(number - 1)
    return found


def _complete(walk: _Walk, start: int) -> None:
    """Items that name no act by themselves; then where each act's clause ends."""
    if not walk.drafts and walk.sentence.first == 0:
        walk.drafts += _demands(walk.passage, walk.signals, walk.sentence)
    if walk.section is not None and not walk.drafts:
        walk.drafts += _whole_item(walk.passage, walk.sentence, start, walk.section)
    _close(walk.passage, walk.drafts)


def _agreement_named(
    passage: Passage, drafts: Sequence[Draft], named: tuple[_Walk, Signal] | None
) -> list[Draft]:
    """An agreement that a text only names (`بموجب مذكرة تفاهم`) was signed before."""
    if named is None or any(draft.kind is ActKind.AGREEMENT for draft in drafts):
        return []
    walk, signal = named
    word = passage.tokens[signal.first].form
    if not _is_signed_paper(signal, word):
        return []
    walk.drafts = []
    walk.add_named(signal)
    _close(passage, walk.drafts)
    return walk.drafts


def _is_signed_paper(signal: Signal, word: str) -> bool:
    if signal.last - signal.first > 1:
        return "مذكر" in word or "بروتوكول" in word
    return "اتفاقي" in word


def _is_short(passage: Passage, sentence: Sentence, *, asked: bool) -> bool:
    """A heading that is nothing else (`طالب العمال بما يلي:`), or one of the demands under it,
    which is a request, whatever it names."""
    ends = asked or passage.tokens[sentence.last - 1].text == ":"
    return ends and sentence.last - sentence.first <= _LONGEST_TITLE


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


def _without_by(passage: Passage, first: int, of: Span) -> Span:
    """`تكفلت بأجور الكادر` is about أجور الكادر."""
    token = passage.tokens[first]
    if not token.form.startswith("ب") or is_verbal_noun(token.form) or of.start != token.start:
        return of
    return Span(token.start_after("ب"), of.end)


def _heads(drafts: Sequence[Draft]) -> None:
    """Items of one verb share what stands before the first of them, from the act before on."""
    for number, draft in enumerate(drafts):
        before = drafts[number - 1] if number else None
        if not draft.is_item:
            continue
        if before is not None and before.is_item and before.trigger == draft.trigger:
            draft.first, draft.head = before.first, before.head
        else:
            draft.head = draft.objects
            if before is not None and before.last <= draft.trigger_token:
                draft.first = max(before.last, before.trigger_token + 1)


def _close(passage: Passage, drafts: list[Draft]) -> None:
    """Where each act's clause ends, and the words of its object."""
    _heads(drafts)
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
        if draft.reason == "act_promised" and draft.objects == first:
            draft.of = _without_by(passage, first, draft.of)

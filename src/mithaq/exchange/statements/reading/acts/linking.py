"""What belongs to an act: parties, places, facilities, quantities and dates of its clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from mithaq.exchange.statements.reading.acts.drafts import Draft
from mithaq.exchange.statements.reading.acts.parties import Bodies, parties_of
from mithaq.exchange.statements.reading.findings import (
    Act,
    ActKind,
    Confidence,
    Facility,
    Finding,
    Moment,
    Place,
    Quantity,
)
from mithaq.exchange.statements.reading.passages import Passage, Span
from mithaq.exchange.statements.reading.word_lists import listed

T = TypeVar("T")

_DUALS: Final = ("ين", "ان", "تي", "تا")
# Words that date a statement: بحسب بيان صدر الأحد.
_STATEMENTS: Final = listed("بيان بيانا صدر صدرت نشر نشرت نشره نشرته تصريح خبر")
_STATEMENT_REACH: Final = 6
# Tellings that the bench finds right 98 times in 100.
_CERTAIN: Final[Mapping[ActKind, tuple[str, ...]]] = {
    ActKind.TRAINING: ("act_verb",),
    ActKind.MEETING: ("act_noun", "act_verb"),
    ActKind.AGREEMENT: ("act_verb", "act_noun"),
    ActKind.REQUEST: ("act_ask",),
}
_FEW_WORDS: Final = 3
_LEAST_PARTIES: Final = 2
_BETWEEN: Final = frozenset({ActKind.AGREEMENT, ActKind.MEETING})
_COUNTED: Final = frozenset({ActKind.AGREEMENT, ActKind.TRAINING, ActKind.SUPPORT, ActKind.STUDY})


class Spanned(Generic[T]):
    """Values by where they stand, to be asked for what begins in a span."""

    def __init__(self, found: Iterable[tuple[Span, T]]) -> None:
        self._rows = sorted(found, key=lambda row: row[0])
        self._starts = [span.start for span, _ in self._rows]

    def within(self, span: Span) -> list[T]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return list(dict.fromkeys(value for _, value in self._rows[first:last]))

    def before(self, offset: int) -> tuple[Span, T] | None:
        """The last one that begins before an offset."""
        at = bisect_left(self._starts, offset) - 1
        return self._rows[at] if at >= 0 else None


def _by_span(findings: Iterable[Finding], names: Iterable[T]) -> Spanned[T]:
    return Spanned(
        (span, name)
        for finding, name in zip(findings, names, strict=True)
        for span in finding.spans
    )


@dataclass(frozen=True)
class Found:
    """The other findings of a text, by where they stand."""

    bodies: Bodies
    places: Spanned[str]
    facilities: Spanned[str]
    quantities: Spanned[int]
    moments: Spanned[int]
    values: Sequence[Quantity]
    days: Sequence[Moment]


def found_of(
    *,
    bodies: Bodies,
    places: Sequence[Place],
    facilities: Sequence[Facility],
    quantities: Sequence[Quantity],
    moments: Sequence[Moment],
) -> Found:
    """Findings made ready for linking."""
    return Found(
        bodies=bodies,
        places=_by_span(places, [each.name for each in places]),
        facilities=_by_span(facilities, [each.name for each in facilities]),
        quantities=_by_span(quantities, range(len(quantities))),
        moments=_by_span(moments, range(len(moments))),
        values=quantities,
        days=moments,
    )


def linked(passage: Passage, draft: Draft, found: Found) -> Act:
    """A draft as an act, with what stands in its clause and in its other tellings'."""
    clause = clause_span(passage, draft)
    clauses = [clause, *(clause_span(passage, other) for other in draft.others[:8])]
    parties = parties_of(_told_of_parties(passage, draft), found.bodies)
    if draft.kind in _BETWEEN and len(parties) < _LEAST_PARTIES:
        around = [(_around(passage, each), Span(0, 0)) for each in (draft, *draft.others[:8])]
        more = parties_of(around, found.bodies)
        parties = tuple(dict.fromkeys((*parties, *more)))
    objects = Span(_objects(passage, draft).start, clause.end)
    return Act(
        spans=_spans(passage, draft),
        reason=draft.reason,
        confidence=_confidence(draft, parties),
        kind=draft.kind,
        status=draft.status,
        of=" ".join(draft.of.of(passage.text).split()),
        trigger=draft.trigger,
        count=_count(passage, draft, found),
        parties=parties,
        places=tuple(found.places.within(clause)),
        facilities=tuple(_all(clauses, found.facilities)),
        quantities=_quantities(draft, [objects if draft.is_item else clause, *clauses[1:]], found),
        moments=_moments(passage, draft, clause, found),
    )


def clause_span(passage: Passage, draft: Draft) -> Span:
    """From the first token of a draft's clause to its last, the word that names it included."""
    first = min(draft.first, draft.trigger_token)
    last = max(draft.last, draft.trigger_token + 1)
    return Span(passage.tokens[first].start, passage.tokens[last - 1].end)


def _told_of_parties(passage: Passage, draft: Draft) -> Iterator[tuple[Span, Span]]:
    """Where an act's parties stand, each part with the words that name the act. Who meets or signs
    is told in the whole sentence; items of one verb share its subject, and each has its object."""
    for each in (draft, *draft.others[:8]):
        clause = clause_span(passage, each)
        if each.kind in _BETWEEN:
            yield each.sentence.span, each.trigger
        elif each.is_item and each.head:
            head = passage.tokens[max(each.head, each.first + 1) - 1].end
            yield Span(clause.start, head), each.trigger
            yield Span(_objects(passage, each).start, clause.end), each.trigger
        else:
            yield clause, each.trigger


def _around(passage: Passage, draft: Draft) -> Span:
    """The sentence of an act and the one after it in the same paragraph."""
    number = bisect_left(passage.sentences, draft.sentence.first, key=lambda each: each.first)
    following = passage.sentences[number + 1 : number + 2]
    ends = [each.span.end for each in following if each.paragraph == draft.sentence.paragraph]
    return Span(draft.sentence.span.start, max([draft.sentence.span.end, *ends]))


def object_facilities(passage: Passage, draft: Draft, found: Found) -> frozenset[str]:
    """The facilities that an act is about."""
    last = min(max(draft.last, draft.objects + 1), len(passage.tokens))
    first = passage.tokens[draft.first].start
    return frozenset(found.facilities.within(Span(first, passage.tokens[last - 1].end)))


def _all(clauses: Iterable[Span], spanned: Spanned[str]) -> list[str]:
    return list(dict.fromkeys(name for clause in clauses for name in spanned.within(clause)))


def _spans(passage: Passage, draft: Draft) -> tuple[Span, ...]:
    """The clause that tells most, then the others."""
    others = sorted({clause_span(passage, other) for other in draft.others})
    own = clause_span(passage, draft)
    return (own, *(span for span in others if span != own))


def _quantities(draft: Draft, clauses: Sequence[Span], found: Found) -> tuple[int, ...]:
    """What is counted in an act's clause and in its other tellings, a number told again once."""
    own = found.quantities.within(clauses[0])
    told = {_counted(found.values[at]) for at in own}
    for other, clause in zip(draft.others, clauses[1:], strict=False):
        for at in () if other.is_title else found.quantities.within(clause):
            if at not in own and _counted(found.values[at]) not in told:
                own.append(at)
                told.add(_counted(found.values[at]))
    return tuple(own)


def _counted(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.unit


def _moments(passage: Passage, draft: Draft, clause: Span, found: Found) -> tuple[int, ...]:
    """The dates of an act. The day of a statement that tells of an agreement is not its own."""
    within = found.moments.within(clause)
    if draft.kind is ActKind.AGREEMENT:
        within = [at for at in within if not _dates_statement(passage, found.days[at])]
    return tuple(within)


def _dates_statement(passage: Passage, moment: Moment) -> bool:
    number = passage.token_at(moment.span.start)
    before = passage.tokens[max(0, number - _STATEMENT_REACH) : number]
    return any(a.rest in _STATEMENTS for token in before for a in token.analyses)


def _count(passage: Passage, draft: Draft, found: Found) -> int:
    """How many the text counts: ثلاث اتفاقيات، مذكرتي تفاهم."""
    if draft.kind not in _COUNTED:
        return 1
    counts = [_count_at(passage, each, found) for each in (draft, *draft.others[:8])]
    return max(counts)


def _objects(passage: Passage, draft: Draft) -> Span:
    """Where an act's object begins: its first word, or the text's end behind a last verb."""
    if draft.objects < len(passage.tokens):
        return passage.tokens[draft.objects].span
    end = passage.tokens[-1].end
    return Span(end, end)


def _count_at(passage: Passage, draft: Draft, found: Found) -> int:
    objects = _objects(passage, draft)
    for index in found.quantities.within(Span(draft.trigger.start - 12, objects.end + 24)):
        quantity = found.values[index]
        is_whole = quantity.value == quantity.value.to_integral_value() and quantity.value < 1000
        if is_whole and quantity.unit in ("agreement", "course", "project", "session", "mission"):
            return int(quantity.value)
    form = passage.tokens[draft.trigger_token].form
    is_dual = form.startswith(("اتفاقيت", "مذكرت", "دورت", "ورشت")) and form.endswith(_DUALS)
    return 2 if is_dual else 1


def _confidence(draft: Draft, parties: Sequence[str]) -> Confidence:
    """What only a title tells, or an object too short to tell anything, is doubtful; the few ways
    of telling that are hardly ever something else are certain."""
    if draft.is_title or not draft.told:
        return Confidence.DOUBTFUL
    plain = _CERTAIN.get(draft.kind, ())
    many = len(draft.told) > _FEW_WORDS and bool(parties)
    if draft.reason in plain and parties and (many or draft.kind is not ActKind.REQUEST):
        is_sure = draft.kind is not ActKind.AGREEMENT or len(parties) > 1
        return Confidence.CERTAIN if is_sure else Confidence.LIKELY
    return Confidence.LIKELY

"""What a reader can only ask: never a correction, always the officer's to decide.

`QUESTIONS` words each code in Arabic and English; `{name}` stands for a parameter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from mithaq.engine.text import words
from mithaq.exchange.statements.reading.findings import (
    Act,
    ActKind,
    Moment,
    Place,
    Qualifier,
    Quantity,
    Question,
    Status,
)
from mithaq.exchange.statements.reading.passages import Passage, Sentence, Span
from mithaq.exchange.statements.reading.word_lists import listed

QUESTIONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "parts_do_not_add_up": (
            "مجموع الأجزاء {sum} والمذكور {total}: أيهما الصحيح؟",
            "The parts add up to {sum}, the text says {total}: which is right?",
        ),
        "weekday_differs": (
            "يوم الأسبوع المكتوب لا يوافق {date}: أي يوم هو؟",
            "The weekday written does not agree with {date}: which day is it?",
        ),
        "place_ambiguous": (
            "«{place}» اسم لأكثر من مكان: أيها المقصود؟",
            "“{place}” is the name of several places: which is meant?",
        ),
        "anniversary": (
            "يُستدل على التاريخ من «{anniversary}»: في أي سنة كان البيان؟",
            "The date can be inferred from “{anniversary}”: in which year was the statement?",
        ),
        "figures_differ": (
            "{first} بحسب {first_by} و{second} بحسب {second_by}: أيهما يُعتمد؟",
            "{first} by {first_by} and {second} by {second_by}: which is to be taken?",
        ),
        "signature_day": (
            "لا يذكر النص يوم التوقيع، ويوم البيان ليس يومه بالضرورة: متى وُقّع «{act}»؟",
            "The text does not say when “{act}” was signed; the statement's day need not be it.",
        ),
        "promise_without_number": (
            "وعد بلا رقم: «{act}». كم، وإلى متى؟",
            "A promise without a number: “{act}”. How much, and until when?",
        ),
        "statement_day": (
            "في النص «{words}» ولا يُعرف يوم البيان: متى صدر؟",
            "The text says “{words}” and the statement's day is not known: when was it issued?",
        ),
        "model_did_not_answer": (
            "لم يُجب النموذج اللغوي، فقرأت القواعد وحدها.",
            "The language model did not answer; the rules have read alone.",
        ),
    }
)

# Words that split a total fully; after those that name only some of it nothing need add up.
_FULLY: Final = listed(
    "توزعت توزع توزعوا تتوزع يتوزع موزعه موزعين موزعا موزع توزعن انقسمت تنقسم مقسمه وهم",
    "وهي هي هم",
)
_PARTLY: Final = listed("منها بينها بينهم منهم ومنها ومنهم بينهن ضمنها بضمنها")
_FOUNDING: Final = listed(
    "لتاسيس لتاسيسه لتاسيسها لانطلاق لانطلاقه لاستقلال لانشاء لاحداث لميلاد لقيام",
    "لافتتاح تاسيس",
)
_NOT_COUNTED: Final = listed("day days month year hour percent square metre kilometre")
_PROMISED: Final = frozenset({ActKind.SUPPORT, ActKind.DONATION})
_COME: Final = frozenset({Status.SIGNED, Status.ANNOUNCED})
_ANNIVERSARY_WORDS: Final = 8
# Figures farther apart than this are of different things, whatever their words.
_WIDEST_RATIO: Final = 2
_MOST_OF_A_KIND: Final = 30
_MOST_TOLD: Final = 6
_FEW: Final = 10
_CASES: Final = frozenset({"death", "case"})
_PART_REACH: Final = 3
_COMPARED: Final = listed("مقابل اصل بدلا مقارنه سابقا اخري اخر غيرها")


class _Told(dict[str, str]):
    """Parameters, with a blank for one that was not kept: an older reader may have asked."""

    def __missing__(self, name: str) -> str:
        return "…"


def worded(code: str, parameters: Mapping[str, str]) -> tuple[str, str]:
    """A question in Arabic and in English."""
    ar, en = QUESTIONS.get(code, (code, code))
    told = _Told(parameters)
    return ar.format_map(told), en.format_map(told)


def find_questions(
    passage: Passage,
    *,
    places: Sequence[Place],
    quantities: Sequence[Quantity],
    moments: Sequence[Moment],
    acts: Sequence[Act],
    on: date | None,
) -> tuple[Question, ...]:
    """Questions to the officer, sort by sort."""
    return (
        *_parts(passage, quantities),
        *_weekdays(moments),
        *_ambiguous(places),
        *_anniversaries(passage),
        *_differing(passage, quantities),
        *_signatures(acts),
        *_promises(acts),
        *_relative(passage, moments, on),
    )


def _parts(passage: Passage, quantities: Sequence[Quantity]) -> Iterator[Question]:
    """A total that is said to be split, and whose parts come to something else."""
    by_sentence: defaultdict[int, list[Quantity]] = defaultdict(list)
    if not passage.tokens:
        return
    for quantity in quantities:
        for span in quantity.spans[:_MOST_TOLD]:
            number = min(passage.token_at(span.start), len(passage.tokens) - 1)
            here = replace(quantity, spans=(span,))
            by_sentence[passage.sentence_at(number).first].append(here)
    for first, found in by_sentence.items():
        if len(found) > 2:
            sentence = passage.sentence_at(first)
            yield from _parts_of(passage, sentence, sorted(found, key=lambda q: q.span.start))


def _parts_of(
    passage: Passage, sentence: Sentence, found: Sequence[Quantity]
) -> Iterator[Question]:
    split = next((token for token in passage.of(sentence) if token.form in _FULLY), None)
    if split is None:
        return
    before = [q for q in found if q.span.end <= split.start and not q.is_money]
    if not before:
        return
    total = max(before, key=lambda q: q.value)
    partly = [token.start for token in passage.of(sentence) if token.form in _PARTLY]
    after = [q for q in found if q.span.start >= split.end and _is_part(q, total)]
    parts = [q for q in after if not any(split.end < at < q.span.start for at in partly)]
    whole = sum((q.value for q in parts), Decimal(0))
    if len(parts) > 1 and whole != total.value and whole <= total.value * 2:
        spans = (total.span, *(q.span for q in parts))
        yield Question(
            "parts_do_not_add_up", spans, {"sum": _number(whole), "total": _number(total.value)}
        )


def _is_part(quantity: Quantity, total: Quantity) -> bool:
    plain = not quantity.is_money and not quantity.is_each and quantity.unit not in _NOT_COUNTED
    return plain and quantity.high is None and quantity.value <= total.value


def _weekdays(moments: Sequence[Moment]) -> Iterator[Question]:
    for moment in moments:
        if moment.weekday_agrees is False:
            yield Question("weekday_differs", moment.spans, {"date": moment.value})


def _ambiguous(places: Sequence[Place]) -> Iterator[Question]:
    for place in places:
        if place.code is None and len(place.candidates) > 1:
            yield Question("place_ambiguous", place.spans, {"place": place.name})


def _anniversaries(passage: Passage) -> Iterator[Question]:
    tokens = passage.tokens
    for number, token in enumerate(tokens):
        if "ذكري" not in token.form or all(a.rest != "ذكري" for a in token.analyses):
            continue
        for ahead in range(1, 5):
            if number + ahead < len(tokens) and tokens[number + ahead].form in _FOUNDING:
                last = min(number + _ANNIVERSARY_WORDS, passage.sentence_at(number).last)
                span = Span(token.start, tokens[max(last, number + ahead + 1) - 1].end)
                named = " ".join(span.of(passage.text).rstrip(" .،").split())
                yield Question("anniversary", (span,), {"anniversary": named})
                break


def _differing(passage: Passage, quantities: Sequence[Quantity]) -> Iterator[Question]:
    """One thing counted differently by two voices. What is told as a part of something else, or
    beside last year's, differs from nothing; a few of a thing may always be others."""
    by_thing: defaultdict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        counted = words(quantity.of)[:1]
        is_exact = quantity.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
        is_many = quantity.value >= _FEW or quantity.unit in _CASES
        is_whole = is_many and not _is_told_as_part(passage, quantity)
        if (
            counted
            and is_exact
            and is_whole
            and not quantity.is_each
            and quantity.unit != "percent"
        ):
            by_thing[(quantity.unit, counted[0].removesuffix("ا"))].append(quantity)
    for found in by_thing.values():
        yield from _differing_of(found[:_MOST_OF_A_KIND])


def _is_told_as_part(passage: Passage, quantity: Quantity) -> bool:
    """`منهم 58 ألفاً`, `مقابل 49 ألفاً`, `2900 منها`, `18 من أصل 40`."""
    first, last = passage.token_at(quantity.span.start), passage.token_at(quantity.span.end)
    around = passage.tokens[max(0, first - _PART_REACH) : first]
    around += passage.tokens[last : last + _PART_REACH]
    return any(token.form in _PARTLY or token.form in _COMPARED for token in around)


def _differing_of(found: Sequence[Quantity]) -> Iterator[Question]:
    for number, first in enumerate(found):
        for second in found[number + 1 :]:
            if first.stated_by == second.stated_by or first.value == second.value:
                continue
            least, most = sorted((first.value, second.value))
            if least <= 0 or most > least * _WIDEST_RATIO or not _of_one_thing(first, second):
                continue
            parameters = {
                "first": _number(first.value),
                "first_by": first.stated_by or "—",
                "second": _number(second.value),
                "second_by": second.stated_by or "—",
            }
            yield Question("figures_differ", (first.span, second.span), parameters)


def _of_one_thing(first: Quantity, second: Quantity) -> bool:
    """Whether both count the same in the same words."""
    return words(first.of) == words(second.of)


def _signatures(acts: Sequence[Act]) -> Iterator[Question]:
    for act in acts:
        if act.kind is ActKind.AGREEMENT and act.status in _COME and not act.moments:
            yield Question("signature_day", (act.trigger,), {"act": act.of})


def _promises(acts: Sequence[Act]) -> Iterator[Question]:
    for act in acts:
        if act.kind in _PROMISED and act.status is Status.PLANNED and not act.quantities:
            yield Question("promise_without_number", (act.trigger,), {"act": act.of})


def _relative(passage: Passage, moments: Sequence[Moment], on: date | None) -> Iterator[Question]:
    told = [moment for moment in moments if moment.precision == "relative"]
    if told and on is None:
        spans = tuple(moment.span for moment in told)
        yield Question("statement_day", spans, {"words": told[0].span.of(passage.text)})


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"

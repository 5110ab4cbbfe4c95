"""Quantities of a passage: numbers with what they count, money, duals; each told once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from mithaq.exchange.statements.reading.counting.contexts import (
    counts_nothing,
    is_age,
    only_dates,
    says_which,
)
from mithaq.exchange.statements.reading.counting.counted import (
    OF_PEOPLE,
    PEOPLE,
    Counted,
    Earlier,
    counted_after,
    counted_before,
)
from mithaq.exchange.statements.reading.counting.duals import twos_and_ones
from mithaq.exchange.statements.reading.counting.nouns import Nouns, nouns_of
from mithaq.exchange.statements.reading.counting.phrasings import phrase_of
from mithaq.exchange.statements.reading.counting.qualifying import (
    Qualifiers,
    is_each,
    qualifiers_of,
)
from mithaq.exchange.statements.reading.dating.calendars import month_names
from mithaq.exchange.statements.reading.findings import Qualifier, Quantity
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.numbers import Number, find_numbers
from mithaq.exchange.statements.reading.passages import Passage, Span

_REASONS: Final = {
    "percent": "percentage",
}
# Counts up to this are told of many things; only from here on is the same count the same thing.
_SMALL: Final = 10
_MOST_COMPARED: Final = 8
_TITLE_PARAGRAPHS: Final = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity with the tokens of its number and noun, in the order of the text."""

    first: int
    last: int
    quantity: Quantity
    noun: str


@dataclass(frozen=True, eq=False)
class _Reader:
    passage: Passage
    lexicon: Lexicon
    nouns: Nouns
    qualifiers: Qualifiers
    currencies: frozenset[str]

    def quantity(self, number: Number, counted: Counted) -> tuple[_Found, ...]:
        if number.high is None:
            return (self._one(number, counted, number.value, number.span, None),)
        rising = number.value < number.high and not _changes(self.passage, number)
        each = (
            (number.value, number.ends[0], Qualifier.MORE_THAN if rising else None),
            (number.high, number.ends[1], Qualifier.UP_TO if rising else None),
        )
        return tuple(self._one(number, counted, *end) for end in each)

    def _one(
        self, number: Number, counted: Counted, value: Decimal, span: Span, end: Qualifier | None
    ) -> _Found:
        last = max(number.last, counted.last)
        qualifier = end or self.qualifiers.of(self.passage, number.first, last)
        unit = counted.unit
        is_money = unit in self.currencies
        value += _and_part(self.passage, last)
        quantity = Quantity(
            spans=(_reaching(self.passage, span, number, counted),),
            reason=_reason(counted, is_money=is_money),
            confidence=counted.confidence,
            value=_plain(value),
            unit=unit,
            of=phrase_of(self.passage, counted),
            qualifier=qualifier,
            is_each=is_each(self.passage, number.first, last),
            is_money=is_money,
            measure="" if counted.noun is None else counted.noun.term.trait("measure"),
        )
        return _Found(number.first, last, quantity, counted.name)


_AND_PARTS: Final = {"ونصف": Decimal("0.5"), "ونصفا": Decimal("0.5"), "وربع": Decimal("0.25")}


def _and_part(passage: Passage, place: int) -> Decimal:
    """`أربعة أطنان ونصف الطن`, `عامين ونصف`: nothing where another noun is halved."""
    tokens = passage.tokens
    part = _AND_PARTS.get(tokens[place].form) if place < len(tokens) else None
    if part is None:
        return Decimal(0)
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    is_other = following is not None and following.is_word and not following.form.startswith("ال")
    is_other = is_other and following is not None and following.form not in ("من", "في", "على")
    return Decimal(0) if is_other else part


_CHANGES: Final = frozenset(
    {"ارتفع", "ارتفعت", "ازداد", "ازدادت", "زاد", "زادت", "رفع", "برفع", "زياده", "بزياده", "رفعت",
     "خفض", "خفضت", "انخفض", "انخفضت", "تراجع", "تراجعت", "تغير", "توسيع", "انتقل", "تحول"}
)  # fmt: skip
_CHANGE_WORDS_BACK: Final = 12


def _changes(passage: Passage, number: Number) -> bool:
    """`ارتفع من 200 إلى 350`: two values, no range."""
    first = max(passage.sentence_at(number.first).first, number.first - _CHANGE_WORDS_BACK)
    before = passage.tokens[number.first - 1].form if number.first else ""
    return before == "من" and any(
        passage.tokens[place].form.removeprefix("و") in _CHANGES
        for place in range(first, number.first)
    )


def _plain(value: Decimal) -> Decimal:
    """Without noughts at its end: 1500000.0 is 1500000."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _reason(counted: Counted, *, is_money: bool) -> str:
    if is_money:
        return "money"
    return _REASONS.get(counted.unit, counted.reason)


def _reaching(passage: Passage, span: Span, number: Number, counted: Counted) -> Span:
    """From the number to the end of the noun that follows it."""
    if number.high is not None or counted.first < number.last or counted.last <= number.last:
        return span
    return Span(span.start, passage.tokens[counted.last - 1].end)


def read_quantities(
    passage: Passage, lexicon: Lexicon, taken: Sequence[Span]
) -> tuple[Quantity, ...]:
    """What a passage counts, in its order. `taken`: spans of dates, whose numbers count nothing."""
    money = lexicon.language.terms["currencies"]
    currencies = frozenset(term.trait("currency") for term in money)
    reader = _Reader(passage, lexicon, nouns_of(lexicon), qualifiers_of(lexicon), currencies)
    hidden = _tokens_in(passage, taken)
    found = sorted(_all(reader, hidden), key=lambda each: each.first)
    return tuple(_told_once(passage, found))


def _tokens_in(passage: Passage, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(place for span in spans for place in passage.within(span))


def _all(reader: _Reader, hidden: frozenset[int]) -> Iterator[_Found]:
    passage = reader.passage
    months = month_names(reader.lexicon.pack.calendar)
    numbers = find_numbers(passage, hidden)
    pairs = twos_and_ones(passage, reader.nouns, hidden, numbers)
    used = {place for number, _ in pairs for place in range(number.first, number.last)}
    counting = sorted(
        [(n, None) for n in numbers if n.first not in used] + list(pairs),
        key=lambda pair: pair[0].first,
    )
    earlier: list[_Found] = []
    for number, noun in counting:
        if earlier and number.first < earlier[-1].last:
            continue  # the 2 of م2
        counted = noun
        if counted is None:
            if months.month_at(passage, number.last) and not number.in_words:
                continue
            counted = _counted(reader, number, earlier)
        if counted is None or _is_no_count(passage, number, counted):
            continue
        found = reader.quantity(number, counted)
        earlier = [*_of_sentence(passage, number, earlier), *found]
        yield from found


def _of_sentence(passage: Passage, number: Number, earlier: Sequence[_Found]) -> list[_Found]:
    """The last of a sentence's quantities: no more are looked at."""
    first = passage.sentence_at(number.first).first
    return [each for each in earlier[-8:] if each.first >= first]


def _counted(reader: _Reader, number: Number, earlier: Sequence[_Found]) -> Counted | None:
    """What a number counts: the noun after it, else the one before, else what was counted last."""
    passage = reader.passage
    if says_which(passage, number):
        return None
    after = counted_after(passage, reader.nouns, number)
    if after is not None and after.noun is not None:
        return after
    if after is None and counts_nothing(passage, number):
        return None
    same = _meant(passage, number, _of_sentence(passage, number, earlier))
    before = counted_before(
        passage,
        reader.nouns,
        number,
        None
        if same is None
        else Earlier(same.quantity.unit, same.noun, same.quantity.of, same.last),
        has_noun=after is not None and passage.tokens[number.first - 1].form != "اصل",
    )
    return before or after


def _meant(passage: Passage, number: Number, earlier: Sequence[_Found]) -> _Found | None:
    """Which of the earlier ones goes on: the last, and with منهم the last that is of people."""
    following = passage.tokens[number.last].form if number.last < len(passage.tokens) else ""
    if following in OF_PEOPLE:
        people = [each for each in earlier if each.quantity.unit in PEOPLE]
        return people[-1] if people else None
    return earlier[-1] if earlier else None


def _is_no_count(passage: Passage, number: Number, counted: Counted) -> bool:
    return (
        number.is_ordinal
        or is_age(passage, number, counted.unit)
        or only_dates(passage, number.first, counted.unit)
        or (number.value == 0 and not counted.unit)
    )


def _told_once(passage: Passage, found: Sequence[_Found]) -> Iterator[Quantity]:
    """One for a quantity however often it is told: the same count of the same things.

    A small count is the same thing again only after the title, or in the same words.
    """
    kept: dict[tuple[object, ...], list[tuple[_Found, list[Span]]]] = {}
    order: list[tuple[_Found, list[Span]]] = []
    for each in found:
        key = each.quantity.value, each.quantity.unit
        earlier = kept.get(key, ())[:_MOST_COMPARED]
        known = next((entry for entry in earlier if _is_same(passage, entry[0], each)), None)
        if known is not None:
            known[1].extend(each.quantity.spans)
            continue
        entry = (each, list(each.quantity.spans))
        kept.setdefault(key, []).append(entry)
        order.append(entry)
    for first, spans in order:
        yield replace(first.quantity, spans=tuple(spans))


def _is_same(passage: Passage, one: _Found, other: _Found) -> bool:
    if one.quantity.is_each != other.quantity.is_each:
        return False
    first, second = passage.sentence_at(one.first), passage.sentence_at(other.first)
    if one.quantity.unit == "percent" or one.quantity.value > _SMALL:
        return first != second or one.quantity.unit != "percent"
    if first.paragraph == second.paragraph:
        return False
    is_title = first.paragraph == 0 or (
        first.paragraph < _TITLE_PARAGRAPHS and second.paragraph - first.paragraph > 1
    )
    return is_title and one.noun == other.noun

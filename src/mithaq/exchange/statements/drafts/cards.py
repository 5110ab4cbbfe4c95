"""A reading as cards: plain values that fit a database and a form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from mithaq.exchange.statements.reading.findings import (
    Act,
    Facility,
    Finding,
    Moment,
    Organisation,
    Person,
    Place,
    Quantity,
    Reading,
)
from mithaq.exchange.statements.reading.passages import Span

# The reason of a card that no rule found.
BY_A_PERSON: Final = "marked_by_a_person"
MOST_SPANS: Final = 100
MOST_CANDIDATES: Final = 20
LONGEST_NAME: Final = 300
LONGEST_OBJECT: Final = 400
# What no statement says of anything that can be counted: a digit too many in every sense.
_MOST_DIGITS: Final = 18


@dataclass(frozen=True, kw_only=True)
class NewCard:
    """A finding as it is kept; `value` is JSON, `quantities` and `moments` of an act are orders."""

    kind: str
    order: int
    spans: tuple[tuple[int, int], ...]
    value: Mapping[str, Any]
    confidence: str
    reason: str
    candidates: tuple[str, ...] = ()
    link: str = ""


def cards_of(reading: Reading, *, first: int = 0) -> tuple[NewCard, ...]:
    """The findings of a reading in the order of the kinds, numbered from `first`."""
    return tuple(_cards(reading, first))


def _cards(reading: Reading, first: int) -> Iterator[NewCard]:
    orders: dict[int, int] = {}
    order = first
    for finding in _findings(reading):
        if isinstance(finding, Quantity) and not _is_sensible(finding):
            continue
        orders[id(finding)] = order
        yield _card(finding, order, reading, orders)
        order += 1


def _findings(reading: Reading) -> Iterator[Finding]:
    yield from reading.places
    yield from reading.organisations
    yield from reading.people
    yield from reading.facilities
    yield from reading.quantities
    yield from reading.moments
    yield from reading.acts


def _is_sensible(quantity: Quantity) -> bool:
    given = [value for value in (quantity.value, quantity.high) if value is not None]
    return all(is_sensible(value) for value in given)


def is_sensible(value: Decimal) -> bool:
    """Whether a number can be meant, and kept: finite, of no more digits than quantities have."""
    return (
        value.is_finite()
        and abs(value.adjusted()) <= _MOST_DIGITS
        and len(value.as_tuple().digits) <= 2 * _MOST_DIGITS
    )


def _card(finding: Finding, order: int, reading: Reading, orders: Mapping[int, int]) -> NewCard:
    kind, value = _value(finding, reading, orders)
    return NewCard(
        kind=kind,
        order=order,
        spans=tuple((span.start, span.end) for span in finding.spans[:MOST_SPANS]),
        value=value,
        confidence=str(finding.confidence),
        reason=finding.reason[:60],
        candidates=tuple(getattr(finding, "candidates", ())[:MOST_CANDIDATES]),
        link=(getattr(finding, "code", None) or "")[:64],
    )


def _value(
    finding: Finding, reading: Reading, orders: Mapping[int, int]
) -> tuple[str, dict[str, Any]]:
    match finding:
        case Place():
            return "place", {"name": _cut(finding.name)}
        case Organisation():
            return "organisation", {"name": _cut(finding.name), "kind": finding.kind}
        case Person():
            return "person", _person(finding)
        case Facility():
            return "facility", _facility(finding)
        case Quantity():
            return "quantity", _quantity(finding)
        case Moment():
            return "moment", _moment(finding)
        case Act():
            return "act", _act(finding, reading, orders)
    raise TypeError(f"not a finding that is kept: {finding!r}")


def _cut(text: str, longest: int = LONGEST_NAME) -> str:
    return text[:longest]


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": _cut(person.name),
        "honorific": _cut(person.honorific, 40),
        "role": _cut(person.role, 200),
        "role_span": _pair(person.role_span),
        "organisation": _cut(person.organisation),
    }


def _facility(facility: Facility) -> dict[str, Any]:
    return {
        "name": _cut(facility.name),
        "event": str(facility.event) if facility.event else "",
        "event_span": _pair(facility.event_span),
        "type": facility.type,
        "place": _cut(facility.place),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "value": f"{quantity.value:f}",
        "high": None if quantity.high is None else f"{quantity.high:f}",
        "qualifier": str(quantity.qualifier),
        "unit": _cut(quantity.unit, 60),
        "of": _cut(quantity.of, 200),
        "is_each": quantity.is_each,
        "is_money": quantity.is_money,
        "measure": quantity.measure,
        "stated_by": _cut(quantity.stated_by),
    }


def _moment(moment: Moment) -> dict[str, Any]:
    return {
        "value": _cut(moment.value, 60),
        "precision": moment.precision,
        "first": moment.first.isoformat() if moment.first else None,
        "last": moment.last.isoformat() if moment.last else None,
        "at": moment.at.isoformat("minutes") if moment.at else None,
        "weekday_agrees": moment.weekday_agrees,
    }


def _act(act: Act, reading: Reading, orders: Mapping[int, int]) -> dict[str, Any]:
    return {
        "kind": str(act.kind),
        "status": str(act.status),
        "of": _cut(act.of, LONGEST_OBJECT),
        "count": act.count,
        "trigger": _pair(act.trigger),
        "parties": [_cut(name) for name in act.parties],
        "places": [_cut(name) for name in act.places],
        "facilities": [_cut(name) for name in act.facilities],
        "quantities": _orders(act.quantities, reading.quantities, orders),
        "moments": _orders(act.moments, reading.moments, orders),
        "stated_by": _cut(act.stated_by),
    }


def _orders(
    numbers: Iterable[int], findings: tuple[Finding, ...], orders: Mapping[int, int]
) -> list[int]:
    named = [findings[number] for number in numbers if 0 <= number < len(findings)]
    return [orders[id(each)] for each in named if id(each) in orders]

"""What of a card a person may correct, field by field: for forms and for checking what comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mithaq.exchange.statements.reading.findings import (
    ActKind,
    FacilityEvent,
    Qualifier,
    Status,
)

PRECISIONS: Final = (
    "minute", "day", "month", "quarter", "half", "year", "start of year", "middle of year",
    "end of year", "start of month", "end of month", "decade", "early in the decade", "relative",
    "period", "hijri",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Field:
    """`type`: text, choice, code, number, flag, day, names (a list of texts), cards (a list of the
    orders of other cards). `choices` are those of a choice. `listed`: the list of codes that a code
    is of: facility_types, ownerships, organisation_kinds, agreement_kinds, measures, places,
    organisations. `longest` in characters, of lists in items. Any field may be empty.
    """

    name: str
    type: str
    choices: tuple[str, ...] = ()
    listed: str = ""
    longest: int = 300


def _text(name: str, longest: int = 300) -> Field:
    return Field(name=name, type="text", longest=longest)


def _choice(name: str, *choices: str) -> Field:
    return Field(name=name, type="choice", choices=choices)


def _code(name: str, listed: str) -> Field:
    return Field(name=name, type="code", listed=listed, longest=64)


def _names(name: str) -> Field:
    return Field(name=name, type="names", longest=60)


def _cards(name: str) -> Field:
    return Field(name=name, type="cards", longest=200)


# `place` of a facility and `organisation` of a person name other cards' findings; `place_code`,
# `organisation_code`, `authority` and `partner` name rows of the register and go before them.
FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "place": (_text("name"),),
    "organisation": (
        _text("name"),
        _code("kind", "organisation_kinds"),
        _code("location", "places"),
    ),
    "person": (
        _text("name"),
        _text("honorific", 40),
        _text("role", 200),
        _text("organisation"),
        _code("organisation_code", "organisations"),
    ),
    "facility": (
        _text("name"),
        _choice("event", *FacilityEvent),
        _code("type", "facility_types"),
        _code("ownership", "ownerships"),
        _text("place"),
        _code("place_code", "places"),
    ),
    "quantity": (
        Field(name="value", type="number"),
        Field(name="high", type="number"),
        _choice("qualifier", *Qualifier),
        _text("unit", 60),
        _text("of", 200),
        Field(name="is_each", type="flag"),
        Field(name="is_money", type="flag"),
        _code("measure", "measures"),
        _text("stated_by"),
    ),
    "moment": (
        _text("value", 60),
        _choice("precision", *PRECISIONS),
        Field(name="first", type="day"),
        Field(name="last", type="day"),
    ),
    "act": (
        _choice("kind", *ActKind),
        _choice("status", *Status),
        _text("of", 400),
        Field(name="count", type="number"),
        _names("parties"),
        _names("places"),
        _names("facilities"),
        _cards("quantities"),
        _cards("moments"),
        _text("stated_by"),
        _code("agreement_kind", "agreement_kinds"),
        _code("authority", "organisations"),
        _code("partner", "organisations"),
        Field(name="signed_on", type="day"),
    ),
}

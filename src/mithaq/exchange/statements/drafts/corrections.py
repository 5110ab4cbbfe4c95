"""What a person says of a card, checked field by field: types, lengths, choices. No database."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from mithaq.engine.text import western_digits
from mithaq.exchange.statements.drafts.cards import is_sensible
from mithaq.exchange.statements.drafts.faults import NOT_A_FIELD, WRONG_TYPE
from mithaq.exchange.statements.drafts.values import FIELDS, Field
from mithaq.registry.faults import NOT_IN_LIST, TOO_LONG, Fault

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_IN_NUMBERS: Final = str.maketrans({",": None, "٬": None, "٫": "."})
_SHOWN: Final = 40
MOST_COUNTED: Final = 1_000_000
_LAST_ORDER: Final = 2**31 - 1  # what a database keeps an order in
_Checked = tuple[Any, list[Fault]]


def checked(kind: str, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The given fields of a card of this kind as they are kept, and every fault of them."""
    fields = {each.name: each for each in FIELDS[kind]}
    kept: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        if name not in fields:
            faults.append(NOT_A_FIELD(found=str(name)[:_SHOWN], field=str(name)[:_SHOWN]))
            continue
        kept[name], wrong = _CHECKS[fields[name].type](fields[name], value)
        faults += wrong
    return kept, faults


def _wrong(each: Field, value: object) -> _Checked:
    return None, [WRONG_TYPE(found=str(value)[:_SHOWN], expected=each.type, field=each.name)]


def _text(each: Field, value: object) -> _Checked:
    if not isinstance(value, str) or _CONTROL.search(value):
        return _wrong(each, value)
    text = value.strip()
    if len(text) > each.longest:
        return None, [TOO_LONG(found=text[:_SHOWN], expected=each.longest, field=each.name)]
    return text, []


def _choice(each: Field, value: object) -> _Checked:
    text, faults = _text(each, value)
    if not faults and text and text not in each.choices:
        expected = ", ".join(each.choices)
        return None, [NOT_IN_LIST(found=text[:_SHOWN], expected=expected, field=each.name)]
    return text, faults


def _number(each: Field, value: object) -> _Checked:
    if value is None or value == "":
        return (1 if each.name == "count" else None), []
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return _wrong(each, value)
    try:
        number = Decimal(western_digits(str(value)).translate(_IN_NUMBERS).strip())
    except (InvalidOperation, ValueError):
        return _wrong(each, value)
    if not is_sensible(number) or number < 0:
        return _wrong(each, value)
    if each.name != "count":
        return f"{number:f}", []
    if number != number.to_integral_value() or not 1 <= number <= MOST_COUNTED:
        return _wrong(each, value)
    return int(number), []


def _flag(each: Field, value: object) -> _Checked:
    return (value, []) if isinstance(value, bool) else _wrong(each, value)


def _day(each: Field, value: object) -> _Checked:
    if value is None or value == "":
        return None, []
    if isinstance(value, date):
        return value.isoformat()[:10], []
    try:
        return date.fromisoformat(str(value)).isoformat(), []
    except ValueError:
        return _wrong(each, value)


def _names(each: Field, value: object) -> _Checked:
    if not isinstance(value, list | tuple) or len(value) > each.longest:
        return _wrong(each, value)
    one = Field(name=each.name, type="text")
    found = [_text(one, name) for name in value]
    return [name for name, _ in found if name], [fault for _, wrong in found for fault in wrong]


def _cards(each: Field, value: object) -> _Checked:
    if not isinstance(value, list | tuple) or len(value) > each.longest:
        return _wrong(each, value)
    if not all(type(one) is int and 0 <= one <= _LAST_ORDER for one in value):
        return _wrong(each, value)
    return list(dict.fromkeys(value)), []


_CHECKS: Final[Mapping[str, Callable[[Field, object], _Checked]]] = {
    "text": _text,
    "choice": _choice,
    "code": _text,
    "number": _number,
    "flag": _flag,
    "day": _day,
    "names": _names,
    "cards": _cards,
}

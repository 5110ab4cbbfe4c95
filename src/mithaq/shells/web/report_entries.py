"""What a reporter typed, read from the form: values, answers, and what cannot be read.

Fields are named `v|measure|sex|age group` for what is counted in wholes, `d|…` for the rest, and
`a|key` for the answer to a question. A blank field is not a zero: it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import QueryDict
from django.utils.dateparse import parse_datetime

from mithaq.domains.services.records import ReportContent
from mithaq.engine.quantities import QuantityError, read_quantity, write_quantity
from mithaq.engine.report_checks import COUNTED
from mithaq.engine.report_totals import Entry
from mithaq.exchange.messages import CELL
from mithaq.registry.faults import Fault, FaultKind

MOST_FIELDS: Final = 2000
LONGEST: Final = 600
WHOLE, DECIMAL, ANSWER = "v", "d", "a"

# Spaces and marks without a glyph that come along when a figure is pasted.
_IDLE: Final = re.compile(r"[\s\u00a0\u202f\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
# In what is counted in wholes a comma before three digits can only set thousands apart.
_THOUSANDS: Final = re.compile(r"\d{1,3}([,،٬]\d{3})+")


@dataclass(frozen=True)
class Entered:
    """A form as it was sent. `typed` keeps every value's text by its field's name; `faults` what
    could not be read. `version` is the one that the reporter's page was made from; `is_kept`: the
    draft holds what could be read of it."""

    content: ReportContent
    version: int
    typed: Mapping[str, str]
    faults: Mapping[str, Fault]
    is_asked: bool = False
    is_correction: bool = False
    is_kept: bool = False


def field_name(family: str, measure: str, sex: str, age_group: str) -> str:
    kind = WHOLE if family in COUNTED else DECIMAL
    return f"{kind}|{measure}|{sex}|{age_group}"


def entered_from(content: ReportContent, version: int, families: Mapping[str, str]) -> Entered:
    """What is known already, as if it had been typed; `families` are those of the measures."""
    typed = {
        field_name(families.get(one.measure, ""), one.measure, one.sex, one.age_group): (
            write_quantity(one.value)
        )
        for one in content.values
    }
    return Entered(content, version, typed, {}, is_correction=True)


def read_entries(given: QueryDict) -> Entered:
    """Never raises: what cannot be read is a fault beside its field."""
    typed: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    values: list[Entry] = []
    for name, kind, measure, sex, age_group in _value_fields(given):
        text = _idle_free(str(given.get(name, "")))
        if not text:
            continue
        typed[name] = text[:60]
        quantity, wrong = _read(text, kind)
        if wrong:
            faults[name] = _unread(wrong, text[:60], measure)
        else:
            values.append(Entry(measure, quantity, sex, age_group))
    content = ReportContent(
        values=tuple(values),
        no_activity=_line(given, "no_activity")[:20],
        note=_line(given, "note"),
        answers=dict(_answers(given)),
        captured_at=_captured(given.get("captured_at", "")),
    )
    return Entered(
        content=content,
        version=_whole(given.get("version", "")),
        typed=typed,
        faults=faults,
        is_asked=given.get("asked") == "1",
        is_correction=given.get("correct") == "1",
    )


def _value_fields(given: QueryDict) -> Iterator[tuple[str, str, str, str, str]]:
    for name in list(given)[:MOST_FIELDS]:
        kind, _, rest = str(name).partition("|")
        parts = rest.rsplit("|", 2)
        if kind in (WHOLE, DECIMAL) and len(parts) == 3 and parts[0]:
            measure, sex, age_group = parts
            yield str(name), kind, measure, sex, age_group


def _answers(given: QueryDict) -> Iterator[tuple[str, str]]:
    for name in list(given)[:MOST_FIELDS]:
        kind, _, key = str(name).partition("|")
        if kind == ANSWER and key and (answer := _line(given, str(name))):
            yield key, answer


def _read(text: str, kind: str) -> tuple[int, str]:
    """Millionths, and the code of what is wrong with the text; empty: nothing."""
    if kind == WHOLE and _THOUSANDS.fullmatch(text):
        text = re.sub(r"[,،٬]", "", text)
    try:
        quantity = read_quantity(text)
    except QuantityError as error:
        return 0, error.reason.value
    return quantity, "negative_number" if quantity < 0 else ""


def _unread(code: str, text: str, measure: str) -> Fault:
    words = CELL[code]
    kind = FaultKind(code, ar=words.ar, en=words.en)
    return kind(found=text, expected="9,223,372,036,854", field=measure)


def _idle_free(text: str) -> str:
    return _IDLE.sub("", text)


def _line(given: QueryDict, name: str) -> str:
    text = str(given.get(name, "")).replace("\x00", "").replace("\r\n", "\n").strip()
    return text[:LONGEST]


def _whole(text: object) -> int:
    return int(str(text)) if str(text).isascii() and str(text).isdecimal() else 0


def _captured(text: object) -> datetime | None:
    """The device's instant; one without a zone, or none at all, is left aside."""
    try:
        instant = parse_datetime(str(text)) if text else None
    except ValueError:
        return None
    return instant if instant and instant.tzinfo else None

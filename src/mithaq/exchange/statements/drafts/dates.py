"""The days that a corrected date lies between, by the form in which it is written."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

_FORM: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)
_DATED: Final = ("value", "precision", "first", "last")


def days_of(value: str) -> tuple[date, date, str] | None:
    """First day, last day and precision of an ISO day, month, year, quarter (`2026-Q1`), half
    (`2026-H1`) or period (`first/last`); None for what is no date of the calendar."""
    if "/" in value:
        low, _, high = value.partition("/")
        first, last = days_of(low), days_of(high)
        is_period = first is not None and last is not None and first[0] <= last[1]
        return (first[0], last[1], "period") if is_period and first and last else None
    match = _FORM.fullmatch(value)
    if match is None:
        return None
    year = int(match["year"])
    try:
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day, "day"
        for name, months in (("month", 1), ("quarter", 3), ("half", 6)):
            if match[name]:
                return _months(year, int(match[name]), months, name)
        return date(year, 1, 1), date(year, 12, 31), "year"
    except ValueError:
        return None


def _months(year: int, number: int, months: int, precision: str) -> tuple[date, date, str]:
    last_month = number * months
    last = date(year, last_month, monthrange(year, last_month)[1])
    return date(year, last_month - months + 1, 1), last, precision


def followed(before: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """A corrected date whose days and precision follow its value, where a person changed that one
    alone: the days of what stood there before would date rows wrongly."""
    now = {**before, **kept}
    is_alone = all(now.get(name) == before.get(name) for name in _DATED[1:])
    if now.get("value") == before.get("value") or not is_alone:
        return dict(kept)
    found = days_of(str(now["value"]))
    if found is None:
        return {**kept, "first": None, "last": None}
    first, last, precision = found
    told = str(before.get("precision") or "")
    if told.endswith(f" of {precision}"):  # the end of another year is the end of a year
        precision = told
    return {
        **kept,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "precision": precision,
    }

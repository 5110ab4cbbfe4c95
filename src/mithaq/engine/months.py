"""Months as whole numbers, `year * 12 + (month - 1)`, so that months later is addition."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from mithaq.engine.text import western_digits

_TEXT: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)

# Syria writes the Levantine names.
LEVANTINE: Final = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)


def month_of(day: date) -> int:
    """The month that `day` lies in."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    if month == 9999 * 12 + 11:
        return date.max
    return first_day(month + 1) - timedelta(days=1)


def last_month_over(day: date) -> int:
    """The last month whose last day has come by `day`."""
    month = month_of(day)
    return month if day == last_day(month) else month - 1


def read_month(text: str) -> int:
    """The month that `2026-03` says (any digits); raises ValueError."""
    match = _TEXT.fullmatch(western_digits(text.strip()))
    if match is None or match[1] == "0000":
        raise ValueError(text)
    return int(match[1]) * 12 + int(match[2]) - 1


def write_month(month: int) -> str:
    """`2026-03`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_name_ar(month: int) -> str:
    """`آذار 2026`."""
    return f"{LEVANTINE[month % 12]} {month // 12}"

"""Days and months, as the rules speak of them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def month_of(day: date) -> date:
    """The month of a day, named by its first day."""
    return day.replace(day=1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months_from_to(first: date, last: date) -> list[date]:
    """The months from one to another, both included; none where the first is later."""
    later = range(months_between(first, last) + 1)
    numbers = [first.year * 12 + first.month - 1 + count for count in later]
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def months_between(earlier: date, later: date) -> int:
    """How many months later."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def overlaps_month(starts_on: date | None, ends_on: date | None, month: date) -> bool:
    """Whether the days from one to another, both included, touch the month (None: open)."""
    begun = starts_on is None or starts_on <= last_day(month)
    lasting = ends_on is None or month <= ends_on
    return begun and lasting

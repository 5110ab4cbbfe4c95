"""Days of the civil calendar: of a month, of a part of a period, so much later."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from mithaq.exchange.statements.reading.dating.writings import Part


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def third_of(first: date, last: date, part: Part | None) -> tuple[date, date]:
    """The third of a period that its start, middle or end is."""
    third = (last - first + timedelta(days=1)) // 3
    if part is Part.START:
        return first, first + third
    if part is Part.MIDDLE:
        return first + third, last - third
    return (last - third, last) if part is Part.END else (first, last)


def shifted(day: date, unit: str, by: int) -> date:
    """So many days, weeks, months or years later; the month's last day where it is shorter."""
    if unit in ("day", "week"):
        return day + timedelta(days=by * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + by * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    year = min(max(year, 1), 9999)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))

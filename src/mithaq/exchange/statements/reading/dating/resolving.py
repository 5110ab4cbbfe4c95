"""From what is written of a date to the day or period that it is.

A year that is not written is that of the statement's day, or found by the weekday, or taken from
another date of the text; what is told from the statement's day stays relative where that is not
known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from mithaq.exchange.statements.reading.dating.arithmetic import (
    day_of,
    month_days,
    shifted,
    third_of,
)
from mithaq.exchange.statements.reading.dating.writings import Form, Part, Side, Written
from mithaq.exchange.statements.reading.findings import Confidence

_STEP: Final = {Side.LAST: -1, Side.THIS: 0, Side.NEXT: 1}
_NEAR: Final = {
    -2: "day before yesterday", -1: "yesterday", 0: "today", 1: "tomorrow",
    2: "day after tomorrow",
}  # fmt: skip
_IN_DECADE: Final = {
    Part.START: "early in the decade", Part.MIDDLE: "middle of the decade",
    Part.END: "late in the decade",
}  # fmt: skip


class Resolved(NamedTuple):
    value: str
    precision: str
    first: date | None
    last: date | None
    reason: str
    confidence: Confidence
    weekday_agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What dates are told from. `on`: the statement's day. `anchor`: else a day of the text that
    its other dates are near to. `era`: the newest year that the country's data speak of, for
    weekdays that nothing else places. `years`: those of the text's dates. `weekdays`: in English.
    `week_begins`: the first weekday after the weekend."""

    on: date | None
    anchor: date | None
    era: int
    years: frozenset[int]
    weekdays: Sequence[str]
    week_begins: int

    @property
    def near(self) -> date | None:
        return self.on or self.anchor


def ground_of(
    written: Sequence[Written], on: date | None, era: int, weekdays: Sequence[str], week_begins: int
) -> Ground:
    """The ground of a text's dates; the anchor is the latest day that is written with its year or
    its weekday, unless it lies years back (a founding day)."""
    dated = (Form.DAY, Form.MONTH, Form.QUARTER, Form.HALF)
    years = frozenset(
        each.year for each in written if each.year and (each.form in dated or each.part)
    )
    ground = Ground(on, None, era, years, weekdays, week_begins)
    if on is not None:
        return ground
    days = [_day_of(each, ground) for each in written if each.form is Form.DAY]
    known = [day for day in days if day is not None and day.year >= era - 3]
    return replace(ground, anchor=max(known, default=None))


def _day_of(written: Written, ground: Ground) -> date | None:
    """A written day whose year is written, or found by its weekday."""
    if written.day is None or written.month is None:
        return None
    if written.year is not None:
        return day_of(written.year, written.month, written.day)
    if written.weekday is None or written.side is not None:
        return None
    return _by_weekday(written.month, written.day, written.weekday, ground)


def _by_weekday(month: int, day: int, weekday: int, ground: Ground) -> date | None:
    """The day of a month that is such a weekday: the year nearest to the statement's day, else
    one of the text's years, else next to one, else nearest to the era."""
    centre = ground.on.year if ground.on else ground.era
    reach = 1 if ground.on else 5
    fits = [
        found
        for year in {*range(centre - reach, centre + reach + 1), *ground.years}
        if (found := day_of(year, month, day)) is not None and found.weekday() == weekday
    ]
    if ground.on is not None:
        on = ground.on
        return min(fits, key=lambda found: abs(found - on), default=None)

    def strangeness(found: date) -> tuple[int, int]:
        from_text = min((abs(found.year - year) for year in ground.years), default=9)
        return min(from_text, 2), abs(found.year - centre)

    return min(fits, key=strangeness, default=None)


def resolve(written: Written, ground: Ground) -> Resolved | None:
    """What a written date comes to; None where it comes to nothing (30 February)."""
    return _RESOLVERS[written.form](written, ground)


def period(low: Written, high: Written, ground: Ground) -> Resolved | None:
    """From one day, month or year to another; what the first leaves out, the second says."""
    filled = replace(
        low,
        month=low.month if low.month is not None else high.month,
        year=low.year if low.year is not None else _earlier_year(low, high),
        side=low.side or high.side,
        unit=low.unit or high.unit,
    )
    last = resolve(high, ground)
    if last is None:
        return None
    is_open = filled.year is None and high.side is None and low.weekday is None
    if is_open and last.first is not None:
        filled = replace(filled, year=last.first.year)
    first = resolve(filled, ground)
    if first is None or not (_is_in_order(first, last) or first.value.startswith("--")):
        return None
    confidence = min(first.confidence, last.confidence, key=_doubt)
    agrees = first.weekday_agrees if last.weekday_agrees is None else last.weekday_agrees
    return Resolved(f"{first.value}/{last.value}", "period", first.first, last.last, "period",
                    confidence, agrees)  # fmt: skip


def _is_in_order(first: Resolved, last: Resolved) -> bool:
    return first.first is not None and last.last is not None and first.first <= last.last


def _earlier_year(low: Written, high: Written) -> int | None:
    if high.year is None or low.month is None or high.month is None:
        return high.year
    return high.year - 1 if low.month > high.month else high.year


def _doubt(confidence: Confidence) -> int:
    return (Confidence.DOUBTFUL, Confidence.LIKELY, Confidence.CERTAIN).index(confidence)


def _day(written: Written, ground: Ground) -> Resolved | None:
    month = written.month
    if month is None:
        return _day_of_this_month(written, ground)
    if written.day is None:
        return None
    found, reason = _placed(written, ground)
    if found is None:
        if day_of(2024, month, written.day) is None or written.year is not None:
            return None
        value = f"--{month:02}-{written.day:02}"
        return Resolved(value, "day", None, None, "without_year", Confidence.LIKELY)
    agrees = None if written.weekday is None else found.weekday() == written.weekday
    sure = reason in ("written_date", "year_of_weekday")
    confidence = Confidence.CERTAIN if sure else Confidence.LIKELY
    if reason == "year_of_weekday" and ground.on is None:
        confidence = Confidence.LIKELY
    if agrees is False:
        reason, confidence = "weekday_differs", Confidence.LIKELY
    precision = "day" if written.at is None else "minute"
    return Resolved(found.isoformat(), precision, found, found, reason, confidence, agrees)


def _placed(written: Written, ground: Ground) -> tuple[date | None, str]:
    """The day with its year, and how that was found."""
    month, day = written.month or 1, written.day or 1
    if written.year is not None:
        return day_of(written.year, month, day), "written_date"
    if written.weekday is not None and written.side is None:
        found = _by_weekday(month, day, written.weekday, ground)
        if found is not None:
            return found, "year_of_weekday"
    year = _year(written, ground)
    reason = "year_of_statement" if ground.on else "year_of_text"
    return (None if year is None else day_of(year, month, day)), reason


def _year(written: Written, ground: Ground) -> int | None:
    """The year of a month or day that has none written."""
    near = ground.near
    if near is None or written.month is None:
        return None
    if written.side is not None and written.unit == "year":
        return near.year + _STEP[written.side]
    month, day = written.month, written.day or 15
    if written.side is Side.THIS and month != near.month:
        return near.year
    around = [y for y in (near.year - 1, near.year, near.year + 1) if day_of(y, month, day)]
    if not around:
        return None
    ref = near if written.day else near.replace(day=15)
    if written.side is Side.LAST:
        return max((y for y in around if date(y, month, day) < ref), default=None)
    if written.side is Side.NEXT:
        return min((y for y in around if date(y, month, day) > ref), default=None)
    if written.is_high:
        coming = [y for y in around if date(y, month, day) >= ref]
        if coming and date(min(coming), month, day) - ref < timedelta(days=330):
            return min(coming)
    return min(around, key=lambda y: abs(date(y, month, day) - ref))


def _day_of_this_month(written: Written, ground: Ground) -> Resolved | None:
    """`15 من الشهر الجاري`."""
    near = ground.near
    if written.day is None or written.side is None:
        return None
    if near is None:
        value = f"{written.side} month"
        return Resolved(value, "relative", None, None, "relative", Confidence.LIKELY)
    month = shifted(near.replace(day=1), "month", _STEP[written.side])
    found = day_of(month.year, month.month, written.day)
    if found is None:
        return None
    agrees = None if written.weekday is None else found.weekday() == written.weekday
    return Resolved(found.isoformat(), "day", found, found, "relative", Confidence.LIKELY, agrees)


def _month(written: Written, ground: Ground) -> Resolved | None:
    if written.month is None:
        return None
    precision = f"{written.part} of month" if written.part else "month"
    year = written.year if written.year is not None else _year(written, ground)
    if year is None:
        value = f"--{written.month:02}"
        return Resolved(value, precision, None, None, "without_year", Confidence.LIKELY)
    first, last = month_days(year, written.month)
    first, last = third_of(first, last, written.part)
    if written.year is not None:
        how = ("written_month", Confidence.CERTAIN)
    else:
        how = ("year_of_statement" if ground.on else "year_of_text", Confidence.LIKELY)
    return Resolved(f"{year:04}-{written.month:02}", precision, first, last, *how)


def _years(written: Written, ground: Ground) -> Resolved | None:
    """A year, or `2024-2025`."""
    if written.number and written.year is not None:
        days = date(written.year, 1, 1), date(written.number, 12, 31)
        value = f"{written.year}/{written.number}"
        return Resolved(value, "period", *days, "period", Confidence.CERTAIN)
    year = _year_of(written, ground)
    precision = f"{written.part} of year" if written.part else "year"
    if year is None:
        side = written.side or Side.THIS
        precision = precision if written.part else "relative"
        return Resolved(f"{side} year", precision, None, None, "relative", Confidence.LIKELY)
    days = third_of(date(year, 1, 1), date(year, 12, 31), written.part)
    reason = "written_year" if written.is_cued else "bare_year"
    sure = written.is_cued and written.year is not None
    confidence = Confidence.CERTAIN if sure else Confidence.LIKELY
    return Resolved(f"{year:04}", precision, *days, reason, confidence)


def _year_of(written: Written, ground: Ground) -> int | None:
    if written.year is not None:
        return written.year
    near = ground.near
    if near is None or (near is ground.anchor and not written.part and written.form is Form.YEAR):
        return None
    return near.year + _STEP[written.side or Side.THIS]


def _fraction(written: Written, ground: Ground) -> Resolved | None:
    """A quarter or a half of a year."""
    year = _year_of(written, ground)
    letter, months = ("Q", 3) if written.form is Form.QUARTER else ("H", 6)
    if year is None:
        if not written.is_cued:
            return None
        value = f"{written.side or Side.THIS} year-{letter}{written.number}"
        return Resolved(value, written.form, None, None, "relative", Confidence.LIKELY)
    first = date(year, (written.number - 1) * months + 1, 1)
    last = month_days(year, written.number * months)[1]
    sure = written.year is not None
    confidence = Confidence.CERTAIN if sure else Confidence.LIKELY
    value = f"{year:04}-{letter}{written.number}"
    return Resolved(value, str(written.form), first, last, "part_of_year", confidence)


def _decade(written: Written, _: Ground) -> Resolved | None:
    year = written.year or 0
    precision = "decade" if written.part is None else _IN_DECADE[written.part]
    days = third_of(date(year, 1, 1), date(year + 9, 12, 31), written.part)
    return Resolved(f"{year // 10}x", precision, *days, "decade", Confidence.CERTAIN)


def _hijri(written: Written, _: Ground) -> Resolved | None:
    """Kept in its own calendar."""
    year = "--" if written.year is None else f"{written.year:04}-"
    day = "" if written.day is None else f"-{written.day:02}"
    return Resolved(f"{year}{written.month:02}{day}", "hijri", None, None, "hijri",
                    Confidence.CERTAIN)  # fmt: skip


def _near(written: Written, ground: Ground) -> Resolved | None:
    if ground.on is None:
        return Resolved(_NEAR[written.number], "relative", None, None, "relative",
                        Confidence.CERTAIN)  # fmt: skip
    found = ground.on + timedelta(days=written.number)
    agrees = None if written.weekday is None else found.weekday() == written.weekday
    if agrees is False:
        # A statement of the night before, or of the day after: the weekday is nearer the truth.
        return Resolved(found.isoformat(), "day", found, found, "weekday_differs",
                        Confidence.LIKELY, agrees)  # fmt: skip
    return Resolved(found.isoformat(), "day", found, found, "relative", Confidence.CERTAIN, agrees)


def _weekday(written: Written, ground: Ground) -> Resolved | None:
    """A weekday without a date: the last one up to the statement's day unless it says the next."""
    if written.weekday is None:
        return None
    if ground.on is None:
        name = ground.weekdays[written.weekday].lower()
        value = f"{written.side} {name}" if written.side else name
        return Resolved(value, "relative", None, None, "weekday_alone", Confidence.DOUBTFUL)
    off = (ground.on.weekday() - written.weekday) % 7
    if written.side is Side.NEXT:
        found = ground.on + timedelta(days=7 - off)
    elif written.side is Side.LAST:
        found = ground.on - timedelta(days=off or 7)
    else:
        found = ground.on - timedelta(days=off)
    confidence = Confidence.LIKELY if written.side else Confidence.DOUBTFUL
    return Resolved(found.isoformat(), "day", found, found, "weekday_alone", confidence, True)


def _unit(written: Written, ground: Ground) -> Resolved | None:
    """`الشهر الماضي`, `العام القادم`, `هذا الأسبوع`, and their parts (`نهاية العام`)."""
    side = written.side or Side.THIS
    near = ground.near if written.part else ground.on
    precision = f"{written.part} of {written.unit}" if written.part else written.unit
    if near is None:
        precision = precision if written.part else "relative"
        value = f"{side} {written.unit}"
        return Resolved(value, precision, None, None, "relative", Confidence.CERTAIN)
    if written.unit == "year":
        return _years(replace(written, form=Form.YEAR, year=near.year + _STEP[side]), ground)
    if written.unit == "month":
        month = shifted(near.replace(day=1), "month", _STEP[side])
        return _month(replace(written, year=month.year, month=month.month), ground)
    begins = (near.weekday() - ground.week_begins) % 7
    first = near - timedelta(days=begins) + timedelta(weeks=_STEP[side])
    last = first + timedelta(days=6)
    return Resolved(f"{first}/{last}", "period", first, last, "relative", Confidence.LIKELY)


def _span(written: Written, ground: Ground) -> Resolved | None:
    side = written.side or Side.NEXT
    confidence = Confidence.CERTAIN if written.is_cued else Confidence.LIKELY
    if ground.on is None:
        value = f"{side} {written.number} {written.unit}s"
        return Resolved(value, "relative", None, None, "relative", confidence)
    other = shifted(ground.on, written.unit, written.number * _STEP[side])
    first, last = sorted((ground.on, other))
    return Resolved(f"{first}/{last}", "period", first, last, "relative", confidence)


_RESOLVERS: Final = {
    Form.DAY: _day, Form.WEEKDAY: _weekday, Form.MONTH: _month, Form.QUARTER: _fraction,
    Form.HALF: _fraction, Form.YEAR: _years, Form.DECADE: _decade, Form.HIJRI: _hijri,
    Form.NEAR: _near, Form.UNIT: _unit, Form.SPAN: _span,
}  # fmt: skip

"""What is written of a date, before years are inferred and relative words are placed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Form(StrEnum):
    """DAY, MONTH, YEAR are of the civil calendar, HIJRI any of the Hijri one. NEAR is told in days
    from the statement's (اليوم), UNIT in weeks, months or years (الشهر الماضي), SPAN is so many of
    them (الأشهر الستة القادمة)."""

    DAY = "day"
    WEEKDAY = "weekday"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    HIJRI = "hijri"
    NEAR = "near"
    UNIT = "unit"
    SPAN = "span"


class Side(StrEnum):
    """Which one is meant: the one before the statement's day, that holds it, or after it."""

    LAST = "last"
    THIS = "this"
    NEXT = "next"


class Part(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date as written, over tokens `first` up to, not including, `last`.

    `side` says which year's where none is written, `unit` (day, week, month, year) what a UNIT or
    SPAN counts, `number` how many of them, which quarter or half, or how many days off for NEAR.
    `is_list`: one of several that share the month after them; `is_low` and `is_high`: the ends of a
    period. `is_cued`: a word like عام says that the number is a year.
    """

    form: Form
    first: int
    last: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    part: Part | None = None
    side: Side | None = None
    unit: str = ""
    number: int = 0
    at: time | None = None
    is_cued: bool = True
    is_low: bool = False
    is_high: bool = False

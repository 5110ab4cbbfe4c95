"""The time of day that is written with a date."""

from __future__ import annotations

import re
from datetime import time
from typing import Final, NamedTuple

from mithaq.exchange.statements.reading.dating.cursors import Cursor


class Clock(NamedTuple):
    at: time
    last: int


_WRITTEN: Final = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_BEFORE_NOON: Final = frozenset({"صباحا", "am", "ص", "صباح", "الصباح", "فجرا"})
_AFTER_NOON: Final = frozenset(
    {"مساء", "مسا", "pm", "م", "ظهرا", "عصرا", "ليلا", "المسا", "الظهر", "العصر"}
)
_PASSED: Final = frozenset({"في", "عند", "تمام", "علي", "حوالي", "نحو", "بتمام", "التمام", "ساعه"})
_HOUR: Final = frozenset({"الساعه"})
_PARTS: Final = {"والنصف": 30, "والربع": 15, "والثلث": 20}
_MOST_BETWEEN: Final = 3


def clock_after(cursor: Cursor, place: int) -> Clock | None:
    """`الساعة 10:30`, `09:15 PM`, `في تمام الساعة العاشرة والنصف صباحاً`."""
    for _ in range(_MOST_BETWEEN):
        if cursor.text(place) in ("،", ",", "-", "–", "|", "(") or cursor.has(place, _PASSED):
            place += 1
    if cursor.has(place, _HOUR):
        return _hour(cursor, place + 1, is_named=True)
    return _hour(cursor, place, is_named=False)


_WORDS_BACK: Final = 9
_BETWEEN: Final = frozenset({"يوم", "من", "صباح", "مسا", "ظهر", "الموافق"})


def clock_leading(cursor: Cursor, place: int) -> time | None:
    """`في تمام الساعة العاشرة من صباح يوم الإثنين …`: an hour that leads to the date."""
    for back in range(place - 2, max(place - _WORDS_BACK, -1), -1):
        if cursor.token(back + 1) is None:
            return None
        if not cursor.has(back, _HOUR):
            continue
        clock = _hour(cursor, back + 1, is_named=True)
        if clock is None or any(not cursor.has(n, _BETWEEN) for n in range(clock.last, place)):
            return None
        return clock.at
    return None


def clock_before(cursor: Cursor, place: int) -> time | None:
    """`12:45 2026/03/04`, `12:45 PM - 2026/03/04`: only as it is written, close before."""
    for back in range(place - 1, max(place - 4, -1), -1):
        token = cursor.passage.tokens[back]
        if token.is_number and cursor.token(back + 1) is not None:
            clock = _hour(cursor, back, is_named=False) if ":" in token.form else None
            return None if clock is None else clock.at
        if (
            token.text not in ("-", "–", "|", "،", ",")
            and token.form not in _BEFORE_NOON | _AFTER_NOON
        ):
            return None
    return None


def _hour(cursor: Cursor, place: int, *, is_named: bool) -> Clock | None:
    token = cursor.token(place)
    if token is None:
        return None
    written = _WRITTEN.fullmatch(token.form) if token.is_number else None
    if written is not None:
        return _half_of_day(cursor, place + 1, int(written[1]), int(written[2]))
    if token.is_number and token.form.isdigit() and len(token.form) < 3:
        hour, place = int(token.form), place + 1
        is_named = is_named or cursor.has(place, _BEFORE_NOON | _AFTER_NOON - {"م", "ص"})
    else:
        named = cursor.ordinal_at(place)
        if named is None:
            return None
        hour, place = named
        hour = 11 if hour == 1 and cursor.form(place - 1).startswith("الحادي") else hour
    if not is_named:
        return None
    minutes = _PARTS.get(cursor.form(place), 0)
    return _half_of_day(cursor, place + 1 if minutes else place, hour, minutes)


def _half_of_day(cursor: Cursor, place: int, hour: int, minutes: int) -> Clock | None:
    last = cursor.over(place, {"من"})
    token = cursor.token(last)
    form = "" if token is None else token.form
    if form in _AFTER_NOON:
        hour, place = hour + 12 if hour < 12 else hour, last + 1
    elif form in _BEFORE_NOON:
        hour, place = hour % 12, last + 1
    if hour > 23 or minutes > 59:
        return None
    return Clock(time(hour, minutes), place)

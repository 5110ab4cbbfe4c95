"""Days, months and years as they are written with a number or a month's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mithaq.exchange.statements.reading.dating.clocks import clock_after, clock_before
from mithaq.exchange.statements.reading.dating.cursors import Cursor
from mithaq.exchange.statements.reading.dating.writings import Form, Side, Written

_OF: Final = frozenset({"من"})
_MONTH: Final = frozenset({"شهر", "لشهر"})
YEAR_WORDS: Final = frozenset(
    {"عام", "سنه", "العام", "السنه", "عامي", "العامين", "اعوام", "الاعوام", "سنوات", "موسم"}
)  # fmt: skip
_ERAS: Final = frozenset({"م", "ميلادي", "ميلاديه", "للميلاد"})
_HIJRI: Final = frozenset({"ه", "هجري", "هجريه", "للهجره"})
_UNTIL: Final = frozenset({"الي", "حتي", "لغايه", "وحتي", "ولغايه"})
_DASHES: Final = frozenset("-–—/")
_BETWEEN: Final = frozenset({"بين", "مابين"})
_MEANS_DATE: Final = frozenset(
    {"في", "يوم", "بتاريخ", "تاريخ", "حتي", "من", "الموافق", "الواقع", "يصادف", "المصادف", "لغايه",
     "ليوم", "التاريخ", "منذ", "اعتبارا", "الي", "موعد", "قبل", "بعد", "صباح", "مساء", "ب", "مسا",
     "بين", "المنعقد"}
)  # fmt: skip
_FULL: Final = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})\2(\d{1,4})")
_PAIR: Final = re.compile(r"(\d{1,4})[/\-](\d{1,4})")
_MOST_LISTED: Final = 6
_HIJRI_YEARS: Final = range(1300, 1501)
YEARS: Final = range(1900, 2101)
CUED_YEARS: Final = range(1600, 2101)


def days_at(cursor: Cursor, place: int, weekday: int | None = None) -> tuple[Written, ...]:
    """The days written from a number on: one, a list or a period (`8 و15 تشرين الثاني`)."""
    numeric = _numeric(cursor, place, weekday)
    if numeric is not None:
        return (_timed(cursor, numeric),)
    found = tuple(_listed(cursor, place, weekday))
    if len(found) == 1:
        return (_timed(cursor, found[0]),)
    return found


def _timed(cursor: Cursor, written: Written) -> Written:
    if written.form is not Form.DAY:
        return written
    clock = clock_after(cursor, written.last)
    if clock is not None:
        return replace(written, at=clock.at, last=clock.last)
    earlier = clock_before(cursor, written.first)
    return written if earlier is None else replace(written, at=earlier)


def _numeric(cursor: Cursor, place: int, weekday: int | None) -> Written | None:
    token = cursor.passage.tokens[place]
    if not token.is_number or len(token.form) > 10:
        return _spaced(cursor, place, weekday)
    full = _FULL.fullmatch(token.form)
    if full is not None:
        numbers = int(full[1]), int(full[3]), int(full[4])
        return _of_three(cursor, place, place + 1, numbers, weekday)
    pair = _PAIR.fullmatch(token.form)
    if pair is not None:
        return _of_two(cursor, place, int(pair[1]), int(pair[2]), weekday)
    return _spaced(cursor, place, weekday)


def _spaced(cursor: Cursor, place: int, weekday: int | None) -> Written | None:
    """`15 / 3 / 2026`."""
    if cursor.text(place + 1) not in ("/", "-") or cursor.text(place + 3) not in ("/", "-"):
        return None
    forms = [cursor.passage.tokens[place].form, cursor.form(place + 2), cursor.form(place + 4)]
    if not all(form.isdigit() and len(form) <= 4 for form in forms):
        return None
    first, second, third = (int(form) for form in forms)
    return _of_three(cursor, place, place + 5, (first, second, third), weekday)


def _of_three(
    cursor: Cursor, place: int, last: int, numbers: tuple[int, int, int], weekday: int | None
) -> Written | None:
    """Day, month, year in the order of the country, or from the year on; what cannot be a month is
    the day."""
    year_first = numbers[0] > 31
    year, month, day = numbers if year_first else (numbers[2], numbers[1], numbers[0])
    if month > 12 >= day:
        month, day = day, month
    if not year_first and year < 100:
        year += 2000
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if year in _HIJRI_YEARS:
        return Written(form=Form.HIJRI, first=place, last=cursor.over(last, _HIJRI),
                       year=year, month=month, day=min(day, 30), weekday=weekday)  # fmt: skip
    if year not in YEARS:
        return None
    return Written(form=Form.DAY, first=place, last=cursor.over(last, _ERAS),
                   day=day, month=month, year=year, weekday=weekday)  # fmt: skip


def _of_two(
    cursor: Cursor, place: int, one: int, other: int, weekday: int | None
) -> Written | None:
    """`15/3`, `3/2026`, `2026/3`; a fraction or a ratio (`24/7`) is none."""
    slash = "/" in cursor.passage.tokens[place].form
    if one in YEARS and 1 <= other <= 12 and slash:
        one, other = other, one
    if other in YEARS and 1 <= one <= 12:
        return Written(form=Form.MONTH, first=place, last=place + 1, month=one, year=other)
    if one in YEARS and other in YEARS and one < other:
        return Written(form=Form.YEAR, first=place, last=place + 1, year=one, number=other)
    if not slash or not (weekday is not None or cursor.before(place) in _MEANS_DATE):
        return None
    day, month = (other, one) if other > 12 >= one else (one, other)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Written(form=Form.DAY, first=place, last=place + 1, day=day, month=month,
                   weekday=weekday)  # fmt: skip


def _listed(cursor: Cursor, place: int, weekday: int | None) -> Iterator[Written]:
    """Days that a month follows, with what stands between them."""
    days: list[tuple[int, int, int]] = []
    is_period = place > 0 and cursor.has(place - 1, _BETWEEN)
    end = place
    while (found := _day_at(cursor, end)) is not None and len(days) < _MOST_LISTED:
        day, upper, last = found
        days.append((day, end, last))
        if upper:
            days.append((upper, end, last))
            is_period = True
        month = _month_after(cursor, last)
        if month is not None:
            yield from _with_month(days, month, weekday, is_period=is_period)
            return
        link = cursor.over(last, {"و"}) if cursor.form(last) == "و" else last
        if cursor.has(link, _UNTIL) or cursor.text(link) in _DASHES:
            end, is_period = cursor.over(link + 1, {"يوم", "تاريخ"}), True
        elif link != last or cursor.text(last) in ("،", ",") or _is_joined(cursor, last):
            end = cursor.over_marks(link, "،,")
        else:
            return


def _is_joined(cursor: Cursor, place: int) -> bool:
    form = cursor.form(place)
    return form.startswith("وال") and cursor.ordinal_at(place) is not None


def _day_at(cursor: Cursor, place: int) -> tuple[int, int, int] | None:
    """The day, the later day of a range written in one (`1-15`), and the place after."""
    token = cursor.token(place)
    if token is None:
        return None
    if token.text == "(" and cursor.text(place + 2) == ")":
        inner = _day_at(cursor, place + 1)
        return None if inner is None else (inner[0], inner[1], place + 3)
    if token.is_number:
        low, _, high = token.form.partition("-")
        if not low.isdigit() or len(low) > 2 or (high and not high.isdigit()) or len(high) > 2:
            return None
        numbers = int(low), int(high or 0)
        return (*numbers, place + 1) if 1 <= numbers[0] <= 31 and numbers[1] <= 31 else None
    found = cursor.ordinal_at(place)
    return (found[0], 0, found[1]) if found is not None and found[0] <= 31 else None


def _with_month(
    days: list[tuple[int, int, int]], month: Written, weekday: int | None, *, is_period: bool
) -> Iterator[Written]:
    for number, (day, first, last) in enumerate(days):
        is_last = number + 1 == len(days)
        yield replace(
            month,
            form=Form.HIJRI if month.form is Form.HIJRI else Form.DAY,
            day=day,
            first=first,
            last=month.last if is_last else last,
            weekday=weekday if number == 0 else None,
            is_low=is_period and number == len(days) - 2,
            is_high=is_period and is_last and len(days) > 1,
        )


def _month_after(cursor: Cursor, place: int) -> Written | None:
    """`[من] [شهر] month [year]` after a day."""
    start = cursor.over(cursor.over(cursor.closed(place), _OF), _MONTH)
    if cursor.form(start) in ("هذا", "الشهر", "ذات", "نفس"):
        return _this_month(cursor, start)
    return month_at(cursor, start, has_day=True)


def _this_month(cursor: Cursor, place: int) -> Written | None:
    """`15 من الشهر الجاري`, `من هذا الشهر`."""
    if cursor.form(place) == "هذا" and cursor.form(place + 1) == "الشهر":
        return Written(form=Form.DAY, first=place, last=place + 2, unit="month", side=Side.THIS)
    side = cursor.side(place + 1) if cursor.form(place) == "الشهر" else None
    if side is None:
        return None
    return Written(form=Form.DAY, first=place, last=place + 2, unit="month", side=side)


def month_at(cursor: Cursor, place: int, *, has_day: bool = False) -> Written | None:
    """A month's name with its other name and its year, where they follow."""
    token = cursor.token(place)
    if token is None or not token.is_word:
        return None
    if (
        has_day
        and token.form.startswith(("و", "ف"))
        and cursor.names.month_at(cursor.passage, place) is not None
        and not _is_bare_month(cursor, place)
    ):
        return None
    named = cursor.names.month_at(cursor.passage, place)
    if named is None:
        return _hijri(cursor, place, has_day=has_day)
    last = _other_name(cursor, named.last, named.month)
    bare = Written(form=Form.MONTH, first=place, last=last, month=named.month,
                   is_cued=not named.is_common or has_day)  # fmt: skip
    return with_year(cursor, bare)


def _is_bare_month(cursor: Cursor, place: int) -> bool:
    named = cursor.names.months.get(cursor.form(place))
    return named is not None


def _other_name(cursor: Cursor, place: int, month: int) -> int:
    """`كانون الثاني/يناير`, `آذار (مارس)`, `شباط - فبراير`."""
    if cursor.text(place) not in ("/", "(", "-", "–", "\\"):
        return place
    other = cursor.names.month_at(cursor.passage, place + 1) if cursor.token(place + 1) else None
    if other is None or other.month != month:
        return place
    return cursor.closed(other.last)


def _hijri(cursor: Cursor, place: int, *, has_day: bool) -> Written | None:
    named = cursor.names.hijri_at(cursor.passage, place)
    if named is None:
        return None
    last = named.last
    year_place = cursor.over(cursor.over(last, _OF), YEAR_WORDS | {"لعام"})
    form = cursor.form(year_place)
    year = int(form) if form.isdigit() and len(form) == 4 else None
    if year in _HIJRI_YEARS:
        last = year_place + 1
    else:
        year = None
    is_marked = cursor.has(last, _HIJRI)
    if year is None and not is_marked and not has_day:
        return None
    return Written(form=Form.HIJRI, first=place, last=last + 1 if is_marked else last,
                   month=named.month, year=year)  # fmt: skip


def with_year(cursor: Cursor, written: Written) -> Written:
    """The same with the year or the word that places it (`الماضي`, `من العام الجاري`)."""
    place = cursor.over_marks(written.last, "،,") if written.day is None else written.last
    side = cursor.side(written.last)
    if side is not None and cursor.form(written.last) not in ("هذا", "هذه", "نفسه"):
        return replace(written, side=side, last=written.last + 1, unit="month")
    found = year_at(cursor, written.last) or _bare_after_mark(cursor, place)
    if found is None:
        return written
    return replace(written, year=found.year, side=found.side, last=found.last, unit="year")


def _bare_after_mark(cursor: Cursor, place: int) -> Written | None:
    form = cursor.form(place)
    if not (form.isdigit() and len(form) == 4 and int(form) in YEARS):
        return None
    return Written(form=Form.YEAR, first=place, last=place + 1, year=int(form))


def year_at(cursor: Cursor, place: int) -> Written | None:
    """`[من] [عام] 2026`, `من العام الماضي`, `لعام 2025`, `من هذا العام`; with no word for a year
    the four digits alone."""
    start = cursor.over(place, _OF)
    if cursor.form(start) in ("هذا", "هذه") and cursor.has(start + 1, {"العام", "السنه"}):
        return Written(form=Form.YEAR, first=place, last=start + 2, side=Side.THIS)
    named = cursor.over(start, YEAR_WORDS)
    number = cursor.form(named)
    years = YEARS if named == start else CUED_YEARS
    if number.isdigit() and len(number) == 4 and int(number) in years:
        last = cursor.over(named + 1, _ERAS)
        return Written(form=Form.YEAR, first=place, last=last, year=int(number),
                       is_cued=named != start)  # fmt: skip
    side = cursor.side(named) if named != start else None
    if side is not None and cursor.has(start, {"العام", "السنه"}):
        return Written(form=Form.YEAR, first=place, last=named + 1, side=side)
    return None

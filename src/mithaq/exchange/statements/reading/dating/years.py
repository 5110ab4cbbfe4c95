"""Years that stand by themselves, alone or in a list or period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from mithaq.exchange.statements.reading.dating.cursors import Cursor
from mithaq.exchange.statements.reading.dating.days import (
    CUED_YEARS,
    YEAR_WORDS,
    YEARS,
    year_at,
)
from mithaq.exchange.statements.reading.dating.writings import Form, Written

_CUES: Final = frozenset(
    {"في", "منذ", "حتي", "خلال", "قبل", "بعد", "من", "الي", "بحلول", "صيف", "شتاء", "شتا", "ربيع",
     "خريف", "موازنه", "خطه", "رويه", "لغايه", "ل", "ب", "وحتي", "دوره", "بين", "الدوره", "ميزانيه",
     "و", "عن", "مع", "مطلع", "علي"}
)  # fmt: skip
_COMPARING: Final = frozenset(
    {"اكثر", "اقل", "قرابه", "حوالي", "نحو", "يقارب", "عدد", "لاكثر", "باكثر", "لاقل"}
)  # fmt: skip
_LAWS: Final = frozenset(
    {"القانون", "قانون", "المرسوم", "مرسوم", "القرار", "قرار", "التعميم", "تعميم", "النظام",
     "الماده", "البلاغ"}
)  # fmt: skip
_LAW_WORDS_BACK: Final = 6


def years_at(cursor: Cursor, place: int, is_counted: Callable[[int], bool]) -> tuple[Written, ...]:
    """`عام 2012`, `عامي 2012 و2015`, `في 2026`. `is_counted` says whether a number at a place
    counts the word after it, so that it is no year."""
    token = cursor.passage.tokens[place]
    if token.is_number:
        found = _bare(cursor, place, is_counted)
        return (found,) if found is not None else ()
    if not cursor.has(place, YEAR_WORDS):
        return ()
    if cursor.has(place, {"سنوات"}):
        return ()
    first = year_at(cursor, place)
    if first is None or first.year is None:
        return ()
    years = [replace(first, first=place)]
    while (following := _joined(cursor, years[-1].last)) is not None:
        years.append(following)
    if _names_a_law(cursor, place):
        return ()
    return tuple(_between(cursor, place, years))


def _between(cursor: Cursor, place: int, years: list[Written]) -> list[Written]:
    if len(years) != 2 or not cursor.has(place - 1, {"بين", "مابين"}):
        return years
    return [replace(years[0], is_low=True), replace(years[1], is_high=True)]


def _joined(cursor: Cursor, place: int) -> Written | None:
    """`و2015` after a year, also `وعام 2015`."""
    if cursor.form(place) != "و" and cursor.text(place) not in ("،", ","):
        return None
    form = cursor.form(place + 1)
    if not (form.isdigit() and len(form) == 4 and int(form) in YEARS):
        return None
    return Written(form=Form.YEAR, first=place + 1, last=place + 2, year=int(form))


def _bare(cursor: Cursor, place: int, is_counted: Callable[[int], bool]) -> Written | None:
    form = cursor.form(place)
    token = cursor.passage.tokens[place]
    if not (form.isdigit() and len(form) == 4 and int(form) in CUED_YEARS):
        return None
    in_brackets = cursor.text(place - 1) == "(" and cursor.text(place + 1) == ")"
    after = cursor.token(place + 1)
    has_era = after is not None and after.form == "م" and after.start == token.end
    if not in_brackets and not has_era and cursor.before(place) not in _CUES:
        return None
    if int(form) not in YEARS and not in_brackets:
        return None
    if cursor.before(place) == "علي" and cursor.form(place + 1):
        return None  # على 2000 موقع
    if cursor.before(place - 1) in _COMPARING or is_counted(place):
        return None
    if _names_a_law(cursor, place):
        return None
    last = place + 1
    if cursor.form(last) in ("م", "ميلادي") and not cursor.form(last + 1).isdigit():
        last += 1
    return Written(form=Form.YEAR, first=place, last=last, year=int(form), is_cued=False)


def _names_a_law(cursor: Cursor, place: int) -> bool:
    """`القانون رقم 92 لعام 1959`: the year is part of a name."""
    back = range(place - 1, max(place - _LAW_WORDS_BACK, -1), -1)
    numbered = [n for n in back if cursor.form(n) in ("رقم", "الرقم")]
    return bool(numbered) and any(cursor.has(n, _LAWS) for n in range(numbered[0], max(numbered[0] - 4, -1), -1))  # fmt: skip  # noqa: E501

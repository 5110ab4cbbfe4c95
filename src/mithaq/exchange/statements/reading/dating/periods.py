"""Parts of years and months, decades, and spans counted from the statement's day."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.statements.reading.dating.cursors import Cursor
from mithaq.exchange.statements.reading.dating.days import month_at, year_at
from mithaq.exchange.statements.reading.dating.writings import Form, Part, Side, Written

_PARTS: Final = {
    Part.START: "مطلع بدايه اوايل بدايات مستهل",
    Part.MIDDLE: "منتصف اواسط",
    Part.END: "نهايه اواخر ختام نهايات",
}
PARTS: Final = {word: part for part, words in _PARTS.items() for word in words.split()}
FRACTIONS: Final = {"النصف": (Form.HALF, 2), "الربع": (Form.QUARTER, 4)}
_TENS: Final = {
    "عشرين": 2, "ثلاثين": 3, "اربعين": 4, "خمسين": 5, "ستين": 6, "سبعين": 7,
    "ثمانين": 8, "تسعين": 9,
}  # fmt: skip
DECADES: Final = {
    article + stem + ending: tens
    for stem, tens in _TENS.items()
    for article in ("", "ال")
    for ending in ("يات", "ات")
}
_CENTURY: Final = frozenset({"القرن"})
_UNITS: Final = {
    "day": "اليوم يوم يوما اليومين ايام الايام يومين",
    "week": "الاسبوع اسبوع اسبوعا الاسبوعين اسابيع الاسابيع اسبوعين",
    "month": "الشهر شهر شهرا الشهرين اشهر شهور الاشهر الشهور شهرين",
    "year": "العام السنه عام سنه عاما العامين السنتين سنوات اعوام السنوات الاعوام عامين سنتين",
}
UNITS: Final = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_SINGLE: Final = frozenset({"الاسبوع", "الشهر", "العام", "السنه"})
_THIS: Final = frozenset({"هذا", "هذه"})
# "General" after these, not "the year": المدير العام الحالي.
_GENERAL: Final = frozenset(
    {"المدير", "المديره", "الامين", "القطاع", "الاتحاد", "المستشفي", "المكتب", "الراي", "النايب",
     "الصالح", "المال", "الطب", "المفتش", "المؤتمر", "المجلس", "الوضع", "السياق", "المراقب"}
)  # fmt: skip
_WITHIN: Final = frozenset({"خلال", "غضون"})


def parted_at(cursor: Cursor, place: int) -> Written | None:
    """`نهاية 2026`, `مطلع العام الجاري`, `منتصف آذار`, `أوائل ثمانينيات القرن الماضي`."""
    part = next((PARTS[word] for word in _stems(cursor, place) if word in PARTS), None)
    if part is None:
        return None
    start = place + 1
    inner = decade_at(cursor, start) or unit_at(cursor, start) or year_at(cursor, start)
    inner = inner or month_at(cursor, cursor.over(start, {"شهر"})) or _own_unit(cursor, start)
    if inner is None or inner.form is Form.HIJRI or inner.unit == "week":
        return None
    return replace(inner, first=place, part=part, is_cued=True)


def _stems(cursor: Cursor, place: int) -> tuple[str, ...]:
    token = cursor.token(place)
    return tuple(analysis.stem for analysis in token.analyses) if token is not None else ()


def _own_unit(cursor: Cursor, place: int) -> Written | None:
    """`نهاية العام`, `نهاية الشهر`: the statement's own."""
    unit = UNITS.get(cursor.form(place), "") if cursor.form(place) in _SINGLE else ""
    if unit not in ("month", "year"):
        return None
    return Written(form=Form.UNIT, first=place, last=place + 1, unit=unit, side=Side.THIS)


def fraction_at(cursor: Cursor, place: int) -> Written | None:
    """`النصف الأول من 2026`, `الربع الثالث من العام الجاري`."""
    word = next((w for w in _stems(cursor, place) if w in FRACTIONS), None)
    which = cursor.ordinal_at(place + 1) if word is not None else None
    if word is None or (which is None and not cursor.has(place + 1, {"الاخير"})):
        return None
    form, most = FRACTIONS[word]
    number, last = which if which is not None else (most, place + 2)
    if number > most:
        return None
    year = year_at(cursor, last)
    if (
        year is None
        and cursor.form(last) in ("من", "لهذا")
        and cursor.has(last + 1, {"العام", "السنه"})
    ):
        year = Written(form=Form.YEAR, first=last, last=last + 2, side=Side.THIS)
    if year is None:
        if cursor.form(last) in ("من", "ل"):
            return None
        return Written(form=form, first=place, last=last, number=number, is_cued=False)
    return replace(year, form=form, first=place, number=number, is_cued=True)


def decade_at(cursor: Cursor, place: int) -> Written | None:
    """`ثمانينيات القرن الماضي`, `التسعينيات`; an age in its nineties is none."""
    tens = next((DECADES[word] for word in _stems(cursor, place) if word in DECADES), None)
    if tens is None:
        return None
    last = place + 1
    if cursor.form(last) == "من" and cursor.form(last + 1) in ("عمره", "عمرها", "العمر"):
        return None
    century = cursor.over(last, {"من"})
    if cursor.form(century) == "القرن":
        last = century + 2
    elif "يات" not in cursor.form(place) or tens < 3:
        return None
    return Written(form=Form.DECADE, first=place, last=last, year=1900 + tens * 10)


def unit_at(cursor: Cursor, place: int) -> Written | None:
    """`الشهر الماضي`, `العام القادم`, `هذا الأسبوع`."""
    if cursor.has(place, _THIS) and cursor.form(place + 1) in _SINGLE:
        unit = UNITS[cursor.form(place + 1)]
        return Written(form=Form.UNIT, first=place, last=place + 2, unit=unit, side=Side.THIS)
    word = next((w for w in _stems(cursor, place) if w in _SINGLE), None)
    side = cursor.side(place + 1) if word is not None else None
    if word is None or side is None or cursor.form(place + 1) in ("هذا", "هذه", "نفسه"):
        return None
    may_be_general = side is Side.THIS or cursor.form(place + 1) == "السابق"
    if word == "العام" and may_be_general and cursor.before(place) in _GENERAL:
        return None
    return Written(form=Form.UNIT, first=place, last=place + 2, unit=UNITS[word], side=side)


def span_at(cursor: Cursor, place: int) -> Written | None:
    """`الأشهر الستة القادمة`, `اليومين القادمين`, `3 أشهر القادمة`, `خلال 15 يوماً`."""
    unit = UNITS.get(next((w for w in _stems(cursor, place) if w in UNITS), ""), "")
    if unit:
        return _after_unit(cursor, place, unit)
    return _before_unit(cursor, place)


def _after_unit(cursor: Cursor, place: int, unit: str) -> Written | None:
    form = _stems(cursor, place)[-1]
    if (form.endswith("ين") and form.startswith("ال")) or (
        form.endswith("ين") and cursor.has(place - 1, _WITHIN)
    ):
        number, last = 2, place + 1
    else:
        count = cursor.count_at(place + 1)
        if count is None or not form.startswith("ال"):
            return None
        number, last = count
    side = cursor.side(last)
    if side is None or side is Side.THIS:
        if form.startswith("ال") or not _looks_ahead(cursor, place):
            return None
        return Written(form=Form.SPAN, first=place, last=last, number=number, unit=unit,
                       side=Side.NEXT, is_cued=False)  # fmt: skip
    return Written(form=Form.SPAN, first=place, last=last + 1, number=number, unit=unit, side=side)


def _before_unit(cursor: Cursor, place: int) -> Written | None:
    count = cursor.count_at(place)
    if count is None or not 1 < count[0] < 1000:
        return None
    number, last = count
    unit = UNITS.get(cursor.form(last), "")
    if not unit:
        return None
    side = cursor.side(last + 1)
    if side in (Side.LAST, Side.NEXT):
        return Written(form=Form.SPAN, first=place, last=last + 2, number=number, unit=unit,
                       side=side)  # fmt: skip
    if cursor.has(place - 1, _WITHIN) and _looks_ahead(cursor, place):
        return Written(form=Form.SPAN, first=place, last=last + 1, number=number, unit=unit,
                       side=Side.NEXT, is_cued=False)  # fmt: skip
    return None


_AHEAD: Final = frozenset({"المقرر", "المتوقع", "المنتظر", "سوف", "يتوقع", "ان"})
_WORDS_BACK: Final = 14


def _looks_ahead(cursor: Cursor, place: int) -> bool:
    """Whether the sentence so far speaks of what is to come: `ترفع تقريرها خلال 15 يوماً`."""
    if cursor.has(place - 1, {"غضون"}):
        return True
    first = max(cursor.passage.sentence_at(place).first, place - _WORDS_BACK)
    for token in cursor.passage.tokens[first:place]:
        form = token.form
        if form in _AHEAD or (len(form) > 3 and form.startswith(("سي", "ست", "وسي", "وست"))):
            return True
        if len(form) > 3 and form.startswith("ي") and not form.endswith(("ا", "ات")):
            return True
        if 3 <= len(form) <= 4 and form.startswith("ت"):
            return True
    return False

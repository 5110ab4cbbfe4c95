"""Days told from the statement's own: today, yesterday, tomorrow, days of the week."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.statements.reading.dating.cursors import Cursor
from mithaq.exchange.statements.reading.dating.days import days_at
from mithaq.exchange.statements.reading.dating.writings import Form, Side, Written
from mithaq.exchange.statements.reading.numerals import ordinal

TODAY: Final = frozenset({"اليوم"})
YESTERDAY: Final = frozenset({"امس", "الامس"})
TOMORROW: Final = frozenset({"غدا", "غد", "الغد"})
_DAY: Final = frozenset(
    {"يوم", "ليوم", "مساء", "صباح", "ظهر", "فجر", "مسا", "ليله", "عصر", "حتي", "اعتبارا"}
)  # fmt: skip
# اليوم before these is a day of some kind (اليوم العالمي), not this one.
_KINDS: Final = frozenset(
    {"الواحد", "التالي", "نفسه", "ذاته", "المفتوح", "الاخير", "المذكور", "السابق", "الموعود",
     "المحدد", "الكامل", "المقرر", "الذي", "والتاريخ", "المخصص"}
)  # fmt: skip
_NOT_BEFORE: Final = frozenset(
    {"في", "هذا", "ذلك", "ذاك", "كل", "طوال", "مدار", "طيله", "باقي", "خلال", "ساعات", "بقيه",
     "نهايه", "بدايه", "منتصف", "مرات", "مره", "سوريا", "عالم"}
)  # fmt: skip
# Verbs of a state that holds nowadays: تضم اليوم, يقطن المدينة اليوم.
_STATES: Final = frozenset(
    {"يضم", "تضم", "يقطن", "تقطن", "يبلغ", "تبلغ", "يعيش", "تعيش", "يعاني", "تعاني", "يملك",
     "تملك", "يواجه", "تواجه", "بات", "باتت", "اصبح", "اصبحت", "يوجد", "توجد", "صار", "صارت",
     "هناك", "لدينا", "لديها", "لديه", "نحتاج", "يحتاج", "تحتاج", "يشكل", "تشكل", "يعد", "تعد",
     "مازال", "يزال", "تزال", "يخدم", "تمثل", "يمثل"}
)  # fmt: skip
_ABOUT: Final = frozenset({"نحو", "حوالي", "قرابه", "اكثر"})
_BRIDGES: Final = frozenset(
    {"الموافق", "الواقع", "المصادف", "المنعقد", "بتاريخ", "في", "ل", "لتاريخ", "تاريخ",
     "الموافقه", "يوم"}
)  # fmt: skip
_AFTER_NEXT: Final = frozenset({"بعد"})
_WORDS_BACK: Final = 4


def near_at(cursor: Cursor, place: int) -> tuple[Written, ...]:
    """`اليوم`, `أمس`, `أول أمس`, `أمس الأول`, `غداً`, `بعد غد`, each with its weekday and date."""
    off = _days_off(cursor, place)
    if off is None:
        return ()
    days, last = off
    first = place - 1 if days == -2 and cursor.before(place) in ("اول", "الاول") else place
    token = cursor.token(last)
    weekday = cursor.names.weekday_of(token) if token is not None else None
    written = Written(form=Form.NEAR, first=first, last=last, number=days)
    if weekday is None or cursor.form(last).startswith(("و", "ف")):
        return (_dated(cursor, written),)
    return (_dated(cursor, replace(written, last=last + 1, weekday=weekday)),)


def _dated(cursor: Cursor, near: Written) -> Written:
    """`أمس الإثنين 1 حزيران` is one date: the one in full."""
    place = _over_bridges(cursor, near.last)
    found = days_at(cursor, place, near.weekday) if cursor.token(place) is not None else ()
    if len(found) == 1 and found[0].form is Form.DAY:
        return replace(found[0], first=near.first)
    return near


def _days_off(cursor: Cursor, place: int) -> tuple[int, int] | None:
    if cursor.has(place, YESTERDAY):
        return _yesterday(cursor, place)
    if cursor.has(place, TOMORROW):
        return _tomorrow(cursor, place)
    if cursor.has(place, TODAY) and _is_today(cursor, place):
        return 0, place + 1
    return None


def _yesterday(cursor: Cursor, place: int) -> tuple[int, int] | None:
    after, before = cursor.form(place + 1), cursor.before(place)
    if after == "الحاجه" or cursor.form(place) in ("بامس",):
        return None
    if after == "الاول":
        return -2, place + 2
    return (-2, place + 1) if before in ("اول", "الاول") else (-1, place + 1)


def _tomorrow(cursor: Cursor, place: int) -> tuple[int, int] | None:
    before = cursor.before(place)
    if before == "بعد":
        return 2, place + 1
    if "غدا" in cursor.form(place) and cursor.form(place) != "الغدا":
        return 1, place + 1
    is_bare = cursor.form(place) == "غد" and before == "من"
    return (1, place + 1) if before in _DAY or is_bare else None


def _is_today(cursor: Cursor, place: int) -> bool:
    token, before = cursor.form(place), cursor.before(place)
    if token in ("باليوم", "لليوم", "واليوم") or before in _NOT_BEFORE:
        return False
    if before.startswith("ال") and before not in ("الي",) and cursor.text(place - 1)[-1:] == "ي":
        return _is_dated_today(cursor, place)
    after = cursor.form(place + 1)
    if after in _KINDS or after in _ABOUT or ordinal(after) is not None:
        return False
    if after.startswith("ال") and cursor.text(place + 1).endswith("ي"):
        return False
    if any(cursor.has(place - back, _STATES) for back in range(1, _WORDS_BACK)):
        return False
    following = cursor.token(place + 1)
    return following is None or not following.is_number or _is_dated_today(cursor, place)


def _is_dated_today(cursor: Cursor, place: int) -> bool:
    """An adjective before (المدير الفني اليوم) hinders nothing."""
    after = cursor.token(place + 1)
    if after is not None and after.is_number:
        return bool(days_at(cursor, place + 1))
    form = cursor.form(place + 1)
    return not (form in _KINDS or (form.startswith("ال") and cursor.text(place + 1).endswith("ي")))


def weekday_at(cursor: Cursor, place: int) -> tuple[Written, ...]:
    """`الأحد 18 من كانون الثاني`, `الثلاثاء الواقع في 3/2/2026`, `الخميس الماضي`, `يوم السبت`."""
    weekday = cursor.names.weekday_of(cursor.passage.tokens[place])
    if weekday is None:
        return ()
    told = place + 2 if cursor.side(place + 1) is not None else place + 1
    start = _over_bridges(cursor, told)
    found = days_at(cursor, start, weekday) if cursor.token(start) is not None else ()
    if found:
        return (replace(found[0], first=place), *found[1:])
    side = cursor.side(place + 1)
    if side is not None and side is not Side.THIS:
        return (
            Written(form=Form.WEEKDAY, first=place, last=place + 2, weekday=weekday, side=side),
        )
    if not _stands_alone(cursor, place):
        return ()
    return (Written(form=Form.WEEKDAY, first=place, last=place + 1, weekday=weekday,
                    is_cued=cursor.before(place) in _DAY),)  # fmt: skip


def _over_bridges(cursor: Cursor, place: int) -> int:
    for _ in range(3):
        token = cursor.token(place)
        if token is None:
            return place
        if token.text in ("،", ",", "(", ":", "-", "–") or (
            token.is_word and cursor.has(place, _BRIDGES)
        ):
            place += 1
    return place


_SURNAMES: Final = frozenset({"الاحد", "الخميس", "الجمعه"})
_EVERY: Final = frozenset({"كل", "ايام", "عدا", "باستثناء", "صلاه", "خطبه"})


def _stands_alone(cursor: Cursor, place: int) -> bool:
    """A weekday without a date: after يوم or a time of day, or by itself where it is no surname
    (محمد الخميس) and no timetable (كل يوم أحد, من السبت إلى الخميس)."""
    form, before = cursor.form(place), cursor.before(place)
    if before in _EVERY or cursor.before(place - 1) in _EVERY:
        return False
    if form not in cursor.names.weekdays or before in ("من", "الي", "و", "عن"):
        return before in _DAY and form in cursor.names.weekdays
    following = cursor.token(place + 1)
    if following is not None and cursor.names.weekday_of(following) is not None:
        return False
    if cursor.form(place + 1) in ("الي", "حتي"):
        return False
    if form not in _SURNAMES or before in _DAY:
        return True
    return before not in cursor.given and cursor.before(place - 1) not in cursor.given

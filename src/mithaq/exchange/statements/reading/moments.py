"""Dates and periods of a passage: found, placed in time, and each told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.counting.nouns import nouns_of
from mithaq.exchange.statements.reading.dating.calendars import month_names, stems
from mithaq.exchange.statements.reading.dating.clocks import clock_leading
from mithaq.exchange.statements.reading.dating.cursors import Cursor
from mithaq.exchange.statements.reading.dating.days import (
    YEAR_WORDS,
    days_at,
    month_at,
    with_year,
)
from mithaq.exchange.statements.reading.dating.neighbours import (
    TODAY,
    TOMORROW,
    YESTERDAY,
    near_at,
    weekday_at,
)
from mithaq.exchange.statements.reading.dating.periods import (
    DECADES,
    FRACTIONS,
    PARTS,
    UNITS,
    decade_at,
    fraction_at,
    parted_at,
    span_at,
    unit_at,
)
from mithaq.exchange.statements.reading.dating.resolving import (
    Ground,
    Resolved,
    ground_of,
    period,
    resolve,
)
from mithaq.exchange.statements.reading.dating.writings import Form, Part, Written
from mithaq.exchange.statements.reading.dating.years import years_at
from mithaq.exchange.statements.reading.findings import Moment
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.numerals import Kind, numeral, ordinal
from mithaq.exchange.statements.reading.passages import Passage, Span

_NEIGHBOURS: Final = TODAY | YESTERDAY | TOMORROW
_PERIODS: Final = frozenset({*PARTS, *FRACTIONS, *DECADES, *UNITS, "هذا", "هذه"})
_UNTIL: Final = frozenset({"الي", "حتي", "لغايه", "وحتي", "ولغايه"})
_DEADLINES: Final = frozenset({"حتي", "قبل", "بحلول", "لغايه", "وحتي", "ولغايه", "وقبل"})
# A date after these is a name: مشفى 8 آذار, شارع 29 أيار, جامعة تشرين.
_NAMED: Final = frozenset(
    {"مستشفي", "مركز", "مدرسه", "جامعه", "شارع", "ساحه", "حي", "دوار", "معهد", "كليه", "فندق",
     "معمل", "شركه", "لواء", "لوا", "صحيفه", "جريده", "مجله", "حديقه", "ملعب", "مستوصف", "جسر",
     "سد", "قاعه", "مخيم", "حرب", "ثوره", "جمعيه", "منظمه", "فريق", "قناه", "موسسه", "سوق", "حزب",
     "تحالف", "قوي", "تيار", "انتفاضه", "حركه", "مبني", "مسجد", "جامع", "عياده", "صيدليه", "سياره",
     "سيارات", "دوله", "بلده", "قريه", "مدينه", "مايو"}
)  # fmt: skip
# Before a month's name that is also another word, these say that it is the month.
_MEANS_MONTH: Final = frozenset(
    {"في", "خلال", "منذ", "حتي", "عن", "من", "الي", "قبل", "بعد", "بحلول", "شهر", "لشهر", "و",
     "بين", "بشهر", "لغايه", "اعتبارا", "حصيله", "احصاييه", "ارقام", "شهري", "اشهر"}
)  # fmt: skip


def read_moments(passage: Passage, lexicon: Lexicon, on: date | None) -> tuple[Moment, ...]:
    """The dates of a passage in the order in which they are first told. `on` is the statement's
    own day; without it, what is told from it stays relative."""
    pack = lexicon.pack
    cursor = Cursor(passage, month_names(pack.calendar), _given_names(lexicon))
    written = tuple(_joined(cursor, list(_all_written(cursor, lexicon))))
    week_begins = (max(pack.country.weekend, default=6) + 1) % 7
    ground = ground_of(
        [each for pair in written for each in pair], on, _era(lexicon), pack.calendar.weekdays_en,
        week_begins,
    )  # fmt: skip
    found = ((pair, _resolved(pair, ground)) for pair in written)
    return tuple(_told_once(_moment(cursor, pair, what) for pair, what in found if what))


@lru_cache(maxsize=8)
def _given_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(normalised(row[0]) for row in lexicon.names("given_names"))


@lru_cache(maxsize=8)
def _era(lexicon: Lexicon) -> int:
    """The newest year in which a value of the country's pack begins to hold."""
    parameters = lexicon.pack.parameters.values()
    return max((value.since.day.year for each in parameters for value in each.values), default=1)


def _all_written(cursor: Cursor, lexicon: Lexicon) -> Iterator[Written]:
    nouns = nouns_of(lexicon)

    def is_counted(place: int) -> bool:
        return nouns.at(cursor.passage, place + 1) is not None

    place, tokens = 0, cursor.passage.tokens
    earlier: Written | None = None
    found: tuple[Written, ...]
    while place < len(tokens):
        found = ()
        if _may_begin(cursor, place):
            here = cursor.at(place)
            found = _of_same_month(here, place, earlier) or _written_at(here, place, is_counted)
        if found and found[-1].month is not None:
            earlier = found[-1]
        if found and not _is_name(cursor, found[0]):
            yield _led_by_hour(cursor.at(found[0].first), found[0])
            yield from found[1:]
        place = max(found[-1].last, place + 1) if found else place + 1


def _led_by_hour(cursor: Cursor, written: Written) -> Written:
    if written.form is not Form.DAY or written.at is not None:
        return written
    return replace(written, at=clock_leading(cursor, written.first))


_SAME: Final = frozenset({"نفسه", "ذاته", "عينه"})


def _of_same_month(cursor: Cursor, place: int, earlier: Written | None) -> tuple[Written, ...]:
    """`5 أيار … و12 منه`, `12 من الشهر نفسه`, `في الشهر ذاته من العام الماضي`."""
    if earlier is None or earlier.month is None or earlier.form is Form.HIJRI:
        return ()
    same = replace(earlier, first=place, weekday=None, at=None, part=None, is_low=False,
                   is_high=False)  # fmt: skip
    if cursor.has(place, {"الشهر"}) and cursor.form(place + 1) in _SAME:
        month = replace(same, form=Form.MONTH, day=None, year=None, last=place + 2)
        placed = with_year(cursor, month)
        return (placed,) if placed != month else ()
    form = cursor.form(place)
    if not form.isdigit() or len(form) > 2 or not 1 <= int(form) <= 31:
        return ()
    last = place + 2 if cursor.form(place + 1) == "منه" else 0
    if cursor.form(place + 1) == "من" and cursor.has(place + 2, {"الشهر"}):
        last = place + 4 if cursor.form(place + 3) in _SAME else 0
    return (replace(same, form=Form.DAY, day=int(form), last=last),) if last else ()


def _may_begin(cursor: Cursor, place: int) -> bool:
    token = cursor.passage.tokens[place]
    if token.is_number:
        return True
    if not token.is_word:
        return False
    if _is_telling(token.form) or _names_time(cursor, token.form):
        return True
    return cursor.at(place).has(place - 1, {"خلال", "غضون"}) and numeral(token.form) is not None


@lru_cache(maxsize=100_000)
def _is_telling(form: str) -> bool:
    known, word = ordinal(form), numeral(form)
    is_day = word is not None and word.kind is Kind.TEN and word.is_definite
    return (
        is_day
        or bool(known and known[1])
        or any(
            stem in _NEIGHBOURS or stem in _PERIODS or stem in YEAR_WORDS for stem in stems(form)
        )
    )


def _names_time(cursor: Cursor, form: str) -> bool:
    names = cursor.names
    return (len(form) < 3 and form[-1:] in ("ك", "ت")) or any(
        stem in names.months or stem in names.hijri or stem in names.weekdays
        for stem in stems(form)
    )


def _written_at(
    cursor: Cursor, place: int, is_counted: Callable[[int], bool]
) -> tuple[Written, ...]:
    """What is written from a token on: the first reading that holds."""
    token = cursor.passage.tokens[place]
    if token.is_number or cursor.ordinal_at(place) is not None:
        found = days_at(cursor, place)
        return found or years_at(cursor, place, is_counted) or _one(span_at(cursor, place))
    found = weekday_at(cursor, place) or near_at(cursor, place)
    found = found or _one(parted_at(cursor, place)) or _one(fraction_at(cursor, place))
    found = found or _one(decade_at(cursor, place)) or years_at(cursor, place, is_counted)
    found = found or _one(unit_at(cursor, place)) or _one(span_at(cursor, place))
    return found or _one(_month_alone(cursor, place, is_counted))


def _one(written: Written | None) -> tuple[Written, ...]:
    return () if written is None else (written,)


def _is_name(cursor: Cursor, written: Written) -> bool:
    """`مشفى 8 آذار`, `شارع 29 أيار`."""
    if written.year is not None or written.form not in (Form.DAY, Form.MONTH):
        return False
    return cursor.at(written.first).has(written.first - 1, _NAMED)


def _month_alone(cursor: Cursor, place: int, is_counted: Callable[[int], bool]) -> Written | None:
    start = cursor.over(place, {"شهر"})
    found = month_at(cursor, start)
    if found is None or found.form is not Form.MONTH:
        return found
    if found.year is not None and found.unit == "year" and is_counted(found.last - 1):
        found = replace(found, year=None, unit="", last=found.last - 1)
    if cursor.form(found.last) == "كلينك":
        return None
    is_placed = found.year is not None or found.side is not None or start != place
    clitics = next(
        (a.clitics for a in cursor.passage.tokens[start].analyses if a.stem in cursor.names.months),
        "",
    )
    is_meant = bool(clitics) or cursor.before(place) in _MEANS_MONTH
    if not found.is_cued and not is_placed and not is_meant:
        return None
    return replace(found, first=place)


def _joined(cursor: Cursor, written: list[Written]) -> Iterator[tuple[Written, ...]]:
    """Single dates, and pairs that are the ends of a period."""
    place = 0
    while place < len(written):
        low = written[place]
        if place and low.weekday is None and _is_same_day(written[place - 1], low):
            low = replace(low, weekday=written[place - 1].weekday)
        high = written[place + 1] if place + 1 < len(written) else None
        if high is not None and _is_period(cursor, low, high):
            yield low, high
            place += 2
            continue
        if high is not None and _shares_year(cursor, low, high):
            low = replace(low, year=high.year, side=high.side, unit=high.unit)
        if low.form in (Form.DAY, Form.MONTH) and _is_deadline(cursor, low):
            low = replace(low, is_high=True)
        yield (low,)
        place += 1


def _is_same_day(hijri: Written, civil: Written) -> bool:
    """`الأربعاء 15 رمضان 1447هـ الموافق 4 آذار 2026`: the weekday is of both."""
    is_pair = hijri.form is Form.HIJRI and civil.form is Form.DAY
    return is_pair and hijri.weekday is not None and civil.first - hijri.last <= 3


def _shares_year(cursor: Cursor, low: Written, high: Written) -> bool:
    """`شهري تموز وآب من العام 2025`, `في 3 آذار و5 نيسان 2026`."""
    if low.form is not high.form or low.form not in (Form.DAY, Form.MONTH):
        return False
    if low.year is not None or low.side is not None or low.weekday is not None:
        return False
    between = cursor.passage.tokens[low.last : high.first]
    first = cursor.passage.tokens[high.first].form
    return [token.form or token.text for token in between] in (["و"], ["،"]) or (
        not between and first.startswith("و")
    )


def _is_deadline(cursor: Cursor, written: Written) -> bool:
    here = cursor.at(written.first)
    if written.part is Part.END and cursor.passage.tokens[written.first].form.startswith("ب"):
        return True  # تنتهي بنهاية أيلول
    return any(here.has(written.first - back, _DEADLINES) for back in (1, 2))


_PASSED: Final = frozenset(
    {"يوم", "عام", "تاريخ", "سنه", "شهر", "،", ",", "(", ")", "وتستمر", "ويستمر", "تستمر", "يستمر",
     "وتنتهي", "وينتهي", "وتمتد", "ويمتد", "تمتد", "واستمرت", "واستمر"}
)  # fmt: skip


def _is_period(cursor: Cursor, low: Written, high: Written) -> bool:
    if low.is_low and high.is_high:
        return True
    spans = (Form.DAY, Form.MONTH, Form.YEAR, Form.HIJRI)
    if low.form is not high.form or low.form not in spans or low.part or high.part:
        return False
    if low.form is Form.YEAR and (low.year is None or high.year is None):
        return False
    between = cursor.passage.tokens[low.last : high.first]
    forms = [token.form or token.text for token in between]
    forms = [form for form in forms if form not in _PASSED]
    first = cursor.passage.tokens[high.first]
    here = cursor.at(low.first)
    after_between = any(here.has(low.first - back, {"بين", "مابين"}) for back in (1, 2))
    if forms in (["و"], []) and after_between:
        return bool(forms) or first.form.startswith("و")
    return (len(forms) == 1 and (forms[0] in _UNTIL or forms[0] in "-–—")) or (
        forms[:1] == ["و"] and len(forms) == 2 and forms[1] in _UNTIL
    )


def _resolved(pair: tuple[Written, ...], ground: Ground) -> Resolved | None:
    if len(pair) == 2:
        return period(pair[0], pair[1], ground)
    return resolve(pair[0], ground)


def _moment(cursor: Cursor, pair: tuple[Written, ...], found: Resolved) -> Moment:
    tokens = cursor.passage.tokens
    first = tokens[pair[0].first]
    span = Span(_start(first.start, cursor, pair[0].first), tokens[pair[-1].last - 1].end)
    return Moment(
        spans=(span,),
        reason=found.reason,
        confidence=found.confidence,
        value=found.value,
        precision=found.precision,
        first=found.first,
        last=found.last,
        at=pair[0].at if len(pair) == 1 else None,
        weekday_agrees=found.weekday_agrees,
    )


def _start(start: int, cursor: Cursor, place: int) -> int:
    """Where the date begins without و, ب or ل written on it."""
    token = cursor.passage.tokens[place]
    if not token.is_word:
        return start
    names = cursor.names
    for analysis in token.analyses:
        stem = analysis.stem
        known = stem in _NEIGHBOURS or stem in _PERIODS or stem in YEAR_WORDS
        if known or stem in names.months or stem in names.weekdays or stem in names.hijri:
            return token.start_after(analysis.clitics)
    return start


def _told_once(moments: Iterator[Moment]) -> Iterator[Moment]:
    """One for a date however often it is told: the one with a time of day, else the first."""
    kept: dict[tuple[str, str], list[Moment]] = {}
    for moment in moments:
        day = "day" if moment.precision == "minute" else moment.precision
        kept.setdefault((moment.value, day), []).append(moment)
    for told in kept.values():
        fullest = next((each for each in told if each.at is not None), told[0])
        agrees = [each.weekday_agrees for each in told if each.weekday_agrees is not None]
        others = [span for each in told if each is not fullest for span in each.spans]
        yield replace(
            fullest,
            spans=(*fullest.spans, *others),
            weekday_agrees=agrees[0] if agrees else None,
        )

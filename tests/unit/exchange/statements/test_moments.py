"""Dates are read in every form that outlets write, and placed only as far as they are told."""

from __future__ import annotations

from datetime import date, time

import pytest

from mithaq.exchange.statements.reading.findings import Confidence, Moment
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.moments import read_moments
from mithaq.exchange.statements.reading.passages import split
from mithaq.exchange.statements.reading.reasons import REASONS

LEXICON = lexicon_of("SY")
ON = date(2026, 3, 4)  # a Wednesday


def read(text: str, on: date | None = None) -> tuple[Moment, ...]:
    return read_moments(split(text), LEXICON, on)


def told(text: str, on: date | None = None) -> list[tuple[str, str]]:
    return [(moment.value, moment.precision) for moment in read(text, on)]


# What is written in full needs no day of the statement's.
WRITTEN = {
    "في 24 من آب 2025": [("2025-08-24", "day")],
    "بتاريخ 12 آب 2025": [("2025-08-12", "day")],
    "في 22 كانون الثاني من العام 2025": [("2025-01-22", "day")],
    "الموافق 4 آذار/مارس 2026": [("2026-03-04", "day")],
    "يوم 5 تشرين الثاني (نوفمبر) 2025": [("2025-11-05", "day")],
    "في 12 جويلية 2024": [("2024-07-12", "day")],
    "في 15/3/2026": [("2026-03-15", "day")],
    "في 15-3-2026": [("2026-03-15", "day")],
    "في 2026-03-04": [("2026-03-04", "day")],
    "في 3/15/2026": [("2026-03-15", "day")],
    "في ١٧/٩/٢٠٢٥": [("2025-09-17", "day")],
    "في 15 / 3 / 2026": [("2026-03-15", "day")],
    "في الخامس عشر من شباط 2026": [("2026-02-15", "day")],
    "في الحادي والثلاثين من آذار 2026": [("2026-03-31", "day")],
    "خلال آذار 2026": [("2026-03", "month")],
    "ك2 2026 وت1 2025": [("2026-01", "month"), ("2025-10", "month")],
    "خلال 3/2026": [("2026-03", "month")],
    "تأسست عام 2012": [("2012", "year")],
    "في العام 1951": [("1951", "year")],
    "سنة 1965م": [("1965", "year")],
    "احتلت تونس (1881)": [("1881", "year")],
    "منذ صيف 2025": [("2025", "year")],
    "حتى نهاية 2026": [("2026", "end of year")],
    "مطلع العام 2027": [("2027", "start of year")],
    "منتصف عام 2024": [("2024", "middle of year")],
    "نهاية آذار 2026": [("2026-03", "end of month")],
    "مطلع نيسان 2026": [("2026-04", "start of month")],
    "في النصف الأول من 2026": [("2026-H1", "half")],
    "في الربع الثالث من عام 2027": [("2027-Q3", "quarter")],
    "في الربع الأخير من 2025": [("2025-Q4", "quarter")],
    "أوائل ثمانينيات القرن الماضي": [("198x", "early in the decade")],
    "أواخر التسعينيات": [("199x", "late in the decade")],
    "في سبعينيات القرن العشرين": [("197x", "decade")],
    "من 1 إلى 15 آذار 2026": [("2026-03-01/2026-03-15", "period")],
    "بين 8 و15 تشرين الثاني 2025": [("2025-11-08/2025-11-15", "period")],
    "من 1/1/2026 إلى 30/6/2026": [("2026-01-01/2026-06-30", "period")],
    "من 28 كانون الأول 2025 حتى 5 كانون الثاني 2026": [("2025-12-28/2026-01-05", "period")],
    "بين كانون الثاني ونيسان 2026": [("2026-01/2026-04", "period")],
    "بين كانون الأول 2025 وشباط 2026": [("2025-12/2026-02", "period")],
    "بين عامي 2012 و2015": [("2012/2015", "period")],
    "خطة 2024-2026": [("2024/2026", "period")],
    "عامي 2012 و2015": [("2012", "year"), ("2015", "year")],
    "أيام 3 و4 و5 أيار 2026": [(f"2026-05-0{day}", "day") for day in (3, 4, 5)],
    "في شهري تموز وآب من العام 2025": [("2025-07", "month"), ("2025-08", "month")],
    "الأربعاء 15 رمضان 1447هـ": [("1447-09-15", "hijri")],
    "في 3 ذي الحجة 1446": [("1446-12-03", "hijri")],
    "بتاريخ 1447/9/15 هـ": [("1447-09-15", "hijri")],
}
# Without a day of the statement's they stay as they are told.
UNPLACED = {
    "أقام أمس ورشة": [("yesterday", "relative")],
    "بحث الوزير اليوم": [("today", "relative")],
    "وقفة أمام المبنى غداً": [("tomorrow", "relative")],
    "خلال الشهر القادم": [("next month", "relative")],
    "عالج 89 إصابة العام الماضي": [("last year", "relative")],
    "خضعوا الأسبوع الماضي لتدريب": [("last week", "relative")],
    "خلال الأشهر الستة القادمة": [("next 6 months", "relative")],
    "خلال اليومين القادمين": [("next 2 days", "relative")],
    "في 15 آذار": [("--03-15", "day")],
    "يصادف 14/6 من كل عام": [("--06-14", "day")],
}
# With it they become days and periods.
PLACED = {
    "اليوم": [("2026-03-04", "day")],
    "يوم أمس الثلاثاء": [("2026-03-03", "day")],
    "أول أمس": [("2026-03-02", "day")],
    "أمس الأول": [("2026-03-02", "day")],
    "بعد غد": [("2026-03-06", "day")],
    "الشهر القادم": [("2026-04", "month")],
    "العام القادم": [("2027", "year")],
    "خلال العام الماضي": [("2025", "year")],
    "مطلع العام الجاري": [("2026", "start of year")],
    "حتى نهاية العام": [("2026", "end of year")],
    "النصف الثاني من العام الحالي": [("2026-H2", "half")],
    "الربع الرابع من هذا العام": [("2026-Q4", "quarter")],
    "خلال الأشهر الستة القادمة": [("2026-03-04/2026-09-04", "period")],
    "الأيام الثلاثة الماضية": [("2026-03-01/2026-03-04", "period")],
    "ترفع تقريرها خلال 15 يوماً": [("2026-03-04/2026-03-19", "period")],
    "خلال شهر آذار الماضي": [("2025-03", "month")],
    "مطلع نيسان المقبل": [("2026-04", "start of month")],
    "قبل نهاية أيلول": [("2026-09", "end of month")],
    "في 27 شباط": [("2026-02-27", "day")],
    "في 15 كانون الأول": [("2025-12-15", "day")],
    "تستمر من 8 ولغاية 12 آذار الجاري": [("2026-03-08/2026-03-12", "period")],
    "في السابع من الشهر الجاري": [("2026-03-07", "day")],
    "تقدم اللجنة تقريرها خلال عشرة أيام": [("2026-03-04/2026-03-14", "period")],
    "يبدأ في العشرين من آذار ويستمر حتى الثالث من نيسان": [("2026-03-20/2026-04-03", "period")],
    "تنتهي بنهاية أيلول": [("2026-09", "end of month")],
    "ابتداء من غد": [("2026-03-05", "day")],
    "الخميس الماضي": [("2026-02-26", "day")],
    "الأحد المقبل": [("2026-03-08", "day")],
}
NO_DATES = [
    "يعمل المركز يومين في اليوم الواحد",
    "في اليوم العالمي للمتبرعين بالدم",
    "على مدار اليوم",
    "تضم الشبكة اليوم 6430 مزوداً",
    "يقطن الغوطة اليوم نحو 600 ألف نسمة",
    "في أمس الحاجة إلى الدعم",
    "مشفى 8 آذار وشارع 29 أيار وساحة 17 نيسان ومشفى تموز",
    "مارس المجلس دوره",
    "مدير مكتب جوان شيخموس",
    "حي باب السباع",
    "قال المدير العام الحالي للمؤسسة",
    "قال أحمد الخميس",
    "القانون رقم 92 لعام 1959",
    "الأسبوع الأخير من شهر رمضان المبارك",
    "خلال سنوات الأزمة",
    "منذ نحو عشر سنوات",
    "في التسعينيات من عمره",
    "قدم 2000 سلة غذائية و1950 حقيبة",
    "دعم في 2010 قرى",
    "خدمة 24/7",
    "السنة الأولى",
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN.items())
def test_what_is_written_in_full_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected
    assert told(f"قالت الوزارة إن العمل بدأ {text}، بحسب البيان.") == expected


@pytest.mark.parametrize(("text", "expected"), UNPLACED.items())
def test_without_the_statements_day_it_stays_relative(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), PLACED.items())
def test_the_statements_day_places_what_is_told_from_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text, ON) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_none(text: str) -> None:
    assert told(text, ON) == []


@pytest.mark.parametrize("example", LEXICON.pack.calendar.month_examples)
def test_every_set_of_month_names_has_an_example_that_is_read(example: str) -> None:
    assert len(read(example)) == 1


@pytest.mark.parametrize(
    ("text", "value", "at"),
    [
        ("الإثنين, 25 أغسطس 2025 09:15 PM", "2025-08-25", time(21, 15)),
        ("يوم الثلاثاء الواقع في 3/2/2026 الساعة 10:30", "2026-02-03", time(10, 30)),
        ("الأربعاء، 4 مارس 2026 - 02:30 م", "2026-03-04", time(14, 30)),
        ("الساعة العاشرة من صباح يوم الإثنين 11 أيار 2026", "2026-05-11", time(10, 0)),
        ("11 أيار 2026 الساعة السابعة والنصف مساءً", "2026-05-11", time(19, 30)),
        ("آخر تحديث: 12:45 2026/03/04", "2026-03-04", time(12, 45)),
    ],
)
def test_the_time_of_day_is_kept_with_its_date(text: str, value: str, at: time) -> None:
    (moment,) = read(text)
    assert (moment.value, moment.precision, moment.at) == (value, "minute", at)


def test_the_weekday_finds_the_year_among_those_of_the_text() -> None:
    text = "بحسب بيان، الأحد 18 من كانون الثاني، لخدمة مليون شخص حتى نهاية 2026. تأسست عام 2012."
    moment = read(text)[0]
    assert (moment.value, moment.weekday_agrees) == ("2026-01-18", True)


def test_the_weekday_finds_the_year_by_the_statements_day() -> None:
    (moment,) = read("الأحد 18 كانون الثاني", date(2015, 2, 1))
    assert (moment.value, moment.weekday_agrees) == ("2015-01-18", True)


def test_a_weekday_that_does_not_fit_is_doubted() -> None:
    (moment,) = read("يوم الاثنين 8 آذار 2026")
    assert (moment.value, moment.weekday_agrees) == ("2026-03-08", False)
    assert moment.confidence is not Confidence.CERTAIN


def test_another_date_of_the_text_lends_its_year() -> None:
    assert told("دخلت القافلة الجمعة 10 نيسان 2026 بعد قافلة 27 آذار الماضي") == [
        ("2026-04-10", "day"),
        ("2026-03-27", "day"),
    ]
    assert told("تزور القرية يوم 5 أيار 2026 والبلدة في 12 منه") == [
        ("2026-05-05", "day"),
        ("2026-05-12", "day"),
    ]


def test_a_date_may_begin_a_line() -> None:
    text = "بيان صحفي\n28 كانون الثاني 2026\nعام 2019 أغلق المشفى\nاليوم عاد إلى العمل"
    assert [value for value, _ in told(text)] == ["2026-01-28", "2019", "today"]


def test_a_date_ends_with_its_line() -> None:
    assert told("في 15 آذار\n2026 مريضاً") == [("--03-15", "day")]


def test_the_same_month_is_that_of_the_date_before() -> None:
    text = "في 20 تشرين الثاني 2025 بعد زيارة في 12 من الشهر نفسه، مقابل الشهر ذاته من عام 2024"
    assert [value for value, _ in told(text)] == ["2025-11-20", "2025-11-12", "2024-11"]


def test_one_date_is_told_once_however_often_it_is_written() -> None:
    (moment,) = read("افتتح اليوم المركز، وقال في 4 آذار 2026 إن العمل بدأ اليوم الأربعاء", ON)
    assert moment.value == "2026-03-04"
    assert len(moment.spans) == 3
    assert moment.weekday_agrees is True


def test_a_span_is_the_dates_own_words() -> None:
    text = "وفي الأحد 18 من كانون الثاني/يناير 2026، عُقد"
    (moment,) = read(text)
    assert moment.span.of(text) == "الأحد 18 من كانون الثاني/يناير 2026"


def test_days_that_no_calendar_has_are_not_invented() -> None:
    assert told("في 30 شباط 2026 و45/13/2026 و31/31") == []


def test_every_reason_is_worded() -> None:
    texts = [*WRITTEN, *UNPLACED, *PLACED]
    reasons = {moment.reason for text in texts for on in (None, ON) for moment in read(text, on)}
    assert reasons <= REASONS.keys()

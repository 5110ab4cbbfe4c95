"""Numbers are read as Arabic writes them: digits of any script, words, both mixed, ranges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mithaq.exchange.statements.reading.numbers import Number, find_numbers
from mithaq.exchange.statements.reading.passages import split

IN_DIGITS = {
    "920,860": "920860",
    "214.496.073": "214496073",
    "293،547": "293547",
    "١٬٢٠٠": "1200",
    "۱۲۳": "123",
    "٥٢٬٤٠٠": "52400",
    "2.940": "2940",
    "3.5": "3.5",
    "12,5": "12.5",
    "13,8": "13.8",
    "٣٫٧٥": "3.75",
    "0.125": "0.125",
    "1,234.56": "1234.56",
    "1.234,56": "1234.56",
}
IN_WORDS = {
    "ثلاث اتفاقيات": 3,
    "ثمانية مراكز": 8,
    "ثماني غرف": 8,
    "أحد عشر مركزاً": 11,
    "إحدى عشرة عيادة": 11,
    "اثني عشر شهراً": 12,
    "اثنتا عشرة سيارة": 12,
    "تسع عشرة ممرضة": 19,
    "عشرون مفتشاً": 20,
    "ستاً وعشرين حالة": 26,
    "سبعة وتسعين حالة": 97,
    "مئة سرير": 100,
    "مائة سرير": 100,
    "ميه سرير": 100,
    "مئتي مصاب": 200,
    "مئتا مصاب": 200,
    "ثلاثمئة مريض": 300,
    "ثلاث مئة مريض": 300,
    "ثلاثمائة وخمسة وعشرون مريضاً": 325,
    "مئة وثمانين متراً": 180,
    "ألف سلة": 1000,
    "ألفي سلة": 2000,
    "ألفا سلة": 2000,
    "ألفان وخمسمئة سلة": 2500,
    "ألفاً وستمئة مريض": 1600,
    "خمسة آلاف اختبار": 5000,
    "مئتين وخمسين ألفاً": 250_000,
    "مئة وثمانين ألف نسمة": 180_000,
    "مليون شخص": 1_000_000,
    "مليونين": 2_000_000,
    "ثلاثة ملايين": 3_000_000,
    "مليوناً وأربعمئة ألف مشترك": 1_400_000,
    "مليون ونصف المليون": 1_500_000,
    "مليونين ونصف": 2_500_000,
    "نصف مليون": 500_000,
    "ربع مليون": 250_000,
    "ملياري ليرة": 2_000_000_000,
    "ألف مليار ليرة": 1_000_000_000_000,
}
MIXED = {
    "276 ألفاً و760 صاحب معاش": "276760",
    "512 ألفاً و400 طفل": "512400",
    "3 آلاف و450": "3450",
    "1.2 مليون": "1200000",
    "1,2 مليار": "1200000000",
    "مليون و350 ألف دولار": "1350000",
    "4 مليارات و300 مليون ليرة": "4300000000",
    "30 ألف مستفيد": "30000",
}


def only(text: str) -> Number:
    (number,) = find_numbers(split(text))
    return number


@pytest.mark.parametrize(("text", "value"), IN_DIGITS.items())
def test_separators_part_thousands_or_decimals(text: str, value: str) -> None:
    assert only(f"قدم المركز {text} خدمة").value == Decimal(value)


@pytest.mark.parametrize(("text", "value"), IN_WORDS.items())
def test_number_words_compose(text: str, value: int) -> None:
    assert only(text).value == value
    assert only(f"بـ {text}").value == value


@pytest.mark.parametrize(("text", "value"), MIXED.items())
def test_digits_and_words_mix(text: str, value: str) -> None:
    assert only(text).value == Decimal(value)


@pytest.mark.parametrize(
    "text", ["من 3 إلى 5 أشخاص", "3 إلى 5 أشخاص", "3-5 أشخاص", "3 – 5 أشخاص", "بين 3 و5 أشخاص"]
)
def test_a_range_has_two_ends(text: str) -> None:
    number = only(text)
    assert [number.value, number.high] == [3, 5]
    assert [span.of(text) for span in number.ends] == ["3", "5"]


def test_the_scale_of_a_range_is_written_once() -> None:
    number = only("بين 100 و150 ألفاً")
    assert [number.value, number.high] == [100_000, 150_000]


def test_what_does_not_compose_stays_apart() -> None:
    values = [n.value for n in find_numbers(split("3 آلاف و5 ملايين، 3، 5، 7 و8 و9"))]
    assert values == [3000, 5_000_000, 3, 5, 7, 8, 9]


def test_a_list_without_spaces_is_several_numbers() -> None:
    assert [n.value for n in find_numbers(split("الأيام 3،5،7"))] == [3, 5, 7]


@pytest.mark.parametrize(
    "text", ["القافلة السابعة عشرة", "القافلة الـ17", "17th", "الذكرى الثالثة والعشرون"]
)
def test_an_ordinal_is_told_apart(text: str) -> None:
    assert only(text).is_ordinal


@pytest.mark.parametrize("text", ["0119944310", "10:30", "1.2.3", "لست وحدك", "9" * 40])
def test_codes_times_and_words_of_other_meaning_are_no_numbers(text: str) -> None:
    assert find_numbers(split(text)) == ()


def test_a_number_ends_with_its_line() -> None:
    assert [n.value for n in find_numbers(split("خمسة\nوعشرون مركزاً"))] == [5, 20]


def test_spans_leave_clitics_out() -> None:
    text = "تبرعت بأربع سيارات"
    assert only(text).span.of(text) == "أربع"

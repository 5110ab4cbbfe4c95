"""Law and norms as dated values, each with its source."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from mithaq.countries import load_pack
from mithaq.countries.parameters import (
    NotYetStated,
    Parameter,
    ParameterValue,
    PartialDate,
    Source,
    Status,
)

PACK = load_pack("SY")
RATE = "currency.old_pounds_per_new_pound"
NEW_YEAR = dt.date(2026, 1, 1)
LAW = Source("القانون 92", "Law 92", article="7", on=PartialDate.read("1959"))


def rate_of(*values: tuple[str, str]) -> Parameter:
    """A parameter from (since, value) pairs."""
    return Parameter(
        "insurance.rate",
        "نسبة الاشتراك",
        "Contribution rate",
        "من الأجر",
        "of wage",
        tuple(
            ParameterValue(Decimal(value), PartialDate.read(since), Status.ENACTED, LAW)
            for since, value in values
        ),
    )


def test_a_hundred_old_pounds_are_one_new_pound_since_new_year_2026() -> None:
    assert PACK.convert(Decimal(12_345), "syp_old", "syp_new", NEW_YEAR) == Decimal("123.45")
    assert PACK.convert(Decimal("123.45"), "syp_new", "syp_old", NEW_YEAR) == Decimal(12_345)
    assert PACK.convert(Decimal(7), "usd", "usd", dt.date(1990, 1, 1)) == 7


def test_there_was_no_new_pound_before() -> None:
    with pytest.raises(NotYetStated):
        PACK.convert(Decimal(100), "syp_old", "syp_new", dt.date(2025, 12, 31))


def test_no_law_turns_dollars_into_pounds() -> None:
    with pytest.raises(ValueError, match="no law turns usd into syp_new"):
        PACK.convert(Decimal(1), "usd", "syp_new", NEW_YEAR)


def test_a_parameter_explains_itself_in_both_languages() -> None:
    explained = PACK.explain(RATE, NEW_YEAR)
    assert explained.value == 100
    assert explained.source.title_en == "Decree 293 of 2025"
    assert explained.ar.startswith(
        "الليرات القديمة في الليرة الجديدة الواحدة: 100 ليرة قديمة، منذ 2026-01-01 (معلن)."
        " المصدر: المرسوم رقم 293 لعام 2025."
    )
    assert explained.en.startswith(
        "Old pounds in one new pound: 100 old pounds, since 2026-01-01 (announced)."
        " Source: Decree 293 of 2025."
    )


def test_what_the_press_reported_is_not_said_to_be_enacted() -> None:
    assert PACK.parameters[RATE].values[0].status is Status.ANNOUNCED


def test_a_norm_from_elsewhere_is_assumed() -> None:
    basic = PACK.explain("norm.emergency_obstetric_basic", NEW_YEAR)
    comprehensive = PACK.explain("norm.emergency_obstetric_comprehensive", NEW_YEAR)
    assert basic.value == 4
    assert comprehensive.value == 1
    assert basic.chosen.status is Status.ASSUMED
    assert "since 1997 (assumed)" in basic.en


def test_every_value_has_a_date_a_unit_and_a_source() -> None:
    for parameter in PACK.parameters.values():
        assert parameter.unit_ar
        assert parameter.unit_en
        assert parameter.values
        for value in parameter.values:
            assert value.source.title_ar
            assert value.source.title_en
            assert value.since.day.year > 1900


def test_the_latest_value_on_or_before_the_day_holds() -> None:
    rate = rate_of(("1959-08-01", "0.05"), ("2002-01", "0.07"))
    assert rate.at(dt.date(1959, 8, 1)).value == Decimal("0.05")
    assert rate.at(dt.date(2001, 12, 31)).value == Decimal("0.05")
    assert rate.at(dt.date(2002, 1, 1)).value == Decimal("0.07")
    with pytest.raises(NotYetStated, match=r"insurance\.rate is stated from 1959-08-01 on"):
        rate.at(dt.date(1959, 7, 31))


def test_a_source_is_cited_with_its_article_and_its_date() -> None:
    explained = rate_of(("2002-01-01", "0.070")).explain(NEW_YEAR)
    assert explained.ar == (
        "نسبة الاشتراك: 0.07 من الأجر، منذ 2002-01-01 (نافذ). المصدر: القانون 92، المادة 7، 1959."
    )
    assert explained.en == (
        "Contribution rate: 0.07 of wage, since 2002-01-01 (enacted)."
        " Source: Law 92, article 7, 1959."
    )


@pytest.mark.parametrize("text", ["2009", "2009-06", "2009-06-30"])
def test_a_partial_date_says_no_more_than_was_known(text: str) -> None:
    assert PartialDate.read(text).text == text


@pytest.mark.parametrize(
    "text", ["", "209", "2009-13", "2009-02-30", "30/06/2009", "end of 2026", "2009-W01-1"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no year|month must|day is out|range"):
        PartialDate.read(text)


def test_arabic_digits_are_read_as_dates() -> None:
    assert PartialDate.read("٢٠٠٩-٠٦").day == dt.date(2009, 6, 1)


def test_the_thresholds_of_the_report_checks_are_parameters() -> None:
    checks = PACK.report_checks
    assert checks.window_months == 12
    assert 1 < checks.least_months <= checks.window_months
    assert checks.deviations == Decimal("3.5")
    assert checks.mad_scale == Decimal("1.4826")

"""Months are whole numbers that speak as 2026-03 and as آذار 2026."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.engine.months import (
    first_day,
    last_day,
    month_name_ar,
    month_of,
    read_month,
    write_month,
)


@given(st.dates())
def test_a_day_lies_between_the_first_and_last_day_of_its_month(day: date) -> None:
    month = month_of(day)
    assert first_day(month) <= day <= last_day(month)
    assert read_month(write_month(month)) == month


def test_the_month_after_december_is_january() -> None:
    assert write_month(read_month("2025-12") + 1) == "2026-01"


def test_february_knows_leap_years() -> None:
    assert last_day(read_month("2024-02")) == date(2024, 2, 29)


def test_arabic_digits_are_read() -> None:
    assert read_month("٢٠٢٦-٠٣") == read_month("2026-03")


@pytest.mark.parametrize("text", ["2026-13", "2026-3", "2026-00", "03-2026", "2026-03-01", "", "x"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_month(text)


def test_the_levantine_name_is_used() -> None:
    assert month_name_ar(read_month("2026-03")) == "آذار 2026"

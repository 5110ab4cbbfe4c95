"""A date that stands alone at the top is the statement's own day, and relative days follow it."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.exchange.statements.reading.findings import Reading
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement

NEWS = "افتتح وزير الصحة أمس مركزاً صحياً في مدينة إدلب."


def read(text: str, on: date | None = None) -> Reading:
    return read_statement(text, lexicon_of("SY"), on=on)


@pytest.mark.parametrize(
    "line",
    [
        "الأربعاء، 4 آذار 2026",
        "4/3/2026",
        "2026-03-04",
        "٤ مارس ٢٠٢٦ 09:15 PM",
        "الأربعاء 4 من آذار/مارس 2026 - 10:30",
    ],
)
def test_a_line_that_is_only_a_date_is_the_statements_day(line: str) -> None:
    reading = read(f"{line}\n\nالوزير يفتتح مركزاً صحياً\n\n{NEWS}")
    assert reading.on == date(2026, 3, 4)
    assert "2026-03-03" in {moment.value for moment in reading.moments}


@pytest.mark.parametrize(
    "text",
    [
        f"وُقّعت الاتفاقية في 4 آذار 2026\n{NEWS}",
        f"آذار 2026\n{NEWS}",
        f"{NEWS}\nخبر\nثان\nوثالث\n4/3/2026",
        NEWS,
    ],
)
def test_any_other_date_is_not(text: str) -> None:
    reading = read(text)
    assert reading.on is None
    assert "yesterday" in {moment.value for moment in reading.moments}


def test_the_day_that_is_given_stands() -> None:
    assert read(f"4/3/2026\n{NEWS}", date(2025, 1, 10)).on == date(2025, 1, 10)

"""Real sheets of other systems are refused in words, never with a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.exchange.files import codes, read

DATA = Path(__file__).parents[4] / "shared" / "data" / "exchange"
SHEETS = sorted(
    path
    for folder in ("who_what_where", "hxl_showcase", "libhxl", "facility_survey_synthetic")
    for path in (DATA / folder).rglob("*")
    if path.suffix in {".csv", ".xlsx", ".json", ".xls"}
)
SPEAKING = {
    "column_missing",
    "column_twice",
    "column_unknown",
    "file_empty",
    "header_missing",
    "not_a_table",
    "not_utf8",
    "old_workbook",
    "sheet_missing",
    "utf16_text",
    "workbook_broken",
}


@pytest.mark.skipif(not SHEETS, reason="the sheets at ../shared/data/exchange are not here")
@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_sheet_of_another_system_is_refused_by_its_header_or_form(path: Path) -> None:
    reading = read(path, "deliveries")
    assert reading.faults.is_refused
    assert SPEAKING & set(codes(reading)), codes(reading)[:5]

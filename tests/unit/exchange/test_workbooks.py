"""A workbook gives what a person sees in it: exact numbers, days as days, and nothing computed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.unit.exchange.files import DELIVERIES, book, codes, numbers, only, read, values

HEADER: list[object] = [*DELIVERIES.split(",")]
SHEET = "xl/worksheets/sheet1.xml"


def delivery(**cells: object) -> list[object]:
    row: dict[str, object] = {
        "source": "P1",
        "line": 1,
        "organisation": "ORG",
        "agreement": "AG",
        "measure": "service.x",
        "facility": "HF1",
        "place": None,
        "month": "2026-03",
        "quantity": 5,
        "stage": "claimed",
        "answers": None,
        **cells,
    }
    return list(row.values())


def test_it_works(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "x.xlsx", [HEADER, delivery()]), "deliveries")
    assert codes(reading) == []
    assert values(reading, "line") == ["1"]
    assert values(reading, "quantity") == [5_000_000]
    assert numbers(reading) == [2]
    assert reading.form is not None
    assert reading.form.sheet == "deliveries"


@pytest.mark.parametrize(
    ("number", "millionths"),
    [
        (200.0, 200_000_000),
        (0.1, 100_000),
        (0.1 + 0.2, 300_000),
        (1234567.891, 1_234_567_891_000),
        (1e12, 10**18),
        (1e-6, 1),
    ],
)
def test_a_number_is_what_the_spreadsheet_shows(
    tmp_path: Path, number: float, millionths: int
) -> None:
    reading = read(book(tmp_path / "x.xlsx", [HEADER, delivery(quantity=number)]), "deliveries")
    assert values(reading, "quantity") == [millionths]


@pytest.mark.parametrize(
    ("number", "code"),
    [(1e20, "number_too_large"), (1e-7, "finer_than_six_places"), (-1, "negative_number")],
)
def test_a_number_out_of_bounds_is_refused(tmp_path: Path, number: float, code: str) -> None:
    reading = read(book(tmp_path / "x.xlsx", [HEADER, delivery(quantity=number)]), "deliveries")
    assert codes(reading) == [code]


def test_a_code_typed_as_a_number_is_its_digits(tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADER, delivery(source=2026, line=7.0, facility=1001)]
    reading = read(book(tmp_path / "x.xlsx", rows), "deliveries")
    assert [values(reading, c) for c in ("source", "line", "facility")] == [
        ["2026"],
        ["7"],
        ["1001"],
    ]


def test_a_day_is_a_day_and_its_month_is_a_month(tmp_path: Path) -> None:
    reading = read(
        book(tmp_path / "x.xlsx", [HEADER, delivery(month=date(2026, 3, 1))]), "deliveries"
    )
    assert codes(reading) == []
    assert values(reading, "month") == [2026 * 12 + 2]
    statuses: list[list[object]] = [
        ["facility", "on", "functionality", "source"],
        ["HF1", datetime(2026, 3, 5), "full", "x"],  # noqa: DTZ001  a sheet's day has no zone
    ]
    reading = read(book(tmp_path / "y.xlsx", statuses, sheet="statuses"), "statuses")
    assert values(reading, "on") == [date(2026, 3, 5)]


@pytest.mark.parametrize(
    ("cells", "column", "code", "found"),
    [
        ({"month": date(2026, 3, 15)}, "month", "not_a_month", "2026-03-15"),
        ({"line": date(2026, 1, 2)}, "line", "date_in_text_cell", "2026-01-02"),
        ({"quantity": date(2026, 1, 2)}, "quantity", "not_a_number", "2026-01-02"),
        ({"quantity": True}, "quantity", "not_a_number", "TRUE"),
        (
            {"month": datetime(2026, 3, 1, 12, 30)},  # noqa: DTZ001
            "month",
            "time_in_date_cell",
            "2026-03-01 12:30:00",
        ),
    ],
)
def test_a_cell_of_the_wrong_type_is_a_fault(
    tmp_path: Path, cells: dict[str, object], column: str, code: str, found: str
) -> None:
    fault = only(read(book(tmp_path / "x.xlsx", [HEADER, delivery(**cells)]), "deliveries"))
    assert (fault.sheet, fault.row, fault.column) == ("deliveries", 2, column)
    assert (fault.code, fault.found) == (code, found)


def test_a_formula_is_refused_with_its_cell_and_the_rest_is_still_checked(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet("deliveries")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, delivery(stage="given"))
        page.write_formula(1, 8, "=2+3", None, 5)
        page.write_formula(1, 10, "=NA()", None, "#N/A")
    reading = read(path, "deliveries")
    found = [(f.row, f.column, f.code, f.found) for f in reading.faults.listed()]
    assert sorted(found) == [
        (2, "answers", "error_cell", "K2"),
        (2, "answers", "formula_cell", "K2"),
        (2, "quantity", "formula_cell", "I2"),
        (2, "stage", "not_in_list", "given"),
    ]


def test_rows_keep_their_numbers_over_empty_rows_and_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [], [None, *HEADER], [], [None, *delivery()], [], []]
    rows.append([None, *delivery(line=2, stage="x")])
    reading = read(book(tmp_path / "x.xlsx", rows), "deliveries")
    assert numbers(reading) == [5, 8]
    assert only(reading).row == 8


def test_text_that_begins_as_a_formula_is_text(tmp_path: Path) -> None:
    reading = read(book(tmp_path / "x.xlsx", [HEADER, delivery(agreement="=1+1")]), "deliveries")
    assert codes(reading) == ["looks_like_formula"]
    assert values(reading, "agreement") == ["=1+1"]


def test_the_sheet_named_for_the_table_is_read_and_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("ملاحظات").write(0, 0, "notes")
        page = workbook.add_worksheet("التسليمات")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, delivery())
    reading = read(path, "deliveries")
    assert reading.form is not None
    assert (reading.form.sheet, len(reading.form)) == ("التسليمات", 1)
    assert (only(reading).code, only(reading).found) == ("sheets_not_read", "ملاحظات")


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", [HEADER, delivery()])
    renamed = path.rename(tmp_path / "x.csv")
    assert codes(read(renamed, "deliveries")) == []


def test_an_empty_sheet_is_an_empty_file(tmp_path: Path) -> None:
    assert codes(read(book(tmp_path / "x.xlsx", []), "deliveries")) == ["file_empty"]

"""Tables written out as CSV, XLSX or JSON, so that opening them runs nothing.

A text that begins as a formula does is escaped (`tables.escapes`); numbers stay numbers. A file's
bytes depend on its rows alone: no clock, no chance.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from mithaq.exchange.tables.escapes import escaped

Cell = str | int | float | bool | Decimal | date | None
Row = Mapping[str, Any]  # of cells; JSON takes whatever it can hold

ROWS_OF_A_SHEET: Final = 1_048_576
CHARACTERS_OF_A_CELL: Final = 32_767
DIGITS_OF_A_NUMBER: Final = 15  # what a spreadsheet keeps exactly
_NO_CLOCK: Final = datetime(2000, 1, 1, tzinfo=UTC)


class SheetFullError(ValueError):
    """More rows than a sheet holds; write CSV instead."""


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def cell_text(value: Cell) -> str:
    """A cell of a CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return escaped(value) if isinstance(value, str) else str(value)


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """CSV in UTF-8 with `,`, quotes where needed and CRLF after each row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([escaped(name) for name in columns])
        writer.writerows([cell_text(row.get(name)) for name in columns] for row in rows)


def write_json(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A list of objects, one on a line; decimals and dates become strings."""
    with path.open("w", encoding="utf-8") as file:
        separator = "[\n"
        for row in rows:
            file.write(separator)
            values = {name: row.get(name) for name in columns}
            json.dump(values, file, ensure_ascii=False, default=_as_json)
            separator = ",\n"
        file.write("[]\n" if separator == "[\n" else "\n]\n")


def _as_json(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def new_workbook(path: Path) -> xlsxwriter.Workbook:
    """A workbook that is written row by row and takes no text for a formula, number or link."""
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": _NO_CLOCK})
    return book


def write_xlsx(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Row],
    *,
    sheet: str = "mithaq",
    numbers: Collection[str] = (),
) -> None:
    """One sheet, right to left, with a header row; raises `SheetFullError` where rows do not fit.

    `numbers` names columns whose decimal text is written as numbers.
    """
    with new_workbook(path) as book:
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(sheet)
        page.right_to_left()
        page.freeze_panes(1, 0)
        for at, name in enumerate(columns):
            page.write_string(0, at, escaped(name), bold)
        for number, row in enumerate(rows, start=1):
            if number >= ROWS_OF_A_SHEET:
                raise SheetFullError(f"a sheet holds {ROWS_OF_A_SHEET - 1} rows")
            for at, name in enumerate(columns):
                value = row.get(name)
                if name in numbers and isinstance(value, str):
                    value = Decimal(value)
                _write_cell(page, number, at, value, day)


def _write_cell(page: Any, row: int, column: int, value: Cell, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, str):
        page.write_string(row, column, escaped(value)[:CHARACTERS_OF_A_CELL])
    elif isinstance(value, date):
        page.write_datetime(row, column, value, day)
    elif (
        isinstance(value, float)
        or len(Decimal(value).normalize().as_tuple().digits) <= DIGITS_OF_A_NUMBER
    ):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, cell_text(value))


def _digits(value: int | Decimal) -> int:
    """How many digits a number has, zeros at its end left out."""
    return len(Decimal(value).normalize().as_tuple().digits)

"""Small files to read: a CSV as a person types it, a workbook, and a workbook tampered with."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from mithaq.exchange.faults import Fault
from mithaq.exchange.limits import LIMITS, Limits
from mithaq.exchange.readers import Reading, read_table
from mithaq.exchange.tables.catalogue import tables_of

DELIVERIES = (
    "source,line,organisation,agreement,measure,facility,place,month,quantity,stage,answers"
)
DELIVERY = "P1,1,ORG,AG,service.x,HF1,,2026-03,5,claimed,"


def read(path: Path, table: str, limits: Limits = LIMITS) -> Reading:
    return read_table(path, tables_of("SY")[table], limits)


def read_csv(folder: Path, table: str, *lines: str, encoding: str = "utf-8") -> Reading:
    """Read lines as a CSV of a table."""
    path = folder / f"{table}.csv"
    path.write_bytes("\n".join([*lines, ""]).encode(encoding))
    return read(path, table)


def read_bytes(folder: Path, content: bytes, limits: Limits = LIMITS) -> Reading:
    """Read bytes as a file of deliveries."""
    path = folder / "deliveries.csv"
    path.write_bytes(content)
    return read(path, "deliveries", limits)


def book(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "deliveries") -> Path:
    """A workbook with one sheet; None leaves a cell out."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        page = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "year"):
                    page.write_datetime(number, column, value, day)
                elif value is not None:
                    page.write(number, column, value)
    return path


def tampered(path: Path, changes: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """The workbook with some of its parts changed; a part that is not there is added."""
    with zipfile.ZipFile(path) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    for name, change in changes.items():
        parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def codes(reading: Reading) -> list[str]:
    return [fault.code for fault in reading.faults.listed()]


def only(reading: Reading) -> Fault:
    """The one fault or question of a reading."""
    (fault,) = reading.faults.listed()
    return fault


def values(reading: Reading, column: str) -> list[object]:
    assert reading.form is not None
    found: list[object] = reading.form.columns[column].to_pylist()
    return found


def numbers(reading: Reading) -> list[int]:
    """The row numbers of what was read."""
    assert reading.form is not None
    return [int(row) for row in reading.form.rows]

"""The child process that reads a workbook, under limits, so that the parent never touches it.

Run as a script with one argument, a JSON object (`Order`); answers one JSON object on standard
output and writes the chosen sheet's cells to a CSV: the row's number, then each cell as a mark of
its type (t text, n number, d day, i instant, c clock, b truth) and its text. It imports nothing of
the package, so that it starts at once and little memory is spent before the limits hold.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from mithaq.exchange.children.archives import Archive
from mithaq.exchange.children.working import Refusal, work

_C = rb"<(?:\w{1,20}:)?c\s"
_REFERENCE = rb"""[^<>]{0,300}?\br=["']"""
# Cells that hold something; mere formatting may reach to the end of a sheet and takes no memory.
_FILLED = rb"""\d[^<>]{0,300}(?<!/)>"""
_COLUMN = re.compile(_C + _REFERENCE + rb"([A-Za-z]{1,4})" + _FILLED)
_ROW = re.compile(_C + _REFERENCE + rb"""[A-Za-z]{1,4}(\d{1,10})["'][^<>]{0,300}(?<!/)>""")
_FORMULA = re.compile(
    _C
    + rb"""(?=[^<>]{0,300}?\br=["']([A-Z]{1,3}\d{1,7}))[^<>]{1,300}>"""
    + rb"""\s{0,20}<(?:\w{1,20}:)?f[\s/>]"""
)
_ERROR = re.compile(
    _C + rb"""(?=[^<>]{0,300}?\bt=["']e["'])""" + _REFERENCE + rb"""([A-Z]{1,3}\d{1,7})"""
)
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Order:
    """What the parent asks. `names` are sheets to prefer, `ignored` the template's own others."""

    path: str
    out: str
    names: list[str]
    ignored: list[str]
    inflated_bytes: int
    sheet_columns: int
    sheet_cells: int
    cell_characters: int
    memory: int
    cpu_seconds: int
    faults: int


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class SheetScan:
    """What a sheet's XML says before anything is built from it."""

    order: Order
    rows: int = 0
    columns: int = 0
    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    formula_count: int = 0
    error_count: int = 0

    def take(self, text: bytes, overlap: int) -> None:
        """Look at a piece; what ends within its overlap was seen with the piece before."""
        letters = set(_COLUMN.findall(text))
        self.columns = max(self.columns, *(column_number(c.decode()) for c in letters), 0)
        self.rows = max(self.rows, *map(int, set(_ROW.findall(text))), 0)
        if b"<f" in text or b":f" in text:
            found = [m[1].decode() for m in _FORMULA.finditer(text) if m.end() > overlap]
            self.formula_count += len(found)
            self.formulas = (self.formulas + found)[: self.order.faults]
        if b'"e"' in text or b"'e'" in text:
            found = [m[1].decode() for m in _ERROR.finditer(text) if m.end() > overlap]
            self.error_count += len(found)
            self.errors = (self.errors + found)[: self.order.faults]

    def check(self) -> None:
        """Raises `Refusal` where the sheet, though perhaps nearly empty, reaches too far."""
        limit = self.order
        if self.columns > limit.sheet_columns or self.rows * self.columns > limit.sheet_cells:
            raise Refusal(
                "sheet_too_large",
                f"{column_letters(self.columns)}{self.rows}",
                f"{column_letters(limit.sheet_columns)}, {limit.sheet_cells:,}",
            )


def inspect(order: Order) -> dict[str, SheetScan]:
    """Inflate every part, counting; the scans of the sheets by part name."""
    scans: dict[str, SheetScan] = {}
    contents = Archive("workbook", "xl/", "old_workbook", order.inflated_bytes)
    with zipfile.ZipFile(order.path) as archive:
        for part, piece, overlap in contents.pieces(archive):
            if _SHEET_PART.fullmatch(part.filename):
                scans.setdefault(part.filename, SheetScan(order)).take(piece, overlap)
    return scans


def sheet_parts(path: str) -> dict[str, str]:
    """The part of each sheet, by sheet name."""
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        relations = ElementTree.fromstring(  # noqa: S314
            archive.read("xl/_rels/workbook.xml.rels")
        )
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    parts = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(_RELATION), "")
            parts[sheet.get("name", "")] = (
                target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
            )
    return parts


def _number(value: float) -> str:
    """A number as the spreadsheet holds it: at most 15 digits, never an exponent."""
    if value.is_integer() and abs(value) < 1e15:
        return f"n{int(value)}"
    text = f"{value:.15g}"
    return f"n{Decimal(text):f}" if "e" in text else f"n{text}"


def _instant(value: datetime) -> str:
    if value.time() == time():
        return f"d{value.date().isoformat()}"
    return f"i{value.isoformat(sep=' ')}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: lambda value: f"t{value}" if value.strip() else "",
    float: _number,
    int: lambda value: f"n{value}",
    bool: lambda value: f"b{str(value).upper()}",
    date: lambda value: f"d{value.isoformat()}",
    datetime: _instant,
    time: lambda value: f"c{value.isoformat()}",
    timedelta: lambda value: f"c{value}",
}


def write_cells(rows: Iterable[list[Any]], order: Order) -> None:
    """The rows that have anything in them, each with its number."""
    writers, longest = _WRITERS, order.cell_characters
    with Path(order.out).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        for number, row in enumerate(rows, start=1):
            cells = [writers[type(value)](value) for value in row]
            if not any(cells):
                continue
            if max(map(len, cells)) > longest:
                raise Refusal("cell_too_long", str(number), f"{longest:,}")
            out.writerow([number, *cells])


def choose(workbook: Any, order: Order) -> tuple[str, list[str]]:
    """The sheet to read and the others that a person would want to know were not read.

    A sheet named for the table comes first, then the first visible one.
    """
    sheets = [sheet for sheet in workbook.sheets_metadata if _ends(sheet.typ, "WorkSheet")]
    wanted = {name.casefold() for name in order.names}
    ignored = {name.casefold() for name in order.ignored}
    named = [sheet.name for sheet in sheets if sheet.name.strip().casefold() in wanted]
    others = [
        sheet.name
        for sheet in sheets
        if _ends(sheet.visible, "Visible") and sheet.name.strip().casefold() not in ignored
    ]
    if not (named or others):
        raise Refusal("sheet_missing")
    chosen = (named or others)[0]
    return chosen, [name for name in others if name != chosen]


def _ends(kind: object, name: str) -> bool:
    return str(kind).rpartition(".")[2] == name


def read(order: Order) -> dict[str, Any]:
    """Inspect, choose, check and write; the answer to the parent."""
    scans = inspect(order)
    parts = sheet_parts(order.path)
    import python_calamine  # only now: most hostile workbooks were refused above

    with python_calamine.load_workbook(order.path) as workbook:
        chosen, others = choose(workbook, order)
        scan = scans.get(parts.get(chosen, ""))
        if scan is None:
            raise Refusal("sheet_missing", chosen)
        scan.check()
        sheet = workbook.get_sheet_by_name(chosen)
        start, width = sheet.start, sheet.width
        write_cells(sheet.iter_rows() if start else (), order)
    return {
        "sheet": chosen,
        "others": others,
        "first_column": start[1] if start else 0,
        "width": width,
        "formulas": scan.formulas[: order.faults],
        "formula_count": scan.formula_count,
        "errors": scan.errors,
        "error_count": scan.error_count,
    }


def main(order: dict[str, Any]) -> dict[str, Any]:
    """The answer to an order."""
    return read(Order(**order))


if __name__ == "__main__":
    work(main, broken="workbook_broken", needs_too_much="workbook_needs_too_much")

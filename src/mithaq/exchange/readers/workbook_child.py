"""The child process that reads a workbook, under limits, so that the parent never touches it.

Run as a script with one argument, a JSON object (`Order`); answers one JSON object on standard
output and writes the chosen sheet's cells to a CSV: the row's number, then each cell as a mark of
its type (t text, n number, d day, i instant, c clock, b truth) and its text. It imports nothing of
the package, so that it starts at once and little memory is spent before the limits hold.
"""

from __future__ import annotations

import csv
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree

_CHUNK = 1024 * 1024
_OVERLAP = 4096
_PARTS = 5000
# A sheet packs to a tenth or a thirtieth; what packs to a thousandth was made to burst.
_RATIO, _RATIO_FROM = 250, 32 * _CHUNK
_XML = (".xml", ".rels", ".vml")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
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


class Refusal(Exception):  # noqa: N818  it is the parent's fault code, not an error of ours
    """Why the workbook is refused: a code of `messages`, what was found and what is allowed."""

    def __init__(self, code: str, found: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.answer = {"code": code, "found": found, "expected": expected}


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


def _pieces(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """The stream in overlapping pieces, each with the length of its overlap."""
    tail = b""
    while chunk := file.read(_CHUNK):
        yield tail + chunk, len(tail)
        tail = (tail + chunk)[-_OVERLAP:]


def inspect(order: Order) -> dict[str, SheetScan]:
    """Inflate every part, counting; the scans of the sheets by part name."""
    total = 0
    scans: dict[str, SheetScan] = {}
    with zipfile.ZipFile(order.path) as archive:
        parts = archive.infolist()
        if len(parts) > _PARTS:
            raise Refusal("workbook_broken", f"{len(parts)} parts")
        for part in parts:
            if part.flag_bits & 1:
                raise Refusal("old_workbook")
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refusal("workbook_broken", f"compression {part.compress_type}")
            is_xml = part.filename.lower().endswith(_XML)
            scan = SheetScan(order) if _SHEET_PART.fullmatch(part.filename) else None
            with archive.open(part) as file:
                inflated = 0
                for piece, overlap in _pieces(file):
                    inflated += len(piece) - overlap
                    _check_size(part, inflated, order.inflated_bytes - total)
                    if is_xml:
                        _check_xml(piece, part.filename)
                    if scan is not None:
                        scan.take(piece, overlap)
            total += inflated
            if scan is not None:
                scans[part.filename] = scan
    return scans


def _check_size(part: zipfile.ZipInfo, inflated: int, left: int) -> None:
    """Raises `Refusal` where a part has grown beyond what is left, or beyond belief."""
    bursts = inflated > _RATIO_FROM and inflated > _RATIO * max(part.compress_size, 1)
    if bursts or inflated > left:
        raise Refusal("workbook_inflates_too_far", part.filename)


def _check_xml(piece: bytes, name: str) -> None:
    if b"<!" in piece and (dtd := _DTD.search(piece)):
        raise Refusal("workbook_has_dtd", f"{name}: {dtd[0].decode()}")
    # In UTF-16 the search above would see nothing. Excel writes it only into parts not read here.
    if b"\0" in piece and name.startswith("xl/"):
        raise Refusal("workbook_broken", f"{name}: not UTF-8")


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


def _limit(order: Order) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (order.memory, order.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (order.cpu_seconds, order.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(argument: str) -> dict[str, Any]:
    """The answer to an order; a fault's code where the workbook is refused."""
    order = Order(**json.loads(argument))
    _limit(order)
    try:
        return read(order)
    except Refusal as refusal:
        return refusal.answer
    except MemoryError:
        return {"code": "workbook_needs_too_much"}
    except Exception as error:
        # Whatever a broken workbook does to the libraries is the workbook's fault.
        return {"code": "workbook_broken", "found": f"{type(error).__name__}: {error}"[:200]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1])))

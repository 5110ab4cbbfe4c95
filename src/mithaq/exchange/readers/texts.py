"""CSV into columns: UTF-8 with or without a mark, `,` or `;`, quotes, any line ends, exact rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from mithaq.exchange.faults import Fault, Faults
from mithaq.exchange.limits import MEBIBYTE, Limits
from mithaq.exchange.readers.scans import scan_text
from mithaq.exchange.tables.headers import Header, known_headers, match_header, repeats_header
from mithaq.exchange.tables.raw import RawTable, RefusalError
from mithaq.exchange.tables.schemas import Table

_BLOCK: Final = 4 * MEBIBYTE
_TEXT: Final = pa.dictionary(pa.int32(), pa.string())
_SEPARATORS: Final = (",", ";")


class _Top(NamedTuple):
    """Where a file's data begins."""

    separator: str
    header: Header
    offset: int  # bytes
    first_row: int


def read_text_table(path: Path, table: Table, faults: Faults, limits: Limits) -> RawTable | None:
    """The table in a CSV file; None if it cannot be read, with the reason in `faults`.

    Rows with the wrong number of cells are faults and are left out.
    """
    try:
        scan_text(path, limits)
        top = _read_top(path, table)
        faults.add_all(top.header.faults)
        if not top.header.positions:
            return None
        cells, ragged = read_cells(
            path, top.header.width, limits, top.separator, top.offset, top.first_row
        )
    except RefusalError as refusal:
        faults.add(refusal.fault)
        return None
    ragged.report(faults, top.header.width)
    rows = ragged.row_numbers(len(cells[0]))
    return assemble(cells, rows, top.header, faults, sheet=None, is_marked=False)


def _read_top(path: Path, table: Table) -> _Top:
    """The header row, and a second one if there is."""
    with path.open("rb") as file:
        head = file.read(2 * MEBIBYTE)
    mark = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    text = head[mark:].decode("utf-8", "ignore")
    separator = max(_SEPARATORS, key=lambda one: _likeness(text, one, table))
    cells, length = _record(text, separator, 0)
    header = match_header(table, cells, sheet=None)
    row = 2
    if header.positions and length < len(text):
        cells, end = _record(text, separator, length)
        if repeats_header(table, header, cells):
            length, row = end, 3
    return _Top(separator, header, mark + len(text[:length].encode()), row)


def _likeness(text: str, separator: str, table: Table) -> tuple[int, int]:
    cells, _ = _record(text, separator, 0)
    return known_headers(table, cells), len(cells)


def _record(text: str, separator: str, start: int) -> tuple[list[str], int]:
    """The record that starts at a position, and the position after it."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text[start:], newline=""):
            taken.append(line)
            yield line

    try:
        cells = next(csv.reader(lines(), delimiter=separator), [])
    except csv.Error:
        raise RefusalError(Fault.of("quote_not_closed", row=1)) from None
    return cells, start + sum(map(len, taken))


@dataclass(slots=True)
class _Ragged:
    """Rows whose number of cells is wrong; blank lines of the wrong width are only counted."""

    limits: Limits
    first_row: int
    numbers: list[int] = field(default_factory=list)
    faulty: list[tuple[int, int, str]] = field(default_factory=list)

    def take(self, row: arrow_csv.InvalidRow) -> str:
        self.numbers.append(row.number)
        if row.text.strip(',; \t"\r\n'):
            self.faulty.append((row.number, row.actual_columns, row.text[:200]))
        return "error" if len(self.numbers) > self.limits.blank_rows else "skip"

    def first(self, width: int) -> Fault:
        """The fault that stands for so many that reading stopped."""
        row, found, _ = self.faulty[0] if self.faulty else (None, None, "")
        number = None if row is None else row + self.first_row - 1
        return Fault.of("row_width", row=number, found=found, expected=width)

    def report(self, faults: Faults, width: int) -> None:
        """The faults, under the rows people see."""
        for code, wanted in (("quote_not_closed", True), ("row_width", False)):
            of_code = [row for row in self.faulty if (row[2].count('"') % 2 == 1) is wanted]
            faults.add_rows(
                code,
                [number + self.first_row - 1 for number, _, _ in of_code],
                sheet=None,
                column=None,
                found=[actual for _, actual, _ in of_code[: faults.limit]],
                expected=width,
            )

    def row_numbers(self, count: int) -> np.ndarray:
        """The row numbers of the `count` rows that were read."""
        everything = np.arange(count + len(self.numbers), dtype=np.int64)
        left_out = np.array(self.numbers, dtype=np.int64) - 1
        return np.delete(everything, left_out) + self.first_row


def read_cells(
    path: Path,
    width: int,
    limits: Limits,
    separator: str = ",",
    offset: int = 0,
    first_row: int = 1,
) -> tuple[list[pa.DictionaryArray], _Ragged]:
    """All cells after an offset, by position, and the rows that do not fit.

    Raises `RefusalError` for too many rows and for a quotation mark that is never closed.
    """
    names = [str(position) for position in range(width)]
    ragged = _Ragged(limits, first_row)
    batches: list[pa.RecordBatch] = []
    with pa.OSFile(str(path)) as file:
        if offset >= file.size():
            return [pa.array([], pa.string()).dictionary_encode() for _ in names], ragged
        file.seek(offset)
        try:
            _read_batches(file, names, separator, ragged, batches, limits)
        except pa.ArrowInvalid as error:
            if "straddling" in str(error):
                raise RefusalError(_unclosed_quote(path, separator)) from None
            raise RefusalError(ragged.first(width)) from None
    table = pa.Table.from_batches(batches).unify_dictionaries()
    return [_whole(column) for column in table.columns], ragged


def _read_batches(
    file: pa.NativeFile,
    names: list[str],
    separator: str,
    ragged: _Ragged,
    batches: list[pa.RecordBatch],
    limits: Limits,
) -> None:
    reader = arrow_csv.open_csv(
        file,
        # One thread, or the numbers of ragged rows are not known.
        read_options=arrow_csv.ReadOptions(
            use_threads=False, column_names=names, block_size=_BLOCK
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=separator,
            ignore_empty_lines=False,
            newlines_in_values=True,
            invalid_row_handler=ragged.take,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, _TEXT), strings_can_be_null=False, check_utf8=False
        ),
    )
    rows = 0
    for batch in reader:
        rows += batch.num_rows
        if rows > limits.rows:
            raise RefusalError(Fault.of("too_many_rows", expected=f"{limits.rows:,}"))
        batches.append(batch)


def _whole(column: pa.ChunkedArray) -> pa.DictionaryArray:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _unclosed_quote(path: Path, separator: str) -> Fault:
    """The fault of a record that never ends; the slow reader finds its row."""
    row = 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for _ in csv.reader(file, delimiter=separator):
                row += 1
        except csv.Error:
            return Fault.of("quote_not_closed", row=row, found='"')
    return Fault.of("quote_not_closed", found='"')


def assemble(
    cells: Sequence[pa.DictionaryArray],
    rows: np.ndarray,
    header: Header,
    faults: Faults,
    *,
    sheet: str | None,
    is_marked: bool,
) -> RawTable:
    """The raw table: known columns by code, blank rows left out, stray cells reported."""
    filled = [_filled(column) for column in cells]
    kept = np.logical_or.reduce(filled) if len(rows) else np.zeros(0, dtype=bool)
    if len(kept) and (gaps := int((~kept[: int(np.flatnonzero(kept).max(initial=0))]).sum())):
        faults.add(Fault.of("blank_rows_skipped", sheet=sheet, found=gaps))
    for position in header.unnamed:
        stray = np.flatnonzero(filled[position])
        found = [cells[position][int(at)].as_py()[is_marked:] for at in stray[: faults.limit]]
        faults.add_rows(
            "column_without_header", rows[stray].tolist(), sheet=sheet, column=None, found=found
        )
    columns = {code: cells[position] for code, position in header.positions.items()}
    if not kept.all():
        mask = pa.array(kept)
        columns = {code: column.filter(mask) for code, column in columns.items()}
        rows = rows[kept]
    if not len(rows):
        faults.add(Fault.of("no_rows", sheet=sheet))
    return RawTable(sheet, columns, rows, is_marked)


def _filled(column: pa.DictionaryArray) -> np.ndarray:
    """Which rows have anything but white space in a column."""
    blank = pc.equal(pc.utf8_trim_whitespace(column.dictionary), "")
    filled: np.ndarray = ~blank.to_numpy(zero_copy_only=False)[column.indices.to_numpy()]
    return filled

"""A table whose form has been checked: every cell read, every fault found, all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.exchange.faults import Faults
from mithaq.exchange.messages import MESSAGES, Severity
from mithaq.exchange.tables.cells import YEARS_EXPECTED
from mithaq.exchange.tables.columns import ReadColumn, code_of, read_column
from mithaq.exchange.tables.raw import RawTable
from mithaq.exchange.tables.rules import RULES, Cells, Finding, as_written, repeated_keys
from mithaq.exchange.tables.schemas import TEXT_KINDS, Column, Table

_EXPECTED_INSTEAD = {
    "number_too_large": "9223372036854.775807",
    "finer_than_six_places": "0.000001",
    "date_out_of_range": YEARS_EXPECTED,
}


@dataclass(frozen=True, slots=True)
class Form:
    """A table's rows, typed by `schemas.Kind`, all of one length.

    `columns` has every column of the table, in its order; a null is an empty or a refused cell.
    `rows` are row numbers as a spreadsheet counts them; `is_refused` marks those with an error.
    Take nothing from it if the faults refuse.
    """

    table: Table
    sheet: str | None
    rows: np.ndarray
    columns: dict[str, pa.Array]
    is_refused: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def said(self, code: str, at: int) -> str:
        """A cell as a person writes it."""
        return as_written(self.columns[code][at].as_py(), self.table.column(code).kind)

    def chosen(self, mask: np.ndarray) -> Form:
        """The rows of a mask as a form of their own."""
        kept = pa.array(mask)
        columns = {code: column.filter(kept) for code, column in self.columns.items()}
        return Form(self.table, self.sheet, self.rows[mask], columns, self.is_refused[mask])


def check_form(table: Table, raw: RawTable, faults: Faults) -> Form:
    """Read every column as its kind, then check rows against themselves and each other."""
    read = {column.code: _read(column, raw, faults) for column in table.columns}
    columns = {code: column.values for code, column in read.items()}
    faulty = {code: column.is_faulty for code, column in read.items()}
    cells = Cells(table, columns, faulty, raw.rows)
    is_refused = np.zeros(len(raw.rows), dtype=bool)
    for column in table.columns:
        is_refused |= faulty[column.code]
        if not column.may_be_empty:
            is_refused |= ~cells.has(column.code)
    findings = [finding for check in table.checks for finding in RULES[check](cells)]
    for finding in (*findings, *repeated_keys(cells)):
        report_finding(finding, raw.sheet, raw.rows, faults)
        if MESSAGES[finding.code].severity is Severity.ERROR:
            is_refused[finding.at] = True
    filled = {c.code: _with_default(c, columns[c.code]) for c in table.columns}
    return Form(table, raw.sheet, raw.rows, filled, is_refused)


def report_finding(finding: Finding, sheet: str | None, rows: np.ndarray, faults: Faults) -> None:
    """Put a finding into words, row by row."""
    faults.add_rows(
        finding.code,
        rows[finding.at].tolist(),
        sheet=sheet,
        column=finding.column,
        found=_some(finding.found, finding.at, faults.limit),
        expected=_some(finding.expected, finding.at, faults.limit),
    )


def _some(text_at: Callable[[int], object], at: np.ndarray, limit: int) -> list[object]:
    return [text_at(int(position)) for position in at[:limit]]


def _read(column: Column, raw: RawTable, faults: Faults) -> ReadColumn:
    """One column, its faults reported; a column that the file has not is empty."""
    texts = raw.columns.get(column.code)
    if texts is None:
        nothing = pa.nulls(len(raw.rows), pa.string()).dictionary_encode()
        return read_column(nothing, column, is_marked=False)
    read = read_column(texts, column, is_marked=raw.is_marked)
    _report_cells(column, raw, texts, read, faults)
    if not column.may_be_empty:
        empty = pc.is_null(read.values).to_numpy(zero_copy_only=False) & (read.faults == 0)
        faults.add_rows(
            "empty_cell",
            raw.rows[empty].tolist(),
            sheet=raw.sheet,
            column=column.code,
            expected=column.expected,
        )
    return read


def _report_cells(
    column: Column, raw: RawTable, texts: pa.DictionaryArray, read: ReadColumn, faults: Faults
) -> None:
    for number in np.unique(read.faults[read.faults > 0]):
        at = np.flatnonzero(read.faults == number)
        code = code_of(int(number))
        faults.add_rows(
            code,
            raw.rows[at].tolist(),
            sheet=raw.sheet,
            column=column.code,
            found=[texts[int(i)].as_py()[raw.is_marked :] for i in at[: faults.limit]],
            expected=_expected(code, column),
        )


def _expected(code: str, column: Column) -> str:
    if code in ("text_too_long", "list_too_long"):
        return str(column.longest)
    return _EXPECTED_INSTEAD.get(code, column.expected)


def _with_default(column: Column, values: pa.Array) -> pa.Array:
    """The column with its default where cells are empty."""
    if column.default is None or not values.null_count:
        return values
    if column.kind not in TEXT_KINDS:
        raise TypeError(f"{column.code}: only text columns have defaults")
    return pc.fill_null(values.cast(pa.string()), column.default).dictionary_encode()


def values_of(column: pa.Array, at: Sequence[int]) -> list[object]:
    """The Python values at some rows."""
    return [column[int(position)].as_py() for position in at]

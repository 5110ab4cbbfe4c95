"""XLSX into columns, by a child process with limits of memory, processor time and wall clock."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa

from mithaq.exchange.children.asking import ChildDiedError, ChildTooSlowError, ask_child
from mithaq.exchange.faults import Fault, Faults
from mithaq.exchange.limits import MEBIBYTE, Limits
from mithaq.exchange.readers import workbook_child
from mithaq.exchange.readers.texts import assemble, read_cells
from mithaq.exchange.tables.headers import Header, match_header, repeats_header
from mithaq.exchange.tables.raw import RawTable, RefusalError
from mithaq.exchange.tables.schemas import Table
from mithaq.exchange.tables.sheets import INSTRUCTIONS_SHEET, LISTS_SHEET


def read_workbook_table(
    path: Path, table: Table, faults: Faults, limits: Limits
) -> RawTable | None:
    """The table in a workbook; None if it cannot be read, with the reason in `faults`."""
    try:
        if path.stat().st_size > limits.workbook_bytes:
            size = f"{limits.workbook_bytes // MEBIBYTE} MiB"
            raise RefusalError(Fault.of("file_too_large", expected=size))
        with tempfile.TemporaryDirectory(prefix="mithaq-") as folder:
            out = Path(folder) / "cells.csv"
            answer = _ask_child(path, out, table, limits)
            return _take(answer, out, table, faults, limits)
    except RefusalError as refusal:
        faults.add(refusal.fault)
        return None


def _ask_child(path: Path, out: Path, table: Table, limits: Limits) -> dict[str, Any]:
    """The child's answer; raises `RefusalError` for a refusal and for a child that died."""
    order = {
        "path": str(path),
        "out": str(out),
        "names": [table.code, table.ar],
        "ignored": [INSTRUCTIONS_SHEET, LISTS_SHEET],
        "inflated_bytes": limits.inflated_bytes,
        "sheet_columns": limits.sheet_columns,
        "sheet_cells": limits.sheet_cells,
        "cell_characters": limits.cell_characters,
        "memory": limits.child_memory,
        "cpu_seconds": limits.child_cpu_seconds,
        "faults": limits.faults,
    }
    try:
        answer = ask_child(
            str(workbook_child.__file__), order, wall_seconds=limits.child_wall_seconds
        )
    except ChildTooSlowError:
        seconds = f"{limits.child_cpu_seconds} s"
        raise RefusalError(Fault.of("workbook_takes_too_long", expected=seconds)) from None
    except ChildDiedError:
        answer = {"code": "workbook_needs_too_much"}
    if code := answer.get("code"):
        raise RefusalError(_refusal(code, answer, limits))
    return answer


def _refusal(code: str, answer: dict[str, Any], limits: Limits) -> Fault:
    expected = answer.get("expected", "")
    if code == "workbook_inflates_too_far":
        expected = f"{limits.inflated_bytes // MEBIBYTE} MiB"
    elif code == "workbook_needs_too_much":
        expected = f"{limits.child_memory // MEBIBYTE} MiB"
    return Fault.of(
        code,
        found=answer.get("found", ""),
        expected=expected,
        columns=workbook_child.column_letters(limits.sheet_columns),
        cells=f"{limits.sheet_cells:,}",
    )


def _take(
    answer: dict[str, Any], out: Path, table: Table, faults: Faults, limits: Limits
) -> RawTable | None:
    """The child's cells as a raw table, and what it saw besides."""
    sheet = str(answer["sheet"])
    if answer["others"]:
        names = "، ".join(answer["others"])
        faults.add(Fault.of("sheets_not_read", sheet=sheet, found=names))
    if not out.exists() or not out.stat().st_size:
        raise RefusalError(Fault.of("file_empty", sheet=sheet))
    cells, _ = read_cells(out, int(answer["width"]) + 1, limits)
    numbers = cells[0].dictionary.cast(pa.int64()).take(cells[0].indices).to_numpy()
    cells = cells[1:]
    first_row = int(numbers[0])
    header = match_header(table, _texts(cells, 0), sheet=sheet, row=first_row)
    faults.add_all(header.faults)
    _report_cells("formula_cell", answer, "formulas", header, faults)
    _report_cells("error_cell", answer, "errors", header, faults)
    if not header.positions:
        return None
    start = 2 if len(numbers) > 1 and repeats_header(table, header, _texts(cells, 1)) else 1
    data = [column.slice(start) for column in cells]
    return assemble(data, numbers[start:], header, faults, sheet=sheet, is_marked=True)


def _texts(cells: list[pa.DictionaryArray], row: int) -> list[str]:
    return [column[row].as_py()[1:] for column in cells]


def _report_cells(
    code: str, answer: dict[str, Any], key: str, header: Header, faults: Faults
) -> None:
    """Formulas and error cells, each under its row and column."""
    references: list[str] = answer[key]
    unlisted = int(answer[key[:-1] + "_count"]) - len(references)
    names = {at + int(answer["first_column"]) + 1: name for name, at in header.positions.items()}
    for reference in references:
        letters = reference.rstrip("0123456789")
        column = names.get(workbook_child.column_number(letters), letters)
        row = int(reference[len(letters) :])
        fault = Fault.of(code, sheet=answer["sheet"], row=row, column=column, found=reference)
        faults.add(fault, 1 + unlisted)
        unlisted = 0

"""A header row matched to a table's columns, by code or by Arabic header, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.engine.text import normalised
from mithaq.exchange.faults import Fault
from mithaq.exchange.tables.cells import trimmed
from mithaq.exchange.tables.schemas import Table


@dataclass(frozen=True, slots=True)
class Header:
    """Where each known column stands, which positions have no header, and what is wrong."""

    positions: dict[str, int]
    unnamed: tuple[int, ...]
    faults: tuple[Fault, ...]
    width: int


def _names(table: Table) -> dict[str, str]:
    """The column code that each accepted header stands for."""
    names = {}
    for column in table.columns:
        for name in (column.code, column.ar, *column.also):
            names[normalised(name)] = column.code
    return names


def known_headers(table: Table, cells: Sequence[str]) -> int:
    """How many of the cells name a column."""
    names = _names(table)
    return sum(normalised(cell) in names for cell in cells)


def match_header(table: Table, cells: Sequence[str], *, sheet: str | None, row: int = 1) -> Header:
    """The header row of a table; every fault of it is in `faults`."""
    names = _names(table)
    positions: dict[str, int] = {}
    unnamed: list[int] = []
    faults: list[Fault] = []
    for position, cell in enumerate(cells):
        if not trimmed(cell):
            unnamed.append(position)
        elif (code := names.get(normalised(cell))) is None:
            faults.append(_fault("column_unknown", table, sheet, row, cell, cell))
        elif code in positions:
            faults.append(_fault("column_twice", table, sheet, row, code, cell, code))
        else:
            positions[code] = position
    if not positions:
        only = _fault("header_missing", table, sheet, row, None, " ".join(cells))
        return Header({}, tuple(unnamed), (only,), len(cells))
    faults += [
        _fault("column_missing", table, sheet, row, column.code, "", column.code)
        for column in table.columns
        if column.code not in positions and not column.may_be_absent
    ]
    return Header(positions, tuple(unnamed), tuple(faults), len(cells))


def _fault(
    code: str,
    table: Table,
    sheet: str | None,
    row: int,
    column: str | None,
    found: str,
    expected: str | None = None,
) -> Fault:
    return Fault.of(
        code,
        sheet=sheet,
        row=row,
        column=column,
        found=found,
        expected=",".join(table.codes) if expected is None else expected,
    )


def repeats_header(table: Table, header: Header, cells: Sequence[str]) -> bool:
    """Whether a row under the header says the same again: in Arabic, or as a row of HXL tags."""
    said = {position: trimmed(cell) for position, cell in enumerate(cells) if trimmed(cell)}
    if not said:
        return False
    if all(cell.startswith("#") and cell[1:2].isalpha() for cell in said.values()):
        return len(said) > 1
    names = _names(table)
    codes = {position: code for code, position in header.positions.items()}
    return all(names.get(normalised(cell)) == codes.get(at, "") for at, cell in said.items())

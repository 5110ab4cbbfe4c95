"""Codes that a file names and nobody knows, in whichever row and column they stand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.exchange.faults import Faults
from mithaq.exchange.tables.forms import Form, report_finding
from mithaq.exchange.tables.rules import Finding
from mithaq.exchange.tables.schemas import Column, Kind
from mithaq.ledger.models import Agreement, Measure
from mithaq.registry.lookups import ids_by_code, levels_by_code
from mithaq.registry.models import Organisation

Known = Callable[[Iterable[str]], dict[str, Any]]


def _facilities(codes: Iterable[str]) -> dict[str, str]:
    """What keeps each code from being a facility's: nothing, or the fault."""
    return {
        code: "" if level == "facility" else "not_a_facility"
        for code, level in levels_by_code(codes).items()
    }


def _places(codes: Iterable[str]) -> dict[str, str]:
    return {
        code: "not_a_place" if level == "facility" else ""
        for code, level in levels_by_code(codes).items()
    }


_KNOWN: Final[dict[str, Known]] = {
    "measures": lambda codes: dict.fromkeys(ids_by_code(Measure, codes), ""),
    "organisations": lambda codes: dict.fromkeys(ids_by_code(Organisation, codes), ""),
    "agreements": lambda codes: dict.fromkeys(ids_by_code(Agreement, codes), ""),
    "facilities": _facilities,
    "places": _places,
}


def check_references(form: Form, faults: Faults) -> Form:
    """Report every unknown code; the form with the rows marked that name one.

    Rows may name each other by code, in any order.
    """
    is_refused = form.is_refused.copy()
    for column in form.table.columns:
        if column.table is None:
            continue
        for finding in _findings(form, column):
            report_finding(finding, form.sheet, form.rows, faults)
            is_refused[finding.at] = True
    return Form(form.table, form.sheet, form.rows, form.columns, is_refused)


def _findings(form: Form, column: Column) -> list[Finding]:
    cells = form.columns[column.code]
    own: Collection[str] = ()
    if column.table == form.table.code:
        own = set(form.columns["code"].dictionary.to_pylist())
    named = [
        None if text is None else [text] if column.kind is Kind.CODE else text.split("|")
        for text in cells.dictionary.to_pylist()
    ]
    wrong = _wrong(column, {code for codes in named if codes for code in codes} - set(own))
    found = []
    for fault in sorted(set(wrong.values())):
        said = [" | ".join(c for c in codes or () if wrong.get(c) == fault) for codes in named]
        at = np.flatnonzero(_rows_of(cells, np.array([bool(codes) for codes in said], bool)))
        found.append(_finding(fault, column, cells, at, said))
    return found


def _wrong(column: Column, codes: Collection[str]) -> dict[str, str]:
    """The fault of each code that is none of the table's."""
    known = _KNOWN[column.table or ""](codes)
    if column.kind is Kind.CODES:  # scopes hold places and facilities alike
        known = dict.fromkeys(known, "")
    return {code: fault for code in codes if (fault := known.get(code, "unknown_code"))}


def _rows_of(cells: pa.DictionaryArray, entries: np.ndarray) -> np.ndarray:
    """Rows whose dictionary entry is among those marked."""
    place = pc.fill_null(cells.indices, len(entries)).to_numpy()
    rows: np.ndarray = np.append(entries, False)[place]
    return rows


def _finding(
    fault: str, column: Column, cells: pa.DictionaryArray, at: np.ndarray, said: list[str]
) -> Finding:
    expected = column.table if column.kind is Kind.CODE else "places | facilities"
    return Finding(
        fault,
        column.code,
        at,
        lambda row: said[cells.indices[row].as_py()],
        lambda _: expected,
    )

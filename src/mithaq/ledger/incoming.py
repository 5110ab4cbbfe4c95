"""Deliveries on their way in: columns of codes put in order, checked and turned into numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.engine.months import last_day
from mithaq.ledger.canonical import CLAIMANTS, STAGES, canonical_order
from mithaq.ledger.faults import (
    CONTROL_CHARACTER,
    DUPLICATE_LINE,
    HALF_AN_ANSWER,
    NEGATIVE_QUANTITY,
    OUT_OF_RANGE,
    TWO_HEADS,
)
from mithaq.ledger.models import Agreement, Measure
from mithaq.ledger.records import DELIVERY_COLUMNS, OPTIONAL_COLUMNS
from mithaq.registry.faults import REQUIRED, TOO_LONG, UNKNOWN_CODE, Fault, FaultKind, refuse
from mithaq.registry.lookups import ids_by_code
from mithaq.registry.models import Location, Organisation

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SOURCE_LENGTH = 200
LINE_LENGTH = 40
FIRST_MONTH, LAST_MONTH = 12, 9999 * 12 + 11
_TEXT = pa.large_string()
# A column → the rows its codes name, and whether it may be empty.
REFERENCES: dict[str, tuple[Any, bool]] = {
    "measure": (Measure, False),
    "location": (Location, False),
    "organisation": (Organisation, True),
    "agreement": (Agreement, True),
}


@dataclass(frozen=True)
class Incoming:
    """Deliveries in canonical order, the lines of the first posting first.

    `item[i]` is the row of the table that row i came from. `posting[i]` numbers its posting from
    0 by first appearance; `counts` says how many lines each has. `codes` are dictionary-encoded
    texts, `numbers` the rows they name (-1: none given).
    """

    item: Numbers
    posting: Numbers
    counts: Numbers
    sources: list[str]
    codes: dict[str, pa.DictionaryArray]
    numbers: dict[str, Numbers]
    stage: Numbers
    claimant: Numbers
    month: Numbers
    quantity: Numbers
    heads: pa.Table
    """A row a posting: `on` date32, `is_made_up` bool."""

    def __len__(self) -> int:
        return len(self.item)

    @property
    def starts(self) -> Numbers:
        """Where each posting's lines begin."""
        return np.cumsum(self.counts) - self.counts


def read_columns(table: pa.Table) -> Incoming:
    """Check and order a table of `records.DELIVERY_COLUMNS`; raises ActionRefused."""
    columns = _shaped(table)
    codes = {name: columns[name] for name in columns if _is_text(name)}
    faults = [*_form_faults(columns), *_key_faults(codes)]
    numbers, unknown = _numbers(codes)
    refuse(in_order([*faults, *unknown]))
    posting = codes["source"].indices.to_numpy().astype(np.int64)
    order = canonical_order(posting, codes["line"])
    taken = pa.array(order)
    ordered = {name: column.take(taken) for name, column in codes.items()}
    heads, clashes = _heads(columns, order, posting[order], len(codes["source"].dictionary))
    refuse(in_order([*_doubled_lines(ordered, posting[order], order), *clashes]))
    return Incoming(
        item=order,
        posting=posting[order],
        counts=np.bincount(posting, minlength=len(codes["source"].dictionary)),
        sources=codes["source"].dictionary.to_pylist(),
        codes=ordered,
        numbers={name: column[order] for name, column in numbers.items()},
        stage=_whole_numbers(columns["stage"])[order],
        claimant=_whole_numbers(columns["claimant"])[order],
        month=_whole_numbers(columns["month"])[order],
        quantity=_whole_numbers(columns["quantity"])[order],
        heads=heads,
    )


def faults_at(
    mask: Mask, kind: FaultKind, field: str, values: pa.Array | None = None, **words: object
) -> Iterable[Fault]:
    """A fault for each row of a mask; `values` says what was found there."""
    rows = np.flatnonzero(mask)
    found = [""] * len(rows) if values is None else values.take(pa.array(rows)).to_pylist()
    for row, value in zip(rows.tolist(), found, strict=True):
        yield kind(found="" if value is None else value, item=row, field=field, **words)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults in the order of the rows they are about."""
    return sorted(faults, key=lambda fault: -1 if fault.item is None else fault.item)


def _is_text(name: str) -> bool:
    return name in DELIVERY_COLUMNS.names and DELIVERY_COLUMNS.field(name).type == pa.string()


def _shaped(table: pa.Table) -> dict[str, pa.Array]:
    """Every column whole; texts dictionary-encoded by first appearance, an empty one null."""
    columns: dict[str, pa.Array] = {}
    for field in DELIVERY_COLUMNS:
        column = _whole(table.column(field.name))
        columns[field.name] = _encoded(column) if _is_text(field.name) else column.cast(field.type)
    for field in OPTIONAL_COLUMNS:
        if field.name in table.column_names:
            columns[field.name] = _whole(table.column(field.name)).cast(field.type)
    return columns


def _whole(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole


def _encoded(column: pa.Array) -> pa.DictionaryArray:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    texts = column.cast(_TEXT)
    if pc.any(pc.equal(texts, ""), min_count=0).as_py():
        texts = pc.if_else(pc.equal(texts, ""), pa.scalar(None, _TEXT), texts)
    return texts.dictionary_encode()


def _missing(column: pa.Array) -> Mask:
    mask: Mask = pc.is_null(column).to_numpy(zero_copy_only=False)
    return mask


def _whole_numbers(column: pa.Array) -> Numbers:
    filled = pc.fill_null(column, 0) if column.null_count else column
    return np.asarray(filled.to_numpy(zero_copy_only=False)).astype(np.int64)


def _form_faults(columns: dict[str, pa.Array]) -> list[Fault]:
    faults: list[Fault] = []
    for field in DELIVERY_COLUMNS:
        if not field.nullable and columns[field.name].null_count:
            faults += faults_at(_missing(columns[field.name]), REQUIRED, field.name)
    limits = {
        "stage": (0, len(STAGES) - 1),
        "claimant": (0, len(CLAIMANTS) - 1),
        "month": (FIRST_MONTH, LAST_MONTH),
    }
    for name, (low, high) in limits.items():
        given = columns[name]
        outside = pc.or_(pc.less(given, low), pc.greater(given, high))
        mask = pc.fill_null(outside, False).to_numpy(zero_copy_only=False)
        faults += faults_at(mask, OUT_OF_RANGE, name, given, expected=f"{low}…{high}")
    negative = pc.fill_null(pc.less(columns["quantity"], 0), False)
    faults += faults_at(
        negative.to_numpy(zero_copy_only=False),
        NEGATIVE_QUANTITY,
        "quantity",
        columns["quantity"],
    )
    no_source, no_line = _missing(columns["answers_source"]), _missing(columns["answers_line"])
    faults += faults_at(no_source & ~no_line, HALF_AN_ANSWER, "answers_source")
    faults += faults_at(no_line & ~no_source, HALF_AN_ANSWER, "answers_line")
    return faults


def _key_faults(codes: dict[str, pa.DictionaryArray]) -> list[Fault]:
    """Sources and lines that do not fit their column or hold control characters."""
    faults: list[Fault] = []
    for name, longest in (("source", SOURCE_LENGTH), ("line", LINE_LENGTH)):
        column = codes[name]
        texts = column.dictionary
        long = pc.greater(pc.utf8_length(texts), longest)
        control = pc.match_substring_regex(texts, r"[\x00-\x1f\x7f]")
        for wrong, kind in ((long, TOO_LONG), (control, CONTROL_CHARACTER)):
            if pc.any(wrong, min_count=0).as_py():
                mask = _rows_of(column, wrong.to_numpy(zero_copy_only=False))
                faults += faults_at(mask, kind, name, column, expected=longest)
    return faults


def _rows_of(column: pa.DictionaryArray, chosen: Mask) -> Mask:
    """Rows whose code is among the chosen entries of the dictionary."""
    place = pc.fill_null(column.indices, -1).to_numpy()
    return np.where(place >= 0, chosen[place], False) if len(chosen) else place > 0


def _numbers(
    codes: dict[str, pa.DictionaryArray],
) -> tuple[dict[str, Numbers], list[Fault]]:
    numbers: dict[str, Numbers] = {}
    faults: list[Fault] = []
    for name, (model, _) in REFERENCES.items():
        column = codes[name]
        texts = column.dictionary.to_pylist()
        known = ids_by_code(model, texts)
        by_place = np.array([known.get(text, -1) for text in texts] + [-1], np.int64)
        numbers[name] = by_place[pc.fill_null(column.indices, len(texts)).to_numpy()]
        unknown = by_place[:-1] < 0
        if unknown.any():
            faults += faults_at(_rows_of(column, unknown), UNKNOWN_CODE, name, column)
    return numbers, faults


def _doubled_lines(
    codes: dict[str, pa.DictionaryArray], posting: Numbers, item: Numbers
) -> list[Fault]:
    """Lines given twice in a posting; in canonical order they stand side by side."""
    line = codes["line"].indices.to_numpy()
    doubled = np.flatnonzero((posting[1:] == posting[:-1]) & (line[1:] == line[:-1])) + 1
    return [
        DUPLICATE_LINE(
            found=codes["line"][row].as_py(),
            source=codes["source"][row].as_py(),
            item=int(item[row]),
            field="line",
        )
        for row in doubled.tolist()
    ]


def _heads(
    columns: dict[str, pa.Array], order: Numbers, posting: Numbers, count: int
) -> tuple[pa.Table, list[Fault]]:
    """What each posting says as a whole: from its first line, with which the others must agree."""
    first = np.searchsorted(posting, np.arange(count))
    faults: list[Fault] = []
    heads: dict[str, pa.Array] = {}
    for name in OPTIONAL_COLUMNS.names:
        if name not in columns:
            continue
        column = columns[name].take(pa.array(order))
        heads[name] = column.take(pa.array(first))
        same = pc.equal(column, heads[name].take(pa.array(posting)))
        both_null = pc.and_(pc.is_null(column), pc.is_null(heads[name].take(pa.array(posting))))
        agrees = pc.or_(pc.fill_null(same, False), both_null).to_numpy(zero_copy_only=False)
        for row in np.flatnonzero(~agrees).tolist():
            source = columns["source"][int(order[row])].as_py()
            faults.append(TWO_HEADS(source=source, item=int(order[row]), field=name))
    months = _whole_numbers(columns["month"])[order]
    latest = np.maximum.reduceat(months, first) if count else months
    default = days_column(latest.tolist())
    on = pc.coalesce(heads["on"], default) if "on" in heads else default
    made_up = heads.get("is_made_up", pa.array([False] * count, pa.bool_()))
    return pa.table({"on": on, "is_made_up": made_up}), faults


def days_column(months: Sequence[int]) -> pa.Array:
    """The last day of each month."""
    days = {month: last_day(month) for month in set(months)}
    return pa.array([days[month] for month in months], pa.date32())

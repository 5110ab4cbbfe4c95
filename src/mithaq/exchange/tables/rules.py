"""What must hold between the cells of a row, and between rows: columns in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.engine.months import write_month
from mithaq.engine.quantities import MILLION, write_quantity
from mithaq.exchange.tables.cells import write_milestones
from mithaq.exchange.tables.schemas import Kind, Table


def _nothing(_at: int) -> object:
    return ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the rows at positions `at`; `found` and `expected` word it for a position."""

    code: str
    column: str | None
    at: np.ndarray
    found: Callable[[int], object] = _nothing
    expected: Callable[[int], object] = _nothing


def as_written(value: object, kind: Kind) -> str:
    """A cell's value as a person writes it."""
    if value is None:
        return ""
    if kind in (Kind.QUANTITY, Kind.SHARE) and isinstance(value, int):
        return write_quantity(value)
    if kind is Kind.MONTH and isinstance(value, int):
        return write_month(value)
    if kind is Kind.PROFILE:
        return write_milestones(str(value))
    return str(value)


@dataclass(frozen=True, slots=True)
class Cells:
    """Typed columns by code (a null is an empty or refused cell) and which cells are refused."""

    table: Table
    columns: Mapping[str, pa.Array]
    faulty: Mapping[str, np.ndarray]
    rows: np.ndarray

    def value(self, code: str, at: int) -> object:
        return self.columns[code][at].as_py()

    def has(self, code: str) -> np.ndarray:
        """Rows with a sound value."""
        has: np.ndarray = pc.is_valid(self.columns[code]).to_numpy(zero_copy_only=False)
        return has

    def lacks(self, code: str) -> np.ndarray:
        """Rows whose cell is empty, not merely refused."""
        lacks: np.ndarray = ~self.has(code) & ~self.faulty[code]
        return lacks

    def numbers(self, code: str) -> np.ndarray:
        """Whole numbers that are equal where the values are; -1 where there is none."""
        column = self.columns[code]
        if isinstance(column, pa.DictionaryArray):
            column = column.indices
        elif pa.types.is_date32(column.type):
            column = column.cast(pa.int32())
        filled = pc.fill_null(column.cast(pa.int64()), -1)
        numbers: np.ndarray = filled.to_numpy()
        return numbers

    def said(self, code: str, at: int) -> str:
        """A cell as a person writes it."""
        return as_written(self.value(code, at), self.table.column(code).kind)


Rule = Callable[[Cells], Iterator[Finding]]


def _equal(cells: Cells, one: str, other: str) -> np.ndarray:
    same = pc.equal(cells.columns[one].cast(pa.string()), cells.columns[other].cast(pa.string()))
    equal: np.ndarray = pc.fill_null(same, False).to_numpy(zero_copy_only=False)
    return equal


def _never_itself(code: str, one: str, other: str) -> Rule:
    """`other` may not name the row itself."""

    def rule(cells: Cells) -> Iterator[Finding]:
        at = np.flatnonzero(_equal(cells, one, other))
        yield Finding(code, other, at, lambda i: cells.said(other, i))

    return rule


def _in_order(first: str, last: str) -> Rule:
    """`last` may not lie before `first`."""

    def rule(cells: Cells) -> Iterator[Finding]:
        both = cells.has(first) & cells.has(last)
        at = np.flatnonzero(both & (cells.numbers(last) < cells.numbers(first)))
        yield Finding(
            "ends_before_start",
            last,
            at,
            lambda i: cells.said(last, i),
            lambda i: cells.said(first, i),
        )

    return rule


def _point_whole(cells: Cells) -> Iterator[Finding]:
    at = np.flatnonzero(
        (cells.has("lat") & cells.lacks("lon")) | (cells.has("lon") & cells.lacks("lat"))
    )
    yield Finding(
        "both_or_neither",
        "lat",
        at,
        lambda i: f"{cells.said('lat', i)},{cells.said('lon', i)}",
        lambda _: "lat, lon",
    )


def _population_has_year(cells: Cells) -> Iterator[Finding]:
    at = np.flatnonzero(cells.has("population") & cells.lacks("population_year"))
    yield Finding(
        "number_without_year", "population_year", at, lambda i: cells.said("population", i)
    )


def _no_bar_in_code(cells: Cells) -> Iterator[Finding]:
    codes = cells.columns["code"].cast(pa.string())
    barred = pc.fill_null(pc.match_substring(codes, "|"), False)
    at = np.flatnonzero(barred.to_numpy(zero_copy_only=False))
    yield Finding("bar_in_code", "code", at, lambda i: cells.said("code", i))


def _facility_or_place(cells: Cells) -> Iterator[Finding]:
    facility, place = cells.has("facility"), cells.has("place")
    neither = cells.lacks("facility") & cells.lacks("place")
    at = np.flatnonzero((facility & place) | neither)
    yield Finding(
        "facility_or_place",
        "facility",
        at,
        lambda i: f"{cells.said('facility', i)},{cells.said('place', i)}",
        lambda _: "facility | place",
    )


def _organisation_stated(cells: Cells) -> Iterator[Finding]:
    """Only a facility's own report may leave it to the supports who delivered."""
    own = pc.equal(cells.columns["claimant"].cast(pa.string()), "facility")
    is_own = pc.fill_null(own, False).to_numpy(zero_copy_only=False)
    at = np.flatnonzero(cells.lacks("organisation") & ~is_own)
    yield Finding("empty_cell", "organisation", at)


def _own_answer(cells: Cells) -> Iterator[Finding]:
    answers = cells.columns["answers"].cast(pa.string())
    if answers.null_count == len(answers):
        return
    source, line = (cells.columns[c].cast(pa.string()) for c in ("source", "line"))
    own = pc.binary_join_element_wise(source, line, "#")
    same = pc.fill_null(pc.equal(own, answers), False)
    at = np.flatnonzero(same.to_numpy(zero_copy_only=False))
    yield Finding("answers_itself", "answers", at, lambda i: cells.said("answers", i))


def _claim_answers(cells: Cells) -> Iterator[Finding]:
    claimed = pc.fill_null(pc.equal(cells.columns["stage"].cast(pa.string()), "claimed"), False)
    at = np.flatnonzero(claimed.to_numpy(zero_copy_only=False) & cells.has("answers"))
    yield Finding("claim_answers", "answers", at, lambda i: cells.said("answers", i))


def _one_document(cells: Cells) -> Iterator[Finding]:
    """A posting is one source's word, so of one organisation and one stage; else it is asked."""
    for column, code in (
        ("organisation", "organisations_in_posting"),
        ("stage", "stages_in_posting"),
    ):
        said = np.flatnonzero(cells.has("source") & cells.has(column))
        numbers = cells.numbers(column)[said]
        sources = cells.numbers("source")[said]
        _, first, posting = np.unique(sources, return_index=True, return_inverse=True)
        differs = np.flatnonzero(numbers != numbers[first][posting])
        _, once = np.unique(posting[differs], return_index=True)
        at = np.sort(said[differs[once]])
        yield Finding(code, column, at, lambda i: cells.said("source", i))


def _whole(code: str) -> Rule:
    """A quantity that is a fraction is asked about."""

    def rule(cells: Cells) -> Iterator[Finding]:
        numbers = cells.numbers(code)
        at = np.flatnonzero(cells.has(code) & (numbers % MILLION != 0))
        yield Finding("fraction", code, at, lambda i: cells.said(code, i))

    return rule


def _milestones_reach_quantity(cells: Cells) -> Iterator[Finding]:
    profiles = cells.columns["profile"]
    last = [
        int(text.rpartition(":")[2]) if text and ":" in text else -1
        for text in profiles.dictionary.to_pylist()
    ]
    by_row = np.array([*last, -1], dtype=np.int64)[cells.numbers("profile")]
    at = np.flatnonzero(
        (by_row >= 0) & cells.has("quantity") & (by_row != cells.numbers("quantity"))
    )
    yield Finding(
        "milestones_miss_quantity",
        "profile",
        at,
        lambda i: write_quantity(int(by_row[i])),
        lambda i: cells.said("quantity", i),
    )


def _repeats(cells: Cells, columns: tuple[str, ...], code: str) -> Finding:
    """Rows whose columns together are those of an earlier row; refused cells are left alone."""
    keys = np.zeros(len(cells.rows), dtype=np.int64)
    sound = np.ones(len(cells.rows), dtype=bool)
    for column in columns:
        numbers = cells.numbers(column)
        _, keys = np.unique(keys, return_inverse=True)
        _, numbers = np.unique(numbers, return_inverse=True)
        keys = keys * (int(numbers.max(initial=0)) + 1) + numbers
        sound &= ~cells.faulty[column]
    sound &= cells.has(columns[0])
    order = np.argsort(keys, kind="stable")
    order = order[sound[order]]
    again = np.flatnonzero(keys[order][1:] == keys[order][:-1]) + 1
    starts = np.ones(len(order), dtype=bool)
    starts[again] = False
    first_of = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
    earlier = dict(zip(order[again].tolist(), first_of[again].tolist(), strict=True))
    return Finding(
        code,
        columns[0],
        np.sort(order[again]),
        lambda i: ",".join(cells.said(column, i) for column in columns),
        lambda i: int(cells.rows[earlier[i]]),
    )


def repeated_keys(cells: Cells) -> Iterator[Finding]:
    """Rows whose key an earlier row of the file has."""
    yield _repeats(cells, cells.table.key, "key_twice")


def _reversed_once(cells: Cells) -> Iterator[Finding]:
    yield _repeats(cells, ("reverses",), "reversed_twice")


RULES: Final[Mapping[str, Rule]] = {
    "own_parent": _never_itself("own_parent", "code", "parent"),
    "own_reversal": _never_itself("reverses_itself", "source", "reverses"),
    "dates_in_order": _in_order("starts_on", "ends_on"),
    "period_in_order": _in_order("from", "to"),
    "point_whole": _point_whole,
    "population_has_year": _population_has_year,
    "no_bar_in_code": _no_bar_in_code,
    "facility_or_place": _facility_or_place,
    "organisation_stated": _organisation_stated,
    "own_answer": _own_answer,
    "claim_answers": _claim_answers,
    "one_document": _one_document,
    "whole_quantity": _whole("quantity"),
    "whole_value": _whole("value"),
    "milestones_reach_quantity": _milestones_reach_quantity,
    "reversed_once": _reversed_once,
}

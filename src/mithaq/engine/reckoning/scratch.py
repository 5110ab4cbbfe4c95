"""Temporary tables of one reckoning, dropped when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from types import TracebackType
from typing import Any, Self

import ibis
import numpy as np
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

_SERIAL = count()


class Scratch:
    """Keeps intermediate results in the connection that holds the ledger's tables."""

    def __init__(self, connection: Backend) -> None:
        self.connection = connection
        self._names: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._names:
            # Not drop_table: with sqlglot 30 Ibis 12 writes the statement without the name.
            self.connection.raw_sql(f'DROP TABLE IF EXISTS "{self._names.pop()}"')

    def keep(self, expression: Table) -> Table:
        """Compute now, once; the answer is read as often as it is needed."""
        name = f"reckoning_{next(_SERIAL)}"
        kept = self.connection.create_table(name, expression, temp=True)
        self._names.append(name)
        return kept

    def rows(self, expression: Table) -> list[tuple[Any, ...]]:
        """The result as Python rows; decimals without a fraction come as int."""
        return list(zip(*self.columns(expression), strict=True))

    def columns(self, expression: Table) -> list[list[Any]]:
        """The result as Python columns."""
        arrow: pa.Table = self.connection.to_pyarrow(expression)
        return [_values(column) for column in arrow.columns]


def _values(column: pa.ChunkedArray) -> list[Any]:
    if pa.types.is_decimal(column.type):
        return whole_numbers(column.combine_chunks())
    values: list[Any] = column.to_pylist()
    return values


def whole_numbers(column: pa.Decimal128Array) -> list[int | None]:
    """A decimal(38, 0) column as Python ints, exactly, and without a Decimal for each."""
    halves = np.frombuffer(column.buffers()[1], dtype="<i8").reshape(-1, 2)
    halves = halves[column.offset : column.offset + len(column)]
    low, high = halves[:, 0], halves[:, 1]
    values: list[int | None] = low.tolist()
    for at in np.flatnonzero(high != low >> 63).tolist():
        values[at] = (int(high[at]) << 64) | (int(low[at]) & (2**64 - 1))
    if column.null_count:
        for at in np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)).tolist():
            values[at] = None
    return values


def small_table(columns: dict[str, pa.DataType], rows: Sequence[tuple[Any, ...]]) -> Table:
    """An in-memory table from Python rows, one value a column, in the order of `columns`."""
    schema = pa.schema(list(columns.items()))
    values = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
    arrays = [
        pa.array(list(column), kind) for column, kind in zip(values, columns.values(), strict=True)
    ]
    return ibis.memtable(pa.Table.from_arrays(arrays, schema=schema))

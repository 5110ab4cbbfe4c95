"""What had been recorded by an instant: the small tables as rows, oldest record first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
from ibis.expr.types import Table

from mithaq.engine.ledger_tables import LedgerTables
from mithaq.engine.months import month_of

NO_BATCH = -(2**63)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The day spoken of, and how much of the record is known.

    `known_until` is in microseconds since 1970 (UTC), `batch` the last batch seen; None: no limit.
    """

    as_of: date
    known_until: int | None = None
    batch: int | None = None

    @property
    def month(self) -> int:
        """The last month whose deliveries are seen."""
        return month_of(self.as_of)


def cutoff(tables: LedgerTables, as_of: date, known_at: datetime | None) -> Cutoff:
    """Resolve an instant to the latest batch recorded by then.

    Raises ValueError for a naive `known_at`: what instant a bare date means is the country's.
    """
    if known_at is None:
        return Cutoff(as_of)
    if known_at.tzinfo is None:
        raise ValueError("known_at needs a time zone")
    since = known_at - EPOCH
    until = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    rows = _columns(tables, tables.batches, ("batch", "recorded_at"))
    recorded = [(at, batch) for batch, at in rows if at <= until]
    return Cutoff(as_of, until, max(recorded)[1] if recorded else NO_BATCH)


def known_rows(
    tables: LedgerTables, table: Table, columns: tuple[str, ...], known_until: int | None
) -> list[tuple[Any, ...]]:
    """The rows recorded by then, in order of recording, so that the last one wins a dict."""
    rows = _columns(tables, table, ("recorded_at", *columns))
    if known_until is not None:
        rows = [row for row in rows if row[0] <= known_until]
    rows.sort(key=lambda row: row[0])
    return [row[1:] for row in rows]


def all_rows(tables: LedgerTables, table: Table, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """The rows of a table that has no time of recording."""
    return _columns(tables, table, columns)


def _columns(tables: LedgerTables, table: Table, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    arrow: pa.Table = tables.connection.to_pyarrow(table.select(*columns))
    lists = [_values(arrow.column(name)) for name in columns]
    return list(zip(*lists, strict=True))


def _values(column: pa.ChunkedArray) -> list[Any]:
    # Instants as plain integers: no time zone can then change their order.
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64())
    values: list[Any] = column.to_pylist()
    return values

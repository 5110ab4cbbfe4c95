"""The ledger as columns: what the engine reads, and the only thing it reads.

Quantities are int64 millionths; months are `year * 12 + (month - 1)`; stages and claimants are the
codes of `Stage` and `Claimant`. `deliveries` may hold ten million rows over Parquet files; every
other table is small. All instants are UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from pathlib import Path
from typing import Self

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from mithaq.engine.months import month_of as month_of


class Stage(IntEnum):
    """How far a delivery has come; the three are kept side by side."""

    CLAIMED = 0
    ACCEPTED = 1
    VERIFIED = 2


class Claimant(IntEnum):
    """Who says so: the facility's own report or the partner's sheet."""

    FACILITY = 0
    PARTNER = 1


INSTANT = pa.timestamp("us", "UTC")


def _schema(required: dict[str, pa.DataType], nullable: dict[str, pa.DataType]) -> pa.Schema:
    needed = [pa.field(name, kind, nullable=False) for name, kind in required.items()]
    return pa.schema(needed + [pa.field(name, kind) for name, kind in nullable.items()])


SCHEMAS: dict[str, pa.Schema] = {
    # The claim_… columns are the line's own values or, where it answers a claim, those of the
    # root claim: attribution looks at nothing else.
    "deliveries": _schema(
        {
            "delivery": pa.int64(),
            "posting": pa.int64(),
            "batch": pa.int64(),
            "stage": pa.int8(),
            "claimant": pa.int8(),
            "measure": pa.int32(),
            "location": pa.int32(),
            "month": pa.int32(),
            "quantity": pa.int64(),
            "claim_measure": pa.int32(),
            "claim_location": pa.int32(),
            "claim_month": pa.int32(),
            "claim_claimant": pa.int8(),
            "made_up": pa.bool_(),
        },
        {
            "organisation": pa.int32(),
            "agreement": pa.int32(),
            "claim_organisation": pa.int32(),
            "claim_agreement": pa.int32(),
        },
    ),
    "batches": _schema({"batch": pa.int64(), "recorded_at": INSTANT}, {}),
    # posting: the one reversed; batch: that of the reversing posting.
    "reversals": _schema({"posting": pa.int64(), "batch": pa.int64()}, {}),
    "locations": _schema({"location": pa.int32(), "code": pa.string(), "level": pa.string()}, {}),
    "location_parents": _schema(
        {"location": pa.int32(), "parent": pa.int32(), "recorded_at": INSTANT},
        {"valid_from": pa.date32()},
    ),
    "measures": _schema(
        {
            "measure": pa.int32(),
            "code": pa.string(),
            "family": pa.string(),
            "unit": pa.string(),
            "combine": pa.string(),
        },
        {"stale_after": pa.int32()},
    ),
    "measure_parents": _schema(
        {"measure": pa.int32(), "recorded_at": INSTANT}, {"parent": pa.int32()}
    ),
    "organisations": _schema({"organisation": pa.int32(), "code": pa.string()}, {}),
    "agreements": _schema(
        {
            "agreement": pa.int32(),
            "code": pa.string(),
            "made_up": pa.bool_(),
            "recorded_at": INSTANT,
        },
        {},
    ),
    "agreement_terms": _schema(
        {
            "agreement": pa.int32(),
            "partner": pa.int32(),
            "counts_from": pa.int8(),
            "preferred_claimant": pa.int8(),
            "recorded_at": INSTANT,
        },
        {},
    ),
    "agreement_statuses": _schema(
        {"agreement": pa.int32(), "status": pa.string(), "recorded_at": INSTANT},
        {"on": pa.date32()},
    ),
    "parties": _schema(
        {
            "agreement": pa.int32(),
            "organisation": pa.int32(),
            "role": pa.string(),
            "recorded_at": INSTANT,
        },
        {"valid_from": pa.date32(), "valid_to": pa.date32()},
    ),
    # One row a version of a line. milestones: '2026-03-31:200000000|…', date:millionths,
    # cumulative.
    "pledges": _schema(
        {
            "pledge": pa.int32(),
            "agreement": pa.int32(),
            "line": pa.string(),
            "measure": pa.int32(),
            "quantity": pa.int64(),
            "profile": pa.string(),
            "effective_on": pa.date32(),
            "recorded_at": INSTANT,
        },
        {"starts_on": pa.date32(), "ends_on": pa.date32(), "milestones": pa.string()},
    ),
    "scopes": _schema({"pledge": pa.int32(), "location": pa.int32()}, {}),
    "supports": _schema(
        {
            "location": pa.int32(),
            "family": pa.string(),
            "organisation": pa.int32(),
            "valid_from": pa.date32(),
            "recorded_at": INSTANT,
            "support_key": pa.string(),
        },
        {"agreement": pa.int32(), "share": pa.float64(), "valid_to": pa.date32()},
    ),
}


@dataclass(frozen=True)
class LedgerTables:
    """The tables of `SCHEMAS`, all in one DuckDB connection (column order does not matter)."""

    connection: Backend
    deliveries: Table
    batches: Table
    reversals: Table
    locations: Table
    location_parents: Table
    measures: Table
    measure_parents: Table
    organisations: Table
    agreements: Table
    agreement_terms: Table
    agreement_statuses: Table
    parties: Table
    pledges: Table
    scopes: Table
    supports: Table

    @classmethod
    def from_arrow(cls, connection: Backend, tables: Mapping[str, pa.Table]) -> Self:
        """Every table from memory; a table that is left out is empty.

        Raises pa.ArrowInvalid or KeyError where a table does not have its schema.
        """
        deliveries = tables.get("deliveries", SCHEMAS["deliveries"].empty_table())
        shaped = _in_schema("deliveries", deliveries)
        return cls(connection, ibis.memtable(shaped), **_small_tables(tables))

    @classmethod
    def from_parquet(
        cls, connection: Backend, deliveries: Path | list[Path], tables: Mapping[str, pa.Table]
    ) -> Self:
        """Deliveries stay in their Parquet files and are scanned there; the rest is in memory.

        At least one file must exist (an empty one will do).
        """
        files = [deliveries] if isinstance(deliveries, Path) else deliveries
        scanned = connection.read_parquet([str(file) for file in files])
        return cls(connection, scanned, **_small_tables(tables))


def connect(
    *, threads: int | None = None, memory: str = "3GB", spill: Path | None = None
) -> Backend:
    """An in-memory DuckDB that never reaches for the network.

    Extensions are neither fetched nor loaded by themselves; what Mithaq reads is built in. What
    does not fit in `memory` goes to the folder `spill` (one a process); without one it fails.
    """
    settings: dict[str, object] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": memory,
        "preserve_insertion_order": False,
        "temp_directory": "" if spill is None else str(spill),
    }
    if threads is not None:
        settings["threads"] = threads
    connection: Backend = ibis.duckdb.connect(":memory:", **settings)
    # It would draw its bar on standard output, into what a command prints.
    connection.raw_sql("SET enable_progress_bar = false")
    return connection


def table_of(name: str, rows: list[dict[str, object]]) -> pa.Table:
    """An Arrow table of `SCHEMAS[name]` from rows; a column left out of a row is null."""
    return pa.Table.from_pylist(rows, schema=SCHEMAS[name])


def _small_tables(tables: Mapping[str, pa.Table]) -> dict[str, Table]:
    names = [field.name for field in fields(LedgerTables)][2:]
    unknown = set(tables) - set(names) - {"deliveries"}
    if unknown:
        raise KeyError(f"not a table of the ledger: {sorted(unknown)}")
    given = {name: tables.get(name, SCHEMAS[name].empty_table()) for name in names}
    return {name: ibis.memtable(_in_schema(name, table)) for name, table in given.items()}


def _in_schema(name: str, table: pa.Table) -> pa.Table:
    """The columns of the schema, checked, and nullable from then on as Parquet's are.

    Ibis tells `int32` from `!int32`: without this, memory and files would make two dialects.
    """
    schema = SCHEMAS[name]
    checked = table.select(schema.names).cast(schema)
    return checked.cast(pa.schema([field.with_nullable(True) for field in schema]))

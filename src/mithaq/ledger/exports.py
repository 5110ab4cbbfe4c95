"""Deliveries from the database to Parquet, a range at a time; runs in a process of its own, too."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mithaq.engine.ledger_tables import SCHEMAS
from mithaq.engine.months import read_month
from mithaq.ledger.reading import Address, Reader, opened

SCHEMA = SCHEMAS["deliveries"]
# DuckDB shares a file out among threads by its row groups.
ROW_GROUP = 122_880

_LINES = pa.schema(
    [
        *((name, pa.int64()) for name in ("delivery", "posting", "stage", "claimant", "measure")),
        ("location", pa.int64()),
        ("month", pa.string()),
        *((name, pa.int64()) for name in ("quantity", "organisation", "agreement", "claim")),
        *((f"claim_{name}", pa.int64()) for name in ("measure", "location")),
        ("claim_month", pa.string()),
        *((f"claim_{name}", pa.int64()) for name in ("organisation", "agreement", "claimant")),
    ]
)
_POSTINGS = pa.schema([("posting", pa.int64()), ("batch", pa.int64()), ("made_up", pa.int64())])
_OWN = ("measure", "location", "month", "organisation", "agreement", "claimant")


@dataclass(frozen=True)
class Range:
    """Deliveries from `first` to `last`, to be written to a file."""

    first: int
    last: int
    path: str


def export_range(where: Address, asked: Range) -> int:
    """Write a range to its file in a process of its own; how many rows."""
    with opened(where) as reader:
        return write_range(reader, asked)


def write_range(reader: Reader, asked: Range) -> int:
    """Write a range of deliveries to its file; how many rows."""
    table = read_range(reader, asked.first, asked.last)
    write_parquet(table, Path(asked.path))
    return len(table)


def read_range(reader: Reader, first: int, last: int) -> pa.Table:
    """Deliveries as the engine reads them: each with its root claim's own values beside it."""
    own = ", ".join(f"d.{_column(name)}" for name in ("stage", "claimant", "measure", "location"))
    claims = ", ".join(f"c.{_column(name)}" for name in ("organisation", "agreement", "claimant"))
    lines = reader.read(
        f"SELECT d.id, d.posting_id, {own}, CAST(d.month AS TEXT), d.quantity,"  # noqa: S608
        " d.organisation_id, d.agreement_id, d.claim_id, c.measure_id, c.location_id,"
        f" CAST(c.month AS TEXT), {claims}"
        " FROM ledger_delivery d LEFT JOIN ledger_delivery c ON c.id = d.claim_id"
        f" WHERE d.id BETWEEN {int(first)} AND {int(last)} ORDER BY d.id",
        _LINES,
    )
    if not len(lines):
        return SCHEMA.empty_table()
    postings = lines["posting"].to_numpy()
    heads = reader.read(
        "SELECT id, batch_id, CAST(is_made_up AS INTEGER) FROM ledger_posting"  # noqa: S608
        f" WHERE id BETWEEN {int(postings.min())} AND {int(postings.max())} ORDER BY id",
        _POSTINGS,
    )
    return _shaped(lines, heads)


def _column(name: str) -> str:
    numbered = name in {"measure", "location", "organisation", "agreement"}
    return f"{name}_id" if numbered else name


def _shaped(lines: pa.Table, heads: pa.Table) -> pa.Table:
    columns = {name: lines[name].combine_chunks() for name in lines.column_names}
    columns["month"] = months_column(columns["month"])
    columns["claim_month"] = months_column(columns["claim_month"])
    answers = pc.is_valid(columns["claim"])
    for name in _OWN:
        columns[f"claim_{name}"] = pc.if_else(answers, columns[f"claim_{name}"], columns[name])
    place = pa.array(np.searchsorted(heads["posting"].to_numpy(), columns["posting"].to_numpy()))
    columns["batch"] = heads["batch"].combine_chunks().take(place)
    columns["made_up"] = pc.not_equal(heads["made_up"].combine_chunks().take(place), 0)
    return pa.table([columns[field.name].cast(field.type) for field in SCHEMA], schema=SCHEMA)


def months_column(days: pa.Array) -> pa.Array:
    """Days as ISO text → the engine's months."""
    encoded = days.dictionary_encode()
    months = [read_month(day[:7]) for day in encoded.dictionary.to_pylist()]
    return pa.array(months, pa.int64()).take(encoded.indices)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Whole or not at all: written under another name, then renamed."""
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    pq.write_table(table, half, row_group_size=ROW_GROUP)
    half.replace(path)


def ranges(first: int, last: int, size: int) -> list[tuple[int, int]]:
    """`first`…`last` in stretches of at most `size`."""
    return [(start, min(start + size - 1, last)) for start in range(first, last + 1, size)]

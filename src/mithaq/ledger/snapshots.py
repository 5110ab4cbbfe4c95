"""The ledger's deliveries as Parquet files, brought up to date by what was added since.

A file holds whole batches and is never changed; `manifest.json` names the files that count. A file
is written beside its name and renamed when it is whole, the manifest after it: a process killed in
between leaves a file that nobody names. The small tables are read from the database each time.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection

from mithaq.engine.ledger_tables import SCHEMAS, LedgerTables, connect
from mithaq.ledger.models import Batch
from mithaq.ledger.small_tables import small_tables
from mithaq.registry.rows import default_country

FORM = 1
ROWS_AT_ONCE = 100_000
ROWS_OF_A_GROUP = 1_000_000
# More files than this are made into one, so that many small batches stay cheap to read.
MOST_FILES = 24
# Files larger than this are left as they are.
SMALL_ROWS = 2_000_000
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Part:
    """A Parquet file of the batches after `after` up to `last`."""

    name: str
    after: int
    last: int
    rows: int


@dataclass(frozen=True)
class Snapshot:
    """Files that hold all deliveries up to a batch."""

    folder: Path
    batch: int
    deliveries: int
    files: tuple[Path, ...]


def bring_up_to_date(out: Path | None = None, *, progress: Progress | None = None) -> Snapshot:
    """Add what the ledger gained since the last time; callers at the same time take turns.

    `out`: a folder to export to, small tables included; default: the installation's own.
    """
    folder = out or settings.SNAPSHOTS / default_country()
    folder.mkdir(parents=True, exist_ok=True)
    with _turn(folder):
        parts = _read_manifest(folder)
        last = parts[-1].last if parts else 0
        head, first_batch_digest = _head()
        if head > last or not parts:
            parts = [*parts, *_write_part(folder, last, head, progress)]
            parts = _compacted(folder, parts)
            _write_manifest(folder, parts, first_batch_digest)
        _sweep(folder, parts)
        if out is not None:
            _export_small_tables(folder)
    files = tuple(folder / part.name for part in parts)
    return Snapshot(folder, parts[-1].last, sum(part.rows for part in parts), files)


def open_tables(snapshot: Snapshot) -> LedgerTables:
    """The ledger as the engine reads it, in a DuckDB of its own."""
    database = connect(threads=os.cpu_count() or 2)
    return LedgerTables.from_parquet(database, list(snapshot.files), small_tables(snapshot.batch))


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """One process at a time; the lock goes with the process that held it."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _head() -> tuple[int, str]:
    """The last batch, and the first one's digest, which tells this ledger from any other."""
    batches = Batch.objects.filter(country=default_country()).order_by("id")
    first, last = batches.first(), batches.last()
    return (last.id, first.digest) if first and last else (0, "")


# --- the manifest -------------------------------------------------------------------------------
def _read_manifest(folder: Path) -> list[Part]:
    """The parts that count; none where the manifest is of another ledger or cannot be read."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        parts = [Part(**part) for part in manifest["parts"]]
        known = manifest["form"] == FORM and manifest["ledger"] == _head()[1]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    whole = all(
        (folder / part.name).exists() and pq.read_metadata(folder / part.name).num_rows == part.rows
        for part in parts
    )
    return parts if known and whole else []


def _write_manifest(folder: Path, parts: Sequence[Part], ledger: str) -> None:
    manifest = {"form": FORM, "ledger": ledger, "parts": [asdict(part) for part in parts]}
    beside = folder / "manifest.json.part"
    beside.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    beside.replace(folder / "manifest.json")


def _sweep(folder: Path, parts: Sequence[Part]) -> None:
    """Files that the manifest does not name were left by a process that did not finish.

    A reader that opened an earlier part keeps it: removing a file does not close it.
    """
    named = {part.name for part in parts}
    for file in folder.glob("deliveries-*.parquet*"):
        if file.name not in named:
            file.unlink(missing_ok=True)


# --- deliveries -----------------------------------------------------------------------------------
def _write_part(folder: Path, after: int, last: int, progress: Progress | None) -> list[Part]:
    name = f"deliveries-{after + 1:010d}-{last:010d}.parquet"
    beside = folder / (name + ".part")
    rows = 0
    total = _delivery_bounds(after, last)
    with pq.ParquetWriter(beside, SCHEMAS["deliveries"], compression="zstd") as writer:
        for table in _delivery_tables(total):
            writer.write_table(table, row_group_size=ROWS_OF_A_GROUP)
            rows += table.num_rows
            if progress:
                progress(rows, total[1] - total[0])
    beside.replace(folder / name)
    return [Part(name, after, last, rows)]


def _delivery_bounds(after: int, last: int) -> tuple[int, int]:
    """Deliveries (first, last] of the batches (after, last]; positions follow the batches."""
    batches = Batch.objects.filter(country=default_country(), id__gt=after, id__lte=last)
    first, final = batches.order_by("id").first(), batches.order_by("id").last()
    if first is None or final is None:
        return 0, 0
    return first.first_delivery - 1, final.last_delivery


def _delivery_tables(bounds: tuple[int, int]) -> Iterator[pa.Table]:
    """A Parquet row group's worth at a time."""
    waiting: list[pa.RecordBatch] = []
    size = 0
    for start in range(bounds[0], bounds[1], ROWS_AT_ONCE):
        batch = _delivery_batch(start, min(start + ROWS_AT_ONCE, bounds[1]))
        waiting.append(batch)
        size += batch.num_rows
        if size >= ROWS_OF_A_GROUP:
            yield pa.Table.from_batches(waiting)
            waiting, size = [], 0
    if waiting:
        yield pa.Table.from_batches(waiting)


def _delivery_batch(after: int, last: int) -> pa.RecordBatch:
    schema = SCHEMAS["deliveries"]
    with connection.cursor() as cursor:
        cursor.execute(_DELIVERIES.format(**_dialect()), [after, last])
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [_array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    # SQLite has no booleans of its own.
    return pa.array(map(bool, values) if pa.types.is_boolean(kind) else values, kind)


# In the order of SCHEMAS["deliveries"].
_DELIVERIES = """
SELECT d.id, d.posting_id, p.batch_id, d.stage, d.claimant, d.measure_id, d.location_id, {month_d},
       d.quantity, COALESCE(c.measure_id, d.measure_id), COALESCE(c.location_id, d.location_id),
       COALESCE({month_c}, {month_d}), COALESCE(c.claimant, d.claimant), p.is_made_up,
       d.organisation_id, d.agreement_id,
       CASE WHEN c.id IS NULL THEN d.organisation_id ELSE c.organisation_id END,
       CASE WHEN c.id IS NULL THEN d.agreement_id ELSE c.agreement_id END
FROM ledger_delivery d
JOIN ledger_posting p ON p.id = d.posting_id
LEFT JOIN ledger_delivery c ON c.id = d.claim_id
WHERE d.id > %s AND d.id <= %s
ORDER BY d.id
"""


def _dialect() -> dict[str, str]:
    """A day as the engine's month number, in the database's own words."""
    if connection.vendor == "sqlite":
        words = "CAST(substr({0}.month,1,4) AS INTEGER)*12+CAST(substr({0}.month,6,2) AS INTEGER)-1"
    else:
        words = "(EXTRACT(YEAR FROM {0}.month)*12+EXTRACT(MONTH FROM {0}.month)-1)::int"
    return {"month_d": words.format("d"), "month_c": words.format("c")}


def _compacted(folder: Path, parts: list[Part]) -> list[Part]:
    """Too many small parts made into one."""
    small = [part for part in parts if part.rows < SMALL_ROWS]
    if len(small) <= MOST_FILES:
        return parts
    start = next(
        index for index in range(len(parts))
        if all(part.rows < SMALL_ROWS for part in parts[index:])
    )  # fmt: skip
    joined = parts[start:]
    if len(joined) < 2:
        return parts
    name = f"deliveries-{joined[0].after + 1:010d}-{joined[-1].last:010d}-joined.parquet"
    beside = folder / (name + ".part")
    with pq.ParquetWriter(beside, SCHEMAS["deliveries"], compression="zstd") as writer:
        for part in joined:
            for batch in pq.ParquetFile(folder / part.name).iter_batches(ROWS_AT_ONCE):
                writer.write_batch(batch)
    beside.replace(folder / name)
    whole = Part(name, joined[0].after, joined[-1].last, sum(part.rows for part in joined))
    return [*parts[:start], whole]


def _export_small_tables(folder: Path) -> None:
    """The whole ledger in one folder, for tools of other people's."""
    for name, table in small_tables(_head()[0]).items():
        beside = folder / f"{name}.parquet.part"
        pq.write_table(table, beside)
        beside.replace(folder / f"{name}.parquet")

"""Parquet snapshots of the ledger: incremental, since nothing in it ever changes.

Deliveries, batches and reversals are kept in segments, each a run of batches; a snapshot adds the
batches since the last one as a further segment and now and then joins small ones. The small
tables are written whole. A snapshot is consistent up to its last batch, whatever lands meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from mithaq.engine.ledger_tables import SCHEMAS, LedgerTables, connect
from mithaq.ledger.exports import Range, export_range, ranges, write_parquet, write_range
from mithaq.ledger.manifests import (
    File,
    Manifest,
    Segment,
    locked,
    read_manifest,
    sweep,
    write_manifest,
)
from mithaq.ledger.models import Batch, Posting
from mithaq.ledger.reading import Address, DjangoReader, address, shared_out
from mithaq.ledger.small_tables import small_tables
from mithaq.registry.rows import default_country

Progress = Callable[[int, int | None], None]
# From so many deliveries on they are read by processes of their own.
MANY = 200_000
STRETCH = 500_000
# Segments are joined while they are small; a larger one is never written twice.
LARGE = 2_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Snapshot:
    """A snapshot in a folder, up to a batch (0: nothing recorded yet)."""

    folder: Path
    manifest: Manifest

    @property
    def batch(self) -> int:
        return self.manifest.batch

    @property
    def deliveries(self) -> int:
        return sum(file.rows for file in self._deliveries())

    @property
    def known_at(self) -> datetime:
        """When its last batch was recorded."""
        return self.manifest.known_at

    def _deliveries(self) -> list[File]:
        return [file for segment in self.manifest.segments for file in segment.deliveries]

    @property
    def files(self) -> list[Path]:
        """The files of deliveries; at least one, if an empty one."""
        return [self.folder / file.name for file in self._deliveries()]

    def tables(self) -> dict[str, pa.Table]:
        """Every table but the deliveries."""
        found = {
            name: pq.read_table(self.folder / file.name)
            for name, file in self.manifest.tables.items()
        }
        for name in ("batches", "reversals"):
            files = [getattr(segment, name) for segment in self.manifest.segments]
            parts = [pq.read_table(self.folder / file.name) for file in files if file.rows]
            found[name] = pa.concat_tables([SCHEMAS[name].empty_table(), *parts])
        return found


def bring_up_to_date(out: Path | None = None, *, progress: Progress | None = None) -> Snapshot:
    """Bring the snapshot in `out` (default: the settings' folder) up to the last batch.

    Callers wait for one another. Whatever stops it leaves the snapshot before.
    """
    folder = Path(out or settings.SNAPSHOTS)
    with locked(folder / "lock"):
        before = _usable(read_manifest(folder))
        head = Batch.objects.filter(country=default_country()).order_by("-id").first()
        segments = before.segments if before else ()
        done = before.batch if before else 0
        if not segments or (head and head.id > done):
            segments = _joined(folder, [*segments, _segment(folder, done, head, progress)])
        after = Manifest(
            country=default_country(),
            batch=head.id if head else 0,
            digest=head.digest if head else "",
            recorded_at=(head.recorded_at if head else EPOCH).isoformat(),
            delivery=head.last_delivery if head else 0,
            segments=segments,
            tables=_small_files(folder, head.recorded_at if head else EPOCH),
        )
        write_manifest(folder, after)
        sweep(folder, before, after)
        return Snapshot(folder, after)


def open_tables(
    snapshot: Snapshot, *, threads: int | None = 2, memory: str = "3GB"
) -> LedgerTables:
    """The snapshot as the engine reads it, in a DuckDB of its own that spills into the home."""
    spill = Path(settings.HOME) / "spill"
    spill.mkdir(exist_ok=True)
    connection = connect(threads=threads, memory=memory)
    quoted = str(spill).replace("'", "''")
    connection.raw_sql(f"SET temp_directory = '{quoted}'")
    return LedgerTables.from_parquet(connection, snapshot.files, snapshot.tables())


def _usable(manifest: Manifest | None) -> Manifest | None:
    """A snapshot of this very ledger: not of another one, nor of one that lost its last batches."""
    if manifest is None or manifest.country != default_country() or manifest.batch == 0:
        return None
    known = Batch.objects.filter(id=manifest.batch, digest=manifest.digest).exists()
    return manifest if known else None


def _segment(folder: Path, done: int, head: Batch | None, progress: Progress | None) -> Segment:
    """The batches after `done`, up to the head."""
    name = f"{done + 1:09d}-{uuid4().hex[:8]}"
    last = head.id if head else 0
    batches = Batch.objects.filter(id__gt=done, id__lte=last).order_by("id")
    rows = list(batches.values_list("id", "recorded_at", "first_delivery", "last_delivery"))
    reversals = Posting.objects.filter(
        batch__gt=done, batch__lte=last, reverses__isnull=False
    ).order_by("id")
    span = (rows[0][2], rows[-1][3]) if rows else (1, 0)
    return Segment(
        first=done + 1,
        last=last,
        deliveries=_delivery_files(folder, name, *span, progress),
        batches=_file(
            folder,
            f"batches-{name}.parquet",
            _columns("batches", [(number, at) for number, at, _, _ in rows]),
        ),
        reversals=_file(
            folder,
            f"reversals-{name}.parquet",
            _columns("reversals", list(reversals.values_list("reverses_id", "batch_id"))),
        ),
    )


def _delivery_files(
    folder: Path, name: str, first: int, last: int, progress: Progress | None
) -> tuple[File, ...]:
    """Many deliveries are written by processes of their own, a file each."""
    asked = [
        Range(start, end, str(folder / f"deliveries-{name}-{number}.parquet"))
        for number, (start, end) in enumerate(ranges(first, last, STRETCH) or [(1, 0)])
    ]
    where = address() if last - first >= MANY else None
    files = []
    with _written(asked, where) as counts:
        for each, count in zip(asked, counts, strict=True):
            files.append(_listed(Path(each.path), count))
            if progress is not None:
                progress(each.last - first + 1, last - first + 1)
    return tuple(files)


@contextmanager
def _written(asked: Sequence[Range], where: Address | None) -> Iterator[Iterable[int]]:
    if where is None:
        reader = DjangoReader()
        yield (write_range(reader, each) for each in asked)
        return
    with shared_out(export_range, where, asked) as counts:
        yield counts


def _small_files(folder: Path, cut: datetime) -> dict[str, File]:
    name = uuid4().hex[:8]
    return {
        table: _file(folder, f"{table}-{name}.parquet", rows)
        for table, rows in small_tables(cut).items()
    }


def _columns(name: str, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    schema = SCHEMAS[name]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table(
        [pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)],
        schema=schema,
    )


def _file(folder: Path, name: str, table: pa.Table) -> File:
    write_parquet(table, folder / name)
    return _listed(folder / name, len(table))


def _listed(path: Path, rows: int) -> File:
    return File(path.name, path.stat().st_size, rows)


def _joined(folder: Path, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Join the last segments while the one before is no larger: few remain, and a row is written
    anew only so often as the whole has doubled."""
    kept = list(segments)
    while len(kept) > 1 and _belong_together(*kept[-2:]):
        later, earlier = kept.pop(), kept.pop()
        kept.append(_join(folder, earlier, later))
    return tuple(kept)


def _belong_together(earlier: Segment, later: Segment) -> bool:
    return earlier.rows <= later.rows and earlier.rows + later.rows < LARGE


def _join(folder: Path, earlier: Segment, later: Segment) -> Segment:
    name = f"{earlier.first:09d}-{uuid4().hex[:8]}"

    def joined(kind: str, files: Sequence[File]) -> File:
        parts = [pq.read_table(folder / file.name) for file in files]
        return _file(folder, f"{kind}-{name}.parquet", pa.concat_tables(parts))

    return replace(
        earlier,
        last=later.last,
        deliveries=(joined("deliveries", [*earlier.deliveries, *later.deliveries]),),
        batches=joined("batches", [earlier.batches, later.batches]),
        reversals=joined("reversals", [earlier.reversals, later.reversals]),
    )

"""How postings and their deliveries reach the database: made ready outside the lock, then written.

A few are inserted as rows. Many go, on SQLite, into a staging file written by another SQLite
library, closed, then attached by Django's own connection and taken over in one INSERT … SELECT
(two libraries on one database file can corrupt it); on PostgreSQL, through COPY.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import adbc_driver_sqlite.dbapi as adbc
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import connection

from mithaq.ledger.canonical import escaped_column, rows_bytes, rows_column
from mithaq.ledger.models import Batch

MANY = 5_000
_TEXT = pa.large_string()
# While a million rows are taken over, their indexes should fit in the page cache.
_PAGE_CACHE = -262_144
_STAGING = "staging-"
_ABANDONED_SECONDS = 86_400

# `number` and `posting` count from 0; `claim` is a delivery of the ledger, `claim_here` a new one.
POSTING_COLUMNS = ("number", "source", "on", "is_made_up", "reverses", "reason", "digest")
LINE_COLUMNS = (
    "number",
    "posting",
    "line",
    "stage",
    "claimant",
    "measure",
    "location",
    "month",
    "quantity",
    "organisation",
    "agreement",
    "claim",
    "claim_here",
)
_POSTING_TARGET = '(id, country, batch_id, source, "on", is_made_up, reverses_id, reason, digest)'
_LINE_TARGET = (
    "(id, posting_id, line, stage, claimant, measure_id, location_id, month, quantity,"
    " organisation_id, agreement_id, claim_id)"
)

NO_LINES = pa.table({name: pa.array([], pa.int64()) for name in LINE_COLUMNS})

Write = Callable[[Batch], None]


@contextmanager
def writer(postings: pa.Table, lines: pa.Table) -> Iterator[Write]:
    """Yields what writes the postings and lines behind a sealed batch, in its transaction."""
    if len(lines) < MANY or (connection.vendor == "sqlite" and connection.in_atomic_block):
        yield lambda batch: _insert(batch, postings, lines)
    elif connection.vendor == "sqlite":
        with _staged(postings, lines) as write:
            yield write
    else:
        yield lambda batch: _copy(batch, postings, lines)


# --- rows -------------------------------------------------------------------------------------
def _insert(batch: Batch, postings: pa.Table, lines: pa.Table) -> None:
    first, start = batch.first_posting, batch.first_delivery
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO ledger_posting {_POSTING_TARGET} VALUES ({_marks(9)})",  # noqa: S608
            [
                (first + number, batch.country, batch.id, *rest)
                for number, *rest in _tuples(postings, POSTING_COLUMNS)
            ],
        )
        cursor.executemany(
            f"INSERT INTO ledger_delivery {_LINE_TARGET} VALUES ({_marks(12)})",  # noqa: S608
            [
                (
                    start + number,
                    first + posting,
                    *rest,
                    claim if claim_here is None else start + claim_here,
                )
                for number, posting, *rest, claim, claim_here in _tuples(lines, LINE_COLUMNS)
            ],
        )


def _tuples(table: pa.Table, names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


# --- SQLite -----------------------------------------------------------------------------------
@contextmanager
def _staged(postings: pa.Table, lines: pa.Table) -> Iterator[Write]:
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_STAGING, dir=settings.HOME) as folder:
        path = Path(folder) / "staging.sqlite3"
        _write_file(path, postings, lines)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            cache = cursor.fetchone()[0]
            cursor.execute("ATTACH DATABASE %s AS staging", [str(path)])
            cursor.execute(f"PRAGMA cache_size = {_PAGE_CACHE}")
        try:
            yield _take_over
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size = {int(cache)}")
                cursor.execute("DETACH DATABASE staging")


def _sweep() -> None:
    """Drop what an import that was killed has left; one under way is younger than a day."""
    for folder in Path(settings.HOME).glob(f"{_STAGING}*"):
        if time.time() - folder.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _write_file(path: Path, postings: pa.Table, lines: pa.Table) -> None:
    with adbc.connect(str(path), autocommit=True) as staging, staging.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute("BEGIN")
        cursor.adbc_ingest("posting", _decoded(postings), mode="create")
        cursor.adbc_ingest("line", _decoded(lines), mode="create")
        cursor.execute("COMMIT")


def _decoded(table: pa.Table) -> pa.Table:
    """Columns as SQLite keeps them: plain texts, days as ISO text, flags as 0 and 1."""
    columns = {}
    for field in table.schema:
        column = table.column(field.name)
        if pa.types.is_dictionary(field.type) or pa.types.is_date(field.type):
            column = column.cast(_TEXT)
        elif pa.types.is_boolean(field.type):
            column = column.cast(pa.int8())
        columns[field.name] = column
    return pa.table(columns)


def _take_over(batch: Batch) -> None:
    first, start = batch.first_posting, batch.first_delivery
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_posting {_POSTING_TARGET}"  # noqa: S608
            ' SELECT number + %s, %s, %s, source, "on", is_made_up, reverses, reason, digest'
            " FROM staging.posting ORDER BY rowid",
            [first, batch.country, batch.id],
        )
        cursor.execute(
            f"INSERT INTO ledger_delivery {_LINE_TARGET}"  # noqa: S608
            " SELECT number + %s, posting + %s, line, stage, claimant, measure, location, month,"
            " quantity, organisation, agreement, coalesce(claim_here + %s, claim)"
            " FROM staging.line ORDER BY rowid",
            [start, first, start],
        )


# --- PostgreSQL -------------------------------------------------------------------------------
def _copy(batch: Batch, postings: pa.Table, lines: pa.Table) -> None:
    first, start = batch.first_posting, batch.first_delivery
    count = len(postings)
    digests = [f"\\\\x{digest.hex()}" for digest in postings.column("digest").to_pylist()]
    head = {
        "id": pc.add(postings.column("number"), first),
        "country": pa.array([batch.country] * count, _TEXT),
        "batch": pa.array([batch.id] * count, pa.int64()),
    }
    rest = [_escaped(postings.column(name)) for name in POSTING_COLUMNS[1:-1]]
    _copy_rows("ledger_posting", _POSTING_TARGET, [*head.values(), *rest, pa.array(digests, _TEXT)])
    claims = pc.coalesce(pc.add(lines.column("claim_here"), start), lines.column("claim"))
    ids = [pc.add(lines.column("number"), start), pc.add(lines.column("posting"), first)]
    middle = [_escaped(lines.column(name)) for name in LINE_COLUMNS[2:-2]]
    _copy_rows("ledger_delivery", _LINE_TARGET, [*ids, *middle, claims])


def _whole(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _escaped(column: pa.ChunkedArray) -> pa.Array:
    whole = _whole(column)
    is_text = pa.types.is_dictionary(whole.type) or pa.types.is_large_string(whole.type)
    return escaped_column(whole) if is_text else whole


def _copy_rows(table: str, columns: str, values: list[Any]) -> None:
    """COPY reads the very form in which the ledger's canonical rows are written."""
    wholes = [_whole(value) for value in values]
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} {columns} FROM STDIN") as copy,
    ):
        for begin in range(0, len(wholes[0]), 100_000):
            rows = rows_column([whole.slice(begin, 100_000) for whole in wholes])
            copy.write(rows_bytes(rows)[0])

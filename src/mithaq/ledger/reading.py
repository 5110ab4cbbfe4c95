"""Rows of the ledger as Arrow columns, fast where there are many.

A few rows, or rows of a transaction still open, are read through Django's connection. Millions
are read by processes of their own, each through its own connection: on SQLite with a library that
yields columns (the live process must not open the file with a second library, another process
may), on PostgreSQL through COPY. Nothing here imports Django at the top, so that such a process
starts at once.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import pyarrow as pa
import pyarrow.csv

Task = TypeVar("Task")
Result = TypeVar("Result")


class Reader(Protocol):
    """Reads a query whose columns have the names and types of a schema.

    A value that is not of its column's type, as only tampering leaves behind, is read as null.
    """

    vendor: str

    def read(self, query: str, schema: pa.Schema) -> pa.Table: ...


@dataclass(frozen=True)
class Address:
    """Where another process finds the database."""

    vendor: str
    path: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)


# --- in this process --------------------------------------------------------------------------
class DjangoReader:
    """Through Django's own connection, with what its transaction sees."""

    def __init__(self) -> None:
        from django.db import connection

        self.vendor = connection.vendor
        self._connection = connection

    def read(self, query: str, schema: pa.Schema) -> pa.Table:
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            return columns_of(cursor.fetchall(), schema)


def address() -> Address | None:
    """Where another process can read what is committed; None where it would not see what this one
    does: in a transaction, or in a database in memory."""
    from django.db import connection

    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        in_memory = connection.is_in_memory_db()  # type: ignore[attr-defined]
        return None if in_memory else Address("sqlite", path=name)
    given = connection.get_connection_params()
    plain = {key: value for key, value in given.items() if isinstance(value, str | int)}
    plain.pop("prepare_threshold", None)
    return Address(connection.vendor, parameters=plain)


def columns_of(rows: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    """Rows as columns of a schema."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [_column(values, kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.table(arrays, schema=schema)


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    meant = int if pa.types.is_integer(kind) else str
    if not set(map(type, values)) <= {meant, type(None)}:
        values = [value if type(value) is meant else None for value in values]
    return pa.array(values, kind)


# --- in processes of their own ------------------------------------------------------------------
@contextmanager
def opened(where: Address) -> Iterator[Reader]:
    """A connection of a process's own."""
    if where.vendor == "sqlite":
        import adbc_driver_sqlite.dbapi as adbc

        with adbc.connect(f"file:{where.path}?mode=ro", autocommit=True) as connection:
            yield _AdbcReader(connection, where.path)
    else:
        import psycopg

        with psycopg.connect(**where.parameters, autocommit=True) as connection:
            yield _CopyReader(connection)


class _AdbcReader:
    vendor = "sqlite"

    def __init__(self, connection: Any, path: str) -> None:
        self._connection = connection
        self._path = path

    def read(self, query: str, schema: pa.Schema) -> pa.Table:
        try:
            with self._connection.cursor() as cursor:
                cursor.execute(query)
                found = cursor.fetch_arrow_table()
            if all(map(_is_as_meant, found.columns, schema.types)):
                return pa.table(
                    [
                        column.cast(kind)
                        for column, kind in zip(found.columns, schema.types, strict=True)
                    ],
                    schema=schema,
                )
        except (OSError, pa.ArrowInvalid):
            pass  # a value of another type than its column's: read row by row
        with sqlite3.connect(f"file:{self._path}?mode=ro", uri=True) as plain:
            return columns_of(plain.execute(query).fetchall(), schema)


def _is_as_meant(column: pa.ChunkedArray, kind: pa.DataType) -> bool:
    """The library says int64 of a column that is null throughout."""
    if pa.types.is_integer(kind) or column.null_count == len(column):
        return bool(pa.types.is_int64(column.type))
    return bool(pa.types.is_string(column.type) and not pa.types.is_binary(column.type))


class _CopyReader:
    vendor = "postgresql"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def read(self, query: str, schema: pa.Schema) -> pa.Table:
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy,
        ):
            text = b"".join(copy)
        if not text:
            return schema.empty_table()
        return pyarrow.csv.read_csv(
            io.BytesIO(text),
            read_options=pyarrow.csv.ReadOptions(column_names=schema.names, use_threads=False),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=schema,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )


@contextmanager
def shared_out(
    work: Callable[[Address, Task], Result], where: Address, tasks: Iterable[Task]
) -> Iterator[Iterator[Result]]:
    """The results of a module's function over many tasks, in their order, as they come; the work
    begins at once.

    The processes are spawned: a fork of a process with threads and open databases is not safe.
    """
    from functools import partial

    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=context) as pool:
        yield pool.map(partial(work, where), tasks)

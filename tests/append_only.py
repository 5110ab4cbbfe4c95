"""Where the append-only triggers step aside: in tests that commit and are then wiped away.

The product has no such switch. Tests that tamper with the ledger use it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

from mithaq.registry.append_only import PREFIX


@contextmanager
def stepping_aside(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """While the block lasts, rows can be changed and deleted."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s",
                [f"{PREFIX}%"],
            )
        triggers = cursor.fetchall()
        for name, table in triggers:
            cursor.execute(
                f"DROP TRIGGER {name}"
                if is_sqlite
                else f"ALTER TABLE {table} DISABLE TRIGGER {name}"
            )
    yield
    with connection.cursor() as cursor:
        for name, made in triggers:
            cursor.execute(
                made if is_sqlite else f"ALTER TABLE {made} ENABLE ALWAYS TRIGGER {name}"
            )


_flush = BaseDatabaseOperations.execute_sql_flush


def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
    """In place of Django's own, which empties every table after a test that commits."""
    with stepping_aside(self.connection):
        _flush(self, sql_list)

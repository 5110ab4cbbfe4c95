"""Triggers that make a table append-only: no row is updated, replaced or deleted.

They are put in place by a migration and again after every `migrate`, because SQLite remakes a
table when it is altered, and its triggers go with the old one. There is no switch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connections, models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "append-only"
PREFIX = "append_only"
_FUNCTION = f"{PREFIX}_refuse"
# TG_TABLE_NAME says where; SQLSTATE 23001 reaches Django as IntegrityError, as on SQLite.
_POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{MESSAGE}: % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""


def append_only_models() -> list[type[models.Model]]:
    """The registry's: where places lay is read by reckonings of the past."""
    return [apps.get_model("registry", "LocationParent")]


def keep_append_only(using: str, **_: object) -> None:
    """After every `migrate`."""
    install(connections[using], append_only_models())


def install(connection: BaseDatabaseWrapper, tables: Iterable[type[models.Model]]) -> None:
    """Put the triggers of these models' tables in place; what stands already is made anew."""
    present = set(connection.introspection.table_names())
    kept = [model for model in tables if model._meta.db_table in present]
    statements = _sqlite if connection.vendor == "sqlite" else _postgres
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for model in kept:
            for statement in statements(model):
                cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper, tables: Iterable[type[models.Model]]) -> list[str]:
    """Names of triggers that should be in place and are not, or not enabled."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, '' FROM pg_trigger WHERE tgenabled = 'A'")
        found = dict(cursor.fetchall())
    wanted: dict[str, str] = {}
    for model in tables:
        wanted |= (
            _sqlite_triggers(model) if connection.vendor == "sqlite" else _postgres_names(model)
        )
    return [name for name, sql in wanted.items() if name not in found or found[name] != sql]


def _sqlite(model: type[models.Model]) -> Iterator[str]:
    for name, create in _sqlite_triggers(model).items():
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield create


def _sqlite_triggers(model: type[models.Model]) -> dict[str, str]:
    """REPLACE deletes the old row unseen by a delete trigger unless the connection has
    recursive_triggers on, so an existing key is refused before the insert as well."""
    table = model._meta.db_table
    exists = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in key) + ")"
        for key in _keys(model)
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}: {table}'); END"
    heads = {
        "update": f'BEFORE UPDATE ON "{table}"',
        "delete": f'BEFORE DELETE ON "{table}"',
        "insert": (
            # Names of our own tables and columns; nothing of a user's.
            f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {exists})'  # noqa: S608
        ),
    }
    names = {event: f"{PREFIX}_{table}_{event}" for event in heads}
    return {
        names[event]: f"CREATE TRIGGER {names[event]} {head} {refuse}"
        for event, head in heads.items()
    }


def _keys(model: type[models.Model]) -> list[list[str]]:
    """The columns of the primary key and of every unconditional unique key."""
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    single = [[columns[field.name]] for field in meta.concrete_fields if field.unique]
    together = [
        [columns[name] for name in constraint.fields]
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    return single + together


def _postgres(model: type[models.Model]) -> Iterator[str]:
    """ALWAYS: they fire for a session in the replica role, too."""
    table = model._meta.db_table
    for name, event in zip(_postgres_names(model), ("UPDATE OR DELETE", "TRUNCATE"), strict=True):
        yield f'DROP TRIGGER IF EXISTS {name} ON "{table}"'
        yield (
            f'CREATE TRIGGER {name} BEFORE {event} ON "{table}"'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        )
        yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {name}'


def _postgres_names(model: type[models.Model]) -> dict[str, str]:
    table = model._meta.db_table
    return {f"{PREFIX}_{table}_{event}": "" for event in ("change", "truncate")}

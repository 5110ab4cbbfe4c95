"""What is in the ledger stays there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from mithaq.ledger.append_only import append_only_models
from mithaq.ledger.models import Batch, Delivery, Pledge, Posting, Support
from mithaq.registry import append_only as registry
from mithaq.registry.append_only import missing
from tests.functional.ledger.world import a_small_ledger

pytestmark = pytest.mark.django_db
MODELS = [*append_only_models(), *registry.append_only_models()]
TABLES = [model._meta.db_table for model in MODELS]


@pytest.fixture(autouse=True)
def ledger() -> None:
    a_small_ledger()
    connection.check_constraints()  # PostgreSQL truncates nothing that still has checks to come


def refuses(statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_updated(table: str) -> None:
    refuses(f"UPDATE {table} SET id = id")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(table: str) -> None:
    refuses(f"DELETE FROM {table}")


@pytest.mark.postgres
@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_truncated(table: str) -> None:
    refuses(f"TRUNCATE {table} CASCADE")


@pytest.mark.sqlite
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_no_row_is_replaced(table: str, recursive: str) -> None:
    """Not even on a connection without recursive_triggers, where no delete trigger fires."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        refuses(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("ledger_posting", "id", "id + 1000"),
        ("ledger_delivery", "id", "id + 1000"),
        ("ledger_batch", "id", "id + 1000"),
        ("ledger_pledge", "id", "id + 1000"),
        ("ledger_pledgescope", "id", "id + 1000"),
    ],
)
def test_no_row_is_replaced_through_another_key(table: str, columns: str, values: str) -> None:
    """A new number under an old source, line or key would replace the old row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 1")
        names = [f'"{column[0]}"' for column in cursor.description if column[0] != columns]
    others = ", ".join(names)
    refuses(
        f"INSERT OR REPLACE INTO {table} ({columns}, {others})"
        f" SELECT {values}, {others} FROM {table} LIMIT 1"
    )


@pytest.mark.sqlite
def test_an_upsert_changes_nothing() -> None:
    refuses(
        "INSERT INTO ledger_delivery SELECT * FROM ledger_delivery WHERE true"
        " ON CONFLICT (id) DO UPDATE SET quantity = 0"
    )


@pytest.mark.postgres
def test_a_replica_s_session_changes_nothing_either() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    refuses("UPDATE ledger_delivery SET quantity = 0")


@pytest.mark.parametrize("model", [Batch, Posting, Delivery, Pledge, Support])
def test_django_itself_cannot_change_a_row(model: Any) -> None:
    row = model.objects.first()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")


def test_every_trigger_is_in_place() -> None:
    assert missing(connection, MODELS) == []


def test_a_lost_trigger_is_noticed() -> None:
    with connection.cursor() as cursor:
        name = (
            "append_only_ledger_delivery_update"
            if connection.vendor == "sqlite"
            else "append_only_ledger_delivery_change"
        )
        on = "" if connection.vendor == "sqlite" else " ON ledger_delivery"
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert missing(connection, MODELS) == [name]

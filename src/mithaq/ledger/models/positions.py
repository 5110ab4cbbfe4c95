"""The number of a ledger row: its position in an append-only log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class PositionField(models.BigIntegerField[int, int]):
    """A primary key given by the chain. On SQLite it is the rowid, so that it costs no index."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "sqlite":
            return "integer"
        return super().db_type(connection)

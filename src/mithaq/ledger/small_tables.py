"""The small tables of a snapshot, whole, as the engine reads them.

Logs of the ledger are cut at the snapshot's last batch, whose instant their rows carry. The
registry's are taken as they stand; what is referred to is read after what refers to it, so that a
row that lands in between is never missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db.models import Model, QuerySet

from mithaq.engine.ledger_tables import SCHEMAS
from mithaq.ledger import models as ledger
from mithaq.registry import models as registry

Rows = QuerySet[Any, Any]
_Source = tuple[type[Model], Mapping[str, str], Callable[[Rows, datetime], Rows]]


def _until(rows: Rows, cut: datetime) -> Rows:
    return rows.filter(recorded_at__lte=cut)


def _all(rows: Rows, _: datetime) -> Rows:
    return rows


def _with_parent(rows: Rows, _: datetime) -> Rows:
    return rows.filter(parent__isnull=False)


def _of_pledges(rows: Rows, cut: datetime) -> Rows:
    return rows.filter(pledge__recorded_at__lte=cut)


# Each table's model, its columns' fields where they have another name, and what of it is taken;
# in the order of reading.
SOURCES: dict[str, _Source] = {
    "scopes": (
        ledger.PledgeScope,
        {"pledge": "pledge_id", "location": "location_id"},
        _of_pledges,
    ),
    "pledges": (
        ledger.Pledge,
        {"pledge": "id", "agreement": "agreement_id", "measure": "measure_id"},
        _until,
    ),
    "supports": (
        ledger.Support,
        {
            "location": "facility_id",
            "organisation": "organisation_id",
            "agreement": "agreement_id",
            "support_key": "key",
        },
        _until,
    ),
    "parties": (
        ledger.AgreementParty,
        {"agreement": "agreement_id", "organisation": "organisation_id"},
        _until,
    ),
    "agreement_terms": (
        ledger.AgreementTerms,
        {"agreement": "agreement_id", "partner": "partner_id"},
        _until,
    ),
    "agreement_statuses": (ledger.AgreementStatus, {"agreement": "agreement_id"}, _until),
    "agreements": (ledger.Agreement, {"agreement": "id", "made_up": "is_made_up"}, _until),
    "measure_parents": (
        ledger.MeasureParent,
        {"measure": "measure_id", "parent": "parent_id"},
        _until,
    ),
    "measures": (ledger.Measure, {"measure": "id"}, _all),
    "location_parents": (
        registry.LocationParent,
        {"location": "location_id", "parent": "parent_id"},
        _with_parent,
    ),
    "locations": (registry.Location, {"location": "id"}, _all),
    "organisations": (registry.Organisation, {"organisation": "id"}, _all),
}


def small_tables(cut: datetime) -> dict[str, pa.Table]:
    """Every small table, as of the batch recorded at `cut`."""
    return {name: _table(name, cut) for name in SOURCES}


def _table(name: str, cut: datetime) -> pa.Table:
    model, fields, taken = SOURCES[name]
    schema = SCHEMAS[name]
    rows = taken(model._default_manager.order_by("pk"), cut)
    found = list(rows.values_list(*(fields.get(column, column) for column in schema.names)))
    columns = list(zip(*found, strict=True)) or [()] * len(schema)
    return pa.table(
        [_column(values, kind) for values, kind in zip(columns, schema.types, strict=True)],
        schema=schema,
    )


def _column(values: tuple[Any, ...], kind: pa.DataType) -> pa.Array:
    if pa.types.is_floating(kind):  # shares are decimals
        values = tuple(None if value is None else float(value) for value in values)
    if pa.types.is_string(kind):  # an empty text is none
        values = tuple(value or None for value in values)
    return pa.array(values, kind)

"""What reckoning reads beside the deliveries, from the database to Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
from django.db.models import QuerySet

from mithaq.engine.ledger_tables import SCHEMAS
from mithaq.ledger import models
from mithaq.registry.models import Location, LocationParent, Organisation
from mithaq.registry.rows import default_country

# Engine column: database column, where they differ; by table.
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "batches": {"batch": "id"},
    "reversals": {"posting": "reverses_id", "batch": "batch_id"},
    "locations": {"location": "id"},
    "location_parents": {"location": "location_id", "parent": "parent_id"},
    "measures": {"measure": "id"},
    "measure_parents": {"measure": "measure_id", "parent": "parent_id"},
    "organisations": {"organisation": "id"},
    "agreements": {"agreement": "id", "made_up": "is_made_up"},
    "agreement_terms": {"agreement": "agreement_id", "partner": "partner_id"},
    "agreement_statuses": {"agreement": "agreement_id"},
    "parties": {"agreement": "agreement_id", "organisation": "organisation_id"},
    "pledges": {"pledge": "id", "agreement": "agreement_id", "measure": "measure_id"},
    "scopes": {"pledge": "pledge_id", "location": "location_id"},
    "supports": {
        "location": "facility_id",
        "organisation": "organisation_id",
        "agreement": "agreement_id",
        "support_key": "key",
    },
}


def small_tables(batch: int) -> dict[str, pa.Table]:
    """Every table of the engine but the deliveries; batches and reversals up to a batch."""
    country = default_country()
    agreements = models.Agreement.objects.filter(country=country)
    of_agreement = {"agreement__country": country}
    rows: dict[str, QuerySet] = {  # type: ignore[type-arg]
        "batches": models.Batch.objects.filter(country=country, id__lte=batch),
        "reversals": models.Posting.objects.filter(
            country=country, batch__lte=batch, reverses__isnull=False
        ),
        "locations": Location.objects.filter(country=country),
        "location_parents": LocationParent.objects.filter(
            location__country=country, parent__isnull=False
        ),
        "measures": models.Measure.objects.filter(country=country),
        "measure_parents": models.MeasureParent.objects.filter(measure__country=country),
        "organisations": Organisation.objects.filter(country=country),
        "agreements": agreements,
        "agreement_terms": models.AgreementTerms.objects.filter(**of_agreement),
        "agreement_statuses": models.AgreementStatus.objects.filter(**of_agreement),
        "parties": models.AgreementParty.objects.filter(**of_agreement),
        "pledges": models.Pledge.objects.filter(country=country),
        "scopes": models.PledgeScope.objects.filter(pledge__country=country),
        "supports": models.Support.objects.filter(facility__country=country),
    }
    return {name: _table(name, found) for name, found in rows.items()}


def _table(name: str, rows: QuerySet) -> pa.Table:  # type: ignore[type-arg]
    schema = SCHEMAS[name]
    fields = [_COLUMNS[name].get(column, column) for column in schema.names]
    found = list(rows.order_by("pk").values_list(*fields))
    columns: list[Iterable[object]] = (
        list(zip(*found, strict=True)) if found else [()] * len(fields)
    )
    arrays = [
        pa.array([_plain(value) for value in values], field.type)
        for values, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value

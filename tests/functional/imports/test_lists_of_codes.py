"""The lists that a file is checked against are those that the database holds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db.models import Model

from mithaq.exchange.tables.catalogue import tables_of
from mithaq.exchange.tables.schemas import Kind
from mithaq.ledger import models as ledger
from mithaq.registry import models as registry

CHOICES = [
    ("measures", "family", ledger.Family.values),
    ("measures", "combine", ledger.Combine.values),
    ("organisations", "kind", registry.OrganisationKind.values),
    ("places", "level", [level for level in registry.Level.values if level != "facility"]),
    ("statuses", "functionality", registry.Extent.values),
    ("statuses", "building_damage", registry.Extent.values),
    ("statuses", "equipment_damage", registry.Extent.values),
    ("statuses", "accessibility", registry.Extent.values),
    ("agreements", "kind", ledger.AgreementKind.values),
    ("agreements", "status", ledger.Status.values),
    ("agreements", "counts_from", [stage.name.lower() for stage in ledger.Stage]),
    ("parties", "role", ledger.PartyRole.values),
    ("supports", "family", ledger.Family.values),
    ("deliveries", "stage", [stage.name.lower() for stage in ledger.Stage]),
    ("deliveries", "claimant", [claimant.name.lower() for claimant in ledger.Claimant]),
    ("reversals", "reason", ledger.ReversalReason.values),
]


@pytest.mark.parametrize(("table", "column", "values"), CHOICES)
def test_a_list_is_the_models(table: str, column: str, values: Iterable[str]) -> None:
    assert set(tables_of("SY")[table].column(column).choices or ()) == set(values)


LENGTHS: list[tuple[str, str, type[Model], str]] = [
    ("measures", "code", ledger.Measure, "code"),
    ("measures", "unit", ledger.Measure, "unit"),
    ("measures", "name_ar", ledger.Measure, "name_ar"),
    ("organisations", "code", registry.Organisation, "code"),
    ("organisations", "name_en", registry.Organisation, "name_en"),
    ("places", "code", registry.Location, "code"),
    ("places", "name_ar", registry.Location, "name_ar"),
    ("facilities", "code", registry.Location, "code"),
    ("statuses", "source", registry.FacilityStatus, "source"),
    ("agreements", "code", ledger.Agreement, "code"),
    ("agreements", "title_ar", ledger.Agreement, "title_ar"),
    ("pledges", "line", ledger.Pledge, "line"),
    ("deliveries", "source", ledger.Posting, "source"),
    ("deliveries", "line", ledger.Delivery, "line"),
    ("reversals", "source", ledger.Posting, "source"),
]


@pytest.mark.parametrize(("table", "column", "model", "field"), LENGTHS)
def test_a_text_that_is_accepted_fits_its_field(
    table: str, column: str, model: type[Model], field: str
) -> None:
    accepted = tables_of("SY")[table].column(column).longest
    assert accepted <= (getattr(model._meta.get_field(field), "max_length", 0) or 0)


def test_every_choice_column_has_its_list() -> None:
    for table in tables_of("SY").values():
        for column in table.columns:
            if column.kind in (Kind.CHOICE, Kind.CHOICES, Kind.REASON):
                assert column.choices, (table.code, column.code)

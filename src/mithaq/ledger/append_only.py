"""Which of the ledger's tables are append-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps as installed
from django.db import connections, models

from mithaq.registry.append_only import install

if TYPE_CHECKING:
    from django.apps.registry import Apps

APPEND_ONLY = (
    "AgreementParty",
    "AgreementStatus",
    "AgreementTerms",
    "Batch",
    "Delivery",
    "MeasureDefinition",
    "MeasureParent",
    "Pledge",
    "PledgeScope",
    "Posting",
    "Support",
)


def append_only_models(apps: Apps = installed) -> list[type[models.Model]]:
    """The models whose rows are never updated, replaced or deleted; in a migration, those that
    there are by then."""
    there = apps.all_models["ledger"]
    return [there[name.lower()] for name in APPEND_ONLY if name.lower() in there]


def keep_append_only(using: str, **_: object) -> None:
    """After every `migrate`: see `mithaq.registry.append_only`."""
    install(connections[using], append_only_models())

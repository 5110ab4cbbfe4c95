"""Recording agreements' heads; their terms, statuses and parties are logs beside them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.ledger.records import NewAgreement, NewParty
from mithaq.registry.records import Recorded


def record_agreements(
    agreements: Sequence[NewAgreement], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record heads, each with its first terms and its first status; parents in any order."""
    raise NotImplementedError


def set_agreement_status(
    agreement: str,
    *,
    status: str,
    on: date | None,
    reason_ar: str = "",
    reason_en: str = "",
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Record that the agreement has this status from `on` (None: for every day)."""
    raise NotImplementedError


def change_terms(
    agreement: str,
    *,
    partner: str = "",
    counts_from: Stage | None = None,
    preferred_claimant: Claimant | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Record new terms; what is left out stays as it was. Past `known_at` keep the old ones."""
    raise NotImplementedError


def record_parties(
    parties: Sequence[NewParty], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record parties; the key is agreement, organisation, role and `valid_from`."""
    raise NotImplementedError

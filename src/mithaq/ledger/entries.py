"""Rows of the logs beside the postings, as the chain covers them; docs/ledger-format.md.

One function a kind, used where a row is recorded and where it is checked; related rows are read
by their codes. Words (titles, reasons) are not covered: they may have to be erased one day.
"""

from __future__ import annotations

from decimal import Decimal

from mithaq.ledger.canonical import CLAIMANTS, STAGES, UNKNOWN, Field
from mithaq.ledger.models import (
    Agreement,
    AgreementParty,
    AgreementStatus,
    AgreementTerms,
    MeasureDefinition,
    MeasureParent,
    Pledge,
    PledgeScope,
    Support,
)

Entry = tuple[Field, ...]
_SIX_PLACES = Decimal("0.000001")


def measure_entry(row: MeasureDefinition) -> Entry:
    measure = row.measure
    return (
        "measure",
        measure.code,
        row.unit,
        row.family,
        row.combine,
        row.stale_after,
        measure.is_made_up,
    )


def measure_parent_entry(row: MeasureParent) -> Entry:
    return ("measure_parent", row.measure.code, row.parent.code if row.parent else None)


def agreement_entry(row: Agreement) -> Entry:
    return ("agreement", row.code, row.kind, row.authority.code, row.is_made_up)


def terms_entry(row: AgreementTerms) -> Entry:
    return (
        "terms",
        row.agreement.code,
        row.partner.code,
        _word(STAGES, row.counts_from),
        _word(CLAIMANTS, row.preferred_claimant),
    )


def status_entry(row: AgreementStatus) -> Entry:
    return ("status", row.agreement.code, row.status, row.on)


def party_entry(row: AgreementParty) -> Entry:
    return (
        "party",
        row.agreement.code,
        row.organisation.code,
        row.role,
        share_text(row.share),
        row.valid_from,
        row.valid_to,
    )


def support_entry(row: Support) -> Entry:
    return (
        "support",
        row.facility.code,
        row.family,
        row.organisation.code,
        row.agreement.code if row.agreement else None,
        share_text(row.share),
        row.valid_from,
        row.valid_to,
        row.is_made_up,
    )


def pledge_entry(row: Pledge) -> Entry:
    return (
        "pledge",
        row.agreement.code,
        row.line,
        row.effective_on,
        row.measure.code,
        row.quantity,
        row.starts_on,
        row.ends_on,
        row.profile,
        row.milestones or None,
        row.stated_by.code if row.stated_by else None,
    )


def scope_entry(row: PledgeScope) -> Entry:
    pledge = row.pledge
    return ("scope", pledge.agreement.code, pledge.line, pledge.effective_on, row.location.code)


def share_text(share: Decimal | None) -> str | None:
    """A share with its six places, as the database keeps it."""
    if share is None:
        return None
    return str(share.quantize(_SIX_PLACES)) if abs(share) <= 1 else str(share)


def _word(words: tuple[str, ...], number: int) -> str:
    return words[number] if 0 <= number < len(words) else UNKNOWN

"""Promises without a number: kept, reviewed, ripened into a line, or dropped with a reason."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.models import Meeting, Undertaking
from mithaq.domains.partnerships.records import NewUndertaking
from mithaq.domains.partnerships.references import References, row_of
from mithaq.ledger import actions as ledger
from mithaq.ledger.models import Agreement, AgreementParty, Family, Pledge
from mithaq.ledger.records import NewPledge
from mithaq.registry.actions.contents import list_faults, save_as
from mithaq.registry.faults import REQUIRED, UNKNOWN_CODE, ActionRefused, refuse
from mithaq.registry.lookups import coded

REASON_LENGTH = 400
Status = Undertaking.Status


@transaction.atomic
def record_undertaking(new: NewUndertaking, *, actor: uuid.UUID | None) -> Undertaking:
    """Keep what was undertaken. The same words of the same organisation at the same meeting or
    under the same agreement are one undertaking.

    Raises ActionRefused: no text, no or unknown organisation, other unknown references.
    """
    named = References()
    meeting = Meeting.objects.filter(coded(new.meeting)).first() if new.meeting else None
    if new.meeting and meeting is None:
        named.faults.append(UNKNOWN_CODE(found=new.meeting, field="meeting"))
    undertaking = undertaking_row(new, meeting, named)
    refuse(named.faults)
    known = Undertaking.objects.filter(
        text_ar=new.text_ar,
        organisation=undertaking.organisation,
        agreement=undertaking.agreement,
        meeting=meeting,
    ).first()
    if known:
        return known
    save_as(undertaking, actor)
    return undertaking


def undertaking_row(
    new: NewUndertaking, meeting: Meeting | None, named: References, item: int | None = None
) -> Undertaking:
    """An undertaking not yet saved; faults go to `named`."""
    named.text(new.text_ar, "text_ar", item=item)
    if not new.organisation:
        named.faults.append(REQUIRED(field="organisation", item=item))
    named.faults += list_faults(
        new.family, Family.values, item=item, field="family", required=False
    )
    row = Undertaking(
        text_ar=new.text_ar,
        text_en=new.text_en,
        agreement=named.agreement(new.agreement),
        meeting=meeting,
        location=named.location(new.location, item=item),
        family=new.family,
        owner=named.user(new.owner, "owner", item),
        review_on=new.review_on,
        source=named.source(new.source),
        is_made_up=new.is_made_up,
    )
    if organisation := named.organisation(new.organisation, item=item):
        row.organisation = organisation
    return row


@transaction.atomic
def ripen_undertaking(
    undertaking: uuid.UUID,
    *,
    pledge: NewPledge,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Undertaking:
    """Make a line of an agreement out of an undertaking, now that it has a number.

    Raises ActionRefused: it is no longer open, it belongs to another agreement, who undertook it
    is no party to this one, and all that `ledger.record_pledges` refuses.
    """
    row = row_of(Undertaking.objects.select_related("agreement", "organisation"), undertaking)
    agreement = Agreement.objects.filter(coded(pledge.agreement)).first()
    if agreement is None:
        raise ActionRefused([UNKNOWN_CODE(found=pledge.agreement, field="agreement")])
    refuse(
        rules.ripening_faults(
            row.status,
            of_agreement=row.agreement.code if row.agreement else "",
            into=agreement.code,
            undertaker=row.organisation.code,
            parties=_parties(agreement),
        )
    )
    if Pledge.objects.filter(agreement=agreement, line=pledge.line).exists():
        refuse([rules.KNOWN_LINE(found=pledge.line, field="line")])
    ledger.record_pledges([pledge], actor=actor, at=at)
    row.agreement = agreement
    row.ripened_into = Pledge.objects.get(agreement=agreement, line=pledge.line)
    row.status = Status.RIPENED
    save_as(row, actor)
    return row


def _parties(agreement: Agreement) -> set[str]:
    """Codes of all organisations that are bound by an agreement."""
    parties = AgreementParty.objects.filter(agreement=agreement)
    return {
        agreement.partner.code,
        agreement.authority.code,
        *parties.values_list("organisation__code", flat=True),
    }


@transaction.atomic
def fulfil_undertaking(
    undertaking: uuid.UUID, *, reason: str, actor: uuid.UUID | None
) -> Undertaking:
    """It was kept without ever having a number; `reason` says how that is known."""
    return _close(undertaking, Status.FULFILLED, reason, actor)


@transaction.atomic
def drop_undertaking(
    undertaking: uuid.UUID, *, reason: str, actor: uuid.UUID | None
) -> Undertaking:
    """It will not be kept, or was no promise; `reason` says why."""
    return _close(undertaking, Status.DROPPED, reason, actor)


def _close(
    uid: uuid.UUID, status: Undertaking.Status, reason: str, actor: uuid.UUID | None
) -> Undertaking:
    row = row_of(Undertaking.objects.all(), uid)
    refuse([*rules.undertaking_faults(row.status), *rules.reason_faults(reason)])
    row.status = status
    row.status_reason = reason.strip()[:REASON_LENGTH]
    save_as(row, actor)
    return row


@transaction.atomic
def put_off_undertaking(
    undertaking: uuid.UUID, *, review_on: date, actor: uuid.UUID | None
) -> Undertaking:
    """Look at it again on another day."""
    row = row_of(Undertaking.objects.all(), undertaking)
    refuse(rules.undertaking_faults(row.status))
    row.review_on = review_on
    save_as(row, actor)
    return row

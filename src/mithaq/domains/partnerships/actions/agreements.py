"""The life of an agreement, from its announcement to its end."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.models import AgreementProfile, StatedFigure
from mithaq.domains.partnerships.records import NewFigure
from mithaq.domains.partnerships.references import References
from mithaq.ledger import actions as ledger
from mithaq.ledger.models import Agreement, AgreementStatus, Pledge
from mithaq.ledger.records import NewAgreement, NewParty
from mithaq.registry.actions.contents import list_faults, save_as
from mithaq.registry.faults import (
    REQUIRED,
    UNKNOWN_CODE,
    ActionRefused,
    Fault,
    FaultKind,
    refuse,
)
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Person

NEGATIVE_FIGURE = FaultKind(
    "figure_not_positive",
    ar="الرقم المعلن «{found}» يجب أن يكون موجباً.",
    en="A stated figure is above zero, not {found}.",
)
LABEL_LENGTH = 300
UNIT_LENGTH = 100


@transaction.atomic
def announce_agreement(
    new: NewAgreement,
    *,
    parties: Sequence[NewParty] = (),
    purpose_ar: str = "",
    purpose_en: str = "",
    signatories: Sequence[uuid.UUID] = (),
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Agreement:
    """Record an agreement that was announced; `announced_on` dates the status.

    Raises ActionRefused as `ledger.record_agreements` and `record_parties` do.
    """
    announced = replace(new, status="announced", status_on=new.announced_on)
    return _begin(announced, parties, purpose_ar, purpose_en, signatories, actor=actor, at=at)


@transaction.atomic
def draft_agreement(
    new: NewAgreement,
    *,
    parties: Sequence[NewParty] = (),
    purpose_ar: str = "",
    purpose_en: str = "",
    signatories: Sequence[uuid.UUID] = (),
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Agreement:
    """Record an agreement still being drafted: it does not speak in any reckoning."""
    drafted = replace(new, status="draft", status_on=None)
    return _begin(drafted, parties, purpose_ar, purpose_en, signatories, actor=actor, at=at)


def _begin(
    new: NewAgreement,
    parties: Sequence[NewParty],
    purpose_ar: str,
    purpose_en: str,
    signatories: Sequence[uuid.UUID],
    *,
    actor: uuid.UUID | None,
    at: datetime | None,
) -> Agreement:
    own = [replace(party, agreement=new.code) for party in parties]
    faults = _faults_of(lambda: ledger.record_agreements([new], actor=actor, at=at))
    if own:
        faults += [
            replace(fault, field=f"parties.{fault.field}")
            for fault in _faults_of(lambda: ledger.record_parties(own, actor=actor, at=at))
            if fault.field != "agreement"  # it is the one that was refused above
        ]
    refuse(faults)
    describe_agreement(
        new.code,
        purpose_ar=purpose_ar,
        purpose_en=purpose_en,
        signatories=signatories,
        actor=actor,
    )
    return Agreement.objects.get(code=new.code)


def _faults_of(act: Callable[[], object]) -> list[Fault]:
    """Why it was refused; none where it was done."""
    try:
        act()
    except ActionRefused as refusal:
        return list(refusal.faults)
    return []


@transaction.atomic
def describe_agreement(
    agreement: str,
    *,
    purpose_ar: str = "",
    purpose_en: str = "",
    signatories: Sequence[uuid.UUID] = (),
    actor: uuid.UUID | None,
) -> AgreementProfile:
    """Say what an agreement is for and who signed it; what is empty stays as it was.

    Raises ActionRefused: an unknown agreement or person.
    """
    named = References()
    row = _agreement(named, agreement)
    people = [named.person(uid, item) for item, uid in enumerate(signatories)]
    refuse(named.faults)
    profile = AgreementProfile.objects.filter(agreement=row).first()
    profile = profile or AgreementProfile(agreement=row)
    profile.purpose_ar = purpose_ar or profile.purpose_ar
    profile.purpose_en = purpose_en or profile.purpose_en
    save_as(profile, actor)
    profile.signatories.add(*[person for person in people if isinstance(person, Person)])
    return profile


def sign_agreement(
    agreement: str,
    *,
    on: date,
    signatories: Sequence[uuid.UUID] = (),
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Signed on a day. Refused: where it was signed on another one, or may not be signed."""
    with transaction.atomic():
        _change(agreement, "signed", on=on, reason_ar="", reason_en="", actor=actor, at=at)
        ledger.fill_agreement_dates(agreement, signed_on=on, actor=actor)
        if signatories:
            describe_agreement(agreement, signatories=signatories, actor=actor)


def activate_agreement(
    agreement: str, *, on: date, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """A signed agreement is in effect from a day."""
    _change(agreement, "active", on=on, reason_ar="", reason_en="", actor=actor, at=at)


def suspend_agreement(
    agreement: str,
    *,
    on: date,
    reason_ar: str,
    reason_en: str = "",
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """From a day on nothing more is expected of it, until it is resumed. Needs a reason."""
    _change(
        agreement, "suspended", on=on, reason_ar=reason_ar, reason_en=reason_en, actor=actor, at=at
    )


@transaction.atomic
def resume_agreement(
    agreement: str, *, on: date, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """A suspended agreement is in effect again."""
    refuse(rules.resume_faults(_agreement_or_refuse(agreement).status))
    _change(agreement, "active", on=on, reason_ar="", reason_en="", actor=actor, at=at)


def end_agreement(
    agreement: str, *, on: date, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """It came to its end."""
    _change(agreement, "ended", on=on, reason_ar="", reason_en="", actor=actor, at=at)


def terminate_agreement(
    agreement: str,
    *,
    on: date,
    reason_ar: str,
    reason_en: str = "",
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """It was broken off on a day. Needs a reason."""
    _change(
        agreement, "terminated", on=on, reason_ar=reason_ar, reason_en=reason_en, actor=actor, at=at
    )


@transaction.atomic
def _change(
    agreement: str,
    status: str,
    *,
    on: date,
    reason_ar: str,
    reason_en: str,
    actor: uuid.UUID | None,
    at: datetime | None,
) -> None:
    row = _agreement_or_refuse(agreement)
    dated = AgreementStatus.objects.filter(agreement=row, on__isnull=False).order_by("on")
    last = dated.last()
    refuse(
        rules.status_faults(
            row.status,
            status,
            on=on,
            last_on=last.on if last else None,
            today=timezone.localdate(),
            reason=reason_ar,
        )
    )
    ledger.set_agreement_status(
        agreement,
        status=status,
        on=on,
        reason_ar=reason_ar,
        reason_en=reason_en,
        actor=actor,
        at=at,
    )


def _agreement_or_refuse(code: str) -> Agreement:
    row = by_code(Agreement.objects.select_for_update(of=("self",)), [code]).get(code)
    if row is None:
        raise ActionRefused([UNKNOWN_CODE(found=code, field="agreement")])
    return row


def _agreement(named: References, code: str) -> Agreement | None:
    if not code:
        named.faults.append(REQUIRED(field="agreement"))
    return named.agreement(code)


@transaction.atomic
def state_figure(new: NewFigure, *, actor: uuid.UUID | None) -> StatedFigure:  # noqa: ARG001
    """Keep a figure with who stated it and where. The same words of the same voice are one.

    Raises ActionRefused: unknown agreement, organisation or source, a line the agreement does not
    have, a figure of zero or less.
    """
    named = References()
    agreement = _agreement(named, new.agreement)
    stated_by = named.organisation(new.stated_by, "stated_by")
    if not new.stated_by:
        named.faults.append(REQUIRED(field="stated_by"))
    source = named.source(new.source)
    named.text(new.label_ar, "label_ar", longest=LABEL_LENGTH)
    named.text(new.unit_ar, "unit_ar", longest=UNIT_LENGTH)
    refuse([*named.faults, *_figure_faults(new, agreement)])
    figure, _ = StatedFigure.objects.get_or_create(
        agreement=agreement,
        label_ar=new.label_ar,
        quantity=new.quantity,
        unit_ar=new.unit_ar,
        stated_by=stated_by,
        source=source,
        defaults={
            "label_en": new.label_en,
            "unit_en": new.unit_en,
            "qualifier": new.qualifier,
            "pledge_line": new.pledge_line,
        },
    )
    return figure


def _figure_faults(new: NewFigure, agreement: Agreement | None) -> list[Fault]:
    faults = list_faults(new.qualifier, StatedFigure.Qualifier.values, item=None, field="qualifier")
    if not new.quantity.is_finite() or new.quantity <= 0:
        faults.append(NEGATIVE_FIGURE(found=new.quantity, field="quantity"))
    lines = Pledge.objects.filter(agreement=agreement, line=new.pledge_line)
    if new.pledge_line and agreement and not lines.exists():
        faults.append(rules.UNKNOWN_LINE(found=new.pledge_line, field="pledge_line"))
    return faults

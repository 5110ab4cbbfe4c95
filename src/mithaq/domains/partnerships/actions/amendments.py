"""Amending an agreement: its lines get new versions from a day, nothing is overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.models import Amendment
from mithaq.domains.partnerships.records import LineChange, NewAmendment
from mithaq.domains.partnerships.references import References
from mithaq.ledger import actions as ledger
from mithaq.ledger.models import Agreement, Pledge
from mithaq.ledger.records import NewPledge
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import DUPLICATE_CODE, REQUIRED, Fault, refuse

SUMMARY_LENGTH = 600


@transaction.atomic
def amend_agreement(
    new: NewAmendment, *, actor: uuid.UUID | None, at: datetime | None = None
) -> Amendment:
    """Amend lines of an agreement from `effective_on`.

    An extension must move the end of each of its lines, a change of targets the quantity or the
    milestones, a change of scope the scope; a new line must be new. Raises ActionRefused with
    every fault, those of `ledger.record_pledges` too.
    """
    named = References()
    agreement = named.agreement(new.agreement)
    named.text(new.summary_ar, "summary_ar", longest=SUMMARY_LENGTH)
    named.fits(new.summary_en, "summary_en", longest=SUMMARY_LENGTH)
    refuse([*named.faults, *_form_faults(new)])
    if agreement is None:
        refuse([REQUIRED(field="agreement")])
        raise AssertionError
    versions = _versions(agreement)
    if new.kind == Amendment.Kind.NEW_LINE:
        refuse(_new_line_faults(agreement, new.changes, versions))
        pledges = [_new_pledge(new, change) for change in new.changes]
    else:
        refuse(_change_faults(agreement, new, versions))
        pledges = [_changed_pledge(new, change, versions) for change in new.changes]
    ledger.record_pledges(pledges, actor=actor, at=at)
    return _record(agreement, new, actor=actor, at=at)


def _form_faults(new: NewAmendment) -> list[Fault]:
    faults = list_faults(new.kind, Amendment.Kind.values, item=None, field="kind")
    if not new.changes:
        faults.append(REQUIRED(field="changes"))
    lines = [change.line for change in new.changes]
    faults += [
        DUPLICATE_CODE(found=line, item=item, field="line")
        for item, line in enumerate(lines)
        if line in lines[:item]
    ]
    return faults


def _versions(agreement: Agreement) -> dict[str, Pledge]:
    """Of each line the latest version, whether in force yet or still to come."""
    rows = (
        Pledge.objects.filter(agreement=agreement)
        .select_related("measure", "stated_by", "source")
        .prefetch_related("scopes__location")
        .order_by("effective_on", "recorded_at", "id")
    )
    return {row.line: row for row in rows}


def _new_line_faults(
    agreement: Agreement, changes: Sequence[LineChange], versions: Mapping[str, Pledge]
) -> list[Fault]:
    faults = rules.amendable_faults(agreement.status)
    for item, change in enumerate(changes):
        if change.line in versions:
            faults.append(rules.KNOWN_LINE(found=change.line, item=item, field="line"))
        missing = {
            "measure": not change.measure,
            "quantity": change.quantity is None,
            "scope": not change.scope,
        }
        faults += [
            REQUIRED(item=item, field=field) for field, is_missing in missing.items() if is_missing
        ]
    return faults


def _change_faults(
    agreement: Agreement, new: NewAmendment, versions: Mapping[str, Pledge]
) -> list[Fault]:
    unknown = [
        rules.UNKNOWN_LINE(found=change.line, item=item, field="line")
        for item, change in enumerate(new.changes)
        if change.line not in versions
    ]
    known = [_as_rule(change, versions) for change in new.changes if change.line in versions]
    return unknown + rules.amendment_faults(
        new.kind, agreement.status, effective_on=new.effective_on, changes=known
    )


def _as_rule(change: LineChange, versions: Mapping[str, Pledge]) -> rules.Change:
    pledge = versions[change.line]
    present = _as_change(pledge)
    changed = [
        field
        for field in ("measure", "quantity", "scope", "starts_on", "ends_on", "profile")
        if getattr(change, field) not in (None, "", getattr(present, field))
    ]
    if change.milestones is not None and change.milestones != present.milestones:
        changed.append("milestones")
    return rules.Change(
        line=change.line,
        changed=tuple(changed),
        last_effective_on=pledge.effective_on,
        ended_on=pledge.ends_on,
        ends_on=change.ends_on,
    )


def _as_change(pledge: Pledge) -> LineChange:
    """A version as a change that would bring it about."""
    return LineChange(
        line=pledge.line,
        measure=pledge.measure.code,
        quantity=pledge.quantity,
        scope=tuple(sorted(scope.location.code for scope in pledge.scopes.all())),
        starts_on=pledge.starts_on,
        ends_on=pledge.ends_on,
        profile=pledge.profile,
        milestones=read_milestones(pledge.milestones),
    )


def read_milestones(text: str) -> tuple[tuple[date, int], ...]:
    """`2026-03-31:200000000|…` as days and cumulative millionths."""
    steps = [step.split(":") for step in text.split("|") if step]
    return tuple((date.fromisoformat(day), int(quantity)) for day, quantity in steps)


def _new_pledge(new: NewAmendment, change: LineChange) -> NewPledge:
    return NewPledge(
        agreement=new.agreement,
        line=change.line,
        measure=change.measure,
        quantity=change.quantity or 0,
        scope=change.scope or (),
        starts_on=change.starts_on,
        ends_on=change.ends_on,
        profile=change.profile or "linear",
        milestones=change.milestones or (),
        effective_on=new.effective_on,
    )


def _changed_pledge(
    new: NewAmendment, change: LineChange, versions: Mapping[str, Pledge]
) -> NewPledge:
    """The version in force, with what the amendment changes put in its place."""
    before = versions[change.line]
    present = _as_change(before)
    profile = change.profile or present.profile
    milestones = present.milestones if change.milestones is None else change.milestones
    return NewPledge(
        agreement=new.agreement,
        line=change.line,
        measure=present.measure,
        quantity=_chosen(change.quantity, present.quantity) or 0,
        scope=change.scope or present.scope or (),
        starts_on=present.starts_on,
        ends_on=change.ends_on or present.ends_on,
        profile=profile,
        milestones=(milestones or ()) if profile == "milestones" else (),
        effective_on=new.effective_on,
        stated_by=before.stated_by.code if before.stated_by else "",
        source=before.source.uid if before.source else None,
    )


def _chosen(given: int | None, present: int | None) -> int | None:
    return present if given is None else given


def _record(
    agreement: Agreement, new: NewAmendment, *, actor: uuid.UUID | None, at: datetime | None
) -> Amendment:
    last = Amendment.objects.filter(agreement=agreement).aggregate(last=Max("number"))["last"]
    amendment = Amendment.objects.create(
        agreement=agreement,
        number=(last or 0) + 1,
        kind=new.kind,
        effective_on=new.effective_on,
        signed_on=new.signed_on,
        extends_to=new.extends_to,
        summary_ar=new.summary_ar,
        summary_en=new.summary_en,
        recorded_at=at or timezone.now(),
        recorded_by=actor,
    )
    lines = [change.line for change in new.changes]
    amendment.pledges.set(
        Pledge.objects.filter(agreement=agreement, line__in=lines, effective_on=new.effective_on)
    )
    return amendment

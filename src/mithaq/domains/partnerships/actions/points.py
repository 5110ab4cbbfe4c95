"""Action points: done with proof by whoever was to do them, closed by someone else."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.models import ActionPoint, Meeting
from mithaq.domains.partnerships.records import NewActionPoint
from mithaq.domains.partnerships.references import References, row_of
from mithaq.registry.actions.contents import save_as, user_of
from mithaq.registry.faults import NOT_FOUND, ActionRefused, refuse
from mithaq.registry.models import User

REASON_LENGTH = 400
Status = ActionPoint.Status


def point_row(
    new: NewActionPoint, meeting: Meeting, named: References, item: int | None = None
) -> ActionPoint:
    """An action point not yet saved; faults go to `named`."""
    named.text(new.text_ar, "text_ar", item=item)
    return ActionPoint(
        meeting=meeting,
        text_ar=new.text_ar,
        text_en=new.text_en,
        organisation=named.organisation(new.organisation, item=item),
        assignee=named.user(new.assignee, "assignee", item),
        due_on=new.due_on,
        is_made_up=new.is_made_up,
    )


@transaction.atomic
def report_point_done(
    point: uuid.UUID, *, proof: str, actor: uuid.UUID, at: datetime | None = None
) -> ActionPoint:
    """Say that it is done and what proves it; someone else then closes it.

    Raises ActionRefused: it is not open, no proof.
    """
    row = row_of(ActionPoint.objects.all(), point)
    faults = rules.point_faults(row.status, Status.DONE)
    if not proof.strip():
        faults.append(rules.NO_PROOF(field="proof"))
    refuse(faults)
    row.status = Status.DONE
    row.proof = proof.strip()
    row.done_by = _person(actor)
    row.done_at = at or timezone.now()
    save_as(row, actor)
    return row


@transaction.atomic
def close_point(point: uuid.UUID, *, actor: uuid.UUID, at: datetime | None = None) -> ActionPoint:
    """Confirm that it is done. Raises ActionRefused: it is not reported done, or the closer is
    the assignee or the one who reported it done."""
    row = row_of(ActionPoint.objects.all(), point)
    closer = _person(actor)
    refuse(
        rules.closing_faults(
            row.status, closer=closer.pk, assignee=row.assignee_id, done_by=row.done_by_id
        )
    )
    row.status = Status.CLOSED
    row.closed_by = closer
    row.closed_at = at or timezone.now()
    save_as(row, actor)
    return row


@transaction.atomic
def reopen_point(point: uuid.UUID, *, reason: str, actor: uuid.UUID) -> ActionPoint:
    """The proof does not hold: it is open again, and why is kept."""
    row = row_of(ActionPoint.objects.all(), point)
    refuse([*rules.point_faults(row.status, Status.OPEN), *rules.reason_faults(reason)])
    row.status = Status.OPEN
    row.status_reason = reason.strip()[:REASON_LENGTH]
    save_as(row, actor)
    return row


@transaction.atomic
def drop_point(point: uuid.UUID, *, reason: str, actor: uuid.UUID) -> ActionPoint:
    """It is not to be done any more; `reason` says why."""
    row = row_of(ActionPoint.objects.all(), point)
    refuse([*rules.point_faults(row.status, Status.DROPPED), *rules.reason_faults(reason)])
    row.status = Status.DROPPED
    row.status_reason = reason.strip()[:REASON_LENGTH]
    save_as(row, actor)
    return row


def _person(actor: uuid.UUID) -> User:
    """An action point is done and closed by people, never by the system."""
    user = user_of(actor)
    if user is None:
        raise ActionRefused([NOT_FOUND(found=actor, field="actor")])
    return user

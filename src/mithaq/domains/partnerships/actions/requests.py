"""Requests, grievances and proposals, followed until they are answered."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.models import Meeting, Request
from mithaq.domains.partnerships.records import NewRequest
from mithaq.domains.partnerships.references import References, row_of
from mithaq.registry.actions.contents import list_faults, save_as
from mithaq.registry.faults import REQUIRED, UNKNOWN_CODE, Fault, refuse
from mithaq.registry.lookups import coded

Status = Request.Status


@transaction.atomic
def raise_request(new: NewRequest, *, actor: uuid.UUID | None) -> Request:
    """Keep what was asked for. The same words at the same meeting are one request.

    Raises ActionRefused: no text, a kind outside its list, unknown references.
    """
    named = References()
    meeting = Meeting.objects.filter(coded(new.meeting)).first() if new.meeting else None
    if new.meeting and meeting is None:
        named.faults.append(UNKNOWN_CODE(found=new.meeting, field="meeting"))
    row = request_row(new, meeting, named)
    refuse(named.faults)
    known = Request.objects.filter(
        text_ar=row.text_ar, meeting=meeting, raised_by=row.raised_by
    ).first()
    if known:
        return known
    save_as(row, actor)
    return row


def request_row(
    new: NewRequest, meeting: Meeting | None, named: References, item: int | None = None
) -> Request:
    """A request not yet saved; faults go to `named`."""
    named.text(new.text_ar, "text_ar", item=item)
    named.faults += list_faults(new.kind, Request.Kind.values, item=item, field="kind")
    return Request(
        meeting=meeting,
        kind=new.kind,
        text_ar=new.text_ar,
        text_en=new.text_en,
        raised_by=named.organisation(new.raised_by, "raised_by", item),
        addressed_to=named.organisation(new.addressed_to, "addressed_to", item),
        follow_up_on=new.follow_up_on,
        source=named.source(new.source),
        is_made_up=new.is_made_up,
    )


@transaction.atomic
def study_request(
    request: uuid.UUID, *, follow_up_on: date | None, actor: uuid.UUID | None
) -> Request:
    """It is being looked into, until a day on which to follow it up."""
    row = row_of(Request.objects.all(), request)
    if row.status != Status.STUDIED:
        refuse(rules.request_faults(row.status, Status.STUDIED))
    row.status = Status.STUDIED
    row.follow_up_on = follow_up_on
    save_as(row, actor)
    return row


@transaction.atomic
def answer_request(
    request: uuid.UUID,
    *,
    answer_ar: str,
    answer_en: str = "",
    is_refused: bool = False,
    on: date | None = None,
    actor: uuid.UUID | None,
) -> Request:
    """Answer a request, by granting or refusing it, in words, on a day (default today).

    Raises ActionRefused: no words, answered already, a day to come.
    """
    row = row_of(Request.objects.all(), request)
    today = timezone.localdate()
    status = Status.REFUSED if is_refused else Status.ANSWERED
    faults: list[Fault] = rules.request_faults(row.status, status)
    if not answer_ar.strip():
        faults.append(REQUIRED(field="answer_ar"))
    if on and on > today:
        faults.append(rules.NOT_YET(found=on, field="on"))
    refuse(faults)
    row.status = status
    row.answer_ar, row.answer_en = answer_ar.strip(), answer_en.strip()
    row.answered_on = on or today
    save_as(row, actor)
    return row

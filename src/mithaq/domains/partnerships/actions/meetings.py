"""Recording meetings: who took part, what was spoken of, decided, undertaken and asked for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mithaq.domains.partnerships.actions.points import point_row
from mithaq.domains.partnerships.actions.requests import request_row
from mithaq.domains.partnerships.actions.undertakings import undertaking_row
from mithaq.domains.partnerships.models import (
    ActionPoint,
    Decision,
    Meeting,
    MeetingParticipant,
    MeetingTopic,
    Request,
    Undertaking,
)
from mithaq.domains.partnerships.records import (
    NewActionPoint,
    NewMeeting,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.domains.partnerships.references import References, row_of
from mithaq.registry.actions.contents import changes_to, list_faults, save_as
from mithaq.registry.faults import REQUIRED, FaultKind, refuse
from mithaq.registry.lookups import by_code
from mithaq.registry.rows import Precision

TITLE_LENGTH = 400
TOPIC_LENGTH = 600
VENUE_LENGTH = 200
CODE_LENGTH = 64
WHO_TOOK_PART = FaultKind(
    "participant_unnamed",
    ar="المشارك لا يُعرف منه شخص ولا جهة.",
    en="A participant is a person, an organisation, or both.",
)
NO_SUCH_DECISION = FaultKind(
    "unknown_decision",
    ar="لا قرار برقم {found} في هذا الاجتماع.",
    en="The meeting has no decision number {found}.",
)
PRECISIONS = Precision.values
PromiseT = TypeVar("PromiseT", NewUndertaking, NewRequest)


@transaction.atomic
def record_meeting(
    new: NewMeeting, *, actor: uuid.UUID | None, at: datetime | None = None
) -> Meeting:
    """Record a meeting with all that was said. A known code with the same title and day is that
    meeting, and nothing is added to it.

    Raises ActionRefused with every fault: unknown references, missing texts, an action point of a
    decision that was not taken, another title or day under a known code. A fault of a list's item
    is one of `participants.organisation`, `topics.text_ar`, `undertakings.family`, ….
    """
    known = by_code(Meeting.objects.all(), [new.code]).get(new.code)
    if known:
        same = {"title_ar": new.title_ar, "on": new.on}
        refuse(changes_to(known, same, key=new.code, item=0)[1])
        return known
    named = References()
    meeting = _meeting(new, named, at or timezone.now())
    agreements = named.agreements(new.agreements)
    participants = _participants(new, meeting, named)
    _text_faults(new, named)
    decisions = [
        Decision(meeting=meeting, order=order, text_ar=text.text_ar, text_en=text.text_en)
        for order, text in enumerate(new.decisions, start=1)
    ]
    said = References()
    points = _points(new.action_points, meeting, decisions, said)
    named.take_list("action_points", said)
    promises = [*_undertaken(new, meeting, named), *_asked(new, meeting, named)]
    refuse(named.faults)
    save_as(meeting, actor)
    meeting.agreements.set(agreements)
    MeetingParticipant.objects.bulk_create(participants)
    MeetingTopic.objects.bulk_create(
        MeetingTopic(meeting=meeting, order=order, text_ar=topic.text_ar, text_en=topic.text_en)
        for order, topic in enumerate(new.topics, start=1)
    )
    Decision.objects.bulk_create(decisions)
    for row in (*points, *promises):
        save_as(row, actor)
    return meeting


def _meeting(new: NewMeeting, named: References, at: datetime) -> Meeting:
    named.text(new.code, "code", longest=CODE_LENGTH)
    named.text(new.title_ar, "title_ar", longest=TITLE_LENGTH)
    named.fits(new.title_en, "title_en", longest=TITLE_LENGTH)
    named.fits(new.venue_ar, "venue_ar", longest=VENUE_LENGTH)
    named.fits(new.venue_en, "venue_en", longest=VENUE_LENGTH)
    named.faults += list_faults(new.precision, PRECISIONS, item=None, field="precision")
    return Meeting(
        code=new.code,
        title_ar=new.title_ar,
        title_en=new.title_en,
        on=new.on,
        precision=new.precision,
        location=named.location(new.location),
        venue_ar=new.venue_ar,
        venue_en=new.venue_en,
        host=named.organisation(new.host, "host"),
        summary_ar=new.summary_ar,
        summary_en=new.summary_en,
        source=named.source(new.source),
        is_made_up=new.is_made_up,
        recorded_at=at,
    )


def _participants(new: NewMeeting, meeting: Meeting, named: References) -> list[MeetingParticipant]:
    rows, said = [], References()
    for item, each in enumerate(new.participants):
        person = said.person(each.person, item)
        organisation = said.organisation(each.organisation, item=item)
        said.fits(each.title_ar, "title_ar", longest=VENUE_LENGTH, item=item)
        said.fits(each.title_en, "title_en", longest=VENUE_LENGTH, item=item)
        if each.person is None and not each.organisation:
            said.faults.append(WHO_TOOK_PART(item=item, field="organisation"))
        rows.append(
            MeetingParticipant(
                meeting=meeting,
                person=person,
                organisation=organisation,
                title_ar=each.title_ar,
                title_en=each.title_en,
                is_acting=each.is_acting,
            )
        )
    named.take_list("participants", said)
    return rows


def _text_faults(new: NewMeeting, named: References) -> None:
    for item, topic in enumerate(new.topics):
        named.text(topic.text_ar, "topics.text_ar", longest=TOPIC_LENGTH, item=item)
        named.fits(topic.text_en, "topics.text_en", longest=TOPIC_LENGTH, item=item)
    for item, decision in enumerate(new.decisions):
        named.text(decision.text_ar, "decisions.text_ar", item=item)


def _points(
    points: Sequence[NewActionPoint],
    meeting: Meeting,
    decisions: Sequence[Decision],
    named: References,
) -> list[ActionPoint]:
    rows = []
    for item, each in enumerate(points):
        row = point_row(each, meeting, named, item)
        if each.decision > len(decisions) or each.decision < 0:
            named.faults.append(NO_SUCH_DECISION(found=each.decision, item=item, field="decision"))
        elif each.decision:
            row.decision = decisions[each.decision - 1]
        rows.append(row)
    return rows


def _undertaken(new: NewMeeting, meeting: Meeting, named: References) -> list[Undertaking]:
    said = References()
    rows = [
        undertaking_row(_of_meeting(each, new), meeting, said, item)
        for item, each in enumerate(new.undertakings)
    ]
    named.take_list("undertakings", said)
    return rows


def _asked(new: NewMeeting, meeting: Meeting, named: References) -> list[Request]:
    said = References()
    rows = [
        request_row(_of_meeting(each, new), meeting, said, item)
        for item, each in enumerate(new.requests)
    ]
    named.take_list("requests", said)
    return rows


def _of_meeting(each: PromiseT, new: NewMeeting) -> PromiseT:
    return replace(each, source=each.source or new.source, is_made_up=new.is_made_up)


@transaction.atomic
def add_topic(meeting: uuid.UUID, topic: NewText, *, actor: uuid.UUID | None) -> MeetingTopic:
    """One more topic of a meeting, at its end."""
    named = References()
    named.text(topic.text_ar, "text_ar", longest=TOPIC_LENGTH)
    named.fits(topic.text_en, "text_en", longest=TOPIC_LENGTH)
    refuse(named.faults)
    row = _touched(meeting, actor)
    last = row.topics.aggregate(last=Max("order"))["last"] or 0
    return MeetingTopic.objects.create(
        meeting=row, order=last + 1, text_ar=topic.text_ar, text_en=topic.text_en
    )


@transaction.atomic
def add_decision(meeting: uuid.UUID, decision: NewText, *, actor: uuid.UUID | None) -> Decision:
    """One more decision of a meeting, with the next number."""
    refuse([] if decision.text_ar.strip() else [REQUIRED(field="text_ar")])
    row = _touched(meeting, actor)
    last = row.decisions.aggregate(last=Max("order"))["last"] or 0
    return Decision.objects.create(
        meeting=row, order=last + 1, text_ar=decision.text_ar, text_en=decision.text_en
    )


@transaction.atomic
def add_action_point(
    meeting: uuid.UUID, point: NewActionPoint, *, actor: uuid.UUID | None
) -> ActionPoint:
    """One more action point of a meeting. Raises ActionRefused: no text, unknown references."""
    row = _touched(meeting, actor)
    named = References()
    decisions = list(row.decisions.order_by("order"))
    [made] = _points([point], row, decisions, named)
    refuse(named.faults)
    save_as(made, actor)
    return made


def _touched(uid: uuid.UUID, actor: uuid.UUID | None) -> Meeting:
    """The meeting, with a line in its history of edits saying who added to it."""
    row = row_of(Meeting.objects.all(), uid)
    save_as(row, actor, ["recorded_at"])
    return row

"""Meetings: the list, and one with all that came of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q
from django.utils import timezone

from mithaq.domains.partnerships.access import (
    access_meeting,
    allowed_ids,
    visible_meetings,
    visible_points,
    visible_requests,
    visible_undertakings,
)
from mithaq.domains.partnerships.models import ActionPoint, Decision, Meeting, Request
from mithaq.domains.partnerships.queries.papers import FileRow, LetterRow, files_of, letters_of
from mithaq.domains.partnerships.queries.points import PointRow, point_rows
from mithaq.domains.partnerships.queries.requests import RequestRow, request_rows
from mithaq.domains.partnerships.queries.undertakings import UndertakingRow, undertaking_rows
from mithaq.ledger.access import visible_agreements
from mithaq.registry.access import Permission, Visitor

MOST_ROWS = 100
OPEN_POINTS = (ActionPoint.Status.OPEN, ActionPoint.Status.DONE)
OPEN_REQUESTS = (Request.Status.OPEN, Request.Status.STUDIED)


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list, with what of it is still open."""

    code: str
    title_ar: str
    title_en: str
    on: date | None
    precision: str
    place_ar: str
    place_en: str
    host_ar: str
    host_en: str
    open_points: int
    open_requests: int
    is_made_up: bool


@dataclass(frozen=True)
class Participant:
    """Who took part; without a person only the organisation, or the title, is named."""

    honorific: str
    name_ar: str
    name_en: str
    organisation_ar: str
    organisation_en: str
    title_ar: str
    title_en: str
    is_acting: bool


@dataclass(frozen=True)
class DecisionRow:
    uid: str
    number: int
    text_ar: str
    text_en: str
    letters: tuple[LetterRow, ...]
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class MeetingPage:
    """One meeting. `agreements` are (code, title_ar, title_en) of those that the user may see;
    `topics` are (text_ar, text_en); `can_edit`: whether the user may add to it."""

    uid: str
    row: MeetingRow
    venue_ar: str
    venue_en: str
    summary_ar: str
    summary_en: str
    source_title: str
    source_outlet: str
    source_on: date | None
    source_url: str
    agreements: tuple[tuple[str, str, str], ...]
    participants: tuple[Participant, ...]
    topics: tuple[tuple[str, str], ...]
    decisions: tuple[DecisionRow, ...]
    points: tuple[PointRow, ...]
    undertakings: tuple[UndertakingRow, ...]
    requests: tuple[RequestRow, ...]
    letters: tuple[LetterRow, ...]
    files: tuple[FileRow, ...]
    can_edit: bool


def list_meetings(user: Visitor, *, before: str = "", limit: int = 50) -> tuple[MeetingRow, ...]:
    """Meetings, the latest first, undated last; `before`: those after this code's in the list."""
    rows = visible_meetings(user).order_by(F("on").desc(nulls_last=True), "-id")
    if before:
        mark = access_meeting(user, before)
        older = Q(on=mark.on, id__lt=mark.id)
        older |= Q(on__lt=mark.on) | Q(on__isnull=True) if mark.on else Q(pk__in=())
        rows = rows.filter(older)
    return _rows(rows[: min(limit, MOST_ROWS)])


def _rows(meetings: Iterable[Meeting]) -> tuple[MeetingRow, ...]:
    meetings = list(meetings)
    ids = [meeting.id for meeting in meetings]
    points = _counts(ActionPoint, ids, OPEN_POINTS)
    requests = _counts(Request, ids, OPEN_REQUESTS)
    return tuple(_row(row, points.get(row.id, 0), requests.get(row.id, 0)) for row in meetings)


def _row(row: Meeting, open_points: int, open_requests: int) -> MeetingRow:
    return MeetingRow(
        code=row.code,
        title_ar=row.title_ar,
        title_en=row.title_en,
        on=row.on,
        precision=row.precision,
        place_ar=row.location.name_ar if row.location else "",
        place_en=row.location.name_en if row.location else "",
        host_ar=row.host.name_ar if row.host else "",
        host_en=row.host.name_en if row.host else "",
        open_points=open_points,
        open_requests=open_requests,
        is_made_up=row.is_made_up,
    )


def _counts(
    model: type[ActionPoint] | type[Request], meetings: list[int], statuses: Sequence[str]
) -> dict[int, int]:
    rows = model._default_manager.filter(meeting__in=meetings, status__in=list(statuses))
    return dict(rows.values_list("meeting_id").annotate(Count("id")).order_by())


def meeting_page(user: Visitor, code: str, *, today: date | None = None) -> MeetingPage:
    """One meeting with all that came of it. Raises NotFound."""
    today = today or timezone.localdate()
    meeting = access_meeting(user, code)
    decisions = list(meeting.decisions.order_by("order"))
    subjects = [meeting.uid, *(decision.uid for decision in decisions)]
    letters, files = letters_of(subjects), files_of(subjects)
    points = point_rows(user, visible_points(user).filter(meeting=meeting).order_by("id"), today)
    asked = visible_requests(user).filter(meeting=meeting).order_by("id")
    requests = request_rows(user, asked, today)
    source = meeting.source
    return MeetingPage(
        uid=str(meeting.uid),
        row=_row(
            meeting,
            sum(point.status in OPEN_POINTS for point in points),
            sum(request.status in OPEN_REQUESTS for request in requests),
        ),
        venue_ar=meeting.venue_ar,
        venue_en=meeting.venue_en,
        summary_ar=meeting.summary_ar,
        summary_en=meeting.summary_en,
        source_title=source.title if source else "",
        source_outlet=source.outlet if source else "",
        source_on=source.on if source else None,
        source_url=source.url if source else "",
        agreements=_agreements(user, meeting),
        participants=_participants(meeting),
        topics=tuple(meeting.topics.order_by("order").values_list("text_ar", "text_en")),
        decisions=_decisions(decisions, letters, files),
        points=points,
        undertakings=undertaking_rows(
            visible_undertakings(user).filter(meeting=meeting).order_by("id"), today
        ),
        requests=requests,
        letters=letters.get(meeting.uid, ()),
        files=files.get(meeting.uid, ()),
        can_edit=bool(allowed_ids(visible_meetings, user, Permission.EDIT_MEETING, [meeting.id])),
    )


def decisions_of(meeting: Meeting) -> tuple[Decision, ...]:
    """The decisions of a meeting that the user was let in to, in their order."""
    return tuple(meeting.decisions.order_by("order"))


def _agreements(user: Visitor, meeting: Meeting) -> tuple[tuple[str, str, str], ...]:
    rows = visible_agreements(user).filter(meetings=meeting).order_by("sort_ar", "id")
    return tuple(rows.values_list("code", "title_ar", "title_en"))


def _participants(meeting: Meeting) -> tuple[Participant, ...]:
    rows = meeting.participants.select_related("person", "organisation").order_by("id")
    return tuple(
        Participant(
            honorific=row.person.honorific if row.person else "",
            name_ar=row.person.name_ar if row.person else "",
            name_en=row.person.name_en if row.person else "",
            organisation_ar=row.organisation.name_ar if row.organisation else "",
            organisation_en=row.organisation.name_en if row.organisation else "",
            title_ar=row.title_ar,
            title_en=row.title_en,
            is_acting=row.is_acting,
        )
        for row in rows
    )


def _decisions(
    decisions: Sequence[Decision],
    letters: dict[uuid.UUID, tuple[LetterRow, ...]],
    files: dict[uuid.UUID, tuple[FileRow, ...]],
) -> tuple[DecisionRow, ...]:
    return tuple(
        DecisionRow(
            uid=str(row.uid),
            number=row.order,
            text_ar=row.text_ar,
            text_en=row.text_en,
            letters=letters.get(row.uid, ()),
            files=files.get(row.uid, ()),
        )
        for row in decisions
    )

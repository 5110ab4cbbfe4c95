"""Requests and grievances, followed until they are answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from mithaq.domains.partnerships.access import allowed_ids, visible_requests
from mithaq.domains.partnerships.models import Request
from mithaq.registry.access import Permission, Visitor

MOST_ROWS = 200


@dataclass(frozen=True)
class RequestRow:
    """A request. `is_due`: its day of follow-up has come; `can_answer`: by this user, now."""

    uid: str
    kind: str
    text_ar: str
    text_en: str
    meeting: str
    meeting_on: date | None
    raised_by_ar: str
    raised_by_en: str
    addressed_to_ar: str
    addressed_to_en: str
    status: str
    answer_ar: str
    answer_en: str
    answered_on: date | None
    follow_up_on: date | None
    is_due: bool
    can_answer: bool
    is_made_up: bool


def requests_awaiting(user: Visitor, *, today: date, limit: int = 50) -> tuple[RequestRow, ...]:
    """Requests without an answer, the first to be followed up first, undated last."""
    rows = visible_requests(user).filter(status__in=[Request.Status.OPEN, Request.Status.STUDIED])
    chosen = rows.order_by(F("follow_up_on").asc(nulls_last=True), "id")
    return request_rows(user, chosen[: min(limit, MOST_ROWS)], today)


def request_rows(user: Visitor, rows: Iterable[Request], today: date) -> tuple[RequestRow, ...]:
    """Rows for a page, with whether the user may answer each, in one more query."""
    rows = list(rows)
    ids = [row.id for row in rows]
    answerable = allowed_ids(visible_requests, user, Permission.ANSWER_REQUEST, ids)
    return tuple(_row(row, today, row.id in answerable) for row in rows)


def _row(row: Request, today: date, may_answer: bool) -> RequestRow:
    is_waiting = row.status in (Request.Status.OPEN, Request.Status.STUDIED)
    return RequestRow(
        uid=str(row.uid),
        kind=row.kind,
        text_ar=row.text_ar,
        text_en=row.text_en,
        meeting=row.meeting.code if row.meeting else "",
        meeting_on=row.meeting.on if row.meeting else None,
        raised_by_ar=row.raised_by.name_ar if row.raised_by else "",
        raised_by_en=row.raised_by.name_en if row.raised_by else "",
        addressed_to_ar=row.addressed_to.name_ar if row.addressed_to else "",
        addressed_to_en=row.addressed_to.name_en if row.addressed_to else "",
        status=row.status,
        answer_ar=row.answer_ar,
        answer_en=row.answer_en,
        answered_on=row.answered_on,
        follow_up_on=row.follow_up_on,
        is_due=is_waiting and row.follow_up_on is not None and row.follow_up_on <= today,
        can_answer=is_waiting and may_answer,
        is_made_up=row.is_made_up,
    )

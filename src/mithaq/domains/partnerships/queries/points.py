"""Action points: what is to be done, by whom, by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from mithaq.domains.partnerships.access import allowed_ids, visible_points
from mithaq.domains.partnerships.models import ActionPoint
from mithaq.registry.access import Permission, Visitor
from mithaq.registry.models import User

MOST_ROWS = 200


@dataclass(frozen=True)
class PointRow:
    """An action point. `can_do` and `can_close`: whether this user may say so now; `can_judge`:
    whether the user may open it again or drop it."""

    uid: str
    text_ar: str
    text_en: str
    meeting: str
    meeting_ar: str
    meeting_en: str
    organisation_ar: str
    organisation_en: str
    assignee_ar: str
    assignee_en: str
    due_on: date | None
    is_overdue: bool
    status: str
    status_reason: str
    proof: str
    can_do: bool
    can_close: bool
    can_judge: bool
    is_made_up: bool


def open_points(
    user: Visitor, *, today: date, mine: bool = False, limit: int = 50
) -> tuple[PointRow, ...]:
    """Points not yet closed, the first due first, undated last; `mine`: assigned to the user."""
    rows = visible_points(user).filter(
        status__in=[ActionPoint.Status.OPEN, ActionPoint.Status.DONE]
    )
    if mine:
        rows = rows.filter(assignee=user.pk)
    chosen = rows.order_by(F("due_on").asc(nulls_last=True), "id")[: min(limit, MOST_ROWS)]
    return point_rows(user, chosen, today)


def point_rows(user: Visitor, rows: Iterable[ActionPoint], today: date) -> tuple[PointRow, ...]:
    """Rows for a page, with what the user may do to each, in two more queries."""
    rows = list(rows)
    ids = [row.id for row in rows]
    doable = allowed_ids(visible_points, user, Permission.ACT_ON_POINT, ids)
    closable = allowed_ids(visible_points, user, Permission.CLOSE_POINT, ids)
    return tuple(_row(row, user, today, row.id in doable, row.id in closable) for row in rows)


def _row(row: ActionPoint, user: Visitor, today: date, may_do: bool, may_close: bool) -> PointRow:
    is_own = isinstance(user, User) and user.pk in (row.assignee_id, row.done_by_id)
    is_pending = row.status in (ActionPoint.Status.OPEN, ActionPoint.Status.DONE)
    return PointRow(
        uid=str(row.uid),
        text_ar=row.text_ar,
        text_en=row.text_en,
        meeting=row.meeting.code,
        meeting_ar=row.meeting.title_ar,
        meeting_en=row.meeting.title_en,
        organisation_ar=row.organisation.name_ar if row.organisation else "",
        organisation_en=row.organisation.name_en if row.organisation else "",
        assignee_ar=row.assignee.name_ar if row.assignee else "",
        assignee_en=row.assignee.name_en if row.assignee else "",
        due_on=row.due_on,
        is_overdue=is_pending and row.due_on is not None and row.due_on < today,
        status=row.status,
        status_reason=row.status_reason,
        proof=row.proof,
        can_do=may_do and row.status == ActionPoint.Status.OPEN,
        can_close=may_close and not is_own and row.status == ActionPoint.Status.DONE,
        can_judge=may_close and is_pending,
        is_made_up=row.is_made_up,
    )

"""The gate to meetings, action points, requests, undertakings and confirmations.

A meeting is seen by who answers for its place or sees an agreement that it was about, and by the
organisations that took part. What came of it is seen with it, and by whom it concerns.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from mithaq.domains.partnerships.models import (
    ActionPoint,
    Amendment,
    Decision,
    Meeting,
    MeetingParticipant,
    Request,
    SupportConfirmation,
    Undertaking,
)
from mithaq.ledger.access import visible_agreements
from mithaq.registry.access import (
    Permission,
    Span,
    Spans,
    Visitor,
    gate_files_of,
    spans,
    take,
)
from mithaq.registry.lookups import coded
from mithaq.registry.models import SubjectKind
from mithaq.registry.tree import under, under_any

RowT = TypeVar("RowT", bound=models.Model)

SEE = Permission.SEE_MEETING


def allowed_ids(
    visible: Callable[[Visitor, Permission], QuerySet[RowT]],
    user: Visitor,
    permission: Permission,
    ids: Sequence[int],
) -> set[int]:
    """Of rows that the user sees, those that the permission covers; asked only where it matters."""
    covered = spans(user, permission)
    if not covered or not ids:
        return set()
    if covered.everything:
        return set(ids)
    rows = visible(user, permission).filter(pk__in=ids).order_by()
    return set(rows.values_list("pk", flat=True))


# --- meetings --------------------------------------------------------------------------------
def visible_meetings(user: Visitor, permission: Permission = SEE) -> QuerySet[Meeting]:
    """Meetings of the user's places, or that the user's organisation took part in."""
    meetings = Meeting.objects.select_related("location", "host", "source")
    covered = spans(user, permission)
    if covered.everything:
        return meetings
    condition = under_any(covered.places, "location__") | _about_agreements(user, permission)
    for span in covered.of_organisations:
        condition |= _took_part(span)
    return meetings.filter(condition)


def _about_agreements(user: Visitor, permission: Permission) -> Q:
    """Who sees an agreement sees what was said of it; to add to it takes the meeting's place."""
    if permission != SEE or not spans(user, permission):
        return Q(pk__in=())
    seen = visible_agreements(user, permission).order_by().values("id")
    through = Meeting.agreements.through.objects.filter(agreement__in=seen)
    return Q(id__in=through.values("meeting"))


def _took_part(span: Span) -> Q:
    present = MeetingParticipant.objects.filter(organisation=span.organisation).values("meeting")
    somewhere = Q(location__isnull=True) | under(span.lineage, "location__")
    return somewhere & (Q(host=span.organisation) | Q(id__in=present))


def access_meeting(
    user: Visitor, code: str, permission: Permission = SEE, *, lock: bool = False
) -> Meeting:
    """The meeting of a code. Raises NotFound, Denied."""
    return take(visible_meetings, user, see=SEE, to=permission, row=coded(code), lock=lock)


# --- what came of meetings -------------------------------------------------------------------
def visible_points(user: Visitor, permission: Permission = SEE) -> QuerySet[ActionPoint]:
    """Action points of visible meetings; with ACT_ON_POINT or CLOSE_POINT those that one may do
    or close. Points of the user's organisation in the user's place, and one's own, are always
    among them."""
    points = ActionPoint.objects.select_related(
        "meeting", "organisation", "assignee", "done_by", "closed_by"
    )
    covered = spans(user, permission)
    if covered.everything:
        return points
    condition = Q(meeting__in=visible_meetings(user, permission).order_by().values("id"))
    if permission != SEE:
        # Taking part in a meeting does not make its points one's own to do.
        condition = Q(pk__in=()) | under_any(covered.places, "meeting__location__")
    condition |= _own_points(user, permission)
    return points.filter(condition)


def _own_points(user: Visitor, permission: Permission) -> Q:
    covered = spans(user, permission)
    if not covered:
        return Q(pk__in=())
    return Q(assignee=user.pk) | _own(covered, "meeting__location", "organisation")


def _own(covered: Spans, place: str, *roles: str) -> Q:
    """What an organisation of the user's has to do with, in the user's place or in none."""
    condition = Q(pk__in=())
    for span in covered.of_organisations:
        somewhere = Q(**{f"{place}__isnull": True}) | under(span.lineage, f"{place}__")
        for role in roles:
            condition |= Q(**{role: span.organisation}) & somewhere
    return condition


def access_point(
    user: Visitor, uid: uuid.UUID, permission: Permission = SEE, *, lock: bool = False
) -> ActionPoint:
    """An action point, to see, to do (ACT_ON_POINT) or to close (CLOSE_POINT)."""
    return take(visible_points, user, see=SEE, to=permission, row=Q(uid=uid), lock=lock)


def visible_requests(user: Visitor, permission: Permission = SEE) -> QuerySet[Request]:
    """Requests of visible meetings, or raised by or addressed to the user's organisation in the
    user's place."""
    requests = Request.objects.select_related("meeting", "raised_by", "addressed_to")
    covered = spans(user, permission)
    if covered.everything:
        return requests
    condition = Q(meeting__in=visible_meetings(user, permission).order_by().values("id"))
    condition |= _own(covered, "meeting__location", "raised_by", "addressed_to")
    for role in ("raised_by", "addressed_to"):
        condition |= under_any(covered.places, f"{role}__location__")
    return requests.filter(condition)


def access_request(
    user: Visitor, uid: uuid.UUID, permission: Permission = SEE, *, lock: bool = False
) -> Request:
    """A request, to see or to answer (ANSWER_REQUEST)."""
    return take(visible_requests, user, see=SEE, to=permission, row=Q(uid=uid), lock=lock)


def visible_undertakings(user: Visitor, permission: Permission = SEE) -> QuerySet[Undertaking]:
    """Undertakings of visible meetings and agreements, and of the user's organisation in the
    user's place."""
    undertakings = Undertaking.objects.select_related(
        "organisation", "agreement", "meeting", "location", "owner", "ripened_into", "source"
    )
    covered = spans(user, permission)
    if covered.everything:
        return undertakings
    condition = _own(covered, "location", "organisation") | under_any(covered.places, "location__")
    condition |= Q(meeting__in=visible_meetings(user, permission).order_by().values("id"))
    if covered and permission == SEE:
        seen = visible_agreements(user, permission).order_by().values("id")
        condition |= Q(agreement__in=seen)
    return undertakings.filter(condition)


def access_undertaking(
    user: Visitor, uid: uuid.UUID, permission: Permission = SEE, *, lock: bool = False
) -> Undertaking:
    """An undertaking, to see or to follow (EDIT_MEETING)."""
    return take(visible_undertakings, user, see=SEE, to=permission, row=Q(uid=uid), lock=lock)


def may_on_undertaking(user: Visitor, row: Undertaking, permission: Permission) -> bool:
    """Whether a permission covers an undertaking that the user sees."""
    return row.pk in allowed_ids(visible_undertakings, user, permission, [row.pk])


# --- the monthly question --------------------------------------------------------------------
def visible_confirmations(
    user: Visitor, permission: Permission = Permission.SEE_AGREEMENT
) -> QuerySet[SupportConfirmation]:
    """Questions about supports at the user's places, or put to the user's organisation."""
    rows = SupportConfirmation.objects.select_related("facility", "organisation")
    covered = spans(user, permission)
    if covered.everything:
        return rows
    condition = under_any(covered.places, "facility__")
    for span in covered.of_organisations:
        condition |= under(span.lineage, "facility__") & Q(organisation=span.organisation)
    return rows.filter(condition)


def access_confirmation(
    user: Visitor,
    uid: uuid.UUID,
    permission: Permission = Permission.CONFIRM_SUPPORT,
    *,
    lock: bool = False,
) -> SupportConfirmation:
    """A question, to answer. Raises NotFound, Denied."""
    see = Permission.SEE_AGREEMENT
    return take(visible_confirmations, user, see=see, to=permission, row=Q(uid=uid), lock=lock)


# --- attached files --------------------------------------------------------------------------
def visible_amendments(
    user: Visitor, permission: Permission = Permission.SEE_AGREEMENT
) -> QuerySet[Amendment]:
    seen = visible_agreements(user, permission).order_by().values("id")
    return Amendment.objects.select_related("agreement").filter(agreement__in=seen)


def access_amendment(user: Visitor, uid: uuid.UUID) -> Amendment:
    see = Permission.SEE_AGREEMENT
    return take(visible_amendments, user, see=see, to=see, row=Q(uid=uid))


def _meeting_of_file(user: Visitor, uid: uuid.UUID) -> Meeting:
    return take(visible_meetings, user, see=SEE, to=SEE, row=Q(uid=uid))


def _decision_of_file(user: Visitor, uid: uuid.UUID) -> Meeting:
    decided = Decision.objects.filter(uid=uid).values("meeting")
    return take(visible_meetings, user, see=SEE, to=SEE, row=Q(id__in=decided))


def open_gates() -> None:
    """Tell the registry's gate of this domain's files; called once, when the app is ready."""
    gate_files_of(SubjectKind.AMENDMENT, access_amendment)
    gate_files_of(SubjectKind.MEETING, _meeting_of_file)
    gate_files_of(SubjectKind.DECISION, _decision_of_file)
    gate_files_of(SubjectKind.REQUEST, access_request)

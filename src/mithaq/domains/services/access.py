"""The gate to monthly reports: rows only as far as the user's roles reach."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from mithaq.domains.services.models import ConflictingDraft, MonthlyReport
from mithaq.registry.access import (
    Permission,
    Visitor,
    access_facility,
    facility_condition,
    gate_files_of,
    spans,
    take,
)
from mithaq.registry.models import Facility, SubjectKind

EVERYWHERE = "/"


def visible_reports(
    user: Visitor, permission: Permission = Permission.SEE_REPORT
) -> QuerySet[MonthlyReport]:
    """Reports of the facilities in the user's places."""
    reports = MonthlyReport.objects.select_related("facility", "facility__parent")
    return reports.filter(facility_condition(user, permission, "facility__"))


def access_report(
    user: Visitor,
    uid: uuid.UUID,
    permission: Permission = Permission.SEE_REPORT,
    *,
    lock: bool = False,
) -> MonthlyReport:
    """The report of a uid. Raises NotFound, Denied."""
    return take(
        visible_reports,
        user,
        see=Permission.SEE_REPORT,
        to=permission,
        row=Q(uid=uid),
        lock=lock,
    )


def access_report_of_month(
    user: Visitor, facility: str, permission: Permission = Permission.REPORT_MONTH
) -> Facility:
    """The facility whose month a user wants to report or see. Raises NotFound, Denied."""
    return access_facility(user, facility, permission)


def access_conflicting_draft(
    user: Visitor, uid: uuid.UUID, permission: Permission = Permission.REPORT_MONTH
) -> ConflictingDraft:
    """A conflicting draft of a report that the user may write. Raises NotFound, Denied."""
    return take(_visible_drafts, user, see=Permission.SEE_REPORT, to=permission, row=Q(uid=uid))


def _visible_drafts(user: Visitor, permission: Permission) -> QuerySet[ConflictingDraft]:
    condition = facility_condition(user, permission, "report__facility__")
    return ConflictingDraft.objects.select_related("report").filter(condition)


def report_lineages(
    user: Visitor, permission: Permission = Permission.SEE_REPORT
) -> tuple[str, ...]:
    """The subtrees whose reports the user sees, for queries over whole places; none: nothing."""
    covered = spans(user, permission)
    return (EVERYWHERE,) if covered.everything else covered.places


gate_files_of(SubjectKind.REPORT, access_report)

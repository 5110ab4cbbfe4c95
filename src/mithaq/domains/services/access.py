"""The gate to monthly reports: seen by who answers for the facility's place. A partner sees what
was posted of them, not the reports themselves."""

from __future__ import annotations

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from mithaq.domains.services.models import MonthlyReport
from mithaq.registry.access import (
    Permission,
    Visitor,
    facility_condition,
    gate_files_of,
    take,
)
from mithaq.registry.models import SubjectKind


def visible_reports(
    user: Visitor, permission: Permission = Permission.SEE_REPORT
) -> QuerySet[MonthlyReport]:
    """Reports of the facilities that the permission covers; drafts too."""
    reports = MonthlyReport.objects.select_related("facility", "facility__facility")
    return reports.filter(facility_condition(user, permission, "facility__"))


def access_report(
    user: Visitor,
    facility: str,
    month: date,
    permission: Permission = Permission.SEE_REPORT,
    *,
    lock: bool = False,
) -> MonthlyReport:
    """The report of a facility (code) and month (its first day). Raises NotFound, Denied."""
    row = Q(facility__code=facility, month=month)
    see = Permission.SEE_REPORT
    return take(visible_reports, user, see=see, to=permission, row=row, lock=lock)


def access_report_of_file(user: Visitor, uid: uuid.UUID) -> MonthlyReport:
    """Who sees a report sees its files."""
    see = Permission.SEE_REPORT
    return take(visible_reports, user, see=see, to=see, row=Q(uid=uid))


def open_gates() -> None:
    """Tell the registry's gate of this domain's files; called once, when the app is ready."""
    gate_files_of(SubjectKind.REPORT, access_report_of_file)

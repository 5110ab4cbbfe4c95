"""Monthly reports, for each kind of work: what a facility owes, what waits for a decision, what to
visit, how complete the months are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from mithaq.domains.services.access import report_lineages
from mithaq.domains.services.queries import (
    MissingReport,
    ReportLine,
    completeness_of,
    count_waiting,
    missing_reports,
    reports_of_facility,
    review_queue,
    send_back_reasons,
    verification_ratios,
    verification_sample,
)
from mithaq.engine.months import month_of
from mithaq.registry.access import (
    Permission,
    Visitor,
    access_facility,
    can,
    visible_facilities,
)
from mithaq.shells.web.gates import needs, reader
from mithaq.shells.web.report_places import last_due_month, own_place

MONTHS_SHOWN: Final = 12
TREND_MONTHS: Final = 6
QUEUE_ROWS: Final = 50
MOST_FACILITIES: Final = 60
OPEN = ("draft", "sent_back")


@dataclass(frozen=True)
class MonthRow:
    """A month of a facility: its report, or that there is none yet. `due_on` None: it has come once
    or is not expected; `days_late`: 0 or less while there is time."""

    month: int
    status: str
    report: uuid.UUID | None
    due_on: date | None
    days_late: int
    no_activity: str
    reasons: tuple[Mapping[str, str], ...]
    unanswered: int

    @property
    def is_open(self) -> bool:
        """Whether it is the facility's turn."""
        return self.report is None or self.status in OPEN


@dataclass(frozen=True)
class FacilityMonths:
    """A facility's months, the latest first: those that are its turn, and those that were sent."""

    facility: Any
    to_do: tuple[MonthRow, ...]
    running: MonthRow | None
    sent: tuple[MonthRow, ...]


@require_safe
@needs(Permission.SEE_REPORT)
def reports(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    context: dict[str, Any] = {"words": _words()}
    if code := request.GET.get("facility", "").strip():
        facility = access_facility(user, code, Permission.SEE_REPORT)
        context |= {
            "months": [months_of(user, facility)],
            "is_one": True,
            "may_report": can(user, Permission.REPORT_MONTH, location=facility.location),
        }
        return render(request, "reports/reports.html", context)
    if can(user, Permission.REPORT_MONTH):
        context |= _reporting(user)
    if can(user, Permission.REVIEW_REPORT):
        context |= _reviewing(user, request.GET.get("from", ""))
    if can(user, Permission.VERIFY_REPORT):
        context |= _verifying(user)
    if not can(user, Permission.REPORT_MONTH):
        context |= _coming_in(user)
    return render(request, "reports/reports.html", context)


# --- who reports ---------------------------------------------------------------------------------
def _reporting(user: Visitor) -> dict[str, Any]:
    rows = visible_facilities(user, Permission.REPORT_MONTH)
    facilities = list(rows.order_by("location__sort_ar", "location_id")[:MOST_FACILITIES])
    if len(facilities) > 2:
        return {"facilities": facilities}
    months = [months_of(user, facility) for facility in facilities]
    return {"months": months, "may_report": True}


def months_of(user: Visitor, facility: Any) -> FacilityMonths:
    """What became of a facility's last months, and which are still to come."""
    today = timezone.localdate()
    this_month = month_of(today)
    span = range(this_month - MONTHS_SHOWN, this_month + 1)
    lines = [one for one in reports_of_facility(facility) if one.month >= span.start]
    owed = missing_reports(
        facility.location, span, within=report_lineages(user), today=today, limit=len(span)
    )
    due = {one.month: one for one in owed}
    reasons = send_back_reasons(one.uid for one in lines if one.status == "sent_back")
    known = {one.month: _row(one, due.get(one.month), reasons, today) for one in lines}
    rows = {**{one.month: _missing_row(one, today) for one in owed}, **known}
    ordered = [rows[month] for month in sorted(rows, reverse=True)]
    running = rows.get(this_month)
    is_running = running is not None and running.is_open and running.status != "sent_back"
    return FacilityMonths(
        facility=facility.location,
        to_do=tuple(row for row in ordered if row.is_open and not (is_running and row is running)),
        running=running if is_running else None,
        sent=tuple(row for row in ordered if not row.is_open),
    )


def _row(
    line: ReportLine,
    missing: MissingReport | None,
    reasons: Mapping[uuid.UUID, Iterable[Mapping[str, str]]],
    today: date,
) -> MonthRow:
    due_on = missing.due_on if missing else None
    return MonthRow(
        month=line.month,
        status=line.status,
        report=line.uid,
        due_on=due_on,
        days_late=(today - due_on).days if due_on else 0,
        no_activity=line.no_activity,
        reasons=tuple(reasons.get(line.uid, ())),
        unanswered=line.unanswered,
    )


def _missing_row(one: MissingReport, today: date) -> MonthRow:
    late = (today - one.due_on).days
    return MonthRow(one.month, "", None, one.due_on, late, "", (), 0)


def _words() -> dict[str, str]:
    """Of the page's script, for reports that a device still holds."""
    return {
        "heldHere": gettext("{month}: kept on this device at {time}, not yet with the ministry"),
        "sentNow": gettext("{month}: sent now"),
        "keptNow": gettext("{month}: has reached the ministry; open it to go on"),
    }


# --- who decides ------------------------------------------------------------------------------
def _reviewing(user: Visitor, start: str) -> dict[str, Any]:
    lineages = report_lineages(user, Permission.REVIEW_REPORT)
    offset = int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 0
    queue = review_queue(lineages, limit=QUEUE_ROWS, offset=offset)
    waiting = count_waiting(lineages)
    following = offset + QUEUE_ROWS
    return {
        "may_review": True,
        "queue": queue,
        "waiting": waiting,
        "next": following if following < waiting else None,
    }


def _verifying(user: Visitor) -> dict[str, Any]:
    lineages = report_lineages(user, Permission.VERIFY_REPORT)
    month = last_due_month()
    months = range(month - MONTHS_SHOWN + 1, month + 1)
    sample = verification_sample(lineages, month)
    return {
        "may_verify": True,
        "sample": sample,
        "to_visit": sum(not one.is_done for one in sample.reports),
        "ratios": verification_ratios(lineages, months),
    }


def _coming_in(user: Visitor) -> dict[str, Any]:
    place, month = own_place(user), last_due_month()
    if place is None:
        return {}
    months = range(month - TREND_MONTHS + 1, month + 1)
    trend = completeness_of(place, list(months), within=report_lineages(user))
    return {"place": place, "due_month": month, "trend": trend, "now": trend[-1] if trend else None}

"""One report with all that happened to it, and the reports that wait for an officer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from mithaq.domains.services.models import MonthlyReport, ReportQuestion, Verification
from mithaq.domains.services.queries.forms import ReportForm, form_of
from mithaq.domains.services.queries.saved import entries_of
from mithaq.engine.months import first_day, month_of
from mithaq.engine.quantities import MILLION
from mithaq.engine.report_checks import Check
from mithaq.engine.report_totals import Entry
from mithaq.engine.sampling import Ratio, ratio_of
from mithaq.ledger.models import Delivery
from mithaq.registry.models import Facility
from mithaq.registry.rows import default_country
from mithaq.registry.tree import under_any

Status = MonthlyReport.Status


@dataclass(frozen=True)
class Happened:
    """An event of a report. `values`: what a submission said; `reasons`: why it was sent back."""

    status: str
    revision: int
    at: datetime
    actor: uuid.UUID | None
    reasons: tuple[Mapping[str, str], ...]
    values: tuple[Entry, ...]
    no_activity: str
    captured_at: datetime | None
    source: str


@dataclass(frozen=True)
class Answered:
    """A question of a revision and its answer. `parameters` as in the check's finding."""

    revision: int
    key: str
    code: str
    measure: str
    parameters: Mapping[str, object]
    answer: str
    answered_at: datetime | None
    answered_by: uuid.UUID | None


@dataclass(frozen=True)
class Found:
    """What was found of a measure on a visit: millionths, and the ratio with its interval."""

    measure: str
    name_ar: str
    name_en: str
    claimed: int
    checked: int
    found: int
    note: str
    ratio: Ratio


@dataclass(frozen=True)
class Visit:
    uid: uuid.UUID
    revision: int
    on: date
    monitor: uuid.UUID | None
    note: str
    findings: tuple[Found, ...]


@dataclass(frozen=True)
class Claimed:
    """A line that the report's present revision claims, in millionths; what a visit may check."""

    measure: str
    name_ar: str
    name_en: str
    unit: str
    unit_ar: str
    quantity: int


@dataclass(frozen=True)
class ReportDetail:
    """A report as its reviewer sees it: the form, the claim, and everything that happened."""

    form: ReportForm
    source: str
    submitted_at: datetime | None
    submitted_by: uuid.UUID | None
    accepted_at: datetime | None
    accepted_by: uuid.UUID | None
    claims: tuple[Claimed, ...]
    questions: tuple[Answered, ...]
    events: tuple[Happened, ...]
    visits: tuple[Visit, ...]

    @property
    def revision_before(self) -> Happened | None:
        """The submission before the present one, to lay beside it."""
        earlier = [
            event
            for event in self.events
            if event.status == Status.SUBMITTED and event.revision < self.form.revision
        ]
        return earlier[-1] if earlier else None


def report_detail(report: MonthlyReport, *, today: date) -> ReportDetail:
    """One report (from `access`) with its form, claims, questions, events and verifications."""
    facility = Facility.objects.select_related("location").get(pk=report.facility_id)
    events = _events(report)
    was_verified = any(event.status == Status.VERIFIED for event in events)
    return ReportDetail(
        form=form_of(facility, month_of(report.month), report, today=today),
        source=report.source,
        submitted_at=report.submitted_at,
        submitted_by=report.submitted_by,
        accepted_at=report.accepted_at,
        accepted_by=report.accepted_by,
        claims=report_claims(report),
        questions=_questions(report),
        events=events,
        visits=_visits(report) if was_verified else (),
    )


def report_claims(report: MonthlyReport) -> tuple[Claimed, ...]:
    """What the report's present revision claims, line by line."""
    if not report.source:
        return ()
    rows = Delivery.objects.filter(
        posting__country=default_country(), posting__source=report.source
    ).order_by("id")
    return tuple(
        Claimed(*row)
        for row in rows.values_list(
            "measure__code",
            "measure__name_ar",
            "measure__name_en",
            "measure__unit",
            "measure__unit_ar",
            "quantity",
        )
    )


def _questions(report: MonthlyReport) -> tuple[Answered, ...]:
    rows = ReportQuestion.objects.filter(report=report).select_related("measure")
    return tuple(
        Answered(
            revision=row.revision,
            key=row.key,
            code=row.code,
            measure=row.measure.code if row.measure else "",
            parameters=row.parameters,
            answer=row.answer,
            answered_at=row.answered_at,
            answered_by=row.answered_by,
        )
        for row in rows.order_by("revision", "id")
    )


def _events(report: MonthlyReport) -> tuple[Happened, ...]:
    return tuple(
        Happened(
            status=event.status,
            revision=event.revision,
            at=event.at,
            actor=event.actor,
            reasons=tuple(event.reasons),
            values=entries_of(event.values),
            no_activity=event.no_activity,
            captured_at=event.captured_at,
            source=event.source,
        )
        for event in report.events.order_by("id")
    )


def _visits(report: MonthlyReport) -> tuple[Visit, ...]:
    rows = Verification.objects.filter(report=report).prefetch_related("findings__measure")
    return tuple(
        Visit(
            visit.uid,
            visit.revision,
            visit.on,
            visit.monitor,
            visit.note,
            tuple(
                Found(
                    one.measure.code,
                    one.measure.name_ar,
                    one.measure.name_en,
                    one.claimed,
                    one.checked,
                    one.found,
                    one.note,
                    ratio_of(one.found, one.checked, unit=MILLION),
                )
                for one in visit.findings.all()
            ),
        )
        for visit in rows.order_by("id")
    )


# --- lists of reports -----------------------------------------------------------------------------
@dataclass(frozen=True)
class ReportLine:
    """A report in a list. `jumps`, `questions`, `unanswered`: of its present revision."""

    uid: uuid.UUID
    facility: str
    name_ar: str
    name_en: str
    place_ar: str
    place_en: str
    month: int
    status: str
    revision: int
    no_activity: str
    submitted_at: datetime | None
    questions: int
    jumps: int
    unanswered: int
    is_made_up: bool


def review_queue(
    lineages: Iterable[str], *, months: Iterable[int] = (), limit: int = 50, offset: int = 0
) -> list[ReportLine]:
    """Submitted reports under places (lineages), the longest waiting first."""
    rows = _reports(lineages, months).filter(status=Status.SUBMITTED)
    return _lines(rows.order_by("submitted_at", "id")[offset : offset + limit])


def count_waiting(lineages: Iterable[str]) -> int:
    """How many submitted reports wait to be judged."""
    return _reports(lineages, ()).filter(status=Status.SUBMITTED).count()


def reports_of_facility(facility: Facility, *, limit: int = 24) -> list[ReportLine]:
    """A facility's reports, the latest month first."""
    rows = MonthlyReport.objects.filter(facility_id=facility.location_id)
    return _lines(rows.order_by("-month")[:limit])


def _reports(lineages: Iterable[str], months: Iterable[int]) -> QuerySet[MonthlyReport]:
    rows = MonthlyReport.objects.filter(
        under_any(lineages, "facility__"), country=default_country()
    )
    days = [first_day(month) for month in months]
    return rows.filter(month__in=days) if days else rows


def _lines(rows: QuerySet[MonthlyReport]) -> list[ReportLine]:
    """The rows of a page: counted once they are chosen, not before."""
    chosen = list(rows.values_list("id", flat=True))
    present = Q(questions__revision=F("revision"))
    counted = (
        MonthlyReport.objects.annotate(
            asked=Count("questions", filter=present),
            jumped=Count("questions", filter=present & Q(questions__code=Check.JUMP.value)),
            open=Count("questions", filter=present & Q(questions__answer="")),
        )
        .select_related("facility__parent")
        .in_bulk(chosen)
    )
    return [_line(counted[number]) for number in chosen]


def _line(row: Any) -> ReportLine:
    """`row`: a report with its counts."""
    place = row.facility.parent
    return ReportLine(
        uid=row.uid,
        facility=row.facility.code,
        name_ar=row.facility.name_ar,
        name_en=row.facility.name_en,
        place_ar=place.name_ar if place else "",
        place_en=place.name_en if place else "",
        month=month_of(row.month),
        status=row.status,
        revision=row.revision,
        no_activity=row.no_activity,
        submitted_at=row.submitted_at,
        questions=row.asked,
        jumps=row.jumped,
        unanswered=row.open,
        is_made_up=row.is_made_up,
    )

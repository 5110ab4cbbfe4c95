"""Submitting the reports of a whole file at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from mithaq.domains.services.actions.bulk_rows import Key, RowsOfReport, read_rows
from mithaq.domains.services.actions.claims import KIND, claim_posting, take_back
from mithaq.domains.services.actions.report_rows import (
    displaced_draft,
    event_row,
    keep_aside,
    question_row,
)
from mithaq.domains.services.actions.submissions import mark_submitted
from mithaq.domains.services.models import (
    MonthlyReport,
    ReportEvent,
    ReportQuestion,
    ReportValue,
)
from mithaq.domains.services.queries.cases import Case, checked_case
from mithaq.domains.services.queries.circumstances import check_rules, known_of
from mithaq.domains.services.queries.saved import kept_answers, says_the_same
from mithaq.domains.services.records import NewReportValue, ReportsSubmitted
from mithaq.domains.services.rules import fault_of, submitted_already
from mithaq.engine.months import first_day, month_of
from mithaq.engine.report_checks import IMPORT_WEIGHTS, Finding, Weight
from mithaq.ledger.actions import post
from mithaq.ledger.models import ReversalReason
from mithaq.registry.faults import Fault, refuse
from mithaq.registry.lookups import chunks

Status = MonthlyReport.Status
_FACILITIES_AT_ONCE = 200
_ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class _Standing:
    """What the file's reports are beside those there are: new ones, ones to replace, known ones."""

    new: list[Key]
    sent_back: list[Key]
    known: int
    faults: list[Fault]


def submit_reports_bulk(
    rows: Sequence[NewReportValue],
    *,
    actor: uuid.UUID | None,
    at: datetime | None = None,
    dry_run: bool = False,
) -> ReportsSubmitted:
    """Submit the reports that the rows make together, all of them or none.

    A report that was submitted with the same content is left alone; other content is refused,
    unless the report was sent back: then it is submitted again. A draft that somebody is writing
    is kept aside. Questions are kept with the reports, unanswered, and returned; like faults they
    name their row (`item`, from 0) and column (`field`).
    """
    at = at or timezone.now()
    read = read_rows(rows)
    refuse(sorted(read.faults, key=lambda fault: fault.item or 0))
    standing = _standing(read.reports)
    wanted = {key: read.reports[key] for key in (*standing.new, *standing.sent_back)}
    cases: dict[Key, Case] = {}
    faults = list(standing.faults)
    questions: list[Fault] = []
    for key, case, findings in _checked(wanted, at):
        cases[key] = case
        for fault in findings:
            is_error = fault.parameters["weight"] == Weight.ERROR.value
            (faults if is_error else questions).append(fault)
    refuse(sorted(faults, key=lambda fault: fault.item or 0))
    if cases and not dry_run:
        _write(cases, read.reports, actor=actor, at=at)
    return ReportsSubmitted(
        new=len(standing.new),
        resubmitted=len(standing.sent_back),
        known=standing.known,
        questions=tuple(sorted(questions, key=lambda fault: fault.item or 0)),
    )


# --- beside what there is -----------------------------------------------------------------------
def _standing(reports: Mapping[Key, RowsOfReport]) -> _Standing:
    found = _existing(reports)
    submissions = _last_submissions(found.values())
    new: list[Key] = []
    sent_back: list[Key] = []
    faults: list[Fault] = []
    known = 0
    for key, given in reports.items():
        row = found.get(key)
        if row is None or row.status == Status.DRAFT:
            new.append(key)
        elif says_the_same(submissions.get(row.id), given.content):
            known += 1
        elif row.status == Status.SENT_BACK:
            sent_back.append(key)
        else:
            code = given.facility.location.code
            faults.append(submitted_already(code, given.month, item=given.rows[0]))
    return _Standing(new, sent_back, known, faults)


def _existing(keys: Iterable[Key], *, lock: bool = False) -> dict[Key, MonthlyReport]:
    wanted = set(keys)
    months = [first_day(month) for month in sorted({month for _, month in wanted})]
    found: dict[Key, MonthlyReport] = {}
    for chunk in chunks(sorted({facility for facility, _ in wanted}), 400):
        for some in chunks(months, 400):
            rows = MonthlyReport.objects.filter(facility_id__in=chunk, month__in=some)
            for row in (rows.select_for_update() if lock else rows).order_by("id"):
                key = (row.facility_id, month_of(row.month))
                if key in wanted:
                    found[key] = row
    return found


def _last_submissions(rows: Iterable[MonthlyReport]) -> dict[int, ReportEvent]:
    revisions = {row.id: row.revision for row in rows if row.revision}
    found: dict[int, ReportEvent] = {}
    for chunk in chunks(sorted(revisions)):
        events = ReportEvent.objects.filter(report_id__in=chunk, status=Status.SUBMITTED)
        for event in events.order_by("id"):
            if event.revision == revisions[event.report_id]:
                found[event.report_id] = event
    return found


# --- checked --------------------------------------------------------------------------------------
def _checked(
    reports: Mapping[Key, RowsOfReport], at: datetime
) -> Iterator[tuple[Key, Case, list[Fault]]]:
    """Each report with what the checks find, its facility's earlier months of the file before it:
    what a file says of March is part of what is usual in April."""
    by_facility: dict[int, list[Key]] = {}
    for key in sorted(reports):
        by_facility.setdefault(key[0], []).append(key)
    groups = check_rules().groups
    for chunk in chunks(list(by_facility), _FACILITIES_AT_ONCE):
        keys = [key for facility in chunk for key in by_facility[facility]]
        known = known_of(
            keys,
            facilities=[reports[by_facility[facility][0]].facility for facility in chunk],
            reported={entry.measure for key in keys for entry in reports[key].entries},
            today=timezone.localdate(at),
        )
        for key in keys:
            given = reports[key]
            case = checked_case(given.facility, given.month, given.content, known, IMPORT_WEIGHTS)
            yield key, case, [_fault(one, case, given) for one in _to_say(case)]
            known.histories.add(*key, given.entries, known.asked(key[0]), groups)


def _to_say(case: Case) -> Iterator[Finding]:
    return (one for one in case.checked.findings if one.weight is not Weight.NOTICE)


def _fault(finding: Finding, case: Case, given: RowsOfReport) -> Fault:
    item = given.row_of(finding.measure, finding.sex, finding.age_group)
    field = "value" if finding.measure else "month"
    return fault_of(finding, month=case.month, names=case.names, item=item, field=field)


# --- written --------------------------------------------------------------------------------------
def _write(
    cases: Mapping[Key, Case],
    given: Mapping[Key, RowsOfReport],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    for tries_left in (2, 1, 0):
        try:
            with transaction.atomic():
                _write_once(cases, given, actor=actor, at=at)
            return
        except IntegrityError:
            # A reporter opened one of the months in between: now it is there to be locked.
            if not tries_left:
                raise


def _write_once(
    cases: Mapping[Key, Case],
    given: Mapping[Key, RowsOfReport],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    rows = _existing(cases, lock=True)
    refuse(
        submitted_already(case.facility.location.code, case.month, item=given[key].rows[0])
        for key, case in cases.items()
        if key in rows and rows[key].status not in (Status.DRAFT, Status.SENT_BACK)
    )
    answers = {key: _aside(row, cases[key], at) for key, row in rows.items()}
    sources = [row.source for row in rows.values()]
    take_back(sources, ReversalReason.SENT_BACK, actor=actor, at=at)
    postings = []
    for key, case in cases.items():
        if key not in rows:
            rows[key] = _new_row(case, at)
        posting = claim_posting(case, rows[key].revision + 1)
        mark_submitted(rows[key], case, posting.source if posting else "", actor=actor, at=at)
        if posting:
            postings.append(posting)
    _write_rows(cases, rows, answers, actor=actor, at=at)
    if postings:
        post(postings, actor=actor, kind=KIND, at=at)


def _aside(row: MonthlyReport, case: Case, at: datetime) -> dict[str, str]:
    """Keep what somebody is writing aside; the answers given so far."""
    if draft := displaced_draft(row, case.content, None):
        keep_aside(row, draft, actor=None, at=at)
    return kept_answers(row, case.checked.findings)


def _new_row(case: Case, at: datetime) -> MonthlyReport:
    return MonthlyReport(
        facility_id=case.facility.location_id,
        month=first_day(case.month),
        is_made_up=case.facility.location.is_made_up,
        updated_at=at,
    )


def _write_rows(
    cases: Mapping[Key, Case],
    rows: Mapping[Key, MonthlyReport],
    answers: Mapping[Key, Mapping[str, str]],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    """Heads first, since everything else refers to them."""
    new = [row for row in rows.values() if row.pk is None]
    MonthlyReport.objects.bulk_create(new, batch_size=_ROWS_AT_ONCE)
    for key in answers:
        row = rows[key]
        row.save()
        row.values.all().delete()
        row.questions.filter(revision=row.revision).delete()
    ReportValue.objects.bulk_create(
        (
            ReportValue(
                report=rows[key],
                measure_id=case.measures[entry.measure].id,
                sex=entry.sex,
                age_group=entry.age_group,
                value=entry.value,
            )
            for key, case in cases.items()
            for entry in case.content.values
        ),
        batch_size=_ROWS_AT_ONCE,
    )
    ReportQuestion.objects.bulk_create(
        (
            question_row(rows[key], one, case, answers.get(key, {}), actor=actor, at=at)
            for key, case in cases.items()
            for one in case.checked.of(Weight.QUESTION)
        ),
        batch_size=_ROWS_AT_ONCE,
    )
    ReportEvent.objects.bulk_create(
        (
            event_row(rows[key], actor=actor, at=at, content=case.content)
            for key, case in cases.items()
        ),
        batch_size=_ROWS_AT_ONCE,
    )

"""Submitting the reports of a whole file at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from mithaq.domains.services.actions.bulk_rows import Key, RowsOfReport, read_rows
from mithaq.domains.services.actions.bulk_writes import existing_reports, write_reports
from mithaq.domains.services.models import (
    MonthlyReport,
    ReportEvent,
)
from mithaq.domains.services.queries.cases import Case, checked_case
from mithaq.domains.services.queries.circumstances import check_rules, known_of
from mithaq.domains.services.queries.saved import says_the_same
from mithaq.domains.services.records import NewReportValue, ReportsSubmitted
from mithaq.domains.services.rules import fault_of, submitted_already
from mithaq.engine.report_checks import IMPORT_WEIGHTS, Checked, Finding, Weight
from mithaq.engine.report_totals import Totals
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
        write_reports(cases, read.reports, actor=actor, at=at)
    return ReportsSubmitted(
        new=len(standing.new),
        resubmitted=len(standing.sent_back),
        known=standing.known,
        questions=tuple(sorted(questions, key=lambda fault: fault.item or 0)),
    )


# --- beside what there is -----------------------------------------------------------------------
def _standing(reports: Mapping[Key, RowsOfReport]) -> _Standing:
    found = existing_reports(reports)
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
            said = tuple(one for one in case.checked.findings if one.weight is not Weight.NOTICE)
            # A file may hold a hundred thousand reports: only what will be written is kept.
            slim = replace(case, checked=Checked(said, Totals({})))
            yield key, slim, [_fault(one, case, given) for one in said]
            known.histories.add(*key, given.entries, known.asked(key[0]), groups)


def _fault(finding: Finding, case: Case, given: RowsOfReport) -> Fault:
    item = given.row_of(finding.measure, finding.sex, finding.age_group)
    field = "value" if finding.measure else "month"
    return fault_of(finding, month=case.month, names=case.names, item=item, field=field)

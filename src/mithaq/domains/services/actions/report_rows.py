"""Rows of a report: its head under lock, its inputs, its questions, what happened to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from mithaq.domains.services.models import (
    ConflictingDraft,
    MonthlyReport,
    ReportEvent,
    ReportQuestion,
    ReportValue,
)
from mithaq.domains.services.queries.cases import Case
from mithaq.domains.services.queries.saved import (
    last_submission,
    plain,
    said,
    saved_content,
    says_the_same,
)
from mithaq.domains.services.records import ReportContent
from mithaq.domains.services.rules.conduct import UNKNOWN_REPORT
from mithaq.engine.months import first_day
from mithaq.engine.report_checks import Finding, Weight
from mithaq.engine.report_totals import Entry
from mithaq.ledger.models import Measure
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import Facility
from mithaq.registry.rows import default_country

Status = MonthlyReport.Status


# --- the head ----------------------------------------------------------------------------------
def locked_report(
    facility: Facility, month: int, *, uid: uuid.UUID | None, at: datetime
) -> MonthlyReport:
    """The report of a facility's month, made if there is none, held to the transaction's end.

    `uid` names a new one: a device offline has named it before we knew of it.
    """
    named = {"uid": uid} if uid else {}
    report, _ = MonthlyReport.objects.get_or_create(
        facility_id=facility.location_id,
        month=first_day(month),
        defaults={"updated_at": at, "is_made_up": facility.location.is_made_up, **named},
    )
    return MonthlyReport.objects.select_for_update().get(pk=report.pk)


def report_to_judge(report: uuid.UUID) -> MonthlyReport:
    """The report, held to the transaction's end, with its facility."""
    rows = MonthlyReport.objects.select_related("facility__facility").select_for_update(
        of=("self",)
    )
    found = rows.filter(country=default_country(), uid=report).first()
    if found is None:
        raise ActionRefused([UNKNOWN_REPORT(found=report)])
    return found


# --- what it says ----------------------------------------------------------------------------
def write_values(
    report: MonthlyReport, values: Iterable[Entry], measures: Mapping[str, Measure]
) -> None:
    """Make the report's inputs these; untouched ones keep their rows."""
    wanted = {(measures[one.measure].id, one.sex, one.age_group): one.value for one in values}
    gone, changed = [], []
    for row in report.values.all():
        value = wanted.pop((row.measure_id, row.sex, row.age_group), None)
        if value is None:
            gone.append(row.id)
        elif value != row.value:
            row.value = value
            changed.append(row)
    if gone:
        report.values.filter(id__in=gone).delete()
    ReportValue.objects.bulk_update(changed, ["value"])
    ReportValue.objects.bulk_create(
        ReportValue(report=report, measure_id=measure, sex=sex, age_group=age, value=value)
        for (measure, sex, age), value in wanted.items()
    )


def keep_aside(
    report: MonthlyReport, content: ReportContent, *, actor: uuid.UUID | None, at: datetime
) -> ConflictingDraft:
    """Keep inputs beside the report; a person's later ones take the place of the earlier."""
    kept, _ = ConflictingDraft.objects.update_or_create(
        report=report,
        actor=actor,
        settled_at=None,
        defaults={
            "values": said(content.values),
            "no_activity": content.no_activity,
            "note": content.note,
            "captured_at": content.captured_at,
            "received_at": at,
        },
    )
    return kept


def displaced_draft(
    report: MonthlyReport, content: ReportContent, based_on: int | None
) -> ReportContent | None:
    """The draft that a submission would overwrite unseen: saved since `based_on`, or by others."""
    if based_on == report.version or report.status not in (Status.DRAFT, Status.SENT_BACK):
        return None
    draft = saved_content(report)
    is_empty = not (draft.values or draft.no_activity)
    is_same = draft.no_activity == content.no_activity and said(draft.values) == said(
        content.values
    )
    if is_empty or is_same or says_the_same(last_submission(report), draft):
        return None
    return draft


# --- questions -----------------------------------------------------------------------------------
def write_questions(
    report: MonthlyReport,
    case: Case,
    answers: Mapping[str, str],
    *,
    actor: uuid.UUID | None,
    at: datetime,
    revision: int | None = None,
) -> None:
    """Make the questions of a revision those that the checks ask now, with their answers."""
    revision = report.revision if revision is None else revision
    report.questions.filter(revision=revision).delete()
    ReportQuestion.objects.bulk_create(
        question_row(report, finding, case, answers, actor=actor, at=at, revision=revision)
        for finding in case.checked.of(Weight.QUESTION)
    )


def question_row(
    report: MonthlyReport,
    finding: Finding,
    case: Case,
    answers: Mapping[str, str],
    *,
    actor: uuid.UUID | None,
    at: datetime,
    revision: int | None = None,
) -> ReportQuestion:
    """A question of the report's present revision (or another) with its answer, not saved yet."""
    answer = answers.get(finding.key, "").strip()
    measure = case.measures.get(finding.measure)
    return ReportQuestion(
        report=report,
        revision=report.revision if revision is None else revision,
        key=finding.key,
        code=finding.check.value,
        measure_id=measure.id if measure else None,
        parameters=plain(finding.parameters),
        answer=answer,
        answered_at=at if answer else None,
        answered_by=actor if answer else None,
    )


# --- what happened to it -----------------------------------------------------------------------
def event_row(
    report: MonthlyReport,
    *,
    actor: uuid.UUID | None,
    at: datetime,
    source: str = "",
    reasons: Sequence[Mapping[str, str]] = (),
    content: ReportContent | None = None,
) -> ReportEvent:
    """The report's present status and revision as an event, not saved yet.

    `source` names the posting made, if it is not the report's claim.
    """
    return ReportEvent(
        report=report,
        status=report.status,
        revision=report.revision,
        at=at,
        actor=actor,
        reasons=list(reasons),
        values=said(content.values) if content else [],
        no_activity=content.no_activity if content else "",
        captured_at=content.captured_at if content else None,
        source=source or (report.source if content else ""),
    )

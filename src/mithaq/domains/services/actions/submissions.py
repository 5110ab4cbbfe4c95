"""Submitting a monthly report, and submitting it again: what the facility claims."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.services.actions.claims import KIND, claim_posting, take_back
from mithaq.domains.services.actions.report_rows import (
    displaced_draft,
    event_row,
    keep_aside,
    locked_report,
    write_questions,
    write_values,
)
from mithaq.domains.services.models import MonthlyReport
from mithaq.domains.services.queries.cases import Case, case_of, facility_of
from mithaq.domains.services.queries.saved import (
    kept_answers,
    last_submission,
    saved_content,
    says_the_same,
)
from mithaq.domains.services.records import ReportContent, Submitted
from mithaq.domains.services.rules import Verb, status_faults, submitted_already
from mithaq.domains.services.rules.conduct import REPORT_CHANGED, UNKNOWN_REPORT
from mithaq.engine.months import first_day, month_of
from mithaq.engine.report_checks import Weight
from mithaq.ledger.actions import post
from mithaq.ledger.models import ReversalReason
from mithaq.registry.faults import ActionRefused, Fault, refuse
from mithaq.registry.models import Facility
from mithaq.registry.rows import default_country

Status = MonthlyReport.Status


def submit_report(
    *,
    facility: str,
    month: int,
    content: ReportContent | None = None,
    based_on: int | None = None,
    uid: uuid.UUID | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Submitted:
    """Submit a facility's report of a month: it posts what the facility claims.

    `content` None: what the saved draft says. A report that was sent back is submitted again. The
    same content again changes nothing, so a device may try as often as it must. A draft with other
    inputs that was saved after version `based_on` is kept as a conflicting draft.

    Refused with every error found, or else with every question that has no answer yet (the
    parameters of such a fault hold `weight`, and `key` under which to answer it).
    """
    at = at or timezone.now()
    its = facility_of(facility)
    return _submit(its, month, content, Verb.SUBMIT, based_on=based_on, uid=uid, actor=actor, at=at)


def resubmit_report(
    *,
    report: uuid.UUID,
    content: ReportContent | None = None,
    version: int | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Submitted:
    """Submit a report again, after it was sent back or to correct it before it is judged.

    The earlier claim is reversed (`sent_back` or `correction`) and the new revision posted.
    `version`: the one that the reporter saw; if it is another by now, that is refused.
    """
    at = at or timezone.now()
    row = MonthlyReport.objects.filter(country=default_country(), uid=report).first()
    if row is None:
        raise ActionRefused([UNKNOWN_REPORT(found=report)])
    its = Facility.objects.select_related("location").get(pk=row.facility_id)
    return _submit(
        its, month_of(row.month), content, Verb.CORRECT, version=version, actor=actor, at=at
    )


def declare_no_activity(
    *,
    facility: str,
    month: int,
    reason: str,
    note: str = "",
    answers: Mapping[str, str] | None = None,
    captured_at: datetime | None = None,
    based_on: int | None = None,
    uid: uuid.UUID | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Submitted:
    """Report that there was no activity, with a reason of the pack: zero of all that adds up."""
    content = ReportContent(
        no_activity=reason, note=note, answers=answers or {}, captured_at=captured_at
    )
    return submit_report(
        facility=facility,
        month=month,
        content=content,
        based_on=based_on,
        uid=uid,
        actor=actor,
        at=at,
    )


def _submit(
    facility: Facility,
    month: int,
    content: ReportContent | None,
    verb: Verb,
    *,
    version: int | None = None,
    based_on: int | None = None,
    uid: uuid.UUID | None = None,
    actor: uuid.UUID | None,
    at: datetime,
) -> Submitted:
    # Checked before the lock is taken, so that reporters wait for each other as briefly as can be.
    before = MonthlyReport.objects.filter(
        facility_id=facility.location_id, month=first_day(month)
    ).first()
    if content is None:
        content = saved_content(before) if before else ReportContent()
        # What is read here is what must be submitted, however the draft grows meanwhile.
        version = before.version if before and version is None else version
    if before and _is_known(before, content):
        return submitted(before, is_new=False)
    case = case_of(facility, month, content, at)
    with transaction.atomic():
        report = locked_report(facility, month, uid=uid, at=at)
        if _is_known(report, content):
            return submitted(report, is_new=False)
        refuse(_refusals(report, case, verb, version))
        answers = {**kept_answers(report, case.checked.findings), **content.answers}
        refuse(_unanswered(case, answers))
        if other := displaced_draft(report, content, based_on if version is None else version):
            keep_aside(report, other, actor=None, at=at)
        write_submission(report, case, answers, actor=actor, at=at)
    return submitted(report, is_new=True)


def _is_known(report: MonthlyReport, content: ReportContent) -> bool:
    """Whether this very content stands as submitted: then it is a second try."""
    if report.status in (Status.DRAFT, Status.SENT_BACK):
        return False
    return says_the_same(last_submission(report), content)


def _refusals(report: MonthlyReport, case: Case, verb: Verb, version: int | None) -> list[Fault]:
    faults = case.faults(Weight.ERROR)
    if version is not None and version != report.version:
        return [REPORT_CHANGED(), *faults]
    if verb is Verb.SUBMIT and list(status_faults(verb, report.status)):
        return [submitted_already(case.facility.location.code, case.month), *faults]
    return [*status_faults(verb, report.status), *faults]


def _unanswered(case: Case, answers: Mapping[str, str]) -> list[Fault]:
    questions = case.checked.of(Weight.QUESTION)
    return [case.fault(one) for one in questions if not answers.get(one.key, "").strip()]


def write_submission(
    report: MonthlyReport,
    case: Case,
    answers: Mapping[str, str],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    """Write the next revision of a locked report and post its claim in place of the last one."""
    was_sent_back = report.status == Status.SENT_BACK
    reason = ReversalReason.SENT_BACK if was_sent_back else ReversalReason.CORRECTION
    take_back([report.source], reason, actor=actor, at=at)
    posting = claim_posting(case, report.revision + 1)
    mark_submitted(report, case, posting.source if posting else "", actor=actor, at=at)
    report.save()
    write_values(report, case.content.values, case.measures)
    write_questions(report, case, answers, actor=actor, at=at)
    event_row(report, actor=actor, at=at, content=case.content).save()
    if posting:
        post([posting], actor=actor, kind=KIND, at=at)


def mark_submitted(
    report: MonthlyReport, case: Case, source: str, *, actor: uuid.UUID | None, at: datetime
) -> None:
    """Make the row say that its next revision was submitted; not saved yet."""
    content = case.content
    report.status = Status.SUBMITTED
    report.revision += 1
    report.version += 1
    report.source = source
    report.no_activity = content.no_activity
    report.note = content.note
    report.captured_at = content.captured_at
    report.updated_at = report.submitted_at = at
    report.first_submitted_at = report.first_submitted_at or at
    report.submitted_by = actor
    report.accepted_at = report.accepted_by = None


def submitted(report: MonthlyReport, *, is_new: bool) -> Submitted:
    return Submitted(report.uid, report.revision, report.version, report.source, is_new)

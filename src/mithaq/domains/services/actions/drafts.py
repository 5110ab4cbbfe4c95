"""Saving a report while it is written; a save that comes too late never overwrites a newer one."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.services.actions.report_rows import (
    keep_aside,
    locked_report,
    write_questions,
    write_values,
)
from mithaq.domains.services.models import ConflictingDraft, MonthlyReport
from mithaq.domains.services.queries.cases import Case, case_of, facility_of, unwritable
from mithaq.domains.services.queries.saved import (
    content_of,
    kept_answers,
    said,
    saved_content,
)
from mithaq.domains.services.records import ReportContent, SavedDraft
from mithaq.domains.services.rules import Verb, status_faults
from mithaq.domains.services.rules.conduct import SETTLED_ALREADY, UNKNOWN_DRAFT
from mithaq.engine.months import month_of
from mithaq.registry.faults import ActionRefused, refuse
from mithaq.registry.models import Facility
from mithaq.registry.rows import default_country

Status = MonthlyReport.Status
_OPEN = (Status.DRAFT, Status.SENT_BACK)


def save_draft(
    *,
    facility: str,
    month: int,
    content: ReportContent,
    based_on: int = 0,
    uid: uuid.UUID | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> SavedDraft:
    """Save what was entered so far, and say what the checks find.

    `based_on` is the version that the reporter's screen shows (0: none yet). If the report was
    saved or submitted since, the inputs are kept as a conflicting draft and the report stays. Only
    unknown codes and values that cannot be kept at all are refused.
    """
    at = at or timezone.now()
    case = case_of(facility_of(facility), month, content, at)
    refuse(unwritable(case))
    findings = case.checked.findings
    with transaction.atomic():
        report = locked_report(case.facility, month, uid=uid, at=at)
        if _is_saved(report, content):
            if report.status in _OPEN:
                _write_answers(report, case, actor=actor, at=at)
            return SavedDraft(report.uid, report.version, findings)
        if report.status not in _OPEN or report.version != based_on:
            kept = keep_aside(report, content, actor=actor, at=at)
            return SavedDraft(report.uid, report.version, findings, conflict=kept.uid)
        _write_draft(report, case, actor=actor, at=at)
    return SavedDraft(report.uid, report.version, findings)


def take_conflicting_draft(
    *, draft: uuid.UUID, actor: uuid.UUID | None, at: datetime | None = None
) -> SavedDraft:
    """Make a conflicting draft what the report says; what it said is kept aside in its turn.

    A report that was submitted is not touched: submit it again with these inputs
    (`resubmit_report`), then discard the draft.
    """
    at = at or timezone.now()
    with transaction.atomic():
        kept = _open_conflict(draft)
        report = MonthlyReport.objects.select_for_update().get(pk=kept.report_id)
        facility = Facility.objects.select_related("location").get(pk=report.facility_id)
        refuse(status_faults(Verb.SUBMIT, report.status))
        content = content_of(kept)
        case = case_of(facility, month_of(report.month), content, at)
        _settle(kept, is_taken=True, at=at)
        before = saved_content(report)
        if before.values or before.no_activity:
            keep_aside(report, before, actor=None, at=at)
        _write_draft(report, case, actor=actor, at=at)
    return SavedDraft(report.uid, report.version, case.checked.findings)


def discard_conflicting_draft(
    *, draft: uuid.UUID, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """Settle a conflicting draft without taking it; it stays on record."""
    del actor  # any reporter of the facility may; callers ask access
    with transaction.atomic():
        _settle(_open_conflict(draft), is_taken=False, at=at or timezone.now())


def _is_saved(report: MonthlyReport, content: ReportContent) -> bool:
    """Whether the report says this already: a second try, or one that its sending overtook."""
    saved = saved_content(report)
    return (
        report.version > 0
        and (saved.no_activity, saved.note) == (content.no_activity, content.note)
        and said(saved.values) == said(content.values)
    )


def _write_draft(
    report: MonthlyReport, case: Case, *, actor: uuid.UUID | None, at: datetime
) -> None:
    content = case.content
    report.no_activity, report.note = content.no_activity, content.note
    report.captured_at = content.captured_at
    report.version += 1
    report.updated_at = at
    report.save()
    write_values(report, content.values, case.measures)
    _write_answers(report, case, actor=actor, at=at)


def _write_answers(
    report: MonthlyReport, case: Case, *, actor: uuid.UUID | None, at: datetime
) -> None:
    answers = {**kept_answers(report, case.checked.findings), **case.content.answers}
    write_questions(report, case, answers, actor=actor, at=at, revision=report.revision + 1)


def _open_conflict(draft: uuid.UUID) -> ConflictingDraft:
    kept = ConflictingDraft.objects.select_for_update().filter(country=default_country(), uid=draft)
    found = kept.first()
    if found is None:
        raise ActionRefused([UNKNOWN_DRAFT(found=draft)])
    if found.settled_at is not None:
        raise ActionRefused([SETTLED_ALREADY(found=draft)])
    return found


def _settle(kept: ConflictingDraft, *, is_taken: bool, at: datetime) -> None:
    kept.settled_at, kept.is_taken = at, is_taken
    kept.save(update_fields=["settled_at", "is_taken"])

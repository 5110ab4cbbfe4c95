"""What a report says as it is kept: inputs, answers, the last submission, drafts kept aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mithaq.domains.services.models import ConflictingDraft, MonthlyReport, ReportEvent
from mithaq.domains.services.records import ReportContent
from mithaq.engine.report_checks import Finding
from mithaq.engine.report_totals import Entry

Status = MonthlyReport.Status
Said = list[list[object]]  # [measure code, sex, age group, millionths]


def said(values: Iterable[Entry]) -> Said:
    """Inputs in one order, as they are kept with a submission."""
    return [
        [entry.measure, entry.sex, entry.age_group, entry.value]
        for entry in sorted(values, key=lambda entry: (entry.measure, entry.sex, entry.age_group))
    ]


def entries_of(kept: Iterable[Sequence[object]]) -> tuple[Entry, ...]:
    """Inputs again from how they were kept."""
    return tuple(
        Entry(str(measure), int(str(value)), str(sex), str(age_group))
        for measure, sex, age_group, value in kept
    )


def saved_values(report: MonthlyReport) -> tuple[Entry, ...]:
    rows = report.values.order_by("id").values_list("measure__code", "value", "sex", "age_group")
    return tuple(Entry(*row) for row in rows)


def saved_content(report: MonthlyReport) -> ReportContent:
    """What the draft says, with the answers given so far."""
    return ReportContent(
        values=saved_values(report),
        no_activity=report.no_activity,
        note=report.note,
        captured_at=report.captured_at,
    )


def last_submission(report: MonthlyReport) -> ReportEvent | None:
    return (
        report.events.filter(status=Status.SUBMITTED, revision=report.revision)
        .order_by("-id")
        .first()
    )


def says_the_same(event: ReportEvent | None, content: ReportContent) -> bool:
    """Whether a submission says what was submitted before; a note or an answer changes nothing."""
    return (
        event is not None
        and event.no_activity == content.no_activity
        and event.values == said(content.values)
    )


def content_of(kept: ConflictingDraft) -> ReportContent:
    """What a conflicting draft says."""
    return ReportContent(
        values=entries_of(kept.values),
        no_activity=kept.no_activity,
        note=kept.note,
        captured_at=kept.captured_at,
    )


def kept_answers(report: MonthlyReport | None, findings: Iterable[Finding]) -> dict[str, str]:
    """Answers by key, given in this draft or to the very same question of the revision before."""
    if report is None:
        return {}
    asked = {finding.key: dict(finding.parameters) for finding in findings}
    answers: dict[str, str] = {}
    recent = report.questions.filter(revision__gte=report.revision).exclude(answer="")
    for question in recent.order_by("revision", "id"):
        is_same = plain(asked.get(question.key)) == question.parameters
        if question.revision > report.revision or is_same:
            answers[question.key] = question.answer
    return answers


def plain(parameters: Mapping[str, object] | None) -> dict[str, object]:
    """As JSON keeps them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in (parameters or {}).items()
    }

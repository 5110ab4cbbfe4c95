"""A monthly report as it is filled in: every input in its order, the past beside it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mithaq.domains.services.models import ConflictingDraft, MonthlyReport
from mithaq.domains.services.queries.cases import Case, checked_case
from mithaq.domains.services.queries.circumstances import Known, check_rules, known_of
from mithaq.domains.services.queries.saved import content_of, kept_answers, saved_content
from mithaq.domains.services.records import ReportContent
from mithaq.domains.services.rules import due_on
from mithaq.engine.months import first_day
from mithaq.engine.report_checks import Check, Finding, Weight, median_of
from mithaq.engine.report_totals import ALL, Groups
from mithaq.ledger.models import Measure
from mithaq.registry.faults import Fault
from mithaq.registry.models import Facility
from mithaq.registry.vocabulary import pack

Status = MonthlyReport.Status


@dataclass(frozen=True)
class Said:
    """What a check says beside an input: `fault` holds code, parameters and words.

    `answer` is the kept answer to a question, empty while there is none.
    """

    weight: Weight
    key: str
    fault: Fault
    answer: str = ""


@dataclass(frozen=True)
class FormCell:
    """One input: of everybody, or of a sex and age group (`""`: all). Millionths; None: blank."""

    sex: str
    age_group: str
    value: int | None
    last_month: int | None


@dataclass(frozen=True)
class FormRow:
    """A measure with its inputs, the total last month and the usual month (millionths).

    `parts`: the measures of this form that it is the total of; `are_all`: they must add up to it.
    """

    measure: str
    name_ar: str
    name_en: str
    unit: str
    unit_ar: str
    family: str
    combine: str
    cells: tuple[FormCell, ...]
    parts: tuple[str, ...]
    are_all: bool
    is_in_form: bool
    is_provided: bool
    last_month: int | None
    median: int | None
    months: int
    says: tuple[Said, ...]


@dataclass(frozen=True)
class FormSection:
    label_ar: str
    label_en: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True)
class KeptDraft:
    """Inputs kept aside, to be taken or discarded."""

    uid: uuid.UUID
    content: ReportContent
    received_at: datetime
    actor: uuid.UUID | None


@dataclass(frozen=True)
class ReportForm:
    """The form of a facility's month. `report` None: nothing is saved yet, `version` is 0.

    `says`: what the checks say of the month and of the report as a whole. `has_form` false: this
    type of facility is not asked for a monthly report.
    """

    facility: str
    month: int
    report: uuid.UUID | None
    status: str
    version: int
    revision: int
    has_form: bool
    due_on: date | None
    sections: tuple[FormSection, ...]
    says: tuple[Said, ...]
    no_activity: str
    note: str
    captured_at: datetime | None
    updated_at: datetime | None
    sent_back_for: tuple[Mapping[str, str], ...]
    kept_aside: tuple[KeptDraft, ...]

    @property
    def rows(self) -> tuple[FormRow, ...]:
        return tuple(row for section in self.sections for row in section.rows)

    @property
    def is_open(self) -> bool:
        """Whether the reporter may write in it."""
        return self.status in ("", Status.DRAFT, Status.SENT_BACK)


def report_form(facility: Facility, month: int, *, today: date) -> ReportForm:
    """The form of a facility (with its location) for a month, as far as it is filled in."""
    report = MonthlyReport.objects.filter(
        facility_id=facility.location_id, month=first_day(month)
    ).first()
    return form_of(facility, month, report, today=today)


def form_of(
    facility: Facility, month: int, report: MonthlyReport | None, *, today: date
) -> ReportForm:
    """The same, of a report that has been fetched."""
    content = saved_content(report) if report else ReportContent()
    known = known_of(
        [(facility.location_id, month)],
        facilities=[facility],
        reported={entry.measure for entry in content.values},
        today=today,
    )
    case = checked_case(facility, month, content, known)
    asked = known.asked(facility.location_id).data_set
    said = _said(case, report)
    return ReportForm(
        facility=facility.location.code,
        month=month,
        report=report.uid if report else None,
        status=report.status if report else "",
        version=report.version if report else 0,
        revision=report.revision if report else 0,
        has_form=asked is not None,
        due_on=due_on(month, asked.due_days) if asked else None,
        sections=_sections(case, known, said),
        says=tuple(one for one in said if not one.fault.field),
        no_activity=content.no_activity,
        note=content.note,
        captured_at=report.captured_at if report else None,
        updated_at=report.updated_at if report else None,
        sent_back_for=_sent_back_for(report),
        kept_aside=_kept_aside(report),
    )


# --- what the checks say --------------------------------------------------------------------------
def _said(case: Case, report: MonthlyReport | None) -> tuple[Said, ...]:
    findings = [one for one in case.checked.findings if _is_worth_saying(one, case)]
    answers = answers_of(report, findings)
    return tuple(
        Said(one.weight, one.key, case.fault(one), answers.get(one.key, "")) for one in findings
    )


def _is_worth_saying(finding: Finding, case: Case) -> bool:
    """In a form that nobody has begun, blanks are no news."""
    if case.content.values or case.content.no_activity:
        return True
    return finding.check not in (Check.NOTHING_ENTERED, Check.USUALLY_REPORTED)


def answers_of(report: MonthlyReport | None, findings: Iterable[Finding]) -> dict[str, str]:
    """The answers given so far: in the draft being written, else with the revision sent."""
    if report is None or report.status in (Status.DRAFT, Status.SENT_BACK):
        return kept_answers(report, findings)
    asked = {finding.key for finding in findings if finding.weight is Weight.QUESTION}
    if not asked:
        return {}
    rows = report.questions.filter(revision=report.revision, key__in=asked)
    return dict(rows.values_list("key", "answer"))


def _sent_back_for(report: MonthlyReport | None) -> tuple[Mapping[str, str], ...]:
    if report is None or report.status != Status.SENT_BACK:
        return ()
    event = report.events.filter(status=Status.SENT_BACK).order_by("-id").first()
    return tuple(event.reasons) if event else ()


def _kept_aside(report: MonthlyReport | None) -> tuple[KeptDraft, ...]:
    if report is None or report.status in (Status.ACCEPTED, Status.VERIFIED):
        return ()
    rows = ConflictingDraft.objects.filter(report=report, settled_at=None).order_by("id")
    return tuple(KeptDraft(row.uid, content_of(row), row.received_at, row.actor) for row in rows)


# --- sections and rows -------------------------------------------------------------------------
def _sections(case: Case, known: Known, said: Sequence[Said]) -> tuple[FormSection, ...]:
    """The pack's sections; what is in none of them, and what was reported besides, comes last."""
    facility = case.facility.location_id
    asked = known.asked(facility)
    measures = {row.measure.code: row.measure for row in asked.rows}
    measures |= {entry.measure: known.measures[entry.measure] for entry in case.content.values}
    rows = {code: _row(measure, case, known, said) for code, measure in measures.items()}
    sections = []
    its = pack().data_sets.get(asked.data_set.code) if asked.data_set else None
    for section in its.sections if its else ():
        here = tuple(rows.pop(one.code) for one in section.measures if one.code in rows)
        if here:
            sections.append(FormSection(section.label_ar, section.label_en, here))
    if rows:
        label = ("بنود أخرى", "Other measures") if sections else ("بنود التقرير", "Measures")
        sections.append(FormSection(*label, tuple(rows.values())))
    return tuple(sections)


def _row(measure: Measure, case: Case, known: Known, said: Sequence[Said]) -> FormRow:
    facility = case.facility.location_id
    code = measure.code
    asked = known.asked(facility)
    row = next((row for row in asked.rows if row.measure.code == code), None)
    parts = asked.parts.get(code)
    rules = check_rules()
    past = known.histories.before(facility, case.month, rules.jump.months).get(code, [])
    before = known.histories.totals.get((facility, case.month - 1), {})
    return FormRow(
        measure=code,
        name_ar=measure.name_ar,
        name_en=measure.name_en,
        unit=measure.unit,
        unit_ar=measure.unit_ar,
        family=measure.family,
        combine=measure.combine,
        cells=_cells(code, case, known, bool(row and row.by_sex), bool(row and row.by_age)),
        parts=parts.codes if parts else (),
        are_all=bool(parts and parts.are_all),
        is_in_form=row is not None,
        is_provided=known.is_provided(facility, measure.service, case.month),
        last_month=before.get(code),
        median=round(median_of(past)) if len(past) >= rules.jump.at_least else None,
        months=len(past),
        says=tuple(one for one in said if one.fault.field == code),
    )


def _cells(code: str, case: Case, known: Known, by_sex: bool, by_age: bool) -> tuple[FormCell, ...]:
    values = {
        (one.sex, one.age_group): one.value for one in case.content.values if one.measure == code
    }
    key = (case.facility.location_id, case.month - 1)
    last = {
        (one.sex, one.age_group): one.value
        for one in known.histories.cells.get(key, ())
        if one.measure == code
    }
    if (total := known.histories.totals.get(key, {}).get(code)) is not None:
        last[ALL, ALL] = total
    asked = _groups_asked(check_rules().groups, by_sex, by_age)
    # What this reporter fills in beside what is asked has its input, too.
    more = sorted({*values, *last} - {*asked})
    return tuple(
        FormCell(*group, value=values.get(group), last_month=last.get(group))
        for group in (*asked, *more)
    )


def _groups_asked(groups: Groups, by_sex: bool, by_age: bool) -> list[tuple[str, str]]:
    """The inputs of a measure: its parts, then the total."""
    sexes = groups.sexes if by_sex else (ALL,)
    ages = groups.ages if by_age else (ALL,)
    cells = [(sex, age) for sex in sexes for age in ages]
    return cells if (ALL, ALL) in cells else [*cells, (ALL, ALL)]

"""A report about to be written: what it says, what is known, what the checks find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from mithaq.domains.services.queries.circumstances import Known, known_of
from mithaq.domains.services.records import ReportContent
from mithaq.domains.services.rules import Names, fault_of
from mithaq.domains.services.rules.conduct import GIVEN_TWICE, NO_FORM, NOT_A_FACILITY
from mithaq.domains.services.rules.texts import LONGEST_NOTE, text_faults
from mithaq.engine.report_checks import (
    WEIGHTS,
    Check,
    Checked,
    Finding,
    Weight,
    check_report,
)
from mithaq.engine.report_totals import claims_of
from mithaq.ledger.models import Combine, Measure
from mithaq.registry.faults import NOT_IN_LIST, UNKNOWN_CODE, ActionRefused, Fault, refuse
from mithaq.registry.models import Facility, Location
from mithaq.registry.rows import default_country
from mithaq.registry.vocabulary import pack

# What the database itself could not hold is refused even in a draft.
_UNWRITABLE = frozenset({Check.NEGATIVE, Check.TOO_LARGE})


@dataclass(frozen=True)
class Case:
    """A facility's month with what its report says and what the checks found."""

    facility: Facility
    month: int
    content: ReportContent
    measures: Mapping[str, Measure]
    names: Names
    checked: Checked
    claims: Mapping[str, int]

    def fault(self, finding: Finding) -> Fault:
        return fault_of(finding, month=self.month, names=self.names, field=finding.measure)

    def faults(self, weight: Weight) -> list[Fault]:
        return [self.fault(finding) for finding in self.checked.of(weight)]


def case_of(facility: Facility, month: int, content: ReportContent, at: datetime) -> Case:
    """Check what a report says of a facility's month. Refuses unknown codes."""
    codes = {entry.measure for entry in content.values}
    known = known_of(
        [(facility.location_id, month)],
        facilities=[facility],
        reported=codes,
        today=timezone.localdate(at),
    )
    refuse(_code_faults(content, known))
    return checked_case(facility, month, content, known)


def facility_of(code: str) -> Facility:
    """Refuses an unknown code, and a place that is no facility."""
    rows = Facility.objects.select_related("location")
    facility = rows.filter(location__country=default_country(), location__code=code).first()
    if facility is None:
        is_place = Location.objects.filter(country=default_country(), code=code).exists()
        kind = NOT_A_FACILITY if is_place else UNKNOWN_CODE
        raise ActionRefused([kind(found=code, field="facility")])
    return facility


def checked_case(
    facility: Facility,
    month: int,
    content: ReportContent,
    known: Known,
    weights: Mapping[Check, Weight] = WEIGHTS,
) -> Case:
    """A case whose codes are known."""
    circumstances = known.of(
        facility.location_id,
        month,
        reported={entry.measure for entry in content.values},
        no_activity=content.no_activity,
    )
    checked = check_report(content.values, circumstances, weights)
    if content.no_activity:
        claims = _nothing(known, facility.location_id)
    else:
        claims = claims_of(checked.totals, circumstances.parts)
    return Case(facility, month, content, known.measures, known.names, checked, claims)


def _nothing(known: Known, facility: int) -> dict[str, int]:
    """No activity: a zero for everything that is asked and adds up; levels stay as they were."""
    asked = known.asked(facility)
    return {
        row.measure.code: 0
        for row in asked.rows
        if row.measure.combine == Combine.SUM and row.measure.code not in asked.parts
    }


def _code_faults(content: ReportContent, known: Known) -> Iterable[Fault]:
    sexes, reasons = pack().sexes, pack().no_activity_reasons
    seen = set()
    for item, entry in enumerate(content.values):
        if entry.measure not in known.measures:
            yield UNKNOWN_CODE(found=entry.measure, item=item, field="measure")
        if entry.sex and entry.sex not in sexes:
            yield NOT_IN_LIST(found=entry.sex, expected=", ".join(sexes), item=item, field="sex")
        key = (entry.measure, entry.sex, entry.age_group)
        if key in seen:
            yield GIVEN_TWICE(found=entry.measure, item=item, field="measure")
        seen.add(key)
    yield from text_faults(content.note, LONGEST_NOTE, "note")
    for question, answer in content.answers.items():
        yield from text_faults(answer, LONGEST_NOTE, f"answers.{question}")
    if content.no_activity:
        if content.no_activity not in reasons:
            expected = ", ".join(reasons)
            yield NOT_IN_LIST(found=content.no_activity, expected=expected, field="no_activity")
        if any(asked.data_set is None for asked in map(known.asked, known.facilities)):
            yield NO_FORM(field="no_activity")


def unwritable(case: Case) -> list[Fault]:
    """What not even a draft can hold."""
    return [case.fault(one) for one in case.checked.findings if one.check in _UNWRITABLE]

"""A district with three facilities, what they are asked each month, and who reports and judges."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mithaq.countries.pack import DataSet, DataSetMeasure, Section
from mithaq.domains.services.actions import load_data_sets, submit_report
from mithaq.domains.services.models import MonthlyReport
from mithaq.domains.services.records import ReportContent, Submitted
from mithaq.engine.months import month_of, read_month, write_month
from mithaq.engine.quantities import MILLION, write_quantity
from mithaq.engine.report_totals import Entry
from mithaq.ledger.actions import record_measures
from mithaq.ledger.models import Delivery, Posting, Stage
from mithaq.ledger.records import NewMeasure
from mithaq.registry.actions import record_facilities, record_locations
from mithaq.registry.faults import ActionRefused
from mithaq.registry.records import NewFacility, NewLocation
from mithaq.registry.vocabulary import pack

REPORTER, OFFICER, MONITOR = (uuid.UUID(int=number) for number in (1, 2, 3))
BEFORE = datetime(2025, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 4, 5, 9, 0, tzinfo=UTC)
MARCH = read_month("2026-03")

PLACES = (
    NewLocation(code="SY", level="country", name_ar="سورية", name_en="Syria"),
    NewLocation(
        code="N1", level="governorate", name_ar="محافظة الشمال", name_en="North", parent="SY"
    ),
    NewLocation(
        code="S1", level="governorate", name_ar="محافظة الجنوب", name_en="South", parent="SY"
    ),
    NewLocation(code="N101", level="district", name_ar="منطقة التل", name_en="Hill", parent="N1"),
    NewLocation(code="N102", level="district", name_ar="منطقة النهر", name_en="River", parent="N1"),
    NewLocation(code="S101", level="district", name_ar="منطقة الوادي", name_en="Vale", parent="S1"),
)
ROSES = NewFacility(
    code="F1",
    name_ar="مركز الورود الصحي",
    name_en="Roses Health Centre",
    type="primary_care_centre",
    ownership="public",
    place="N101",
    opened_on=date(2020, 1, 1),
    phone="+963 11 000 0000",
    is_made_up=True,
)
POPLAR = replace(ROSES, code="F2", name_ar="مركز الحور", name_en="Poplar Centre", place="N102")
CEDAR = replace(ROSES, code="F3", name_ar="مركز الأرز", name_en="Cedar Centre", place="S101")
DEPOT = replace(ROSES, code="W1", name_ar="المستودع", name_en="Depot", type="pharmacy_warehouse")

_VISIT = NewMeasure(
    code="service.visit",
    name_ar="مجموع المعاينات",
    name_en="All visits",
    unit="visits",
    family="service",
    combine="sum",
)
MEASURES = (
    _VISIT,
    replace(_VISIT, code="service.visit_child", name_ar="معاينات الأطفال", parent="service.visit"),
    replace(_VISIT, code="service.visit_adult", name_ar="معاينات البالغين", parent="service.visit"),
    replace(_VISIT, code="service.physio", name_ar="جلسة علاج فيزيائي", name_en="Physiotherapy"),
    replace(_VISIT, code="service.dialysis", name_ar="جلسة غسيل كلى", service="dialysis"),
    replace(_VISIT, code="staff.nurse", name_ar="ممرض", family="staff", combine="last"),
    replace(_VISIT, code="works.power", name_ar="ساعات كهرباء", family="works"),
    replace(_VISIT, code="service.other", name_ar="خدمة أخرى"),
)
ASKED = (
    DataSetMeasure("service.visit", by_sex=True, by_age=False),
    DataSetMeasure("service.visit_child", by_sex=False, by_age=False),
    DataSetMeasure("service.visit_adult", by_sex=False, by_age=False),
    DataSetMeasure("service.physio", by_sex=True, by_age=True),
    DataSetMeasure("service.dialysis", by_sex=False, by_age=False),
    DataSetMeasure("staff.nurse", by_sex=False, by_age=False),
    DataSetMeasure("works.power", by_sex=False, by_age=False),
)
FORM = DataSet(
    code="care_monthly",
    name_ar="التقرير الشهري",
    name_en="Monthly report",
    facility_type="primary_care_centre",
    due_days=10,
    sections=(Section("الخدمات", "Services", ASKED),),
    totals=(),
)


def build_world() -> None:
    record_locations(PLACES, actor=None, at=BEFORE)
    record_facilities((ROSES, POPLAR, CEDAR, DEPOT), actor=None, at=BEFORE)
    record_measures(MEASURES, actor=None, at=BEFORE)
    load_data_sets(replace(pack(), data_sets={FORM.code: FORM}))


# --- reports as a person writes them -----------------------------------------------------
PLAIN = """
service.visit_child 40
service.visit_adult 60
service.physio 20
service.dialysis 5
staff.nurse 4
works.power 7.5
"""


def entries(text: str) -> tuple[Entry, ...]:
    """`measure [sex] [age] value`, a row a line; `-` stands for all; values in units."""
    read = []
    for row in text.strip().splitlines():
        measure, *groups, value = row.split()
        sex, age = ["" if group == "-" else group for group in [*groups, "-", "-"][:2]]
        read.append(Entry(measure, round(float(value) * MILLION), sex, age))
    return tuple(read)


def said(text: str = PLAIN, **more: Any) -> ReportContent:
    return ReportContent(values=entries(text), **more)


def changed(text: str, **values: str) -> str:
    """A report's text with other values: `changed(PLAIN, physio="412")`; empty: left blank."""
    rows = dict(row.rsplit(" ", 1) for row in text.strip().splitlines())
    for name, value in values.items():
        code = next(code for code in rows if code.endswith(f".{name}"))
        rows[code] = value
    return "\n".join(f"{code} {value}" for code, value in rows.items() if value)


def submit(
    facility: str = "F1", month: str = "2026-03", text: str = PLAIN, **more: Any
) -> Submitted:
    return submit_report(
        facility=facility,
        month=read_month(month),
        content=said(text, **more),
        actor=REPORTER,
        at=NOW,
    )


def report_of(facility: str = "F1", month: str = "2026-03") -> MonthlyReport:
    first = f"{month}-01"
    return MonthlyReport.objects.get(facility__code=facility, month=first)


# --- what came of them -------------------------------------------------------------------
def postings() -> dict[str, tuple[str, ...]]:
    """All postings: source to its lines as `measure month stage quantity [answers]`, or to what
    it reverses and why."""
    found: dict[str, tuple[str, ...]] = {}
    for posting in Posting.objects.order_by("id").select_related("reverses"):
        if posting.reverses is not None:
            found[posting.source] = (f"reverses {posting.reverses.source}: {posting.reason}",)
        else:
            lines = posting.lines.order_by("id").select_related("measure", "claim__posting")
            found[posting.source] = tuple(_line(line) for line in lines)
    return found


def _line(line: Delivery) -> str:
    assert line.organisation_id is None
    assert line.agreement_id is None
    assert line.claimant == 0
    words = [
        line.measure.code,
        write_month(month_of(line.month)),
        Stage(line.stage).name.lower(),
        write_quantity(line.quantity),
    ]
    if line.claim is not None:
        words.append(f"answers {line.claim.posting.source}#{line.claim.line}")
    return " ".join(words)


def standing() -> dict[str, str]:
    """What stands in the ledger, by stage and measure, in units: reversed postings left out."""
    totals: dict[str, int] = {}
    for line in Delivery.objects.filter(posting__reversed_by=None).select_related("measure"):
        key = f"{Stage(line.stage).name.lower()} {line.measure.code}"
        totals[key] = totals.get(key, 0) + line.quantity
    return {key: write_quantity(total) for key, total in sorted(totals.items())}


def refused(call: Any) -> list[str]:
    """The codes of all faults with which a call is refused."""
    with pytest.raises(ActionRefused) as refusal:
        call()
    return [fault.code for fault in refusal.value.faults]


def codes(findings: Iterable[Any]) -> list[str]:
    return [f"{one.check.value} {one.measure}".strip() for one in findings]

"""What reporters, officers and monitors are shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.domains.services.actions import (
    accept_report,
    close_month,
    declare_no_activity,
    reopen_month,
    resubmit_report,
    save_draft,
    send_back_report,
    submit_report,
    verify_report,
)
from mithaq.domains.services.queries import (
    FormRow,
    ReportForm,
    completeness_by_part,
    completeness_of,
    count_waiting,
    facility_series,
    missing_reports,
    month_state,
    report_detail,
    report_form,
    reports_of_facility,
    review_queue,
    verification_ratios,
    verification_sample,
)
from mithaq.domains.services.records import NewFinding, SendBackReason
from mithaq.engine.months import read_month
from mithaq.engine.quantities import MILLION
from mithaq.engine.sampling import wilson_interval
from mithaq.registry.actions import record_events
from mithaq.registry.models import Facility, Location
from mithaq.registry.records import NewEvent
from tests.functional.services.world import (
    MARCH,
    MONITOR,
    NOW,
    OFFICER,
    PLAIN,
    REPORTER,
    build_world,
    changed,
    report_of,
    said,
    submit,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 4, 20)
EVERYWHERE = ("/",)
PHYSIO = "service.physio"


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()


def facility(code: str = "F1") -> Facility:
    return Facility.objects.select_related("location").get(location__code=code)


def place(code: str) -> Location:
    return Location.objects.get(code=code)


def form(code: str = "F1") -> ReportForm:
    return report_form(facility(code), MARCH, today=TODAY)


def row(measure: str) -> FormRow:
    return next(row for row in form().rows if row.measure == measure)


def submit_at(code: str, month: str, at: datetime) -> None:
    submit_report(facility=code, month=read_month(month), content=said(), actor=REPORTER, at=at)


# --- the form -----------------------------------------------------------------------
def test_a_new_form_asks_in_order_with_the_parts_before_the_total() -> None:
    new = form()
    assert (new.report, new.status, new.version, new.has_form) == (None, "", 0, True)
    assert new.due_on == date(2026, 4, 10)
    assert [row.measure for row in new.rows][:3] == [
        "service.visit",
        "service.visit_child",
        "service.visit_adult",
    ]
    visit = row("service.visit")
    assert (visit.parts, visit.are_all) == (("service.visit_adult", "service.visit_child"), True)
    assert [(cell.sex, cell.age_group) for cell in visit.cells] == [
        ("female", ""),
        ("male", ""),
        ("", ""),
    ]
    assert len(row(PHYSIO).cells) == 2 * 4 + 1
    assert [said.fault.code for said in row("service.dialysis").says] == ["left_blank"]
    assert row("service.dialysis").says[0].fault.ar == ("فارغ يعني: لم يُعرف. اكتب 0 إن لم تُقدَّم.")
    assert new.says == ()


def test_last_month_and_the_usual_month_stand_beside_each_input() -> None:
    for month, women in [("2025-11", 6), ("2025-12", 26), ("2026-01", 16), ("2026-02", 20)]:
        text = changed(PLAIN, physio="") + f"\n{PHYSIO} female {women}\n{PHYSIO} male 4"
        submit(month=month, text=text)
    physio = row(PHYSIO)
    assert (physio.last_month, physio.median, physio.months) == (24 * MILLION, 22 * MILLION, 4)
    last = {(cell.sex, cell.age_group): cell.last_month for cell in physio.cells}
    assert (last["male", ""], last["", ""]) == (4 * MILLION, 24 * MILLION)
    assert row("service.visit").last_month == 100 * MILLION


def test_what_was_saved_is_shown_with_what_the_checks_say_and_the_answers() -> None:
    for month in ("2025-11", "2025-12", "2026-01", "2026-02"):
        submit(month=month)
    save_draft(
        facility="F1",
        month=MARCH,
        content=said(changed(PLAIN, physio="412"), answers={f"jump:{PHYSIO}": "قاعة ثانية"}),
        actor=REPORTER,
        at=NOW,
    )
    (jump,) = row(PHYSIO).says
    assert (jump.key, jump.answer) == (f"jump:{PHYSIO}", "قاعة ثانية")
    assert [cell.value for cell in row(PHYSIO).cells if not cell.sex] == [412 * MILLION]
    assert (form().status, form().version, form().is_open) == ("draft", 1, True)


def test_the_form_says_why_it_was_sent_back_and_what_was_kept_aside() -> None:
    sent = submit()
    send_back_report(
        report=sent.report,
        reasons=[SendBackReason(code="other", words="راجعوا السجل")],
        actor=OFFICER,
        at=NOW,
    )
    save_draft(facility="F1", month=MARCH, content=said(f"{PHYSIO} 9"), actor=OFFICER, at=NOW)
    shown = form()
    assert [reason["words"] for reason in shown.sent_back_for] == ["راجعوا السجل"]
    (kept,) = shown.kept_aside
    assert kept.content.values[0].value == 9 * MILLION


def test_the_form_of_a_facility_that_is_not_asked_is_empty() -> None:
    depot = form("W1")
    assert (depot.has_form, depot.due_on, depot.rows) == (False, None, ())


def test_a_form_takes_few_queries_however_long_the_history() -> None:
    for month in range(MARCH - 12, MARCH):
        submit_report(facility="F1", month=month, content=said(), actor=REPORTER, at=NOW)
    submit()
    its = facility()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report_form(its, MARCH, today=TODAY)
    assert len(queries) <= 12


# --- completeness -------------------------------------------------------------------
def counts(code: str, month: str = "2026-03") -> tuple[int, int, int, int, int]:
    (one,) = completeness_of(place(code), [read_month(month)], within=EVERYWHERE)
    return one.expected, one.received, one.on_time, one.accepted, one.sent_back


def test_completeness_counts_what_came_and_timeliness_what_came_in_time() -> None:
    submit_at("F1", "2026-03", datetime(2026, 4, 10, 20, 59, tzinfo=UTC))  # 23:59 in Damascus
    submit_at("F2", "2026-03", datetime(2026, 4, 10, 21, 0, tzinfo=UTC))  # the 11th in Damascus
    accept_report(report=report_of("F1").uid, actor=OFFICER, at=NOW + timedelta(days=9))
    assert counts("SY") == (3, 2, 1, 1, 0)
    assert counts("N1") == (2, 2, 1, 1, 0)
    assert counts("F2") == (1, 1, 0, 0, 0)
    (north,) = completeness_of(place("N1"), [MARCH], within=EVERYWHERE)
    assert (north.completeness, north.timeliness) == (Fraction(1), Fraction(1, 2))


def test_a_report_that_was_sent_back_has_come_and_keeps_its_first_day() -> None:
    submit()
    send_back_report(
        report=report_of().uid, reasons=[SendBackReason(code="missing")], actor=OFFICER, at=NOW
    )
    assert counts("N101") == (1, 1, 1, 0, 1)
    late = NOW + timedelta(days=30)
    resubmit_report(
        report=report_of().uid, content=said(changed(PLAIN, physio="9")), actor=REPORTER, at=late
    )
    assert counts("N101") == (1, 1, 1, 0, 0)


def test_a_draft_has_not_come_and_no_activity_has() -> None:
    save_draft(facility="F1", month=MARCH, content=said(), actor=REPORTER, at=NOW)
    declare_no_activity(facility="F2", month=MARCH, reason="strike", actor=REPORTER, at=NOW)
    assert counts("N1") == (2, 1, 1, 0, 0)


def test_completeness_by_part_is_counted_for_each_place_below() -> None:
    submit()
    submit(facility="F3")
    submit(facility="F3", month="2026-02")
    months = [MARCH - 1, MARCH]
    found = completeness_by_part(place("SY"), months, within=EVERYWHERE)
    assert [(one.month - MARCH, one.place, one.expected, one.received) for one in found] == [
        (-1, "N1", 2, 0),
        (-1, "S1", 1, 1),
        (0, "N1", 2, 1),
        (0, "S1", 1, 1),
    ]
    (own,) = completeness_by_part(place("N101"), [MARCH], within=EVERYWHERE)
    assert (own.place, own.expected) == ("N101", 1)


def test_nobody_counts_what_lies_beyond_their_place() -> None:
    south = (place("S1").lineage,)
    assert completeness_of(place("N1"), [MARCH], within=south) == []
    (one,) = completeness_of(place("SY"), [MARCH], within=south)
    assert one.expected == 1
    assert completeness_of(place("SY"), [MARCH], within=()) == []


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([("closed", "2026-02-10", "day")], 0),
        ([("out_of_service", "2026-03-10", "day")], 1),
        ([("out_of_service", "2026-02-10", "day"), ("reopened", "2026-03-30", "day")], 1),
        ([("reopened", "2026-01-01", "day"), ("out_of_service", "2026-02-10", "day")], 0),
        ([("closed", "2026-01-01", "year")], 1),
        ([("closed", "2025-01-01", "year")], 0),
        ([("extended", "2026-02-01", "day")], 1),
    ],
)
def test_a_facility_that_was_shut_all_month_is_not_expected(
    events: list[tuple[str, str, str]], expected: int
) -> None:
    record_events(
        [
            NewEvent(
                facility="F1",
                kind=kind,
                on=date.fromisoformat(on),
                precision=precision,
                source="x",
            )
            for kind, on, precision in events
        ],
        actor=None,
    )
    found = completeness_of(place("N101"), [MARCH], within=EVERYWHERE)
    assert sum(one.expected for one in found) == expected


def test_a_facility_is_expected_once_it_has_opened() -> None:
    Facility.objects.filter(location__code="F1").update(opened_on=date(2026, 3, 31))
    assert counts("N101")[0] == 1
    assert completeness_of(place("N101"), [MARCH - 1], within=EVERYWHERE) == []
    Facility.objects.filter(location__code="F1").update(opened_on=None)
    record_events([NewEvent(facility="F1", kind="planned", source="x")], actor=None)
    assert completeness_of(place("N101"), [MARCH], within=EVERYWHERE) == []


# --- what is missing ----------------------------------------------------------------
def test_missing_reports_come_with_a_telephone_and_a_message_to_copy() -> None:
    submit(facility="F2")
    save_draft(facility="F1", month=MARCH, content=said(), actor=REPORTER, at=NOW)
    first, second = missing_reports(place("SY"), [MARCH], within=EVERYWHERE, today=TODAY)
    assert (first.facility, first.phone, first.has_draft) == ("F1", "+963 11 000 0000", True)
    assert (second.facility, second.place_ar, second.has_draft) == ("F3", "منطقة الوادي", False)
    assert first.due_on == date(2026, 4, 10)
    message = first.message.ar
    assert message.startswith("إلى السادة في مركز الورود الصحي المحترمين،")
    assert "تقريركم عن شهر آذار 2026، وكان موعده 10 نيسان 2026" in message
    assert "«لا نشاط»" in message
    assert "March 2026 was due on 10 April 2026" in first.message.en


def test_missing_reports_are_read_page_by_page_in_a_fixed_number_of_queries() -> None:
    country = place("SY")
    with CaptureQueriesContext(connection) as queries:
        page = missing_reports(
            country, [MARCH - 1, MARCH], within=EVERYWHERE, today=TODAY, limit=2, offset=2
        )
    assert [(one.facility, one.month - MARCH) for one in page] == [("F3", -1), ("F1", 0)]
    assert len(queries) == 3


# --- the officer's desk -------------------------------------------------------------
def test_the_queue_shows_what_waits_the_longest_first_and_only_in_ones_place() -> None:
    for month in ("2025-11", "2025-12", "2026-01", "2026-02"):
        submit(month=month)
        accept_report(report=report_of(month=month).uid, actor=OFFICER, at=NOW)
    submit_at("F2", "2026-03", NOW + timedelta(days=1))
    submit(text=changed(PLAIN, physio="412"), answers={f"jump:{PHYSIO}": "قاعة ثانية"})
    submit_at("F3", "2026-03", NOW)
    north = (place("N1").lineage,)
    with CaptureQueriesContext(connection) as queries:
        first, second = review_queue(north)
    assert (first.facility, first.questions, first.jumps, first.unanswered) == ("F1", 1, 1, 0)
    assert (second.facility, second.place_ar) == ("F2", "منطقة النهر")
    assert len(queries) == 2
    assert (count_waiting(north), count_waiting(EVERYWHERE)) == (2, 3)
    assert review_queue(north, months=[MARCH - 1]) == []


def test_one_report_is_shown_with_everything_that_happened_to_it() -> None:
    submit()
    send_back_report(
        report=report_of().uid, reasons=[SendBackReason(code="missing")], actor=OFFICER, at=NOW
    )
    content = said(changed(PLAIN, physio="25"))
    resubmit_report(report=report_of().uid, content=content, actor=REPORTER, at=NOW)
    accept_report(report=report_of().uid, actor=OFFICER, at=NOW)
    verify(9, 10)
    detail = report_detail(report_of(), today=TODAY)
    assert [(event.status, event.revision) for event in detail.events] == [
        ("submitted", 1),
        ("sent_back", 1),
        ("submitted", 2),
        ("accepted", 2),
        ("verified", 2),
    ]
    assert detail.revision_before is not None
    before = {entry.measure: entry.value for entry in detail.revision_before.values}
    assert before[PHYSIO] == 20 * MILLION
    assert {one.measure: one.quantity for one in detail.claims}[PHYSIO] == 25 * MILLION
    (visit,) = detail.visits
    assert (visit.findings[0].found, visit.monitor) == (9 * MILLION, MONITOR)
    assert visit.findings[0].ratio.low == pytest.approx(wilson_interval(9, 10)[0])
    assert [line.status for line in reports_of_facility(facility())] == ["verified"]


def test_the_state_of_a_month_tells_who_closed_it_and_why_it_was_reopened() -> None:
    close_month(place="N1", month=MARCH, actor=OFFICER, at=NOW)
    assert month_state(place("F1"), MARCH).closed_by == "N1"
    reopen_month(place="N101", month=MARCH, reason="تقرير متأخر", actor=OFFICER, at=NOW)
    state = month_state(place("F1"), MARCH)
    assert state.closed_by == ""
    assert [(entry.place, entry.is_closed, entry.reason) for entry in state.log] == [
        ("N1", True, ""),
        ("N101", False, "تقرير متأخر"),
    ]
    assert month_state(place("F2"), MARCH).closed_by == "N1"


# --- the monitor's sample -----------------------------------------------------------
def verify(found: int, checked: int, code: str = "F1", day: int = 10) -> None:
    verify_report(
        report=report_of(code).uid,
        findings=[NewFinding(measure=PHYSIO, checked=checked * MILLION, found=found * MILLION)],
        on=date(2026, 4, day),
        actor=MONITOR,
        at=NOW + timedelta(days=20),
    )


def accept_all() -> None:
    for code in ("F1", "F2", "F3"):
        submit(facility=code)
        accept_report(report=report_of(code).uid, actor=OFFICER, at=NOW)


def test_a_sample_is_drawn_from_what_was_accepted_and_is_the_same_for_everybody() -> None:
    accept_all()
    submit(facility="F1", month="2026-02")
    whole = verification_sample(EVERYWHERE, MARCH)
    assert (whole.population, whole.chance) == (3, Fraction(1))
    two = verification_sample(EVERYWHERE, MARCH, size=2)
    assert two == verification_sample(EVERYWHERE, MARCH, size=2)
    assert set(two.reports) < set(whole.reports)
    assert verification_sample(EVERYWHERE, MARCH - 1).reports == ()
    verify(9, 10, code=two.reports[0].facility)
    assert verification_sample(EVERYWHERE, MARCH, size=2).reports[0].is_done


def test_what_visits_found_is_a_ratio_with_its_interval_of_the_latest_findings() -> None:
    accept_all()
    verify(5, 10)
    verify(9, 10, day=12)
    verify(18, 20, code="F2")
    (one,) = verification_ratios(EVERYWHERE, [MARCH])
    assert (one.measure, one.reports, one.claimed) == (PHYSIO, 2, 40 * MILLION)
    assert (one.ratio.found, one.ratio.checked) == (27 * MILLION, 30 * MILLION)
    assert (one.ratio.low, one.ratio.high) == pytest.approx(wilson_interval(27, 30))
    (north,) = verification_ratios((place("N102").lineage,), [MARCH])
    assert north.ratio.share == Fraction(9, 10)
    assert verification_ratios((place("S1").lineage,), [MARCH]) == []


# --- a facility's months ------------------------------------------------------------
def test_a_facilitys_months_are_told_measure_by_measure_with_gaps_left_open() -> None:
    submit(month="2026-01")
    submit(month="2026-03", text=changed(PLAIN, physio="30", dialysis=""))
    declare_no_activity(facility="F1", month=MARCH - 1, reason="fuel", actor=REPORTER, at=NOW)
    series = facility_series(facility(), since=MARCH - 2, until=MARCH)
    assert series.statuses == ("submitted", "submitted", "submitted")
    assert series.no_activity == {MARCH - 1: "fuel"}
    totals = {one.measure: one.totals for one in series.measures}
    assert totals[PHYSIO] == (20 * MILLION, None, 30 * MILLION)
    assert totals["service.dialysis"] == (5 * MILLION, None, None)
    assert totals["service.visit"] == (100 * MILLION, None, 100 * MILLION)

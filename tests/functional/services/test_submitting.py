"""A facility's report becomes its claim in the ledger: once, whole, and as it was written."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from mithaq.domains.services.actions import (
    close_month,
    declare_no_activity,
    reopen_month,
    resubmit_report,
    save_draft,
    send_back_report,
    submit_report,
)
from mithaq.domains.services.models import (
    ConflictingDraft,
    MonthlyReport,
    ReportEvent,
    ReportQuestion,
)
from mithaq.domains.services.records import SendBackReason
from mithaq.engine.months import read_month
from mithaq.ledger.models import Batch, Posting
from mithaq.registry.actions import record_events, record_statuses
from mithaq.registry.faults import ActionRefused
from mithaq.registry.records import NewEvent, NewService, NewStatus
from tests.functional.services.world import (
    MARCH,
    NOW,
    OFFICER,
    PLAIN,
    REPORTER,
    build_world,
    changed,
    postings,
    refused,
    report_of,
    said,
    standing,
    submit,
)

pytestmark = pytest.mark.django_db

R1 = "report:F1:2026-03:r1"


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()


def send_back() -> None:
    send_back_report(
        report=report_of().uid,
        reasons=[SendBackReason(code="wrong_total", words="راجعوا سجل العيادة")],
        actor=OFFICER,
        at=NOW + timedelta(hours=1),
    )


def test_it_works() -> None:
    sent = submit()
    report = report_of()
    assert (report.status, report.revision, report.source) == ("submitted", 1, R1)
    assert (report.submitted_at, report.first_submitted_at) == (NOW, NOW)
    assert report.submitted_by == REPORTER
    assert report.is_made_up
    assert (sent.report, sent.source, sent.is_new) == (report.uid, R1, True)
    assert postings() == {
        R1: (
            "service.visit_child 2026-03 claimed 40",
            "service.visit_adult 2026-03 claimed 60",
            "service.physio 2026-03 claimed 20",
            "service.dialysis 2026-03 claimed 5",
            "staff.nurse 2026-03 claimed 4",
            "works.power 2026-03 claimed 7.5",
        )
    }
    posting = Posting.objects.get()
    assert posting.is_made_up
    assert posting.on == date(2026, 3, 31)
    batch = Batch.objects.get(pk=posting.batch_id)
    assert (batch.kind, batch.actor) == ("report", REPORTER)
    event = ReportEvent.objects.get()
    assert (event.status, event.source, event.actor) == ("submitted", R1, REPORTER)
    assert ["service.physio", "", "", 20_000_000] in event.values


def test_sending_the_same_again_changes_nothing() -> None:
    first = submit()
    again = submit()
    assert (again.is_new, again.source, again.revision) == (False, first.source, 1)
    assert Posting.objects.count() == 1
    assert ReportEvent.objects.count() == 1


def test_sending_other_figures_for_a_submitted_month_is_refused() -> None:
    submit()
    assert refused(lambda: submit(text=changed(PLAIN, physio="21"))) == ["report_submitted_already"]
    assert standing()["claimed service.physio"] == "20"


def test_a_total_is_claimed_through_its_parts() -> None:
    submit(text=PLAIN + "service.visit 100\n")
    assert not [line for line in postings()[R1] if line.startswith("service.visit ")]
    assert report_of().values.filter(measure__code="service.visit").get().value == 100_000_000


def test_a_total_that_differs_from_its_parts_is_refused_with_both_sums() -> None:
    with pytest.raises(ActionRefused) as refusal:
        submit(text=PLAIN + "service.visit 110\n")
    (fault,) = refusal.value.faults
    assert fault.code == "total_differs"
    assert fault.ar == "المجموع 110 لا يساوي مجموع أجزائه 100."
    assert fault.en == "The total 110 does not equal the sum of its parts, 100."
    assert (fault.field, fault.parameters["weight"]) == ("service.visit", "error")
    assert not MonthlyReport.objects.exists()
    assert not Posting.objects.exists()


def test_sexes_and_ages_are_claimed_as_one_quantity() -> None:
    text = changed(PLAIN, physio="") + "\nservice.physio female 12\nservice.physio male 8"
    submit(text=text)
    assert "service.physio 2026-03 claimed 20" in postings()[R1]
    assert report_of().values.filter(measure__code="service.physio").count() == 2


def test_a_blank_claims_nothing_and_a_zero_claims_zero() -> None:
    submit(text=changed(PLAIN, physio="", dialysis="0"))
    assert "claimed service.physio" not in standing()
    assert standing()["claimed service.dialysis"] == "0"


def test_every_error_is_told_at_once() -> None:
    found = refused(
        lambda: submit(month="2026-06", text=changed(PLAIN, physio="-3", dialysis="1.5"))
    )
    assert found == ["month_in_future", "negative", "not_whole"]


def test_an_unknown_code_is_refused() -> None:
    assert refused(lambda: submit(text=PLAIN + "service.magic 3\n")) == ["unknown_code"]
    assert refused(lambda: submit(facility="F9")) == ["unknown_code"]
    assert refused(lambda: submit(facility="N101")) == ["not_a_facility"]
    assert refused(lambda: submit(text=PLAIN + "service.visit x 3\n")) == ["not_in_list"]


def test_a_month_before_the_opening_is_refused() -> None:
    assert "month_before_opening" in refused(lambda: submit(month="2019-12"))


# --- questions ---------------------------------------------------------------------------
def submit_months(count: int, **values: str) -> None:
    for month in range(MARCH - count, MARCH):
        submit_report(
            facility="F1",
            month=month,
            content=said(changed(PLAIN, **values)),
            actor=REPORTER,
            at=NOW,
        )


def test_a_jump_is_asked_and_its_answer_kept() -> None:
    submit_months(5, physio="203")
    text = changed(PLAIN, physio="412")
    with pytest.raises(ActionRefused) as refusal:
        submit(text=text)
    (fault,) = refusal.value.faults
    assert fault.ar == "ضعف المعتاد (الوسيط 203). هل هذا صحيح؟"
    assert fault.en == "Twice the usual (median 203). Is that right?"
    assert fault.parameters["weight"] == "question"
    key = str(fault.parameters["key"])
    submit(text=text, answers={key: "نعم، افتُتحت قاعة ثانية"})
    question = ReportQuestion.objects.get()
    assert (question.code, question.revision) == ("jump", 1)
    assert question.answer == "نعم، افتُتحت قاعة ثانية"
    assert question.answered_by == REPORTER
    assert question.parameters["median"] == 203_000_000
    assert standing()["claimed service.physio"] == str(203 * 5 + 412)


def test_too_few_months_ask_nothing() -> None:
    submit_months(3, physio="203")
    submit(text=changed(PLAIN, physio="412"))


def test_a_month_without_activity_does_not_lower_what_is_usual() -> None:
    for month in range(MARCH - 5, MARCH):
        declare_no_activity(facility="F1", month=month, reason="strike", actor=REPORTER, at=NOW)
    submit()


def test_figures_imported_into_the_ledger_are_a_facilitys_own_months_too() -> None:
    from mithaq.engine.ledger_tables import Claimant, Stage
    from mithaq.ledger.actions import post
    from mithaq.ledger.records import NewDelivery, NewPosting

    post(
        [
            NewPosting(
                source=f"old-{month}",
                lines=[
                    NewDelivery(
                        line="1",
                        stage=Stage.CLAIMED,
                        claimant=Claimant.FACILITY,
                        measure="service.physio",
                        location="F1",
                        month=month,
                        quantity=203_000_000,
                    )
                ],
            )
            for month in range(MARCH - 4, MARCH)
        ],
        actor=None,
        kind="import",
    )
    assert refused(lambda: submit(text=changed(PLAIN, physio="412"))) == ["jump"]


def test_a_service_recorded_as_not_provided_is_asked() -> None:
    record_statuses(
        [
            NewStatus(
                facility="F1",
                on=date(2026, 1, 15),
                functionality="full",
                services=(NewService(service="dialysis", availability="not_provided"),),
                source="HeRAMS",
            )
        ],
        actor=None,
    )
    assert refused(submit) == ["not_provided"]
    submit(answers={"not_provided:service.dialysis": "عاد الجهاز إلى العمل"})


def test_a_facility_that_is_shut_is_asked() -> None:
    record_events(
        [NewEvent(facility="F1", kind="out_of_service", on=date(2026, 2, 10), source="x")],
        actor=None,
    )
    assert refused(submit) == ["facility_not_open"]


def test_a_measure_outside_the_form_is_asked_and_claimed() -> None:
    text = PLAIN + "service.other 9\n"
    assert refused(lambda: submit(text=text)) == ["outside_data_set"]
    submit(text=text, answers={"outside_data_set:service.other": "حملة"})
    assert standing()["claimed service.other"] == "9"


# --- no activity -------------------------------------------------------------------------
def test_no_activity_is_a_report_that_claims_zero_of_what_adds_up() -> None:
    declare_no_activity(
        facility="F1", month=MARCH, reason="fuel", note="نفد المازوت", actor=REPORTER, at=NOW
    )
    assert report_of().no_activity == "fuel"
    assert postings() == {
        R1: tuple(
            f"{measure} 2026-03 claimed 0"
            for measure in (
                "service.visit_child",
                "service.visit_adult",
                "service.physio",
                "service.dialysis",
                "works.power",
            )
        )
    }


def test_no_activity_needs_a_reason_of_the_list_and_a_form() -> None:
    def declare(facility: str, reason: str) -> None:
        declare_no_activity(facility=facility, month=MARCH, reason=reason, actor=REPORTER, at=NOW)

    assert refused(lambda: declare("F1", "boredom")) == ["not_in_list"]
    assert refused(lambda: declare("W1", "fuel")) == ["no_data_set"]


# --- sent back, corrected ----------------------------------------------------------------
def test_what_is_sent_back_is_submitted_again_in_place_of_the_first() -> None:
    submit()
    send_back()
    later = NOW + timedelta(days=1)
    sent = resubmit_report(
        report=report_of().uid,
        content=said(changed(PLAIN, physio="25")),
        actor=REPORTER,
        at=later,
    )
    assert (sent.revision, sent.source) == (2, "report:F1:2026-03:r2")
    assert list(postings()) == [R1, f"{R1}:reversed", "report:F1:2026-03:r2"]
    assert postings()[f"{R1}:reversed"] == (f"reverses {R1}: sent_back",)
    assert standing()["claimed service.physio"] == "25"
    report = report_of()
    assert (report.status, report.first_submitted_at, report.submitted_at) == (
        "submitted",
        NOW,
        later,
    )
    assert [event.status for event in report.events.order_by("id")] == [
        "submitted",
        "sent_back",
        "submitted",
    ]
    assert report.events.get(status="sent_back").reasons == [
        {"code": "wrong_total", "words": "راجعوا سجل العيادة", "measure": ""}
    ]


def test_a_submitted_report_may_be_corrected_before_it_is_judged() -> None:
    submit()
    resubmit_report(
        report=report_of().uid, content=said(changed(PLAIN, physio="25")), actor=REPORTER, at=NOW
    )
    assert postings()[f"{R1}:reversed"] == (f"reverses {R1}: correction",)
    assert standing()["claimed service.physio"] == "25"


def test_correcting_what_changed_meanwhile_is_refused() -> None:
    seen = submit().version
    content = said(changed(PLAIN, physio="25"))
    resubmit_report(report=report_of().uid, content=content, version=seen, actor=REPORTER, at=NOW)
    other = said(changed(PLAIN, physio="26"))
    assert refused(
        lambda: resubmit_report(
            report=report_of().uid, content=other, version=seen, actor=REPORTER, at=NOW
        )
    ) == ["report_changed"]


def test_an_answer_is_not_asked_for_twice_while_the_figure_stands() -> None:
    submit_months(5, physio="203")
    text = changed(PLAIN, physio="412")
    submit(text=text, answers={"jump:service.physio": "قاعة ثانية"})
    send_back()
    resubmit_report(
        report=report_of().uid,
        content=said(changed(text, dialysis="6")),
        actor=REPORTER,
        at=NOW,
    )
    assert ReportQuestion.objects.get(revision=2).answer == "قاعة ثانية"
    send_back()
    other = said(changed(text, physio="600"))
    assert refused(
        lambda: resubmit_report(report=report_of().uid, content=other, actor=REPORTER, at=NOW)
    ) == ["jump"]


# --- months closed -----------------------------------------------------------------------
def test_a_closed_month_takes_no_report_until_it_is_reopened_with_a_reason() -> None:
    close_month(place="N1", month=MARCH, actor=OFFICER, at=NOW)
    with pytest.raises(ActionRefused) as refusal:
        submit()
    assert [fault.code for fault in refusal.value.faults] == ["month_closed"]
    assert "محافظة الشمال" in refusal.value.faults[0].ar
    submit(facility="F3")
    assert refused(
        lambda: reopen_month(place="N1", month=MARCH, reason=" ", actor=OFFICER, at=NOW)
    ) == ["required"]
    reopen_month(place="N101", month=MARCH, reason="تقرير متأخر", actor=OFFICER, at=NOW)
    submit()
    assert refused(lambda: submit(facility="F2")) == ["month_closed"]


def test_closing_a_place_anew_closes_what_was_reopened_below_it() -> None:
    close_month(place="N1", month=MARCH, actor=OFFICER, at=NOW)
    reopen_month(place="N101", month=MARCH, reason="تقرير متأخر", actor=OFFICER, at=NOW)
    assert refused(lambda: close_month(place="N1", month=MARCH, actor=OFFICER, at=NOW)) == [
        "month_closed_already"
    ]
    close_month(place="N101", month=MARCH, actor=OFFICER, at=NOW)
    assert refused(submit) == ["month_closed"]


def test_a_month_is_closed_only_when_it_has_ended_and_reopened_only_when_closed() -> None:
    april = read_month("2026-04")
    assert refused(lambda: close_month(place="N1", month=april, actor=OFFICER, at=NOW)) == [
        "month_not_ended"
    ]
    assert refused(
        lambda: reopen_month(place="N1", month=MARCH, reason="x", actor=OFFICER, at=NOW)
    ) == ["month_not_closed"]


# --- offline -----------------------------------------------------------------------------
def test_a_device_names_the_report_and_keeps_its_own_instant_beside_ours() -> None:
    uid = uuid.UUID(int=77)
    captured = datetime(2026, 4, 1, 14, 32, tzinfo=UTC)
    sent = submit_report(
        facility="F1",
        month=MARCH,
        content=said(captured_at=captured),
        uid=uid,
        actor=REPORTER,
        at=NOW,
    )
    report = report_of()
    assert sent.report == report.uid == uid
    assert (report.captured_at, report.submitted_at) == (captured, NOW)
    assert Batch.objects.get(kind="report").recorded_at == NOW


def test_a_draft_that_a_submission_did_not_know_of_is_kept_aside() -> None:
    save_draft(
        facility="F1",
        month=MARCH,
        content=said(changed(PLAIN, physio="33")),
        actor=OFFICER,
        at=NOW,
    )
    submit()
    kept = ConflictingDraft.objects.get()
    assert ["service.physio", "", "", 33_000_000] in kept.values
    assert standing()["claimed service.physio"] == "20"


def test_a_saved_draft_is_submitted_as_it_stands() -> None:
    save_draft(facility="F1", month=MARCH, content=said(), actor=REPORTER, at=NOW)
    submit_report(facility="F1", month=MARCH, actor=REPORTER, at=NOW)
    assert standing()["claimed service.physio"] == "20"
    assert not ConflictingDraft.objects.exists()


def test_nothing_at_all_is_no_report() -> None:
    assert refused(lambda: submit_report(facility="F1", month=MARCH, actor=REPORTER, at=NOW)) == [
        "nothing_entered"
    ]


def test_words_that_cannot_be_kept_whole_are_refused_and_not_cut() -> None:
    long = "س" * 601
    assert refused(lambda: submit(note=long, answers={"jump:x": long})) == ["too_long"] * 2
    assert refused(lambda: submit(note="nul\x00")) == ["control_character"]


def test_the_first_and_the_last_month_of_the_calendar_do_no_harm() -> None:
    assert "month_before_opening" in refused(lambda: submit(month="0001-01"))
    assert refused(lambda: submit(month="9999-12")) == ["month_in_future"]

"""What is submitted is accepted or sent back, and what is accepted is verified on a sample."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from mithaq.domains.services.actions import (
    accept_report,
    accept_reports,
    close_month,
    resubmit_report,
    send_back_report,
    verify_report,
)
from mithaq.domains.services.models import Verification
from mithaq.domains.services.records import NewFinding, SendBackReason
from mithaq.engine.quantities import MILLION
from mithaq.engine.sampling import wilson_interval
from mithaq.ledger.models import Batch, Posting
from tests.functional.services.world import (
    MARCH,
    MONITOR,
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
LATER = NOW + timedelta(days=2)
WRONG = SendBackReason(code="implausible", words="", measure="service.physio")


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()
    submit()


def accept() -> None:
    accept_report(report=report_of().uid, revision=1, actor=OFFICER, at=LATER)


def send_back() -> None:
    send_back_report(report=report_of().uid, reasons=[WRONG], actor=OFFICER, at=LATER)


def found(measure: str, checked: int, there: int) -> NewFinding:
    return NewFinding(
        measure=f"service.{measure}", checked=checked * MILLION, found=there * MILLION
    )


def verify(*findings: NewFinding, day: int = 10, actor: uuid.UUID = MONITOR) -> None:
    verify_report(
        report=report_of().uid,
        findings=findings,
        on=date(2026, 4, day),
        actor=actor,
        at=NOW + timedelta(days=20),
    )


# --- accepted ---------------------------------------------------------------------------------
def test_it_works() -> None:
    accept()
    report = report_of()
    assert (report.status, report.accepted_by, report.accepted_at) == ("accepted", OFFICER, LATER)
    assert postings()[f"{R1}:accepted"] == (
        f"service.visit_child 2026-03 accepted 40 answers {R1}#1",
        f"service.visit_adult 2026-03 accepted 60 answers {R1}#2",
        f"service.physio 2026-03 accepted 20 answers {R1}#3",
        f"service.dialysis 2026-03 accepted 5 answers {R1}#4",
        f"staff.nurse 2026-03 accepted 4 answers {R1}#5",
        f"works.power 2026-03 accepted 7.5 answers {R1}#6",
    )
    event = report.events.get(status="accepted")
    assert (event.source, event.actor, event.at) == (f"{R1}:accepted", OFFICER, LATER)


def test_accepting_twice_changes_nothing() -> None:
    accept()
    accept()
    assert Posting.objects.count() == 2
    assert report_of().events.filter(status="accepted").count() == 1


def test_a_report_is_not_accepted_by_who_sent_it() -> None:
    assert refused(lambda: accept_report(report=report_of().uid, actor=REPORTER, at=LATER)) == [
        "acceptor_is_reporter"
    ]
    assert list(postings()) == [R1]


def test_what_has_changed_since_it_was_seen_is_not_accepted() -> None:
    other = said(changed(PLAIN, physio="25"))
    resubmit_report(report=report_of().uid, content=other, actor=REPORTER, at=NOW)
    assert refused(accept) == ["report_changed"]


def test_a_draft_or_an_unknown_report_is_not_accepted() -> None:
    send_back()
    assert refused(accept) == ["report_status"]
    assert refused(lambda: accept_report(report=uuid.UUID(int=9), actor=OFFICER, at=LATER)) == [
        "unknown_report"
    ]


def test_a_closed_month_is_not_judged() -> None:
    close_month(place="N1", month=MARCH, actor=OFFICER, at=NOW)
    assert refused(accept) == ["month_closed"]
    assert refused(send_back) == ["month_closed"]


def test_many_reports_are_accepted_as_one_batch_or_none_is() -> None:
    submit(facility="F2")
    submit(facility="F3")
    reports = [report_of(code).uid for code in ("F1", "F2", "F3")]
    accept_reports(reports=reports, actor=OFFICER, at=LATER)
    assert standing()["accepted service.physio"] == "60"
    assert Batch.objects.filter(actor=OFFICER).count() == 1
    submit(facility="F2", month="2026-02")
    mixed = [report_of("F2", "2026-02").uid, uuid.UUID(int=9)]
    assert refused(lambda: accept_reports(reports=mixed, actor=OFFICER, at=LATER))
    assert report_of("F2", "2026-02").status == "submitted"


# --- sent back --------------------------------------------------------------------------------
def test_a_report_goes_back_with_reasons_and_its_claim_stands_until_it_comes_again() -> None:
    send_back()
    assert report_of().status == "sent_back"
    assert list(postings()) == [R1]
    event = report_of().events.get(status="sent_back")
    assert event.reasons == [{"code": "implausible", "words": "", "measure": "service.physio"}]


def test_sending_back_needs_a_reason_of_the_list_and_words_for_any_other() -> None:
    def back(*reasons: SendBackReason) -> list[str]:
        return refused(
            lambda: send_back_report(
                report=report_of().uid, reasons=reasons, actor=OFFICER, at=LATER
            )
        )

    assert back() == ["required"]
    assert back(SendBackReason(code="whim")) == ["not_in_list"]
    assert back(SendBackReason(code="other", words=" ")) == ["required"]


def test_sending_back_twice_changes_nothing() -> None:
    send_back()
    send_back()
    assert report_of().events.filter(status="sent_back").count() == 1


def test_an_accepted_report_that_goes_back_is_accepted_no_more() -> None:
    accept()
    send_back()
    report = report_of()
    assert (report.accepted_at, report.accepted_by) == (None, None)
    assert postings()[f"{R1}:accepted:reversed"] == (f"reverses {R1}:accepted: sent_back",)
    assert "accepted service.physio" not in standing()
    resubmit_report(
        report=report.uid, content=said(changed(PLAIN, physio="25")), actor=REPORTER, at=LATER
    )
    accept_report(report=report.uid, revision=2, actor=OFFICER, at=LATER)
    assert standing()["claimed service.physio"] == "25"
    assert standing()["accepted service.physio"] == "25"


# --- verified ---------------------------------------------------------------------------------
def test_what_was_found_is_posted_and_nothing_beyond_it() -> None:
    accept()
    result = verify_report(
        report=report_of().uid,
        findings=[found("physio", 10, 9)],
        on=date(2026, 4, 10),
        note="سجل القاعة الأولى فقط",
        actor=MONITOR,
        at=NOW + timedelta(days=20),
    )
    assert postings()[f"{R1}:verified:1"] == (f"service.physio 2026-03 verified 9 answers {R1}#3",)
    assert standing()["verified service.physio"] == "9"
    verification = Verification.objects.get()
    finding = verification.findings.get()
    assert (finding.claimed, finding.checked, finding.found) == (
        20 * MILLION,
        10 * MILLION,
        9 * MILLION,
    )
    assert (verification.monitor, verification.on) == (MONITOR, date(2026, 4, 10))
    assert report_of().status == "verified"
    ratio = result.ratios["service.physio"]
    assert (ratio.low, ratio.high) == pytest.approx(wilson_interval(9, 10))


def test_a_second_visit_speaks_for_what_it_looked_at_again() -> None:
    accept()
    verify(found("physio", 10, 9), found("dialysis", 5, 5))
    verify(found("physio", 20, 17), day=12)
    assert standing()["verified service.physio"] == "17"
    assert standing()["verified service.dialysis"] == "5"
    assert postings()[f"{R1}:verified:1:reversed"] == (f"reverses {R1}:verified:1: correction",)


def test_recording_a_visit_twice_changes_nothing() -> None:
    accept()
    verify(found("physio", 10, 9))
    verify(found("physio", 10, 9))
    assert Verification.objects.count() == 1


def test_what_cannot_have_been_found_is_refused() -> None:
    accept()

    def refusal(*findings: NewFinding) -> list[str]:
        return refused(lambda: verify(*findings))

    assert refusal() == ["nothing_checked"]
    assert refusal(found("physio", 21, 20)) == ["checked_exceeds_claimed"]
    assert refusal(found("physio", 10, 11)) == ["found_exceeds_checked"]
    assert refusal(found("physio", 0, 0)) == ["checked_not_positive"]
    assert refusal(found("other", 1, 1)) == ["not_claimed"]
    assert refusal(found("physio", 1, 1), found("physio", 1, 1)) == ["given_twice"]
    assert refused(lambda: verify(found("physio", 1, 1), day=30)) == ["visit_day"]
    assert not Verification.objects.exists()


def test_only_what_was_accepted_is_verified_and_by_somebody_else() -> None:
    assert refused(lambda: verify(found("physio", 1, 1))) == ["report_status"]
    accept()
    assert refused(lambda: verify(found("physio", 1, 1), actor=REPORTER)) == ["monitor_is_party"]
    assert refused(lambda: verify(found("physio", 1, 1), actor=OFFICER)) == ["monitor_is_party"]


def test_a_verified_report_that_goes_back_is_verified_no_more() -> None:
    accept()
    verify(found("physio", 10, 9))
    send_back()
    assert "verified service.physio" not in standing()
    assert postings()[f"{R1}:verified:1:reversed"] == (f"reverses {R1}:verified:1: sent_back",)
    assert Verification.objects.count() == 1

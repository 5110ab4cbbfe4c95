"""What is being written is saved; nothing newer is overwritten, nothing is lost."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest

from mithaq.domains.services.actions import (
    discard_conflicting_draft,
    save_draft,
    send_back_report,
    submit_report,
    take_conflicting_draft,
)
from mithaq.domains.services.models import ConflictingDraft, ReportQuestion
from mithaq.domains.services.records import SavedDraft, SendBackReason
from mithaq.ledger.models import Posting
from tests.functional.services.world import (
    MARCH,
    NOW,
    OFFICER,
    PLAIN,
    REPORTER,
    build_world,
    changed,
    codes,
    entries,
    refused,
    report_of,
    said,
    standing,
    submit,
)

pytestmark = pytest.mark.django_db
COLLEAGUE = uuid.UUID(int=4)


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()


def save(text: str, based_on: int = 0, actor: uuid.UUID = REPORTER, **more: object) -> SavedDraft:
    return save_draft(
        facility="F1",
        month=MARCH,
        content=said(text, **more),
        based_on=based_on,
        actor=actor,
        at=NOW,
    )


def saved() -> set[tuple[str, int]]:
    return set(report_of().values.values_list("measure__code", "value"))


def test_it_works() -> None:
    kept = save("service.physio 20")
    assert (kept.version, kept.conflict) == (1, None)
    assert saved() == {("service.physio", 20_000_000)}
    report = report_of()
    assert (report.status, report.revision, report.source) == ("draft", 0, "")
    assert not Posting.objects.exists()
    assert "left_blank service.dialysis" in codes(kept.findings)


def test_each_save_follows_the_one_before() -> None:
    first = save("service.physio 20\nservice.dialysis 3")
    second = save("service.physio 21", based_on=first.version)
    assert second.version == 2
    assert saved() == {("service.physio", 21_000_000)}


def test_saving_the_same_again_is_the_same_save() -> None:
    first = save("service.physio 20")
    assert save("service.physio 20").version == first.version


def test_a_save_that_comes_too_late_is_kept_aside() -> None:
    first = save("service.physio 20")
    save("service.physio 21", based_on=first.version)
    late = save("service.physio 99", based_on=first.version, actor=COLLEAGUE)
    assert saved() == {("service.physio", 21_000_000)}
    kept = ConflictingDraft.objects.get()
    assert late.conflict == kept.uid
    assert (kept.actor, kept.values) == (COLLEAGUE, [["service.physio", "", "", 99_000_000]])
    assert late.version == 2


def test_one_persons_late_saves_make_one_conflicting_draft() -> None:
    save("service.physio 20")
    for value in (97, 98, 99):
        save(f"service.physio {value}", actor=COLLEAGUE)
    assert ConflictingDraft.objects.get().values == [["service.physio", "", "", 99_000_000]]


def test_a_conflicting_draft_is_taken_and_what_was_there_is_kept_in_its_turn() -> None:
    save("service.physio 20")
    late = save("service.physio 99", actor=COLLEAGUE)
    assert late.conflict is not None
    taken = take_conflicting_draft(draft=late.conflict, actor=REPORTER, at=NOW)
    assert taken.version == 2
    assert saved() == {("service.physio", 99_000_000)}
    assert ConflictingDraft.objects.get(uid=late.conflict).is_taken
    rest = ConflictingDraft.objects.get(settled_at=None)
    assert rest.values == [["service.physio", "", "", 20_000_000]]
    discard_conflicting_draft(draft=rest.uid, actor=REPORTER, at=NOW)
    assert refused(lambda: take_conflicting_draft(draft=rest.uid, actor=REPORTER, at=NOW)) == [
        "draft_settled"
    ]


def test_a_draft_of_a_submitted_month_is_kept_aside() -> None:
    submit()
    late = save(changed(PLAIN, physio="33"), actor=COLLEAGUE)
    assert late.conflict is not None
    assert standing()["claimed service.physio"] == "20"
    conflict = late.conflict
    assert refused(lambda: take_conflicting_draft(draft=conflict, actor=REPORTER, at=NOW)) == [
        "report_status"
    ]
    assert ConflictingDraft.objects.get().settled_at is None


def test_a_save_that_comes_in_behind_its_own_sending_is_no_conflict() -> None:
    submit()
    assert save(PLAIN).conflict is None
    assert not ConflictingDraft.objects.exists()


def test_what_was_sent_back_is_edited_while_its_claim_stands() -> None:
    sent = submit()
    send_back_report(
        report=sent.report, reasons=[SendBackReason(code="missing")], actor=OFFICER, at=NOW
    )
    kept = save(changed(PLAIN, physio="25"), based_on=sent.version)
    assert kept.conflict is None
    assert standing()["claimed service.physio"] == "20"
    again = submit_report(facility="F1", month=MARCH, actor=REPORTER, at=NOW)
    assert again.revision == 2
    assert standing()["claimed service.physio"] == "25"


def test_answers_are_kept_with_the_draft() -> None:
    for month in range(MARCH - 4, MARCH):
        submit_report(facility="F1", month=month, content=said(), actor=REPORTER, at=NOW)
    text = changed(PLAIN, physio="80")
    kept = save(text, answers={"jump:service.physio": "مخيم مجاور"})
    assert "jump service.physio" in codes(kept.findings)
    assert ReportQuestion.objects.get(revision=1, code="jump").answer == "مخيم مجاور"
    submit_report(facility="F1", month=MARCH, actor=REPORTER, at=NOW)
    assert report_of().questions.get().answer == "مخيم مجاور"


def test_a_draft_may_be_wrong_but_not_unwritable() -> None:
    kept = save("service.visit 5\nservice.visit_child 9\nservice.visit_adult 1\nworks.power 0.5")
    assert "parts_exceed_total service.visit" in codes(kept.findings)
    assert refused(lambda: save("service.physio -1", based_on=1)) == ["negative"]
    assert refused(lambda: save("service.physio 99999999999999", based_on=1)) == [
        "number_too_large"
    ]
    assert entries("service.physio -1")[0].value == -1_000_000


def test_the_device_names_a_new_draft_and_says_when_it_was_written() -> None:
    uid, captured = uuid.UUID(int=5), datetime(2026, 4, 1, 14, 32, tzinfo=UTC)
    kept = save_draft(
        facility="F1",
        month=MARCH,
        content=said("service.physio 20", captured_at=captured),
        uid=uid,
        actor=REPORTER,
        at=NOW,
    )
    assert kept.report == uid
    assert (report_of().captured_at, report_of().updated_at) == (captured, NOW)

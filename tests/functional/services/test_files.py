"""A file of reports is taken whole or not at all, and names the row of every fault."""

from __future__ import annotations

import pytest

from mithaq.domains.services.actions import (
    accept_report,
    save_draft,
    send_back_report,
    submit_reports_bulk,
)
from mithaq.domains.services.models import ConflictingDraft, MonthlyReport, ReportQuestion
from mithaq.domains.services.records import NewReportValue, ReportsSubmitted, SendBackReason
from mithaq.engine.months import read_month
from mithaq.engine.quantities import MILLION
from mithaq.ledger.models import Batch, Posting
from mithaq.registry.faults import ActionRefused
from tests.functional.services.world import (
    MARCH,
    NOW,
    OFFICER,
    REPORTER,
    build_world,
    postings,
    report_of,
    said,
    standing,
    submit,
)

pytestmark = pytest.mark.django_db

WHOLE = """
F1 2026-03 service.visit_child - - 40
F1 2026-03 service.visit_adult - - 60
F1 2026-03 service.physio female - 12
F1 2026-03 service.physio male - 8
F1 2026-03 service.dialysis - - 5
F1 2026-03 staff.nurse - - 4
F1 2026-03 works.power - - 7.5
"""


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()


def rows(text: str) -> list[NewReportValue]:
    """`facility month measure sex age value`, a row a line; `-` stands for empty."""
    read = []
    for line in filter(str.strip, text.splitlines()):
        facility, month, measure, sex, age, value = line.split()
        read.append(
            NewReportValue(
                facility=facility,
                month=read_month(month),
                measure=measure,
                sex=sex.strip("-"),
                age_group="" if age == "-" else age,
                value=round(float(value) * MILLION),
            )
        )
    return read


def load(text: str, dry_run: bool = False) -> ReportsSubmitted:
    return submit_reports_bulk(rows(text), actor=OFFICER, at=NOW, dry_run=dry_run)


def asked(result: ReportsSubmitted) -> list[tuple[str, int | None, str]]:
    return [(one.code, one.item, one.field) for one in result.questions]


def faults(text: str) -> list[tuple[str, int | None, str]]:
    with pytest.raises(ActionRefused) as refusal:
        load(text)
    assert not Posting.objects.exists()
    assert not MonthlyReport.objects.exists()
    return [(fault.code, fault.item, fault.field) for fault in refusal.value.faults]


def test_it_works() -> None:
    assert load(WHOLE) == ReportsSubmitted(new=1, resubmitted=0, known=0)
    report = report_of()
    assert (report.status, report.revision, report.submitted_by) == ("submitted", 1, OFFICER)
    assert report.first_submitted_at == report.submitted_at == NOW
    assert report.values.count() == 7
    assert postings() == {
        "report:F1:2026-03:r1": (
            "service.visit_child 2026-03 claimed 40",
            "service.visit_adult 2026-03 claimed 60",
            "service.physio 2026-03 claimed 20",
            "service.dialysis 2026-03 claimed 5",
            "staff.nurse 2026-03 claimed 4",
            "works.power 2026-03 claimed 7.5",
        )
    }
    assert report.events.get().source == "report:F1:2026-03:r1"


def test_the_same_file_twice_changes_nothing() -> None:
    load(WHOLE)
    batches = Batch.objects.count()
    assert load(WHOLE) == ReportsSubmitted(new=0, resubmitted=0, known=1)
    assert load("\n".join(reversed(WHOLE.strip().splitlines()))).known == 1
    assert Batch.objects.count() == batches


def test_many_reports_make_one_batch() -> None:
    before = Batch.objects.count()
    load(WHOLE + WHOLE.replace("F1", "F2") + WHOLE.replace("2026-03", "2026-02"))
    assert Batch.objects.count() == before + 1
    assert standing()["claimed service.physio"] == "60"


def test_other_content_of_a_submitted_report_is_refused_with_its_row() -> None:
    load(WHOLE)
    with pytest.raises(ActionRefused) as refusal:
        load(WHOLE.replace("F1", "F2") + WHOLE.replace(" 12", " 13"))
    (fault,) = refusal.value.faults
    assert (fault.code, fault.item) == ("report_submitted_already", 7)
    assert not MonthlyReport.objects.filter(facility__code="F2").exists()


def test_a_report_that_was_sent_back_is_taken_in_another_form() -> None:
    load(WHOLE)
    uid = report_of().uid
    send_back_report(report=uid, reasons=[SendBackReason(code="missing")], actor=REPORTER, at=NOW)
    assert load(WHOLE).known == 1
    assert load(WHOLE.replace(" 12", " 13")).resubmitted == 1
    assert (report_of().revision, report_of().status) == (2, "submitted")
    assert standing()["claimed service.physio"] == "21"
    assert list(postings()) == [
        "report:F1:2026-03:r1",
        "report:F1:2026-03:r1:reversed",
        "report:F1:2026-03:r2",
    ]


def test_an_accepted_report_stays_as_it_is() -> None:
    load(WHOLE)
    accept_report(report=report_of().uid, actor=REPORTER, at=NOW)
    assert load(WHOLE).known == 1


def test_a_draft_that_somebody_is_writing_is_kept_aside() -> None:
    save_draft(
        facility="F1",
        month=MARCH,
        content=said("service.physio 33", answers={"left": "x"}),
        actor=REPORTER,
        at=NOW,
    )
    load(WHOLE)
    assert ConflictingDraft.objects.get().values == [["service.physio", "", "", 33_000_000]]
    assert standing()["claimed service.physio"] == "20"


def test_every_fault_names_its_row_and_column() -> None:
    text = """
        F9   2026-03 service.physio -       - 5
        N101 2026-03 service.physio -       - 5
        F1   2026-03 service.magic  -       - 5
        F1   2026-03 service.physio neither - 5
        F1   2026-03 service.dialysis -     - 5
        F1   2026-03 service.dialysis -     - 6
    """
    assert faults(text) == [
        ("unknown_code", 0, "facility"),
        ("not_a_facility", 1, "facility"),
        ("unknown_code", 2, "measure"),
        ("not_in_list", 3, "sex"),
        ("given_twice", 5, "measure"),
    ]


def test_errors_of_the_checks_name_the_row_of_the_measure() -> None:
    text = WHOLE + "F1 2026-03 service.physio - - 21\nF2 2026-03 service.dialysis - - -2\n"
    assert faults(text) == [("total_differs", 7, "value"), ("negative", 8, "value")]


def test_what_may_be_right_after_all_is_asked_and_taken() -> None:
    text = """
        F1 2019-01 service.physio  -      -     5
        F1 2026-09 service.physio  -      -     5
        F1 2026-03 service.physio  -      -     5.5
        F1 2026-03 service.other   -      -     3
        F1 2026-03 service.physio  -      young 1
        W1 2026-03 service.physio  -      -     3
    """
    assert asked(load(text)) == [
        ("month_before_opening", 0, "month"),
        ("month_in_future", 1, "month"),
        ("not_whole", 2, "value"),
        ("parts_below_total", 2, "value"),
        ("outside_data_set", 3, "value"),
        ("unknown_age_group", 4, "value"),
        ("no_data_set", 5, "month"),
    ]
    assert standing() == {"claimed service.other": "3", "claimed service.physio": "18.5"}
    question = ReportQuestion.objects.get(code="not_whole")
    assert (question.answer, question.report.facility.code) == ("", "F1")


def test_sexes_and_age_groups_may_be_written_as_people_write_them() -> None:
    text = """
        F1 2026-03 service.physio F    - 1
        F1 2026-03 service.physio ذكور - 2
        F2 2026-03 service.physio إناث - 4
        F2 2026-03 service.physio Male - 8
    """
    load(text)
    said = report_of("F2").values.order_by("id").values_list("sex", "value")
    assert list(said) == [("female", 4_000_000), ("male", 8_000_000)]
    assert report_of("F1").values.filter(sex="male").get().value == 2_000_000


def test_earlier_months_of_the_file_are_what_is_usual_in_later_ones() -> None:
    months = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]
    text = "\n".join(f"F1 {month} service.physio - - 203" for month in months)
    result = load(text + "\nF1 2026-03 service.physio - - 412")
    assert asked(result) == [("jump", 5, "value")]
    assert result.questions[0].ar == "ضعف المعتاد (الوسيط 203). هل هذا صحيح؟"


def test_a_closed_month_is_refused() -> None:
    from mithaq.domains.services.actions import close_month

    close_month(place="N1", month=MARCH, actor=OFFICER, at=NOW)
    assert faults(WHOLE) == [("month_closed", 0, "month")]


def test_a_dry_run_says_the_same_and_writes_nothing() -> None:
    result = load(WHOLE + "F2 2026-03 service.other - - 3\n", dry_run=True)
    assert (result.new, asked(result)) == (2, [("outside_data_set", 7, "value")])
    assert not MonthlyReport.objects.exists()
    assert not Posting.objects.exists()


def test_a_file_and_the_form_claim_the_same() -> None:
    submit("F2", text="service.physio female 12\nservice.physio male 8")
    load("F1 2026-03 service.physio female - 12\nF1 2026-03 service.physio male - 8")
    lines = postings()
    assert lines["report:F1:2026-03:r1"] == lines["report:F2:2026-03:r1"]

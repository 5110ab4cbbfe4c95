"""What an import only asks: it is taken in, exit status 0, and the questions are kept with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from mithaq.engine.months import month_of, write_month
from mithaq.exchange.faults import Fault
from mithaq.exchange.imports import ImportResult
from mithaq.exchange.models import Import
from mithaq.ledger.models import Delivery, Posting
from tests.functional.imports.world import asked, take, world

pytestmark = pytest.mark.django_db


def delivery(
    source: str = "Q-1",
    line: str = "1",
    *,
    organisation: str = "ORG1",
    agreement: str = "AG1",
    measure: str = "visit.child",
    facility: str = "HF1",
    place: str = "",
    month: str = "2026-02",
    quantity: str = "10",
    stage: str = "claimed",
    answers: str = "",
    claimant: str = "",
) -> str:
    return ",".join(
        (source, line, organisation, agreement, measure, facility, place, month, quantity, stage,
         answers, claimant)
    )  # fmt: skip


def of(result: ImportResult, code: str) -> list[Fault]:
    assert not result.faults, result.faults
    return [question for question in result.questions if question.code == code]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The world up to its deliveries, without them."""
    world(tmp_path, "deliveries")
    return tmp_path


def test_a_sound_delivery_asks_nothing(ledger: Path) -> None:
    assert asked(take(ledger, "deliveries", delivery())) == []


def test_another_organisation_than_the_partner_is_asked_about(ledger: Path) -> None:
    (question,) = of(take(ledger, "deliveries", delivery(organisation="MOH")), "other_organisation")
    assert (question.row, question.column, question.found, question.expected) == (
        2,
        "organisation",
        "MOH",
        "ORG1",
    )


def test_an_implementing_party_delivers_in_its_months_without_a_question(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("Q-1", organisation="ORG2", month="2026-06"),
        delivery("Q-2", organisation="ORG2", month="2026-07"),
    )
    assert [question.row for question in of(result, "other_organisation")] == [3]


def test_a_month_to_come_is_asked_about(ledger: Path) -> None:
    now = month_of(timezone.localdate())
    result = take(
        ledger,
        "deliveries",
        delivery("Q-1", agreement="", month=write_month(now)),
        delivery("Q-2", agreement="", month=write_month(now + 1)),
    )
    (question,) = of(result, "month_to_come")
    assert (question.row, question.found) == (3, write_month(now + 1))


def test_a_month_outside_the_agreement_is_asked_about(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("Q-1", month="2025-12"),
        delivery("Q-2", month="2026-01"),
        delivery("Q-3", agreement="", month="2025-12"),
    )
    (question,) = of(result, "month_outside_agreement")
    assert (question.row, question.expected) == (2, "2026-01 … 2026-12")


def test_a_prolonged_line_prolongs_the_agreement(ledger: Path) -> None:
    take(
        ledger,
        "pledges",
        "AG1,1,visit,1500,HF1|QS01,2025-01-01,2026-12-31,,2026-03-01",
    )
    result = take(ledger, "deliveries", delivery(month="2025-12"))
    assert not of(result, "month_outside_agreement")


def test_more_accepted_than_claimed_is_asked_about_once_a_claim(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("A-1", stage="accepted", quantity="7", answers="C-1#1"),
        delivery("C-1"),
        delivery("A-2", stage="accepted", quantity="4", answers="C-1#1"),
    )
    (question,) = of(result, "more_accepted_than_claimed")
    assert (question.row, question.found, question.expected) == (4, "11", "10")


def test_what_was_accepted_before_counts_towards_a_claim(ledger: Path) -> None:
    take(ledger, "deliveries", delivery("C-1"))
    first = take(
        ledger, "deliveries", delivery("A-1", stage="accepted", quantity="10", answers="C-1#1")
    )
    assert asked(first) == []
    second = take(
        ledger, "deliveries", delivery("A-2", stage="accepted", quantity="1", answers="C-1#1")
    )
    assert set(asked(second)) == {"more_accepted_than_claimed", "claim_answered_twice"}


def test_a_reversed_answer_no_longer_counts(ledger: Path) -> None:
    take(ledger, "deliveries", delivery("C-1"))
    take(ledger, "deliveries", delivery("A-1", stage="accepted", answers="C-1#1"))
    take(ledger, "reversals", "R-1,A-1,correction")
    assert (
        asked(take(ledger, "deliveries", delivery("A-2", stage="accepted", answers="C-1#1"))) == []
    )


def test_more_accepted_than_claimed_in_a_cell_is_asked_about(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("C-1"),
        delivery("A-1", stage="accepted", quantity="12"),
        delivery("A-2", stage="accepted", quantity="99", facility="HF2"),
    )
    (question,) = of(result, "more_accepted_than_claimed")
    assert (question.row, question.found, question.expected) == (3, "12", "10")


def test_a_claim_answered_twice_is_asked_about(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("C-1"),
        delivery("A-1", stage="accepted", quantity="5", answers="C-1#1"),
        delivery("V-1", stage="verified", quantity="5", answers="C-1#1"),
        delivery("A-2", stage="accepted", quantity="5", answers="C-1#1"),
    )
    (question,) = of(result, "claim_answered_twice")
    assert (question.row, question.found, question.expected) == (5, "C-1#1", "A-1#1")


def test_an_answer_to_an_answer_is_kept_as_one_to_the_claim(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("V-1", stage="verified", answers="A-1#1"),
        delivery("A-1", stage="accepted", answers="C-1#1"),
        delivery("C-1"),
    )
    (question,) = of(result, "answer_of_an_answer")
    assert (question.row, question.found, question.expected) == (2, "A-1#1", "C-1#1")
    claim = Delivery.objects.get(posting__source="C-1")
    assert Delivery.objects.get(posting__source="V-1").claim == claim


def test_an_answer_to_what_was_never_claimed_is_asked_about(ledger: Path) -> None:
    take(ledger, "deliveries", delivery("A-1", stage="accepted"))
    result = take(ledger, "deliveries", delivery("V-1", stage="verified", answers="A-1#1"))
    assert asked(result) == ["answer_of_no_claim"]
    assert Delivery.objects.get(posting__source="V-1").claim is not None


def test_a_claim_that_answers_a_claim_is_asked_about(ledger: Path) -> None:
    result = take(ledger, "deliveries", delivery("C-1"), delivery("C-2", answers="C-1#1"))
    assert asked(result) == ["claim_answers"]


def test_a_fraction_is_asked_about(ledger: Path) -> None:
    assert asked(take(ledger, "deliveries", delivery(quantity="2.5"))) == ["fraction"]
    assert Delivery.objects.get().quantity == 2_500_000


def test_several_organisations_or_stages_in_one_posting_are_asked_about(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("Q-1", "1", agreement=""),
        delivery("Q-1", "2", agreement="", organisation="ORG2"),
        delivery("Q-2", "1"),
        delivery("Q-2", "2", stage="accepted", quantity="1", facility="HF2"),
    )
    assert set(asked(result)) == {"organisations_in_posting", "stages_in_posting"}


def test_a_delivery_on_a_parent_measure_is_asked_about(ledger: Path) -> None:
    (question,) = of(take(ledger, "deliveries", delivery(measure="visit")), "parent_measure")
    assert (question.found, question.expected) == ("visit", "visit.child")


@pytest.mark.parametrize(
    ("place", "code"),
    [("QG01", ["facility_in_a_wide_place"]), ("QD01", ["facility_in_a_wide_place"]), ("QS01", [])],
)
def test_a_facility_may_lie_at_any_level_of_place(
    ledger: Path, place: str, code: list[str]
) -> None:
    result = take(ledger, "facilities", f"HF9,مركز,Centre,hospital,public,{place},,,,")
    assert result.added == 1
    assert asked(result) == code


def test_an_active_agreement_that_is_not_signed_is_asked_about(ledger: Path) -> None:
    row = "{code},اتفاق,Agreement,operation,MOH,ORG1,{signed},2026-01-01,2026-12-31,,{status},,,"
    result = take(
        ledger,
        "agreements",
        row.format(code="B1", signed="", status=""),
        row.format(code="B2", signed="", status="draft"),
        row.format(code="B3", signed="2026-01-01", status="active"),
    )
    (question,) = of(result, "active_but_not_signed")
    assert (question.row, question.column) == (2, "signed_on")


def test_a_broken_name_and_a_population_without_year_are_asked_about(ledger: Path) -> None:
    result = take(ledger, "places", "QC09,قري�,Qarya,community,QS01,,,500,")
    assert set(asked(result)) == {"replacement_character", "number_without_year"}
    assert result.added == 1


def test_an_unknown_reason_becomes_other_and_its_words_stay_out(ledger: Path) -> None:
    take(ledger, "deliveries")
    result = take(ledger, "reversals", "R-1,PS-1,أُدخل خطأً من فلان")
    assert asked(result) == ["reason_not_coded"]
    assert Posting.objects.get(source="R-1").reason == "other"


def test_reports_ask_what_the_checks_ask(ledger: Path) -> None:
    now = month_of(timezone.localdate())
    result = take(ledger, "reports", f"HF1,{write_month(now + 1)},visit.child,,,12")
    assert not result.faults
    assert result.question_count >= 1
    assert result.questions[0].row == 2


def test_questions_are_kept_with_the_import(ledger: Path) -> None:
    result = take(ledger, "deliveries", delivery(quantity="2.5", organisation="MOH"))
    row = Import.objects.get(table="deliveries")
    assert (row.state, row.question_count, row.batch) == ("taken_in", 2, result.batch)
    assert {question["code"] for question in row.questions} == {"fraction", "other_organisation"}


def test_what_was_asked_once_is_not_asked_of_known_lines_again(ledger: Path) -> None:
    rows = (
        delivery("C-1"),
        delivery("A-1", stage="accepted", quantity="12", answers="C-1#1"),
    )
    assert asked(take(ledger, "deliveries", *rows)) == ["more_accepted_than_claimed"]
    assert asked(take(ledger, "deliveries", *rows)) == []

"""`check` re-derives the ledger and names the first posting that does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, models, transaction

from mithaq.ledger import checks
from mithaq.ledger.actions import record_pledges
from mithaq.ledger.append_only import append_only_models
from mithaq.ledger.batch_checks import check_batches
from mithaq.ledger.checks import CheckResult, check
from mithaq.ledger.models import Agreement, Batch, Chain, Delivery, Measure, Posting
from mithaq.registry.models import Location
from tests.append_only import stepping_aside
from tests.functional.ledger.world import JANUARY, a_line, a_pledge, a_small_ledger, posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledger() -> None:
    a_small_ledger()


def tampered(model: type[models.Model], pk: object, **changes: object) -> CheckResult:
    """The check of a ledger in which somebody has changed a row past the triggers."""
    with past_everything() as cursor:
        for name, value in changes.items():
            column = {field.name: field.column for field in model._meta.concrete_fields}[name]
            cursor.execute(
                f'UPDATE {model._meta.db_table} SET "{column}" = %s'
                f" WHERE {model._meta.pk.column} = %s",
                [value, pk],
            )
        return check_on(cursor)


@contextmanager
def past_everything() -> Iterator[Any]:
    """Past triggers and foreign keys; when the block ends, nothing has happened."""
    connection.check_constraints()
    with transaction.atomic():
        with stepping_aside(connection), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            yield cursor
        transaction.set_rollback(True)


def check_on(cursor: Any) -> CheckResult:
    """The check; triggers that stepped aside are no fault here."""
    result = check()
    kept = tuple(fault for fault in result.faults if fault.code != "unguarded")
    return replace(result, faults=kept)


def first_of(result: CheckResult) -> Any:
    assert not result.holds
    return result.faults[0].parameters


def posting(source: str) -> Posting:
    return Posting.objects.get(source=source)


def line(source: str, number: str = "1") -> Delivery:
    return Delivery.objects.get(posting__source=source, line=number)


def test_a_ledger_left_alone_holds() -> None:
    result = check()
    assert result.holds
    assert (result.postings, result.deliveries) == (6, 7)
    assert result.batches == Batch.objects.count()
    assert result.digest == Batch.objects.latest("id").digest


def test_an_empty_ledger_holds_too() -> None:
    with past_everything() as cursor:
        emptied: list[type[models.Model]] = [*append_only_models(), Agreement, Measure, Chain]
        for model in emptied:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        assert check_on(cursor).holds


LINE_CHANGES: dict[str, Callable[[], object]] = {
    "line": lambda: "3",
    "stage": lambda: 1,
    "claimant": lambda: 0,
    "measure": lambda: Measure.objects.get(code="service").id,
    "location": lambda: Location.objects.get(code="F3").id,
    "month": lambda: date(2026, 7, 1),
    "quantity": lambda: 1,
    "organisation": lambda: None,
    "agreement": lambda: None,
    "claim": lambda: line("claim-1", "2").id,
    "posting": lambda: posting("verify-1").id,
    "id": lambda: 1000,
}


@pytest.mark.parametrize("column", LINE_CHANGES)
def test_a_line_changed_in_any_column_names_its_posting(column: str) -> None:
    result = tampered(Delivery, line("claim-2", "2").id, **{column: LINE_CHANGES[column]()})
    assert first_of(result)["source"] == "claim-2"


def test_every_column_of_a_line_is_tried() -> None:
    assert set(LINE_CHANGES) == {field.name for field in Delivery._meta.concrete_fields}


@pytest.mark.parametrize("column", ["claim", "posting", "location", "organisation", "measure"])
def test_a_line_that_points_nowhere_names_its_posting(column: str) -> None:
    result = tampered(Delivery, line("accept-1").id, **{column: 999_999})
    assert first_of(result)["source"] == "accept-1"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("quantity", 10_000_000.4),
        ("quantity", "ten"),
        ("month", "2026-1-1"),
        ("month", "soon"),
        ("stage", 7),
        ("claimant", "x"),
    ],
)
def test_a_value_of_another_type_names_its_posting(column: str, value: object) -> None:
    """SQLite keeps whatever it is given."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    try:
        result = tampered(Delivery, line("claim-2", "1").id, **{column: value})
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    assert first_of(result)["source"] == "claim-2"


POSTING_CHANGES: dict[str, Callable[[], object]] = {
    "id": lambda: 1000,
    "country": lambda: "LB",
    "batch": lambda: Batch.objects.latest("id").id,
    "source": lambda: "another",
    "on": lambda: date(2020, 1, 1),
    "reverses": lambda: posting("claim-1").id,
    "reason": lambda: "other",
    "is_made_up": lambda: True,
    "digest": lambda: b"\0" * 32,
}


@pytest.mark.parametrize("column", POSTING_CHANGES)
@pytest.mark.parametrize("source", ["accept-1", "reversal-1"])
def test_a_posting_changed_in_any_column_is_named(column: str, source: str) -> None:
    row = posting(source)
    value = POSTING_CHANGES[column]()
    if column == "batch" and value == row.batch_id:
        value = 1
    if source == "accept-1" and column in {"reverses", "reason"}:
        pytest.skip("the table's own constraint refuses one without the other")
    result = tampered(Posting, row.id, **{column: value})
    named = first_of(result)
    assert named["posting"] == row.id
    if column not in {"id", "source"}:
        assert named["source"] == source


def test_every_column_of_a_posting_is_tried() -> None:
    assert set(POSTING_CHANGES) == {field.name for field in Posting._meta.concrete_fields}


BATCH_CHANGES: dict[str, object] = {
    "id": 1000,
    "country": "LB",
    "recorded_at": datetime(2020, 1, 1, tzinfo=UTC).isoformat(sep=" "),
    "actor": "0" * 32,
    "kind": "other",
    "first_posting": 2,
    "last_posting": 2,
    "first_delivery": 2,
    "last_delivery": 9,
    "entries": 1,
    "previous_digest": "f" * 64,
    "digest": "f" * 64,
}


@pytest.mark.parametrize("column", BATCH_CHANGES)
def test_a_batch_changed_in_any_column_names_its_first_posting(column: str) -> None:
    batch = posting("accept-1").batch_id
    named = first_of(tampered(Batch, batch, **{column: BATCH_CHANGES[column]}))
    assert named["posting"] == posting("accept-1").id
    assert named["source"] == "accept-1"


def test_every_column_of_a_batch_is_tried() -> None:
    assert set(BATCH_CHANGES) == {field.name for field in Batch._meta.concrete_fields}


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        ("Pledge", {"quantity": 1}),
        ("Pledge", {"ends_on": date(2030, 1, 1)}),
        ("Pledge", {"effective_on": date(2026, 5, 1)}),
        ("PledgeScope", {"location": None}),
        ("AgreementTerms", {"counts_from": 0}),
        ("AgreementTerms", {"preferred_claimant": 1}),
        ("AgreementStatus", {"status": "suspended"}),
        ("AgreementStatus", {"on": date(2026, 5, 1)}),
        ("AgreementParty", {"role": "donor"}),
        ("Support", {"valid_to": date(2026, 5, 1)}),
        ("Support", {"recorded_at": datetime(2020, 1, 1, tzinfo=UTC).isoformat(sep=" ")}),
        ("MeasureParent", {"parent": None}),
    ],
)
def test_a_promise_changed_in_the_logs_names_its_batch(
    model: str, changes: dict[str, object]
) -> None:
    """The chain covers what was promised, not only what was delivered."""
    of = next(each for each in append_only_models() if each.__name__ == model)
    given = {
        name: Location.objects.get(code="F2").id if name == "location" else value
        for name, value in changes.items()
    }
    result = tampered(of, of._default_manager.earliest("pk").pk, **given)
    assert not result.holds
    assert result.faults[0].code == "batch"


def test_a_measure_changed_in_what_it_means_is_noticed() -> None:
    Measure.objects.filter(code="service.dialysis").update(combine="max")
    fault = check().faults[0]
    assert fault.parameters["reason"] == "measure"
    assert "service.dialysis" in fault.en


def without(source: str, number: str | None = None) -> CheckResult:
    with past_everything() as cursor:
        lines = "posting_id = (SELECT id FROM ledger_posting WHERE source = %s)"
        cursor.execute(
            f"DELETE FROM ledger_delivery WHERE {lines} AND line = %s", [source, number or "1"]
        )
        if number is None:
            cursor.execute("DELETE FROM ledger_posting WHERE source = %s", [source])
        return check_on(cursor)


def test_a_line_taken_away_names_its_posting() -> None:
    assert first_of(without("claim-2", "2"))["source"] == "claim-2"


def test_the_last_line_taken_away_names_its_posting() -> None:
    assert first_of(without("report-F3", "1"))["source"] == "report-F3"


def test_a_posting_taken_away_is_named_by_its_number() -> None:
    number = posting("verify-1").id
    assert first_of(without("verify-1"))["posting"] == number


def test_a_line_slipped_in_names_its_posting() -> None:
    copy = line("claim-2", "1")
    copy.id, copy.line = 1000, "9"
    copy.save(force_insert=True)
    assert first_of(check())["source"] == "claim-2"


def test_of_two_the_first_is_named() -> None:
    with past_everything() as cursor:
        Delivery.objects.filter(posting__source__in=["accept-1", "report-F3"]).update(quantity=1)
        assert first_of(check_on(cursor))["source"] == "accept-1"


def test_lines_that_changed_places_name_their_posting() -> None:
    first, second = line("claim-1", "1"), line("claim-1", "2")
    with past_everything() as cursor:
        for source, target in ((first.id, 1000), (second.id, first.id), (1000, second.id)):
            cursor.execute("UPDATE ledger_delivery SET id = %s WHERE id = %s", [target, source])
        cursor.execute("UPDATE ledger_delivery SET claim_id = %s WHERE claim_id = %s", [2, 1])
        assert first_of(check_on(cursor))["source"] == "claim-1"


def test_a_tail_cut_off_is_noticed() -> None:
    last = Batch.objects.latest("id")
    with past_everything() as cursor:
        cursor.execute("DELETE FROM ledger_posting WHERE batch_id = %s", [last.id])
        cursor.execute("DELETE FROM ledger_batch WHERE id = %s", [last.id])
        assert [fault.code for fault in check_on(cursor).faults] == ["posting", "head"]


def test_a_row_behind_the_head_is_noticed() -> None:
    with past_everything() as cursor:
        cursor.execute("UPDATE ledger_chain SET batch = batch - 1")
        assert "head" in [fault.code for fault in check_on(cursor).faults]
    with past_everything() as cursor:
        later = datetime(2999, 1, 1, tzinfo=UTC).isoformat(sep=" ")
        cursor.execute("UPDATE ledger_support SET recorded_at = %s", [later])
        assert "head" in [fault.code for fault in check_on(cursor).faults]


def test_what_is_posted_during_a_check_is_left_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = check_batches

    def meanwhile(chain: Chain) -> object:
        posted("meanwhile", a_line(month=JANUARY + 4))
        record_pledges([a_pledge("meanwhile")], actor=None)
        return real(chain)

    monkeypatch.setattr(checks, "check_batches", meanwhile)
    result = check()
    assert result.holds, result.faults
    assert result.postings == 6
    monkeypatch.undo()
    assert check().postings == 7


def test_a_missing_trigger_is_a_fault() -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER append_only_ledger_posting_delete")
        else:
            cursor.execute("ALTER TABLE ledger_posting DISABLE TRIGGER ALL")
    assert {fault.code for fault in check().faults} == {"unguarded"}


def test_what_is_posted_after_a_check_is_checked_too() -> None:
    check()
    posted("late", a_line(month=JANUARY + 3))
    result = check()
    assert result.holds
    assert result.postings == 7


def test_faults_are_told_in_both_languages_and_to_machines() -> None:
    result = tampered(Delivery, line("claim-2", "1").id, quantity=1)
    assert "claim-2" in result.faults[0].ar
    assert "claim-2" in result.faults[0].en
    said = result.as_json()
    assert said["holds"] is False
    assert said["faults"][0]["source"] == "claim-2"
    assert said["faults"][0]["posting"] == posting("claim-2").id

"""What is posted is kept as it was said, once, and what does not hold together is refused."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.ledger.actions import post, post_columns, reverse_postings
from mithaq.ledger.checks import check
from mithaq.ledger.models import Agreement, Batch, Chain, Delivery, Posting
from mithaq.ledger.records import DELIVERY_COLUMNS, NewPosting, NewReversal, Posted
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.registry.models import Organisation
from tests.functional.ledger.world import JANUARY, MILLION, a_line, masters, posted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledger() -> None:
    masters()


def refusal_of(*postings: NewPosting) -> list[tuple[str, int | None, str]]:
    """What is refused: code, which posting, which field; nothing is written."""
    before = (Batch.objects.count(), Posting.objects.count(), Delivery.objects.count())
    with pytest.raises(ActionRefused) as refused:
        post(list(postings), actor=None, kind="import")
    assert before == (Batch.objects.count(), Posting.objects.count(), Delivery.objects.count())
    return [(fault.code, fault.item, fault.field) for fault in refused.value.faults]


def test_a_posting_is_kept_as_it_was_said() -> None:
    actor = uuid.uuid4()
    line = a_line("7", claimant=Claimant.FACILITY, agreement="A1", month=JANUARY + 1)
    done = post([NewPosting(source="s", lines=[line], is_made_up=True)], actor=actor, kind="report")
    row = Delivery.objects.select_related("posting__batch").get()
    assert (row.line, row.stage, row.claimant) == ("7", 0, 0)
    assert (row.measure.code, row.location.code) == ("service.dialysis", "F1")
    assert (row.month, row.quantity) == (date(2026, 2, 1), 10 * MILLION)
    assert row.organisation == Organisation.objects.get(code="P1")
    assert row.agreement == Agreement.objects.get(code="A1")
    assert row.claim is None
    assert (row.posting.source, row.posting.on) == ("s", date(2026, 2, 28))
    assert row.posting.is_made_up
    assert (row.posting.batch.actor, row.posting.batch.kind) == (actor, "report")
    assert (done.batch, done.postings, done.deliveries, done.known) == (
        row.posting.batch_id,
        1,
        1,
        0,
    )


def test_posting_the_same_again_changes_nothing() -> None:
    posted("s", a_line("1"), a_line("2"))
    again = posted("s", a_line("2"), a_line("1"))  # the order of lines says nothing
    assert again == Posted(None, None, 0, 0, 1)
    assert Posting.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": 11 * MILLION},
        {"quantity": 10 * MILLION + 1},
        {"month": JANUARY + 1},
        {"location": "F2"},
        {"measure": "service"},
        {"organisation": "P2"},
        {"organisation": ""},
        {"agreement": "A1"},
        {"stage": Stage.ACCEPTED},
        {"claimant": Claimant.FACILITY},
        {"line": "2"},
        {"answers": ("claim", "1")},
    ],
)
def test_other_content_under_a_known_source_is_refused(change: dict[str, Any]) -> None:
    posted("claim", a_line("1"))
    posted("s", a_line("1"))
    changed = NewPosting(source="s", lines=[a_line(**{"line": "1", **change})])
    assert refusal_of(changed) == [("changed_content", 0, "source")]


def test_a_line_more_or_less_is_other_content() -> None:
    posted("s", a_line("1"), a_line("2"))
    for lines in ([a_line("1")], [a_line("1"), a_line("2"), a_line("3")]):
        assert refusal_of(NewPosting(source="s", lines=lines)) == [("changed_content", 0, "source")]


def test_of_known_and_new_postings_only_the_new_are_posted() -> None:
    posted("a", a_line())
    done = post(
        [NewPosting(source=source, lines=[a_line()]) for source in ("b", "a", "c")],
        actor=None,
        kind="import",
    )
    assert (done.postings, done.deliveries, done.known) == (2, 2, 1)
    assert list(Posting.objects.order_by("id").values_list("source", flat=True)) == ["a", "b", "c"]


def test_one_changed_posting_refuses_the_whole_file() -> None:
    posted("a", a_line())
    postings = [
        NewPosting(source="b", lines=[a_line()]),
        NewPosting(source="a", lines=[a_line(quantity=1)]),
    ]
    assert refusal_of(*postings) == [("changed_content", 1, "source")]


def test_positions_run_on_through_all_batches() -> None:
    posted("a", a_line("1"), a_line("2"))
    posted("b", a_line("1"))
    posted("c", a_line("1"), a_line("2"))
    ranges = Batch.objects.exclude(kind__in=["measures", "agreements", "parties", "supports"])
    spans = (
        ranges.exclude(kind="pledges")
        .order_by("id")
        .values_list("first_posting", "last_posting", "first_delivery", "last_delivery")
    )
    assert list(spans) == [(1, 1, 1, 2), (2, 2, 3, 3), (3, 3, 4, 5)]
    assert list(Delivery.objects.order_by("id").values_list("id", flat=True)) == [1, 2, 3, 4, 5]
    chain = Chain.objects.get()
    assert (chain.posting, chain.delivery) == (3, 5)


# --- what is refused ------------------------------------------------------------------------------
@pytest.mark.parametrize("field", ["measure", "location", "organisation", "agreement"])
def test_an_unknown_code_is_refused(field: str) -> None:
    lines = [a_line("1"), a_line("2", **{field: "no such"})]
    assert refusal_of(NewPosting(source="s", lines=lines)) == [("unknown_code", 0, field)]


@pytest.mark.parametrize("field", ["measure", "location", "line"])
def test_what_is_required_is_required(field: str) -> None:
    lines = [a_line(**{field: ""})]
    assert refusal_of(NewPosting(source="s", lines=lines)) == [("required", 0, field)]


def test_a_line_given_twice_is_refused() -> None:
    lines = [a_line("1"), a_line("2"), a_line("1", month=JANUARY + 1)]
    assert refusal_of(NewPosting(source="s", lines=lines)) == [("duplicate_line", 0, "line")]


def test_a_source_given_twice_is_refused() -> None:
    postings = [NewPosting(source="s", lines=[a_line(line)]) for line in ("1", "2")]
    assert refusal_of(*postings) == [("duplicate_key", 1, "source")]


def test_a_posting_without_lines_is_refused() -> None:
    assert refusal_of(NewPosting(source="s", lines=[])) == [("no_lines", 0, "lines")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("quantity", -1, "negative_quantity"),
        ("quantity", 2**63, "out_of_range"),
        ("month", 3, "out_of_range"),
        ("line", "x" * 41, "too_long"),
        ("line", "a\tb", "control_character"),
    ],
)
def test_a_value_that_cannot_be_is_refused(field: str, value: object, code: str) -> None:
    given: dict[str, Any] = {field: value}
    posting = NewPosting(source="s", lines=[a_line(**given)])
    assert refusal_of(posting) == [(code, 0, field)]


@pytest.mark.parametrize(
    ("source", "code"),
    [("", "required"), ("x" * 201, "too_long"), ("a\nb", "control_character")],
)
def test_a_source_that_cannot_be_is_refused(source: str, code: str) -> None:
    assert refusal_of(NewPosting(source=source, lines=[a_line()])) == [(code, 0, "source")]


def test_every_fault_is_named_at_once() -> None:
    postings = [
        NewPosting(source="a", lines=[a_line(measure="x")]),
        NewPosting(source="b", lines=[a_line("1", location="y"), a_line("2", quantity=-1)]),
    ]
    assert refusal_of(*postings) == [
        ("unknown_code", 0, "measure"),
        ("unknown_code", 1, "location"),
        ("negative_quantity", 1, "quantity"),
    ]


def test_a_fault_names_the_line() -> None:
    with pytest.raises(ActionRefused) as refused:
        posted("s", a_line("1"), a_line("9", measure="x"))
    [fault] = refused.value.faults
    assert fault.parameters["line"] == "9"


# --- answers --------------------------------------------------------------------------------------
def claim_of(source: str, line: str = "1") -> tuple[str, str] | None:
    row = Delivery.objects.get(posting__source=source, line=line)
    return (row.claim.posting.source, row.claim.line) if row.claim else None


def an_answer(line: str, source: str, to: str, stage: Stage = Stage.ACCEPTED) -> Any:
    return a_line(line, stage=stage, answers=(source, to))


def test_an_answer_finds_its_claim_in_the_ledger() -> None:
    posted("claim", a_line("1"), a_line("2"))
    posted("answer", an_answer("1", "claim", "2"))
    assert claim_of("answer") == ("claim", "2")


def test_an_answer_finds_its_claim_in_the_same_file_in_any_order() -> None:
    post(
        [
            NewPosting(source="answer", lines=[an_answer("1", "claim", "2")]),
            NewPosting(source="claim", lines=[a_line("1"), a_line("2")]),
        ],
        actor=None,
        kind="import",
    )
    assert claim_of("answer") == ("claim", "2")
    assert claim_of("claim") is None


def test_an_answer_to_an_answer_leads_to_the_claim() -> None:
    posted("claim", a_line("1"))
    posted("accept", an_answer("1", "claim", "1"))
    post(
        [
            NewPosting(source="v2", lines=[an_answer("1", "v1", "1", Stage.VERIFIED)]),
            NewPosting(source="v1", lines=[an_answer("1", "accept", "1", Stage.VERIFIED)]),
        ],
        actor=None,
        kind="import",
    )
    assert claim_of("v1") == claim_of("v2") == ("claim", "1")


def test_a_new_answer_finds_a_claim_that_the_same_file_repeats() -> None:
    claim = NewPosting(source="claim", lines=[a_line("1"), a_line("2")])
    posted("first", a_line())
    post([claim], actor=None, kind="import")
    done = post(
        [claim, NewPosting(source="answer", lines=[an_answer("1", "claim", "2")])],
        actor=None,
        kind="import",
    )
    assert (done.postings, done.known) == (1, 1)
    assert claim_of("answer") == ("claim", "2")


def test_posting_answers_again_changes_nothing() -> None:
    postings = [
        NewPosting(source="claim", lines=[a_line("1")]),
        NewPosting(source="accept", lines=[an_answer("1", "claim", "1")]),
        NewPosting(source="verify", lines=[an_answer("1", "accept", "1", Stage.VERIFIED)]),
    ]
    post(postings, actor=None, kind="import")
    for again in (postings, postings[1:], postings[2:], postings[::-1]):
        assert post(again, actor=None, kind="import").known == len(again)
    assert check().holds


def test_answers_that_lead_nowhere_are_refused() -> None:
    posted("claim", a_line("1"))
    lines = [
        an_answer("1", "claim", "2"),
        an_answer("2", "no such", "1"),
        an_answer("3", "s", "9"),
    ]
    assert (
        refusal_of(NewPosting(source="s", lines=lines))
        == [("unknown_claim", 0, "answers_source")] * 3
    )


def test_answers_in_a_circle_are_refused() -> None:
    lines = [an_answer("1", "s", "2"), an_answer("2", "s", "1"), an_answer("3", "s", "1")]
    assert (
        refusal_of(NewPosting(source="s", lines=lines))
        == [("answers_itself", 0, "answers_source")] * 3
    )


def test_a_line_that_answers_itself_is_refused() -> None:
    posting = NewPosting(source="s", lines=[an_answer("1", "s", "1")])
    assert refusal_of(posting) == [("answers_itself", 0, "answers_source")]


def test_what_was_accepted_without_a_claim_can_be_answered() -> None:
    posted("accepted", a_line("1", stage=Stage.ACCEPTED))
    posted("verified", an_answer("1", "accepted", "1", Stage.VERIFIED))
    assert claim_of("verified") == ("accepted", "1")
    assert check().holds


def test_a_reversed_claim_can_still_be_answered() -> None:
    posted("claim", a_line("1"))
    reverse("claim")
    posted("answer", an_answer("1", "claim", "1"))
    assert claim_of("answer") == ("claim", "1")


# --- reversals ------------------------------------------------------------------------------------
def reverse(reverses: str, source: str = "", reason: str = "correction", **given: Any) -> Posted:
    reversal = NewReversal(source=source or f"not {reverses}", reverses=reverses, reason=reason)
    return reverse_postings([reversal], actor=None, kind="reversal", **given)


def faults_of(*reversals: NewReversal) -> list[tuple[str, int | None, str]]:
    with pytest.raises(ActionRefused) as refused:
        reverse_postings(reversals, actor=None, kind="reversal")
    return [(fault.code, fault.item, fault.field) for fault in refused.value.faults]


def test_a_reversal_names_what_it_reverses_and_has_no_lines() -> None:
    posted("s", a_line(), a_line("2"))
    done = reverse("s")
    row = Posting.objects.get(source="not s")
    assert row.reverses == Posting.objects.get(source="s")
    assert (row.reason, row.on, row.lines.count()) == ("correction", date(2026, 1, 31), 0)
    assert (done.postings, done.deliveries) == (1, 0)
    assert check().holds


def test_the_same_reversal_again_changes_nothing() -> None:
    posted("s", a_line())
    reverse("s")
    assert reverse("s") == Posted(None, None, 0, 0, 1)


def test_a_posting_is_reversed_once() -> None:
    posted("s", a_line())
    reverse("s")
    another = NewReversal(source="another", reverses="s", reason="correction")
    assert faults_of(another) == [("reversed_before", 0, "reverses")]


def test_a_file_reverses_a_posting_once() -> None:
    posted("s", a_line())
    twice = [NewReversal(source=name, reverses="s", reason="correction") for name in ("x", "y")]
    assert faults_of(*twice) == [("duplicate_key", 1, "reverses")]


def test_a_reversal_is_not_reversed() -> None:
    posted("s", a_line())
    reverse("s")
    back = NewReversal(source="back", reverses="not s", reason="correction")
    assert faults_of(back) == [("reverses_a_reversal", 0, "reverses")]


def test_what_is_not_there_is_not_reversed() -> None:
    wrong = NewReversal(source="x", reverses="no such", reason="free text")
    assert faults_of(wrong) == [("not_a_code", 0, "reason"), ("unknown_posting", 0, "reverses")]


def test_another_reason_under_a_known_source_is_refused() -> None:
    posted("s", a_line())
    reverse("s")
    changed = NewReversal(source="not s", reverses="s", reason="duplicate")
    assert faults_of(changed) == [("changed_content", 0, "source")]


def test_a_source_of_a_posting_is_no_source_of_a_reversal() -> None:
    posted("s", a_line())
    posted("t", a_line())
    taken = NewReversal(source="t", reverses="s", reason="correction")
    assert faults_of(taken) == [("changed_content", 0, "source")]


def test_a_reversed_posting_is_known_still() -> None:
    posted("s", a_line())
    reverse("s")
    assert posted("s", a_line()).known == 1


# --- time -----------------------------------------------------------------------------------------
def test_instants_increase_strictly_whatever_the_clock_says() -> None:
    early = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(3):
        posted(f"s{number}", a_line(), at=early)
    instants = list(Batch.objects.order_by("id").values_list("recorded_at", flat=True))
    assert instants == sorted(set(instants))


def test_nothing_is_recorded_in_the_future() -> None:
    with pytest.raises(ValueError, match="future"):
        posted("s", a_line(), at=datetime.now(UTC) + timedelta(hours=1))


# --- columns --------------------------------------------------------------------------------------
def table_of(**columns: list[Any]) -> pa.Table:
    count = len(next(iter(columns.values())))
    usual: dict[str, list[Any]] = {
        "source": ["s"] * count,
        "line": [str(number) for number in range(1, count + 1)],
        "stage": [0] * count,
        "claimant": [1] * count,
        "measure": ["service.dialysis"] * count,
        "location": ["F1"] * count,
        "month": [JANUARY] * count,
        "quantity": [MILLION] * count,
        "organisation": ["P1"] * count,
        "agreement": [None] * count,
        "answers_source": [None] * count,
        "answers_line": [None] * count,
    }
    return pa.Table.from_pydict(
        {**usual, **columns},
        schema=pa.schema(
            [*DELIVERY_COLUMNS, *(("on", pa.date32()) for name in columns if name == "on")]
        ),
    )


def column_faults(table: pa.Table) -> list[Fault]:
    with pytest.raises(ActionRefused) as refused:
        post_columns(table, actor=None, kind="import")
    return list(refused.value.faults)


def test_rows_of_a_posting_need_not_stand_together() -> None:
    post_columns(
        table_of(source=["b", "a", "b", "a"], line=["2", "1", "1", "2"]), actor=None, kind="import"
    )
    lines = Delivery.objects.order_by("id").values_list("posting__source", "line")
    assert list(lines) == [("b", "1"), ("b", "2"), ("a", "1"), ("a", "2")]


def test_columns_may_come_as_dictionaries_and_in_pieces() -> None:
    table = table_of(source=["a", "b"])
    encoded = table.set_column(0, "source", table["source"].dictionary_encode())
    pieces = pa.concat_tables(
        [
            encoded.slice(0, 1),
            table_of(source=["c"]).set_column(0, "source", pa.array(["c"]).dictionary_encode()),
            encoded.slice(1),
        ]
    )
    assert post_columns(pieces, actor=None, kind="import").postings == 3


def test_a_fault_names_the_row_of_the_table() -> None:
    table = table_of(
        source=["b", "a", "b", "a"],
        line=["2", "1", "1", "1"],
        measure=["service.dialysis", "service.dialysis", "x", "service.dialysis"],
    )
    assert [(fault.code, fault.item) for fault in column_faults(table)] == [("unknown_code", 2)]
    doubled = table.set_column(4, "measure", pa.array(["service.dialysis"] * 4))
    assert [(fault.code, fault.item) for fault in column_faults(doubled)] == [("duplicate_line", 3)]


def test_half_an_answer_is_refused() -> None:
    table = table_of(source=["a", "b"], answers_source=["x", None], answers_line=[None, "1"])
    assert [(fault.code, fault.item, fault.field) for fault in column_faults(table)] == [
        ("half_an_answer", 0, "answers_line"),
        ("half_an_answer", 1, "answers_source"),
    ]


def test_the_lines_of_a_posting_agree_on_its_day() -> None:
    table = table_of(source=["a", "a"], on=[date(2026, 1, 5), date(2026, 1, 6)])
    assert [(fault.code, fault.item) for fault in column_faults(table)] == [("two_heads", 1)]


def test_an_empty_table_changes_nothing() -> None:
    empty = post_columns(table_of(source=["a"]).slice(0, 0), actor=None, kind="import")
    assert empty == Posted(None, None, 0, 0, 0)


def test_a_dry_run_refuses_the_same_and_writes_nothing() -> None:
    batches = Batch.objects.count()
    would = post_columns(table_of(source=["a", "b"]), actor=None, kind="import", dry_run=True)
    assert (would.batch, would.postings, would.deliveries) == (None, 2, 2)
    with pytest.raises(ActionRefused):
        post_columns(table_of(location=["x"]), actor=None, kind="import", dry_run=True)
    assert Batch.objects.count() == batches


def test_what_belongs_with_a_posting_is_written_with_it_or_not_at_all() -> None:
    def fail(_: Posted) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        post_columns(table_of(source=["a"]), actor=None, kind="import", then=fail)
    assert not Posting.objects.exists()
    told: list[Posted] = []
    post_columns(table_of(source=["a"]), actor=None, kind="import", then=told.append)
    post_columns(table_of(source=["a"]), actor=None, kind="import", then=told.append)
    assert [each.postings for each in told] == [1, 0]
    assert [each.batch is None for each in told] == [False, True]

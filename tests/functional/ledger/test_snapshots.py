"""A snapshot holds the ledger up to a batch, whatever happens while it is made."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mithaq.engine.ledger_tables import SCHEMAS, LedgerTables
from mithaq.ledger import snapshots
from mithaq.ledger.actions import record_measures, record_pledges, reverse_postings
from mithaq.ledger.models import Batch, Delivery
from mithaq.ledger.records import NewReversal
from mithaq.ledger.small_tables import small_tables
from mithaq.ledger.snapshots import Snapshot, bring_up_to_date, open_tables
from tests.functional.ledger.world import (
    JANUARY,
    a_line,
    a_measure,
    a_pledge,
    a_small_ledger,
    an_agreement,
    masters,
    posted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshot"


def deliveries(snapshot: Snapshot) -> pa.Table:
    parts = [pq.read_table(path) for path in snapshot.files]
    return pa.concat_tables(parts).sort_by("delivery")


def test_an_empty_ledger_has_an_empty_snapshot(folder: Path) -> None:
    snapshot = bring_up_to_date(folder)
    assert (snapshot.batch, snapshot.deliveries) == (0, 0)
    assert open_tables(snapshot).deliveries.count().to_pyarrow().as_py() == 0


def test_it_has_the_columns_that_the_engine_reads(folder: Path) -> None:
    a_small_ledger()
    snapshot = bring_up_to_date(folder)
    assert deliveries(snapshot).schema.equals(SCHEMAS["deliveries"])
    tables = snapshot.tables()
    assert set(tables) == set(SCHEMAS) - {"deliveries"}
    for name, table in tables.items():
        assert table.schema.equals(SCHEMAS[name]), name
    assert isinstance(open_tables(snapshot), LedgerTables)


def test_each_line_stands_beside_the_claim_that_it_answers(folder: Path) -> None:
    masters()
    posted("claim", a_line("1", location="F2", month=JANUARY, agreement="A1"))
    posted("answer", a_line("1", location="F1", month=JANUARY + 2, answers=("claim", "1")))
    claim, answer = deliveries(bring_up_to_date(folder)).to_pylist()
    assert claim["claim_month"] == claim["month"] == JANUARY
    for name in ("measure", "location", "month", "organisation", "agreement", "claimant"):
        assert answer[f"claim_{name}"] == claim[name], name
    assert (answer["month"], answer["agreement"]) == (JANUARY + 2, None)
    assert answer["location"] != answer["claim_location"]


def test_the_small_tables_say_what_was_recorded(folder: Path) -> None:
    a_small_ledger()
    tables = {name: table.to_pylist() for name, table in bring_up_to_date(folder).tables().items()}
    assert [row["line"] for row in tables["pledges"]] == ["1", "2"]
    assert len(tables["scopes"]) == 3
    assert tables["supports"][0]["family"] == "service"
    assert tables["parties"][0]["role"] == "implementing"
    assert [row["status"] for row in tables["agreement_statuses"]] == ["active"]
    assert tables["measures"][1]["combine"] == "sum"
    assert len(tables["location_parents"]) == 4
    assert len(tables["batches"]) == Batch.objects.count()
    assert [row["posting"] for row in tables["reversals"]] == [2]


# --- growing --------------------------------------------------------------------------------------
def test_it_grows_by_what_came_since(folder: Path) -> None:
    masters()
    posted("a", *(a_line(str(number)) for number in range(50)))
    first = bring_up_to_date(folder)
    posted("b", a_line())
    second = bring_up_to_date(folder)
    assert second.deliveries == 51
    assert second.files[0] == first.files[0]  # the old file stays as it is
    reverse_postings(
        [NewReversal(source="r", reverses="a", reason="correction")], actor=None, kind="reversal"
    )
    assert bring_up_to_date(folder).tables()["reversals"].num_rows == 1


def test_pledges_alone_move_it_on(folder: Path) -> None:
    a_small_ledger()
    before = bring_up_to_date(folder)
    record_pledges([a_pledge("3")], actor=None)
    after = bring_up_to_date(folder)
    assert after.batch == before.batch + 1
    assert after.tables()["pledges"].num_rows == 3


def test_many_small_batches_do_not_become_many_files(folder: Path) -> None:
    masters()
    for number in range(40):
        posted(f"s{number}", a_line("1"), a_line("2"))
        snapshot = bring_up_to_date(folder)
        assert snapshot.deliveries == 2 * (number + 1)
        assert len(snapshot.files) <= 7
    found = deliveries(snapshot)["delivery"].to_pylist()
    assert found == list(Delivery.objects.order_by("id").values_list("id", flat=True))


def test_large_segments_are_not_written_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LARGE", 12)
    masters()
    posted("first", *(a_line(str(number)) for number in range(20)))
    kept = bring_up_to_date(folder).files
    for number in range(3):
        posted(f"s{number}", *(a_line(str(line)) for line in range(20)))
        assert bring_up_to_date(folder).files[: len(kept)] == kept


# --- what may happen ------------------------------------------------------------------------------
def test_what_lands_while_it_is_made_is_in_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_small_ledger()
    head = Batch.objects.latest("id")
    real = small_tables

    def meanwhile(*cut: Any) -> Any:
        posted("late", a_line(month=JANUARY + 5))
        record_measures([a_measure("late")], actor=None)
        record_pledges([a_pledge("late")], actor=None)
        return real(*cut)

    monkeypatch.setattr(snapshots, "small_tables", meanwhile)
    snapshot = bring_up_to_date(folder)
    assert snapshot.batch == head.id
    assert snapshot.deliveries == head.last_delivery
    tables = snapshot.tables()
    assert tables["pledges"]["line"].to_pylist() == ["1", "2"]
    assert tables["batches"].num_rows == head.id
    monkeypatch.undo()
    after = bring_up_to_date(folder)
    assert after.deliveries == head.last_delivery + 1
    assert after.tables()["pledges"]["line"].to_pylist() == ["1", "2", "late"]


@pytest.mark.parametrize("point", ["_segment", "_small_files", "_joined", "write_manifest"])
def test_killed_at_any_point_it_leaves_the_one_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    a_small_ledger()
    before = bring_up_to_date(folder)
    posted("more", a_line(month=JANUARY + 5))
    real = getattr(snapshots, point)

    def killed(*given: Any, **named: Any) -> Any:
        if point != "write_manifest":
            real(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(snapshots, point, killed)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(folder)
    assert deliveries(before).num_rows == before.deliveries
    assert open_tables(before).deliveries.count().to_pyarrow().as_py() == before.deliveries
    monkeypatch.undo()
    assert bring_up_to_date(folder).deliveries == before.deliveries + 1


def damage_cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def damage_gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [damage_cut, damage_gone])
@pytest.mark.parametrize("what", ["deliveries-*", "pledges-*", "manifest.json"])
def test_a_damaged_snapshot_is_made_anew(folder: Path, what: str, damage: Any) -> None:
    a_small_ledger()
    expected = deliveries(bring_up_to_date(folder))
    damage(next(folder.glob(what)))
    snapshot = bring_up_to_date(folder)
    assert deliveries(snapshot).equals(expected)
    assert snapshot.tables()["pledges"].num_rows == 2


def test_half_written_files_are_ignored_and_swept_in_time(folder: Path) -> None:
    a_small_ledger()
    bring_up_to_date(folder)
    half = folder / "deliveries-000000001-0badcafe-0.parquet.123.half"
    whole = folder / "deliveries-000000001-0badcafe-1.parquet"
    somebody_elses = folder / "thesis.odt"
    for path in (half, whole, somebody_elses):
        path.write_bytes(b"PAR1")
    assert bring_up_to_date(folder).deliveries == 7
    assert half.exists()  # whoever writes it may still be at it
    long_ago = time.time() - 7200
    for path in (half, whole, somebody_elses):
        os.utime(path, (long_ago, long_ago))
    bring_up_to_date(folder)
    assert not half.exists()
    assert not whole.exists()
    assert somebody_elses.exists()


def test_a_replaced_file_stays_for_who_reads_it_still(folder: Path) -> None:
    masters()
    posted("a", a_line())
    first = bring_up_to_date(folder)
    long_ago = time.time() - 7200
    for path in folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    posted("b", *(a_line(str(number)) for number in range(20)))
    joined = bring_up_to_date(folder)
    assert set(joined.files).isdisjoint(first.files)
    assert open_tables(first).deliveries.count().to_pyarrow().as_py() == 1


def test_a_snapshot_of_another_ledger_is_not_taken_for_this_one(folder: Path) -> None:
    """A backup was restored: the same numbers, other content."""
    from django.db import transaction

    masters()
    with transaction.atomic():
        posted("a", a_line("1"), a_line("2"))
        bring_up_to_date(folder)
        transaction.set_rollback(True)
    posted("b", a_line("1", quantity=7))
    found = deliveries(bring_up_to_date(folder))
    assert found["quantity"].to_pylist() == [7]


def test_a_snapshot_that_knows_more_than_the_ledger_is_made_anew(folder: Path) -> None:
    from django.db import transaction

    masters()
    posted("a", a_line())
    with transaction.atomic():
        posted("b", a_line())
        assert bring_up_to_date(folder).deliveries == 2
        transaction.set_rollback(True)
    assert bring_up_to_date(folder).deliveries == 1


def test_it_tells_its_progress(folder: Path) -> None:
    a_small_ledger()
    told: list[tuple[int, int | None]] = []
    bring_up_to_date(folder, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)


def test_amendments_of_a_made_up_agreement_are_marked(folder: Path) -> None:
    from mithaq.ledger.actions import record_agreements

    masters()
    record_agreements([an_agreement("A2", is_made_up=True)], actor=None)
    agreements = bring_up_to_date(folder).tables()["agreements"].to_pylist()
    assert [(row["code"], row["made_up"]) for row in agreements] == [("A1", False), ("A2", True)]

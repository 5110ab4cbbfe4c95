"""The small parts of which a reckoning is made, each by itself."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mithaq.engine.ledger_tables import SCHEMAS, LedgerTables, connect
from mithaq.engine.months import last_month_over, read_month
from mithaq.engine.reckoning.covers import cover_ends
from mithaq.engine.reckoning.expectation import reached_milestone
from mithaq.engine.reckoning.in_force import line_key, status_on_day
from mithaq.engine.reckoning.known import NO_BATCH, cutoff
from mithaq.engine.reckoning.scratch import whole_numbers
from mithaq.engine.reckoning.spans import SPAN, best_by_month
from mithaq.engine.reckoning.states import enough_reports
from mithaq.engine.reckoning.trees import PlaceTree, measure_ancestors
from tests.unit.engine.small_ledgers import ledger, minute

DAY = date(2026, 3, 15)


def test_every_month_gets_the_best_rank_of_the_spans_over_it() -> None:
    spans = [(1, 3, 9, 5), (1, 5, 5, 2), (1, 8, 12, 4), (1, 15, 15, 7), (2, 3, 3, 1), (1, 3, 9, 5)]
    table = ibis.memtable(
        pa.table([list(column) for column in zip(*spans, strict=True)], list(SPAN))
    )
    found = connect(threads=1).to_pyarrow(best_by_month(with_int32_months(table))).to_pylist()
    by_month = {
        (row["key"], month): row["rank"]
        for row in found
        for month in range(row["from_month"], row["to_month"] + 1)
    }
    assert len(by_month) == sum(row["to_month"] - row["from_month"] + 1 for row in found)
    assert by_month == {
        (key, month): min(ranks)
        for key, month in product((1, 2), range(20))
        if (
            ranks := [rank for k, first, last, rank in spans if k == key and first <= month <= last]
        )
    }


def with_int32_months(table: ibis.Table) -> ibis.Table:
    return table.mutate(
        from_month=table.from_month.cast("int32"), to_month=table.to_month.cast("int32")
    )


def test_whole_decimals_come_out_as_the_same_integers() -> None:
    values = [0, -1, 2**63 - 1, 2**63, -(2**63) - 1, 10**37, -(10**37), None, 5]
    decimals = [None if value is None else Decimal(value) for value in values]
    column = pa.array(decimals, pa.decimal128(38, 0))
    assert whole_numbers(column) == values
    assert whole_numbers(column[3:]) == values[3:]


def test_lines_sort_by_number_then_by_text() -> None:
    lines = ["b", "10", "9.5", "2", "٣", "1a", "02"]
    assert sorted(lines, key=line_key) == ["02", "2", "٣", "9.5", "10", "1a", "b"]


def test_a_later_version_moves_a_location_from_the_next_first_of_a_month() -> None:
    tree = PlaceTree([(1, 10, None), (10, 100, None), (1, 11, date(2026, 3, 2))])
    april = read_month("2026-04")
    spans = {(held.place, held.from_month, held.to_month) for held in tree.holdings(1)}
    assert (11, april, 120_000) in spans
    assert (10, 0, april - 1) in spans
    assert (100, 0, april - 1) in spans
    assert tree.holders_on(1, date(2026, 3, 2)) == (1, 11)


def test_a_version_recorded_again_for_the_same_day_replaces_it() -> None:
    tree = PlaceTree([(1, 10, date(2026, 1, 1)), (1, 11, date(2026, 1, 1))])
    assert tree.holders_on(1, DAY) == (1, 11)
    assert tree.holders_on(1, date(2025, 12, 31)) == (1,)


def test_trees_with_a_ring_end() -> None:
    tree = PlaceTree([(1, 2, None), (2, 1, None)])
    assert tree.holders_on(1, DAY) == (1, 2)
    assert {held.place for held in tree.holdings(1)} == {1, 2}
    assert measure_ancestors({1: 2, 2: 1}, 1) == (1, 2)


@pytest.mark.parametrize(
    ("events", "status"),
    [
        ([], ("active", None)),
        ([(None, "suspended")], ("suspended", None)),
        ([(DAY, "suspended")], ("suspended", DAY)),
        ([(DAY + timedelta(1), "suspended")], ("active", None)),
        ([(DAY + timedelta(1), "draft")], ("draft", None)),
        ([(DAY, "draft"), (DAY, "active")], ("active", DAY)),
        ([(DAY, "terminated"), (None, "active")], ("terminated", DAY)),
    ],
)
def test_the_latest_status_by_the_day_speaks(
    events: list[tuple[date | None, str]], status: tuple[str, date | None]
) -> None:
    assert status_on_day(events, DAY) == status


def test_the_latest_milestone_by_the_day_is_expected() -> None:
    steps = "2026-03-15:200|2026-12-31:1000"
    days = (date(2026, 3, 14), DAY, date(2026, 12, 31))
    assert [reached_milestone(steps, day) for day in days] == [0, 200, 1000]


def test_a_month_is_due_once_its_last_day_has_come() -> None:
    assert last_month_over(date(2026, 2, 27)) == read_month("2026-01")
    assert last_month_over(date(2026, 2, 28)) == read_month("2026-02")
    assert last_month_over(date.max) == read_month("9999-12")


def test_four_reports_in_five_are_enough() -> None:
    assert enough_reports(4, 5)
    assert not enough_reports(3, 4)
    assert enough_reports(0, 0)


def test_cover_goes_on_from_day_to_day_and_stops_at_a_gap() -> None:
    january, february = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 9))
    later = (date(2026, 2, 11), date(2026, 5, 1))
    assert cover_ends([later, february, january], date(2026, 1, 15)) == date(2026, 2, 9)
    assert cover_ends([later, january], date(2026, 2, 10)) is None
    assert cover_ends([], DAY) is None
    assert cover_ends([(DAY, date.max), (DAY, date.max)], DAY) == date.max


def test_an_instant_before_the_first_batch_knows_nothing() -> None:
    tables = ledger("place SY country\nfacility F1 in=SY\nclaimed F1 visit 2026-01 1")
    assert cutoff(tables, DAY, minute(3)).batch == 3
    assert cutoff(tables, DAY, minute(2)).batch == NO_BATCH
    assert cutoff(tables, DAY, None).batch is None


def test_a_missing_value_where_one_is_needed_is_refused() -> None:
    scopes = pa.table(
        {"pledge": pa.array([None], pa.int32()), "location": pa.array([1], pa.int32())}
    )
    with pytest.raises(ValueError, match="pledge"):
        LedgerTables.from_arrow(connect(threads=1), {"scopes": scopes})
    with pytest.raises(KeyError):
        LedgerTables.from_arrow(connect(threads=1), {"scope": scopes})


def test_memory_and_files_give_the_same_columns(tmp_path: Path) -> None:
    file = tmp_path / "deliveries.parquet"
    pq.write_table(SCHEMAS["deliveries"].empty_table(), file)
    connection = connect(threads=1)
    filed = LedgerTables.from_parquet(connection, file, {})
    held = LedgerTables.from_arrow(connection, {})
    assert dict(filed.deliveries.schema()) == dict(held.deliveries.schema())


def test_the_engine_reaches_for_no_extension() -> None:
    settings = connect(threads=1).raw_sql(
        "select name, value from duckdb_settings() where name like 'auto%known_extensions'"
    )
    assert {value for _, value in settings.fetchall()} == {"false"}


def test_long_work_draws_nothing_on_standard_output() -> None:
    shown = connect(threads=1).raw_sql("select current_setting('enable_progress_bar')").fetchall()
    assert shown == [(False,)]

"""What a planner is told of a pledge line. Each test's text is the ledger it speaks of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from inspect import getdoc
from typing import Any

import pytest

from mithaq.engine.ledger_tables import LedgerTables
from mithaq.engine.months import read_month
from mithaq.engine.reckoning import cliffs, overlaps, reckon, reckon_fully, unpledged
from mithaq.engine.reckoning.result import ReckonedLine, State
from tests.unit.engine.small_ledgers import SmallLedger, minute

JUNE = date(2026, 6, 30)
BACKGROUND = """
measure service combine=sum
measure visit in=service combine=sum
measure staff family=staff combine=last stale_after=2
measure reached family=people combine=max
place SY country
place SY01 governorate in=SY
place SY02 governorate in=SY
facility F1 in=SY01
facility F2 in=SY01
agreement A partner=aid counts=claimed
agreement B partner=relief counts=claimed
"""


@pytest.fixture
def tables(request: pytest.FixtureRequest) -> LedgerTables:
    """The ledger in the test's own text, on the common background."""
    return SmallLedger(BACKGROUND.strip() + "\n" + written(request.function)).tables()


def written(test: Callable[..., None]) -> str:
    return (getdoc(test) or "").strip()


def only(
    tables: LedgerTables, as_of: date = JUNE, known_at: datetime | None = None
) -> ReckonedLine:
    """The one line in force, in whole units where that is possible."""
    (line,) = reckon(tables, as_of=as_of, known_at=known_at).lines
    return line


def units(value: Fraction | None) -> Any:
    """Millionths as units: equal to an int where they are whole."""
    return None if value is None else value / 1_000_000


def test_a_claim_of_the_partner_counts_for_its_line(tables: LedgerTables) -> None:
    """
    pledge  A/1 service 365 scope=SY01 from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-01 10.5 by=aid from=partner
    """
    line = only(tables)
    assert (units(line.claimed), units(line.accepted), units(line.expected)) == (
        Fraction("10.5"),
        0,
        181,
    )
    assert line.share == Fraction("10.5") / 365
    assert line.state == State.BEHIND


def test_the_closer_measure_wins_over_the_narrower_scope(tables: LedgerTables) -> None:
    """
    pledge  A/1 service 100 scope=F1 from=2026-01-01 to=2026-12-31
    pledge  A/2 visit 100 scope=SY from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-01 10 by=aid from=partner
    """
    assert [line.claimed for line in reckon(tables, as_of=JUNE).lines] == [0, 10_000_000]


def test_lines_are_ranked_as_numbers_before_words(tables: LedgerTables) -> None:
    """
    pledge  A/10 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    pledge  A/9 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    pledge  A/1b visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-01 10 by=aid from=partner
    """
    lines = reckon(tables, as_of=JUNE).lines
    assert [(line.line, units(line.claimed)) for line in lines] == [
        ("9", 10),
        ("10", 0),
        ("1b", 0),
    ]


def test_a_facility_report_follows_the_support_in_force(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    support F1 service aid agreement=A from=2026-03-15
    claimed F1 visit 2026-02 10
    claimed F1 visit 2026-03 7
    """
    assert only(tables).claimed == 7_000_000
    (left,) = unpledged(tables, as_of=JUNE).rows()
    assert (left["month"], left["reason"]) == (read_month("2026-02"), "no_support")


def test_of_two_supports_the_larger_share_names_the_organisation(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    party   A relief
    support F1 service aid from=2026-01-01 share=0.3
    support F1 service relief from=2026-01-01 share=0.7
    claimed F1 visit 2026-02 10
    claimed F1 visit 2026-02 10 by=aid from=partner
    """
    (overlap,) = overlaps(tables, as_of=JUNE)
    assert overlap.organisations == ("aid", "relief")


def test_an_answer_goes_where_its_reversed_claim_goes(tables: LedgerTables) -> None:
    """
    pledge   A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    claimed  F1 visit 2026-02 10 by=aid
    accepted F2 staff 2026-05 8 answers=1
    reverse  1
    """
    line = only(tables)
    assert (units(line.claimed), units(line.accepted)) == (0, 8)


def test_the_preferred_claimant_counts_and_the_difference_is_told(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-02 10 by=aid
    claimed F1 visit 2026-02 12 by=aid from=partner
    claimed F1 visit 2026-03 5 by=aid from=partner
    """
    found = reckon(tables, as_of=JUNE)
    (told,) = found.disagreements
    assert found.lines[0].claimed == 15_000_000
    assert (told.facility_quantity, told.partner_quantity) == (10_000_000, 12_000_000)


def test_a_level_that_was_not_renewed_counts_as_nothing(tables: LedgerTables) -> None:
    """
    pledge  A/1 staff 5 scope=SY01 from=2026-01-01 to=2026-12-31
    claimed F1 staff 2026-04 3 by=aid from=partner
    claimed F2 staff 2026-02 4 by=aid from=partner
    claimed F2 staff 2026-03 2 by=aid from=partner
    """
    assert only(tables).claimed == 3_000_000


def test_people_carry_a_lower_and_an_upper_bound(tables: LedgerTables) -> None:
    """
    pledge  A/1 reached 100 scope=SY01 from=2026-01-01 to=2026-12-31
    claimed F1 reached 2026-01 30 by=aid from=partner
    claimed F1 reached 2026-02 40 by=aid from=partner
    claimed F2 reached 2026-02 25 by=aid from=partner
    """
    line = only(tables)
    assert (units(line.counted_low), units(line.counted_high)) == (40, 65)


def test_too_few_reports_leave_a_line_not_known(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-01 50 by=aid
    claimed F1 visit 2026-02 50 by=aid
    claimed F1 staff 2026-03 50 by=relief
    """
    line = only(tables)
    assert (line.state, line.reports_due, line.reports_come) == (State.NOT_KNOWN, 6, 3)


def test_a_moved_facility_counts_where_it_lay_on_the_first_of_the_month(
    tables: LedgerTables,
) -> None:
    """
    pledge  A/1 visit 100 scope=SY02 from=2026-01-01 to=2026-12-31
    move    F1 in=SY02 from=2026-03-02
    claimed F1 visit 2026-03 10 by=aid from=partner
    claimed F1 visit 2026-04 7 by=aid from=partner
    """
    assert only(tables).claimed == 7_000_000


def test_an_amendment_speaks_from_its_effective_date(tables: LedgerTables) -> None:
    """
    pledge A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    pledge A/1 visit 300 scope=F1 from=2026-01-01 to=2026-12-31 effective=2026-05-01
    """
    assert only(tables, date(2026, 4, 30)).quantity == 100_000_000
    assert only(tables, date(2026, 5, 1)).quantity == 300_000_000
    assert not reckon(tables, as_of=date(2025, 12, 31)).lines


def test_a_past_instant_sees_only_what_was_recorded_by_then(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-02 10 by=aid from=partner
    claimed F1 visit 2026-02 4 by=aid from=partner
    reverse 1
    """
    first_claim = len(BACKGROUND.strip().splitlines()) + 2
    seen = [only(tables, known_at=minute(first_claim + later)).claimed for later in range(3)]
    assert seen == [10_000_000, 14_000_000, 4_000_000]


def test_a_known_at_without_a_time_zone_is_refused(tables: LedgerTables) -> None:
    """
    pledge A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    """
    with pytest.raises(ValueError, match="time zone"):
        reckon(tables, as_of=JUNE, known_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_suspension_stops_what_is_expected(tables: LedgerTables) -> None:
    """
    pledge A/1 visit 365 scope=F1 from=2026-01-01 to=2026-12-31
    status A suspended on=2026-01-31
    """
    line = only(tables)
    assert (line.state, units(line.expected)) == (State.SUSPENDED, 31)


def test_a_draft_does_not_speak_and_says_so_of_its_deliveries(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 365 scope=F1 from=2026-01-01 to=2026-12-31
    status  A draft
    claimed F1 visit 2026-02 10 agreement=A from=partner
    """
    assert not reckon(tables, as_of=JUNE).lines
    assert [row["reason"] for row in unpledged(tables, as_of=JUNE).rows()] == ["agreement_draft"]


def test_the_reason_is_the_step_at_which_the_last_candidate_fell(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 365 scope=F1 from=2026-01-01 to=2026-03-31
    claimed F1 visit 2026-04 10 by=aid from=partner
    claimed F2 visit 2026-02 10 by=aid from=partner
    claimed F1 staff 2026-02 10 by=aid from=partner
    claimed F1 visit 2026-02 10 by=relief from=partner
    claimed F1 visit 2026-02 10 from=partner
    """
    rows = list(unpledged(tables, as_of=JUNE).rows())
    assert [row["reason"] for row in rows] == [
        "month",
        "place",
        "measure",
        "no_pledge",
        "no_support",
    ]
    assert [row["delivery"] for row in rows] == [1, 2, 3, 4, 5]


def test_a_cliff_is_where_the_unbroken_cover_ends(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=SY01 from=2026-01-01 to=2026-07-31
    pledge  B/1 visit 100 scope=F1 from=2026-08-01 to=2026-09-30 effective=2026-01-01
    pledge  B/2 visit 100 scope=F1 from=2026-10-02 to=2026-12-31 effective=2026-01-01
    claimed F1 visit 2026-06 10 by=aid from=partner
    claimed F2 visit 2026-06 3 by=aid from=partner
    """
    first, second = cliffs(tables, as_of=JUNE)
    assert (first.facility, first.ends_on, first.agreements) == ("F1", date(2026, 9, 30), ("B",))
    assert (second.facility, second.ends_on, second.agreements) == ("F2", date(2026, 7, 31), ("A",))
    assert (units(first.delivered), units(second.delivered)) == (0, 3)


def test_all_results_at_once_are_the_results_one_by_one(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 100 scope=SY01 from=2026-01-01 to=2026-07-31
    claimed F1 visit 2026-06 10 by=aid
    claimed F1 visit 2026-06 3 by=relief from=partner
    """
    full = reckon_fully(tables, as_of=JUNE)
    assert full.reckoning == reckon(tables, as_of=JUNE)
    assert full.unpledged.table == unpledged(tables, as_of=JUNE).table
    assert full.overlaps == overlaps(tables, as_of=JUNE)
    assert full.cliffs == cliffs(tables, as_of=JUNE)


def test_a_ledger_with_nothing_in_it_reckons_to_nothing() -> None:
    full = reckon_fully(
        LedgerTables.from_arrow(SmallLedger("").tables().connection, {}), as_of=JUNE
    )
    assert (full.reckoning.lines, len(full.unpledged), full.overlaps, full.cliffs) == (
        (),
        0,
        (),
        (),
    )


def test_sums_past_64_bits_stay_exact(tables: LedgerTables) -> None:
    """
    pledge  A/1 visit 1 scope=F1 from=2026-01-01 to=2026-12-31
    claimed F1 visit 2026-01 9223372036854.775807 by=aid from=partner
    claimed F1 visit 2026-01 9223372036854.775807 by=aid from=partner
    claimed F1 visit 2026-02 9223372036854.775807 by=aid from=partner
    """
    line = only(tables)
    assert line.claimed == 3 * (2**63 - 1)
    assert line.series.claimed == (2 * (2**63 - 1), 2**63 - 1)


def test_a_reckoning_leaves_no_table_behind(tables: LedgerTables) -> None:
    """
    pledge A/1 visit 100 scope=F1 from=2026-01-01 to=2026-12-31
    """
    reckon_fully(tables, as_of=JUNE)
    kept = tables.connection.raw_sql("select table_name from duckdb_tables()").fetchall()
    assert not [name for (name,) in kept if name.startswith("reckoning_")]

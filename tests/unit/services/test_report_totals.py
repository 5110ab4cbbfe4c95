"""What a monthly report claims: every unit once, blanks left blank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mithaq.engine.report_totals import (
    Disagreement,
    Entry,
    Groups,
    Missing,
    Parts,
    Totals,
    claims_of,
    parts_in,
    totals_of,
    with_parts,
)

GROUPS = Groups(sexes=("female", "male"), ages=("0-4", "5-17", "18+"))
TREE = {"visit": ("visit.child", "visit.adult"), "visit.adult": ("visit.woman", "visit.man")}


def entries(rows: str) -> list[Entry]:
    """`measure [sex] [age] value`, a row a line; `-` stands for all."""
    read = []
    for row in rows.strip().splitlines():
        measure, *groups, value = row.split()
        sex, age = ["" if group == "-" else group for group in [*groups, "-", "-"][:2]]
        read.append(Entry(measure, int(value), sex, age))
    return read


def totals(rows: str, parts: dict[str, Parts] | None = None) -> Totals:
    return with_parts(totals_of(entries(rows), GROUPS), parts or {})


def claims(rows: str, parts: dict[str, Parts]) -> dict[str, int]:
    return claims_of(totals(rows, parts), parts)


VISITS = parts_in(["visit", "visit.child", "visit.adult"], TREE)


def test_a_total_that_equals_its_sexes_stands() -> None:
    said = totals("visit 2190\nvisit female 1204\nvisit male 986")
    assert said == Totals({"visit": 2190})


def test_a_total_that_differs_from_its_sexes_is_found() -> None:
    said = totals("visit 2200\nvisit female 1204\nvisit male 986")
    assert said.disagreements == (Disagreement("visit", 2200, 2190),)


def test_a_total_left_blank_is_what_its_sexes_add_up_to() -> None:
    assert totals("visit female 1204\nvisit male 986") == Totals({"visit": 2190})


def test_one_sex_left_blank_is_missing_and_not_zero() -> None:
    said = totals("visit 2190\nvisit female 1204")
    assert said == Totals({"visit": 2190}, missing=(Missing("visit", ("male",)),))


def test_one_sex_left_blank_says_nothing_new_where_the_other_is_the_total() -> None:
    assert totals("visit 12\nvisit female 12") == Totals({"visit": 12})


def test_one_sex_that_exceeds_the_total_is_found() -> None:
    said = totals("visit 100\nvisit female 120")
    assert said.disagreements == (Disagreement("visit", 100, 120),)


def test_ages_are_added_up_to_their_sex_and_sexes_to_the_total() -> None:
    said = totals(
        """
        visit female 0-4   10
        visit female 5-17  20
        visit female 18+   30
        visit female -     61
        visit male   -     40
        visit        100
        """
    )
    assert said.disagreements == (
        Disagreement("visit", 100, 101),
        Disagreement("visit", 61, 60, sex="female"),
    )


def test_sexes_are_added_up_to_their_age_group() -> None:
    said = totals("visit - 0-4 10\nvisit female 0-4 4\nvisit male 0-4 5")
    assert Disagreement("visit", 10, 9, age_group="0-4") in said.disagreements


def test_sexes_and_ages_must_agree_where_no_total_is_given() -> None:
    said = totals("visit female 50\nvisit male 50\nvisit - 0-4 20\nvisit - 5-17 30\nvisit - 18+ 60")
    assert said == Totals({"visit": 110}, (Disagreement("visit", 110, 100),))


def test_age_groups_of_ones_own_that_come_to_less_are_not_surely_wrong() -> None:
    said = totals("visit 100\nvisit - young 30\nvisit - old 60")
    assert said == Totals({"visit": 100}, (Disagreement("visit", 100, 90, is_sure=False),))


def test_parts_are_the_nearest_measures_of_the_data_set() -> None:
    assert parts_in(["visit", "visit.child", "visit.woman", "visit.man"], TREE) == {
        "visit": Parts(("visit.man", "visit.woman", "visit.child"), are_all=True)
    }


def test_parts_are_not_all_where_a_child_is_not_asked_for() -> None:
    assert parts_in(["visit", "visit.child", "visit.woman"], TREE) == {
        "visit": Parts(("visit.woman", "visit.child"), are_all=False)
    }


def test_a_total_that_differs_from_its_part_measures_is_found() -> None:
    said = totals("visit 100\nvisit.child 40\nvisit.adult 50", VISITS)
    assert said.disagreements == (Disagreement("visit", 100, 90),)


def test_a_total_may_hold_more_than_parts_that_are_not_all() -> None:
    parts = parts_in(["visit", "visit.child"], TREE)
    said = totals("visit 100\nvisit.child 40", parts)
    assert said == Totals({"visit": 100, "visit.child": 40})
    assert claims_of(said, parts) == {"visit": 60, "visit.child": 40}


def test_parts_may_not_hold_more_than_their_total() -> None:
    said = totals("visit 100\nvisit.child 140", VISITS)
    assert Disagreement("visit", 100, 140) in said.disagreements


def test_a_part_measure_left_blank_is_missing() -> None:
    said = totals("visit 100\nvisit.child 40", VISITS)
    assert said.missing == (Missing("visit", ("visit.adult",)),)


def test_a_total_is_claimed_through_its_parts_and_never_twice() -> None:
    assert claims("visit 100\nvisit.child 40\nvisit.adult 60", VISITS) == {
        "visit.child": 40,
        "visit.adult": 60,
    }


def test_a_total_without_parts_is_claimed_as_itself_zero_too() -> None:
    assert claims("visit 0", VISITS) == {"visit": 0}


def test_a_blank_claims_nothing_and_a_zero_claims_zero() -> None:
    assert claims("visit.child 0", VISITS) == {"visit.child": 0}


COUNTS = st.one_of(st.none(), st.integers(0, 50))


@given(
    own=st.fixed_dictionaries(dict.fromkeys(("visit.child", "visit.woman", "visit.man"), COUNTS)),
    rest=st.integers(0, 9),
    total=st.booleans(),
    middle=st.booleans(),
)
def test_what_is_claimed_adds_up_to_the_total_however_much_of_it_is_divided(
    own: dict[str, int | None], rest: int, total: bool, middle: bool
) -> None:
    parts = parts_in(["visit", "visit.adult", *own], TREE)
    given_values = {code: value for code, value in own.items() if value is not None}
    adults = sum(given_values.get(code, 0) for code in ("visit.woman", "visit.man"))
    if middle:
        given_values["visit.adult"] = adults = adults + rest
    if total:
        given_values["visit"] = adults + given_values.get("visit.child", 0) + rest
    said = totals_of([Entry(code, value) for code, value in given_values.items()], GROUPS)
    expected = given_values.get("visit", adults + given_values.get("visit.child", 0))
    assert sum(claims_of(said, parts).values()) == expected


def added(cells: dict[tuple[str, str], int], code: str, place: int) -> int:
    return sum(value for key, value in cells.items() if key[place] == code)


@given(
    st.lists(st.integers(0, 99), min_size=6, max_size=6),
    st.sets(st.sampled_from(["total", "sexes", "ages", "cells"]), min_size=1),
)
def test_a_consistent_report_is_never_refused_however_it_is_divided(
    counts: list[int], given_ways: set[str]
) -> None:
    cells = dict(zip([(s, a) for s in GROUPS.sexes for a in GROUPS.ages], counts, strict=True))
    rows = [Entry("m", value, *key) for key, value in cells.items() if "cells" in given_ways]
    if "sexes" in given_ways:
        rows += [Entry("m", added(cells, sex, 0), sex) for sex in GROUPS.sexes]
    if "ages" in given_ways:
        rows += [Entry("m", added(cells, age, 1), "", age) for age in GROUPS.ages]
    if "total" in given_ways:
        rows.append(Entry("m", sum(counts)))
    assert totals_of(rows, GROUPS) == Totals({"m": sum(counts)})


def test_zeros_are_claimed_by_each_part() -> None:
    zeros = {"visit.child": 0, "visit.adult": 0}
    assert claims("visit 0\nvisit.child 0\nvisit.adult 0", VISITS) == zeros

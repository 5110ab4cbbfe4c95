"""Checks before a monthly report is submitted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.engine.months import read_month
from mithaq.engine.quantities import MILLION
from mithaq.engine.report_checks import (
    IMPORT_WEIGHTS,
    Asked,
    Check,
    Checked,
    Circumstances,
    JumpRule,
    Weight,
    check_report,
    is_jump,
    usual_of,
)
from mithaq.engine.report_totals import Entry, Groups, Parts

KNOWN = Circumstances(
    month=read_month("2026-03"),
    this_month=read_month("2026-04"),
    asked={"visit": Asked("service"), "physio": Asked("service"), "dialysis": Asked("service")},
    groups=Groups(ages=("0-4", "5+")),
)
WHOLE = [Entry("visit", 10 * MILLION), Entry("physio", 0), Entry("dialysis", 5 * MILLION)]


def found(entries: list[Entry], known: Circumstances = KNOWN) -> list[tuple[str, str]]:
    return [(one.check.value, one.measure) for one in check_report(entries, known).findings]


def units(*values: int) -> list[int]:
    return [value * MILLION for value in values]


def test_a_whole_report_of_a_past_month_raises_nothing() -> None:
    assert found(WHOLE) == []


def test_every_check_has_a_weight() -> None:
    checked = check_report([], KNOWN)
    assert checked.of(Weight.ERROR)[0].check is Check.NOTHING_ENTERED
    assert set(IMPORT_WEIGHTS) == set(Check)


def test_blank_is_not_zero() -> None:
    assert found(WHOLE[:2]) == [("left_blank", "dialysis")]
    zeros = [Entry(code, 0) for code in KNOWN.asked]
    assert found(zeros) == []


def test_a_blank_where_a_value_usually_stands_is_asked() -> None:
    known = replace(KNOWN, history={"dialysis": units(3, 4, 5, 4)})
    checked = check_report(WHOLE[:2], known)
    assert [(one.check, one.weight) for one in checked.findings] == [
        (Check.USUALLY_REPORTED, Weight.QUESTION)
    ]
    assert checked.findings[0].parameters["last"] == 4 * MILLION


def test_an_empty_report_is_refused() -> None:
    assert ("nothing_entered", "") in found([])


def test_no_activity_is_a_report_though_nothing_was_entered() -> None:
    assert found([], replace(KNOWN, no_activity="fuel")) == []


def test_no_activity_with_activity_is_refused() -> None:
    assert found(WHOLE, replace(KNOWN, no_activity="fuel")) == [("activity_without_activity", "")]


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2026-03", []),
        ("2026-04", [("month_not_ended", "")]),
        ("2026-05", [("month_in_future", "")]),
    ],
)
def test_a_month_is_reported_when_it_has_ended(month: str, expected: list[tuple[str, str]]) -> None:
    assert found(WHOLE, replace(KNOWN, month=read_month(month))) == expected


def test_a_month_before_the_opening_is_refused() -> None:
    assert found(WHOLE, replace(KNOWN, opened=read_month("2026-04"))) == [
        ("month_before_opening", "")
    ]
    assert found(WHOLE, replace(KNOWN, opened=read_month("2026-03"))) == []


def test_a_closed_month_is_refused() -> None:
    assert found(WHOLE, replace(KNOWN, closed_by="SY07")) == [("month_closed", "")]


def test_a_negative_value_is_refused() -> None:
    assert ("negative", "visit") in found([Entry("visit", -MILLION), *WHOLE[1:]])


def test_half_a_session_is_refused_and_half_a_litre_is_not() -> None:
    half = [Entry("visit", MILLION // 2), *WHOLE[1:]]
    assert found(half) == [("not_whole", "visit")]
    known = replace(KNOWN, asked={**KNOWN.asked, "visit": Asked("works")})
    assert found(half, known) == []


def test_what_a_file_holds_is_asked_where_nobody_can_correct_it() -> None:
    half = [Entry("visit", MILLION // 2), *WHOLE[1:]]
    weights = {one.weight for one in check_report(half, KNOWN, IMPORT_WEIGHTS).findings}
    assert weights == {Weight.QUESTION}


def test_a_total_must_equal_its_parts() -> None:
    parts = {"visit": Parts(("physio", "dialysis"), are_all=True)}
    assert found(WHOLE, replace(KNOWN, parts=parts)) == [("total_differs", "visit")]


def test_a_service_that_the_facility_does_not_provide_is_asked() -> None:
    known = replace(KNOWN, asked={**KNOWN.asked, "dialysis": Asked("service", is_provided=False)})
    assert found(WHOLE, known) == [("not_provided", "dialysis")]
    assert found(WHOLE[:2], known) == []


def test_a_measure_outside_the_data_set_is_asked_once() -> None:
    more = [*WHOLE, Entry("x", 1, "female"), Entry("x", 1, "male")]
    assert found(more) == [("outside_data_set", "x")]


def test_an_age_group_of_ones_own_is_asked() -> None:
    more = [*WHOLE[1:], Entry("visit", MILLION, "", "young")]
    assert found(more) == [("unknown_age_group", "visit")]


def test_twice_the_usual_is_asked() -> None:
    known = replace(KNOWN, history={"physio": units(190, 210, 200, 203, 220)})
    checked = check_report([WHOLE[0], Entry("physio", 412 * MILLION), WHOLE[2]], known)
    (jump,) = checked.findings
    assert jump.key == "jump:physio"
    assert jump.parameters == {
        "value": 412 * MILLION,
        "median": 203 * MILLION,
        "months": 5,
    }


@pytest.mark.parametrize(
    ("history", "value", "expected"),
    [
        # too few months to know what is usual
        ([100, 100, 100], 900, False),
        # all alike: the deviation is 0, a tenth of the median stands in for it
        ([200, 200, 200, 200], 260, False),
        ([200, 200, 200, 200], 280, True),
        ([200, 200, 200, 200], 120, True),
        # one bad month does not widen what is usual
        ([100, 102, 98, 101, 5000], 300, True),
        # a spread-out facility is not asked of every swing
        ([100, 300, 50, 250, 400, 150], 500, False),
        # small numbers: a few more or less is no jump
        ([1, 1, 1, 1], 5, False),
        ([1, 1, 1, 1], 6, True),
        # never before
        ([0, 0, 0, 0], 30, True),
        # only the last twelve months
        ([9000] * 12 + [100] * 12, 9000, True),
    ],
)
def test_a_jump_is_far_from_the_facilitys_own_months(
    history: list[int], value: int, expected: bool
) -> None:
    rule = JumpRule()
    usual = usual_of(units(*history), rule)
    assert (usual is not None and is_jump(value * MILLION, usual, rule)) is expected


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=12))
def test_the_median_itself_is_never_a_jump_and_order_does_not_matter(values: list[int]) -> None:
    rule = JumpRule()
    usual = usual_of(units(*values), rule)
    assert usual is not None
    assert usual == usual_of(units(*reversed(values)), rule)
    assert not is_jump(round(usual.median), usual, rule)


@given(
    st.lists(
        st.builds(
            Entry,
            measure=st.sampled_from(["visit", "physio", "x"]),
            value=st.integers(-5, 10**20),
            sex=st.sampled_from(["", "female", "male"]),
            age_group=st.sampled_from(["", "0-4", "5+", "own"]),
        ),
        max_size=12,
    ),
    st.sampled_from(["", "strike"]),
)
def test_any_input_is_checked_without_failing_and_each_question_is_named_once(
    entries: list[Entry], no_activity: str
) -> None:
    unique = {(one.measure, one.sex, one.age_group): one for one in entries}
    checked: Checked = check_report(list(unique.values()), replace(KNOWN, no_activity=no_activity))
    keys = [one.key for one in checked.of(Weight.QUESTION)]
    assert len(keys) == len(set(keys))

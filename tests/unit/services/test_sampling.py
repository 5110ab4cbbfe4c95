"""Verification is a sample: a ratio, its interval, and a draw that can be repeated."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.engine.quantities import MILLION
from mithaq.engine.sampling import drawn, extrapolated, ratio_of, sample_size, wilson_interval


@pytest.mark.parametrize(
    ("found", "checked", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3 (95 %)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_is_the_published_one(
    found: int, checked: int, low: float, high: float
) -> None:
    assert wilson_interval(found, checked) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10**6), st.data())
def test_the_interval_holds_the_share_and_lies_within_0_and_1(
    checked: int, data: st.DataObject
) -> None:
    found = data.draw(st.integers(0, checked))
    low, high = wilson_interval(found, checked)
    assert 0 <= low <= found / checked <= high <= 1


@pytest.mark.parametrize(("found", "checked"), [(0, 0), (-1, 5), (6, 5)])
def test_no_interval_of_what_cannot_be(found: int, checked: int) -> None:
    with pytest.raises(ValueError, match="of"):
        wilson_interval(found, checked)


def test_quantities_are_counted_in_their_unit_not_in_millionths() -> None:
    ratio = ratio_of(47 * MILLION, 50 * MILLION, unit=MILLION)
    assert ratio.share == Fraction(47, 50)
    assert (ratio.low, ratio.high) == pytest.approx(wilson_interval(47, 50))


def test_nothing_checked_says_nothing() -> None:
    nothing = ratio_of(0, 0)
    assert (nothing.share, nothing.low, nothing.high) == (None, None, None)
    assert extrapolated(100, nothing) is None


def test_an_extrapolated_figure_says_that_it_is_one() -> None:
    figure = extrapolated(1000, ratio_of(45, 50))
    assert figure is not None
    assert figure.is_extrapolated
    assert figure.estimate == 900
    assert figure.low < 900 < figure.high


@pytest.mark.parametrize(
    ("population", "margin", "size"),
    # Cochran: 385 without bound at ±5 %; Krejcie and Morgan's table for finite ones (±1 of it)
    [(10**9, 0.05, 385), (1000, 0.05, 278), (100, 0.05, 80), (10, 0.05, 10), (0, 0.05, 0)],
)
def test_sample_size_is_cochrans(population: int, margin: float, size: int) -> None:
    assert sample_size(population, margin=margin) == size


def test_the_same_seed_draws_the_same_sample_in_any_order() -> None:
    items = [(f"F{number}", number) for number in range(100)]
    sample = drawn(items, 10, seed="2026-03")
    assert sample == drawn(items[::-1], 10, seed="2026-03")
    assert len(set(sample)) == 10
    assert sample != drawn(items, 10, seed="2026-04")


def test_a_larger_sample_keeps_the_smaller_one() -> None:
    items = [(f"F{number}", number) for number in range(100)]
    assert drawn(items, 20, seed="s")[:10] == drawn(items, 10, seed="s")


def test_every_item_has_the_same_chance() -> None:
    items = [(str(number), number) for number in range(10)]
    times = [0] * 10
    for seed in range(2000):
        for item in drawn(items, 3, seed=str(seed)):
            times[item] += 1
    assert all(abs(count - 600) < 100 for count in times)

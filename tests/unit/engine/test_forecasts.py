"""A forecast speaks only when it has enough to go by, and is as sure as it says."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.engine.backtests import backtest_forecasts
from mithaq.engine.forecasts import FEWEST_MONTHS, Forecast, NoForecast, forecast
from mithaq.engine.months import read_month

JANUARY = read_month("2025-01")
YEAR_END = date(2025, 12, 31)


def said(
    deliveries: list[float], remaining: float, ends_on: date = date(2026, 12, 31)
) -> Forecast | NoForecast:
    """The forecast at the end of 2025, with the deliveries of the months up to then."""
    first = JANUARY + 12 - len(deliveries)
    series = {first + month: value for month, value in enumerate(deliveries)}
    return forecast(remaining=remaining, series=series, as_of=YEAR_END, ends_on=ends_on)


def spoken(deliveries: list[float], remaining: float) -> Forecast:
    found = said(deliveries, remaining)
    assert isinstance(found, Forecast)
    return found


def test_a_steady_pace_finishes_when_the_rest_divided_by_it_says() -> None:
    found = spoken([100.0] * 12, 600)
    assert date(2026, 5, 15) < found.finish_on < date(2026, 7, 1)
    assert found.high is not None
    assert found.low < found.finish_on < found.high


def test_a_smaller_rest_is_likelier_to_be_on_time() -> None:
    chances = [spoken([90.0, 110.0] * 6, rest).on_time for rest in (300, 1_200, 3_000)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.95
    assert chances[-1] < 0.05


def test_a_wilder_pace_gives_a_wider_interval() -> None:
    calm, wild = spoken([100.0] * 12, 1_000), spoken([20.0, 180.0] * 6, 1_000)
    assert wild.low < calm.low
    assert wild.high is None or (calm.high is not None and wild.high > calm.high)


def test_too_few_months_say_so() -> None:
    assert said([100.0] * (FEWEST_MONTHS - 1), 500) == NoForecast.TOO_FEW_MONTHS
    assert isinstance(said([100.0] * FEWEST_MONTHS, 500), Forecast)


def test_nothing_delivered_says_so() -> None:
    assert said([], 500) == NoForecast.NOTHING_DELIVERED
    assert said([0.0] * 12, 500) == NoForecast.NOTHING_DELIVERED


def test_a_pace_that_never_gets_there_says_so() -> None:
    assert said([1.0] * 12, 5_000) == NoForecast.TOO_SLOW


def test_the_month_under_way_does_not_lower_the_pace() -> None:
    series = {JANUARY + month: 100.0 for month in range(12)}
    middle = date(2026, 1, 15)
    whole = forecast(remaining=600, series=series, as_of=middle, ends_on=middle)
    begun = forecast(
        remaining=600, series=series | {JANUARY + 12: 5.0}, as_of=middle, ends_on=middle
    )
    assert whole == begun


def test_at_the_end_of_time_a_forecast_still_has_a_date() -> None:
    found = forecast(
        remaining=5_000,
        series={9999 * 12 + month: 100.0 for month in range(11)},
        as_of=date(9999, 11, 30),
        ends_on=date.max,
    )
    assert isinstance(found, Forecast)
    assert found.finish_on == date.max


@pytest.mark.parametrize("seed", [20_260_118, 7])
def test_the_interval_holds_the_true_date_four_times_in_five(seed: int) -> None:
    measured = backtest_forecasts(1_000, seed)
    assert measured.pledges == 1_000
    assert 0.75 <= measured.covered <= 0.85
    assert measured.on_time_error < 0.1


def test_a_backtest_says_the_same_each_time() -> None:
    assert backtest_forecasts(50) == backtest_forecasts(50)

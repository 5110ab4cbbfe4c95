"""Are the forecasts as sure as they say?"""

from __future__ import annotations

from collections.abc import Iterator

from mithaq.bench.figures import Figure, bounded
from mithaq.engine.backtests import backtest_forecasts


def measure() -> Iterator[Figure]:
    """1,000 generated pledges: how often the 80 % interval held the true day."""
    done = backtest_forecasts(pledges=1000)
    yield bounded("forecast interval covers", 100 * done.covered, "%", least=75, most=85)

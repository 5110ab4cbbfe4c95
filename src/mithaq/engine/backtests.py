"""Are the forecasts as sure as they say? Generated pledges, forecast midway, then played out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from mithaq.engine.forecasts import DAYS_A_MONTH, Forecast, NoForecast, forecast
from mithaq.engine.months import first_day, last_day

FIRST_MONTH = 2020 * 12
MONTHS = 400
"""How far a pledge is played out; one that is not fulfilled by then is drawn again."""


@dataclass(frozen=True, slots=True)
class GeneratedPledge:
    """A pledge with what comes in each month from `FIRST_MONTH`, for as long as it takes."""

    quantity: int
    planned_months: int
    deliveries: npt.NDArray[np.int64]

    @property
    def finish(self) -> float | None:
        """Months until the quantity has come, within a month in proportion; None: never."""
        running = np.cumsum(self.deliveries)
        month = int(np.searchsorted(running, self.quantity))
        if month == len(running):
            return None
        before = int(running[month - 1]) if month else 0
        return month + (self.quantity - before) / int(self.deliveries[month])


@dataclass(frozen=True, slots=True)
class Backtest:
    """How often the 80 % interval held the true date, and how the misses fell."""

    pledges: int
    """Forecasts judged."""
    refused: int
    """Pledges on which the forecast did not speak; they are replaced, so as to judge enough."""
    covered: float
    finished_before: float
    finished_after: float
    on_time_error: float
    """Mean square error of the chance of being on time (Brier); 0.25 is a coin's."""


def generated_pledge(random: np.random.Generator) -> GeneratedPledge:
    """Ramp-up, a season, drift, noise that lingers, months missed, and a pace off the plan."""
    months = np.arange(MONTHS)
    rate = np.exp(random.uniform(np.log(50), np.log(5000)))
    ramp = np.minimum(1, (months + 1) / (random.integers(0, 10) + 1))
    wave = np.sin(2 * np.pi * (months + random.uniform(0, 12)) / 12)
    season = 1 + random.uniform(0, 0.35) * wave
    drift = np.exp(np.clip(random.normal(0, 0.006) * months, -0.7, 0.7))
    deliveries = np.rint(rate * ramp * season * drift * _noise(random))
    deliveries[random.random(MONTHS) < random.choice([0.0, random.uniform(0, 0.2)])] = 0
    planned = int(random.integers(12, 49))
    quantity = max(1, round(rate * planned / random.uniform(0.6, 1.5)))
    return GeneratedPledge(quantity, planned, deliveries.astype(np.int64))


def backtest_forecasts(pledges: int = 1_000, seed: int = 20_260_118) -> Backtest:
    """Forecast each generated pledge on a day between its first and last months, and compare."""
    random = np.random.default_rng(seed)
    outcomes: list[tuple[int, float]] = []  # -1 before the interval, 0 in it, 1 after
    refused = 0
    while len(outcomes) < pledges:
        pledge = generated_pledge(random)
        seen_share = random.uniform(0.15, 0.9)
        finish = pledge.finish
        if finish is None:
            continue
        seen = int(finish * seen_share)
        said = forecast_after(pledge, seen)
        if isinstance(said, Forecast):
            outcomes.append(_judged(pledge, said, finish))
        else:
            refused += 1
    sides = np.array([side for side, _ in outcomes])
    return Backtest(
        pledges=len(outcomes),
        refused=refused,
        covered=float(np.mean(sides == 0)),
        finished_before=float(np.mean(sides < 0)),
        finished_after=float(np.mean(sides > 0)),
        on_time_error=float(np.mean([error for _, error in outcomes])),
    )


def forecast_after(pledge: GeneratedPledge, seen: int) -> Forecast | NoForecast:
    """What is said at the end of the first `seen` months."""
    delivered = pledge.deliveries[:seen]
    return forecast(
        remaining=float(pledge.quantity - delivered.sum()),
        series={FIRST_MONTH + month: float(value) for month, value in enumerate(delivered)},
        as_of=first_day(FIRST_MONTH + seen) - timedelta(days=1),
        ends_on=last_day(FIRST_MONTH + pledge.planned_months - 1),
    )


def _judged(pledge: GeneratedPledge, said: Forecast, finish: float) -> tuple[int, float]:
    finished_on = date.fromordinal(
        first_day(FIRST_MONTH).toordinal() + round(finish * DAYS_A_MONTH)
    )
    side = -1 if finished_on < said.low else int(said.high is not None and finished_on > said.high)
    return side, (said.on_time - (finish <= pledge.planned_months)) ** 2


def _noise(random: np.random.Generator) -> npt.NDArray[np.float64]:
    """Log-normal around 1; a bad month is somewhat likely to be followed by another."""
    variation, lingering = random.uniform(0.08, 0.45), random.uniform(0, 0.4)
    scale = np.sqrt(np.log(1 + variation**2))
    shocks = random.normal(size=MONTHS)
    state = np.empty(MONTHS)
    last = 0.0
    for month, shock in enumerate(shocks):
        last = lingering * last + np.sqrt(1 - lingering**2) * shock
        state[month] = last
    noise: npt.NDArray[np.float64] = np.exp(scale * state - scale**2 / 2)
    return noise

"""When a pledge line will be fulfilled at the pace seen so far, and how sure that is.

The model: the months to come resemble the recent ones. With `rate` the recent mean of a month's
deliveries, `spread` a month's deviation from it and `doubt` how uncertain the rate itself is, what
h more months bring is taken as normal with

    mean(h) = rate × h        variance(h) = spread² × h + (doubt × h)²

and the line is fulfilled when that reaches what remains. The constants are set so that the 80 %
interval holds the true date four times in five on generated pledges that ramp up, have seasons and
noise and miss months: `mithaq.engine.backtests` measures it. Nothing here draws at random.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import NormalDist
from typing import Final

from mithaq.engine.months import last_month_over

FEWEST_MONTHS: Final = 6
"""Months with deliveries below which there is no forecast."""
HORIZON_MONTHS: Final = 120
DECILE: Final = NormalDist().inv_cdf(0.9)
DAYS_A_MONTH: Final = 365.2425 / 12

FADING: Final = 0.8
"""The weight of a month against that of the next one: the last half year is most of it."""
GROWTH: Final = 1.25
"""A service starts up: after n months the rate is expected to be GROWTH / n higher still."""
YOUTH: Final = 0.7
"""And after n months its rate is uncertain by YOUTH / √n of itself, besides its spread."""


class NoForecast(StrEnum):
    """Why a line has no forecast."""

    LEVEL = "level"  # its months do not add up: staff in post, people reached
    UNDATED = "undated"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    NOT_KNOWN = "not_known"  # too few of the reports due have come
    NOT_STARTED = "not_started"
    FULFILLED = "fulfilled"
    ENDED = "ended"  # what comes after its end no longer counts
    NOTHING_DELIVERED = "nothing_delivered"
    TOO_FEW_MONTHS = "too_few_months"
    TOO_SLOW = "too_slow"  # at this pace it lies past the horizon


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the line will be fulfilled at the pace seen so far."""

    finish_on: date
    low: date
    """The early end of the 80 % interval."""
    high: date | None
    """The late end; None where it lies past the horizon."""
    on_time: float
    """The chance, 0 to 1, of being fulfilled by `ends_on`."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Deliveries a month, in the unit of the quantities."""

    rate: float
    spread: float
    doubt: float


def forecast(
    *, remaining: float, series: Mapping[int, float], as_of: date, ends_on: date
) -> Forecast | NoForecast:
    """A finish date, or why there is none.

    `remaining` (> 0) is what is missing on `as_of`; `series` holds deliveries by month, in the
    same unit. A month that is not over does not tell the pace; one without deliveries, after the
    first that has some, tells that nothing came.
    """
    last_full = last_month_over(as_of)
    delivered = {month: value for month, value in series.items() if month <= last_full and value}
    if not delivered:
        return NoForecast.NOTHING_DELIVERED
    if len(delivered) < FEWEST_MONTHS:
        return NoForecast.TOO_FEW_MONTHS
    months = range(min(delivered), last_full + 1)
    pace = recent_pace([delivered.get(month, 0.0) for month in months])
    middle = remaining / pace.rate
    if middle > HORIZON_MONTHS:
        return NoForecast.TOO_SLOW
    late = months_needed(pace, remaining, DECILE)
    left = (ends_on - as_of).days / DAYS_A_MONTH
    return Forecast(
        finish_on=_later(as_of, middle),
        low=_later(as_of, months_needed(pace, remaining, -DECILE)),
        high=_later(as_of, late) if late <= HORIZON_MONTHS else None,
        on_time=round(chance_within(pace, remaining, left), 4),
    )


def recent_pace(months: Sequence[float]) -> Pace:
    """The pace of consecutive months, oldest first: weighted towards the last, still growing."""
    count = len(months)
    weights = [FADING ** (count - 1 - position) for position in range(count)]
    whole, squares = sum(weights), sum(weight * weight for weight in weights)
    mean = sum(weight * value for weight, value in zip(weights, months, strict=True)) / whole
    scatter = sum(
        weight * (value - mean) ** 2 for weight, value in zip(weights, months, strict=True)
    )
    effective = whole * whole / squares
    variance = scatter / whole * effective / (effective - 1)
    return Pace(
        rate=mean * (1 + GROWTH / count),
        spread=math.sqrt(variance),
        doubt=math.sqrt(variance / effective + (YOUTH * mean) ** 2 / count),
    )


def months_needed(pace: Pace, remaining: float, deviate: float) -> float:
    """Months after which `remaining` has come with the normal deviate's chance; may be infinite.

    The root of rate × h − remaining = deviate × √variance(h), squared.
    """
    square = pace.rate**2 - (deviate * pace.doubt) ** 2
    linear = 2 * pace.rate * remaining + (deviate * pace.spread) ** 2
    if square <= 0:
        return math.inf if deviate > 0 else remaining**2 / linear
    root = math.sqrt(max(linear**2 - 4 * square * remaining**2, 0.0))
    return (linear + math.copysign(root, deviate)) / (2 * square)


def chance_within(pace: Pace, remaining: float, months: float) -> float:
    """The chance that `remaining` comes within so many months."""
    if months <= 0:
        return 0.0
    deviation = math.sqrt(pace.spread**2 * months + (pace.doubt * months) ** 2)
    surplus = pace.rate * months - remaining
    return 0.5 * (1 + math.erf(surplus / (deviation * math.sqrt(2)))) if deviation else 0.0


def _later(day: date, months: float) -> date:
    ordinal = day.toordinal() + math.ceil(months * DAYS_A_MONTH)
    return date.fromordinal(min(ordinal, date.max.toordinal()))

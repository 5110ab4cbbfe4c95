"""Samples for verification: which to visit, and what was found, as a ratio with its interval.

A sample says something of the whole only within its interval; nothing here is spread over what was
not checked, except by `extrapolated`, whose result says so.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import Final, TypeVar

CONFIDENCE: Final = 0.95

T = TypeVar("T")


@dataclass(frozen=True)
class Ratio:
    """Found out of checked (millionths or any one unit), with the interval of the ratio.

    `low` and `high` are shares of 1, None where nothing was checked.
    """

    found: int
    checked: int
    low: float | None
    high: float | None
    confidence: float = CONFIDENCE

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.found, self.checked) if self.checked else None


@dataclass(frozen=True)
class Extrapolated:
    """A claimed total multiplied by a sample's ratio: an estimate, never a count. Millionths."""

    claimed: int
    estimate: Fraction
    low: float
    high: float
    is_extrapolated: bool = True


def wilson_interval(
    found: float, checked: float, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """The Wilson score interval of a share, `found` of `checked` units being so.

    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212.
    Raises ValueError unless 0 <= found <= checked, checked > 0, 0 < confidence < 1.
    """
    if not (checked > 0 and 0 <= found <= checked and 0 < confidence < 1):
        raise ValueError(f"{found} of {checked} at {confidence}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = found / checked
    spread = z * z / checked
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / checked + spread / (4 * checked)) / (1 + spread)
    # At the ends the formula gives exactly 0 and 1, up to the last bit.
    low = 0.0 if found == 0 else max(0.0, centre - half)
    high = 1.0 if found == checked else min(1.0, centre + half)
    return low, high


def ratio_of(found: int, checked: int, *, unit: int = 1, confidence: float = CONFIDENCE) -> Ratio:
    """A sample's ratio; `unit` is how many of the numbers make one thing that was looked at."""
    if checked == 0:
        return Ratio(found, checked, None, None, confidence)
    low, high = wilson_interval(found / unit, checked / unit, confidence)
    return Ratio(found, checked, low, high, confidence)


def extrapolated(claimed: int, ratio: Ratio) -> Extrapolated | None:
    """What the claimed total would be if all of it were like the sample; None without one."""
    if ratio.share is None or ratio.low is None or ratio.high is None:
        return None
    return Extrapolated(claimed, claimed * ratio.share, claimed * ratio.low, claimed * ratio.high)


def sample_size(population: int, *, margin: float, confidence: float = CONFIDENCE) -> int:
    """How many of a population to check for a share known within ± `margin`, at its worst (½).

    Cochran's size with the correction for a finite population; never more than the population.
    Raises ValueError unless 0 < margin < 1.
    """
    if not (population >= 0 and 0 < margin < 1 and 0 < confidence < 1):
        raise ValueError(f"{population} within {margin} at {confidence}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    boundless = z * z / (4 * margin * margin)
    size = boundless / (1 + (boundless - 1) / population) if population else 0
    return min(population, math.ceil(size))


def drawn(items: Sequence[tuple[str, T]], size: int, *, seed: str) -> list[T]:
    """A simple random sample without replacement: the same seed and keys, the same sample.

    Each item comes with its key. The order in which they are given does not matter, and a larger
    size only adds to the smaller sample, so that a visit more changes none of those planned.
    """
    ranked = sorted(items, key=lambda item: _lot(seed, item[0]))
    return [item for _, item in ranked[: max(0, size)]]


def _lot(seed: str, key: str) -> tuple[bytes, str]:
    return hashlib.sha256(f"{len(seed)}:{seed}:{key}".encode()).digest(), key

"""The two trees that attribution climbs: places (which change over time) and measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mithaq.engine.months import month_of

FIRST_MONTH = 0
LAST_MONTH = 120_000  # after the year 9999; with FIRST_MONTH, the bounds of "always"

LEVELS = ("facility", "community", "subdistrict", "district", "governorate", "country")


@dataclass(frozen=True, slots=True)
class Parenthood:
    """A location's parent from a day (None: always) until the next such day."""

    valid_from: date | None
    parent: int


@dataclass(frozen=True, slots=True)
class Holding:
    """`place` is, or contains, the location on the first day of each month of a span."""

    place: int
    from_month: int
    to_month: int


class PlaceTree:
    """Who contains whom, on a day or over all months.

    `versions` are (location, parent, valid_from), oldest record first: of several with the same
    `valid_from` the last recorded speaks.
    """

    def __init__(self, versions: Iterable[tuple[int, int, date | None]]) -> None:
        by_location: dict[int, dict[date | None, int]] = {}
        for location, parent, valid_from in versions:
            by_location.setdefault(location, {})[valid_from] = parent
        self._parents = {
            location: tuple(
                Parenthood(day, by_day[day])
                for day in sorted(by_day, key=lambda day: day or date.min)
            )
            for location, by_day in by_location.items()
        }

    def holders_on(self, location: int, day: date) -> tuple[int, ...]:
        """The location and every place that contains it on the day, nearest first."""
        chain = [location]
        while (parent := self._parent_on(chain[-1], day)) is not None and parent not in chain:
            chain.append(parent)
        return tuple(chain)

    def holdings(self, location: int) -> Iterator[Holding]:
        """The location itself, always, and every place that ever contains it, when it does."""
        pending: list[tuple[int, int, int, tuple[int, ...]]]
        pending = [(location, FIRST_MONTH, LAST_MONTH, (location,))]
        while pending:
            place, first, last, path = pending.pop()
            yield Holding(place, first, last)
            for parent, starts, ends in self._spans(place):
                begin, end = max(first, starts), min(last, ends)
                if begin <= end and parent not in path:
                    pending.append((parent, begin, end, (*path, parent)))

    def _parent_on(self, location: int, day: date) -> int | None:
        valid = [
            version.parent
            for version in self._parents.get(location, ())
            if version.valid_from is None or version.valid_from <= day
        ]
        return valid[-1] if valid else None

    def _spans(self, location: int) -> Iterator[tuple[int, int, int]]:
        versions = self._parents.get(location, ())
        starts = [_first_whole_month(version.valid_from) for version in versions]
        ends = [*(start - 1 for start in starts[1:]), LAST_MONTH][: len(starts)]
        for version, start, end in zip(versions, starts, ends, strict=True):
            if start <= end:
                yield version.parent, start, end


def _first_whole_month(valid_from: date | None) -> int:
    """The first month on whose first day a version speaks."""
    if valid_from is None:
        return FIRST_MONTH
    return month_of(valid_from) + (valid_from.day > 1)


def measure_ancestors(parents: Mapping[int, int | None], measure: int) -> tuple[int, ...]:
    """The measure and those above it; the position in the tuple is the distance."""
    chain = [measure]
    while (parent := parents.get(chain[-1])) is not None and parent not in chain:
        chain.append(parent)
    return tuple(chain)

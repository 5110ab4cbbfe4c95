"""Facility reports: how many a pledge line had to wait for by a day, and how many have come.

A set of months is a Python int, bit n standing for the n-th month since `base`: unions and
overlaps of ten years for thousands of facilities are then single operations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.engine.months import last_month_over, month_of
from mithaq.engine.reckoning.in_force import LedgerOnDay, Line


@dataclass(frozen=True, slots=True)
class Duty:
    """Pairs of facility and month: due by the day, and of those, come."""

    due: int
    come: int


NO_DUTY = Duty(0, 0)


class Duties:
    """The facility reports that each line waits for.

    `reports`: location and month of every seen claim by a facility, whatever it belongs to.
    """

    def __init__(self, day: LedgerOnDay, reports: Iterable[tuple[int, int]]) -> None:
        self._day = day
        self._last_due = last_month_over(day.cutoff.as_of)
        starts = [line.starts_on for line in day.lines if line.starts_on is not None]
        self._base = month_of(min(starts)) if starts else self._last_due
        self._come: dict[int, int] = defaultdict(int)
        for location, month in reports:
            if month >= self._base:
                self._come[location] |= 1 << (month - self._base)
        self._supported = self._months_supported()
        self._held: dict[int, dict[int, int]] = {}

    def of(self, line: Line, claiming: Iterable[int]) -> Duty:
        """Pairs due on a line for which facilities (`claiming`: their locations) have reported.

        Facilities named in the scope owe every month of the line; those under a place in it owe
        every month if they have claimed on the line, and else those in which the agreement
        supports them.
        """
        if line.starts_on is None or line.ends_on is None:
            return NO_DUTY
        last = min(self._last_due, month_of(line.ends_on))
        window = self._months(month_of(line.starts_on), last)
        owed = dict(self._supported.get(line.agreement, {}))
        owed |= dict.fromkeys(claiming, window)
        owed = {at: window & months & self._in_scope(at, line.scope) for at, months in owed.items()}
        owed |= dict.fromkeys(line.scope, window)
        facilities = [at for at in owed if self._day.locations[at][1] == "facility"]
        return Duty(
            sum(owed[at].bit_count() for at in facilities),
            sum((owed[at] & self._come.get(at, 0)).bit_count() for at in facilities),
        )

    def _months(self, first: int, last: int) -> int:
        begin, end = max(first - self._base, 0), min(last, self._last_due) - self._base + 1
        return (1 << end) - (1 << begin) if begin < end else 0

    def _months_supported(self) -> dict[int, dict[int, int]]:
        """By agreement and location."""
        supported: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for support in self._day.supports:
            if support.agreement is not None:
                months = self._months(support.from_month, support.to_month)
                supported[support.agreement][support.location] |= months
        return supported

    def _in_scope(self, location: int, scope: frozenset[int]) -> int:
        held = self._held.get(location)
        if held is None:
            held = self._held[location] = defaultdict(int)
            for holding in self._day.places.holdings(location):
                held[holding.place] |= self._months(holding.from_month, holding.to_month)
        months = 0
        for place in scope & held.keys():
            months |= held[place]
        return months

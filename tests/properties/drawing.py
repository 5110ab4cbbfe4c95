"""Ledgers drawn in bunches, so that the engine is asked of many at once.

Hypothesis draws them as it would for a test; it cannot shrink what fails in a bunch. To shrink, run
`test_the_engine_agrees_with_the_rules` with more effort: it asks of one ledger at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.calendar_days import asked_days, known_instants
from tests.properties.effort import examples
from tests.properties.ledgers import ledgers
from tests.reference.ledger import Ledger

BUNCH = 50
T = TypeVar("T")


@dataclass(frozen=True)
class Drawn:
    """A ledger, the days asked of it, and a number by which to choose among its rows."""

    ledger: Ledger
    as_of: date
    known_at: datetime | None
    chance: int

    def choice(self, rows: Sequence[T]) -> T:
        """One of the rows."""
        return rows[self.chance % len(rows)]


def in_bunches(count: int) -> Iterator[list[Drawn]]:
    """Ledgers by the fifty; `count` is multiplied by the effort."""
    drawn: list[Drawn] = []

    @examples(count, shrink=False)
    @given(st.builds(Drawn, ledgers(), asked_days, known_instants, st.integers(0, 999)))
    def draw(one: Drawn) -> None:
        drawn.append(one)

    draw()
    for first in range(0, len(drawn), BUNCH):
        bunch = drawn[first : first + BUNCH]
        if len(bunch) > 1:
            yield bunch

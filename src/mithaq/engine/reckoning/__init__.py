"""Reckoning: of what was promised, what has come, on one day as it was known at one instant.

`as_of` is the day spoken of; `known_at`, an aware datetime, is how much of the record is known
(None: all). Each function attributes deliveries anew; `reckon_fully` does it once for all four.
The output has no clock and no chance in it: the same tables give the same answer, to the digit.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from mithaq.engine.ledger_tables import LedgerTables
from mithaq.engine.reckoning.attribution import Attribution, attribute
from mithaq.engine.reckoning.covers import cliffs_attributed
from mithaq.engine.reckoning.in_force import ledger_on_day
from mithaq.engine.reckoning.lines import reckon_attributed
from mithaq.engine.reckoning.overlapping import overlaps_attributed
from mithaq.engine.reckoning.result import (
    Cliff,
    FullReckoning,
    Overlap,
    Reckoning,
    UnpledgedDeliveries,
)
from mithaq.engine.reckoning.scratch import Scratch
from mithaq.engine.reckoning.without_pledge import unpledged_attributed

__all__ = ["attributed", "cliffs", "overlaps", "reckon", "reckon_fully", "unpledged"]


@contextmanager
def attributed(
    tables: LedgerTables, *, as_of: date, known_at: datetime | None = None
) -> Iterator[Attribution]:
    """The common ground of all results; its temporary tables live as long as the context."""
    with Scratch(tables.connection) as scratch:
        yield attribute(tables, ledger_on_day(tables, as_of, known_at), scratch)


def reckon(tables: LedgerTables, *, as_of: date, known_at: datetime | None = None) -> Reckoning:
    """Every pledge line in force, with what came, what should have come and how it stands."""
    with attributed(tables, as_of=as_of, known_at=known_at) as attribution:
        return reckon_attributed(attribution)


def unpledged(
    tables: LedgerTables, *, as_of: date, known_at: datetime | None = None
) -> UnpledgedDeliveries:
    """Deliveries that belong to no line, each with the reason."""
    with attributed(tables, as_of=as_of, known_at=known_at) as attribution:
        return unpledged_attributed(attribution)


def overlaps(
    tables: LedgerTables, *, as_of: date, known_at: datetime | None = None
) -> tuple[Overlap, ...]:
    """Facility, measure and month claimed by two organisations or more."""
    with attributed(tables, as_of=as_of, known_at=known_at) as attribution:
        return overlaps_attributed(attribution)


def cliffs(
    tables: LedgerTables, *, as_of: date, known_at: datetime | None = None
) -> tuple[Cliff, ...]:
    """Where support of a facility ends, and what the ending pledges gave there."""
    with attributed(tables, as_of=as_of, known_at=known_at) as attribution:
        return cliffs_attributed(attribution)


def reckon_fully(
    tables: LedgerTables, *, as_of: date, known_at: datetime | None = None
) -> FullReckoning:
    """All four from one attribution."""
    with attributed(tables, as_of=as_of, known_at=known_at) as attribution:
        return FullReckoning(
            reckoning=reckon_attributed(attribution),
            unpledged=unpledged_attributed(attribution),
            overlaps=overlaps_attributed(attribution),
            cliffs=cliffs_attributed(attribution),
        )

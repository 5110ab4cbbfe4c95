"""The day after which no pledge in force supports a facility, family by family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pyarrow as pa

from mithaq.engine.months import month_of
from mithaq.engine.reckoning.attribution import Attribution
from mithaq.engine.reckoning.combining import NOTHING, combined, resolved_cells
from mithaq.engine.reckoning.in_force import LedgerOnDay, Line
from mithaq.engine.reckoning.result import Cliff
from mithaq.engine.reckoning.scratch import small_table

FAMILIES = ("service", "staff", "goods", "money")
SILENT = frozenset({"draft", "suspended", "terminated", "ended"})
MONTHS_BEFORE = 12
INT32 = pa.int32()


@dataclass(frozen=True, slots=True)
class Edge:
    """Where the cover of a facility ends: the lines (by position) that end on that day."""

    facility: int
    family: str
    ends_on: date
    lines: tuple[int, ...]


def cliffs_attributed(attribution: Attribution) -> tuple[Cliff, ...]:
    """All cliffs, by facility and family."""
    day = attribution.day
    edges = _edges(day)
    delivered = _delivered(attribution, edges)
    found = [
        Cliff(
            facility=day.locations[edge.facility][0],
            family=edge.family,
            ends_on=edge.ends_on,
            agreements=tuple(
                sorted({day.agreements[day.lines[line].agreement].code for line in edge.lines})
            ),
            delivered=delivered.get(position, Fraction(0)),
            facility_id=edge.facility,
            pledge_ids=tuple(sorted(day.lines[line].pledge for line in edge.lines)),
        )
        for position, edge in enumerate(edges)
    ]
    return tuple(sorted(found, key=lambda cliff: (cliff.facility, cliff.family)))


def cover_ends(spans: Iterable[tuple[date, date]], as_of: date) -> date | None:
    """The last day of the unbroken cover from the day on; None where the day is not covered."""
    end: date | None = None
    for starts_on, ends_on in sorted(spans):
        # Counted, not dated: a cover may last to the last day that there is.
        reach = as_of.toordinal() if end is None else end.toordinal() + 1
        if starts_on.toordinal() <= reach and ends_on >= as_of:
            end = ends_on if end is None else max(end, ends_on)
    return end


def _edges(day: LedgerOnDay) -> list[Edge]:
    by_place: dict[int, list[int]] = defaultdict(list)
    for position, line in enumerate(day.lines):
        if _supports_now(day, line):
            for place in line.scope:
                by_place[place].append(position)
    edges = []
    for facility, (_, level) in day.locations.items():
        if level == "facility":
            holders = day.places.holders_on(facility, day.cutoff.as_of)
            holding = {line for place in holders for line in by_place.get(place, ())}
            edges += _edges_of(day, facility, holding)
    return edges


def _supports_now(day: LedgerOnDay, line: Line) -> bool:
    dated = line.starts_on is not None and line.ends_on is not None
    return (
        dated
        and day.agreements[line.agreement].status not in SILENT
        and day.measures[line.measure].family in FAMILIES
    )


def _edges_of(day: LedgerOnDay, facility: int, holding: Iterable[int]) -> list[Edge]:
    by_family: dict[str, list[int]] = defaultdict(list)
    for position in sorted(holding):
        by_family[day.measures[day.lines[position].measure].family].append(position)
    edges = []
    for family, positions in by_family.items():
        end = cover_ends(_spans(day.lines[at] for at in positions), day.cutoff.as_of)
        if end is not None:
            ending = tuple(at for at in positions if day.lines[at].ends_on == end)
            edges.append(Edge(facility, family, end, ending))
    return edges


def _spans(lines: Iterable[Line]) -> Iterator[tuple[date, date]]:
    for line in lines:
        if line.starts_on is not None and line.ends_on is not None:
            yield line.starts_on, line.ends_on


def _delivered(attribution: Attribution, edges: list[Edge]) -> dict[int, Fraction]:
    """By edge: what its lines gave at the facility in the twelve months ending with its end."""
    day = attribution.day
    wanted = small_table(
        {"edge": INT32, "line": INT32, "location": INT32, "stage": pa.int8()}
        | {"from_month": INT32, "to_month": INT32},
        [
            (
                *(position, line, edge.facility),
                day.agreements[day.lines[line].agreement].counts_from,
                month_of(edge.ends_on) - MONTHS_BEFORE + 1,
                month_of(edge.ends_on),
            )
            for position, edge in enumerate(edges)
            for line in edge.lines
        ],
    )
    cells = resolved_cells(attribution).join(wanted, ["line", "location", "stage"])
    within = cells.filter((cells.month >= cells.from_month) & (cells.month <= cells.to_month))
    figures = combined(within, ("edge",), day, attribution.scratch)
    return {position: figures.get((position,), NOTHING).total for position in range(len(edges))}

"""What deliveries come to: cells, months, measures and places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.calendar import month_of, months_between
from tests.reference.ledger import Delivery, Measure
from tests.reference.questions import Question


@dataclass(frozen=True)
class Cell:
    """Where and when one measure was delivered, in the line's own words."""

    location: str
    measure: str
    month: date


def cells_of(
    deliveries: list[Delivery], stage: str, preferred_claimant: str
) -> dict[Cell, Fraction]:
    """What each cell adds up to in one stage.

    Where both claimants speak of a cell, only the preferred one counts.
    """
    by_claimant = quantities_by_claimant(deliveries, stage)
    return {
        cell: said[preferred_claimant]
        if preferred_claimant in said
        else sum(said.values(), Fraction())
        for cell, said in by_claimant.items()
    }


def quantities_by_claimant(
    deliveries: list[Delivery], stage: str
) -> dict[Cell, dict[str, Fraction]]:
    """What each claimant says of each cell in one stage; within a cell lines add up."""
    said: dict[Cell, dict[str, Fraction]] = defaultdict(dict)
    for entry in deliveries:
        if entry.stage == stage:
            quantities = said[Cell(entry.location, entry.measure, entry.month)]
            quantities[entry.claimant] = quantities.get(entry.claimant, Fraction()) + entry.quantity
    return said


def results_of(question: Question, cells: dict[Cell, Fraction]) -> list[Fraction]:
    """One result for each location and measure: its months combined by the measure's rule."""
    months: dict[tuple[str, str], dict[date, Fraction]] = defaultdict(dict)
    for cell, quantity in cells.items():
        months[cell.location, cell.measure][cell.month] = quantity
    return [
        combined(question.measures[measure], by_month, question.as_of)
        for (_, measure), by_month in months.items()
    ]


def combined(measure: Measure, by_month: dict[date, Fraction], as_of: date) -> Fraction:
    """Months combined: their sum, their greatest, their mean, or the latest if not stale."""
    quantities = list(by_month.values())
    if measure.combine == "sum":
        return sum(quantities, Fraction())
    if measure.combine == "max":
        return max(quantities)
    if measure.combine == "mean":
        return sum(quantities, Fraction()) / len(quantities)
    return last(measure, by_month, as_of)


def last(measure: Measure, by_month: dict[date, Fraction], as_of: date) -> Fraction:
    """The latest month that has one; nothing once it is older than `stale_after` months."""
    latest = max(by_month)
    age = months_between(latest, month_of(as_of))
    is_stale = measure.stale_after is not None and age > measure.stale_after
    return Fraction() if is_stale else by_month[latest]

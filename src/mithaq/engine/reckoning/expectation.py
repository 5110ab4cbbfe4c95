"""How much of a pledge line should have come by a day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mithaq.engine.reckoning.in_force import Agreement, Line

HALTED = frozenset({"suspended", "terminated"})
LEVEL_RULES = frozenset({"last", "mean"})


def expected(line: Line, combine: str, agreement: Agreement, as_of: date) -> Fraction | None:
    """Millionths expected by the day; None where the line has no start or no end.

    Nothing before `starts_on`, everything after `ends_on`. While the agreement is suspended or
    terminated the expectation stands still from the day that this status is dated; a status
    without a date has no day to stand still at.
    """
    if line.starts_on is None or line.ends_on is None:
        return None
    day = as_of
    if agreement.status in HALTED and agreement.status_on is not None:
        day = min(as_of, agreement.status_on)
    return expected_on(
        day,
        quantity=line.quantity,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        profile=line.profile,
        milestones=line.milestones or "",
        combine=combine,
    )


def expected_on(
    day: date,
    *,
    quantity: int,
    starts_on: date,
    ends_on: date,
    profile: str,
    milestones: str,
    combine: str,
) -> Fraction:
    """Millionths of a dated line expected by a day, whatever becomes of its agreement."""
    if day < starts_on:
        return Fraction(0)
    if day > ends_on:
        return Fraction(quantity)
    match profile:
        case "milestones":
            return Fraction(reached_milestone(milestones, day))
        case "on_completion":
            return Fraction(quantity if day == ends_on else 0)
    if combine in LEVEL_RULES:
        return Fraction(quantity)
    elapsed, whole = (day - starts_on).days + 1, (ends_on - starts_on).days + 1
    return Fraction(quantity * elapsed, whole)


def reached_milestone(milestones: str, day: date) -> int:
    """The cumulative millionths of the latest milestone dated by the day; 0 before the first.

    `milestones` is '2026-03-31:200000000|2026-12-31:1000000000'.
    """
    steps = [step.split(":") for step in milestones.split("|") if step]
    reached = [(on, int(quantity)) for on, quantity in steps if date.fromisoformat(on) <= day]
    return max(reached)[1] if reached else 0

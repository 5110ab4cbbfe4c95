"""How a pledge line stands: thresholds are cross-multiplied, never divided."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from mithaq.engine.reckoning.expectation import LEVEL_RULES
from mithaq.engine.reckoning.in_force import Agreement, Line
from mithaq.engine.reckoning.result import State

ON_TRACK_TENTHS, AT_RISK_TENTHS = 9, 7


def enough_reports(come: int, due: int) -> bool:
    """At least four in five of the facility months due have come."""
    return come * 5 >= due * 4


def state(
    line: Line,
    combine: str,
    agreement: Agreement,
    as_of: date,
    *,
    counted: Fraction,
    expected: Fraction | None,
    known: bool,
) -> State:
    """The first state that holds. `known`: enough of the reports due have come."""
    if agreement.status in (State.SUSPENDED, State.TERMINATED):
        return State(agreement.status)
    if line.starts_on is None or line.ends_on is None or expected is None:
        return State.UNDATED
    if not known:
        return State.NOT_KNOWN
    if as_of < line.starts_on:
        return State.NOT_STARTED
    if counted >= line.quantity and (combine not in LEVEL_RULES or as_of >= line.ends_on):
        return State.FULFILLED
    if as_of > line.ends_on:
        return State.MISSED
    if counted * 10 >= expected * ON_TRACK_TENTHS:
        return State.ON_TRACK
    return State.AT_RISK if counted * 10 >= expected * AT_RISK_TENTHS else State.BEHIND

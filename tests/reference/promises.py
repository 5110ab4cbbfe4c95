"""What a pledge line leads one to expect by a day, and how it stands."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from tests.reference.attribution import facilities_supported_under
from tests.reference.calendar import last_day, month_of, months_from_to
from tests.reference.ledger import Delivery, Pledge
from tests.reference.questions import (
    Question,
    is_facility,
    places_above,
    seen_deliveries,
    status_of,
    terms_of,
)

STOPPED = ("suspended", "terminated")
LEVEL_RULES = ("last", "mean")


def is_undated(pledge: Pledge) -> bool:
    """Without a start or an end there is nothing to expect and nothing to be late for."""
    return pledge.starts_on is None or pledge.ends_on is None


def expected(question: Question, pledge: Pledge) -> Fraction | None:
    """What should have come by `as_of`; it stands still from the day of a dated suspension."""
    if is_undated(pledge):
        return None
    status, on = status_of(question, pledge.agreement)
    if status in STOPPED and on is not None:
        return expected_by(question, pledge, min(question.as_of, on))
    return expected_by(question, pledge, question.as_of)


def expected_by(question: Question, pledge: Pledge, day: date) -> Fraction:
    """Nothing before the start, all after the end, between them by the profile."""
    assert pledge.starts_on is not None
    assert pledge.ends_on is not None
    if day < pledge.starts_on:
        return Fraction(0)
    if day > pledge.ends_on:
        return pledge.quantity
    if pledge.profile == "on_completion":
        return pledge.quantity if day == pledge.ends_on else Fraction(0)
    if pledge.profile == "milestones":
        return milestone_by(pledge, day)
    if question.measures[pledge.measure].combine in LEVEL_RULES:
        return pledge.quantity
    days_so_far = (day - pledge.starts_on).days + 1
    days_of_the_whole = (pledge.ends_on - pledge.starts_on).days + 1
    return pledge.quantity * Fraction(days_so_far, days_of_the_whole)


def milestone_by(pledge: Pledge, day: date) -> Fraction:
    """The latest milestone dated by the day; 0 before the first."""
    reached = [milestone for milestone in pledge.milestones if milestone[0] <= day]
    return max(reached)[1] if reached else Fraction(0)


def reports(question: Question, pledge: Pledge, deliveries: list[Delivery]) -> tuple[int, int]:
    """How many facility months are due by `as_of`, and how many of them have come.

    Both are 0 where the line is undated, or its claims do not all come from facilities' own
    reports: none does, or some cell counts by a partner's word.
    """
    if claims_count_by_partner(question, pledge, deliveries):
        return 0, 0
    reporting = {
        entry.location
        for entry in deliveries
        if entry.stage == "claimed" and entry.claimant == "facility"
    }
    if not reporting or is_undated(pledge):
        return 0, 0
    due = reports_due(question, pledge, reporting)
    return len(due), len(due & reports_come(question))


def claims_count_by_partner(question: Question, pledge: Pledge, deliveries: list[Delivery]) -> bool:
    """Whether, in any claimed cell, it is the partner's figure that counts."""
    preferred = terms_of(question, pledge.agreement).preferred_claimant
    claimants: dict[tuple[str, str, date], set[str]] = {}
    for entry in deliveries:
        if entry.stage == "claimed":
            cell = (entry.location, entry.measure, entry.month)
            claimants.setdefault(cell, set()).add(entry.claimant)
    return any(
        (preferred if preferred in speaking else min(speaking)) == "partner"
        for speaking in claimants.values()
    )


def reports_due(question: Question, pledge: Pledge, reporting: set[str]) -> set[tuple[str, date]]:
    """Facilities named in the scope, and those under its places that report or are supported."""
    named = {element for element in pledge.scope if is_facility(question, element)}
    due = set()
    for month in months_due(question, pledge):
        supported = facilities_supported_under(question, pledge.agreement, month)
        under = {
            location
            for location in reporting | supported
            if is_facility(question, location)
            and set(pledge.scope) & set(places_above(question, location, month))
        }
        due |= {(location, month) for location in named | under}
    return due


def months_due(question: Question, pledge: Pledge) -> list[date]:
    """From the month of the start to the last month that is over, or in which the line ends."""
    assert pledge.starts_on is not None
    assert pledge.ends_on is not None
    until = min(question.as_of, last_day(month_of(pledge.ends_on)))
    months = months_from_to(month_of(pledge.starts_on), month_of(until))
    return [month for month in months if last_day(month) <= until]


def reports_come(question: Question) -> set[tuple[str, date]]:
    """The facility months for which the facility claims anything, of any measure."""
    return {
        (entry.location, entry.month)
        for entry in seen_deliveries(question)
        if entry.stage == "claimed" and entry.claimant == "facility"
    }


def too_few_reports(due: int, come: int) -> bool:
    """Fewer than four in five."""
    return come * 5 < due * 4


def state(question: Question, pledge: Pledge, counted: Fraction, due: int, come: int) -> str:
    """How the line stands: the first that holds."""
    status, _ = status_of(question, pledge.agreement)
    if status in STOPPED:
        return status
    if pledge.starts_on is None or pledge.ends_on is None:
        return "undated"
    if too_few_reports(due, come):
        return "not_known"
    if question.as_of < pledge.starts_on:
        return "not_started"
    if is_fulfilled(question, pledge, counted):
        return "fulfilled"
    if question.as_of > pledge.ends_on:
        return "missed"
    return progress(counted, expected_by(question, pledge, question.as_of))


def is_fulfilled(question: Question, pledge: Pledge, counted: Fraction) -> bool:
    """All has come; a level must also have been held to the end."""
    is_level = question.measures[pledge.measure].combine in LEVEL_RULES
    has_ended = pledge.ends_on is not None and question.as_of >= pledge.ends_on
    return counted >= pledge.quantity and (has_ended or not is_level)


def progress(counted: Fraction, expected: Fraction) -> str:
    """At least nine tenths of what is expected, at least seven tenths, or less."""
    if expected == 0 or counted * 10 >= expected * 9:
        return "on_track"
    return "at_risk" if counted * 10 >= expected * 7 else "behind"

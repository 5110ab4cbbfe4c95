"""A question put to a ledger, and the plain look-ups that the rules need to answer it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property

from tests.reference.ledger import Delivery, Ledger, Location, Measure, Pledge, Terms, known_by


@dataclass(frozen=True)
class Question:
    """What stood on `as_of`, by what had been recorded at `known_at` (None: all)?"""

    everything: Ledger
    as_of: date
    known_at: datetime | None = None

    @cached_property
    def ledger(self) -> Ledger:
        """Only what was known."""
        return known_by(self.everything, self.known_at)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Measures by code."""
        return {measure.code: measure for measure in self.ledger.measures}

    @cached_property
    def locations(self) -> dict[str, Location]:
        """Facilities and places by code."""
        return {location.code: location for location in self.ledger.locations}

    @cached_property
    def claims(self) -> dict[tuple[str, str], Delivery]:
        """Every delivery ever recorded, seen or not, by source and line."""
        return {(entry.source, entry.line): entry for entry in self.everything.deliveries}

    @cached_property
    def parents_of_locations(self) -> dict[tuple[str, date], str | None]:
        """What `parent_on` found, kept because the rules climb the tree again and again."""
        return {}


def is_facility(question: Question, location: str) -> bool:
    """Whether the location is a facility, not a place."""
    return question.locations[location].level == "facility"


def parent_on(question: Question, location: str, day: date) -> str | None:
    """The place in which a location lies on a day.

    The version with the latest `valid_from` by that day speaks (None: since always); of several
    with the same, the last recorded.
    """
    if (location, day) not in question.parents_of_locations:
        versions = [
            version
            for version in question.ledger.location_parents
            if version.location == location
            and (version.valid_from is None or version.valid_from <= day)
        ]
        latest = max(
            versions, key=lambda v: (v.valid_from or date.min, v.recorded_at), default=None
        )
        question.parents_of_locations[location, day] = latest.parent if latest else None
    return question.parents_of_locations[location, day]


def places_above(question: Question, location: str, day: date) -> list[str]:
    """The places that contain a location on a day, the nearest first."""
    above = []
    parent = parent_on(question, location, day)
    while parent is not None:
        above.append(parent)
        parent = parent_on(question, parent, day)
    return above


def measure_and_above(question: Question, measure: str) -> list[str]:
    """The measure, its parent, and so on to the root, by the parents last recorded."""
    path = [measure]
    while True:
        versions = [v for v in question.ledger.measure_parents if v.measure == path[-1]]
        latest = max(versions, key=lambda v: v.recorded_at, default=None)
        if latest is None or latest.parent is None:
            return path
        path.append(latest.parent)


def terms_of(question: Question, agreement: str) -> Terms:
    """The terms of an agreement that were last recorded."""
    versions = [terms for terms in question.ledger.terms if terms.agreement == agreement]
    return max(versions, key=lambda terms: terms.recorded_at)


def status_of(question: Question, agreement: str) -> tuple[str, date | None]:
    """The agreement's status on `as_of` and the day it is dated (None: it holds on every day).

    The latest event by that day; of several on one day the last recorded. Before the first event
    an agreement is active, unless that first event is `draft`: then it was a draft all along.
    """
    events = [event for event in question.ledger.statuses if event.agreement == agreement]
    events.sort(key=lambda event: (event.on or date.min, event.recorded_at))
    begun = [event for event in events if event.on is None or event.on <= question.as_of]
    if begun:
        return begun[-1].status, begun[-1].on
    if events:
        first_day = [event for event in events if event.on == events[0].on]
        if first_day[-1].status == "draft":
            return "draft", None
    return "active", None


def is_draft(question: Question, agreement: str) -> bool:
    """Whether the agreement is a draft on `as_of`."""
    return status_of(question, agreement)[0] == "draft"


def versions_in_force(question: Question) -> list[Pledge]:
    """Of every pledge line, the version in force; drafts do not speak.

    It is the version with the latest `effective_on` by `as_of`; of several, the last recorded.
    """
    agreements = {agreement.code for agreement in question.ledger.agreements}
    in_force: dict[tuple[str, str], Pledge] = {}
    for version in sorted(
        question.ledger.pledges, key=lambda version: (version.effective_on, version.recorded_at)
    ):
        if version.effective_on <= question.as_of and version.agreement in agreements:
            in_force[version.agreement, version.line] = version
    speaking = [pledge for pledge in in_force.values() if not is_draft(question, pledge.agreement)]
    return sorted(speaking, key=lambda pledge: (pledge.agreement, line_order(pledge.line)))


def line_order(line: str) -> tuple[int, Fraction, str]:
    """Lines that are numbers come first, by number; then the others, by code point."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", line):
        return (0, Fraction(line), line)
    return (1, Fraction(0), line)


def is_seen(question: Question, delivery: Delivery) -> bool:
    """Known, not reversed by what is known, and of a month that had begun on `as_of`."""
    reversed_sources = {reversal.source for reversal in question.ledger.reversals}
    return delivery.month <= question.as_of and delivery.source not in reversed_sources


def seen_deliveries(question: Question) -> list[Delivery]:
    """The deliveries that count."""
    return [entry for entry in question.ledger.deliveries if is_seen(question, entry)]


def root_claim(question: Question, delivery: Delivery) -> Delivery:
    """The claim that a delivery answers in the end, seen or not; itself if it answers none."""
    while delivery.answers is not None:
        delivery = question.claims[delivery.answers]
    return delivery

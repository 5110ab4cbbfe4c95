"""When support for a facility ends, and with it what it gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.calendar import month_of, months_between
from tests.reference.combining import cells_of, results_of
from tests.reference.ledger import Pledge
from tests.reference.questions import Question, places_above, status_of, terms_of
from tests.reference.reckoning import Books, open_books

FAMILIES = ("service", "staff", "goods", "money")
OVER = ("draft", "suspended", "terminated", "ended")


@dataclass(frozen=True)
class Cliff:
    """The day after which no pledge supports a facility with a family of measures."""

    facility: str
    family: str
    ends_on: date
    agreements: tuple[str, ...]
    delivered: Fraction


def cliffs(question: Question) -> list[Cliff]:
    """For each facility and family that a pledge covers on `as_of`, the end of the cover."""
    books = open_books(question)
    facilities = sorted(
        place.code for place in question.ledger.locations if place.level == "facility"
    )
    found = [
        cliff(question, books, facility, family) for facility in facilities for family in FAMILIES
    ]
    return [entry for entry in found if entry is not None]


def cliff(question: Question, books: Books, facility: str, family: str) -> Cliff | None:
    """The end of the unbroken cover from `as_of`, and what the pledges that end then gave."""
    covering = pledges_that_support(question, books.pledges, facility, family)
    ends_on = end_of_cover(covering, question.as_of)
    if ends_on is None:
        return None
    ending = [pledge for pledge in covering if pledge.ends_on == ends_on]
    return Cliff(
        facility,
        family,
        ends_on,
        tuple(sorted({pledge.agreement for pledge in ending})),
        sum((delivered_before(question, books, p, facility, ends_on) for p in ending), Fraction()),
    )


def pledges_that_support(
    question: Question, pledges: list[Pledge], facility: str, family: str
) -> list[Pledge]:
    """Dated pledges of the family whose agreement goes on and whose scope holds the facility."""
    holding = {facility, *places_above(question, facility, question.as_of)}
    return [
        pledge
        for pledge in pledges
        if question.measures[pledge.measure].family == family
        and status_of(question, pledge.agreement)[0] not in OVER
        and pledge.starts_on is not None
        and pledge.ends_on is not None
        and holding & set(pledge.scope)
    ]


def end_of_cover(pledges: list[Pledge], as_of: date) -> date | None:
    """The last day of the unbroken cover from `as_of`; a pledge may follow on the next day."""
    spans = [(pledge.starts_on, pledge.ends_on) for pledge in pledges]
    dated = [(start, end) for start, end in spans if start is not None and end is not None]
    end_now = max((end for start, end in dated if start <= as_of <= end), default=None)
    while end_now is not None:
        reached = end_now.toordinal() + 1
        further = max(end for start, end in dated if start.toordinal() <= reached)
        if further <= end_now:
            break
        end_now = further
    return end_now


def delivered_before(
    question: Question, books: Books, pledge: Pledge, facility: str, ends_on: date
) -> Fraction:
    """What a pledge gave at the facility in the twelve months that end with its last month."""
    terms = terms_of(question, pledge.agreement)
    there = [
        entry
        for entry in books.of(pledge)
        if entry.location == facility and 0 <= months_between(entry.month, month_of(ends_on)) < 12
    ]
    cells = cells_of(there, terms.counts_from, terms.preferred_claimant)
    return sum(results_of(question, cells), Fraction())

"""The rules of reckoning, slow and obvious: what the fast engine must agree with.

Each rule is a short function named after it. The four questions are `reckon`, `unpledged`,
`overlaps` and `cliffs`; the other modules of this folder hold the rules that they share.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from tests.reference.attribution import Attribution, attribute, organisation_behind
from tests.reference.combining import cells_of, quantities_by_claimant, results_of
from tests.reference.ledger import STAGES, Delivery, Pledge
from tests.reference.promises import expected, reports, state
from tests.reference.questions import (
    Question,
    is_facility,
    seen_deliveries,
    terms_of,
    versions_in_force,
)


@dataclass(frozen=True)
class ReckonedLine:
    """One pledge line as of a day; quantities in the measure's unit."""

    agreement: str
    line: str
    measure: str
    unit: str
    quantity: Fraction
    claimed: Fraction
    accepted: Fraction
    verified: Fraction
    counted: Fraction
    low: Fraction
    high: Fraction
    expected: Fraction | None
    share: Fraction
    state: str
    reports_due: int
    reports_come: int
    made_up: bool


@dataclass(frozen=True)
class Disagreement:
    """A cell of which the facility and the partner claim different quantities."""

    agreement: str
    line: str
    location: str
    measure: str
    month: date
    facility_quantity: Fraction
    partner_quantity: Fraction


@dataclass(frozen=True)
class UnpledgedDelivery:
    """A delivery that belongs to no pledge line, and why."""

    source: str
    line: str
    reason: str


@dataclass(frozen=True)
class Books:
    """Where every seen delivery went."""

    pledges: list[Pledge]
    attributions: list[tuple[Delivery, Attribution]]

    def of(self, pledge: Pledge) -> list[Delivery]:
        """The deliveries that went to a pledge."""
        return [entry for entry, found in self.attributions if found.pledge == pledge]


def open_books(question: Question) -> Books:
    """Attribute every seen delivery to the lines in force."""
    pledges = versions_in_force(question)
    seen = seen_deliveries(question)
    return Books(pledges, [(entry, attribute(question, pledges, entry)) for entry in seen])


def reckon(question: Question) -> list[ReckonedLine]:
    """Every line in force, by agreement and line."""
    books = open_books(question)
    return [reckoned(question, pledge, books.of(pledge)) for pledge in books.pledges]


def reckoned(question: Question, pledge: Pledge, deliveries: list[Delivery]) -> ReckonedLine:
    """One line: the stages side by side, the one that counts, what is expected, the state."""
    terms = terms_of(question, pledge.agreement)
    results = {
        stage: results_of(question, cells_of(deliveries, stage, terms.preferred_claimant))
        for stage in STAGES
    }
    claimed, accepted, verified = (sum(results[stage], Fraction()) for stage in STAGES)
    counting = results[terms.counts_from]
    counted = sum(counting, Fraction())
    measure = question.measures[pledge.measure]
    due, come = reports(question, pledge, deliveries)
    return ReckonedLine(
        agreement=pledge.agreement,
        line=pledge.line,
        measure=measure.code,
        unit=measure.unit,
        quantity=pledge.quantity,
        claimed=claimed,
        accepted=accepted,
        verified=verified,
        counted=counted,
        low=max(counting, default=Fraction()) if measure.family == "people" else counted,
        high=counted,
        expected=expected(question, pledge),
        share=counted / pledge.quantity,
        state=state(question, pledge, counted, due, come),
        reports_due=due,
        reports_come=come,
        made_up=is_made_up(question, pledge),
    )


def is_made_up(question: Question, pledge: Pledge) -> bool:
    """Whether the agreement is marked as made up for the demonstration."""
    return any(
        head.code == pledge.agreement and head.made_up for head in question.ledger.agreements
    )


def disagreements(question: Question) -> list[Disagreement]:
    """The cells of a line that both claimants claim, with different quantities."""
    books = open_books(question)
    return [
        Disagreement(
            pledge.agreement,
            pledge.line,
            cell.location,
            cell.measure,
            cell.month,
            said["facility"],
            said["partner"],
        )
        for pledge in books.pledges
        for cell, said in quantities_by_claimant(books.of(pledge), "claimed").items()
        if len(said) == 2 and said["facility"] != said["partner"]
    ]


def unpledged(question: Question) -> list[UnpledgedDelivery]:
    """The seen deliveries that belong to no line, each with the reason of its root claim."""
    return [
        UnpledgedDelivery(entry.source, entry.line, found.reason)
        for entry, found in open_books(question).attributions
        if found.reason is not None
    ]


@dataclass(frozen=True)
class Overlap:
    """One facility, measure and month claimed by two organisations or more, by code."""

    facility: str
    measure: str
    month: date
    organisations: tuple[str, ...]


def overlaps(question: Question) -> list[Overlap]:
    """Seen claims of one facility, measure and month by different organisations."""
    claimed_by: dict[tuple[str, str, date], set[str]] = defaultdict(set)
    for entry, found in open_books(question).attributions:
        organisation = organisation_behind(question, found, entry)
        if organisation and entry.stage == "claimed" and is_facility(question, entry.location):
            claimed_by[entry.location, entry.measure, entry.month].add(organisation)
    return [
        Overlap(*cell, tuple(sorted(organisations)))
        for cell, organisations in sorted(claimed_by.items())
        if len(organisations) > 1
    ]


def printed(quantity: Fraction) -> str:
    """A quantity as it is written out: rounded once, half to even, to six places, and plain."""
    millionths = round(quantity * 1_000_000)
    exact = Context(prec=60, rounding=ROUND_HALF_EVEN)
    text = format(exact.divide(Decimal(millionths), Decimal(1_000_000)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

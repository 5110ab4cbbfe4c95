"""To which pledge line a delivery belongs, and why it may belong to none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.calendar import overlaps_month
from tests.reference.ledger import LEVELS, Delivery, Pledge, Support
from tests.reference.questions import (
    Question,
    is_draft,
    is_facility,
    line_order,
    measure_and_above,
    places_above,
    root_claim,
    terms_of,
)


@dataclass(frozen=True)
class Giver:
    """Under whose agreement, or else by whose hand, a claim says that it was delivered."""

    agreement: str | None
    organisation: str | None
    support: Support | None = None


@dataclass(frozen=True)
class Attribution:
    """Where a delivery goes: a pledge and, where one led there, the support; or the reason."""

    pledge: Pledge | None
    support: Support | None
    reason: str | None


def attribute(question: Question, pledges: list[Pledge], delivery: Delivery) -> Attribution:
    """A delivery goes where its root claim goes: to the first fitting line in the ranking."""
    claim = root_claim(question, delivery)
    givers = givers_of(question, claim)
    fitting = [
        (giver, pledge)
        for giver in givers
        for pledge in pledges
        if fits(question, giver, pledge, claim)
    ]
    if not fitting:
        return Attribution(None, None, why_unpledged(question, givers, pledges, claim))
    giver, pledge = min(
        fitting,
        key=lambda found: (ranking(question, found[1], claim), support_ranking(found[0].support)),
    )
    return Attribution(pledge, giver.support, None)


def givers_of(question: Question, claim: Delivery) -> list[Giver]:
    """What the claim states; a facility's report that states neither takes it from supports.

    A support without an agreement supplies only the organisation.
    """
    if claim.agreement is not None or claim.organisation is not None:
        return [Giver(claim.agreement, claim.organisation)]
    if claim.claimant != "facility":
        return []
    return [
        Giver(support.agreement, support.organisation, support)
        for support in supports_of(question, claim)
    ]


def supports_in_force(question: Question) -> list[Support]:
    """Of every support its last recorded version."""
    latest: dict[str, Support] = {}
    for support in sorted(question.ledger.supports, key=lambda support: support.recorded_at):
        latest[support.key] = support
    return list(latest.values())


def supports_of(question: Question, claim: Delivery) -> list[Support]:
    """The supports of the claim's location and of its measure's family that touch its month."""
    return [
        support
        for support in supports_in_force(question)
        if support.location == claim.location
        and support.family == question.measures[claim.measure].family
        and overlaps_month(support.valid_from, support.valid_to, claim.month)
    ]


def support_ranking(support: Support | None) -> tuple[float, int, str]:
    """The larger share, the later start, the organisation's code; no share comes last."""
    if support is None:
        return (0.0, 0, "")
    share = -1.0 if support.share is None else support.share
    return (-share, -support.valid_from.toordinal(), support.organisation)


def fits(question: Question, giver: Giver, pledge: Pledge, claim: Delivery) -> bool:
    """A delivery fits a pledge by its giver, its measure, its place and its month."""
    return (
        fits_agreement(question, giver, pledge, claim.month)
        and fits_measure(question, pledge, claim)
        and fits_place(question, pledge, claim)
        and fits_month(pledge, claim)
    )


def fits_agreement(question: Question, giver: Giver, pledge: Pledge, month: date) -> bool:
    """The agreement is the pledge's, whoever delivered.

    Where none is stated, the organisation is the agreement's partner or implements it that month.
    """
    if giver.agreement is not None:
        return giver.agreement == pledge.agreement
    if giver.organisation == terms_of(question, pledge.agreement).partner:
        return True
    return any(
        party.agreement == pledge.agreement
        and party.organisation == giver.organisation
        and party.role == "implementing"
        and overlaps_month(party.valid_from, party.valid_to, month)
        for party in question.ledger.parties
    )


def fits_measure(question: Question, pledge: Pledge, claim: Delivery) -> bool:
    """The measure is the pledge's or lies under it."""
    return pledge.measure in measure_and_above(question, claim.measure)


def fits_place(question: Question, pledge: Pledge, claim: Delivery) -> bool:
    """The scope names the location itself or a place that contains it."""
    return bool(scope_elements_that_hold(question, pledge, claim))


def scope_elements_that_hold(question: Question, pledge: Pledge, claim: Delivery) -> list[str]:
    """The elements of the scope that hold the claim, by the tree on the first day of its month."""
    holding = [claim.location, *places_above(question, claim.location, claim.month)]
    return [element for element in pledge.scope if element in holding]


def fits_month(pledge: Pledge, claim: Delivery) -> bool:
    """The month touches the days from the pledge's start to its end."""
    return overlaps_month(pledge.starts_on, pledge.ends_on, claim.month)


def ranking(
    question: Question, pledge: Pledge, claim: Delivery
) -> tuple[int, int, date, str, tuple[int, Fraction, str]]:
    """The closest measure, the narrowest scope, the earlier end, the agreement, the line."""
    measure_distance = measure_and_above(question, claim.measure).index(pledge.measure)
    elements = scope_elements_that_hold(question, pledge, claim)
    narrowest = min(LEVELS.index(question.locations[element].level) for element in elements)
    ends_on = pledge.ends_on or date.max
    return (measure_distance, narrowest, ends_on, pledge.agreement, line_order(pledge.line))


def why_unpledged(
    question: Question, givers: list[Giver], pledges: list[Pledge], claim: Delivery
) -> str:
    """The step at which the last candidate fell; no line at all comes before that."""
    if not givers:
        return "no_support"
    candidates = [
        pledge
        for pledge in pledges
        if any(fits_agreement(question, giver, pledge, claim.month) for giver in givers)
    ]
    if not candidates:
        drafts = all(giver.agreement and is_draft(question, giver.agreement) for giver in givers)
        return "agreement_draft" if drafts else "no_pledge"
    candidates = [pledge for pledge in candidates if fits_measure(question, pledge, claim)]
    if not candidates:
        return "measure"
    candidates = [pledge for pledge in candidates if fits_place(question, pledge, claim)]
    return "month" if candidates else "place"


def organisation_behind(
    question: Question, attribution: Attribution, delivery: Delivery
) -> str | None:
    """The organisation as stated; else that of the support that attribution chose, or the best."""
    if delivery.organisation is not None:
        return delivery.organisation
    if attribution.support is not None:
        return attribution.support.organisation
    supports = supports_of(question, root_claim(question, delivery))
    best = min(supports, key=support_ranking, default=None)
    return best.organisation if best else None


def facilities_supported_under(question: Question, agreement: str, month: date) -> set[str]:
    """The facilities that have a support of any family under the agreement in the month."""
    return {
        support.location
        for support in supports_in_force(question)
        if support.agreement == agreement
        and is_facility(question, support.location)
        and overlaps_month(support.valid_from, support.valid_to, month)
    }

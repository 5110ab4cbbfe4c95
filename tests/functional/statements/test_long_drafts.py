"""A draft of as many cards as one takes is planned in the time of a page, whatever they name."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.exchange.statements.drafts.keeping import MOST_FINDINGS
from mithaq.exchange.statements.drafts.plans import Planning
from mithaq.exchange.statements.drafts.plans_of_meetings import plan_meetings
from mithaq.exchange.statements.drafts.plans_of_promises import plan_promises
from mithaq.exchange.statements.drafts.plans_of_register import plan_register
from mithaq.exchange.statements.drafts.proposals import Proposals
from mithaq.exchange.statements.drafts.registered_rows import Registered, Rights
from mithaq.ledger.models import Measure
from mithaq.registry.models import Facility, Location

HALF = MOST_FINDINGS // 2
OWN, OTHER = 1, 2
# What took the square of the cards took minutes; on a busy machine a page takes a second.
LONGEST = 8
HERE = Location(code="C1", name_ar="هنا")
FACILITY = Facility(location=HERE, type="hospital", ownership="public")
MEASURE = Measure(code="m", family="service", combine="sum", unit_ar="جلسة")


def card(order: int, kind: str, value: dict[str, Any], **given: Any) -> DraftCard:
    told: dict[str, Any] = {
        "uid": str(order), "spans": ((order * 10, order * 10 + 5),), "text_of": OWN,
        "confidence": "certain", "reason": "given", "decision": "accepted", "link": "", **given,
    }  # fmt: skip
    return DraftCard(order=order, kind=kind, value=value, proposed=value, **told)


def act(order: int, kind: str, status: str = "planned", **value: Any) -> DraftCard:
    return card(order, "act", {"kind": kind, "status": status, "of": "دعم", **value})


def person(order: int) -> DraftCard:
    return card(order, "person", {"name": f"شخص {order}", "role": "مدير"})


def facility(order: int) -> DraftCard:
    value = {"name": f"مركز {order}", "event": "opened"}
    return card(order, "facility", value, link="F1")


def quantity(order: int) -> DraftCard:
    return card(order, "quantity", {"value": "5", "measure": "m", "unit": "session"})


def moment(order: int, last: str, **given: Any) -> DraftCard:
    value = {"value": last[:4], "precision": "end of year", "first": last, "last": last}
    return card(order, "moment", value, **given)


def planned(*cards: DraftCard) -> Planning:
    draft = Draft(cards=cards, on=date(2026, 1, 1), text=OWN, texts={OWN: "", OTHER: ""})
    rows = Registered({}, {}, {"F1": FACILITY}, {}, {"m": MEASURE}, {}, {}, {}, frozenset(), {}, {})
    planning = Planning(
        draft=draft, proposals=Proposals(draft), rows=rows, rights=Rights(None),
        takes=lambda card: True, number=1, taken=frozenset(), sources={OWN: uuid.uuid4()},
        source_words={OWN: "بيان"}, title="بيان", location=HERE, is_made_up=True,
    )  # fmt: skip
    for plan in (plan_register, plan_promises, plan_meetings):
        plan(planning)
    return planning


def of_both(one: Callable[[int], DraftCard], other: Callable[[int], DraftCard]) -> list[DraftCard]:
    return [*map(one, range(HALF)), *map(other, range(HALF, 2 * HALF))]


def meetings() -> list[DraftCard]:
    return of_both(lambda n: act(n, "meeting", "done"), person)


def openings() -> list[DraftCard]:
    return of_both(lambda n: act(n, "opening", "done", facilities=[f"مركز {n + HALF}"]), facility)


def agreements() -> list[DraftCard]:
    return of_both(
        lambda n: act(n, "agreement", "signed", parties=["جمعية"]),
        lambda n: act(n, "training", parties=["جمعية"]),
    )


def signatures() -> list[DraftCard]:
    return of_both(lambda n: act(n, "agreement", "signed"), person)


def promises() -> list[DraftCard]:
    def one(n: int) -> DraftCard:
        kind = "training" if n else "agreement"
        return act(n, kind, quantities=[HALF + n] if n else [], places=[f"بلدة {n}"])

    return of_both(one, quantity)


@pytest.mark.parametrize("cards", [meetings, openings, agreements, signatures, promises])
def test_a_draft_of_thousands_of_cards_is_planned_in_seconds(
    cards: Callable[[], list[DraftCard]],
) -> None:
    given = cards()
    start = time.process_time()
    plan = planned(*given).plan
    assert time.process_time() - start < LONGEST
    made = plan.meetings or plan.events or plan.agreements or plan.pledges
    assert made


def test_people_are_at_the_meeting_told_of_last_before_them() -> None:
    cards = [act(1, "meeting"), person(2), act(3, "meeting"), person(4), person(5)]
    meetings = planned(*cards).plan.meetings
    present = {order: [one.person for one in new.participants] for order, new in meetings.items()}
    assert present == {1: [2], 3: [4, 5]}


def test_a_promise_belongs_to_the_last_agreement_before_it_that_shares_a_party() -> None:
    one, two = {"parties": ["جمعية", "وزارة"]}, {"parties": ["منظمة", "وزارة"]}
    cards = [act(1, "agreement", "signed", **one), act(2, "agreement", "signed", **two)]
    cards += [act(3, "training", parties=["جمعية"]), act(4, "training", parties=["وزارة", "جمعية"])]
    cards += [act(5, "training", parties=["غيرها"]), act(6, "training")]
    proposals = planned(*cards).proposals
    under = [proposals.of(one).under for one in cards[2:]]
    assert under == [1, 2, None, 2]


def test_an_end_that_another_version_names_is_not_measured_by_places_in_this_one() -> None:
    agreement = act(1, "agreement", "signed")
    elsewhere = moment(2, "2026-12-31", text_of=OTHER)
    assert planned(agreement, elsewhere).plan.agreements[1].new.ends_on is None
    here = moment(2, "2026-12-31")
    assert planned(agreement, here).plan.agreements[1].new.ends_on == date(2026, 12, 31)

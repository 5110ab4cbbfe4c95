"""What a card becomes by default, rule by rule; no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mithaq.exchange.statements.drafts.corrections import checked
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.exchange.statements.drafts.likeness import digest_of, likeness, sketch_of
from mithaq.exchange.statements.drafts.proposals import MAY_BECOME, Proposals, may_become
from mithaq.exchange.statements.drafts.values import FIELDS

PARTNER = "منظمة الأفق"
MINISTRY = "وزارة الصحة"


def card(order: int, of_kind: str, /, *, decision: str = "open", **given: Any) -> DraftCard:
    """A card whose words stand at ten times its order."""
    own = {name: given.pop(name) for name in ("link", "chosen") if name in given}
    return DraftCard(
        uid=str(order), order=order, kind=of_kind, value=given, proposed=given,
        spans=((10 * order, 10 * order + 5),), text_of=1, confidence="certain", reason="given",
        decision=decision, link=own.get("link", ""), chosen=own.get("chosen", ""),
    )  # fmt: skip


def act(order: int, of_kind: str, status: str, **given: Any) -> DraftCard:
    said: dict[str, Any] = {"of": "شيء", "parties": [PARTNER, MINISTRY], "quantities": [], **given}
    return card(order, "act", kind=of_kind, status=status, **said)


def quantity(order: int, **given: Any) -> DraftCard:
    said: dict[str, Any] = {"value": "100", "unit": "session", "high": None, "qualifier": "exact"}
    measured = {"measure": "service.dialysis_session"}
    return card(order, "quantity", **{**said, **measured, **given})


def becomes(*cards: DraftCard) -> dict[int, str]:
    names = (
        card(90, "organisation", name=PARTNER, kind="ngo"),
        card(91, "organisation", name=MINISTRY, kind="authority"),
    )
    proposals = Proposals(Draft((*cards, *names), date(2026, 3, 4), 1, {1: ""}))
    return {one.order: proposals.of(one).becomes for one in cards}


AGREEMENT = act(1, "agreement", "signed")
MEETING = act(1, "meeting", "done")


@pytest.mark.parametrize(
    ("kind", "status", "alone", "at_a_meeting"),
    [
        ("agreement", "signed", "agreement", "agreement"),
        ("agreement", "announced", "agreement", "agreement"),
        ("agreement", "planned", "agreement", "agreement"),
        ("agreement", "decided", "undertaking", "decision"),
        ("agreement", "asked", "request", "request"),
        ("decision", "decided", "undertaking", "decision"),
        ("request", "asked", "request", "request"),
        ("proposal", "planned", "request", "request"),
        ("training", "planned", "undertaking", "undertaking"),
        ("support", "asked", "request", "request"),
        ("donation", "done", "undertaking", "topic"),
        ("opening", "done", "", "topic"),
        ("study", "done", "", "topic"),
        ("meeting", "done", "meeting", "meeting"),
    ],
)
def test_an_act_becomes_what_an_officer_expects(
    kind: str, status: str, alone: str, at_a_meeting: str
) -> None:
    said = act(5, kind, status)
    assert becomes(said)[5] == alone
    assert becomes(MEETING, said)[5] == at_a_meeting


def test_what_a_public_body_did_makes_no_row() -> None:
    assert becomes(act(5, "donation", "done", parties=[MINISTRY]))[5] == ""


def test_of_a_donation_the_partner_is_the_giver_even_where_the_ministry_is_named_first() -> None:
    received = [MINISTRY, PARTNER]
    assert becomes(act(5, "donation", "done", parties=received))[5] == "undertaking"
    assert becomes(act(5, "construction", "done", parties=received))[5] == ""


def test_people_take_part_in_each_meeting_that_names_them() -> None:
    second = act(4, "meeting", "done")
    spans = ((5, 8), (12, 15), (60, 64))
    person = replace(card(2, "person", name="سامر القطان"), spans=spans)
    proposals = Proposals(Draft((MEETING, second, person), date(2026, 3, 4), 1, {1: ""}))
    assert proposals.meetings_naming(person) == (1, 4)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "pledge"),
        ({"qualifier": "about"}, "pledge"),
        ({"qualifier": "more_than"}, "pledge"),
        ({"qualifier": "up_to"}, "figure"),
        ({"qualifier": "less_than"}, "figure"),
        ({"measure": ""}, "figure"),
        ({"high": "120"}, "figure"),
        ({"is_each": True}, "figure"),
        ({"value": "0"}, ""),
    ],
)
def test_a_quantity_becomes_a_line_only_where_it_says_how_much_is_promised(
    given: dict[str, Any], expected: str
) -> None:
    promise = act(2, "operation", "planned", quantities=[3])
    assert becomes(AGREEMENT, promise, quantity(3, **given))[3] == expected


def test_a_quantity_without_an_agreement_makes_no_row() -> None:
    promise = act(2, "operation", "planned", quantities=[3])
    assert becomes(promise, quantity(3)) == {2: "undertaking", 3: ""}


def test_what_was_done_is_stated_and_not_promised() -> None:
    done = act(2, "operation", "done", quantities=[3])
    assert becomes(AGREEMENT, done, quantity(3))[3] == "figure"


def test_a_promise_with_its_number_is_its_line_and_without_it_an_undertaking() -> None:
    promise = act(2, "operation", "planned", quantities=[3])
    assert becomes(AGREEMENT, promise, quantity(3))[2] == "pledge"
    assert becomes(AGREEMENT, promise, quantity(3, decision="rejected"))[2] == "undertaking"


def test_of_two_voices_the_partners_makes_the_line() -> None:
    theirs = act(2, "operation", "planned", quantities=[3])
    ours = act(4, "operation", "planned", quantities=[5])
    cards = (AGREEMENT, theirs, quantity(3, stated_by=MINISTRY), ours,
             quantity(5, stated_by=PARTNER))  # fmt: skip
    assert becomes(*cards) == {1: "agreement", 2: "figure", 3: "figure", 4: "pledge", 5: "pledge"}


def test_a_promise_belongs_to_the_agreement_of_its_party() -> None:
    other = act(2, "agreement", "signed", parties=["جمعية أخرى", MINISTRY])
    promise = act(3, "operation", "planned", parties=[PARTNER], quantities=[4])
    proposals = Proposals(Draft((AGREEMENT, other, promise, quantity(4)), None, 1, {1: ""}))
    assert proposals.of(quantity(4)).under == AGREEMENT.order


def test_a_rejected_agreement_takes_its_lines_along() -> None:
    promise = act(2, "operation", "planned", quantities=[3])
    rejected = act(1, "agreement", "signed", decision="rejected")
    assert becomes(rejected, promise, quantity(3)) == {1: "", 2: "undertaking", 3: ""}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"link": "F1", "event": "opened"}, "event"),
        ({"link": "F1", "event": ""}, ""),
        ({"event": "opened", "place": "الساحل"}, "facility"),
        ({"event": "planned", "place": "الساحل"}, ""),
        ({"event": "opened", "place": "مكان مجهول"}, ""),
        ({"event": "opened", "place": "", "place_code": "N1"}, "facility"),
    ],
)
def test_a_facility_is_registered_where_it_can_be_found_and_stands(
    given: dict[str, Any], expected: str
) -> None:
    place = card(2, "place", name="الساحل", link="N1")
    assert becomes(place, card(3, "facility", name="مركز", **given))[3] == expected


def test_what_a_person_chose_goes_before_every_rule() -> None:
    chosen = card(5, "act", chosen="request", kind="training", status="planned", of="x")
    nothing = card(6, "organisation", chosen="nothing", name="x", kind="ngo")
    assert becomes(chosen, nothing) == {5: "request", 6: ""}
    assert set(MAY_BECOME["act"]) < set(may_become(chosen))


# --- what comes in --------------------------------------------------------------------------------
HOSTILE: tuple[Any, ...] = (
    None, True, 7, 10**400, -1, 1e308, "", " ", "x" * 10**6, "\x00", "\ud800", "٩" * 50, "1e9",
    "Infinity", [], [[]], [None], ["x"] * 1000, {}, {"a": 1}, b"x", date(2026, 1, 1),
)  # fmt: skip


@pytest.mark.parametrize("kind", FIELDS)
def test_whatever_comes_in_is_kept_as_its_type_or_refused(kind: str) -> None:
    import json

    for field in FIELDS[kind]:
        for value in HOSTILE:
            kept, faults = checked(kind, {field.name: value})
            if not faults:
                json.dumps(kept[field.name]).encode()
                assert len(json.dumps(kept[field.name], ensure_ascii=False)) < 20_000


# --- likeness -------------------------------------------------------------------------------------
LONG = " ".join(f"كلمة{n} تالية{n % 7}" for n in range(400))


def test_a_part_of_a_text_is_like_the_whole_and_another_text_is_not() -> None:
    part = " ".join(LONG.split()[100:300])
    other = " ".join(f"لفظ{n} آخر{n % 5}" for n in range(400))
    assert likeness(sketch_of(LONG), sketch_of(part)) > 0.95
    assert likeness(sketch_of(LONG), sketch_of(other)) == 0
    assert likeness(sketch_of(""), sketch_of("")) == 0


def test_likeness_is_the_same_both_ways_and_one_for_the_same_text() -> None:
    one, other = sketch_of(LONG), sketch_of(LONG[: len(LONG) // 2] + " نهاية أخرى")
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1
    long = sketch_of(" ".join(f"كلمة{n}" for n in range(20_000)))
    assert likeness(long, long) == 1


def test_spelling_and_spacing_do_not_make_another_text() -> None:
    assert digest_of("وزارةُ الصحّة،  مستشفى") == digest_of("وزارة الصحة مشفى")
    assert digest_of("وزارة الصحة") != digest_of("وزارة الصحة 2")

"""What a person says of a card is checked, kept beside what was found, and never lost."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.drafts.adopting import adopt
from mithaq.exchange.statements.drafts.decisions import (
    add_card,
    decide,
    decide_all,
    reread,
    set_aside,
    take_up_again,
)
from mithaq.exchange.statements.drafts.queries import candidates_for, statement_page
from mithaq.exchange.statements.drafts.records import Card
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import Organisation, User
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    agreement_reading,
    cards,
    fresh,
    meeting_reading,
    officer,
    planner,
    reads_as,
    record_world,
    say,
    take,
    where,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)


@pytest.fixture
def user() -> User:
    return planner()


@pytest.fixture
def statement(user: User) -> uuid.UUID:
    return take(AGREEMENT_TEXT, user)


def codes(refusal: pytest.ExceptionInfo[ActionRefused]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in refusal.value.faults]


def test_a_correction_is_kept_beside_what_was_found(user: User, statement: uuid.UUID) -> None:
    card = cards(user, statement)["quantity 12000"]
    say(user, statement, card, "accepted", value={"value": "١٢٬٥٠٠", "of": card.value["of"]})
    shown = cards(user, statement)["quantity 12500"]
    assert (shown.decision, shown.proposed["value"]) == ("corrected", "12000")
    row = StatementFinding.objects.get(uid=card.uid)
    assert (row.corrected, row.decided_by) == ({"value": "12500"}, user.uid)
    say(user, statement, shown, "open")
    assert StatementFinding.objects.get(uid=card.uid).decided_by is None
    say(user, statement, shown, "accepted", value={"value": "12000"})
    assert cards(user, statement)["quantity 12000"].decision == "accepted"


@pytest.mark.parametrize(
    ("label", "value", "fault"),
    [
        ("quantity 2", {"value": "كثير"}, ("card_wrong_type", "value")),
        ("quantity 2", {"value": "9" * 400}, ("card_wrong_type", "value")),
        ("quantity 2", {"value": "NaN"}, ("card_wrong_type", "value")),
        ("quantity 2", {"value": "-1"}, ("card_wrong_type", "value")),
        ("quantity 2", {"value": ["2"]}, ("card_wrong_type", "value")),
        ("quantity 2", {"measure": "no.such"}, ("unknown_code", "measure")),
        ("quantity 2", {"is_each": "yes"}, ("card_wrong_type", "is_each")),
        ("quantity 2", {"qualifier": "nearly"}, ("not_in_list", "qualifier")),
        ("place منطقة النهر", {"name": "ا" * 301}, ("too_long", "name")),
        ("place منطقة النهر", {"name": "ا\x00"}, ("card_wrong_type", "name")),
        ("place منطقة النهر", {"name": 7}, ("card_wrong_type", "name")),
        ("place منطقة النهر", {"uid": "x"}, ("card_no_such_field", "uid")),
        ("organisation وزارة الصحة", {"kind": "sect"}, ("not_in_list", "kind")),
        ("organisation وزارة الصحة", {"location": "F1"}, ("unknown_code", "location")),
        ("facility مركز النهر الصحي", {"ownership": "mine"}, ("not_in_list", "ownership")),
        ("moment 2026-02", {"first": "31 شباط"}, ("card_wrong_type", "first")),
        ("act training الكوادر", {"quantities": [10_000]}, ("not_found", "quantities")),
        ("act training الكوادر", {"quantities": [0]}, ("not_found", "quantities")),
        ("act training الكوادر", {"quantities": ["0"]}, ("card_wrong_type", "quantities")),
        ("act training الكوادر", {"moments": [10**30]}, ("card_wrong_type", "moments")),
        ("act training الكوادر", {"parties": ["x"] * 61}, ("card_wrong_type", "parties")),
        ("act training الكوادر", {"count": 0}, ("card_wrong_type", "count")),
        ("act training الكوادر", {"partner": "NOBODY"}, ("unknown_code", "partner")),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    user: User, statement: uuid.UUID, label: str, value: dict[str, Any], fault: tuple[str, str]
) -> None:
    card = cards(user, statement)[label]
    with pytest.raises(ActionRefused) as refusal:
        say(user, statement, card, "accepted", value=value)
    assert codes(refusal) == [fault]
    assert StatementFinding.objects.get(uid=card.uid).decision == "open"


@pytest.mark.parametrize(
    ("value", "dated"),
    [
        ("2026-03-05", ("2026-03-05", "2026-03-05", "day")),
        ("2027-01", ("2027-01-01", "2027-01-31", "month")),
        ("2026-Q2", ("2026-04-01", "2026-06-30", "quarter")),
        ("2026-H2", ("2026-07-01", "2026-12-31", "half")),
        ("2026", ("2026-01-01", "2026-12-31", "year")),
        ("2026-01-01/2026-06-30", ("2026-01-01", "2026-06-30", "period")),
        ("شتاء 2026", (None, None, "month")),
        ("2026-02-31", (None, None, "month")),
    ],
)
def test_the_days_of_a_corrected_date_follow_it(
    user: User, statement: uuid.UUID, value: str, dated: tuple[str | None, str | None, str]
) -> None:
    card = cards(user, statement)["moment 2026-02"]
    say(user, statement, card, "accepted", value={**shown(card), "value": value})
    now = cards(user, statement)[f"moment {value}"].value
    assert (now["first"], now["last"], now["precision"]) == dated


def test_the_end_of_another_year_is_the_end_of_a_year(user: User, statement: uuid.UUID) -> None:
    card = cards(user, statement)["moment 2026"]
    say(user, statement, card, "accepted", value={"value": "2027"})
    now = cards(user, statement)["moment 2027"].value
    assert (now["precision"], now["last"]) == ("end of year", "2027-12-31")


def shown(card: Card) -> dict[str, Any]:
    """The fields of a date as a form sends them back."""
    return {name: card.value[name] for name in ("value", "precision", "first", "last")}


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("place منطقة النهر", {"name": " "}),
        ("quantity 2", {"value": ""}),
        ("act training الكوادر", {"kind": ""}),
    ],
)
def test_a_card_keeps_what_it_cannot_do_without(
    user: User, statement: uuid.UUID, label: str, value: dict[str, Any]
) -> None:
    with pytest.raises(ActionRefused) as refusal:
        say(user, statement, cards(user, statement)[label], "accepted", value=value)
    assert codes(refusal) == [("required", next(iter(value)))]


def test_all_that_is_wrong_with_a_decision_is_said_at_once(
    user: User, statement: uuid.UUID
) -> None:
    card = cards(user, statement)["quantity 2"]
    with pytest.raises(ActionRefused) as refusal:
        say(user, statement, card, "perhaps", value={"value": "x"}, link="MOH", becomes="meeting")
    assert {code for code, _ in codes(refusal)} == {
        "card_wrong_type", "not_in_list", "card_not_linked", "card_cannot_become",
    }  # fmt: skip


def test_a_card_of_another_statement_is_not_found(user: User, statement: uuid.UUID) -> None:
    other = take(MEETING_TEXT, user)
    card = next(iter(cards(user, other).values()))
    with pytest.raises(ActionRefused) as refusal:
        decide(statement, uuid.UUID(card.uid), decision="accepted", actor=user.uid)
    assert codes(refusal) == [("not_found", "card")]


def test_a_link_leads_to_a_row_of_its_kind_that_the_user_sees(user: User) -> None:
    north = officer("N1")
    statement = take(AGREEMENT_TEXT, north)
    shown = cards(north, statement)
    for label, link in (
        ("place منطقة النهر", "F1"),
        ("place منطقة النهر", "MOH"),
        ("facility مركز النهر الصحي", "F3"),
        ("facility مركز النهر الصحي", "N102"),
        ("organisation وزارة الصحة", "x" * 5000),
        ("person مازن الدلول", "not-a-uid"),
        ("person مازن الدلول", str(uuid.uuid4())),
    ):
        with pytest.raises(ActionRefused) as refusal:
            say(north, statement, shown[label], "accepted", link=link)
        assert codes(refusal) == [("unknown_code", "link")]
    assert [one.code for one in candidates_for(fresh(north), "facility", "مركز")] == ["F2"]
    assert {one.code for one in candidates_for(fresh(user), "facility", "مركز")} == {"F2", "F3"}
    assert candidates_for(fresh(north), "quantity", "12000") == ()


def test_what_a_person_wants_a_card_to_become_goes_before_the_rule(
    user: User, statement: uuid.UUID
) -> None:
    card = cards(user, statement)["act training الكوادر"]
    assert card.becomes == "undertaking"
    assert "request" in card.may_become
    say(user, statement, card, "accepted", becomes="request")
    assert cards(user, statement)["act training الكوادر"].becomes == "request"
    say(user, statement, card, "accepted", becomes="")
    assert cards(user, statement)["act training الكوادر"].becomes == ""


def test_all_certain_cards_are_accepted_at_once_and_doubtful_ones_never(
    user: User, statement: uuid.UUID
) -> None:
    numbers = list(StatementFinding.objects.order_by("order").values_list("id", flat=True))
    StatementFinding.objects.filter(id=numbers[0]).update(confidence="likely")
    StatementFinding.objects.filter(id=numbers[1]).update(confidence="doubtful")
    count = decide_all(statement, decision="accepted", only_certain=True, actor=user.uid)
    assert count == len(numbers) - 2
    assert decide_all(statement, decision="accepted", actor=user.uid) == 1
    assert statement_page(fresh(user), statement).row.undecided == 1
    assert decide_all(statement, decision="rejected", actor=user.uid) == 1


def test_what_the_reader_missed_is_marked_by_a_person_and_adopted_like_the_rest(
    user: User, statement: uuid.UUID
) -> None:
    span = where(AGREEMENT_TEXT, "عدة أحياء")
    added = add_card(
        statement,
        kind="organisation",
        value={"kind": "ngo"},
        spans=[(span.start, span.end)],
        actor=user.uid,
    )
    card = next(one for one in cards(user, statement).values() if one.uid == str(added))
    assert (card.value["name"], card.decision, card.spans) == ("عدة أحياء", "accepted", (span,))
    adopt(statement, actor=user.uid)
    assert Organisation.objects.get(name_ar="عدة أحياء").kind == "ngo"


@pytest.mark.parametrize("span", [(5, 5), (-1, 3), (0, 10**9), (9, 2)])
def test_a_mark_outside_the_text_is_refused(
    user: User, statement: uuid.UUID, span: tuple[int, int]
) -> None:
    with pytest.raises(ActionRefused) as refusal:
        add_card(statement, kind="place", value={}, spans=[span], actor=user.uid)
    assert codes(refusal) == [("card_not_in_text", "spans")]


def test_a_statement_set_aside_is_no_draft_until_it_is_taken_up_again(
    user: User, statement: uuid.UUID
) -> None:
    with pytest.raises(ActionRefused):
        set_aside(statement, reason=" ", actor=user.uid)
    set_aside(statement, reason="خبر قديم", actor=user.uid)
    with pytest.raises(ActionRefused) as refusal:
        decide_all(statement, decision="accepted", actor=user.uid)
    assert codes(refusal) == [("statement_settled", "")]
    with pytest.raises(ActionRefused):
        adopt(statement, actor=user.uid)
    assert statement_page(fresh(user), statement).set_aside_reason == "خبر قديم"
    take_up_again(statement, actor=user.uid)
    assert decide_all(statement, decision="accepted", actor=user.uid) > 0


def test_an_adopted_card_is_no_longer_decided_about(user: User, statement: uuid.UUID) -> None:
    card = cards(user, statement)["organisation وزارة الصحة"]
    say(user, statement, card, "accepted")
    adopt(statement, actor=user.uid)
    with pytest.raises(ActionRefused) as refusal:
        say(user, statement, card, "rejected")
    assert codes(refusal) == [("card_adopted", "")]
    for act in (
        lambda: set_aside(statement, reason="x", actor=user.uid),
        lambda: reread(statement, on=date(2026, 1, 1), actor=user.uid),
    ):
        with pytest.raises(ActionRefused):
            act()


def test_reading_again_tells_two_acts_of_one_clause_apart(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def twice(text: str, **given: Any) -> Reading:
        reading = agreement_reading(text)
        return replace(reading, acts=(*reading.acts, replace(reading.acts[5], of="التمريض")))

    reads_as(monkeypatch, twice)
    statement = take(AGREEMENT_TEXT, user)
    say(user, statement, cards(user, statement)["act training التمريض"], "rejected")
    reread(statement, on=date(2026, 3, 9), actor=user.uid)
    again = cards(user, statement)
    decisions = [again[f"act training {of}"].decision for of in ("الكوادر", "التمريض")]
    assert decisions == ["open", "rejected"]


def test_a_text_is_not_read_again_while_the_database_is_held(
    user: User, statement: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A language model may take a minute to answer, and SQLite has one writer."""
    held = []

    def read(text: str, **given: Any) -> Reading:
        held.append(len(connection.savepoint_ids))
        return agreement_reading(text)

    reads_as(monkeypatch, read)
    before = len(connection.savepoint_ids)
    reread(statement, on=date(2026, 3, 9), actor=user.uid)
    assert held == [before]


def test_reading_again_keeps_what_was_decided_of_what_is_the_same(
    user: User, statement: uuid.UUID
) -> None:
    shown = cards(user, statement)
    say(user, statement, shown["quantity 12000"], "accepted", value={"value": "12500"})
    say(user, statement, shown["moment 2026-02"], "rejected")
    span = where(AGREEMENT_TEXT, "أحياء")
    marked = [(span.start, span.end)]
    added = add_card(statement, kind="place", value={}, spans=marked, actor=user.uid)
    reread(statement, on=date(2026, 3, 9), title="عنوان آخر", actor=user.uid)
    row = Statement.objects.get()
    assert (row.on, row.title, row.outlet) == (date(2026, 3, 9), "عنوان آخر", "وكالة الأنباء")
    again = cards(user, statement)
    assert again["quantity 12500"].uid == shown["quantity 12000"].uid
    assert again["quantity 12500"].decision == "corrected"
    assert again["moment 2026-02"].decision == "rejected"
    assert again["place أحياء"].uid == str(added)
    assert len(again) == len(shown) + 1

"""Statements through the interface: read, taken in, decided about, adopted, as on the pages."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mithaq.exchange.models import Statement
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.ledger.models import Agreement
from mithaq.registry.actions import make_api_token
from mithaq.registry.models import User
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    TOLD_ON,
    agreement_reading,
    meeting_reading,
    officer,
    planner,
    reads_as,
    record_world,
)

pytestmark = pytest.mark.django_db
Ask = Callable[..., Any]
TAKEN = {"text": AGREEMENT_TEXT, "on": TOLD_ON.isoformat(), "outlet": "وكالة الأنباء"}


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)


def asking(user: User) -> Ask:
    """ask(path, body, **headers): the answer's status and content, by the user's own key."""
    secret = make_api_token(user.uid, label="test", actor=user.uid).secret
    client = Client(headers={"Authorization": f"Bearer {secret}"})

    def ask(path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        address = f"/api/v1/{path}"
        if body is None:
            answer = client.get(address)
        else:
            answer = client.post(address, body, "application/json", headers=headers)
        return answer.status_code, answer.json()

    return ask


@pytest.fixture
def ask() -> Ask:
    return asking(planner())


def take(ask: Ask) -> str:
    status, answer = ask("statements", TAKEN)
    assert status == 200, answer
    return str(answer["uid"])


def test_a_text_is_read_without_being_kept(ask: Ask) -> None:
    text = "وقّعت وزارة الصحة في 1 آذار 2026 اتفاقية لتأهيل 3 مراكز صحية."
    status, answer = ask("statements/read", {"text": text})
    assert status == 200
    centres = answer["quantities"][0]
    assert (centres["value"], centres["unit"]) == (3, "facility")
    assert answer["dates"][0]["value"] == "2026-03-01"
    start, end = answer["organisations"][0]["spans"][0]
    assert answer["text"][start:end] == "وزارة الصحة"
    assert not Statement.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "only English words here, none in Arabic at all"])
def test_a_text_that_cannot_be_read_is_refused_in_both_languages(ask: Ask, text: str) -> None:
    for path in ("statements/read", "statements"):
        status, answer = ask(path, {"text": text})
        assert status == 422
        assert all(fault["ar"] and fault["en"] for fault in answer["faults"])
    assert not Statement.objects.exists()


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_day_that_no_statement_is_of_is_refused(ask: Ask, on: str) -> None:
    for path in ("statements/read", "statements"):
        assert ask(path, {**TAKEN, "on": on})[0] == 422


@pytest.mark.parametrize("link", ["\0", "\ud800", "x" * 5000])
def test_a_link_to_what_is_no_code_is_refused(ask: Ask, link: str) -> None:
    uid = take(ask)
    cards = ask(f"statements/{uid}")[1]["cards_of"]
    card = next(one["uid"] for one in cards if one["kind"] == "organisation")
    decision = {"card": card, "decision": "accepted", "link": link}
    body = json.dumps({"decisions": [decision]})
    assert ask(f"statements/{uid}/decisions", body)[0] == 422


def test_a_text_is_read_before_the_database_is_held(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A language model may take a minute to answer, and SQLite has one writer."""
    held = []

    def read(text: str, **given: Any) -> Reading:
        held.append(len(connection.savepoint_ids))
        return agreement_reading(text)

    reads_as(monkeypatch, read)
    before = len(connection.savepoint_ids)
    asked = [ask("statements", TAKEN, **{"Idempotency-Key": "once"}) for _ in range(2)]
    assert asked[0] == asked[1] == (200, {"uid": asked[0][1]["uid"], "is_known": False})
    assert held == [before]


@pytest.mark.parametrize("state", ["%00", "merge", "merged"])
def test_there_are_no_statements_of_a_state_that_is_none(ask: Ask, state: str) -> None:
    take(ask)
    assert ask(f"statements?state={state}") == (200, {"rows": [], "next": ""})


def test_taken_in_twice_it_is_one_statement(ask: Ask) -> None:
    first, second = ask("statements", TAKEN), ask("statements", TAKEN)
    assert first[1]["uid"] == second[1]["uid"]
    assert (first[1]["is_known"], second[1]["is_known"]) == (False, True)
    status, answer = ask("statements")
    assert (status, [row["uid"] for row in answer["rows"]]) == (200, [first[1]["uid"]])


def test_accepted_cards_become_rows_and_asked_again_nothing_more(ask: Ask) -> None:
    uid = take(ask)
    shown = ask(f"statements/{uid}")[1]
    assert shown["text"].startswith("وزارة الصحة توقّع")
    decisions = [{"card": card["uid"], "decision": "accepted"} for card in shown["cards_of"]]
    assert ask(f"statements/{uid}/decisions", {"decisions": decisions})[0] == 200
    status, answer = ask(f"statements/{uid}/adopt", {})
    assert status == 200, answer
    assert "agreement" in {row["kind"] for row in answer["rows"]}
    assert Agreement.objects.count() == 1
    assert ask(f"statements/{uid}/adopt", {})[1] == {"rows": []}


def test_one_wrong_decision_refuses_all_and_each_fault_says_which(ask: Ask) -> None:
    uid = take(ask)
    card = ask(f"statements/{uid}")[1]["cards_of"][0]["uid"]
    wrong = {"card": str(uuid.uuid4()), "decision": "accepted"}
    too_long = {"card": card, "decision": "corrected", "value": {"name": "س" * 5000}}
    body = {"decisions": [{"card": card, "decision": "rejected"}, wrong, too_long]}
    status, answer = ask(f"statements/{uid}/decisions", body)
    assert status == 422
    assert {fault["item"] for fault in answer["faults"]} == {1, 2}
    assert {one["decision"] for one in ask(f"statements/{uid}")[1]["cards_of"]} == {"open"}


def test_many_decisions_hold_the_statement_once(ask: Ask) -> None:
    uid = take(ask)
    cards = [card["uid"] for card in ask(f"statements/{uid}")[1]["cards_of"]]
    body = {"decisions": [{"card": card, "decision": "rejected"} for card in cards] * 5}
    with CaptureQueriesContext(connection) as asked:
        assert ask(f"statements/{uid}/decisions", body)[1] == {"decided": 5 * len(cards)}
    assert len(asked) < 2 * len(body["decisions"]) + 30


@pytest.mark.parametrize("decisions", [[], [{"card": "x", "decision": "accepted"}], None, "x"])
def test_what_is_no_decision_is_refused(ask: Ask, decisions: Any) -> None:
    uid = take(ask)
    assert ask(f"statements/{uid}/decisions", {"decisions": decisions})[0] == 422


def test_a_statement_of_another_place_is_not_there(ask: Ask) -> None:
    uid = take(ask)
    elsewhere = asking(officer("N1"))
    assert elsewhere(f"statements/{uid}")[0] == 404
    assert elsewhere(f"statements/{uid}/adopt", {})[0] == 404
    assert elsewhere(f"statements/{uid}/decisions", {"decisions": []})[0] in (404, 422)
    assert elsewhere("statements")[1]["rows"] == []

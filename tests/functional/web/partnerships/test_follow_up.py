"""What came of meetings is followed: action points, requests, undertakings."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from mithaq.domains.partnerships.actions import record_meeting
from mithaq.domains.partnerships.models import ActionPoint, Request, Undertaking
from mithaq.domains.partnerships.records import NewActionPoint
from mithaq.ledger.models import Pledge
from mithaq.registry.models import User
from tests.functional.partnerships.world import SESSIONS
from tests.functional.registry.users import user_with
from tests.functional.web.partnerships.conftest import SignIn, client_of
from tests.functional.web.partnerships.reading import fault_beside, text_of, typed_in
from tests.functional.web.partnerships.test_meetings import HELD

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal(world: None) -> User:
    """RELIEF's focal point in the north."""
    return user_with("partner", organisation="RELIEF", location="N1")


@pytest.fixture
def point(focal: User) -> ActionPoint:
    """Send the list: for the focal point, by 1 June 2025."""
    given = NewActionPoint(
        text_ar="إرسال القائمة",
        text_en="Send the list",
        organisation="RELIEF",
        assignee=uuid.UUID(str(focal.uid)),
        due_on=date(2025, 6, 1),
    )
    record_meeting(replace(HELD, action_points=(given,)), actor=None)
    return ActionPoint.objects.get()


def status(row: ActionPoint | Request | Undertaking) -> str:
    row.refresh_from_db()
    return row.status


# --- action points -----------------------------------------------------------------------------
def test_ones_own_points_are_listed_and_all_others_on_request(
    point: ActionPoint, focal: User, officer: Client
) -> None:
    assert "One action point is yours" in text_of(client_of(focal).get("/points/"))
    assert "Send the list" not in text_of(officer.get("/points/"))
    assert "Send the list" in text_of(officer.get("/points/?whose=all"))


def test_a_point_is_done_with_proof_and_closed_by_someone_else(
    point: ActionPoint, focal: User, officer: Client
) -> None:
    own, address = client_of(focal), f"/points/{point.uid}/"
    bare = own.post(f"{address}done/", {"proof": " "})
    assert bare.status_code == 422
    assert "Say what proves it" in fault_beside(bare, "proof")
    assert own.post(f"{address}done/", {"proof": "كتاب 217"}).status_code == 302
    assert status(point) == "done"
    assert "closed by someone other" in text_of(own.get(address))
    assert "Confirm and close" in text_of(officer.get(address))
    assert officer.post(f"{address}close/").status_code == 302
    assert status(point) == "closed"


def test_whoever_did_it_does_not_close_it(point: ActionPoint, sign_in: SignIn) -> None:
    planner = sign_in("planner")
    planner.post(f"/points/{point.uid}/done/", {"proof": "محضر"})
    refused = planner.post(f"/points/{point.uid}/close/")
    assert refused.status_code == 422
    assert "closed by someone other than" in text_of(refused)
    assert status(point) == "done"


def test_a_proof_that_does_not_hold_opens_it_again_with_the_reason(
    point: ActionPoint, focal: User, officer: Client
) -> None:
    client_of(focal).post(f"/points/{point.uid}/done/", {"proof": "محضر"})
    address = f"/points/{point.uid}/reopen/"
    bare = officer.post(address, {"reopen_reason": ""})
    assert fault_beside(bare, "reopen_reason") == "Say why."
    assert officer.post(address, {"reopen_reason": "القائمة ناقصة"}).status_code == 302
    assert status(point) == "open"
    assert "القائمة ناقصة" in text_of(officer.get(f"/points/{point.uid}/"))


def test_a_point_is_dropped_with_a_reason(point: ActionPoint, officer: Client) -> None:
    address = f"/points/{point.uid}/drop/"
    assert fault_beside(officer.post(address, {}), "drop_reason") == "Say why."
    officer.post(address, {"drop_reason": "أُلغي المشروع"})
    assert status(point) == "dropped"


def test_a_partner_neither_closes_nor_drops(point: ActionPoint, focal: User) -> None:
    client = client_of(focal)
    for step in ("close", "reopen", "drop"):
        assert client.post(f"/points/{point.uid}/{step}/").status_code == 403
    page = text_of(client.get(f"/points/{point.uid}/"))
    assert "Drop it" not in page


# --- requests ----------------------------------------------------------------------------------
def test_a_request_is_followed_until_it_is_answered(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    request = Request.objects.get()
    assert "One request awaits an answer" in text_of(planner.get("/requests/"))
    planner.post(f"/requests/{request.uid}/study/", {"follow_up_on": "2025-09-01"})
    assert status(request) == "studied"
    assert request.follow_up_on == date(2025, 9, 1)
    given = {"answer_ar": "تُورَّد في أيلول", "answer_en": "It comes in September"}
    assert planner.post(f"/requests/{request.uid}/answer/", given).status_code == 302
    assert status(request) == "answered"
    assert "It comes in September" in text_of(planner.get("/meetings/M-1/"))
    assert "Every request has been answered" in text_of(planner.get("/requests/"))


def test_a_request_is_refused_in_words_only(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    request = Request.objects.get()
    address = f"/requests/{request.uid}/answer/"
    bare = planner.post(address, {"is_refused": "1", "answer_en": "No", "on": "2999-01-01"})
    assert fault_beside(bare, "answer_ar") == "This is required."
    assert "has not come yet" in fault_beside(bare, "on")
    assert typed_in(bare, "answer_en") == "No"
    planner.post(address, {"is_refused": "1", "answer_ar": "لا اعتماد لها"})
    assert status(request) == "refused"


def test_who_raised_it_sees_it_and_does_not_answer_it(partner: Client) -> None:
    record_meeting(HELD, actor=None)
    request = Request.objects.get()
    assert "Answer it" not in text_of(partner.get(f"/requests/{request.uid}/"))
    assert partner.post(f"/requests/{request.uid}/answer/", {}).status_code == 403


# --- undertakings ------------------------------------------------------------------------------
LINE = {
    "agreement": "AG-N",
    "line": "5",
    "measure": SESSIONS.code,
    "quantity": "120",
    "scope": "F1",
    "starts_on": "2025-07-01",
    "ends_on": "2025-12-31",
    "profile": "linear",
}


def test_an_undertaking_ripens_into_a_line(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    undertaking = Undertaking.objects.get()
    assert "One undertaking has no number yet" in text_of(planner.get("/undertakings/"))
    address = f"/undertakings/{undertaking.uid}/ripen/"
    assert "A well" in text_of(planner.get(address))
    assert planner.post(address, LINE).headers["Location"] == "/agreements/AG-N/"
    assert status(undertaking) == "ripened"
    assert undertaking.ripened_into == Pledge.objects.get(agreement__code="AG-N", line="5")


def test_it_does_not_ripen_where_the_undertaker_is_no_party(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    undertaking = Undertaking.objects.get()
    address = f"/undertakings/{undertaking.uid}/ripen/"
    foreign = planner.post(address, {**LINE, "agreement": "AG-S"})
    assert "is no party to the agreement" in fault_beside(foreign, "agreement")
    wrong = planner.post(address, {**LINE, "quantity": "", "scope": "the moon", "line": "1"})
    assert fault_beside(wrong, "quantity") == "This is required."
    assert "the moon" in fault_beside(wrong, "scope")
    assert "is there already" in fault_beside(wrong, "line")
    assert status(undertaking) == "open"


@pytest.mark.parametrize(
    ("step", "field", "value", "then"),
    [
        ("put-off", "review_on", "2026-01-01", "open"),
        ("kept", "kept_reason", "محضر استلام", "fulfilled"),
        ("drop", "drop_reason", "سُحب العرض", "dropped"),
    ],
)
def test_it_is_put_off_kept_or_dropped_with_a_word(
    officer: Client, step: str, field: str, value: str, then: str
) -> None:
    record_meeting(HELD, actor=None)
    undertaking = Undertaking.objects.get()
    address = f"/undertakings/{undertaking.uid}/{step}/"
    bare = officer.post(address, {})
    assert bare.status_code == 422
    assert fault_beside(bare, field)
    assert officer.post(address, {field: value}).status_code == 302
    assert status(undertaking) == then
    assert officer.get(f"/undertakings/{undertaking.uid}/").status_code == 200


def test_an_officer_does_not_write_lines(officer: Client) -> None:
    record_meeting(HELD, actor=None)
    undertaking = Undertaking.objects.get()
    assert "Make it a pledge" not in text_of(officer.get(f"/undertakings/{undertaking.uid}/"))
    assert officer.get(f"/undertakings/{undertaking.uid}/ripen/").status_code == 403

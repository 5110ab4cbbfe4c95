"""Meetings: the list, one with all that came of it, a new one with its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mithaq.domains.partnerships.actions import record_meeting
from mithaq.domains.partnerships.models import ActionPoint, Decision, Meeting, Request
from mithaq.domains.partnerships.records import (
    NewActionPoint,
    NewMeeting,
    NewParticipant,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.registry.models import Attachment, Letter, Person
from tests.functional.web.partnerships.conftest import SignIn
from tests.functional.web.partnerships.reading import fault_beside, text_of, typed_in

pytestmark = pytest.mark.django_db

HELD = NewMeeting(
    code="M-1",
    title_ar="لقاء المتابعة",
    title_en="Follow-up meeting",
    on=date(2025, 5, 1),
    location="N1",
    host="DOH-N",
    agreements=("AG-N",),
    participants=(
        NewParticipant(organisation="RELIEF", title_en="the delegation", title_ar="وفد"),
    ),
    topics=(NewText(text_ar="الكوادر", text_en="Staff"),),
    decisions=(NewText(text_ar="تستمر الرواتب", text_en="Salaries go on"),),
    action_points=(
        NewActionPoint(
            text_ar="إرسال القائمة",
            text_en="Send the list",
            organisation="RELIEF",
            due_on=date(2025, 6, 1),
        ),
    ),
    undertakings=(
        NewUndertaking(text_ar="بئر", text_en="A well", organisation="RELIEF", location="N1"),
    ),
    requests=(NewRequest(text_ar="مولدة", text_en="A generator", raised_by="RELIEF"),),
)
FORM = {
    "code": "M-2",
    "title_ar": "اجتماع تنسيق",
    "title_en": "Coordination",
    "on": "2025-06-01",
    "precision": "day",
    "location": "N1",
    "host": "North Health Directorate",
    "agreements": ["AG-N"],
    "participants-0-name_ar": "سلمى الخطيب",
    "participants-0-organisation": "DOH-N",
    "participants-0-title_ar": "معاون المدير",
    "participants-0-title_en": "Deputy Director",
    "participants-0-is_acting": "1",
    "participants-2-organisation": "Medical Relief",
    "topics-0-text_ar": "مستهلكات الغسيل",
    "topics-0-text_en": "Dialysis consumables",
    "decisions-0-text_ar": "يُتقاسم المخزون",
    "decisions-0-text_en": "Stocks are shared",
    "action_points-0-text_ar": "تحديد الموعد",
    "action_points-0-text_en": "Set the date",
    "action_points-0-decision": "1",
    "action_points-0-organisation": "RELIEF",
    "action_points-0-due_on": "2025-07-01",
    "undertakings-0-text_ar": "بئر",
    "undertakings-0-organisation": "RELIEF",
    "requests-0-kind": "grievance",
    "requests-0-text_ar": "تأخر الرواتب",
    "requests-0-text_en": "Late salaries",
    "requests-0-raised_by": "RELIEF",
    "requests-0-addressed_to": "DOH-N",
}


def test_the_list_says_what_is_still_open(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    page = text_of(planner.get("/meetings/"))
    assert "Follow-up meeting 1 May 2025" in page
    assert "one action point one request" in page


def test_the_list_goes_on_to_earlier_meetings(planner: Client) -> None:
    for number in range(45):
        meeting = NewMeeting(
            code=f"M/{number}", title_ar="لقاء", title_en=f"No {number}.", on=date(2025, 1, 1)
        )
        record_meeting(meeting, actor=None)
    first = planner.get("/meetings/")
    assert "Earlier meetings" in text_of(first)
    assert "No 3." not in text_of(first)
    assert "No 3." in text_of(planner.get(f"/meetings/?before={quote('M/5')}"))


def test_a_meeting_shows_all_that_came_of_it(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    page = text_of(planner.get("/meetings/M-1/"))
    for words in (
        "hosted by North Health Directorate",
        "Medical Relief the delegation",
        "Staff",
        "Salaries go on",
        "Send the list",
        "by 1 June 2025 · overdue",
        "A well",
        "A generator",
        "raised by Medical Relief",
        "Operating the North",
    ):
        assert words in page, words


def test_a_meeting_is_recorded_with_all_its_rows(planner: Client) -> None:
    answer = planner.post("/new/meeting/", FORM)
    assert answer.headers["Location"] == "/meetings/M-2/"
    meeting = Meeting.objects.get(code="M-2")
    assert [row.code for row in meeting.agreements.all()] == ["AG-N"]
    deputy, relief = meeting.participants.order_by("id")
    assert deputy.person == Person.objects.get(name_ar="سلمى الخطيب")
    assert (deputy.is_acting, deputy.title_en) == (True, "Deputy Director")
    assert (relief.person, relief.organisation.code if relief.organisation else "") == (
        None,
        "RELIEF",
    )
    point = ActionPoint.objects.get(meeting=meeting)
    assert (point.decision, point.due_on) == (Decision.objects.get(), date(2025, 7, 1))
    assert Request.objects.get(meeting=meeting).kind == "grievance"
    page = text_of(planner.get("/meetings/M-2/"))
    assert "acting" in page
    assert "Late salaries" in page


def test_sending_the_form_twice_records_one_meeting(planner: Client) -> None:
    planner.post("/new/meeting/", FORM)
    planner.post("/new/meeting/", FORM)
    assert Meeting.objects.count() == 1
    assert ActionPoint.objects.count() == 1


def test_one_more_row_keeps_what_was_typed(planner: Client) -> None:
    answer = planner.post("/new/meeting/", {**FORM, "more": "requests"})
    assert answer.status_code == 200
    assert typed_in(answer, "requests-0-raised_by") == "RELIEF"
    assert typed_in(answer, "requests-1-text_ar") == ""
    assert typed_in(answer, "title_en") == "Coordination"
    assert not Meeting.objects.exists()


def test_every_fault_stands_in_its_own_row(planner: Client) -> None:
    answer = planner.post(
        "/new/meeting/",
        {
            **FORM,
            "title_ar": "",
            "on": "31/12/2025",
            "participants-1-title_ar": "ضيف",
            "participants-2-organisation": "nobody",
            "topics-1-text_en": "Only in English",
            "action_points-0-decision": "5",
            "action_points-1-organisation": "RELIEF",
            "undertakings-0-organisation": "",
            "undertakings-0-family": "magic",
            "requests-1-text_en": "In English",
        },
    )
    assert answer.status_code == 422
    assert fault_beside(answer, "title_ar") == "This is required."
    assert "31/12/2025 is not a date" in fault_beside(answer, "on")
    assert "a person, an organisation, or both" in fault_beside(
        answer, "participants-1-organisation"
    )
    assert "nobody" in fault_beside(answer, "participants-2-organisation")
    assert fault_beside(answer, "topics-1-text_ar") == "This is required."
    assert "no decision number 5" in fault_beside(answer, "action_points-0-decision")
    assert fault_beside(answer, "action_points-1-text_ar") == "This is required."
    assert fault_beside(answer, "undertakings-0-organisation") == "This is required."
    assert "not one of the allowed" in fault_beside(answer, "undertakings-0-family")
    assert fault_beside(answer, "requests-1-text_ar") == "This is required."
    assert typed_in(answer, "on") == "31/12/2025"
    assert not Meeting.objects.exists()
    assert not Person.objects.filter(name_ar="سلمى الخطيب").exists()


def test_an_officer_records_meetings_of_the_own_place_only(officer: Client) -> None:
    form = text_of(officer.get("/new/meeting/"))
    assert "Green Hill" in form
    assert "Vale" not in form
    assert officer.post("/new/meeting/", {**FORM, "location": "S101"}).status_code == 403
    nowhere = officer.post("/new/meeting/", {**FORM, "location": ""})
    assert fault_beside(nowhere, "location") == "This is required."
    unseen = officer.post("/new/meeting/", {**FORM, "agreements": ["AG-S"]})
    assert unseen.status_code == 404
    assert not Meeting.objects.exists()
    assert officer.post("/new/meeting/", {**FORM, "location": "N101"}).status_code == 302


@pytest.mark.parametrize("what", ["topic", "decision", "point", "undertaking", "request"])
def test_more_is_added_to_a_meeting_that_is_recorded(planner: Client, what: str) -> None:
    record_meeting(HELD, actor=None)
    address = f"/meetings/M-1/add/{what}/"
    assert planner.get(address).status_code == 200
    empty = planner.post(address, {"text_ar": "", "organisation": "RELIEF"})
    assert fault_beside(empty, "text_ar") == "This is required."
    given = {
        "text_ar": "أضيف لاحقاً",
        "text_en": "Added later",
        "organisation": "RELIEF",
        "kind": "proposal",
    }
    assert planner.post(address, given).status_code == 302
    assert "Added later" in text_of(planner.get("/meetings/M-1/"))


def test_nothing_else_is_added(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    assert planner.get("/meetings/M-1/add/war/").status_code == 404


def test_a_decision_has_its_own_letter_and_document(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    decision = Decision.objects.get()
    planner.post(
        "/meetings/M-1/letter/",
        {"subject": str(decision.uid), "direction": "outgoing", "number": "88"},
    )
    planner.post(
        "/meetings/M-1/file/",
        {"subject": str(decision.uid), "content": SimpleUploadedFile("قرار.txt", b"text")},
    )
    assert Letter.objects.get().subject == decision.uid
    assert Attachment.objects.get().subject == decision.uid
    page = text_of(planner.get("/meetings/M-1/"))
    assert "outgoing 88" in page
    assert "قرار.txt" in page


def test_who_took_part_sees_the_meeting_and_may_not_add_to_it(partner: Client) -> None:
    record_meeting(HELD, actor=None)
    record_meeting(replace(HELD, code="M-S", location="S1", host="MOH"), actor=None)
    page = partner.get("/meetings/M-1/")
    assert "Add a decision" not in text_of(page)
    assert partner.get("/meetings/M-1/add/decision/").status_code == 403


def test_other_organisations_do_not_find_it(sign_in: SignIn) -> None:
    record_meeting(replace(HELD, agreements=()), actor=None)
    other = sign_in("partner", organisation="CARE", location="N1")
    assert other.get("/meetings/M-1/").status_code == 404
    assert "Follow-up" not in text_of(other.get("/meetings/"))


def test_its_page_asks_the_database_twenty_times_at_most(planner: Client) -> None:
    record_meeting(HELD, actor=None)
    planner.get("/meetings/M-1/")
    for address in ("/meetings/", "/meetings/M-1/", "/new/meeting/"):
        with CaptureQueriesContext(connection) as asked:
            planner.get(address)
        assert len(asked) <= 20, address

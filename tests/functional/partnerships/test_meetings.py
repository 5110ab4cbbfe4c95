"""Meetings and what comes of them: points closed by another, requests answered, undertakings."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mithaq.domains.partnerships.access import (
    access_meeting,
    access_point,
    access_request,
    access_undertaking,
)
from mithaq.domains.partnerships.actions import (
    add_action_point,
    add_decision,
    add_topic,
    answer_request,
    close_point,
    drop_point,
    drop_undertaking,
    fulfil_undertaking,
    put_off_undertaking,
    raise_request,
    record_meeting,
    record_undertaking,
    reopen_point,
    report_point_done,
    ripen_undertaking,
    study_request,
)
from mithaq.domains.partnerships.models import (
    ActionPoint,
    Meeting,
    MeetingParticipant,
    Request,
    Undertaking,
)
from mithaq.domains.partnerships.queries.meetings import list_meetings, meeting_page
from mithaq.domains.partnerships.queries.points import open_points
from mithaq.domains.partnerships.queries.requests import requests_awaiting
from mithaq.domains.partnerships.queries.undertakings import open_undertakings
from mithaq.domains.partnerships.records import (
    NewActionPoint,
    NewMeeting,
    NewParticipant,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.ledger.models import Pledge
from mithaq.registry.access import Denied, NotFound, Permission, access_attachment
from mithaq.registry.actions import attach_file, erase_person, record_people
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import SubjectKind, User
from mithaq.registry.records import NewPerson
from tests.functional.partnerships.world import pledge, record_agreements, statement
from tests.functional.registry.users import user_with

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def agreements() -> None:
    record_agreements()


def meeting_of_north(**more: object) -> NewMeeting:
    """A meeting in the north with everything that can come of one."""
    [head] = record_people([NewPerson(name_ar="سامر العلي", honorific="د.")], actor=None)
    new = NewMeeting(
        code="M-N",
        title_ar="اجتماع الشركاء في الشمال",
        title_en="Partners of the North",
        on=date(2026, 2, 1),
        location="N1",
        host="DOH-N",
        participants=(
            NewParticipant(
                person=head.uid, organisation="DOH-N", title_ar="مدير الصحة", is_acting=True
            ),
            NewParticipant(organisation="RELIEF"),
        ),
        topics=(NewText(text_ar="غسيل الكلى"), NewText(text_ar="المستودعات")),
        decisions=(NewText(text_ar="تشكيل لجنة"),),
        action_points=(
            NewActionPoint(
                text_ar="إعداد قائمة بالأجهزة",
                decision=1,
                organisation="RELIEF",
                due_on=date(2026, 2, 20),
            ),
        ),
        undertakings=(
            NewUndertaking(
                text_ar="الالتزام بدعم أقسام الكلية",
                organisation="RELIEF",
                family="service",
                review_on=date(2026, 2, 25),
            ),
        ),
        requests=(
            NewRequest(
                text_ar="طلب تسهيل دخول الشحنات",
                raised_by="RELIEF",
                addressed_to="MOH",
                follow_up_on=date(2026, 3, 15),
            ),
        ),
        source=statement().uid,
    )
    return replace(new, **more)  # type: ignore[arg-type]


def codes(refused: pytest.ExceptionInfo[ActionRefused]) -> set[str]:
    return {fault.code for fault in refused.value.faults}


def test_a_meeting_is_told_whole() -> None:
    record_meeting(meeting_of_north(), actor=None)
    page = meeting_page(user_with("planner"), "M-N", today=TODAY)
    assert (page.row.open_points, page.row.open_requests, page.can_edit) == (1, 1, True)
    acting, invited = page.participants
    assert (acting.honorific, acting.name_ar, acting.is_acting) == ("د.", "سامر العلي", True)
    assert (invited.name_ar, invited.organisation_en) == ("", "Medical Relief")
    assert [text for text, _ in page.topics] == ["غسيل الكلى", "المستودعات"]
    assert [decision.number for decision in page.decisions] == [1]
    assert ActionPoint.objects.get().decision is not None
    [point], [undertaking], [request] = page.points, page.undertakings, page.requests
    assert point.is_overdue
    assert undertaking.is_due
    assert not request.is_due
    assert page.source_title == "بيان الوزارة"


def test_a_meeting_is_recorded_once() -> None:
    new = meeting_of_north()
    assert record_meeting(new, actor=None) == record_meeting(new, actor=None)
    assert MeetingParticipant.objects.count() == 2
    with pytest.raises(ActionRefused) as refused:
        record_meeting(replace(new, title_ar="اجتماع آخر"), actor=None)
    assert codes(refused) == {"changed_content"}


def test_every_fault_of_a_meeting_is_named_and_nothing_recorded() -> None:
    wrong = meeting_of_north(
        title_ar="",
        precision="era",
        location="nowhere",
        host="NOBODY",
        agreements=("NOWHERE",),
        participants=(NewParticipant(), NewParticipant(person=uuid.uuid4())),
        topics=(NewText(text_ar="ا" * 700),),
        decisions=(NewText(text_ar=" "),),
        action_points=(NewActionPoint(text_ar="", decision=3, assignee=uuid.uuid4()),),
    )
    with pytest.raises(ActionRefused) as refused:
        record_meeting(wrong, actor=None)
    assert codes(refused) == {
        "required",
        "not_in_list",
        "unknown_code",
        "participant_unnamed",
        "not_found",
        "too_long",
        "unknown_decision",
    }
    with pytest.raises(ActionRefused):
        record_meeting(
            meeting_of_north(requests=(NewRequest(text_ar="طلب", raised_by="X"),)), actor=None
        )
    assert not Meeting.objects.exists()


def test_a_meeting_is_added_to() -> None:
    user = user_with("planner")
    meeting = record_meeting(meeting_of_north(), actor=None)
    add_topic(meeting.uid, NewText(text_ar="موضوع"), actor=user.uid)
    decision = add_decision(meeting.uid, NewText(text_ar="قرار"), actor=user.uid)
    point = add_action_point(
        meeting.uid, NewActionPoint(text_ar="متابعة", decision=2), actor=user.uid
    )
    assert decision.order == 2
    assert point.decision == decision
    assert len(meeting_page(user, "M-N", today=TODAY).topics) == 3
    assert Meeting.history.first().history_user == user
    with pytest.raises(ActionRefused):
        add_topic(uuid.uuid4(), NewText(text_ar="موضوع"), actor=None)
    with pytest.raises(ActionRefused):
        add_decision(meeting.uid, NewText(text_ar=" "), actor=None)


def test_an_action_point_is_done_with_proof_and_closed_by_another() -> None:
    partner = user_with("partner", organisation="RELIEF")
    officer = user_with("officer", organisation="DOH-N", location="N1")
    record_meeting(meeting_of_north(), actor=None)
    point = ActionPoint.objects.get()
    with pytest.raises(ActionRefused) as refused:
        report_point_done(point.uid, proof=" ", actor=partner.uid)
    assert codes(refused) == {"proof_required"}
    with pytest.raises(ActionRefused) as refused:
        close_point(point.uid, actor=officer.uid)
    assert codes(refused) == {"point_may_not_follow"}
    report_point_done(point.uid, proof="كتاب رقم 12", actor=partner.uid)
    with pytest.raises(ActionRefused) as refused:
        close_point(point.uid, actor=partner.uid)
    assert codes(refused) == {"closed_by_assignee"}
    reopen_point(point.uid, reason="الكتاب لا يخص الطلب", actor=officer.uid)
    report_point_done(point.uid, proof="كتاب رقم 13", actor=partner.uid)
    assert close_point(point.uid, actor=officer.uid).status == "closed"
    assert open_points(officer, today=TODAY) == ()
    with pytest.raises(ActionRefused):
        drop_point(point.uid, reason="", actor=officer.uid)
    with pytest.raises(ActionRefused) as refused:
        close_point(point.uid, actor=uuid.uuid4())
    assert codes(refused) == {"not_found"}


def test_open_points_come_by_their_day_with_what_the_user_may_do() -> None:
    partner = user_with("partner", organisation="RELIEF")
    officer = user_with("officer", organisation="DOH-N", location="N1")
    meeting = record_meeting(meeting_of_north(), actor=None)
    for text, due_on, assignee in (
        ("بلا موعد", None, None),
        ("أولاً", date(2026, 1, 1), officer.uid),
    ):
        add_action_point(
            meeting.uid, NewActionPoint(text_ar=text, due_on=due_on, assignee=assignee), actor=None
        )
    rows = open_points(officer, today=TODAY)
    assert [row.text_ar for row in rows] == ["أولاً", "إعداد قائمة بالأجهزة", "بلا موعد"]
    assert [row.text_ar for row in open_points(officer, today=TODAY, mine=True)] == ["أولاً"]
    assert [row.can_do for row in open_points(partner, today=TODAY)] == [False, True, False]
    report_point_done(
        ActionPoint.objects.get(due_on=date(2026, 1, 1)).uid, proof="x", actor=officer.uid
    )
    planner = user_with("planner")
    assert [row.can_close for row in open_points(officer, today=TODAY)] == [False, False, False]
    assert [row.can_close for row in open_points(planner, today=TODAY)] == [True, False, False]


def test_a_request_is_followed_until_answered() -> None:
    record_meeting(meeting_of_north(), actor=None)
    planner = user_with("planner")
    row = Request.objects.get()
    [waiting] = requests_awaiting(planner, today=date(2026, 3, 20))
    assert (waiting.is_due, waiting.can_answer) == (True, True)
    study_request(row.uid, follow_up_on=date(2026, 4, 1), actor=planner.uid)
    with pytest.raises(ActionRefused) as refused:
        answer_request(
            row.uid, answer_ar="", on=timezone.localdate() + timedelta(days=2), actor=planner.uid
        )
    assert codes(refused) == {"required", "not_yet"}
    answer_request(row.uid, answer_ar="أُعفيت الشحنات", on=date(2026, 3, 5), actor=planner.uid)
    assert requests_awaiting(planner, today=TODAY) == ()
    with pytest.raises(ActionRefused) as refused:
        answer_request(row.uid, answer_ar="لا", is_refused=True, actor=planner.uid)
    assert codes(refused) == {"request_answered"}
    request = NewRequest(text_ar="مظلمة", kind="grievance")
    assert raise_request(request, actor=None) == raise_request(request, actor=None)
    with pytest.raises(ActionRefused):
        raise_request(replace(request, kind="song", meeting="X", text_ar=""), actor=None)


def test_an_undertaking_ripens_into_a_line() -> None:
    record_meeting(meeting_of_north(), actor=None)
    planner = user_with("planner")
    row = Undertaking.objects.get()
    put_off_undertaking(row.uid, review_on=date(2026, 6, 1), actor=planner.uid)
    assert not open_undertakings(planner, today=TODAY)[0].is_due
    with pytest.raises(ActionRefused) as refused:
        ripen_undertaking(row.uid, pledge=pledge("AG-S", "F3", line="2"), actor=planner.uid)
    assert codes(refused) == {"not_the_undertaker"}
    with pytest.raises(ActionRefused) as refused:
        ripen_undertaking(row.uid, pledge=pledge("AG-N", "F1", line="1"), actor=planner.uid)
    assert codes(refused) == {"known_line"}
    ripen_undertaking(row.uid, pledge=pledge("AG-N", "F1", line="2"), actor=planner.uid)
    ripened = Undertaking.objects.get()
    assert (ripened.status, ripened.ripened_into) == (
        "ripened",
        Pledge.objects.get(agreement__code="AG-N", line="2"),
    )
    with pytest.raises(ActionRefused) as refused:
        drop_undertaking(row.uid, reason="", actor=planner.uid)
    assert codes(refused) == {"undertaking_not_open", "reason_required"}


def test_an_undertaking_is_kept_once_and_ends_with_a_reason() -> None:
    new = NewUndertaking(text_ar="دعم", organisation="RELIEF", agreement="AG-N")
    row = record_undertaking(new, actor=None)
    assert record_undertaking(new, actor=None) == row
    assert fulfil_undertaking(row.uid, reason="محضر", actor=None).status == "fulfilled"
    with pytest.raises(ActionRefused) as refused:
        record_undertaking(
            NewUndertaking(text_ar="", organisation="", meeting="X", family="magic"), actor=None
        )
    assert codes(refused) == {"required", "unknown_code", "not_in_list"}


def test_an_erased_person_leaves_the_title_in_the_meeting() -> None:
    record_meeting(meeting_of_north(), actor=None)
    person = MeetingParticipant.objects.exclude(person=None).get().person
    assert person is not None
    erase_person(person.uid)
    page = meeting_page(user_with("planner"), "M-N", today=TODAY)
    assert page.participants[0].name_ar == ""
    assert page.participants[0].title_ar == "مدير الصحة"
    assert "سامر" not in repr(page)


def sees(user: User) -> list[bool]:
    """Whether the user sees the meeting, its point, request and undertaking."""
    seen = []
    for look in (
        lambda: access_meeting(user, "M-N"),
        lambda: access_point(user, ActionPoint.objects.get().uid),
        lambda: access_request(user, Request.objects.get().uid),
        lambda: access_undertaking(user, Undertaking.objects.get().uid),
    ):
        try:
            look()
            seen.append(True)
        except NotFound:
            seen.append(False)
    return seen


@pytest.mark.parametrize(
    ("kind", "organisation", "location", "seen"),
    [
        ("planner", "MOH", "SY", True),
        ("auditor", "MOH", "SY", True),
        ("officer", "DOH-N", "N1", True),
        ("officer", "MOH", "S1", False),
        ("partner", "RELIEF", "SY", True),
        ("partner", "CARE", "SY", False),
        ("monitor", "MOH", "N1", False),
        ("reporter", "MOH", "F1", False),
    ],
)
def test_a_meeting_is_seen_by_its_place_and_who_took_part(
    kind: str, organisation: str, location: str, seen: bool
) -> None:
    record_meeting(meeting_of_north(), actor=None)
    user = user_with(kind, organisation=organisation, location=location)
    assert sees(user) == [seen] * 4
    assert [row.code for row in list_meetings(user)] == (["M-N"] if seen else [])


def test_taking_part_is_not_running_it() -> None:
    record_meeting(meeting_of_north(), actor=None)
    partner = user_with("partner", organisation="RELIEF")
    point = ActionPoint.objects.get()
    assert access_point(partner, point.uid, Permission.ACT_ON_POINT) == point
    with pytest.raises(Denied):
        access_point(partner, point.uid, Permission.CLOSE_POINT)
    with pytest.raises(Denied):
        access_meeting(partner, "M-N", Permission.EDIT_MEETING)
    with pytest.raises(Denied):
        access_request(partner, Request.objects.get().uid, Permission.ANSWER_REQUEST)
    with pytest.raises(NotFound):
        access_meeting(AnonymousUser(), "M-N")


def test_a_meeting_about_an_agreement_is_seen_but_not_run_by_who_sees_the_agreement() -> None:
    abroad = meeting_of_north(code="M-A", location="", host="", agreements=("AG-N",))
    record_meeting(abroad, actor=None)
    officer = user_with("officer", organisation="DOH-N", location="N1")
    assert meeting_page(officer, "M-A", today=TODAY).agreements[0][0] == "AG-N"
    with pytest.raises(Denied):
        access_meeting(officer, "M-A", Permission.EDIT_MEETING)


def test_a_file_of_a_meeting_is_seen_by_who_sees_the_meeting() -> None:
    meeting = record_meeting(meeting_of_north(), actor=None)
    decision = meeting.decisions.get()
    officer = user_with("officer", organisation="DOH-N", location="N1")
    stranger = user_with("partner", organisation="CARE")
    for kind, subject in (
        (SubjectKind.MEETING, meeting.uid),
        (SubjectKind.DECISION, decision.uid),
        (SubjectKind.REQUEST, Request.objects.get().uid),
    ):
        file = attach_file(
            subject_kind=kind,
            subject=subject,
            name="minutes.pdf",
            content=io.BytesIO(b"%PDF-minutes"),
            actor=None,
        )
        assert access_attachment(officer, file.uid) == file
        with pytest.raises(NotFound):
            access_attachment(stranger, file.uid)
    assert [file.name for file in meeting_page(officer, "M-N", today=TODAY).files] == [
        "minutes.pdf"
    ]


def test_meetings_are_listed_from_the_latest_a_page_at_a_time() -> None:
    for number, on in enumerate((date(2026, 1, 1), None, date(2026, 3, 1), date(2026, 1, 1))):
        record_meeting(
            NewMeeting(code=f"M{number}", title_ar="اجتماع", on=on, location="N1"), actor=None
        )
    planner = user_with("planner")
    assert [row.code for row in list_meetings(planner)] == ["M2", "M3", "M0", "M1"]
    first = list_meetings(planner, limit=2)
    rest = list_meetings(planner, before=first[-1].code)
    assert [row.code for row in rest] == ["M0", "M1"]
    assert list_meetings(planner, before="M1") == ()


def test_a_meeting_takes_few_questions_of_the_database() -> None:
    meeting = record_meeting(meeting_of_north(), actor=None)
    officer = user_with("officer", organisation="DOH-N", location="N1")
    for number in range(10):
        add_action_point(meeting.uid, NewActionPoint(text_ar=f"إجراء {number}"), actor=None)
    with CaptureQueriesContext(connection) as asked:
        meeting_page(officer, "M-N", today=TODAY)
    assert len(asked) <= 16

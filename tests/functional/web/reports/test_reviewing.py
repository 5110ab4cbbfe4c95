"""An officer judges what was sent; a monitor records what was found of it."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from mithaq.domains.services.actions import accept_report
from mithaq.domains.services.models import MonthlyReport
from mithaq.registry.actions import give_role
from mithaq.registry.models import User
from tests.functional.services.world import OFFICER, report_of, standing, submit
from tests.functional.web.reports.site import (
    PLAIN,
    months_of_a_year,
    signed_in,
    text_of,
    typed,
)


@pytest.fixture
def officer(people: dict[str, User]) -> Client:
    return signed_in(people["officer"])


def page_of(facility: str = "F1", month: str = "2026-03") -> str:
    return f"/reports/{report_of(facility, month).uid}/"


def chosen(*facilities: str) -> dict[str, list[str]]:
    reports = [report_of(facility) for facility in facilities]
    return {"report": [f"{report.uid}:{report.revision}" for report in reports]}


# --- the queue ------------------------------------------------------------------------------------
def test_the_queue_holds_the_reports_of_the_officers_place_only(officer: Client) -> None:
    for facility in ("F1", "F2", "F3"):
        submit(facility)
    text = text_of(officer.get("/reports/"))
    assert "تقريران بانتظار المراجعة" in text
    assert "مركز الورود الصحي" in text
    assert "مركز الحور" in text
    assert "مركز الأرز" not in text


def test_several_reports_are_accepted_at_once(officer: Client) -> None:
    submit("F1")
    submit("F2")
    answer = officer.post("/reports/accept/", chosen("F1", "F2"), follow=True)
    assert "قُبل تقريران" in text_of(answer)
    assert {report.status for report in MonthlyReport.objects.all()} == {"accepted"}
    assert standing()["accepted service.physio"] == "40"


def test_of_several_none_is_accepted_if_one_cannot_be(officer: Client) -> None:
    submit("F1")
    submit("F2")
    stale = chosen("F1", "F2")
    stale["report"][1] = stale["report"][1].replace(":1", ":9")
    answer = officer.post("/reports/accept/", stale, follow=True)
    assert "مركز الحور: تغيَّر التقرير منذ فتحتموه" in text_of(answer)
    assert {report.status for report in MonthlyReport.objects.all()} == {"submitted"}


def test_a_report_of_another_place_is_not_found(officer: Client) -> None:
    submit("F3")
    assert officer.get(page_of("F3")).status_code == 404
    assert officer.post("/reports/accept/", chosen("F3")).status_code == 404
    assert report_of("F3").status == "submitted"


# --- one report -----------------------------------------------------------------------------------
def test_a_report_stands_beside_last_month_and_the_usual_with_its_answers(
    people: dict[str, User], officer: Client
) -> None:
    months_of_a_year()
    figures = PLAIN.replace("service.physio 20", "service.physio 412")
    answers = {"a|jump:service.physio": "افتُتحت قاعة ثانية"}
    signed_in(people["reporter"]).post("/reports/F1/2026-03/submit/", typed(figures, **answers))
    text = text_of(officer.get(page_of()))
    assert "افتُتحت قاعة ثانية" in text
    assert "جلسة علاج فيزيائي" in text
    assert "412 20 20" in text  # this month, last month, the median
    assert "اسم reporter" in text


def test_what_changed_since_the_last_submission_is_marked(officer: Client) -> None:
    submit()
    officer.post(f"{page_of()}back/", {"code|service.physio": "implausible"})
    submit(text=PLAIN.replace("service.physio 20", "service.physio 22"))
    assert "22 من قبل 20" in text_of(officer.get(page_of()))


def test_accepting_posts_what_was_claimed(people: dict[str, User], officer: Client) -> None:
    submit()
    answer = officer.post(f"{page_of()}accept/", {"revision": "1"})
    assert answer["Location"] == "/reports/"
    assert report_of().accepted_by == people["officer"].uid
    assert standing()["accepted service.physio"] == "20"


def test_a_revision_that_the_officer_did_not_see_is_not_accepted(officer: Client) -> None:
    submit()
    answer = officer.post(f"{page_of()}accept/", {"revision": "7"})
    assert answer.status_code == 422
    assert "تغيَّر التقرير منذ فتحتموه" in text_of(answer)
    assert report_of().status == "submitted"


def test_nobody_accepts_what_they_sent(people: dict[str, User]) -> None:
    both = people["officer"]
    give_role(both.uid, kind="reporter", organisation="MOH", location="F1", actor=None)
    client = signed_in(both)
    client.post("/reports/F1/2026-03/submit/", typed(PLAIN))
    assert "فيقبله غيرك" in text_of(client.get(page_of()))
    assert client.post(f"{page_of()}accept/", {"revision": "1"}).status_code == 422
    assert report_of().status == "submitted"


def test_a_report_goes_back_with_reasons_measure_by_measure_and_as_a_whole(
    officer: Client,
) -> None:
    submit()
    reasons = {
        "revision": "1",
        "code|service.physio": "contradicts_register",
        "words|service.physio": "في السجل 18",
        "words|service.dialysis": "من أين الرقم؟",
        "code|": "missing",
    }
    assert officer.post(f"{page_of()}back/", reasons).status_code == 302
    event = report_of().events.get(status="sent_back")
    assert event.reasons == [
        {"code": "contradicts_register", "words": "في السجل 18", "measure": "service.physio"},
        {"code": "other", "words": "من أين الرقم؟", "measure": "service.dialysis"},
        {"code": "missing", "words": "", "measure": ""},
    ]
    text = text_of(officer.get(page_of()))
    assert "يخالف سجلات المنشأة: في السجل 18" in text


def test_a_report_does_not_go_back_without_a_reason(officer: Client) -> None:
    submit()
    answer = officer.post(f"{page_of()}back/", {"revision": "1", "code|": "", "words|": " "})
    assert answer.status_code == 422
    assert report_of().status == "submitted"


def test_a_reason_that_was_refused_stands_in_the_form_again(officer: Client) -> None:
    submit()
    wrong = {"revision": "9", "code|": "missing", "words|": "ينقص بند الوصفات"}
    answer = officer.post(f"{page_of()}back/", wrong)
    assert answer.status_code == 422
    assert "ينقص بند الوصفات" in answer.content.decode()


def test_an_accepted_report_that_goes_back_is_no_longer_accepted(officer: Client) -> None:
    submit()
    accept_report(report=report_of().uid, actor=OFFICER)
    officer.post(f"{page_of()}back/", {"revision": "1", "code|": "wrong_facility"})
    assert "accepted service.physio" not in standing()


# --- visits ---------------------------------------------------------------------------------------
@pytest.fixture
def monitor(people: dict[str, User]) -> Client:
    submit()
    accept_report(report=report_of().uid, actor=OFFICER)
    return signed_in(people["monitor"])


def found(line: int, checked: str, there: str, **more: str) -> dict[str, str]:
    return {
        "revision": "1",
        "on": "2026-04-20",
        f"finding-{line}-checked": checked,
        f"finding-{line}-found": there,
        **more,
    }


def line_of(client: Client, name: str) -> int:
    """Where a measure stands in the form of a visit."""
    page = client.get(f"{page_of()}verify/").content.decode()
    before = page[: page.index(name)]
    return before.count('class="measure-name"') - 1


def test_a_visit_is_recorded_with_its_ratio_and_interval(monitor: Client) -> None:
    line = line_of(monitor, "جلسة علاج فيزيائي")
    answer = monitor.post(f"{page_of()}verify/", found(line, "20", "18", note="السجل كامل"))
    assert answer["Location"] == page_of()
    assert report_of().status == "verified"
    assert standing()["verified service.physio"] == "18"
    text = text_of(monitor.get(page_of()))
    assert "90% ، بين" in text
    assert "السجل كامل" in text


def test_more_found_than_checked_is_said_beside_the_field(monitor: Client) -> None:
    line = line_of(monitor, "جلسة علاج فيزيائي")
    answer = monitor.post(f"{page_of()}verify/", found(line, "10", "12"))
    assert answer.status_code == 422
    assert "أكبر من المُراجَع" in text_of(answer)
    assert report_of().status == "accepted"


def test_a_visit_on_which_nothing_was_checked_is_refused(monitor: Client) -> None:
    answer = monitor.post(f"{page_of()}verify/", {"revision": "1", "on": "2026-04-20"})
    assert answer.status_code == 422
    assert "لم يُذكر بندٌ تحققتم منه" in text_of(answer)


def test_a_monitor_is_shown_whom_to_visit(people: dict[str, User]) -> None:
    for facility in ("F1", "F2"):
        submit(facility)
        accept_report(report=report_of(facility).uid, actor=OFFICER)
    text = text_of(signed_in(people["monitor"]).get("/reports/"))
    assert "تقريران عن آذار 2026 للتحقق منهما ميدانياً" in text


def test_an_unknown_report_is_not_found(officer: Client) -> None:
    assert officer.get(f"/reports/{uuid.uuid4()}/").status_code == 404

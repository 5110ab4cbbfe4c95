"""How many reports came and in time, whose are missing, and months closed for a place."""

from __future__ import annotations

import pytest
from django.test import Client

from mithaq.registry.models import User
from tests.functional.services.world import report_of, submit
from tests.functional.web.reports.site import PLAIN, signed_in, text_of, typed

MARCH = {"month": "2026-03"}
PLACE = {"place": "N1", "month": "2026-03"}


@pytest.fixture
def officer(people: dict[str, User]) -> Client:
    return signed_in(people["officer"])


def test_a_place_is_counted_with_its_parts(officer: Client) -> None:
    submit("F1")
    text = text_of(officer.get("/reports/completeness/", MARCH))
    assert "محافظة الشمال: وصل 1 من أصل 2 من تقارير آذار 2026" in text
    assert "منطقة التل 1 1 1" in text  # expected, came, on time
    assert "منطقة النهر 1 0 0" in text
    assert "منطقة الوادي" not in text


def test_a_part_is_opened_by_its_name(officer: Client) -> None:
    text = text_of(officer.get("/reports/completeness/", {"place": "N102", **MARCH}))
    assert "منطقة النهر: وصل 0 من أصل 1" in text


def test_missing_reports_come_with_a_telephone_and_a_message(officer: Client) -> None:
    submit("F1")
    answer = officer.get("/reports/missing/", MARCH)
    text = text_of(answer)
    assert "تقرير واحد عن آذار 2026 لم يصل" in text
    assert "مركز الحور" in text
    assert "مركز الورود" not in text
    assert 'href="tel:+963110000000"' in answer.content.decode()
    assert "لم يصلنا بعدُ تقريركم عن شهر آذار 2026" in text


def test_who_may_not_know_telephone_numbers_sees_none(people: dict[str, User]) -> None:
    answer = signed_in(people["auditor"]).get("/reports/missing/", MARCH)
    assert "مركز الحور" in text_of(answer)
    assert "963110000000" not in answer.content.decode()


def test_in_a_closed_month_no_report_is_taken(people: dict[str, User], officer: Client) -> None:
    answer = officer.post("/reports/months/close/", PLACE, follow=True)
    assert "شهر آذار 2026 مغلق" in text_of(answer)
    refused = signed_in(people["reporter"]).post("/reports/F1/2026-03/submit/", typed(PLAIN))
    assert refused.status_code == 422
    assert "أُغلق شهر آذار 2026 في محافظة الشمال" in text_of(refused)
    assert report_of().status == "draft"


def test_a_month_is_reopened_only_with_a_reason(officer: Client) -> None:
    officer.post("/reports/months/close/", PLACE)
    refused = officer.post("/reports/months/reopen/", {**PLACE, "reason": " "}, follow=True)
    assert "شهر آذار 2026 مغلق" in text_of(refused)
    reason = {"reason": "وصل تقرير متأخر"}
    opened = officer.post("/reports/months/reopen/", {**PLACE, **reason}, follow=True)
    assert "شهر آذار 2026 مفتوح" in text_of(opened)
    assert "وصل تقرير متأخر" in text_of(opened)
    assert "اسم officer" in text_of(opened)


def test_a_month_is_closed_in_the_officers_own_place_only(officer: Client) -> None:
    assert officer.post("/reports/months/close/", {"place": "S1", **MARCH}).status_code == 403
    assert officer.post("/reports/months/close/", {"place": "NO", **MARCH}).status_code == 404

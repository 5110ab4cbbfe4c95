"""A month's report in a browser, as people write and judge it: on a phone, on a poor line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import ViewportSize, expect

from tests.functional.services.world import report_of, standing
from tests.functional.web.reports.conftest import TODAY
from tests.functional.web.reports.site import PASSWORD, build_site, months_of_a_year, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 360, "height": 740}
MARCH = "/reports/F1/2026-03/"
SAVED = re.compile("^حُفظ")


@pytest.fixture
def site(
    transactional_db: None,
    live_server: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """The address of a district whose reports for March 2026 were due ten days ago."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    build_site()
    months_of_a_year()
    return str(live_server.url)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="ar", viewport=PHONE, has_touch=True)
    window = context.new_page()
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield window
        assert not errors, errors
    finally:
        context.close()


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)


def cell(page: Page, measure: str, sex: str = "") -> Locator:
    return page.locator(f'[name$="|{measure}|{sex}|"]')


def state(page: Page) -> Locator:
    return page.locator("#state")


def fits(page: Page) -> bool:
    """Nothing reaches beyond the screen's edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def fill_in(page: Page) -> None:
    for measure, text in (
        ("service.visit_child", "٤٠"),
        ("service.visit_adult", "60"),
        ("service.dialysis", "5"),
        ("staff.nurse", "4"),
        ("works.power", "7.5"),
    ):
        cell(page, measure).fill(text)


def test_a_reporter_is_questioned_answers_and_sends_and_an_officer_accepts(
    site: str, phone: Page, page: Page
) -> None:
    sign_in(phone, site, "reporter")
    phone.goto(f"{site}/reports/")
    assert fits(phone)
    phone.get_by_role("link", name=re.compile("آذار 2026")).click()
    fill_in(phone)
    cell(phone, "service.physio", "female").fill("400")
    cell(phone, "service.physio", "male").fill("12")
    expect(cell(phone, "service.physio")).to_have_value("412")  # the total follows its parts
    expect(state(phone)).to_have_text(SAVED, timeout=10_000)
    assert fits(phone)

    phone.click("#send")
    phone.wait_for_url(re.compile("asked=1"))
    expect(phone.locator("#summary")).to_contain_text("سؤال واحد قبل الإرسال")
    question = phone.get_by_label(re.compile("أضعاف المعتاد|ضعفاً للمعتاد"))
    expect(question).to_be_visible(timeout=10_000)
    assert report_of().status == "draft"
    question.fill("افتُتحت قاعة ثانية")
    phone.click("#send")
    phone.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/"))
    assert standing()["claimed service.physio"] == "532"  # with the six months before

    sign_in(page, site, "officer")
    page.goto(f"{site}/reports/")
    page.get_by_role("link", name="مركز الورود الصحي").click()
    expect(page.get_by_text("افتُتحت قاعة ثانية")).to_be_visible()
    page.get_by_role("button", name="قبول التقرير").click()
    expect(page.get_by_text("قُبل تقرير واحد.")).to_be_visible()
    assert standing()["accepted service.physio"] == "532"


def test_what_is_typed_without_a_line_waits_on_the_device_and_is_sent_when_it_is_back(
    site: str, phone: Page
) -> None:
    sign_in(phone, site, "reporter")
    phone.goto(f"{site}{MARCH}")
    phone.context.set_offline(True)
    fill_in(phone)
    cell(phone, "service.physio").fill("20")
    expect(state(phone)).to_contain_text("محفوظ على هذا الجهاز", timeout=10_000)
    expect(phone.locator("#send")).to_have_text("إرسال عند عودة الاتصال")
    phone.click("#send")
    expect(state(phone)).to_contain_text("سيُرسل عند عودة الاتصال")
    phone.context.set_offline(False)
    phone.wait_for_url(re.compile(r"/reports/[0-9a-f-]{36}/"), timeout=20_000)
    assert report_of().status == "submitted"
    assert report_of().captured_at is not None


def test_what_a_device_kept_is_there_again_when_the_page_is_opened_anew(
    site: str, phone: Page
) -> None:
    sign_in(phone, site, "reporter")
    phone.goto(f"{site}{MARCH}")
    phone.context.set_offline(True)
    cell(phone, "service.physio").fill("20")
    expect(state(phone)).to_contain_text("محفوظ على هذا الجهاز", timeout=10_000)
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(f"{site}{MARCH}")
    expect(cell(phone, "service.physio")).to_have_value("20")
    expect(state(phone)).to_have_text(SAVED, timeout=10_000)
    assert saved() == {"service.physio": "20"}


def test_a_report_that_waits_on_the_device_is_sent_from_the_list_of_months_too(
    site: str, phone: Page
) -> None:
    sign_in(phone, site, "reporter")
    phone.goto(f"{site}{MARCH}")
    phone.context.set_offline(True)
    fill_in(phone)
    cell(phone, "service.physio").fill("20")
    phone.click("#send")
    expect(state(phone)).to_contain_text("سيُرسل عند عودة الاتصال")
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto(f"{site}/reports/")
    expect(phone.locator("#held-here")).to_contain_text("أُرسل الآن", timeout=10_000)
    assert report_of().status == "submitted"


def test_two_devices_do_not_overwrite_each_other(site: str, phone: Page, page: Page) -> None:
    for window in (phone, page):
        sign_in(window, site, "reporter")
        window.goto(f"{site}{MARCH}")
    cell(phone, "service.physio").fill("20")
    expect(state(phone)).to_have_text(SAVED, timeout=10_000)
    cell(page, "service.physio").fill("33")
    expect(state(page)).to_contain_text("تغيَّر هذا التقرير من جهاز آخر", timeout=10_000)
    assert saved() == {"service.physio": "20"}
    page.get_by_role("link", name="أعد فتح التقرير").click()
    page.get_by_role("button", name="اعتماد النسخة الأخرى").click()
    expect(cell(page, "service.physio")).to_have_value("33")


def test_the_form_is_filled_in_and_sent_without_scripts(site: str, chromium: Browser) -> None:
    context = chromium.new_context(locale="ar", viewport=PHONE, java_script_enabled=False)
    try:
        plain = context.new_page()
        sign_in(plain, site, "reporter")
        plain.goto(f"{site}{MARCH}")
        fill_in(plain)
        cell(plain, "service.physio").fill("20")
        plain.click("#save")
        expect(plain.get_by_text("حُفظت المسودة.")).to_be_visible()
        plain.click("#send")
        expect(plain.get_by_text("أُرسل تقرير آذار 2026.")).to_be_visible()
        assert report_of().status == "submitted"
    finally:
        context.close()

"""Agreements, meetings and supports in a browser, on a desk and on a phone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import ViewportSize, expect

from mithaq.domains.partnerships.actions import ask_supports
from mithaq.domains.partnerships.models import Meeting, SupportConfirmation
from mithaq.engine.ledger_tables import Stage
from mithaq.engine.months import read_month
from mithaq.ledger.actions import post, record_pledges, record_supports
from mithaq.ledger.models import Agreement
from mithaq.ledger.records import NewDelivery, NewPosting, NewSupport
from mithaq.ledger.refreshes import refresh_now
from tests.functional.partnerships.world import MILLION, SESSIONS, pledge, record_agreements
from tests.functional.registry.users import PASSWORD, user_with

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture
def site(transactional_db: None, live_server: Any) -> str:
    """AG-N with two lines that half a year was delivered of, and its partner asked about F1."""
    record_agreements()
    record_pledges([pledge("AG-N", "F2", line="2", quantity=600)], actor=None)
    lines = [
        NewDelivery(
            line=f"{facility}-{number}",
            stage=Stage.CLAIMED,
            measure=SESSIONS.code,
            location=facility,
            month=read_month("2025-02") + number,
            quantity=60 * MILLION,
            organisation="RELIEF",
            agreement="AG-N",
        )
        for facility in ("F1", "F2")
        for number in range(6)
    ]
    post([NewPosting(source="sheet", lines=lines)], actor=None, kind="import")
    support = NewSupport(
        facility="F1",
        family="service",
        organisation="RELIEF",
        agreement="AG-N",
        valid_from=date(2025, 2, 1),
    )
    record_supports([support], actor=None)
    ask_supports(date(2025, 8, 1), actor=None)
    refresh_now(date(2025, 7, 31))
    user_with("planner", name="planner")
    user_with("partner", organisation="RELIEF", location="N1", name="partner")
    return str(live_server.url)


def sign_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)


def fits(page: Page) -> bool:
    """Nothing reaches beyond the screen's edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_lines_months_are_drawn_and_another_line_is_one_tap_away(page: Page, site: str) -> None:
    sign_in(page, site, "planner")
    page.goto(f"{site}/agreements/AG-N/")
    chart = page.locator("#months .chart svg")
    expect(chart).to_be_visible()
    # Time runs from right to left: the first month stands right of the last one.
    first = page.locator("#months svg text", has_text="شباط 2025").bounding_box()
    last = page.locator("#months svg text", has_text="كانون الأول 2025").bounding_box()
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]
    page.locator("#months .pills a").nth(1).click()
    expect(page.locator("#months .pills a").nth(1)).to_have_attribute("aria-current", "true")
    expect(chart).to_be_visible()
    assert page.url == f"{site}/agreements/AG-N/"


def test_an_agreement_fits_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, site, "planner")
    for address in ("/agreements/", "/agreements/AG-N/", "/agreements/AG-N/amend/", "/supports/"):
        page.goto(f"{site}{address}")
        assert fits(page), address


def test_one_more_participant_comes_without_losing_a_word(page: Page, site: str) -> None:
    sign_in(page, site, "planner")
    page.goto(f"{site}/new/meeting/")
    page.fill("[name=title_ar]", "لقاء المتابعة")
    page.fill("[name=participants-0-name_ar]", "سلمى الخطيب")
    page.fill("[name=participants-0-organisation]", "وزارة الصحة")
    page.click("button[value=participants]")
    expect(page.locator("[name=participants-2-name_ar]")).to_be_visible()
    expect(page.locator("[name=title_ar]")).to_have_value("لقاء المتابعة")
    assert not Meeting.objects.exists()
    page.click(".card-footer .btn-primary")
    expect(page.locator("main h1")).to_have_text("لقاء المتابعة")
    expect(page.locator("main")).to_contain_text("سلمى الخطيب")


def test_a_form_sent_from_a_phone_says_everything_that_is_wrong(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, site, "planner")
    page.goto(f"{site}/agreements/AG-N/status/")
    page.check("[name=status][value=suspended]")
    page.fill("[name=on]", "2999-01-01")
    page.click(".card-footer .btn-primary")
    expect(page.locator("#id-on-faults")).to_contain_text("لم يحن بعد")
    expect(page.locator("#id-reason_ar-faults")).to_be_visible()
    expect(page.locator("[name=on]")).to_have_value("2999-01-01")
    assert fits(page)
    page.fill("[name=on]", "2025-06-01")
    page.fill("[name=reason_ar]", "نقص التمويل")
    page.click(".card-footer .btn-primary")
    page.wait_for_url(f"{site}/agreements/AG-N/")
    assert Agreement.objects.get(code="AG-N").status == "suspended"


def test_a_partner_says_yes_with_one_tap_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, site, "partner")
    page.goto(f"{site}/supports/")
    assert fits(page)
    page.click(".question button[value=yes]")
    page.wait_for_url(f"{site}/supports/")
    expect(page.locator("h1")).to_contain_text("أُجيب عن كل الأسئلة")
    assert SupportConfirmation.objects.get().answer == "yes"

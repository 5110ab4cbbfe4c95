"""The five published statements, each from its file to reviewed rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import expect

from mithaq.domains.partnerships.models import Meeting, Request
from mithaq.exchange.country_packs import load_country_pack
from mithaq.exchange.models import Statement, StatementFinding
from mithaq.ledger.models import Agreement, Pledge
from mithaq.registry.actions import record_organisations
from mithaq.registry.models import Organisation
from mithaq.registry.records import NewOrganisation
from tests.browser.reviewing import fits, sign_in
from tests.conftest import lacking
from tests.functional.registry.users import user_with

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

REAL = Path(settings.PACKAGE).parents[2] / "shared" / "data" / "statements"
FIVE = (
    ("aleppo-partners-meetings", None),
    ("homs-workers-meeting", "2015-08-01"),
    ("labour-ministry-ilo", "2025-05-20"),
    ("ministry-al-ameen-agreements", "2026-01-18"),
    ("ministry-iom-returning-professionals", "2025-08-25"),
)


@pytest.mark.parametrize(("name", "on"), FIVE)
def test_a_real_statement_goes_from_its_file_to_reviewed_rows(
    page: Page, transactional_db: None, live_server: Any, name: str, on: str | None
) -> None:
    file = REAL / f"{name}.txt"
    if not file.is_file():
        lacking("the five statements at ../shared/data/statements are not here")
    load_country_pack()
    ministry = NewOrganisation(code="MOH", name_ar="وزارة الصحة", kind="authority", location="SY")
    record_organisations([ministry], actor=None)
    user_with("planner", name="planner")
    site = str(live_server.url)
    sign_in(page, site)
    page.goto(f"{site}/new/statement/")
    page.set_input_files("[name=file]", file)
    if on:
        page.fill("[name=on]", on)
    page.click(".card-footer .btn-primary")
    page.wait_for_url("**/statements/*/")
    expect(page.locator("#text a.mark").first).to_be_visible()
    page.click(".bar-actions button[value=accepted]")
    review_the_rest(page, site)
    expect(page.locator("#adopt")).to_be_enabled()
    page.click("#adopt")
    expect(page.locator("#adopted")).to_be_visible()
    assert Organisation.objects.exclude(code="MOH").exists() or Meeting.objects.exists()
    assert StatementFinding.objects.filter(decision="open").count() == 0
    assert fits(page)
    if name in ROWS:
        ROWS[name]()


def the_agreement_has_its_partner_and_its_lines() -> None:
    agreement = Agreement.objects.get()
    assert (agreement.authority.code, agreement.partner.name_ar) == ("MOH", "منظمة الأمين")
    lines = {(line.measure.code, line.quantity // 1_000_000) for line in Pledge.objects.all()}
    assert lines >= {
        ("works.facility_operated", 80),
        ("service.provided", 920_860),
        ("staff.in_post", 956),
    }


def each_meeting_has_its_people() -> None:
    present = [
        {one.person.name_ar for one in meeting.participants.all() if one.person}
        for meeting in Meeting.objects.all()
    ]
    assert {"عبد القادر فرح", "عبد الرحمن ددم", "زكريا حاووط"} in present
    assert {"محمد وجيه جمعة", "مازن حاج رحمون"} in present
    assert any({"محمد وجيه جمعة", "نابغ درويش"} <= people for people in present)
    assert not any({"نابغ درويش", "مازن حاج رحمون"} <= people for people in present)


def the_minister_met_the_organisation() -> None:
    meeting = Meeting.objects.get()
    present = {one.person.name_ar for one in meeting.participants.all() if one.person}
    assert present == {"مصعب العلي", "عثمان بلبيسي"}
    asked = Request.objects.filter(meeting=meeting, kind="proposal")
    assert any("مراكز صحية" in one.text_ar for one in asked)


# What an officer wants of those that are read right.
ROWS = {
    "ministry-al-ameen-agreements": the_agreement_has_its_partner_and_its_lines,
    "aleppo-partners-meetings": each_meeting_has_its_people,
    "ministry-iom-returning-professionals": the_minister_met_the_organisation,
}


def review_the_rest(page: Page, site: str) -> None:
    """What is not certain is accepted, and what then has something in its way is rejected."""
    statement = Statement.objects.get()
    page.goto(f"{site}/statements/{statement.uid}/?show=open")
    while page.locator(".finding[data-decision=open]").count():
        page.locator(".finding[data-decision=open]").first.focus()
        decided = page.locator(".finding:focus").get_attribute("id")
        page.keyboard.press("a")
        expect(page.locator(f"#{decided}")).not_to_have_attribute("data-decision", "open")
    page.goto(f"{site}/statements/{statement.uid}/?show=blocked")
    while (blocked := page.locator(".finding:not(.decision-rejected)")).count():
        at = blocked.first.get_attribute("id")
        page.locator(f"#{at} .is-undo").click()
        expect(page.locator(f"#{at}")).to_have_attribute("data-decision", "open")
        page.locator(f"#{at} .is-no").click()
        expect(page.locator(f"#{at}")).to_have_attribute("data-decision", "rejected")
        page.goto(f"{site}/statements/{statement.uid}/?show=blocked")
    page.goto(f"{site}/statements/{statement.uid}/")

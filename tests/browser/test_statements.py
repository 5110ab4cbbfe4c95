"""Statements in a browser: taken in, read, decided about by keyboard, adopted, found again."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from playwright.sync_api import ViewportSize, expect

from mithaq.domains.partnerships.models import Meeting
from mithaq.exchange.country_packs import load_country_pack
from mithaq.exchange.models import Statement, StatementFinding
from mithaq.ledger.models import Agreement, Pledge
from mithaq.registry.actions import record_organisations
from mithaq.registry.models import Organisation, Person
from mithaq.registry.records import NewOrganisation
from tests.conftest import lacking
from tests.functional.registry.users import PASSWORD, user_with
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    agreement_reading,
    meeting_reading,
    reads_as,
    record_world,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
SOCIETY = "جمعية السنديان الطبية"
REAL = Path(settings.PACKAGE).parents[2] / "shared" / "data" / "statements"
FIVE = (
    ("aleppo-partners-meetings", None),
    ("homs-workers-meeting", "2015-08-01"),
    ("labour-ministry-ilo", "2025-05-20"),
    ("ministry-al-ameen-agreements", "2026-01-18"),
    ("ministry-iom-returning-professionals", "2025-08-25"),
)


@pytest.fixture
def site(transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The small health system with a planner; two invented statements read as an officer would."""
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)
    user_with("planner", name="planner")
    return str(live_server.url)


def sign_in(page: Page, site: str, username: str = "planner") -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)


def paste(page: Page, site: str, text: str, on: str = "2026-03-04") -> None:
    page.goto(f"{site}/new/statement/")
    page.fill("#id-text", text)
    page.fill("[name=title]", "بيان للتجربة")
    page.fill("[name=on]", on)
    page.click(".card-footer .btn-primary")
    page.wait_for_url("**/statements/*/")


def card(page: Page, title: str) -> Locator:
    """The one card of exactly this title."""
    named = page.get_by_text(title, exact=True)
    return page.locator(".finding").filter(has=page.locator("strong").filter(has=named)).first


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_pasted_statement_becomes_rows_by_keyboard_alone(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    expect(page.locator("h1")).to_contain_text("بيان للتجربة")
    expect(page.locator("#text a.mark", has_text=SOCIETY).first).to_be_visible()

    # Looking at a card lights its words.
    society = card(page, SOCIETY)
    society.focus()
    expect(page.locator("#text .is-own").first).to_have_text(SOCIETY)

    # Accept: what was said is heard, and the next one that is open has the focus.
    page.keyboard.press("a")
    expect(society).to_have_attribute("data-decision", "accepted")
    expect(page.locator("#said")).to_contain_text(SOCIETY)
    assert focused(page) != society.get_attribute("id")

    # Correct: Enter in the form keeps it.
    sessions = card(page, "15,000 جلسة غسيل كلى")
    sessions.focus()
    page.keyboard.press("c")
    field = page.locator(".is-open-form [name=value]")
    expect(field).to_be_focused()
    field.fill("١٦٬٥٠٠")
    page.keyboard.press("Enter")
    corrected = card(page, "16,500 جلسة غسيل كلى")
    expect(corrected).to_have_attribute("data-decision", "corrected")

    # Reject, undo, reject again; a rejected finding loses its colour in the text.
    person = card(page, "مازن الدلول")
    person.focus()
    page.keyboard.press("x")
    expect(person).to_have_attribute("data-decision", "rejected")
    expect(page.locator("#text a.mark", has_text="مازن الدلول")).to_have_class(
        "mark is-person is-first is-last is-off"
    )
    person.focus()
    page.keyboard.press("u")
    expect(person).to_have_attribute("data-decision", "open")
    person.focus()
    page.keyboard.press("x")
    expect(person).to_have_attribute("data-decision", "rejected")

    # The rest that is certain, and the last yes.
    page.locator(".bar-actions button[value=accepted]").press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#adopt")).to_be_enabled()
    page.locator("#adopt").press("Enter")
    expect(page.locator("#adopted")).to_be_visible()

    agreement = Agreement.objects.get()
    assert agreement.partner.name_ar == SOCIETY
    assert {line.quantity // 1_000_000 for line in Pledge.objects.all()} >= {16_500}
    assert not Person.objects.filter(name_ar="مازن الدلول").exists()

    # From the agreement back to the very words.
    page.click(f"#adopted a[href='/agreements/{agreement.code}/']")
    page.locator("a[href*='/statements/']", has_text="بيان للتجربة").first.click()
    expect(page.locator("#at")).to_be_in_viewport()


def test_keys_rest_while_somebody_types_and_work_on_an_arabic_keyboard(
    page: Page, site: str
) -> None:
    sign_in(page, site)
    paste(page, site, MEETING_TEXT)
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("axuc")
    expect(page.locator("#find")).to_have_value("axuc")
    assert not StatementFinding.objects.exclude(decision="open").exists()
    page.fill("#find", "الرعاية")
    expect(card(page, "سامر القطان")).to_have_count(0)
    care = card(page, "منظمة الرعاية الدولية")
    care.focus()
    # The key at A's place writes ش where the keyboard is Arabic.
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        "{key: 'ش', code: 'KeyA', bubbles: true}))"
    )
    expect(care).to_have_attribute("data-decision", "accepted")
    page.fill("#find", "")
    care.focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.uncheck("#keys-on")
    page.keyboard.press("Escape")
    care.focus()
    page.keyboard.press("u")
    expect(care).to_have_attribute("data-decision", "accepted")


def docx(text: str) -> bytes:
    """The smallest document that a word processor opens."""
    space = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats'
        '-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return file.getvalue()


def html(text: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    head = '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"></head>'
    return f"{head}<body><article>{paragraphs}</article></body></html>".encode()


FILES = {
    "text": ("محضر.txt", "text/plain", lambda text: text.encode()),
    "word": (
        "محضر.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
    "page": ("محضر.html", "text/html", html),
}


@pytest.mark.parametrize("kind", FILES)
def test_minutes_become_a_meeting_from_each_kind_of_file(page: Page, site: str, kind: str) -> None:
    name, media, made = FILES[kind]
    sign_in(page, site)
    page.goto(f"{site}/new/statement/")
    content = made(MEETING_TEXT)
    page.set_input_files("[name=file]", {"name": name, "mimeType": media, "buffer": content})
    page.fill("[name=on]", "2026-03-04")
    page.click(".card-footer .btn-primary")
    page.wait_for_url("**/statements/*/")
    page.click(".bar-actions button[value=accepted]")
    page.click("#adopt")
    expect(page.locator("#adopted")).to_contain_text("اجتماع")
    meeting = Meeting.objects.get()
    assert meeting.on == date(2026, 2, 10)
    assert meeting.decisions.count() == 1
    page.click(f"#adopted a[href='/meetings/{meeting.code}/']")
    expect(page.locator("main")).to_contain_text("منظمة الرعاية الدولية")
    expect(page.locator("main a[href*='?at=']").first).to_be_visible()
    with page.expect_download() as download:
        page.goto(f"{site}/statements/{Statement.objects.get().uid}/")
        page.click(".draft-head a[href^='/files/']")
    assert Path(download.value.path()).read_bytes() == content


def test_a_printed_page_is_read_too(page: Page, chromium: Browser, site: str) -> None:
    printer = chromium.new_page()
    printer.set_content(html(MEETING_TEXT).decode())
    content = printer.pdf()
    printer.close()
    sign_in(page, site)
    page.goto(f"{site}/new/statement/")
    page.set_input_files(
        "[name=file]", {"name": "محضر.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.click(".card-footer .btn-primary")
    page.wait_for_url("**/statements/*/")
    expect(page.locator("#text")).to_contain_text("سامر القطان")


def test_words_that_were_missed_are_marked_and_added(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.getElementById("text"), 4);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf("مرضى الكلى");
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 10);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
          }
        }"""
    )
    expect(page.locator("#adding")).to_be_visible()
    page.click("#adding a.is-organisation")
    expect(page.locator("[name=name]")).to_have_value("مرضى الكلى")
    page.fill("[name=name]", "رابطة مرضى الكلى")
    page.click(".card-footer .btn-primary")
    expect(card(page, "رابطة مرضى الكلى")).to_be_focused()
    expect(
        page.locator("#text a.mark.is-organisation", has_text="مرضى الكلى").first
    ).to_be_visible()
    assert StatementFinding.objects.get(value__name="رابطة مرضى الكلى").decision == "accepted"


def test_a_row_of_the_register_is_chosen_while_typing(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    card(page, SOCIETY).locator(".is-change").click()
    page.fill(".is-open-form [name=seek]", "الإغاثة")
    page.check(".is-open-form .sought input[value=RELIEF]")
    page.click(".is-open-form .btn-primary")
    expect(card(page, SOCIETY)).to_have_attribute("data-decision", "accepted")
    expect(card(page, SOCIETY).locator(".link-line")).to_contain_text("جمعية الإغاثة الطبية")
    assert StatementFinding.objects.get(value__name=SOCIETY).link == "RELIEF"


def test_on_a_phone_text_and_cards_take_turns(page: Page, site: str) -> None:
    page.set_viewport_size(PHONE)
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    assert fits(page)
    expect(page.locator(".draft-cards")).to_be_hidden()
    page.locator("#text a.mark", has_text=SOCIETY).first.click()
    expect(card(page, SOCIETY)).to_be_focused()
    expect(page.locator(".draft-text")).to_be_hidden()
    # The passage stands on the card itself.
    expect(card(page, SOCIETY).locator(".quote")).to_contain_text("وقّعت وزارة الصحة")
    card(page, SOCIETY).locator(".is-yes").click()
    expect(card(page, SOCIETY)).to_have_attribute("data-decision", "accepted")
    card(page, SOCIETY).locator(".is-change").click()
    expect(page.locator(".is-open-form")).to_be_visible()
    assert fits(page)
    page.click(".is-open-form .is-back")
    card(page, "مازن الدلول").locator(".to-text").click()
    expect(page.locator("#text .is-own").first).to_be_in_viewport()
    for address in ("/statements/", "/new/statement/"):
        page.goto(f"{site}{address}")
        assert fits(page), address


def test_everything_works_without_a_script(chromium: Browser, site: str) -> None:
    context = chromium.new_context(locale="ar", java_script_enabled=False)
    page = context.new_page()
    try:
        sign_in(page, site)
        paste(page, site, MEETING_TEXT)
        card(page, "سامر القطان").locator(".is-no").click()
        expect(card(page, "سامر القطان")).to_have_attribute("data-decision", "rejected")
        card(page, "منظمة الرعاية الدولية").locator(".is-change").click()
        page.fill("[name=name]", "منظمة الرعاية")
        page.click(".card-footer .btn-primary")
        expect(card(page, "منظمة الرعاية")).to_have_attribute("data-decision", "corrected")
        page.click(".bar-actions button[value=accepted]")
        page.click("#adopt")
        expect(page.locator("#adopted")).to_be_visible()
    finally:
        context.close()
    assert Meeting.objects.count() == 1


def test_everything_has_a_name_and_is_reached_by_tab(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("main a, main button, main input, main select")]
          .filter((one) => one.type !== "hidden" && one.checkVisibility())
          .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim()
            || one.labels?.length || one.title))
          .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    assert page.locator("#text").get_attribute("dir") == "rtl"
    twice = page.evaluate(
        "() => { const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);"
        "return ids.filter((id, at) => ids.indexOf(id) !== at); }"
    )
    assert twice == []
    # From the finder on, Tab comes to the first card's yes; the marks do not stand in the way.
    page.focus("#find")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "is-yes" in str(page.evaluate("document.activeElement.className")):
            break
    else:
        pytest.fail("Tab does not reach a card")
    page.keyboard.press("Enter")
    expect(page.locator(".finding").first).to_have_attribute("data-decision", "accepted")
    expect(page.locator("#said")).not_to_be_empty()


def test_a_lost_line_is_said_and_nothing_is_lost(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, MEETING_TEXT)
    page.route("**/decide/", lambda route: route.abort())
    card(page, "سامر القطان").locator(".is-yes").click()
    expect(page.locator(".failed")).to_be_visible()
    expect(card(page, "سامر القطان")).to_have_attribute("data-decision", "open")
    page.unroute("**/decide/")
    card(page, "سامر القطان").locator(".is-yes").click()
    expect(card(page, "سامر القطان")).to_have_attribute("data-decision", "accepted")
    expect(page.locator(".failed")).to_have_count(0)


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

"""Statements in a browser: taken in, read, decided about by keyboard, adopted, found again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import ViewportSize, expect

from mithaq.domains.partnerships.models import Meeting
from mithaq.exchange.models import Statement, StatementFinding
from mithaq.ledger.models import Agreement, Pledge
from mithaq.registry.models import Person
from tests.browser.reviewing import card, docx, fits, focused, html, paste, sign_in
from tests.functional.registry.users import user_with
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    agreement_reading,
    meeting_reading,
    reads_as,
    record_world,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
SOCIETY = "جمعية السنديان الطبية"


@pytest.fixture
def site(transactional_db: None, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """The small health system with a planner; two invented statements read as an officer would."""
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)
    user_with("planner", name="planner")
    return str(live_server.url)


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
    # It is out of the way while the page moves, and there again when it rests.
    page.mouse.wheel(0, 40)
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


def test_what_stands_in_the_way_is_chosen_on_the_card_itself(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    society = card(page, SOCIETY)
    society.locator(".is-change").click()
    page.select_option(".is-open-form [name=kind]", "")
    page.click(".is-open-form .btn-primary")
    expect(society).to_have_class("finding decision-corrected has-faults")
    expect(page.locator("#adopt")).to_be_disabled()
    society.locator(".way select").select_option("ingo")
    society.locator(".way .btn").click()
    expect(society.locator(".way")).to_have_count(0)
    assert StatementFinding.objects.get(value__name=SOCIETY).corrected["kind"] == "ingo"
    # What only waits for another card does not keep the rest from being adopted.
    sessions = card(page, "15,000 جلسة غسيل كلى")
    sessions.locator(".is-yes").click()
    sessions.locator(".way .to-card").first.click()
    expect(page.locator(".finding:focus[data-decision=open]")).to_have_count(1)
    expect(page.locator("#adopt")).to_be_enabled()


def test_a_card_does_not_move_away_under_the_mouse(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    page.locator(".finding").first.focus()
    heights = "() => [...document.querySelectorAll('.finding')].map((one) => one.offsetHeight)"
    before = page.evaluate(heights)
    page.locator(".finding").nth(2).focus()
    assert page.evaluate(heights) == before


def test_on_paper_stand_the_whole_text_and_its_cards(page: Page, site: str) -> None:
    sign_in(page, site)
    paste(page, site, AGREEMENT_TEXT)
    page.set_viewport_size({"width": 794, "height": 1120})
    page.emulate_media(media="print")
    expect(card(page, SOCIETY)).to_be_visible()
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator(".draft-bar")).to_be_hidden()


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

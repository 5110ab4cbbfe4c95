"""A draft on its page: what was found, a person's decisions, and what comes of a yes."""

from __future__ import annotations

import re
import uuid

from django.test import Client

from mithaq.domains.partnerships.models import Meeting
from mithaq.exchange.models import Statement
from mithaq.ledger.models import Agreement
from mithaq.registry.models import Organisation, User
from tests.functional.registry.users import user_with
from tests.functional.statements.world import AGREEMENT_TEXT, agreement_reading, take
from tests.functional.web.statements.conftest import client_of
from tests.functional.web.statements.reading import (
    address,
    body_of,
    cards_in,
    finding,
    page_of,
    text_of,
)

HTMX = {"HX-Request": "true"}
SOCIETY = "جمعية السنديان الطبية"


def test_a_card_says_what_was_found_in_which_words_and_what_it_is(
    web: Client, agreement: uuid.UUID
) -> None:
    page = page_of(web, agreement)
    cards = cards_in(page)
    assert "new" in cards[SOCIETY]
    assert "MOH" in cards["وزارة الصحة"]
    assert "رئيس الجمعية" in cards["مازن الدلول"]
    assert "more than 300 مريض" in cards
    assert "end of 2026" in cards
    assert "certain" in cards[SOCIETY]
    body = body_of(page)
    assert re.search(rf'<a class="mark is-organisation[^>]*>{SOCIETY}</a>', body)
    assert "One question to you" in text_of(body)
    assert "Adopt 0 of" in text_of(body)
    assert "Accept a finding that becomes a row" in text_of(body)


def test_a_decision_without_a_script_leads_back_to_its_card(
    web: Client, agreement: uuid.UUID
) -> None:
    card = finding(agreement, value__name=SOCIETY)
    answer = web.post(address(agreement, card, "decide"), {"decision": "accepted"})
    there = f"/statements/{agreement}/?card={card.uid}#card-{card.uid}"
    assert answer.headers["Location"] == there
    card.refresh_from_db()
    assert card.decision == "accepted"
    assert "accepted" in cards_in(page_of(web, agreement))[SOCIETY]
    web.post(address(agreement, card, "decide"), {"decision": "open"})
    card.refresh_from_db()
    assert card.decision == "open"


def test_a_decision_with_a_script_brings_the_card_the_counts_and_what_changed_with_it(
    web: Client, agreement: uuid.UUID
) -> None:
    card = finding(agreement, value__name=SOCIETY)
    answer = web.post(address(agreement, card, "decide"), {"decision": "accepted"}, headers=HTMX)
    body = body_of(answer)
    assert body.lstrip().startswith(f'<li class="finding decision-accepted" id="card-{card.uid}"')
    assert 'id="bar" hx-swap-oob="true"' in body
    assert f"accepted: {SOCIETY}" in text_of(body)
    assert "<html" not in body


def test_what_is_refused_changes_nothing_and_is_said(web: Client, agreement: uuid.UUID) -> None:
    card = finding(agreement, value__name=SOCIETY)
    for headers in ({}, HTMX):
        answer = web.post(
            address(agreement, card, "decide"),
            {"decision": "accepted", "link": "NOWHERE"},
            headers=headers,
        )
        assert "NOWHERE" in body_of(answer)
    card.refresh_from_db()
    assert card.decision == "open"
    wrong = f"/statements/{agreement}/cards/{uuid.uuid4()}/decide/"
    assert web.post(wrong, {"decision": "accepted"}).status_code == 404


def test_a_correction_keeps_what_was_typed_and_says_what_is_wrong(
    web: Client, agreement: uuid.UUID
) -> None:
    card = finding(agreement, value__value="12000")
    form = web.get(address(agreement, card, "correct"))
    assert 'value="12000"' in body_of(form)
    sent = {"value": "كثير", "unit": "session", "of": "جلسة", "qualifier": "about"}
    refused = web.post(address(agreement, card, "correct"), sent, headers=HTMX)
    assert refused.status_code == 422
    assert 'value="كثير"' in body_of(refused)
    assert f'id="id-{card.order}-value-faults"' in body_of(refused)
    kept = web.post(
        address(agreement, card, "correct"),
        {**sent, "value": "١٢٬٥٠٠", "measure": "service.dialysis_session", "becomes": "pledge"},
        headers=HTMX,
    )
    assert kept.status_code == 200
    card.refresh_from_db()
    assert card.decision == "corrected"
    assert card.corrected["value"] == "12500"
    assert card.corrected["qualifier"] == "about"
    assert "about 12,500 جلسة" in cards_in(page_of(web, agreement))


def test_every_kind_of_finding_has_a_form_that_changes_nothing_by_itself(
    web: Client, agreement: uuid.UUID
) -> None:
    for kind in ("place", "organisation", "person", "facility", "quantity", "moment", "act"):
        card = Statement.objects.get(uid=agreement).findings.filter(kind=kind).first()
        assert card is not None
        for headers in ({}, HTMX):
            assert web.get(address(agreement, card, "correct"), headers=headers).status_code == 200
        assert web.get(f"/statements/{agreement}/cards/{card.uid}/", headers=HTMX).content


def test_a_row_of_the_register_is_found_while_typing_and_linked(
    web: Client, agreement: uuid.UUID
) -> None:
    card = finding(agreement, value__name=SOCIETY)
    found = web.get(f"/statements/{agreement}/find/", {"kind": "organisation", "seek": "الرعاية"})
    assert 'value="CARE"' in body_of(found)
    sent = {"name": SOCIETY, "kind": "ngo", "link": "CARE", "becomes": "organisation"}
    without_script = web.post(
        address(agreement, card, "correct"), {**sent, "more": "seek", "seek": "الإغاثة"}
    )
    assert 'value="RELIEF"' in body_of(without_script)
    web.post(address(agreement, card, "correct"), sent)
    card.refresh_from_db()
    assert card.link == "CARE"


def test_a_finding_that_was_missed_is_added_where_its_words_stand(
    web: Client, agreement: uuid.UUID
) -> None:
    add = f"/statements/{agreement}/add/"
    form = web.get(add, {"finding": "place", "words": "محافظة\n الشمال", "near": "400"})
    assert "محافظة الشمال" in body_of(form)
    second = AGREEMENT_TEXT.rindex("محافظة الشمال")
    web.post(
        add,
        {
            "finding": "place",
            "words": "محافظة الشمال",
            "near": str(second + 2),
            "name": "الشمال كله",
        },
    )
    added = finding(agreement, value__name="الشمال كله")
    assert added.spans == [[second, second + len("محافظة الشمال")]]
    assert added.decision == "accepted"
    refused = web.post(add, {"finding": "place", "words": "ليست هنا", "name": "س"})
    assert refused.status_code == 422
    assert 'id="id-words-faults"' in body_of(refused)


def test_an_act_that_was_missed_is_added_as_the_act_that_it_is(
    web: Client, agreement: uuid.UUID
) -> None:
    sent = {"finding": "act", "words": "محافظة الشمال", "of": "لقاء في الشمال", "status": "done"}
    add = f"/statements/{agreement}/add/"
    assert web.post(add, sent).status_code == 422
    assert web.post(add, {**sent, "kind": "meeting"}).status_code == 302
    added = finding(agreement, value__of="لقاء في الشمال")
    assert (added.kind, added.value["kind"]) == ("act", "meeting")
    web.post(add, {"finding": "organisation", "words": "الشمال", "name": "رابطة", "kind": "union"})
    assert finding(agreement, value__name="رابطة").value["kind"] == "union"


def test_all_that_is_certain_is_accepted_and_adopted_with_links_both_ways(
    web: Client, reader: User, agreement: uuid.UUID
) -> None:
    web.post(f"/statements/{agreement}/all/", {"decision": "accepted"})
    answer = web.post(f"/statements/{agreement}/adopt/", follow=True)
    made = Agreement.objects.get()
    body = body_of(answer)
    assert f'href="/agreements/{made.code}/"' in body
    assert "What came of it" in body
    assert Organisation.objects.filter(name_ar=SOCIETY).exists()
    there = body_of(web.get(f"/agreements/{made.code}/"))
    assert "from a statement:" in there
    link = f"/statements/{agreement}/?at="
    assert link in there
    place = there.split(link)[1].split("#")[0]
    assert 'id="at"' in body_of(page_of(web, agreement, at=place))
    again = web.post(f"/statements/{agreement}/adopt/", follow=True)
    assert "nothing left to adopt" in text_of(body_of(again))


def test_a_meeting_leads_back_to_its_statement_for_who_may_see_it(
    web: Client, northern: Client, meeting: uuid.UUID
) -> None:
    web.post(f"/statements/{meeting}/all/", {"decision": "accepted"})
    web.post(f"/statements/{meeting}/adopt/")
    code = Meeting.objects.get().code
    assert f"/statements/{meeting}/?at=" in body_of(web.get(f"/meetings/{code}/"))
    assert f"/statements/{meeting}/?at=" in body_of(northern.get(f"/meetings/{code}/"))
    Statement.objects.filter(uid=meeting).update(
        location=Organisation.objects.get(code="MOH").location
    )
    assert f"/statements/{meeting}/" not in body_of(northern.get(f"/meetings/{code}/"))


def test_what_stands_in_the_way_is_said_with_the_card_that_it_is_about(
    northern: Client, reader: User
) -> None:
    """An officer may not record agreements: the refusal names the card, and nothing is made."""
    statement = take(AGREEMENT_TEXT, reader, location="N1")
    northern.post(f"/statements/{statement}/all/", {"decision": "accepted"})
    answer = northern.post(f"/statements/{statement}/adopt/")
    assert answer.status_code == 422
    assert 'href="#card-' in body_of(answer)
    assert not Agreement.objects.exists()


def test_a_statement_is_set_aside_with_a_reason_and_taken_up_again(
    web: Client, agreement: uuid.UUID
) -> None:
    address_ = f"/statements/{agreement}/set-aside/"
    assert web.post(address_, {"reason": " "}).status_code == 422
    web.post(address_, {"reason": "خبر قديم"})
    page = page_of(web, agreement)
    assert "خبر قديم" in body_of(page)
    assert "is-yes" not in body_of(page)
    web.post(f"/statements/{agreement}/take-up/")
    assert "is-yes" in body_of(page_of(web, agreement))


def test_another_day_of_the_statement_reads_it_again(web: Client, agreement: uuid.UUID) -> None:
    web.post(
        f"/statements/{agreement}/details/",
        {"title": "عنوان آخر", "outlet": "صحيفة", "on": "2026-04-01"},
    )
    row = Statement.objects.get()
    assert (row.title, str(row.on)) == ("عنوان آخر", "2026-04-01")
    assert row.findings.count() == body_of(page_of(web, agreement)).count('<li class="finding ')


def test_two_versions_are_shown_side_by_side_and_merged(
    web: Client, reader: User, agreement: uuid.UUID
) -> None:
    other = take(AGREEMENT_TEXT.replace("وبناء", "كما تشمل بناء"), reader, title="رواية أخرى")
    page = body_of(page_of(web, other))
    assert f"/statements/{other}/beside/{agreement}/" in page
    beside = body_of(web.get(f"/statements/{other}/beside/{agreement}/"))
    assert beside.count('class="statement-text"') == 2
    assert "alike" in beside
    answer = web.post(f"/statements/{other}/merge/{agreement}/")
    assert answer.headers["Location"] == f"/statements/{agreement}/"
    assert body_of(page_of(web, agreement)).count('class="statement-text"') == 2
    assert f"/statements/{agreement}/" in body_of(page_of(web, other))


def test_two_that_are_kept_apart_are_not_offered_again(
    web: Client, reader: User, agreement: uuid.UUID
) -> None:
    other = take(AGREEMENT_TEXT.replace("وبناء", "كما تشمل بناء"), reader)
    web.post(f"/statements/{other}/apart/{agreement}/")
    assert f"/beside/{agreement}/" not in body_of(page_of(web, other))
    assert f"/beside/{other}/" not in body_of(page_of(web, agreement))


def test_only_who_may_decide_is_offered_to(agreement: uuid.UUID) -> None:
    auditor = client_of(user_with("auditor"))
    body = body_of(page_of(auditor, agreement))
    assert "is-yes" not in body
    assert "/adopt/" not in body
    card = finding(agreement, value__name=SOCIETY)
    answer = auditor.post(address(agreement, card, "decide"), {"decision": "accepted"})
    assert answer.status_code == 403


def test_findings_are_found_and_narrowed(web: Client, agreement: uuid.UUID) -> None:
    assert set(cards_in(page_of(web, agreement, q="السنديان"))) >= {SOCIETY}
    assert "مازن الدلول" not in cards_in(page_of(web, agreement, q="وزارة"))
    card = finding(agreement, value__name=SOCIETY)
    web.post(address(agreement, card, "decide"), {"decision": "rejected"})
    assert set(cards_in(page_of(web, agreement, show="rejected"))) == {SOCIETY}
    assert SOCIETY not in cards_in(page_of(web, agreement, show="open"))


def test_the_reading_of_the_world_is_whole() -> None:
    """What the other tests count on."""
    assert len(agreement_reading(AGREEMENT_TEXT).acts) == 7

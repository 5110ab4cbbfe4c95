"""One agreement: what was promised, by whom, what was done, what happened to it since."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mithaq.domains.partnerships.actions import (
    amend_agreement,
    announce_agreement,
    describe_agreement,
    draft_agreement,
    state_figure,
)
from mithaq.domains.partnerships.records import LineChange, NewAmendment, NewFigure
from mithaq.engine.ledger_tables import Stage
from mithaq.engine.months import read_month
from mithaq.ledger.actions import post, record_parties, record_pledges
from mithaq.ledger.records import NewAgreement, NewDelivery, NewParty, NewPosting
from mithaq.ledger.refreshes import refresh_now
from mithaq.registry.actions import add_letter
from mithaq.registry.models import SubjectKind
from tests.functional.partnerships.world import MILLION, SESSIONS, pledge, statement
from tests.functional.web.partnerships.reading import text_of

pytestmark = pytest.mark.django_db
AS_OF = date(2025, 6, 30)


def deliver(months: int, each: int = 80, stage: Stage = Stage.CLAIMED) -> None:
    """So many sessions a month at F1, under AG-N, from February 2025."""
    first = read_month("2025-02")
    lines = [
        NewDelivery(
            line=str(number),
            stage=stage,
            measure=SESSIONS.code,
            location="F1",
            month=first + number,
            quantity=each * MILLION,
            organisation="RELIEF",
            agreement="AG-N",
        )
        for number in range(months)
    ]
    post([NewPosting(source=f"sheet-{stage.name}", lines=lines)], actor=None, kind="import")


def page_of(client: Client, code: str = "AG-N") -> str:
    response = client.get(f"/agreements/{code}/")
    assert response.status_code == 200
    return text_of(response)


def test_it_shows_who_promised_what_to_whom(planner: Client) -> None:
    record_parties(
        [NewParty(agreement="AG-N", organisation="CARE", role="donor", share=Decimal("0.25"))],
        actor=None,
    )
    refresh_now(AS_OF)
    page = page_of(planner)
    for words in ("Operating the North", "active", "Medical Relief", "Ministry of Health"):
        assert words in page
    assert "Dialysis session" in page
    assert "1,200" in page
    assert "Care Abroad · 25%" in page


def test_what_nobody_reported_is_not_known_and_never_nought(planner: Client) -> None:
    refresh_now(AS_OF)
    page = page_of(planner)
    assert "nothing has been reported: not known" in page
    assert not re.search(r"(claimed|accepted|verified) 0\b", page)


def test_a_stage_that_never_spoke_is_not_nought_beside_one_that_did(planner: Client) -> None:
    deliver(5)
    refresh_now(AS_OF)
    page = page_of(planner)
    assert "claimed 400" in page
    assert "accepted none yet" in page
    assert "verified not checked yet" in page


def test_claimed_accepted_verified_and_expected_stand_side_by_side(planner: Client) -> None:
    for stage, each in ((Stage.CLAIMED, 100), (Stage.ACCEPTED, 80), (Stage.VERIFIED, 20)):
        deliver(5, each, stage)
    refresh_now(AS_OF)
    page = page_of(planner)
    # 150 of the 334 days have passed: 1,200 × 150 ÷ 334.
    assert "claimed 500 accepted 400 verified 100 expected 539" in page
    assert "33%" in page


def test_the_chart_has_each_month_and_what_was_expected_by_it(planner: Client) -> None:
    deliver(5)
    refresh_now(AS_OF)
    body = planner.get("/agreements/AG-N/").content.decode()
    found = re.search(r'<script id="months-data"[^>]*>(.*?)</script>', body, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert len(data["months"]) == 11
    assert data["claimed"][:6] == [80, 160, 240, 320, 400, None]
    assert data["accepted"][0] is None
    assert data["expected"][-1] == 1200


def test_two_voices_stand_side_by_side_each_with_its_source(planner: Client) -> None:
    source = statement()
    for voice, quantity in (("RELIEF", 920860), ("MOH", 1_000_000)):
        state_figure(
            NewFigure(
                agreement="AG-N",
                label_ar="خدمات",
                label_en="services",
                quantity=Decimal(quantity),
                unit_ar="خدمة",
                unit_en="services",
                stated_by=voice,
                source=source.uid,
            ),
            actor=None,
        )
    page = page_of(planner)
    assert "What each side stated" in page
    assert page.index("920,860") < page.index("1,000,000")
    assert page.count("بيان الوزارة · وكالة") == 2


def test_an_amendment_shows_what_was_before_and_after(planner: Client) -> None:
    amend_agreement(
        NewAmendment(
            agreement="AG-N",
            kind="targets",
            effective_on=date(2025, 6, 1),
            summary_ar="رفع الهدف",
            summary_en="The target is raised",
            changes=(LineChange(line="1", quantity=2400 * MILLION),),
        ),
        actor=None,
    )
    page = page_of(planner)
    assert "Amendment 1: change of targets" in page
    assert "Quantity 1,200 2,400" in page


def test_a_draft_shows_its_lines_and_says_that_they_do_not_speak(planner: Client) -> None:
    head = NewAgreement(
        code="DRAFT", title_ar="مسودة", kind="operation", authority="MOH", partner="CARE"
    )
    draft_agreement(head, actor=None)
    record_pledges([pledge("DRAFT", "F1", quantity=77)], actor=None)
    refresh_now(AS_OF)
    page = page_of(planner, "DRAFT")
    assert "77" in page
    assert "A draft does not speak in any reckoning." in page


def test_an_end_known_to_the_year_is_no_made_up_day(planner: Client) -> None:
    head = NewAgreement(
        code="YEAR",
        title_ar="اتفاقية",
        kind="operation",
        authority="MOH",
        partner="CARE",
        announced_on=date(2025, 1, 1),
        ends_on=date(2026, 12, 31),
        ends_precision="year",
    )
    announce_agreement(head, actor=None)
    page = page_of(planner, "YEAR")
    assert "end of 2026" in page
    assert "31 December" not in page


def test_parts_and_the_umbrella_lead_to_each_other(planner: Client) -> None:
    part = NewAgreement(
        code="PART",
        title_ar="ملحق",
        title_en="The annex",
        kind="operation",
        authority="MOH",
        partner="RELIEF",
        parent="AG-N",
        announced_on=date(2025, 1, 1),
    )
    announce_agreement(part, actor=None)
    assert "The annex" in page_of(planner)
    assert "Operating the North" in page_of(planner, "PART")


def test_letters_and_purpose_are_shown(planner: Client) -> None:
    from mithaq.ledger.models import Agreement

    describe_agreement("AG-N", purpose_ar="غاية", purpose_en="To keep dialysis going", actor=None)
    add_letter(
        subject_kind=SubjectKind.AGREEMENT,
        subject=Agreement.objects.get(code="AG-N").uid,
        direction="outgoing",
        number="217/ص",
        on=date(2025, 1, 20),
        actor=None,
    )
    page = page_of(planner)
    assert "To keep dialysis going" in page
    assert "outgoing 217/ص" in page


def test_its_end_shows_which_facilities_lose_what_and_where(planner: Client) -> None:
    deliver(5)
    refresh_now(AS_OF)
    page = page_of(planner)
    assert "One facility loses support that no other pledge gives it since 31 December 2025" in page
    assert "services one facility" in page
    assert "North 1" in page
    record_pledges([pledge("AG-S", "F1", line="2")], actor=None)
    refresh_now(AS_OF)
    # Both end on the same day: it is lost with either.
    assert "One facility loses support" in page_of(planner)


def test_only_who_may_edit_is_offered_to(planner: Client, partner: Client) -> None:
    assert "Amend it" in page_of(planner)
    seen = page_of(partner)
    for words in ("Amend it", "Change its status", "Attach a document", "State a figure"):
        assert words not in seen


def test_another_organisations_agreement_is_not_found(partner: Client) -> None:
    assert partner.get("/agreements/AG-S/").status_code == 404


def test_a_code_may_hold_a_slash(planner: Client) -> None:
    head = NewAgreement(
        code="وزارة/217/2025",
        title_ar="اتفاقية برقم كتاب",
        title_en="Numbered as a letter",
        kind="operation",
        authority="MOH",
        partner="CARE",
        announced_on=date(2025, 1, 1),
    )
    announce_agreement(head, actor=None)
    assert "Numbered as a letter" in page_of(planner, head.code)
    assert "Numbered as a letter" in text_of(planner.get("/agreements/"))
    assert planner.get(f"/agreements/{head.code}/status/").status_code == 200


def test_it_asks_the_database_twenty_one_times_at_most(planner: Client) -> None:
    deliver(5)
    test_an_amendment_shows_what_was_before_and_after(planner)
    refresh_now(AS_OF)
    planner.get("/agreements/AG-N/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        planner.get("/agreements/AG-N/")
    assert len(asked) <= 21, "\n".join(query["sql"][:150] for query in asked)

"""The life of an agreement on its pages: begun, signed, suspended, resumed, ended; its parties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mithaq.ledger.models import Agreement, AgreementParty, AgreementStatus, Pledge
from tests.functional.partnerships.world import SESSIONS
from tests.functional.web.partnerships.conftest import SignIn
from tests.functional.web.partnerships.reading import fault_beside, text_of, typed_in

pytestmark = pytest.mark.django_db

NEW = {
    "first": "announced",
    "code": "AG-2026",
    "title_ar": "اتفاقية غسيل الكلى",
    "title_en": "Dialysis agreement",
    "kind": "operation",
    "authority": "Ministry of Health",
    "partner": "CARE",
    "announced_on": "2025-03-01",
    "starts_on": "٢٠٢٥-٠٤-٠١",
    "ends_on": "2025-12-31",
    "ends_precision": "year",
    "counts_from": "2",
    "preferred_claimant": "0",
    "purpose_en": "To keep dialysis going",
    "parties-0-organisation": "Medical Relief",
    "parties-0-role": "implementing",
    "parties-0-share": "40",
}


def status_of(code: str) -> str:
    return Agreement.objects.get(code=code).status


def test_an_agreement_is_announced_with_its_parties(planner: Client) -> None:
    assert planner.get("/new/agreement/").status_code == 200
    answer = planner.post("/new/agreement/", NEW)
    assert answer.headers["Location"] == "/agreements/AG-2026/"
    agreement = Agreement.objects.get(code="AG-2026")
    assert (agreement.status, agreement.partner.code) == ("announced", "CARE")
    assert (agreement.starts_on, agreement.ends_precision) == (date(2025, 4, 1), "year")
    party = AgreementParty.objects.get(agreement=agreement)
    assert (party.organisation.code, party.role, float(party.share or 0)) == (
        "RELIEF",
        "implementing",
        0.4,
    )
    page = text_of(planner.get("/agreements/AG-2026/"))
    assert "To keep dialysis going" in page
    assert "What counts verified" in page


def test_a_draft_does_not_speak_until_it_is_signed(planner: Client) -> None:
    planner.post("/new/agreement/", {**NEW, "first": "draft"})
    assert status_of("AG-2026") == "draft"
    planner.post("/agreements/AG-2026/status/", {"status": "signed", "on": "2025-03-15"})
    agreement = Agreement.objects.get(code="AG-2026")
    assert (agreement.status, agreement.signed_on) == ("signed", date(2025, 3, 15))


def test_every_fault_stands_beside_its_field_and_what_was_typed_is_kept(planner: Client) -> None:
    answer = planner.post(
        "/new/agreement/",
        {
            **NEW,
            "code": "",
            "title_ar": "",
            "kind": "alliance",
            "partner": "nobody at all",
            "starts_on": "tomorrow",
            "ends_on": "2025-01-01",
            "parties-0-role": "friend",
            "parties-0-share": "140",
        },
    )
    assert answer.status_code == 422
    for field in ("code", "title_ar"):
        assert fault_beside(answer, field) == "This is required."
    assert "not one of the allowed values" in fault_beside(answer, "kind")
    assert "nobody at all" in fault_beside(answer, "partner")
    assert "tomorrow is not a date" in fault_beside(answer, "starts_on")
    assert "not one of the allowed values" in fault_beside(answer, "parties-0-role")
    assert "between 0 and 1" in fault_beside(answer, "parties-0-share")
    assert "things are to be put right; nothing has been kept yet" in text_of(answer)
    assert typed_in(answer, "title_en") == "Dialysis agreement"
    assert typed_in(answer, "starts_on") == "tomorrow"
    assert not Agreement.objects.filter(title_en="Dialysis agreement").exists()


def test_faults_are_said_in_the_pages_language(planner: Client) -> None:
    planner.cookies["mithaq_language"] = "ar"
    answer = planner.post("/new/agreement/", {**NEW, "title_ar": "", "ends_on": "غداً"})
    assert fault_beside(answer, "title_ar") == "هذه الخانة مطلوبة ولا تُترك فارغة."
    assert "غداً ليست تاريخاً" in fault_beside(answer, "ends_on")
    assert "أمران يحتاجان إلى تصحيح" in text_of(answer)


def test_one_more_party_keeps_what_was_typed_and_records_nothing(planner: Client) -> None:
    answer = planner.post("/new/agreement/", {**NEW, "more": "parties"})
    assert answer.status_code == 200
    assert typed_in(answer, "parties-0-organisation") == "Medical Relief"
    assert typed_in(answer, "parties-1-organisation") == ""
    assert not Agreement.objects.filter(code="AG-2026").exists()


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        ((("suspended", "2025-05-01"), ("active", "2025-06-01")), "active"),
        ((("ended", "2025-12-31"),), "ended"),
        ((("suspended", "2025-05-01"), ("terminated", "2025-06-01")), "terminated"),
    ],
)
def test_an_agreement_takes_one_step_after_the_other(
    planner: Client, steps: tuple[tuple[str, str], ...], last: str
) -> None:
    for status, on in steps:
        answer = planner.post(
            "/agreements/AG-N/status/", {"status": status, "on": on, "reason_ar": "نقص التمويل"}
        )
        assert answer.status_code == 302
        event = AgreementStatus.objects.filter(agreement__code="AG-N").latest("id")
        assert (event.status, event.on) == (status, date.fromisoformat(on))
    assert status_of("AG-N") == last


def test_only_what_may_follow_is_offered(planner: Client) -> None:
    page = text_of(planner.get("/agreements/AG-N/status/"))
    assert "Suspend it" in page
    assert "Terminate it" in page
    assert "Sign it" not in page


def test_a_step_is_refused_with_every_reason_at_once(planner: Client) -> None:
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    answer = planner.post("/agreements/AG-N/status/", {"status": "suspended", "on": later})
    assert answer.status_code == 422
    assert "has not come yet" in fault_beside(answer, "on")
    assert fault_beside(answer, "reason_ar") == "Say why the agreement is suspended or terminated."
    assert status_of("AG-N") == "active"


def test_a_step_that_may_not_follow_is_refused_even_if_it_is_sent(planner: Client) -> None:
    answer = planner.post("/agreements/AG-N/status/", {"status": "signed", "on": "2025-05-01"})
    assert answer.status_code == 422
    assert "it may not become signed" in text_of(answer)


def test_a_party_is_added_with_its_share_and_dates(planner: Client) -> None:
    answer = planner.post(
        "/agreements/AG-N/party/",
        {"organisation": "CARE", "role": "donor", "share": "12.5", "valid_from": "2025-02-01"},
    )
    assert answer.status_code == 302
    party = AgreementParty.objects.get(agreement__code="AG-N")
    assert (float(party.share or 0), party.valid_from) == (0.125, date(2025, 2, 1))


def test_lines_are_written_before_signature(planner: Client) -> None:
    planner.post("/new/agreement/", NEW)
    line = {
        "changes-0-line": "1",
        "changes-0-measure": SESSIONS.code,
        "changes-0-quantity": "٦٠٠",
        "changes-0-scope": "F1\nمحافظة الجنوب",
        "changes-0-starts_on": "2025-04-01",
        "changes-0-ends_on": "2025-12-31",
        "changes-0-profile": "linear",
    }
    assert "Write a line" in text_of(planner.get("/agreements/AG-2026/amend/"))
    assert planner.post("/agreements/AG-2026/amend/", line).status_code == 302
    pledge = Pledge.objects.get(agreement__code="AG-2026")
    assert pledge.quantity == 600_000_000
    assert sorted(pledge.scopes.values_list("location__code", flat=True)) == ["F1", "S1"]
    again = planner.post("/agreements/AG-2026/amend/", line)
    assert "is there already" in fault_beside(again, "changes-0-line")


@pytest.mark.parametrize(
    "address",
    [
        "/new/agreement/",
        *(
            f"/agreements/AG-N/{form}/"
            for form in ("status", "amend", "party", "figure", "undertaking", "letter", "file")
        ),
    ],
)
@pytest.mark.parametrize("kind", ["officer", "partner", "auditor", "administrator"])
def test_no_form_is_reached_without_the_right(sign_in: SignIn, kind: str, address: str) -> None:
    client = sign_in(kind, organisation="RELIEF")
    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code == 403

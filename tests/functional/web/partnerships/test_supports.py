"""Still supporting? until when? One tap answers; officers see who has not."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from mithaq.domains.partnerships.actions import ask_supports
from mithaq.domains.partnerships.models import SupportConfirmation
from mithaq.ledger.actions import record_supports
from mithaq.ledger.models import Support
from mithaq.ledger.records import NewSupport
from tests.functional.web.partnerships.conftest import SignIn
from tests.functional.web.partnerships.reading import text_of

pytestmark = pytest.mark.django_db

MARCH = date(2025, 3, 1)


@pytest.fixture(autouse=True)
def asked(world: None) -> None:
    """RELIEF supports F1 with services and staff and F2 with services; CARE supports F3."""
    given = (
        ("F1", "service", "RELIEF", "AG-N"),
        ("F1", "staff", "RELIEF", "AG-N"),
        ("F2", "service", "RELIEF", ""),
        ("F3", "goods", "CARE", "AG-S"),
    )
    record_supports(
        [
            NewSupport(
                facility=facility,
                family=family,
                organisation=organisation,
                agreement=agreement,
                valid_from=date(2025, 2, 1),
            )
            for facility, family, organisation, agreement in given
        ],
        actor=None,
    )
    ask_supports(MARCH, actor=None)


def question(facility: str, family: str = "service") -> SupportConfirmation:
    keys = Support.objects.filter(facility__code=facility, family=family).values("key")
    return SupportConfirmation.objects.get(support_key__in=keys)


def last_day(facility: str, family: str = "service") -> date | None:
    rows = Support.objects.filter(facility__code=facility, family=family)
    return rows.latest("id").valid_to


def test_a_partner_sees_its_own_questions_and_no_others(partner: Client) -> None:
    page = text_of(partner.get("/supports/"))
    assert "3 questions wait" in page
    assert "Green Hill Hospital" in page
    assert "Vale Dialysis Centre" not in page


def test_one_tap_says_yes(partner: Client) -> None:
    asked = question("F2")
    answer = partner.post(f"/supports/{asked.uid}/", {"answer": "yes", "until": ""})
    assert answer.headers["Location"] == "/supports/"
    assert question("F2").answer == "yes"
    assert last_day("F2") is None
    assert "2 questions wait" in text_of(partner.get("/supports/"))


def test_until_a_day_ends_the_support_on_it(partner: Client) -> None:
    partner.post(f"/supports/{question('F2').uid}/", {"answer": "until", "until": "2025-09-30"})
    assert last_day("F2") == date(2025, 9, 30)


def test_no_ends_it(partner: Client) -> None:
    partner.post(f"/supports/{question('F2').uid}/", {"answer": "no", "until": "2025-03-31"})
    assert (question("F2").answer, last_day("F2")) == ("no", date(2025, 3, 31))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"answer": "until", "until": ""}, "This is required."),
        ({"answer": "until", "until": "2024-12-31"}, "it cannot end before that"),
        ({"answer": "until", "until": "Ramadan"}, "Ramadan is not a date"),
        ({"answer": "perhaps", "until": ""}, "not one of the allowed values"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why_and_changes_nothing(
    partner: Client, given: dict[str, str], words: str
) -> None:
    answer = partner.post(f"/supports/{question('F2').uid}/", given)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert (question("F2").answer, last_day("F2")) == ("", None)


@pytest.mark.parametrize(
    ("given", "left"),
    [({}, 0), ({"facility": "F1"}, 1), ({"agreement": "AG-N"}, 1), ({"facility": "F3"}, 3)],
)
def test_yes_to_all_of_a_facility_an_agreement_or_everything(
    partner: Client, given: dict[str, str], left: int
) -> None:
    assert partner.post("/supports/all/", given).status_code == 302
    own = SupportConfirmation.objects.filter(organisation__code="RELIEF")
    assert own.filter(answer="").count() == left
    assert question("F3", "goods").answer == ""


def test_officers_see_who_has_not_answered(officer: Client, planner: Client) -> None:
    page = text_of(officer.get("/supports/"))
    assert "3 supports await their partners" in page
    assert "Medical Relief" in page
    assert "Care Abroad" not in page
    assert "Care Abroad one question" in text_of(planner.get("/supports/"))


def test_only_the_partner_answers(officer: Client, sign_in: SignIn) -> None:
    asked = question("F2")
    assert officer.post(f"/supports/{asked.uid}/", {"answer": "yes"}).status_code == 403
    assert officer.post("/supports/all/").status_code == 403
    other = sign_in("partner", organisation="CARE", location="S1")
    assert other.post(f"/supports/{asked.uid}/", {"answer": "yes"}).status_code == 404


def test_asking_again_in_a_month_is_nothing(planner: Client, officer: Client) -> None:
    planner.post("/supports/ask/")
    count = SupportConfirmation.objects.count()
    planner.post("/supports/ask/")
    assert SupportConfirmation.objects.count() == count
    assert officer.post("/supports/ask/").status_code == 403

"""Each month a partner is asked: still supporting? until when? One click answers."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.domains.partnerships.access import access_confirmation
from mithaq.domains.partnerships.actions import ask_supports, confirm_support
from mithaq.domains.partnerships.models import SupportConfirmation
from mithaq.domains.partnerships.queries.supports import supports_to_confirm
from mithaq.ledger.actions import record_supports
from mithaq.ledger.models import Support
from mithaq.ledger.records import NewSupport
from mithaq.registry.access import Denied, NotFound, Permission
from mithaq.registry.faults import ActionRefused
from tests.functional.partnerships.world import record_agreements
from tests.functional.registry.users import user_with

pytestmark = pytest.mark.django_db

MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)


@pytest.fixture(autouse=True)
def supports() -> None:
    record_agreements()
    record_supports(
        [
            NewSupport(
                facility="F1",
                family="service",
                organisation="RELIEF",
                agreement="AG-N",
                valid_from=date(2025, 2, 1),
            ),
            NewSupport(
                facility="F2",
                family="staff",
                organisation="RELIEF",
                valid_from=date(2025, 2, 1),
                valid_to=date(2025, 3, 15),
            ),
            NewSupport(
                facility="F3", family="goods", organisation="CARE", valid_from=date(2025, 4, 2)
            ),
        ],
        actor=None,
    )


def last_day(facility: str) -> date | None:
    versions = Support.objects.filter(facility__code=facility).order_by("recorded_at", "id")
    version = versions.last()
    assert version is not None
    return version.valid_to


def question(facility: str) -> SupportConfirmation:
    return SupportConfirmation.objects.get(facility__code=facility)


def test_each_running_support_is_asked_about_once_a_month() -> None:
    assert ask_supports(date(2025, 3, 20), actor=None) == 2
    assert ask_supports(MARCH, actor=None) == 0
    assert ask_supports(APRIL, actor=None) == 1
    asked = SupportConfirmation.objects.order_by("id").values_list("facility__code", "month")
    assert list(asked) == [("F1", MARCH), ("F2", MARCH), ("F1", APRIL)]


def test_yes_leaves_the_support_as_it_is() -> None:
    ask_supports(MARCH, actor=None)
    partner = user_with("partner", organisation="RELIEF")
    before = Support.objects.count()
    answered = confirm_support(question("F1").uid, answer="yes", actor=partner.uid)
    assert (answered.answer, answered.answered_by) == ("yes", partner.uid)
    assert Support.objects.count() == before
    assert [row.facility for row in supports_to_confirm(partner)] == ["F2"]


def test_a_last_day_becomes_the_supports_end() -> None:
    ask_supports(MARCH, actor=None)
    confirm_support(question("F1").uid, answer="until", until=date(2025, 6, 30), actor=None)
    assert last_day("F1") == date(2025, 6, 30)
    assert Support.objects.filter(facility__code="F1").count() == 2


def test_no_ends_the_support_that_day() -> None:
    ask_supports(MARCH, actor=None)
    confirm_support(question("F1").uid, answer="no", on=date(2025, 3, 9), actor=None)
    assert last_day("F1") == date(2025, 3, 9)


def test_a_question_is_answered_once_and_sensibly() -> None:
    ask_supports(MARCH, actor=None)
    row = question("F1")
    for answer, until, faults in (
        ("until", None, {"required"}),
        ("until", date(2025, 1, 1), {"until_before_start"}),
        ("perhaps", None, {"not_in_list"}),
    ):
        with pytest.raises(ActionRefused) as refused:
            confirm_support(row.uid, answer=answer, until=until, actor=None)
        assert {fault.code for fault in refused.value.faults} == faults
    confirm_support(row.uid, answer="yes", actor=None)
    with pytest.raises(ActionRefused) as refused:
        confirm_support(row.uid, answer="no", actor=None)
    assert {fault.code for fault in refused.value.faults} == {"answered_already"}


def test_only_the_partner_itself_answers() -> None:
    ask_supports(MARCH, actor=None)
    row = question("F1")
    partner = user_with("partner", organisation="RELIEF")
    assert access_confirmation(partner, row.uid) == row
    with pytest.raises(NotFound):
        access_confirmation(user_with("partner", organisation="CARE"), row.uid)
    officer = user_with("officer", organisation="DOH-N", location="N1")
    with pytest.raises(Denied):
        access_confirmation(officer, row.uid)
    waiting = supports_to_confirm(officer, Permission.SEE_AGREEMENT)
    assert [(each.facility, each.family) for each in waiting] == [
        ("F1", "service"),
        ("F2", "staff"),
    ]


def test_of_a_support_only_the_latest_question_waits() -> None:
    ask_supports(MARCH, actor=None)
    ask_supports(APRIL, actor=None)
    partner = user_with("partner", organisation="RELIEF")
    waiting = supports_to_confirm(partner)
    assert [(each.facility, each.month) for each in waiting] == [("F1", APRIL), ("F2", MARCH)]

"""What may follow what, decided without a database."""

from __future__ import annotations

from datetime import date

import pytest

from mithaq.domains.partnerships import rules
from mithaq.registry.faults import Fault

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
STATUSES = ("announced", "draft", "signed", "active", "suspended", "ended", "terminated")


def codes(faults: list[Fault]) -> set[str]:
    return {fault.code for fault in faults}


def may_follow(current: str, wanted: str) -> bool:
    return not rules.status_faults(current, wanted, on=FEB, last_on=JAN, today=MAR, reason="x")


@pytest.mark.parametrize(
    ("current", "followers"),
    [
        ("", {"announced", "draft"}),
        ("announced", {"draft", "signed", "terminated"}),
        ("draft", {"signed", "terminated"}),
        ("signed", {"active", "terminated"}),
        ("active", {"suspended", "ended", "terminated"}),
        ("suspended", {"active", "ended", "terminated"}),
        ("ended", set()),
        ("terminated", set()),
    ],
)
def test_an_agreement_goes_from_announcement_to_end(current: str, followers: set[str]) -> None:
    assert {wanted for wanted in STATUSES if may_follow(current, wanted)} == followers


def test_a_change_of_status_is_neither_before_the_last_one_nor_to_come() -> None:
    early = rules.status_faults("signed", "active", on=JAN, last_on=FEB, today=MAR, reason="")
    late = rules.status_faults("signed", "active", on=MAR, last_on=JAN, today=FEB, reason="")
    assert codes(early) == {"before_last_change"}
    assert codes(late) == {"not_yet"}


@pytest.mark.parametrize("wanted", ["suspended", "terminated"])
def test_a_suspension_or_termination_needs_a_reason(wanted: str) -> None:
    faults = rules.status_faults("active", wanted, on=FEB, last_on=JAN, today=MAR, reason="  ")
    assert codes(faults) == {"reason_required"}


def test_all_faults_of_a_change_are_named_at_once() -> None:
    faults = rules.status_faults("ended", "suspended", on=MAR, last_on=None, today=FEB, reason="")
    assert codes(faults) == {"status_may_not_follow", "not_yet", "reason_required"}
    assert "منتهية" in faults[0].ar


def change(**given: object) -> rules.Change:
    fields: dict[str, object] = {
        "line": "1",
        "changed": (),
        "last_effective_on": JAN,
        "ended_on": FEB,
        "ends_on": None,
    }
    return rules.Change(**{**fields, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "amended", "faults"),
    [
        ("extension", change(changed=("ends_on",), ends_on=MAR), set()),
        ("extension", change(changed=("ends_on", "quantity"), ends_on=MAR), set()),
        ("extension", change(changed=("ends_on",), ends_on=FEB), {"extension_not_later"}),
        ("extension", change(changed=("ends_on",), ended_on=None, ends_on=FEB), set()),
        ("extension", change(changed=("quantity",)), {"amends_nothing"}),
        ("extension", change(changed=("ends_on", "scope"), ends_on=MAR), {"amends_more"}),
        ("targets", change(changed=("quantity",)), set()),
        ("targets", change(changed=("milestones",)), set()),
        ("targets", change(changed=("quantity", "ends_on"), ends_on=MAR), {"amends_more"}),
        ("scope", change(changed=("scope",)), set()),
        ("scope", change(changed=("measure",)), {"amends_more", "amends_nothing"}),
    ],
)
def test_an_amendment_changes_what_its_kind_says(
    kind: str, amended: rules.Change, faults: set[str]
) -> None:
    found = rules.amendment_faults(kind, "active", effective_on=FEB, changes=[amended])
    assert codes(found) == faults


def test_an_amendment_comes_after_the_version_it_amends() -> None:
    targets = change(changed=("quantity",), last_effective_on=FEB)
    for day in (JAN, FEB):
        found = rules.amendment_faults("targets", "active", effective_on=day, changes=[targets])
        assert codes(found) == {"not_after_version"}


@pytest.mark.parametrize("status", STATUSES)
def test_only_a_living_agreement_is_amended(status: str) -> None:
    is_amendable = status in ("signed", "active", "suspended")
    assert (codes(rules.amendable_faults(status)) == set()) is is_amendable


def test_an_action_point_is_closed_by_another_person() -> None:
    assert not rules.closing_faults("done", closer=3, assignee=1, done_by=2)
    assert not rules.closing_faults("done", closer=3, assignee=None, done_by=None)
    for closer in (1, 2):
        faults = rules.closing_faults("done", closer=closer, assignee=1, done_by=2)
        assert codes(faults) == {"closed_by_assignee"}
    faults = rules.closing_faults("open", closer=1, assignee=1, done_by=None)
    assert codes(faults) == {"closed_by_assignee", "point_may_not_follow"}


def test_an_undertaking_ripens_into_its_own_agreement_by_a_party_to_it() -> None:
    def ripen(status: str, of_agreement: str, into: str, undertaker: str) -> set[str]:
        return codes(
            rules.ripening_faults(
                status,
                of_agreement=of_agreement,
                into=into,
                undertaker=undertaker,
                parties={"MOH", "RELIEF"},
            )
        )

    assert ripen("open", "", "A", "RELIEF") == set()
    assert ripen("open", "A", "A", "RELIEF") == set()
    assert ripen("dropped", "B", "A", "CARE") == {
        "undertaking_not_open",
        "ripens_elsewhere",
        "not_the_undertaker",
    }


def test_a_support_is_asked_about_while_it_runs() -> None:
    assert rules.is_question_due(JAN, None, month=JAN)
    assert rules.is_question_due(JAN, FEB, month=FEB)
    assert not rules.is_question_due(JAN, date(2026, 1, 31), month=FEB)
    assert not rules.is_question_due(date(2026, 1, 2), None, month=JAN)


def test_an_answer_is_given_once_and_with_its_day() -> None:
    assert not rules.answer_faults("yes", None, answered="", valid_from=JAN)
    assert not rules.answer_faults("until", JAN, answered="", valid_from=JAN)
    assert codes(rules.answer_faults("until", None, answered="no", valid_from=JAN)) == {
        "required",
        "answered_already",
    }
    assert codes(rules.answer_faults("no", JAN, answered="", valid_from=FEB)) == {
        "until_before_start"
    }


def test_a_request_is_answered_once() -> None:
    assert not rules.request_faults("open", "studied")
    assert not rules.request_faults("studied", "refused")
    for wanted in ("studied", "answered", "refused"):
        assert codes(rules.request_faults("answered", wanted)) == {"request_answered"}

"""Amendments made on the page: lines get new versions from a day, the old ones stay."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from mithaq.domains.partnerships.models import Amendment
from mithaq.ledger.actions import record_pledges
from mithaq.ledger.models import Pledge
from tests.functional.partnerships.world import MILLION, SESSIONS, pledge
from tests.functional.web.partnerships.reading import fault_beside, text_of, typed_in

pytestmark = pytest.mark.django_db

HEAD = {"effective_on": "2025-07-01", "summary_ar": "تعديل أول", "summary_en": "A first one"}


def versions(line: str = "1") -> list[Pledge]:
    rows = Pledge.objects.filter(agreement__code="AG-N", line=line)
    return list(rows.order_by("effective_on"))


def test_ticked_lines_end_on_the_agreements_new_last_day(planner: Client) -> None:
    record_pledges([pledge("AG-N", "F2", line="2")], actor=None)
    answer = planner.post(
        "/agreements/AG-N/amend/?kind=extension",
        {
            **HEAD,
            "extends_to": "2026-06-30",
            "changes-0-line": "1",
            "changes-0-chosen": "1",
            "changes-0-quantity": "1800",
            "changes-1-line": "2",
        },
    )
    assert answer.headers["Location"] == "/agreements/AG-N/"
    before, after = versions()
    assert (before.ends_on, after.ends_on) == (date(2025, 12, 31), date(2026, 6, 30))
    assert (before.quantity, after.quantity) == (1200 * MILLION, 1800 * MILLION)
    assert len(versions("2")) == 1
    amendment = Amendment.objects.get()
    assert (amendment.kind, amendment.extends_to) == ("extension", date(2026, 6, 30))


def test_a_target_is_changed(planner: Client) -> None:
    address = "/agreements/AG-N/amend/?kind=targets"
    planner.post(address, {**HEAD, "changes-0-line": "1", "changes-0-quantity": "900"})
    assert [version.quantity for version in versions()] == [1200 * MILLION, 900 * MILLION]


def test_a_scope_is_changed_by_name_or_code(planner: Client) -> None:
    planner.post(
        "/agreements/AG-N/amend/?kind=scope",
        {
            **HEAD,
            "changes-0-line": "1",
            "changes-0-chosen": "1",
            "changes-0-scope": "F1\nRiver Health Centre",
        },
    )
    _, after = versions()
    assert sorted(after.scopes.values_list("location__code", flat=True)) == ["F1", "F2"]


def test_a_line_with_milestones_is_added(planner: Client) -> None:
    answer = planner.post(
        "/agreements/AG-N/amend/?kind=new_line",
        {
            **HEAD,
            "changes-0-line": "7",
            "changes-0-measure": SESSIONS.code,
            "changes-0-quantity": "300",
            "changes-0-scope": "N1",
            "changes-0-starts_on": "2025-07-01",
            "changes-0-ends_on": "2025-12-31",
            "changes-0-profile": "milestones",
            "changes-0-milestones": "2025-09-30 100\n2025-12-31 300",
        },
    )
    assert answer.status_code == 302
    [line] = versions("7")
    assert line.milestones == "2025-09-30:100000000|2025-12-31:300000000"


def test_every_fault_of_every_line_is_named_in_its_row(planner: Client) -> None:
    record_pledges([pledge("AG-N", "F2", line="2")], actor=None)
    answer = planner.post(
        "/agreements/AG-N/amend/?kind=extension",
        {
            "effective_on": "2025-01-01",
            "summary_ar": "",
            "changes-0-line": "1",
            "changes-1-line": "2",
            "changes-1-ends_on": "2025-06-30",
            "changes-1-quantity": "1,500",
        },
    )
    assert answer.status_code == 422
    assert fault_beside(answer, "summary_ar") == "This is required."
    assert "comma" in fault_beside(answer, "changes-1-quantity")
    assert fault_beside(answer, "changes-0-ends_on") == ""
    assert typed_in(answer, "changes-1-quantity") == "1,500"
    assert len(versions("2")) == 1
    better = {
        "effective_on": "2025-01-01",
        "summary_ar": "تمديد",
        "changes-0-line": "1",
        "changes-1-line": "2",
        "changes-1-ends_on": "2025-06-30",
    }
    answer = planner.post("/agreements/AG-N/amend/?kind=extension", better)
    assert "is not after its present end" in fault_beside(answer, "changes-1-ends_on")
    assert "an amendment comes after it" in fault_beside(answer, "effective_on")


def test_milestones_that_cannot_be_read_are_named(planner: Client) -> None:
    answer = planner.post(
        "/agreements/AG-N/amend/?kind=new_line",
        {
            **HEAD,
            "changes-0-line": "7",
            "changes-0-scope": "N1, the moon",
            "changes-0-profile": "milestones",
            "changes-0-milestones": "in autumn 100",
        },
    )
    assert "in autumn 100" in fault_beside(answer, "changes-0-milestones")
    assert "the moon" in fault_beside(answer, "changes-0-scope")
    assert fault_beside(answer, "changes-0-measure") == "This is required."
    assert fault_beside(answer, "changes-0-quantity") == "This is required."


def test_an_amendment_of_nothing_is_refused(planner: Client) -> None:
    answer = planner.post("/agreements/AG-N/amend/?kind=targets", HEAD)
    assert answer.status_code == 422
    assert not Amendment.objects.exists()


def test_the_form_shows_each_line_as_it_is(planner: Client) -> None:
    page = text_of(planner.get("/agreements/AG-N/amend/?kind=targets"))
    assert "1 Dialysis session" in page
    assert "1,200" in page

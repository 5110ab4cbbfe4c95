"""Whatever is done to a report in whatever order, the ledger says what the report says."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from mithaq.domains.services.actions import (
    accept_report,
    declare_no_activity,
    resubmit_report,
    save_draft,
    send_back_report,
    submit_report,
    verify_report,
)
from mithaq.domains.services.models import MonthlyReport, VerificationFinding
from mithaq.domains.services.records import NewFinding, ReportContent, SendBackReason
from mithaq.engine.quantities import MILLION
from mithaq.ledger.models import Delivery, Stage
from mithaq.registry.faults import ActionRefused
from tests.functional.services.world import (
    MARCH,
    MONITOR,
    NOW,
    OFFICER,
    PLAIN,
    REPORTER,
    build_world,
    changed,
    said,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=20)
ADDS_UP = (
    "service.visit_child",
    "service.visit_adult",
    "service.physio",
    "service.dialysis",
    "works.power",
)


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()


def some_content(rng: random.Random) -> ReportContent:
    return said(changed(PLAIN, physio=str(rng.randint(1, 3)), dialysis=rng.choice(["", "0", "5"])))


def verbs(rng: random.Random) -> list[Callable[[uuid.UUID], object]]:
    finding = NewFinding(
        measure=rng.choice(["service.physio", "staff.nurse"]),
        checked=MILLION,
        found=rng.choice([0, MILLION]),
    )
    day = date(2026, 4, rng.randint(1, 20))
    reasons = [SendBackReason(code="missing")]
    return [
        lambda report: submit_report(
            facility="F1", month=MARCH, content=some_content(rng), actor=REPORTER, at=NOW
        ),
        lambda report: resubmit_report(
            report=report, content=some_content(rng), actor=REPORTER, at=NOW
        ),
        lambda report: declare_no_activity(
            facility="F1", month=MARCH, reason="fuel", actor=REPORTER, at=NOW
        ),
        lambda report: save_draft(
            facility="F1", month=MARCH, content=some_content(rng), actor=REPORTER, at=NOW
        ),
        lambda report: accept_report(report=report, actor=OFFICER, at=NOW),
        lambda report: send_back_report(report=report, reasons=reasons, actor=OFFICER, at=NOW),
        lambda report: verify_report(
            report=report, findings=[finding], on=day, actor=MONITOR, at=LATER
        ),
    ]


def in_the_ledger(stage: Stage) -> dict[str, int]:
    """Standing quantities by measure; a measure stands once at most."""
    rows = Delivery.objects.filter(posting__reversed_by=None, stage=stage)
    found = list(rows.values_list("measure__code", "quantity"))
    assert len(found) == len({measure for measure, _ in found})
    return dict(found)


def claimed_by(report: MonthlyReport) -> dict[str, int]:
    """What the present revision says, by measure: this form has no totals in it."""
    event = report.events.filter(status="submitted").order_by("-id").first()
    if event is None:
        return {}
    if event.no_activity:
        return dict.fromkeys(ADDS_UP, 0)
    return {measure: value for measure, _, _, value in event.values}


def found_in(report: MonthlyReport) -> dict[str, int]:
    rows = VerificationFinding.objects.filter(
        verification__report=report, verification__revision=report.revision
    )
    return dict(rows.order_by("id").values_list("measure__code", "found"))


@pytest.mark.parametrize("seed", range(6))
def test_the_ledger_says_what_the_report_says(seed: int) -> None:
    rng = random.Random(seed)
    done = 0
    for _ in range(30):
        row = MonthlyReport.objects.first()
        try:
            rng.choice(verbs(rng))(row.uid if row else uuid.UUID(int=9))
            done += 1
        except ActionRefused:
            pass
        row = MonthlyReport.objects.first()
        if row is None:
            assert not Delivery.objects.exists()
            continue
        is_accepted = row.status in ("accepted", "verified")
        assert in_the_ledger(Stage.CLAIMED) == claimed_by(row)
        assert in_the_ledger(Stage.ACCEPTED) == (claimed_by(row) if is_accepted else {})
        assert in_the_ledger(Stage.VERIFIED) == (found_in(row) if row.status == "verified" else {})
    assert done > 8

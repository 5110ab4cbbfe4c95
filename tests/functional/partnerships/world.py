"""Two agreements in the small health system: one of the north, one of the south."""

from __future__ import annotations

from datetime import date

from mithaq.domains.partnerships.actions import (
    activate_agreement,
    announce_agreement,
    sign_agreement,
)
from mithaq.ledger.actions import record_measures, record_pledges
from mithaq.ledger.records import NewAgreement, NewMeasure, NewPledge
from mithaq.registry.actions import add_source
from mithaq.registry.models import Source
from mithaq.registry.records import NewSource
from tests.functional.registry.facilities import record_health_system

MILLION = 1_000_000
SESSIONS = NewMeasure(
    code="service.dialysis_session",
    name_ar="جلسة غسيل كلى",
    name_en="Dialysis session",
    unit="session",
    unit_ar="جلسة",
    family="service",
    combine="sum",
)
NORTH = NewAgreement(
    code="AG-N",
    title_ar="اتفاقية تشغيل منشآت الشمال",
    title_en="Operating the North",
    kind="operation",
    authority="MOH",
    partner="RELIEF",
    announced_on=date(2025, 1, 1),
    starts_on=date(2025, 2, 1),
    ends_on=date(2025, 12, 31),
)
SOUTH = NewAgreement(
    code="AG-S",
    title_ar="اتفاقية دعم مركز الوادي",
    title_en="Supporting the Vale",
    kind="operation",
    authority="MOH",
    partner="CARE",
    announced_on=date(2025, 1, 1),
)


def pledge(agreement: str, scope: str, line: str = "1", quantity: int = 1200) -> NewPledge:
    """So many sessions, from February to December 2025."""
    return NewPledge(
        agreement=agreement,
        line=line,
        measure=SESSIONS.code,
        quantity=quantity * MILLION,
        scope=(scope,),
        starts_on=date(2025, 2, 1),
        ends_on=date(2025, 12, 31),
        effective_on=date(2025, 1, 15),
    )


def record_agreements() -> None:
    """Both agreements active since 1 February 2025, each with one line."""
    record_health_system()
    record_measures([SESSIONS], actor=None)
    for new, scope in ((NORTH, "F1"), (SOUTH, "F3")):
        announce_agreement(new, actor=None)
        sign_agreement(new.code, on=date(2025, 1, 15), actor=None)
        activate_agreement(new.code, on=date(2025, 2, 1), actor=None)
        record_pledges([pledge(new.code, scope)], actor=None)


def statement() -> Source:
    return add_source(NewSource(title="بيان الوزارة", outlet="وكالة", on=date(2025, 1, 15)))

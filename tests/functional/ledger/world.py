"""Small ledgers for tests: places, organisations, measures, agreements, deliveries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.ledger.actions import (
    post,
    record_agreements,
    record_measures,
    record_parties,
    record_pledges,
    record_supports,
    reverse_postings,
)
from mithaq.ledger.records import (
    DELIVERY_COLUMNS,
    NewAgreement,
    NewDelivery,
    NewMeasure,
    NewParty,
    NewPledge,
    NewPosting,
    NewReversal,
    NewSupport,
    Posted,
)
from mithaq.registry.models import Location, LocationParent, Organisation

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
MILLION = 1_000_000
JANUARY = 2026 * 12


def places() -> None:
    """A country, a district in it, three facilities in the district; an authority, two partners."""
    country, district, *facilities = Location.objects.bulk_create(
        [
            Location(code=code, level=level, name_ar=code, lineage=lineage, recorded_at=LONG_AGO)
            for code, level, lineage in (
                ("SY", "country", "/SY/"),
                ("D1", "district", "/SY/D1/"),
                ("F1", "facility", "/SY/D1/F1/"),
                ("F2", "facility", "/SY/D1/F2/"),
                ("F3", "facility", "/SY/D1/F3/"),
            )
        ]
    )
    lies_in = [(district, country), *((facility, district) for facility in facilities)]
    for location, parent in lies_in:
        LocationParent.objects.create(location=location, parent=parent, recorded_at=LONG_AGO)
        Location.objects.filter(id=location.id).update(parent=parent)
    Organisation.objects.bulk_create(
        [
            Organisation(code=code, kind=kind, name_ar=code, recorded_at=LONG_AGO)
            for code, kind in (("MOH", "authority"), ("P1", "ngo"), ("P2", "ingo"))
        ]
    )


def a_measure(code: str, **given: Any) -> NewMeasure:
    fields = {"name_ar": "جلسة", "unit": "session", "family": "service", "combine": "sum"}
    return NewMeasure(code=code, **{**fields, **given})


def an_agreement(code: str, **given: Any) -> NewAgreement:
    fields: dict[str, Any] = {
        "title_ar": "اتفاق تشغيل",
        "kind": "operation",
        "authority": "MOH",
        "partner": "P1",
        "signed_on": date(2025, 12, 1),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    return NewAgreement(code=code, **{**fields, **given})


def a_pledge(line: str, **given: Any) -> NewPledge:
    fields: dict[str, Any] = {
        "agreement": "A1",
        "measure": "service.dialysis",
        "quantity": 120 * MILLION,
        "scope": ("F1",),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    return NewPledge(line=line, **{**fields, **given})


def a_support(facility: str, **given: Any) -> NewSupport:
    fields: dict[str, Any] = {
        "family": "service",
        "organisation": "P1",
        "agreement": "A1",
        "valid_from": date(2026, 1, 1),
    }
    return NewSupport(facility=facility, **{**fields, **given})


def a_line(line: str = "1", **given: Any) -> NewDelivery:
    fields: dict[str, Any] = {
        "stage": Stage.CLAIMED,
        "measure": "service.dialysis",
        "location": "F1",
        "month": JANUARY,
        "quantity": 10 * MILLION,
        "organisation": "P1",
    }
    return NewDelivery(line=line, **{**fields, **given})


def masters() -> None:
    """Places, organisations, two measures, an agreement with a party, a support and a line."""
    places()
    record_measures(
        [a_measure("service"), a_measure("service.dialysis", parent="service")], actor=None
    )
    record_agreements([an_agreement("A1")], actor=None)
    record_parties([NewParty(agreement="A1", organisation="P2", role="implementing")], actor=None)
    record_supports([a_support("F1")], actor=None)
    record_pledges([a_pledge("1"), a_pledge("2", scope=("D1", "SY"))], actor=None)


def posted(source: str, *lines: NewDelivery, **given: Any) -> Posted:
    return post([NewPosting(source=source, lines=lines)], actor=None, kind="import", **given)


def a_small_ledger() -> None:
    """Six postings in four batches: claims, answers, a facility's report, a reversal."""
    masters()
    post(
        [
            NewPosting(source="claim-1", lines=[a_line("1"), a_line("2", location="F2")]),
            NewPosting(
                source="claim-2",
                lines=[a_line("1", month=JANUARY + 1), a_line("2", location="D1", agreement="A1")],
            ),
        ],
        actor=None,
        kind="import",
    )
    post(
        [
            NewPosting(
                source="accept-1",
                lines=[a_line("1", stage=Stage.ACCEPTED, answers=("claim-1", "1"))],
            ),
            NewPosting(
                source="verify-1",
                lines=[a_line("1", stage=Stage.VERIFIED, answers=("accept-1", "1"))],
            ),
        ],
        actor=None,
        kind="import",
    )
    posted(
        "report-F3",
        a_line("1", location="F3", organisation="", claimant=Claimant.FACILITY),
    )
    reverse_postings(
        [NewReversal(source="reversal-1", reverses="claim-2", reason="correction")],
        actor=None,
        kind="reversal",
    )


def many_lines(count: int, *, prefix: str = "file", answers: str = "") -> pa.Table:
    """Columns of `count` claims, twenty a posting; or, if `answers` names the prefix of their
    claims, of as many acceptances."""
    numbers = range(count)
    none = [None] * count
    line = [str(number % 20 + 1) for number in numbers]
    source = [f"{number // 20}" for number in numbers]
    return pa.Table.from_pydict(
        {
            "source": [prefix + each for each in source],
            "line": line,
            "stage": [1 if answers else 0] * count,
            "claimant": [1] * count,
            "measure": [("service.dialysis", "service")[number % 2] for number in numbers],
            "location": [f"F{number % 3 + 1}" for number in numbers],
            "month": [JANUARY + number % 9 for number in numbers],
            "quantity": [number * 1000 for number in numbers],
            "organisation": [("P1", None)[number % 2] for number in numbers],
            "agreement": none,
            "answers_source": [answers + each for each in source] if answers else none,
            "answers_line": line if answers else none,
        },
        schema=DELIVERY_COLUMNS,
    )

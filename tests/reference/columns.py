"""The same ledger as the columns that the fast engine reads, and its answers in our words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pyarrow as pa

from mithaq.engine.ledger_tables import Claimant, Stage, month_of, table_of
from tests.reference.ledger import Delivery, Ledger, Pledge
from tests.reference.questions import Question, root_claim

MILLION = 1_000_000
Row = dict[str, object]


@dataclass(frozen=True)
class Numbering:
    """Codes of a ledger, numbered from 1 in the order of the ledger's rows."""

    measures: dict[str, int]
    locations: dict[str, int]
    organisations: dict[str, int]
    agreements: dict[str, int]
    postings: dict[str, int]


def numbering_of(ledger: Ledger) -> Numbering:
    """Numbers for everything that the columns name by number."""
    return Numbering(
        measures=_numbered(row.code for row in ledger.measures),
        locations=_numbered(row.code for row in ledger.locations),
        organisations=_numbered(row.code for row in ledger.organisations),
        agreements=_numbered(row.code for row in ledger.agreements),
        postings=_numbered(row.source for row in ledger.deliveries),
    )


def _numbered(codes: Iterable[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(dict.fromkeys(codes), start=1)}


def columns_of(ledger: Ledger) -> dict[str, pa.Table]:
    """The tables of `mithaq.engine.ledger_tables.SCHEMAS`."""
    numbers = numbering_of(ledger)
    rows = _registry_rows(ledger, numbers)
    rows |= _agreement_rows(ledger, numbers)
    rows |= _pledge_rows(ledger, numbers)
    rows |= _posting_rows(ledger, numbers)
    return {name: table_of(name, table) for name, table in rows.items()}


def _registry_rows(ledger: Ledger, numbers: Numbering) -> dict[str, list[Row]]:
    measure, location = numbers.measures, numbers.locations
    return {
        "measures": [_plain(row) | {"measure": measure[row.code]} for row in ledger.measures],
        "measure_parents": [
            _plain(row)
            | {"measure": measure[row.measure]}
            | {"parent": measure[row.parent] if row.parent else None}
            for row in ledger.measure_parents
        ],
        "locations": [_plain(row) | {"location": location[row.code]} for row in ledger.locations],
        "location_parents": [
            _plain(row) | {"location": location[row.location], "parent": location[row.parent]}
            for row in ledger.location_parents
        ],
        "organisations": [
            {"organisation": number, "code": code} for code, number in numbers.organisations.items()
        ],
    }


def _agreement_rows(ledger: Ledger, numbers: Numbering) -> dict[str, list[Row]]:
    agreement, organisation = numbers.agreements, numbers.organisations
    return {
        "agreements": [
            _plain(row) | {"agreement": agreement[row.code]} for row in ledger.agreements
        ],
        "agreement_terms": [
            {
                "agreement": agreement[row.agreement],
                "partner": organisation[row.partner],
                "counts_from": Stage[row.counts_from.upper()],
                "preferred_claimant": Claimant[row.preferred_claimant.upper()],
                "recorded_at": row.recorded_at,
            }
            for row in ledger.terms
        ],
        "agreement_statuses": [
            _plain(row) | {"agreement": agreement[row.agreement]} for row in ledger.statuses
        ],
        "parties": [
            _plain(row)
            | {"agreement": agreement[row.agreement]}
            | {"organisation": organisation[row.organisation]}
            for row in ledger.parties
        ],
        "supports": [
            _plain(row)
            | {"support_key": row.key, "location": numbers.locations[row.location]}
            | {"organisation": organisation[row.organisation]}
            | {"agreement": agreement[row.agreement] if row.agreement else None}
            for row in ledger.supports
        ],
    }


def _pledge_rows(ledger: Ledger, numbers: Numbering) -> dict[str, list[Row]]:
    versions = list(enumerate(ledger.pledges, start=1))
    return {
        "pledges": [
            _plain(row)
            | {"pledge": number, "agreement": numbers.agreements[row.agreement]}
            | {"measure": numbers.measures[row.measure], "quantity": _millionths(row.quantity)}
            | {"milestones": _milestones(row)}
            for number, row in versions
        ],
        "scopes": [
            {"pledge": number, "location": numbers.locations[element]}
            for number, row in versions
            for element in row.scope
        ],
    }


def _posting_rows(ledger: Ledger, numbers: Numbering) -> dict[str, list[Row]]:
    question = Question(ledger, date.max)
    return {
        "batches": [
            {"batch": row.number, "recorded_at": row.recorded_at} for row in ledger.batches
        ],
        "reversals": [
            {"posting": numbers.postings[row.source], "batch": row.batch}
            for row in ledger.reversals
        ],
        "deliveries": [
            _delivery_row(number, row, root_claim(question, row), numbers)
            for number, row in enumerate(ledger.deliveries, start=1)
        ],
    }


def _delivery_row(number: int, row: Delivery, claim: Delivery, numbers: Numbering) -> Row:
    said = _said(claim, numbers)
    return _said(row, numbers) | {
        "delivery": number,
        "posting": numbers.postings[row.source],
        "batch": row.batch,
        "stage": Stage[row.stage.upper()],
        "quantity": _millionths(row.quantity),
        "made_up": row.made_up,
        **{f"claim_{name}": value for name, value in said.items()},
    }


def _said(row: Delivery, numbers: Numbering) -> Row:
    return {
        "measure": numbers.measures[row.measure],
        "location": numbers.locations[row.location],
        "month": month_of(row.month),
        "claimant": Claimant[row.claimant.upper()],
        "organisation": numbers.organisations[row.organisation] if row.organisation else None,
        "agreement": numbers.agreements[row.agreement] if row.agreement else None,
    }


def _plain(row: Any) -> Row:
    return {entry.name: getattr(row, entry.name) for entry in fields(row)}


def _milestones(pledge: Pledge) -> str | None:
    steps = [f"{on.isoformat()}:{_millionths(quantity)}" for on, quantity in pledge.milestones]
    return "|".join(steps) if steps else None


def _millionths(quantity: Fraction) -> int:
    millionths = quantity * MILLION
    assert millionths.denominator == 1, f"{quantity} is finer than six places"
    return int(millionths)


def in_units(millionths: int | Fraction) -> Fraction:
    """Millionths as the reference writes them."""
    return Fraction(millionths) / MILLION


def first_of(month: int) -> date:
    """The engine's number of a month as its first day."""
    return date(month // 12, month % 12 + 1, 1)


def shuffled(tables: dict[str, pa.Table], random: Random) -> dict[str, pa.Table]:
    """The same tables with their rows in another order."""
    orders = {name: random.sample(range(len(table)), len(table)) for name, table in tables.items()}
    # An order of no rows has no type of its own.
    return {name: table.take(pa.array(orders[name], pa.int64())) for name, table in tables.items()}

"""What a reckoning says: immutable values, exact, with nothing rounded.

Every quantity is a `Fraction` of millionths of the measure's unit: divide by `MILLION` for units,
and round once, half-even, at output. `share` alone is a plain ratio (1 = the whole pledge).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

import pyarrow as pa

from mithaq.engine.forecasts import Forecast as Forecast
from mithaq.engine.forecasts import NoForecast as NoForecast
from mithaq.engine.ledger_tables import Stage


class State(StrEnum):
    """How a pledge line stands on a day; the first that holds, in this order."""

    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    UNDATED = "undated"
    NOT_KNOWN = "not_known"
    NOT_STARTED = "not_started"
    FULFILLED = "fulfilled"
    MISSED = "missed"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"


class Unpledged(StrEnum):
    """Why a delivery belongs to no pledge line; the first that holds, in this order."""

    NO_SUPPORT = "no_support"
    AGREEMENT_DRAFT = "agreement_draft"
    NO_PLEDGE = "no_pledge"
    MEASURE = "measure"
    PLACE = "place"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class MonthlySeries:
    """Deliveries by month, for charts: equal-length columns, months ascending.

    Each value is the sum over locations and measures of that month's cells, in millionths; None
    where the month has no line in that stage (blank is not zero).
    """

    months: tuple[int, ...] = ()
    claimed: tuple[int | None, ...] = ()
    accepted: tuple[int | None, ...] = ()
    verified: tuple[int | None, ...] = ()

    def of(self, stage: Stage) -> tuple[int | None, ...]:
        """The column of one stage."""
        return (self.claimed, self.accepted, self.verified)[stage]


@dataclass(frozen=True, slots=True)
class ReckonedLine:
    """One pledge line as of a day. Quantities in millionths, exact."""

    agreement: str
    line: str
    measure: str
    unit: str
    family: str
    combine: str
    agreement_id: int
    pledge_id: int
    """The version in force."""
    measure_id: int
    quantity: int
    claimed: Fraction
    accepted: Fraction
    verified: Fraction
    counted: Fraction
    """The stage that the agreement counts from; for people, the upper bound."""
    counted_low: Fraction
    """For people the largest single cell (people overlap); otherwise `counted`."""
    counted_high: Fraction
    counts_from: Stage
    expected: Fraction | None
    """None where the line is undated."""
    share: Fraction
    """counted / quantity."""
    state: State
    made_up: bool
    starts_on: date | None
    ends_on: date | None
    reports_due: int
    """Facility months due by `as_of`; 0 where no facility reports on the line or it is undated."""
    reports_come: int
    series: MonthlySeries
    forecast: Forecast | None
    reason: NoForecast | None
    """Why there is no forecast."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell claimed by the facility and by the partner, with different quantities."""

    agreement: str
    line: str
    location: str
    measure: str
    month: int
    facility_quantity: int
    partner_quantity: int
    pledge_id: int
    location_id: int
    measure_id: int


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All lines in force on `as_of`, by agreement code, then line (numbers before text)."""

    as_of: date
    batch: int | None
    """The last batch seen (what `known_at` resolved to); None: all, or none recorded yet."""
    lines: tuple[ReckonedLine, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """One facility, measure and month claimed by two organisations or more."""

    facility: str
    measure: str
    month: int
    organisations: tuple[str, ...]
    facility_id: int
    measure_id: int


@dataclass(frozen=True, slots=True)
class Cliff:
    """The day after which no pledge in force supports a facility with a family of measures."""

    facility: str
    family: str
    ends_on: date
    agreements: tuple[str, ...]
    delivered: Fraction
    """Millionths, in each agreement's counted stage, over the twelve months ending with ends_on."""
    facility_id: int
    pledge_ids: tuple[int, ...]


CODE = pa.dictionary(pa.int32(), pa.string())
UNPLEDGED_SCHEMA = pa.schema(
    [
        ("delivery", pa.int64()),
        ("posting", pa.int64()),
        ("organisation", CODE),
        ("agreement", CODE),
        ("measure", CODE),
        ("location", CODE),
        ("level", CODE),
        ("month", pa.int32()),
        ("quantity", pa.int64()),
        ("stage", pa.int8()),
        ("made_up", pa.bool_()),
        ("reason", CODE),
    ]
)


@dataclass(frozen=True, slots=True)
class UnpledgedDeliveries:
    """Deliveries without a pledge, which may be millions: Arrow batches of `UNPLEDGED_SCHEMA`.

    Ordered by delivery. `location` is the facility or place (see `level`).
    """

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def rows(self) -> Iterator[dict[str, object]]:
        """One dict a delivery, in batches, so that not all are in memory as objects at once."""
        for batch in self.table.to_batches(max_chunksize=10_000):
            yield from batch.to_pylist()


@dataclass(frozen=True, slots=True)
class FullReckoning:
    """Everything that one attribution yields."""

    reckoning: Reckoning
    unpledged: UnpledgedDeliveries
    overlaps: tuple[Overlap, ...]
    cliffs: tuple[Cliff, ...]

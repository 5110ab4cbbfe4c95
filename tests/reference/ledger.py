"""A small ledger as plain lists: what the reference implementation reads.

Everything is named by its code, quantities are `Fraction`s of the measure's unit, a month is its
first day, instants are aware. Rows may stand in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fractions import Fraction

LEVELS = ("facility", "community", "subdistrict", "district", "governorate", "country")
STAGES = ("claimed", "accepted", "verified")


@dataclass(frozen=True)
class Measure:
    """What can be promised and delivered; `combine` is sum, last, max or mean."""

    code: str
    family: str
    unit: str
    combine: str
    stale_after: int | None = None


@dataclass(frozen=True)
class MeasureParent:
    """Where a measure hangs in the tree, as last recorded."""

    measure: str
    parent: str | None
    recorded_at: datetime


@dataclass(frozen=True)
class Location:
    """A facility or a place, by level."""

    code: str
    level: str


@dataclass(frozen=True)
class LocationParent:
    """From `valid_from` (None: always) the location lies in the parent."""

    location: str
    parent: str
    valid_from: date | None
    recorded_at: datetime


@dataclass(frozen=True)
class Organisation:
    """A body that delivers or promises."""

    code: str


@dataclass(frozen=True)
class Agreement:
    """The head of an agreement."""

    code: str
    recorded_at: datetime
    made_up: bool = False


@dataclass(frozen=True)
class Terms:
    """What an agreement settles about counting; the last recorded terms hold."""

    agreement: str
    partner: str
    recorded_at: datetime
    counts_from: str = "accepted"
    preferred_claimant: str = "facility"


@dataclass(frozen=True)
class Status:
    """The agreement has this status from `on` (None: on every day)."""

    agreement: str
    status: str
    on: date | None
    recorded_at: datetime


@dataclass(frozen=True)
class Party:
    """An organisation's role in an agreement between two days (None: open)."""

    agreement: str
    organisation: str
    role: str
    recorded_at: datetime
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Pledge:
    """One version of one line of an agreement; milestones are cumulative."""

    agreement: str
    line: str
    measure: str
    quantity: Fraction
    scope: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    effective_on: date
    recorded_at: datetime
    profile: str = "linear"
    milestones: tuple[tuple[date, Fraction], ...] = ()


@dataclass(frozen=True)
class Support:
    """Who supports a facility for a family of measures; the last recorded of a key holds."""

    key: str
    location: str
    family: str
    organisation: str
    agreement: str | None
    valid_from: date
    valid_to: date | None
    recorded_at: datetime
    share: float | None = None


@dataclass(frozen=True)
class Batch:
    """Postings recorded together, numbered from 1 in the order of recording."""

    number: int
    recorded_at: datetime


@dataclass(frozen=True)
class Delivery:
    """A line of a posting; `answers` names the claim it answers as (source, line)."""

    source: str
    line: str
    batch: int
    stage: str
    claimant: str
    measure: str
    location: str
    month: date
    quantity: Fraction
    organisation: str | None = None
    agreement: str | None = None
    answers: tuple[str, str] | None = None
    made_up: bool = False


@dataclass(frozen=True)
class Reversal:
    """The posting `source` is taken back by a posting of this batch."""

    source: str
    batch: int


@dataclass(frozen=True)
class Ledger:
    """All that is recorded."""

    measures: list[Measure] = field(default_factory=list)
    measure_parents: list[MeasureParent] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    location_parents: list[LocationParent] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    terms: list[Terms] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)
    supports: list[Support] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    reversals: list[Reversal] = field(default_factory=list)


def table_names() -> tuple[str, ...]:
    """The names of a ledger's lists."""
    return tuple(entry.name for entry in fields(Ledger))


def known_by(ledger: Ledger, known_at: datetime | None) -> Ledger:
    """The ledger as it stood at an instant, which is included (None: all that is recorded)."""
    if known_at is None:
        return ledger
    batches = [batch for batch in ledger.batches if batch.recorded_at <= known_at]
    numbers = {batch.number for batch in batches}
    kept: dict[str, list[object]] = {}
    for name in table_names():
        rows = getattr(ledger, name)
        if name in ("deliveries", "reversals"):
            kept[name] = [row for row in rows if row.batch in numbers]
        elif rows and hasattr(rows[0], "recorded_at"):
            kept[name] = [row for row in rows if row.recorded_at <= known_at]
    return replace(ledger, **kept)  # type: ignore[arg-type]

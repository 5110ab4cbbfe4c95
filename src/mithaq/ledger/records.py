"""What the ledger's actions take in: plain values, references by code, empty is not known.

Quantities are int millionths of the measure's unit; months are the engine's numbers
(`mithaq.engine.months`); stages and claimants are the engine's `Stage` and `Claimant`.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from mithaq.engine.ledger_tables import Claimant, Stage


@dataclass(frozen=True, kw_only=True)
class NewMeasure:
    """What can be promised and delivered; `family` and `combine` are values of the models' lists.

    `parent` is a code of the same sequence or known already. `stale_after` is in months.
    `from_pack`: the country pack says so, which yields to what anybody else records.
    """

    code: str
    name_ar: str
    name_en: str = ""
    unit: str
    unit_ar: str = ""
    family: str
    combine: str
    parent: str = ""
    stale_after: int | None = None
    service: str = ""
    by_sex: bool = False
    by_age: bool = False
    is_made_up: bool = False
    from_pack: bool = False


@dataclass(frozen=True, kw_only=True)
class NewAgreement:
    """The head of an agreement with its first terms and status.

    `status_on` None: the status holds for every day. `source` is the uid of a registry Source.
    """

    code: str
    title_ar: str
    title_en: str = ""
    kind: str
    authority: str
    partner: str
    parent: str = ""
    announced_on: date | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ends_precision: str = "day"
    counts_from: Stage = Stage.ACCEPTED
    preferred_claimant: Claimant = Claimant.FACILITY
    status: str = "active"
    status_on: date | None = None
    is_made_up: bool = False
    source: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NewParty:
    """A party beside authority and partner. `share` is of 1; an open end is None."""

    agreement: str
    organisation: str
    role: str
    share: Decimal | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewSupport:
    """Who supports a facility for a family of measures. `share` is of 1."""

    facility: str
    family: str
    organisation: str
    agreement: str = ""
    share: Decimal | None = None
    valid_from: date
    valid_to: date | None = None
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewPledge:
    """One version of a line of an agreement; its key is agreement, line and `effective_on`.

    `scope` holds codes of places and facilities. `milestones` are cumulative millionths by day.
    `effective_on` None: the agreement's `signed_on`, else `starts_on`.
    `stated_by` is an organisation's code, `source` the uid of a registry Source.
    """

    agreement: str
    line: str
    measure: str
    quantity: int
    scope: tuple[str, ...]
    starts_on: date | None = None
    ends_on: date | None = None
    profile: str = "linear"
    milestones: tuple[tuple[date, int], ...] = ()
    effective_on: date | None = None
    stated_by: str = ""
    source: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class NewDelivery:
    """A line of a posting. `location` is the code of a facility or a place.

    `answers` names the line that this one answers as (source, line); it may stand in the same
    sequence of postings.
    """

    line: str
    stage: Stage
    measure: str
    location: str
    month: int
    quantity: int
    claimant: Claimant = Claimant.PARTNER
    organisation: str = ""
    agreement: str = ""
    answers: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class NewPosting:
    """One source document's entry. `on` None: the last day of its latest month."""

    source: str
    lines: Sequence[NewDelivery]
    on: date | None = None
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewReversal:
    """A correction: `source` is its own key, `reverses` the posting's, `reason` a coded one.

    `on` None: the day of the posting that it reverses.
    """

    source: str
    reverses: str
    reason: str
    on: date | None = None


@dataclass(frozen=True)
class Posted:
    """What posting did. `batch` None: every posting was known already, nothing was written."""

    batch: int | None
    recorded_at: datetime | None
    postings: int
    """New ones; `known` were in the ledger already with the same content."""
    deliveries: int
    known: int


# Columns of `post_columns`, one row a delivery; rows of one source make one posting, wherever they
# stand. Strings may be dictionary-encoded. `answers_source` and `answers_line` go together.
DELIVERY_COLUMNS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("line", pa.string(), nullable=False),
        pa.field("stage", pa.int8(), nullable=False),
        pa.field("claimant", pa.int8(), nullable=False),
        pa.field("measure", pa.string(), nullable=False),
        pa.field("location", pa.string(), nullable=False),
        pa.field("month", pa.int32(), nullable=False),
        pa.field("quantity", pa.int64(), nullable=False),
        pa.field("organisation", pa.string()),
        pa.field("agreement", pa.string()),
        pa.field("answers_source", pa.string()),
        pa.field("answers_line", pa.string()),
    ]
)
# May be left out. Equal on all rows of a source. `on` null: the last day of its latest month.
OPTIONAL_COLUMNS = pa.schema(
    [pa.field("on", pa.date32()), pa.field("is_made_up", pa.bool_(), nullable=False)]
)

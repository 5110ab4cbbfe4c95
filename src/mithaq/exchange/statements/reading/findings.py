"""What a reading of a statement finds: frozen values, each with the words that it was found in.

Names are as in the text, without clitics, quotation marks and honorifics. A `Span` counts code
points of the text that was read. The first span of a finding is its fullest mention.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from mithaq.exchange.statements.reading.passages import Span


class Confidence(StrEnum):
    """How far a finding may be believed; the bench measures what each is worth.

    CERTAIN: right 98 times in 100. LIKELY: to be looked at. DOUBTFUL: offered, not proposed.
    """

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


class Status(StrEnum):
    """How far an act has come, by the statement's own words."""

    DONE = "done"
    SIGNED = "signed"
    ANNOUNCED = "announced"
    DECIDED = "decided"
    PLANNED = "planned"
    ASKED = "asked"


class ActKind(StrEnum):
    AGREEMENT = "agreement"
    DONATION = "donation"
    OPERATION = "operation"
    CONSTRUCTION = "construction"
    OPENING = "opening"
    TRAINING = "training"
    SUPPORT = "support"
    STUDY = "study"
    MEETING = "meeting"
    DECISION = "decision"
    REQUEST = "request"
    PROPOSAL = "proposal"


class FacilityEvent(StrEnum):
    PLANNED = "planned"
    ESTABLISHED = "established"
    OPENED = "opened"
    REOPENED = "reopened"
    EXTENDED = "extended"
    REHABILITATED = "rehabilitated"
    OUT_OF_SERVICE = "out_of_service"
    CLOSED = "closed"
    OPERATED = "operated"
    DONATED_TO = "donated_to"


class Qualifier(StrEnum):
    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`spans`: the fullest mention first, then the others in the order of the text. `reason` is a
    code of `reading.reasons`: by which rule it was found. `candidates`: codes of the register that
    it may be, the best first; `code` is the one it is linked to, None where open or new."""

    spans: tuple[Span, ...]
    reason: str
    confidence: Confidence

    @property
    def span(self) -> Span:
        return self.spans[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Finding):
    name: str
    code: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Finding):
    """`kind` is a code of the pack's `organisation_kinds`, empty where the name does not tell."""

    name: str
    kind: str = ""
    code: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Finding):
    """`role` as in the text with its organisation; `organisation` the found organisation's name
    that the role belongs to. `code` is the uid of a registered person."""

    name: str
    honorific: str = ""
    role: str = ""
    role_span: Span | None = None
    organisation: str = ""
    code: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(Finding):
    """`type` is a code of the pack's `facility_types`, `place` the found place's name."""

    name: str
    event: FacilityEvent | None = None
    event_span: Span | None = None
    type: str = ""
    place: str = ""
    code: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Finding):
    """`unit` is a code of the pack's language, or of its currencies for money; `of`, what is
    counted, in the text's words. `high` is the upper end of a range whose lower is `value`.
    `measure` is the pack's measure that it counts, where one fits. `stated_by` names the
    organisation or person whose words they are; empty: the statement's own."""

    value: Decimal
    unit: str
    of: str = ""
    high: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    is_each: bool = False
    is_money: bool = False
    measure: str = ""
    stated_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Finding):
    """A date or period. `value` is ISO as far as it goes (`2026-01-18`, `2026-01`, `2026`, `198x`,
    `2026-Q1`, `2026-H1`, `--03-15`, `first/last`), or `today` and the like where it stays relative;
    `precision` as in `tests/statements/README.md`. `first` and `last` are the days between which it
    lies, None where that is not known. `at`: the time of day. `weekday_agrees` None: none written.
    """

    value: str
    precision: str
    first: date | None = None
    last: date | None = None
    at: time | None = None
    weekday_agrees: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Finding):
    """What is done, signed, decided, planned or asked for. `span` is its clause, `trigger` the
    words that name it. `parties`, `places`, `facilities` are names of findings, the giver or host
    first; `quantities` and `moments` are places in the reading's tuples. `stated_by` as in
    `Quantity`; `raised_by` who asks, for a request."""

    kind: ActKind
    status: Status
    of: str
    trigger: Span
    count: int = 1
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    facilities: tuple[str, ...] = ()
    quantities: tuple[int, ...] = ()
    moments: tuple[int, ...] = ()
    stated_by: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something for the officer to decide; never a correction. `code` is one of
    `reading.questions`, which words it in both languages from `parameters`."""

    code: str
    spans: tuple[Span, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Noise:
    """A part of the text that is not the statement's own; `reason` says why it is passed over."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found in one text; `text` is what the spans count in, `on` the statement's own
    day as it was given or stands at the top."""

    text: str
    on: date | None = None
    places: tuple[Place, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    people: tuple[Person, ...] = ()
    facilities: tuple[Facility, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    moments: tuple[Moment, ...] = ()
    acts: tuple[Act, ...] = ()
    questions: tuple[Question, ...] = ()
    noise: tuple[Noise, ...] = ()

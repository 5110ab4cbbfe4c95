"""What the actions on partnerships take in: plain values, references by code or uid, empty is not
known. Quantities of pledges are int millionths; a stated figure is a decimal in its own unit."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class NewFigure:
    """A figure as a voice stated it; `qualifier`: exact, about, more_than, up_to.

    `pledge_line` is the agreement's line that it speaks of, where there is one.
    """

    agreement: str
    label_ar: str
    label_en: str = ""
    quantity: Decimal
    unit_ar: str
    unit_en: str = ""
    qualifier: str = "exact"
    stated_by: str
    source: uuid.UUID
    pledge_line: str = ""


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """What an amendment changes of a line; None stays as it is. A line that is new gives all."""

    line: str
    measure: str = ""
    quantity: int | None = None
    scope: tuple[str, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    profile: str = ""
    milestones: tuple[tuple[date, int], ...] | None = None


@dataclass(frozen=True, kw_only=True)
class NewAmendment:
    """`kind`: extension, targets, scope, new_line. `extends_to`: the agreement's new last day."""

    agreement: str
    kind: str
    effective_on: date
    signed_on: date | None = None
    extends_to: date | None = None
    summary_ar: str
    summary_en: str = ""
    changes: tuple[LineChange, ...]


@dataclass(frozen=True, kw_only=True)
class NewUndertaking:
    """A promise without a number. `owner` is the uid of the user who follows it."""

    text_ar: str
    text_en: str = ""
    organisation: str
    agreement: str = ""
    meeting: str = ""
    location: str = ""
    family: str = ""
    owner: uuid.UUID | None = None
    review_on: date | None = None
    source: uuid.UUID | None = None
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewParticipant:
    """Who took part: a person (uid), or just an organisation; a title as it was then."""

    person: uuid.UUID | None = None
    organisation: str = ""
    title_ar: str = ""
    title_en: str = ""
    is_acting: bool = False


@dataclass(frozen=True, kw_only=True)
class NewText:
    """A topic or a decision, in both languages."""

    text_ar: str
    text_en: str = ""


@dataclass(frozen=True, kw_only=True)
class NewActionPoint:
    """Who does what by when. `decision`: its number in the meeting, from 1; 0: none."""

    text_ar: str
    text_en: str = ""
    decision: int = 0
    organisation: str = ""
    assignee: uuid.UUID | None = None
    due_on: date | None = None
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewRequest:
    """A request, grievance or proposal (`kind`), raised at a meeting (code) or without one."""

    text_ar: str
    text_en: str = ""
    kind: str = "request"
    meeting: str = ""
    raised_by: str = ""
    addressed_to: str = ""
    follow_up_on: date | None = None
    source: uuid.UUID | None = None
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewMeeting:
    """A meeting with all that was said. `on` with its precision: day, month, year.

    Undertakings, action points and requests given here belong to this meeting.
    """

    code: str
    title_ar: str
    title_en: str = ""
    on: date | None = None
    precision: str = "day"
    location: str = ""
    venue_ar: str = ""
    venue_en: str = ""
    host: str = ""
    agreements: tuple[str, ...] = ()
    summary_ar: str = ""
    summary_en: str = ""
    participants: tuple[NewParticipant, ...] = ()
    topics: tuple[NewText, ...] = ()
    decisions: tuple[NewText, ...] = ()
    action_points: tuple[NewActionPoint, ...] = ()
    undertakings: tuple[NewUndertaking, ...] = ()
    requests: tuple[NewRequest, ...] = ()
    source: uuid.UUID | None = None
    is_made_up: bool = False

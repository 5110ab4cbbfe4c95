"""What goes in and out of the drafts of statements: plain values."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class NewStatement:
    """A statement as it comes: a pasted `text`, or a `file` with its `name`.

    `title`, `outlet`, `on` as far as they are known; what is empty is taken from the file itself
    where it says so. `location` is the code of the place whose officers follow it; empty: the
    country's.
    """

    text: str = ""
    file: Path | None = None
    name: str = ""
    title: str = ""
    outlet: str = ""
    on: date | None = None
    location: str = ""
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class Taken:
    """`is_known`: the same text was there already and `uid` is that one's."""

    uid: uuid.UUID
    is_known: bool


@dataclass(frozen=True, kw_only=True)
class CardDecision:
    """What a person says of one card; the fields as in `decisions.decide`."""

    card: uuid.UUID
    decision: str
    value: Mapping[str, Any] | None = None
    link: str | None = None
    becomes: str | None = None


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A row of the register that a finding may be; `code` is a person's uid."""

    code: str
    name_ar: str
    name_en: str
    about_ar: str = ""
    about_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Became:
    """A row that a card became. `code`: its code or uid (a pledge's: `agreement/line`); `kind`:
    organisation, person, facility, event, meeting, decision, request, undertaking, agreement,
    pledge, figure. `uid` is the row's own, of a pledge its agreement's."""

    kind: str
    code: str
    label: str
    uid: str = ""


@dataclass(frozen=True, kw_only=True)
class CardFault:
    """Why a card cannot be adopted as it stands, in both languages; `field` of its value, or
    `link`, `becomes`, or empty. `code` as in `registry.faults.Fault`; `other` is the
    uid of the card that it waits for."""

    code: str
    field: str
    ar: str
    en: str
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding of a draft, as a person reviews it.

    `kind`: place, organisation, person, facility, quantity, moment, act. `value` holds the fields
    of that finding (see `reading.findings`), as corrected where it was, `proposed` as it was found.
    `decision`: open, accepted, corrected, rejected. `link` is the code of the row that it is, empty
    for a new one; `linked` is that row, where the user may see it. `becomes` is what a yes makes of
    it: a kind of `Became`, or empty; `may_become`: what it may be made instead, itself included.
    `faults`: what still stands in the way. `text_of`: the uid of the statement whose text the spans
    count in, empty for this one (another one's where it was merged into this one). `fields` of
    `value` that a person may correct are named in `drafts.values.FIELDS[kind]`; `assumed` are those
    that neither the text nor a person has filled.
    """

    uid: str
    order: int
    kind: str
    value: Mapping[str, Any]
    proposed: Mapping[str, Any]
    spans: tuple[tuple[int, int], ...]
    confidence: str
    reason: str
    decision: str
    link: str
    becomes: str
    candidates: tuple[Candidate, ...] = ()
    rows: tuple[Became, ...] = ()
    faults: tuple[CardFault, ...] = ()
    linked: Candidate | None = None
    may_become: tuple[str, ...] = ()
    text_of: str = ""
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question to the officer, in both languages, with the words it is about; `parameters` are
    what stands in it."""

    code: str
    ar: str
    en: str
    spans: tuple[tuple[int, int], ...]
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """A statement in a list. `state`: draft, adopted, set_aside, merged."""

    uid: str
    title: str
    outlet: str
    on: date | None
    state: str
    added_at: datetime
    cards: int
    undecided: int
    is_made_up: bool


@dataclass(frozen=True, kw_only=True)
class Near:
    """Another statement much like this one: `likeness` is from 0 to 1."""

    row: StatementRow
    likeness: float
    is_kept_apart: bool


@dataclass(frozen=True, kw_only=True)
class OtherText:
    """A further source of the same draft: a statement that was merged into it."""

    row: StatementRow
    text: str


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where a registered row was read: the words from `start` to `end` of a statement's text."""

    statement: str
    title: str
    outlet: str
    on: date | None
    kind: str
    code: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class StatementPage:
    row: StatementRow
    text: str
    attachment: str
    cards: tuple[Card, ...]
    questions: tuple[Asked, ...]
    noise: tuple[tuple[int, int, str], ...]
    near: tuple[Near, ...]
    merged_into: StatementRow | None
    may_edit: bool
    others: tuple[OtherText, ...] = ()
    set_aside_reason: str = ""

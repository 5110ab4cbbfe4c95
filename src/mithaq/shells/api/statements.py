"""Statements: read without keeping, taken in as drafts, decided about and adopted."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Header, Router, Schema
from pydantic import Field

from mithaq.exchange.replies import once
from mithaq.exchange.statements.documents import (
    EARLIEST_DAY,
    LATEST_DAY,
    DocumentRefused,
    read_text,
)
from mithaq.exchange.statements.drafts.adopting import adopt
from mithaq.exchange.statements.drafts.decisions import decide_each
from mithaq.exchange.statements.drafts.queries import (
    access_draft,
    list_statements,
    statement_page,
)
from mithaq.exchange.statements.drafts.records import CardDecision, NewStatement
from mithaq.exchange.statements.drafts.registered import registered_lexicon
from mithaq.exchange.statements.drafts.taking import arrived, keep
from mithaq.exchange.statements.readers import installed_reader
from mithaq.exchange.statements.reading.forms import as_json
from mithaq.registry.access import Permission, require
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.shells.api.keys import actor_of, caller

router = Router()

# Longer texts are refused by the reader with its own words; this only bounds what is parsed.
LONGEST_BODY = 2_000_000
MOST_DECISIONS = 2_000
Day = Annotated[date, Field(ge=EARLIEST_DAY, le=LATEST_DAY)]
Key = Annotated[str, Header(alias="Idempotency-Key")]


class Text(Schema):
    """`on`: the statement's own day, against which اليوم and أمس are read."""

    text: Annotated[str, Field(max_length=LONGEST_BODY)]
    on: Day | None = None


# What was found, its fields by category; each with `confidence`, `reason` and `spans`, which count
# code points of `text`.
Findings = list[dict[str, Any]]


class Reading(Schema):
    text: str
    on: date | None
    places: Findings
    organisations: Findings
    people: Findings
    facilities: Findings
    quantities: Findings
    dates: Findings
    acts: Findings
    questions: Findings
    noise: Findings


@router.post("/statements/read", response=Reading, url_name="statement_read")
def read(request: HttpRequest, body: Text) -> dict[str, Any]:
    """What a text says, with its names linked to the register. Nothing is kept."""
    require(caller(request), Permission.EDIT_STATEMENT)
    try:
        document = read_text(body.text)
    except DocumentRefused as refused:
        raise _as_action(refused) from None
    reading = installed_reader()(document.text, registered_lexicon(), on=body.on)
    return {**as_json(reading), "text": document.text, "on": reading.on}


def _as_action(refused: DocumentRefused) -> ActionRefused:
    """The refusal of a document in the shape of the interface's refusals."""
    return ActionRefused(
        [
            Fault(each.code, each.ar, each.en, each.found, each.expected, field="text")
            for each in refused.faults
        ]
    )


class Row(Schema):
    uid: uuid.UUID
    title: str
    outlet: str
    on: date | None
    state: str
    added_at: datetime
    cards: int
    undecided: int
    is_made_up: bool


class Rows(Schema):
    """`next`: hand it back as `after` for the following page; empty on the last."""

    rows: list[Row]
    next: str


@router.get("/statements", response=Rows, url_name="statements")
def statements(
    request: HttpRequest, state: str = "", text: str = "", after: str = ""
) -> dict[str, Any]:
    """The statements that you may see, the latest first, a page at a time."""
    user = caller(request)
    require(user, Permission.SEE_STATEMENT)
    page = list_statements(user, state=state, text=text, after=after)
    return {"rows": page.rows, "next": page.next}


class New(Schema):
    """`location`: the code of the place whose officers follow it; empty: as far as your role."""

    text: Annotated[str, Field(max_length=LONGEST_BODY)]
    title: str = ""
    outlet: str = ""
    on: Day | None = None
    location: str = ""


class Taken(Schema):
    """`is_known`: the same text was there already and `uid` is that one's."""

    uid: uuid.UUID
    is_known: bool


@router.post("/statements", response=Taken, url_name="statements")
def take(request: HttpRequest, new: New, key: Key = "") -> dict[str, Any]:
    """Take a statement in: kept as it is, read into a draft. The same again changes nothing."""
    user = caller(request)
    require(user, Permission.EDIT_STATEMENT)

    try:
        given = arrived(NewStatement(**new.dict()), actor=actor_of(user))
    except DocumentRefused as refused:
        raise _as_action(refused) from None

    def act() -> dict[str, Any]:
        done = keep(given)
        return {"uid": str(done.uid), "is_known": done.is_known}

    return once(caller=actor_of(user), route=request.path, key=key, body=request.body, act=act)


class Became(Schema):
    kind: str
    code: str
    label: str


class Card(Schema):
    """A finding with what was decided. `becomes`: what a yes makes of it; `faults`: what still
    stands in the way."""

    uid: uuid.UUID
    order: int
    kind: str
    value: dict[str, Any]
    proposed: dict[str, Any]
    spans: list[tuple[int, int]]
    confidence: str
    reason: str
    decision: str
    link: str
    becomes: str
    may_become: list[str]
    faults: list[dict[str, str]]
    rows: list[Became]


class Draft(Row):
    text: str
    cards_of: list[Card]
    questions: list[dict[str, Any]]


@router.get("/statements/{uuid:uid}", response=Draft, url_name="statement")
def statement(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """One statement with its cards."""
    user = caller(request)
    require(user, Permission.SEE_STATEMENT)
    page = statement_page(user, uid)
    return {
        **asdict(page.row),
        "text": page.text,
        "cards_of": [asdict(card) for card in page.cards],
        "questions": [asdict(question) for question in page.questions],
    }


class Decision(Schema):
    """`value`: the fields that are corrected; `link`: the code of the row that it is, empty for a
    new one. What is left out stays."""

    card: uuid.UUID
    decision: Literal["open", "accepted", "corrected", "rejected"]
    value: dict[str, Any] | None = None
    link: str | None = None
    becomes: str | None = None


class Decisions(Schema):
    decisions: Annotated[list[Decision], Field(min_length=1, max_length=MOST_DECISIONS)]


class Decided(Schema):
    decided: int


@router.post("/statements/{uuid:uid}/decisions", response=Decided, url_name="statement_decisions")
def decisions(
    request: HttpRequest, uid: uuid.UUID, body: Decisions, key: Key = ""
) -> dict[str, Any]:
    """Decide about cards: all of them, or with every fault none."""
    user = caller(request)
    require(user, Permission.EDIT_STATEMENT)
    access_draft(user, uid)

    def act() -> dict[str, Any]:
        given = [CardDecision(**one.dict()) for one in body.decisions]
        decide_each(uid, given, actor=actor_of(user))
        return {"decided": len(body.decisions)}

    return once(caller=actor_of(user), route=request.path, key=key, body=request.body, act=act)


class Adopted(Schema):
    """The rows that were made, of cards accepted since the last time."""

    rows: list[Became]


@router.post("/statements/{uuid:uid}/adopt", response=Adopted, url_name="statement_adopt")
def adopt_cards(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """Make rows of the accepted cards, all or none, each under your own rights."""
    user = caller(request)
    require(user, Permission.EDIT_STATEMENT)
    access_draft(user, uid)
    rows = adopt(uid, actor=actor_of(user))
    return {"rows": [asdict(row) for row in rows]}

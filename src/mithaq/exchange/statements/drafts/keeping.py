"""Rows of a draft: making them of a reading, finding them with the right to change them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Q

from mithaq.domains.partnerships.references import row_of
from mithaq.engine.text import normalised
from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.documents import is_day_of_statement
from mithaq.exchange.statements.documents.cleaning import reading_text
from mithaq.exchange.statements.drafts.access import visible_statements
from mithaq.exchange.statements.drafts.cards import NewCard, cards_of
from mithaq.exchange.statements.drafts.faults import NO_SUCH_DAY, SETTLED, TOO_MANY_FINDINGS
from mithaq.exchange.statements.drafts.registered import registered_lexicon
from mithaq.exchange.statements.readers import installed_reader
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.registry.access import Permission, take
from mithaq.registry.actions.contents import user_of
from mithaq.registry.faults import TOO_LONG, Fault, refuse

MOST_FINDINGS = 5_000
TITLE_LENGTH, OUTLET_LENGTH, REASON_LENGTH = 400, 200, 400
WORDS_LENGTH = 700
EDITABLE = (Statement.State.DRAFT, Statement.State.ADOPTED)
BATCH = 500


def reading_of(text: str, *, on: date | None) -> Reading:
    """What a text says, with the register's names as they are now."""
    return installed_reader()(text, registered_lexicon(), on=on)


def new_cards(reading: Reading) -> tuple[NewCard, ...]:
    """The cards of a reading. Raises ActionRefused for more than one draft takes."""
    cards = cards_of(reading)
    check_number(len(cards))
    return cards


def check_number(findings: int) -> None:
    """Raises ActionRefused for more findings than one draft takes."""
    if findings > MOST_FINDINGS:
        refuse([TOO_MANY_FINDINGS(found=findings, expected=MOST_FINDINGS)])


def finding_row(
    card: NewCard, statement: Statement, *, text_of: Statement | None = None
) -> StatementFinding:
    """A card not yet saved and not yet decided."""
    return StatementFinding(
        statement=statement,
        text_of=text_of or statement,
        order=card.order,
        kind=card.kind,
        spans=[list(span) for span in card.spans],
        value=dict(card.value),
        confidence=card.confidence,
        reason=card.reason,
        candidates=list(card.candidates),
        link=card.link,
    )


def save_findings(rows: Iterable[StatementFinding]) -> None:
    StatementFinding.objects.bulk_create(rows, batch_size=BATCH)


def told(statement: Statement, reading: Reading) -> None:
    """Keep what the reader asks and what it passed over; the row is not saved here."""
    statement.questions = [
        {
            "code": each.code,
            "spans": [list(span) for span in each.spans],
            "parameters": dict(each.parameters),
        }
        for each in reading.questions
    ]
    statement.noise = [[part.span.start, part.span.end, part.reason] for part in reading.noise]


def words_of(title: str, outlet: str) -> str:
    """What a statement is found by in a list."""
    return normalised(f"{title} {outlet}")[:WORDS_LENGTH]


def on_one_line(text: str) -> str:
    """What a person typed, as it is kept and shown: nothing in it breaks a line or turns one."""
    return " ".join(reading_text(text).split())


def heading_faults(title: str, outlet: str, on: date | None) -> list[Fault]:
    faults = [
        TOO_LONG(found=text[:40], expected=longest, field=field)
        for field, text, longest in (
            ("title", title, TITLE_LENGTH),
            ("outlet", outlet, OUTLET_LENGTH),
        )
        if len(text) > longest
    ]
    return faults if is_day_of_statement(on) else [*faults, NO_SUCH_DAY(found=on, field="on")]


def editable(uid: uuid.UUID, actor: uuid.UUID | None, *, any_state: bool = False) -> Statement:
    """A statement held to the end of the transaction, to change it.

    Raises NotFound, Denied for an actor whose roles do not reach it; ActionRefused where it is
    settled, unless `any_state`.
    """
    if actor is None:
        row = row_of(Statement.objects.all(), uid)
    else:
        row = take(
            visible_statements,
            user_of(actor) or AnonymousUser(),
            see=Permission.SEE_STATEMENT,
            to=Permission.EDIT_STATEMENT,
            row=Q(uid=uid),
            lock=True,
        )
    if not any_state and row.state not in EDITABLE:
        refuse([SETTLED()])
    return row


def next_order(statement: Statement) -> int:
    last = StatementFinding.objects.filter(statement=statement).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1


def in_text(spans: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether every span lies in the text and holds something."""
    return bool(spans) and all(
        isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)
        for start, end in spans
    )

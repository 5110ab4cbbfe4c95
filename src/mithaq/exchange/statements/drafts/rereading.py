"""Reading a statement again, where its day, title or outlet was given wrongly."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.drafts.cards import BY_A_PERSON, NewCard
from mithaq.exchange.statements.drafts.faults import SOMETHING_ADOPTED
from mithaq.exchange.statements.drafts.keeping import (
    editable,
    finding_row,
    heading_faults,
    new_cards,
    on_one_line,
    reading_of,
    save_findings,
    told,
    words_of,
)
from mithaq.registry.faults import REQUIRED, Fault, refuse

Sameness = tuple[object, ...]
DECIDED = ("uid", "decision", "corrected", "becomes", "decided_at", "decided_by")


def reread(
    statement: uuid.UUID,
    *,
    on: date | None,
    title: str | None = None,
    outlet: str | None = None,
    actor: uuid.UUID | None,
) -> None:
    """Read the text again, of another day; None of `title` and `outlet` leaves them as they are.

    What was decided of a finding that is still the same stays, and so do cards that a person added
    or that came from another version. Refused once a card was adopted.
    """
    with transaction.atomic():
        text = _changed(statement, actor, on, title, outlet).text
    # Read before the row is held to be written: a language model may take a minute to answer.
    reading = reading_of(text, on=on)
    cards = new_cards(reading)
    with transaction.atomic():
        row = _changed(statement, actor, on, title, outlet)
        told(row, reading)
        row.save()
        _replace(row, cards)


def _changed(
    statement: uuid.UUID,
    actor: uuid.UUID | None,
    on: date | None,
    title: str | None,
    outlet: str | None,
) -> Statement:
    """The statement as it is to be saved. Raises as `reread`."""
    row = editable(statement, actor)
    title = row.title if title is None else on_one_line(title)
    outlet = row.outlet if outlet is None else on_one_line(outlet)
    faults: list[Fault] = heading_faults(title, outlet, on)
    if not title:
        faults.append(REQUIRED(field="title"))
    if row.state != Statement.State.DRAFT:
        faults.append(SOMETHING_ADOPTED())
    refuse(faults)
    row.on, row.title, row.outlet = on, title, outlet
    row.words = words_of(title, outlet)
    return row


def _replace(row: Statement, cards: Iterable[NewCard]) -> None:
    """The new cards in place of the old ones, which give them their decisions."""
    old = list(StatementFinding.objects.filter(statement=row).order_by("order"))
    is_read = {one.id: one.text_of_id == row.id and one.reason != BY_A_PERSON for one in old}
    # Two of a kind in one clause may look the same: each takes the decision of one of them.
    before: dict[Sameness, list[StatementFinding]] = defaultdict(list)
    for one in reversed(old):
        if is_read[one.id]:
            before[_sameness(one.kind, one.spans, one.value)].append(one)
    rows: list[StatementFinding] = []
    moved: dict[int, int] = {}
    for card in cards:
        fresh = finding_row(card, row)
        if same := before.get(_sameness(fresh.kind, fresh.spans, fresh.value)):
            known = same.pop()
            moved[known.order] = fresh.order
            _keep_decision(fresh, known)
        rows.append(fresh)
    _append([one for one in old if not is_read[one.id]], rows, moved)
    StatementFinding.objects.filter(statement=row).delete()
    save_findings(rows)


def _sameness(kind: str, spans: list[list[int]], value: Mapping[str, Any]) -> Sameness:
    """What makes two findings one: their words and what they say; an act by its kind and clause,
    for what it is tied to may have been found again."""
    first = tuple(spans[0]) if spans else ()
    if kind == StatementFinding.Kind.ACT:
        return (kind, first, value.get("kind"), value.get("status"))
    return (kind, first, *(repr(value[name]) for name in sorted(value)))


def _keep_decision(fresh: StatementFinding, known: StatementFinding) -> None:
    for name in DECIDED:
        setattr(fresh, name, getattr(known, name))
    if known.decision != StatementFinding.Decision.OPEN:
        fresh.link = known.link


def _append(
    kept: Iterable[StatementFinding], rows: list[StatementFinding], moved: dict[int, int]
) -> None:
    """Cards of other origin after the ones read, their references and everybody's corrected ones
    following the cards that moved."""
    others = list(kept)
    for order, one in enumerate(others, start=len(rows)):
        moved[one.order] = order
    for one in others:
        one.order = moved[one.order]
        one.value = follow(one.value, moved)
        one.pk = None
        rows.append(one)
    for one in rows:
        one.corrected = follow(one.corrected, moved)


def follow(value: Mapping[str, Any], moved: Mapping[int, int]) -> dict[str, Any]:
    """A value whose references to other cards follow them; what is gone is left out."""
    followed = dict(value)
    for name in ("quantities", "moments"):
        if name in followed:
            followed[name] = [moved[order] for order in followed[name] if order in moved]
    return followed

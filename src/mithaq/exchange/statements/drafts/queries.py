"""Readers of statements and their drafts, as far as the user's roles reach."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Count, Q

from mithaq.engine.text import normalised
from mithaq.exchange.models import Statement, StatementFinding, StatementPair
from mithaq.exchange.statements.drafts.access import (
    access_draft,
    access_statement,
    visible_statements,
)
from mithaq.exchange.statements.drafts.candidates import candidates_for
from mithaq.exchange.statements.drafts.drafts_shown import shown_cards
from mithaq.exchange.statements.drafts.origins import origins_of
from mithaq.exchange.statements.drafts.questions import worded
from mithaq.exchange.statements.drafts.records import (
    Near,
    OtherText,
    StatementPage,
    StatementRow,
)
from mithaq.registry.access import Permission, Visitor, access_attachments, can
from mithaq.registry.models import SubjectKind
from mithaq.registry.queries.pages import MOST_ROWS, PAGE_ROWS, Page, mark_of, read_mark

__all__ = [
    "access_draft",
    "access_statement",
    "candidates_for",
    "list_statements",
    "origins_of",
    "statement_page",
]

MOST_NEAR = 20
_HEAVY = ("text", "questions", "noise", "sketch")


def list_statements(
    user: Visitor, *, state: str = "", text: str = "", after: str = "", limit: int = PAGE_ROWS
) -> Page[StatementRow]:
    """Statements of the user's places, the latest first; `text` is sought in title and outlet."""
    rows = visible_statements(user).defer(*_HEAVY)
    if state:
        rows = rows.filter(state=state) if state in Statement.State.values else rows.none()
    for word in normalised(text).split()[:10]:
        rows = rows.filter(words__contains=word)
    if mark := read_mark(after):
        rows = rows.filter(id__lt=mark[1])
    limit = max(1, min(limit, MOST_ROWS))
    chosen = list(rows.order_by("-id")[: limit + 1])
    shown = chosen[:limit]
    following = mark_of("", shown[-1].id) if len(chosen) > limit else ""
    return Page(tuple(_rows(shown).values()), following)


def _rows(statements: Iterable[Statement]) -> dict[int, StatementRow]:
    """Rows with the counts of their cards, by number."""
    kept = list(statements)
    counts = {
        found["statement"]: (found["cards"], found["undecided"])
        for found in StatementFinding.objects.filter(statement__in=[row.id for row in kept])
        .values("statement")
        .annotate(cards=Count("id"), undecided=Count("id", filter=Q(decision="open")))
        .order_by()
    }
    return {row.id: _row(row, *counts.get(row.id, (0, 0))) for row in kept}


def _row(row: Statement, cards: int, undecided: int) -> StatementRow:
    return StatementRow(
        uid=str(row.uid),
        title=row.title,
        outlet=row.outlet,
        on=row.on,
        state=row.state,
        added_at=row.added_at,
        cards=cards,
        undecided=undecided,
        is_made_up=row.is_made_up,
    )


def statement_page(user: Visitor, uid: uuid.UUID) -> StatementPage:
    """One statement with its cards. Raises NotFound."""
    row = access_statement(user, uid)
    others = list(visible_statements(user).filter(merged_into=row).order_by("id"))
    pairs = _pairs(user, row)
    into = visible_statements(user).filter(others=row).first()
    rows = _rows([row, *others, *pairs.values(), *([into] if into else [])])
    may_edit = can(user, Permission.EDIT_STATEMENT, location=row.location)
    uids = {row.id: "", **{other.id: str(other.uid) for other in others}}
    return StatementPage(
        row=rows[row.id],
        text=row.text,
        attachment=_attachment(user, row),
        cards=shown_cards(user, row, uids, may_edit=may_edit),
        questions=tuple(worded(one) for one in row.questions),
        noise=tuple((start, end, reason) for start, end, reason in row.noise),
        near=_near(row, pairs, rows),
        merged_into=rows[into.id] if into else None,
        may_edit=may_edit,
        others=tuple(OtherText(row=rows[other.id], text=other.text) for other in others),
        set_aside_reason=row.state_reason,
    )


def _pairs(user: Visitor, row: Statement) -> dict[int, Statement]:
    """The visible statements that are much like one, by number."""
    found = StatementPair.objects.filter(Q(one=row) | Q(other=row)).values_list("one", "other")
    numbers = {one if other == row.id else other for one, other in found}
    rows = visible_statements(user).filter(id__in=numbers).defer(*_HEAVY)
    return {other.id: other for other in rows.order_by("id")}


def _near(
    row: Statement, others: Mapping[int, Statement], rows: Mapping[int, StatementRow]
) -> tuple[Near, ...]:
    """Those not merged into one another already, the likest first."""
    pairs = StatementPair.objects.filter(Q(one=row) | Q(other=row)).order_by("-likeness", "id")
    shown = []
    for pair in pairs[: 2 * MOST_NEAR]:
        number = pair.one_id if pair.other_id == row.id else pair.other_id
        other = others.get(number)
        if other is not None and row.id != other.merged_into_id and row.merged_into_id != number:
            shown.append(
                Near(
                    row=rows[number],
                    likeness=pair.likeness / 1000,
                    is_kept_apart=pair.is_kept_apart,
                )
            )
    return tuple(shown[:MOST_NEAR])


def _attachment(user: Visitor, row: Statement) -> str:
    files = access_attachments(user, SubjectKind.STATEMENT, row.uid)
    first = files.first()
    return str(first.uid) if first else ""

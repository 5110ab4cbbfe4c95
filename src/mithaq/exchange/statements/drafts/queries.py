"""Readers of statements and their drafts, as far as the user's roles reach."""

from __future__ import annotations

import uuid

from mithaq.exchange.statements.drafts.access import access_draft, access_statement
from mithaq.exchange.statements.drafts.records import (
    Candidate,
    Origin,
    StatementPage,
    StatementRow,
)
from mithaq.registry.access import Visitor
from mithaq.registry.queries.pages import PAGE_ROWS, Page

__all__ = [
    "access_draft",
    "access_statement",
    "candidates_for",
    "list_statements",
    "origins_of",
    "statement_page",
]


def list_statements(
    user: Visitor, *, state: str = "", text: str = "", after: str = "", limit: int = PAGE_ROWS
) -> Page[StatementRow]:
    """Statements of the user's places, the latest first; `text` is sought in title and outlet."""
    raise NotImplementedError


def statement_page(user: Visitor, uid: uuid.UUID) -> StatementPage:
    """One statement with its cards. Raises NotFound."""
    raise NotImplementedError


def candidates_for(user: Visitor, kind: str, query: str) -> tuple[Candidate, ...]:
    """Rows of the register to link a card of this kind to, by their names: at most 20."""
    raise NotImplementedError


def origins_of(user: Visitor, kind: str, uid: uuid.UUID) -> tuple[Origin, ...]:
    """Where a row was read, of the statements that the user may see. `kind` as `Became.kind`; an
    agreement's has those of its pledges, figures and undertakings, a meeting's those of what was
    said at it, a facility's its events."""
    raise NotImplementedError

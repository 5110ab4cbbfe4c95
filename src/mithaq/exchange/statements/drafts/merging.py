"""Another outlet's version of the same event: found, shown beside the first, merged or kept."""

from __future__ import annotations

import uuid


def merge_statements(statement: uuid.UUID, *, into: uuid.UUID, actor: uuid.UUID | None) -> int:
    """Make a draft a further source of another one: what it has that is new is added there, its
    spans kept in its own text. How many cards were added. Raises ActionRefused: one of them is
    settled, or it is the same one."""
    raise NotImplementedError


def keep_apart(statement: uuid.UUID, other: uuid.UUID, *, actor: uuid.UUID | None) -> None:
    """These two are not about the same event; said once, they are not offered again."""
    raise NotImplementedError

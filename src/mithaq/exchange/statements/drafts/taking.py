"""Taking a statement in: the original kept, its text read, its findings laid out as cards."""

from __future__ import annotations

import uuid
from datetime import datetime

from mithaq.exchange.statements.drafts.records import NewStatement, Taken


def take_statement(
    new: NewStatement, *, actor: uuid.UUID | None, at: datetime | None = None
) -> Taken:
    """Keep a statement and read it into a draft. The same text again is the statement that is known
    already, where the actor may see it.

    Raises DocumentRefused: what came is no text that can be read; ActionRefused: an unknown place,
    a title or outlet that is too long; Denied: not the actor's place. Nothing is kept then.
    """
    raise NotImplementedError

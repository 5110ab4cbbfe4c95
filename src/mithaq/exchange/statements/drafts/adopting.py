"""A person's yes: accepted cards become rows of the register and of partnerships."""

from __future__ import annotations

import uuid
from datetime import datetime

from mithaq.exchange.statements.drafts.records import Became


def adopt(
    statement: uuid.UUID, *, actor: uuid.UUID | None, at: datetime | None = None
) -> tuple[Became, ...]:
    """Make rows of every card that was accepted or corrected and is not adopted yet, all or none;
    the rows made. Asked twice, it is done once; cards accepted later are adopted later.

    Each row is made under the actor's own rights. Raises ActionRefused with every fault; a fault's
    `parameters["card"]` is the uid of its card, and its text names it.
    """
    raise NotImplementedError

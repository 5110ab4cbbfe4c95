"""Recording pledge lines; an amendment is a further version, nothing is overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from mithaq.ledger.records import NewPledge
from mithaq.registry.records import Recorded


def record_pledges(
    pledges: Sequence[NewPledge], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record versions of lines; one with a later `effective_on` amends the line.

    Refused: unknown codes, a quantity of 0 or less, an empty scope, milestones that the profile
    does not ask for or lacks, no day to take effect on, other content under a known key.
    """
    raise NotImplementedError

"""The chain of batches, the latest first: what was recorded when, by whom, under which digest."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from mithaq.ledger.models import Batch
from mithaq.registry.access import Permission, Visitor, require
from mithaq.registry.rows import default_country


@dataclass(frozen=True)
class RecordedBatch:
    """`postings` and `deliveries` are counts; `entries` counts rows of pledges and other logs.
    `actor` None: the system."""

    number: int
    recorded_at: datetime
    kind: str
    actor: uuid.UUID | None
    postings: int
    deliveries: int
    entries: int
    digest: str


def latest_batches(
    user: Visitor, *, before: int | None = None, limit: int = 100
) -> tuple[RecordedBatch, ...]:
    """Batches numbered below `before`, the latest first. For who audits: raises Denied."""
    require(user, Permission.SEE_AUDIT)
    rows = Batch.objects.filter(country=default_country()).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return tuple(
        RecordedBatch(
            number=row.id,
            recorded_at=row.recorded_at,
            kind=row.kind,
            actor=row.actor,
            postings=row.last_posting - row.first_posting + 1,
            deliveries=row.last_delivery - row.first_delivery + 1,
            entries=row.entries,
            digest=row.digest,
        )
        for row in rows[:limit]
    )

"""Whether a place's month is closed, and its log."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from mithaq.domains.services.models import MonthClose
from mithaq.domains.services.rules import Close, closed_by
from mithaq.engine.months import first_day
from mithaq.registry.models import Location
from mithaq.registry.tree import lineages_above


@dataclass(frozen=True)
class CloseEntry:
    """A word on a month: closed, or reopened with a reason, for the place or one that holds it."""

    place: str
    name_ar: str
    name_en: str
    is_closed: bool
    reason: str
    actor: uuid.UUID | None
    at: datetime


@dataclass(frozen=True)
class MonthState:
    """`closed_by`: the place whose closing holds, empty while the month is open."""

    closed_by: str
    log: tuple[CloseEntry, ...]


def month_state(place: Location, month: int) -> MonthState:
    """What was said of a month for a place and all places that hold it, in order."""
    rows = (
        MonthClose.objects.filter(
            location__lineage__in=lineages_above(place.lineage), month=first_day(month)
        )
        .select_related("location")
        .order_by("id")
    )
    return MonthState(
        closed_by(Close(row.id, row.location.code, row.is_closed) for row in rows),
        tuple(
            CloseEntry(
                row.location.code,
                row.location.name_ar,
                row.location.name_en,
                row.is_closed,
                row.reason,
                row.actor,
                row.at,
            )
            for row in rows
        ),
    )

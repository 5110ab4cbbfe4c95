"""A person's word on an overlap."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from mithaq.engine.months import first_day
from mithaq.ledger.actions.forms import share_faults
from mithaq.ledger.faults import NO_OVERLAP, SHARES_OF_ONE
from mithaq.ledger.models import FoundOverlap, Measure, OverlapExplanation
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import TOO_LONG, UNKNOWN_CODE, Fault, refuse
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Location
from mithaq.registry.rows import default_country

NOTE_LENGTH = 400


@transaction.atomic
def explain_overlap(
    *,
    facility: str,
    measure: str,
    month: int,
    kind: str,
    shares: Mapping[str, Decimal] | None = None,
    note: str = "",
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Keep why two organisations claimed the same; the overlap is open until then.

    `shares` (organisation code: share of 1) go with `co_funded` and are no more than the whole. A
    later word takes the place of the earlier one. Refused: no such overlap in the stored
    reckoning, a kind outside its list, shares of others than its organisations.
    """
    shares = shares or {}
    refuse(_form_faults(kind, shares, note))
    location, of = _named(facility, measure)
    found = FoundOverlap.objects.filter(
        reckoning__country=default_country(),
        reckoning__is_current=True,
        facility=location,
        measure=of,
        month=first_day(month),
    ).first()
    refuse([] if found else [NO_OVERLAP(found=facility, field="facility")])
    refuse(
        UNKNOWN_CODE(found=code, field="shares")
        for code in shares
        if found and code not in found.organisations
    )
    OverlapExplanation.objects.update_or_create(
        facility=location,
        measure=of,
        month=first_day(month),
        defaults={
            "kind": kind,
            "shares": {code: str(share) for code, share in shares.items()},
            "note": note,
            "actor": actor,
            "recorded_at": at or timezone.now(),
        },
    )


def _named(facility: str, measure: str) -> tuple[Location, Measure]:
    locations = by_code(Location.objects.all(), [facility])
    measures = by_code(Measure.objects.all(), [measure])
    refuse(
        UNKNOWN_CODE(found=code, field=field)
        for field, code, known in (
            ("facility", facility, locations),
            ("measure", measure, measures),
        )
        if code not in known
    )
    return locations[facility], measures[measure]


def _form_faults(kind: str, shares: Mapping[str, Decimal], note: str) -> list[Fault]:
    faults = list_faults(kind, OverlapExplanation.Kind.values, item=None, field="kind")
    for share in shares.values():
        faults += share_faults(share, None)
    if not faults and sum(shares.values()) > 1:
        faults.append(SHARES_OF_ONE(found=sum(shares.values()), field="shares"))
    if len(note) > NOTE_LENGTH:
        faults.append(TOO_LONG(found=note[:40], expected=NOTE_LENGTH, field="note"))
    return faults

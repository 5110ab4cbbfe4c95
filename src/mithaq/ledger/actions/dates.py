"""Filling in dates of an agreement's head that were not known when it was recorded."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction

from mithaq.ledger.models import Agreement
from mithaq.registry.actions.contents import changes_to
from mithaq.registry.faults import UNKNOWN_CODE, refuse
from mithaq.registry.lookups import by_code


@transaction.atomic
def fill_agreement_dates(
    agreement: str,
    *,
    announced_on: date | None = None,
    signed_on: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    actor: uuid.UUID | None,  # noqa: ARG001 - the head's words are not in the chain
) -> None:
    """Fill in dates; a date that is known already is never replaced.

    Refused: an unknown agreement, another date than the one that is known. What reckoning reads
    is the lines' own dates, so that an extension is an amendment of lines, not of the head.
    """
    rows = by_code(Agreement.objects.all(), [agreement])
    refuse([] if agreement in rows else [UNKNOWN_CODE(found=agreement, field="agreement")])
    given = {
        "announced_on": announced_on,
        "signed_on": signed_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    changes, faults = changes_to(rows[agreement], given, key=agreement, item=0)
    refuse(faults)
    if changes:
        Agreement.objects.filter(id=rows[agreement].id).update(**changes)

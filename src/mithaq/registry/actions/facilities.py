"""Recording facilities: a location of the one tree, and what a facility has beyond it."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from mithaq.registry import vocabulary
from mithaq.registry.actions.contents import changes_to, list_faults, save_as, user_of
from mithaq.registry.actions.sites import carry_out, plan_sites
from mithaq.registry.faults import (
    ENDS_BEFORE_START,
    NEGATIVE,
    REQUIRED,
    UNKNOWN_CODE,
    Fault,
    refuse,
)
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import (
    Facility,
    FacilityBody,
    Level,
    Location,
    Organisation,
)
from mithaq.registry.records import NewBody, NewFacility, NewLocation, Recorded


@transaction.atomic
def record_facilities(
    facilities: Sequence[NewFacility],
    *,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Recorded:
    """Record facilities. What is known with the same content stays, gaps are filled.

    Raises ActionRefused with every fault: unknown or doubled codes, a type or ownership outside
    the country's lists, no place, other content under a known code (as `record_locations`).
    """
    at = at or timezone.now()
    plan = plan_sites([_site(each) for each in facilities], (Level.FACILITY,))
    known = _known([plan.rows[each.code].id for each in facilities if each.code in plan.rows])
    faults = [_named_as_given(fault) for fault in plan.faults]
    changes: dict[str, dict[str, Any]] = {}
    for item, each in enumerate(facilities):
        faults += _form_faults(each, item)
        if row := known.get(each.code):
            changes[each.code], conflicts = changes_to(
                row, _details(each), key=each.code, item=item
            )
            faults += conflicts
    refuse(faults)
    done = carry_out(plan, actor=actor, at=at)
    _make([each for each in facilities if each.code not in known], done.rows, actor)
    completed = {*_complete(known, changes, actor), *done.completed}
    return Recorded(len(done.new), len(completed), len(facilities) - len(done.new | completed))


def _site(each: NewFacility) -> NewLocation:
    return NewLocation(
        code=each.code,
        level=Level.FACILITY,
        name_ar=each.name_ar,
        name_en=each.name_en,
        parent=each.place,
        valid_from=each.valid_from,
        lat=each.lat,
        lon=each.lon,
        aliases=each.aliases,
        codes=each.codes,
        is_made_up=each.is_made_up,
    )


def _named_as_given(fault: Fault) -> Fault:
    """What is a parent in the tree is the place of a facility."""
    return dataclasses.replace(fault, field="place") if fault.field == "parent" else fault


def _form_faults(each: NewFacility, item: int) -> list[Fault]:
    faults = [
        *list_faults(each.type, vocabulary.facility_types(), item=item, field="type"),
        *list_faults(each.ownership, vocabulary.ownerships(), item=item, field="ownership"),
    ]
    if not each.place:
        faults.append(REQUIRED(item=item, field="place"))
    if each.beds is not None and each.beds < 0:
        faults.append(NEGATIVE(found=each.beds, item=item, field="beds"))
    return faults


def _known(ids: Sequence[int]) -> dict[str, Facility]:
    known: dict[str, Facility] = {}
    for chunk in chunks(ids):
        rows = Facility.objects.filter(location__in=chunk).select_related("location")
        known.update((row.code, row) for row in rows)
    return known


def _details(each: NewFacility) -> dict[str, Any]:
    return {
        "type": each.type,
        "ownership": each.ownership,
        "beds": each.beds,
        "opened_on": each.opened_on,
        "phone": each.phone,
    }


def _make(
    facilities: Sequence[NewFacility], rows: Mapping[str, Location], actor: uuid.UUID | None
) -> None:
    bulk_create_with_history(
        [Facility(location=rows[each.code], **_details(each)) for each in facilities],
        Facility,
        batch_size=1000,
        default_user=user_of(actor),
    )


def _complete(
    known: Mapping[str, Facility],
    changes: Mapping[str, Mapping[str, Any]],
    actor: uuid.UUID | None,
) -> set[str]:
    completed = {code for code, values in changes.items() if values}
    for code in completed:
        for field, value in changes[code].items():
            setattr(known[code], field, value)
        save_as(known[code], actor, list(changes[code]))
    return completed


@transaction.atomic
def record_bodies(bodies: Sequence[NewBody]) -> Recorded:
    """Record who manages or owns facilities, or did. The same row again is nothing.

    Raises ActionRefused: unknown codes, a relation outside the list, an end before the start.
    """
    places = by_code(
        Location.objects.filter(level=Level.FACILITY), [body.facility for body in bodies]
    )
    organisations = by_code(Organisation.objects.all(), [body.organisation for body in bodies])
    faults = []
    for item, body in enumerate(bodies):
        faults += list_faults(
            body.relation, FacilityBody.Relation.values, item=item, field="relation"
        )
        for field, code, known in (
            ("facility", body.facility, places),
            ("organisation", body.organisation, organisations),
        ):
            if code not in known:
                faults.append(UNKNOWN_CODE(found=code, item=item, field=field))
        if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
            faults.append(
                ENDS_BEFORE_START(
                    found=body.valid_to, expected=body.valid_from, item=item, field="valid_to"
                )
            )
    refuse(faults)
    made = [
        FacilityBody.objects.get_or_create(
            facility_id=places[body.facility].id,
            organisation=organisations[body.organisation],
            relation=body.relation,
            valid_from=body.valid_from,
            defaults={"valid_to": body.valid_to},
        )[1]
        for body in bodies
    ]
    return Recorded(sum(made), 0, len(made) - sum(made))

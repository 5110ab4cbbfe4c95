"""Recording what state facilities were in, and what happened to them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from mithaq.registry import vocabulary
from mithaq.registry.actions.contents import changes_to, list_faults
from mithaq.registry.faults import (
    CHANGED_CONTENT,
    DUPLICATE_CODE,
    REQUIRED,
    UNKNOWN_CODE,
    Fault,
    FaultKind,
    refuse,
)
from mithaq.registry.lookups import chunks, ids_by_code
from mithaq.registry.models import (
    Availability,
    Extent,
    Facility,
    FacilityEvent,
    FacilityStatus,
    Level,
    Location,
    ServiceStatus,
)
from mithaq.registry.records import NewEvent, NewStatus, Recorded
from mithaq.registry.rows import Precision

MOST_BARRIERS = 3
# How long the daily work may have stood still without missing a status dated ahead.
RECENT = timedelta(days=40)

TOO_MANY_BARRIERS = FaultKind(
    "too_many_barriers",
    ar="ذُكر {found} من العوائق، والحد الأقصى {expected} مرتبة من الأشد إلى الأخف.",
    en="{found} barriers are given; at most {expected} are, the heaviest first.",
)
BARRIER_TWICE = FaultKind(
    "barrier_twice",
    ar="العائق «{found}» ذُكر مرتين.",
    en="The barrier “{found}” is given twice.",
)

Key = tuple[int, date]
ServiceKey = tuple[int, str, date]
EventKey = tuple[int, str, date | None, str, str]


@transaction.atomic
def record_statuses(
    statuses: Sequence[NewStatus],
    *,
    actor: uuid.UUID | None,  # noqa: ARG001 - every action names its actor
    at: datetime | None = None,
) -> Recorded:
    """Record assessments, one a facility and day, with the services seen. Gaps are filled.

    Raises ActionRefused with every fault: an unknown facility, values outside their lists, more
    than three barriers, no source, a facility twice on a day, other content under a known day.
    """
    at = at or timezone.now()
    ids = facility_ids(status.facility for status in statuses)
    known = _known(ids.values())
    services = _known_services(ids.values())
    faults = _form_faults(statuses, ids)
    changes: dict[Key, dict[str, Any]] = {}
    for item, status in enumerate(statuses):
        key = (ids.get(status.facility, 0), status.on)
        if row := known.get(key):
            name = f"{status.facility} {status.on}"
            changes[key], conflicts = changes_to(row, _values(status), key=name, item=item)
            faults += conflicts
        faults += _service_conflicts(status, ids, services, item)
    refuse(faults)
    new = [status for status in statuses if (ids[status.facility], status.on) not in known]
    FacilityStatus.objects.bulk_create(
        (
            FacilityStatus(
                facility_id=ids[status.facility], on=status.on, recorded_at=at, **_values(status)
            )
            for status in new
        ),
        batch_size=1000,
    )
    settle_functionality(set(ids.values()))
    completed = _complete(known, changes)
    completed |= _add_services(statuses, ids, services, at)
    completed -= {(ids[status.facility], status.on) for status in new}
    return Recorded(len(new), len(completed), len(statuses) - len(new) - len(completed))


def facility_ids(codes: Iterable[str]) -> dict[str, int]:
    """Ids of facilities by code; a place is no facility."""
    ids = ids_by_code(Location, codes)
    facilities: set[int] = set()
    for chunk in chunks(list(ids.values())):
        rows = Location.objects.filter(id__in=chunk, level=Level.FACILITY)
        facilities.update(rows.values_list("id", flat=True))
    return {code: row for code, row in ids.items() if row in facilities}


def settle_functionality(facilities: Collection[int], *, on: date | None = None) -> None:
    """Derive today's functionality of these facilities from their statuses."""
    latest: dict[int, str] = {}
    for chunk in chunks(sorted(facilities)):
        rows = FacilityStatus.objects.filter(
            facility__in=chunk, on__lte=on or timezone.localdate()
        ).order_by("on")
        latest.update(rows.values_list("facility_id", "functionality"))
    for functionality in ("", *Extent.values):
        alike = [row for row in sorted(facilities) if latest.get(row, "") == functionality]
        for chunk in chunks(alike):
            stale = Facility.objects.filter(pk__in=chunk).exclude(functionality=functionality)
            stale.update(functionality=functionality)


def bring_statuses_up_to(day: date) -> None:
    """A status recorded for a later day comes true on that day. Safe to repeat."""
    recent = FacilityStatus.objects.filter(on__lte=day, on__gt=day - RECENT)
    settle_functionality(set(recent.values_list("facility_id", flat=True)), on=day)


def _form_faults(statuses: Sequence[NewStatus], ids: Mapping[str, int]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[tuple[str, date]] = set()
    for item, status in enumerate(statuses):
        if status.facility not in ids:
            faults.append(UNKNOWN_CODE(found=status.facility, item=item, field="facility"))
        if (status.facility, status.on) in seen:
            found = f"{status.facility} {status.on}"
            faults.append(DUPLICATE_CODE(found=found, item=item, field="on"))
        seen.add((status.facility, status.on))
        if not status.source:
            faults.append(REQUIRED(item=item, field="source"))
        faults += _value_faults(status, item)
    return faults


def _value_faults(status: NewStatus, item: int) -> list[Fault]:
    faults = list_faults(status.functionality, Extent.values, item=item, field="functionality")
    for field in ("building_damage", "equipment_damage", "accessibility"):
        value = getattr(status, field)
        faults += list_faults(value, Extent.values, item=item, field=field, required=False)
    for barrier in status.barriers:
        faults += list_faults(barrier, vocabulary.barriers(), item=item, field="barriers")
    if len(status.barriers) > MOST_BARRIERS:
        faults.append(
            TOO_MANY_BARRIERS(
                found=len(status.barriers), expected=MOST_BARRIERS, item=item, field="barriers"
            )
        )
    faults += [
        BARRIER_TWICE(found=barrier, item=item, field="barriers")
        for place, barrier in enumerate(status.barriers)
        if barrier in status.barriers[:place]
    ]
    for each in status.services:
        faults += list_faults(each.service, vocabulary.services(), item=item, field="services")
        faults += list_faults(each.availability, Availability.values, item=item, field="services")
    return faults


def _values(status: NewStatus) -> dict[str, Any]:
    return {
        "functionality": status.functionality,
        "building_damage": status.building_damage,
        "equipment_damage": status.equipment_damage,
        "accessibility": status.accessibility,
        "barriers": list(status.barriers),
        "source": status.source,
    }


def _known(facilities: Iterable[int]) -> dict[Key, FacilityStatus]:
    known: dict[Key, FacilityStatus] = {}
    for chunk in chunks(sorted(facilities)):
        rows = FacilityStatus.objects.filter(facility__in=chunk)
        known.update(((row.facility_id, row.on), row) for row in rows)
    return known


def _known_services(facilities: Iterable[int]) -> dict[ServiceKey, str]:
    known: dict[ServiceKey, str] = {}
    for chunk in chunks(sorted(facilities)):
        rows = ServiceStatus.objects.filter(facility__in=chunk)
        for facility, service, on, availability in rows.values_list(
            "facility_id", "service", "on", "availability"
        ):
            known[facility, service, on] = availability
    return known


def _service_conflicts(
    status: NewStatus, ids: Mapping[str, int], known: Mapping[ServiceKey, str], item: int
) -> list[Fault]:
    faults = []
    facility = ids.get(status.facility, 0)
    for each in status.services:
        recorded = known.get((facility, each.service, status.on), each.availability)
        if recorded != each.availability:
            faults.append(
                CHANGED_CONTENT(
                    key=f"{status.facility} {status.on} {each.service}",
                    found=each.availability,
                    expected=recorded,
                    item=item,
                    field="services",
                )
            )
    return faults


def _complete(
    known: Mapping[Key, FacilityStatus], changes: Mapping[Key, Mapping[str, Any]]
) -> set[Key]:
    completed = {key for key, values in changes.items() if values}
    for key in completed:
        for field, value in changes[key].items():
            setattr(known[key], field, value)
        known[key].save(update_fields=list(changes[key]))
    return completed


def _add_services(
    statuses: Sequence[NewStatus],
    ids: Mapping[str, int],
    known: Mapping[ServiceKey, str],
    at: datetime,
) -> set[Key]:
    new = [
        ServiceStatus(
            facility_id=ids[status.facility],
            service=each.service,
            on=status.on,
            availability=each.availability,
            source=status.source,
            recorded_at=at,
        )
        for status in statuses
        for each in status.services
        if (ids[status.facility], each.service, status.on) not in known
    ]
    ServiceStatus.objects.bulk_create(new, batch_size=1000)
    return {(row.facility_id, row.on) for row in new}


@transaction.atomic
def record_events(
    events: Sequence[NewEvent],
    *,
    actor: uuid.UUID | None,  # noqa: ARG001 - every action names its actor
    at: datetime | None = None,
) -> Recorded:
    """Record what happened to facilities. The same facility, kind, day and source is one event.

    Raises ActionRefused: an unknown facility, a kind or precision outside its list, no source.
    """
    at = at or timezone.now()
    ids = facility_ids(event.facility for event in events)
    refuse(_event_faults(events, ids))
    known: set[EventKey] = set()
    for chunk in chunks(sorted(set(ids.values()))):
        rows = FacilityEvent.objects.filter(facility__in=chunk)
        known.update(rows.values_list("facility_id", "kind", "on", "precision", "source"))
    new: dict[EventKey, FacilityEvent] = {}
    for event in events:
        key = (ids[event.facility], event.kind, event.on, event.precision, event.source)
        if key not in known:
            new.setdefault(key, _event(event, ids[event.facility], at))
    FacilityEvent.objects.bulk_create(new.values(), batch_size=1000)
    return Recorded(len(new), 0, len(events) - len(new))


def _event(event: NewEvent, facility: int, at: datetime) -> FacilityEvent:
    return FacilityEvent(
        facility_id=facility,
        kind=event.kind,
        on=event.on,
        precision=event.precision,
        note_ar=event.note_ar,
        note_en=event.note_en,
        source=event.source,
        recorded_at=at,
    )


def _event_faults(events: Sequence[NewEvent], ids: Mapping[str, int]) -> list[Fault]:
    faults = []
    for item, event in enumerate(events):
        if event.facility not in ids:
            faults.append(UNKNOWN_CODE(found=event.facility, item=item, field="facility"))
        if not event.source:
            faults.append(REQUIRED(item=item, field="source"))
        faults += list_faults(event.kind, FacilityEvent.Kind.values, item=item, field="kind")
        faults += list_faults(event.precision, Precision.values, item=item, field="precision")
    return faults

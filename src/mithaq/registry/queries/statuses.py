"""What state facilities were in on any day, and how it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mithaq.registry.models import Facility, FacilityEvent, FacilityStatus, ServiceStatus


@dataclass(frozen=True)
class Status:
    """An assessment; an empty value is not known. `on` is the day it was made."""

    on: date
    functionality: str
    building_damage: str
    equipment_damage: str
    accessibility: str
    barriers: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class ServiceOn:
    """What was last said of a service by a day."""

    service: str
    availability: str
    on: date
    source: str


@dataclass(frozen=True)
class Event:
    """What happened to a facility; `on` is the first day of a period of that precision."""

    kind: str
    on: date | None
    precision: str
    note_ar: str
    note_en: str
    source: str


def status_on(facility: Facility, day: date) -> Status | None:
    """The last assessment on or before a day; None: nothing is known of that day."""
    row = facility.statuses.filter(on__lte=day).order_by("-on").first()
    return _status(row) if row else None


def status_history(facility: Facility, *, limit: int = 100) -> tuple[Status, ...]:
    """Assessments, the latest first."""
    return tuple(_status(row) for row in facility.statuses.order_by("-on")[:limit])


def _status(row: FacilityStatus) -> Status:
    return Status(
        on=row.on,
        functionality=row.functionality,
        building_damage=row.building_damage,
        equipment_damage=row.equipment_damage,
        accessibility=row.accessibility,
        barriers=tuple(row.barriers),
        source=row.source,
    )


def services_on(facility: Facility, day: date) -> tuple[ServiceOn, ...]:
    """Of each service spoken of by a day, the last word; by service code."""
    return services_of([facility.pk], day).get(facility.pk, ())


def services_of(facilities: Iterable[int], day: date) -> dict[int, tuple[ServiceOn, ...]]:
    """As `services_on`, of many facilities (ids) in one query."""
    latest: dict[tuple[int, str], ServiceOn] = {}
    rows = ServiceStatus.objects.filter(facility__in=list(facilities), on__lte=day).order_by("on")
    for row in rows:
        latest[row.facility_id, row.service] = ServiceOn(
            row.service, row.availability, row.on, row.source
        )
    found: dict[int, list[ServiceOn]] = {}
    for (facility, _), service in sorted(latest.items()):
        found.setdefault(facility, []).append(service)
    return {facility: tuple(services) for facility, services in found.items()}


def events_of(facility: Facility) -> tuple[Event, ...]:
    """What happened to a facility, the latest first, undated last."""
    rows: list[FacilityEvent] = list(facility.events.all())
    rows.sort(key=lambda row: (row.on or date.min, row.id), reverse=True)
    return tuple(
        Event(row.kind, row.on, row.precision, row.note_ar, row.note_en, row.source) for row in rows
    )

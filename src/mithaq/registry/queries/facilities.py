"""Facilities: the list with its filters, and one facility."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from mithaq.registry.access import (
    Permission,
    Visitor,
    access_facility,
    shown_point,
    visible_facilities,
)
from mithaq.registry.lookups import coded
from mithaq.registry.models import Facility, Level, Location, SubjectKind
from mithaq.registry.queries.names import named
from mithaq.registry.queries.pages import PAGE_ROWS, Page, page_of
from mithaq.registry.queries.statuses import (
    Event,
    ServiceOn,
    Status,
    events_of,
    services_on,
    status_history,
    status_on,
)
from mithaq.registry.tree import lineages_above, under


@dataclass(frozen=True)
class PlaceName:
    """A place as it is named on a page."""

    code: str
    level: str
    name_ar: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class FacilityFilter:
    """What to list; empty: all. `place` is the code of a place of any level."""

    text: str = ""
    type: str = ""
    ownership: str = ""
    place: str = ""
    functionality: str = ""


@dataclass(frozen=True)
class FacilityRow:
    """A facility in a list. `governorate` and `district` are None where the tree has none."""

    code: str
    name_ar: str
    name_en: str
    type: str
    ownership: str
    beds: int | None
    functionality: str
    governorate: PlaceName | None
    district: PlaceName | None
    is_made_up: bool


@dataclass(frozen=True)
class Body:
    """Who manages or owns a facility, or did."""

    relation: str
    code: str
    name_ar: str
    name_en: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class FacilityPage:
    """All that the register says of a facility on `day`. `point` and `phone` are None where the
    user may not know them. `above`: the places that hold it, the widest first."""

    uid: str
    row: FacilityRow
    opened_on: date | None
    retired_on: date | None
    above: tuple[PlaceName, ...]
    point: tuple[float, float] | None
    phone: str | None
    aliases: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    bodies: tuple[Body, ...]
    day: date
    status: Status | None
    services: tuple[ServiceOn, ...]
    history: tuple[Status, ...]
    events: tuple[Event, ...]


def list_facilities(
    user: Visitor,
    wanted: FacilityFilter | None = None,
    *,
    after: str = "",
    limit: int = PAGE_ROWS,
) -> Page[FacilityRow]:
    """The visible facilities that the filter wants, by normalised name."""
    rows = _wanted(visible_facilities(user), wanted or FacilityFilter())
    chosen, following = page_of(
        rows, sort="location__sort_ar", after=after, limit=limit, id_field="location_id"
    )
    return Page(_rows(chosen), following)


def _wanted(rows: QuerySet[Facility], wanted: FacilityFilter) -> QuerySet[Facility]:
    # The level lets the index of sorted names carry the order.
    condition: dict[str, Any] = {"location__level": Level.FACILITY}
    for field in ("type", "ownership", "functionality"):
        if value := getattr(wanted, field):
            condition[field] = value
    rows = rows.filter(**condition).filter(named(SubjectKind.LOCATION, wanted.text, "location_id"))
    if wanted.place:
        place = Location.objects.filter(coded(wanted.place)).first()
        rows = rows.filter(under(place.lineage, "location__") if place else Q(pk__in=()))
    return rows


def _rows(facilities: Iterable[Facility]) -> tuple[FacilityRow, ...]:
    facilities = list(facilities)
    above = places_above(row.location.lineage for row in facilities)
    return tuple(_row(facility, above) for facility in facilities)


def places_above(lineages: Iterable[str]) -> dict[str, PlaceName]:
    """The places that hold any of the locations, by lineage, in one query."""
    wanted = {above for lineage in lineages for above in lineages_above(lineage)[:-1]}
    rows = Location.objects.filter(lineage__in=sorted(wanted))
    return {row.lineage: PlaceName(row.code, row.level, row.name_ar, row.name_en) for row in rows}


def _row(facility: Facility, above: Mapping[str, PlaceName]) -> FacilityRow:
    location = facility.location
    holding = {
        place.level: place
        for lineage in lineages_above(location.lineage)
        if (place := above.get(lineage))
    }
    return FacilityRow(
        code=location.code,
        name_ar=location.name_ar,
        name_en=location.name_en,
        type=facility.type,
        ownership=facility.ownership,
        beds=facility.beds,
        functionality=facility.functionality,
        governorate=holding.get(Level.GOVERNORATE),
        district=holding.get(Level.DISTRICT),
        is_made_up=location.is_made_up,
    )


def facility_page(user: Visitor, code: str, *, day: date | None = None) -> FacilityPage:
    """One facility as of a day (default today). Raises NotFound."""
    facility = access_facility(user, code)
    day = day or timezone.localdate()
    location = facility.location
    above = places_above([location.lineage])
    return FacilityPage(
        uid=str(location.uid),
        row=_row(facility, above),
        opened_on=facility.opened_on,
        retired_on=location.retired_on,
        above=tuple(above[lineage] for lineage in lineages_above(location.lineage)[:-1]),
        point=shown_point(user, facility),
        phone=_phone(user, facility),
        aliases=tuple(location.aliases.order_by("id").values_list("name", flat=True)),
        codes=tuple(location.codes.order_by("system", "code").values_list("system", "code")),
        bodies=_bodies(facility),
        day=day,
        status=status_on(facility, day),
        services=services_on(facility, day),
        history=status_history(facility),
        events=events_of(facility),
    )


def _phone(user: Visitor, facility: Facility) -> str | None:
    reachable = visible_facilities(user, Permission.SEE_CONTACT_DETAILS)
    if not facility.phone or not reachable.filter(pk=facility.pk).exists():
        return None
    return facility.phone


def _bodies(facility: Facility) -> tuple[Body, ...]:
    rows = facility.bodies.select_related("organisation").order_by("valid_from", "id")
    return tuple(
        Body(
            relation=row.relation,
            code=row.organisation.code,
            name_ar=row.organisation.name_ar,
            name_en=row.organisation.name_en,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in rows
    )


def made_up_facilities() -> frozenset[str]:
    """Codes of the facilities that are made up, for exports that must say so."""
    rows = Location.objects.filter(level=Level.FACILITY, is_made_up=True)
    return frozenset(rows.values_list("code", flat=True))

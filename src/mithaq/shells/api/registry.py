"""Who is asking, and facilities with their status on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from mithaq.registry.access import Permission, require, roles_of
from mithaq.registry.queries.facilities import FacilityFilter, facility_page, list_facilities
from mithaq.shells.api.keys import caller

router = Router()


class RoleHeld(Schema):
    kind: str
    organisation: str
    location: str


class Me(Schema):
    username: str
    roles: list[RoleHeld]


@router.get("/me", response=Me, url_name="me")
def me(request: HttpRequest) -> dict[str, Any]:
    """Whose key this is, and the roles it acts with."""
    user = caller(request)
    roles = [
        {"kind": r.kind, "organisation": r.organisation.code, "location": r.location.code}
        for r in roles_of(user)
    ]
    return {"username": user.get_username(), "roles": roles}


class FacilityRow(Schema):
    code: str
    name_ar: str
    name_en: str
    type: str
    ownership: str
    beds: int | None
    functionality: str
    governorate: str | None
    district: str | None
    made_up: bool


class Facilities(Schema):
    rows: list[FacilityRow]
    next: str


def _row(row: Any) -> dict[str, Any]:
    fields = ("code", "name_ar", "name_en", "type", "ownership", "beds", "functionality")
    return {
        **{name: getattr(row, name) for name in fields},
        "governorate": row.governorate.code if row.governorate else None,
        "district": row.district.code if row.district else None,
        "made_up": row.is_made_up,
    }


@router.get("/facilities", response=Facilities, url_name="facilities")
def facilities(
    request: HttpRequest,
    text: str = "",
    type: str = "",  # noqa: A002 - the name in the address
    ownership: str = "",
    place: str = "",
    functionality: str = "",
    after: str = "",
) -> dict[str, Any]:
    """The facilities that you may see, by name, a page at a time."""
    user = caller(request)
    require(user, Permission.SEE_FACILITY)
    wanted = FacilityFilter(
        text=text, type=type, ownership=ownership, place=place, functionality=functionality
    )
    page = list_facilities(user, wanted, after=after)
    return {"rows": [_row(row) for row in page.rows], "next": page.next}


class Status(Schema):
    on: date
    functionality: str
    building_damage: str
    equipment_damage: str
    accessibility: str
    barriers: list[str]
    source: str


class ServiceOn(Schema):
    service: str
    availability: str
    on: date


class Event(Schema):
    kind: str
    on: date | None
    precision: str
    source: str


class Facility(FacilityRow):
    """`point` is given only to those who may know it."""

    opened_on: date | None
    point: tuple[float, float] | None
    status: Status | None
    services: list[ServiceOn]
    history: list[Status]
    events: list[Event]


@router.get("/facilities/{code}", response=Facility, url_name="facility")
def facility(request: HttpRequest, code: str, on: date | None = None) -> dict[str, Any]:
    """One facility as it was on a day (default today)."""
    user = caller(request)
    require(user, Permission.SEE_FACILITY)
    page = facility_page(user, code, day=on)
    return {
        **_row(page.row),
        "opened_on": page.opened_on,
        "point": page.point,
        "status": page.status,
        "services": page.services,
        "history": page.history,
        "events": page.events,
    }

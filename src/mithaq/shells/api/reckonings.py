"""Reckoning, deliveries without a pledge, overlaps and cliffs: the command line's rows."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema

from mithaq.exchange.reckonings import handed_out
from mithaq.ledger.access import visible_agreements
from mithaq.registry.access import Permission, require, visible_facilities
from mithaq.shells.api.keys import caller

router = Router()


class Asked(Schema):
    """`known_at`: only what was recorded by then; a bare day means its end."""

    as_of: date | None = None
    known_at: datetime | date | None = None
    agreement: str = ""
    place: str = ""


class Forecast(Schema):
    finish_on: date
    low: date
    high: date | None
    on_time: float


class Line(Schema):
    """A pledge line reckoned; quantities are decimal strings, rounded once to six places."""

    agreement: str
    line: str
    measure: str
    unit: str
    family: str
    quantity: str
    claimed: str
    accepted: str
    verified: str
    counted: str
    counted_low: str
    counted_high: str
    expected: str | None
    share: str
    state: str
    starts_on: date | None
    ends_on: date | None
    forecast: Forecast | None
    reason: str | None
    made_up: bool


def _rows(request: HttpRequest, what: str, asked: Asked, permission: Permission) -> list[Any]:
    user = caller(request)
    require(user, permission)
    known_at = asked.known_at
    if known_at is not None:
        zone = ZoneInfo(settings.TIME_ZONE)
        if not isinstance(known_at, datetime):
            known_at = datetime.combine(known_at, time.max)
        known_at = known_at if known_at.tzinfo else known_at.replace(tzinfo=zone)
    agreements = visible_agreements(user, Permission.SEE_AGREEMENT).values_list("code", flat=True)
    facilities = visible_facilities(user, Permission.SEE_FACILITY)
    _columns, rows = handed_out(
        what,
        as_of=asked.as_of,
        known_at=known_at,
        agreement=asked.agreement,
        place=asked.place,
        agreements=frozenset(agreements.order_by()),
        facilities=frozenset(facilities.order_by().values_list("location__code", flat=True)),
    )
    return list(rows)


@router.get("/reckoning", response=list[Line], url_name="reckoning")
def reckoning(request: HttpRequest, asked: Query[Asked]) -> list[Any]:
    """Every pledge line in force on the day, of the agreements that you may see."""
    return _rows(request, "reckon", asked, Permission.SEE_AGREEMENT)


class Unpledged(Schema):
    source: str
    line: str
    organisation: str | None
    agreement: str | None
    measure: str
    facility: str | None
    place: str | None
    month: str
    quantity: str
    stage: str
    reason: str
    made_up: bool


@router.get("/unpledged", response=list[Unpledged], url_name="unpledged")
def unpledged(request: HttpRequest, asked: Query[Asked]) -> list[Any]:
    """Deliveries that fit no pledge line, each with the reason."""
    return _rows(request, "unpledged", asked, Permission.SEE_DELIVERIES)


class Overlap(Schema):
    facility: str
    measure: str
    month: str
    organisations: list[str]
    explanation: dict[str, Any] | None
    made_up: bool


@router.get("/overlaps", response=list[Overlap], url_name="overlaps")
def overlaps(request: HttpRequest, asked: Query[Asked]) -> list[Any]:
    """The same measure, facility and month claimed by two organisations."""
    return _rows(request, "overlaps", asked, Permission.SEE_OVERLAPS)


class Cliff(Schema):
    facility: str
    family: str
    ends_on: date
    agreements: list[str]
    delivered: str
    made_up: bool


@router.get("/cliffs", response=list[Cliff], url_name="cliffs")
def cliffs(request: HttpRequest, asked: Query[Asked]) -> list[Any]:
    """The last day on which pledges in force support each facility, by family."""
    return _rows(request, "cliffs", asked, Permission.SEE_FACILITY)

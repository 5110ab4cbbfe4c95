"""Closing a month for a place, so that its figures stand; reopening it, with a reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.services.models import MonthClose
from mithaq.domains.services.records import MonthClosed
from mithaq.domains.services.rules import Close, closed_by, month_ar, month_en
from mithaq.domains.services.rules.conduct import (
    CLOSED,
    MONTH_CLOSED_ALREADY,
    MONTH_NOT_CLOSED,
    MONTH_NOT_ENDED,
)
from mithaq.domains.services.rules.texts import LONGEST_REASON, text_faults
from mithaq.engine.months import first_day, last_day, month_of
from mithaq.registry.faults import REQUIRED, UNKNOWN_CODE, ActionRefused, Fault, refuse
from mithaq.registry.models import Location
from mithaq.registry.rows import default_country
from mithaq.registry.tree import lineages_above


def close_month(
    *, place: str, month: int, actor: uuid.UUID | None, at: datetime | None = None
) -> MonthClosed:
    """Close a month for a place and all below it: no report is submitted or judged any more."""
    at = at or timezone.now()
    with transaction.atomic():
        location = _place(place)
        refuse(_close_faults(location, month, timezone.localdate(at)))
        return _log(location, month, is_closed=True, reason="", actor=actor, at=at)


def reopen_month(
    *, place: str, month: int, reason: str, actor: uuid.UUID | None, at: datetime | None = None
) -> MonthClosed:
    """Reopen a month for a place and all below it, whichever place it was closed for."""
    at = at or timezone.now()
    with transaction.atomic():
        location = _place(place)
        faults = [] if reason.strip() else [REQUIRED(field="reason")]
        faults += text_faults(reason, LONGEST_REASON, "reason")
        if not _closing_place(location, first_day(month)):
            faults.append(MONTH_NOT_CLOSED(field="month"))
        refuse(faults)
        return _log(location, month, is_closed=False, reason=reason.strip(), actor=actor, at=at)


def closed_for(location: Location, month: date) -> Iterator[Fault]:
    """The fault of a month that is closed for a location."""
    if place := _closing_place(location, month):
        name_ar, name_en = Location.objects.values_list("name_ar", "name_en").get(
            country=default_country(), code=place
        )
        number = month_of(month)
        yield CLOSED(
            month_ar=month_ar(number),
            month_en=month_en(number),
            place_ar=name_ar,
            place_en=name_en or name_ar,
        )


def _place(code: str) -> Location:
    location = Location.objects.filter(country=default_country(), code=code).first()
    if location is None:
        raise ActionRefused([UNKNOWN_CODE(found=code, field="place")])
    return location


def _close_faults(location: Location, month: int, today: date) -> Iterator[Fault]:
    if last_day(month) >= today:
        yield MONTH_NOT_ENDED(month_ar=month_ar(month), month_en=month_en(month), field="month")
    if _closing_place(location, first_day(month)):
        yield MONTH_CLOSED_ALREADY(field="month")


def _closing_place(location: Location, month: date) -> str:
    rows = MonthClose.objects.filter(
        location__lineage__in=lineages_above(location.lineage), month=month
    )
    return closed_by(Close(*row) for row in rows.values_list("id", "location__code", "is_closed"))


def _log(
    location: Location,
    month: int,
    *,
    is_closed: bool,
    reason: str,
    actor: uuid.UUID | None,
    at: datetime,
) -> MonthClosed:
    MonthClose.objects.create(
        location=location,
        month=first_day(month),
        is_closed=is_closed,
        reason=reason,
        actor=actor,
        at=at,
    )
    return MonthClosed(location.code, month, is_closed, at)

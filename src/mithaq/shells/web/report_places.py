"""Which place and month the pages about many reports speak of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from mithaq.engine.months import month_of, read_month
from mithaq.registry.access import (
    Permission,
    Visitor,
    access_facility,
    access_place,
    spans,
    visible_places,
)


def last_due_month() -> int:
    """The last month whose reports were due."""
    return month_of(timezone.localdate() - timedelta(days=settings.REPORTS_DUE_DAYS)) - 1


def own_place(user: Visitor) -> Any:
    """The place whose reports the user sees: the country, or the first place of their roles."""
    covered = spans(user, Permission.SEE_REPORT)
    places = visible_places(user)
    if covered.everything:
        return places.filter(level="country").order_by("id").first()
    return places.filter(lineage__in=covered.places).order_by("lineage").first()


def asked_place(request: HttpRequest, user: Visitor) -> Any:
    """The place named in the address, else the user's own; None: the user sees no place's."""
    code = request.GET.get("place", "").strip()
    return access_place(user, code) if code else own_place(user)


def asked_month(request: HttpRequest) -> int:
    """The month named in the address, else the last due; one that cannot be read is left aside."""
    try:
        return min(read_month(request.GET.get("month", "")), month_of(timezone.localdate()))
    except ValueError:
        return last_due_month()


def place_of(user: Visitor, code: str, permission: Permission) -> Any:
    """A place, or a facility's, by code. Raises NotFound, Denied."""
    found = visible_places(user).filter(code=code).first()
    return found if found is not None else access_facility(user, code, permission).location

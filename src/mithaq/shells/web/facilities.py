"""Facilities: the list, and one with its status, services, supports and deliveries."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mithaq.countries import load_pack
from mithaq.ledger.queries import facilities as ledger
from mithaq.ledger.queries import findings, standing
from mithaq.registry.access import Permission, access_facility, can
from mithaq.registry.queries import places
from mithaq.registry.queries.facilities import FacilityFilter, facility_page, list_facilities
from mithaq.shells.web.gates import needs, reader

FILTERS = ("text", "type", "place", "functionality")


@require_safe
@needs(Permission.SEE_FACILITY)
def facilities(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    wanted = FacilityFilter(**{name: request.GET.get(name, "").strip()[:100] for name in FILTERS})
    page = list_facilities(user, wanted, after=request.GET.get("after", ""))
    pack = load_pack(settings.COUNTRY)
    return render(
        request,
        "facilities/list.html",
        {
            "rows": page.rows,
            "next": page.next,
            "wanted": wanted,
            "types": pack.facility_types.values(),
            "functionalities": pack.functionalities.values(),
            "governorates": places.governorates(user),
        },
    )


@require_safe
@needs(Permission.SEE_FACILITY)
def facility(request: HttpRequest, code: str) -> HttpResponse:
    user, today = reader(request), timezone.localdate()
    day = _day(request.GET.get("on", "")) or today
    row = access_facility(user, code)
    page = facility_page(user, code, day=day)
    reckoning = standing.current_reckoning()
    may_see_deliveries = can(user, Permission.SEE_DELIVERIES)
    context = {
        "facility": page,
        "day": day,
        "is_past": day != today,
        "supports": ledger.supports_of(user, row.location, day),
        "lines": ledger.lines_reaching(user, reckoning, row.location) if reckoning else (),
        "cliffs": findings.visible_cliffs(user, reckoning).filter(facility=row.location)
        if reckoning
        else (),
        "months": ledger.deliveries_at(user, row.location, until=today)
        if may_see_deliveries
        else (),
        "may_report": can(user, Permission.REPORT_MONTH, location=row.location),
    }
    return render(request, "facilities/facility.html", context)


def _day(text: str) -> date | None:
    """The day asked for; one that is no day is left aside, since the page shows which it took."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None

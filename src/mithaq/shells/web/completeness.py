"""How many reports have come, and in time; which are missing; closing a month for a place."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from mithaq.domains.services import actions
from mithaq.domains.services.access import report_lineages
from mithaq.domains.services.queries import (
    completeness_by_part,
    completeness_of,
    missing_reports,
    month_state,
)
from mithaq.engine.months import last_day, read_month, write_month
from mithaq.registry.access import NotFound, Permission, access_place, can, require
from mithaq.registry.faults import ActionRefused
from mithaq.registry.queries.actors import names_of_actors
from mithaq.registry.queries.facilities import places_above
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.report_places import asked_month, asked_place
from mithaq.shells.web.templatetags.reports import month_name

TREND_MONTHS: Final = 6
MISSING_ROWS: Final = 50


@require_safe
@needs(Permission.SEE_REPORT)
def report_completeness(request: HttpRequest) -> HttpResponse:
    """A place's months, its parts in one of them, and whether that month is closed."""
    user = reader(request)
    place, month = asked_place(request, user), asked_month(request)
    if place is None:
        raise NotFound
    within = report_lineages(user)
    months = range(month - TREND_MONTHS + 1, month + 1)
    trend = completeness_of(place, list(months), within=within)
    state = month_state(place, month)
    page = {
        "place": place,
        "month": month,
        "trend": trend,
        "now": next((one for one in trend if one.month == month), None),
        "parts": completeness_by_part(place, [month], within=within),
        "above": list(places_above([place.lineage]).values()),
        "state": state,
        "who": names_of_actors(entry.actor for entry in state.log),
        "may_close": can(user, Permission.CLOSE_MONTH, location=place),
        "has_ended": last_day(month) < timezone.localdate(),
        "months": [month - n for n in range(-2, 12)],
    }
    return render(request, "reports/completeness.html", page)


@require_safe
@needs(Permission.SEE_REPORT)
def report_missing(request: HttpRequest) -> HttpResponse:
    """Whose reports have not come, whom to call and what to write."""
    user = reader(request)
    place, month = asked_place(request, user), asked_month(request)
    if place is None:
        raise NotFound
    start = request.GET.get("from", "")
    offset = int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 0
    rows = missing_reports(
        place,
        [month],
        within=report_lineages(user),
        today=timezone.localdate(),
        limit=MISSING_ROWS + 1,
        offset=offset,
    )
    page = {
        "place": place,
        "month": month,
        "rows": rows[:MISSING_ROWS],
        "next": offset + MISSING_ROWS if len(rows) > MISSING_ROWS else None,
        "is_first": offset == 0,
        "may_call": can(user, Permission.SEE_CONTACT_DETAILS, location=place),
    }
    return render(request, "reports/missing.html", page)


# --- closing a month -----------------------------------------------------------------------------
@require_POST
@needs(Permission.CLOSE_MONTH)
def report_month_close(request: HttpRequest) -> HttpResponse:
    return _say(request, is_closed=True)


@require_POST
@needs(Permission.CLOSE_MONTH)
def report_month_reopen(request: HttpRequest) -> HttpResponse:
    return _say(request, is_closed=False)


def _say(request: HttpRequest, *, is_closed: bool) -> HttpResponse:
    """Close or reopen the month of a place, and go back to where it was asked."""
    user = reader(request)
    place = access_place(user, request.POST.get("place", ""))
    require(user, Permission.CLOSE_MONTH, location=place)
    try:
        month = read_month(request.POST.get("month", ""))
    except ValueError:
        raise NotFound from None
    try:
        if is_closed:
            actions.close_month(place=place.code, month=month, actor=actor_of(request))
        else:
            reason = request.POST.get("reason", "").replace("\x00", "")[:400]
            actions.reopen_month(
                place=place.code, month=month, reason=reason, actor=actor_of(request)
            )
    except ActionRefused as refusal:
        for fault in refusal.faults:
            messages.error(request, fault.text(get_language() or "ar"))
    else:
        words = (
            gettext("%(month)s is closed.") if is_closed else gettext("%(month)s is open again.")
        )
        messages.success(request, words % {"month": month_name(month)})
    query = urlencode({"place": place.code, "month": write_month(month)})
    return redirect(f"{reverse('report_completeness')}?{query}")

"""What needs a decision: overlaps, cliffs, deliveries without a pledge."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from mithaq.engine.months import read_month
from mithaq.ledger.actions import explain_overlap
from mithaq.ledger.queries import findings, standing
from mithaq.registry.access import Permission, access_facility, can, require
from mithaq.registry.faults import ActionRefused
from mithaq.registry.queries import places
from mithaq.shells.web.gates import actor_of, chosen_place, needs, reader


@require_safe
@needs(Permission.SEE_OVERLAPS)
def overlaps(request: HttpRequest) -> HttpResponse:
    user, place, reckoning = reader(request), chosen_place(request), standing.current_reckoning()
    found = findings.overlaps(user, reckoning, place=place) if reckoning else ()
    return render(
        request,
        "findings/overlaps.html",
        {
            "overlaps": found,
            "open": sum(overlap.explanation is None for overlap in found),
            "place": place,
            "governorates": places.governorates(user),
            "kinds": findings.EXPLANATIONS,
            "may_explain": can(user, Permission.EXPLAIN_OVERLAP),
        },
    )


@require_POST
@needs(Permission.EXPLAIN_OVERLAP)
def overlap_explain(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    facility = access_facility(user, request.POST.get("facility", ""))
    require(user, Permission.EXPLAIN_OVERLAP, location=facility.location)
    try:
        explain_overlap(
            facility=facility.code,
            measure=request.POST.get("measure", ""),
            month=read_month(request.POST.get("month", "")),
            kind=request.POST.get("kind", ""),
            shares=_shares(request),
            note=request.POST.get("note", "").strip(),
            actor=actor_of(request),
        )
    except (ValueError, InvalidOperation):
        messages.error(request, gettext("The month or a share could not be read."))
    except ActionRefused as refusal:
        for fault in refusal.faults:
            messages.error(request, fault.text(get_language() or "ar"))
    else:
        messages.success(request, gettext("The explanation is kept."))
    return redirect("overlaps")


def _shares(request: HttpRequest) -> dict[str, Decimal]:
    """Shares are typed as percentages, one an organisation; blank is not stated."""
    prefix = "share-"
    return {
        name.removeprefix(prefix): Decimal(value.strip()) / 100
        for name, value in request.POST.items()
        if name.startswith(prefix) and isinstance(value, str) and value.strip()
    }


@require_safe
@needs(Permission.SEE_FACILITY)
def cliffs(request: HttpRequest) -> HttpResponse:
    user, place, reckoning = reader(request), chosen_place(request), standing.current_reckoning()
    found = findings.cliffs(user, reckoning, place=place) if reckoning else ()
    return render(
        request,
        "findings/cliffs.html",
        {"cliffs": found, "place": place, "governorates": places.governorates(user)},
    )


@require_safe
@needs(Permission.SEE_DELIVERIES)
def unpledged(request: HttpRequest) -> HttpResponse:
    user, reckoning = reader(request), standing.current_reckoning()
    rows = findings.unpledged(user, reckoning) if reckoning else ()
    return render(request, "findings/unpledged.html", {"rows": rows})

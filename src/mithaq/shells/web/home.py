"""The first page: where all promises stand, and what needs a look; and search over all."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mithaq.ledger.queries import agreements, findings, standing
from mithaq.registry.access import Permission, Visitor, spans
from mithaq.registry.queries import places
from mithaq.registry.queries.facilities import FacilityFilter, list_facilities
from mithaq.shells.web.gates import chosen_place, needs, reader

# What a stored reckoning says to whoever sees the whole country never changes: it is kept, by
# reckoning and place, for the readers of this process. Who sees a part is answered anew.
_kept: OrderedDict[tuple[int, str], dict[str, object]] = OrderedDict()
KEPT = 64
WHOLE = (Permission.SEE_AGREEMENT, Permission.SEE_FACILITY, Permission.SEE_DELIVERIES)


@require_safe
@needs(Permission.SEE_AGREEMENT)
def home(request: HttpRequest) -> HttpResponse:
    user, place = reader(request), chosen_place(request)
    reckoning = standing.current_reckoning()
    context: dict[str, object] = {
        "place": place,
        "governorates": places.governorates(user),
        "reckoning": reckoning,
    }
    if reckoning is not None:
        context |= _summary(user, reckoning, place)
        context["overlaps"] = findings.open_overlaps(user, reckoning, place=place, limit=5)
    return render(request, "home/home.html", context)


def _summary(user: Visitor, reckoning: Any, place: Any) -> dict[str, object]:
    if not all(spans(user, permission).everything for permission in WHOLE):
        return _found(user, reckoning, place)
    key = (reckoning.pk, place.code if place else "")
    if key not in _kept:
        _kept[key] = _found(user, reckoning, place)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return _kept[key]


def _found(user: Visitor, reckoning: Any, place: Any) -> dict[str, object]:
    return {
        "standing": standing.standing(user, reckoning, place=place),
        "worst": standing.lines_needing_a_look(user, reckoning, place=place),
        "cliffs": findings.next_cliffs(user, reckoning, place=place),
        "unpledged": findings.unpledged(user, reckoning, limit=5),
    }


@require_safe
@needs(Permission.SEE_AGREEMENT)
def search(request: HttpRequest) -> HttpResponse:
    user, text = reader(request), request.GET.get("q", "").strip()[:100]
    context: dict[str, object] = {"text": text}
    if text:
        wanted = agreements.AgreementFilter(text=text)
        reckoning = standing.current_reckoning()
        context |= {
            "agreements": agreements.agreements_list(user, reckoning, wanted, limit=20).rows,
            "facilities": list_facilities(user, FacilityFilter(text=text), limit=20).rows,
        }
    return render(request, "home/search.html", context)

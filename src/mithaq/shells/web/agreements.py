"""Agreements: the list, and one with its pledges, months, amendments, meetings and documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from mithaq.domains.partnerships.queries import agreement_surroundings
from mithaq.engine.months import first_day, read_month
from mithaq.ledger.queries import findings, standing
from mithaq.ledger.queries.agreements import (
    KINDS,
    STATUSES,
    WORST_FIRST,
    AgreementFilter,
    agreement_overview,
    agreements_list,
)
from mithaq.registry.access import Permission, access_attachments, can
from mithaq.registry.queries import places
from mithaq.shells.web.gates import chosen_place, needs, reader
from mithaq.shells.web.templatetags.mithaq import month as month_words
from mithaq.shells.web.templatetags.mithaq import named, state_word


@needs(Permission.SEE_AGREEMENT)
def agreements(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("text", "kind", "status")}
    wanted = AgreementFilter(
        **given, state=request.GET.get("state", ""), place=chosen_place(request)
    )
    page = agreements_list(
        user, standing.current_reckoning(), wanted, after=request.GET.get("after", "")
    )
    return render(
        request,
        "agreements/list.html",
        {
            "rows": page.rows,
            "next": page.next,
            "wanted": wanted,
            "kinds": KINDS,
            "statuses": STATUSES,
            "states": [(state.value, state_word(state.value)) for state in WORST_FIRST],
            "governorates": places.governorates(user),
        },
    )


@needs(Permission.SEE_AGREEMENT)
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    user, reckoning = reader(request), standing.current_reckoning()
    overview = agreement_overview(user, code, reckoning)
    row = overview.agreement
    context = {
        "agreement": row,
        "overview": overview,
        "days_left": overview.ends_in(reckoning.as_of) if reckoning else None,
        "around": agreement_surroundings(user, row),
        "cliffs": findings.cliffs_of_agreement(user, reckoning, row) if reckoning else (),
        "documents": access_attachments(user, "agreement", row.uid),
        "may_edit": can(user, Permission.EDIT_AGREEMENT),
        "charts": [chart for line in overview.lines if (chart := _chart(line))],
    }
    return render(request, "agreements/agreement.html", context)


def _chart(line: Any) -> dict[str, Any] | None:
    """What the chart of a line shows: its months so far, cumulative where they add up."""
    if not line.months:
        return None
    months, claimed, accepted, verified, expected = zip(*line.months, strict=True)
    return {
        "id": f"chart-{line.line}",
        "line": line,
        "data": {
            "months": [month_words(first_day(read_month(month))) for month in months],
            "claimed": _numbers(claimed),
            "accepted": _numbers(accepted),
            "verified": _numbers(verified),
            "expected": _numbers(expected),
            "title": named(line.measure),
            "labels": {
                "claimed": gettext("claimed"),
                "accepted": gettext("accepted"),
                "verified": gettext("verified"),
                "expected": gettext("expected by the day"),
            },
        },
    }


def _numbers(values: Sequence[str | None]) -> list[float | None]:
    return [None if value is None else float(value) for value in values]

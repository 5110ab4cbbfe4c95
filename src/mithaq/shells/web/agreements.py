"""Agreements: the list, and one with its pledges, months, amendments, meetings and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mithaq.domains.partnerships.queries.agreements import Figure, agreement_surroundings
from mithaq.ledger.access import may_on_agreement
from mithaq.ledger.queries import findings
from mithaq.ledger.queries.agreements import (
    KINDS,
    STATUSES,
    WORST_FIRST,
    AgreementFilter,
    AgreementOverview,
    agreement_overview,
    agreements_list,
)
from mithaq.registry.access import Permission, can
from mithaq.registry.queries import places
from mithaq.shells.web.agreement_charts import Chart, chart_of
from mithaq.shells.web.agreement_endings import endings
from mithaq.shells.web.gates import chosen_place, needs, reader, reckoning_of
from mithaq.shells.web.templatetags.mithaq import state_word


@require_safe
@needs(Permission.SEE_AGREEMENT)
def agreements(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    given = {name: request.GET.get(name, "").strip()[:100] for name in ("text", "kind", "status")}
    wanted = AgreementFilter(
        **given, state=request.GET.get("state", ""), place=chosen_place(request)
    )
    page = agreements_list(user, reckoning_of(request), wanted, after=request.GET.get("after", ""))
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
            "may_add": can(user, Permission.EDIT_AGREEMENT),
        },
    )


@dataclass(frozen=True)
class Voice:
    """All that one organisation stated of an agreement."""

    name_ar: str
    name_en: str
    figures: Sequence[Figure]


@require_safe
@needs(Permission.SEE_AGREEMENT)
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    user, reckoning = reader(request), reckoning_of(request)
    overview = agreement_overview(user, code, reckoning)
    row, today = overview.agreement, timezone.localdate()
    around = agreement_surroundings(user, row, today=today, versions=overview.versions)
    ends_on, as_of = around.ends_on, reckoning.as_of if reckoning else None
    ending_days = {line.pledge.ends_on for line in overview.lines} | {ends_on}
    cliffs = (
        findings.cliffs_of_agreement(user, reckoning, row, days=ending_days) if reckoning else ()
    )
    context = {
        "agreement": row,
        "overview": overview,
        "ends_on": ends_on,
        "days_left": (ends_on - today).days if ends_on else None,
        "around": around,
        "voices": _voices(around.figures),
        "waiting": _waiting(overview),
        "endings": endings(cliffs, today),
        "chart": _chosen_chart(overview, request.GET.get("line", ""), as_of),
        "may_edit": may_on_agreement(user, row, Permission.EDIT_AGREEMENT),
    }
    return render(request, "agreements/agreement.html", context)


def _voices(figures: Sequence[Figure]) -> list[Voice]:
    """Figures by who stated them, in the order in which they were first heard."""
    heard: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        heard.setdefault((figure.stated_by_ar, figure.stated_by_en), []).append(figure)
    return [Voice(*names, figures) for names, figures in heard.items()]


def _waiting(overview: AgreementOverview) -> list[object]:
    """Lines that no reckoning speaks of yet: of a draft, or not in force before a later day."""
    reckoned = {line.line for line in overview.lines}
    return [found[-1] for line, found in overview.versions.items() if line not in reckoned]


def _chosen_chart(overview: AgreementOverview, wanted: str, as_of: date | None) -> Chart | None:
    """The months of the line asked for, else of the first one that has any."""
    drawable = [line for line in overview.lines if line.is_reported and line.months]
    chosen = next((line for line in drawable if line.line == wanted), None)
    chosen = chosen or (drawable[0] if drawable else None)
    return chart_of(chosen, drawable, as_of) if chosen and as_of else None

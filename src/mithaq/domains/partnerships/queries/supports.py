"""Questions to partners about their supports that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mithaq.domains.partnerships.access import visible_confirmations
from mithaq.domains.partnerships.models import SupportConfirmation
from mithaq.ledger.models import Support
from mithaq.registry.access import Permission, Visitor

MOST_ROWS = 500


@dataclass(frozen=True)
class SupportQuestion:
    """Still supporting this facility? until when? `valid_to` is what is recorded now."""

    uid: str
    month: date
    facility: str
    facility_ar: str
    facility_en: str
    family: str
    agreement: str
    organisation_ar: str
    organisation_en: str
    valid_from: date | None
    valid_to: date | None
    is_made_up: bool


def supports_to_confirm(
    user: Visitor, permission: Permission = Permission.CONFIRM_SUPPORT
) -> tuple[SupportQuestion, ...]:
    """Of each support the latest question, if it is unanswered; by facility.

    With SEE_AGREEMENT: those that a planner or officer is waiting for.
    """
    rows = visible_confirmations(user, permission).filter(answer="").order_by("-month", "id")
    latest: dict[str, SupportConfirmation] = {}
    for row in rows[:MOST_ROWS]:
        latest.setdefault(row.support_key, row)
    supports = {
        support.key: support
        for support in Support.objects.filter(key__in=list(latest))
        .select_related("agreement")
        .order_by("recorded_at", "id")
    }
    questions = [
        SupportQuestion(
            uid=str(row.uid),
            month=row.month,
            facility=row.facility.code,
            facility_ar=row.facility.name_ar,
            facility_en=row.facility.name_en,
            family=support.family,
            agreement=support.agreement.code if support.agreement else "",
            organisation_ar=row.organisation.name_ar,
            organisation_en=row.organisation.name_en,
            valid_from=support.valid_from,
            valid_to=support.valid_to,
            is_made_up=support.is_made_up,
        )
        for key, row in latest.items()
        if (support := supports.get(key))
    ]
    return tuple(sorted(questions, key=lambda each: (each.facility, each.family)))

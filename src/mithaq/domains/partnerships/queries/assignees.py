"""Who may be given something to do, or follow an undertaking."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from mithaq.registry.access import TABLE, Permission, Visitor, spans
from mithaq.registry.models import Role
from mithaq.registry.tree import lineages_above, under_any

MOST_ROWS = 500


@dataclass(frozen=True)
class Assignee:
    """A user who may act on action points; `uid` is what actions take."""

    uid: str
    name_ar: str
    name_en: str
    organisation_ar: str
    organisation_en: str


def assignees(user: Visitor) -> tuple[Assignee, ...]:
    """Users who act for some organisation where this user edits meetings, by organisation."""
    covered = spans(user, Permission.EDIT_MEETING)
    if not covered:
        return ()
    kinds = [kind for kind, allowed in TABLE.items() if Permission.ACT_ON_POINT in allowed]
    today = timezone.localdate()
    roles = Role.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        kind__in=kinds,
        user__is_active=True,
    )
    if not covered.everything:
        above = {over for place in covered.places for over in lineages_above(place)}
        roles = roles.filter(
            under_any(covered.places, "location__") | Q(location__lineage__in=sorted(above))
        )
    rows = roles.select_related("user", "organisation").order_by(
        "organisation__sort_ar", "user__name_ar", "user_id"
    )
    found: dict[str, Assignee] = {}
    for role in rows[:MOST_ROWS]:
        person = role.user
        found.setdefault(
            str(person.uid),
            Assignee(
                str(person.uid),
                person.name_ar or person.username,
                person.name_en or person.username,
                role.organisation.name_ar,
                role.organisation.name_en,
            ),
        )
    return tuple(found.values())

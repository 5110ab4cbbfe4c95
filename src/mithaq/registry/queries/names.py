"""Search by name: every word of the query begins some word of the names, in either language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from mithaq.engine.text import words
from mithaq.registry.access import (
    Permission,
    Visitor,
    facility_condition,
    has_any_role,
    visible_organisations,
    visible_people,
)
from mithaq.registry.models import Level, Location, NameWord, Organisation, Person, SubjectKind

MOST_FOUND = 50
_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """A row found by name. `inside_…`: the place that holds it; `level` is empty for others."""

    code: str
    uid: str
    name_ar: str
    name_en: str
    level: str = ""
    inside_ar: str = ""
    inside_en: str = ""


def named(kind: str, query: str, field: str = "id") -> Q:
    """A condition on rows: their names, aliases or codes answer the query. An empty one holds
    for all. `field` is the row's id as seen from the queried model."""
    condition = Q()
    for word in words(query):
        matching = NameWord.objects.filter(
            subject_kind=kind, word__gte=word, word__lt=word + _LAST_CHARACTER
        )
        condition &= Q(**{f"{field}__in": matching.values("subject_id")})
    return condition


def best_first(rows: QuerySet[Any], query: str, code: str = "code") -> QuerySet[Any]:
    """The row of exactly this code first, then by normalised name."""
    exactly = Case(
        When(**{code: query.strip()}, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    ordered: QuerySet[Any] = rows.annotate(exactly=exactly).order_by("exactly", "sort_ar", "id")
    return ordered


def find_locations(
    user: Visitor, query: str, *, level: str = "", limit: int = 20
) -> tuple[Found, ...]:
    """Places and the facilities the user may see; `level` narrows to one level."""
    is_facility = Q(level=Level.FACILITY)
    facilities = is_facility & facility_condition(user, Permission.SEE_FACILITY, "")
    places = ~is_facility if has_any_role(user) else Q(pk__in=())
    rows = Location.objects.filter(named(SubjectKind.LOCATION, query)).filter(facilities | places)
    rows = rows.filter(level=level) if level else rows
    chosen = best_first(rows.select_related("parent"), query)[: min(limit, MOST_FOUND)]
    return tuple(_found_location(row) for row in chosen)


def _found_location(row: Location) -> Found:
    return Found(
        code=row.code,
        uid=str(row.uid),
        name_ar=row.name_ar,
        name_en=row.name_en,
        level=row.level,
        inside_ar=row.parent.name_ar if row.parent else "",
        inside_en=row.parent.name_en if row.parent else "",
    )


def find_organisations(user: Visitor, query: str, *, limit: int = 20) -> tuple[Found, ...]:
    rows = visible_organisations(user).filter(named(SubjectKind.ORGANISATION, query))
    chosen: QuerySet[Organisation] = best_first(rows, query)[: min(limit, MOST_FOUND)]
    return tuple(Found(row.code, str(row.uid), row.name_ar, row.name_en) for row in chosen)


def find_people(user: Visitor, query: str, *, limit: int = 20) -> tuple[Found, ...]:
    rows = visible_people(user).filter(named(SubjectKind.PERSON, query))
    chosen: QuerySet[Person] = rows.order_by("sort_ar", "id")[: min(limit, MOST_FOUND)]
    return tuple(Found("", str(row.uid), row.name_ar, row.name_en) for row in chosen)

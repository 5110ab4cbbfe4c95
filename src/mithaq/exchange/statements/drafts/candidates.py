"""Rows of the register that a card may be linked to, as far as the user sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from mithaq.exchange.statements.drafts.drafted import DraftCard
from mithaq.exchange.statements.drafts.links import LINKED_KINDS
from mithaq.exchange.statements.drafts.records import Candidate
from mithaq.exchange.statements.drafts.registered_rows import is_uid
from mithaq.registry.access import (
    Permission,
    Visitor,
    facility_condition,
    visible_organisations,
    visible_people,
    visible_places,
)
from mithaq.registry.lookups import chunks
from mithaq.registry.models import Level, Location, Person, PersonRole, SubjectKind
from mithaq.registry.queries.names import best_first, named
from mithaq.registry.rows import default_country

MOST: Final = 20
LONGEST_QUERY: Final = 200
Candidates = Mapping[tuple[str, str], Candidate]


def candidates_for(user: Visitor, kind: str, query: str) -> tuple[Candidate, ...]:
    """Rows of the register to link a card of this kind to, by their names: at most 20. None where
    such cards are not linked, or nothing is asked for."""
    query = query.strip()[:LONGEST_QUERY]
    if kind not in LINKED_KINDS or not query:
        return ()
    subject = {
        "organisation": SubjectKind.ORGANISATION,
        "person": SubjectKind.PERSON,
    }.get(kind, SubjectKind.LOCATION)
    rows = _visible(user, kind).filter(named(subject, query))
    if kind == "person":
        chosen = rows.order_by("sort_ar", "id")[:MOST]
    else:
        chosen = best_first(rows, query)[:MOST]
    return tuple(_shown(kind, list(chosen)).values())


def known_candidates(user: Visitor, cards: Iterable[DraftCard]) -> Candidates:
    """The rows that cards are linked to or may be, by kind and code; a query a kind."""
    wanted: dict[str, set[str]] = {kind: set() for kind in LINKED_KINDS}
    for card in cards:
        if card.kind in wanted:
            wanted[card.kind].update(filter(None, (card.link, *card.candidates)))
    found: dict[tuple[str, str], Candidate] = {}
    for kind, codes in wanted.items():
        rows: list[Any] = []
        field = "uid__in" if kind == "person" else "code__in"
        keys = sorted(codes) if kind != "person" else sorted(filter(is_uid, codes))
        for chunk in chunks(keys):
            rows += _visible(user, kind).filter(**{field: chunk})
        shown = _shown(kind, rows)
        found.update({(kind, code): candidate for code, candidate in shown.items()})
    return found


def _visible(user: Visitor, kind: str) -> Any:
    if kind == "person":
        return visible_people(user)
    if kind == "organisation":
        return visible_organisations(user).filter(country=default_country())
    if kind == "place":
        places = visible_places(user)
    else:
        seen = facility_condition(user, Permission.SEE_FACILITY, "")
        places = Location.objects.filter(seen, level=Level.FACILITY)
    return places.filter(country=default_country()).select_related("parent")


def _shown(kind: str, rows: list[Any]) -> dict[str, Candidate]:
    if kind == "person":
        return _people(rows)
    return {
        row.code: Candidate(
            code=row.code,
            name_ar=row.name_ar,
            name_en=row.name_en,
            about_ar=row.parent.name_ar if kind != "organisation" and row.parent else "",
            about_en=row.parent.name_en if kind != "organisation" and row.parent else "",
        )
        for row in rows
    }


def _people(rows: list[Person]) -> dict[str, Candidate]:
    """People with what they are, the role recorded last."""
    titles: dict[int, tuple[str, str]] = {}
    roles = PersonRole.objects.filter(person__in=[row.id for row in rows]).order_by("id")
    for person, ar, en in roles.values_list("person_id", "title_ar", "title_en"):
        titles[person] = (ar, en)
    return {
        str(row.uid): Candidate(
            code=str(row.uid),
            name_ar=row.name_ar,
            name_en=row.name_en,
            about_ar=titles.get(row.id, ("", ""))[0],
            about_en=titles.get(row.id, ("", ""))[1],
        )
        for row in rows
    }

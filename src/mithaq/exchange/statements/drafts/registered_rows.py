"""What a plan needs to know of the register: the rows that a draft names, in a few queries."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from mithaq.engine.text import normalised
from mithaq.exchange.statements.drafts.bearers import Bearers, bearers_of
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.ledger.models import Measure, Pledge
from mithaq.registry.access import (
    Permission,
    Visitor,
    can,
    visible_facilities,
    visible_people,
)
from mithaq.registry.actions.names import sort_key
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import (
    Facility,
    Level,
    Location,
    LocationAlias,
    Organisation,
    OrganisationAlias,
    Person,
    PersonAlias,
)
from mithaq.registry.rows import default_country


@dataclass(frozen=True)
class Rights:
    """What who says yes may record; `user` None is the system, which may all."""

    user: Visitor | None

    def may(self, permission: Permission, location: Location | None = None) -> bool:
        return self.user is None or can(self.user, permission, location=location)


def rights_of(user: Visitor | None, *, is_system: bool) -> Rights:
    return Rights(None if is_system else (user or AnonymousUser()))


@dataclass(frozen=True)
class Registered:
    """Rows by code, people by uid as text; `names` are all folded names of a row by kind and key.

    `same_name` is by folded name the code of an organisation that is registered under it; `lines`
    by an agreement's code the lines that it has. `people_named` are folded names that people are
    registered under, who keep their honorifics; `bearers` who bears the names that are new.
    """

    organisations: Mapping[str, Organisation]
    places: Mapping[str, Location]
    facilities: Mapping[str, Facility]
    people: Mapping[str, Person]
    measures: Mapping[str, Measure]
    names: Mapping[tuple[str, str], frozenset[str]]
    same_name: Mapping[str, str]
    facilities_there: Mapping[tuple[str, str], str]
    people_named: frozenset[str]
    bearers: Bearers
    lines: Mapping[str, frozenset[str]]


def registered_rows(draft: Draft, rights: Rights) -> Registered:
    """The rows that the cards of a draft are linked to or name, as far as the user sees them."""
    cards = draft.standing
    linked = {kind: _links(cards, kind) for kind in ("organisation", "place", "facility", "person")}
    codes = linked["organisation"] | _values(cards, "authority", "partner", "organisation_code")
    organisations = by_code(Organisation.objects.select_related("location", "parent"), codes)
    places = by_code(
        Location.objects.exclude(level=Level.FACILITY).select_related("parent"),
        linked["place"] | _values(cards, "place_code", "location"),
    )
    facilities = _facilities(linked["facility"], rights)
    people = _people(linked["person"], rights)
    names = _names(organisations, places, facilities, people)
    return Registered(
        organisations=organisations,
        places=places,
        facilities=facilities,
        people=people,
        measures=by_code(Measure.objects.all(), _values(cards, "measure")),
        names=names,
        same_name=_same_names([c for c in cards if c.kind == "organisation" and not c.link]),
        facilities_there=_facilities_there([c for c in cards if c.kind == "facility"]),
        people_named=_people_named([c for c in cards if c.kind == "person"]),
        bearers=bearers_of(cards, names),
        lines=_lines(cards),
    )


def _links(cards: Iterable[DraftCard], kind: str) -> set[str]:
    return {card.link for card in cards if card.kind == kind and card.link}


def _values(cards: Iterable[DraftCard], *names: str) -> set[str]:
    return {str(card.value[name]) for card in cards for name in names if card.value.get(name)}


def _facilities(codes: Iterable[str], rights: Rights) -> dict[str, Facility]:
    rows = (
        Facility.objects.select_related("location", "location__parent")
        if rights.user is None
        else visible_facilities(rights.user)
    )
    found: dict[str, Facility] = {}
    here = rows.filter(location__country=default_country())
    for chunk in chunks(sorted(codes)):
        found.update((row.code, row) for row in here.filter(location__code__in=chunk))
    return found


def _people(uids: Iterable[str], rights: Rights) -> dict[str, Person]:
    rows = Person.objects.all() if rights.user is None else visible_people(rights.user)
    found: dict[str, Person] = {}
    for chunk in chunks(sorted(uid for uid in uids if is_uid(uid))):
        found.update((str(row.uid), row) for row in rows.filter(uid__in=chunk))
    return found


def is_uid(text: str) -> bool:
    """Whether a link may be a person's."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _names(
    organisations: Mapping[str, Organisation],
    places: Mapping[str, Location],
    facilities: Mapping[str, Facility],
    people: Mapping[str, Person],
) -> dict[tuple[str, str], frozenset[str]]:
    locations = {code: row.location for code, row in facilities.items()}
    return {
        **_of_kind("organisation", organisations, OrganisationAlias, "organisation"),
        **_of_kind("place", places, LocationAlias, "location"),
        **_of_kind("facility", locations, LocationAlias, "location"),
        **_of_kind("person", people, PersonAlias, "person"),
    }


def _of_kind(
    kind: str, rows: Mapping[str, Any], aliases: Any, owner: str
) -> dict[tuple[str, str], frozenset[str]]:
    known: dict[int, set[str]] = defaultdict(set)
    ids = [row.id for row in rows.values()]
    for chunk in chunks(ids):
        given = aliases.objects.filter(**{f"{owner}__in": chunk})
        for row, name in given.values_list(f"{owner}_id", "name"):
            known[row].add(normalised(name))
    return {
        (kind, key): frozenset(
            known[row.id] | {normalised(name) for name in (row.name_ar, row.name_en) if name}
        )
        for key, row in rows.items()
    }


def _same_names(cards: Iterable[DraftCard]) -> dict[str, str]:
    """By folded name the code of a registered organisation of exactly that name or alias."""
    wanted = {sort_key(name): normalised(name) for card in cards if (name := card.value["name"])}
    found: dict[str, str] = {}
    for chunk in chunks(sorted(wanted)):
        rows = Organisation.objects.filter(country=default_country(), sort_ar__in=chunk)
        for code, name in rows.values_list("code", "name_ar"):
            found[normalised(name)] = code
    names = [card.value["name"] for card in cards]
    for chunk in chunks(sorted(set(names))):
        aliases = OrganisationAlias.objects.filter(name__in=chunk)
        for code, name in aliases.values_list("organisation__code", "name"):
            found.setdefault(normalised(name), code)
    return found


def _facilities_there(cards: Iterable[DraftCard]) -> dict[tuple[str, str], str]:
    """By name and place the code of a registered facility."""
    new = [card for card in cards if not card.link]
    found: dict[tuple[str, str], str] = {}
    for chunk in chunks(sorted({sort_key(card.value["name"]) for card in new})):
        rows = Location.objects.filter(
            country=default_country(), level=Level.FACILITY, sort_ar__in=chunk
        )
        for code, name, place in rows.values_list("code", "name_ar", "parent__code"):
            found[normalised(name), place or ""] = code
    return found


def _people_named(cards: Iterable[DraftCard]) -> frozenset[str]:
    found: set[str] = set()
    for chunk in chunks(sorted({sort_key(card.value["name"]) for card in cards})):
        rows = Person.objects.filter(sort_ar__in=chunk)
        found.update(normalised(name) for name in rows.values_list("name_ar", flat=True))
    return frozenset(found)


def _lines(cards: Iterable[DraftCard]) -> dict[str, frozenset[str]]:
    codes = {code for card in cards if (code := card.row("agreement"))}
    found: dict[str, set[str]] = {code: set() for code in codes}
    for chunk in chunks(sorted(codes)):
        rows = Pledge.objects.filter(agreement__code__in=chunk, country=default_country())
        for code, line in rows.values_list("agreement__code", "line"):
            found[code].add(line)
    return {code: frozenset(lines) for code, lines in found.items()}

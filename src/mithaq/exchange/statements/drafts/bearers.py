"""Whose names the names found in a text are already: a name of one is not remembered of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.drafts.drafted import DraftCard
from mithaq.registry.actions.names import sort_key
from mithaq.registry.lookups import chunks
from mithaq.registry.models import (
    Level,
    Location,
    LocationAlias,
    Organisation,
    OrganisationAlias,
    Person,
    PersonAlias,
)
from mithaq.registry.rows import default_country

# By kind and folded name who bears it: codes (uids of people), with the level of a place.
Bearers = Mapping[tuple[str, str], frozenset[tuple[str, str]]]
_Row = tuple[str, str, str]
_LEVELS: Final = [str(level) for level in Level.values]


def bearers_of(
    cards: Iterable[DraftCard], known: Mapping[tuple[str, str], frozenset[str]]
) -> Bearers:
    """Who bears the names that cards would have remembered; `known` are the linked rows' own."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        wanted[card.kind].update(_new_names(card, known))
    # Whatever is named as a place is would be taken for it.
    wanted["place"] |= wanted["organisation"] | wanted["person"] | wanted["facility"]
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for kind, read in _READERS.items():
        for chunk in chunks(sorted(wanted[kind])):
            for name, code, level in read(chunk):
                found[kind, normalised(name)].add((code, level))
    return {key: frozenset(rows) for key, rows in found.items()}


def is_of_another(bearers: Bearers, kind: str, code: str, level: str, name: str) -> bool:
    """Whether a name, if it were remembered of this row, would lead away from the row that bears
    it: a place's from it to anything else, a wider place's to a narrower, an organisation's or a
    person's to another. Places of one level share names, and so do facilities; which of them is
    meant, a text says."""
    folded = normalised(name)
    places = bearers.get(("place", folded), frozenset())
    if kind == "place":
        wider = _LEVELS[: _LEVELS.index(level)]
        return any(of in wider for other, of in places if other != code)
    if places or kind == "facility":
        return bool(places)
    return any(other != code for other, _ in bearers.get((kind, folded), frozenset()))


def _new_names(card: DraftCard, known: Mapping[tuple[str, str], frozenset[str]]) -> Iterator[str]:
    if card.kind not in ("place", "organisation", "person", "facility"):
        return
    own = known.get((card.kind, card.link)) or {normalised(card.value.get("name") or "")}
    for name in (card.proposed.get("name"), card.value.get("name")):
        if name and normalised(name) not in own:
            yield name


def _organisations(names: Iterable[str]) -> Iterator[_Row]:
    return _rows(Organisation, OrganisationAlias, "organisation__", "code", names)


def _people(names: Iterable[str]) -> Iterator[_Row]:
    return _rows(Person, PersonAlias, "person__", "uid", names)


def _places(names: Iterable[str]) -> Iterator[_Row]:
    return _rows(Location, LocationAlias, "location__", "code", names)


_READERS: Final = {"organisation": _organisations, "person": _people, "place": _places}


def _rows(model: Any, aliases: Any, owner: str, code: str, names: Iterable[str]) -> Iterator[_Row]:
    """Names with the code and level of who bears them, facilities left out."""
    given = list(names)
    named = model.objects.filter(sort_ar__in={sort_key(name) for name in given})
    renamed = aliases.objects.filter(name__in=given)
    for rows, prefix, name in ((named, "", "name_ar"), (renamed, owner, "name")):
        here = rows.filter(**{f"{prefix}country": default_country()})
        fields = [name, prefix + code]
        if model is Location:
            here = here.exclude(**{f"{prefix}level": Level.FACILITY})
            fields.append(f"{prefix}level")
        for found in here.values_list(*fields):
            yield found[0], str(found[1]), found[2] if model is Location else ""

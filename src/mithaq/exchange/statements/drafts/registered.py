"""The register's names as the reader takes them, built once and again whenever a name changed.

The stamp is the number of the last line of each log that a naming action writes to, how many of
the latest numbers are there, since a transaction that began earlier may end later, and how many
people there are, since erasing one writes nowhere. Asking for it is a few looks at the ends of
indexes; building the names anew reads them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from threading import Lock
from typing import Any, Final

from django.db.models import Max, Model

from mithaq.exchange.statements.reading.known import (
    Known,
    KnownFacility,
    KnownOrganisation,
    KnownPerson,
    KnownPlace,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon, lexicon_of
from mithaq.registry.models import (
    Facility,
    Level,
    Location,
    LocationAlias,
    LocationParent,
    Organisation,
    OrganisationAlias,
    Person,
    PersonAlias,
    PersonRole,
)
from mithaq.registry.rows import default_country

Stamp = tuple[object, ...]
_LOGS: Final[tuple[tuple[Any, str], ...]] = (
    (Location.history, "history_id"),
    (LocationAlias.objects, "id"),
    (LocationParent.objects, "id"),
    (Facility.history, "history_id"),
    (Organisation.history, "history_id"),
    (OrganisationAlias.objects, "id"),
    (Person.history, "history_id"),
    (PersonAlias.objects, "id"),
    (PersonRole.objects, "id"),
)
# Numbers that transactions under way may still hold.
_LATEST: Final = 1000
_lock = Lock()
_kept: dict[str, tuple[Stamp, Lexicon]] = {}


def registered_lexicon() -> Lexicon:
    """The country's language with the register's names as they are now. One is kept a process."""
    country, stamp = default_country(), stamp_of_names()
    with _lock:
        known_stamp, lexicon = _kept.get(country, ((), None))
        if lexicon is None or known_stamp != stamp:
            lexicon = lexicon_of(country, registered_names())
            _kept[country] = (stamp, lexicon)
        return lexicon


def stamp_of_names() -> Stamp:
    """Changes whenever a name, an alias, a role or where a place lies is recorded or erased."""
    return (*(_end(manager, field) for manager, field in _LOGS), Person.objects.count())


def _end(manager: Any, field: str) -> tuple[int, int]:
    """A log's last number, and how many of the latest numbers are taken."""
    last = manager.aggregate(last=Max(field))["last"] or 0
    return last, manager.filter(**{f"{field}__gt": last - _LATEST}).count()


def registered_names() -> Known:
    """Everything that a name in a text may be linked to; what was retired is left out."""
    aliases = _aliases(LocationAlias, "location_id")
    return Known(
        places=tuple(_places(aliases)),
        organisations=tuple(_organisations()),
        people=tuple(_people()),
        facilities=tuple(_facilities(aliases)),
    )


def _aliases(model: type[Model], owner: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row, name in model._default_manager.order_by("id").values_list(owner, "name"):
        found[row].append(name)
    return found


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _places(aliases: dict[int, list[str]]) -> Iterable[KnownPlace]:
    rows = Location.objects.filter(country=default_country(), retired_on=None)
    for row, code, level, name_ar, name_en, parent in (
        rows.exclude(level=Level.FACILITY)
        .order_by("id")
        .values_list("id", "code", "level", "name_ar", "name_en", "parent__code")
    ):
        names = _names(name_ar, name_en, *aliases.get(row, ()))
        yield KnownPlace(code=code, names=names, level=level, parent=parent or "")


def _facilities(aliases: dict[int, list[str]]) -> Iterable[KnownFacility]:
    rows = Facility.objects.filter(
        location__country=default_country(), location__retired_on=None
    ).order_by("location_id")
    for row, code, name_ar, name_en, kind, place in rows.values_list(
        "location_id", "location__code", "location__name_ar", "location__name_en", "type",
        "location__parent__code",
    ):  # fmt: skip
        names = _names(name_ar, name_en, *aliases.get(row, ()))
        yield KnownFacility(code=code, names=names, type=kind, place=place or "")


def _organisations() -> Iterable[KnownOrganisation]:
    aliases = _aliases(OrganisationAlias, "organisation_id")
    rows = Organisation.objects.filter(country=default_country(), retired_on=None).order_by("id")
    for row, code, name_ar, name_en, kind in rows.values_list(
        "id", "code", "name_ar", "name_en", "kind"
    ):
        names = _names(name_ar, name_en, *aliases.get(row, ()))
        yield KnownOrganisation(code=code, names=names, kind=kind)


def _people() -> Iterable[KnownPerson]:
    aliases = _aliases(PersonAlias, "person_id")
    titles: dict[int, list[str]] = defaultdict(list)
    for row, title in PersonRole.objects.order_by("id").values_list("person_id", "title_ar"):
        titles[row].append(title)
    rows = Person.objects.filter(country=default_country()).order_by("id")
    for row, uid, name_ar, name_en in rows.values_list("id", "uid", "name_ar", "name_en"):
        names = _names(name_ar, name_en, *aliases.get(row, ()))
        yield KnownPerson(code=str(uid), names=names, titles=tuple(titles.get(row, ())))

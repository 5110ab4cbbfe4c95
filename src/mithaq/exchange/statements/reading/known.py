"""The register's names, passed in: what a name in a text may be linked to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mithaq.countries.pack import CountryPack


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of any level but facility; `names`: its own and its aliases, in Arabic or Latin."""

    code: str
    names: tuple[str, ...]
    level: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    code: str
    names: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """`code` is the row's uid as text; `titles` are the roles held, as registered."""

    code: str
    names: tuple[str, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFacility:
    """`place` is the code of the place that it lies in."""

    code: str
    names: tuple[str, ...]
    type: str = ""
    place: str = ""


@dataclass(frozen=True)
class Known:
    """Everything that names can be linked to."""

    places: tuple[KnownPlace, ...] = ()
    organisations: tuple[KnownOrganisation, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    facilities: tuple[KnownFacility, ...] = ()

    @cached_property
    def place_by_code(self) -> Mapping[str, KnownPlace]:
        return {place.code: place for place in self.places}

    def above(self, code: str) -> Iterable[str]:
        """The codes of the places that hold a place, the nearest first."""
        place = self.place_by_code.get(code)
        while place is not None and place.parent:
            yield place.parent
            place = self.place_by_code.get(place.parent)


def known_of_pack(pack: CountryPack) -> Known:
    """What a country pack knows by itself: its places."""
    return Known(
        places=tuple(
            KnownPlace(
                code=place.code,
                names=(place.name_ar, place.name_en, *(alias.name for alias in place.aliases)),
                level=place.level,
                parent=place.parent,
            )
            for place in pack.places.values()
        )
    )

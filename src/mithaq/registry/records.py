"""What the registry's actions take in: plain values, references by code, empty is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mithaq.registry.faults import Fault


@dataclass(frozen=True, kw_only=True)
class NewAlias:
    """Another name, from a day to a day; an open end is None."""

    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NewCode:
    """Another system's code: iso3166_2, geonames, herams, dhis2, national, …"""

    system: str
    code: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewLocation:
    """A place. `parent` is a code, of the same sequence or known already; `valid_from` the day
    from which it lay there (None: as far back as anyone knows). A population needs its year.
    `from_pack`: the country pack says so, which yields to what anybody else records."""

    code: str
    level: str
    name_ar: str
    name_en: str = ""
    parent: str = ""
    valid_from: date | None = None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    population_year: int | None = None
    population_source: str = ""
    is_border: bool = False
    aliases: tuple[NewAlias, ...] = ()
    codes: tuple[NewCode, ...] = ()
    is_made_up: bool = False
    from_pack: bool = False


@dataclass(frozen=True, kw_only=True)
class NewFacility:
    """A facility; `place` is the code of the place it lies in, of any level but facility."""

    code: str
    name_ar: str
    name_en: str = ""
    type: str
    ownership: str
    place: str
    valid_from: date | None = None
    lat: float | None = None
    lon: float | None = None
    beds: int | None = None
    opened_on: date | None = None
    phone: str = ""
    aliases: tuple[NewAlias, ...] = ()
    codes: tuple[NewCode, ...] = ()
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewBody:
    """Who manages or owns a facility, or did (`relation` of FacilityBody.Relation)."""

    facility: str
    organisation: str
    relation: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class NewService:
    """A service of the catalogue and whether it was available (full, partial, none,
    not_provided)."""

    service: str
    availability: str


@dataclass(frozen=True, kw_only=True)
class NewStatus:
    """A facility's assessment on a day, as HeRAMS records it: full, partial, none or not known."""

    facility: str
    on: date
    functionality: str
    building_damage: str = ""
    equipment_damage: str = ""
    accessibility: str = ""
    barriers: tuple[str, ...] = ()
    services: tuple[NewService, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """What happened to a facility (`kind` of FacilityEvent.Kind), on a day or in a period that
    begins with `on`."""

    facility: str
    kind: str
    on: date | None = None
    precision: str = "day"
    note_ar: str = ""
    note_en: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """An organisation; `parent` a code, `location` the code of the place it answers for."""

    code: str
    name_ar: str
    name_en: str = ""
    kind: str
    parent: str = ""
    location: str = ""
    phone: str = ""
    aliases: tuple[NewAlias, ...] = ()
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewPersonRole:
    """What a person is to an organisation or a place; `source` is the uid of a Source, as text."""

    title_ar: str
    title_en: str = ""
    organisation: str = ""
    location: str = ""
    is_acting: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A person, known by the Arabic name: the same normalised name is the same person."""

    name_ar: str
    name_en: str = ""
    honorific: str = ""
    phone: str = ""
    aliases: tuple[str, ...] = ()
    roles: tuple[NewPersonRole, ...] = ()
    is_made_up: bool = False


@dataclass(frozen=True, kw_only=True)
class NewSource:
    """Where a fact was read; the same title, outlet and day is the same source."""

    title: str
    outlet: str = ""
    on: date | None = None
    precision: str = "day"
    text: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class NewUser:
    username: str
    password: str
    name_ar: str = ""
    name_en: str = ""
    email: str = ""


@dataclass(frozen=True)
class Recorded:
    """What a bulk action did: how many rows were new, completed, or known already.

    `questions` is what was taken in and should be looked at; as faults do, they name their item.
    """

    new: int
    completed: int
    known: int
    questions: tuple[Fault, ...] = ()

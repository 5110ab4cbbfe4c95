"""What a country pack holds: its places, lists, measures, reports and dated law.

Every list is a mapping from code to entry, in the order in which it is shown:

    pack = load_pack("SY")
    pack.facility_types["hospital"].label_ar      مستشفى
    pack.measures["service.dialysis_session"].combine     sum
    pack.places["SY0402"].parent      SY04
    pack.data_set_for("hospital").measures[0].code
    pack.explain("currency.old_pounds_per_new_pound", on=date(2026, 3, 1)).ar
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from mithaq.countries.parameters import (
    Explanation,
    NotYetStated,
    Parameter,
    PartialDate,
    Source,
    Status,
)


@dataclass(frozen=True)
class Entry:
    """An entry of a list of codes, with its label in both languages."""

    code: str
    label_ar: str
    label_en: str

    def label(self, language: str) -> str:
        return self.label_ar if language.startswith("ar") else self.label_en


@dataclass(frozen=True)
class FacilityType(Entry):
    has_beds: bool = False


@dataclass(frozen=True)
class Service(Entry):
    """A service of the catalogue; `facility_types`: those that normally provide it."""

    group: str
    facility_types: tuple[str, ...]


@dataclass(frozen=True)
class AgeGroup(Entry):
    """From `low` to `high` completed years, both included; `high` None: and over."""

    low: int
    high: int | None


@dataclass(frozen=True)
class Currency(Entry):
    """A unit of money; `iso4217` is empty where none is stated.

    Where it replaces another, `replaces` is that one's code and `rate` the code of the parameter
    that says how many of the old make one of the new, dated.
    """

    iso4217: str = ""
    replaces: str = ""
    rate: str = ""


@dataclass(frozen=True)
class Measure:
    """What can be promised and delivered. `parent`, `service`: code or empty.

    `stale_after`: months after which silence is no longer read as the last value; None: never.
    """

    code: str
    name_ar: str
    name_en: str
    unit_ar: str
    unit_en: str
    family: str
    parent: str
    combine: str
    stale_after: int | None
    by_sex: bool
    by_age: bool
    service: str

    def name(self, language: str) -> str:
        return self.name_ar if language.startswith("ar") else self.name_en

    def unit(self, language: str) -> str:
        return self.unit_ar if language.startswith("ar") else self.unit_en


@dataclass(frozen=True)
class DataSetMeasure:
    """A row of a monthly report, and whether it is asked by sex and by age group."""

    code: str
    by_sex: bool
    by_age: bool


@dataclass(frozen=True)
class Section:
    """Rows of a monthly report under one heading."""

    label_ar: str
    label_en: str
    measures: tuple[DataSetMeasure, ...]


@dataclass(frozen=True)
class Total:
    """A measure of a data set and the measures nearest under it there.

    `is_exact`: the parts are all there are, so they add up to the total; else at most to it.
    """

    total: str
    parts: tuple[str, ...]
    is_exact: bool


@dataclass(frozen=True)
class DataSet:
    """What facilities of a type report each month, due `due_days` after the month's last day."""

    code: str
    name_ar: str
    name_en: str
    facility_type: str
    due_days: int
    sections: tuple[Section, ...]
    totals: tuple[Total, ...]

    @property
    def measures(self) -> tuple[DataSetMeasure, ...]:
        return tuple(measure for section in self.sections for measure in section.measures)


@dataclass(frozen=True)
class Alias:
    """Another name of a place, dated where a list or a decree dates it; `source` as cited."""

    name: str
    language: str
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True)
class Population:
    """How many people lived in a place in a year, and who says so, as cited."""

    year: int
    people: int
    source: str


@dataclass(frozen=True)
class Place:
    """A place of the pack. `codes`: other systems' codes, by `iso3166_2` and `geonames`; one that
    is not known is absent. `lat`, `lon`: degrees, a point in the inhabited middle, not a centre
    of area. `is_border`: it reaches the land border, or people live within five kilometres of it.
    """

    code: str
    level: str
    parent: str
    name_ar: str
    name_en: str
    lat: float
    lon: float
    is_border: bool
    codes: Mapping[str, str]
    aliases: tuple[Alias, ...] = ()
    populations: tuple[Population, ...] = ()

    def name(self, language: str) -> str:
        return self.name_ar if language.startswith("ar") else self.name_en


@dataclass(frozen=True)
class Bounds:
    """The box, in degrees, outside which no point of the country lies."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(frozen=True)
class Country:
    """`weekend`: days off, Monday 0 to Sunday 6, as `date.weekday()` counts."""

    code: str
    alpha3: str
    name_ar: str
    name_en: str
    official_name_ar: str
    official_name_en: str
    time_zone: str
    weekend: tuple[int, ...]
    bounds: Bounds


@dataclass(frozen=True)
class Calendar:
    """Names from January on and from Monday on; `other_months_ar` gives each month's others.

    `hijri_months_ar` gives each Hijri month's names from Muharram on; `month_examples`, for each
    set of month names, a sentence with a date in which it is used.
    """

    months_ar: tuple[str, ...]
    months_en: tuple[str, ...]
    other_months_ar: tuple[tuple[str, ...], ...]
    hijri_months_ar: tuple[tuple[str, ...], ...]
    month_examples: tuple[str, ...]
    weekdays_ar: tuple[str, ...]
    weekdays_en: tuple[str, ...]


@dataclass(frozen=True)
class ReportChecks:
    """When a monthly value is asked about; each figure is also a parameter, with its source.

    A value is a jump when at least `least_months` of the last `window_months` have one and it lies
    further from their median than `deviations` times the spread, and by `least_difference` or more.
    The spread is the larger of `mad_scale` × MAD and `least_spread` × median.
    """

    window_months: int
    least_months: int
    deviations: Decimal
    mad_scale: Decimal
    least_spread: Decimal
    least_difference: int


@dataclass(frozen=True, eq=False)
class CountryPack:
    """A country's facts and lists, all checked against each other when loaded."""

    country: Country
    calendar: Calendar
    levels: Mapping[str, Entry]
    places: Mapping[str, Place]
    facility_types: Mapping[str, FacilityType]
    ownerships: Mapping[str, Entry]
    organisation_kinds: Mapping[str, Entry]
    party_roles: Mapping[str, Entry]
    service_groups: Mapping[str, Entry]
    services: Mapping[str, Service]
    families: Mapping[str, Entry]
    combines: Mapping[str, Entry]
    measures: Mapping[str, Measure]
    sexes: Mapping[str, Entry]
    age_groups: Mapping[str, AgeGroup]
    data_sets: Mapping[str, DataSet]
    no_activity_reasons: Mapping[str, Entry]
    barriers: Mapping[str, Entry]
    damages: Mapping[str, Entry]
    accessibilities: Mapping[str, Entry]
    functionalities: Mapping[str, Entry]
    availabilities: Mapping[str, Entry]
    currencies: Mapping[str, Currency]
    parameters: Mapping[str, Parameter]
    report_checks: ReportChecks

    @property
    def code(self) -> str:
        return self.country.code

    @property
    def months_ar(self) -> tuple[str, ...]:
        return self.calendar.months_ar

    def data_set_for(self, facility_type: str) -> DataSet | None:
        """The monthly report of a facility type; None: it reports nothing."""
        for data_set in self.data_sets.values():
            if data_set.facility_type == facility_type:
                return data_set
        return None

    def services_of(self, facility_type: str) -> tuple[Service, ...]:
        """The services that a facility type normally provides, in the catalogue's order."""
        return tuple(s for s in self.services.values() if facility_type in s.facility_types)

    def places_at(self, level: str) -> tuple[Place, ...]:
        return tuple(place for place in self.places.values() if place.level == level)

    def explain(self, parameter: str, on: dt.date) -> Explanation:
        """A parameter's value on a day with date and source; raises KeyError, NotYetStated."""
        return self.parameters[parameter].explain(on)

    def convert(self, amount: Decimal, source: str, target: str, on: dt.date) -> Decimal:
        """An amount in another unit of money that it was redenominated from or into, exactly.

        Raises NotYetStated before the new unit exists, ValueError between units that no law ties.
        """
        if source == target:
            return amount
        if (new := self.currencies[target]).replaces == source:
            return amount / self.parameters[new.rate].at(on).value
        if (new := self.currencies[source]).replaces == target:
            return amount * self.parameters[new.rate].at(on).value
        raise ValueError(f"no law turns {source} into {target}")


__all__ = [
    "AgeGroup",
    "Alias",
    "Bounds",
    "Calendar",
    "Country",
    "CountryPack",
    "Currency",
    "DataSet",
    "DataSetMeasure",
    "Entry",
    "Explanation",
    "FacilityType",
    "Measure",
    "NotYetStated",
    "Parameter",
    "PartialDate",
    "Place",
    "Population",
    "ReportChecks",
    "Section",
    "Service",
    "Source",
    "Status",
    "Total",
]

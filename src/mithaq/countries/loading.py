"""Loading a country's pack from its folder, checked as a whole, once a process.

Another country is another folder beside `syria` with files of the same names.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from mithaq.countries.faults import Faults, PackFault, PackRejected, Words
from mithaq.countries.gazetteers import (
    ALIAS_COLUMNS,
    PLACE_COLUMNS,
    POPULATION_COLUMNS,
    Gazetteer,
)
from mithaq.countries.languages import Language, read_language
from mithaq.countries.laws import (
    read_parameters,
    read_report_checks,
    read_sources,
)
from mithaq.countries.lists import (
    HOUSE_LISTS,
    read_age_groups,
    read_currencies,
    read_facility_types,
    read_lists,
    read_services,
)
from mithaq.countries.pack import Bounds, Calendar, Country, CountryPack
from mithaq.countries.records import Record, csv_records, yaml_record
from mithaq.countries.reporting import MEASURE_COLUMNS, read_data_sets, read_measures

__all__ = [
    "PackFault",
    "PackRejected",
    "UnknownCountry",
    "load_language",
    "load_pack",
    "read_pack",
    "read_words",
]

_HERE: Final = Path(__file__).parent
_WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class UnknownCountry(LookupError):  # noqa: N818 - it says what is not there
    """There is no pack for a country code."""


@cache
def load_pack(code: str) -> CountryPack:
    """The pack of a country by its ISO 3166-1 code (`SY`); raises UnknownCountry, PackRejected."""
    return read_pack(_folder_of(code))


@cache
def load_language(code: str) -> Language:
    """The words by which a country's statements are read, which nothing else needs; raises
    UnknownCountry, PackRejected."""
    return read_words(_folder_of(code))


def read_words(folder: Path) -> Language:
    """The words in a pack's folder; raises PackRejected with every fault there is."""
    faults = Faults()
    language = read_language(faults, folder)
    if faults:
        raise PackRejected(faults)
    return language


def _folder_of(code: str) -> Path:
    for folder in sorted(_HERE.iterdir()):
        if (folder / "country.yaml").is_file():
            country = yaml_record(Faults(), folder, "country.yaml")
            if country.text("code") == code.upper():
                return folder
    raise UnknownCountry(f"there is no pack for the country {code}")


def read_pack(folder: Path) -> CountryPack:
    """The pack in a folder; raises PackRejected with every fault there is."""
    faults = Faults()

    def document(name: str) -> Record:
        return yaml_record(faults, folder, name)

    def table(name: str, columns: tuple[str, ...]) -> list[Record]:
        return csv_records(faults, folder, name, columns)

    country = _country(document("country.yaml"))
    calendar = _calendar(document("calendar.yaml"))
    lists = read_lists(document("lists.yaml"))
    facility_types = read_facility_types(document("facility_types.yaml"))
    services = read_services(document("services.yaml"), lists["service_groups"], facility_types)
    measures = read_measures(table("measures.csv", MEASURE_COLUMNS), services)
    parameters = read_parameters(faults, folder)
    places = Gazetteer(
        country.code,
        HOUSE_LISTS["levels"],
        country.bounds,
        read_sources(document("sources.yaml")),
    ).read(
        table("places.csv", PLACE_COLUMNS),
        table("aliases.csv", ALIAS_COLUMNS),
        table("populations.csv", POPULATION_COLUMNS),
    )
    pack = CountryPack(
        country=country,
        calendar=calendar,
        levels=lists["levels"],
        places=places,
        facility_types=facility_types,
        ownerships=lists["ownerships"],
        organisation_kinds=lists["organisation_kinds"],
        party_roles=lists["party_roles"],
        service_groups=lists["service_groups"],
        services=services,
        families=lists["families"],
        combines=lists["combines"],
        measures=measures,
        sexes=lists["sexes"],
        age_groups=read_age_groups(document("age_groups.yaml")),
        data_sets=read_data_sets(document("data_sets.yaml"), facility_types, measures, services),
        no_activity_reasons=lists["no_activity_reasons"],
        barriers=lists["barriers"],
        damages=lists["damages"],
        accessibilities=lists["accessibilities"],
        functionalities=lists["functionalities"],
        availabilities=lists["availabilities"],
        currencies=read_currencies(document("currencies.yaml"), parameters),
        parameters=parameters,
        report_checks=read_report_checks(faults, parameters),
    )
    if faults:
        raise PackRejected(faults)
    return pack


def _country(file: Record) -> Country:
    names, official, bounds = (
        file.record("name"),
        file.record("official_name"),
        file.record("bounds"),
    )
    country = Country(
        code=file.text("code"),
        alpha3=file.text("alpha3"),
        name_ar=names.arabic("ar"),
        name_en=names.english("en"),
        official_name_ar=official.arabic("ar"),
        official_name_en=official.english("en"),
        time_zone=_time_zone(file),
        weekend=tuple(_WEEK.index(day) for day in file.choices("weekend", _WEEK) if day in _WEEK),
        bounds=Bounds(*(float(bounds.number(side)) for side in ("south", "west", "north", "east"))),
    )
    for record in (names, official, bounds, file):
        record.close()
    return country


def _time_zone(file: Record) -> str:
    name = file.text("time_zone")
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        file.fault(
            "time_zone", name, Words("منطقة زمنية من قاعدة tz", "a time zone of the tz database")
        )
    return name


def _calendar(file: Record) -> Calendar:
    months, weekdays = file.record("months"), file.record("weekdays")
    sets = {name: file.records(name) for name in ("other_months", "hijri_months")}
    others, hijri = ([names.words("ar", 12) for names in named] for named in sets.values())
    named = (months, *sets["other_months"], *sets["hijri_months"])
    calendar = Calendar(
        months_ar=months.words("ar", 12),
        months_en=months.words("en", 12),
        other_months_ar=tuple(zip(*others, strict=False)),
        hijri_months_ar=tuple(zip(*hijri, strict=False)),
        month_examples=tuple(names.text("example") for names in named),
        weekdays_ar=weekdays.words("ar", 7),
        weekdays_en=weekdays.words("en", 7),
    )
    for record in (*named, weekdays, file):
        record.close()
    return calendar

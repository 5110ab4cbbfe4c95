"""Reading the lists of codes: kinds, states and reasons, facility types, services, age groups.

Lists that the tables and rules of the house are built on must hold exactly its codes; a pack gives
them their words. The others are the country's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from mithaq.countries import faults as expected
from mithaq.countries.pack import AgeGroup, Currency, Entry, FacilityType, Service
from mithaq.countries.records import Record

T = TypeVar("T")

_EXTENT: Final = ("full", "partial", "none")
HOUSE_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "levels": ("country", "governorate", "district", "subdistrict", "community", "facility"),
    "ownerships": ("public", "private", "ngo"),
    "organisation_kinds": (
        "authority", "un", "ingo", "ngo", "union", "fund", "institution", "company",
    ),
    "party_roles": ("implementing", "donor", "supervisor", "beneficiary", "witness"),
    "families": ("service", "people", "staff", "goods", "works", "money", "training"),
    "combines": ("sum", "last", "max", "mean"),
    "sexes": ("female", "male"),
    "barriers": ("staff", "training", "supplies", "equipment", "finances"),
    "functionalities": _EXTENT,
    "damages": _EXTENT,
    "accessibilities": _EXTENT,
    "availabilities": (*_EXTENT, "not_provided"),
}  # fmt: skip
COUNTRY_LISTS: Final = ("service_groups", "no_activity_reasons")
# A database column holds the code; a longer one would be cut or refused far from here.
_LONGEST: Final = {
    "no_activity_reasons": 20,
    "facility_types": 40,
    "services": 60,
    "age_groups": 10,
}


@dataclass(frozen=True)
class Lists:
    """The plain lists by name."""

    by_name: Mapping[str, Mapping[str, Entry]]

    def __getitem__(self, name: str) -> Mapping[str, Entry]:
        return self.by_name[name]


def frozen(entries: Iterable[tuple[str, T]]) -> Mapping[str, T]:
    return MappingProxyType(dict(entries))


def read_lists(file: Record) -> Lists:
    """`lists.yaml`: a list under each name, each entry `code: {ar: …, en: …}`."""
    lists = {}
    for name in (*HOUSE_LISTS, *COUNTRY_LISTS):
        below = file.record(name)
        lists[name] = frozen((code, read_entry(code, entry)) for code, entry in below.entries())
        codes = HOUSE_LISTS.get(name)
        if codes is not None and lists[name] and set(lists[name]) != set(codes):
            file.fault(name, ", ".join(lists[name]), expected.exactly(codes))
        check_lengths(file, name, lists[name])
    file.close()
    return Lists(lists)


def check_lengths(file: Record, name: str, codes: Iterable[str]) -> None:
    longest = _LONGEST.get(name, 40)
    for code in codes:
        if len(code) > longest:
            file.fault(
                code,
                code,
                expected.Words(
                    f"رمز لا يتجاوز {longest} محرفاً", f"a code of at most {longest} characters"
                ),
            )


def read_entry(code: str, record: Record) -> Entry:
    entry = Entry(code, record.arabic("ar"), record.english("en"))
    record.close()
    return entry


def read_facility_types(file: Record) -> Mapping[str, FacilityType]:
    """`facility_types.yaml`: `code: {ar: …, en: …, beds: true}`."""
    types = frozen((code, _facility_type(code, record)) for code, record in file.entries())
    check_lengths(file, "facility_types", types)
    return types


def _facility_type(code: str, record: Record) -> FacilityType:
    read = FacilityType(code, record.arabic("ar"), record.english("en"), record.flag("beds"))
    record.close()
    return read


def read_services(
    file: Record, groups: Collection[str], facility_types: Collection[str]
) -> Mapping[str, Service]:
    """`services.yaml`: `code: {ar: …, en: …, group: …, at: [facility types]}`."""
    services = {}
    for code, record in file.entries():
        services[code] = Service(
            code,
            record.arabic("ar"),
            record.english("en"),
            record.choice("group", groups),
            record.choices("at", facility_types),
        )
        record.close()
    check_lengths(file, "services", services)
    return frozen(services.items())


def read_age_groups(file: Record) -> Mapping[str, AgeGroup]:
    """`age_groups.yaml`: from 0 on without a gap, the last one open."""
    groups: dict[str, AgeGroup] = {}
    low = 0
    for code, record in file.entries():
        group = AgeGroup(
            code,
            record.arabic("ar"),
            record.english("en"),
            record.integer("low"),
            record.integer_or_none("high"),
        )
        record.close()
        if group.low != low:
            record.fault("low", group.low, expected.Words(f"العمر {low}", f"the age {low}"))
        low = (group.low if group.high is None else group.high) + 1
        groups[code] = group
    opened = [code for code, group in groups.items() if group.high is None]
    if opened != list(groups)[-1:]:
        file.fault(
            "",
            ", ".join(opened),
            expected.Words("فئة أخيرة واحدة بلا حد أعلى", "one last group without an upper age"),
        )
    check_lengths(file, "age_groups", groups)
    return frozen(groups.items())


def read_currencies(file: Record, parameters: Collection[str]) -> Mapping[str, Currency]:
    """`currencies.yaml`: `code: {ar: …, en: …, iso4217: …, replaces: code, rate: parameter}`."""
    found = list(file.entries())
    codes = [code for code, _ in found]
    currencies = {}
    for code, record in found:
        replaces = record.choice("replaces", codes, optional=True)
        currencies[code] = Currency(
            code,
            record.arabic("ar"),
            record.english("en"),
            record.text("iso4217", optional=True),
            replaces,
            record.choice("rate", parameters, optional=not replaces),
        )
        record.close()
    return frozen(currencies.items())

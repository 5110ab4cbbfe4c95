"""Syria's lists: bilingual, complete, and at one with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from zoneinfo import ZoneInfo

import pytest

from mithaq.countries import load_pack
from mithaq.countries.loading import UnknownCountry
from mithaq.countries.pack import Entry
from mithaq.engine.months import LEVANTINE
from mithaq.engine.text import normalised

PACK = load_pack("SY")
LISTS = (
    "levels",
    "facility_types",
    "ownerships",
    "organisation_kinds",
    "party_roles",
    "service_groups",
    "services",
    "families",
    "combines",
    "sexes",
    "age_groups",
    "no_activity_reasons",
    "barriers",
    "damages",
    "accessibilities",
    "functionalities",
    "availabilities",
    "currencies",
)


def labels() -> Iterator[tuple[str, str, str]]:
    """Every bilingual text of the pack: where, Arabic, English."""
    for name in LISTS:
        for code, entry in getattr(PACK, name).items():
            yield f"{name}.{code}", entry.label_ar, entry.label_en
    for code, measure in PACK.measures.items():
        yield code, measure.name_ar, measure.name_en
        yield f"{code} unit", measure.unit_ar, measure.unit_en
    for code, place in PACK.places.items():
        yield code, place.name_ar, place.name_en
    for code, data_set in PACK.data_sets.items():
        yield code, data_set.name_ar, data_set.name_en
        for section in data_set.sections:
            yield f"{code} section", section.label_ar, section.label_en
    for code, parameter in PACK.parameters.items():
        yield code, parameter.label_ar, parameter.label_en
        yield f"{code} unit", parameter.unit_ar, parameter.unit_en
        for value in parameter.values:
            yield f"{code} source", value.source.title_ar, value.source.title_en


def test_every_label_is_said_in_arabic_and_in_english() -> None:
    for where, arabic, english in labels():
        assert re.search("[ء-ي]", arabic), where
        assert re.search("[A-Za-z]", english), where
        assert not re.search("[ء-ي]", english), where
        assert arabic == arabic.strip() == " ".join(arabic.split()), where
        assert "ـ" not in arabic, where


@pytest.mark.parametrize("name", LISTS)
def test_no_two_entries_of_a_list_read_alike(name: str) -> None:
    entries = list(getattr(PACK, name).values())
    assert len({normalised(entry.label_ar) for entry in entries}) == len(entries)
    assert len({entry.label_en.casefold() for entry in entries}) == len(entries)
    assert all(code == entry.code for code, entry in getattr(PACK, name).items())


def test_the_lists_an_import_names_are_there() -> None:
    assert set(PACK.facility_types) >= {
        "hospital",
        "primary_care_centre",
        "dialysis_centre",
        "physiotherapy_centre",
        "prosthetics_centre",
        "mobile_clinic",
    }
    assert set(PACK.ownerships) == {"public", "private", "ngo"}
    assert list(PACK.barriers) == ["staff", "training", "supplies", "equipment", "finances"]
    assert {"strike", "fuel", "insecurity", "works"} <= set(PACK.no_activity_reasons)
    assert PACK.facility_types["hospital"].label("ar") == "مستشفى"
    assert PACK.facility_types["hospital"].has_beds


def test_every_facility_type_provides_something_and_every_service_is_provided() -> None:
    for code in PACK.facility_types:
        assert PACK.services_of(code), code
    groups = {service.group for service in PACK.services.values()}
    assert groups == set(PACK.service_groups)
    assert len(PACK.services) >= 35


def test_age_groups_hold_every_age_once() -> None:
    for age in (*range(100), 120):
        holding = [
            group.code
            for group in PACK.age_groups.values()
            if group.low <= age and (group.high is None or age <= group.high)
        ]
        assert len(holding) == 1, age


def test_the_calendar_is_syrias() -> None:
    assert PACK.months_ar == LEVANTINE
    assert PACK.calendar.other_months_ar[0] == ("يناير", "جانفي", "يناير")
    assert PACK.country.weekend == (4, 5)
    assert PACK.calendar.weekdays_ar[4] == "الجمعة"
    assert ZoneInfo(PACK.country.time_zone).key == "Asia/Damascus"


def test_no_month_name_means_two_months() -> None:
    months: dict[str, int] = {}
    for month, names in enumerate(
        zip(PACK.months_ar, PACK.calendar.other_months_ar, strict=True), start=1
    ):
        for name in (names[0], *names[1]):
            assert months.setdefault(normalised(name), month) == month


def test_a_pack_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        PACK.barriers["other"] = Entry("other", "غيره", "Other")  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        PACK.country.code = "XX"  # type: ignore[misc]


def test_a_pack_is_read_once_and_an_unknown_country_is_said_to_be_so() -> None:
    assert load_pack("SY") is PACK
    assert load_pack("sy").code == "SY"
    with pytest.raises(UnknownCountry):
        load_pack("XX")

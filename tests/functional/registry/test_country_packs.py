"""The pack of the country brings its places, and the gazetteer of an import fits on them."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from mithaq.registry import vocabulary
from mithaq.registry.actions import load_country_pack, record_locations
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import Location, LocationCode, Population
from mithaq.registry.records import NewCode, NewLocation
from tests.conftest import lacking

pytestmark = pytest.mark.django_db

GAZETTEER = Path(__file__).parents[4] / "shared" / "data" / "places_syria"


def test_the_pack_comes_in_once_with_codes_and_populations() -> None:
    places = vocabulary.pack().places
    first = load_country_pack(actor=None)
    assert (first.new, first.known) == (len(places), 0)
    second = load_country_pack(actor=None)
    assert (second.new, second.completed, second.known) == (0, 0, len(places))
    assert Location.objects.get(code="SY0200").lineage == "/SY/SY02/SY0200/"
    crosswalk = LocationCode.objects.get(system="iso3166_2", code="SY-HL")
    assert crosswalk.location.code == "SY02"
    counted = sum(len(place.populations) for place in places.values())
    assert Population.objects.count() == counted


OTHERWISE = NewLocation(
    code="SY0202",
    level="district",
    name_ar="منطقة الباب الكبرى",
    name_en="Greater Al Bab",
    parent="SY07",
    lat=36.5,
    lon=37.5,
)


def test_what_the_pack_says_yields_to_an_import_and_is_asked_about() -> None:
    load_country_pack(actor=None)
    before = Location.objects.get(code="SY0202")
    done = record_locations([OTHERWISE], actor=None)
    assert (done.new, done.completed) == (0, 1)
    assert {(question.code, question.field) for question in done.questions} == {
        ("pack_yields", "name_ar"),
        ("pack_yields", "name_en"),
        ("pack_yields", "lat"),
        ("pack_yields", "lon"),
        ("pack_yields", "parent"),
    }
    after = Location.objects.get(code="SY0202")
    assert (after.name_ar, after.lineage) == (OTHERWISE.name_ar, "/SY/SY07/SY0202/")
    assert before.name_ar in after.aliases.values_list("name", flat=True)


def test_an_import_over_the_pack_stands_against_the_pack_and_the_next_import() -> None:
    load_country_pack(actor=None)
    record_locations([OTHERWISE], actor=None)
    again = load_country_pack(actor=None)
    assert (again.new, again.completed, again.questions) == (0, 0, ())
    assert Location.objects.get(code="SY0202").name_ar == OTHERWISE.name_ar
    with pytest.raises(ActionRefused) as refused:
        record_locations([replace(OTHERWISE, name_ar="الباب الصغرى", lat=35.0)], actor=None)
    assert {fault.field for fault in refused.value.faults} == {"name_ar", "lat"}


def test_an_import_that_agrees_with_the_pack_is_an_import_all_the_same() -> None:
    load_country_pack(actor=None)
    place = vocabulary.pack().places["SY0202"]
    same = NewLocation(
        code=place.code, level=place.level, name_ar=place.name_ar, lat=place.lat, lon=place.lon
    )
    assert record_locations([same], actor=None).known == 1
    with pytest.raises(ActionRefused):
        record_locations([replace(same, lat=1.0)], actor=None)


def test_a_population_of_the_pack_yields_too() -> None:
    load_country_pack(actor=None)
    place = vocabulary.pack().places["SY02"]
    counted = NewLocation(
        code="SY02",
        level="governorate",
        name_ar=place.name_ar,
        population=1,
        population_year=place.populations[0].year,
    )
    done = record_locations([counted], actor=None)
    assert [question.field for question in done.questions] == ["population"]
    load_country_pack(actor=None)
    year = place.populations[0].year
    row = Population.objects.get(location__code="SY02", year=year)
    assert row.people == 1
    with pytest.raises(ActionRefused):
        record_locations([replace(counted, population=2)], actor=None)


def test_a_place_recorded_before_the_pack_came_is_left_alone() -> None:
    record_locations(
        [
            NewLocation(code="SY", level="country", name_ar="بلد"),
            NewLocation(
                code="SY02",
                level="governorate",
                name_ar="شمال",
                parent="SY",
                codes=(NewCode(system="iso3166_2", code="SY-DI"),),
            ),
        ],
        actor=None,
    )
    with pytest.raises(ActionRefused) as refused:
        load_country_pack(actor=None)
    assert [fault.found for fault in refused.value.faults] == ["SY01"]


def test_the_whole_gazetteer_fits_on_the_pack() -> None:
    if not GAZETTEER.exists():
        lacking(f"the gazetteer lies in {GAZETTEER}")
    load_country_pack(actor=None)
    places = [*_subdistricts(), *_communities()]
    done = record_locations(places, actor=None)
    assert done.new == len(places) == 270 + 5251
    again = record_locations(places, actor=None)
    assert again.known == len(places)


def _subdistricts() -> list[NewLocation]:
    return [
        NewLocation(
            code=row["ADMIN3_COD"],
            level="subdistrict",
            name_ar=row["ADMIN3_ARA"],
            name_en=row["ADMIN3_EN"],
            parent=row["ADMIN2_COD"],
        )
        for row in _rows("syr_admin3_2015.csv")
    ]


def _communities() -> list[NewLocation]:
    return [
        NewLocation(
            code=row["PCODE"],
            level="community",
            name_ar=row["NAME_ARA"],
            name_en=row["NAME_EN"],
            parent=row["ADMIN3_COD"],
            lat=float(row["LATITUDE"]),
            lon=float(row["LONGITUDE"]),
        )
        for row in _rows("syr_communities_2015.csv")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    with (GAZETTEER / name).open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return list(csv.DictReader(file))

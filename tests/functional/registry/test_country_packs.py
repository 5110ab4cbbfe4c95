"""The pack of the country brings its places, and the gazetteer of an import fits on them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mithaq.registry import vocabulary
from mithaq.registry.actions import load_country_pack, record_locations
from mithaq.registry.models import Location, LocationCode, Population
from mithaq.registry.records import NewLocation
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

"""Syria's places: what the pack promises of codes, names, points, crosswalk and populations."""

from __future__ import annotations

import csv
import math
from collections import Counter
from pathlib import Path

import pytest

from mithaq.countries import load_pack
from mithaq.countries.pack import Place
from mithaq.engine.text import normalised

PACK = load_pack("SY")
GOVERNORATES = PACK.places_at("governorate")
DISTRICTS = PACK.places_at("district")
SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "places_syria"

# ISO 3166-2 and GeoNames (its first-level division), written down by themselves.
CROSSWALK = {
    "SY01": ("SY-DI", "SY.13"),
    "SY02": ("SY-HL", "SY.09"),
    "SY03": ("SY-RD", "SY.08"),
    "SY04": ("SY-HI", "SY.11"),
    "SY05": ("SY-HM", "SY.10"),
    "SY06": ("SY-LA", "SY.02"),
    "SY07": ("SY-ID", "SY.12"),
    "SY08": ("SY-HA", "SY.01"),
    "SY09": ("SY-DY", "SY.07"),
    "SY10": ("SY-TA", "SY.14"),
    "SY11": ("SY-RA", "SY.04"),
    "SY12": ("SY-DR", "SY.06"),
    "SY13": ("SY-SU", "SY.05"),
    "SY14": ("SY-QU", "SY.03"),
}


def shared_rows(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} of ../shared/data/places_syria is not here to compare with")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def kilometres(one: Place, other: Place) -> float:
    east = math.radians(one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return 6371 * math.hypot(east, math.radians(one.lat - other.lat))


def test_the_country_has_14_governorates_and_62_districts() -> None:
    assert Counter(place.level for place in PACK.places.values()) == {
        "country": 1,
        "governorate": 14,
        "district": 62,
    }
    assert PACK.places["SY"].name_ar == "سورية"


def test_every_place_stands_after_its_parent_and_under_the_level_above() -> None:
    seen: set[str] = set()
    for place in PACK.places.values():
        assert place.parent in seen or place.code == "SY"
        seen.add(place.code)
    assert all(place.parent == "SY" for place in GOVERNORATES)
    assert all(place.code.startswith(place.parent) for place in DISTRICTS)


def test_every_point_lies_in_the_country() -> None:
    for place in PACK.places.values():
        assert PACK.country.bounds.holds(place.lat, place.lon), place.code
    assert not PACK.country.bounds.holds(33.89, 35.50)  # Beirut
    assert not PACK.country.bounds.holds(31.95, 35.93)  # Amman


def test_every_district_lies_near_its_governorate() -> None:
    distances = {place.code: kilometres(place, PACK.places[place.parent]) for place in DISTRICTS}
    assert max(distances.values()) < 220, max(distances, key=lambda code: distances[code])
    assert sorted(distances.values())[31] < 40


def test_no_two_districts_share_a_point_or_a_name() -> None:
    assert len({(place.lat, place.lon) for place in DISTRICTS}) == 62
    assert len({normalised(place.name_ar) for place in DISTRICTS}) == 62
    assert len({normalised(place.name_ar) for place in GOVERNORATES}) == 14


def test_governorates_carry_their_iso_and_geonames_codes() -> None:
    found = {
        place.code: (place.codes["iso3166_2"], place.codes["geonames"]) for place in GOVERNORATES
    }
    assert found == CROSSWALK


def test_geonames_number_nine_is_aleppo_and_p_code_nine_is_deir_ez_zor() -> None:
    by_geonames = {place.codes["geonames"]: place.name_en for place in GOVERNORATES}
    assert by_geonames["SY.09"] == "Aleppo"
    assert PACK.places["SY09"].name_ar == "دير الزور"


def test_a_code_that_is_not_known_is_absent() -> None:
    assert all(not place.codes for place in DISTRICTS)


def test_the_names_of_the_2015_list_are_kept_as_dated_aliases() -> None:
    alias = next(one for one in PACK.places["SY01"].aliases if one.name == "مدينة دمشق")
    assert alias.valid_from is not None
    assert alias.valid_from.text == "2015"
    assert "2015" in alias.source


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SY", "سوريا"),
        ("SY1103", "الطبقة"),
        ("SY0206", "كوباني"),
        ("SY0702", "المعرة"),
        ("SY0405", "Palmyra"),
        ("SY12", "Daraa"),
        ("SY06", "Latakia"),
    ],
)
def test_a_place_is_known_by_its_other_names(code: str, name: str) -> None:
    assert name in {alias.name for alias in PACK.places[code].aliases}


def test_no_alias_of_a_district_is_a_governorates_name_unless_a_list_says_so() -> None:
    names = {place.name_ar for place in GOVERNORATES}
    undated = {
        alias.name for place in DISTRICTS for alias in place.aliases if alias.valid_from is None
    }
    assert not names & undated


def test_populations_name_year_and_source_and_add_up_to_the_country() -> None:
    for year, total in ((2004, 17_920_844), (2011, 21_377_000)):
        found = [
            population
            for place in GOVERNORATES
            for population in place.populations
            if population.year == year
        ]
        assert len(found) == 14
        assert sum(population.people for population in found) == total
        assert all("المكتب المركزي للإحصاء" in population.source for population in found)
        assert total in {population.people for population in PACK.places["SY"].populations}


def test_a_governorate_is_on_the_border_where_one_of_its_districts_is() -> None:
    for place in GOVERNORATES:
        below = [district.is_border for district in DISTRICTS if district.parent == place.code]
        assert place.is_border == any(below), place.code
    assert not PACK.places["SY05"].is_border
    assert PACK.places["SY1102"].is_border


def test_codes_and_english_names_are_those_of_the_current_list() -> None:
    rows = [row for row in shared_rows("syr_pcodes_adm1_adm2.csv") if row["Location"] == "SYR"]
    listed = {
        (row["P-Code"], row["Name"], row["Parent P-Code"].replace("SYR", "SY")) for row in rows
    }
    assert listed == {
        (place.code, place.name_en, place.parent) for place in (*GOVERNORATES, *DISTRICTS)
    }


def test_every_arabic_name_of_the_2015_list_is_a_name_or_an_alias() -> None:
    for name, prefix in (("syr_admin1_2015.csv", ""), ("syr_admin2_2015.csv", "")):
        for row in shared_rows(name):
            place = PACK.places[row[f"{prefix}PCODE"]]
            names = {place.name_ar, *(alias.name for alias in place.aliases)}
            assert row["NAME_ARA"] in names, (place.code, row["NAME_ARA"])


def test_each_district_point_is_amid_its_communities() -> None:
    points: dict[str, list[tuple[float, float]]] = {}
    for row in shared_rows("syr_communities_2015.csv"):
        point = float(row["LATITUDE"]), float(row["LONGITUDE"])
        points.setdefault(row["ADMIN2_COD"], []).append(point)
    for place in DISTRICTS:
        if place.code != "SY1006":  # newer than that list
            lats, lons = zip(*points[place.code], strict=True)
            assert min(lats) - 0.01 <= place.lat <= max(lats) + 0.01, place.code
            assert min(lons) - 0.01 <= place.lon <= max(lons) + 0.01, place.code

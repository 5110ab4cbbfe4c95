"""What came from the country pack yields to a file, once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mithaq.exchange.country_packs import load_country_pack
from mithaq.exchange.imports import import_file
from mithaq.ledger.checks import check
from mithaq.ledger.models import Measure, MeasureDefinition, MeasureParent
from mithaq.registry.models import Location, LocationAlias
from tests.conftest import lacking
from tests.functional.imports.world import asked, places, take, world

pytestmark = pytest.mark.django_db

GAZETTEER = Path(__file__).parents[4] / "shared" / "data" / "places_syria"
CONSULTATION = "service.consultation,استشارات,Visits,visit,people,visits,mean,"
VISITS = "visits,زيارات,Visits,visit,people,,sum,"


@pytest.fixture
def pack() -> None:
    load_country_pack()


@pytest.mark.usefixtures("pack")
def test_a_measure_of_the_pack_is_redefined_once(tmp_path: Path) -> None:
    first = take(tmp_path, "measures", CONSULTATION, VISITS)
    assert not first.faults
    assert {question.column for question in first.questions} == {
        "name_ar", "name_en", "unit", "family", "combine", "parent",
    }  # fmt: skip
    assert {question.code for question in first.questions} == {"pack_yields"}
    row = Measure.objects.get(code="service.consultation")
    assert (row.unit, row.family, row.combine) == ("visit", "people", "mean")
    assert row.parent is not None
    assert row.parent.code == "visits"
    assert not row.from_pack
    again = take(tmp_path, "measures", CONSULTATION, VISITS)
    assert (again.known, asked(again)) == (2, [])
    other = take(tmp_path, "measures", CONSULTATION.replace("mean", "sum"))
    assert places(other) == [(2, "combine", "changed_content")]


@pytest.mark.usefixtures("pack")
def test_the_logs_keep_what_the_pack_said_and_the_chain_holds(tmp_path: Path) -> None:
    take(tmp_path, "measures", CONSULTATION, VISITS)
    of_consultation = {"measure__code": "service.consultation"}
    definitions = MeasureDefinition.objects.filter(**of_consultation).order_by("id")
    assert list(definitions.values_list("unit", "combine")) == [
        ("consultations", "sum"),
        ("visit", "mean"),
    ]
    parents = MeasureParent.objects.filter(**of_consultation).order_by("id")
    assert list(parents.values_list("parent__code", flat=True)) == ["service.provided", "visits"]
    assert check().holds


@pytest.mark.usefixtures("pack")
def test_the_pack_loaded_again_leaves_what_was_imported(tmp_path: Path) -> None:
    take(tmp_path, "measures", CONSULTATION, VISITS)
    take(tmp_path, "places", "SY0200,جبل سمعان,Jebel Saman,district,SY02,36.2,37.1,,")
    load_country_pack()
    assert Measure.objects.get(code="service.consultation").combine == "mean"
    assert Location.objects.get(code="SY0200").lat == 36.2


@pytest.mark.usefixtures("pack")
def test_a_measure_of_the_pack_with_no_parent_in_the_file_has_none(tmp_path: Path) -> None:
    take(tmp_path, "measures", CONSULTATION.replace("visits", ""))
    assert Measure.objects.get(code="service.consultation").parent is None


def test_what_figures_mean_does_not_change_under_them(tmp_path: Path) -> None:
    world(tmp_path, "pledges")
    load_country_pack()
    line = "AG1,1,service.consultation,10,HF1,2026-01-01,2026-12-31,,"
    assert not take(tmp_path, "pledges", line).faults
    refused = take(tmp_path, "measures", CONSULTATION, VISITS)
    assert {(column, code) for _, column, code in places(refused)} == {
        ("family", "changed_content"),
        ("combine", "changed_content"),
    }
    renamed = take(tmp_path, "measures", "service.consultation,استشارات,Visits,visit,service,,sum,")
    assert not renamed.faults
    assert Measure.objects.get(code="service.consultation").unit == "visit"


@pytest.mark.usefixtures("pack")
def test_a_place_of_the_pack_is_renamed_once_and_its_old_name_stays_findable(
    tmp_path: Path,
) -> None:
    row = "SY0200,جبل سمعان,Jebel Saman,district,SY02,36.2,37.1,,"
    before = Location.objects.get(code="SY0200")
    first = take(tmp_path, "places", row)
    assert not first.faults
    assert set(asked(first)) == {"pack_yields"}
    place = Location.objects.get(code="SY0200")
    assert (place.name_en, place.lat, place.from_pack) == ("Jebel Saman", 36.2, False)
    aliases = LocationAlias.objects.filter(location=place).values_list("name", flat=True)
    assert before.name_en == place.name_en or before.name_en in aliases
    assert take(tmp_path, "places", row).known == 1
    other = take(tmp_path, "places", row.replace("37.1", "37.2"))
    assert places(other) == [(2, "lon", "changed_content")]


@pytest.mark.usefixtures("pack")
def test_the_whole_gazetteer_comes_in_with_six_questions(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    subdistricts, communities = _gazetteer()
    _write(path, [*communities, *subdistricts])
    result = import_file("places", path, actor=None)
    assert not result.faults
    assert result.added == len(subdistricts) + len(communities) == 270 + 5251
    assert asked(result) == ["replacement_character"] * 6
    assert import_file("places", path, actor=None).known == result.added


@pytest.mark.usefixtures("pack")
def test_the_gazetteers_own_upper_levels_take_the_packs_place(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    upper = _upper_levels()
    subdistricts, _ = _gazetteer()
    _write(path, [*subdistricts, *upper])
    result = import_file("places", path, actor=None)
    assert not result.faults
    assert set(asked(result)) == {"pack_yields"}
    assert Location.objects.get(code="SY0200").name_ar == "جبل سمعان"
    assert import_file("places", path, actor=None).known == len(subdistricts) + len(upper)


_Cells = dict[str, str]


def _gazetteer() -> tuple[list[_Cells], list[_Cells]]:
    subdistricts = [
        _place(row["ADMIN3_COD"], row["ADMIN3_ARA"], row["ADMIN3_EN"], "subdistrict",
               row["ADMIN2_COD"])
        for row in _rows("syr_admin3_2015.csv")
    ]  # fmt: skip
    communities = [
        _place(row["PCODE"], row["NAME_ARA"], row["NAME_EN"], "community", row["ADMIN3_COD"],
               row["LATITUDE"], row["LONGITUDE"])
        for row in _rows("syr_communities_2015.csv")
    ]  # fmt: skip
    return subdistricts, communities


def _upper_levels() -> list[_Cells]:
    governorates = [
        _place(row["PCODE"], row["NAME_ARA"], row["NAME_EN"], "governorate", "SY")
        for row in _rows("syr_admin1_2015.csv")
    ]
    districts = [
        _place(row["PCODE"], row["NAME_ARA"], row["NAME_EN"], "district", row["ADMIN1_COD"])
        for row in _rows("syr_admin2_2015.csv")
    ]
    return [*governorates, *districts]


def _place(
    code: str, name_ar: str, name_en: str, level: str, parent: str, lat: str = "", lon: str = ""
) -> _Cells:
    return {
        "code": code,
        "name_ar": name_ar,
        "name_en": name_en,
        "level": level,
        "parent": parent,
        "lat": lat,
        "lon": lon,
    }


def _rows(name: str) -> list[_Cells]:
    path = GAZETTEER / name
    if not path.exists():
        lacking(f"the gazetteer lies in {GAZETTEER}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[_Cells]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

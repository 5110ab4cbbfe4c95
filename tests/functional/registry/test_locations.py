"""Places come in once, are completed later, and never change by stealth."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from mithaq.registry.actions import (
    move_location,
    record_locations,
    redraw_tree,
    rename_location,
    retire_location,
)
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import (
    Location,
    LocationAlias,
    LocationCode,
    LocationParent,
    NameWord,
    Population,
)
from mithaq.registry.queries.places import parent_on
from mithaq.registry.records import NewAlias, NewCode, NewLocation, Recorded
from mithaq.registry.tree import ancestry, outermost, under
from tests.functional.registry.places import COUNTRY, HILL, NORTH, PLACES, record_country

pytestmark = pytest.mark.django_db


def refusal(*places: NewLocation) -> list[tuple[str, int | None, str]]:
    """Code, item and field of each fault with which recording these places is refused."""
    with pytest.raises(ActionRefused) as refused:
        record_locations(places, actor=None)
    return [(fault.code, fault.item, fault.field) for fault in refused.value.faults]


def codes_under(lineage: str) -> list[str]:
    return sorted(Location.objects.filter(under(lineage)).values_list("code", flat=True))


def test_places_come_in_any_order_and_stand_in_one_tree() -> None:
    shuffled = list(PLACES)
    random.Random(4).shuffle(shuffled)
    assert record_locations(shuffled, actor=None) == Recorded(new=6, completed=0, known=0)
    hill = Location.objects.get(code="N101")
    assert hill.parent is not None
    assert hill.parent.code == "N1"
    assert ancestry(hill.lineage) == ("SY", "N1", "N101")
    assert codes_under("/SY/N1/") == ["N1", "N101", "N102"]
    assert LocationParent.objects.count() == 5


def test_the_same_file_twice_changes_nothing() -> None:
    record_country()
    before = [list(model.objects.values()) for model in (Location, LocationParent, LocationAlias)]
    assert record_locations(PLACES, actor=None) == Recorded(new=0, completed=0, known=6)
    after = [list(model.objects.values()) for model in (Location, LocationParent, LocationAlias)]
    assert before == after
    assert Location.history.count() == 6


def test_a_fuller_file_completes_what_was_blank_and_a_poorer_one_takes_nothing_away() -> None:
    record_country()
    fuller = replace(NORTH, lat=36.0, lon=37.0, population=4_600_166, population_year=2022)
    assert record_locations([fuller], actor=None) == Recorded(new=0, completed=1, known=0)
    assert record_locations([NORTH], actor=None) == Recorded(new=0, completed=0, known=1)
    north = Location.objects.get(code="N1")
    assert (north.lat, north.lon) == (36.0, 37.0)
    later = replace(NORTH, population=4_700_000, population_year=2023)
    record_locations([later], actor=None)
    counts = north.populations.order_by("year").values_list("year", "people")
    assert list(counts) == [(2022, 4_600_166), (2023, 4_700_000)]


def test_a_parent_that_was_not_known_is_filled_in_with_all_that_lies_below() -> None:
    orphan = NewLocation(code="X1", level="district", name_ar="منطقة")
    child = NewLocation(code="X101", level="community", name_ar="قرية", parent="X1")
    record_locations([COUNTRY, NORTH, orphan, child], actor=None)
    record_locations([replace(orphan, parent="N1")], actor=None)
    assert Location.objects.get(code="X101").lineage == "/SY/N1/X1/X101/"


def test_other_content_under_a_known_code_is_refused_and_says_what_is_recorded() -> None:
    record_country()
    changed = replace(HILL, name_ar="منطقة أخرى", lat=35.0, parent="S1", level="community")
    assert refusal(changed) == [
        ("changed_content", 0, field) for field in ("level", "lat", "parent", "name_ar")
    ]
    with pytest.raises(ActionRefused) as refused:
        record_locations([replace(HILL, parent="S1")], actor=None)
    fault = refused.value.faults[0]
    assert (fault.found, fault.expected) == ("S1", "N1")
    assert "N101" in fault.ar
    assert "N101" in fault.en


def test_a_known_name_in_another_spelling_or_an_alias_is_no_contradiction() -> None:
    record_country()
    spelt_otherwise = replace(HILL, name_ar="منطقه التل الاخضر")
    by_its_alias = replace(HILL, name_ar="تلّ الأخضر", name_en="GREEN hill")
    for place in (spelt_otherwise, by_its_alias):
        assert record_locations([place], actor=None).completed == 0
    assert Location.objects.get(code="N101").name_ar == HILL.name_ar


def test_another_count_for_the_same_year_is_refused() -> None:
    counted = replace(NORTH, parent="", population=10, population_year=2020)
    record_locations([counted], actor=None)
    assert refusal(replace(counted, population=11)) == [("changed_content", 0, "population")]
    assert Population.objects.get().people == 10


def test_every_fault_of_a_file_is_named_at_once_and_nothing_is_recorded() -> None:
    bad = [
        NewLocation(code="", level="country", name_ar=""),
        NewLocation(code="A", level="village", name_ar="أ", parent="nowhere"),
        NewLocation(code="B", level="district", name_ar="ب", lat=91.0, lon=10.0),
        NewLocation(code="B", level="district", name_ar="ب", lat=float("nan"), lon=10.0),
        NewLocation(code="C", level="district", name_ar="ج", lat=1.0),
        NewLocation(code="D", level="district", name_ar="د", population=3),
        NewLocation(code="E", level="district", name_ar="ه", population=-3, population_year=2020),
        NewLocation(code="F", level="country", name_ar="و", parent="B"),
        NewLocation(code="G" * 65, level="country", name_ar="ز" * 301),
    ]
    assert set(refusal(*bad)) == {
        ("required", 0, "code"),
        ("required", 0, "name_ar"),
        ("not_in_list", 1, "level"),
        ("unknown_code", 1, "parent"),
        ("not_on_earth", 2, "lat"),
        ("duplicate_code", 3, "code"),
        ("not_on_earth", 3, "lat"),
        ("not_on_earth", 4, "lon"),
        ("required", 5, "population_year"),
        ("negative", 6, "population"),
        ("parent_not_wider", 7, "parent"),
        ("too_long", 8, "code"),
        ("too_long", 8, "name_ar"),
    }
    assert not Location.objects.exists()


def test_a_code_of_another_system_belongs_to_one_place() -> None:
    record_country()
    thief = NewLocation(
        code="S9",
        level="district",
        name_ar="س",
        codes=(NewCode(system="geonames", code="170063"),),
    )
    assert refusal(thief) == [("changed_content", 0, "codes")]
    assert LocationCode.objects.get().location.code == "N101"


def test_codes_are_free_text_and_never_leak_into_another_subtree() -> None:
    record_locations(
        [
            NewLocation(code="A", level="country", name_ar="أ"),
            NewLocation(code="B", level="district", name_ar="ب", parent="A"),
            NewLocation(code="A/B", level="country", name_ar="ج"),
            NewLocation(code="A0", level="country", name_ar="د"),
            NewLocation(code="رمز 1%2F", level="district", name_ar="ه", parent="A/B"),
        ],
        actor=None,
    )
    odd = Location.objects.get(code="رمز 1%2F")
    assert ancestry(odd.lineage) == ("A/B", "رمز 1%2F")
    assert codes_under(Location.objects.get(code="A").lineage) == ["A", "B"]
    assert codes_under(Location.objects.get(code="A/B").lineage) == ["A/B", "رمز 1%2F"]


def test_a_move_holds_from_its_day_and_takes_along_what_lies_below() -> None:
    record_country()
    village = NewLocation(code="V1", level="community", name_ar="قرية", parent="N101")
    record_locations([village], actor=None)
    move_location("N101", parent="S1", valid_from=date(2024, 5, 1), actor=None)
    hill = Location.objects.get(code="N101")
    before, after = parent_on(hill, date(2024, 4, 30)), parent_on(hill, date(2024, 5, 1))
    assert (before and before.code, after and after.code) == ("N1", "S1")
    assert codes_under("/SY/S1/") == ["N101", "S1", "S101", "V1"]
    assert codes_under("/SY/N1/") == ["N1", "N102"]


def test_a_move_to_come_waits_for_its_day() -> None:
    record_country()
    move_location("N101", parent="S1", valid_from=date(2999, 1, 1), actor=None)
    assert Location.objects.get(code="N101").lineage == "/SY/N1/N101/"
    assert redraw_tree(on=date(2998, 12, 31), actor=None) == 0
    assert redraw_tree(on=date(2999, 1, 1), actor=None) == 1
    assert redraw_tree(on=date(2999, 1, 1), actor=None) == 0
    assert Location.objects.get(code="N101").lineage == "/SY/S1/N101/"


def test_the_last_word_on_a_day_corrects_a_wrong_move() -> None:
    record_country()
    move_location("N101", parent="S1", valid_from=date(2024, 5, 1), actor=None)
    move_location("N101", parent="N1", valid_from=date(2024, 5, 1), actor=None)
    assert Location.objects.get(code="N101").lineage == "/SY/N1/N101/"
    assert LocationParent.objects.filter(location__code="N101").count() == 3


def test_a_place_moves_only_into_a_wider_one() -> None:
    record_country()
    for parent in ("N102", "N101", "nowhere"):
        with pytest.raises(ActionRefused):
            move_location("N101", parent=parent, valid_from=date(2024, 5, 1), actor=None)
    assert LocationParent.objects.filter(location__code="N101").count() == 1


def test_a_renamed_place_is_found_under_both_names() -> None:
    record_country()
    rename_location("N101", name_ar="منطقة السنديان", on=date(2025, 3, 1), actor=None)
    hill = Location.objects.get(code="N101")
    former = hill.aliases.get(name=HILL.name_ar)
    assert former.valid_to == date(2025, 2, 28)
    assert hill.name_en == "Green Hill"
    words = NameWord.objects.filter(subject_id=hill.id).values_list("word", flat=True)
    assert {"سنديان", "اخضر", "green", "170063", "n101"} <= set(words)
    assert record_locations([HILL], actor=None).known == 1


def test_a_retired_place_stays_where_it_was_named() -> None:
    record_country()
    retire_location("N101", on=date(2025, 1, 1), actor=None)
    assert Location.objects.get(code="N101").retired_on == date(2025, 1, 1)
    with pytest.raises(ActionRefused):
        retire_location("nowhere", on=date(2025, 1, 1), actor=None)


def test_an_alias_that_ends_before_it_starts_is_refused() -> None:
    wrong = NewAlias(name="قديم", valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 1))
    assert refusal(replace(COUNTRY, aliases=(wrong,))) == [("ends_before_start", 0, "aliases")]


def test_of_nested_subtrees_only_the_outermost_is_asked_for() -> None:
    assert outermost(["/SY/N1/", "/SY/N1/N101/", "/SY/N10/"]) == ("/SY/N1/", "/SY/N10/")

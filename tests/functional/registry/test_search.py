"""A name is found however it is spelt, in either language, by its words' beginnings."""

from __future__ import annotations

import pytest
from django.db import connection

from mithaq.registry.actions import record_locations, record_people
from mithaq.registry.models import Location, SubjectKind
from mithaq.registry.queries.names import (
    find_locations,
    find_organisations,
    find_people,
    named,
)
from mithaq.registry.records import NewLocation, NewPerson, NewPersonRole
from tests.functional.registry.facilities import record_health_system
from tests.functional.registry.users import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def health_system() -> None:
    record_health_system()


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("التل الاخضر", ["F1", "N101"]),
        ("تَلّ أخضـــر", ["F1", "N101"]),
        ("اخض تل", ["F1", "N101"]),
        ("green", ["F1", "N101"]),
        ("GREEN HOSP", ["F1"]),
        ("مشفى", ["F1"]),
        ("n101", ["N101"]),
        ("170063", ["N101"]),
        ("تل بحر", []),
        ("ضر", []),
    ],
)
def test_every_word_of_the_query_begins_a_word_of_the_name(query: str, codes: list[str]) -> None:
    found = find_locations(user_with("planner"), query)
    assert sorted(each.code for each in found) == codes


def test_the_row_of_exactly_this_code_comes_first() -> None:
    record_locations(
        [
            NewLocation(code="S102", level="district", name_ar="أ N1 طريق", parent="S1"),
            NewLocation(code="S103", level="district", name_ar="ب S102", parent="S1"),
        ],
        actor=None,
    )
    found = find_locations(user_with("planner"), "S102")
    assert [each.code for each in found] == ["S102", "S103"]
    assert found[0].inside_ar == "محافظة الجنوب"


def test_a_facility_out_of_reach_is_not_found() -> None:
    officer = user_with("officer", location="S1")
    assert [each.code for each in find_locations(officer, "اخضر")] == ["N101"]
    assert find_locations(officer, "اخضر", level="facility") == ()
    reporter = user_with("reporter", location="F1")
    found = find_locations(reporter, "اخضر", level="facility")
    assert [each.code for each in found] == ["F1"]
    governorates = find_locations(officer, "", level="governorate")
    assert [each.code for each in governorates] == ["S1", "N1"]


def test_organisations_and_people_are_found_by_name() -> None:
    record_people(
        [
            NewPerson(
                name_ar="سامر العلي", roles=(NewPersonRole(title_ar="م", organisation="DOH-N"),)
            )
        ],
        actor=None,
    )
    planner = user_with("planner")
    assert [each.code for each in find_organisations(planner, "صحه شمال")] == ["DOH-N"]
    assert [each.name_ar for each in find_people(planner, "علي")] == ["سامر العلي"]
    assert find_people(user_with("partner", organisation="RELIEF"), "علي") == ()


def test_search_reads_a_range_of_the_index() -> None:
    rows = Location.objects.filter(named(SubjectKind.LOCATION, "اخض تل"))
    plan = rows.explain()
    if connection.vendor == "sqlite":
        assert "SCAN" not in plan
        assert plan.count("word>? AND word<?") == 2

"""The gate: each role sees its own place or organisation, and nothing looks different from
nothing being there."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.registry.access import (
    TABLE,
    Denied,
    NotFound,
    Permission,
    Visitor,
    access_attachment,
    access_facility,
    access_person,
    access_place,
    can,
    has_any_role,
    require,
    shown_point,
    visible_facilities,
    visible_organisations,
    visible_people,
    visible_places,
    visible_users,
)
from mithaq.registry.actions import attach_file, record_bodies, record_people
from mithaq.registry.models import Facility, Location, Organisation, RoleKind, User
from mithaq.registry.queries.facilities import FacilityFilter, facility_page, list_facilities
from mithaq.registry.queries.names import find_locations
from mithaq.registry.queries.organisations import list_organisations, organisation_page
from mithaq.registry.queries.places import children_of, governorates, place_page
from mithaq.registry.records import NewBody, NewPerson, NewPersonRole
from tests.functional.registry.facilities import record_health_system
from tests.functional.registry.users import user_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def health_system() -> None:
    record_health_system()


def seen_by(user: Visitor) -> list[str]:
    rows = visible_facilities(user).order_by("location__code")
    return [row.code for row in rows]


@pytest.mark.parametrize(
    ("kind", "organisation", "location", "facilities"),
    [
        ("planner", "MOH", "SY", ["F1", "F2", "F3"]),
        ("auditor", "MOH", "SY", ["F1", "F2", "F3"]),
        ("administrator", "MOH", "SY", ["F1", "F2", "F3"]),
        ("officer", "DOH-N", "N1", ["F1", "F2"]),
        ("officer", "DOH-N", "N101", ["F1"]),
        ("monitor", "MOH", "S1", ["F3"]),
        ("reporter", "MOH", "F1", ["F1"]),
        ("partner", "RELIEF", "SY", ["F2", "F3"]),
        ("partner", "RELIEF", "N1", ["F2"]),
        ("partner", "CARE", "SY", []),
        ("storekeeper", "MOH", "N101", ["F1"]),
        ("engineer", "MOH", "N101", ["F1"]),
        ("personnel", "MOH", "N101", ["F1"]),
        ("inspector", "MOH", "N101", ["F1"]),
        ("fund", "MOH", "SY", []),
        ("actuary", "MOH", "SY", []),
    ],
)
def test_each_role_sees_the_facilities_of_its_reach(
    kind: str, organisation: str, location: str, facilities: list[str]
) -> None:
    record_bodies(
        [
            NewBody(facility=facility, organisation="RELIEF", relation="managed_by")
            for facility in ("F2", "F3")
        ]
    )
    user = user_with(kind, organisation=organisation, location=location)
    assert seen_by(user) == facilities
    for facility in ("F1", "F2", "F3"):
        if facility in facilities:
            assert access_facility(user, facility).code == facility
        else:
            with pytest.raises(NotFound):
                access_facility(user, facility)


def test_who_has_no_role_sees_nothing() -> None:
    stranger = User.objects.create(username="stranger")
    over = user_with("planner", name="over", valid_to=date(2020, 1, 1))
    shut_out = user_with("planner", name="shut-out")
    shut_out.is_active = False
    for visitor in (AnonymousUser(), stranger, over, shut_out):
        assert not has_any_role(visitor)
        for rows in (
            visible_places(visitor),
            visible_facilities(visitor),
            visible_organisations(visitor),
            visible_people(visitor),
            visible_users(visitor),
        ):
            assert not rows.exists()
        assert not any(can(visitor, permission) for permission in Permission)
        with pytest.raises(NotFound):
            access_place(visitor, "SY")


def test_a_superuser_administers_and_takes_no_part() -> None:
    root = User.objects.create(username="root", is_superuser=True)
    assert seen_by(root) == ["F1", "F2", "F3"]
    assert can(root, Permission.MANAGE_USERS)
    assert not can(root, Permission.REVIEW_REPORT)


def test_what_may_be_seen_but_not_done_is_denied_and_the_rest_hidden() -> None:
    monitor = user_with("monitor", location="N1")
    with pytest.raises(Denied):
        access_facility(monitor, "F1", Permission.EDIT_FACILITY)
    with pytest.raises(NotFound):
        access_facility(monitor, "F3", Permission.EDIT_FACILITY)
    with pytest.raises(NotFound):
        access_facility(monitor, "nowhere", Permission.EDIT_FACILITY)
    officer = user_with("officer", location="N1")
    assert access_facility(officer, "F1", Permission.EDIT_FACILITY, lock=True).code == "F1"


def test_a_place_or_an_organisation_can_be_asked_about() -> None:
    north, south = (Location.objects.get(code=code) for code in ("N1", "S1"))
    relief, care = (Organisation.objects.get(code=code) for code in ("RELIEF", "CARE"))
    officer = user_with("officer", location="N1")
    partner = user_with("partner", organisation="RELIEF")
    assert can(officer, Permission.CLOSE_MONTH, location=north)
    assert not can(officer, Permission.CLOSE_MONTH, location=south)
    assert not can(officer, Permission.SEE_AGREEMENT, organisation=relief)
    assert can(partner, Permission.POST_DELIVERIES, organisation=relief)
    assert can(partner, Permission.POST_DELIVERIES, organisation=relief.id, location=south)
    assert not can(partner, Permission.POST_DELIVERIES, organisation=care)
    with pytest.raises(Denied):
        require(partner, Permission.POST_DELIVERIES, organisation=care)


def test_the_exact_point_and_the_telephone_are_for_who_needs_them() -> None:
    hospital = Facility.objects.get(location__code="F1")
    record_bodies([NewBody(facility="F1", organisation="RELIEF", relation="managed_by")])
    officer = user_with("officer", location="N1")
    partner = user_with("partner", organisation="RELIEF")
    storekeeper = user_with("storekeeper", location="N1")
    assert shown_point(officer, hospital) == (36.25, 37.15)
    assert facility_page(officer, "F1").phone == "+963 21 000 0000"
    for user in (partner, storekeeper):
        assert shown_point(user, hospital) is None
        page = facility_page(user, "F1")
        assert (page.point, page.phone) == (None, None)
        assert "36.25" not in repr(page)
        assert "+963" not in repr(page)


def test_people_are_seen_where_they_serve_and_called_by_who_may() -> None:
    head = NewPerson(
        name_ar="سامر العلي",
        phone="+963 900",
        roles=(NewPersonRole(title_ar="مدير", organisation="DOH-N"),),
    )
    [north] = record_people([head], actor=None)
    [south] = record_people(
        [NewPerson(name_ar="ليلى", roles=(NewPersonRole(title_ar="مديرة", location="S101"),))],
        actor=None,
    )
    officer = user_with("officer", location="N1")
    personnel = user_with("personnel", location="N1")
    assert list(visible_people(officer)) == [north]
    assert organisation_page(officer, "DOH-N").people[0].phone == "+963 900"
    assert organisation_page(personnel, "DOH-N").people[0].phone is None
    assert list(visible_people(user_with("partner", organisation="RELIEF"))) == []
    with pytest.raises(NotFound):
        access_person(officer, south.uid)
    assert visible_people(user_with("planner")).count() == 2


def test_a_file_is_as_visible_as_what_it_is_attached_to() -> None:
    def attached(kind: str, subject: str) -> object:
        row = Location.objects.get(code=subject)
        return attach_file(
            subject_kind=kind,
            subject=row.uid,
            name="plan.pdf",
            content=io.BytesIO(b"%PDF-" + subject.encode()),
            actor=None,
        ).uid

    of_north, of_south = attached("location", "F1"), attached("location", "F3")
    nobodys = attached("import", "F1")
    officer = user_with("officer", location="N1")
    assert access_attachment(officer, of_north).name == "plan.pdf"  # type: ignore[arg-type]
    for hidden in (of_south, nobodys):
        with pytest.raises(NotFound):
            access_attachment(officer, hidden)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        access_attachment(AnonymousUser(), of_north)  # type: ignore[arg-type]


def test_lists_are_filtered_searched_and_paged_within_what_is_seen() -> None:
    planner = user_with("planner")
    assert codes(planner, FacilityFilter(place="N1")) == ["F1", "F2"]
    assert codes(planner, FacilityFilter(place="nowhere")) == []
    assert codes(planner, FacilityFilter(type="hospital")) == ["F1"]
    assert codes(planner, FacilityFilter(text="مشفى الاخضر")) == ["F1"]
    assert codes(planner, FacilityFilter(text="green hosp")) == ["F1"]
    assert codes(planner, FacilityFilter(ownership="ngo", functionality="")) == ["F3"]
    assert codes(planner, FacilityFilter(functionality="full")) == []
    assert codes(user_with("officer", location="S1"), FacilityFilter(text="مركز")) == ["F3"]
    first = list_facilities(planner, limit=2)
    second = list_facilities(planner, limit=2, after=first.next)
    assert len(first.rows) == 2
    assert len(second.rows) == 1
    assert second.next == ""
    everything = {row.code for page in (first, second) for row in page.rows}
    assert everything == {"F1", "F2", "F3"}
    assert list_facilities(planner, after="not a mark").rows == list_facilities(planner).rows
    row = list_facilities(planner, FacilityFilter(text="F1")).rows[0]
    assert row.governorate is not None
    assert row.governorate.name_en == "North"
    assert row.district is not None
    assert row.district.code == "N101"


def codes(user: User, wanted: FacilityFilter) -> list[str]:
    return sorted(row.code for row in list_facilities(user, wanted).rows)


def test_a_list_asks_the_same_few_questions_however_long_it_is() -> None:
    planner = user_with("planner")
    with CaptureQueriesContext(
        connection,
    ) as few:
        list_facilities(planner, limit=1)
    with CaptureQueriesContext(connection) as many:
        list_facilities(planner)
    assert len(few) >= len(many)
    assert len(many) <= 3


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("kind", "organisation", "location"),
    [("planner", "MOH", "SY"), ("officer", "DOH-N", "N1"), ("partner", "RELIEF", "N1")],
)
def test_no_question_reads_a_whole_table(kind: str, organisation: str, location: str) -> None:
    record_bodies([NewBody(facility="F1", organisation="RELIEF", relation="managed_by")])
    user = user_with(kind, organisation=organisation, location=location)
    with CaptureQueriesContext(connection) as asked:
        list_facilities(user, FacilityFilter(text="مستشفى", place="N1", functionality="full"))
        list_facilities(user)
        find_locations(user, "مستشفى")
        facility_page(user, "F1")
    plans = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plans += [str(row[-1]) for row in cursor.fetchall()]
    assert [plan for plan in plans if plan.startswith("SCAN")] == []


def test_places_and_organisations_are_known_to_everyone_who_works_here() -> None:
    reporter = user_with("reporter", location="F1")
    assert [place.code for place in governorates(reporter)] == ["N1", "S1"]
    assert [place.code for place in children_of(reporter, "N1").rows] == ["N101", "N102"]
    page = place_page(reporter, "N101")
    assert [place.code for place in page.above] == ["SY", "N1"]
    assert page.codes == (("geonames", "170063"),)
    assert page.aliases == (("تل الأخضر", None, None),)
    with pytest.raises(NotFound):
        place_page(reporter, "F3")
    assert len(list_organisations(reporter).rows) == 4
    found = list_organisations(reporter, text="اغاثه", kind="ngo").rows
    assert [row.code for row in found] == ["RELIEF"]


def test_every_role_stands_in_the_table_and_nothing_else() -> None:
    assert set(TABLE) == set(RoleKind)
    writing = {Permission.VERIFY_REPORT, Permission.REVIEW_REPORT, Permission.REPORT_MONTH}
    for kind, permissions in TABLE.items():
        held = writing & set(permissions)
        assert len(held) <= 1, f"{kind} would judge its own work: {held}"

"""Facilities stand in the tree of places, and any past day's state can be asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from mithaq.registry.actions import (
    bring_registry_up_to,
    move_location,
    record_bodies,
    record_events,
    record_facilities,
    record_locations,
    record_statuses,
)
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.registry.models import Facility, FacilityStatus, Location
from mithaq.registry.queries.statuses import events_of, services_on, status_history, status_on
from mithaq.registry.records import (
    NewBody,
    NewEvent,
    NewFacility,
    NewLocation,
    NewService,
    NewStatus,
    Recorded,
)
from tests.functional.registry.facilities import FACILITIES, HOSPITAL, record_health_system
from tests.functional.registry.places import record_country

pytestmark = pytest.mark.django_db

DESTROYED = NewStatus(
    facility="F1",
    on=date(2016, 4, 28),
    functionality="none",
    building_damage="full",
    barriers=("equipment", "staff", "supplies"),
    services=(NewService(service="dialysis", availability="none"),),
    source="HeRAMS 2016",
)
RESTORED = NewStatus(
    facility="F1",
    on=date(2025, 9, 1),
    functionality="partial",
    building_damage="partial",
    equipment_damage="none",
    accessibility="full",
    barriers=("staff",),
    services=(NewService(service="dialysis", availability="partial"),),
    source="HeRAMS 2025",
)


def faults_of(refused: pytest.ExceptionInfo[ActionRefused]) -> set[tuple[str, str]]:
    return {(fault.code, fault.field) for fault in refused.value.faults}


def test_a_facility_is_a_location_of_the_one_tree() -> None:
    record_health_system()
    hospital = Facility.objects.get(location__code="F1")
    assert hospital.location.lineage == "/SY/N1/N101/F1/"
    assert (hospital.type, hospital.beds) == ("hospital", 120)
    assert record_facilities(FACILITIES, actor=None) == Recorded(new=0, completed=0, known=3)


def test_a_facility_follows_its_place() -> None:
    record_health_system()
    move_location("N101", parent="S1", valid_from=date(2020, 1, 1), actor=None)
    assert Location.objects.get(code="F1").lineage == "/SY/S1/N101/F1/"


def test_what_was_blank_is_completed_and_other_content_refused() -> None:
    record_health_system()
    more = replace(FACILITIES[1], beds=4, opened_on=date(1999, 1, 1), lat=36.0, lon=37.0)
    assert record_facilities([more], actor=None) == Recorded(new=0, completed=1, known=0)
    with pytest.raises(ActionRefused) as refused:
        record_facilities([replace(more, beds=5, type="hospital", place="S101")], actor=None)
    assert faults_of(refused) == {
        ("changed_content", "beds"),
        ("changed_content", "type"),
        ("changed_content", "place"),
    }


def test_every_fault_of_a_facility_is_named() -> None:
    record_country()
    bad = NewFacility(code="F9", name_ar="", type="castle", ownership="king", place="", beds=-1)
    with pytest.raises(ActionRefused) as refused:
        record_facilities([bad, replace(HOSPITAL, place="nowhere")], actor=None)
    assert faults_of(refused) == {
        ("required", "name_ar"),
        ("not_in_list", "type"),
        ("not_in_list", "ownership"),
        ("required", "place"),
        ("negative", "beds"),
        ("unknown_code", "place"),
    }
    assert all(fault.ar and fault.en for fault in refused.value.faults)


def test_places_and_facilities_share_one_namespace_of_codes() -> None:
    record_health_system()
    with pytest.raises(ActionRefused) as refused:
        record_facilities([replace(HOSPITAL, code="N101", place="N1")], actor=None)
    assert ("changed_content", "level") in faults_of(refused)
    with pytest.raises(ActionRefused) as refused:
        record_locations(
            [NewLocation(code="F1", level="community", name_ar="قرية", parent="N101")], actor=None
        )
    assert ("changed_content", "level") in faults_of(refused)


def test_nothing_lies_in_a_facility() -> None:
    record_health_system()
    with pytest.raises(ActionRefused) as refused:
        record_facilities([replace(HOSPITAL, code="F9", place="F1")], actor=None)
    assert faults_of(refused) == {("parent_not_wider", "place")}


def test_any_past_day_can_be_asked_for() -> None:
    record_health_system()
    record_statuses([DESTROYED, RESTORED], actor=None)
    hospital = Facility.objects.get(location__code="F1")
    assert status_on(hospital, date(2016, 4, 27)) is None
    then, now = status_on(hospital, date(2020, 1, 1)), status_on(hospital, date(2025, 9, 1))
    assert then is not None
    assert now is not None
    assert (then.functionality, then.barriers) == ("none", ("equipment", "staff", "supplies"))
    assert (then.equipment_damage, now.equipment_damage) == ("", "none")
    assert [service.availability for service in services_on(hospital, date(2020, 1, 1))] == ["none"]
    assert [status.on.year for status in status_history(hospital)] == [2025, 2016]
    hospital.refresh_from_db()
    assert hospital.functionality == "partial"


def test_the_same_assessment_twice_is_one_and_a_fuller_one_completes_it() -> None:
    record_health_system()
    assert record_statuses([DESTROYED], actor=None) == Recorded(new=1, completed=0, known=0)
    assert record_statuses([DESTROYED], actor=None) == Recorded(new=0, completed=0, known=1)
    fuller = replace(DESTROYED, equipment_damage="full")
    assert record_statuses([fuller], actor=None) == Recorded(new=0, completed=1, known=0)
    with pytest.raises(ActionRefused) as refused:
        record_statuses([replace(DESTROYED, functionality="full")], actor=None)
    assert faults_of(refused) == {("changed_content", "functionality")}
    assert FacilityStatus.objects.count() == 1


def test_every_fault_of_an_assessment_is_named() -> None:
    record_health_system()
    bad = NewStatus(
        facility="N101",
        on=date(2025, 1, 1),
        functionality="half",
        accessibility="some",
        barriers=("staff", "staff", "weather", "finances"),
        services=(NewService(service="magic", availability="often"),),
    )
    with pytest.raises(ActionRefused) as refused:
        record_statuses([bad, DESTROYED, DESTROYED], actor=None)
    assert faults_of(refused) == {
        ("unknown_code", "facility"),
        ("not_in_list", "functionality"),
        ("not_in_list", "accessibility"),
        ("not_in_list", "barriers"),
        ("too_many_barriers", "barriers"),
        ("barrier_twice", "barriers"),
        ("not_in_list", "services"),
        ("required", "source"),
        ("duplicate_code", "on"),
    }


def test_a_status_dated_ahead_comes_true_on_its_day() -> None:
    record_health_system()
    tomorrow = timezone.localdate() + timedelta(days=1)
    record_statuses([DESTROYED, replace(RESTORED, on=tomorrow)], actor=None)
    assert Facility.objects.get(location__code="F1").functionality == "none"
    bring_registry_up_to(tomorrow)
    assert Facility.objects.get(location__code="F1").functionality == "partial"


def test_what_happened_keeps_its_precision_and_is_told_once() -> None:
    record_health_system()
    reopened = NewEvent(
        facility="F1", kind="reopened", on=date(2026, 1, 1), precision="half", source="بيان"
    )
    unknown = NewEvent(facility="F1", kind="opened", source="سجل")
    assert record_events([unknown, reopened, reopened], actor=None).new == 2
    assert record_events([reopened], actor=None).known == 1
    events = events_of(Facility.objects.get(location__code="F1"))
    assert [(event.kind, event.precision) for event in events] == [
        ("reopened", "half"),
        ("opened", "day"),
    ]
    with pytest.raises(ActionRefused) as refused:
        record_events([NewEvent(facility="F1", kind="flooded", precision="era")], actor=None)
    assert faults_of(refused) == {
        ("required", "source"),
        ("not_in_list", "kind"),
        ("not_in_list", "precision"),
    }


def test_who_manages_a_facility_is_dated() -> None:
    record_health_system()
    managed = NewBody(
        facility="F1", organisation="MOH", relation="managed_by", valid_from=date(2024, 12, 8)
    )
    assert record_bodies([managed]) == Recorded(new=1, completed=0, known=0)
    assert record_bodies([managed]) == Recorded(new=0, completed=0, known=1)
    backwards = replace(managed, valid_to=date(2020, 1, 1), organisation="NOBODY", relation="rules")
    with pytest.raises(ActionRefused) as refused:
        record_bodies([backwards])
    codes = {fault.code for fault in refused.value.faults}
    assert codes == {"ends_before_start", "unknown_code", "not_in_list"}


def test_a_fault_is_told_in_either_language() -> None:
    record_country()
    with pytest.raises(ActionRefused) as refused:
        record_facilities([replace(HOSPITAL, type="castle")], actor=None)
    fault: Fault = refused.value.faults[0]
    assert "castle" in fault.text("ar-sy")
    assert fault.text("en").startswith("“castle” is not one of")

"""Syria's measures and the monthly reports made of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from mithaq.countries import load_pack
from mithaq.countries.pack import Measure

PACK = load_pack("SY")


def ancestors(measure: Measure) -> list[str]:
    found = []
    while measure.parent:
        found.append(measure.parent)
        measure = PACK.measures[measure.parent]
    return found


def test_every_family_has_measures_and_every_code_says_its_family() -> None:
    assert {measure.family for measure in PACK.measures.values()} == set(PACK.families)
    for code, measure in PACK.measures.items():
        assert code == measure.code
        assert code.split(".")[0] == measure.family


def test_the_measures_of_the_published_agreements_are_there() -> None:
    for code in (
        "service.provided",
        "service.consultation",
        "service.dialysis_session",
        "service.physiotherapy_session",
        "service.prosthesis_fitted",
        "service.surgery",
        "service.delivery",
        "people.served",
        "people.covered",
        "staff.in_post",
        "goods.medicine_course",
        "goods.dialysis_consumable_set",
        "goods.furniture_item",
        "works.facility_operated",
        "works.centre_built",
        "works.rehabilitation_done",
        "works.well_drilled",
        "training.person_trained",
        "money.usd",
        "money.syp_new",
    ):
        assert code in PACK.measures


def test_every_way_of_combining_is_used() -> None:
    assert {measure.combine for measure in PACK.measures.values()} == set(PACK.combines)


def test_a_part_counts_what_its_total_counts() -> None:
    for measure in PACK.measures.values():
        for code in ancestors(measure):
            above = PACK.measures[code]
            assert (above.family, above.combine) == (measure.family, measure.combine)
            assert above.stale_after == measure.stale_after


def test_people_do_not_add_up_over_months_and_levels_go_stale() -> None:
    for measure in PACK.measures.values():
        if measure.family == "people":
            assert measure.combine != "sum"
        if measure.family == "staff" and measure.combine == "last":
            assert measure.stale_after == 3


def test_no_two_measures_read_alike() -> None:
    for names in (
        [measure.name_ar for measure in PACK.measures.values()],
        [measure.name_en for measure in PACK.measures.values()],
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_each_money_measure_is_a_currency_of_the_pack() -> None:
    money = {code.split(".")[1] for code in PACK.measures if code.startswith("money.")}
    assert money == set(PACK.currencies)


def test_every_facility_type_that_treats_people_has_a_monthly_report() -> None:
    without = {code for code in PACK.facility_types if PACK.data_set_for(code) is None}
    assert without == {"pharmacy_warehouse"}
    for data_set in PACK.data_sets.values():
        assert PACK.data_set_for(data_set.facility_type) is data_set
        assert 1 <= data_set.due_days <= 20


def test_a_report_asks_only_for_services_that_its_facilities_provide() -> None:
    for data_set in PACK.data_sets.values():
        for row in data_set.measures:
            service = PACK.measures[row.code].service
            if service:
                assert data_set.facility_type in PACK.services[service].facility_types


def test_a_report_asks_for_each_measure_once_and_for_parts_after_their_total() -> None:
    for data_set in PACK.data_sets.values():
        codes = [row.code for row in data_set.measures]
        assert len(codes) == len(set(codes))
        for total in data_set.totals:
            order = [codes.index(total.total), *(codes.index(part) for part in total.parts)]
            assert all(order[0] < place for place in order[1:])


def test_totals_are_exact_where_every_part_is_asked_for() -> None:
    hospital = PACK.data_sets["hospital_monthly"]
    deliveries = next(total for total in hospital.totals if total.total == "service.delivery")
    assert set(deliveries.parts) == {"service.delivery_normal", "service.delivery_caesarean"}
    assert deliveries.is_exact
    clinic = PACK.data_sets["mobile_clinic_monthly"]
    consultations = next(one for one in clinic.totals if one.total == "service.consultation")
    assert not consultations.is_exact  # no dentist and no other specialist travels with it


def test_a_report_can_be_filled_in_on_one_page() -> None:
    for data_set in PACK.data_sets.values():
        assert len(data_set.measures) <= 40
        assert all(section.measures for section in data_set.sections)


def test_disaggregated_measures_are_asked_for_as_the_measure_says() -> None:
    for data_set in PACK.data_sets.values():
        for row in data_set.measures:
            measure = PACK.measures[row.code]
            assert (row.by_sex, row.by_age) == (measure.by_sex, measure.by_age)


def test_measures_are_listed_after_their_total() -> None:
    codes = list(PACK.measures)
    for measure in PACK.measures.values():
        for lower, upper in pairwise([measure.code, *ancestors(measure)]):
            assert codes.index(upper) < codes.index(lower)

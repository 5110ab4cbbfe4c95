"""What must hold between cells and between rows of a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.exchange.files import DELIVERIES, DELIVERY, codes, only, read_csv, values

PLEDGES = "agreement,line,measure,quantity,scope,starts_on,ends_on,profile,effective_on"
PLACES = "code,name_ar,name_en,level,parent,lat,lon,population,population_year"


def pledge(**cells: str) -> str:
    row = {
        "agreement": "AG",
        "line": "1",
        "measure": "m",
        "quantity": "1000",
        "scope": "SY02",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "profile": "",
        "effective_on": "",
        **cells,
    }
    return ",".join(row.values())


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"quantity": "0"}, "quantity", "not_positive"),
        ({"quantity": "-1"}, "quantity", "negative_number"),
        ({"quantity": "0.0000001"}, "quantity", "finer_than_six_places"),
        ({"quantity": "1e2"}, "quantity", "exponent_in_number"),
        ({"quantity": '"1,000"'}, "quantity", "comma_in_number"),
        ({"quantity": ""}, "quantity", "empty_cell"),
        ({"ends_on": "2025-12-31"}, "ends_on", "ends_before_start"),
        ({"ends_on": "31/12/2026"}, "ends_on", "not_a_date"),
        ({"ends_on": "2026-02-30"}, "ends_on", "not_a_date"),
        ({"ends_on": ""}, "ends_on", "empty_cell"),
        ({"starts_on": "0226-01-01"}, "starts_on", "date_out_of_range"),
        ({"scope": "SY02||SY03"}, "scope", "list_form"),
        ({"scope": "SY02|"}, "scope", "list_form"),
        ({"scope": "SY02|SY02"}, "scope", "list_repeats"),
        ({"scope": ""}, "scope", "empty_cell"),
        ({"profile": "quickly"}, "profile", "not_a_profile"),
        ({"profile": "2026-03-31:200|"}, "profile", "not_a_profile"),
        ({"profile": "2026-03-31"}, "profile", "not_a_profile"),
        ({"profile": "2026-13-31:200"}, "profile", "not_a_profile"),
        ({"profile": "2026-03-31:-200"}, "profile", "negative_number"),
        ({"profile": "2026-06-30:500|2026-03-31:1000"}, "profile", "milestones_order"),
        ({"profile": "2026-03-31:500|2026-06-30:400"}, "profile", "milestones_order"),
        ({"profile": "2026-03-31:500|2026-03-31:1000"}, "profile", "milestones_order"),
    ],
)
def test_a_malformed_pledge_is_refused(
    tmp_path: Path, cells: dict[str, str], column: str, code: str
) -> None:
    fault = only(read_csv(tmp_path, "pledges", PLEDGES, pledge(**cells)))
    assert (fault.row, fault.column, fault.code) == (2, column, code)
    assert fault.is_error


def test_profiles_are_read_in_millionths(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "pledges",
        PLEDGES,
        pledge(line="1"),
        pledge(line="2", profile="on_completion"),
        pledge(line="3", profile="2026-03-31:200 | ٢٠٢٦-١٢-٣١:١٠٠٠"),
    )
    assert codes(reading) == []
    assert values(reading, "profile") == [
        "linear",
        "on_completion",
        "2026-03-31:200000000|2026-12-31:1000000000",
    ]


def test_milestones_that_miss_the_quantity_are_asked_about(tmp_path: Path) -> None:
    fault = only(read_csv(tmp_path, "pledges", PLEDGES, pledge(profile="2026-03-31:200")))
    assert (fault.code, fault.found, fault.expected) == ("milestones_miss_quantity", "200", "1000")
    assert not fault.is_error


def test_a_pledge_is_known_by_agreement_line_and_day(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "pledges",
        PLEDGES,
        pledge(),
        pledge(effective_on="2026-06-01"),
        pledge(line="2"),
        pledge(quantity="7"),
        pledge(effective_on="2026-06-01"),
    )
    found = [(f.row, f.code, f.found, f.expected) for f in reading.faults.listed()]
    assert found == [
        (5, "key_twice", "AG,1,", "2"),
        (6, "key_twice", "AG,1,2026-06-01", "3"),
    ]


@pytest.mark.parametrize(
    ("row", "column", "code", "is_error"),
    [
        ("P,أ,A,district,P,,,,", "parent", "own_parent", True),
        ("P|Q,أ,A,district,SY02,,,,", "code", "bar_in_code", True),
        ("P,أ,A,district,SY02,35.1,,,", "lat", "both_or_neither", True),
        ("P,أ,A,district,SY02,95.1,37,,", "lat", "out_of_range", True),
        ("P,أ,A,district,SY02,35.1,x,,", "lon", "not_a_number", True),
        ("P,أ,A,district,SY02,,,12.5,2020", "population", "not_whole", True),
        ("P,أ,A,district,SY02,,,-1,2020", "population", "negative_number", True),
        ("P,أ,A,district,SY02,,,500,20", "population_year", "out_of_range", True),
        ("P,أ,A,district,SY02,,,500,", "population_year", "number_without_year", False),
        ("P,أ,A,planet,SY02,,,,", "level", "not_in_list", True),
        ("P,أ,A,facility,SY02,,,,", "level", "not_in_list", True),
        (",أ,A,district,SY02,,,,", "code", "empty_cell", True),
    ],
)
def test_a_malformed_place_is_found(
    tmp_path: Path, row: str, column: str, code: str, is_error: bool
) -> None:
    fault = only(read_csv(tmp_path, "places", PLACES, row))
    assert (fault.row, fault.column, fault.code, fault.is_error) == (2, column, code, is_error)


def test_coordinates_keep_every_digit(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "places", PLACES, "P,أ,A,community,S,35.7747819,٣٦٫٦١٤٨٤٤١,,")
    assert codes(reading) == []
    assert values(reading, "lat") == [35.7747819]
    assert values(reading, "lon") == [36.6148441]


def test_a_line_may_not_answer_itself(tmp_path: Path) -> None:
    row = "P1,1,ORG,AG,m,HF1,,2026-03,5,accepted,P1#1"
    assert codes(read_csv(tmp_path, "deliveries", DELIVERIES, row)) == ["answers_itself"]


def test_a_hash_may_stand_within_a_source_or_line(tmp_path: Path) -> None:
    row = "P#1,1,ORG,AG,m,HF1,,2026-03,5,accepted,a#b#c"
    reading = read_csv(tmp_path, "deliveries", DELIVERIES, row)
    assert codes(reading) == []
    assert values(reading, "answers") == ["a#b#c"]


@pytest.mark.parametrize("answers", ["P1", "#1", "P1#"])
def test_an_answer_names_a_source_and_a_line(tmp_path: Path, answers: str) -> None:
    row = f"P2,1,ORG,AG,m,HF1,,2026-03,5,accepted,{answers}"
    assert codes(read_csv(tmp_path, "deliveries", DELIVERIES, row)) == ["not_an_answer"]


def test_a_line_is_known_by_its_source_and_number(tmp_path: Path) -> None:
    fault = only(read_csv(tmp_path, "deliveries", DELIVERIES, DELIVERY, DELIVERY))
    assert (fault.row, fault.code, fault.found, fault.expected) == (3, "key_twice", "P1,1", "2")


def test_a_posting_of_several_organisations_or_stages_is_asked_about_once(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "deliveries",
        DELIVERIES,
        "P1,1,A,,m,HF1,,2026-03,5,claimed,",
        "P2,1,B,,m,HF1,,2026-03,5,claimed,",
        "P1,2,B,,m,HF1,,2026-03,5,accepted,",
        "P1,3,C,,m,HF1,,2026-03,5,verified,",
    )
    found = [(f.row, f.code, f.found) for f in reading.faults.listed()]
    assert found == [
        (4, "organisations_in_posting", "P1"),
        (4, "stages_in_posting", "P1"),
    ]
    assert not reading.faults.is_refused


def test_only_a_facilitys_own_report_may_leave_the_organisation_out(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "deliveries",
        DELIVERIES + ",claimant",
        "P1,1,,,m,HF1,,2026-03,5,claimed,,facility",
        "P2,1,,,m,HF1,,2026-03,5,claimed,,partner",
        "P3,1,,,m,HF1,,2026-03,5,claimed,,",
    )
    assert [(f.row, f.column, f.code) for f in reading.faults.listed()] == [
        (3, "organisation", "empty_cell"),
        (4, "organisation", "empty_cell"),
    ]


def test_a_posting_is_reversed_once_and_never_by_itself(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "reversals",
        "source,reverses,reason",
        "R1,P1,correction",
        "R2,P1,duplicate",
        "R3,R3,other",
    )
    assert [(f.row, f.code) for f in reading.faults.listed()] == [
        (3, "reversed_twice"),
        (4, "reverses_itself"),
    ]


def test_words_for_a_reason_stay_out_of_the_ledger(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "reversals", "source,reverses,reason", "R1,P1,خطأ في العد")
    assert codes(reading) == ["reason_not_coded"]
    assert values(reading, "reason") == ["other"]
    assert not reading.faults.is_refused


@pytest.mark.parametrize(("text", "share"), [("0.4", 400_000), ("40%", 400_000), ("1", 1_000_000)])
def test_a_share_is_a_part_of_one(tmp_path: Path, text: str, share: int) -> None:
    reading = read_csv(
        tmp_path,
        "supports",
        "facility,family,organisation,agreement,share,from,to",
        f"HF1,service,ORG,,{text},2026-01-01,",
    )
    assert codes(reading) == []
    assert values(reading, "share") == [share]


@pytest.mark.parametrize("text", ["0", "1.5", "40", "-1", "150%"])
def test_a_share_beyond_the_whole_is_refused(tmp_path: Path, text: str) -> None:
    reading = read_csv(
        tmp_path,
        "parties",
        "agreement,organisation,role,share",
        f"AG,ORG,donor,{text}",
    )
    assert codes(reading) == ["out_of_range"]


def test_barriers_are_ranked_and_at_most_three(tmp_path: Path) -> None:
    header = "facility,on,functionality,barriers,source"
    good = "HF1,2026-01-01,partial,staff|supplies|نقص التمويل,HeRAMS"
    reading = read_csv(tmp_path, "statuses", header, good)
    assert values(reading, "barriers") == ["staff|supplies|finances"]
    four = "HF1,2026-01-01,partial,staff|supplies|finances|training,HeRAMS"
    assert codes(read_csv(tmp_path, "statuses", header, four)) == ["list_too_long"]


def test_a_blank_report_value_is_not_zero(tmp_path: Path) -> None:
    header = "facility,month,measure,sex,age_group,value"
    reading = read_csv(
        tmp_path,
        "reports",
        header,
        "HF1,2026-03,m,female,0_4,0",
        "HF1,2026-03,m,male,دون الخامسة,",
    )
    assert [(f.row, f.column, f.code) for f in reading.faults.listed()] == [
        (3, "value", "empty_cell")
    ]
    assert values(reading, "age_group") == ["0_4", "0_4"]

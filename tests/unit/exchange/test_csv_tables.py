"""A CSV is read whichever way a spreadsheet wrote it, and each fault is found where it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.unit.exchange.files import (
    DELIVERIES,
    DELIVERY,
    codes,
    numbers,
    only,
    read_bytes,
    read_csv,
    values,
)

ORGANISATIONS = "code,name_ar,name_en,kind"


def test_it_works(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "deliveries", DELIVERIES, DELIVERY)
    assert codes(reading) == []
    assert values(reading, "source") == ["P1"]
    assert values(reading, "line") == ["1"]
    assert values(reading, "quantity") == [5_000_000]
    assert values(reading, "month") == [2026 * 12 + 2]
    assert values(reading, "place") == [None]
    assert values(reading, "claimant") == ["partner"]
    assert numbers(reading) == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_dialect_is_read(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    text = end.join([ORGANISATIONS, 'A,"منظمة ""أ""","North, South",ngo'.replace("North, ", "N. ")])
    path = tmp_path / "x.csv"
    path.write_bytes(text.replace(",", separator).encode(encoding))
    reading = read_csv(
        tmp_path, "organisations", *text.replace(",", separator).split(end), encoding=encoding
    )
    assert codes(reading) == []
    assert values(reading, "name_ar") == ['منظمة "أ"']


def test_quoted_cells_may_hold_separators(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "organisations", ORGANISATIONS, 'A,أ,"North, South; West",ngo')
    assert values(reading, "name_en") == ["North, South; West"]


def test_an_arabic_header_means_the_same(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path, "organisations", "الرمز,الإسم بالعربيه,الاسم الإنكليزي,النوع", "A,أ,B,un"
    )
    assert codes(reading) == []
    assert values(reading, "kind") == ["un"]


def test_both_header_rows_of_a_template_are_accepted(tmp_path: Path) -> None:
    arabic = "الرمز,الاسم بالعربية,الاسم بالإنكليزية,النوع"
    reading = read_csv(tmp_path, "organisations", ORGANISATIONS, arabic, "A,أ,B,un")
    assert codes(reading) == []
    assert numbers(reading) == [3]


def test_a_row_of_hxl_tags_is_no_data(tmp_path: Path) -> None:
    tags = "#org+code,#org+name+i_ar,#org+name+i_en,#org+type"
    reading = read_csv(tmp_path, "organisations", ORGANISATIONS, tags, "A,أ,B,un")
    assert values(reading, "code") == ["A"]


def test_columns_come_in_any_order(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "organisations", "kind,name_en,code,name_ar", "un,B,A,أ")
    assert values(reading, "code") == ["A"]


def test_trailing_columns_that_may_be_empty_may_be_absent(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "agreements",
        "code,title_ar,title_en,kind,authority,partner,signed_on,starts_on,ends_on",
        "AG,اتفاق,Agreement,operation,MOH,ORG,,2026-01-01,2026-12-31",
    )
    assert codes(reading) == []
    assert values(reading, "status") == ["active"]
    assert values(reading, "counts_from") == [None]
    assert values(reading, "ends_on") == [date(2026, 12, 31)]


def test_every_fault_of_the_header_is_named_at_once(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "organisations", "code,name_ar,code,colour", "A,أ,B,red")
    found = [(f.code, f.row, f.column) for f in reading.faults.listed()]
    assert found == [
        ("column_twice", 1, "code"),
        ("column_unknown", 1, "colour"),
        ("column_missing", 1, "name_en"),
        ("column_missing", 1, "kind"),
    ]


def test_a_header_of_another_table_is_refused_once(tmp_path: Path) -> None:
    fault = only(read_csv(tmp_path, "organisations", "PCODE,NAME,AREA", "1,2,3"))
    assert (fault.code, fault.row, fault.expected) == ("header_missing", 1, ORGANISATIONS)


def test_all_faults_of_all_rows_are_listed(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "deliveries",
        DELIVERIES,
        "P1,1,,AG,m,HF,,2026-13,1e3,given,x",
        "P1,2,O,AG,m,HF,PL,٢٠٢٦-٠٣,١٢٫٥,claimed,",
        "P1,3,O,AG,m,,,2026-3,-1,claimed,",
    )
    found = {(f.row, f.column, f.code) for f in reading.faults.listed() if f.is_error}
    assert found == {
        (2, "organisation", "empty_cell"),
        (2, "month", "not_a_month"),
        (2, "quantity", "exponent_in_number"),
        (2, "stage", "not_in_list"),
        (2, "answers", "not_an_answer"),
        (3, "facility", "facility_or_place"),
        (4, "facility", "facility_or_place"),
        (4, "month", "not_a_month"),
        (4, "quantity", "negative_number"),
    }
    assert reading.faults.errors == 9


def test_rows_count_blank_lines_and_lines_within_quotes_as_a_spreadsheet_does(
    tmp_path: Path,
) -> None:
    reading = read_csv(
        tmp_path,
        "organisations",
        ORGANISATIONS,
        'A,"سطر',
        'ثانٍ",x,un',
        "",
        ",,,",
        "B,ب,B,nothing",
        "C,ج",
        "D,د,D,un",
        "",
        "",
    )
    found = {(f.row, f.code) for f in reading.faults.listed()}
    assert found == {
        (2, "control_character"),
        (5, "not_in_list"),
        (6, "row_width"),
        (None, "blank_rows_skipped"),
    }
    assert numbers(reading) == [2, 5, 7]


def test_a_value_under_no_header_is_a_fault(tmp_path: Path) -> None:
    fault = only(read_csv(tmp_path, "organisations", ORGANISATIONS + ",", "A,أ,B,un,stray"))
    assert (fault.code, fault.row, fault.found) == ("column_without_header", 2, "stray")


def test_an_empty_column_without_header_is_nothing(tmp_path: Path) -> None:
    assert codes(read_csv(tmp_path, "organisations", ORGANISATIONS + ",,", "A,أ,B,un,,")) == []


def test_a_header_and_nothing_else_is_taken_as_no_rows(tmp_path: Path) -> None:
    for content in (DELIVERIES, DELIVERIES + "\n", DELIVERIES + "\n\n,,,,,,,,,,\n"):
        reading = read_bytes(tmp_path, content.encode())
        assert only(reading).code == "no_rows"
        assert not reading.faults.is_refused
        assert numbers(reading) == []


def test_spaces_and_invisible_marks_around_a_code_do_not_count(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path, "organisations", ORGANISATIONS, "\u200f A\u00a0,أ\u200e,B,\ufeffun"
    )
    assert codes(reading) == []
    assert (values(reading, "code"), values(reading, "kind")) == (["A"], ["un"])


def test_an_invisible_mark_within_a_code_is_refused_and_shown(tmp_path: Path) -> None:
    fault = only(read_csv(tmp_path, "organisations", ORGANISATIONS, "A\u200bB,أ,B,un"))
    assert (fault.code, fault.found) == ("invisible_character", r"A\u200bB")


def test_a_cut_name_is_asked_about_and_kept(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "organisations", ORGANISATIONS, "A,حل\ufffd,B,un")
    assert codes(reading) == ["replacement_character"]
    assert not reading.faults.is_refused
    assert values(reading, "name_ar") == ["حل\ufffd"]


def test_a_text_that_begins_as_a_formula_is_asked_about_and_kept(tmp_path: Path) -> None:
    reading = read_csv(tmp_path, "organisations", ORGANISATIONS, '"=1+1",أ,@b,un')
    assert codes(reading) == ["looks_like_formula"] * 2
    assert values(reading, "code") == ["=1+1"]


def test_a_value_of_a_list_may_be_written_by_its_name(tmp_path: Path) -> None:
    reading = read_csv(
        tmp_path,
        "facilities",
        "code,name_ar,name_en,type,ownership,place",
        "H1,أ,A,مستشفى,عامة,SY02",
        "H2,ب,B,Mobile clinic,PUBLIC,SY02",
    )
    assert codes(reading) == []
    assert values(reading, "type") == ["hospital", "mobile_clinic"]
    assert values(reading, "ownership") == ["public", "public"]


def test_a_long_text_is_refused_before_a_database_cuts_it(tmp_path: Path) -> None:
    fault = only(read_csv(tmp_path, "organisations", ORGANISATIONS, f"{'A' * 65},أ,B,un"))
    assert (fault.code, fault.expected) == ("text_too_long", "64")


def test_many_rows_are_read_as_few_rows_are(tmp_path: Path) -> None:
    lines = (f"P{i // 50},{i % 50},O,AG,m,HF{i % 7},,2026-03,{i}.5,claimed," for i in range(20_000))
    reading = read_csv(tmp_path, "deliveries", DELIVERIES, *lines)
    assert not reading.faults.is_refused
    assert reading.faults.questions == 20_000
    assert values(reading, "quantity")[19_999] == 19_999_500_000
    assert numbers(reading)[-1] == 20_001

"""What is written out runs nothing when it is opened, and comes back as it was."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from mithaq.exchange.tables.escapes import escaped, unescaped
from mithaq.exchange.tables.writers import (
    SheetFullError,
    plain,
    write_csv,
    write_json,
    write_xlsx,
)
from tests.unit.exchange.files import codes, read, values

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1", "'=1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_begins_as_a_formula_is_never_written_as_it_is(text: str, tmp_path: Path) -> None:
    rows = [{"code": text}]
    write_csv(tmp_path / "x.csv", ["code"], rows)
    write_xlsx(tmp_path / "x.xlsx", ["code"], rows)
    with (tmp_path / "x.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file))[1] == ["'" + text]
    workbook = python_calamine.load_workbook(tmp_path / "x.xlsx")
    assert workbook.get_sheet_by_index(0).to_python()[1] == ["'" + text]


@given(st.text())
def test_an_escape_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_what_was_exported_is_imported_as_it_was(tmp_path: Path) -> None:
    columns = ["code", "name_ar", "name_en", "kind"]
    rows = [{"code": "=A", "name_ar": "-أ", "name_en": "'@b", "kind": "un"}]
    write_csv(tmp_path / "x.csv", columns, rows)
    write_xlsx(tmp_path / "x.xlsx", columns, rows)
    for name in ("x.csv", "x.xlsx"):
        reading = read(tmp_path / name, "organisations")
        assert set(codes(reading)) == {"looks_like_formula"}
        assert [values(reading, column) for column in columns[:3]] == [["=A"], ["-أ"], ["'@b"]]


def test_numbers_are_numbers(tmp_path: Path) -> None:
    row = {"a": Decimal("-12.500000"), "b": 7, "c": True, "d": date(2026, 3, 1), "e": None}
    columns = [*row, "f", "g"]
    row |= {"f": "12.5", "g": Decimal("9223372036854.775807")}
    write_csv(tmp_path / "x.csv", columns, [row])
    assert (tmp_path / "x.csv").read_text(encoding="utf-8").splitlines() == [
        "a,b,c,d,e,f,g",
        "-12.5,7,true,2026-03-01,,12.5,9223372036854.775807",
    ]
    write_xlsx(tmp_path / "x.xlsx", columns, [row], numbers={"f"})
    workbook = python_calamine.load_workbook(tmp_path / "x.xlsx")
    assert workbook.get_sheet_by_index(0).to_python()[1] == [
        -12.5,
        7.0,
        True,
        date(2026, 3, 1),
        "",
        12.5,
        "9223372036854.775807",
    ]


def test_json_keeps_text_as_it_is_and_decimals_as_strings(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_json(path, ["a", "b"], [{"a": "=1", "b": Decimal("1.50"), "c": 0}, {"a": "حلب"}])
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert rows == [{"a": "=1", "b": "1.5"}, {"a": "حلب", "b": None}]
    write_json(path, ["a"], [])
    assert json.loads(path.read_text(encoding="utf-8")) == []


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    rows = [{"a": "حلب", "b": 1}]
    for name in ("one.xlsx", "two.xlsx"):
        write_xlsx(tmp_path / name, ["a", "b"], rows)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_full_sheet_is_refused_rather_than_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mithaq.exchange.tables.writers.ROWS_OF_A_SHEET", 3)
    with pytest.raises(SheetFullError):
        write_xlsx(tmp_path / "x.xlsx", ["a"], [{"a": 1}] * 3)


@pytest.mark.parametrize(
    ("value", "text"), [("0E-6", "0"), ("1E+3", "1000"), ("-0.0", "0"), ("2.500", "2.5")]
)
def test_a_decimal_is_plain(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text

"""A template, filled in, is read as it is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import python_calamine

from mithaq.engine.text import normalised
from mithaq.exchange.tables.catalogue import TABLES, tables_of
from mithaq.exchange.tables.schemas import Label
from mithaq.exchange.tables.templates import write_template
from tests.unit.exchange.files import codes, numbers, only, read, tampered, values

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_template_is_a_table_without_rows(tmp_path: Path, table: str) -> None:
    path = tmp_path / "x.xlsx"
    write_template(table, path)
    assert only(read(path, table)).code == "no_rows"


def test_a_filled_template_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_template("organisations", path)
    row = b"".join(
        b'<c r="%s3" t="inlineStr"><is><t>%s</t></is></c>' % (column, text.encode())
        for column, text in zip((b"A", b"B", b"C", b"D"), ("A", "أ", "B", "un"), strict=True)
    )
    filled = tampered(
        path,
        {
            SHEET: lambda xml: xml.replace(
                b"</sheetData>", b'<row r="3">' + row + b"</row></sheetData>"
            )
        },
    )
    reading = read(filled, "organisations")
    assert codes(reading) == []
    assert (values(reading, "code"), numbers(reading)) == (["A"], [3])


@pytest.mark.parametrize("table", TABLES)
def test_a_template_says_every_column_and_every_allowed_code(tmp_path: Path, table: str) -> None:
    path = tmp_path / "x.xlsx"
    write_template(table, path, codes={"measures": {"service.x": Label("خدمة", "a service")}})
    workbook = python_calamine.load_workbook(path)
    page, guide, lists = (workbook.get_sheet_by_index(at).to_python() for at in range(3))
    said = {cell for row in guide for cell in row}
    listed = {cell for row in lists for cell in row}
    columns = tables_of("SY")[table].columns
    assert page[0] == [column.code for column in columns]
    assert page[1] == [column.ar for column in columns]
    for column in columns:
        assert {column.code, column.ar} <= said
        assert set(column.choices or ()) <= listed
    if "measure" in page[0]:
        assert "service.x" in listed


def test_cells_of_a_template_that_hold_months_are_text_and_pages_are_right_to_left(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.xlsx"
    write_template("deliveries", path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(SHEET).decode()
        styles = archive.read("xl/styles.xml").decode()
    assert 'rightToLeft="1"' in sheet
    assert "<dataValidation " in sheet
    assert 'numFmtId="49"' in styles


@pytest.mark.parametrize("table", TABLES)
def test_no_two_columns_of_a_table_share_a_header(table: str) -> None:
    headers = [
        normalised(name)
        for column in tables_of("SY")[table].columns
        for name in {normalised(n) for n in (column.code, column.ar, *column.also)}
    ]
    assert len(headers) == len(set(headers))

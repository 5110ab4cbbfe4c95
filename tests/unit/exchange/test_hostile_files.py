"""A hostile file gets a clear refusal and costs little memory."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import mithaq
from mithaq.exchange.limits import LIMITS, MEBIBYTE
from tests.unit.exchange.files import (
    DELIVERIES,
    DELIVERY,
    book,
    codes,
    only,
    read,
    read_bytes,
    tampered,
)

HEAD = DELIVERIES.encode() + b"\n"
ROW = DELIVERY.encode() + b"\n"
SHEET = "xl/worksheets/sheet1.xml"
SMALL = replace(LIMITS, rows=1000, blank_rows=100, text_bytes=MEBIBYTE)
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def into_sheet(xml: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>")


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"", "file_empty", None),
        (HEAD + ROW * 10 + b"P,\xd8,O\n", "not_utf8", 12),
        (HEAD + "P,منظمة".encode("cp1256") + b"\n", "not_utf8", 2),
        (HEAD + ROW + "م".encode()[:1], "not_utf8", 3),
        (HEAD + b"P,a\0b\n", "nul_byte", 2),
        ((HEAD + ROW).decode().encode("utf-16"), "utf16_text", 1),
        ((HEAD + ROW).decode().encode("utf-16-le"), "utf16_text", 1),
        ((HEAD + ROW).decode().encode("utf-32"), "utf16_text", 1),
        (HEAD + b"a" * (2 * MEBIBYTE), "line_too_long", 2),
        (b"a," * MEBIBYTE, "line_too_long", 1),
        (HEAD + ROW + b'P2,1,"' + b"a,b\n" * (2 * MEBIBYTE), "quote_not_closed", 3),
        (HEAD + ROW + b'P2,1,"ORG,AG\n', "quote_not_closed", 3),
        (HEAD + b"\n" * 200_000, "too_many_blank_rows", None),
        (HEAD + b",,,,,,,,,,\n" * 200_000, "too_many_blank_rows", None),
        (HEAD.replace(b",", b";") + b";;;;;;;;;;\r\n" * 200_000, "too_many_blank_rows", None),
        (HEAD + b"P1,1\n" * 200_000, "row_width", 2),
        (b"\x89PNG\r\n\x1a\n", "not_a_table", None),
        (b"%PDF-1.7\n", "not_a_table", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook", None),
        (b"PK\x03\x04" + bytes(range(256)) * 10, "workbook_broken", None),
        (b"<html><table>", "header_missing", 1),
    ],
)
def test_what_is_no_table_is_refused_with_the_place(
    tmp_path: Path, content: bytes, code: str, row: int | None
) -> None:
    fault = only(read_bytes(tmp_path, content))
    assert (fault.code, fault.row) == (code, row)
    assert fault.is_error


def test_broken_utf8_is_named_by_row_and_byte(tmp_path: Path) -> None:
    fault = only(read_bytes(tmp_path, b"code,name_ar\nA,\xd8\xad\xff\n"))
    assert (fault.row, fault.found) == (2, "0xFF")
    assert "byte 18" in fault.en


def test_a_character_across_two_pieces_of_a_large_file_is_whole(tmp_path: Path) -> None:
    name = "منشأة".encode()
    content = HEAD + ROW.replace(b"ORG", name) * (5 * MEBIBYTE // len(ROW))
    assert "not_utf8" not in codes(read_bytes(tmp_path, content))
    broken = content + b"\xd9"
    assert codes(read_bytes(tmp_path, broken)) == ["not_utf8"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(HEAD + ROW * 2000, "too_many_rows"), (HEAD + ROW * 50_000, "file_too_large")],
)
def test_a_table_beyond_the_limits_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes(read_bytes(tmp_path, content, SMALL)) == [code]


def test_a_hundred_thousand_faults_are_counted_and_ten_thousand_listed(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, HEAD + ROW * 100_000)
    assert reading.faults.errors == 99_999
    assert len(reading.faults.listed()) == 10_000


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        (
            SHEET,
            into_sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "sheet_too_large",
        ),
        (SHEET, into_sheet(b"<row><c s='1' r='XFD1048576'><v>1</v></c></row>"), "sheet_too_large"),
        (
            SHEET,
            into_sheet(b'<row r="1048576"><c r="Z1048576"><v>1</v></c></row>'),
            "sheet_too_large",
        ),
        (
            SHEET,
            into_sheet(b'<row><c x="' + b"y" * 400 + b'" r="XFD1048576"><v>1</v></c></row>'),
            "workbook_needs_too_much",
        ),
        (SHEET, lambda xml: xml.replace(b"<worksh", ENTITIES + b"<worksh"), "workbook_has_dtd"),
        (
            "xl/sharedStrings.xml",
            lambda xml: xml.replace(b"<sst", ENTITIES + b"<sst").replace(b"source", b"&b;"),
            "workbook_has_dtd",
        ),
        (
            "xl/workbook.xml",
            lambda xml: xml.replace(b"<workbook", ENTITIES + b"<workbook"),
            "workbook_has_dtd",
        ),
        (
            SHEET,
            lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
            "workbook_broken",
        ),
        (SHEET, lambda xml: xml[:100], "workbook_broken"),
        ("xl/workbook.xml", lambda _: b"<workbook/>", "sheet_missing"),
        ("xl/media/x.bin", lambda _: b"\0" * (64 * MEBIBYTE), "workbook_inflates_too_far"),
        (
            SHEET,
            into_sheet(b'<row><c t="str"><v>' + b"a" * (64 * MEBIBYTE) + b"</v></c></row>"),
            "workbook_inflates_too_far",
        ),
        (
            SHEET,
            into_sheet(
                b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + os.urandom(30_000).hex().encode()
                + b"</t></is></c></row>"
            ),
            "cell_too_long",
        ),
    ],
)  # fmt: skip
def test_a_hostile_workbook_is_refused(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes], code: str
) -> None:
    path = book(tmp_path / "x.xlsx", [DELIVERIES.split(","), DELIVERY.split(",")])
    fault = only(read(tampered(path, {part: change}), "deliveries"))
    assert fault.code == code
    assert fault.is_error


def test_cells_that_only_have_a_format_may_reach_to_the_end_of_the_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", [DELIVERIES.split(","), DELIVERY.split(",")])
    far = into_sheet(b'<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert codes(read(tampered(path, {SHEET: far}), "deliveries")) == []


def test_a_bomb_that_understates_its_size_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", [DELIVERIES.split(","), DELIVERY.split(",")])
    tampered(path, {"xl/media/x.bin": lambda _: b"\0" * (8 * MEBIBYTE)})
    with zipfile.ZipFile(path) as archive:
        true_size = archive.getinfo("xl/media/x.bin").file_size
    content = path.read_bytes()
    lied = content.replace(true_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    path.write_bytes(lied)
    assert codes(read(path, "deliveries")) == ["workbook_broken"]


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", [DELIVERIES.split(","), DELIVERY.split(",")])
    limits = replace(LIMITS, child_wall_seconds=0)
    assert codes(read(path, "deliveries", limits)) == ["workbook_takes_too_long"]


def test_a_child_without_memory_is_a_refusal_too(tmp_path: Path) -> None:
    rows = [DELIVERIES.split(",")] + [DELIVERY.split(",")] * 20_000
    path = book(tmp_path / "x.xlsx", rows)
    limits = replace(LIMITS, child_memory=8 * MEBIBYTE)
    fault = only(read(path, "deliveries", limits))
    assert (fault.code, fault.expected) == ("workbook_needs_too_much", "8 MiB")


def test_memory_stays_small(tmp_path: Path) -> None:
    """The worst text: a gigabyte in one line; and ten million empty rows."""
    script = """
import re, sys
from pathlib import Path
from mithaq.exchange.readers import read_table
from mithaq.exchange.tables.catalogue import tables_of
for path in sys.argv[1:]:
    reading = read_table(Path(path), tables_of("SY")["deliveries"])
    print([fault.code for fault in reading.faults.listed()])
# Not ru_maxrss: a child starts with the high-water mark of the process that forked it.
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) // 1024)
"""
    line, blank = tmp_path / "line.csv", tmp_path / "blank.csv"
    with line.open("wb") as file:
        file.write(HEAD + b"a" * (16 * MEBIBYTE))
        file.truncate(1024 * MEBIBYTE)
    blank.write_bytes(HEAD + b"\n" * 10_000_000)
    source = str(Path(mithaq.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", script, str(line), str(blank)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": source},
    )
    assert done.stdout.splitlines()[:2] == ["['line_too_long']", "['too_many_blank_rows']"]
    assert int(done.stdout.splitlines()[2]) < 500

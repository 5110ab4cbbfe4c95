"""A hostile document gets a clear refusal and costs little time and memory."""

from __future__ import annotations

import random
import resource
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mithaq.exchange.limits import MEBIBYTE
from mithaq.exchange.statements.documents import (
    DOCUMENT_LIMITS,
    DocumentRefused,
    read_document,
    read_text,
)
from tests.unit.exchange.statements.papers import (
    MAIN,
    STATEMENT,
    docx,
    painted,
    paragraph,
    pdf,
    read,
    refusals,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
LOCKED = (
    "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
    f"/O<{'11' * 32}>/U<{'22' * 32}>>>"
)  # fmt: skip
SCAN = "q 595 0 0 842 0 0 cm /I Do Q"


def spent() -> float:
    """Seconds of processor time of this process and its children: a busy machine takes no more."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def seconds(started: float) -> float:
    return spent() - started


@pytest.mark.parametrize(
    ("content", "code", "found"),
    [
        (b"", "document_empty", ""),
        (b" \r\n\t ", "document_empty", ""),
        ("\u200f\u200b\u202e".encode(), "document_empty", ""),
        (b"<html><body><nav>x</nav></body></html>", "document_empty", ""),
        (docx(paragraph(" ")), "document_empty", ""),
        (b"The ministry signed an agreement.", "document_not_arabic", "0%"),
        (b"12345 67890", "document_not_arabic", "0%"),
        (("word " * 90 + STATEMENT).encode(), "document_not_arabic", "10%"),
        (STATEMENT.encode() + b"\xff\xfe\x80", "document_encoding", "0xFF"),
        (STATEMENT.encode()[:-2], "document_encoding", "0xD8"),
        ("é à ç ï ".encode("cp1252") * 9, "document_encoding", "0xE9"),
        (b"\xff\xfe\x00\xd8x", "document_encoding", "0x00"),
        (random.Random(3).randbytes(5000) + b"\0\xff", "document_encoding", None),
        (STATEMENT.encode("utf-16-le"), "document_encoding", "0x00"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0", "document_other_kind", "MIME"),
        (OLE + b"\0" * 512 + "WordDocument".encode("utf-16-le"), "document_old_word", ""),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "document_encrypted", ""),
        (OLE + b"\0" * 512, "document_other_kind", "Microsoft Office 97–2003"),
        (b"\x89PNG\r\n\x1a\n", "document_image", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "document_image", "JPEG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "document_image", "WebP"),
        (b"\0\0\0\x18ftypheic", "document_image", "HEIC"),
        (b"{\\rtf1\\ansi}", "document_other_kind", "RTF"),
        (b"\x1f\x8b\x08", "document_other_kind", "gzip"),
        ("<?xml version='1.0'?><بيان/>".encode(), "document_other_kind", "XML"),
        (b"PK\x03\x04" + bytes(range(256)) * 10, "document_broken", None),
        (zipped({"x.txt": STATEMENT}), "document_not_docx", "ZIP"),
        (zipped({"xl/workbook.xml": "<x/>"}), "document_not_docx", "XLSX"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 10, "document_broken", None),
        (painted(SCAN), "document_without_text", "1"),
        (painted("BT /F1 9 Tf <00010002> Tj ET"), "document_letters_unknown", "2"),
        (pdf(STATEMENT[::-1], entries=LOCKED), "document_encrypted", ""),
        (pdf("The ministry signed it"), "document_not_arabic", "0%"),
    ],
)
def test_what_is_no_statement_is_refused(
    tmp_path: Path, content: bytes, code: str, found: str | None
) -> None:
    (fault,) = refusals(tmp_path, content)
    assert fault.code == code
    assert found is None or fault.found == found
    assert "{" not in fault.ar + fault.en


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({MAIN: f"{ENTITIES}<document/>"}, "document_has_dtd"),
        ({"docProps/core.xml": f"{ENTITIES}<x>&b;</x>"}, "document_has_dtd"),
        ({MAIN: "<document/>".encode("utf-16")}, "document_broken"),
        ({MAIN: "<document><body>"}, "document_broken"),
        ({MAIN: "<document>" + "<p>" * 2_000_000}, "document_broken"),
        ({"word/media/x.bin": b"\0" * (48 * MEBIBYTE)}, "document_inflates_too_far"),
        ({MAIN: f"<t>{'a' * (48 * MEBIBYTE)}</t>"}, "document_inflates_too_far"),
        ({MAIN: f"<d><t>{'كلمة ' * 500_000}</t></d>"}, "document_too_long"),
        ({f"word/{n}.bin": b"" for n in range(5001)}, "document_broken"),
    ],
)
def test_a_hostile_word_file_is_refused(
    tmp_path: Path, parts: Mapping[str, bytes | str], code: str
) -> None:
    started = spent()
    (fault,) = refusals(tmp_path, docx(paragraph(STATEMENT), parts), "x.docx")
    assert fault.code == code
    assert seconds(started) < 10


def test_a_bomb_that_understates_its_size_is_refused(tmp_path: Path) -> None:
    size = 8 * MEBIBYTE
    content = docx(paragraph(STATEMENT), {"word/media/x.bin": b"\0" * size})
    lied = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert [fault.code for fault in refusals(tmp_path, lied)] == ["document_broken"]


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.truncate(1024 * MEBIBYTE)
    with pytest.raises(DocumentRefused) as refused:
        read_document(path, name="x.txt")
    (fault,) = refused.value.faults
    assert (fault.code, fault.found, fault.expected) == (
        "document_too_large",
        "1024.0 MiB",
        "5.0 MiB",
    )


def test_five_megabytes_of_text_are_answered_at_once(tmp_path: Path) -> None:
    started = spent()
    content = (STATEMENT + "\n").encode() * 50_000
    (fault,) = refusals(tmp_path, content[: 5 * MEBIBYTE].rsplit(b"\n", 1)[0])
    assert (fault.code, fault.expected) == ("document_too_long", "400,000")
    assert seconds(started) < 2


@pytest.mark.parametrize(
    "piece", ["\u0301\u0316", "\u0651\u064e", " ", "\n", "\u202e", "\u200b", "\ufdfa", "<!--", "م"]
)
def test_no_repeated_character_takes_long(tmp_path: Path, piece: str) -> None:
    started = spent()
    content = (STATEMENT + piece * (4 * MEBIBYTE // len(piece.encode()))).encode()
    assert {fault.code for fault in refusals(tmp_path, content)} <= {"document_too_long"}
    assert seconds(started) < 3


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 500_000,
        "<article>" * 200_000,
        "<table><tr><td>" * 100_000,
        f"<p>{STATEMENT}</p>" + "<article>س</article>" * 150_000,
        "<p " + "a=1 " * 500_000 + ">",
        "<b>" + "&#x202e;" * 400_000,
        "<meta name=x content=" + "م" * 1_000_000 + ">",
    ],
)
def test_a_hostile_page_is_read_or_refused_in_bounded_time(tmp_path: Path, page: str) -> None:
    started = spent()
    content = f"<html><body>{STATEMENT} {page}".encode()
    codes = {fault.code for fault in refusals(tmp_path, content, "x.html")}
    assert codes <= {"document_needs_too_much", "document_broken", "document_too_long"}
    assert seconds(started) < 25


def test_a_page_is_not_ended_by_a_nul(tmp_path: Path) -> None:
    content = f"<html><body><p>أول\0 كلمة</p><p>{STATEMENT}</p>".encode()
    assert read(tmp_path, content).text == f"أول كلمة\n\n{STATEMENT}"


def test_a_page_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("سر", encoding="utf-8")
    page = f'<!DOCTYPE html [<!ENTITY s SYSTEM "file://{secret}">]><html><body>{STATEMENT} &s;'
    assert "سر" not in read(tmp_path, page.encode()).text


@pytest.mark.parametrize(
    "shown",
    [
        "BT /F1 9 Tf " + "<0001> Tj " * 50_000 + "ET",
        "q " * 100_000,
        "/I Do " * 50_000,
        "BT /F1 nan Tf 1e308 0 0 1e308 1e308 1e308 Tm <00010001> Tj ET",
        "[" * 100_000,
    ],
)
def test_a_hostile_pdf_is_refused(tmp_path: Path, shown: str) -> None:
    started = spent()
    (fault,) = refusals(tmp_path, painted(shown), limits=replace(DOCUMENT_LIMITS, characters=9000))
    assert fault.code.startswith("document_")
    assert seconds(started) < 25


def test_pages_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    (fault,) = refusals(tmp_path, pdf(STATEMENT[::-1]), limits=replace(DOCUMENT_LIMITS, pages=0))
    assert (fault.code, fault.expected) == ("document_too_many_pages", "0")


@pytest.mark.parametrize("content", [docx(paragraph(STATEMENT)), pdf(STATEMENT[::-1])])
def test_a_child_without_memory_or_time_is_a_refusal(tmp_path: Path, content: bytes) -> None:
    small = replace(DOCUMENT_LIMITS, child_memory=8 * MEBIBYTE)
    (fault,) = refusals(tmp_path, content, limits=small)
    assert (fault.code, fault.expected) == ("document_needs_too_much", "8 MiB")
    (fault,) = refusals(tmp_path, content, limits=replace(DOCUMENT_LIMITS, child_wall_seconds=0))
    assert fault.code == "document_takes_too_long"


def test_a_document_damaged_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    dice = random.Random(7)
    for sound in (docx(paragraph(STATEMENT)), pdf(STATEMENT[::-1]), STATEMENT.encode()):
        for _ in range(8):
            damaged = bytearray(sound)
            for _ in range(6):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            assert all(fault.is_error for fault in refusals(tmp_path, bytes(damaged)))


def test_a_pasted_text_is_checked_as_a_file_is() -> None:
    for text, code in [
        ("", "document_empty"),
        ("\u200f", "document_empty"),
        ("English only", "document_not_arabic"),
        ("م" * 400_001, "document_too_long"),
        ("م" * (3 * MEBIBYTE), "document_too_large"),
    ]:
        with pytest.raises(DocumentRefused) as refused:
            read_text(text)
        assert [fault.code for fault in refused.value.faults] == [code]


def test_all_that_is_wrong_with_a_text_is_said_at_once() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_text("English " * 60_000)
    codes = [fault.code for fault in refused.value.faults]
    assert codes == ["document_too_long", "document_not_arabic"]

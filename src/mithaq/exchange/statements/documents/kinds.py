"""What a document is, by its content; its name only decides between two kinds of text."""

from __future__ import annotations

import re
from typing import Final

from mithaq.exchange.faults import Fault
from mithaq.exchange.statements.documents.document import DocumentRefused, Media

ACCEPTED: Final = "TXT, DOCX, PDF, HTML"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_OFFICE: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_PDF_WITHIN: Final = 1024  # bytes before its mark that readers put up with
_IMAGES: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\0\0\1\0", "ICO"),
)
_OTHERS: Final = (
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3\0", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"%!PS", "PostScript"),
    (b"OggS", "Ogg"),
    (b"ID3", "MP3"),
)
_PAGE: Final = re.compile(
    r"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|main|article|section|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"<(?:p|div|br|body|html|span|a|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)


def binary_kind(content: bytes) -> Media | None:
    """DOCX or PDF, or None for what may be text; raises `DocumentRefused` for other formats."""
    if content.startswith(b"PK\x03\x04"):
        return Media.DOCX
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Media.PDF
    if content.startswith(_OLE):
        raise DocumentRefused(_old_office(content))
    if image := _image(content):
        raise DocumentRefused(Fault.of("document_image", found=image))
    for mark, name in _OTHERS:
        if content.startswith(mark):
            raise DocumentRefused(other_kind(name))
    return None


def text_kind(text: str, name: str) -> Media:
    """HTML or plain text; raises `DocumentRefused` for other markup."""
    head = text[:8192].lstrip("\ufeff")
    is_named = name.lower().endswith((".html", ".htm", ".xhtml"))
    if _PAGE.match(head) or (is_named and _TAG.search(text)):
        return Media.HTML
    if head.lstrip().startswith("<?xml"):
        raise DocumentRefused(other_kind("XML"))
    if re.match(r"(?:From: <Saved by|MIME-Version: |Return-Path: |Delivered-To: )", head):
        raise DocumentRefused(other_kind("MIME"))
    return Media.TXT


def other_kind(name: str) -> Fault:
    """The fault of a format that is not read."""
    return Fault.of("document_other_kind", found=name, expected=ACCEPTED)


def _old_office(content: bytes) -> Fault:
    if _LOCKED_OFFICE in content:
        return Fault.of("document_encrypted")
    if _WORD in content:
        return Fault.of("document_old_word")
    return other_kind("Microsoft Office 97–2003")


def _image(content: bytes) -> str:
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WebP"
    if content[4:8] == b"ftyp":
        return "HEIC" if content[8:11] in (b"hei", b"mif", b"avi") else "MP4"
    if content.startswith(b"BM") and content[6:10] == b"\0\0\0\0":
        return "BMP"
    return next((name for mark, name in _IMAGES if content.startswith(mark)), "")

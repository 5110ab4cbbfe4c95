"""Bytes into characters: Unicode, or the two old Arabic encodings where it is not Unicode."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final

from mithaq.exchange.faults import Fault
from mithaq.exchange.statements.documents.document import DocumentRefused

# UTF-32 first: its mark begins as UTF-16's does.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD: Final = ("cp1256", "iso8859-6")
# UTF-16 without its mark is sound UTF-8 too, with a NUL for every space.
_MANY_NULS: Final = 50
_EXPECTED: Final = "UTF-8, UTF-16, windows-1256, ISO-8859-6"
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,40})""", re.I)
_SAMPLE: Final = 200_000  # bytes that are enough to tell an encoding
# What half the letters of any Arabic text are; read in a wrong encoding it has other favourites.
_FREQUENT: Final = frozenset("اليمنوتربةعد")
_FREQUENT_SHARE, _ARABIC_SHARE = 0.6, 0.95
_BESIDES: Final = frozenset("«»“”‘’–—…•·×÷°©®\u00a0\u00ad\u200c\u200d\u200e\u200f")


def decode(content: bytes) -> str:
    """The text of the bytes; raises `DocumentRefused` where no encoding makes sense of them."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if content.count(0) * _MANY_NULS > len(content):
        raise DocumentRefused(_fault(content, content.index(0)))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        old = _old_encoding(content)
        if old is None:
            raise DocumentRefused(_broken(error)) from None
    return content.decode(old, "replace")


def decode_page(content: bytes) -> str:
    """The text of a web page: as `decode`, but the page's own word counts where that fails."""
    try:
        return decode(content)
    except DocumentRefused:
        named = _CHARSET.search(content[:4096])
        if named is None or named[1].lower() not in (b"windows-1256", b"iso-8859-6"):
            raise
        return content.decode(named[1].decode(), "replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentRefused(_broken(error)) from None


def _broken(error: UnicodeDecodeError) -> Fault:
    return _fault(error.object, error.start)


def _fault(content: bytes, at: int) -> Fault:
    found = f"0x{content[at]:02X}"
    return Fault.of("document_encoding", found=found, expected=_EXPECTED, byte=at + 1)


def _old_encoding(content: bytes) -> str | None:
    """The old encoding that makes the likeliest Arabic of the bytes, if either makes any."""
    if b"\0" in content:
        return None
    sample = content[:_SAMPLE]
    likely = max(_OLD, key=lambda encoding: _likeness(sample, encoding))
    return likely if _likeness(sample, likely) > 0 else None


def _likeness(sample: bytes, encoding: str) -> float:
    """How much like Arabic the sample is: the share of the frequent letters, 0 where it is not."""
    read = sample.decode(encoding, "replace")
    foreign = Counter(letter for letter in read if letter > "\x7f")
    arabic = sum(n for letter, n in foreign.items() if "\u0600" <= letter <= "\u06ff")
    besides = sum(n for letter, n in foreign.items() if letter in _BESIDES)
    frequent = sum(n for letter, n in foreign.items() if letter in _FREQUENT)
    if not arabic or arabic + besides < _ARABIC_SHARE * foreign.total():
        return 0
    share = frequent / arabic
    return share if share >= _FREQUENT_SHARE else 0

"""A first look at a file's bytes: is it text that can be read as a table, in bounded memory?"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from mithaq.exchange.faults import Fault
from mithaq.exchange.limits import MEBIBYTE, Limits
from mithaq.exchange.tables.raw import RefusalError

_CHUNK: Final = 4 * MEBIBYTE
_UTF8_BOM: Final = codecs.BOM_UTF8
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# UTF-32 first: its mark begins as UTF-16's does.
_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_OTHER_FORMATS: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"SQLite format 3\0", "SQLite"),
    (b"PAR1", "Parquet"),
)


def is_workbook(path: Path) -> bool:
    """Whether the file's content, whatever its name, is that of a workbook.

    Raises `RefusalError` for an empty file and for formats that are no table.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        raise RefusalError(Fault.of("file_empty"))
    if head.startswith(_OLE):
        raise RefusalError(Fault.of("old_workbook"))
    for mark, name in _OTHER_ENCODINGS:
        if head.startswith(mark):
            raise RefusalError(Fault.of("utf16_text", row=1, found=name, expected="UTF-8"))
    for mark, name in _OTHER_FORMATS:
        if head.startswith(mark):
            raise RefusalError(Fault.of("not_a_table", found=name, expected="CSV | XLSX"))
    return head.startswith(_ZIP)


@dataclass(slots=True)
class _Scan:
    """What has been seen of a text so far."""

    limits: Limits
    decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")()
    )
    breaker: int = 0x0A
    bytes_read: int = 0
    lines: int = 0
    blank_lines: int = 0
    line_bytes: int = 0
    filled_bytes: int = 0

    def take(self, chunk: bytes) -> None:
        """Look at the next bytes; raises `RefusalError`."""
        if self.bytes_read == 0 and b"\n" not in chunk and b"\r" in chunk:
            self.breaker = 0x0D  # as old Macs ended lines
        self._check_bytes(chunk)
        self._check_lines(chunk)
        self.bytes_read += len(chunk)
        if self.bytes_read > self.limits.text_bytes:
            size = f"{self.limits.text_bytes // MEBIBYTE} MiB"
            raise RefusalError(Fault.of("file_too_large", expected=size))

    def finish(self) -> None:
        """Look at the end; raises `RefusalError` where a character is cut."""
        self._decode(b"", final=True)

    def _row_at(self, chunk: bytes, position: int) -> int:
        return self.lines + chunk.count(bytes([self.breaker]), 0, position) + 1

    def _check_bytes(self, chunk: bytes) -> None:
        position = chunk.find(b"\0")
        if position >= 0:
            self._refuse_nul(chunk, position)
        self._decode(chunk)

    def _refuse_nul(self, chunk: bytes, position: int) -> None:
        row, at = self._row_at(chunk, position), self.bytes_read + position + 1
        head = chunk[:4096]
        if self.bytes_read == 0 and head.count(0) * 3 > len(head):
            raise RefusalError(Fault.of("utf16_text", row=1, found="UTF-16", expected="UTF-8"))
        raise RefusalError(Fault.of("nul_byte", row=row, found="0x00", expected="UTF-8", byte=at))

    def _decode(self, chunk: bytes, *, final: bool = False) -> None:
        waiting = len(self.decoder.getstate()[0])
        try:
            self.decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            position = max(error.start - waiting, 0)
            raise RefusalError(
                Fault.of(
                    "not_utf8",
                    row=self._row_at(chunk, position),
                    found=f"0x{error.object[error.start]:02X}",
                    expected="UTF-8",
                    byte=self.bytes_read - waiting + error.start + 1,
                )
            ) from None

    def _check_lines(self, chunk: bytes) -> None:
        breaks = np.flatnonzero(np.frombuffer(chunk, np.uint8) == self.breaker)
        lengths = np.diff(breaks, prepend=-self.line_bytes - 1) - 1
        too_long = np.flatnonzero(lengths > self.limits.line_bytes)
        rest = len(chunk) - int(breaks[-1]) - 1 if len(breaks) else self.line_bytes + len(chunk)
        if len(too_long) or rest > self.limits.line_bytes:
            row = self.lines + int(too_long[0] if len(too_long) else len(breaks)) + 1
            limit = f"{self.limits.line_bytes:,}"
            raise RefusalError(Fault.of("line_too_long", row=row, expected=limit))
        self.line_bytes = rest
        self._count_blank_lines(chunk)
        self.lines += len(breaks)

    def _count_blank_lines(self, chunk: bytes) -> None:
        """Lines of nothing but separators and spaces are blank rows."""
        ignored = b',; \t"' + (b"\r" if self.breaker == 0x0A else b"")
        filled = chunk.translate(None, ignored)
        breaks = np.flatnonzero(np.frombuffer(filled, np.uint8) == self.breaker)
        lengths = np.diff(breaks, prepend=-self.filled_bytes - 1) - 1
        self.blank_lines += int((lengths == 0).sum())
        self.filled_bytes = (
            len(filled) - int(breaks[-1]) - 1 if len(breaks) else self.filled_bytes + len(filled)
        )
        if self.blank_lines > self.limits.blank_rows:
            limit = f"{self.limits.blank_rows:,}"
            found = f"{self.blank_lines:,}"
            raise RefusalError(Fault.of("too_many_blank_rows", found=found, expected=limit))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def scan_text(path: Path, limits: Limits) -> None:
    """Read the file once, in pieces; raises `RefusalError` where it is no sound text."""
    scan = _Scan(limits)
    for chunk in _chunks(path):
        scan.take(chunk)
    scan.finish()

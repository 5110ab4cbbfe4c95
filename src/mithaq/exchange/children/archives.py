"""Office files are ZIP archives of XML: looked through before anything is built from them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from mithaq.exchange.children.working import Refusal

_CHUNK = 1024 * 1024
_OVERLAP = 4096
_PARTS = 5000
# A part packs to a tenth or a thirtieth; what packs to a thousandth was made to burst.
_RATIO, _RATIO_FROM = 250, 32 * _CHUNK
_XML = (".xml", ".rels", ".vml")
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


@dataclass(frozen=True)
class Archive:
    """What an archive may hold; `kind` begins its refusals' codes, `folder` is the one read."""

    kind: str
    folder: str
    encrypted: str
    inflated_bytes: int

    def pieces(self, archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, bytes, int]]:
        """Inflate every part, counting: each piece with its part and the length of its overlap.

        Raises `Refusal` for what bursts, is locked, or declares entities.
        """
        parts = archive.infolist()
        if len(parts) > _PARTS:
            raise Refusal(f"{self.kind}_broken", f"{len(parts)} parts")
        left = self.inflated_bytes
        for part in parts:
            self._check_packing(part)
            inflated = 0
            with archive.open(part) as file:
                for piece, overlap in _pieces(file):
                    inflated += len(piece) - overlap
                    self._check_size(part, inflated, left)
                    self._check_xml(piece, part.filename)
                    yield part, piece, overlap
            left -= inflated

    def _check_packing(self, part: zipfile.ZipInfo) -> None:
        if part.flag_bits & 1:
            raise Refusal(self.encrypted)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal(f"{self.kind}_broken", f"compression {part.compress_type}")

    def _check_size(self, part: zipfile.ZipInfo, inflated: int, left: int) -> None:
        """Raises `Refusal` where a part has grown beyond what is left, or beyond belief."""
        bursts = inflated > _RATIO_FROM and inflated > _RATIO * max(part.compress_size, 1)
        if bursts or inflated > left:
            raise Refusal(f"{self.kind}_inflates_too_far", part.filename)

    def _check_xml(self, piece: bytes, name: str) -> None:
        if not name.lower().endswith(_XML):
            return
        if b"<!" in piece and (dtd := _DTD.search(piece)):
            raise Refusal(f"{self.kind}_has_dtd", f"{name}: {dtd[0].decode()}")
        # In UTF-16 the search above would see nothing. Office writes it only into parts not read.
        if b"\0" in piece and name.startswith(self.folder):
            raise Refusal(f"{self.kind}_broken", f"{name}: not UTF-8")


def _pieces(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """The stream in overlapping pieces, each with the length of its overlap."""
    tail = b""
    while chunk := file.read(_CHUNK):
        yield tail + chunk, len(tail)
        tail = (tail + chunk)[-_OVERLAP:]

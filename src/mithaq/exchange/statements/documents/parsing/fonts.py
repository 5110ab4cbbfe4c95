"""Fonts whose codes are numbered by a table in the file, which pdfminer passes over silently."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pdfminer.cmapdb import CMap, CMapBase, CMapParser
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSKeyword

_CODE_BYTES = 2


class Fonts(PDFResourceManager):
    """Fonts by their number, each able to tell its codes apart."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        """The font of a specification."""
        font = super().get_font(objid, spec)
        is_mute = isinstance(font, PDFCIDFont) and isinstance(font.cmap, CMap)
        if isinstance(font, PDFCIDFont) and is_mute and not font.cmap.code2cid:  # type: ignore[attr-defined]
            _number(font, spec.get("Encoding"))
        return font


def _number(font: PDFCIDFont, encoding: object) -> None:
    """Let a font's codes stand for themselves, as its table of letters takes them, with widths."""
    codes = _Codes()
    if isinstance(encoding, PDFStream):
        _CodesParser(codes, io.BytesIO(encoding.get_data())).run()
    font.cmap = codes
    widths: dict[Any, Any] = dict(font.widths)
    font.widths = {code: widths[cid] for code, cid in codes.numbers.items() if cid in widths}


class _Codes(CMapBase):
    """Codes of two bytes, and the glyph that each stands for."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[int, int] = {}

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        if isinstance(code, bytes):
            self.numbers[int.from_bytes(code, "big")] = cid

    def decode(self, code: bytes) -> Iterator[int]:
        for at in range(0, len(code) - 1, _CODE_BYTES):
            yield int.from_bytes(code[at : at + _CODE_BYTES], "big")


class _CodesParser(CMapParser):
    """Also takes single codes, which the specification writes the other way round."""

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        if token is not self.KEYWORD_ENDCIDCHAR:
            super().do_keyword(pos, token)
            return
        found = [value for _, value in self.popall()]
        for code, cid in zip(found[::2], found[1::2], strict=False):
            if isinstance(code, bytes) and isinstance(cid, int):
                self.cmap.add_cid2unichr(cid, code)

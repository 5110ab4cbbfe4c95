"""Where a PDF's pages put which letters: glyphs as they are painted, one by one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.utils import decode_text

from mithaq.exchange.children.working import Refusal

UNKNOWN = "\ufffd"
_TILT = 0.1  # of a letter's width: what leans more is a watermark or a stamp


@dataclass
class Glyph:
    """One glyph's letters in reading order and its place: points from the page's lower left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float

    @property
    def middle(self) -> float:
        """Where it stands in its line."""
        return (self.left + self.right) / 2

    @property
    def is_mark(self) -> bool:
        """Whether it is nothing but signs that stand on another letter."""
        return all(unicodedata.combining(letter) for letter in self.text)

    @property
    def is_space(self) -> bool:
        """Whether it only keeps words apart."""
        return self.text.isspace()

    def bear(self, mark: Glyph) -> None:
        """Take a sign in, with the room that some fonts give it."""
        self.text += mark.text
        if mark.right > mark.left:
            self.left, self.right = min(self.left, mark.left), max(self.right, mark.right)


def with_marks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a page as they were painted, each sign (a vowel, a doubling) with its letter.

    A sign has no width and stands aside of its letter's edge, so the order of painting decides:
    from left to right an Arabic sign comes before its letter, otherwise after it.
    """
    letters: list[Glyph] = []
    waiting: list[Glyph] = []
    for glyph in glyphs:
        if not glyph.is_mark:
            last = letters[-1] if letters else None
            for mark in reversed(waiting):
                _bearer(mark, last, glyph).bear(mark)
            waiting = []
            if not _is_repeated(last, glyph):
                letters.append(glyph)
        else:
            waiting.append(glyph)
    for mark in waiting if letters else ():
        letters[-1].bear(mark)
    return letters


def _bearer(mark: Glyph, last: Glyph | None, following: Glyph) -> Glyph:
    if last is None or last.is_space or not _is_near(mark, last):
        return following
    if following.is_space or not _is_near(mark, following) or not "\u0600" <= mark.text < "\u0900":
        return last
    return following if last.left <= following.left else last


def _is_near(one: Glyph, other: Glyph) -> bool:
    return (
        abs(one.baseline - other.baseline) < one.size and abs(one.left - other.left) < 2 * one.size
    )


def _is_repeated(last: Glyph | None, glyph: Glyph) -> bool:
    """Whether the last glyph was the sign of this one, though the file calls it by both letters."""
    if last is None or last.right > last.left or len(last.text) < 2 or last.text != glyph.text:
        return False
    last.left, last.right, last.baseline = glyph.left, glyph.right, glyph.baseline
    return True


@dataclass
class _Marked:
    """Glyphs for which the file itself says what they read as."""

    text: str | None
    glyphs: list[Glyph] = field(default_factory=list)


class GlyphDevice(PDFTextDevice):
    """Collects the glyphs of a page in `glyphs`; raises `Refusal` for too many in all pages."""

    def __init__(self, resources: PDFResourceManager, most: int) -> None:
        super().__init__(resources)
        self.glyphs: list[Glyph] = []
        self.unknown = 0
        self.known = 0
        self._most = most
        self._marked: list[_Marked] = []
        self._side = 0.0

    def begin_page(self, page: Any, ctm: Any) -> None:
        self.glyphs = []
        self._marked = []
        x0, y0, x1, y1 = page.mediabox
        # A page may be turned: its longer side bounds both.
        self._side = max(abs(x1 - x0), abs(y1 - y0))
        self.ctm = ctm

    def end_page(self, page: Any) -> None:  # noqa: ARG002  pdfminer's signature
        """Close what the page left open, or its glyphs would be lost."""
        while self._marked:
            self.end_tag()

    def begin_tag(self, tag: Any, props: Any = None) -> None:  # noqa: ARG002  pdfminer's signature
        said = props.get("ActualText") if isinstance(props, dict) else None
        self._marked.append(_Marked(decode_text(said) if isinstance(said, bytes) else None))

    def end_tag(self) -> None:
        if not self._marked:
            return
        marked = self._marked.pop()
        if marked.text is None or not marked.glyphs:
            return
        first = marked.glyphs[0]
        left = min(glyph.left for glyph in marked.glyphs)
        right = max(glyph.right for glyph in marked.glyphs)
        self._keep(Glyph(marked.text, left, right, first.baseline, first.size))

    def render_char(
        self,
        matrix: tuple[float, float, float, float, float, float],
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002  pdfminer's signature
        graphicstate: Any,  # noqa: ARG002
    ) -> float:
        """Keep one glyph; the advance in text space."""
        advance = font.char_width(cid) * fontsize * scaling
        a, b, c, d, e, f = matrix
        if a > 0 and abs(b) <= _TILT * a and d * fontsize > 0:
            x, y = e + rise * c, f + rise * d
            self._keep(Glyph(_letters(font, cid), x, x + advance * a, y, fontsize * d))
        return advance

    def _keep(self, glyph: Glyph) -> None:
        for marked in reversed(self._marked):
            if marked.text is not None:
                marked.glyphs.append(glyph)
                return
        if glyph.text and self._is_on_page(glyph):
            self.unknown += UNKNOWN in glyph.text
            self.known += UNKNOWN not in glyph.text
            self.glyphs.append(glyph)
        if self.known + self.unknown > self._most:
            raise Refusal("document_too_long", f"> {self._most:,}")

    def _is_on_page(self, glyph: Glyph) -> bool:
        return -1 <= glyph.left <= self._side + 1 and -1 <= glyph.baseline <= self._side + 1


def _letters(font: PDFFont, cid: int) -> str:
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        return UNKNOWN
    return text if isinstance(text, str) else UNKNOWN

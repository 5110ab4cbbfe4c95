"""The text of a PDF: its glyphs gathered into lines, read in order, and joined into paragraphs."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median, median_low
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

from mithaq.exchange.children.working import Refusal
from mithaq.exchange.statements.documents.parsing.fonts import Fonts
from mithaq.exchange.statements.documents.parsing.glyphs import (
    UNKNOWN,
    Glyph,
    GlyphDevice,
    with_marks,
)
from mithaq.exchange.statements.documents.parsing.visual_order import (
    Piece,
    Side,
    mirrored_pairs,
    reading_order,
    side_of,
    written,
)

# Shares of a letter's size: glyphs nearer than that are on one line, or one word, or one cell.
_LINE, _WORD, _CELL = 0.45, 0.16, 2.0
_LEADING = 1.35  # of the usual distance between lines: more parts paragraphs
_MARGIN = 0.12  # of the width: a line that begins so near the margin goes on with the last one
_TWICE = 0.08  # of a size: the same letter painted again so near only makes it bold
_MOST_UNKNOWN = 0.2  # of the letters
_STRETCHED = re.compile(r" ([،؛])(?= |$)", re.MULTILINE)
# What the file does not name is mostly a bullet where it stands alone; a letter's gap is shown.
_ORNAMENT = re.compile(rf"(?<!\S){UNKNOWN}+(?!\S)")
_SPARE = 2  # glyphs for a character that is counted in the end


@dataclass
class _Line:
    """A line in reading order: its cells, each a row of pieces."""

    cells: list[list[Piece]]
    left: float
    right: float
    baseline: float
    size: float
    first_word: float
    is_rtl: bool


def read_pdf(content: bytes, order: dict[str, Any]) -> dict[str, Any]:
    """`text` and `title` of a PDF; raises `Refusal` for a locked one and one without letters."""
    logging.disable()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
        pages = _pages(document, order)
    except PDFEncryptionError:
        raise Refusal("document_encrypted") from None
    lines = [line for page in pages for line in page]
    mirrored = mirrored_pairs(cell for line in lines for cell in line.cells)
    texts = [_page_text(page, mirrored) for page in pages]
    return {"text": "\n\n".join(filter(None, texts)), "title": _title(document)}


def _title(document: PDFDocument) -> str:
    for information in document.info:
        title = resolve1(information.get("Title"))
        if isinstance(title, bytes):
            return decode_text(title)
    return ""


def _pages(document: PDFDocument, order: dict[str, Any]) -> list[list[_Line]]:
    resources = Fonts()
    device = GlyphDevice(resources, _SPARE * order["longest"])
    interpreter = PDFPageInterpreter(resources, device)
    pages: list[list[Glyph]] = []
    for page in PDFPage.create_pages(document):
        if len(pages) == order["pages"]:
            raise Refusal("document_too_many_pages", f"> {order['pages']}", str(order["pages"]))
        interpreter.process_page(page)
        pages.append(device.glyphs)
    if not any(not glyph.is_space for page in pages for glyph in page):
        raise Refusal("document_without_text", str(len(pages)))
    if device.unknown > _MOST_UNKNOWN * (device.known + device.unknown):
        raise Refusal("document_letters_unknown", f"{device.unknown:,}")
    is_rtl = _is_arabic(glyph for page in pages for glyph in page)
    return [_lines(page, is_rtl) for page in pages]


def _is_arabic(glyphs: Iterable[Glyph]) -> bool:
    kinds = [unicodedata.bidirectional(glyph.text[0]) for glyph in glyphs]
    return kinds.count("AL") + kinds.count("R") > kinds.count("L") / 2


def _lines(glyphs: Sequence[Glyph], is_rtl: bool) -> list[_Line]:
    """A page's lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(with_marks(glyphs), key=attrgetter("baseline"), reverse=True):
        reach = _LINE * max(glyph.size, rows[-1][0].size) if rows else 0
        if rows and rows[-1][0].baseline - glyph.baseline < reach:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    filled = [row for row in rows if not all(glyph.is_space for glyph in row)]
    return [_line(_once(sorted(row, key=attrgetter("middle"))), is_rtl) for row in filled]


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """The row without the letters that were painted again to look bold."""
    kept: list[Glyph] = []
    for glyph in row:
        near = [k for k in kept[-3:] if abs(k.left - glyph.left) < _TWICE * glyph.size]
        if not any(k.text == glyph.text and k.right - k.left > 0 for k in near):
            kept.append(glyph)
    return kept


def _line(row: Sequence[Glyph], is_rtl: bool) -> _Line:
    cells: list[list[str]] = [[]]
    filled = [glyph for glyph in row if not glyph.is_space]
    end = row[0].left
    for glyph in row:
        gap = (glyph.left - end) / glyph.size
        if glyph.is_space or _WORD < gap <= _CELL:
            cells[-1].append(" ")
        if glyph.is_space:
            continue
        if gap > _CELL:
            cells.append([])
        cells[-1].append(glyph.text)
        end = max(end, glyph.right)
    # A line or a cell without Arabic runs from the left, also in an Arabic page.
    ordered = [reading_order(cell, is_rtl=is_rtl and _has_arabic(cell)) for cell in cells]
    return _Line(
        ordered[::-1] if is_rtl else ordered,
        left=min(glyph.left for glyph in filled),
        right=max(glyph.right for glyph in filled),
        baseline=row[0].baseline,
        size=median(glyph.size for glyph in filled),
        first_word=_first_word(row, is_rtl),
        is_rtl=is_rtl,
    )


def _has_arabic(texts: Sequence[str]) -> bool:
    return any(side_of(text) is Side.ARABIC for text in texts)


def _first_word(row: Sequence[Glyph], is_rtl: bool) -> float:
    """The width of a line's first word."""
    width = 0.0
    for glyph in reversed(row) if is_rtl else row:
        if glyph.is_space and width:
            break
        width += 0 if glyph.is_space else glyph.right - glyph.left
    return width


def _page_text(lines: Sequence[_Line], mirrored: set[str]) -> str:
    """A page's text: lines that only the paper's width broke are joined again."""
    if not lines:
        return ""
    distances = [a.baseline - b.baseline for a, b in pairwise(lines)]
    leading = median_low(distances) if distances else 0.0
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    text = ""
    for last, line in zip([None, *lines], lines, strict=False):
        if last is not None:
            text += _break(last, line, leading, left, right)
        text += " | ".join(written(cell, mirrored).strip() for cell in line.cells)
    # Justified lines are stretched before a comma too.
    return _ORNAMENT.sub("", _STRETCHED.sub(r"\1", text))


def _break(last: _Line, line: _Line, leading: float, left: float, right: float) -> str:
    """What stands between two lines: a space, or a line's end, or an empty line."""
    room, indent = last.left - left, right - line.right
    if not last.is_rtl:
        room, indent = right - last.right, line.left - left
    if last.baseline - line.baseline > _LEADING * max(leading, line.size):
        return "\n\n"
    is_like = abs(last.size - line.size) < 0.1 * line.size
    is_full = room < line.first_word + line.size and indent < _MARGIN * (right - left)
    is_plain = len(last.cells) == 1 == len(line.cells)
    return " " if is_full and is_like and is_plain else "\n"

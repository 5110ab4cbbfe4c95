"""Documents to read, made here: a Word file of three parts, a PDF that paints glyph by glyph."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mithaq.exchange.faults import Fault
from mithaq.exchange.statements.documents import (
    DOCUMENT_LIMITS,
    Document,
    DocumentLimits,
    DocumentRefused,
    read_document,
)

STATEMENT = "وقّعت وزارة الصحة اتفاقية لتأهيل 3 مراكز صحية في ريف حلب."
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "word/document.xml"
EM = 10  # points: the size of a letter; each is half as wide


def read(
    folder: Path,
    content: bytes,
    name: str = "بيان.txt",
    limits: DocumentLimits = DOCUMENT_LIMITS,
) -> Document:
    """Read bytes as a file that its sender called `name`."""
    path = folder / "upload"
    path.write_bytes(content)
    return read_document(path, name=name, limits=limits)


def refusals(
    folder: Path,
    content: bytes,
    name: str = "بيان.txt",
    limits: DocumentLimits = DOCUMENT_LIMITS,
) -> list[Fault]:
    """The faults of bytes that are refused; none where they are read."""
    try:
        read(folder, content, name, limits)
    except DocumentRefused as refused:
        return list(refused.faults)
    return []


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(body: str, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A Word file of a body's XML; `parts` replace or add parts."""
    main = f'<?xml version="1.0" encoding="UTF-8"?><w:document {WORD}><w:body>{body}</w:body>'
    usual = {"[Content_Types].xml": "<Types/>", MAIN: f"{main}</w:document>"}
    return zipped({**usual, **(parts or {})})


def pdf(*lines: Sequence[str], **said: str) -> bytes:
    """A page whose lines are glyphs' letters as they stand from left to right, 20 points apart.

    The font names its letters in a ToUnicode map only, as an embedded subset does.
    """
    letters = sorted({glyph for line in lines for glyph in line})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    shown = []
    for number, line in enumerate(lines):
        left = 560 - len(line) * EM / 2  # Arabic lines begin at the right margin
        text = "".join(f"{codes[glyph]:04x}" for glyph in line)
        shown.append(f"BT /F1 {EM} Tf 1 0 0 1 {left} {760 - 20 * number} Tm <{text}> Tj ET")
    pairs = "\n".join(
        f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    letters_of = f"begincmap\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap".encode()
    return painted("\n".join(shown), letters_of=letters_of, **said)


def painted(
    shown: str | bytes,
    *,
    letters_of: bytes = b"",
    encoding: str = "/Identity-H",
    entries: str = "",
    information: str = "",
) -> bytes:
    """A PDF of one page that shows something; a picture is /I, and 8 0 R numbers codes as glyphs.

    `encoding` is the font's, `entries` stand in the trailer, `information` names the title.
    """
    objects: list[str | bytes] = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 10 0 R>>",
        stream(shown),
        f"<</Type/Font/Subtype/Type0/Encoding {encoding}/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/DW 1000/W[1[{'500 ' * 99}]]>>",
        stream(letters_of),
        stream("1 begincidrange\n<0001> <0063> 1\nendcidrange", "/CMapName/Own"),
        f"<<{information}>>",
        "<</Font<</F1 5 0 R>>/XObject<</I 11 0 R>>>>",
        stream("x", "/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
    ]
    content, places = b"%PDF-1.7\n", list[int]()
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        body = one.encode() if isinstance(one, str) else one
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 9 0 R{entries}>>"
    first = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    return content + f"{first}{table}{end}\nstartxref\n{len(content)}\n%%EOF".encode()


def stream(content: str | bytes, entries: str = "") -> bytes:
    body = content.encode() if isinstance(content, str) else content
    head = f"<<{entries}/Length {len(body)}>>".encode()
    return b"%b\nstream\n%b\nendstream" % (head, body)

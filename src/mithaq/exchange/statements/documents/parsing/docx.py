"""The text of a Word document's main part, in its order: paragraphs, tables, text boxes.

Headers, footers, notes, comments, hidden runs and what tracked changes took out are left out.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

from mithaq.exchange.children.archives import Archive
from mithaq.exchange.children.working import Refusal
from mithaq.exchange.statements.documents.parsing.composing import Break, Composition

_DEEPEST = 500  # levels of XML
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_LEFT_OUT = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rt"})
_BEFORE = {"p": Break.LINE, "txbxContent": Break.LINE, "tbl": Break.ROW, "tr": Break.ROW}
_AFTER = {**_BEFORE, "p": Break.PARAGRAPH, "tc": Break.CELL}
_WRITTEN = {"noBreakHyphen": "-", "tab": " "}
_OTHER_OFFICE = (("xl/", "XLSX"), ("ppt/", "PPTX"), ("content.xml", "ODF"))


def read_docx(content: bytes, order: dict[str, Any]) -> dict[str, Any]:
    """`text` and `title` of a .docx; raises `Refusal` where it is none or is hostile."""
    allowed = Archive("document", "word/", "document_encrypted", order["inflated_bytes"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for _ in allowed.pieces(archive):
            pass
        if _MAIN not in names:
            kinds = [
                kind for start, kind in _OTHER_OFFICE if any(n.startswith(start) for n in names)
            ]
            raise Refusal("document_not_docx", kinds[0] if kinds else "ZIP")
        text = _main_text(archive.open(_MAIN), order["longest"])
        title = _core_title(archive.read(_CORE)) if _CORE in names else ""
    return {"text": text, "title": title}


def _core_title(xml: bytes) -> str:
    if b"\0" in xml:  # UTF-16, in which entities were not looked for
        return ""
    try:
        found = ElementTree.fromstring(xml).find("{http://purl.org/dc/elements/1.1/}title")  # noqa: S314
    except ElementTree.ParseError:
        return ""
    return "" if found is None else found.text or ""


def _main_text(part: Any, longest: int) -> str:
    """Walk the part as a stream: nothing of it is kept but its text."""
    written = Composition(longest)
    left_out, depth, hidden = 0, 0, False
    for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314
        name = element.tag.rpartition("}")[2]
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise Refusal("document_broken", f"{depth} levels")
        if name in _LEFT_OUT:
            left_out += 1 if event == "start" else -1
        elif left_out:
            pass
        elif event == "start":
            written.part(_BEFORE.get(name, Break.NONE))
            hidden = hidden and name != "r"
        elif name == "vanish":
            hidden = not any(value in ("0", "false", "off") for value in element.attrib.values())
        elif name == "t" and not hidden:
            written.write(element.text or "")
        elif name in ("br", "cr"):
            written.part(Break.LINE)
        else:
            written.write(_WRITTEN.get(name, ""))
            written.part(_AFTER.get(name, Break.NONE))
        if event == "end":
            element.clear()
    return written.text()

"""The way in: a file or a pasted text becomes a document, or is refused with all that is wrong."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, Final

from mithaq.exchange.children.asking import ChildDiedError, ChildTooSlowError, ask_child
from mithaq.exchange.faults import Fault
from mithaq.exchange.limits import MEBIBYTE
from mithaq.exchange.statements.documents.cleaning import reading_line, reading_text
from mithaq.exchange.statements.documents.decoding import decode_page
from mithaq.exchange.statements.documents.document import Document, DocumentRefused, Media
from mithaq.exchange.statements.documents.kinds import binary_kind, text_kind
from mithaq.exchange.statements.documents.limits import (
    DOCUMENT_LIMITS,
    DocumentLimits,
    is_day_of_statement,
)

_CHILD: Final = str(Path(__file__).with_name("child.py"))
# Before cleaning a text may be longer than after it, by spaces and marks.
_SPARE: Final = 4
_FILE_NAME: Final = re.compile(r"^Microsoft |\.(?:docx?|pdf|html?|txt)$", re.IGNORECASE)
_LONGEST_TITLE, _LONGEST_OUTLET = 300, 100


def read_document(path: Path, *, name: str, limits: DocumentLimits = DOCUMENT_LIMITS) -> Document:
    """Read a TXT, DOCX, PDF or HTML file; `name` is what its sender called it.

    Raises `DocumentRefused`, and OSError where the file itself cannot be opened.
    """
    content = _content(path, limits)
    digest = hashlib.sha256(content).hexdigest()
    media = binary_kind(content)
    if media is not None:
        return _document(_ask(media, content, limits), media, digest, limits)
    text = decode_page(content)
    media = text_kind(text, name)
    if media is Media.HTML:
        # Libxml2 would take a NUL for the page's end.
        said = _ask(media, text.replace("\0", "").encode("utf-8", "replace"), limits)
        return _document(said, media, digest, limits)
    return _document({"text": text}, media, digest, limits)


def read_text(text: str, *, limits: DocumentLimits = DOCUMENT_LIMITS) -> Document:
    """Read a pasted text; raises `DocumentRefused`."""
    content = text.encode("utf-8", "surrogatepass")
    _check_size(len(content), limits)
    digest = hashlib.sha256(content).hexdigest()
    return _document({"text": text}, Media.PASTED, digest, limits)


def _content(path: Path, limits: DocumentLimits) -> bytes:
    with path.open("rb") as file:
        _check_size(path.stat().st_size, limits)
        content = file.read(limits.file_bytes + 1)
    _check_size(len(content), limits)
    if not content.strip():
        raise DocumentRefused(Fault.of("document_empty"))
    return content


def _check_size(size: int, limits: DocumentLimits) -> None:
    if size > limits.file_bytes:
        found, expected = (f"{n / MEBIBYTE:.1f} MiB" for n in (size, limits.file_bytes))
        raise DocumentRefused(Fault.of("document_too_large", found=found, expected=expected))


def _ask(media: Media, content: bytes, limits: DocumentLimits) -> dict[str, Any]:
    """What the child reads in a document; raises `DocumentRefused`."""
    order = {
        "kind": media.value,
        "longest": _SPARE * limits.characters,
        "pages": limits.pages,
        "inflated_bytes": limits.inflated_bytes,
        "memory": limits.child_memory,
        "cpu_seconds": limits.child_cpu_seconds,
    }
    try:
        answer = ask_child(_CHILD, order, wall_seconds=limits.child_wall_seconds, content=content)
    except ChildTooSlowError:
        answer = {"code": "document_takes_too_long"}
    except ChildDiedError:
        answer = {"code": "document_needs_too_much"}
    if code := answer.get("code"):
        raise DocumentRefused(_refusal(code, answer.get("found", ""), limits))
    return answer


def _refusal(code: str, found: str, limits: DocumentLimits) -> Fault:
    expected = {
        "document_too_long": f"{limits.characters:,}",
        "document_too_many_pages": f"{limits.pages:,}",
        "document_inflates_too_far": f"{limits.inflated_bytes // MEBIBYTE} MiB",
        "document_needs_too_much": f"{limits.child_memory // MEBIBYTE} MiB",
        "document_takes_too_long": f"{limits.child_cpu_seconds} s",
    }
    return Fault.of(code, found=found, expected=expected.get(code, ""))


def _document(said: dict[str, Any], media: Media, digest: str, limits: DocumentLimits) -> Document:
    text = reading_text(said["text"])
    faults = tuple(_text_faults(text, limits))
    if faults:
        raise DocumentRefused(*faults)
    return Document(
        text=text,
        media=media,
        title=_title(said.get("title", "")),
        sha256=digest,
        outlet=reading_line(said.get("outlet", ""), _LONGEST_OUTLET) or None,
        on=_day(said.get("published", "")),
    )


def _text_faults(text: str, limits: DocumentLimits) -> list[Fault]:
    """Everything that keeps a text from being a statement in Arabic."""
    if not text.strip():
        return [Fault.of("document_empty")]
    faults = []
    if len(text) > limits.characters:
        found, expected = f"{len(text):,}", f"{limits.characters:,}"
        faults.append(Fault.of("document_too_long", found=found, expected=expected))
    percent = _arabic_percent(text[: limits.characters])
    if percent < limits.arabic_percent:
        found, expected = f"{percent}%", f"{limits.arabic_percent}%"
        faults.append(Fault.of("document_not_arabic", found=found, expected=expected))
    return faults


def _arabic_percent(text: str) -> int:
    """The share of Arabic among the letters, in whole percent rounded down; 0 without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    arabic = sum(unicodedata.bidirectional(letter) == "AL" for letter in letters)
    return 100 * arabic // len(letters) if letters else 0


def _title(said: str) -> str:
    """A title worth showing: programs put file names and their own into it, in Latin letters."""
    title = reading_line(said, _LONGEST_TITLE)
    return title if _arabic_percent(title) > 0 and not _FILE_NAME.search(title) else ""


def _day(said: str) -> date | None:
    """The day that begins an ISO instant, as the page itself counts days; none that is absurd."""
    try:
        on = date.fromisoformat(said[:10])
    except ValueError:
        return None
    return on if is_day_of_statement(on) else None

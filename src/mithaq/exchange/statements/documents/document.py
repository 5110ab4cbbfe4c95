"""A document as it was read, and the refusal of one that was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mithaq.exchange.faults import Fault


class Media(StrEnum):
    """What a statement came as."""

    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    PASTED = "pasted"


@dataclass(frozen=True, slots=True)
class Document:
    """A statement's reading text and what its document says of itself.

    `text` is in NFC, its lines end with LF, and it holds no control or direction marks. `title` is
    '' where there is none worth showing. `sha256` is of the original bytes, of pasted text in
    UTF-8. `outlet` and `on` (the day of publication) are what a web page says in its meta elements.
    """

    text: str
    media: Media
    title: str
    sha256: str
    outlet: str | None = None
    on: date | None = None


class DocumentRefused(Exception):  # noqa: N818  what happened to it, as people say it
    """The document cannot be read; `faults` say why, in both languages."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults

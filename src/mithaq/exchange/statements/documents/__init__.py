"""A statement's document into plain text.

    read_document(path, name=...) -> Document
    read_text(text) -> Document

Both raise `DocumentRefused`, whose faults say what was found and what to do.
"""

from mithaq.exchange.statements.documents.document import Document, DocumentRefused, Media
from mithaq.exchange.statements.documents.limits import (
    DOCUMENT_LIMITS,
    EARLIEST_DAY,
    LATEST_DAY,
    DocumentLimits,
    is_day_of_statement,
)
from mithaq.exchange.statements.documents.reading import read_document, read_text

__all__ = [
    "DOCUMENT_LIMITS",
    "EARLIEST_DAY",
    "LATEST_DAY",
    "Document",
    "DocumentLimits",
    "DocumentRefused",
    "Media",
    "is_day_of_statement",
    "read_document",
    "read_text",
]

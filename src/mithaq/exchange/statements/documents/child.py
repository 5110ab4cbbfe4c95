"""The child process that takes a document apart, under limits, so that the parent never does.

Run as a script with one argument, a JSON object, and the document's bytes on standard input.
Answers a JSON object with `text` and what else the document says of itself. Libraries are imported
once the limits hold.
"""

from __future__ import annotations

import sys
import zipfile
from importlib import import_module
from typing import Any

from mithaq.exchange.children.working import Refusal, work

_PARSERS = {"docx": "read_docx", "html": "read_html", "pdf": "read_pdf"}


def read(order: dict[str, Any]) -> dict[str, Any]:
    """The answer to an order, which says the `kind` and the limits."""
    kind = order["kind"]
    parsing = import_module(f"mithaq.exchange.statements.documents.parsing.{kind}")
    answer: dict[str, Any] = getattr(parsing, _PARSERS[kind])(sys.stdin.buffer.read(), order)
    return answer


def _read(order: dict[str, Any]) -> dict[str, Any]:
    try:
        return read(order)
    except zipfile.BadZipFile as error:
        raise Refusal("document_broken", str(error)[:200]) from None


if __name__ == "__main__":
    work(_read, broken="document_broken", needs_too_much="document_needs_too_much")

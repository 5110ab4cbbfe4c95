"""What can be wrong with a file, and what is only asked, in Arabic and English."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.messages.cells import CELL
from mithaq.exchange.messages.documents import DOCUMENT
from mithaq.exchange.messages.files import FILE, HEADER
from mithaq.exchange.messages.imports import ASKED, REFERENCE
from mithaq.exchange.messages.rows import ROW
from mithaq.exchange.messages.wording import Message, Severity

MESSAGES: Final[dict[str, Message]] = {
    **FILE,
    **HEADER,
    **CELL,
    **ROW,
    **REFERENCE,
    **ASKED,
    **DOCUMENT,
}

__all__ = ["CELL", "MESSAGES", "Message", "Severity"]

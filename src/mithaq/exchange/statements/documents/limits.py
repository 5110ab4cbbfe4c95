"""How far a statement's document may go before it is refused.

Sizes are in bytes, times in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from mithaq.exchange.limits import MEBIBYTE


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """Limits of one reading; `arabic_percent` is the least share of Arabic among the letters."""

    file_bytes: int = 5 * MEBIBYTE
    characters: int = 400_000
    pages: int = 200
    arabic_percent: int = 30
    inflated_bytes: int = 64 * MEBIBYTE
    child_memory: int = 512 * MEBIBYTE
    child_cpu_seconds: int = 20
    child_wall_seconds: int = 40


# «أمس» and «خلال عشر سنوات» are reckoned from a statement's day; beyond these no calendar helps.
EARLIEST_DAY: Final = date(1900, 1, 1)
LATEST_DAY: Final = date(2199, 12, 31)


def is_day_of_statement(on: date | None) -> bool:
    """Whether a statement may be of this day; not to know it is no fault."""
    return on is None or EARLIEST_DAY <= on <= LATEST_DAY


DOCUMENT_LIMITS: Final = DocumentLimits()

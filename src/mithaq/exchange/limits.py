"""How far a file may go before it is refused, so that a hostile one costs little.

Sizes are in bytes, times in seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading."""

    text_bytes: int = 512 * MEBIBYTE
    line_bytes: int = MEBIBYTE
    rows: int = 5_000_000
    blank_rows: int = 100_000
    workbook_bytes: int = 100 * MEBIBYTE
    inflated_bytes: int = 512 * MEBIBYTE
    sheet_columns: int = 200
    sheet_cells: int = 8_000_000
    cell_characters: int = 32_767
    child_memory: int = 1024 * MEBIBYTE
    child_cpu_seconds: int = 30
    child_wall_seconds: int = 60
    faults: int = 10_000


LIMITS: Final = Limits()

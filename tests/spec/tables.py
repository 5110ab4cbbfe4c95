"""Tables as they are written in the rules: columns between bars, a header first.

A column that is left out takes its default; a cell that is left blank is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

Cells = dict[str, str]


@dataclass(frozen=True)
class Table:
    """A header and its rows, as written."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[Cells]:
        """Each row by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def parse_table(text: str) -> Table:
    """Read a table; raises ValueError where a row has more or fewer cells than the header."""
    lines = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]
    for line in lines:
        if len(line) != len(lines[0]):
            raise ValueError(f"{len(line)} cells, expected {len(lines[0])}: {line}")
    return Table(lines[0], tuple(lines[1:]))


def filled(record: Cells, defaults: Cells) -> Cells:
    """The record with defaults for the columns that its table leaves out."""
    unknown = set(record) - set(defaults)
    if unknown:
        raise ValueError(f"unknown columns {sorted(unknown)}, expected of {sorted(defaults)}")
    return defaults | record


def day(text: str) -> date | None:
    """2026-03-31; blank is none."""
    return date.fromisoformat(text) if text else None


def month(text: str) -> date:
    """2026-03 as the first of the month."""
    return date.fromisoformat(f"{text}-01")


def quantity(text: str) -> Fraction:
    """A decimal, exactly."""
    return Fraction(text)


def several(text: str) -> tuple[str, ...]:
    """Codes separated by spaces."""
    return tuple(text.split())


def steps(text: str) -> tuple[tuple[date, Fraction], ...]:
    """2026-03-31:200 2026-12-31:1000, each a day and what should have come by then."""
    pairs = [step.split(":") for step in text.split()]
    return tuple((date.fromisoformat(on), Fraction(reached)) for on, reached in pairs)


def recorded(text: str, row: int) -> datetime:
    """Noon of the day; of rows of one day the later row is recorded later."""
    noon = datetime.combine(date.fromisoformat(text), time(12), UTC)
    return noon + timedelta(microseconds=row)


def end_of_day(text: str) -> datetime | None:
    """A bare day given as `known_at` means its end; blank is all that is recorded."""
    if not text:
        return None
    next_day = date.fromisoformat(text) + timedelta(days=1)
    return datetime.combine(next_day, time(), UTC) - timedelta(microseconds=1)

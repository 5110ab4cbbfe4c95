"""What comes out, in the words of the rules' tables."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.reckoning import printed


def row_in_words(row: Any) -> dict[str, str]:
    """A row of an answer, each value as it is written in a table."""
    return {entry.name: in_words(entry.name, getattr(row, entry.name)) for entry in fields(row)}


def in_words(name: str, value: object) -> str:
    """Quantities as they are printed, months without a day, lists with spaces, none as blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return printed(value)
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, date) and name == "month":
        return value.isoformat()[:7]
    return str(value)


def same_row(wanted: dict[str, str], found: dict[str, str]) -> bool:
    """Whether a row is the one wanted, by the columns that it shows."""
    return all(wanted[name] == text for name, text in found.items())

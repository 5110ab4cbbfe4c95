"""Where two answers differ, row by row, for a person to read."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from tests.reference.answers import Answers


def differences(wanted: Answers, found: Answers) -> list[str]:
    """Each row that only one of the two has; and lists that differ in order only."""
    told = []
    for entry in fields(Answers):
        ours, theirs = getattr(wanted, entry.name), getattr(found, entry.name)
        told += one_sided(f"{entry.name}, wanted", ours, theirs)
        told += one_sided(f"{entry.name}, found", theirs, ours)
        if ours != theirs and not told:
            told.append(f"{entry.name} differ in order or number: {ours} and {theirs}")
    return told


def one_sided(what: str, rows: list[Any], others: list[Any]) -> list[str]:
    """The rows that the others lack."""
    return [f"{what}: {row}" for row in rows if row not in others]

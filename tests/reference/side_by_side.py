"""Many small ledgers laid side by side in one, so that the engine can be asked of all at once.

Ledgers that share no code do not touch each other: what comes out of the whole must be what comes
out of each.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from tests.reference.answers import Answers
from tests.reference.ledger import Batch, Ledger, table_names

CODES = {"code", "measure", "location", "parent", "organisation", "agreement", "partner"}
CODES |= {"key", "source"}
WIDTH = 4


def laid_out(ledgers: Iterable[Ledger]) -> list[Ledger]:
    """The ledgers with codes of their own."""
    return [renamed(ledger, f"{number:0{WIDTH}}") for number, ledger in enumerate(ledgers)]


def renamed(ledger: Ledger, prefix: str) -> Ledger:
    """The ledger with every code after the prefix."""
    tables = {
        name: [renamed_row(row, prefix) for row in getattr(ledger, name)] for name in table_names()
    }
    return Ledger(**tables)


def renamed_row(row: Any, prefix: str) -> Any:
    """One row with every code after the prefix."""
    changes: dict[str, Any] = {}
    for entry in fields(row):
        value = getattr(row, entry.name)
        if entry.name in CODES and value is not None:
            changes[entry.name] = prefix + value
        elif entry.name == "scope":
            changes["scope"] = tuple(prefix + element for element in value)
        elif entry.name == "answers" and value is not None:
            changes["answers"] = (prefix + value[0], value[1])
    return replace(row, **changes)


def joined(ledgers: list[Ledger]) -> Ledger:
    """One ledger of all; batches recorded at the same instant become one."""
    instants = sorted({batch.recorded_at for ledger in ledgers for batch in ledger.batches})
    numbers = {instant: number for number, instant in enumerate(instants, start=1)}
    alike = [rebatched(ledger, numbers) for ledger in ledgers]
    tables = {name: [row for one in alike for row in getattr(one, name)] for name in table_names()}
    return Ledger(**(tables | {"batches": [Batch(number, at) for at, number in numbers.items()]}))


def rebatched(ledger: Ledger, numbers: dict[datetime, int]) -> Ledger:
    """The ledger with its batches numbered by their instants."""
    new = {batch.number: numbers[batch.recorded_at] for batch in ledger.batches}
    return replace(
        ledger,
        deliveries=[replace(row, batch=new[row.batch]) for row in ledger.deliveries],
        reversals=[replace(row, batch=new[row.batch]) for row in ledger.reversals],
    )


def parts_of(answers: Answers, count: int) -> list[Answers]:
    """The answers of the whole, apart again."""
    return [part_of(answers, f"{number:0{WIDTH}}") for number in range(count)]


def part_of(answers: Answers, prefix: str) -> Answers:
    """The rows that speak of the ledger with this prefix."""
    return Answers(
        lines=[row for row in answers.lines if row.agreement.startswith(prefix)],
        disagreements=[row for row in answers.disagreements if row.agreement.startswith(prefix)],
        unpledged=[row for row in answers.unpledged if row.source.startswith(prefix)],
        overlaps=[row for row in answers.overlaps if row.facility.startswith(prefix)],
        cliffs=[row for row in answers.cliffs if row.facility.startswith(prefix)],
    )


def without_prefix(answers: Answers) -> Answers:
    """The answers of one part in its own codes."""
    lists = {
        entry.name: [plain_row(row) for row in getattr(answers, entry.name)]
        for entry in fields(Answers)
    }
    return Answers(**lists)


def plain_row(row: Any) -> Any:
    """One row of an answer with the prefix taken off its codes."""
    changes: dict[str, Any] = {}
    for entry in fields(row):
        value = getattr(row, entry.name)
        if entry.name in CODES | {"facility"}:
            changes[entry.name] = value[WIDTH:]
        elif entry.name in ("organisations", "agreements"):
            changes[entry.name] = tuple(code[WIDTH:] for code in value)
    return replace(row, **changes)

"""The matrix of rights, read from docs/rights.csv: written by hand, never from the code.

A row is a route and a method. The column of each visitor says what happens to rows that are

1. the visitor's own: in the role's place and of the role's organisation,
2. of another place: of the role's organisation, in another governorate,
3. of another organisation: in the role's place,

with one letter each: `a` allowed, `d` denied (403), `h` hidden (404; in a list: not among them),
`r` refused with the reason (422: of what the body names). `s` stands for "sign in first". A page
that shows no one's rows has a single letter or a status.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "docs" / "rights.csv"
SCOPES = ("own", "other place", "other organisation")
VISITORS = (
    "anonymous",
    "nobody",
    "planner",
    "officer",
    "reporter",
    "partner",
    "monitor",
    "storekeeper",
    "engineer",
    "personnel",
    "fund",
    "inspector",
    "actuary",
    "auditor",
    "administrator",
)
KINDS = ("one", "list", "summary", "page")
LETTERS = set("adhrs")


@dataclass(frozen=True)
class Right:
    """What a visitor gets of a route's rows of one scope; `expected` is a letter or a status."""

    route: str
    method: str
    kind: str
    allowed: int
    visitor: str
    scope: str
    expected: str

    @property
    def status(self) -> int:
        """The status that is answered. A list or summary hides rows, not itself."""
        if self.expected.isdigit():
            return int(self.expected)
        if self.expected == "s":
            return 401 if self.route.startswith("api:") else 302
        if self.expected == "h":
            return self.allowed if self.kind in ("list", "summary") else 404
        return {"d": 403, "r": 422}.get(self.expected, self.allowed)

    @property
    def is_shown(self) -> bool:
        return self.expected == "a"


def rights() -> Iterator[Right]:
    """Every cell of the table. Raises ValueError for a cell that says nothing."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in KINDS:
                raise ValueError(f"{row['route']}: no such kind: {row['kind']}")
            for visitor in VISITORS:
                for scope, expected in zip(SCOPES, _cell(row, visitor), strict=True):
                    yield Right(
                        route=row["route"],
                        method=row["method"],
                        kind=row["kind"],
                        allowed=int(row["allowed"]),
                        visitor=visitor,
                        scope=scope,
                        expected=expected,
                    )


def _cell(row: dict[str, str], visitor: str) -> tuple[str, str, str]:
    cell = row[visitor].strip()
    if cell.isdigit() or cell in LETTERS:
        return cell, cell, cell
    if len(cell) == len(SCOPES) and set(cell) <= LETTERS:
        return cell[0], cell[1], cell[2]
    raise ValueError(f"{row['route']} {row['method']}: {visitor} has {cell!r}")


def rows() -> list[tuple[str, str]]:
    """Route and method of each row."""
    return list(dict.fromkeys((right.route, right.method) for right in rights()))

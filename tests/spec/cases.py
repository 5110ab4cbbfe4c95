"""The rules' cases: each a small ledger, the days asked of it, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.reference.ledger import (
    Agreement,
    Batch,
    Delivery,
    Ledger,
    Location,
    LocationParent,
    Measure,
    MeasureParent,
    Organisation,
    Party,
    Pledge,
    Reversal,
    Status,
    Support,
    Terms,
)
from tests.reference.questions import Question
from tests.spec.tables import (
    Cells,
    Table,
    day,
    end_of_day,
    filled,
    month,
    parse_table,
    quantity,
    recorded,
    several,
    steps,
)

FOLDER = Path(__file__).parent / "rules"
LONG_AGO = "2025-01-01"
GIVEN = (
    *("measures", "locations", "moves", "organisations", "agreements", "statuses", "parties"),
    *("pledges", "supports", "deliveries", "reversals"),
)
EXPECTED = ("lines", "disagreements", "unpledged", "overlaps", "cliffs")

DEFAULTS: dict[str, Cells] = {
    "measures": {
        "measure": "",
        "family": "service",
        "unit": "unit",
        "combine": "sum",
        "parent": "",
        "stale_after": "",
        "recorded": LONG_AGO,
    },
    "locations": {"location": "", "level": "facility", "in": "", "name": ""},
    "moves": {"location": "", "in": "", "from": "", "recorded": LONG_AGO},
    "organisations": {"organisation": "", "name": ""},
    "agreements": {
        "agreement": "A",
        "partner": "UNX",
        "counts_from": "accepted",
        "prefers": "facility",
        "made_up": "",
        "recorded": LONG_AGO,
    },
    "statuses": {"agreement": "A", "status": "", "on": "", "recorded": LONG_AGO},
    "parties": {
        "agreement": "A",
        "organisation": "",
        "role": "implementing",
        "from": "",
        "to": "",
        "recorded": LONG_AGO,
    },
    "pledges": {
        "agreement": "A",
        "line": "1",
        "measure": "dialysis",
        "quantity": "100",
        "scope": "SY",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "profile": "linear",
        "milestones": "",
        "effective_on": LONG_AGO,
        "recorded": LONG_AGO,
    },
    "supports": {
        "key": "",
        "facility": "H1",
        "family": "service",
        "organisation": "UNX",
        "agreement": "A",
        "share": "",
        "from": LONG_AGO,
        "to": "",
        "recorded": LONG_AGO,
    },
    "deliveries": {
        "source": "",
        "line": "1",
        "stage": "accepted",
        "claimant": "partner",
        "organisation": "UNX",
        "agreement": "",
        "measure": "dialysis",
        "location": "H1",
        "month": "2026-01",
        "quantity": "10",
        "answers": "",
        "recorded": "2026-01-31",
    },
    "reversals": {"source": "", "recorded": "2026-01-31"},
}


@dataclass(frozen=True)
class Case:
    """One sentence, in two languages, and the tables that prove it."""

    ar: str
    en: str
    given: dict[str, Table]
    as_of: str
    known_at: str
    expected: dict[str, Table]
    ledger: Ledger

    def questions(self) -> dict[tuple[str, str], Question]:
        """Each question asked, by the days as written."""
        asked = {(self.as_of, self.known_at)} if self.as_of else set()
        for table in self.expected.values():
            asked |= {self.asked(record) for record in table.records()}
        return {
            (as_of, known_at): Question(
                self.ledger, date.fromisoformat(as_of), end_of_day(known_at)
            )
            for as_of, known_at in sorted(asked)
        }

    def asked(self, record: Cells) -> tuple[str, str]:
        """The days of which a row of what is expected speaks."""
        return record.get("as_of", self.as_of), record.get("known_at", self.known_at)


@dataclass(frozen=True)
class Rule:
    """A chapter of the rule book."""

    name: str
    title: dict[str, str]
    says: dict[str, str]
    cases: list[Case]


def load_rules() -> list[Rule]:
    """Every rule, in the order of the book."""
    background = read_yaml(FOLDER / "background.yaml")
    files = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != "background")
    return [load_rule(path, tables_in(background, GIVEN)) for path in files]


def load_rule(path: Path, background: dict[str, Table]) -> Rule:
    """One rule's file; raises ValueError where a case has a key that is not known."""
    content = read_yaml(path)
    cases = [load_case(case, background) for case in content["cases"]]
    return Rule(path.stem, content["title"], content["says"], cases)


def load_case(content: dict[str, Any], background: dict[str, Table]) -> Case:
    """One case, on the background that all share."""
    unknown = set(content) - {"ar", "en", "as_of", "known_at", "expect", *GIVEN}
    if unknown or set(content["expect"]) - set(EXPECTED):
        raise ValueError(f"unknown in {content['en']!r}: {sorted(unknown)}, {content['expect']}")
    given = tables_in(content, GIVEN)
    return Case(
        ar=content["ar"],
        en=content["en"],
        given=given,
        as_of=str(content.get("as_of", "")),
        known_at=str(content.get("known_at", "")),
        expected=tables_in(content["expect"], EXPECTED),
        ledger=ledger_from(background, given),
    )


def read_yaml(path: Path) -> dict[str, Any]:
    """A file's content."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def tables_in(content: dict[str, Any], names: tuple[str, ...]) -> dict[str, Table]:
    """The tables of these names, in this order."""
    return {name: parse_table(content[name]) for name in names if name in content}


def ledger_from(background: dict[str, Table], given: dict[str, Table]) -> Ledger:
    """The background's rows and the case's, whose agreements replace those of the same code."""
    rows = {name: list(records_of(background, given, name)) for name in GIVEN}
    stated = {row["agreement"] for row in records_of({}, given, "agreements")}
    kept = [
        row for row in records_of(background, {}, "agreements") if row["agreement"] not in stated
    ]
    rows["agreements"] = kept + list(records_of({}, given, "agreements"))
    posted = [*rows["deliveries"], *rows["reversals"]]
    days = sorted({row["recorded"] for row in posted})
    numbers = {text: number for number, text in enumerate(days, start=1)}
    return Ledger(
        **registry_of(rows),
        **promises_of(rows),
        batches=[Batch(number, recorded(text, 0)) for text, number in numbers.items()],
        deliveries=[delivery_of(row, numbers) for row in rows["deliveries"]],
        reversals=[Reversal(row["source"], numbers[row["recorded"]]) for row in rows["reversals"]],
    )


def records_of(background: dict[str, Table], given: dict[str, Table], name: str) -> Iterator[Cells]:
    """The rows of one table, completed."""
    for tables in (background, given):
        if name in tables:
            for record in tables[name].records():
                yield filled(record, DEFAULTS[name])


def registry_of(rows: dict[str, list[Cells]]) -> dict[str, Any]:
    """Who and where."""
    placed = [row for row in rows["locations"] if row["in"]]
    return {
        "measures": [
            Measure(
                row["measure"],
                row["family"],
                row["unit"],
                row["combine"],
                int(row["stale_after"]) if row["stale_after"] else None,
            )
            for row in first_of_each(rows["measures"], "measure")
        ],
        "measure_parents": [
            MeasureParent(row["measure"], row["parent"] or None, recorded(row["recorded"], number))
            for number, row in enumerate(rows["measures"])
        ],
        "locations": [Location(row["location"], row["level"]) for row in rows["locations"]],
        "location_parents": [
            *(
                LocationParent(row["location"], row["in"], None, recorded(LONG_AGO, number))
                for number, row in enumerate(placed)
            ),
            *(
                LocationParent(
                    row["location"],
                    row["in"],
                    day(row["from"]),
                    recorded(row["recorded"], len(placed) + number),
                )
                for number, row in enumerate(rows["moves"])
            ),
        ],
        "organisations": [Organisation(row["organisation"]) for row in rows["organisations"]],
    }


def first_of_each(rows: list[Cells], column: str) -> list[Cells]:
    """One row for each value; later rows of a measure only hang it elsewhere in the tree."""
    return list({row[column]: row for row in reversed(rows)}.values())


def promises_of(rows: dict[str, list[Cells]]) -> dict[str, Any]:
    """What was promised; a second row of an agreement changes its terms."""
    return {
        "agreements": [
            Agreement(row["agreement"], recorded(row["recorded"], 0), row["made_up"] == "yes")
            for row in first_of_each(rows["agreements"], "agreement")
        ],
        "terms": [
            Terms(
                row["agreement"],
                row["partner"],
                recorded(row["recorded"], number),
                row["counts_from"],
                row["prefers"],
            )
            for number, row in enumerate(rows["agreements"])
        ],
        "statuses": [
            Status(
                row["agreement"], row["status"], day(row["on"]), recorded(row["recorded"], number)
            )
            for number, row in enumerate(rows["statuses"])
        ],
        "parties": [
            Party(
                row["agreement"],
                row["organisation"],
                row["role"],
                recorded(row["recorded"], number),
                day(row["from"]),
                day(row["to"]),
            )
            for number, row in enumerate(rows["parties"])
        ],
        "pledges": [pledge_of(row, number) for number, row in enumerate(rows["pledges"])],
        "supports": [support_of(row, number) for number, row in enumerate(rows["supports"])],
    }


def pledge_of(row: Cells, number: int) -> Pledge:
    """One version of a line."""
    effective_on = day(row["effective_on"])
    assert effective_on is not None
    return Pledge(
        row["agreement"],
        row["line"],
        row["measure"],
        quantity(row["quantity"]),
        several(row["scope"]),
        day(row["starts_on"]),
        day(row["ends_on"]),
        effective_on,
        recorded(row["recorded"], number),
        row["profile"],
        steps(row["milestones"]),
    )


def support_of(row: Cells, number: int) -> Support:
    """One version of a support; without a key every row is a support of its own."""
    valid_from = day(row["from"])
    assert valid_from is not None
    return Support(
        row["key"] or f"support-{number}",
        row["facility"],
        row["family"],
        row["organisation"],
        row["agreement"] or None,
        valid_from,
        day(row["to"]),
        recorded(row["recorded"], number),
        float(row["share"]) if row["share"] else None,
    )


def delivery_of(row: Cells, batches: dict[str, int]) -> Delivery:
    """One line of a posting."""
    source, _, line = row["answers"].partition("#")
    return Delivery(
        row["source"],
        row["line"],
        batches[row["recorded"]],
        row["stage"],
        row["claimant"],
        row["measure"],
        row["location"],
        month(row["month"]),
        quantity(row["quantity"]),
        row["organisation"] or None,
        row["agreement"] or None,
        (source, line) if line else None,
    )

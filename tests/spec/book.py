"""Writes the rule book, docs/rules/, from the cases: `python -m tests.spec.book`."""

from __future__ import annotations

from pathlib import Path

from tests.spec.cases import DEFAULTS, FOLDER, GIVEN, Case, Rule, load_rules, read_yaml, tables_in
from tests.spec.tables import Table

BOOK = Path(__file__).parents[2] / "docs" / "rules"

HEADINGS = {
    "measures": "المقاييس · Measures",
    "locations": "الأماكن والمنشآت · Places and facilities",
    "moves": "نقل إداري · Moves",
    "organisations": "الجهات · Organisations",
    "agreements": "الاتفاقيات · Agreements",
    "statuses": "أحوال الاتفاقيات · Statuses",
    "parties": "الأطراف · Parties",
    "pledges": "التعهّدات · Pledges",
    "supports": "الدعم · Supports",
    "deliveries": "التسليمات · Deliveries",
    "reversals": "العكس · Reversals",
    "lines": "النتيجة · Reckoned",
    "disagreements": "التباين · Disagreements",
    "unpledged": "بلا تعهّد · Delivered without a pledge",
    "overlaps": "التداخل · Overlaps",
    "cliffs": "انقطاع الدعم · Cliffs",
}
ALWAYS = ("measures", "locations", "organisations", "agreements")


def pages() -> dict[str, str]:
    """The text of every page of the book by file name."""
    rules = load_rules()
    return {"README.md": front_page(rules)} | {f"{rule.name}.md": chapter(rule) for rule in rules}


def front_page(rules: list[Rule]) -> str:
    """The list of the rules and what every case takes for granted."""
    listed = [
        f"- [{rule.title['ar']} · {rule.title['en']}]({rule.name}.md): {len(rule.cases)}"
        for rule in rules
    ]
    background = tables_in(read_yaml(FOLDER / "background.yaml"), ALWAYS)
    parts = [part("preface.md"), "## القواعد · The rules", "\n".join(listed), part("reading.md")]
    parts += [headed(name, defaults_of(name)) for name in GIVEN if name not in ALWAYS]
    parts.append("## ما تسلّم به كل حالة · What every case takes for granted")
    parts += [headed(name, table) for name, table in background.items()]
    return "\n\n".join(parts) + "\n"


def part(name: str) -> str:
    """A part of the front page that is written by hand."""
    return (FOLDER / name).read_text(encoding="utf-8").strip()


def defaults_of(name: str) -> Table:
    """The values that a table's columns take when they are left out."""
    return Table(tuple(DEFAULTS[name]), (tuple(DEFAULTS[name].values()),))


def chapter(rule: Rule) -> str:
    """One rule with its cases."""
    parts = [
        f"# {rule.title['ar']} · {rule.title['en']}",
        right_to_left(rule.says["ar"].strip()),
        rule.says["en"].strip(),
        *(told(number, case) for number, case in enumerate(rule.cases, start=1)),
        "[كتاب القواعد · The rule book](README.md)",
    ]
    return "\n\n".join(parts) + "\n"


def told(number: int, case: Case) -> str:
    """One case: its sentence, what goes in, when it is asked, what comes out."""
    parts = [f"## {number}", right_to_left(case.ar), case.en]
    parts += [headed(name, table) for name, table in case.given.items()]
    asked = [f"`{name}` {text}" for name, text in days_of(case).items() if text]
    parts += [" · ".join(asked)] if asked else []
    parts += [headed(name, table, "⇐ ") for name, table in case.expected.items()]
    return "\n\n".join(parts)


def days_of(case: Case) -> dict[str, str]:
    """The days that the whole case speaks of."""
    return {"as_of": case.as_of, "known_at": case.known_at}


def right_to_left(text: str) -> str:
    """A paragraph in Arabic."""
    return f'<div dir="rtl">\n\n{text}\n\n</div>'


def headed(name: str, table: Table, mark: str = "") -> str:
    """A table under its name, as Markdown."""
    widths = [max(3, *map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    rule = tuple("-" * width for width in widths)
    lines = [line_of(row, widths) for row in (table.columns, rule, *table.rows)]
    return f"**{mark}{HEADINGS[name]}**\n\n" + "\n".join(lines)


def line_of(row: tuple[str, ...], widths: list[int]) -> str:
    """A row of a table, its cells under each other."""
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return f"| {' | '.join(cells)} |"


def write() -> None:
    """Write the book, and remove pages of rules that are gone."""
    BOOK.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name, text in written.items():
        (BOOK / name).write_text(text, encoding="utf-8")
    for path in BOOK.glob("*.md"):
        if path.name not in written:
            path.unlink()


if __name__ == "__main__":
    write()

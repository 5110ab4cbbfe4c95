"""Every case of the rule book holds, in the reference implementation and in the fast engine.

The engine is asked once for each day, of all the cases that ask of that day, side by side.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.reference.answers import Answers, engine_answers, reference_answers
from tests.reference.questions import Question
from tests.reference.side_by_side import joined, laid_out, parts_of, without_prefix
from tests.spec.cases import Case, load_rules
from tests.spec.words import row_in_words, same_row

CASES = {f"{rule.name}: {case.en}": case for rule in load_rules() for case in rule.cases}
Asked = tuple[str, str]


def cases_by_day() -> dict[Asked, list[str]]:
    """The names of the cases that ask of each day (and instant)."""
    asking: dict[Asked, list[str]] = defaultdict(list)
    for name, case in CASES.items():
        for asked in case.questions():
            asking[asked].append(name)
    return asking


@pytest.mark.parametrize("name", CASES)
def test_the_case_holds_in_the_reference(name: str) -> None:
    for asked, question in CASES[name].questions().items():
        assert not faults(CASES[name], asked, reference_answers(question))


@pytest.mark.parametrize("asked", cases_by_day(), ids=lambda asked: " ".join(asked).strip())
def test_the_cases_hold_in_the_engine(asked: Asked) -> None:
    names = cases_by_day()[asked]
    questions = [CASES[name].questions()[asked] for name in names]
    ledgers = laid_out(question.everything for question in questions)
    whole = Question(joined(ledgers), questions[0].as_of, questions[0].known_at)
    parts = parts_of(engine_answers(whole), len(names))
    told = {
        name: faults(CASES[name], asked, without_prefix(part))
        for name, part in zip(names, parts, strict=True)
    }
    assert not {name: found for name, found in told.items() if found}


def faults(case: Case, asked: Asked, answers: Answers) -> list[str]:
    """Where the answers differ from the tables that speak of these days."""
    told = []
    for name, table in case.expected.items():
        wanted = [row for row in table.records() if case.asked(row) == asked]
        if wanted:
            told += compared(wanted, getattr(answers, name), f"{name} as of {' '.join(asked)}")
    return told


def compared(wanted: list[dict[str, str]], found: list[Any], what: str) -> list[str]:
    """The same rows, in any order, by the columns that the case shows."""
    wanted = [row for row in wanted if "—" not in row.values()]
    columns = [name for row in wanted[:1] for name in row if name not in ("as_of", "known_at")]
    said = [row_in_words(row) for row in found]
    shown = [{name: row[name] for name in columns} for row in said]
    told = [] if len(wanted) == len(found) else [f"{what}: {len(wanted)} rows wanted, found {said}"]
    for row in wanted:
        match = [other for other in shown if same_row(row, other)]
        if match:
            shown.remove(match[0])
        else:
            told.append(f"{what}: {row} is not in {shown}")
    return told

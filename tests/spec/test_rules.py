"""Every case of the rule book holds, in the reference implementation and in the fast engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.reference.answers import Answers, engine_answers, reference_answers
from tests.reference.questions import Question
from tests.spec.cases import Case, load_rules
from tests.spec.words import row_in_words, same_row

CASES = [
    pytest.param(case, id=f"{rule.name}: {case.en}") for rule in load_rules() for case in rule.cases
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("answer", [reference_answers, engine_answers], ids=["reference", "engine"])
def test_the_case_holds(answer: Callable[[Question], Answers], case: Case) -> None:
    for asked, question in case.questions().items():
        answers = answer(question)
        for name, table in case.expected.items():
            wanted = [row for row in table.records() if case.asked(row) == asked]
            if wanted:
                compare(wanted, getattr(answers, name), f"{name} as of {asked[0]} {asked[1]}")


def compare(wanted: list[dict[str, str]], found: list[Any], what: str) -> None:
    """The same rows, in any order, by the columns that the case shows."""
    wanted = [row for row in wanted if "—" not in row.values()]
    columns = [name for row in wanted[:1] for name in row if name not in ("as_of", "known_at")]
    said = [row_in_words(row) for row in found]
    shown = [{name: row[name] for name in columns} for row in said]
    assert len(wanted) == len(found), f"{what}: {said}"
    for row in wanted:
        match = [other for other in shown if same_row(row, other)]
        assert match, f"{what}: {row} is not in {shown}"
        shown.remove(match[0])

"""The fast engine says what the slow and obvious rules say, on whole generated ledgers."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given

from tests.properties.calendar_days import asked_days, known_instants
from tests.properties.differences import differences
from tests.properties.drawing import in_bunches
from tests.properties.effort import examples
from tests.properties.ledgers import ledgers
from tests.reference.answers import engine_answers, reference_answers
from tests.reference.ledger import Ledger
from tests.reference.questions import Question
from tests.reference.side_by_side import joined, laid_out, parts_of


@given(ledger=ledgers(), as_of=asked_days, known_at=known_instants)
@examples(10)
def test_the_engine_agrees_with_the_rules(
    ledger: Ledger, as_of: date, known_at: datetime | None
) -> None:
    question = Question(ledger, as_of, known_at)
    assert not differences(reference_answers(question), engine_answers(question))


def test_the_engine_agrees_on_many_ledgers_at_once() -> None:
    for bunch in in_bunches(500):
        whole = laid_out(drawn.ledger for drawn in bunch)
        for drawn in bunch[:2]:
            agree_on(whole, drawn.as_of, drawn.known_at)


@pytest.mark.parametrize("as_of", [date.min, date.max], ids=str)
def test_the_first_and_the_last_day_can_be_asked(as_of: date) -> None:
    for bunch in in_bunches(30):
        agree_on(laid_out(drawn.ledger for drawn in bunch), as_of, None)


def agree_on(whole: list[Ledger], as_of: date, known_at: datetime | None) -> None:
    """Ask the engine of all at once and the rules of each; fail with the first that differs."""
    found = parts_of(engine_answers(Question(joined(whole), as_of, known_at)), len(whole))
    for ledger, answers in zip(whole, found, strict=True):
        told = differences(reference_answers(Question(ledger, as_of, known_at)), answers)
        if told:
            asked = f"asked as of {as_of}, known at {known_at}"
            pytest.fail("\n".join([asked, *told, repr(ledger)]), pytrace=False)

"""What holds of every ledger, whatever is in it, in the fast engine.

Each law is tried on many ledgers at once, side by side.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

import pyarrow as pa
import pytest

from tests.properties.calendar_days import BATCH_INSTANTS
from tests.properties.differences import differences
from tests.properties.drawing import Drawn, in_bunches
from tests.reference.answers import Answers, engine_answers, full_reckoning
from tests.reference.columns import columns_of, shuffled
from tests.reference.ledger import STAGES, Batch, Delivery, Ledger, Reversal, known_by
from tests.reference.questions import Question
from tests.reference.side_by_side import joined, laid_out, parts_of

LATEST = len(BATCH_INSTANTS)


def test_the_order_of_rows_does_not_matter() -> None:
    for bunch in in_bunches(60):
        random = Random(bunch[0].chance)
        columns = columns_of(joined(laid_out(drawn.ledger for drawn in bunch)))
        mixed = shuffled(columns, random)
        as_of, known_at = bunch[0].as_of, bunch[0].known_at
        assert said(columns, as_of, known_at) == said(mixed, as_of, known_at)


def said(columns: dict[str, pa.Table], as_of: date, known_at: datetime | None) -> list[object]:
    """All that the engine says, in its own order."""
    found = full_reckoning(columns, as_of, known_at)
    return [found.reckoning, list(found.unpledged.rows()), found.overlaps, found.cliffs]


def test_to_post_and_to_reverse_is_nothing() -> None:
    for bunch in in_bunches(60):
        before = answers_of([drawn.ledger for drawn in bunch], bunch[0].as_of)
        after = answers_of([posted_and_reversed(drawn) for drawn in bunch], bunch[0].as_of)
        same_for_each(bunch, before, after)


def posted_and_reversed(drawn: Drawn) -> Ledger:
    """The ledger with one of its deliveries posted again, and that posting reversed."""
    ledger = drawn.ledger
    if not ledger.deliveries:
        return ledger
    entry = replace(drawn.choice(ledger.deliveries), source="posted in error", batch=LATEST)
    return replace(
        ledger,
        deliveries=[*ledger.deliveries, entry],
        reversals=[*ledger.reversals, Reversal(entry.source, LATEST)],
    )


def test_a_past_instant_reproduces_the_earlier_result() -> None:
    for bunch in in_bunches(60):
        as_of, known_at = bunch[0].as_of, bunch[1].choice(BATCH_INSTANTS)
        then = answers_of([known_by(drawn.ledger, known_at) for drawn in bunch], as_of)
        now = answers_of([drawn.ledger for drawn in bunch], as_of, known_at)
        same_for_each(bunch, then, now)


def test_another_delivery_never_lowers_a_sum() -> None:
    for bunch in in_bunches(60):
        before = answers_of([drawn.ledger for drawn in bunch], bunch[0].as_of)
        after = answers_of([with_one_more(drawn) for drawn in bunch], bunch[0].as_of)
        for old, new in zip(before, after, strict=True):
            for line, more in zip(old.lines, new.lines, strict=True):
                assert (line.agreement, line.line) == (more.agreement, more.line)
                assert all(getattr(line, stage) <= getattr(more, stage) for stage in STAGES)


def with_one_more(drawn: Drawn) -> Ledger:
    """The ledger with a delivery that adds up posted once more, after everything else."""
    ledger = drawn.ledger
    sums = [entry for entry in ledger.deliveries if adds_up(ledger, entry)]
    if not sums:
        return ledger
    late = Batch(LATEST + 1, BATCH_INSTANTS[-1].replace(year=2027))
    again = replace(drawn.choice(sums), source="once more", batch=late.number)
    return replace(ledger, batches=[*ledger.batches, late], deliveries=[*ledger.deliveries, again])


def adds_up(ledger: Ledger, entry: Delivery) -> bool:
    """Whether more of the entry can only be more: a reversed one may hide another claimant's."""
    rules = {measure.code: measure.combine for measure in ledger.measures}
    undone = {reversal.source for reversal in ledger.reversals}
    return rules[entry.measure] in ("sum", "max") and entry.source not in undone


def answers_of(
    ledgers: list[Ledger], as_of: date, known_at: datetime | None = None
) -> list[Answers]:
    """The engine's answers for each, asked of all at once."""
    whole = joined(laid_out(ledgers))
    return parts_of(engine_answers(Question(whole, as_of, known_at)), len(ledgers))


def same_for_each(bunch: list[Drawn], wanted: list[Answers], found: list[Answers]) -> None:
    """Fail with the first ledger whose answers differ."""
    for drawn, ours, theirs in zip(bunch, wanted, found, strict=True):
        told = differences(ours, theirs)
        if told:
            pytest.fail("\n".join([*told, repr(drawn.ledger)]), pytrace=False)

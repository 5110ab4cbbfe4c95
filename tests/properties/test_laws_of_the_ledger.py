"""What holds of every ledger, whatever is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.calendar_days import BATCH_INSTANTS, asked_days, known_instants
from tests.properties.differences import differences
from tests.properties.effort import examples
from tests.properties.ledgers import ledgers
from tests.reference.answers import engine_answers, full_reckoning
from tests.reference.columns import columns_of, shuffled
from tests.reference.ledger import STAGES, Batch, Delivery, Ledger, Reversal, known_by
from tests.reference.questions import Question

LATEST = len(BATCH_INSTANTS)


@given(ledger=ledgers(), as_of=asked_days, known_at=known_instants, chance=st.integers(0, 999))
@examples(20)
def test_the_order_of_rows_does_not_matter(
    ledger: Ledger, as_of: date, known_at: datetime | None, chance: int
) -> None:
    random = Random(chance)
    columns = columns_of(ledger)
    mixed = shuffled(columns, lambda count: random.sample(range(count), count))
    assert full_reckoning(columns, as_of, known_at) == full_reckoning(mixed, as_of, known_at)


@given(ledger=ledgers(), as_of=asked_days, choice=st.integers(0, 999))
@examples(20)
def test_to_post_and_to_reverse_is_nothing(ledger: Ledger, as_of: date, choice: int) -> None:
    assume(ledger.deliveries)
    copied = ledger.deliveries[choice % len(ledger.deliveries)]
    entry = replace(copied, source="posted in error", batch=LATEST)
    undone = replace(
        ledger,
        deliveries=[*ledger.deliveries, entry],
        reversals=[*ledger.reversals, Reversal(entry.source, LATEST)],
    )
    before, after = Question(ledger, as_of), Question(undone, as_of)
    assert not differences(engine_answers(before), engine_answers(after))


@given(ledger=ledgers(), as_of=asked_days, known_at=st.sampled_from(BATCH_INSTANTS))
@examples(20)
def test_a_past_instant_reproduces_the_earlier_result(
    ledger: Ledger, as_of: date, known_at: datetime
) -> None:
    then = Question(known_by(ledger, known_at), as_of)
    now = Question(ledger, as_of, known_at)
    assert not differences(engine_answers(then), engine_answers(now))


@given(ledger=ledgers(), as_of=asked_days, choice=st.integers(0, 999))
@examples(20)
def test_another_delivery_never_lowers_a_sum(ledger: Ledger, as_of: date, choice: int) -> None:
    rules = {measure.code: measure.combine for measure in ledger.measures}
    undone = {reversal.source for reversal in ledger.reversals}
    sums = [
        entry
        for entry in ledger.deliveries
        if rules[entry.measure] in ("sum", "max") and entry.source not in undone
    ]
    assume(sums)
    more = one_more(ledger, sums[choice % len(sums)])
    before = engine_answers(Question(ledger, as_of)).lines
    after = engine_answers(Question(more, as_of)).lines
    for old, new in zip(before, after, strict=True):
        assert (old.agreement, old.line) == (new.agreement, new.line)
        assert all(getattr(old, stage) <= getattr(new, stage) for stage in STAGES)


def one_more(ledger: Ledger, entry: Delivery) -> Ledger:
    """The ledger with the same delivery once more, posted after everything else."""
    late = Batch(LATEST + 1, BATCH_INSTANTS[-1].replace(year=2027))
    again = replace(entry, source="once more", batch=late.number)
    return replace(ledger, batches=[*ledger.batches, late], deliveries=[*ledger.deliveries, again])

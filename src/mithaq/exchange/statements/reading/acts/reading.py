"""Acts of a passage, from the words that tell them to what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from mithaq.exchange.statements.reading.acts.clauses import find_drafts
from mithaq.exchange.statements.reading.acts.linking import Found, linked, object_facilities
from mithaq.exchange.statements.reading.acts.merging import merged
from mithaq.exchange.statements.reading.acts.signals import Signals
from mithaq.exchange.statements.reading.findings import Act
from mithaq.exchange.statements.reading.passages import Passage, Span


def read_acts(
    passage: Passage,
    signals: Signals,
    found: Found,
    bodies: frozenset[int] = frozenset(),
    objects: Sequence[Span] = (),
) -> tuple[Act, ...]:
    """Acts in the order of the text, each once; who states them is not said yet."""
    starts = sorted({passage.token_at(span.start) for span in objects})
    drafts = find_drafts(passage, signals, bodies, starts)
    facilities_of = partial(object_facilities, passage, found=found)
    kept = merged(passage, drafts, facilities_of)
    return tuple(linked(passage, draft, found) for draft in kept)

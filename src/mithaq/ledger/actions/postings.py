"""Posting deliveries and their reversals: validated and digested outside the chain's lock."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime

import pyarrow as pa

from mithaq.ledger.records import NewPosting, NewReversal, Posted


def post(
    postings: Sequence[NewPosting],
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None = None,
) -> Posted:
    """Post a few documents as one batch. `kind` says what was recorded: report, import, ….

    May stand in the caller's transaction. Refused: unknown codes, a negative quantity, a line
    given twice, an answer to what is not there or is no claim, a known source with other content.
    """
    raise NotImplementedError


def post_columns(
    table: pa.Table,
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None = None,
    dry_run: bool = False,
    then: Callable[[Posted], None] | None = None,
) -> Posted:
    """Post up to millions of deliveries (`records.DELIVERY_COLUMNS`) as one batch.

    Call it outside a transaction, so that only the last step holds the lock; `then` is called in
    the transaction that posts. A `dry_run` refuses what posting would and writes nothing. A fault
    names the row of the table (`item`, from 0) and the column (`field`).
    """
    raise NotImplementedError


def reverse_postings(
    reversals: Sequence[NewReversal],
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None = None,
    dry_run: bool = False,
) -> Posted:
    """Reverse postings, each at most once. Refused: an unknown posting, a reversal of a reversal,
    a posting reversed already by another source, a reason outside its list."""
    raise NotImplementedError

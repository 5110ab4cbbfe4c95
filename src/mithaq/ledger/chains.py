"""The chain of batches: the lock under which the ledger is written, and what seals a batch."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction

from mithaq.ledger.canonical import batch_digest, row_text
from mithaq.ledger.entries import Entry
from mithaq.ledger.models import Batch, Chain
from mithaq.registry.rows import default_country

_MOMENT = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Recording:
    """A batch being written, under the lock. `at` is its instant; positions follow the chain's."""

    chain: Chain
    at: datetime
    actor: uuid.UUID | None
    kind: str
    entries: list[str] = field(default_factory=list)
    digests: bytes = b""
    postings: int = 0
    deliveries: int = 0
    sealed: Batch | None = None

    @property
    def batch(self) -> int:
        return self.chain.batch + 1

    def enter(self, entry: Entry) -> None:
        """Have the batch's digest cover a row of one of the logs."""
        self.entries.append(row_text(*entry))

    def is_empty(self) -> bool:
        return not (self.entries or self.postings)

    def seal(self) -> Batch:
        """Write the batch. It is written before its postings, which refer to it."""
        chain = self.chain
        batch = Batch(
            id=self.batch,
            country=chain.country,
            recorded_at=self.at,
            actor=self.actor,
            kind=self.kind,
            first_posting=chain.posting + 1,
            last_posting=chain.posting + self.postings,
            first_delivery=chain.delivery + 1,
            last_delivery=chain.delivery + self.deliveries,
            entries=len(self.entries),
            previous_digest=chain.digest,
        )
        batch.digest = digest_of(batch, self.digests, self.entries)
        batch.save(force_insert=True)
        self.sealed = batch
        return batch


@contextmanager
def recording(
    *, actor: uuid.UUID | None, kind: str, at: datetime | None = None
) -> Iterator[Recording]:
    """Take the lock, hand out the next instant, and on leaving seal what was entered.

    `at` may lie in the past (a demonstration's history); instants of the chain increase strictly,
    so it is moved behind the last one. Raises ValueError for an instant to come.
    """
    now = datetime.now(UTC)
    if at is not None and at > now:
        raise ValueError(f"recorded in the future: {at}")
    with transaction.atomic():
        chain = locked_chain()
        instant = max(at or now, (chain.recorded_at or EPOCH) + _MOMENT)
        record = Recording(chain, instant, actor, kind)
        yield record
        if record.is_empty():
            return
        batch = record.sealed or record.seal()
        Chain.objects.filter(country=chain.country).update(
            batch=batch.id,
            posting=batch.last_posting,
            delivery=batch.last_delivery,
            digest=batch.digest,
            recorded_at=batch.recorded_at,
        )
        # Here, since the refresh reads through the actions' own tables.
        from mithaq.ledger.refreshes import request_refresh

        request_refresh()


def locked_chain() -> Chain:
    """The head of the chain, locked. On SQLite the transaction itself is the lock: it begins
    IMMEDIATE, so that nobody else writes from here on."""
    country = default_country()
    Chain.objects.get_or_create(country=country)
    return Chain.objects.select_for_update().get(country=country)


def digest_of(batch: Batch, postings: bytes, entries: list[str]) -> str:
    """The digest that a batch should have."""
    head = (
        batch.country,
        batch.id,
        batch.recorded_at,
        None if batch.actor is None else str(batch.actor),
        batch.kind,
        batch.first_posting,
        batch.last_posting,
        batch.first_delivery,
        batch.last_delivery,
        batch.entries,
    )
    return batch_digest(head, batch.previous_digest, postings, entries)

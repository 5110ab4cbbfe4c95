"""Checking the chain of batches: numbers, instants, links, digests over postings and other rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from mithaq.ledger import entries
from mithaq.ledger.canonical import GENESIS, row_text
from mithaq.ledger.chains import EPOCH, digest_of
from mithaq.ledger.models import (
    Agreement,
    AgreementParty,
    AgreementStatus,
    AgreementTerms,
    Batch,
    Chain,
    Measure,
    MeasureDefinition,
    MeasureParent,
    Pledge,
    PledgeScope,
    Posting,
    Support,
)
from mithaq.registry.rows import default_country

_NAMED = 5


@dataclass(frozen=True)
class BatchFault:
    """A batch that does not hold. Its postings are those that say they are of it, whatever range
    it claims; None: it has none. `entries` names the first of its other rows."""

    batch: int
    first_posting: int | None
    last_posting: int | None
    source: str
    code: str
    entries: str = ""


@dataclass(frozen=True)
class MisplacedPosting:
    posting: int
    source: str


@dataclass(frozen=True)
class BatchFaults:
    """`head`: number, last posting, last delivery and digest of the last batch."""

    count: int
    postings: int
    head: tuple[int, int, int, str]
    recorded_at: datetime | None
    first: BatchFault | None
    of_postings: tuple[MisplacedPosting, ...]


@dataclass
class _Entries:
    """The other rows recorded at one instant, and who is said to have recorded them."""

    rows: list[str]
    actors: set[uuid.UUID | None]


def check_batches(chain: Chain) -> BatchFaults:
    """Walk the chain from its first batch to its head; the first that does not hold is kept.

    What was recorded after the head was read is left for the next time.
    """
    recorded = _entries(chain.recorded_at or EPOCH)
    postings = _Postings(chain.posting)
    before = Batch(id=0, recorded_at=EPOCH, digest=GENESIS, last_posting=0, last_delivery=0)
    first: BatchFault | None = None
    count = 0
    for batch in Batch.objects.filter(id__lte=chain.batch).order_by("id").iterator():
        kept = recorded.pop(batch.recorded_at, _Entries([], set()))
        code = _wrong(batch, before, kept, postings.digests_of(batch))
        if code and first is None:
            first = _fault(batch, before, code, kept)
        before = batch
        count += 1
    postings.finish()
    if first is None and (codes := _redefined_measures()):
        first = BatchFault(before.id, None, None, "", "measure", "; ".join(codes))
    if first is None and recorded:
        kept = recorded[min(recorded)]
        first = BatchFault(before.id, None, None, "", "stray", _names(kept))
    return BatchFaults(
        count,
        postings.count,
        (before.id, before.last_posting, before.last_delivery, before.digest),
        before.recorded_at if count else None,
        first,
        tuple(postings.misplaced),
    )


def _wrong(batch: Batch, before: Batch, kept: _Entries, digests: bytes) -> str:
    """The code of what does not hold in a batch, empty where all does."""
    follows = batch.first_posting == before.last_posting + 1
    follows &= batch.first_delivery == before.last_delivery + 1
    follows &= batch.last_posting >= batch.first_posting - 1
    follows &= batch.last_delivery >= batch.first_delivery - 1
    tests = (
        ("sequence", batch.id == before.id + 1 and batch.recorded_at > before.recorded_at),
        ("sequence", batch.country == default_country()),
        ("link", batch.previous_digest == before.digest),
        ("range", follows),
        ("entries", batch.entries == len(kept.rows)),
        ("actor", kept.actors <= {batch.actor}),
        ("digest", batch.digest == digest_of(batch, digests, kept.rows)),
    )
    return next((code for code, holds in tests if not holds), "")


def _fault(batch: Batch, before: Batch, code: str, kept: _Entries) -> BatchFault:
    # Where a number was skipped, it is the batch of that number that does not hold.
    number = min(batch.id, before.id + 1)
    own = Posting.objects.filter(batch=number).order_by("id")
    own = own if own.exists() else Posting.objects.filter(id=before.last_posting + 1)
    first, last = own.first(), own.last()
    return BatchFault(
        number,
        first.id if first else None,
        max(last.id, batch.last_posting) if last else None,  # the last may have been taken away
        first.source if first else "",
        code,
        _names(kept),
    )


def _redefined_measures() -> list[str]:
    """Measures that are not what they were last said to be: reckoning reads the measure itself.

    Looked at twice, since one may be recorded anew in between.
    """
    changed = _unlike_their_definitions()
    return sorted(changed & _unlike_their_definitions()) if changed else []


def _unlike_their_definitions() -> set[str]:
    fields = ("unit", "family", "combine", "stale_after")
    said: dict[int, tuple[object, ...]] = {}
    rows = MeasureDefinition.objects.order_by("recorded_at", "id")
    for measure, *values in rows.values_list("measure_id", *fields):
        said[measure] = tuple(values)
    return {
        code
        for number, code, *values in Measure.objects.values_list("id", "code", *fields)
        if said.get(number) != tuple(values)
    }


def _names(kept: _Entries) -> str:
    """The first of a batch's other rows, by kind and key, so that one can be looked for."""
    named = [" ".join(row.rstrip("\n").split("\t")[:3]) for row in kept.rows[:_NAMED]]
    more = len(kept.rows) - len(named)
    return "; ".join(named) + (f"; … {more}" if more > 0 else "")


class _Postings:
    """Digests of postings, walked beside the batches in order of position."""

    def __init__(self, last: int) -> None:
        rows = (
            Posting.objects.filter(id__lte=last)
            .order_by("id")
            .values_list("id", "batch_id", "digest", "source")
        )
        self._rows: Iterator[tuple[int, int, bytes | memoryview, str]] = rows.iterator(
            chunk_size=10_000
        )
        self._next = next(self._rows, None)
        self.count = 0
        self.misplaced: list[MisplacedPosting] = []

    def digests_of(self, batch: Batch) -> bytes:
        """The digests of the postings in a batch's range, end to end."""
        digests = []
        while self._next is not None and self._next[0] <= batch.last_posting:
            number, said, digest, source = self._next
            if said != batch.id:
                self.misplaced.append(MisplacedPosting(number, source))
            digests.append(bytes(digest))
            self._advance()
        return b"".join(digests)

    def finish(self) -> None:
        """Postings behind the last batch belong to none."""
        while self._next is not None:
            self.misplaced.append(MisplacedPosting(self._next[0], self._next[3]))
            self._advance()

    def _advance(self) -> None:
        self.count += 1
        self._next = next(self._rows, None)


# --- other rows -----------------------------------------------------------------------------------
_OTHERS: tuple[tuple[type[models.Model], Any, tuple[str, ...]], ...] = (
    (MeasureDefinition, entries.measure_entry, ("measure",)),
    (MeasureParent, entries.measure_parent_entry, ("measure", "parent")),
    (Agreement, entries.agreement_entry, ("authority",)),
    (AgreementTerms, entries.terms_entry, ("agreement", "partner")),
    (AgreementStatus, entries.status_entry, ("agreement",)),
    (AgreementParty, entries.party_entry, ("agreement", "organisation")),
    (Support, entries.support_entry, ("facility", "organisation", "agreement")),
    (Pledge, entries.pledge_entry, ("agreement", "measure", "stated_by")),
    (PledgeScope, entries.scope_entry, ("pledge__agreement", "location")),
)


def recorded_after(at: datetime | None) -> bool:
    """Whether any row of the logs says that it was recorded after an instant."""
    models_with_instants = (model for model, *_ in _OTHERS if model is not PledgeScope)
    return any(
        model._default_manager.filter(recorded_at__gt=at or EPOCH).exists()
        for model in models_with_instants
    )


def _entries(until: datetime) -> dict[datetime, _Entries]:
    """The logs' rows by the instant they were recorded at, which is their batch's."""
    found: dict[datetime, _Entries] = {}
    for model, entry, related in _OTHERS:
        rows = model._default_manager.select_related(*related).order_by("pk")
        for row in rows.iterator(chunk_size=2_000):
            logged: Any = row.pledge if isinstance(row, PledgeScope) else row
            if logged.recorded_at > until:
                continue
            kept = found.setdefault(logged.recorded_at, _Entries([], set()))
            kept.rows.append(row_text(*entry(row)))
            if hasattr(logged, "recorded_by"):
                kept.actors.add(logged.recorded_by)
    return found

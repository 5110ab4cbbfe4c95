"""Posting deliveries: validated and digested outside the chain's lock, written under it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as pa
from django.db.models import Max

from mithaq.engine.quantities import LARGEST
from mithaq.ledger.actions.forms import key_faults
from mithaq.ledger.chains import recording
from mithaq.ledger.faults import DUPLICATE_KEY, NO_LINES, OUT_OF_RANGE
from mithaq.ledger.incoming import (
    SOURCE_LENGTH,
    Incoming,
    in_order,
    read_columns,
)
from mithaq.ledger.models import Posting
from mithaq.ledger.prepared import Prepared, prepare
from mithaq.ledger.records import DELIVERY_COLUMNS, OPTIONAL_COLUMNS, NewPosting, Posted
from mithaq.ledger.writers import writer
from mithaq.registry.faults import ActionRefused, Fault, refuse
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country


def post(
    postings: Sequence[NewPosting],
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None = None,
    dry_run: bool = False,
) -> Posted:
    """Post a few documents as one batch. `kind` says what was recorded: report, import, ….

    May stand in the caller's transaction. Refused: unknown codes, a negative quantity, a line
    given twice, an answer to what is not there or is no claim, a known source with other content.
    A fault's `item` is the posting's place in the sequence, its parameter `line` the line.
    """
    refuse(_posting_faults(postings))
    table = _table(postings)
    try:
        return post_columns(table, actor=actor, kind=kind, at=at, dry_run=dry_run)
    except ActionRefused as refusal:
        raise ActionRefused(_by_posting(refusal.faults, postings)) from refusal


def post_columns(
    table: pa.Table,
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None = None,
    dry_run: bool = False,
    then: Callable[[Posted], None] | None = None,
    look: Callable[[Prepared], None] | None = None,
) -> Posted:
    """Post up to millions of deliveries (`records.DELIVERY_COLUMNS`) as one batch.

    Call it outside a transaction, so that only the last step holds the lock; `then` is called in
    the transaction that posts. `look` is shown what is about to be posted, before the lock; again
    if somebody posted one of the sources in between. A `dry_run` refuses what posting would and
    writes nothing. A fault names the row of the table (`item`, from 0) and the column (`field`).
    """
    incoming = read_columns(table)
    while True:
        seen = _last_posting()
        prepared = prepare(incoming, _known_digests(incoming))
        if look is not None:
            look(prepared)
        if dry_run or (prepared.is_empty() and then is None):
            return _posted(prepared)
        posted = _write(prepared, seen, actor=actor, kind=kind, at=at, then=then)
        if posted is not None:
            return posted


def _write(
    prepared: Prepared,
    seen: int,
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None,
    then: Callable[[Posted], None] | None,
) -> Posted | None:
    """Write under the lock; None if somebody posted one of the sources since `seen`."""
    with (
        writer(prepared.postings, prepared.lines) as write,
        recording(actor=actor, kind=kind, at=at) as record,
    ):
        if record.chain.posting > seen and _came_in_between(prepared, seen):
            return None
        if not prepared.is_empty():
            record.postings = len(prepared.postings)
            record.deliveries = len(prepared.lines)
            record.digests = b"".join(prepared.postings.column("digest").to_pylist())
            write(record.seal())
        batch = record.sealed
        posted = replace(
            _posted(prepared),
            batch=batch.id if batch else None,
            recorded_at=batch.recorded_at if batch else None,
        )
        if then is not None:
            then(posted)
        return posted


def _posted(prepared: Prepared) -> Posted:
    return Posted(None, None, len(prepared.postings), len(prepared.lines), prepared.known)


def _last_posting() -> int:
    return Posting.objects.aggregate(last=Max("id"))["last"] or 0


def _came_in_between(prepared: Prepared, seen: int) -> bool:
    since = Posting.objects.filter(id__gt=seen).values_list("source", flat=True)
    sources = set(prepared.postings.column("source").to_pylist())
    return any(source in sources for source in since.iterator())


def _known_digests(incoming: Incoming) -> dict[str, tuple[int, bytes]]:
    """Which of the sources are in the ledger: their posting and its digest."""
    known: dict[str, tuple[int, bytes]] = {}
    for chunk in chunks(sorted(incoming.sources)):
        rows = Posting.objects.filter(country=default_country(), source__in=chunk)
        known.update(
            (source, (number, bytes(digest)))
            for source, number, digest in rows.values_list("source", "id", "digest")
        )
    return known


# --- a few postings as a table ------------------------------------------------------------------
def _posting_faults(postings: Sequence[NewPosting]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[str] = set()
    for item, each in enumerate(postings):
        faults += key_faults(each.source, SOURCE_LENGTH, item, "source")
        if each.source in seen:
            faults.append(DUPLICATE_KEY(key=each.source, item=item, field="source"))
        seen.add(each.source)
        if not each.lines:
            faults.append(NO_LINES(found=each.source, item=item, field="lines"))
        faults += [
            OUT_OF_RANGE(
                found=line.quantity,
                expected=f"0…{LARGEST}",
                item=item,
                field="quantity",
                line=line.line,
            )
            for line in each.lines
            if abs(line.quantity) > LARGEST
        ]
    return faults


def _table(postings: Sequence[NewPosting]) -> pa.Table:
    rows = [
        {
            "source": each.source,
            "on": each.on,
            "is_made_up": each.is_made_up,
            "line": line.line,
            "stage": int(line.stage),
            "claimant": int(line.claimant),
            "measure": line.measure,
            "location": line.location,
            "month": line.month,
            "quantity": line.quantity,
            "organisation": line.organisation,
            "agreement": line.agreement,
            "answers_source": line.answers[0] if line.answers else None,
            "answers_line": line.answers[1] if line.answers else None,
        }
        for each in postings
        for line in each.lines
    ]
    schema = pa.schema([*DELIVERY_COLUMNS, *OPTIONAL_COLUMNS])
    return pa.Table.from_pylist(rows, schema=schema)


def _by_posting(faults: Sequence[Fault], postings: Sequence[NewPosting]) -> list[Fault]:
    """Faults of rows of the table as faults of the postings that the rows came from."""
    origin = [(item, line.line) for item, each in enumerate(postings) for line in each.lines]
    return in_order(
        fault
        if fault.item is None
        else replace(
            fault,
            item=origin[fault.item][0],
            parameters={**fault.parameters, "line": origin[fault.item][1]},
        )
        for fault in faults
    )

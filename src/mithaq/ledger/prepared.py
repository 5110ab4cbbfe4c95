"""Postings ready to be written: claims found, digests made, what is known already left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from mithaq.engine.months import first_day
from mithaq.ledger.canonical import (
    CLAIMANTS,
    STAGES,
    escaped_column,
    posting_digests,
    words_column,
)
from mithaq.ledger.claims import Claims, resolve_claims
from mithaq.ledger.faults import CHANGED_POSTING
from mithaq.ledger.incoming import Incoming, Mask, Numbers, in_order
from mithaq.ledger.models import Delivery
from mithaq.registry.faults import Fault, refuse
from mithaq.registry.lookups import chunks

_TEXT = pa.large_string()


@dataclass(frozen=True)
class Prepared:
    """Tables for `writers.writer`, of new postings only; `known` is how many were not new.

    `items[i]` is the row of the table that was given which line i came from, `months[i]` its month.
    """

    postings: pa.Table
    lines: pa.Table
    known: int
    items: Numbers
    months: Numbers

    def is_empty(self) -> bool:
        return len(self.postings) == 0


def prepare(incoming: Incoming, known: Mapping[str, tuple[int, bytes]]) -> Prepared:
    """`known`: the sources that are in the ledger, with posting and digest.

    Raises ActionRefused for answers that lead nowhere and for other content under a known source.
    """
    claims, faults = resolve_claims(incoming)
    digests = _digests(incoming, claims)
    is_new = np.array([source not in known for source in incoming.sources], np.bool_)
    # A posting whose answers lead nowhere is at fault already; its digest says nothing.
    lost = {fault.item for fault in faults if fault.item is not None}
    at_fault = set(incoming.posting[np.isin(incoming.item, list(lost))].tolist()) if lost else set()
    refuse(in_order([*faults, *_changed(incoming, digests, known, at_fault)]))
    fresh = is_new[incoming.posting]
    return Prepared(
        _postings(incoming, digests, is_new),
        _lines(incoming, _written_claims(incoming, claims, fresh, known), is_new, fresh),
        int((~is_new).sum()),
        incoming.item[fresh],
        incoming.month[fresh],
    )


def month_column(months: Numbers) -> pa.DictionaryArray:
    """The first day of each month, as ISO text."""
    values, places = np.unique(months, return_inverse=True)
    days = pa.array([first_day(month).isoformat() for month in values.tolist()], _TEXT)
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), days)


def _digests(incoming: Incoming, claims: Claims) -> list[bytes]:
    count = len(incoming.sources)
    heads = pa.table(
        {
            "source": escaped_column(pa.array(incoming.sources, _TEXT)),
            "on": incoming.heads["on"],
            "is_made_up": incoming.heads["is_made_up"],
            "reverses": pa.nulls(count, _TEXT),
            "reason": pa.nulls(count, _TEXT),
        }
    )
    codes = {
        name: escaped_column(incoming.codes[name])
        for name in ("line", "measure", "location", "organisation", "agreement")
    }
    lines = pa.table(
        {
            **codes,
            "stage": words_column(pa.array(incoming.stage), STAGES),
            "claimant": words_column(pa.array(incoming.claimant), CLAIMANTS),
            "month": month_column(incoming.month),
            "quantity": incoming.quantity,
            "claim_source": escaped_column(claims.source),
            "claim_line": escaped_column(claims.line),
        }
    )
    return posting_digests(heads, lines, incoming.counts)


def _changed(
    incoming: Incoming,
    digests: list[bytes],
    known: Mapping[str, tuple[int, bytes]],
    at_fault: set[int],
) -> list[Fault]:
    starts = incoming.starts
    return [
        CHANGED_POSTING(found=source, item=int(incoming.item[starts[place]]), field="source")
        for place, source in enumerate(incoming.sources)
        if source in known and known[source][1] != digests[place] and place not in at_fault
    ]


def _postings(incoming: Incoming, digests: list[bytes], is_new: Mask) -> pa.Table:
    chosen = pa.array(is_new)
    count = int(is_new.sum())
    heads = incoming.heads.filter(chosen)
    return pa.table(
        {
            "number": np.arange(count),
            "source": pa.array(incoming.sources, _TEXT).filter(chosen),
            "on": heads["on"],
            "is_made_up": heads["is_made_up"],
            "reverses": pa.nulls(count, pa.int64()),
            "reason": pa.array([""] * count, _TEXT),
            "digest": pa.array(digests, pa.binary()).filter(chosen),
        }
    )


def _lines(
    incoming: Incoming, claims: tuple[Numbers, Numbers], is_new: Mask, fresh: Mask
) -> pa.Table:
    chosen = pa.array(fresh)
    renumbered = np.cumsum(is_new) - 1
    here, number = claims
    references = {
        name: pa.array(column, mask=column < 0)
        for name, column in {**incoming.numbers, "claim": number, "claim_here": here}.items()
    }
    table = pa.table(
        {
            "posting": renumbered[incoming.posting],
            "line": incoming.codes["line"],
            "stage": incoming.stage,
            "claimant": incoming.claimant,
            "month": month_column(incoming.month),
            "quantity": incoming.quantity,
            **references,
        }
    ).filter(chosen)
    return table.append_column("number", pa.array(np.arange(len(table))))


def _written_claims(
    incoming: Incoming, claims: Claims, fresh: Mask, known: Mapping[str, tuple[int, bytes]]
) -> tuple[Numbers, Numbers]:
    """Root claims as they will be written: among the new lines, or in the ledger.

    A root among the incoming lines that is known already has its number in the ledger.
    """
    here, number = claims.here.copy(), claims.number.copy()
    if fresh.all():
        return here, number
    position = np.cumsum(fresh) - 1
    to_known = np.flatnonzero((here >= 0) & fresh & ~fresh[here])
    numbers = _numbers_of(incoming, here[to_known], known)
    number[to_known] = [numbers[root] for root in here[to_known].tolist()]
    here = np.where((here >= 0) & fresh[here], position[here], -1)
    return here, number


def _numbers_of(
    incoming: Incoming, rows: Numbers, known: Mapping[str, tuple[int, bytes]]
) -> dict[int, int]:
    """The deliveries of the ledger that incoming lines of known postings are."""
    named = {
        row: (
            known[incoming.sources[incoming.posting[row]]][0],
            incoming.codes["line"][row].as_py(),
        )
        for row in np.unique(rows).tolist()
    }
    found: dict[tuple[int, str], int] = {}
    for chunk in chunks(sorted({posting for posting, _ in named.values()})):
        lines = Delivery.objects.filter(posting__in=chunk)
        found.update(
            ((posting, line), number)
            for posting, line, number in lines.values_list("posting_id", "line", "id")
        )
    return {row: found[key] for row, key in named.items()}

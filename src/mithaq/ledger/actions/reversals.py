"""Corrections: a reversal names a posting and a coded reason, and carries no lines."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pyarrow as pa

from mithaq.ledger.actions.forms import key_faults
from mithaq.ledger.canonical import escaped_column, posting_digests
from mithaq.ledger.chains import Recording, recording
from mithaq.ledger.faults import (
    CHANGED_POSTING,
    DUPLICATE_KEY,
    NOT_A_CODE,
    REVERSED_BEFORE,
    REVERSES_A_REVERSAL,
    UNKNOWN_POSTING,
)
from mithaq.ledger.incoming import SOURCE_LENGTH
from mithaq.ledger.models import Posting
from mithaq.ledger.records import NewReversal, Posted
from mithaq.ledger.writers import NO_LINES, writer
from mithaq.registry.faults import Fault, refuse
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country

_TEXT = pa.large_string()
# A code, never free text; `ReversalReason` has words for the usual ones.
REASON = re.compile(r"[\w-]{1,40}")


@dataclass(frozen=True)
class _Known:
    """A posting of the ledger; `reversed_by` is the source of its reversal, if it has one."""

    number: int
    on: date
    is_made_up: bool
    is_reversal: bool
    digest: bytes
    reversed_by: str | None


def reverse_postings(
    reversals: Sequence[NewReversal],
    *,
    actor: uuid.UUID | None,
    kind: str,
    at: datetime | None = None,
    dry_run: bool = False,
) -> Posted:
    """Reverse postings, each at most once. Refused: an unknown posting, a reversal of a reversal,
    a posting reversed already by another source, a reason that is no code."""
    with recording(actor=actor, kind=kind, at=at) as record:
        known = _known([key for each in reversals for key in (each.source, each.reverses)])
        refuse([*_form_faults(reversals), *_target_faults(reversals, known)])
        digests = _digests(reversals, known)
        refuse(
            CHANGED_POSTING(found=each.source, item=item, field="source")
            for item, each in enumerate(reversals)
            if each.source in known and known[each.source].digest != digests[item]
        )
        new = [item for item, each in enumerate(reversals) if each.source not in known]
        if new and not dry_run:
            _write(
                [reversals[item] for item in new], [digests[item] for item in new], known, record
            )
    batch = record.sealed
    return Posted(
        batch.id if batch else None,
        batch.recorded_at if batch else None,
        len(new),
        0,
        len(reversals) - len(new),
    )


def _known(sources: Sequence[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for chunk in chunks(sorted(set(sources))):
        rows = Posting.objects.filter(country=default_country(), source__in=chunk)
        for source, number, on, is_made_up, reverses, digest, reversed_by in rows.values_list(
            "source", "id", "on", "is_made_up", "reverses_id", "digest", "reversed_by__source"
        ):
            known[source] = _Known(
                number, on, is_made_up, reverses is not None, bytes(digest), reversed_by
            )
    return known


def _form_faults(reversals: Sequence[NewReversal]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for item, each in enumerate(reversals):
        faults += key_faults(each.source, SOURCE_LENGTH, item, "source")
        faults += key_faults(each.reverses, SOURCE_LENGTH, item, "reverses")
        if not REASON.fullmatch(each.reason):
            faults.append(NOT_A_CODE(found=each.reason[:40], item=item, field="reason"))
        for field, key in (("source", each.source), ("reverses", each.reverses)):
            if (field, key) in seen:
                faults.append(DUPLICATE_KEY(key=key, item=item, field=field))
            seen.add((field, key))
    return faults


def _target_faults(reversals: Sequence[NewReversal], known: Mapping[str, _Known]) -> list[Fault]:
    faults: list[Fault] = []
    given = {each.source for each in reversals}
    for item, each in enumerate(reversals):
        target = known.get(each.reverses)
        if (target is not None and target.is_reversal) or (
            target is None and each.reverses in given
        ):
            faults.append(REVERSES_A_REVERSAL(found=each.reverses, item=item, field="reverses"))
        elif target is None and each.reverses:
            faults.append(UNKNOWN_POSTING(found=each.reverses, item=item, field="reverses"))
        elif target is not None and target.reversed_by not in (None, each.source):
            faults.append(
                REVERSED_BEFORE(
                    found=each.reverses, expected=target.reversed_by, item=item, field="reverses"
                )
            )
    return faults


def _on(each: NewReversal, known: Mapping[str, _Known]) -> date:
    return each.on or known[each.reverses].on


def _digests(reversals: Sequence[NewReversal], known: Mapping[str, _Known]) -> list[bytes]:
    heads = pa.table(
        {
            "source": escaped_column(pa.array([each.source for each in reversals], _TEXT)),
            "on": pa.array([_on(each, known) for each in reversals], pa.date32()),
            "is_made_up": pa.array([known[each.reverses].is_made_up for each in reversals]),
            "reverses": escaped_column(pa.array([each.reverses for each in reversals], _TEXT)),
            "reason": pa.array([each.reason for each in reversals], _TEXT),
        }
    )
    return posting_digests(heads, None, np.zeros(len(reversals), np.int64))


def _write(
    reversals: Sequence[NewReversal],
    digests: Sequence[bytes],
    known: Mapping[str, _Known],
    record: Recording,
) -> None:
    count = len(reversals)
    postings = pa.table(
        {
            "number": np.arange(count),
            "source": pa.array([each.source for each in reversals], _TEXT),
            "on": pa.array([_on(each, known) for each in reversals], pa.date32()),
            "is_made_up": pa.array([known[each.reverses].is_made_up for each in reversals]),
            "reverses": pa.array([known[each.reverses].number for each in reversals]),
            "reason": pa.array([each.reason for each in reversals], _TEXT),
            "digest": pa.array(digests, pa.binary()),
        }
    )
    record.postings = count
    record.digests = b"".join(digests)
    with writer(postings, NO_LINES) as write:
        write(record.seal())

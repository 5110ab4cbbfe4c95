"""Judging a submitted report: accepting it, or sending it back with reasons."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.services.actions.claims import (
    KIND,
    answer_posting,
    claim_lines,
    take_back,
)
from mithaq.domains.services.actions.month_closes import closed_for
from mithaq.domains.services.actions.report_rows import event_row, report_to_judge
from mithaq.domains.services.models import MonthlyReport, ReportEvent, Verification
from mithaq.domains.services.records import SendBackReason
from mithaq.domains.services.rules import (
    Verb,
    accepted_source,
    acceptor_faults,
    reason_faults,
    status_faults,
)
from mithaq.domains.services.rules.conduct import REPORT_CHANGED
from mithaq.engine.ledger_tables import Stage
from mithaq.ledger.actions import post
from mithaq.ledger.models import ReversalReason
from mithaq.registry.faults import Fault, refuse

Status = MonthlyReport.Status


@dataclass(frozen=True)
class Judged:
    """A report after it was judged. `is_new`: false where it had been done already."""

    report: uuid.UUID
    status: str
    revision: int
    is_new: bool


def accept_report(
    *,
    report: uuid.UUID,
    revision: int | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Judged:
    """Accept a submitted report: it posts `accepted` for each line that it claims.

    `revision`: the one that the officer saw; if it is another by now, that is refused, as is an
    officer who sent the report, and a closed month.
    """
    revisions = {} if revision is None else {report: revision}
    return accept_reports(reports=[report], revisions=revisions, actor=actor, at=at)[0]


def accept_reports(
    *,
    reports: Sequence[uuid.UUID],
    revisions: Mapping[uuid.UUID, int] | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> list[Judged]:
    """Accept many reports as one batch, or none of them; faults name the report as `item`."""
    at = at or timezone.now()
    with transaction.atomic():
        # One order for everybody, so that two officers never wait for each other.
        rows = {uid: report_to_judge(uid) for uid in sorted(set(reports))}
        waiting = {uid: row for uid, row in rows.items() if not _is_accepted_by(row, actor)}
        refuse(
            fault
            for item, uid in enumerate(reports)
            if uid in waiting
            for fault in _accept_faults(
                waiting[uid], (revisions or {}).get(uid), actor=actor, item=item
            )
        )
        _accept(list(waiting.values()), actor=actor, at=at)
    return [Judged(uid, rows[uid].status, rows[uid].revision, uid in waiting) for uid in reports]


def _accept(rows: Collection[MonthlyReport], *, actor: uuid.UUID | None, at: datetime) -> None:
    claims = claim_lines([row.source for row in rows])
    postings, events = [], []
    for row in rows:
        lines = [(claim, claim.quantity) for claim in claims.get(row.source, ())]
        posting = answer_posting(row, accepted_source(row.source), Stage.ACCEPTED, lines)
        row.status = Status.ACCEPTED
        row.accepted_at, row.accepted_by = at, actor
        row.updated_at = at
        events.append(event_row(row, actor=actor, at=at, source=posting.source if posting else ""))
        if posting:
            postings.append(posting)
    fields = ["status", "accepted_at", "accepted_by", "updated_at"]
    MonthlyReport.objects.bulk_update(rows, fields, batch_size=200)
    ReportEvent.objects.bulk_create(events)
    if postings:
        post(postings, actor=actor, kind=KIND, at=at)


def _is_accepted_by(row: MonthlyReport, actor: uuid.UUID | None) -> bool:
    return row.status == Status.ACCEPTED and row.accepted_by == actor


def _accept_faults(
    row: MonthlyReport, revision: int | None, *, actor: uuid.UUID | None, item: int
) -> Iterator[Fault]:
    yield from judging_faults(row, Verb.ACCEPT, revision, item=item)
    yield from acceptor_faults(actor, row.submitted_by)


def judging_faults(
    row: MonthlyReport, verb: Verb, revision: int | None, *, item: int | None = None
) -> Iterator[Fault]:
    """What stands against judging the report now: its status, another revision, a closed month."""
    if revision is not None and revision != row.revision:
        yield REPORT_CHANGED(item=item)
    yield from status_faults(verb, row.status)
    yield from closed_for(row.facility, row.month)


def send_back_report(
    *,
    report: uuid.UUID,
    reasons: Sequence[SendBackReason],
    revision: int | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Judged:
    """Send a report back with reasons; the reporter submits it again.

    What it claimed stands until then. If it had been accepted or verified, that is taken back now:
    those postings are reversed.
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = report_to_judge(report)
        kept = [_kept(reason) for reason in reasons]
        if _is_sent_back(row, kept, actor):
            return Judged(report, row.status, row.revision, is_new=False)
        refuse([*judging_faults(row, Verb.SEND_BACK, revision), *reason_faults(reasons)])
        verified = Verification.objects.filter(report=row, revision=row.revision)
        sources = [accepted_source(row.source), *verified.values_list("source", flat=True)]
        if row.status != Status.SUBMITTED and row.source:
            take_back(sources, ReversalReason.SENT_BACK, actor=actor, at=at)
        row.status = Status.SENT_BACK
        row.accepted_at = row.accepted_by = None
        row.updated_at = at
        row.save()
        event_row(row, actor=actor, at=at, reasons=kept).save()
    return Judged(report, row.status, row.revision, is_new=True)


def _kept(reason: SendBackReason) -> dict[str, str]:
    return {"code": reason.code, "words": reason.words.strip(), "measure": reason.measure}


def _is_sent_back(
    row: MonthlyReport, kept: Sequence[Mapping[str, str]], actor: uuid.UUID | None
) -> bool:
    if row.status != Status.SENT_BACK:
        return False
    last = row.events.order_by("-id").first()
    return last is not None and (last.reasons, last.actor) == (list(kept), actor)

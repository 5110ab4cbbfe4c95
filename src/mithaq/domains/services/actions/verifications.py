"""Verifying an accepted report on site: what a monitor looked at, and what was there."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.services.actions.claims import (
    KIND,
    ClaimLine,
    answer_posting,
    claim_lines,
    take_back,
)
from mithaq.domains.services.actions.report_rows import event_row, report_to_judge
from mithaq.domains.services.models import MonthlyReport, Verification, VerificationFinding
from mithaq.domains.services.records import NewFinding
from mithaq.domains.services.rules import (
    Verb,
    finding_faults,
    monitor_faults,
    status_faults,
    verified_source,
)
from mithaq.domains.services.rules.conduct import REPORT_CHANGED, VISIT_TOO_EARLY
from mithaq.domains.services.rules.texts import LONGEST_NOTE, text_faults
from mithaq.engine.ledger_tables import Stage
from mithaq.engine.quantities import MILLION
from mithaq.engine.sampling import Ratio, ratio_of
from mithaq.ledger.actions import post
from mithaq.ledger.models import Measure, ReversalReason
from mithaq.registry.faults import Fault, refuse

Status = MonthlyReport.Status


@dataclass(frozen=True)
class Verified:
    """A verification as recorded: the ratio of what was found, by measure; nothing beyond it."""

    verification: uuid.UUID
    ratios: Mapping[str, Ratio]
    is_new: bool


def verify_report(
    *,
    report: uuid.UUID,
    findings: Sequence[NewFinding],
    on: date,
    note: str = "",
    revision: int | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Verified:
    """Record what a monitor found and post it as `verified`, answering what was claimed.

    Only what was found is posted: the part that was not checked stays unverified. A later visit
    that looks at a measure again speaks for it from then on, so the posting of the findings so far
    is reversed and made anew. `on` is the day of the visit.
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = report_to_judge(report)
        claims = {claim.measure: claim for claim in claim_lines([row.source])[row.source]}
        before = row.verifications.filter(revision=row.revision).order_by("id")
        last = before.last()
        if last and _is_the_same(last, findings, on, actor):
            return Verified(last.uid, _ratios(findings), is_new=False)
        faults = _faults(row, findings, claims, on=on, revision=revision, actor=actor, at=at)
        refuse([*faults, *text_faults(note, LONGEST_NOTE, "note")])
        source = verified_source(row.source, before.count() + 1)
        new = Verification.objects.create(
            report=row,
            revision=row.revision,
            source=source,
            on=on,
            monitor=actor,
            note=note.strip(),
            recorded_at=at,
        )
        _write_findings(new, findings, claims)
        _post_findings(row, source, claims, last, actor=actor, at=at)
        row.status, row.updated_at = Status.VERIFIED, at
        row.save()
        event_row(row, actor=actor, at=at, source=source).save()
    return Verified(new.uid, _ratios(findings), is_new=True)


def _faults(
    row: MonthlyReport,
    findings: Sequence[NewFinding],
    claims: Mapping[str, ClaimLine],
    *,
    on: date,
    revision: int | None,
    actor: uuid.UUID | None,
    at: datetime,
) -> list[Fault]:
    faults: list[Fault] = []
    if revision is not None and revision != row.revision:
        faults.append(REPORT_CHANGED())
    if not row.month <= on <= timezone.localdate(at):
        faults.append(VISIT_TOO_EARLY(found=on, field="on"))
    faults += status_faults(Verb.VERIFY, row.status)
    faults += monitor_faults(actor, (row.submitted_by, row.accepted_by))
    quantities = {measure: claim.quantity for measure, claim in claims.items()}
    return [*faults, *finding_faults(findings, quantities)]


def _write_findings(
    new: Verification, findings: Sequence[NewFinding], claims: Mapping[str, ClaimLine]
) -> None:
    ids = dict(
        Measure.objects.filter(
            country=new.country, code__in=[one.measure for one in findings]
        ).values_list("code", "id")
    )
    VerificationFinding.objects.bulk_create(
        VerificationFinding(
            verification=new,
            measure_id=ids[one.measure],
            claimed=claims[one.measure].quantity,
            checked=one.checked,
            found=one.found,
            note=one.note.strip(),
        )
        for one in findings
    )


def _post_findings(
    row: MonthlyReport,
    source: str,
    claims: Mapping[str, ClaimLine],
    last: Verification | None,
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    """Post the latest finding of every measure, in place of the posting so far."""
    latest = dict(
        VerificationFinding.objects.filter(
            verification__report=row, verification__revision=row.revision
        )
        .order_by("id")
        .values_list("measure__code", "found")
    )
    if last:
        take_back([last.source], ReversalReason.CORRECTION, actor=actor, at=at)
    answers = [(claim, latest[code]) for code, claim in claims.items() if code in latest]
    if posting := answer_posting(row, source, Stage.VERIFIED, answers):
        post([posting], actor=actor, kind=KIND, at=at)


def _ratios(findings: Sequence[NewFinding]) -> dict[str, Ratio]:
    return {one.measure: ratio_of(one.found, one.checked, unit=MILLION) for one in findings}


def _is_the_same(
    last: Verification, findings: Sequence[NewFinding], on: date, actor: uuid.UUID | None
) -> bool:
    rows = last.findings.values_list("measure__code", "checked", "found")
    given = {(one.measure, one.checked, one.found) for one in findings}
    return (last.on, last.monitor, set(rows)) == (on, actor, given)

"""What a report posts to the ledger: a claim a revision, by the facility.

Organisation and agreement are stated by nobody: the engine attributes a facility's report by who
supports it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mithaq.domains.services.models import MonthlyReport
from mithaq.domains.services.queries.cases import Case
from mithaq.domains.services.rules import claim_source, reversal_source
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.engine.months import month_of
from mithaq.ledger.actions import reverse_postings
from mithaq.ledger.models import Delivery, Posting
from mithaq.ledger.records import NewDelivery, NewPosting, NewReversal
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country

KIND = "report"


@dataclass(frozen=True)
class ClaimLine:
    """A line of the posting that claims a report's revision; quantity in millionths."""

    line: str
    measure: str
    location: str
    month: int
    quantity: int


def claim_posting(case: Case, revision: int) -> NewPosting | None:
    """The posting of a report's claims, in the order of the form; None: it claims nothing."""
    if not case.claims:
        return None
    code = case.facility.location.code
    lines = [
        NewDelivery(
            line=str(number),
            stage=Stage.CLAIMED,
            claimant=Claimant.FACILITY,
            measure=measure,
            location=code,
            month=case.month,
            quantity=quantity,
        )
        for number, (measure, quantity) in enumerate(case.claims.items(), start=1)
    ]
    return NewPosting(
        source=claim_source(code, case.month, revision),
        lines=lines,
        is_made_up=case.facility.location.is_made_up,
    )


def claim_lines(sources: Sequence[str]) -> dict[str, list[ClaimLine]]:
    """The lines of postings by their source keys."""
    found: dict[str, list[ClaimLine]] = {source: [] for source in sources}
    for chunk in chunks([source for source in sources if source]):
        rows = Delivery.objects.filter(
            posting__country=default_country(), posting__source__in=chunk
        ).order_by("id")
        for source, line, measure, location, month, quantity in rows.values_list(
            "posting__source", "line", "measure__code", "location__code", "month", "quantity"
        ):
            found[source].append(ClaimLine(line, measure, location, month_of(month), quantity))
    return found


def answer_posting(
    report: MonthlyReport, source: str, stage: Stage, answers: Iterable[tuple[ClaimLine, int]]
) -> NewPosting | None:
    """A posting that answers the report's claim lines with quantities; None: there are none."""
    lines = [
        NewDelivery(
            line=claim.line,
            stage=stage,
            claimant=Claimant.FACILITY,
            measure=claim.measure,
            location=claim.location,
            month=claim.month,
            quantity=quantity,
            answers=(report.source, claim.line),
        )
        for claim, quantity in answers
    ]
    if not lines:
        return None
    return NewPosting(source=source, lines=lines, is_made_up=report.is_made_up)


def take_back(
    sources: Iterable[str], reason: str, *, actor: uuid.UUID | None, at: datetime
) -> None:
    """Reverse postings that stand; empty keys and those reversed already are passed over."""
    named = sorted({source for source in sources if source})
    standing = Posting.objects.filter(
        country=default_country(), reverses__isnull=True, reversed_by__isnull=True
    )
    reversals = [
        NewReversal(source=reversal_source(source), reverses=source, reason=reason)
        for chunk in chunks(named)
        for source in standing.filter(source__in=chunk).values_list("source", flat=True)
    ]
    if reversals:
        reverse_postings(reversals, actor=actor, kind=KIND, at=at)

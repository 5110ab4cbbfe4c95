"""A draft out of the database as plain values, and the plan of what a yes would make of it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping

from django.db.models import Q

from mithaq.domains.partnerships.models import Meeting
from mithaq.exchange.models import Statement, StatementFinding, StatementOrigin
from mithaq.exchange.statements.drafts.assumptions import with_assumptions
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.exchange.statements.drafts.plans import Planning
from mithaq.exchange.statements.drafts.plans_of_meetings import plan_meetings
from mithaq.exchange.statements.drafts.plans_of_promises import plan_promises
from mithaq.exchange.statements.drafts.plans_of_register import SOURCE_LENGTH, plan_register
from mithaq.exchange.statements.drafts.proposals import Proposals
from mithaq.exchange.statements.drafts.registered_rows import Registered, Rights
from mithaq.ledger.models import Agreement
from mithaq.registry.models import Location, Organisation

Takes = Callable[[DraftCard], bool]


def load_draft(row: Statement) -> Draft:
    """A statement's cards with what they became and what is assumed of them, and the texts that
    their spans count in."""
    origins: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    made = StatementOrigin.objects.filter(finding__statement=row).order_by("id")
    for finding, kind, code, subject in made.values_list("finding_id", "kind", "code", "subject"):
        origins[finding].append((kind, code, str(subject)))
    findings = StatementFinding.objects.filter(statement=row).order_by("order")
    cards = tuple(_card(one, tuple(origins.get(one.id, ()))) for one in findings)
    others = Statement.objects.filter(merged_into=row).values_list("id", "text")
    texts = {row.id: row.text, **dict(others)}
    draft = Draft(cards=cards, on=row.on, text=row.id, texts=texts)
    return with_assumptions(draft)


def _card(row: StatementFinding, rows: tuple[tuple[str, str, str], ...]) -> DraftCard:
    return DraftCard(
        uid=str(row.uid),
        order=row.order,
        kind=row.kind,
        value={**row.value, **row.corrected},
        proposed=row.value,
        spans=tuple((start, end) for start, end in row.spans),
        text_of=row.text_of_id,
        confidence=row.confidence,
        reason=row.reason,
        decision=row.decision,
        link=row.link,
        chosen=row.becomes,
        candidates=tuple(row.candidates),
        rows=rows,
        is_adopted=row.adopted_at is not None,
    )


def source_words(row: Statement) -> str:
    """A statement as the source of a fact."""
    words = ": ".join(filter(None, (row.outlet, row.title)))
    return f"{words} ({row.on})"[:SOURCE_LENGTH] if row.on else words[:SOURCE_LENGTH]


def texts_of(row: Statement) -> list[Statement]:
    """The statement itself and the versions that were merged into it."""
    others = Statement.objects.filter(merged_into=row).select_related("source").order_by("id")
    return [row, *others.defer("text", "sketch", "noise", "questions")]


def taken_codes(row: Statement) -> frozenset[str]:
    """Codes that look as if this statement had made them already."""
    found: set[str] = set()
    for model, prefix in (
        (Organisation, "ORG"),
        (Location, "FAC"),
        (Agreement, "AG"),
        (Meeting, "MTG"),
    ):
        rows = model._default_manager.filter(Q(code__startswith=f"{prefix}-S{row.id}-"))
        found.update(rows.values_list("code", flat=True))
    return frozenset(found)


def planned(
    row: Statement,
    draft: Draft,
    registered: Registered,
    rights: Rights,
    takes: Takes,
    *,
    taken: frozenset[str],
    sources: Mapping[int, uuid.UUID],
    words: Mapping[int, str],
) -> Planning:
    """What a yes to the cards that `takes` holds for would make of them. `sources` and `words`
    as in `Planning`; in a plan only looked at any uid stands in for one not recorded yet."""
    planning = Planning(
        draft=draft,
        proposals=Proposals(draft),
        rows=registered,
        rights=rights,
        takes=takes,
        number=row.id,
        taken=taken,
        sources=sources,
        source_words=words,
        title=row.title,
        location=row.location,
        is_made_up=row.is_made_up,
    )
    plan_register(planning)
    plan_promises(planning)
    plan_meetings(planning)
    return planning

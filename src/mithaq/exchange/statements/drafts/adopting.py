"""A person's yes: accepted cards become rows of the register and of partnerships."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mithaq.exchange.models import Statement, StatementFinding, StatementOrigin
from mithaq.exchange.statements.drafts.carrying_out import CarryingOut, MadeRow
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.exchange.statements.drafts.keeping import BATCH, editable
from mithaq.exchange.statements.drafts.loading import (
    load_draft,
    planned,
    source_words,
    taken_codes,
    texts_of,
)
from mithaq.exchange.statements.drafts.proposals import Proposals
from mithaq.exchange.statements.drafts.records import Became
from mithaq.exchange.statements.drafts.registered_rows import registered_rows, rights_of
from mithaq.registry.actions import add_source
from mithaq.registry.actions.contents import user_of
from mithaq.registry.faults import Fault, refuse
from mithaq.registry.lookups import chunks
from mithaq.registry.models import Source
from mithaq.registry.records import NewSource

LINKING = ("organisation", "person", "facility")


@transaction.atomic
def adopt(
    statement: uuid.UUID, *, actor: uuid.UUID | None, at: datetime | None = None
) -> tuple[Became, ...]:
    """Make rows of every card that was accepted or corrected and is not adopted yet, all or none;
    the rows made. Asked twice, it is done once; cards accepted later are adopted later, and so are
    those that wait for a card that is still open.

    Each row is made under the actor's own rights. Raises NotFound, Denied, and ActionRefused with
    every fault; a fault's `parameters["card"]` is the uid of its card, and its text names it.
    """
    row = editable(statement, actor)
    draft = load_draft(row)
    if not any(_is_new(card) for card in draft.cards):
        return ()
    rights = rights_of(user_of(actor), is_system=actor is None)
    texts = texts_of(row)
    sources = {text.id: _source(text) for text in texts}
    planning = planned(
        row,
        draft,
        registered_rows(draft, rights),
        rights,
        _is_new,
        taken=taken_codes(row),
        sources={text: uuid.UUID(str(source.uid)) for text, source in sources.items()},
        words={text.id: source_words(text) for text in texts},
    )
    refuse(_named(planning.plan.faults.items(), draft))
    work = CarryingOut(planning, actor=actor, at=at or timezone.now())
    work.do()
    refuse(_named(work.faults.items(), draft))
    _keep(row, draft, planning.proposals, work.made, actor)
    for text in texts:
        Statement.objects.filter(id=text.id).update(source=sources[text.id])
    return tuple(
        Became(kind=one.kind, code=one.code, label=one.label, uid=str(one.uid)) for one in work.made
    )


def _is_new(card: DraftCard) -> bool:
    return card.is_yes and not card.is_adopted


def _source(row: Statement) -> Source:
    if row.source is not None:
        return row.source
    return add_source(NewSource(title=row.title, outlet=row.outlet, on=row.on))


def _named(faults: Iterable[tuple[int, list[Fault]]], draft: Draft) -> list[Fault]:
    """Faults of cards, each naming its card in its words."""
    return [
        _naming(fault, draft.by_order[order]) for order, said in sorted(faults) for fault in said
    ]


def _naming(fault: Fault, card: DraftCard) -> Fault:
    return replace(
        fault,
        ar=f"«{card.label}»: {fault.ar}",
        en=f"“{card.label}”: {fault.en}",
        item=card.order,
        parameters={**fault.parameters, "card": card.uid},
    )


# --- what came of it ----------------------------------------------------------------------------
def _keep(
    row: Statement,
    draft: Draft,
    proposals: Proposals,
    made: list[MadeRow],
    actor: uuid.UUID | None,
) -> None:
    """Tie each row to the words that it was read in, and settle the cards."""
    now = timezone.now()
    findings = {one.order: one for one in StatementFinding.objects.filter(statement=row)}
    origins = [
        _origin(findings[order], one) for one in made for order in _orders_of(one, draft, proposals)
    ]
    StatementOrigin.objects.bulk_create(origins, batch_size=BATCH, ignore_conflicts=True)
    adopted = sorted({origin.finding_id for origin in origins})
    for chunk in chunks(adopted):
        rows = StatementFinding.objects.filter(id__in=chunk, adopted_at=None)
        rows.update(adopted_at=now)
    for one in made:
        finding = findings[one.order]
        if one.kind in LINKING and finding.link != one.code:
            StatementFinding.objects.filter(pk=finding.pk).update(link=one.code)
    if made and row.state == Statement.State.DRAFT:
        row.state, row.settled_at, row.settled_by = Statement.State.ADOPTED, now, actor
        row.save(update_fields=["state", "settled_at", "settled_by"])


def _origin(finding: StatementFinding, one: MadeRow) -> StatementOrigin:
    start, end = finding.spans[0] if finding.spans else (0, 0)
    return StatementOrigin(
        finding=finding, kind=one.kind, subject=one.uid, code=one.code, start=start, end=end
    )


def _orders_of(one: MadeRow, draft: Draft, proposals: Proposals) -> list[int]:
    """The card that a row came of; a line or figure of its act's, too, where that is a yes."""
    orders = [one.order]
    if one.kind in ("pledge", "figure"):
        said_in = proposals.of(draft.by_order[one.order]).act
        act = None if said_in is None else draft.by_order[said_in]
        if act is not None and _is_new(act) and proposals.of(act).becomes == one.kind:
            orders.append(act.order)
    return orders

"""The cards of a draft as a page shows them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from mithaq.exchange.models import Statement
from mithaq.exchange.statements.drafts.candidates import Candidates, known_candidates
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.exchange.statements.drafts.loading import load_draft, planned, source_words, taken_codes
from mithaq.exchange.statements.drafts.origins import labelled
from mithaq.exchange.statements.drafts.plans import Planning
from mithaq.exchange.statements.drafts.proposals import may_become
from mithaq.exchange.statements.drafts.records import Became, Card, CardFault
from mithaq.exchange.statements.drafts.registered_rows import registered_rows, rights_of
from mithaq.registry.access import Visitor
from mithaq.registry.faults import Fault

# Stands in for the source of a plan that is only looked at.
NO_SOURCE = uuid.UUID(int=0)


def shown_cards(
    user: Visitor, row: Statement, uids: Mapping[int, str], *, may_edit: bool
) -> tuple[Card, ...]:
    """The cards of a statement; `uids` names the texts that spans count in, its own as empty. What
    stands in the way is said to who may take it away."""
    draft = load_draft(row)
    everything, accepted = _plans(user, row, draft)
    candidates = known_candidates(user, draft.cards)
    rows = labelled(user, (one for card in draft.cards for one in card.rows))
    return tuple(
        _card(
            card,
            everything,
            faults=_faults(card, accepted if card.is_yes else everything) if may_edit else (),
            candidates=candidates,
            rows=rows,
            text_of=uids.get(card.text_of),
        )
        for card in draft.cards
    )


def _plans(user: Visitor, row: Statement, draft: Draft) -> tuple[Planning, Planning]:
    """What would become of all cards if everything that was not rejected were accepted, and what
    becomes of those that were."""
    rights = rights_of(user, is_system=False)
    registered, taken = registered_rows(draft, rights), taken_codes(row)

    def plan(*, only_accepted: bool) -> Planning:
        return planned(
            row,
            draft,
            registered,
            rights,
            lambda card: (
                (card.is_yes or not only_accepted) and not card.is_out and not card.is_adopted
            ),
            taken=taken,
            sources={row.id: NO_SOURCE},
            words={row.id: source_words(row)},
        )

    return plan(only_accepted=False), plan(only_accepted=True)


def _faults(card: DraftCard, planning: Planning) -> tuple[CardFault, ...]:
    plan = planning.plan
    said = (*plan.faults.get(card.order, ()), *plan.waits.get(card.order, ()))
    return tuple(dict.fromkeys(_fault(one) for one in said))


def _fault(fault: Fault) -> CardFault:
    other = str(fault.parameters.get("other") or "")
    return CardFault(code=fault.code, field=fault.field, ar=fault.ar, en=fault.en, other=other)


def _card(
    card: DraftCard,
    planning: Planning,
    *,
    faults: tuple[CardFault, ...],
    candidates: Candidates,
    rows: Mapping[tuple[str, str], Became],
    text_of: str | None,
) -> Card:
    linked = candidates.get((card.kind, card.link))
    offered = (candidates.get((card.kind, code)) for code in card.candidates)
    return Card(
        uid=card.uid,
        order=card.order,
        kind=card.kind,
        value=card.value,
        proposed=card.proposed,
        # Words of a version that the user may not see are not shown in another text.
        spans=card.spans if text_of is not None else (),
        confidence=card.confidence,
        reason=card.reason,
        decision=card.decision,
        link=card.link if linked else "",
        becomes=planning.proposal(card).becomes,
        candidates=tuple(one for one in offered if one is not None),
        rows=tuple(_rows(card, rows)),
        faults=faults,
        linked=linked,
        may_become=may_become(card),
        text_of=text_of or "",
        assumed=card.assumed,
    )


def _rows(card: DraftCard, rows: Mapping[tuple[str, str], Became]) -> Iterable[Became]:
    for kind, code, _ in card.rows:
        if (row := rows.get((kind, code))) is not None:
            yield row

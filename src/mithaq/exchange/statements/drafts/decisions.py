"""What a person decides about the cards of a draft.

Each raises NotFound or Denied where the actor's role does not reach the statement, and
ActionRefused with every fault: no such card in this statement, a statement that is settled, a value
of another type or too long, a link to what is not there, something that such a card cannot become;
a card that was adopted stays as it is.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.drafts.cards import BY_A_PERSON
from mithaq.exchange.statements.drafts.corrections import checked
from mithaq.exchange.statements.drafts.dates import followed
from mithaq.exchange.statements.drafts.faults import (
    ADOPTED_BEFORE,
    CANNOT_BECOME,
    NOT_IN_TEXT,
    NOT_SET_ASIDE,
    SOMETHING_ADOPTED,
)
from mithaq.exchange.statements.drafts.keeping import (
    REASON_LENGTH,
    editable,
    in_text,
    next_order,
    on_one_line,
)
from mithaq.exchange.statements.drafts.links import code_faults, link_faults
from mithaq.exchange.statements.drafts.proposals import MAY_BECOME, NOTHING
from mithaq.exchange.statements.drafts.records import CardDecision
from mithaq.exchange.statements.drafts.rereading import reread
from mithaq.exchange.statements.drafts.values import FIELDS
from mithaq.exchange.statements.reading.findings import Confidence
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import (
    NOT_FOUND,
    REQUIRED,
    TOO_LONG,
    ActionRefused,
    Fault,
    refuse,
)

__all__ = [
    "add_card",
    "decide",
    "decide_all",
    "decide_each",
    "reread",
    "set_aside",
    "take_up_again",
]

Decision = StatementFinding.Decision
Kind = StatementFinding.Kind
State = Statement.State
MOST_MARKED: Final = 20


@transaction.atomic
def decide(
    statement: uuid.UUID,
    card: uuid.UUID,
    *,
    decision: str,
    value: Mapping[str, Any] | None = None,
    link: str | None = None,
    becomes: str | None = None,
    actor: uuid.UUID | None,
) -> None:
    """Accept, correct, reject or reopen a card: `accepted`, `corrected`, `rejected`, `open`.

    `value` holds the fields that were corrected (others stay), of `values.FIELDS[kind]`; `link` the
    code (of a person: uid) of the row that it is, "" for a new one; `becomes` one of the card's
    `may_become`. None leaves each as it is. A yes with something corrected is a correction.
    """
    given = CardDecision(card=card, decision=decision, value=value, link=link, becomes=becomes)
    _decide(editable(statement, actor), given, actor)


@transaction.atomic
def decide_each(
    statement: uuid.UUID, decisions: Sequence[CardDecision], *, actor: uuid.UUID | None
) -> None:
    """Decide about many cards, all or none; a fault's `item` is its decision's place."""
    draft = editable(statement, actor)
    faults: list[Fault] = []
    for item, one in enumerate(decisions):
        try:
            _decide(draft, one, actor)
        except ActionRefused as refusal:
            faults += [replace(fault, item=item) for fault in refusal.faults]
    refuse(faults)


def _decide(draft: Statement, given: CardDecision, actor: uuid.UUID | None) -> None:
    row = _card(draft, given.card)
    decision, link, becomes = given.decision, given.link, given.becomes
    kept, faults = checked(row.kind, given.value or {})
    faults += list_faults(decision, Decision.values, item=None, field="decision")
    faults += code_faults(row.kind, kept)
    faults += _card_references(draft, kept)
    if link:
        faults += link_faults(row.kind, link, actor)
    if becomes and becomes not in MAY_BECOME[row.kind]:
        faults.append(CANNOT_BECOME(found=becomes[:40], field="becomes"))
    if row.adopted_at:
        faults.append(ADOPTED_BEFORE())
    before = {**row.value, **row.corrected}
    if not faults and decision != Decision.REJECTED:
        faults += _missing(row.kind, {**before, **kept})
    refuse(faults)
    _correct(row, followed(before, kept) if row.kind == Kind.MOMENT else kept)
    if link is not None:
        row.link = str(uuid.UUID(link)) if link and row.kind == Kind.PERSON else link
    if becomes is not None:
        row.becomes = becomes or NOTHING
    _settle(row, decision, actor)
    row.save(update_fields=["corrected", "link", "becomes", "decision", "decided_at", "decided_by"])


def _card(draft: Statement, uid: uuid.UUID) -> StatementFinding:
    row = StatementFinding.objects.filter(statement=draft, uid=uid).first()
    if row is None:
        raise ActionRefused([NOT_FOUND(found=uid, field="card")])
    return row


def _card_references(draft: Statement, kept: Mapping[str, Any]) -> list[Fault]:
    """Orders of cards that are not cards of that kind in this draft."""
    faults = []
    for name, kind in (("quantities", Kind.QUANTITY), ("moments", Kind.MOMENT)):
        if asked := kept.get(name):
            rows = StatementFinding.objects.filter(statement=draft, kind=kind, order__in=asked)
            known = set(rows.values_list("order", flat=True))
            faults += [NOT_FOUND(found=one, field=name) for one in asked if one not in known]
    return faults


def _correct(row: StatementFinding, kept: Mapping[str, Any]) -> None:
    """Keep what differs from what was found; what is as it was found is no correction."""
    corrected = {**row.corrected, **kept}
    found = {name: row.value.get(name) for name in corrected}
    row.corrected = {
        name: value
        for name, value in corrected.items()
        if value != found[name] and not (value in ("", None, []) and found[name] in ("", None, []))
    }


def _settle(row: StatementFinding, decision: str, actor: uuid.UUID | None) -> None:
    is_yes = decision in (Decision.ACCEPTED, Decision.CORRECTED)
    if is_yes:
        decision = Decision.CORRECTED if row.corrected else Decision.ACCEPTED
    row.decision = decision
    is_open = decision == Decision.OPEN
    row.decided_at = None if is_open else timezone.now()
    row.decided_by = None if is_open else actor


@transaction.atomic
def decide_all(
    statement: uuid.UUID, *, decision: str, only_certain: bool = False, actor: uuid.UUID | None
) -> int:
    """Accept or reject every card that is still open, or only those found with certainty; how many.

    What is only offered (found with doubt) is never accepted along with the rest.
    """
    draft = editable(statement, actor)
    allowed = (Decision.ACCEPTED, Decision.REJECTED)
    refuse(list_faults(decision, [str(one) for one in allowed], item=None, field="decision"))
    rows = StatementFinding.objects.filter(statement=draft, decision=Decision.OPEN)
    if only_certain:
        rows = rows.filter(confidence=Confidence.CERTAIN)
    elif decision == Decision.ACCEPTED:
        rows = rows.exclude(confidence=Confidence.DOUBTFUL)
    corrected = rows.exclude(corrected={})
    settled = {"decided_at": timezone.now(), "decided_by": actor}
    count = 0
    if decision == Decision.ACCEPTED:
        count = corrected.update(decision=Decision.CORRECTED, **settled)
    return count + rows.update(decision=decision, **settled)


@transaction.atomic
def set_aside(statement: uuid.UUID, *, reason: str, actor: uuid.UUID | None) -> None:
    """Nothing is to be taken from this statement; `reason` says why. Refused once adopted."""
    row = editable(statement, actor)
    words = on_one_line(reason)
    faults = [] if words else [REQUIRED(field="reason")]
    if len(words) > REASON_LENGTH:
        faults.append(TOO_LONG(found=words[:40], expected=REASON_LENGTH, field="reason"))
    if row.state != State.DRAFT:
        faults.append(SOMETHING_ADOPTED())
    refuse(faults)
    _change_state(row, State.SET_ASIDE, words, actor)


@transaction.atomic
def take_up_again(statement: uuid.UUID, *, actor: uuid.UUID | None) -> None:
    """A statement that was set aside is a draft again."""
    row = editable(statement, actor, any_state=True)
    refuse([] if row.state == State.SET_ASIDE else [NOT_SET_ASIDE()])
    _change_state(row, State.DRAFT, "", actor)


def _change_state(row: Statement, state: str, reason: str, actor: uuid.UUID | None) -> None:
    row.state, row.state_reason = state, reason
    row.settled_at = None if state == State.DRAFT else timezone.now()
    row.settled_by = None if state == State.DRAFT else actor
    row.save(update_fields=["state", "state_reason", "settled_at", "settled_by"])


@transaction.atomic
def add_card(
    statement: uuid.UUID,
    *,
    kind: str,
    value: Mapping[str, Any],
    spans: Sequence[tuple[int, int]],
    actor: uuid.UUID | None,
) -> uuid.UUID:
    """A card for what the reader missed, marked in the text by a person; accepted. Its uid.

    A name that is not given is the marked words.
    """
    draft = editable(statement, actor)
    refuse(list_faults(kind, Kind.values, item=None, field="kind"))
    kept, faults = checked(kind, value)
    if len(spans) > MOST_MARKED or not in_text(spans, draft.text):
        faults.append(NOT_IN_TEXT(field="spans"))
    refuse([*faults, *code_faults(kind, kept), *_card_references(draft, kept)])
    words = " ".join(draft.text[spans[0][0] : spans[0][1]].split())
    found = _blank(kind) | ({"name": words[:300]} if "name" in _blank(kind) else {})
    row = StatementFinding(
        statement=draft,
        text_of=draft,
        order=next_order(draft),
        kind=kind,
        spans=[list(span) for span in spans],
        value=found | {name: given for name, given in kept.items() if given not in ("", None)},
        confidence=Confidence.CERTAIN,
        reason=BY_A_PERSON,
    )
    refuse(_missing(kind, row.value))
    _settle(row, Decision.ACCEPTED, actor)
    row.save()
    return uuid.UUID(str(row.uid))


_EMPTY: Final[Mapping[str, Any]] = {
    "number": None, "flag": False, "day": None, "names": [], "cards": [],
}  # fmt: skip


def _blank(kind: str) -> dict[str, Any]:
    blank = {field.name: _EMPTY.get(field.type, "") for field in FIELDS[kind]}
    return blank | ({"count": 1} if kind == Kind.ACT else {})


def _missing(kind: str, value: Mapping[str, Any]) -> list[Fault]:
    needed = {Kind.QUANTITY: ("value",), Kind.MOMENT: ("value",), Kind.ACT: ("kind", "status")}
    names = needed.get(Kind(kind), ("name",))
    return [REQUIRED(field=name) for name in names if value.get(name) in ("", None)]

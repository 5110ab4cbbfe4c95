"""Another outlet's version of the same event: shown beside the first, merged into it or kept apart.

Raises NotFound and Denied where the actor's role does not reach both.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from mithaq.exchange.models import Statement, StatementFinding, StatementPair
from mithaq.exchange.statements.drafts.drafted import folded
from mithaq.exchange.statements.drafts.faults import MERGED_INTO_ITSELF, SOMETHING_ADOPTED
from mithaq.exchange.statements.drafts.keeping import (
    check_number,
    editable,
    next_order,
    save_findings,
)
from mithaq.exchange.statements.drafts.rereading import follow
from mithaq.registry.faults import refuse

Kind = StatementFinding.Kind
COPIED = (
    "text_of_id", "kind", "spans", "value", "corrected", "confidence", "reason", "candidates",
    "link", "becomes", "decision", "decided_at", "decided_by",
)  # fmt: skip


@transaction.atomic
def merge_statements(statement: uuid.UUID, *, into: uuid.UUID, actor: uuid.UUID | None) -> int:
    """Make a draft a further source of another one: what it has that is new is added there, its
    spans kept in its own text. How many cards were added. Raises ActionRefused: one of them is
    settled, something of the first was adopted, they are the same, or have too much together."""
    refuse([MERGED_INTO_ITSELF()] if statement == into else [])
    rows = {uid: editable(uid, actor) for uid in sorted((statement, into))}
    merged, kept = rows[statement], rows[into]
    refuse([] if merged.state == Statement.State.DRAFT else [SOMETHING_ADOPTED()])
    new = _new_findings(merged, kept)
    check_number(StatementFinding.objects.filter(statement=kept).count() + len(new))
    save_findings(new)
    merged.state, merged.merged_into = Statement.State.MERGED, kept
    merged.settled_at, merged.settled_by = timezone.now(), actor
    merged.save(update_fields=["state", "merged_into", "settled_at", "settled_by"])
    Statement.objects.filter(merged_into=merged).update(merged_into=kept)
    return len(new)


def _new_findings(merged: Statement, kept: Statement) -> list[StatementFinding]:
    """Copies of what only the merged one has; their references lead to the kept one's cards."""
    there = list(StatementFinding.objects.filter(statement=kept).order_by("-order"))
    known = {sameness(one): one.order for one in there}
    counted = {key: one.order for one in there for key in _counted(one, one.value)}
    moved: dict[int, int] = {}
    new: list[StatementFinding] = []
    order = next_order(kept)
    for one in StatementFinding.objects.filter(statement=merged).order_by("order"):
        same = known.get(sameness(one))
        if same is None:
            keys = _counted(one, follow(one.value, moved))
            same = next((counted[key] for key in keys if key in counted), None)
        if same is not None:
            moved[one.order] = same
            continue
        moved[one.order] = known[sameness(one)] = order
        new.append(_copy(one, kept, order))
        order += 1
    for copy in new:
        copy.value, copy.corrected = follow(copy.value, moved), follow(copy.corrected, moved)
    return new


def _counted(one: StatementFinding, value: Mapping[str, Any]) -> list[tuple[str, int]]:
    """An act of a kind by each quantity that it speaks of: whoever tells of the same number of the
    same thing tells of the same act."""
    if one.kind != Kind.ACT:
        return []
    return [(value["kind"], order) for order in value.get("quantities") or ()]


def _copy(one: StatementFinding, kept: Statement, order: int) -> StatementFinding:
    given = {name: getattr(one, name) for name in COPIED}
    return StatementFinding(statement=kept, order=order, **given)


def sameness(one: StatementFinding) -> tuple[object, ...]:
    """What makes findings of two texts one: a name, a number of something, a day, an act of a kind
    with the same parties or, where none are named, the same object."""
    value: Mapping[str, Any] = {**one.value, **one.corrected}
    if one.kind == Kind.QUANTITY:
        return (one.kind, value["value"], value["high"], value["unit"], value["is_each"])
    if one.kind == Kind.MOMENT:
        return (one.kind, value["value"], value["precision"])
    if one.kind == Kind.ACT:
        parties = tuple(sorted(map(folded, value["parties"])))
        told_by = parties or (folded(value["of"]),)
        return (one.kind, value["kind"], *told_by, *map(folded, value["facilities"]))
    return (one.kind, one.link or folded(value["name"]))


@transaction.atomic
def keep_apart(statement: uuid.UUID, other: uuid.UUID, *, actor: uuid.UUID | None) -> None:
    """These two are not about the same event; said once, they are not offered again."""
    refuse([MERGED_INTO_ITSELF()] if statement == other else [])
    one, two = _in_order(editable(uid, actor, any_state=True) for uid in sorted((statement, other)))
    StatementPair.objects.update_or_create(
        one=one, other=two, defaults={"is_kept_apart": True}, create_defaults={
            "likeness": 0, "is_kept_apart": True,
        },
    )  # fmt: skip


def _in_order(rows: Iterable[Statement]) -> list[Statement]:
    return sorted(rows, key=lambda row: row.pk)

"""What every table's taking in has in common."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.placing import placed
from mithaq.exchange.messages import Severity
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.chains import locked_chain
from mithaq.registry.faults import Fault as ActionFault
from mithaq.registry.records import Recorded


@dataclass(frozen=True)
class Taken:
    """What came of a table: rows (of `reports`: reports) that were new, that completed what was
    known, that were known already. `batch` is the chain's, None where nothing new came into it."""

    added: int
    completed: int
    known: int
    batch: int | None = None
    asked: Faults = field(default_factory=Faults)


Keep = Callable[[Taken], None]


@dataclass(frozen=True)
class Order:
    """Who takes a table in, whether only to try, and what keeps the import with it: `keep` is
    called in the transaction that writes."""

    actor: uuid.UUID | None
    dry_run: bool
    keep: Keep


Take = Callable[[Form, Order], Taken]
Record = Callable[[Form, uuid.UUID | None], Recorded]
Ask = Callable[[Form, Faults], None]


def rows_of(form: Form) -> Iterator[dict[str, Any]]:
    """Each row as values by column."""
    names = list(form.columns)
    for cells in zip(*(form.columns[name].to_pylist() for name in names), strict=True):
        yield dict(zip(names, cells, strict=True))


def text(value: str | None) -> str:
    """An empty cell as the actions take it."""
    return value or ""


def ask_of(form: Form, questions: Iterable[ActionFault], asked: Faults) -> None:
    """What an action took in and asks about, each in its row."""
    asked.add_all(placed(question, form, Severity.QUESTION) for question in questions)


def whole(record: Record, ask: Ask | None = None, *, of_ledger: bool = False) -> Take:
    """Take a table in by one action, in one transaction; a try is rolled back.

    `ask` adds questions once everything that the table names is there. `of_ledger`: the action
    writes a batch of the chain.
    """

    def take(form: Form, order: Order) -> Taken:
        with transaction.atomic():
            before = locked_chain().batch if of_ledger else 0
            recorded = record(form, order.actor)
            after = locked_chain().batch if of_ledger else 0
            asked = Faults()
            if ask is not None:
                ask(form, asked)
            ask_of(form, recorded.questions, asked)
            taken = Taken(
                recorded.new,
                recorded.completed,
                recorded.known,
                after if after > before else None,
                asked,
            )
            if order.dry_run:
                transaction.set_rollback(True)
            else:
                order.keep(taken)
        return taken

    return take

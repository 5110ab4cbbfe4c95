"""Taking in reversals of postings."""

from __future__ import annotations

from django.db import transaction

from mithaq.exchange.imports.takings import Order, Taken, rows_of
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.actions import reverse_postings
from mithaq.ledger.records import NewReversal


def take_reversals(form: Form, order: Order) -> Taken:
    """Reverse the postings that the rows name, all of them or none."""
    reversals = [
        NewReversal(source=row["source"], reverses=row["reverses"], reason=row["reason"])
        for row in rows_of(form)
    ]
    with transaction.atomic():
        posted = reverse_postings(
            reversals, actor=order.actor, kind="import", dry_run=order.dry_run
        )
        taken = Taken(posted.postings, 0, posted.known, posted.batch)
        if not order.dry_run:
            order.keep(taken)
    return taken

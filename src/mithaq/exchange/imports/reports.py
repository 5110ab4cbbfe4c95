"""Taking in monthly reports: their rows are submitted as the facilities' own."""

from __future__ import annotations

from mithaq.domains.services.actions import submit_reports_bulk
from mithaq.domains.services.records import NewReportValue
from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.takings import Order, Taken, ask_of, rows_of, text
from mithaq.exchange.tables.forms import Form


def take_reports(form: Form, order: Order) -> Taken:
    """Submit the reports of a file, all of them or none.

    The checks take their time and hold no lock, so that reporters are not kept waiting; the import
    is kept once the reports are.
    """
    values = [
        NewReportValue(
            facility=row["facility"],
            month=row["month"],
            measure=row["measure"],
            value=row["value"],
            sex=text(row["sex"]),
            age_group=text(row["age_group"]),
        )
        for row in rows_of(form)
    ]
    submitted = submit_reports_bulk(values, actor=order.actor, dry_run=order.dry_run)
    asked = Faults()
    ask_of(form, submitted.questions, asked)
    taken = Taken(submitted.new, submitted.resubmitted, submitted.known, None, asked)
    if not order.dry_run:
        order.keep(taken)
    return taken

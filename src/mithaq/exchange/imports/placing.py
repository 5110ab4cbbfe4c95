"""Faults of actions, which name an item and a field, as faults of a file: sheet, row and column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mithaq.exchange.faults import Fault, shown
from mithaq.exchange.messages import Severity
from mithaq.exchange.tables.forms import Form
from mithaq.registry.faults import Fault as ActionFault

# Where an action's field is called something else than the column it came from.
_COLUMNS: Final[Mapping[str, str]] = {
    "valid_from": "from",
    "valid_to": "to",
    "milestones": "profile",
    "answers_source": "answers",
    "answers_line": "answers",
    "location": "facility",
}


def placed(fault: ActionFault, form: Form, severity: Severity = Severity.ERROR) -> Fault:
    """The fault of a row; one that names no field is the whole row's, found by its key."""
    column = _column(fault, form)
    at = fault.item
    found = fault.found
    if not found and at is not None:
        said = (column,) if column else form.table.key
        found = " ".join(filter(None, (form.said(code, at) for code in said)))
    expected = fault.expected or (form.table.column(column).expected if column else "")
    return Fault(
        sheet=form.sheet,
        row=None if at is None else int(form.rows[at]),
        column=column or form.table.key[0],
        found=shown(found),
        expected=shown(expected, 400),
        code=fault.code,
        ar=fault.ar,
        en=fault.en,
        severity=severity,
    )


def _column(fault: ActionFault, form: Form) -> str:
    """The column that a fault speaks of, or an empty text."""
    if fault.field in form.table.codes:
        return fault.field
    column = _COLUMNS.get(fault.field, "")
    if column == "facility" and fault.item is not None and not form.said(column, fault.item):
        column = "place"
    return column if column in form.table.codes else ""

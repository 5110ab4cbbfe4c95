"""From a file to what is known: read, checked, taken in whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
from django.conf import settings

from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.corrections import take_reversals
from mithaq.exchange.imports.deliveries import take_deliveries
from mithaq.exchange.imports.placing import placed
from mithaq.exchange.imports.promises import (
    take_agreements,
    take_parties,
    take_pledges,
    take_supports,
)
from mithaq.exchange.imports.references import check_references
from mithaq.exchange.imports.registers import (
    take_facilities,
    take_measures,
    take_organisations,
    take_places,
    take_statuses,
)
from mithaq.exchange.imports.reports import take_reports
from mithaq.exchange.imports.results import ImportResult, result_of
from mithaq.exchange.imports.takings import Order, Take, Taken
from mithaq.exchange.readers import Reading, read_table
from mithaq.exchange.tables.catalogue import tables_of
from mithaq.exchange.tables.forms import Form
from mithaq.registry.faults import ActionRefused

TAKES: Final[Mapping[str, Take]] = {
    "measures": take_measures,
    "places": take_places,
    "organisations": take_organisations,
    "facilities": take_facilities,
    "statuses": take_statuses,
    "agreements": take_agreements,
    "parties": take_parties,
    "supports": take_supports,
    "pledges": take_pledges,
    "deliveries": take_deliveries,
    "reversals": take_reversals,
    "reports": take_reports,
}
# Rows that make one whole; without one of them the others say something else.
_WHOLES: Final[Mapping[str, tuple[str, ...]]] = {
    "deliveries": ("source",),
    "reports": ("facility", "month"),
}
# Rows with these faults are not in the form at all.
_ROWS_LOST: Final = ("row_width", "quote_not_closed")

KeepResult = Callable[[ImportResult], None]


def read(table: str, path: Path) -> Reading:
    """Read a file as a table and look up every code that it names.

    Raises KeyError for a table that is not known, OSError where the file cannot be opened.
    """
    reading = read_table(path, tables_of(settings.COUNTRY)[table])
    if reading.form is None:
        return reading
    return replace(reading, form=check_references(reading.form, reading.faults))


@dataclass(frozen=True)
class Taking:
    """How a reading is taken in: by whom, whether only to try, and what keeps it: `keep` is called
    in the transaction that writes, with the result."""

    actor: uuid.UUID | None
    dry_run: bool
    keep: KeepResult


def take_in(reading: Reading, taking: Taking) -> ImportResult:
    """Take in what was read, all of it or nothing."""
    form, faults = reading.form, reading.faults
    rows = 0 if form is None else len(form)
    if form is None or not rows:
        return result_of(faults, rows)
    if faults.is_refused:
        _try_sound_rows(form, faults, taking)
        return result_of(faults, rows)
    order = Order(
        taking.actor,
        taking.dry_run,
        lambda taken: taking.keep(result_of(faults, rows, taken)),
    )
    try:
        taken = TAKES[form.table.code](form, order)
    except ActionRefused as refusal:
        faults.add_all(placed(fault, form) for fault in refusal.faults)
        return result_of(faults, rows)
    return result_of(faults, rows, taken)


def _try_sound_rows(form: Form, faults: Faults, taking: Taking) -> None:
    """What the actions would refuse of the other rows, so that every fault is said at once."""
    if any(faults.has(code) for code in _ROWS_LOST):
        return
    left_out = _left_out(form)
    sound = form.chosen(~left_out)
    if not len(sound):
        return
    try:
        TAKES[form.table.code](sound, Order(taking.actor, dry_run=True, keep=_keep_nothing))
    except ActionRefused as refusal:
        missed = _keys(form.chosen(left_out))
        faults.add_all(
            placed(fault, sound) for fault in refusal.faults if fault.found not in missed
        )


def _keep_nothing(_: Taken) -> None:
    """A try leaves nothing behind."""


def _left_out(form: Form) -> np.ndarray:
    """The refused rows, and all that make one whole with them."""
    left_out = form.is_refused
    columns = _WHOLES.get(form.table.code)
    if not columns:
        return left_out
    whole = np.zeros(len(form), np.int64)
    for name in columns:
        column = form.columns[name]
        numbers = column.indices if hasattr(column, "indices") else column
        values = np.unique(numbers.fill_null(-1).to_numpy(), return_inverse=True)[1]
        whole = np.unique(whole * (len(form) + 1) + values, return_inverse=True)[1]
    return np.isin(whole, np.unique(whole[left_out]))


def _keys(form: Form) -> set[str]:
    """By what other rows may name these."""
    if form.table.code == "deliveries":
        return {
            f"{source}#{line}"
            for source, line in zip(
                *(form.columns[name].to_pylist() for name in ("source", "line")), strict=True
            )
        }
    codes = form.columns.get("code")
    return set() if codes is None else set(map(str, codes.to_pylist()))

"""The way in: one file, one table, all its faults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mithaq.exchange.faults import Faults
from mithaq.exchange.limits import LIMITS, Limits
from mithaq.exchange.readers.scans import is_workbook
from mithaq.exchange.readers.texts import read_text_table
from mithaq.exchange.readers.workbooks import read_workbook_table
from mithaq.exchange.tables.forms import Form, check_form
from mithaq.exchange.tables.raw import RawTable, RefusalError
from mithaq.exchange.tables.schemas import Table


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read; `form` is None where it could not be read as a table at all."""

    form: Form | None
    faults: Faults


def read_table(path: Path, table: Table, limits: Limits = LIMITS) -> Reading:
    """Read a CSV or XLSX file as a table and check its form.

    Raises OSError where the file itself cannot be opened.
    """
    faults = Faults(limit=limits.faults)
    raw = _read_raw(path, table, faults, limits)
    form = None if raw is None else check_form(table, raw, faults)
    return Reading(form, faults)


def _read_raw(path: Path, table: Table, faults: Faults, limits: Limits) -> RawTable | None:
    try:
        workbook = is_workbook(path)
    except RefusalError as refusal:
        faults.add(refusal.fault)
        return None
    read = read_workbook_table if workbook else read_text_table
    return read(path, table, faults, limits)

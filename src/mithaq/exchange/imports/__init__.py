"""Files of tables into the registers and the ledger, whole or not at all.

    import_file(table, path, actor=…, dry_run=…) -> ImportResult

Every error is listed with sheet, row, column, what was found and what was expected; what is only
asked is kept with the import. The same file again changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from mithaq.exchange.imports.importing import Taking, read, take_in
from mithaq.exchange.imports.keeping import is_known, keep_file, new_import, settle
from mithaq.exchange.imports.results import ImportResult
from mithaq.exchange.models import Import
from mithaq.registry.actions import forget_file

__all__ = ["ImportResult", "import_file"]

Progress = Callable[[int, int], None]
_STEPS = 3


def import_file(
    table: str,
    path: Path,
    *,
    actor: uuid.UUID | None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Take in a CSV or XLSX file of a table; a `dry_run` only says what would come of it.

    A file that was taken in is kept with what was asked about it. Raises KeyError for a table that
    is not known, OSError where the file cannot be opened.
    """
    show = progress or (lambda *_: None)
    show(0, _STEPS)
    reading = read(table, path)
    show(1, _STEPS)
    if dry_run or reading.faults.is_refused or not reading.form:
        result = take_in(reading, Taking(actor, True, lambda _: None))
        show(_STEPS, _STEPS)
        return result
    stored = keep_file(path)

    def keep(result: ImportResult) -> None:
        if result.is_new or not is_known(table, stored):
            row = new_import(table, path.name, stored, state=Import.State.TAKING_IN, actor=actor)
            settle(row, Import.State.TAKEN_IN, result)

    show(2, _STEPS)
    try:
        result = take_in(reading, Taking(actor, False, keep))
    finally:
        forget_file(stored.sha256)  # unless an import names it by now
    show(_STEPS, _STEPS)
    return result

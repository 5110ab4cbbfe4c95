"""Keeping a file that was taken in, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone

from mithaq.exchange.faults import Fault
from mithaq.exchange.imports.results import ImportResult
from mithaq.exchange.models import Import
from mithaq.registry.actions import StoredFile, attach_stored_file, store_file, stored_name
from mithaq.registry.models import SubjectKind

KEPT_FAULTS = 2_000
NAME_LENGTH = 255
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def keep_file(path: Path) -> StoredFile:
    """Copy a file into the storage."""
    with path.open("rb") as content:
        return store_file(content)


@contextmanager
def stored_copy(sha256: str) -> Iterator[Path]:
    """A stored file as a file of this machine."""
    name = stored_name(sha256)
    try:
        local = Path(default_storage.path(name))
    except NotImplementedError:
        with TemporaryDirectory(prefix="mithaq-") as folder:
            copy = Path(folder) / sha256
            with default_storage.open(name) as stored, copy.open("wb") as file:
                for piece in stored.chunks():
                    file.write(piece)
            yield copy
    else:
        yield local


def new_import(
    table: str, name: str, stored: StoredFile, *, state: str, actor: uuid.UUID | None
) -> Import:
    """The row of a file that came, the file tied to it."""
    now = timezone.now()
    row = Import.objects.create(
        table=table,
        name=Path(name).name[:NAME_LENGTH],
        sha256=stored.sha256,
        size=stored.size,
        state=state,
        actor=actor,
        added_at=now,
    )
    attach_stored_file(
        stored,
        subject_kind=SubjectKind.IMPORT,
        subject=row.uid,
        name=row.name,
        media_type=_XLSX if row.name.lower().endswith(".xlsx") else "text/csv",
        actor=actor,
        at=now,
    )
    return row


def is_known(table: str, stored: StoredFile) -> bool:
    """Whether this very file was taken in as this table before."""
    taken = Import.objects.filter(table=table, sha256=stored.sha256, state=Import.State.TAKEN_IN)
    return taken.exists()


def settle(row: Import, state: str, result: ImportResult) -> None:
    """Write down what came of a file."""
    row.state = state
    for name in ("rows", "added", "completed", "known", "batch", "fault_count", "question_count"):
        setattr(row, name, getattr(result, name))
    row.faults = _as_json(result.faults)
    row.questions = _as_json(result.questions)
    if state in (Import.State.TAKEN_IN, Import.State.REFUSED):
        row.settled_at = timezone.now()
    row.save()


def _as_json(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    return [fault.as_json() for fault in tuple(faults)[:KEPT_FAULTS]]

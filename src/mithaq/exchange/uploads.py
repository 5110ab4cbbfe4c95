"""A file sent from a page: kept, checked without writing, shown, then taken in on a yes.

Large files are checked and taken in by the worker; the import's state says how far it is.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from typing import IO, Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django_tasks import task

from mithaq.exchange.imports.importing import Taking, read, take_in
from mithaq.exchange.imports.keeping import new_import, settle, stored_copy
from mithaq.exchange.imports.results import ImportResult
from mithaq.exchange.models import Import
from mithaq.exchange.tables.catalogue import TABLES
from mithaq.registry.access import Permission, Visitor, require
from mithaq.registry.actions import store_file
from mithaq.registry.faults import NOT_IN_LIST, ActionRefused
from mithaq.registry.rows import default_country

LATEST = 50
# A file up to this size is checked while its sender waits.
AT_ONCE_BYTES = 2 * 1024 * 1024
State = Import.State
logger = logging.getLogger(__name__)


def upload(table: str, name: str, content: IO[bytes], *, actor: uuid.UUID) -> uuid.UUID:
    """Keep a file and check it, writing nothing of it; the import's uid.

    Raises ActionRefused for a table that is not known.
    """
    if table not in TABLES:
        raise ActionRefused([NOT_IN_LIST(found=table, expected=", ".join(TABLES), field="table")])
    stored = store_file(content)
    row = new_import(table, name, stored, state=State.CHECKING, actor=actor)
    _run(row, check_upload)
    return uuid.UUID(str(row.uid))


def confirm(uid: uuid.UUID, *, actor: uuid.UUID) -> None:
    """Take in a file that was checked; asked twice, it is done once. Raises Http404.

    It is checked again as it is taken in, for what is known may have changed meanwhile.
    """
    with transaction.atomic():
        rows = Import.objects.select_for_update().filter(country=default_country())
        row = rows.filter(uid=uid).first()
        if row is None:
            raise Http404
        if row.state != State.CHECKED:
            return
        row.state, row.actor = State.TAKING_IN, actor
        row.save(update_fields=["state", "actor"])
    _run(row, take_in_upload)


def _run(row: Import, step: Any) -> None:
    if row.size <= AT_ONCE_BYTES:
        step.call(row.pk)
    else:
        transaction.on_commit(lambda: step.enqueue(row.pk))


@task()
def check_upload(number: int) -> None:
    """Say what would come of a kept file."""
    row = Import.objects.get(pk=number)
    result = _attempt(row, dry_run=True)
    if result is not None:
        settle(row, State.REFUSED if result.fault_count else State.CHECKED, result)


@task()
def take_in_upload(number: int) -> None:
    """Take a kept file in, or say why not."""
    row = Import.objects.get(pk=number)
    result = _attempt(row, dry_run=False)
    if result is not None:
        settle(row, State.REFUSED if result.fault_count else State.TAKEN_IN, result)


def _attempt(row: Import, *, dry_run: bool) -> ImportResult | None:
    """Read and take in; None where it failed otherwise than by a refusal, which is said."""
    try:
        with stored_copy(row.sha256) as path:
            return take_in(read(row.table, path), Taking(row.actor, dry_run, lambda _: None))
    except Exception:
        logger.exception("import %s failed", row.uid)
        Import.objects.filter(pk=row.pk).update(state=State.FAILED, settled_at=timezone.now())
        return None


def latest_imports(user: Visitor) -> Sequence[Import]:
    """The imports of the country, the latest first. Raises Denied."""
    require(user, Permission.IMPORT_TABLES)
    return tuple(
        Import.objects.filter(country=default_country())
        .defer("faults", "questions")
        .order_by("-added_at")[:LATEST]
    )


def access_import(user: Visitor, uid: uuid.UUID) -> Import:
    """One import. Raises Denied, Http404."""
    require(user, Permission.IMPORT_TABLES)
    row = Import.objects.filter(country=default_country(), uid=uid).first()
    if row is None:
        raise Http404
    return row


def may_confirm(row: Import) -> bool:
    """A file that was checked and found without errors waits for a person's yes."""
    return bool(row.state == State.CHECKED)


def is_under_way(row: Import) -> bool:
    return row.state in {State.CHECKING, State.TAKING_IN}

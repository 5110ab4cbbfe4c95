"""The stored reckoning: made in the background, read by the pages."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist

from mithaq.engine.reckoning.result import FullReckoning
from mithaq.ledger.models import Refresh
from mithaq.registry.rows import default_country


def default_as_of(today: date) -> date:
    """The end of the last month whose reports were due by `today`."""
    raise NotImplementedError


def request_refresh() -> None:
    """Once the transaction is committed, have the reckoning refreshed; at most one is pending.

    What was committed is not undone if the queue cannot be reached.
    """
    transaction.on_commit(_enqueue_once, robust=True)


def _enqueue_once() -> None:
    if _is_pending(Refresh.objects.filter(country=default_country()).first()):
        return
    with transaction.atomic():
        Refresh.objects.get_or_create(country=default_country())
        refresh = Refresh.objects.select_for_update().get(country=default_country())
        if not _is_pending(refresh):
            refresh.task = str(refresh_reckoning.enqueue().id)
            refresh.requested_at = timezone.now()
            refresh.save()


def _is_pending(refresh: Refresh | None) -> bool:
    """One that has not begun will read what has been committed by now."""
    if (
        refresh is None
        or not refresh.task
        or not refresh_reckoning.get_backend().supports_get_result
    ):
        return False
    try:
        return refresh_reckoning.get_result(refresh.task).status == TaskResultStatus.READY
    except TaskResultDoesNotExist:
        return False


@task()
def refresh_reckoning() -> None:
    """The task behind `request_refresh`."""
    refresh_now()


def refresh_if_due() -> bool:
    """Ask for a refresh if the stored reckoning is behind the ledger or the calendar."""
    raise NotImplementedError


def refresh_now(as_of: date | None = None) -> int:
    """Make and store the reckoning in this process (the task, `mithaq demo`); its id."""
    raise NotImplementedError


def reckon_now(
    as_of: date | None = None,
    known_at: datetime | None = None,
    *,
    agreement: str = "",
    place: str = "",
) -> FullReckoning:
    """Reckon here and now over a snapshot brought up to date; nothing is stored.

    `as_of` None: `default_as_of` of today. `agreement` and `place` narrow what is returned.
    """
    raise NotImplementedError

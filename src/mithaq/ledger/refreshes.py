"""The stored reckoning: made in the background, read by the pages."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.exceptions import TaskResultDoesNotExist

from mithaq.engine.months import last_day, month_of
from mithaq.engine.reckoning import reckon_fully
from mithaq.engine.reckoning.result import FullReckoning
from mithaq.ledger import models
from mithaq.ledger.actions.agreements import settle_statuses
from mithaq.ledger.manifests import locked
from mithaq.ledger.models import Batch, Refresh
from mithaq.ledger.narrowing import narrowing
from mithaq.ledger.snapshots import bring_up_to_date, open_tables
from mithaq.ledger.stored import store
from mithaq.registry.actions.days import bring_registry_up_to
from mithaq.registry.rows import default_country


def default_as_of(today: date) -> date:
    """The end of the last month whose reports were due by `today`."""
    return last_day(month_of(today - timedelta(days=settings.REPORTS_DUE_DAYS)) - 1)


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
    current = models.Reckoning.objects.filter(country=default_country(), is_current=True).first()
    head = Batch.objects.filter(country=default_country()).order_by("id").last()
    is_due = current is None or (
        (head is not None and current.batch < head.id)
        or current.as_of != default_as_of(timezone.localdate())
    )
    if is_due:
        request_refresh()
    return is_due


def refresh_now(as_of: date | None = None) -> int:
    """Make and store the reckoning in this process (the task, `mithaq demo`); its id.

    Whatever stops it leaves the one before. What comes true with the calendar (a status or a move
    dated later) comes true here.
    """
    today = timezone.localdate()
    day = as_of or default_as_of(today)
    settle_statuses(today)
    bring_registry_up_to(today)
    with locked(settings.HOME / "refreshing"):
        started = time.perf_counter()
        snapshot = bring_up_to_date()
        full = reckon_fully(open_tables(snapshot), as_of=day)
        return store(
            full, as_of=day, batch=snapshot.batch, took=round(time.perf_counter() - started, 3)
        )


def reckon_now(
    as_of: date | None = None,
    known_at: datetime | None = None,
    *,
    agreement: str = "",
    place: str = "",
) -> FullReckoning:
    """Reckon here and now over a snapshot brought up to date; nothing is stored.

    `as_of` None: `default_as_of` of today. `agreement` and `place` narrow what is returned: lines
    whose scope names the place, something in it or something that holds it, and deliveries,
    overlaps and cliffs in it. Raises ActionRefused for an unknown code.
    """
    narrow = narrowing(agreement, place)
    full = reckon_fully(
        open_tables(bring_up_to_date()),
        as_of=as_of or default_as_of(timezone.localdate()),
        known_at=known_at,
    )
    return narrow(full)

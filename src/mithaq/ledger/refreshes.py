"""The stored reckoning: made in the background, read by the pages."""

from __future__ import annotations

from datetime import date, datetime

from mithaq.engine.reckoning.result import FullReckoning


def default_as_of(today: date) -> date:
    """The end of the last month whose reports were due by `today`."""
    raise NotImplementedError


def request_refresh() -> None:
    """Once the transaction is committed, have the reckoning refreshed; at most one is pending."""
    raise NotImplementedError


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

"""Recording who supports which facility for what, from when to when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from mithaq.ledger.records import NewSupport
from mithaq.registry.records import Recorded


def record_supports(
    supports: Sequence[NewSupport], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record supports; the key is facility, family, organisation, agreement and `valid_from`."""
    raise NotImplementedError


def change_support(
    key: str,
    *,
    valid_to: date | None,
    share: Decimal | None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Record a new version of a support (`key` is `Support.key`): it speaks from now on."""
    raise NotImplementedError


def end_support(
    key: str, *, on: date, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """Record that a support's last day is `on`; its share stays."""
    raise NotImplementedError

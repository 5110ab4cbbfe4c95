"""A person's word on an overlap."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal


def explain_overlap(
    *,
    facility: str,
    measure: str,
    month: int,
    kind: str,
    shares: Mapping[str, Decimal] | None = None,
    note: str = "",
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Keep why two organisations claimed the same; the overlap is open until then.

    `shares` (organisation code: share of 1) go with `co_funded`. A later word takes the place of
    the earlier one.
    """
    raise NotImplementedError

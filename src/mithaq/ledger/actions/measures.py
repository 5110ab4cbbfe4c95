"""Recording what can be promised and delivered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from mithaq.ledger.records import NewMeasure
from mithaq.registry.records import Recorded


def record_measures(
    measures: Sequence[NewMeasure], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record measures; parents may stand anywhere in the sequence.

    Refused: doubled or unknown codes, values outside a list, a measure under itself, other
    content under a known code (another parent is; use `move_measure`).
    """
    raise NotImplementedError


def move_measure(
    measure: str, *, parent: str, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """Put a measure under another (`parent` a code, empty: under none) from now on."""
    raise NotImplementedError

"""What the register says of today, brought up to the day."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from mithaq.registry.actions.statuses import bring_statuses_up_to
from mithaq.registry.actions.trees import redraw_tree


@transaction.atomic
def bring_registry_up_to(day: date | None = None) -> None:
    """Let moves and statuses recorded for a later day come true. Once a day; safe to repeat."""
    day = day or timezone.localdate()
    redraw_tree(on=day, actor=None)
    bring_statuses_up_to(day)

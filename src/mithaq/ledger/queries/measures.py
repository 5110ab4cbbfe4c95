"""Measures to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from mithaq.ledger.models import Measure
from mithaq.registry.rows import default_country


def measures_to_promise() -> Sequence[Measure]:
    """Every measure, by family, then by normalised name."""
    rows = Measure.objects.filter(country=default_country())
    return tuple(rows.order_by("family", "sort_ar", "id"))

"""Postings by their source key."""

from __future__ import annotations

from collections.abc import Iterable

from mithaq.ledger.models import Delivery, Posting


def has_posting(source: str) -> bool:
    """Whether a posting of this source key is in the ledger."""
    return Posting.objects.filter(source=source).exists()


def sources_of(deliveries: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The posting's source key and the line of each delivery, by its number."""
    numbers = list(deliveries)
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(numbers), 900):
        rows = Delivery.objects.filter(id__in=numbers[start : start + 900])
        for number, source, line in rows.values_list("id", "posting__source", "line"):
            found[number] = (source, str(line))
    return found

"""Claims of the ledger and what answers them: what an import is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from mithaq.engine.ledger_tables import Stage
from mithaq.ledger.models import Delivery
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country


@dataclass(frozen=True)
class Claim:
    """A line that is answered, by the key of its posting and its line; `quantity` in millionths.

    `answered` gives, for each stage, how many lines answer it and how much they say, those of
    reversed postings left out.
    """

    source: str
    line: str
    is_claim: bool
    quantity: int
    answered: dict[Stage, tuple[int, int]]


def claims(deliveries: Iterable[int]) -> dict[int, Claim]:
    """The answered lines of these numbers."""
    found: dict[int, Claim] = {}
    for chunk in chunks(sorted(set(deliveries))):
        rows = Delivery.objects.filter(id__in=chunk)
        for number, source, line, stage, quantity in rows.values_list(
            "id", "posting__source", "line", "stage", "quantity"
        ):
            found[number] = Claim(source, line, stage == Stage.CLAIMED, quantity, {})
        answers = Delivery.objects.filter(claim__in=chunk, posting__reversed_by__isnull=True)
        totals = answers.order_by().values("claim", "stage")
        for total in totals.annotate(count=Count("id"), quantity=Sum("quantity")):
            claim = found[int(total["claim"] or 0)]
            claim.answered[Stage(total["stage"])] = (total["count"], int(total["quantity"]))
    return found


def lines_of(sources: Iterable[str]) -> set[tuple[str, str]]:
    """The keys (posting's source, line) of all lines of these postings."""
    found: set[tuple[str, str]] = set()
    for chunk in chunks(sorted(set(sources))):
        rows = Delivery.objects.filter(
            posting__country=default_country(), posting__source__in=chunk
        )
        found.update(rows.values_list("posting__source", "line"))
    return found

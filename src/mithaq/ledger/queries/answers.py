"""Claims of the ledger and what answers them: what an import is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mithaq.engine.ledger_tables import Stage
from mithaq.ledger.models import Delivery
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country


@dataclass
class Answered:
    """The answers of one stage to a claim: what they add up to in millionths, and the first."""

    quantity: int = 0
    first: str = ""


@dataclass(frozen=True)
class Claim:
    """A line that is answered: its key as `source#line`, and its answers by stage, those of
    reversed postings left out. `quantity` in millionths."""

    key: str
    is_claim: bool
    quantity: int
    answers: dict[Stage, Answered] = field(default_factory=dict)


def claims(deliveries: Iterable[int]) -> dict[int, Claim]:
    """The answered lines of these numbers."""
    found: dict[int, Claim] = {}
    for chunk in chunks(sorted(set(deliveries))):
        rows = Delivery.objects.filter(id__in=chunk)
        for number, source, line, stage, quantity in rows.values_list(
            "id", "posting__source", "line", "stage", "quantity"
        ):
            found[number] = Claim(f"{source}#{line}", stage == Stage.CLAIMED, quantity)
        answers = Delivery.objects.filter(claim__in=chunk, posting__reversed_by__isnull=True)
        for claim, source, line, stage, quantity in answers.order_by("id").values_list(
            "claim_id", "posting__source", "line", "stage", "quantity"
        ):
            answered = found[int(claim or 0)].answers.setdefault(Stage(stage), Answered())
            answered.quantity += quantity
            answered.first = answered.first or f"{source}#{line}"
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

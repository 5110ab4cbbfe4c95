"""Where promises stand, as the last reckoning stored it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from mithaq.engine.reckoning.result import State
from mithaq.ledger.access import visible_agreement_ids
from mithaq.ledger.models import PledgeScope, ReckonedLine, Reckoning
from mithaq.registry.access import Permission, Visitor
from mithaq.registry.models import Location
from mithaq.registry.rows import default_country
from mithaq.registry.tree import lineages_above, under

STATES = tuple(state.value for state in State)


@dataclass(frozen=True)
class MeasureTotal:
    """All pledges of a measure together. `expected` adds the lines that have dates.

    Lines of which nothing has been reported are in `quantity` and counted in `unreported`.
    """

    code: str
    name_ar: str
    name_en: str
    unit: str
    unit_ar: str
    family: str
    lines: int
    unreported: int
    quantity: Decimal
    claimed: Decimal
    accepted: Decimal
    verified: Decimal
    expected: Decimal | None

    @property
    def is_reported(self) -> bool:
        return self.unreported < self.lines


@dataclass(frozen=True)
class StateCount:
    state: str
    lines: int


@dataclass(frozen=True)
class Standing:
    """The home page's figures: by measure, and how many lines are in each state."""

    totals: Sequence[MeasureTotal]
    states: Sequence[StateCount]
    lines: int
    agreements: int


def current_reckoning() -> Reckoning | None:
    """The stored reckoning that pages read; None before the first one."""
    return Reckoning.objects.filter(country=default_country(), is_current=True).first()


def reckoned_lines(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None
) -> QuerySet[ReckonedLine]:
    """Lines of the agreements that the user may see; of those, that reach into a place."""
    lines = ReckonedLine.objects.filter(reckoning=reckoning)
    visible = visible_agreement_ids(user, Permission.SEE_AGREEMENT)
    if visible is not None:
        lines = lines.filter(agreement_id__in=visible)
    return lines if place is None else lines.filter(reaches(place))


def reaches(place: Location) -> Q:
    """Lines whose scope names the place, something in it, or something that holds it."""
    near = under(place.lineage, "location__") | Q(
        location__lineage__in=lineages_above(place.lineage)
    )
    return Q(Exists(PledgeScope.objects.filter(near, pledge=OuterRef("pledge"))))


def standing(user: Visitor, reckoning: Reckoning, *, place: Location | None = None) -> Standing:
    """Totals by measure and counts by state, of what the user may see."""
    lines = reckoned_lines(user, reckoning, place=place)
    totals = (
        lines.values(
            "measure__code", "measure__name_ar", "measure__name_en", "measure__unit",
            "measure__unit_ar", "measure__family",
        )
        .annotate(
            lines=Count("id"),
            unreported=Count("id", filter=Q(is_reported=False)),
            promised=Sum("quantity"),
            said=Sum("claimed"),
            taken=Sum("accepted"),
            found=Sum("verified"),
            due=Sum("expected"),
        )
        .order_by("measure__family", "measure__code")
    )  # fmt: skip
    counts = {
        row["state"]: row["lines"]
        for row in lines.values("state").annotate(lines=Count("id")).order_by()
    }
    return Standing(
        totals=tuple(_measure_total(row) for row in totals),
        states=tuple(StateCount(s, counts[s]) for s in STATES if s in counts),
        lines=sum(counts.values()),
        agreements=lines.values("agreement").distinct().count(),
    )


def _measure_total(row: Mapping[str, Any]) -> MeasureTotal:
    fields = ("code", "name_ar", "name_en", "unit", "unit_ar", "family")
    named = {name: str(row[f"measure__{name}"]) for name in fields}
    return MeasureTotal(
        **named,
        lines=row["lines"],
        unreported=row["unreported"],
        quantity=row["promised"],
        claimed=row["said"],
        accepted=row["taken"],
        verified=row["found"],
        expected=row["due"],
    )


def lines_needing_a_look(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None, limit: int = 8
) -> Sequence[ReckonedLine]:
    """The lines that are furthest from what was expected by the day, worst first."""
    lines = reckoned_lines(user, reckoning, place=place).filter(
        state__in=[State.BEHIND.value, State.MISSED.value, State.AT_RISK.value]
    )
    return tuple(
        lines.select_related("agreement", "measure").order_by("share", "agreement_id")[:limit]
    )

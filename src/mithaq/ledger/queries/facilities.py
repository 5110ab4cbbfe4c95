"""What the ledger knows of one facility: who supports it, which pledges reach it, what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from mithaq.engine.quantities import as_decimal
from mithaq.ledger.access import visible_deliveries, visible_supports
from mithaq.ledger.models import Measure, ReckonedLine, Reckoning, Support
from mithaq.ledger.queries.standing import reckoned_lines
from mithaq.registry.access import Visitor
from mithaq.registry.models import Location
from mithaq.registry.tree import lineages_above

LATEST_MONTHS = 14


@dataclass(frozen=True)
class SupportRow:
    """The version of a support that speaks now, and whether it is in force on the day."""

    support: Support
    is_in_force: bool


@dataclass(frozen=True)
class MonthOfMeasure:
    """What was delivered at a facility in a month: by stage, None where nothing was said."""

    month: date
    measure: Measure
    stages: tuple[Decimal | None, ...]


def speaking(supports: QuerySet[Support]) -> QuerySet[Support]:
    """Of each support's versions the one recorded last."""
    later = Support.objects.filter(key=OuterRef("key")).filter(
        Q(recorded_at__gt=OuterRef("recorded_at"))
        | Q(recorded_at=OuterRef("recorded_at"), id__gt=OuterRef("id"))
    )
    return supports.filter(~Q(Exists(later)))


def supports_of(user: Visitor, facility: Location, day: date) -> Sequence[SupportRow]:
    """Who supports a facility for what, those in force first, then the latest."""
    rows = speaking(visible_supports(user).filter(facility=facility)).order_by(
        "family", F("valid_from").desc()
    )
    found = [
        SupportRow(
            row,
            (row.valid_from is None or row.valid_from <= day)
            and (row.valid_to is None or row.valid_to >= day),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: not row.is_in_force))


def lines_reaching(
    user: Visitor, reckoning: Reckoning, facility: Location
) -> Sequence[ReckonedLine]:
    """Reckoned lines whose scope names the facility or a place that holds it."""
    near = Q(pledge__scopes__location__lineage__in=lineages_above(facility.lineage))
    rows = reckoned_lines(user, reckoning).filter(near).distinct()
    return tuple(rows.select_related("agreement", "measure").order_by("agreement", "position"))


def deliveries_at(
    user: Visitor, facility: Location, *, until: date, measure: str = ""
) -> Sequence[MonthOfMeasure]:
    """The latest months' deliveries at a facility by measure and stage, the newest month first.

    Reversed postings are left out; a stage with nothing said is None, not nought.
    """
    year, month = divmod(until.year * 12 + until.month - LATEST_MONTHS, 12)
    rows = visible_deliveries(user).filter(
        location=facility,
        month__gte=date(year, month + 1, 1),
        month__lte=until,
        posting__reversed_by__isnull=True,
    )
    if measure:
        rows = rows.filter(measure__code=measure)
    cells: dict[tuple[date, int], list[int | None]] = {}
    measures: dict[int, Measure] = {}
    for row in rows.select_related("measure").order_by("-month", "measure__code"):
        cell = cells.setdefault((row.month, row.measure_id), [None, None, None])
        cell[row.stage] = (cell[row.stage] or 0) + row.quantity
        measures[row.measure_id] = row.measure
    return tuple(
        MonthOfMeasure(
            day,
            measures[number],
            tuple(None if value is None else as_decimal(value) for value in cell),
        )
        for (day, number), cell in cells.items()
    )

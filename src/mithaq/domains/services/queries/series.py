"""A facility's own months, measure by measure: what its pages draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mithaq.domains.services.models import MonthlyReport
from mithaq.domains.services.queries.circumstances import check_rules
from mithaq.domains.services.queries.data_sets import NOTHING_ASKED, asked_sets
from mithaq.domains.services.queries.histories import histories_of
from mithaq.engine.months import first_day, month_of
from mithaq.ledger.models import Measure
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Facility


@dataclass(frozen=True)
class MonthsOfMeasure:
    """A measure's totals in millionths, one a month from `since` on; None: not known."""

    measure: str
    name_ar: str
    name_en: str
    unit: str
    unit_ar: str
    totals: tuple[int | None, ...]


@dataclass(frozen=True)
class FacilitySeries:
    """A facility's months from `since` on, and what became of each month's report ("": none)."""

    since: int
    statuses: tuple[str, ...]
    no_activity: Mapping[int, str]
    measures: tuple[MonthsOfMeasure, ...]


def facility_series(facility: Facility, *, since: int, until: int) -> FacilitySeries:
    """The months from `since` to `until`, both included: measures in the order of the form, then
    what was reported besides."""
    asked = asked_sets([facility.type]).get(facility.type, NOTHING_ASKED)
    key = facility.location_id
    histories = histories_of(
        {key: asked}, since=since, until=until + 1, groups=check_rules().groups
    )
    months = range(since, until + 1)
    reported = [histories.totals.get((key, month), {}) for month in months]
    known = {row.measure.code: row.measure for row in asked.rows}
    others = sorted({code for totals in reported for code in totals} - known.keys())
    measures = {**known, **(by_code(Measure.objects.all(), others) if others else {})}
    reports = {
        month_of(day): (status, reason)
        for day, status, reason in MonthlyReport.objects.filter(
            facility_id=key, month__range=(first_day(since), first_day(until))
        ).values_list("month", "status", "no_activity")
    }
    return FacilitySeries(
        since=since,
        statuses=tuple(reports.get(month, ("", ""))[0] for month in months),
        no_activity={month: reason for month, (_, reason) in reports.items() if reason},
        measures=tuple(
            MonthsOfMeasure(
                code,
                measures[code].name_ar,
                measures[code].name_en,
                measures[code].unit,
                measures[code].unit_ar,
                tuple(totals.get(code) for totals in reported),
            )
            for code in (*known, *others)
            if any(code in totals for totals in reported)
        ),
    )

"""What facilities reported before: totals by month and measure, as the reporter would say them.

A month with a report speaks by the report; a month without one by what the facility's claims in
the ledger say (an imported past). A month declared without activity, and one sent back and not
answered yet, say nothing of what is usual.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from mithaq.domains.services.models import MonthlyReport
from mithaq.domains.services.queries.data_sets import AskedSet
from mithaq.engine.months import first_day, month_of
from mithaq.engine.report_totals import (
    Entry,
    Groups,
    Parts,
    Totals,
    gross_of,
    known_total,
    totals_of,
)
from mithaq.ledger.models import Claimant, Delivery, Stage
from mithaq.registry.lookups import chunks

Status = MonthlyReport.Status
# The statuses in which a report's figures stand.
STANDING = (Status.SUBMITTED, Status.ACCEPTED, Status.VERIFIED)


@dataclass
class Histories:
    """Totals in millionths by facility (location id), month and measure code.

    `cells` keeps the inputs of months that have a report, by sex and age group.
    """

    totals: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    cells: dict[tuple[int, int], tuple[Entry, ...]] = field(default_factory=dict)
    idle: set[tuple[int, int]] = field(default_factory=set)

    def add(
        self, facility: int, month: int, entries: Iterable[Entry], asked: AskedSet, groups: Groups
    ) -> None:
        """Let a month speak by these inputs."""
        entries = tuple(entries)
        self.cells[facility, month] = entries
        totals = totals_of(entries, groups)
        self.totals[facility, month] = _with_sums(totals, asked.parts)

    def before(self, facility: int, month: int, months: int) -> dict[str, list[int]]:
        """The totals of the months before, by measure, oldest first; blank months left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for earlier in range(month - months, month):
            for measure, value in self.totals.get((facility, earlier), {}).items():
                found[measure].append(value)
        return dict(found)


def histories_of(
    facilities: Mapping[int, AskedSet], *, since: int, until: int, groups: Groups
) -> Histories:
    """What the facilities (location ids) reported in the months from `since` up to `until`,
    which is left out."""
    found = Histories()
    since = max(since, month_of(date.min))
    span = range(since, until)
    for chunk in chunks(sorted(facilities), 300):
        _read_reports(chunk, since, until, facilities, groups, found)
        months = ((facility, month) for facility in chunk for month in span)
        if any(key not in found.totals and key not in found.idle for key in months):
            _read_ledger(chunk, since, until, facilities, found)
    return found


def _read_reports(
    chunk: Collection[int],
    since: int,
    until: int,
    facilities: Mapping[int, AskedSet],
    groups: Groups,
    found: Histories,
) -> None:
    """Let months speak by their standing reports; those of the others say nothing."""
    rows = MonthlyReport.objects.filter(
        facility_id__in=chunk,
        month__gte=first_day(since),
        month__lt=first_day(until),
        revision__gt=0,
    ).values_list(
        "facility_id",
        "month",
        "status",
        "no_activity",
        "values__measure__code",
        "values__value",
        "values__sex",
        "values__age_group",
    )
    entries: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for facility, day, status, no_activity, measure, value, sex, age_group in rows:
        key = (facility, month_of(day))
        if status not in STANDING or no_activity or measure is None:
            found.idle.add(key)
        else:
            entries[key].append(Entry(measure, value, sex, age_group))
    for (facility, month), given in entries.items():
        found.add(facility, month, given, facilities[facility], groups)


def _read_ledger(
    chunk: Collection[int],
    since: int,
    until: int,
    facilities: Mapping[int, AskedSet],
    found: Histories,
) -> None:
    """The ledger holds each unit once: what a total has beyond its parts stands on the total."""
    claimed: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rows = (
        Delivery.objects.filter(
            location_id__in=chunk,
            month__gte=first_day(since),
            month__lt=first_day(until),
            stage=Stage.CLAIMED,
            claimant=Claimant.FACILITY,
            posting__reversed_by__isnull=True,
        )
        .values_list("location_id", "month", "measure__code")
        .annotate(quantity=Sum("quantity"))
    )
    for facility, day, measure, quantity in rows:
        key = (facility, month_of(day))
        if key not in found.totals and key not in found.idle:
            claimed[key][measure] = int(quantity)
    for key, net in claimed.items():
        found.totals[key] = gross_of(net, facilities[key[0]].parts)


def _with_sums(totals: Totals, parts: Mapping[str, Parts]) -> dict[str, int]:
    """Totals, and those left blank of which all parts are known."""
    values = dict(totals.values)
    for measure, its in parts.items():
        below = [known_total(code, totals, parts) for code in its.codes]
        if measure not in values and its.are_all and None not in below:
            values[measure] = sum(value for value in below if value is not None)
    return values

"""Which facilities are expected to report which months: one piece of SQL for all who ask.

A facility is expected in a month if its type has a data set, it had opened by the month's last
day, it was not shut from before its first day to after its last, and it was not retired. An
opening that is only planned is no opening.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from mithaq.domains.services.models import DataSet
from mithaq.domains.services.rules import due_on
from mithaq.engine.months import first_day, last_day, month_of
from mithaq.registry.rows import default_country
from mithaq.registry.tree import outermost

# due: one row for each data set and month. The days by which a shutting of a known precision must
# have begun to be over before the month: a year that is given as 2025 may mean December.
_EXPECTED = """
WITH due(facility_type, month, last_day, quarter_day, half_day, year_day, due_on, due_at) AS (
    VALUES {due}
),
expected(facility, lineage, month, due_on, due_at) AS (
    SELECT place.id, place.lineage, due.month, due.due_on, due.due_at
    FROM registry_location place
    JOIN registry_facility facility ON facility.location_id = place.id
    JOIN due ON due.facility_type = facility.type
    WHERE place.country = %s AND ({under})
      AND (place.retired_on IS NULL OR place.retired_on > due.month)
      AND (
        facility.opened_on <= due.last_day
        OR facility.opened_on IS NULL AND (
          NOT EXISTS (
            SELECT 1 FROM registry_facilityevent event
            WHERE event.facility_id = place.id AND event.kind IN ('planned', 'opened')
          )
          OR EXISTS (
            SELECT 1 FROM registry_facilityevent event
            WHERE event.facility_id = place.id AND event.kind = 'opened'
              AND (event."on" IS NULL OR event."on" <= due.last_day)
          )
        )
      )
      AND NOT EXISTS (
        SELECT 1 FROM registry_facilityevent shut
        WHERE shut.facility_id = place.id AND shut.kind IN ('closed', 'out_of_service')
          AND shut."on" < CASE shut.precision
            WHEN 'quarter' THEN due.quarter_day
            WHEN 'half' THEN due.half_day
            WHEN 'year' THEN due.year_day
            ELSE due.month
          END
          AND NOT EXISTS (
            SELECT 1 FROM registry_facilityevent again
            WHERE again.facility_id = place.id AND again.kind IN ('opened', 'reopened')
              AND again."on" <= due.last_day
              AND (again."on" > shut."on" OR again."on" = shut."on" AND again.id > shut.id)
          )
      )
)
"""


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters in order."""

    sql: str
    parameters: tuple[Any, ...]


def reach(place: str, within: Iterable[str]) -> tuple[str, ...]:
    """The part of a place (a lineage) that lies within some subtrees, as subtrees."""
    wanted = [one for one in within if one.startswith(place)]
    wanted += [place for one in within if place.startswith(one)]
    return outermost(wanted)


def expected_reports(lineages: Sequence[str], months: Sequence[int]) -> Statement | None:
    """The common table `expected(facility, lineage, month, due_on, due_at)` of the facilities
    under lineages, to be followed by a SELECT; None: nothing can be expected."""
    sets = DataSet.objects.filter(country=default_country()).values_list(
        "facility_type", "due_days"
    )
    rows = [
        _due_row(facility_type, month, due_days)
        for facility_type, due_days in sets.order_by("facility_type")
        for month in months
    ]
    if not rows or not lineages:
        return None
    under = " OR ".join(["place.lineage >= %s AND place.lineage < %s"] * len(lineages))
    marks = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
    parameters = [value for row in rows for value in row]
    ranges = [bound for lineage in lineages for bound in (lineage, lineage[:-1] + "0")]
    return Statement(
        _EXPECTED.format(due=marks, under=under), (*parameters, default_country(), *ranges)
    )


def _due_row(facility_type: str, month: int, due_days: int) -> tuple[object, ...]:
    on_time_until = due_on(month, due_days)
    before = (max(month - months, month_of(date.min)) for months in (2, 5, 11))
    days = (first_day(month), last_day(month), *map(first_day, before))
    return (
        facility_type,
        *(_day(day) for day in days),
        _day(on_time_until),
        _instant(end_of(on_time_until)),
    )


def end_of(day: date) -> datetime:
    """The instant at which a civil day of the country is over."""
    after = day + min(timedelta(days=1), date.max - day)
    return timezone.make_aware(datetime.combine(after, time.min))


def _day(day: date) -> object:
    return connection.ops.adapt_datefield_value(day)


def _instant(instant: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(instant)


def fetched(statement: Statement) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.parameters)
        return [tuple(row) for row in cursor.fetchall()]


def as_day(value: object) -> date:
    """SQLite gives the text of a day that passed through VALUES."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))

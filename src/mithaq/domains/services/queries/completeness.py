"""How many of the reports due have come, and how many in time, by place and month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from mithaq.domains.services.queries.expected import (
    Statement,
    as_day,
    expected_reports,
    fetched,
    reach,
)
from mithaq.domains.services.rules import Reminder, reminder
from mithaq.engine.months import month_of
from mithaq.registry.lookups import chunks
from mithaq.registry.models import Facility, Level, Location


@dataclass(frozen=True)
class Completeness:
    """Reports of a place's facilities for a month. `place` is a code.

    `received`: submitted at least once, whatever became of it; `on_time`: by the day it was due.
    """

    place: str
    name_ar: str
    name_en: str
    month: int
    expected: int
    received: int
    on_time: int
    accepted: int
    sent_back: int

    @property
    def missing(self) -> int:
        return self.expected - self.received

    @property
    def completeness(self) -> Fraction | None:
        return Fraction(self.received, self.expected) if self.expected else None

    @property
    def timeliness(self) -> Fraction | None:
        return Fraction(self.on_time, self.expected) if self.expected else None


@dataclass(frozen=True)
class MissingReport:
    """A facility whose report has not come, and what to say to it; `phone` empty: not known."""

    facility: str
    name_ar: str
    name_en: str
    place_ar: str
    place_en: str
    phone: str
    month: int
    due_on: date
    has_draft: bool
    message: Reminder


_COUNTS = """
SELECT {part}, expected.month,
    COUNT(*),
    SUM(CASE WHEN report.first_submitted_at IS NOT NULL THEN 1 ELSE 0 END),
    SUM(CASE WHEN report.first_submitted_at < expected.due_at THEN 1 ELSE 0 END),
    SUM(CASE WHEN report.status IN ('accepted', 'verified') THEN 1 ELSE 0 END),
    SUM(CASE WHEN report.status = 'sent_back' THEN 1 ELSE 0 END)
FROM expected
LEFT JOIN services_monthlyreport report
    ON report.facility_id = expected.facility AND report.month = expected.month
{join}
GROUP BY expected.month{by_part}
"""
_BY_PART = """
LEFT JOIN registry_location part
    ON part.parent_id = %s AND part.level <> 'facility'
    AND expected.lineage >= part.lineage
    AND expected.lineage < SUBSTR(part.lineage, 1, LENGTH(part.lineage) - 1) || '0'
"""
_MISSING = """
SELECT expected.facility, expected.month, expected.due_on,
    CASE WHEN report.id IS NULL THEN 0 ELSE 1 END
FROM expected
LEFT JOIN services_monthlyreport report
    ON report.facility_id = expected.facility AND report.month = expected.month
WHERE report.first_submitted_at IS NULL
ORDER BY expected.month, expected.lineage
LIMIT %s OFFSET %s
"""


def completeness_of(
    place: Location, months: Sequence[int], *, within: Iterable[str]
) -> list[Completeness]:
    """A place as a whole, month by month. `within`: the subtrees that the reader sees."""
    return _counted(place, months, within, by_part=False)


def completeness_by_part(
    place: Location, months: Sequence[int], *, within: Iterable[str]
) -> list[Completeness]:
    """The places directly under a place, month by month; facilities that lie directly in it are
    counted under the place itself. Places of which nothing is expected are left out."""
    return _counted(place, months, within, by_part=True)


def _counted(
    place: Location, months: Sequence[int], within: Iterable[str], *, by_part: bool
) -> list[Completeness]:
    expected = expected_reports(reach(place.lineage, within), months)
    if expected is None:
        return []
    parts = {part.id: part for part in _parts(place)} if by_part else {}
    counts = (
        _COUNTS.format(part="part.id", join=_BY_PART, by_part=", part.id")
        if by_part
        else _COUNTS.format(part="0", join="", by_part="")
    )
    own = [place.id] if by_part else []
    rows = fetched(Statement(expected.sql + counts, (*expected.parameters, *own)))
    found = [
        _completeness(parts.get(_int(part or 0), place), month, numbers)
        for part, month, *numbers in rows
    ]
    return sorted(found, key=lambda one: (one.month, one.place))


def _parts(place: Location) -> Iterable[Location]:
    return Location.objects.filter(Q(parent=place) & ~Q(level=Level.FACILITY))


def _completeness(place: Location, month: object, counts: Sequence[object]) -> Completeness:
    return Completeness(
        place.code,
        place.name_ar,
        place.name_en,
        month_of(as_day(month)),
        *(_int(count) for count in counts),
    )


def missing_reports(
    place: Location,
    months: Sequence[int],
    *,
    within: Iterable[str],
    today: date,
    limit: int = 100,
    offset: int = 0,
) -> list[MissingReport]:
    """The facilities whose reports have not come, in the order of places, with a telephone and a
    message to copy. `within`: the subtrees that the reader sees."""
    expected = expected_reports(reach(place.lineage, within), months)
    if expected is None:
        return []
    rows = fetched(Statement(expected.sql + _MISSING, (*expected.parameters, limit, offset)))
    facilities = _facilities({_int(row[0]) for row in rows})
    return [
        _missing(facilities[_int(facility)], as_day(month), as_day(due), bool(draft), today)
        for facility, month, due, draft in rows
    ]


def _facilities(ids: set[int]) -> dict[int, Facility]:
    rows = Facility.objects.select_related("location", "location__parent")
    return {
        facility.location_id: facility
        for chunk in chunks(sorted(ids))
        for facility in rows.filter(location__in=chunk)
    }


def _missing(
    facility: Facility, month: date, due: date, has_draft: bool, today: date
) -> MissingReport:
    location, place = facility.location, facility.location.parent
    number = month_of(month)
    names = {"name_ar": location.name_ar, "name_en": location.name_en}
    return MissingReport(
        facility=location.code,
        **names,
        place_ar=place.name_ar if place else "",
        place_en=place.name_en if place else "",
        phone=facility.phone,
        month=number,
        due_on=due,
        has_draft=has_draft,
        message=reminder(**names, month=number, due=due, today=today),
    )


def _int(value: object) -> int:
    return int(str(value))

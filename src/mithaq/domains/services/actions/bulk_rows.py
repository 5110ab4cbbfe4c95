"""Rows of the table `reports`, read into reports: every fault with the row and column it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mithaq.domains.services.records import NewReportValue, ReportContent
from mithaq.domains.services.rules.conduct import GIVEN_TWICE, NOT_A_FACILITY
from mithaq.domains.services.rules.groups import LONGEST_AGE_GROUP, age_group_code, sex_code
from mithaq.engine.report_totals import Entry
from mithaq.ledger.models import Measure
from mithaq.registry.faults import NOT_IN_LIST, TOO_LONG, UNKNOWN_CODE, Fault
from mithaq.registry.lookups import chunks, ids_by_code
from mithaq.registry.models import Facility, Location
from mithaq.registry.rows import default_country
from mithaq.registry.vocabulary import pack

Key = tuple[int, int]  # location id of the facility, month


@dataclass
class RowsOfReport:
    """What a file says of one facility's month, and where: the row of each input."""

    facility: Facility
    month: int
    entries: list[Entry] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    @property
    def content(self) -> ReportContent:
        return ReportContent(values=tuple(self.entries))

    def row_of(self, measure: str, sex: str, age_group: str) -> int:
        """The row that a finding is about: of the input, else of the measure, else the first."""
        exact = (measure, sex, age_group)
        near: int | None = None
        for row, entry in zip(self.rows, self.entries, strict=True):
            if (entry.measure, entry.sex, entry.age_group) == exact:
                return row
            if entry.measure == measure and near is None:
                near = row
        return self.rows[0] if near is None else near


@dataclass(frozen=True)
class ReadRows:
    reports: dict[Key, RowsOfReport]
    faults: list[Fault]


def read_rows(rows: Sequence[NewReportValue]) -> ReadRows:
    """Group rows into reports, in the order in which they come."""
    facilities = _facilities({row.facility for row in rows})
    places = ids_by_code(Location, {row.facility for row in rows} - facilities.keys())
    measures = ids_by_code(Measure, {row.measure for row in rows})
    reports: dict[Key, RowsOfReport] = {}
    faults: list[Fault] = []
    seen: set[tuple[int, int, str, str, str]] = set()
    for item, row in enumerate(rows):
        facility = facilities.get(row.facility)
        sex = sex_code(row.sex, pack().sexes)
        age = age_group_code(row.age_group, pack().age_groups)
        faults += _faults(row, item, facility, row.facility in places, sex, age)
        if row.measure not in measures:
            faults.append(UNKNOWN_CODE(found=row.measure, item=item, field="measure"))
        if facility is None or sex is None:
            continue
        key = (facility.location_id, row.month)
        report = reports.setdefault(key, RowsOfReport(facility, row.month))
        cell = (*key, row.measure, sex, age)
        if cell in seen:
            faults.append(GIVEN_TWICE(found=row.measure, item=item, field="measure"))
            continue
        seen.add(cell)
        report.entries.append(Entry(row.measure, row.value, sex, age))
        report.rows.append(item)
    return ReadRows(reports, faults)


def _faults(
    row: NewReportValue,
    item: int,
    facility: Facility | None,
    is_place: bool,
    sex: str | None,
    age_group: str,
) -> Iterator[Fault]:
    if facility is None:
        kind = NOT_A_FACILITY if is_place else UNKNOWN_CODE
        yield kind(found=row.facility, item=item, field="facility")
    if sex is None:
        expected = ", ".join(pack().sexes)
        yield NOT_IN_LIST(found=row.sex, expected=expected, item=item, field="sex")
    if len(age_group) > LONGEST_AGE_GROUP:
        yield TOO_LONG(found=age_group, expected=LONGEST_AGE_GROUP, item=item, field="age_group")


def _facilities(codes: set[str]) -> dict[str, Facility]:
    rows = Facility.objects.select_related("location").filter(location__country=default_country())
    found: dict[str, Facility] = {}
    for chunk in chunks(sorted(codes)):
        found.update((one.location.code, one) for one in rows.filter(location__code__in=chunk))
    return found

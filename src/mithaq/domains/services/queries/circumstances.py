"""What the checks need to know of facilities and months, read for one report or for thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from mithaq.domains.services.models import MonthClose
from mithaq.domains.services.queries.data_sets import NOTHING_ASKED, AskedSet, asked_sets
from mithaq.domains.services.queries.histories import Histories, histories_of
from mithaq.domains.services.rules import Close, Names, closed_by
from mithaq.engine.months import first_day, last_day, month_of
from mithaq.engine.quantities import MILLION
from mithaq.engine.report_checks import Asked, Circumstances, JumpRule
from mithaq.engine.report_totals import Groups
from mithaq.ledger.models import Measure
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Availability, Facility, FacilityEvent, ServiceStatus
from mithaq.registry.rows import Precision
from mithaq.registry.tree import lineages_above
from mithaq.registry.vocabulary import pack

_Kind = FacilityEvent.Kind
_SHUT = frozenset({_Kind.CLOSED, _Kind.OUT_OF_SERVICE})
_OPEN = frozenset({_Kind.OPENED, _Kind.REOPENED})
_NOT_GIVEN = frozenset({Availability.NONE, Availability.NOT_PROVIDED})

Key = tuple[int, int]  # location id of the facility, month


@dataclass(frozen=True)
class Known:
    """Everything known of some facilities and months before their reports are checked."""

    facilities: Mapping[int, Facility]
    measures: Mapping[str, Measure]
    histories: Histories
    names: Names
    today: date
    _asked: Mapping[str, AskedSet]
    _closes: Mapping[int, Sequence[tuple[str, Close]]]
    _events: Mapping[int, Sequence[FacilityEvent]]
    _services: Mapping[int, Mapping[str, Sequence[tuple[date, str]]]]

    def asked(self, facility: int) -> AskedSet:
        return self._asked.get(self.facilities[facility].type, NOTHING_ASKED)

    def of(
        self, facility: int, month: int, *, reported: Iterable[str], no_activity: str = ""
    ) -> Circumstances:
        """What is known of a facility's month; `reported`: the measures that its report has."""
        asked = self.asked(facility)
        rules = check_rules()
        measures = {row.measure.code: row.measure for row in asked.rows}
        outside = {code: self.measures[code] for code in reported if code not in measures}
        return Circumstances(
            month=month,
            this_month=month_of(self.today),
            opened=self._opened(facility),
            not_open_since=self._not_open_since(facility, month),
            closed_by=self._closed_by(facility, month),
            has_data_set=asked.data_set is not None,
            no_activity=no_activity,
            asked={
                code: Asked(
                    family=measure.family,
                    is_in_data_set=code in measures,
                    is_provided=self.is_provided(facility, measure.service, month),
                )
                for code, measure in {**measures, **outside}.items()
            },
            parts=asked.parts,
            groups=rules.groups,
            history=self.histories.before(facility, month, rules.jump.months),
            jump=rules.jump,
        )

    def _opened(self, facility: int) -> int | None:
        day = self.facilities[facility].opened_on
        if day is None:
            days = [e.on for e in self._events.get(facility, ()) if e.kind == _Kind.OPENED and e.on]
            day = min(days, default=None)
        return month_of(day) if day else None

    def _not_open_since(self, facility: int, month: int) -> str:
        """The day of the last closing, if it lies before the month and nothing reopened since."""
        retired = self.facilities[facility].location.retired_on
        if retired is not None and retired <= first_day(month):
            return retired.isoformat()
        since = ""
        for event in self._events.get(facility, ()):
            if event.on is None or event.on > last_day(month):
                continue
            if event.kind in _OPEN:
                since = ""
            elif event.kind in _SHUT and _last_day_of(event) < first_day(month):
                since = event.on.isoformat()
        return since

    def _closed_by(self, facility: int, month: int) -> str:
        above = set(lineages_above(self.facilities[facility].location.lineage))
        return closed_by(
            close for lineage, close in self._closes.get(month, ()) if lineage in above
        )

    def is_provided(self, facility: int, service: str, month: int) -> bool:
        said = self._services.get(facility, {}).get(service, ())
        until = [availability for on, availability in said if on <= last_day(month)]
        return not until or until[-1] not in _NOT_GIVEN


@dataclass(frozen=True)
class CheckRules:
    """What the country pack says of checks: the groups that make everyone, the rule of jumps."""

    groups: Groups
    jump: JumpRule


@cache
def check_rules() -> CheckRules:
    """Read once a process, as the pack is."""
    its = pack()
    jump = its.report_checks
    return CheckRules(
        groups=Groups(sexes=tuple(its.sexes), ages=tuple(its.age_groups)),
        jump=JumpRule(
            months=jump.window_months,
            at_least=jump.least_months,
            deviations=Fraction(jump.deviations),
            mad_scale=Fraction(jump.mad_scale),
            least_spread=Fraction(jump.least_spread),
            least_difference=jump.least_difference * MILLION,
        ),
    )


def known_of(
    keys: Collection[Key], *, facilities: Iterable[Facility], reported: Iterable[str], today: date
) -> Known:
    """Read what is known of facilities' months (`keys`: location id, month).

    `reported`: codes of the measures that the reports have, known ones only.
    """
    by_id = {facility.location_id: facility for facility in facilities}
    sets = asked_sets({facility.type for facility in by_id.values()})
    months = {month for _, month in keys}
    first, last = min(months), max(months)
    rules = check_rules()
    asked = {key: sets.get(facility.type, NOTHING_ASKED) for key, facility in by_id.items()}
    measures = {row.measure.code: row.measure for one in asked.values() for row in one.rows}
    if others := set(reported) - measures.keys():
        measures |= by_code(Measure.objects.all(), others)
    names = _names(measures.values())
    return Known(
        facilities=by_id,
        measures=measures,
        histories=histories_of(
            asked, since=first - rules.jump.months, until=last, groups=rules.groups
        ),
        names=names,
        today=today,
        _asked=sets,
        _closes=_closes(by_id.values(), months, names),
        _events=_events(by_id, last_day(last)),
        _services=_services(by_id, measures.values(), last_day(last)),
    )


def _names(measures: Iterable[Measure]) -> dict[str, tuple[str, str]]:
    its = pack()
    names = {
        one.code: (one.label_ar, one.label_en)
        for one in (*its.sexes.values(), *its.age_groups.values())
    }
    names |= {one.code: (one.name_ar, one.name_en or one.name_ar) for one in measures}
    return names


def _closes(
    facilities: Iterable[Facility], months: Collection[int], names: dict[str, tuple[str, str]]
) -> dict[int, list[tuple[str, Close]]]:
    """The log of closed months by month, of all places that hold the facilities; adds to names."""
    above = {line for one in facilities for line in lineages_above(one.location.lineage)}
    found: dict[int, list[tuple[str, Close]]] = defaultdict(list)
    days = [first_day(month) for month in months]
    for chunk in chunks(sorted(above), 400):
        for some in chunks(days, 400):
            rows = MonthClose.objects.filter(location__lineage__in=chunk, month__in=some)
            for row in rows.select_related("location"):
                place = row.location
                names[place.code] = (place.name_ar, place.name_en or place.name_ar)
                entry = (place.lineage, Close(row.id, place.code, row.is_closed))
                found[month_of(row.month)].append(entry)
    return found


def _events(facilities: Collection[int], until: date) -> dict[int, list[FacilityEvent]]:
    """Openings and closings by facility, in order of time; undated ones say nothing."""
    found: dict[int, list[FacilityEvent]] = defaultdict(list)
    for chunk in chunks(sorted(facilities)):
        rows = FacilityEvent.objects.filter(
            facility_id__in=chunk, kind__in=_SHUT | _OPEN, on__lte=until
        )
        for event in rows.order_by("on", "id"):
            found[event.facility_id].append(event)
    return found


def _last_day_of(event: FacilityEvent) -> date:
    """The last day of the period that an event is known to lie in: until then it may be open."""
    begins = event.on or date.min
    months = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
    span = months.get(Precision(event.precision))
    return last_day(month_of(begins) + span - 1) if span else begins


def _services(
    facilities: Collection[int], measures: Iterable[Measure], until: date
) -> dict[int, dict[str, list[tuple[date, str]]]]:
    """What each facility said of the measures' services, by service, in order of time."""
    codes = sorted({measure.service for measure in measures if measure.service})
    found: dict[int, dict[str, list[tuple[date, str]]]] = defaultdict(lambda: defaultdict(list))
    for chunk in chunks(sorted(facilities), 400):
        for some in chunks(codes, 400):
            rows = ServiceStatus.objects.filter(
                facility_id__in=chunk, service__in=some, on__lte=until
            )
            for facility, service, on, said in rows.order_by("on", "id").values_list(
                "facility_id", "service", "on", "availability"
            ):
                found[facility][service].append((on, said))
    return found

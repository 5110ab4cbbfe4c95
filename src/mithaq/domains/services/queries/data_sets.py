"""What facilities are asked each month: the data set of a type, its measures and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Prefetch

from mithaq.domains.services.models import DataSet, DataSetMeasure
from mithaq.engine.report_totals import Parts, parts_in
from mithaq.ledger.models import Measure
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country


@dataclass(frozen=True)
class AskedSet:
    """A data set as it is asked: rows in order (each with its measure) and which are parts."""

    data_set: DataSet | None
    rows: tuple[DataSetMeasure, ...] = ()
    parts: Mapping[str, Parts] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(row.measure.code for row in self.rows)


NOTHING_ASKED: Final = AskedSet(None)


def asked_sets(facility_types: Iterable[str]) -> dict[str, AskedSet]:
    """The data set of each facility type; types without one are absent."""
    rows = DataSetMeasure.objects.select_related("measure").order_by("order", "id")
    sets = DataSet.objects.filter(
        country=default_country(), facility_type__in=set(facility_types)
    ).prefetch_related(Prefetch("measures", queryset=rows))
    found = {one.facility_type: (one, tuple(one.measures.all())) for one in sets}
    children = _children({row.measure_id for _, rows in found.values() for row in rows})
    return {
        facility_type: AskedSet(
            data_set, rows, parts_in([row.measure.code for row in rows], children)
        )
        for facility_type, (data_set, rows) in found.items()
    }


def _children(measures: set[int]) -> dict[str, list[str]]:
    """The tree below measures: codes by their parent's code. One query a level."""
    children: dict[str, list[str]] = {}
    frontier, seen = measures, set(measures)
    while frontier:
        below: set[int] = set()
        for chunk in chunks(sorted(frontier)):
            rows = Measure.objects.filter(parent_id__in=chunk).values_list(
                "id", "code", "parent__code"
            )
            for measure, code, parent in rows:
                children.setdefault(parent, []).append(code)
                below.add(measure)
        frontier = below - seen
        seen |= below
    return children

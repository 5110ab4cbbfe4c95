"""What facilities are asked each month: the data set of a type, its measures and their parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from mithaq.domains.services.models import DataSet, DataSetMeasure
from mithaq.engine.report_totals import Parts, parts_in
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
    rows = DataSetMeasure.objects.filter(
        data_set__country=default_country(), data_set__facility_type__in=set(facility_types)
    ).select_related("data_set", "measure")
    found: dict[str, tuple[DataSet, list[DataSetMeasure]]] = {}
    for row in rows.order_by("data_set", "order", "id"):
        found.setdefault(row.data_set.facility_type, (row.data_set, []))[1].append(row)
    children = _children({row.measure_id for _, its in found.values() for row in its})
    return {
        facility_type: AskedSet(
            data_set, tuple(its), parts_in([row.measure.code for row in its], children)
        )
        for facility_type, (data_set, its) in found.items()
    }


# The measures below some, each with its parent's code: one query however deep the tree.
_BELOW: Final = """
WITH RECURSIVE below(id, code, parent) AS (
    SELECT part.id, part.code, whole.code
    FROM ledger_measure part JOIN ledger_measure whole ON whole.id = part.parent_id
    WHERE part.parent_id IN ({marks})
    UNION
    SELECT part.id, part.code, below.code
    FROM ledger_measure part JOIN below ON part.parent_id = below.id
)
SELECT code, parent FROM below
"""


def _children(measures: set[int]) -> dict[str, list[str]]:
    """The tree below measures: codes by their parent's code."""
    children: dict[str, set[str]] = {}
    for chunk in chunks(sorted(measures)):
        marks = ", ".join(["%s"] * len(chunk))
        with connection.cursor() as cursor:
            cursor.execute(_BELOW.format(marks=marks), list(chunk))
            for code, parent in cursor.fetchall():
                children.setdefault(parent, set()).add(code)
    return {parent: sorted(codes) for parent, codes in children.items()}

"""Bringing a country pack's monthly forms into the register."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction

from mithaq.countries import CountryPack
from mithaq.countries.pack import DataSet as PackDataSet
from mithaq.domains.services.models import DataSet, DataSetMeasure
from mithaq.engine.text import sort_key
from mithaq.ledger.models import Measure
from mithaq.registry.faults import UNKNOWN_CODE, Fault, refuse
from mithaq.registry.lookups import ids_by_code
from mithaq.registry.records import Recorded
from mithaq.registry.rows import default_country
from mithaq.registry.vocabulary import pack as country_pack


@transaction.atomic
def load_data_sets(
    pack: CountryPack | None = None,
    *,
    actor: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Recorded:
    """Make the data sets those of the pack: names, due days, measures in their order. Idempotent.

    The measures must have been recorded. A measure that the pack no longer asks for is no longer
    asked for; what was reported of it stays.
    """
    del actor, at  # reference rows of the pack, with no history of their own
    pack = pack or country_pack()
    ids = ids_by_code(
        Measure, (row.code for one in pack.data_sets.values() for row in one.measures)
    )
    refuse(_unknown_measures(pack, ids))
    counts = {"new": 0, "completed": 0, "known": 0}
    for data_set in pack.data_sets.values():
        counts[_load(data_set, ids)] += 1
    return Recorded(new=counts["new"], completed=counts["completed"], known=counts["known"])


def _unknown_measures(pack: CountryPack, ids: Mapping[str, int]) -> Iterator[Fault]:
    for code, data_set in pack.data_sets.items():
        for row in data_set.measures:
            if row.code not in ids:
                yield UNKNOWN_CODE(found=row.code, field=code)


def _load(given: PackDataSet, ids: Mapping[str, int]) -> str:
    """One data set; whether it was new, completed or known already."""
    row = DataSet.objects.filter(country=default_country(), code=given.code).first()
    heads = {
        "facility_type": given.facility_type,
        "due_days": given.due_days,
        "name_ar": given.name_ar,
        "name_en": given.name_en,
        "sort_ar": sort_key(given.name_ar),
    }
    wanted = [
        (ids[one.code], order, one.by_sex, one.by_age)
        for order, one in enumerate(given.measures, start=1)
    ]
    if row is None:
        row = DataSet.objects.create(code=given.code, **heads)
        _write_measures(row, wanted)
        return "new"
    has = list(row.measures.order_by("order").values_list("measure", "order", "by_sex", "by_age"))
    if has == wanted and all(getattr(row, name) == value for name, value in heads.items()):
        return "known"
    DataSet.objects.filter(pk=row.pk).update(**heads)
    row.measures.all().delete()
    _write_measures(row, wanted)
    return "completed"


def _write_measures(row: DataSet, wanted: list[tuple[int, int, bool, bool]]) -> None:
    DataSetMeasure.objects.bulk_create(
        DataSetMeasure(data_set=row, measure_id=measure, order=order, by_sex=by_sex, by_age=by_age)
        for measure, order, by_sex, by_age in wanted
    )

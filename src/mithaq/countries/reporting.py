"""Reading the measures and the monthly reports made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from mithaq.countries import faults as expected
from mithaq.countries.faults import Words
from mithaq.countries.lists import HOUSE_LISTS, frozen
from mithaq.countries.pack import DataSet, DataSetMeasure, Measure, Section, Service, Total
from mithaq.countries.records import Record
from mithaq.engine.report_totals import parts_in

MEASURE_COLUMNS: Final = (
    "code", "name_ar", "name_en", "unit_ar", "unit_en", "family", "parent", "combine",
    "stale_after", "by_sex", "by_age", "service",
)  # fmt: skip


def read_measures(rows: list[Record], services: Collection[str]) -> Mapping[str, Measure]:
    """`measures.csv`; a part has its total's family and way of combining, and lies in no circle."""
    measures: dict[str, Measure] = {}
    for row in rows:
        measure = _measure(row, services)
        if measure.code in measures:
            row.fault("code", measure.code, expected.ONCE)
        measures[measure.code] = measure
    for row in rows:
        _check_measure(row, measures[row.text("code")], measures)
    return frozen(measures.items())


def _measure(row: Record, services: Collection[str]) -> Measure:
    return Measure(
        code=row.code("code"),
        name_ar=row.arabic("name_ar"),
        name_en=row.english("name_en"),
        unit_ar=row.arabic("unit_ar"),
        unit_en=row.english("unit_en"),
        family=row.choice("family", HOUSE_LISTS["families"]),
        parent=row.text("parent", optional=True),
        combine=row.choice("combine", HOUSE_LISTS["combines"]),
        stale_after=row.integer_or_none("stale_after", least=1),
        by_sex=row.flag("by_sex"),
        by_age=row.flag("by_age"),
        service=row.choice("service", services, optional=True),
    )


def _check_measure(row: Record, measure: Measure, measures: Mapping[str, Measure]) -> None:
    if measure.family and not measure.code.startswith(f"{measure.family}."):
        row.fault(
            "code",
            measure.code,
            Words(f"رمز يبدأ بـ {measure.family}.", f"a code that begins with {measure.family}."),
        )
    if measure.stale_after is not None and measure.combine != "last":
        row.fault(
            "stale_after",
            measure.stale_after,
            Words("لا شيء إلا لما يؤخذ بآخر قيمة", "nothing unless the last value counts"),
        )
    if measure.family == "people" and measure.combine == "sum":
        row.fault(
            "combine",
            measure.combine,
            Words(
                "غير الجمع: الأشخاص لا يُجمعون عبر الأشهر",
                "anything but sum: people do not add up over months",
            ),
        )
    if not measure.parent:
        return
    parent = measures.get(measure.parent)
    if parent is None:
        row.fault("parent", measure.parent, expected.one_of(measures))
    elif (parent.family, parent.combine) != (measure.family, measure.combine):
        row.fault(
            "parent",
            f"{measure.family} {measure.combine}",
            Words(
                f"فصيلة الأصل وطريقة جمعه: {parent.family} {parent.combine}",
                f"the parent's family and combine: {parent.family} {parent.combine}",
            ),
        )
    elif _is_in_a_circle(measure, measures):
        row.fault(
            "parent",
            measure.parent,
            Words(
                "أصل لا يعود إلى المقياس نفسه", "a parent that does not lead back to the measure"
            ),
        )


def _is_in_a_circle(measure: Measure, measures: Mapping[str, Measure]) -> bool:
    seen = {measure.code}
    parent = measure.parent
    while parent in measures:
        if parent in seen:
            return True
        seen.add(parent)
        parent = measures[parent].parent
    return False


def children_of(measures: Mapping[str, Measure]) -> dict[str, list[str]]:
    """The measures directly under each measure that has any."""
    children: dict[str, list[str]] = defaultdict(list)
    for measure in measures.values():
        if measure.parent:
            children[measure.parent].append(measure.code)
    return children


def read_data_sets(
    file: Record,
    facility_types: Collection[str],
    measures: Mapping[str, Measure],
    services: Mapping[str, Service],
) -> Mapping[str, DataSet]:
    """`data_sets.yaml`: one a facility type, its sections with their measures."""
    data_sets: dict[str, DataSet] = {}
    types: set[str] = set()
    for code, record in file.entries():
        data_set = _data_set(code, record, facility_types, measures)
        if data_set.facility_type in types:
            record.fault(
                "facility_type",
                data_set.facility_type,
                Words("نوع لا تقرير شهرياً له بعد", "a type that has no data set yet"),
            )
        types.add(data_set.facility_type)
        _check_data_set(record, data_set, measures, services)
        data_sets[code] = data_set
    return frozen(data_sets.items())


def _data_set(
    code: str, record: Record, facility_types: Collection[str], measures: Mapping[str, Measure]
) -> DataSet:
    sections = tuple(_section(below, measures) for below in record.records("sections"))
    codes = [measure.code for section in sections for measure in section.measures]
    tree = (
        {}
        if any(_is_in_a_circle(one, measures) for one in measures.values())
        else (children_of(measures))
    )
    totals = parts_in(codes, tree)
    read = DataSet(
        code=code,
        name_ar=record.arabic("ar"),
        name_en=record.english("en"),
        facility_type=record.choice("facility_type", facility_types),
        due_days=record.integer("due_days", least=1),
        sections=sections,
        totals=tuple(
            Total(total, totals[total].codes, totals[total].are_all)
            for total in codes
            if total in totals
        ),
    )
    record.close()
    return read


def _section(record: Record, measures: Mapping[str, Measure]) -> Section:
    codes = record.choices("measures", measures)
    rows = tuple(
        DataSetMeasure(code, measures[code].by_sex, measures[code].by_age)
        for code in codes
        if code in measures
    )
    section = Section(record.arabic("ar"), record.english("en"), rows)
    record.close()
    return section


def _check_data_set(
    record: Record,
    data_set: DataSet,
    measures: Mapping[str, Measure],
    services: Mapping[str, Service],
) -> None:
    seen: set[str] = set()
    for row in data_set.measures:
        if row.code in seen:
            record.fault("sections", row.code, expected.ONCE)
        seen.add(row.code)
        service = services.get(measures[row.code].service)
        if service and data_set.facility_type not in service.facility_types:
            record.fault(
                "sections",
                f"{row.code} ({service.code})",
                Words(
                    f"خدمة يقدمها عادة {data_set.facility_type}",
                    f"a service that a {data_set.facility_type} normally provides",
                ),
            )

"""What the country pack brought yields: a measure recorded anew takes the place of the pack's.

Once; from then on it is what was recorded, and further other content is refused as ever. Where
pledges or deliveries stand on the measure already, what they mean must not change under them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mithaq.ledger.chains import Recording
from mithaq.ledger.entries import measure_entry, measure_parent_entry
from mithaq.ledger.models import Delivery, Measure, MeasureDefinition, MeasureParent, Pledge
from mithaq.ledger.records import NewMeasure
from mithaq.registry.actions.names import sort_key
from mithaq.registry.faults import CHANGED_CONTENT, PACK_YIELDS, Fault
from mithaq.registry.lookups import chunks

DEFINING = ("unit", "family", "combine", "stale_after")
# What the figures of a measure mean.
MEANING = ("family", "combine", "stale_after")


@dataclass(frozen=True)
class Redefinitions:
    """Measures that take the pack's place: by code, each field with what is given and was known."""

    changes: Mapping[str, Mapping[str, tuple[Any, Any]]]
    questions: tuple[Fault, ...]
    faults: tuple[Fault, ...]

    def parents(self) -> dict[str, str]:
        """The new parent (a code, or empty) of each measure that moves."""
        return {
            code: changed["parent"][0]
            for code, changed in self.changes.items()
            if "parent" in changed
        }


def yields(row: Measure | None, each: NewMeasure) -> bool:
    """Whether what is known is the pack's and what is given is not."""
    return row is not None and row.from_pack and not each.from_pack


def redefinitions(measures: Sequence[NewMeasure], rows: Mapping[str, Measure]) -> Redefinitions:
    """What the given measures change in the pack's. What is left empty is empty, where that has a
    meaning: no parent, never stale."""
    found = [
        (item, each, _differences(each, rows[each.code]))
        for item, each in enumerate(measures)
        if yields(rows.get(each.code), each)
    ]
    used = _used([rows[each.code] for _, each, changed in found if set(MEANING) & changed.keys()])
    changes: dict[str, dict[str, tuple[Any, Any]]] = {}
    questions: list[Fault] = []
    faults: list[Fault] = []
    for item, each, changed in found:
        if each.code in used and changed.get("stale_after", (0,))[0] is None:
            del changed["stale_after"]
        for field, (given, known) in changed.items():
            fixed = field in MEANING and each.code in used
            words = (CHANGED_CONTENT if fixed else PACK_YIELDS)(
                key=each.code, found=_said(given), expected=_said(known), item=item, field=field
            )
            (faults if fixed else questions).append(words)
        if changed:
            changes[each.code] = changed
    return Redefinitions(changes, tuple(questions), tuple(faults))


def _differences(each: NewMeasure, row: Measure) -> dict[str, tuple[Any, Any]]:
    given: dict[str, Any] = {name: getattr(each, name) for name in ("name_ar", *DEFINING)}
    given["name_en"] = each.name_en or row.name_en
    known = {name: getattr(row, name) for name in given}
    given["parent"] = each.parent
    known["parent"] = row.parent.code if row.parent else ""
    return {name: (given[name], known[name]) for name in given if given[name] != known[name]}


def _said(value: object) -> str:
    return "—" if value in (None, "") else str(value)


def _used(rows: Sequence[Measure]) -> set[str]:
    """Those of the measures that a pledge or a delivery names."""
    numbers = {row.id: row.code for row in rows}
    named: set[int] = set()
    for chunk in chunks(sorted(numbers)):
        for model in (Pledge, Delivery):
            some = model._default_manager.filter(measure__in=chunk).order_by()
            named.update(some.values_list("measure", flat=True).distinct())
    return {numbers[row] for row in named}


def redefine(
    each: NewMeasure,
    changed: Mapping[str, tuple[Any, Any]],
    rows: Mapping[str, Measure],
    record: Recording,
) -> None:
    """Put what is given in the pack's place; the logs keep what was known until now."""
    row = rows[each.code]
    for field in changed.keys() - {"parent"}:
        setattr(row, field, changed[field][0])
    if "unit" in changed:
        row.unit_ar = ""
    row.sort_ar = sort_key(row.name_ar, row.name_en)
    row.save()
    if set(DEFINING) & changed.keys():
        define([row], record)
    if "parent" in changed:
        hang(row, rows.get(each.parent), record)


def take_over(rows: Sequence[Measure]) -> None:
    """From now on these are what was recorded, and no longer the pack's."""
    for chunk in chunks([row.id for row in rows]):
        Measure.objects.filter(id__in=chunk).update(from_pack=False)


def define(rows: Sequence[Measure], record: Recording) -> None:
    """Write what measures are into their log, and into the batch."""
    made = MeasureDefinition.objects.bulk_create(
        [
            MeasureDefinition(
                measure=row,
                recorded_at=record.at,
                **{name: getattr(row, name) for name in DEFINING},
            )
            for row in rows
        ],
        batch_size=500,
    )
    for definition in made:
        record.enter(measure_entry(definition))


def hang(row: Measure, above: Measure | None, record: Recording) -> None:
    """Put a measure under another, or under none, from now on."""
    lies = MeasureParent.objects.create(measure=row, parent=above, recorded_at=record.at)
    Measure.objects.filter(id=row.id).update(parent=above)
    record.enter(measure_parent_entry(lies))

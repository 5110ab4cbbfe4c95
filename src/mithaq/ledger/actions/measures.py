"""Recording what can be promised and delivered."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mithaq.ledger.actions.parents import codes_in_cycles
from mithaq.ledger.actions.redefinitions import (
    DEFINING,
    define,
    hang,
    redefine,
    redefinitions,
    take_over,
    yields,
)
from mithaq.ledger.chains import Recording, recording
from mithaq.ledger.faults import OUT_OF_RANGE, UNDER_ITSELF
from mithaq.ledger.models import Combine, Family, Measure, MeasureParent
from mithaq.ledger.records import NewMeasure
from mithaq.registry.actions.contents import (
    changes_to,
    code_faults,
    list_faults,
    name_faults,
)
from mithaq.registry.actions.names import sort_key
from mithaq.registry.faults import CHANGED_CONTENT, REQUIRED, UNKNOWN_CODE, Fault, refuse
from mithaq.registry.lookups import by_code
from mithaq.registry.records import Recorded

# What defines a measure is covered by the chain. The others are names and notes; gaps in them are
# filled.
SETTLED = DEFINING
OPEN = ("name_ar", "name_en", "unit_ar", "service", "by_sex", "by_age")
LONGEST_SILENCE = 32_767


def record_measures(
    measures: Sequence[NewMeasure], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record measures; parents may stand anywhere in the sequence.

    Refused: doubled or unknown codes, values outside a list, a measure under itself, other
    content under a known code (another parent is; use `move_measure`). What the country pack
    brought yields to other content, which is then a question.
    """
    with recording(actor=actor, kind="measures", at=at) as record:
        rows = by_code(
            Measure.objects.select_related("parent"),
            [code for each in measures for code in (each.code, each.parent)],
        )
        given = {each.code: each for each in measures}
        changes, conflicts = _changes(measures, rows)
        anew = redefinitions(measures, rows)
        parents = _parent_faults(measures, given, rows, anew.parents())
        refuse([*_form_faults(measures), *parents, *conflicts, *anew.faults])
        for code, changed in changes.items():
            Measure.objects.filter(id=rows[code].id).update(**changed)
        new = [each for each in given.values() if each.code not in rows]
        known = _make(new, rows, record)
        for code, differing in anew.changes.items():
            redefine(given[code], differing, known, record)
        take_over([rows[each.code] for each in measures if yields(rows.get(each.code), each)])
    completed = len(changes) + len(anew.changes)
    return Recorded(len(new), completed, len(measures) - len(new) - completed, anew.questions)


def move_measure(
    measure: str, *, parent: str, actor: uuid.UUID | None, at: datetime | None = None
) -> None:
    """Put a measure under another (`parent` a code, empty: under none) from now on."""
    with recording(actor=actor, kind="measures", at=at) as record:
        rows = by_code(Measure.objects.all(), [measure, parent])
        refuse(
            UNKNOWN_CODE(found=code, field=field)
            for field, code in (("code", measure), ("parent", parent))
            if code and code not in rows
        )
        row, above = rows[measure], rows.get(parent)
        if row.parent_id == (above.id if above else None):
            return
        refuse(_cycle_faults({**_known_parents(), measure: parent}, {measure: 0}))
        hang(row, above, record)


def _form_faults(measures: Sequence[NewMeasure]) -> list[Fault]:
    faults = code_faults([each.code for each in measures])
    for item, each in enumerate(measures):
        faults += name_faults(each.name_ar, each.name_en, item)
        faults += list_faults(each.family, Family.values, item=item, field="family")
        faults += list_faults(each.combine, Combine.values, item=item, field="combine")
        if not each.unit.strip():
            faults.append(REQUIRED(item=item, field="unit"))
        if each.stale_after is not None and not 0 <= each.stale_after <= LONGEST_SILENCE:
            faults.append(
                OUT_OF_RANGE(
                    found=each.stale_after,
                    expected=f"0…{LONGEST_SILENCE}",
                    item=item,
                    field="stale_after",
                )
            )
    return faults


def _parent_faults(
    measures: Sequence[NewMeasure],
    given: Mapping[str, NewMeasure],
    rows: Mapping[str, Measure],
    moved: Mapping[str, str],
) -> list[Fault]:
    faults = [
        UNKNOWN_CODE(found=each.parent, item=item, field="parent")
        for item, each in enumerate(measures)
        if each.parent and each.parent not in given and each.parent not in rows
    ]
    new = {code: each.parent for code, each in given.items() if code not in rows}
    items = {each.code: item for item, each in enumerate(measures)}
    return faults + _cycle_faults({**_known_parents(), **new, **moved}, items)


def _cycle_faults(parents: Mapping[str, str], items: Mapping[str, int]) -> list[Fault]:
    return [
        UNDER_ITSELF(found=code, item=items[code], field="parent")
        for code in codes_in_cycles(parents)
        if code in items
    ]


def _known_parents() -> dict[str, str]:
    return dict(Measure.objects.filter(parent__isnull=False).values_list("code", "parent__code"))


def _changes(
    measures: Sequence[NewMeasure], rows: Mapping[str, Measure]
) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Gaps that the given measures fill in known ones, and what contradicts them.

    The pack fills gaps of its own measures only.
    """
    changes: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    known = [each for each in measures if each.code in rows]
    lay = _parents_ever([each.code for each in known if each.parent])
    for item, each in enumerate(measures):
        row = rows.get(each.code)
        if row is None or yields(row, each) or (each.from_pack and not row.from_pack):
            continue
        settled, conflicts = changes_to(row, _fields(each, SETTLED), key=each.code, item=item)
        filled, others = changes_to(row, _fields(each, OPEN), key=each.code, item=item)
        faults += [*conflicts, *others]
        if each.parent and each.parent not in lay.get(each.code, ()):
            settled["parent"] = each.parent
        faults += [
            CHANGED_CONTENT(key=each.code, found=value, expected="", item=item, field=field)
            for field, value in settled.items()
        ]
        if filled:
            changes[each.code] = filled
    return changes, faults


def _parents_ever(codes: Sequence[str]) -> dict[str, set[str]]:
    """Under which measures each one lies or lay: an old file says nothing new."""
    lay: dict[str, set[str]] = {}
    if codes:
        log = MeasureParent.objects.filter(parent__isnull=False)
        for code, parent in log.values_list("measure__code", "parent__code"):
            lay.setdefault(code, set()).add(str(parent))
    return lay


def _fields(measure: NewMeasure, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(measure, name) for name in names}


def _make(
    new: Sequence[NewMeasure], rows: Mapping[str, Measure], record: Recording
) -> dict[str, Measure]:
    """Write the new ones; these and the known ones, by code."""
    made = Measure.objects.bulk_create(
        [
            Measure(
                code=each.code,
                is_made_up=each.is_made_up,
                from_pack=each.from_pack,
                sort_ar=sort_key(each.name_ar, each.name_en),
                recorded_at=record.at,
                **_fields(each, SETTLED + OPEN),
            )
            for each in new
        ],
        batch_size=500,
    )
    define(made, record)
    known = {**rows, **{row.code: row for row in made}}
    for each in new:
        if each.parent:
            hang(known[each.code], known[each.parent], record)
    return known

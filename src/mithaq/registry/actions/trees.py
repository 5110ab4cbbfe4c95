"""Where places and facilities lie: the log of parents, and the tree as it stands today."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from mithaq.registry import vocabulary
from mithaq.registry.actions.contents import save_as
from mithaq.registry.faults import UNKNOWN_CODE, Fault, FaultKind, refuse
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Location, LocationParent
from mithaq.registry.tree import LEVELS, is_wider, lineage_of, under

NOT_WIDER = FaultKind(
    "parent_not_wider",
    ar="«{found}» مستواه «{found_level_ar}»، ولا يقع ضمنه ما مستواه «{level_ar}».",
    en="“{found}” is a {found_level} and cannot hold a {level}.",
)


@transaction.atomic
def move_location(
    code: str,
    *,
    parent: str,
    valid_from: date,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Location:
    """From a day on, a place or facility lies in another place; before it, where it lay.

    The last word on a day speaks, so that a wrong move is corrected by another one.
    Raises ActionRefused: unknown codes, a parent that is not of a wider level.
    """
    rows = by_code(Location.objects.all(), [code, parent])
    faults: list[Fault] = [
        UNKNOWN_CODE(found=asked, field=field)
        for field, asked in (("code", code), ("parent", parent))
        if asked not in rows
    ]
    refuse(faults)
    location, place = rows[code], rows[parent]
    refuse(wider_faults(place, location.level, item=None))
    LocationParent.objects.create(
        location=location, parent=place, valid_from=valid_from, recorded_at=at or timezone.now()
    )
    settle([location], actor=actor)
    return location


def wider_faults(parent: Location, level: str, *, item: int | None) -> list[Fault]:
    """Only a wider place holds a narrower one, so that no place can hold itself."""
    return level_faults(parent.code, parent.level, level, item=item)


def level_faults(code: str, found: str, level: str, *, item: int | None) -> list[Fault]:
    """As `wider_faults`, for a parent that is not a row yet."""
    if is_wider(found, level):
        return []
    labels = vocabulary.pack().levels
    return [
        NOT_WIDER(
            found=code,
            found_level=found,
            found_level_ar=labels[found].label_ar,
            level=level,
            level_ar=labels[level].label_ar,
            item=item,
            field="parent",
        )
    ]


@transaction.atomic
def redraw_tree(*, on: date | None = None, actor: uuid.UUID | None) -> int:
    """Bring the tree up to the day: a move recorded for a later day comes true on that day.

    Returns how many places and facilities moved. Safe to repeat.
    """
    on = on or timezone.localdate()
    dated = LocationParent.objects.filter(valid_from__lte=on).values("location")
    return settle(list(Location.objects.filter(id__in=dated)), on=on, actor=actor)


def settle(
    locations: Sequence[Location], *, on: date | None = None, actor: uuid.UUID | None
) -> int:
    """Derive `parent` and `lineage` of these locations from the log; the widest first."""
    parents = parents_on([row.id for row in locations], on or timezone.localdate())
    moved = 0
    for row in sorted(locations, key=lambda row: LEVELS.index(row.level)):
        if row.parent_id == parents.get(row.id):
            continue
        row.parent_id = parents.get(row.id)
        save_as(row, actor, ["parent"])
        redraw(row)
        moved += 1
    return moved


def parents_on(locations: Iterable[int], day: date) -> dict[int, int | None]:
    """Each location's parent on a day; one that lies nowhere yet is said to lie where it will."""
    chosen: dict[int, tuple[bool, date, datetime, int, int | None]] = {}
    for chunk in chunks(list(locations)):
        log = LocationParent.objects.filter(location__in=chunk)
        for line, location, parent, valid_from, recorded_at in log.values_list(
            "id", "location_id", "parent_id", "valid_from", "recorded_at"
        ):
            begins = valid_from or date.min
            has_begun = begins <= day
            # Of those that have begun the latest; of those still to come the earliest.
            order = (
                begins if has_begun else date.fromordinal(date.max.toordinal() - begins.toordinal())
            )
            version = (has_begun, order, recorded_at, line, parent)
            if location not in chosen or version[:4] > chosen[location][:4]:
                chosen[location] = version
    return {location: version[-1] for location, version in chosen.items()}


def redraw(location: Location) -> None:
    """Write the lineage of a location and of all below it anew."""
    before = location.lineage
    above = location.parent.lineage if location.parent else ""
    location.lineage = lineage_of(above, location.code)
    Location.objects.filter(under(before)).update(
        lineage=Concat(Value(location.lineage), Substr(F("lineage"), len(before) + 1))
    )

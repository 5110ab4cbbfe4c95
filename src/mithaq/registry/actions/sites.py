"""What recording places and recording facilities have in common: a name in the one tree.

First everything is looked at (`plan_sites`) and every fault is found, then it is carried out. What
the country pack brought yields, once, to what anybody else records of the place; the pack itself
leaves alone what has been recorded since.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from simple_history.utils import bulk_create_with_history

from mithaq.registry.actions.contents import (
    code_faults,
    gaps_and_conflicts,
    list_faults,
    name_faults,
    save_as,
    user_of,
    without_known_names,
)
from mithaq.registry.actions.location_names import (
    add_aliases,
    add_codes,
    index_locations,
    known_names,
    other_codes_faults,
    period_faults,
)
from mithaq.registry.actions.names import sort_key
from mithaq.registry.actions.trees import level_faults, settle
from mithaq.registry.faults import (
    CHANGED_CONTENT,
    PACK_YIELDS,
    UNKNOWN_CODE,
    Fault,
    FaultKind,
)
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Location, LocationAlias, LocationParent
from mithaq.registry.records import NewLocation
from mithaq.registry.tree import LEVELS, lineage_of

NOT_ON_EARTH = FaultKind(
    "not_on_earth",
    ar="«{found}» ليست نقطة: يلزم خط العرض (-90 إلى 90) وخط الطول (-180 إلى 180) معاً.",
    en="“{found}” is not a point: give a latitude (-90 to 90) and a longitude (-180 to 180).",
)


NAMES = ("name_ar", "name_en")
# What of the pack's gives way; a place of another level is another place.
YIELDING = (*NAMES, "lat", "lon", "parent")


@dataclass(frozen=True)
class SitePlan:
    """`rows`: known locations by code, parents included; `changes`: what is added to known ones."""

    sites: tuple[NewLocation, ...]
    rows: Mapping[str, Location]
    changes: Mapping[str, Mapping[str, Any]]
    faults: tuple[Fault, ...]
    questions: tuple[Fault, ...] = ()

    def yields(self, site: NewLocation) -> bool:
        """Whether what is known is the pack's and what is given is not."""
        row = self.rows.get(site.code)
        return row is not None and row.from_pack and not site.from_pack

    def is_left_alone(self, site: NewLocation) -> bool:
        """Whether the pack speaks of a place that somebody else has recorded."""
        row = self.rows.get(site.code)
        return row is not None and site.from_pack and not row.from_pack


@dataclass(frozen=True)
class SitesRecorded:
    """The rows of all sites by code, and which were new or completed."""

    rows: Mapping[str, Location]
    new: frozenset[str]
    completed: frozenset[str]


def plan_sites(sites: Sequence[NewLocation], levels: Sequence[str]) -> SitePlan:
    """Look at everything: what is new, what completes, and every fault."""
    rows = by_code(
        Location.objects.select_related("parent"),
        [code for site in sites for code in (site.code, site.parent)],
    )
    given = {site.code: site for site in sites}
    names = known_names([row.id for code, row in rows.items() if code in given])
    faults = code_faults([site.code for site in sites]) + other_codes_faults(sites)
    changes: dict[str, dict[str, Any]] = {}
    questions: list[Fault] = []
    plan = SitePlan(tuple(sites), rows, {}, ())
    for item, site in enumerate(sites):
        faults += _form_faults(site, item, levels) + _parent_faults(site, given, rows, item)
        row = rows.get(site.code)
        if row is None or plan.is_left_alone(site):
            continue
        # Where the pack's gives way, so does its name, be the other one known as an alias.
        spoken = {row.name_ar, row.name_en} if plan.yields(site) else names[row.id]
        changes[site.code], conflicts = _differences(row, site, spoken)
        if row.from_pack:
            replaced = {field: old for field, old in conflicts.items() if field in YIELDING}
            changes[site.code] |= {field: _given(site)[field] for field in replaced}
            if not site.from_pack:
                questions += _words(PACK_YIELDS, site, replaced, item)
            conflicts = {field: old for field, old in conflicts.items() if field not in replaced}
        faults += _words(CHANGED_CONTENT, site, conflicts, item)
    alone = {item for item, site in enumerate(sites) if plan.is_left_alone(site)}
    faults = [fault for fault in faults if fault.item not in alone]
    return replace(plan, changes=changes, faults=tuple(faults), questions=tuple(questions))


def carry_out(plan: SitePlan, *, actor: uuid.UUID | None, at: datetime) -> SitesRecorded:
    """Write a plan that has no faults."""
    new = [site for site in plan.sites if site.code not in plan.rows]
    rows = {**plan.rows, **_make(new, plan.rows, actor=actor, at=at)}
    for site in plan.sites:
        if changes := plan.changes.get(site.code):
            _complete(site, changes, rows, actor=actor, at=at)
    _take_over([rows[site.code].id for site in plan.sites if plan.yields(site)])
    made = frozenset(site.code for site in new)
    spoken_of = [site for site in plan.sites if not plan.is_left_alone(site)]
    named = add_aliases(spoken_of, rows) | add_codes(spoken_of, rows)
    completed = frozenset({code for code, changes in plan.changes.items() if changes} | named)
    index_locations([rows[code].id for code in made | completed])
    return SitesRecorded(rows, made, completed - made)


def _form_faults(site: NewLocation, item: int, levels: Sequence[str]) -> list[Fault]:
    return [
        *name_faults(site.name_ar, site.name_en, item),
        *list_faults(site.level, levels, item=item, field="level"),
        *point_faults(site.lat, site.lon, item),
        *period_faults(item, "aliases", site.aliases),
        *period_faults(item, "codes", site.codes),
    ]


def point_faults(lat: float | None, lon: float | None, item: int | None) -> list[Fault]:
    """A point that is half given, or not on Earth (NaN and infinity are neither)."""
    if lat is None and lon is None:
        return []
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        field = "lat" if lat is None or not -90 <= lat <= 90 else "lon"
        return [NOT_ON_EARTH(found=f"{lat}, {lon}", item=item, field=field)]
    return []


def _parent_faults(
    site: NewLocation,
    given: Mapping[str, NewLocation],
    rows: Mapping[str, Location],
    item: int,
) -> list[Fault]:
    if not site.parent:
        return []
    parent = rows.get(site.parent) or given.get(site.parent)
    if parent is None:
        return [UNKNOWN_CODE(found=site.parent, item=item, field="parent")]
    if not {parent.level, site.level} <= set(LEVELS):  # said already, as a fault of its own
        return []
    return level_faults(parent.code, parent.level, site.level, item=item)


def _given(site: NewLocation) -> dict[str, Any]:
    return {
        "level": site.level,
        "lat": site.lat,
        "lon": site.lon,
        "is_border": site.is_border,
        "parent": site.parent,
        "name_ar": site.name_ar,
        "name_en": site.name_en,
    }


def _differences(
    row: Location, site: NewLocation, names: set[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a site adds to a known location, and the known values that it contradicts. A name that
    the location has or had is no contradiction."""
    given = _given(site)
    named = {field: given.pop(field) for field in NAMES}
    known = {field: getattr(row, field) for field in (*given, *NAMES)}
    known["parent"] = row.parent.code if row.parent else ""
    return gaps_and_conflicts(known, {**given, **without_known_names(named, names)})


def _words(
    kind: FaultKind, site: NewLocation, conflicts: Mapping[str, Any], item: int
) -> list[Fault]:
    given = _given(site)
    return [
        kind(key=site.code, found=given[field], expected=old, item=item, field=field)
        for field, old in conflicts.items()
    ]


def _take_over(locations: Sequence[int]) -> None:
    """From now on these are what was recorded, and no longer the pack's."""
    for chunk in chunks(locations):
        Location.objects.filter(id__in=chunk).update(from_pack=False)


def _make(
    sites: Sequence[NewLocation],
    known: Mapping[str, Location],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> dict[str, Location]:
    """Make the rows, level by level, so that a parent is there before what lies in it."""
    rows: dict[str, Location] = dict(known)
    user = user_of(actor)
    for level in LEVELS:
        here = [_location(site, rows, at) for site in sites if site.level == level]
        made = bulk_create_with_history(here, Location, batch_size=1000, default_user=user)
        rows.update((row.code, row) for row in made)
    new = [(rows[site.code], site) for site in sites]
    LocationParent.objects.bulk_create(
        (
            LocationParent(
                location=row, parent=row.parent, valid_from=site.valid_from, recorded_at=at
            )
            for row, site in new
            if row.parent
        ),
        batch_size=2000,
    )
    return {row.code: row for row, _ in new}


def _location(site: NewLocation, rows: Mapping[str, Location], at: datetime) -> Location:
    parent = rows[site.parent] if site.parent else None
    return Location(
        code=site.code,
        level=site.level,
        name_ar=site.name_ar,
        name_en=site.name_en,
        sort_ar=sort_key(site.name_ar, site.name_en),
        parent=parent,
        lineage=lineage_of(parent.lineage if parent else "", site.code),
        lat=site.lat,
        lon=site.lon,
        is_border=site.is_border,
        is_made_up=site.is_made_up,
        from_pack=site.from_pack,
        recorded_at=at,
    )


def _complete(
    site: NewLocation,
    changes: Mapping[str, Any],
    rows: Mapping[str, Location],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    """Write what is new of a known location: a former name becomes an alias, another parent a line
    of its log."""
    row = rows[site.code]
    former = {getattr(row, field) for field in NAMES if field in changes} - {""}
    LocationAlias.objects.bulk_create(LocationAlias(location=row, name=name) for name in former)
    for field in changes.keys() - {"parent"}:
        setattr(row, field, changes[field])
    row.sort_ar = sort_key(row.name_ar, row.name_en)
    save_as(row, actor)
    if "parent" in changes:
        LocationParent.objects.create(
            location=row,
            parent=rows[site.parent],
            valid_from=site.valid_from,
            recorded_at=at,
        )
        settle([row], actor=actor)

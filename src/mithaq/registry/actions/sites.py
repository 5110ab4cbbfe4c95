"""What recording places and recording facilities have in common: a name in the one tree.

First everything is looked at (`plan_sites`) and every fault is found, then it is carried out.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simple_history.utils import bulk_create_with_history

from mithaq.registry.actions.contents import (
    changes_to,
    code_faults,
    differences,
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
from mithaq.registry.faults import UNKNOWN_CODE, Fault, FaultKind
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Location, LocationParent
from mithaq.registry.records import NewLocation
from mithaq.registry.tree import LEVELS, lineage_of

NOT_ON_EARTH = FaultKind(
    "not_on_earth",
    ar="«{found}» ليست نقطة: يلزم خط العرض (-90 إلى 90) وخط الطول (-180 إلى 180) معاً.",
    en="“{found}” is not a point: give a latitude (-90 to 90) and a longitude (-180 to 180).",
)


@dataclass(frozen=True)
class SitePlan:
    """`rows`: known locations by code, parents included; `changes`: what is added to known ones."""

    sites: tuple[NewLocation, ...]
    rows: Mapping[str, Location]
    changes: Mapping[str, Mapping[str, Any]]
    faults: tuple[Fault, ...]


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
    for item, site in enumerate(sites):
        faults += _form_faults(site, item, levels) + _parent_faults(site, given, rows, item)
        if row := rows.get(site.code):
            changes[site.code], conflicts = _changes(row, site, names[row.id], item)
            faults += conflicts
    return SitePlan(tuple(sites), rows, changes, tuple(faults))


def carry_out(plan: SitePlan, *, actor: uuid.UUID | None, at: datetime) -> SitesRecorded:
    """Write a plan that has no faults."""
    new = [site for site in plan.sites if site.code not in plan.rows]
    rows = {**plan.rows, **_make(new, plan.rows, actor=actor, at=at)}
    for site in plan.sites:
        if changes := plan.changes.get(site.code):
            _complete(site, changes, rows, actor=actor, at=at)
    made = frozenset(site.code for site in new)
    named = add_aliases(plan.sites, rows) | add_codes(plan.sites, rows)
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


def _changes(
    row: Location, site: NewLocation, names: set[str], item: int
) -> tuple[dict[str, Any], list[Fault]]:
    """What a site adds to a known location. A name that it has or had is no contradiction."""
    given: dict[str, Any] = {
        "level": site.level,
        "lat": site.lat,
        "lon": site.lon,
        "is_border": site.is_border,
        **without_known_names({"name_ar": site.name_ar, "name_en": site.name_en}, names),
    }
    changes, faults = changes_to(row, given, key=site.code, item=item)
    known = {"parent": row.parent.code if row.parent else ""}
    moved, conflicts = differences(known, {"parent": site.parent}, key=site.code, item=item)
    return {**changes, **moved}, [*faults, *conflicts]


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
    """Fill the gaps of a known location; a parent that was not known is a line of its log."""
    row = rows[site.code]
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

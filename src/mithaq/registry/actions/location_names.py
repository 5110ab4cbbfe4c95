"""The other names and codes of places and facilities, and their word index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mithaq.engine.text import normalised
from mithaq.registry.actions.names import index_names
from mithaq.registry.faults import CHANGED_CONTENT, ENDS_BEFORE_START, Fault
from mithaq.registry.lookups import chunks
from mithaq.registry.models import Location, LocationAlias, LocationCode, SubjectKind
from mithaq.registry.records import NewAlias, NewCode, NewLocation
from mithaq.registry.rows import default_country


def known_names(locations: Sequence[int]) -> dict[int, set[str]]:
    """All names, present and past, of each location by id."""
    names: dict[int, set[str]] = {location: set() for location in locations}
    for chunk in chunks(list(locations)):
        rows = Location.objects.filter(id__in=chunk)
        for location, name_ar, name_en in rows.values_list("id", "name_ar", "name_en"):
            names[location].update(name for name in (name_ar, name_en) if name)
        aliases = LocationAlias.objects.filter(location__in=chunk)
        for location, name in aliases.values_list("location_id", "name"):
            names[location].add(name)
    return names


def known_codes(sites: Sequence[NewLocation]) -> dict[tuple[str, str], str]:
    """Which location (its code) other systems' codes of these sites belong to already."""
    asked = [code.code for site in sites for code in site.codes]
    known: dict[tuple[str, str], str] = {}
    for chunk in chunks(sorted(set(asked))):
        rows = LocationCode.objects.filter(country=default_country(), code__in=chunk)
        for system, code, owner in rows.values_list("system", "code", "location__code"):
            known[system, code] = owner
    return known


def other_codes_faults(sites: Sequence[NewLocation]) -> list[Fault]:
    """Codes of other systems that are another location's, in the register or in the sequence."""
    owners = known_codes(sites)
    faults = []
    for item, site in enumerate(sites):
        for code in site.codes:
            owner = owners.setdefault((code.system, code.code), site.code)
            if owner != site.code:
                faults.append(
                    CHANGED_CONTENT(
                        key=f"{code.system}:{code.code}",
                        found=site.code,
                        expected=owner,
                        item=item,
                        field="codes",
                    )
                )
    return faults


def period_faults(item: int, field: str, dated: Sequence[NewAlias | NewCode]) -> list[Fault]:
    """Periods that end before they start."""
    return [
        ENDS_BEFORE_START(found=each.valid_to, expected=each.valid_from, item=item, field=field)
        for each in dated
        if each.valid_from and each.valid_to and each.valid_to < each.valid_from
    ]


def add_aliases(sites: Sequence[NewLocation], rows: Mapping[str, Location]) -> set[str]:
    """Add the aliases that are new; the codes of the locations that got one."""
    with_aliases = [site for site in sites if site.aliases]
    names = known_names([rows[site.code].id for site in with_aliases])
    known = {row: {normalised(name) for name in given} for row, given in names.items()}
    new = []
    for site in with_aliases:
        location = rows[site.code]
        for alias in site.aliases:
            folded = normalised(alias.name)
            if folded and folded not in known[location.id]:
                known[location.id].add(folded)
                new.append(alias_row(location, alias))
    LocationAlias.objects.bulk_create(new, batch_size=1000)
    return {alias.location.code for alias in new}


def alias_row(location: Location, alias: NewAlias) -> LocationAlias:
    return LocationAlias(
        location=location,
        name=alias.name,
        valid_from=alias.valid_from,
        valid_to=alias.valid_to,
        source=alias.source,
    )


def add_codes(sites: Sequence[NewLocation], rows: Mapping[str, Location]) -> set[str]:
    """Add other systems' codes that are new; the codes of the locations that got one."""
    owners = known_codes(sites)
    new = [
        LocationCode(
            location=rows[site.code],
            system=code.system,
            code=code.code,
            valid_from=code.valid_from,
            valid_to=code.valid_to,
        )
        for site in sites
        for code in dict.fromkeys(site.codes)
        if (code.system, code.code) not in owners
    ]
    LocationCode.objects.bulk_create(new, batch_size=1000)
    return {code.location.code for code in new}


def index_locations(ids: Sequence[int]) -> None:
    """Bring the word index of these locations up to their names, aliases and codes."""
    findable: dict[int, set[str]] = defaultdict(set, known_names(ids))
    for chunk in chunks(list(ids)):
        for location, code in Location.objects.filter(id__in=chunk).values_list("id", "code"):
            findable[location].add(code)
        others = LocationCode.objects.filter(location__in=chunk)
        for location, code in others.values_list("location_id", "code"):
            findable[location].add(code)
    index_names(SubjectKind.LOCATION, findable)

"""Recording organisations."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from mithaq.engine.text import normalised
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
from mithaq.registry.actions.names import index_names, sort_key
from mithaq.registry.faults import UNKNOWN_CODE, Fault, FaultKind, refuse
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import (
    Location,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    SubjectKind,
)
from mithaq.registry.records import NewOrganisation, Recorded

ITS_OWN_PARENT = FaultKind(
    "its_own_parent",
    ar="الجهة «{found}» تتبع نفسها عبر سلسلة الجهات التي تتبعها.",
    en="“{found}” would be a part of itself.",
)


@dataclass(frozen=True)
class Plan:
    """`rows`: known organisations by code; `places`: locations named; `changes`: gaps filled."""

    rows: Mapping[str, Organisation]
    places: Mapping[str, Location]
    changes: Mapping[str, Mapping[str, Any]]
    faults: tuple[Fault, ...]


@transaction.atomic
def record_organisations(
    organisations: Sequence[NewOrganisation],
    *,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Recorded:
    """Record organisations. What is known with the same content stays, gaps are filled.

    Raises ActionRefused with every fault: unknown or doubled codes, a kind outside the list, an
    organisation that is part of itself, other content under a known code.
    """
    plan = _plan(organisations)
    refuse(plan.faults)
    new = [each for each in organisations if each.code not in plan.rows]
    rows = {**plan.rows, **_make(new, plan, actor=actor, at=at or timezone.now())}
    completed = _complete(plan, rows, actor)
    _hang(new, rows, actor)
    completed |= _add_aliases(organisations, rows)
    made = {each.code for each in new}
    _index([rows[code].id for code in made | completed])
    completed -= made
    return Recorded(len(made), len(completed), len(organisations) - len(made | completed))


def _plan(organisations: Sequence[NewOrganisation]) -> Plan:
    asked = [code for each in organisations for code in (each.code, each.parent)]
    rows = by_code(Organisation.objects.select_related("parent", "location"), asked)
    places = by_code(Location.objects.all(), [each.location for each in organisations])
    given = {each.code: each for each in organisations}
    names = _known_names([row.id for code, row in rows.items() if code in given])
    faults = code_faults([each.code for each in organisations])
    changes: dict[str, dict[str, Any]] = {}
    for item, each in enumerate(organisations):
        faults += [
            *name_faults(each.name_ar, each.name_en, item),
            *list_faults(each.kind, OrganisationKind.values, item=item, field="kind"),
            *_reference_faults(each, item, given, rows, places),
        ]
        if row := rows.get(each.code):
            changes[each.code], conflicts = _changes(row, each, names[row.id], item)
            faults += conflicts
    return Plan(rows, places, changes, tuple(faults))


def _reference_faults(
    each: NewOrganisation,
    item: int,
    given: Mapping[str, NewOrganisation],
    rows: Mapping[str, Organisation],
    places: Mapping[str, Location],
) -> list[Fault]:
    faults = []
    if each.parent and each.parent not in given and each.parent not in rows:
        faults.append(UNKNOWN_CODE(found=each.parent, item=item, field="parent"))
    elif _is_its_own_parent(each.code, given, rows):
        faults.append(ITS_OWN_PARENT(found=each.code, item=item, field="parent"))
    if each.location and each.location not in places:
        faults.append(UNKNOWN_CODE(found=each.location, item=item, field="location"))
    return faults


def _is_its_own_parent(
    code: str, given: Mapping[str, NewOrganisation], rows: Mapping[str, Organisation]
) -> bool:
    """Follow the parents up, first as given, then as known."""
    seen: set[str] = set()
    above = code
    while above and above not in seen:
        seen.add(above)
        row = rows.get(above)
        known = row.parent.code if row and row.parent else ""
        above = given[above].parent if above in given and given[above].parent else known
    return bool(above) and above == code


def _known_names(organisations: Sequence[int]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {row: set() for row in organisations}
    for chunk in chunks(list(organisations)):
        rows = Organisation.objects.filter(id__in=chunk)
        for row, name_ar, name_en in rows.values_list("id", "name_ar", "name_en"):
            names[row].update(name for name in (name_ar, name_en) if name)
        aliases = OrganisationAlias.objects.filter(organisation__in=chunk)
        for row, name in aliases.values_list("organisation_id", "name"):
            names[row].add(name)
    return names


def _changes(
    row: Organisation, each: NewOrganisation, names: set[str], item: int
) -> tuple[dict[str, Any], list[Fault]]:
    given = {
        "kind": each.kind,
        "phone": each.phone,
        **without_known_names({"name_ar": each.name_ar, "name_en": each.name_en}, names),
    }
    changes, faults = changes_to(row, given, key=each.code, item=item)
    known = {
        "parent": row.parent.code if row.parent else "",
        "location": row.location.code if row.location else "",
    }
    references = {"parent": each.parent, "location": each.location}
    more, conflicts = differences(known, references, key=each.code, item=item)
    return {**changes, **more}, [*faults, *conflicts]


def _make(
    organisations: Sequence[NewOrganisation],
    plan: Plan,
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> dict[str, Organisation]:
    rows = [
        Organisation(
            code=each.code,
            name_ar=each.name_ar,
            name_en=each.name_en,
            sort_ar=sort_key(each.name_ar, each.name_en),
            kind=each.kind,
            location=plan.places.get(each.location),
            phone=each.phone,
            is_made_up=each.is_made_up,
            recorded_at=at,
        )
        for each in organisations
    ]
    made = bulk_create_with_history(
        rows, Organisation, batch_size=1000, default_user=user_of(actor)
    )
    return {row.code: row for row in made}


def _hang(
    organisations: Sequence[NewOrganisation],
    rows: Mapping[str, Organisation],
    actor: uuid.UUID | None,
) -> None:
    """Give new organisations their parents, once all of them are there."""
    for each in organisations:
        if each.parent:
            rows[each.code].parent = rows[each.parent]
            save_as(rows[each.code], actor, ["parent"])


def _complete(plan: Plan, rows: Mapping[str, Organisation], actor: uuid.UUID | None) -> set[str]:
    completed = {code for code, changes in plan.changes.items() if changes}
    for code in completed:
        changes = dict(plan.changes[code])
        if parent := changes.pop("parent", ""):
            changes["parent"] = rows[parent]
        if location := changes.pop("location", ""):
            changes["location"] = plan.places[location]
        for field, value in changes.items():
            setattr(rows[code], field, value)
        rows[code].sort_ar = sort_key(rows[code].name_ar, rows[code].name_en)
        save_as(rows[code], actor)
    return completed


def _add_aliases(
    organisations: Sequence[NewOrganisation], rows: Mapping[str, Organisation]
) -> set[str]:
    with_aliases = [each for each in organisations if each.aliases]
    names = _known_names([rows[each.code].id for each in with_aliases])
    known = {row: {normalised(name) for name in given} for row, given in names.items()}
    new = []
    for each in with_aliases:
        row = rows[each.code]
        for alias in each.aliases:
            if normalised(alias.name) not in known[row.id]:
                known[row.id].add(normalised(alias.name))
                new.append(
                    OrganisationAlias(
                        organisation=row,
                        name=alias.name,
                        valid_from=alias.valid_from,
                        valid_to=alias.valid_to,
                        source=alias.source,
                    )
                )
    OrganisationAlias.objects.bulk_create(new, batch_size=1000)
    return {alias.organisation.code for alias in new}


def _index(ids: Sequence[int]) -> None:
    findable = _known_names(ids)
    for chunk in chunks(list(ids)):
        for row, code in Organisation.objects.filter(id__in=chunk).values_list("id", "code"):
            findable[row].add(code)
    index_names(SubjectKind.ORGANISATION, findable)


@transaction.atomic
def retire_organisation(code: str, *, on: date, actor: uuid.UUID | None) -> Organisation:
    """From a day on, an organisation is no more; it stays where it was named."""
    rows = by_code(Organisation.objects.all(), [code])
    refuse([] if code in rows else [UNKNOWN_CODE(found=code, field="code")])
    rows[code].retired_on = on
    save_as(rows[code], actor, ["retired_on"])
    return rows[code]

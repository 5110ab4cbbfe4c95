"""Organisations and the people who act for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mithaq.registry.access import (
    Permission,
    Visitor,
    access_organisation,
    can,
    spans,
    visible_organisations,
    visible_people,
)
from mithaq.registry.models import Organisation, PersonRole, SubjectKind
from mithaq.registry.queries.names import named
from mithaq.registry.queries.pages import PAGE_ROWS, Page, page_of


@dataclass(frozen=True)
class OrganisationRow:
    code: str
    name_ar: str
    name_en: str
    kind: str
    is_made_up: bool


@dataclass(frozen=True)
class Holder:
    """A person in a role. `phone` is None where the user may not know it."""

    uid: str
    honorific: str
    name_ar: str
    name_en: str
    title_ar: str
    title_en: str
    is_acting: bool
    valid_from: date | None
    valid_to: date | None
    phone: str | None


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation; `people` are those whom the user may see."""

    row: OrganisationRow
    uid: str
    parent: OrganisationRow | None
    aliases: tuple[str, ...]
    phone: str | None
    retired_on: date | None
    people: tuple[Holder, ...]


def list_organisations(
    user: Visitor, *, text: str = "", kind: str = "", after: str = "", limit: int = PAGE_ROWS
) -> Page[OrganisationRow]:
    """Organisations by normalised name."""
    rows = visible_organisations(user).filter(named(SubjectKind.ORGANISATION, text))
    rows = rows.filter(kind=kind) if kind else rows
    chosen, following = page_of(rows, sort="sort_ar", after=after, limit=limit)
    return Page(tuple(_row(row) for row in chosen), following)


def organisation_page(user: Visitor, code: str) -> OrganisationPage:
    """One organisation. Raises NotFound."""
    row = access_organisation(user, code)
    reachable = _may_call(user, row)
    return OrganisationPage(
        row=_row(row),
        uid=str(row.uid),
        parent=_row(row.parent) if row.parent else None,
        aliases=tuple(row.aliases.order_by("id").values_list("name", flat=True)),
        phone=row.phone if reachable and row.phone else None,
        retired_on=row.retired_on,
        people=_people(user, row),
    )


def _may_call(user: Visitor, row: Organisation) -> bool:
    """Contact details reach as far as the place that the organisation answers for."""
    covered = spans(user, Permission.SEE_CONTACT_DETAILS)
    if covered.everything or row.location is None:
        return covered.everything
    return can(user, Permission.SEE_CONTACT_DETAILS, location=row.location, organisation=row)


def _people(user: Visitor, row: Organisation) -> tuple[Holder, ...]:
    """Those in a role, the present ones first."""
    roles = PersonRole.objects.filter(
        organisation=row, person__in=visible_people(user).order_by()
    ).select_related("person")
    callable_ids = set(
        visible_people(user, Permission.SEE_CONTACT_DETAILS)
        .filter(Q(roles__organisation=row))
        .values_list("id", flat=True)
    )
    held = sorted(roles, key=lambda role: (role.valid_to is not None, role.person.sort_ar))
    return tuple(_holder(role, role.person_id in callable_ids) for role in held)


def _holder(role: PersonRole, is_reachable: bool) -> Holder:
    person = role.person
    return Holder(
        uid=str(person.uid),
        honorific=person.honorific,
        name_ar=person.name_ar,
        name_en=person.name_en,
        title_ar=role.title_ar,
        title_en=role.title_en,
        is_acting=role.is_acting,
        valid_from=role.valid_from,
        valid_to=role.valid_to,
        phone=person.phone if is_reachable and person.phone else None,
    )


def _row(row: Organisation) -> OrganisationRow:
    return OrganisationRow(row.code, row.name_ar, row.name_en, row.kind, row.is_made_up)

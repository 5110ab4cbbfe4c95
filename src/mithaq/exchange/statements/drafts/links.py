"""Whether what a card is linked to, or names by code, is there and may be seen by who says so."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser

from mithaq.exchange.statements.drafts.faults import NOTHING_TO_LINK
from mithaq.exchange.statements.drafts.registered_rows import is_uid
from mithaq.exchange.statements.drafts.values import FIELDS
from mithaq.ledger.models import AgreementKind, Measure
from mithaq.registry import vocabulary
from mithaq.registry.access import visible_facilities, visible_people
from mithaq.registry.actions.contents import user_of
from mithaq.registry.faults import NOT_IN_LIST, UNKNOWN_CODE, Fault
from mithaq.registry.lookups import coded
from mithaq.registry.models import (
    Facility,
    Level,
    Location,
    Organisation,
    OrganisationKind,
    Person,
)

LINKED_KINDS: Final = ("place", "organisation", "person", "facility")


def link_faults(kind: str, link: str, actor: uuid.UUID | None) -> list[Fault]:
    """A link to what is not there, or not there for this actor: the two look the same."""
    if kind not in LINKED_KINDS:
        return [NOTHING_TO_LINK(field="link")]
    if len(link) <= 64 and link.isprintable() and _is_there(kind, link, actor):
        return []
    return [UNKNOWN_CODE(found=link[:40], field="link")]


def _is_there(kind: str, link: str, actor: uuid.UUID | None) -> bool:
    user = user_of(actor) or AnonymousUser()
    if kind == "place":
        return Location.objects.exclude(level=Level.FACILITY).filter(coded(link)).exists()
    if kind == "organisation":
        return Organisation.objects.filter(coded(link)).exists()
    if kind == "facility":
        facilities = Facility.objects.all() if actor is None else visible_facilities(user)
        return facilities.filter(coded(link, "location__")).exists()
    people = Person.objects.all() if actor is None else visible_people(user)
    return is_uid(link) and people.filter(uid=link).exists()


def code_faults(kind: str, value: Mapping[str, Any]) -> list[Fault]:
    """Codes among a card's fields that are of no list or no row."""
    faults = []
    for field in FIELDS[kind]:
        code = value.get(field.name)
        if field.type != "code" or not code:
            continue
        if field.listed in _LISTS:
            allowed = _LISTS[field.listed]()
            if code not in allowed:
                expected = ", ".join(allowed)
                faults.append(NOT_IN_LIST(found=code, expected=expected, field=field.name))
        elif not _rows(field.listed).filter(coded(code)).exists():
            faults.append(UNKNOWN_CODE(found=code, field=field.name))
    return faults


_LISTS: Final[Mapping[str, Any]] = {
    "facility_types": vocabulary.facility_types,
    "ownerships": vocabulary.ownerships,
    "organisation_kinds": lambda: tuple(OrganisationKind.values),
    "agreement_kinds": lambda: tuple(AgreementKind.values),
}


def _rows(listed: str) -> Any:
    rows = {
        "places": Location.objects.exclude(level=Level.FACILITY),
        "organisations": Organisation.objects.all(),
        "measures": Measure.objects.all(),
    }
    return rows[listed]

"""The gate: rows of the registry only as far as the user's roles reach.

`visible_…` gives a queryset, `access_…` one row. A row that the user may not see is not found
(404); one that may be seen but not acted on is denied (403). Anonymous visitors see nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404

from mithaq.registry.access.permissions import Permission
from mithaq.registry.access.spans import Visitor, roles_of, spans
from mithaq.registry.lookups import coded
from mithaq.registry.models import (
    ApiToken,
    Attachment,
    Facility,
    FacilityBody,
    Level,
    Location,
    Organisation,
    Person,
    Role,
    SubjectKind,
    User,
)
from mithaq.registry.tree import under, under_any

RowT = TypeVar("RowT", bound=models.Model)


class NotFound(Http404):
    """There is no such row, or none that this user may know of: the two look the same."""


class Denied(PermissionDenied):
    """The user may see it, or is signed in, but may not do this."""


# --- asking -----------------------------------------------------------------------------------
def can(
    user: Visitor,
    permission: Permission,
    *,
    location: Location | None = None,
    organisation: Organisation | int | None = None,
) -> bool:
    """Whether the permission covers a row of this place and organisation; with neither, whether
    the user has it at all."""
    covered = spans(user, permission)
    if covered.everything or (location is None and organisation is None):
        return bool(covered)
    whose = organisation.id if isinstance(organisation, Organisation) else organisation
    return any(
        (location is None or location.lineage.startswith(span.lineage))
        and (span.organisation == whose if span.organisation else location is not None)
        for span in covered.spans
    )


def require(
    user: Visitor,
    permission: Permission,
    *,
    location: Location | None = None,
    organisation: Organisation | int | None = None,
) -> None:
    """Raise Denied unless `can`."""
    if not can(user, permission, location=location, organisation=organisation):
        raise Denied(str(permission))


def reaches(
    user: Visitor, permission: Permission, code: str, *, organisation: Organisation
) -> bool:
    """Whether the permission covers a row of the organisation at this place or facility (a code).
    One that is out of reach and one that does not exist are the same, save to who sees all."""
    if spans(user, permission).everything:
        return True
    location = Location.objects.filter(coded(code)).first()
    return location is not None and can(
        user, permission, location=location, organisation=organisation
    )


def has_any_role(user: Visitor) -> bool:
    """Whether the user has any business here today; who has none sees only the sign-in."""
    return bool(roles_of(user)) or (isinstance(user, User) and user.is_active and user.is_superuser)


def take(
    visible: Callable[[Visitor, Permission], QuerySet[RowT]],
    user: Visitor,
    *,
    see: Permission,
    to: Permission,
    row: Q,
    lock: bool = False,
) -> RowT:
    """The one row that `row` names. Raises NotFound if the user may not `see` it, Denied if not
    `to` act on it. `lock` holds it to the end of the transaction (one writer on SQLite anyway)."""
    seen = visible(user, see).filter(row)
    found = (seen.select_for_update(of=("self",)) if lock else seen).first()
    if found is None:
        raise NotFound
    if to != see and not visible(user, to).filter(pk=found.pk).exists():
        raise Denied(str(to))
    return found


# --- places and organisations: known to everyone who works here ----------------------------------
def visible_places(user: Visitor) -> QuerySet[Location]:
    """Places, not facilities: the country's public gazetteer."""
    places = Location.objects.exclude(level=Level.FACILITY)
    return places if has_any_role(user) else places.none()


def access_place(user: Visitor, code: str) -> Location:
    place = visible_places(user).filter(coded(code)).first()
    if place is None:
        raise NotFound
    return place


def visible_organisations(user: Visitor) -> QuerySet[Organisation]:
    """Names of organisations; what they promise and deliver is not theirs to give away."""
    return Organisation.objects.all() if has_any_role(user) else Organisation.objects.none()


def access_organisation(user: Visitor, code: str) -> Organisation:
    organisation = visible_organisations(user).filter(coded(code)).first()
    if organisation is None:
        raise NotFound
    return organisation


# --- facilities ------------------------------------------------------------------------------
# Layers above say which facilities are an organisation's business: it supports them, ….
_Business = Callable[[int], QuerySet[Any, Any]]
_business: list[_Business] = []


def count_as_business(facilities_of: _Business) -> None:
    """Let a layer above name facilities of an organisation (id): a `values` queryset of ids."""
    if facilities_of not in _business:
        _business.append(facilities_of)


def is_business_of(organisation: int, prefix: str = "") -> Q:
    """A condition on a location's id: the organisation has to do with that facility."""
    managed = FacilityBody.objects.filter(organisation=organisation).values("facility")
    condition = Q(**{f"{prefix}in": managed})
    for facilities_of in _business:
        condition |= Q(**{f"{prefix}in": facilities_of(organisation)})
    return condition


def facility_condition(user: Visitor, permission: Permission, prefix: str = "location__") -> Q:
    """A condition on rows that point at a facility by `prefix` (its location)."""
    covered = spans(user, permission)
    if covered.everything:
        return Q()
    condition = under_any(covered.places, prefix)
    for span in covered.of_organisations:
        if span.organisation is not None:
            own = is_business_of(span.organisation, f"{prefix}id__")
            condition |= under(span.lineage, prefix) & own
    return condition


def visible_facilities(
    user: Visitor, permission: Permission = Permission.SEE_FACILITY
) -> QuerySet[Facility]:
    """Facilities in the user's places, or that the user's organisation has to do with."""
    facilities = Facility.objects.select_related("location", "location__parent")
    return facilities.filter(facility_condition(user, permission))


def access_facility(
    user: Visitor,
    code: str,
    permission: Permission = Permission.SEE_FACILITY,
    *,
    lock: bool = False,
) -> Facility:
    """The facility of a code. Raises NotFound, Denied."""
    return take(
        visible_facilities,
        user,
        see=Permission.SEE_FACILITY,
        to=permission,
        row=coded(code, "location__"),
        lock=lock,
    )


def shown_point(user: Visitor, facility: Facility) -> tuple[float, float] | None:
    """Latitude and longitude, for those only who may know exactly where the facility is."""
    place = facility.location
    if place.lat is None or place.lon is None:
        return None
    if not visible_facilities(user, Permission.SEE_EXACT_POINT).filter(pk=facility.pk).exists():
        return None
    return place.lat, place.lon


# --- people ------------------------------------------------------------------------------------
def visible_people(
    user: Visitor, permission: Permission = Permission.SEE_PEOPLE
) -> QuerySet[Person]:
    """People with a role at a place or organisation of the user's; their phone numbers only with
    SEE_CONTACT_DETAILS."""
    covered = spans(user, permission)
    if covered.everything:
        return Person.objects.all()
    condition = under_any(covered.places, "roles__location__") | under_any(
        covered.places, "roles__organisation__location__"
    )
    for span in covered.of_organisations:
        condition |= Q(roles__organisation=span.organisation)
    return Person.objects.filter(condition).distinct()


def access_person(
    user: Visitor, uid: uuid.UUID, permission: Permission = Permission.SEE_PEOPLE
) -> Person:
    return take(visible_people, user, see=Permission.SEE_PEOPLE, to=permission, row=Q(uid=uid))


# --- accounts ------------------------------------------------------------------------------------
def visible_users(user: Visitor) -> QuerySet[User]:
    """Accounts: all for who manages them, one's own for everybody."""
    if can(user, Permission.MANAGE_USERS):
        return User.objects.all()
    own = User.objects.filter(username=user.get_username())
    return own if has_any_role(user) else own.none()


def access_user(user: Visitor, uid: uuid.UUID) -> User:
    found = visible_users(user).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def access_role(user: Visitor, uid: uuid.UUID) -> Role:
    """A role, for who manages users."""
    role = Role.objects.filter(uid=uid, user__in=visible_users(user)).first()
    if role is None:
        raise NotFound
    require(user, Permission.MANAGE_USERS)
    return role


def access_api_token(user: Visitor, uid: uuid.UUID) -> ApiToken:
    """A key of one's own, or any for who manages users."""
    token = ApiToken.objects.filter(uid=uid, user__in=visible_users(user)).first()
    if token is None:
        raise NotFound
    return token


# --- attached files ------------------------------------------------------------------------------
# A file is as visible as the row it is attached to; each layer above gates its own kinds of row.
_SubjectGate = Callable[[Visitor, uuid.UUID], object]
_subject_gates: dict[str, _SubjectGate] = {}


def gate_files_of(subject_kind: str, gate: _SubjectGate) -> None:
    """Let a layer say who may see files of its rows: `gate` raises NotFound or Denied."""
    _subject_gates[subject_kind] = gate


def access_attachment(user: Visitor, uid: uuid.UUID) -> Attachment:
    """A file's row, if the user may see what it is attached to. Raises NotFound, Denied."""
    attachment = Attachment.objects.filter(uid=uid).first()
    if attachment is None or attachment.subject_kind not in _subject_gates:
        raise NotFound
    _subject_gates[attachment.subject_kind](user, attachment.subject)
    return attachment


def access_attachments(
    user: Visitor, subject_kind: str, subject: uuid.UUID
) -> QuerySet[Attachment]:
    """The files of a row, if the user may see it. Raises NotFound, Denied."""
    if subject_kind not in _subject_gates:
        raise NotFound
    _subject_gates[subject_kind](user, subject)
    return Attachment.objects.filter(subject_kind=subject_kind, subject=subject).order_by("id")


def _location_of_file(user: Visitor, uid: uuid.UUID) -> None:
    facility = visible_facilities(user).filter(location__uid=uid)
    if not (facility.exists() or visible_places(user).filter(uid=uid).exists()):
        raise NotFound


def _organisation_of_file(user: Visitor, uid: uuid.UUID) -> None:
    if not visible_organisations(user).filter(uid=uid).exists():
        raise NotFound


gate_files_of(SubjectKind.LOCATION, _location_of_file)
gate_files_of(SubjectKind.ORGANISATION, _organisation_of_file)
gate_files_of(SubjectKind.PERSON, access_person)

"""How far a user's roles reach today: the spans of a permission, worked out once a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from mithaq.registry.access.permissions import SUPERUSER_ROLE, TABLE, Permission, Reach
from mithaq.registry.models import Role, User
from mithaq.registry.tree import outermost

Visitor = User | AnonymousUser
T = TypeVar("T")
_CACHE = "_mithaq_access"


@dataclass(frozen=True)
class Span:
    """Rows in the subtree of a lineage; `organisation` (an id): only those of that one."""

    lineage: str
    organisation: int | None


@dataclass(frozen=True)
class Spans:
    """What a permission covers for a user: everything, or the union of the spans."""

    everything: bool
    spans: tuple[Span, ...]

    def __bool__(self) -> bool:
        return self.everything or bool(self.spans)

    @property
    def places(self) -> tuple[str, ...]:
        """Lineages of the subtrees seen whatever the organisation."""
        return outermost(span.lineage for span in self.spans if span.organisation is None)

    @property
    def of_organisations(self) -> tuple[Span, ...]:
        """Spans that hold only one organisation's rows."""
        return tuple(span for span in self.spans if span.organisation is not None)


NOTHING = Spans(everything=False, spans=())
EVERYTHING = Spans(everything=True, spans=())


def roles_of(user: Visitor) -> tuple[Role, ...]:
    """The roles a user holds today; none for who has not signed in or is shut out."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    return once(user, "roles", lambda: tuple(_roles_on(user, timezone.localdate())))


def _roles_on(user: User, day: date) -> list[Role]:
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    return list(
        user.roles.filter(begun, not_over).select_related("location", "organisation").order_by("id")
    )


def spans(user: Visitor, permission: Permission) -> Spans:
    """What a permission covers for the user today."""
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    return once(user, f"spans {permission}", lambda: _spans(user, permission))


def _spans(user: User, permission: Permission) -> Spans:
    if user.is_superuser and permission in TABLE[SUPERUSER_ROLE]:
        return EVERYTHING
    found: list[Span] = []
    for role in roles_of(user):
        match TABLE[role.kind].get(permission):
            case Reach.ALL:
                return EVERYTHING
            case Reach.PLACE:
                found.append(Span(role.location.lineage, None))
            case Reach.ORGANISATION:
                found.append(Span(role.location.lineage, role.organisation_id))
    return Spans(everything=False, spans=tuple(found))


def once(user: User, key: str, work_out: Callable[[], T]) -> T:
    """Keep what was worked out on the user's object, which lives as long as the request."""
    cache: dict[str, T] = user.__dict__.setdefault(_CACHE, {})
    if key not in cache:
        cache[key] = work_out()
    return cache[key]

"""Users of the small health system, one a role."""

from __future__ import annotations

from datetime import date

from mithaq.registry.actions import give_role, make_user
from mithaq.registry.models import User
from mithaq.registry.records import NewUser

PASSWORD = "سنديان-أخضر-عتيق"


def user_with(
    kind: str,
    *,
    organisation: str = "MOH",
    location: str = "SY",
    name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> User:
    """A user who holds one role."""
    username = name or f"{kind}-{organisation}-{location}"
    user = make_user(NewUser(username=username, password=PASSWORD), actor=None)
    give_role(
        user.uid,
        kind=kind,
        organisation=organisation,
        location=location,
        valid_from=valid_from,
        valid_to=valid_to,
        actor=None,
    )
    return fresh(user)


def fresh(user: User) -> User:
    """The user as the next request sees them: what was worked out is worked out anew."""
    return User.objects.get(pk=user.pk)

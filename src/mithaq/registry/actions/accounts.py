"""Users, their roles and their keys to the API."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from mithaq.registry.actions.contents import list_faults, save_as
from mithaq.registry.faults import (
    ENDS_BEFORE_START,
    NOT_FOUND,
    REQUIRED,
    UNKNOWN_CODE,
    ActionRefused,
    Fault,
    FaultKind,
    refuse,
)
from mithaq.registry.lookups import by_code
from mithaq.registry.models import ApiToken, Level, Location, Organisation, Role, RoleKind, User
from mithaq.registry.records import NewUser

TOKEN_PREFIX = "mithaq_"  # noqa: S105 - so that a leaked key can be recognised
TOKEN_BYTES = 32
# How fresh "last used" is kept; each request need not write.
USED_AT_GRAIN = timedelta(hours=1)

WEAK_PASSWORD = FaultKind(
    "weak_password",
    ar="كلمة المرور ضعيفة: يلزم 12 محرفاً على الأقل، غير شائعة ولا تشبه اسم المستخدم.",
    en="The password is weak: at least 12 characters, not common, not like the user name.",
)
NAME_TAKEN = FaultKind(
    "user_name_taken",
    ar="اسم المستخدم «{found}» مستعمل لحساب آخر.",
    en="The user name “{found}” is taken.",
)
REPORTER_NEEDS_FACILITY = FaultKind(
    "reporter_needs_facility",
    ar="مُعدّ التقرير يُربط بمنشأة، و«{found}» ليست منشأة.",
    en="A reporter's place is a facility; “{found}” is not one.",
)
EXPIRED = FaultKind(
    "expiry_passed", ar="تاريخ الانتهاء {found} مضى.", en="The expiry {found} has passed."
)


@dataclass(frozen=True)
class IssuedToken:
    """A new key. `secret` is shown once and kept nowhere."""

    token: ApiToken
    secret: str = field(repr=False)


@transaction.atomic
def make_user(new: NewUser, *, actor: uuid.UUID | None) -> User:  # noqa: ARG001
    """Make an account. Raises ActionRefused: a name taken or missing, a weak password."""
    user = User(
        username=new.username.strip(),
        name_ar=new.name_ar,
        name_en=new.name_en,
        email=new.email,
    )
    faults: list[Fault] = []
    if not user.username:
        faults.append(REQUIRED(field="username"))
    if User.objects.filter(username__iexact=user.username).exists():
        faults.append(NAME_TAKEN(found=user.username, field="username"))
    refuse([*faults, *_password_faults(new.password, user)])
    user.set_password(new.password)
    user.save()
    return user


def _password_faults(password: str, user: User) -> list[Fault]:
    try:
        validate_password(password, user)
    except ValidationError:
        return [WEAK_PASSWORD(field="password")]
    return []


@transaction.atomic
def change_password(user: uuid.UUID, *, password: str, actor: uuid.UUID | None) -> None:  # noqa: ARG001
    """Give an account another password; every session of the account ends by it."""
    row = _user(user)
    refuse(_password_faults(password, row))
    row.set_password(password)
    row.save(update_fields=["password"])


@transaction.atomic
def give_role(
    user: uuid.UUID,
    *,
    kind: str,
    organisation: str,
    location: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
    actor: uuid.UUID | None,
) -> Role:
    """Let a user act as `kind` within an organisation and a place; again sets the dates anew.

    Raises ActionRefused: no such user, an unknown kind or code, a reporter without a facility.
    """
    row = _user(user)
    organisations = by_code(Organisation.objects.all(), [organisation])
    places = by_code(Location.objects.all(), [location])
    faults = list_faults(kind, RoleKind.values, item=None, field="kind")
    if organisation not in organisations:
        faults.append(UNKNOWN_CODE(found=organisation, field="organisation"))
    if location not in places:
        faults.append(UNKNOWN_CODE(found=location, field="location"))
    elif kind == RoleKind.REPORTER and places[location].level != Level.FACILITY:
        faults.append(REPORTER_NEEDS_FACILITY(found=location, field="location"))
    if valid_from and valid_to and valid_to < valid_from:
        faults.append(ENDS_BEFORE_START(found=valid_to, expected=valid_from, field="valid_to"))
    refuse(faults)
    within = {"organisation": organisations[organisation], "location": places[location]}
    role = Role.objects.filter(user=row, kind=kind, **within).first()
    role = role or Role(user=row, kind=kind, **within)
    role.valid_from, role.valid_to = valid_from, valid_to
    save_as(role, actor)
    return role


@transaction.atomic
def end_role(role: uuid.UUID, *, on: date, actor: uuid.UUID | None) -> Role:
    """A role's last day is `on`. Raises ActionRefused: no such role, a day before it began."""
    row = Role.objects.filter(uid=role).first()
    if row is None:
        raise ActionRefused([NOT_FOUND(found=role)])
    if row.valid_from and on < row.valid_from:
        refuse([ENDS_BEFORE_START(found=on, expected=row.valid_from, field="on")])
    row.valid_to = on
    save_as(row, actor, ["valid_to"])
    return row


@transaction.atomic
def make_api_token(
    user: uuid.UUID,
    *,
    label: str,
    expires_at: datetime | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> IssuedToken:
    """Issue a key to the API. Raises ActionRefused: no such user, no label, an expiry passed."""
    at = at or timezone.now()
    row = _user(user)
    faults = [] if label.strip() else [REQUIRED(field="label")]
    if expires_at and expires_at <= at:
        faults.append(EXPIRED(found=expires_at.isoformat(), field="expires_at"))
    refuse(faults)
    secret = TOKEN_PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    token = ApiToken(
        user=row,
        label=label.strip()[:100],
        digest=token_digest(secret),
        made_at=at,
        expires_at=expires_at,
    )
    save_as(token, actor)
    return IssuedToken(token, secret)


def token_digest(secret: str) -> str:
    """What is kept of a key. It is random and long, so that one hash without salt is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def revoke_api_token(
    token: uuid.UUID,
    *,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """End a key at once; again is nothing. Raises ActionRefused: no such key."""
    row = ApiToken.objects.filter(uid=token).first()
    if row is None:
        raise ActionRefused([NOT_FOUND(found=token)])
    row.revoked_at = row.revoked_at or at or timezone.now()
    save_as(row, actor, ["revoked_at"])


def use_api_token(secret: str, *, at: datetime | None = None) -> User | None:
    """The user whom a key lets in now, or None.

    The row is found by the digest, so that no comparison runs over the secret itself.
    """
    at = at or timezone.now()
    digest = token_digest(secret)
    token = ApiToken.objects.select_related("user").filter(digest=digest).first()
    if token is None or not secrets.compare_digest(token.digest, digest):
        return None
    if token.revoked_at or (token.expires_at and token.expires_at <= at):
        return None
    if not token.user.is_active:
        return None
    if token.used_at is None or at - token.used_at >= USED_AT_GRAIN:
        ApiToken.objects.filter(id=token.id).update(used_at=at)
    return token.user


@transaction.atomic
def erase_user(user: uuid.UUID, *, actor: uuid.UUID | None) -> None:  # noqa: ARG001
    """Take a user's name out and close the account for good; what was done stays, by its uid."""
    row = _user(user)
    row.username = f"erased-{row.uid}"
    row.name_ar = row.name_en = row.email = row.first_name = row.last_name = ""
    row.is_active = False
    row.set_unusable_password()
    row.save()
    ApiToken.objects.filter(user=row).delete()


def _user(uid: uuid.UUID) -> User:
    user = User.objects.filter(uid=uid).first()
    if user is None:
        raise ActionRefused([NOT_FOUND(found=uid, field="user")])
    return user

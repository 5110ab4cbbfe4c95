"""Accounts, their roles and keys; and who edited what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps

from mithaq.registry.access import Permission, Visitor, require, visible_users
from mithaq.registry.models import ApiToken, Role, User


@dataclass(frozen=True)
class HeldRole:
    uid: str
    kind: str
    organisation_ar: str
    organisation_en: str
    place_ar: str
    place_en: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class Account:
    uid: str
    username: str
    name_ar: str
    name_en: str
    is_active: bool
    last_login: datetime | None
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True)
class Key:
    """A key to the API, without its secret."""

    uid: str
    label: str
    made_at: datetime
    used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Edit:
    """A change of a row: when, by whom (empty: the system), what it is now of the fields changed.

    `kind` is `made`, `changed` or `deleted`; `changes` are (field, before, after).
    """

    at: datetime
    by: str
    model: str
    name: str
    kind: str
    changes: tuple[tuple[str, str, str], ...]


def list_accounts(user: Visitor) -> tuple[Account, ...]:
    """Every account for who manages users; raises Denied for others."""
    require(user, Permission.MANAGE_USERS)
    rows = (
        visible_users(user)
        .order_by("username")
        .prefetch_related("roles__organisation", "roles__location")
    )
    return tuple(_account(row) for row in rows)


def own_account(user: User) -> Account:
    """The account that is signed in, with its roles past and present."""
    return _account(user)


def _account(row: User) -> Account:
    roles = sorted(row.roles.all(), key=lambda role: role.id)
    return Account(
        uid=str(row.uid),
        username=row.username,
        name_ar=row.name_ar,
        name_en=row.name_en,
        is_active=row.is_active,
        last_login=row.last_login,
        roles=tuple(_held(role) for role in roles),
    )


def _held(role: Role) -> HeldRole:
    return HeldRole(
        uid=str(role.uid),
        kind=role.kind,
        organisation_ar=role.organisation.name_ar,
        organisation_en=role.organisation.name_en,
        place_ar=role.location.name_ar,
        place_en=role.location.name_en,
        valid_from=role.valid_from,
        valid_to=role.valid_to,
    )


def keys_of(user: User) -> tuple[Key, ...]:
    """The user's own keys, the latest first."""
    return tuple(
        Key(str(row.uid), row.label, row.made_at, row.used_at, row.expires_at, row.revoked_at)
        for row in ApiToken.objects.filter(user=user).order_by("-id")
    )


_KINDS = {"+": "made", "~": "changed", "-": "deleted"}


def latest_edits(user: Visitor, *, model: str = "", limit: int = 100) -> tuple[Edit, ...]:
    """The last edits of all registers, or of one (`registry.location`) with what was changed.

    For who audits: raises Denied.
    """
    require(user, Permission.SEE_AUDIT)
    edits: list[Edit] = []
    for kept in apps.get_models():
        if hasattr(kept, "history") and model in ("", kept._meta.label_lower):
            edits += _edits(kept, limit, with_changes=bool(model))
    return tuple(sorted(edits, key=lambda edit: edit.at, reverse=True)[:limit])


def _edits(model: type[Any], limit: int, *, with_changes: bool) -> list[Edit]:
    rows = list(model.history.select_related("history_user").order_by("-history_id")[:limit])
    before: dict[int, Any] = {}
    if with_changes:
        key = model._meta.pk.attname
        versions: dict[Any, Any] = {}
        wanted = {getattr(row, key) for row in rows}
        for row in model.history.filter(**{f"{key}__in": wanted}).order_by("history_id"):
            if earlier := versions.get(getattr(row, key)):
                before[row.history_id] = earlier
            versions[getattr(row, key)] = row
    return [_edit(model, row, before.get(row.history_id)) for row in rows]


def _edit(model: type[Any], row: Any, before: Any) -> Edit:
    changes = row.diff_against(before).changes if before else ()
    return Edit(
        at=row.history_date,
        by=row.history_user.username if row.history_user else "",
        model=model._meta.label_lower,
        name=_name(row),
        kind=_KINDS[row.history_type],
        changes=tuple((change.field, str(change.old), str(change.new)) for change in changes),
    )


def _name(row: Any) -> str:
    fields = ("code", "name_ar", "label", "kind")
    return next((str(getattr(row, field)) for field in fields if getattr(row, field, "")), "")

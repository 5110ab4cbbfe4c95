"""Recording what may be known already: the same is nothing, a gap is filled, a change is a fault.

Every bulk action follows this rule, so that a file may come in twice and a fuller one later.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from mithaq.engine.text import normalised
from mithaq.registry.faults import (
    CHANGED_CONTENT,
    DUPLICATE_CODE,
    NOT_IN_LIST,
    REQUIRED,
    TOO_LONG,
    Fault,
)
from mithaq.registry.models import User

NAME_LENGTH = 300
CODE_LENGTH = 64


def is_blank(value: object) -> bool:
    """Nothing said: empty, None, or a flag that is not raised. Zero is a value."""
    return value is None or value is False or value in ("", (), [])


def changes_to(
    row: models.Model, given: Mapping[str, Any], *, key: str, item: int
) -> tuple[dict[str, Any], list[Fault]]:
    """What the given values add to a known row, and a fault for each that contradicts it."""
    known = {field: getattr(row, field) for field in given}
    return differences(known, given, key=key, item=item)


def differences(
    known: Mapping[str, Any], given: Mapping[str, Any], *, key: str, item: int
) -> tuple[dict[str, Any], list[Fault]]:
    """As `changes_to`, of plain values."""
    changes, conflicts = gaps_and_conflicts(known, given)
    return changes, [
        CHANGED_CONTENT(
            key=key, found=spoken(given[field]), expected=spoken(value), item=item, field=field
        )
        for field, value in conflicts.items()
    ]


def gaps_and_conflicts(
    known: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of the values given those that fill a gap; and the known ones that others contradict."""
    said = {field: value for field, value in given.items() if not is_blank(value)}
    gaps = {field: value for field, value in said.items() if is_blank(known[field])}
    conflicts = {
        field: known[field]
        for field, value in said.items()
        if field not in gaps and known[field] != value
    }
    return gaps, conflicts


def spoken(value: object) -> str:
    """A value as a fault names it: a row by its code."""
    return str(getattr(value, "code", value))


def without_known_names(given: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Names given that are not, in any spelling, names the row has or had."""
    known = {normalised(name) for name in names if name}
    return {field: name for field, name in given.items() if name and normalised(name) not in known}


def code_faults(codes: Sequence[str]) -> list[Fault]:
    """Codes that are missing, too long, or given more than once in one sequence."""
    faults = []
    count = Counter(codes)
    seen: set[str] = set()
    for item, code in enumerate(codes):
        if not code:
            faults.append(REQUIRED(item=item, field="code"))
        elif len(code) > CODE_LENGTH:
            faults.append(TOO_LONG(found=code, expected=CODE_LENGTH, item=item, field="code"))
        elif count[code] > 1 and code in seen:
            faults.append(DUPLICATE_CODE(found=code, item=item, field="code"))
        seen.add(code)
    return faults


def name_faults(name_ar: str, name_en: str, item: int | None) -> list[Fault]:
    """A name needs its Arabic form, and both must fit."""
    faults = []
    if not name_ar.strip():
        faults.append(REQUIRED(item=item, field="name_ar"))
    for field, name in (("name_ar", name_ar), ("name_en", name_en)):
        if len(name) > NAME_LENGTH:
            faults.append(TOO_LONG(found=name[:40], expected=NAME_LENGTH, item=item, field=field))
    return faults


def list_faults(
    value: str, allowed: Iterable[str], *, item: int | None, field: str, required: bool = True
) -> list[Fault]:
    """A value outside its list, or missing where it is required."""
    if not value:
        return [REQUIRED(item=item, field=field)] if required else []
    choices = list(allowed)
    if value in choices:
        return []
    expected = ", ".join(choices)
    return [NOT_IN_LIST(found=value, expected=expected, item=item, field=field)]


def user_of(actor: uuid.UUID | None) -> User | None:
    """Whom the history of edits names for an actor; None is the system."""
    return User.objects.filter(uid=actor).first() if actor else None


def save_as(
    row: models.Model, actor: uuid.UUID | None, fields: Sequence[str] | None = None
) -> None:
    """Save a row so that its history of edits names the actor."""
    setattr(row, "_history_user", user_of(actor))  # noqa: B010 - simple-history's own attribute
    row.save(update_fields=fields)

"""How accounts are shown: roles in words, and whether they hold on a day."""

from __future__ import annotations

from datetime import date

from django import template

from mithaq.registry.access import TABLE
from mithaq.registry.queries.accounts import HeldRole
from mithaq.shells.web.templatetags.mithaq import said

register = template.Library()


@register.filter
def role_word(kind: str) -> str:
    return next((str(one.label) for one in TABLE if one == kind), kind)  # type: ignore[attr-defined]


@register.filter
def holds_on(role: HeldRole, day: date) -> bool:
    begun = role.valid_from is None or role.valid_from <= day
    return begun and (role.valid_to is None or role.valid_to >= day)


@register.filter
def said_place(role: HeldRole) -> str:
    return said(role, "place")


@register.filter
def said_organisation(role: HeldRole) -> str:
    return said(role, "organisation")

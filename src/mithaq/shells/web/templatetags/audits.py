"""Registers, kinds of edits and kinds of batches, in words."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

REGISTERS: Final = {
    "registry.location": _("places and facilities: names, codes, points"),
    "registry.facility": _("facilities: type, beds, telephone"),
    "registry.organisation": _("organisations"),
    "registry.person": _("people"),
    "registry.role": _("roles of users"),
    "registry.apitoken": _("keys to the interface"),
    "partnerships.agreementprofile": _("agreements"),
    "partnerships.undertaking": _("undertakings"),
    "partnerships.meeting": _("meetings"),
    "partnerships.actionpoint": _("action points"),
    "partnerships.request": _("requests and grievances"),
}
EDITS: Final = {
    "made": ("good", _("made")),
    "changed": ("warn", _("changed")),
    "deleted": ("bad", _("deleted")),
}
BATCHES: Final = {
    "import": _("a file imported"),
    "report": _("monthly reports"),
    "api": _("a partner's system"),
    "agreements": _("agreements"),
    "status": _("status of agreements"),
    "terms": _("terms of agreements"),
    "parties": _("parties to agreements"),
    "pledges": _("promises"),
    "supports": _("supports"),
    "measures": _("measures"),
    "reversal": _("corrections"),
    "post": _("deliveries"),
}


@register.filter
def register_word(model: str) -> str:
    return str(REGISTERS.get(model, model))


@register.filter
def edit_word(kind: str) -> str:
    return str(EDITS.get(kind, ("quiet", kind))[1])


@register.filter
def edit_tone(kind: str) -> str:
    return EDITS.get(kind, ("quiet", kind))[0]


@register.filter
def batch_word(kind: str) -> str:
    return str(BATCHES.get(kind, kind))

"""The fields of a finding as a form: what each is called, chosen from and read as."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mithaq.countries import load_pack
from mithaq.countries.loading import load_language
from mithaq.engine.quantities import as_decimal
from mithaq.exchange.statements.drafts.records import Card, StatementPage
from mithaq.exchange.statements.drafts.values import FIELDS, Field
from mithaq.ledger.queries.agreements import KINDS as AGREEMENT_KINDS
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries
from mithaq.shells.web.statement_cards import Names
from mithaq.shells.web.statement_words import (
    ACTS,
    EVENTS,
    PRECISIONS,
    QUALIFIERS,
    STATUSES,
    Words,
    unit_word,
    word,
)
from mithaq.shells.web.templatetags.mithaq import said

LABELS: Final[Words] = {
    "name": _("Name, as in the text"),
    "kind": _("Kind"),
    "location": _("Place"),
    "honorific": _("Title of respect"),
    "role": _("As what"),
    "organisation": _("Organisation, as in the text"),
    "organisation_code": _("Organisation, of the register"),
    "event": _("What happens to it"),
    "type": _("Type"),
    "ownership": _("Ownership"),
    "place": _("Place, as in the text"),
    "place_code": _("Place, of the register"),
    "value": pgettext_lazy("quantity", "Figure"),
    "high": _("Up to, of a range"),
    "qualifier": _("How exact"),
    "unit": _("Unit"),
    "of": _("What is counted"),
    "is_each": _("for each of them"),
    "is_money": _("an amount of money"),
    "measure": _("Measure"),
    "stated_by": _("Who said so"),
    "precision": _("How exact"),
    "first": _("First day"),
    "last": _("Last day"),
    "status": _("How far it has come"),
    "count": _("How many of them"),
    "parties": _("Organisations, the giver or host first"),
    "places": _("Places"),
    "facilities": _("Facilities"),
    "quantities": _("Its quantities"),
    "moments": _("Its dates"),
    "agreement_kind": _("Kind of agreement"),
    "authority": _("Public authority that signs"),
    "partner": _("Partner"),
    "signed_on": _("Signed on"),
}
OWN_LABELS: Final[Mapping[tuple[str, str], str | Promise]] = {
    ("moment", "value"): pgettext_lazy("date", "Date or period"),
    ("act", "of"): _("What it is about"),
}
HINTS: Final[Mapping[tuple[str, str], str | Promise]] = {
    ("moment", "value"): _("2026-01-18, 2026-01, 2026, 2026-H1, 2026-Q3, or 2026-03-04/2026-09-04"),
    ("quantity", "measure"): _("What a pledge of it would be counted by"),
    ("act", "parties"): _("One a line"),
    ("act", "places"): _("One a line"),
    ("act", "facilities"): _("One a line"),
    ("facility", "place_code"): _("Left blank: the place of the card named beside it"),
}
_CHOICES: Final[Mapping[tuple[str, str], Words]] = {
    ("facility", "event"): EVENTS,
    ("quantity", "qualifier"): QUALIFIERS,
    ("moment", "precision"): PRECISIONS,
    ("act", "kind"): ACTS,
    ("act", "status"): STATUSES,
}
_NAMED_BY: Final = {"parties": "organisation", "places": "place", "facilities": "facility"}
_CARDS_OF: Final = {"quantities": "quantity", "moments": "moment"}
_LONG: Final = 300
LONGEST_ORDER: Final = 10  # digits; a longer one is no card's


@dataclass(frozen=True)
class Input:
    """One field of the form. `shape`: text, area, select, number, date, tick or boxes."""

    name: str
    label: str
    shape: str
    hint: str = ""
    choices: Sequence[tuple[str, Any]] | None = None
    list: str = ""
    length: int | None = None
    suggested: Sequence[str] = ()


def inputs_of(kind: str, page: StatementPage, choices: Choices, *, unit: str = "") -> list[Input]:
    """The form of a finding of this kind, in the order in which a person fills it in. `unit` is
    the one that stands in it, which may be none of the list."""
    return [_input(kind, field, page, choices, unit) for field in FIELDS[kind]]


def _input(kind: str, field: Field, page: StatementPage, choices: Choices, unit: str) -> Input:
    key = (kind, field.name)
    found: dict[str, Any] = {
        "name": field.name,
        "label": str(OWN_LABELS.get(key) or word(LABELS, field.name)),
        "hint": str(HINTS.get(key, "")),
    }
    if field.type == "choice":
        words = _CHOICES.get(key, {})
        return Input(**found, shape="select", choices=[(c, word(words, c)) for c in field.choices])
    if field.type == "code":
        return _code_input(found, field, choices)
    if field.type == "cards":
        names = Names(page)
        others = [card for card in page.cards if card.kind == _CARDS_OF[field.name]]
        boxes = [(str(card.order), names.title(card)) for card in others]
        return Input(**found, shape="boxes", choices=boxes)
    if field.type == "names":
        return Input(**found, shape="area", suggested=_names_of(page, _NAMED_BY[field.name]))
    if key == ("quantity", "unit"):
        return Input(**found, shape="select", choices=units(unit))
    shape = {"number": "number", "flag": "tick", "day": "date"}.get(field.type, "text")
    shape = "area" if shape == "text" and field.longest > _LONG else shape
    return Input(**found, shape=shape, length=field.longest if shape == "text" else None)


def _code_input(found: dict[str, Any], field: Field, choices: Choices) -> Input:
    if field.listed == "organisations":
        return Input(**found, shape="text", list="organisations")
    listed: Sequence[tuple[str, Any]]
    if field.listed == "places":
        listed = choices.places
    elif field.listed == "measures":
        listed = choices.measures
    elif field.listed == "agreement_kinds":
        listed = AGREEMENT_KINDS
    else:
        entries = getattr(load_pack(settings.COUNTRY), field.listed)
        listed = [(code, said(entry, "label")) for code, entry in entries.items()]
    return Input(**found, shape="select", choices=listed)


def _names_of(page: StatementPage, kind: str) -> list[str]:
    names = (str(card.value.get("name", "")) for card in page.cards if card.kind == kind)
    return list(dict.fromkeys(filter(None, names)))[:40]


def units(own: str = "") -> list[tuple[str, str]]:
    """Codes of units and currencies with their words, in the order of these; `own` among them."""
    terms = load_language(settings.COUNTRY).terms
    codes = [term.trait("unit") or term.code for term in terms.get("units", ())]
    codes += [term.trait("currency") or term.code for term in terms.get("currencies", ())]
    codes += list(load_pack(settings.COUNTRY).currencies)
    codes += [own] if own else []
    return sorted(((code, unit_word(code)) for code in dict.fromkeys(codes)), key=itemgetter(1))


# --- what stands in the form --------------------------------------------------------------------
def initial_of(kind: str, value: Mapping[str, Any]) -> dict[str, object]:
    """A finding's values as a form shows them."""
    return {field.name: _shown(field, value.get(field.name)) for field in FIELDS[kind]}


def _shown(field: Field, value: Any) -> object:
    if value in (None, "", False, [], ()):
        return ""
    if field.type == "names":
        return "\n".join(map(str, value))
    if field.type == "cards":
        return [str(order) for order in value]
    return "1" if field.type == "flag" else value


def names_of_form(kind: str) -> list[str]:
    return [field.name for field in FIELDS[kind]]


def read(kind: str, form: Entries, choices: Choices) -> dict[str, Any]:
    """Every field as it was typed; what cannot be read is noted."""
    return {field.name: _read(field, form, choices) for field in FIELDS[kind]}


def _read(field: Field, form: Entries, choices: Choices) -> Any:
    name = field.name
    if field.type == "choice":
        return form.choice(name, field.choices)
    if field.type == "flag":
        return form.is_ticked(name)
    if field.type == "day":
        day = form.day(name)
        return day.isoformat() if day else None
    if field.type == "number":
        millionths = form.quantity(name)
        return None if millionths is None else f"{as_decimal(millionths).normalize():f}"
    if field.type == "names":
        return [line.strip() for line in form.text(name).splitlines() if line.strip()]
    if field.type == "cards":
        orders = (one for one in form.values(name) if one.isascii() and one.isdecimal())
        return [int(one[:LONGEST_ORDER]) for one in orders]
    if field.listed == "organisations":
        return choices.organisation(form, name)
    return form.text(name)


def changed(kind: str, card: Card, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Of what was typed, the fields that say something else than the card does."""
    before = initial_of(kind, card.value)
    return {
        field.name: typed[field.name]
        for field in FIELDS[kind]
        if _plain(_shown(field, typed[field.name])) != _plain(before[field.name])
    }


def _plain(value: object) -> str:
    return (
        json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, list)
        else (" ".join(str(value).split()))
    )

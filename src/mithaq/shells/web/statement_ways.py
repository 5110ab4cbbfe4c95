"""What stands in a card's way, with the way out: what may be chosen at once, or where to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext

from mithaq.countries import load_pack
from mithaq.exchange.statements.drafts.records import Card, CardFault, StatementPage
from mithaq.exchange.statements.drafts.values import FIELDS
from mithaq.shells.web.statement_words import TAGS, is_arabic, word
from mithaq.shells.web.templatetags.mithaq import named, said

MOST_OFFERED: Final = 8
MOST_BUTTONS: Final = 5
LONGEST_CALLED: Final = 60
WAITS: Final = "card_waits"
NO_DAY: Final = "card_effective_day_needed"
# By a fault's code the field that takes it away, and of which sort what is offered for it is.
_FILLED: Final[Mapping[str, tuple[str, str]]] = {
    "card_undertaker_needed": ("parties", "organisation"),
    "card_partner_needed": ("parties", "organisation"),
    "card_authority_needed": ("parties", "organisation"),
    "card_stated_by_needed": ("stated_by", "organisation"),
    "card_place_needed": ("place_code", "place"),
    "card_kind_needed": ("kind", "organisation_kinds"),
    "card_type_needed": ("type", "facility_types"),
    "card_ownership_needed": ("ownership", "ownerships"),
}
FILLABLE: Final = frozenset(field for field, _ in _FILLED.values())


@dataclass(frozen=True)
class Way:
    """Words of what stands in the way (or of a thing to know), and what may be done: one of
    `options` chosen for `field`; `others`, cards to be seen to first, by uid and what they are
    called; the statement's day given."""

    words: str
    is_fault: bool = True
    field: str = ""
    options: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    others: tuple[tuple[str, str], ...] = ()
    needs_day: bool = False

    @property
    def as_buttons(self) -> bool:
        return len(self.options) <= MOST_BUTTONS


def is_waiting(card: Card) -> bool:
    """Whether nothing but another card that is still open keeps it back."""
    return bool(card.faults) and all(fault.code == WAITS for fault in card.faults)


def is_blocked(card: Card) -> bool:
    return any(fault.code != WAITS for fault in card.faults)


class Ways:
    """The ways out of what stands in the way of one draft's cards."""

    def __init__(self, page: StatementPage) -> None:
        standing = [card for card in page.cards if card.decision != "rejected"]
        self._organisations = [card for card in standing if card.kind == "organisation"]
        self._called = {card.uid: _called(card) for card in standing}
        self._places = [card for card in standing if card.kind == "place" and card.linked]

    def of(self, card: Card) -> tuple[Way, ...]:
        if card.decision == "rejected" or card.rows:
            return ()
        waits = [fault for fault in card.faults if fault.code == WAITS]
        faults = [fault for fault in card.faults if fault.code != WAITS]
        ways = [self._of_fault(card, fault) for fault in faults]
        if waits:
            words = gettext("It waits until this is accepted:")
            others = self._others(dict.fromkeys(fault.other for fault in waits))
            ways.append(Way(words=words, is_fault=False, others=others))
        return tuple(ways) or self._to_know(card)

    def _others(self, uids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((uid, self._called[uid]) for uid in uids if uid in self._called)

    def _of_fault(self, card: Card, fault: CardFault) -> Way:
        field, sort = _FILLED.get(fault.code, ("", ""))
        is_there = field in {each.name for each in FIELDS[card.kind]}
        return Way(
            words=fault.ar if is_arabic() else fault.en,
            field=field if is_there else "",
            options=self._options(sort) if is_there else (),
            others=self._others([fault.other]),
            needs_day=fault.code == NO_DAY,
        )

    def _to_know(self, card: Card) -> tuple[Way, ...]:
        """Why a facility that is not registered makes no row."""
        if card.kind != "facility" or card.link or card.becomes:
            return ()
        if card.value.get("event") == "planned":
            words = gettext(
                "Said to be planned, and not registered before it stands. If it does, correct it."
            )
            return (Way(words=words, is_fault=False),)
        words = gettext("Not registered, since its place is not in the register.")
        options, asks = self._options("place"), gettext("It lies in")
        return (Way(words=words, is_fault=False, field="place_code", options=options, asks=asks),)

    def _options(self, sort: str) -> tuple[tuple[str, str], ...]:
        if sort == "organisation":
            names = (str(card.value.get("name") or "") for card in self._organisations)
            return tuple((name, name) for name in dict.fromkeys(filter(None, names)))[:MOST_OFFERED]
        if sort == "place":
            rows = {
                card.link: named(card.linked)
                for card in self._places
                if card.linked and said(card.linked, "about")  # the country lies in no other place
            }
            return tuple(rows.items())[:MOST_OFFERED]
        entries = getattr(load_pack(settings.COUNTRY), sort, {}) if sort else {}
        return tuple((code, said(entry, "label")) for code, entry in entries.items())


def _called(card: Card) -> str:
    value = card.value
    name = str(value.get("name") or value.get("of") or value.get("value") or word(TAGS, card.kind))
    return name if len(name) <= LONGEST_CALLED else f"{name[:LONGEST_CALLED].rsplit(' ', 1)[0]}…"


def filled(card: Card, field: str, value: str) -> dict[str, Any]:
    """What choosing an option says of a card. A party that promises comes first, one that signs
    with others last."""
    if field not in FILLABLE or field not in {each.name for each in FIELDS[card.kind]}:
        return {}
    if field != "parties":
        return {field: value}
    others = [name for name in _list(card.value.get("parties")) if name != value]
    return {field: [*others, value] if card.becomes == "agreement" else [value, *others]}


def _list(names: object) -> Sequence[str]:
    return [str(name) for name in names] if isinstance(names, list | tuple) else []

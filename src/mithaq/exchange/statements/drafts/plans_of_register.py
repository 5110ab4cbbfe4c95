"""Planning the register's part: organisations, people, names of places, facilities and events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.drafts.aliases import is_telling
from mithaq.exchange.statements.drafts.bearers import is_of_another
from mithaq.exchange.statements.drafts.drafted import DraftCard
from mithaq.exchange.statements.drafts.faults import (
    KIND_NEEDED,
    KNOWN_ALREADY,
    LINK_NEEDED,
    NOT_YOURS,
    OWNERSHIP_NEEDED,
    PLACE_NEEDED,
    TYPE_NEEDED,
)
from mithaq.exchange.statements.drafts.plans import PERMISSIONS_AR, Planning
from mithaq.registry.access import Permission
from mithaq.registry.models import Facility, Organisation
from mithaq.registry.records import (
    NewAlias,
    NewEvent,
    NewFacility,
    NewLocation,
    NewOrganisation,
    NewPerson,
    NewPersonRole,
)

SOURCE_LENGTH: Final = 300
TITLE_LENGTH: Final = 200
# A reading's precisions as a register keeps them; what is coarser is not a date.
PRECISIONS: Final[Mapping[str, str]] = {
    "minute": "day", "day": "day", "month": "month", "quarter": "quarter", "half": "half",
    "year": "year",
}  # fmt: skip


def plan_register(p: Planning) -> None:
    """Organisations first: everything else may name them."""
    for card in p.draft.of_kind("organisation"):
        if p.becomes(card, "organisation"):
            _organisation(p, card)
    for card in p.draft.of_kind("place"):
        if p.takes(card) and card.link:
            _place(p, card)
    for card in p.draft.of_kind("facility"):
        if p.takes(card):
            _facility(p, card)
    for card in p.draft.of_kind("person"):
        if p.becomes(card, "person"):
            _person(p, card)


# --- organisations ------------------------------------------------------------------------------
def _organisation(p: Planning, card: DraftCard) -> None:
    if card.link:
        if row := p.rows.organisations.get(card.link):
            p.plan.organisations[card.order] = _known_organisation(p, card, row)
        return
    name, kind = card.value["name"], card.value.get("kind") or ""
    folded, code = normalised(name), p.minted("ORG", card)
    if known := p.rows.same_name.get(folded) or p.new_names.get(folded):
        p.fault(card, KNOWN_ALREADY, "link", found=name, expected=known)
    p.new_names[folded], p.new_kinds[code] = code, kind
    if not kind:
        p.fault(card, KIND_NEEDED, "kind")
    p.plan.organisations[card.order] = NewOrganisation(
        code=code,
        name_ar=name,
        kind=kind,
        location=card.value.get("location") or "",
        aliases=_found_as(p, card, name),
        is_made_up=p.is_made_up,
    )


def _known_organisation(p: Planning, card: DraftCard, row: Organisation) -> NewOrganisation:
    return NewOrganisation(
        code=row.code, name_ar=row.name_ar, kind=row.kind, aliases=_new_names(p, card)
    )


def _new_names(p: Planning, card: DraftCard) -> tuple[NewAlias, ...]:
    """The names by which a linked row was found and is not known yet: they are remembered, unless
    they would fit any row of its kind, or are another's."""
    names = {normalised(name): name for name in (card.proposed.get("name"), card.value["name"])
             if name}  # fmt: skip
    return tuple(
        NewAlias(name=name, source=p.source_words_of(card))
        for name in names.values()
        if not p.is_known_name(card.kind, card.link, name) and _may_be_remembered(p, card, name)
    )


def _found_as(p: Planning, card: DraftCard, name: str) -> tuple[NewAlias, ...]:
    """The name that a new row was found under, where a person corrected it."""
    found = card.proposed.get("name") or ""
    is_other = found and normalised(found) != normalised(name)
    return (
        (NewAlias(name=found, source=p.source_words_of(card)),)
        if is_other and _may_be_remembered(p, card, found)
        else ()
    )


def _may_be_remembered(p: Planning, card: DraftCard, name: str) -> bool:
    place = p.rows.places.get(card.link)
    level = place.level if place else ""
    return is_telling(name) and not is_of_another(p.rows.bearers, card.kind, card.link, level, name)


# --- places -------------------------------------------------------------------------------------
def _place(p: Planning, card: DraftCard) -> None:
    row = p.rows.places.get(card.link)
    aliases = _new_names(p, card) if row is not None else ()
    if row is not None and aliases:
        p.plan.places[card.order] = NewLocation(
            code=row.code,
            level=row.level,
            name_ar=row.name_ar,
            parent=row.parent.code if row.parent else "",
            aliases=aliases,
            from_pack=row.from_pack,
        )


# --- facilities ---------------------------------------------------------------------------------
def _facility(p: Planning, card: DraftCard) -> None:
    becomes = p.proposal(card).becomes
    if card.link:
        row = p.rows.facilities.get(card.link)
        if row is not None:
            _known_facility(p, card, row)
        elif becomes == "event":  # it is not there, or not for this user
            words = PERMISSIONS_AR[Permission.EDIT_FACILITY]
            permission = str(Permission.EDIT_FACILITY)
            p.fault(card, NOT_YOURS, "link", found=permission, permission_ar=words)
    elif becomes == "facility":
        _new_facility(p, card)
    elif becomes == "event":
        p.fault(card, LINK_NEEDED, "link")


def _known_facility(p: Planning, card: DraftCard, row: Facility) -> None:
    is_editable = p.rights.may(Permission.EDIT_FACILITY, row.location)
    aliases = _new_names(p, card) if is_editable else ()
    if aliases:
        parent = row.location.parent
        p.plan.facilities[card.order] = NewFacility(
            code=row.code,
            name_ar=row.name_ar,
            type=row.type,
            ownership=row.ownership,
            place=parent.code if parent else "",
            aliases=aliases,
        )
    if p.proposal(card).becomes == "event":
        p.need_right(card, Permission.EDIT_FACILITY, row.location)
        _event(p, card, row.code)


def _new_facility(p: Planning, card: DraftCard) -> None:
    value = card.value
    for name, kind in (("type", TYPE_NEEDED), ("ownership", OWNERSHIP_NEEDED)):
        if not value.get(name):
            p.fault(card, kind, name)
    code = str(value.get("place_code") or "") or p.place(value.get("place") or "", card)
    place = p.rows.places.get(code)
    if place is None:
        if not p.is_waiting(card):
            p.fault(card, PLACE_NEEDED, "place_code")
        return
    p.need_right(card, Permission.EDIT_FACILITY, place)
    if known := p.rows.facilities_there.get((normalised(value["name"]), place.code)):
        p.fault(card, KNOWN_ALREADY, "link", found=value["name"], expected=known)
    new = p.minted("FAC", card)
    p.plan.facilities[card.order] = NewFacility(
        code=new,
        name_ar=value["name"],
        type=value.get("type") or "",
        ownership=value.get("ownership") or "",
        place=place.code,
        aliases=_found_as(p, card, value["name"]),
        is_made_up=p.is_made_up,
    )
    if value.get("event"):
        _event(p, card, new)


def _event(p: Planning, card: DraftCard, facility: str) -> None:
    on, precision = _day_of_event(p, card)
    p.plan.events[card.order] = NewEvent(
        facility=facility,
        kind=card.value["event"],
        on=on,
        precision=precision,
        note_ar=p.draft.words_of(card)[:SOURCE_LENGTH],
        source=p.source_words_of(card),
    )


def _day_of_event(p: Planning, card: DraftCard) -> tuple[date | None, str]:
    """The date of an act that is done at this facility; without one the day is not known."""
    named = p.draft.named("facility", card.value["name"])
    for act in p.draft.done_at.get(named.order, ()) if named else ():
        on, precision = day_of(p, act)
        if on is not None:
            return on, precision
    return None, "day"


def day_of(p: Planning, act: DraftCard) -> tuple[date | None, str]:
    """The first date of an act that a register can keep, with its precision."""
    for moment in p.draft.orders(act, "moments"):
        precision = PRECISIONS.get(moment.value.get("precision") or "")
        first = moment.value.get("first")
        if precision and first and p.is_certain(moment):
            return date.fromisoformat(first), precision
    return None, "day"


# --- people -------------------------------------------------------------------------------------
def _person(p: Planning, card: DraftCard) -> None:
    value = card.value
    role = value.get("role") or ""
    roles: tuple[NewPersonRole, ...] = ()
    if role:
        organisation = p.organisation_of(card, card)
        roles = (NewPersonRole(title_ar=role[:TITLE_LENGTH], organisation=organisation),)
    new = NewPerson(
        name_ar=value["name"],
        honorific=value.get("honorific") or "",
        roles=roles,
        is_made_up=p.is_made_up,
    )
    if normalised(value["name"]) in p.rows.people_named:
        new = replace(new, honorific="")
    if row := p.rows.people.get(card.link):
        names = tuple(alias.name for alias in _new_names(p, card))
        # Who is known keeps the honorific that is registered.
        new = replace(new, name_ar=row.name_ar, honorific="", aliases=names)
    p.plan.people[card.order] = new

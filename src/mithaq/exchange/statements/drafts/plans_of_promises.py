"""Planning agreements, their pledge lines and the figures that were stated of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from mithaq.countries.loading import load_language
from mithaq.domains.partnerships.records import NewFigure
from mithaq.engine.quantities import MILLION
from mithaq.exchange.statements.drafts.drafted import DraftCard
from mithaq.exchange.statements.drafts.faults import (
    AGREEMENT_NEEDED,
    AUTHORITY_NEEDED,
    EFFECTIVE_DAY_NEEDED,
    MEASURE_NEEDED,
    PARTNER_NEEDED,
    SCOPE_NEEDED,
    STATED_BY_NEEDED,
)
from mithaq.exchange.statements.drafts.plans import Period, PlannedAgreement, Planning
from mithaq.exchange.statements.drafts.proposals import PUBLIC
from mithaq.ledger.models import AgreementKind, Family, Profile
from mithaq.ledger.records import NewAgreement, NewPledge
from mithaq.registry.access import Permission
from mithaq.registry.rows import default_country

TITLE_LENGTH: Final = 400
LABEL_LENGTH: Final = 300
UNIT_LENGTH: Final = 100
# Of what is promised, what names the agreement; the first that it contains.
_KINDS: Final = (
    ("operation", AgreementKind.OPERATION),
    ("construction", AgreementKind.CONSTRUCTION),
    ("donation", AgreementKind.DONATION),
    ("training", AgreementKind.TRAINING),
)
_MEMORANDUM: Final = "مذكرة"
_NAMES: Final = ("اتفاق", _MEMORANDUM, "بروتوكول", "عقد")
_QUALIFIERS: Final = {"less_than": "up_to"}


def plan_promises(p: Planning) -> None:
    for card in p.draft.of_kind("act"):
        if p.becomes(card, "agreement"):
            _agreement(p, card)
    lines: dict[str, int] = {}
    for card in p.draft.of_kind("quantity"):
        if p.becomes(card, "pledge"):
            _pledge(p, card, lines)
    for card in p.draft.of_kind("quantity"):
        if p.becomes(card, "figure"):
            _figure(p, card)
    for card in p.draft.of_kind("act"):
        if p.becomes(card, "pledge") or p.becomes(card, "figure"):
            _carried(p, card)


# --- agreements ---------------------------------------------------------------------------------
def _agreement(p: Planning, act: DraftCard) -> None:
    p.need_right(act, Permission.EDIT_AGREEMENT)
    authority, partner = _sides(p, act)
    starts_on, ends_on, ends_precision = _period(p, act)
    title = _title(p, act)
    p.plan.agreements[act.order] = PlannedAgreement(
        new=NewAgreement(
            code=p.minted("AG", act),
            title_ar=title[:TITLE_LENGTH],
            kind=_kind(p, act),
            authority=authority,
            partner=partner,
            announced_on=p.draft.on,
            signed_on=signed_on(p, act),
            starts_on=starts_on,
            ends_on=ends_on,
            ends_precision=ends_precision,
            is_made_up=p.is_made_up,
            source=p.source_of(act),
        ),
        is_draft=act.value.get("status") == "planned",
        purpose_ar=p.text_of(act),
        signatories=_signatories(p, act),
    )


def _sides(p: Planning, act: DraftCard) -> tuple[str, str]:
    """The public body that signs and the partner that promises. Two public bodies are taken in the
    order of the text."""
    value = act.value
    parties = [p.organisation(name, act) for name in value.get("parties") or ()]
    known = [code for code in dict.fromkeys(parties) if code]
    public = [code for code in known if p.kind_of(code) in PUBLIC]
    authority = str(value.get("authority") or "") or next(iter(public), "")
    others = [code for code in known if code != authority]
    partner = str(value.get("partner") or "") or next(iter(others), "")
    if not p.is_waiting(act):
        if not authority:
            p.fault(act, AUTHORITY_NEEDED, "authority")
        if not partner:
            p.fault(act, PARTNER_NEEDED, "partner")
    return authority, partner


def _kind(p: Planning, act: DraftCard) -> str:
    """By what it promises; where that is nothing with a name of its own, a memorandum if it is
    called so, else technical cooperation."""
    if kind := act.value.get("agreement_kind"):
        return str(kind)
    promised = {one.value.get("kind") for one in p.proposals.promises_of(act)}
    for kind, agreement in _KINDS:
        if kind in promised:
            return agreement
    is_memorandum = _MEMORANDUM in p.text_of(act) or not promised
    return AgreementKind.MEMORANDUM if is_memorandum else AgreementKind.TECHNICAL_COOPERATION


def _title(p: Planning, act: DraftCard) -> str:
    of = str(act.value.get("of") or "")
    if not of:
        return p.title
    return of if any(word in of for word in _NAMES) else f"اتفاقية {of}"


def signed_on(p: Planning, act: DraftCard) -> date | None:
    """The day of the signature: as a person gave it, else one written in the very clause that says
    so; the statement's own day never is one, and without that day none can be told from it."""
    if given := act.value.get("signed_on"):
        return date.fromisoformat(given)
    if act.value.get("status") not in ("signed", "done") or p.draft.on is None:
        return None
    for moment in p.draft.orders(act, "moments"):
        first = moment.value.get("first")
        is_day = moment.value.get("precision") in ("day", "minute")
        if first and is_day and act.holds(moment) and p.is_certain(moment):
            day = date.fromisoformat(first)
            if day < p.draft.on:
                return day
    return None


def _period(p: Planning, act: DraftCard) -> Period:
    """From when to when, as far as the agreement or what it promises says; «until the end of 2026»
    ends on that year's last day, known to the year."""
    if act.order not in p.periods:
        p.periods[act.order] = _told_period(p, act)
    return p.periods[act.order]


def _told_period(p: Planning, act: DraftCard) -> Period:
    for one in (act, *p.proposals.promises_of(act)):
        for moment in p.draft.orders(one, "moments"):
            found = _end(p, moment)
            if found is not None and p.is_certain(moment):
                return found
    return _untied_end(p, act) or (None, None, "day")


def _untied_end(p: Planning, act: DraftCard) -> Period | None:
    """Where the statement tells of one agreement, the end that it names without saying of what."""
    if len(p.proposals.agreements) != 1 or act is not p.proposals.agreements[0]:
        return None
    tied = {order for one in p.draft.of_kind("act") for order in one.value.get("moments") or ()}
    for moment in p.draft.of_kind("moment"):
        is_after = moment.text_of == act.text_of and moment.start > act.start
        is_free = is_after and moment.order not in tied
        if is_free and p.is_certain(moment) and (found := _end(p, moment)):
            return found
    return None


def _end(p: Planning, moment: DraftCard) -> Period | None:
    value = moment.value
    precision, last = value.get("precision") or "", value.get("last")
    if not last:
        return None
    ends_on = date.fromisoformat(last)
    if p.draft.on is not None and ends_on < p.draft.on:
        return None  # over before it was told of: no promise's end
    if precision == "period":
        first = value.get("first")
        return (date.fromisoformat(first) if first else None), ends_on, "day"
    if precision.startswith("end of "):
        return None, ends_on, precision.removeprefix("end of ")
    return None


def _signatories(p: Planning, act: DraftCard) -> tuple[int, ...]:
    """The people who are named within the clause that tells of the signature."""
    if act.value.get("status") not in ("signed", "done"):
        return ()
    people = p.draft.within(act, "person")
    return tuple(person.order for person in people if p.is_certain(person))


# --- lines and figures ---------------------------------------------------------------------------
def _of_agreement(p: Planning, card: DraftCard) -> tuple[DraftCard | None, str]:
    """The agreement act that a quantity belongs to, and its code; where there is none yet, what is
    missing is said."""
    under = p.proposal(card).under
    act = None if under is None else p.draft.by_order[under]
    if act is None:
        p.fault(card, AGREEMENT_NEEDED, "becomes")
        return None, ""
    if code := act.row("agreement"):
        return act, code
    if p.becomes(act, "agreement") and not p.is_waiting(act):
        return act, p.minted("AG", act)
    if p.is_certain(act) and not p.is_waiting(act):
        p.fault(card, AGREEMENT_NEEDED, "becomes")
    else:
        p.wait(card, act)
    return act, ""


def _pledge(p: Planning, card: DraftCard, lines: dict[str, int]) -> None:
    p.need_right(card, Permission.EDIT_AGREEMENT)
    act, agreement = _of_agreement(p, card)
    if act is None:
        return
    value = card.value
    measure = str(value.get("measure") or "")
    if measure not in p.rows.measures:
        p.fault(card, MEASURE_NEEDED, "measure")
        return
    said_in = _said_in(p, card) or act
    starts_on, ends_on, _ = _period(p, said_in)
    if ends_on is None:
        starts_on, ends_on, _ = _period(p, act)
    effective_on = signed_on(p, act) or p.draft.on
    if effective_on is None and starts_on is None:
        p.fault(card, EFFECTIVE_DAY_NEEDED, other=act)
    p.plan.pledges[card.order] = NewPledge(
        agreement=agreement,
        line=_line(p, agreement, lines),
        measure=measure,
        quantity=int(Decimal(value["value"]) * MILLION),
        scope=_scope(p, card, said_in, act),
        starts_on=starts_on,
        ends_on=ends_on,
        profile=_profile(p, measure),
        effective_on=effective_on,
        stated_by=_stated_by(p, card, said_in),
        source=p.source_of(card),
    )


def _carried(p: Planning, act: DraftCard) -> None:
    """An act that is recorded by its quantities' lines or figures needs one that is."""
    becomes = p.proposal(act).becomes
    carriers = [
        card
        for card in p.draft.orders(act, "quantities")
        if p.proposal(card).act == act.order and p.proposal(card).becomes == becomes
    ]
    if not carriers:
        p.fault(act, MEASURE_NEEDED, "becomes")
    elif not any(p.is_certain(card) for card in carriers):
        p.wait(act, carriers[0])


def _said_in(p: Planning, card: DraftCard) -> DraftCard | None:
    order = p.proposal(card).act
    return None if order is None else p.draft.by_order[order]


def _profile(p: Planning, measure: str) -> str:
    """A building is delivered when it stands; the rest is expected evenly."""
    row = p.rows.measures[measure]
    is_built = row.family == Family.WORKS and row.combine == "sum"
    return Profile.ON_COMPLETION if is_built else Profile.LINEAR


def _line(p: Planning, agreement: str, lines: dict[str, int]) -> str:
    """The next number of an agreement's lines."""
    used = p.rows.lines.get(agreement, frozenset())
    number = lines.get(agreement, 0) + 1
    while str(number) in used:
        number += 1
    lines[agreement] = number
    return str(number)


def _scope(
    p: Planning, card: DraftCard, said_in: DraftCard, agreement: DraftCard
) -> tuple[str, ...]:
    """The facilities or places that are named with it; a total without a split stays at the
    place."""
    for act in dict.fromkeys((said_in.order, agreement.order)):
        one = p.draft.by_order[act]
        if found := p.facilities_of(one, card) or p.places_of(one, card):
            return found
    authority, _ = _codes_of(p, agreement)
    row = p.rows.organisations.get(authority)
    if row is not None and row.location is not None:
        return (row.location.code,)
    if not p.is_waiting(card):
        p.fault(card, SCOPE_NEEDED, other=agreement)
    return ()


def _codes_of(p: Planning, agreement: DraftCard) -> tuple[str, str]:
    planned = p.plan.agreements.get(agreement.order)
    if planned is not None:
        return planned.new.authority, planned.new.partner
    return _sides(p, agreement)


def _stated_by(p: Planning, card: DraftCard, act: DraftCard) -> str:
    names = (card.value.get("stated_by"), act.value.get("stated_by"))
    return next((code for name in names if name and (code := p.organisation(name))), "")


def _figure(p: Planning, card: DraftCard) -> None:
    p.need_right(card, Permission.EDIT_AGREEMENT)
    act, agreement = _of_agreement(p, card)
    if act is None:
        return
    said_in = _said_in(p, card) or act
    authority, _ = _codes_of(p, act)
    stated_by = _stated_by(p, card, said_in) or authority
    if not stated_by and not p.is_waiting(card):
        p.fault(card, STATED_BY_NEEDED, "stated_by")
    value = card.value
    qualifier = value.get("qualifier") or "exact"
    p.plan.figures[card.order] = NewFigure(
        agreement=agreement,
        label_ar=_label(p, card, said_in),
        quantity=Decimal(value["value"]),
        unit_ar=_unit(p, card)[:UNIT_LENGTH],
        qualifier=_QUALIFIERS.get(qualifier, qualifier),
        stated_by=stated_by,
        source=p.source_of(card),
        pledge_line=_line_of(p, card),
    )


def _line_of(p: Planning, card: DraftCard) -> str:
    """The line that another voice's figure speaks of, too; empty: none, or not recorded."""
    leader = p.proposals.leader_of(card)
    if leader is None or leader is card:
        return ""
    planned = p.plan.pledges.get(leader.order)
    if planned is not None and p.is_clear(leader):
        return planned.line
    return leader.row("pledge").rpartition("/")[2]


def _label(p: Planning, card: DraftCard, said_in: DraftCard) -> str:
    words = [said_in.value.get("of"), card.value.get("of"), p.draft.words_of(card), p.title]
    if card.value.get("high") is not None or card.value.get("is_each"):
        words.insert(0, p.draft.words_of(card))  # what the number alone does not say
    return next(str(one) for one in words if one)[:LABEL_LENGTH]


def _unit(p: Planning, card: DraftCard) -> str:
    measure = p.rows.measures.get(str(card.value.get("measure") or ""))
    if measure is not None and measure.unit_ar:
        return measure.unit_ar
    unit = str(card.value.get("unit") or "")
    return _units(default_country()).get(unit) or str(card.value.get("of") or "") or unit or "عدد"


@cache
def _units(country: str) -> dict[str, str]:
    """A country's first word for each unit and currency."""
    language = load_language(country)
    found: dict[str, str] = {}
    for name, trait in (("units", "unit"), ("currencies", "currency")):
        for term in language.terms.get(name, ()):
            if term.words:
                found.setdefault(term.trait(trait) or term.code, term.words[0])
    return found

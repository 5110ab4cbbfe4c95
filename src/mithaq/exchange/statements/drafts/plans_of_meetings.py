"""Planning meetings, what was said at them, requests and promises without a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from mithaq.domains.partnerships.records import (
    NewMeeting,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.engine.text import words
from mithaq.exchange.statements.drafts.drafted import DraftCard
from mithaq.exchange.statements.drafts.faults import MEETING_NEEDED, UNDERTAKER_NEEDED
from mithaq.exchange.statements.drafts.plans import (
    PlannedMeeting,
    PlannedParticipant,
    PlannedUndertaking,
    Planning,
    Said,
)
from mithaq.exchange.statements.drafts.plans_of_register import day_of
from mithaq.exchange.statements.drafts.proposals import PUBLIC
from mithaq.registry.access import Permission
from mithaq.registry.models import Location

TITLE_LENGTH: Final = 400
ROLE_LENGTH: Final = 200
TOPIC_LENGTH: Final = 600
MEETING: Final = "اجتماع"
NOUNS: Final = frozenset(
    words("اجتماع اجتماعا الاجتماع اجتماعات الاجتماعات لقاء اللقاء لقاءات جلسة الجلسة ورشة الورشة "
          "محضر زيارة مؤتمر ندوة مباحثات")
)  # fmt: skip
ANOTHER: Final = frozenset(words("آخر أخرى ثان ثانٍ ثانية هذا هذه"))
_WITH: Final = "مع"
# What kind of measures an act is about, where it says.
FAMILIES: Final[Mapping[str, str]] = {
    "operation": "service",
    "donation": "goods",
    "construction": "works",
    "opening": "works",
    "training": "training",
}


def plan_meetings(p: Planning) -> None:
    acts = p.draft.of_kind("act")
    present = _present(p)
    for act in acts:
        if p.becomes(act, "meeting"):
            _meeting(p, act, present.get(act.order, ()))
    for act in acts:
        match p.proposal(act).becomes if p.takes(act) else "":
            case "topic" | "decision":
                _said(p, act)
            case "request":
                _request(p, act)
            case "undertaking":
                _undertaking(p, act)


# --- meetings -----------------------------------------------------------------------------------
def _meeting(p: Planning, act: DraftCard, people: Sequence[DraftCard]) -> None:
    location = _where(p, act)
    p.need_right(act, Permission.EDIT_MEETING, location)
    on, precision = day_of(p, act)
    organisations = [p.organisation(name, act) for name in act.value.get("parties") or ()]
    known = [code for code in dict.fromkeys(organisations) if code]
    named = _participants(p, people)
    present = {one.organisation for one in named}
    delegations = [
        PlannedParticipant(person=None, organisation=code, title_ar="")
        for code in known
        if code not in present
    ]
    p.plan.meetings[act.order] = PlannedMeeting(
        new=NewMeeting(
            code=p.minted("MTG", act),
            title_ar=_title(p, act)[:TITLE_LENGTH],
            on=on,
            precision=precision,
            location=location.code,
            host=_host(p, known, named),
            summary_ar=p.text_of(act),
            source=p.source_of(act),
            is_made_up=p.is_made_up,
        ),
        participants=(*named, *delegations),
    )


def _title(p: Planning, act: DraftCard) -> str:
    """What the text calls the meeting; where that says nothing by itself («اجتماع آخر») who met."""
    of, parties = str(act.value.get("of") or ""), tuple(act.value.get("parties") or ())
    said = words(of)
    if parties and all(word in NOUNS or word in ANOTHER for word in said):
        return f"{MEETING} {' و'.join(parties)}"
    is_called = any(word in NOUNS for word in said[:2])
    return (of or p.title) if is_called or _WITH not in said else f"{MEETING} {of}"


def _host(p: Planning, parties: Sequence[str], people: Sequence[PlannedParticipant]) -> str:
    """The first public body that takes part: of itself or by its people; else nobody is known to
    have been the host."""
    codes = (*parties, *(one.organisation for one in people))
    return next((code for code in codes if code and p.kind_of(code) in PUBLIC), "")


def _where(p: Planning, act: DraftCard) -> Location:
    """The first place of an act that is registered, else that of a public body among its parties,
    if the user may record there; else the place that follows the statement."""
    for code in p.places_of(act):
        if place := p.rows.places.get(code):
            return place
    codes = (p.organisation(name) for name in act.value.get("parties") or ())
    rows = (p.rows.organisations.get(code) for code in codes if p.kind_of(code) in PUBLIC)
    places = (row.location for row in rows if row is not None and row.location is not None)
    return next((one for one in places if p.rights.may(Permission.EDIT_MEETING, one)), p.location)


def _present(p: Planning) -> Mapping[int, Sequence[DraftCard]]:
    """By a meeting's order the people with a role who are named where the text tells of it."""
    found: dict[int, list[DraftCard]] = {}
    for card in p.draft.of_kind("person"):
        for order in p.proposals.meetings_naming(card) if card.value.get("role") else ():
            found.setdefault(order, []).append(card)
    return found


def _participants(p: Planning, people: Sequence[DraftCard]) -> tuple[PlannedParticipant, ...]:
    return tuple(
        PlannedParticipant(
            person=card.order,
            organisation=p.organisation_of(card),
            title_ar=str(card.value["role"])[:ROLE_LENGTH],
        )
        for card in people
        if p.is_certain(card)
        and not p.is_waiting(card)
        and (card.row("person") or card.link or p.becomes(card, "person"))
    )


def _of_meeting(p: Planning, act: DraftCard) -> str:
    """The code of the meeting at which something was said; empty: there is none, or not yet."""
    under = p.proposal(act).under
    if p.proposal(act).becomes == "undertaking":
        told_of = p.proposals.meeting_of(act)
        under = None if told_of is None else told_of.order
    if under is None:
        return ""
    meeting = p.draft.by_order[under]
    if code := meeting.row("meeting"):
        return code
    is_waiting = p.is_waiting(meeting)
    if p.becomes(meeting, "meeting") and not is_waiting:
        return p.minted("MTG", meeting)
    if is_waiting or not p.is_certain(meeting):
        p.wait(act, meeting)
    return ""


# --- what was said ------------------------------------------------------------------------------
def _said(p: Planning, act: DraftCard) -> None:
    p.need_right(act, Permission.EDIT_MEETING, _where(p, act))
    meeting = _of_meeting(p, act)
    if not meeting and not p.is_waiting(act):
        p.fault(act, MEETING_NEEDED, "becomes")
    if p.proposal(act).becomes == "topic":
        text = NewText(text_ar=p.said_of(act)[:TOPIC_LENGTH])
        p.plan.topics[act.order] = Said(meeting=meeting, text=text)
    else:
        p.plan.decisions[act.order] = Said(meeting=meeting, text=NewText(text_ar=p.said_of(act)))


def _request(p: Planning, act: DraftCard) -> None:
    p.need_right(act, Permission.EDIT_MEETING, _where(p, act))
    value = act.value
    asking = _first(p, act, value.get("stated_by"), *(value.get("parties") or ()))
    others = [p.organisation(name) for name in value.get("parties") or ()]
    asked = next((code for code in others if code and code != asking), "")
    p.plan.requests[act.order] = NewRequest(
        text_ar=p.said_of(act),
        kind="proposal" if value.get("kind") == "proposal" else "request",
        meeting=_of_meeting(p, act),
        raised_by=asking,
        addressed_to=asked,
        source=p.source_of(act),
        is_made_up=p.is_made_up,
    )


def _undertaking(p: Planning, act: DraftCard) -> None:
    location = _where(p, act)
    p.need_right(act, Permission.EDIT_MEETING, location)
    value = act.value
    agreement = _agreement(p, act)
    names = (p.proposals.giver_of(act), *(value.get("parties") or ()), value.get("stated_by"))
    undertaker = str(value.get("partner") or "") or _first(p, act, *names)
    if not undertaker and not p.is_waiting(act):
        p.fault(act, UNDERTAKER_NEEDED, "partner")
    p.plan.undertakings[act.order] = PlannedUndertaking(
        new=NewUndertaking(
            text_ar=p.said_of(act),
            organisation=undertaker,
            agreement=agreement,
            meeting=_of_meeting(p, act),
            location=location.code,
            family=FAMILIES.get(str(value.get("kind")), ""),
            source=p.source_of(act),
            is_made_up=p.is_made_up,
        ),
        is_done=value.get("status") == "done",
    )


def _first(p: Planning, act: DraftCard, *names: str | None) -> str:
    """The first of the named that is a registered organisation, or becomes one; the card waits
    where the first of all is not decided."""
    for name in names:
        if name and (code := p.organisation(name, act)):
            return code
        if p.is_waiting(act):
            return ""
    return ""


def _agreement(p: Planning, act: DraftCard) -> str:
    """The agreement that a promise belongs to, where that one is recorded or becomes so now."""
    under = p.proposal(act).under
    agreement = None if under is None else p.draft.by_order[under]
    if agreement is None or agreement is act:
        return ""
    if code := agreement.row("agreement"):
        return code
    if p.becomes(agreement, "agreement"):
        # Without the right to record the agreement the promise is kept by itself.
        is_clear = p.is_clear(agreement)
        return p.minted("AG", agreement) if is_clear else ""
    return ""

"""What a yes would make of a draft's cards: every row, and all that stands in the way, unwritten.

The page shows a plan's faults beside the cards; adoption carries the same plan out.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mithaq.domains.partnerships.records import (
    NewFigure,
    NewMeeting,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.engine.text import normalised
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard
from mithaq.exchange.statements.drafts.faults import NOT_YOURS, WAITS
from mithaq.exchange.statements.drafts.proposals import Proposal, Proposals
from mithaq.exchange.statements.drafts.registered_rows import Registered, Rights
from mithaq.ledger.records import NewAgreement, NewPledge
from mithaq.registry.access import Permission
from mithaq.registry.faults import Fault, FaultKind
from mithaq.registry.models import Location
from mithaq.registry.records import (
    NewEvent,
    NewFacility,
    NewLocation,
    NewOrganisation,
    NewPerson,
)

PERMISSIONS_AR: Mapping[Permission, str] = {
    Permission.EDIT_AGREEMENT: "تعديل الاتفاقيات",
    Permission.EDIT_FACILITY: "تعديل المنشآت",
    Permission.EDIT_MEETING: "تعديل الاجتماعات",
}

# Reasons of acts whose object says by itself what is meant, the noun of the act included.
TOLD_WHOLE = frozenset(
    {"act_noun", "act_decide", "act_ask", "act_propose", "act_discuss", "act_agree", "act_demanded"}
)
LEAST_WHOLE = 3  # words


@dataclass(frozen=True, kw_only=True)
class PlannedAgreement:
    """`is_draft`: still only planned. `signed_on` is in `new`, where the day is known to be one;
    `signatories` are orders of persons' cards."""

    new: NewAgreement
    is_draft: bool
    purpose_ar: str
    signatories: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PlannedParticipant:
    """A person's card by its order, or None for an organisation's delegation."""

    person: int | None
    organisation: str
    title_ar: str


@dataclass(frozen=True, kw_only=True)
class PlannedMeeting:
    new: NewMeeting
    participants: tuple[PlannedParticipant, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A topic or decision of a meeting, by the meeting's code."""

    meeting: str
    text: NewText


@dataclass(frozen=True, kw_only=True)
class PlannedUndertaking:
    """`is_done`: told as done; it is recorded as kept."""

    new: NewUndertaking
    is_done: bool


@dataclass
class Plan:
    """Rows by the order of the card that they come of. `aliases` are names to remember of known
    places and facilities. `faults` stand in the way; `waits` are cards that wait for others."""

    organisations: dict[int, NewOrganisation] = field(default_factory=dict)
    people: dict[int, NewPerson] = field(default_factory=dict)
    places: dict[int, NewLocation] = field(default_factory=dict)
    facilities: dict[int, NewFacility] = field(default_factory=dict)
    events: dict[int, NewEvent] = field(default_factory=dict)
    agreements: dict[int, PlannedAgreement] = field(default_factory=dict)
    pledges: dict[int, NewPledge] = field(default_factory=dict)
    figures: dict[int, NewFigure] = field(default_factory=dict)
    meetings: dict[int, PlannedMeeting] = field(default_factory=dict)
    topics: dict[int, Said] = field(default_factory=dict)
    decisions: dict[int, Said] = field(default_factory=dict)
    requests: dict[int, NewRequest] = field(default_factory=dict)
    undertakings: dict[int, PlannedUndertaking] = field(default_factory=dict)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    waits: dict[int, list[Fault]] = field(default_factory=dict)


# The first day, the last, and how exactly the last is known.
Period = tuple[date | None, date | None, str]


@dataclass
class Planning:
    """What all parts of planning share.

    `takes` says which cards are to be adopted. `number` and `taken` make codes of new rows:
    `ORG-S12-3` comes of card 3 of statement 12. `sources` are the register's sources by the number
    of the text that a card stands in, `source_words` what names them.
    """

    draft: Draft
    proposals: Proposals
    rows: Registered
    rights: Rights
    takes: Callable[[DraftCard], bool]
    number: int
    taken: frozenset[str]
    sources: Mapping[int, uuid.UUID]
    source_words: Mapping[int, str]
    title: str
    location: Location
    is_made_up: bool
    plan: Plan = field(default_factory=Plan)
    # Of the organisations that are new: the kind by code, the code by folded name.
    new_kinds: dict[str, str] = field(default_factory=dict)
    new_names: dict[str, str] = field(default_factory=dict)
    # From when to when an act reaches, by its order: every line of an agreement asks.
    periods: dict[int, Period] = field(default_factory=dict)

    def source_of(self, card: DraftCard) -> uuid.UUID:
        return self.sources.get(card.text_of) or self.sources[self.draft.text]

    def source_words_of(self, card: DraftCard) -> str:
        return self.source_words.get(card.text_of) or self.source_words[self.draft.text]

    def proposal(self, card: DraftCard) -> Proposal:
        return self.proposals.of(card)

    def becomes(self, card: DraftCard, kind: str) -> bool:
        return self.takes(card) and self.proposal(card).becomes == kind

    def fault(
        self,
        card: DraftCard,
        kind: FaultKind,
        name: str = "",
        *,
        found: str = "",
        expected: str = "",
        permission_ar: str = "",
        other: DraftCard | None = None,
    ) -> None:
        """`other` is the card on which what stands in the way is put right."""
        words = {"permission_ar": permission_ar} if permission_ar else {}
        words |= {"other": other.uid} if other is not None else {}
        said = kind(found=found, expected=expected, field=name, item=None, **words)
        self.plan.faults.setdefault(card.order, []).append(said)

    def wait(self, card: DraftCard, other: DraftCard) -> None:
        self.plan.waits.setdefault(card.order, []).append(WAITS(found=other.label, other=other.uid))

    def is_clear(self, card: DraftCard) -> bool:
        """Whether nothing stands in the way of a card so far."""
        return not (self.plan.faults.get(card.order) or self.is_waiting(card))

    def is_waiting(self, card: DraftCard) -> bool:
        return bool(self.plan.waits.get(card.order))

    def minted(self, prefix: str, card: DraftCard) -> str:
        """A code of its own for what a card becomes."""
        code = f"{prefix}-S{self.number}-{card.order}"
        while code in self.taken:
            code += "x"
        return code

    def need_right(
        self, card: DraftCard, permission: Permission, location: Location | None = None
    ) -> None:
        if not self.rights.may(permission, location):
            words = PERMISSIONS_AR[permission]
            self.fault(card, NOT_YOURS, found=str(permission), permission_ar=words)

    # --- what cards name -------------------------------------------------------------------------
    def is_certain(self, card: DraftCard) -> bool:
        """Whether a person has said yes to a card, or says it now."""
        return card.is_adopted or card.is_yes or self.takes(card)

    def code_of(self, card: DraftCard, prefix: str) -> str:
        """The code of the row that a card is or becomes; empty: none."""
        if card.link:
            return card.link
        return self.minted(prefix, card) if self.becomes(card, card.kind) else ""

    def organisation(self, name: str, needed_by: DraftCard | None = None) -> str:
        """The code of an organisation that is named, or of the one of a person who is; empty where
        it is not known. Where its card is still open, `needed_by` waits for it."""
        card = self.draft.named("organisation", name)
        if card is None:
            person = self.draft.named("person", name)
            return "" if person is None else self.organisation_of(person, needed_by)
        if not self.is_certain(card):
            if needed_by is not None:
                self.wait(needed_by, card)
            return ""
        return self.code_of(card, "ORG")

    def organisation_of(self, person: DraftCard, needed_by: DraftCard | None = None) -> str:
        if code := person.value.get("organisation_code"):
            return str(code)
        name = person.value.get("organisation") or ""
        return self.organisation(name, needed_by) if name else ""

    def kind_of(self, organisation: str) -> str:
        """The kind of a registered organisation, or of one that a card becomes."""
        if row := self.rows.organisations.get(organisation):
            return row.kind
        return self.new_kinds.get(organisation, "")

    def place(self, name: str, needed_by: DraftCard | None = None) -> str:
        """The code of a place that is named; empty where it is not registered or not sure."""
        card = self.draft.named("place", name)
        if card is None or not card.link:
            return ""
        if not self.is_certain(card):
            if needed_by is not None:
                self.wait(needed_by, card)
            return ""
        return card.link

    def places_of(self, act: DraftCard, needed_by: DraftCard | None = None) -> tuple[str, ...]:
        found = (self.place(name, needed_by) for name in act.value.get("places") or ())
        return tuple(dict.fromkeys(code for code in found if code))

    def facilities_of(self, act: DraftCard, needed_by: DraftCard | None = None) -> tuple[str, ...]:
        """Codes of the registered facilities of an act, new ones included."""
        found = []
        for name in act.value.get("facilities") or ():
            card = self.draft.named("facility", name)
            if card is None:
                continue
            if self.is_certain(card):
                found.append(self.code_of(card, "FAC"))
            elif card.link and needed_by is not None:
                self.wait(needed_by, card)
        return tuple(dict.fromkeys(code for code in found if code))

    def is_known_name(self, kind: str, link: str, name: str) -> bool:
        return normalised(name) in self.rows.names.get((kind, link), frozenset())

    def said_of(self, act: DraftCard) -> str:
        """What is kept of something said: its object, where the reader found it by a noun that
        names the act («بناء مركز صحي في …») and it stands by itself; else as `text_of`."""
        of = str(act.value.get("of") or "")
        is_whole = act.reason in TOLD_WHOLE and len(of.split()) >= LEAST_WHOLE
        return of if is_whole else self.text_of(act)

    def text_of(self, act: DraftCard) -> str:
        """What is kept of an act: a person's words, else its clause, else its object."""
        if "of" in act.value and act.value["of"] != act.proposed.get("of"):
            return str(act.value["of"])
        clause = self.draft.words_of(act).strip(" ،,؛;:").removeprefix("كما ")
        return clause or str(act.value.get("of") or self.title)

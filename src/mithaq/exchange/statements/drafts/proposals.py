"""What a card becomes unless a person wants otherwise: rules only, no database.

`docs/statements.md` says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from mithaq.exchange.statements.drafts.drafted import (
    Draft,
    DraftCard,
    Ranked,
    Told,
    folded,
    nearest,
)

# Chosen by a person: a yes to what was read, of which no row is made.
NOTHING: Final = "nothing"
ACTS: Final = (
    "agreement", "pledge", "figure", "undertaking", "meeting", "decision", "request", "topic",
)  # fmt: skip
MAY_BECOME: Final[Mapping[str, tuple[str, ...]]] = {
    "place": (),
    "organisation": ("organisation",),
    "person": ("person",),
    "facility": ("facility", "event"),
    "quantity": ("pledge", "figure"),
    "moment": (),
    "act": ACTS,
}
# Acts that promise something to be done; of the others, something is said.
PROMISING: Final = frozenset(
    {"donation", "operation", "construction", "opening", "training", "support", "study"}
)
GIVING: Final = frozenset({"donation", "construction", "training", "support"})
TO_COME: Final = frozenset({"planned", "announced", "signed", "decided"})
# The kinds of organisation that sign as the authority.
PUBLIC: Final = ("authority", "institution")
# A ceiling is no promise of so much.
CEILINGS: Final = frozenset({"up_to", "less_than"})


@dataclass(frozen=True)
class Proposal:
    """`becomes` empty: no row is made. `under` is the order of the agreement or meeting act that
    the row belongs to; `act` that of the act that a quantity was said in."""

    becomes: str
    under: int | None = None
    act: int | None = None


@dataclass(frozen=True)
class Proposals:
    """Proposals of a whole draft, each worked out when it is asked for."""

    draft: Draft

    def of(self, card: DraftCard) -> Proposal:
        if card.order not in self._known:
            self._known[card.order] = self._proposal(card)
        return self._known[card.order]

    @cached_property
    def _known(self) -> dict[int, Proposal]:
        return {}

    def _proposal(self, card: DraftCard) -> Proposal:
        match card.kind:
            case "quantity":
                return self._of_quantity(card)
            case "act":
                return self._of_act(card)
            case "facility":
                return Proposal(_chosen(card, self._facility(card)))
            case "organisation" | "person":
                return Proposal(_chosen(card, card.kind))
        return Proposal("")

    # --- agreements and meetings that others belong to ------------------------------------------
    @cached_property
    def agreements(self) -> tuple[DraftCard, ...]:
        """The standing acts that become agreements, in the order of the text."""
        return tuple(a for a in self.draft.of_kind("act") if self._alone(a) == "agreement")

    @cached_property
    def meetings(self) -> tuple[DraftCard, ...]:
        return tuple(a for a in self.draft.of_kind("act") if self._alone(a) == "meeting")

    def _alone(self, act: DraftCard) -> str:
        """Whether an act becomes an agreement or a meeting, which depends on no other card."""
        if act.chosen:
            return act.chosen
        kind, status = act.value.get("kind"), act.value.get("status")
        if kind == "meeting":
            return "meeting"
        return "agreement" if kind == "agreement" and status not in ("asked", "decided") else ""

    def agreement_of(self, act: DraftCard) -> DraftCard | None:
        """The agreement that a promise belongs to: one of its parties, the nearest before it."""
        if act.order in self._of_act_known:
            return self._of_act_known[act.order]
        found: DraftCard | None = act
        if act.order not in self._agreement_orders:
            parties = _parties(act)
            sharing = [told for party in parties if (told := self._told_by_party.get(party))]
            found = nearest(act, sharing if parties else [self._told_agreements])
        self._of_act_known[act.order] = found
        return found

    @cached_property
    def _of_act_known(self) -> dict[int, DraftCard | None]:
        return {}

    @cached_property
    def _agreement_orders(self) -> frozenset[int]:
        return frozenset(one.order for one in self.agreements)

    @cached_property
    def _told_agreements(self) -> Told:
        return Told(enumerate(self.agreements))

    @cached_property
    def _told_by_party(self) -> Mapping[str, Told]:
        found: dict[str, list[Ranked]] = {}
        for rank, one in enumerate(self.agreements):
            for party in _parties(one):
                found.setdefault(party, []).append((rank, one))
        return {party: Told(ranked) for party, ranked in found.items()}

    @cached_property
    def _told_meetings(self) -> Told:
        return Told(enumerate(self.meetings))

    def meeting_of(self, card: DraftCard) -> DraftCard | None:
        """The meeting at which something was said: the last one told of before it, else the
        first."""
        return nearest(card, [self._told_meetings])

    def meetings_naming(self, card: DraftCard) -> tuple[int, ...]:
        """The orders of the meetings where the text tells of which someone is named, be it by a
        short name."""
        told = (nearest(replace(card, spans=(span,)), [self._told_meetings]) for span in card.spans)
        return tuple(dict.fromkeys(one.order for one in told if one is not None))

    def promises_of(self, agreement: DraftCard) -> tuple[DraftCard, ...]:
        """The promising acts that belong to an agreement and are still to come."""
        return self._promises.get(agreement.order, ())

    @cached_property
    def _promises(self) -> Mapping[int, tuple[DraftCard, ...]]:
        found: dict[int, list[DraftCard]] = {}
        for act in self.draft.of_kind("act"):
            value = act.value
            is_promise = value.get("kind") in PROMISING and value.get("status") in TO_COME
            if is_promise and (agreement := self.agreement_of(act)) is not None:
                found.setdefault(agreement.order, []).append(act)
        return {order: tuple(acts) for order, acts in found.items()}

    # --- acts ------------------------------------------------------------------------------------
    def _of_act(self, act: DraftCard) -> Proposal:
        becomes = _chosen(act, self._act(act))
        if becomes in ("agreement", "meeting"):
            return Proposal(becomes)
        if becomes in ("pledge", "figure", "undertaking"):
            agreement = self.agreement_of(act)
            return Proposal(becomes, under=None if agreement is None else agreement.order)
        meeting = self.meeting_of(act)
        return Proposal(becomes, under=None if meeting is None else meeting.order)

    def _act(self, act: DraftCard) -> str:
        if act.is_out:
            return ""
        if alone := self._alone(act):
            return alone
        kind, status = act.value.get("kind"), act.value.get("status")
        if kind in ("request", "proposal") or status == "asked":
            return "request"
        has_meeting = self.meeting_of(act) is not None
        if kind in ("decision", "agreement"):
            return "decision" if has_meeting else "undertaking"
        if status == "done":
            return "topic" if has_meeting else self._done(act)
        return self._promise(act)

    def _done(self, act: DraftCard) -> str:
        """What a partner gave or did, told by itself, is kept as an undertaking that was kept;
        what a public body did, or what is a figure of an agreement, makes no row of its own."""
        is_given = act.value.get("kind") in GIVING and self._voice(self.giver_of(act)) == 0
        return "undertaking" if is_given and self.agreement_of(act) is None else ""

    def giver_of(self, act: DraftCard) -> str:
        """Who gives or promises: the first party; of a donation the first that is no public body,
        since "the ministry received … from …" names the giver last."""
        parties = tuple(act.value.get("parties") or ())
        others = (name for name in parties if self._voice(name) == 0)
        first = next(iter(parties), "")
        return next(others, first) if act.value.get("kind") == "donation" else first

    def _promise(self, act: DraftCard) -> str:
        """A promise with a number of a measure is its quantity's line, or, where another voice's
        line stands for it, the figure that was stated; without one it is an undertaking."""
        becomes = [
            self.of(card).becomes
            for card in self.draft.orders(act, "quantities")
            if self._said_in.get(card.order) == act and can_be_pledged(card)
        ]
        return next((kind for kind in ("pledge", "figure") if kind in becomes), "undertaking")

    # --- quantities ------------------------------------------------------------------------------
    def _of_quantity(self, card: DraftCard) -> Proposal:
        act = self._said_in.get(card.order)
        agreement = self._agreement_of_quantity(card, act)
        under = None if agreement is None else agreement.order
        said_in = None if act is None else act.order
        return Proposal(_chosen(card, self._quantity(card, act, agreement)), under, said_in)

    @cached_property
    def _said_in(self) -> Mapping[int, DraftCard]:
        """By a quantity's order the act that speaks of it: a promise before the agreement itself,
        that before anything else."""
        found: dict[int, DraftCard] = {}
        acts = sorted(self.draft.of_kind("act"), key=self._weight, reverse=True)
        for act in acts:
            for card in self.draft.orders(act, "quantities"):
                found.setdefault(card.order, act)
        return found

    def _weight(self, act: DraftCard) -> int:
        is_promise = act.value.get("kind") in PROMISING and act.value.get("status") in TO_COME
        return 2 * is_promise + (act.order in self._agreement_orders)

    def _agreement_of_quantity(self, card: DraftCard, act: DraftCard | None) -> DraftCard | None:
        if act is not None and act.order in self._agreement_orders:
            return act
        if act is not None and (card.chosen or act.value.get("kind") in PROMISING):
            return self.agreement_of(act)
        if card.chosen:
            return nearest(card, [self._told_agreements])
        is_told = act is None and (card.value.get("measure") or card.value.get("stated_by"))
        return self.agreements[0] if is_told and len(self.agreements) == 1 else None

    def _quantity(self, card: DraftCard, act: DraftCard | None, agreement: DraftCard | None) -> str:
        if card.is_out or agreement is None or Decimal(card.value.get("value") or 0) <= 0:
            return ""
        if act is agreement and card.value.get("unit") == "agreement":
            return ""  # how many agreements there are is no figure that one of them states
        is_promise = act is not None and (act is agreement or act.value.get("status") in TO_COME)
        leads = self._leaders.get(card.order) == card.order
        return "pledge" if is_promise and leads else "figure"

    def leader_of(self, card: DraftCard) -> DraftCard | None:
        """The quantity whose line stands for this one, too."""
        leader = self._leaders.get(card.order)
        return None if leader is None else self.draft.by_order[leader]

    @cached_property
    def _leaders(self) -> Mapping[int, int]:
        """By a quantity's order that of the one that becomes a line. Where two voices promise the
        same measure for the same places of one agreement, one line is written, of the partner's
        figure before the authority's, the exact one before the rounded, and the other stays a
        stated figure."""
        rivals: dict[tuple[object, ...], list[DraftCard]] = {}
        for card in self.draft.of_kind("quantity"):
            act = self._said_in.get(card.order)
            agreement = self._agreement_of_quantity(card, act)
            if act is None or agreement is None or not can_be_pledged(card):
                continue
            places = tuple(sorted(map(folded, _places(act) or _places(agreement))))
            key = (agreement.order, card.value["measure"], places, *_facilities(act))
            rivals.setdefault(key, []).append(card)
        return {
            card.order: leader
            for cards in rivals.values()
            for leader in [min(cards, key=self._rank).order]
            for card in cards
        }

    def _rank(self, card: DraftCard) -> tuple[int, bool, int]:
        value = card.value
        return (self._voice(value.get("stated_by") or ""), value.get("qualifier") != "exact",
                card.start)  # fmt: skip

    def _voice(self, name: str) -> int:
        """Who promises speaks first, then a public body or who is not known, then nobody."""
        if not name:
            return 2
        person = self.draft.named("person", name)
        whose = name if person is None else person.value.get("organisation") or ""
        card = self.draft.named("organisation", whose)
        kind = "" if card is None else card.value.get("kind")
        return 0 if kind and kind not in PUBLIC else 1

    # --- facilities ------------------------------------------------------------------------------
    def _facility(self, card: DraftCard) -> str:
        """A registered one has an event; a new one is registered where it can be found, and not
        before it stands."""
        if card.is_out:
            return ""
        event = card.value.get("event")
        if card.link:
            return "event" if event else ""
        is_found = bool(card.value.get("place_code")) or self._is_linked_place(card)
        return "facility" if is_found and event != "planned" else ""

    def _is_linked_place(self, card: DraftCard) -> bool:
        place = self.draft.named("place", card.value.get("place") or "")
        return place is not None and bool(place.link)


def may_become(card: DraftCard) -> tuple[str, ...]:
    """What a person may make of a card instead; the empty one is: no row."""
    allowed = MAY_BECOME[card.kind]
    if card.kind == "facility":
        allowed = ("event",) if card.link else ("facility",)
    return (*allowed, "")


def can_be_pledged(card: DraftCard) -> bool:
    """Whether a quantity says how much of a measure is promised: all of it, at least so much."""
    value = card.value
    return bool(
        value.get("measure")
        and not value.get("is_each")
        and value.get("high") is None
        and value.get("qualifier") not in CEILINGS
        and Decimal(value.get("value") or 0) > 0
    )


def _chosen(card: DraftCard, default: str) -> str:
    if card.chosen == NOTHING:
        return ""
    return card.chosen or default


def _parties(act: DraftCard) -> frozenset[str]:
    return frozenset(folded(name) for name in act.value.get("parties") or ())


def _places(act: DraftCard) -> Sequence[str]:
    return act.value.get("places") or ()


def _facilities(act: DraftCard) -> tuple[str, ...]:
    return tuple(sorted(map(folded, act.value.get("facilities") or ())))

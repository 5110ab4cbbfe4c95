"""Carrying a plan out, through the actions that people use; every refusal is collected.

Whoever calls refuses if there is any fault, and nothing of it stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

from mithaq.domains.partnerships import actions as partnerships
from mithaq.domains.partnerships.models import (
    Decision,
    Meeting,
    MeetingTopic,
    Request,
    Undertaking,
)
from mithaq.domains.partnerships.records import NewParticipant
from mithaq.exchange.statements.drafts.plans import Plan, PlannedAgreement, Planning
from mithaq.ledger.models import Agreement
from mithaq.ledger.records import NewPledge
from mithaq.registry import actions as registry
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.registry.lookups import by_code
from mithaq.registry.models import FacilityEvent, Location, Organisation
from mithaq.registry.records import NewPerson

NewT = TypeVar("NewT")
RowT = TypeVar("RowT")
LABEL_LENGTH = 120


@dataclass(frozen=True)
class MadeRow:
    """A row that a card became; `order` is the card's."""

    order: int
    kind: str
    uid: uuid.UUID
    code: str
    label: str


@dataclass
class CarryingOut:
    planning: Planning
    actor: uuid.UUID | None
    at: datetime
    made: list[MadeRow] = field(default_factory=list)
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    # Codes that were to be made and were refused: that others miss them is no fault of theirs.
    missing: set[str] = field(default_factory=set)
    people: dict[int, uuid.UUID] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return self.planning.plan

    def do(self) -> None:
        """All of it, in an order in which what is named is there before it is named."""
        self._organisations()
        self._places()
        self._facilities()
        self._people()
        self._events()
        self._agreements()
        self._promises()
        self._sign()
        self._meetings()
        self._sayings()

    # --- attempts --------------------------------------------------------------------------------
    def _ready(self, planned: Mapping[int, NewT]) -> dict[int, NewT]:
        waits = self.plan.waits
        return {order: new for order, new in planned.items() if not waits.get(order)}

    def _try(self, order: int, act: Callable[[], RowT], *, makes: str = "") -> RowT | None:
        """Do one thing; None where it was refused."""
        try:
            with transaction.atomic():
                return act()
        except ActionRefused as refusal:
            if makes:
                self.missing.add(makes)
            self._note(order, refusal.faults)
            return None

    def _try_all(
        self, orders: Sequence[int], act: Callable[[], Any], *, makes: Sequence[str] = ()
    ) -> bool:
        """Do something to many at once; its faults go to the cards by their place."""
        try:
            with transaction.atomic():
                act()
        except ActionRefused as refusal:
            self.missing.update(makes)
            for fault in refusal.faults:
                item = fault.item if fault.item is not None else 0
                self._note(orders[item], [fault])
            return False
        return True

    def _note(self, order: int, faults: Sequence[Fault]) -> None:
        told = [
            fault
            for fault in faults
            if not (fault.code == "unknown_code" and fault.found in self.missing)
        ]
        if told:
            self.faults.setdefault(order, []).extend(told)

    def _made(self, order: int, kind: str, uid: uuid.UUID, code: str, label: str) -> None:
        self.made.append(MadeRow(order, kind, uid, code, label[:LABEL_LENGTH]))

    # --- the register ----------------------------------------------------------------------------
    def _organisations(self) -> None:
        planned = self._ready(self.plan.organisations)
        new = once_each(planned)
        orders = [order for order, _ in new]
        rows = [one for _, one in new]
        if not self._try_all(
            orders,
            lambda: registry.record_organisations(rows, actor=self.actor, at=self.at),
            makes=[one.code for one in rows],
        ):
            return
        known = by_code(Organisation.objects.all(), [one.code for one in rows])
        for order, one in planned.items():
            row = known[one.code]
            self._made(order, "organisation", row.uid, row.code, row.name_ar)

    def _places(self) -> None:
        new = once_each(self._ready(self.plan.places))
        rows = [one for _, one in new]
        self._try_all(
            [order for order, _ in new],
            lambda: registry.record_locations(rows, actor=self.actor, at=self.at),
        )

    def _facilities(self) -> None:
        planned = self._ready(self.plan.facilities)
        new = once_each(planned)
        rows = [one for _, one in new]
        if not self._try_all(
            [order for order, _ in new],
            lambda: registry.record_facilities(rows, actor=self.actor, at=self.at),
            makes=[one.code for one in rows],
        ):
            return
        known = by_code(Location.objects.all(), [one.code for one in rows])
        cards = self.planning.draft.by_order
        for order, one in planned.items():
            if not cards[order].link:
                row = known[one.code]
                self._made(order, "facility", row.uid, row.code, row.name_ar)

    def _people(self) -> None:
        planned = self._ready(self.plan.people)
        orders = list(planned)
        sourced = [self._sourced(order, one) for order, one in planned.items()]
        rows: list[Any] = []
        self._try_all(
            orders, lambda: rows.extend(registry.record_people(sourced, actor=self.actor))
        )
        for order, row in zip(orders, rows, strict=False):
            self.people[order] = row.uid
            self._made(order, "person", row.uid, str(row.uid), row.name_ar)

    def _sourced(self, order: int, one: NewPerson) -> NewPerson:
        source = str(self.planning.source_of(self.planning.draft.by_order[order]))
        return replace(one, roles=tuple(replace(role, source=source) for role in one.roles))

    def _events(self) -> None:
        planned = self._ready(self.plan.events)
        orders, events = list(planned), list(planned.values())
        if not self._try_all(
            orders, lambda: registry.record_events(events, actor=self.actor, at=self.at)
        ):
            return
        codes = [one.facility for one in events]
        kept = FacilityEvent.objects.filter(
            facility__location__code__in=codes, source__in={one.source for one in events}
        ).select_related("facility__location")
        rows = {
            (row.facility.code, row.kind, row.on, row.precision, row.source): row for row in kept
        }
        for order, one in planned.items():
            if row := rows.get((one.facility, one.kind, one.on, one.precision, one.source)):
                label = row.facility.name_ar
                self._made(order, "event", row.uid, str(row.uid), label)

    # --- agreements ------------------------------------------------------------------------------
    def _agreements(self) -> None:
        for order, one in self._ready(self.plan.agreements).items():
            row = self._try(order, partial(self._begin, one), makes=one.new.code)
            if row is not None:
                self._made(order, "agreement", row.uid, row.code, row.title_ar)

    def _begin(self, one: PlannedAgreement) -> Agreement:
        """One that was signed before it was told of is begun as a draft, since its statuses are
        dated in order; it is signed once it has its lines."""
        is_begun_silently = one.is_draft or one.new.signed_on is not None
        begin = partnerships.draft_agreement if is_begun_silently else None
        act = begin or partnerships.announce_agreement
        people = self._uids(one.signatories)
        return act(
            one.new,
            purpose_ar=one.purpose_ar,
            signatories=people,
            actor=self.actor,
            at=self.at,
        )

    def _uids(self, orders: Sequence[int]) -> list[uuid.UUID]:
        found = (self._uid(order) for order in orders)
        return [uid for uid in found if uid is not None]

    def _uid(self, order: int) -> uuid.UUID | None:
        """The person of a card, recorded now, before, or known to be."""
        if order in self.people:
            return self.people[order]
        card = self.planning.draft.by_order[order]
        code = card.row("person") or card.link
        return uuid.UUID(code) if code and card.is_yes else None

    def _promises(self) -> None:
        pledges = self._ready(self.plan.pledges)
        for order, line in pledges.items():
            if self._try(order, partial(self._write, line)):
                self._pledged(order, line.agreement, line.line)
        for order, figure in self._ready(self.plan.figures).items():
            row = self._try(order, partial(partnerships.state_figure, figure, actor=self.actor))
            if row is not None:
                self._made(order, "figure", row.uid, str(row.uid), row.label_ar)

    def _write(self, line: NewPledge) -> bool:
        partnerships.write_line(line, actor=self.actor, at=self.at)
        return True

    def _pledged(self, order: int, agreement: str, line: str) -> None:
        """A line has no uid of its own; it is found by its agreement's."""
        uid = by_code(Agreement.objects.all(), [agreement])[agreement].uid
        label = self.planning.draft.by_order[order].label
        self._made(order, "pledge", uid, f"{agreement}/{line}", label)

    def _sign(self) -> None:
        for order, one in self._ready(self.plan.agreements).items():
            day, code = one.new.signed_on, one.new.code
            if day is not None and code not in self.missing:
                sign = partial(partnerships.sign_agreement, code, on=day)
                self._try(order, partial(sign, actor=self.actor, at=self.at))

    # --- meetings --------------------------------------------------------------------------------
    def _meetings(self) -> None:
        for order, one in self._ready(self.plan.meetings).items():
            present = tuple(
                NewParticipant(
                    person=None if each.person is None else self._uid(each.person),
                    organisation=each.organisation,
                    title_ar=each.title_ar,
                )
                for each in one.participants
            )
            named = tuple(each for each in present if each.person or each.organisation)
            new = replace(one.new, participants=named)
            row = self._try(
                order,
                partial(partnerships.record_meeting, new, actor=self.actor, at=self.at),
                makes=new.code,
            )
            if row is not None:
                self._made(order, "meeting", row.uid, row.code, row.title_ar)

    def _sayings(self) -> None:
        meetings = {row.code: row.uid for row in self._meeting_rows()}
        for order, said in self._ready(self.plan.topics).items():
            if uid := meetings.get(said.meeting):
                add = partial(partnerships.add_topic, uid, said.text, actor=self.actor)
                self._note_text(order, "topic", self._try(order, add))
        for order, said in self._ready(self.plan.decisions).items():
            if uid := meetings.get(said.meeting):
                decide = partial(partnerships.add_decision, uid, said.text, actor=self.actor)
                self._note_text(order, "decision", self._try(order, decide))
        for order, asked in self._ready(self.plan.requests).items():
            ask = partial(partnerships.raise_request, asked, actor=self.actor)
            self._note_text(order, "request", self._try(order, ask))
        self._undertakings()

    def _meeting_rows(self) -> list[Meeting]:
        said = (*self.plan.topics.values(), *self.plan.decisions.values())
        return list(by_code(Meeting.objects.all(), {one.meeting for one in said}).values())

    def _undertakings(self) -> None:
        for order, one in self._ready(self.plan.undertakings).items():
            keep = partial(partnerships.record_undertaking, one.new, actor=self.actor)
            row = self._try(order, keep)
            self._note_text(order, "undertaking", row)
            if row is not None and one.is_done and row.status == Undertaking.Status.OPEN:
                fulfil = partial(partnerships.fulfil_undertaking, row.uid, actor=self.actor)
                card = self.planning.draft.by_order[order]
                reason = self.planning.source_words_of(card)
                self._try(order, partial(fulfil, reason=reason))

    def _note_text(
        self,
        order: int,
        kind: str,
        row: MeetingTopic | Decision | Request | Undertaking | None,
    ) -> None:
        if row is not None:
            self._made(order, kind, row.uid, str(row.uid), row.text_ar)


def once_each(planned: Mapping[int, Any]) -> list[tuple[int, Any]]:
    """Each code once, with the names of all cards that are that row, and the first card's order."""
    found: dict[str, tuple[int, Any]] = {}
    for order, new in planned.items():
        if new.code not in found:
            found[new.code] = (order, new)
            continue
        first = found[new.code]
        aliases = (*first[1].aliases, *new.aliases)
        found[new.code] = (first[0], replace(first[1], aliases=aliases))
    return list(found.values())

"""Agreements with what was reckoned of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    Case,
    Count,
    F,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from mithaq.engine.ledger_tables import Stage
from mithaq.engine.reckoning.result import State
from mithaq.ledger.access import visible_agreements
from mithaq.ledger.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    AgreementTerms,
    Pledge,
    PledgeScope,
    ReckonedLine,
    Reckoning,
    Status,
)
from mithaq.ledger.queries.standing import reaches
from mithaq.registry.access import NotFound, Visitor
from mithaq.registry.models import Level, Location, SubjectKind
from mithaq.registry.queries.names import named
from mithaq.registry.queries.pages import PAGE_ROWS, Page, page_of


@dataclass(frozen=True, kw_only=True)
class AgreementFilter:
    """What to list; empty: all."""

    text: str = ""
    kind: str = ""
    status: str = ""
    state: str = ""
    place: Location | None = None


@dataclass(frozen=True)
class AgreementRow:
    """An agreement in a list; `states` counts its lines by state, the worst first."""

    agreement: Agreement
    lines: int = 0
    states: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class ScopePart:
    """A place of a line's scope, or all its facilities together (then `name_…` is one of them)."""

    facilities: int
    name_ar: str
    name_en: str


@dataclass(frozen=True)
class AgreementOverview:
    """An agreement and everything the ledger knows of it."""

    agreement: Agreement
    lines: Sequence[ReckonedLine]
    parties: Sequence[AgreementParty]
    statuses: Sequence[AgreementStatus]
    versions: dict[str, Sequence[Pledge]] = field(default_factory=dict)
    """By line: every version, the first first."""
    parts: Sequence[Agreement] = ()
    umbrella: Agreement | None = None
    """What it is part of, if the user may see that."""
    counts_from: Stage = Stage.ACCEPTED
    where: Mapping[int, Sequence[ScopePart]] = field(default_factory=dict)
    """By id of a version: where it applies."""

    def ends_in(self, day: date) -> int | None:
        """Days from `day` to its end; None where it has none."""
        return (self.agreement.ends_on - day).days if self.agreement.ends_on else None


# The states in the order in which a reader needs to see them.
WORST_FIRST = (
    State.MISSED, State.BEHIND, State.AT_RISK, State.NOT_KNOWN, State.SUSPENDED, State.TERMINATED,
    State.UNDATED, State.NOT_STARTED, State.ON_TRACK, State.FULFILLED,
)  # fmt: skip


def agreements_list(
    user: Visitor,
    reckoning: Reckoning | None,
    wanted: AgreementFilter | None = None,
    *,
    after: str = "",
    limit: int = PAGE_ROWS,
) -> Page[AgreementRow]:
    """A page of the agreements that the user may see, by normalised Arabic title."""
    wanted = wanted or AgreementFilter()
    chosen, following = page_of(
        _matching(visible_agreements(user), reckoning, wanted),
        sort="sort_ar",
        after=after,
        limit=limit,
    )
    states = _states_of(chosen, reckoning)
    rows = (
        AgreementRow(a, sum(n for _, n in states.get(a.pk, ())), states.get(a.pk, ()))
        for a in chosen
    )
    return Page(tuple(rows), following)


def _matching(
    agreements: QuerySet[Agreement], reckoning: Reckoning | None, wanted: AgreementFilter
) -> QuerySet[Agreement]:
    if wanted.text:
        agreements = agreements.filter(named(SubjectKind.AGREEMENT, wanted.text))
    if wanted.kind:
        agreements = agreements.filter(kind=wanted.kind)
    if wanted.status:
        agreements = agreements.filter(status=wanted.status)
    if wanted.state or wanted.place:
        lines = ReckonedLine.objects.filter(reckoning=reckoning)
        lines = lines.filter(state=wanted.state) if wanted.state else lines
        lines = lines.filter(reaches(wanted.place)) if wanted.place else lines
        agreements = agreements.filter(Q(id__in=lines.values("agreement")))
    return agreements


def _states_of(
    agreements: Sequence[Agreement], reckoning: Reckoning | None
) -> dict[int, Sequence[tuple[str, int]]]:
    order = {state.value: place for place, state in enumerate(WORST_FIRST)}
    counts: dict[int, dict[str, int]] = {}
    lines = ReckonedLine.objects.filter(reckoning=reckoning, agreement__in=agreements)
    for agreement, state in lines.values_list("agreement", "state"):
        of_agreement = counts.setdefault(agreement, {})
        of_agreement[state] = of_agreement.get(state, 0) + 1
    return {
        agreement: sorted(found.items(), key=lambda item: order[item[0]])
        for agreement, found in counts.items()
    }


def agreement_overview(user: Visitor, code: str, reckoning: Reckoning | None) -> AgreementOverview:
    """One agreement with its reckoned lines, parties, statuses and every version of its lines.

    Raises NotFound.
    """
    # One question finds it with what it is part of and what is part of it.
    near = Q(code=code) | Q(parent__code=code) | Q(parts__code=code)
    terms = AgreementTerms.objects.filter(agreement=OuterRef("id")).order_by("-id")
    seen = (
        visible_agreements(user)
        .filter(near)
        .annotate(counts_from=Subquery(terms.values("counts_from")[:1]))
    )
    related = tuple(seen.distinct().order_by("code"))
    agreement = next((row for row in related if row.code == code), None)
    if agreement is None:
        raise NotFound
    rows = agreement.pledges.select_related("measure", "stated_by")
    versions = _by_line(rows.order_by("effective_on", "id"))
    reckoned = ReckonedLine.objects.filter(reckoning=reckoning, agreement=agreement)
    lines = tuple(reckoned.select_related("measure").order_by("position"))
    speaking = {pledge.pk: pledge for found in versions.values() for pledge in found}
    for line in lines:
        line.pledge = speaking[line.pledge_id]
    return AgreementOverview(
        agreement=agreement,
        lines=lines,
        parties=tuple(agreement.parties.select_related("organisation").order_by("role", "id")),
        statuses=tuple(agreement.statuses.order_by("recorded_at", "id")),
        versions=versions,
        parts=tuple(other for other in related if other.parent_id == agreement.pk),
        umbrella=next((o for o in related if o.pk == agreement.parent_id), None),
        counts_from=Stage(agreement.counts_from),
        where=_where(agreement),
    )


def _by_line(pledges: Iterable[Pledge]) -> dict[str, Sequence[Pledge]]:
    versions: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        versions.setdefault(pledge.line, []).append(pledge)
    return {line: tuple(found) for line, found in versions.items()}


def _where(agreement: Agreement) -> dict[int, Sequence[ScopePart]]:
    """Where each version applies: its places one by one, its facilities as a number."""
    is_facility = Q(location__level=Level.FACILITY)
    place = Case(When(is_facility, then=Value("")), default=F("location__code"))
    rows = (
        PledgeScope.objects.filter(pledge__agreement=agreement)
        .annotate(place=place)
        .values("pledge_id", "place")
        .annotate(
            facilities=Count("id", filter=is_facility),
            ar=Min("location__name_ar"),
            en=Min("location__name_en"),
        )
        .order_by("pledge_id", "place")
    )
    found: dict[int, list[ScopePart]] = {}
    for row in rows:
        part = ScopePart(row["facilities"], row["ar"], row["en"])
        found.setdefault(row["pledge_id"], []).append(part)
    return {pledge: tuple(parts) for pledge, parts in found.items()}


def latest_versions(agreement: Agreement) -> list[Pledge]:
    """Of each line the version that was effective last, in force yet or still to come."""
    scopes = PledgeScope.objects.select_related("location").order_by("location__code")
    rows = agreement.pledges.select_related("measure").prefetch_related(Prefetch("scopes", scopes))
    return [found[-1] for found in _by_line(rows.order_by("effective_on", "id")).values()]


KINDS = tuple(AgreementKind.choices)
STATUSES = tuple(Status.choices)


def has_agreement(code: str) -> bool:
    """Whether there is an agreement of this code (for loaders, which act as the system)."""
    return Agreement.objects.filter(code=code).exists()

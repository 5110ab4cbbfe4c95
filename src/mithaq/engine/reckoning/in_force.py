"""What speaks on a day: agreements with their status, pledge lines, supports, parties.

Everything here is small (thousands of rows), so it is resolved in Python, once per reckoning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from mithaq.engine.ledger_tables import Claimant, LedgerTables, Stage
from mithaq.engine.months import month_of
from mithaq.engine.reckoning.known import Cutoff, all_rows, cutoff, known_rows
from mithaq.engine.reckoning.trees import FIRST_MONTH, LAST_MONTH, PlaceTree

LINE_NUMBER = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Measure:
    """What can be promised and delivered; `stale_after` in months."""

    code: str
    family: str
    unit: str
    combine: str
    stale_after: int | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement's head on the day; `status_on` is the day that its status is dated."""

    code: str
    made_up: bool
    partner: int | None
    counts_from: Stage
    preferred_claimant: Claimant
    status: str
    status_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """The version of a pledge line that is in force."""

    scope: frozenset[int]
    pledge: int
    agreement: int
    code: str
    measure: int
    quantity: int
    starts_on: date | None
    ends_on: date | None
    profile: str
    milestones: str | None

    @property
    def months(self) -> tuple[int, int]:
        """The first and last month that overlap the line's dates."""
        return month_span(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Support:
    """Who supports a location for a family of measures, over which months."""

    location: int
    family: str
    organisation: int
    agreement: int | None
    from_month: int
    to_month: int


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation speaks for an agreement (partner or implementing) over some months."""

    organisation: int
    agreement: int
    from_month: int
    to_month: int


@dataclass(frozen=True)
class LedgerOnDay:
    """All that is small, resolved. `lines` and `supports` are in ranking order: first wins."""

    cutoff: Cutoff
    measures: dict[int, Measure]
    measure_parents: dict[int, int | None]
    locations: dict[int, tuple[str, str]]
    """Code and level by location."""
    places: PlaceTree
    organisations: dict[int, str]
    agreements: dict[int, Agreement]
    """Drafts included."""
    lines: tuple[Line, ...]
    supports: tuple[Support, ...]
    memberships: tuple[Membership, ...]


def month_span(first: date | None, last: date | None) -> tuple[int, int]:
    """The months that a stretch of days overlaps; None is open."""
    begin = FIRST_MONTH if first is None else month_of(first)
    return begin, LAST_MONTH if last is None else month_of(last)


def line_key(line: str) -> tuple[int, Fraction, str]:
    """Sort key of line codes: numbers by value, before text by code point."""
    if LINE_NUMBER.fullmatch(line):
        return 0, Fraction(line), line
    return 1, Fraction(0), line


def ledger_on_day(tables: LedgerTables, as_of: date, known_at: datetime | None) -> LedgerOnDay:
    """Resolve every small table as of the day, as it was known."""
    cut = cutoff(tables, as_of, known_at)
    until = cut.known_until
    measures = {
        row[0]: Measure(*row[1:])
        for row in all_rows(
            tables,
            tables.measures,
            ("measure", "code", "family", "unit", "combine", "stale_after"),
        )
    }
    locations = all_rows(tables, tables.locations, ("location", "code", "level"))
    organisations = dict(all_rows(tables, tables.organisations, ("organisation", "code")))
    agreements = _agreements(tables, cut)
    parents = ("location", "parent", "valid_from")
    return LedgerOnDay(
        cutoff=cut,
        measures=measures,
        measure_parents=dict(
            known_rows(tables, tables.measure_parents, ("measure", "parent"), until)
        ),
        locations={location: (code, level) for location, code, level in locations},
        places=PlaceTree(known_rows(tables, tables.location_parents, parents, until)),
        organisations=organisations,
        agreements=agreements,
        lines=_lines(tables, cut, agreements),
        supports=_supports(tables, cut, organisations),
        memberships=_memberships(tables, cut, agreements),
    )


def _agreements(tables: LedgerTables, cut: Cutoff) -> dict[int, Agreement]:
    until = cut.known_until
    terms_columns = ("agreement", "partner", "counts_from", "preferred_claimant")
    terms = {
        row[0]: row[1:] for row in known_rows(tables, tables.agreement_terms, terms_columns, until)
    }
    events: dict[int, list[tuple[date | None, str]]] = {}
    status_columns = ("agreement", "on", "status")
    for agreement, on, status in known_rows(
        tables, tables.agreement_statuses, status_columns, until
    ):
        events.setdefault(agreement, []).append((on, status))
    agreements = {}
    for agreement, code, made_up in known_rows(
        tables, tables.agreements, ("agreement", "code", "made_up"), until
    ):
        partner, stage, claimant = terms.get(agreement, (None, Stage.ACCEPTED, Claimant.FACILITY))
        status, status_on = status_on_day(events.get(agreement, []), cut.as_of)
        agreements[agreement] = Agreement(
            code, made_up, partner, Stage(stage), Claimant(claimant), status, status_on
        )
    return agreements


def status_on_day(
    events: Iterable[tuple[date | None, str]], as_of: date
) -> tuple[str, date | None]:
    """The latest status dated by the day, and its date; events in order of recording.

    An undated status holds from the beginning. Before the first event an agreement is active,
    unless that event makes it a draft: then it was no more than that before, either.
    """
    ordered = sorted(events, key=lambda event: event[0] or date.min)
    begun = [event for event in ordered if event[0] is None or event[0] <= as_of]
    if begun:
        on, status = begun[-1]
        return status, on
    first_day = [status for on, status in ordered if on == ordered[0][0]]
    return ("draft" if first_day[-1:] == ["draft"] else "active"), None


def _lines(tables: LedgerTables, cut: Cutoff, agreements: dict[int, Agreement]) -> tuple[Line, ...]:
    scopes: dict[int, set[int]] = {}
    for pledge, location in all_rows(tables, tables.scopes, ("pledge", "location")):
        scopes.setdefault(pledge, set()).add(location)
    columns = (
        *("effective_on", "pledge", "agreement", "line", "measure", "quantity"),
        *("starts_on", "ends_on", "profile", "milestones"),
    )
    in_force: dict[tuple[int, str], tuple[Any, ...]] = {}
    for row in known_rows(tables, tables.pledges, columns, cut.known_until):
        effective_on, _, agreement, code = row[:4]
        earlier = in_force.get((agreement, code))
        if effective_on <= cut.as_of and (earlier is None or earlier[0] <= effective_on):
            in_force[agreement, code] = row
    lines = [
        Line(frozenset(scopes.get(row[1], ())), *row[1:])
        for row in in_force.values()
        if row[2] in agreements and agreements[row[2]].status != "draft"
    ]
    return tuple(sorted(lines, key=lambda line: _line_rank(line, agreements)))


def _line_rank(line: Line, agreements: dict[int, Agreement]) -> tuple[Any, ...]:
    # The last steps of the ranking; the first two depend on the delivery.
    return line.ends_on or date.max, agreements[line.agreement].code, line_key(line.code)


def _supports(
    tables: LedgerTables, cut: Cutoff, organisations: dict[int, str]
) -> tuple[Support, ...]:
    columns = (
        *("support_key", "location", "family", "organisation", "agreement"),
        *("share", "valid_from", "valid_to"),
    )
    versions = {
        row[0]: row[1:] for row in known_rows(tables, tables.supports, columns, cut.known_until)
    }

    def rank(row: tuple[Any, ...]) -> tuple[Any, ...]:
        share, valid_from, organisation = row[4], row[5], row[2]
        # The larger share, the later start; a support without a share comes last.
        return (
            -1 if share is None else -2 - share,
            -valid_from.toordinal(),
            organisations[organisation],
        )

    return tuple(
        Support(row[0], row[1], row[2], row[3], *month_span(row[5], row[6]))
        for row in sorted(versions.values(), key=rank)
    )


def _memberships(
    tables: LedgerTables, cut: Cutoff, agreements: dict[int, Agreement]
) -> tuple[Membership, ...]:
    partners = [
        Membership(head.partner, agreement, FIRST_MONTH, LAST_MONTH)
        for agreement, head in agreements.items()
        if head.partner is not None
    ]
    columns = ("organisation", "agreement", "role", "valid_from", "valid_to")
    implementing = [
        Membership(organisation, agreement, *month_span(valid_from, valid_to))
        for organisation, agreement, role, valid_from, valid_to in known_rows(
            tables, tables.parties, columns, cut.known_until
        )
        if role == "implementing"
    ]
    return tuple(partners + implementing)

"""Which delivery belongs to which pledge line: at most one, the best of those that fit.

Whether a line fits depends on a delivery's *claim* (measure, location, organisation, agreement,
claimant) and, through dates alone, on its month. So the ranking is done once for each distinct
claim and stretch of months, and ten million deliveries are then joined to the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from mithaq.engine.ledger_tables import Claimant, LedgerTables
from mithaq.engine.reckoning.in_force import LedgerOnDay
from mithaq.engine.reckoning.scratch import Scratch, small_table
from mithaq.engine.reckoning.spans import best_by_month
from mithaq.engine.reckoning.trees import FIRST_MONTH, LAST_MONTH, LEVELS, measure_ancestors

NONE = -1
"""Stands for "not stated" in claim keys, which joins must find equal to itself."""

CLAIM = ("measure", "location", "organisation", "agreement", "claimant")

# A rank is one int64, so that the best candidate is a plain minimum: from the high bits down,
# distance of measure (8), level of scope (3), line (24), support that led there (26).
SUPPORT_BITS, LINE_BITS, LEVEL_BITS = 26, 24, 3
NO_SUPPORT = (1 << SUPPORT_BITS) - 1

INT32 = pa.int32()


@dataclass(frozen=True)
class Attribution:
    """The ledger on a day with each claim led to its line; the common ground of all results.

    `claims`: distinct claims (CLAIM, `key`). `answers`: (CLAIM, `from_month`, `to_month`, `line`,
    `support`), disjoint spans; line and support are positions in `day.lines` and `day.supports`,
    `support` being NO_SUPPORT where none was needed.
    """

    tables: LedgerTables
    day: LedgerOnDay
    scratch: Scratch
    claims: Table
    fits: Table
    answers: Table

    @cached_property
    def seen(self) -> Table:
        """Deliveries known, of a month that has begun, and not reversed."""
        known = known_deliveries(self.tables, self.day)
        reversals = self.tables.reversals
        if self.day.cutoff.batch is not None:
            reversals = reversals.filter(reversals.batch <= self.day.cutoff.batch)
        return known.anti_join(reversals, "posting")

    @cached_property
    def pledged(self) -> Table:
        """Seen deliveries that belong to a line, with `line` and `support`."""
        seen = self.seen
        return seen.join(self.answers, claim_matches(seen, self.answers)).select(
            seen, self.answers.line, self.answers.support
        )

    @cached_property
    def cells(self) -> Table:
        """Sums by line, location, measure, month and stage: `facility` and `partner`, or null."""
        by_facility = ibis._.claimant == Claimant.FACILITY
        by_partner = ibis._.claimant == Claimant.PARTNER
        return self.scratch.keep(
            self.pledged.group_by("line", "location", "measure", "month", "stage").agg(
                facility=ibis._.quantity.sum(where=by_facility).cast("decimal(38,0)"),
                partner=ibis._.quantity.sum(where=by_partner).cast("decimal(38,0)"),
            )
        )


def attribute(tables: LedgerTables, day: LedgerOnDay, scratch: Scratch) -> Attribution:
    """Lead every distinct claim to its line, month by month."""
    claims = scratch.keep(_claims(tables, day))
    fits = _fits(scratch, claims, day)
    candidates = [_candidates(opening, fits) for opening in openings(identified(claims, day), day)]
    best = best_by_month(scratch.keep(ibis.union(*candidates)))
    answers = best.join(claims, "key").select(
        *CLAIM,
        "from_month",
        "to_month",
        line=_bits(best["rank"], SUPPORT_BITS, LINE_BITS),
        support=_bits(best["rank"], 0, SUPPORT_BITS),
    )
    return Attribution(tables, day, scratch, claims, fits, scratch.keep(answers))


def known_deliveries(tables: LedgerTables, day: LedgerOnDay) -> Table:
    """Deliveries of months begun by the day, in batches known; reversed ones included."""
    deliveries = tables.deliveries
    known = deliveries.filter(deliveries.month <= day.cutoff.month)
    if day.cutoff.batch is not None:
        known = known.filter(known.batch <= day.cutoff.batch)
    return known


def same_claim(deliveries: Table, claims: Table) -> list[ibis.Value]:
    """The join of deliveries with a table that carries CLAIM."""
    return [
        deliveries.claim_measure == claims.measure,
        deliveries.claim_location == claims.location,
        deliveries.claim_organisation.fill_null(NONE) == claims.organisation,
        deliveries.claim_agreement.fill_null(NONE) == claims.agreement,
        deliveries.claim_claimant == claims.claimant,
    ]


def claim_matches(deliveries: Table, spans: Table) -> list[ibis.Value]:
    """The join of deliveries with spans that carry CLAIM: the claim's month lies in the span."""
    return [
        *same_claim(deliveries, spans),
        deliveries.claim_month >= spans.from_month,
        deliveries.claim_month <= spans.to_month,
    ]


def _claims(tables: LedgerTables, day: LedgerOnDay) -> Table:
    known = known_deliveries(tables, day)
    distinct = known.select(
        measure=known.claim_measure,
        location=known.claim_location,
        organisation=known.claim_organisation.fill_null(NONE),
        agreement=known.claim_agreement.fill_null(NONE),
        claimant=known.claim_claimant,
    ).distinct()
    return distinct.mutate(key=ibis.row_number())


def identified(claims: Table, day: LedgerOnDay) -> Table:
    """Claims with what they state or, where a facility states neither, with each support in force.

    Columns: key, measure, location, organisation, agreement, support, from_month, to_month.
    """
    columns = ("key", "measure", "location", "organisation", "agreement")
    states_neither = (claims.organisation == NONE) & (claims.agreement == NONE)
    stated = claims.filter(~states_neither).select(
        *columns,
        support=ibis.literal(NO_SUPPORT, "int32"),
        from_month=ibis.literal(FIRST_MONTH, "int32"),
        to_month=ibis.literal(LAST_MONTH, "int32"),
    )
    silent = claims.filter(states_neither & (claims.claimant == Claimant.FACILITY))
    supported = (
        silent.drop("organisation", "agreement")
        .join(families(day), "measure")
        .join(support_table(day), ["location", "family"])
    )
    return stated.union(supported.select(*columns, "support", "from_month", "to_month"))


def openings(claimed: Table, day: LedgerOnDay) -> tuple[Table, Table]:
    """Which agreements with a line in force may take an identified claim, and in which months.

    Two tables, for claims with an agreement and for those with only an organisation.
    Columns: key, measure, location, agreement, support, from_month, to_month.
    """
    columns = ("key", "measure", "location", "agreement", "support")
    alive = {line.agreement for line in day.lines}
    listed = small_table({"agreement": INT32}, [(agreement,) for agreement in sorted(alive)])
    members = small_table(
        {"organisation": INT32, "agreement": INT32, "member_from": INT32, "member_to": INT32},
        [
            (row.organisation, row.agreement, row.from_month, row.to_month)
            for row in day.memberships
            if row.agreement in alive
        ],
    )
    by_agreement = claimed.filter(claimed.agreement != NONE).semi_join(listed, "agreement")
    only_organisation = claimed.filter(claimed.agreement == NONE).drop("agreement")
    by_organisation = only_organisation.join(members, "organisation")
    return (
        by_agreement.select(*columns, "from_month", "to_month"),
        by_organisation.select(
            *columns,
            from_month=ibis.greatest(by_organisation.from_month, by_organisation.member_from),
            to_month=ibis.least(by_organisation.to_month, by_organisation.member_to),
        ).filter(ibis._.from_month <= ibis._.to_month),
    )


def support_table(day: LedgerOnDay) -> Table:
    """Supports by position: support, location, family, organisation, agreement, months."""
    return small_table(
        {"support": INT32, "location": INT32, "family": pa.string()}
        | {"organisation": INT32, "agreement": INT32, "from_month": INT32, "to_month": INT32},
        [
            (
                *(position, row.location, row.family, row.organisation),
                *(NONE if row.agreement is None else row.agreement, row.from_month, row.to_month),
            )
            for position, row in enumerate(day.supports)
        ],
    )


def families(day: LedgerOnDay) -> Table:
    """The family of each measure."""
    return small_table(
        {"measure": INT32, "family": pa.string()},
        [(measure, row.family) for measure, row in day.measures.items()],
    )


def _fits(scratch: Scratch, claims: Table, day: LedgerOnDay) -> Table:
    """Lines that may hold a location and a measure, for locations that were claimed.

    Columns: agreement, location, measure, line, base (the rank without the support), place_from,
    place_to (when the scope holds the location), line_from, line_to (the line's own months).
    """
    scopes = small_table(
        {"line": INT32, "agreement": INT32, "pledged": INT32, "place": INT32, "level": INT32}
        | {"line_from": INT32, "line_to": INT32},
        [
            (position, line.agreement, line.measure, place, _level(day, place), *line.months)
            for position, line in enumerate(day.lines)
            for place in sorted(line.scope)
        ],
    )
    held = scopes.join(_holdings(scratch, claims, day), "place")
    fits = held.join(_descents(day), "pledged")
    line, level, distance = (fits[name].cast("int64") for name in ("line", "level", "distance"))
    level_shift = LINE_BITS + SUPPORT_BITS
    base = (
        (distance << (level_shift + LEVEL_BITS)) | (level << level_shift) | (line << SUPPORT_BITS)
    )
    return scratch.keep(
        fits.select(
            *("agreement", "location", "measure", "line"),
            *("place_from", "place_to", "line_from", "line_to"),
            base=base,
        )
    )


def _level(day: LedgerOnDay, place: int) -> int:
    return LEVELS.index(day.locations[place][1])


def _holdings(scratch: Scratch, claims: Table, day: LedgerOnDay) -> Table:
    claimed = scratch.rows(claims.select("location").distinct())
    return small_table(
        {"location": INT32, "place": INT32, "place_from": INT32, "place_to": INT32},
        [
            (location, held.place, held.from_month, held.to_month)
            for (location,) in sorted(claimed)
            for held in day.places.holdings(location)
        ],
    )


def _descents(day: LedgerOnDay) -> Table:
    return small_table(
        {"measure": INT32, "pledged": INT32, "distance": INT32},
        [
            (measure, above, distance)
            for measure in day.measures
            for distance, above in enumerate(measure_ancestors(day.measure_parents, measure))
        ],
    )


def _candidates(opened: Table, fits: Table) -> Table:
    """Every line that fits a claim, with the months in which it does, and its rank."""
    joined = opened.join(fits, ["agreement", "location", "measure"])
    first = ibis.greatest(joined.from_month, joined.place_from, joined.line_from)
    last = ibis.least(joined.to_month, joined.place_to, joined.line_to)
    return joined.select(
        "key", from_month=first, to_month=last, rank=joined.base | joined.support.cast("int64")
    ).filter(ibis._.from_month <= ibis._.to_month)


def _bits(rank: ibis.Value, shift: int, width: int) -> ibis.Value:
    return ((rank >> shift) & ((1 << width) - 1)).cast("int32")

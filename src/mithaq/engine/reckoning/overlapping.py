"""One facility, measure and month claimed by two organisations or more."""

from __future__ import annotations

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from mithaq.engine.ledger_tables import Stage
from mithaq.engine.reckoning.attribution import (
    Attribution,
    claim_matches,
    families,
    support_table,
)
from mithaq.engine.reckoning.in_force import LedgerOnDay
from mithaq.engine.reckoning.result import Overlap
from mithaq.engine.reckoning.scratch import small_table
from mithaq.engine.reckoning.spans import best_by_month

INT32 = pa.int32()
CELL = ("location", "measure", "month")


def overlaps_attributed(attribution: Attribution) -> tuple[Overlap, ...]:
    """All overlaps, by facility, measure and month."""
    claims = _claims_by_organisation(attribution)
    bounds = claims.group_by(*CELL).agg(
        first=ibis._.organisation.min(), last=ibis._.organisation.max()
    )
    # Most cells have one organisation: find the few that do not before listing any.
    shared = bounds.filter(bounds.first != bounds.last)
    listed = claims.semi_join(shared, list(CELL)).select(*CELL, "organisation").distinct()
    return _grouped(attribution.scratch.rows(listed), attribution.day)


def _grouped(rows: list[tuple[int, ...]], day: LedgerOnDay) -> tuple[Overlap, ...]:
    organisations: dict[tuple[int, int, int], list[str]] = {}
    for location, measure, month, organisation in rows:
        cell = location, measure, month
        organisations.setdefault(cell, []).append(day.organisations[organisation])
    found = [
        Overlap(
            facility=day.locations[location][0],
            measure=day.measures[measure].code,
            month=month,
            organisations=tuple(sorted(codes)),
            facility_id=location,
            measure_id=measure,
        )
        for (location, measure, month), codes in organisations.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.facility, each.measure, each.month)))


def _claims_by_organisation(attribution: Attribution) -> Table:
    """Seen claims at facilities, CELL with `organisation`.

    It is the one stated or, where none is, that of the support which led to the line, else that of
    the best support in force.
    """
    day, answers = attribution.day, attribution.answers
    seen = attribution.seen
    facilities = small_table(
        {"location": INT32},
        [(at,) for at, (_, level) in day.locations.items() if level == "facility"],
    )
    claims = seen.filter(seen.stage == Stage.CLAIMED).semi_join(facilities, "location")
    stated = claims.filter(claims.organisation.notnull()).select(*CELL, "organisation")
    silent = claims.filter(claims.organisation.isnull()).drop("organisation")
    chosen = silent.left_join(answers, claim_matches(silent, answers)).select(
        silent, answers.support
    )
    supporters = support_table(day).select("support", "organisation")
    led = chosen.left_join(supporters, "support").drop("support_right")
    best = attribution.scratch.keep(_best_supports(attribution))
    known = led.join(families(day).rename(claim_measure="measure"), "claim_measure")
    known = known.left_join(
        best,
        [
            known.claim_location == best.location,
            known.family == best.family,
            known.claim_month >= best.from_month,
            known.claim_month <= best.to_month,
        ],
    ).select(
        *(known[column] for column in CELL),
        organisation=ibis.coalesce(known.organisation, best.supporter),
    )
    return stated.union(known.filter(known.organisation.notnull()))


def _best_supports(attribution: Attribution) -> Table:
    """By location, family and months (disjoint): the first support in ranking order."""
    supports = support_table(attribution.day)
    pairs = supports.select("location", "family").distinct()
    keys = attribution.scratch.keep(pairs.mutate(key=ibis.row_number()))
    spans = supports.join(keys, ["location", "family"]).select(
        "key", "from_month", "to_month", rank=ibis._.support.cast("int64")
    )
    best = best_by_month(spans).join(keys, "key")
    named = best.join(supports, best["rank"] == supports.support)
    return named.select(
        best.location,
        best.family,
        best.from_month,
        best.to_month,
        supporter=supports.organisation,
    )

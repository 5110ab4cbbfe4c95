"""Deliveries that belong to no pledge line, each with the step at which the last candidate fell.

Every step that a claim reached, in the months in which it did, is a span ranked by how far that
is: the best rank is the reason, found by the same sweep that finds the line.
"""

from __future__ import annotations

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from ibis.expr.types import Table

from mithaq.engine.reckoning.attribution import (
    CLAIM,
    Attribution,
    claim_matches,
    identified,
    openings,
    same_claim,
)
from mithaq.engine.reckoning.in_force import LedgerOnDay
from mithaq.engine.reckoning.known import all_rows
from mithaq.engine.reckoning.result import UNPLEDGED_SCHEMA, Unpledged, UnpledgedDeliveries
from mithaq.engine.reckoning.scratch import small_table
from mithaq.engine.reckoning.spans import SPAN, best_by_month
from mithaq.engine.reckoning.trees import FIRST_MONTH, LAST_MONTH, measure_ancestors

FURTHEST = tuple(reversed(Unpledged))
"""A reason's position is its rank: a claim that fell at the month came furthest."""

INT32, TEXT = pa.int32(), pa.string()
SHOWN = (
    *("delivery", "posting", "organisation", "agreement", "measure", "location", "month"),
    *("quantity", "stage", "made_up"),
)
LISTED = (*SHOWN, *(f"claim_{name}" for name in (*CLAIM, "month")))


def unpledged_attributed(attribution: Attribution) -> UnpledgedDeliveries:
    """All seen deliveries without a pledge, in order of delivery."""
    scratch, seen, answers = attribution.scratch, attribution.seen, attribution.answers
    left = scratch.keep(seen.anti_join(answers, claim_matches(seen, answers)).select(*LISTED))
    reasons = scratch.keep(_reasons(attribution, left))
    listed = left.join(reasons, claim_matches(left, reasons)).select(
        *SHOWN, reasons["rank"].cast("int32").name("reason")
    )
    return UnpledgedDeliveries(
        _named(scratch.connection.to_pyarrow(listed.order_by("delivery")), attribution)
    )


def _reasons(attribution: Attribution, left: Table) -> Table:
    """CLAIM, from_month, to_month and rank, for the claims of deliveries that are left."""
    day, claims = attribution.day, attribution.claims
    keys = left.join(claims, same_claim(left, claims)).select("key").distinct()
    unplaced = attribution.scratch.keep(claims.semi_join(keys, "key"))
    named = identified(unplaced, day)
    draft = [code for code, head in day.agreements.items() if head.status == "draft"]
    spans = [
        _reached(_always(unplaced), Unpledged.NO_SUPPORT),
        _reached(named.filter(named.agreement.isin(draft)), Unpledged.AGREEMENT_DRAFT),
        _reached(named.filter(named.agreement.notin(draft)), Unpledged.NO_PLEDGE),
    ]
    for opened in openings(named, day):
        measured = opened.semi_join(_agreement_measures(day), ["agreement", "measure"])
        placed = opened.join(attribution.fits, ["agreement", "location", "measure"])
        within = placed.select(
            "key",
            from_month=ibis.greatest(placed.from_month, placed.place_from),
            to_month=ibis.least(placed.to_month, placed.place_to),
        )
        spans += [
            _reached(opened, Unpledged.MEASURE),
            _reached(measured, Unpledged.PLACE),
            _reached(within.filter(within.from_month <= within.to_month), Unpledged.MONTH),
        ]
    best = best_by_month(attribution.scratch.keep(ibis.union(*spans, distinct=True)))
    return best.join(claims, "key").select(*CLAIM, "from_month", "to_month", "rank")


def _always(claims: Table) -> Table:
    return claims.mutate(
        from_month=ibis.literal(FIRST_MONTH, "int32"), to_month=ibis.literal(LAST_MONTH, "int32")
    )


def _reached(spans: Table, reason: Unpledged) -> Table:
    rank = ibis.literal(FURTHEST.index(reason), "int64")
    return spans.mutate(rank=rank).select(*SPAN)


def _agreement_measures(day: LedgerOnDay) -> Table:
    """Agreements with a line in force on the measure or one above it."""
    pledged = {(line.measure, line.agreement) for line in day.lines}
    agreements: dict[int, set[int]] = {}
    for measure, agreement in pledged:
        agreements.setdefault(measure, set()).add(agreement)
    pairs = {
        (agreement, measure)
        for measure in day.measures
        for above in measure_ancestors(day.measure_parents, measure)
        for agreement in agreements.get(above, ())
    }
    return small_table({"agreement": INT32, "measure": INT32}, sorted(pairs))


def _named(listed: pa.Table, attribution: Attribution) -> pa.Table:
    """Codes in place of ids: as dictionaries, so that millions of rows stay small."""
    day, tables = attribution.day, attribution.tables
    codes: dict[str, dict[int, str]] = {
        "organisation": day.organisations,
        "agreement": dict(all_rows(tables, tables.agreements, ("agreement", "code"))),
        "measure": {measure: row.code for measure, row in day.measures.items()},
        "location": {location: code for location, (code, _) in day.locations.items()},
        "level": {location: level for location, (_, level) in day.locations.items()},
        "reason": {rank: reason.value for rank, reason in enumerate(FURTHEST)},
    }
    listed = listed.append_column("level", listed.column("location"))
    columns = [
        _coded(listed.column(name), codes[name]) if name in codes else listed.column(name)
        for name in UNPLEDGED_SCHEMA.names
    ]
    return pa.Table.from_arrays(columns, names=UNPLEDGED_SCHEMA.names).cast(UNPLEDGED_SCHEMA)


def _coded(ids: pa.ChunkedArray, codes: dict[int, str]) -> pa.DictionaryArray:
    positions = pc.index_in(ids.combine_chunks(), pa.array(list(codes), INT32))
    return pa.DictionaryArray.from_arrays(positions, pa.array(list(codes.values()), TEXT))

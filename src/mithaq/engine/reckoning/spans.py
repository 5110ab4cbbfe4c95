"""Spans of months with ranks, and the best rank in each month: the sweep behind attribution.

A span table has the columns `key`, `from_month`, `to_month` (inclusive) and `rank` (int64, lower
is better). What depends on the month only through dates is decided once a stretch of months, not
once a delivery.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

SPAN = ("key", "from_month", "to_month", "rank")


def best_by_month(spans: Table) -> Table:
    """Disjoint spans, a key's months cut wherever one begins or ends, each with its lowest rank.

    Months that no span covers are in none of the result's.
    """
    begins = spans.select("key", month=spans.from_month)
    after_ends = spans.select("key", month=(spans.to_month + 1).cast("int32"))
    cuts = ibis.union(begins, after_ends, distinct=True)
    following = ibis.window(group_by=cuts.key, order_by=cuts.month)
    pieces = cuts.select(
        "key",
        from_month=cuts.month,
        to_month=(cuts.month.lead().over(following) - 1).cast("int32"),
    ).filter(ibis._.to_month.notnull())
    ranked = spans.select("key", "rank", span_from=spans.from_month, span_to=spans.to_month)
    within = pieces.join(
        ranked,
        [
            pieces.key == ranked.key,
            pieces.from_month >= ranked.span_from,
            pieces.to_month <= ranked.span_to,
        ],
    )
    return within.group_by("key", "from_month", "to_month").agg(rank=within["rank"].min())

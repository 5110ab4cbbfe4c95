"""Reckoning every pledge line, against SQL written by hand over the same files and against the ORM.

Both peers must come to the same figures, or the comparison fails.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from mithaq.bench.figures import Figure, bounded, faster_by, ratio_at_most
from mithaq.bench.homes import call_in, home_of
from mithaq.engine.months import month_of

AS_OF = date(2025, 12, 31)
RUNS = 3
Totals = dict[str, tuple[Fraction, Fraction, Fraction]]


def measure_against_sql() -> Iterator[Figure]:
    """Ten million deliveries, as Parquet: the engine against SQL by hand in DuckDB."""
    found = call_in(home_of("national"), engine_and_sql)
    yield ratio_at_most(
        f"reckon {found['lines']} lines over {found['deliveries'] / 1e6:.1f} million deliveries",
        found["engine"], "s", peer="SQL by hand in DuckDB", peer_figure=found["sql"], most=1.5,
    )  # fmt: skip
    yield bounded("peak memory of the reckoning", found["peak_gb"], "GB", most=4)


def measure_against_orm() -> Iterator[Figure]:
    """At a tenth of the size: the engine against Django's ORM on SQLite, same indexes."""
    found = call_in(home_of("tenth"), engine_and_orm)
    yield faster_by(
        f"reckon {found['lines']} lines over {found['deliveries'] / 1e6:.1f} million deliveries",
        found["engine"], "s", peer="Django's ORM on SQLite", peer_figure=found["orm"], least=20,
    )  # fmt: skip


# --- in the ledger's own home -----------------------------------------------------------------
def engine_and_sql() -> dict[str, Any]:
    """Seconds of both, the median of runs in turn, and the engine's peak memory."""
    from mithaq.ledger.snapshots import bring_up_to_date

    snapshot = bring_up_to_date()
    engine, sql = [], []
    peak = 0.0
    for _ in range(RUNS):
        seconds, totals = _timed(lambda: _by_engine(snapshot))
        engine.append(seconds)
        peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        seconds, by_hand = _timed(lambda: _by_sql(snapshot))
        sql.append(seconds)
        _must_agree(totals, by_hand)
    return {
        "engine": statistics.median(engine), "sql": statistics.median(sql), "peak_gb": peak,
        "lines": len(totals), "deliveries": snapshot.deliveries,
    }  # fmt: skip


def engine_and_orm() -> dict[str, Any]:
    """Seconds of both; the ORM once, for it is slow enough to be sure of."""
    from mithaq.ledger.snapshots import bring_up_to_date

    snapshot = bring_up_to_date()
    timed = [_timed(lambda: _by_engine(snapshot)) for _ in range(RUNS)]
    seconds, by_orm = _timed(_by_orm)
    _must_agree(timed[0][1], by_orm)
    return {
        "engine": statistics.median(t for t, _ in timed), "orm": seconds,
        "lines": len(by_orm), "deliveries": snapshot.deliveries,
    }  # fmt: skip


def _timed(act: Callable[[], Totals]) -> tuple[float, Totals]:
    started = time.perf_counter()
    totals = act()
    return time.perf_counter() - started, totals


def _must_agree(one: Totals, other: Totals) -> None:
    """Lines that a peer leaves out have nothing delivered."""
    nothing = (Fraction(0),) * 3
    for line in one.keys() | other.keys():
        if one.get(line, nothing) != other.get(line, nothing):
            raise RuntimeError(f"the peers disagree on {line}: {one.get(line)}, {other.get(line)}")


def _by_engine(snapshot: Any) -> Totals:
    from mithaq.engine.reckoning import reckon
    from mithaq.ledger.snapshots import open_tables

    reckoning = reckon(open_tables(snapshot), as_of=AS_OF)
    return {
        f"{line.agreement} {line.line}": (line.claimed, line.accepted, line.verified)
        for line in reckoning.lines
        if line.agreement.startswith("N-")
    }


def _by_sql(snapshot: Any) -> Totals:
    from mithaq.engine.ledger_tables import connect

    database = connect(threads=2).con
    for name, table in snapshot.tables().items():
        database.register(name, table)
    files = [str(file) for file in snapshot.files]
    rows = database.execute(BY_HAND, {"files": files, "month": month_of(AS_OF)}).fetchall()
    return _totals(rows)


# Each distinct claim finds its line once; what came is then added up by the measure's own rule.
BY_HAND = """
WITH RECURSIVE under(measure, parent, distance) AS (
  SELECT measure, measure, 0 FROM measures
  UNION ALL SELECT u.measure, p.parent, u.distance + 1
  FROM under u JOIN measure_parents p ON p.measure = u.parent WHERE p.parent IS NOT NULL),
line AS (
  SELECT p.*, a.code FROM pledges p JOIN agreements a USING (agreement)
  QUALIFY row_number() OVER (PARTITION BY p.agreement, p.line ORDER BY p.effective_on DESC) = 1),
cell AS (
  SELECT claim_agreement, claim_measure, claim_location, claim_month, stage, location, measure,
         month, sum(quantity) AS quantity
  FROM read_parquet($files)
  WHERE month <= $month AND posting NOT IN (SELECT posting FROM reversals)
  GROUP BY ALL),
claim AS (
  SELECT DISTINCT claim_agreement, claim_measure, claim_location, claim_month FROM cell),
found AS (
  SELECT c.*, l.pledge FROM claim c
  JOIN line l ON l.agreement = c.claim_agreement
   AND year(l.starts_on) * 12 + month(l.starts_on) - 1 <= c.claim_month
   AND year(l.ends_on) * 12 + month(l.ends_on) - 1 >= c.claim_month
  JOIN under u ON u.measure = c.claim_measure AND u.parent = l.measure
  JOIN scopes s ON s.pledge = l.pledge AND s.location = c.claim_location
  QUALIFY row_number() OVER (
    PARTITION BY c.claim_agreement, c.claim_measure, c.claim_location, c.claim_month
    ORDER BY u.distance, l.ends_on, l.code, try_cast(l.line AS BIGINT), l.line) = 1),
combined AS (
  SELECT f.pledge, c.stage, c.location, c.measure,
    CASE any_value(m.combine)
      WHEN 'sum' THEN sum(c.quantity)
      WHEN 'max' THEN max(c.quantity)
      WHEN 'last' THEN CASE WHEN any_value(m.stale_after) < $month - max(c.month) THEN 0
                            ELSE arg_max(c.quantity, c.month) END
      ELSE sum(c.quantity) END AS quantity,
    CASE any_value(m.combine) WHEN 'mean' THEN count(*) ELSE 1 END AS months
  FROM cell c JOIN found f USING (claim_agreement, claim_measure, claim_location, claim_month)
  JOIN measures m ON m.measure = c.measure
  GROUP BY f.pledge, c.stage, c.location, c.measure)
SELECT l.code || ' ' || l.line, c.stage, c.months, sum(c.quantity)
FROM combined c JOIN line l USING (pledge) GROUP BY ALL
"""


def _totals(rows: list[tuple[str, int, int, int]]) -> Totals:
    """Rows of (line, stage, months that the sum is a mean over, sum)."""
    stages: dict[str, list[Fraction]] = {}
    for line, stage, months, quantity in rows:
        stages.setdefault(line, [Fraction(0)] * 3)[stage] += Fraction(int(quantity), months)
    return {line: (found[0], found[1], found[2]) for line, found in stages.items()}


def _by_orm() -> Totals:
    """As one would write it in Django: a line at a time, its deliveries from the database."""
    from mithaq.ledger.models import Delivery, Measure, Pledge

    below = {measure.pk: _descendants(measure) for measure in Measure.objects.all()}
    rows: list[tuple[str, int, int, int]] = []
    pledges = Pledge.objects.filter(agreement__code__startswith="N-")
    for pledge in pledges.select_related("agreement").prefetch_related("scopes"):
        deliveries = Delivery.objects.filter(
            agreement=pledge.agreement,
            measure__in=below[pledge.measure_id],
            location__in=[scope.location_id for scope in pledge.scopes.all()],
            month__range=_months(pledge),
            posting__reversed_by__isnull=True,
        )
        name = f"{pledge.agreement.code} {pledge.line}"
        rows += [(name, *row) for row in _combined(deliveries)]
    return _totals(rows)


def _months(pledge: Any) -> tuple[date, date]:
    """From the first day of the pledge's first month to its last day, or the day reckoned."""
    return pledge.starts_on.replace(day=1), min(pledge.ends_on, AS_OF)


def _descendants(measure: Any) -> list[int]:
    return [measure.pk, *(number for part in measure.parts.all() for number in _descendants(part))]


def _combined(deliveries: Any) -> Iterator[tuple[int, int, int]]:
    """(stage, months of a mean, quantity) of each facility and measure, by the measure's rule."""
    from django.db.models import Sum

    cells: dict[tuple[int, int, int, str, int | None], dict[date, int]] = {}
    months = deliveries.values_list(
        "stage", "location_id", "measure_id", "measure__combine", "measure__stale_after", "month"
    ).annotate(Sum("quantity"))
    for *key, month, quantity in months.order_by():
        cells.setdefault(tuple(key), {})[month] = quantity
    for (stage, _, _, combine, stale_after), found in cells.items():
        last = max(found)
        age = (AS_OF.year - last.year) * 12 + AS_OF.month - last.month
        match combine:
            case "last":
                is_stale = stale_after is not None and age > stale_after
                yield stage, 1, 0 if is_stale else found[last]
            case "max":
                yield stage, 1, max(found.values())
            case "mean":
                yield stage, len(found), sum(found.values())
            case _:
                yield stage, 1, sum(found.values())

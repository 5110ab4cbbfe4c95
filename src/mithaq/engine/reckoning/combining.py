"""From cells to figures: months combine by the delivered measure's rule, then the rest adds up.

Sums stay integers in the database (HUGEINT, here decimal(38, 0)); a mean is left as a sum over a
number of months, and becomes a `Fraction` in Python.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from mithaq.engine.ledger_tables import Claimant
from mithaq.engine.reckoning.attribution import Attribution
from mithaq.engine.reckoning.in_force import LedgerOnDay
from mithaq.engine.reckoning.scratch import Scratch, small_table

EXACT = "decimal(38,0)"
INT32 = pa.int32()


@dataclass(frozen=True, slots=True)
class Figure:
    """What a group of cells comes to: the sum, and its largest single series, in millionths."""

    total: Fraction
    largest: Fraction


NOTHING = Figure(Fraction(0), Fraction(0))


def resolved_cells(attribution: Attribution) -> Table:
    """Cells with `quantity`: where both claim one, the agreement's preferred claimant's."""
    cells = attribution.cells.join(_preferences(attribution.day), "line")
    return cells.mutate(
        quantity=ibis.ifelse(
            cells.prefers_facility,
            ibis.coalesce(cells.facility, cells.partner),
            ibis.coalesce(cells.partner, cells.facility),
        )
    )


def combined(
    cells: Table, group: tuple[str, ...], day: LedgerOnDay, scratch: Scratch
) -> dict[tuple[int, ...], Figure]:
    """Figures by the values of `group`, from cells with at least line, location, measure, month.

    A series (the months of one location and measure of a line) combines first.
    """
    series = cells.group_by(*dict.fromkeys((*group, "line", "location", "measure"))).agg(
        total=ibis._.quantity.sum().cast(EXACT),
        top=ibis._.quantity.max(),
        latest=ibis._.quantity.argmax(ibis._.month),
        latest_month=ibis._.month.max(),
        months=ibis._.quantity.count(),
    )
    series = series.join(_rules(day), "measure")
    stale = series.latest_month < day.cutoff.month - series.stale_after
    series = series.select(
        *group,
        months=ibis.ifelse(series.combine == "mean", series.months, 1),
        result=ibis.cases(
            (series.combine == "max", series.top),
            ((series.combine == "last") & stale.fill_null(False), ibis.literal(0).cast(EXACT)),
            (series.combine == "last", series.latest),
            else_=series.total,
        ).cast(EXACT),
    )
    # Results over the same number of months share a denominator: few rows reach Python.
    shared = series.group_by(*group, "months").agg(
        total=ibis._.result.sum().cast(EXACT), largest=ibis._.result.max().cast(EXACT)
    )
    return _figures(scratch.rows(shared), len(group))


def _figures(rows: list[tuple[int, ...]], width: int) -> dict[tuple[int, ...], Figure]:
    parts: dict[tuple[int, ...], list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for row in rows:
        months, total, largest = row[width:]
        parts[row[:width]].append((Fraction(total, months), Fraction(largest, months)))
    return {
        key: Figure(
            sum((total for total, _ in figures), Fraction(0)),
            max(largest for _, largest in figures),
        )
        for key, figures in parts.items()
    }


def _preferences(day: LedgerOnDay) -> Table:
    return small_table(
        {"line": INT32, "prefers_facility": pa.bool_()},
        [
            (position, head.preferred_claimant == Claimant.FACILITY)
            for position, line in enumerate(day.lines)
            for head in (day.agreements[line.agreement],)
        ],
    )


def _rules(day: LedgerOnDay) -> Table:
    return small_table(
        {"measure": INT32, "combine": pa.string(), "stale_after": INT32},
        [(measure, row.combine, row.stale_after) for measure, row in day.measures.items()],
    )

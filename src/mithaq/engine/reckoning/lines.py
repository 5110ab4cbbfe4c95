"""The reckoning itself: every line in force with what has come, what should have, how it stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

import ibis
from ibis.expr.types import Table

from mithaq.engine.forecasts import Forecast, NoForecast, forecast
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.engine.reckoning.attribution import Attribution
from mithaq.engine.reckoning.combining import EXACT, NOTHING, Figure, combined, resolved_cells
from mithaq.engine.reckoning.duties import NO_DUTY, Duties, Duty
from mithaq.engine.reckoning.expectation import expected
from mithaq.engine.reckoning.in_force import LedgerOnDay, Line, line_key
from mithaq.engine.reckoning.known import NO_BATCH
from mithaq.engine.reckoning.result import (
    Disagreement,
    MonthlySeries,
    ReckonedLine,
    Reckoning,
    State,
)
from mithaq.engine.reckoning.states import enough_reports, state

PEOPLE = "people"
NO_SERIES = MonthlySeries()

# States in which nothing can be foreseen, whatever the pace.
UNFORESEEN = {
    State.SUSPENDED: NoForecast.SUSPENDED,
    State.TERMINATED: NoForecast.TERMINATED,
    State.UNDATED: NoForecast.UNDATED,
    State.NOT_KNOWN: NoForecast.NOT_KNOWN,
    State.NOT_STARTED: NoForecast.NOT_STARTED,
    State.FULFILLED: NoForecast.FULFILLED,
    State.MISSED: NoForecast.ENDED,
}


@dataclass(frozen=True, slots=True)
class Delivered:
    """What a line's deliveries come to: a figure a stage, the months, the reports."""

    figures: tuple[Figure, Figure, Figure]
    series: MonthlySeries
    duty: Duty


def reckon_attributed(attribution: Attribution) -> Reckoning:
    """All lines in force and the disagreements, from deliveries already led to their lines."""
    day = attribution.day
    delivered = _delivered(attribution)
    lines = [_reckoned(day, line, delivered[position]) for position, line in enumerate(day.lines)]
    return Reckoning(
        as_of=day.cutoff.as_of,
        batch=None if day.cutoff.batch == NO_BATCH else day.cutoff.batch,
        lines=tuple(sorted(lines, key=lambda line: (line.agreement, line_key(line.line)))),
        disagreements=_disagreements(attribution),
    )


def _delivered(attribution: Attribution) -> list[Delivered]:
    day, scratch = attribution.day, attribution.scratch
    cells = resolved_cells(attribution)
    figures = combined(cells, ("line", "stage"), day, scratch)
    by_month = cells.group_by("line", "month").agg(
        [
            ibis._.quantity.sum(where=ibis._.stage == stage).cast(EXACT).name(stage.name)
            for stage in Stage
        ]
    )
    series = _monthly_series(scratch.columns(by_month.order_by("line", "month")))
    duty = _duties(attribution, cells)
    return [
        Delivered(
            (
                figures.get((position, Stage.CLAIMED), NOTHING),
                figures.get((position, Stage.ACCEPTED), NOTHING),
                figures.get((position, Stage.VERIFIED), NOTHING),
            ),
            series.get(position, NO_SERIES),
            duty.get(position, NO_DUTY),
        )
        for position in range(len(day.lines))
    ]


def _monthly_series(columns: list[list[Any]]) -> dict[int, MonthlySeries]:
    """Series by line from columns (line, month, the three stages) in order of line and month."""
    lines, *rest = columns
    series, begin = {}, 0
    for line, rows in groupby(lines):
        end = begin + len(list(rows))
        series[line] = MonthlySeries(*(tuple(column[begin:end]) for column in rest))
        begin = end
    return series


def _duties(attribution: Attribution, cells: Table) -> dict[int, Duty]:
    """By line, for those whose claims come from facilities' own reports: no cell of theirs counts
    by a partner's word."""
    scratch, seen = attribution.scratch, attribution.seen
    claims = cells.filter(cells.stage == Stage.CLAIMED)
    by_partner = ibis.ifelse(
        claims.prefers_facility, claims.facility.isnull(), claims.partner.notnull()
    )
    claims = claims.group_by("line", "location").agg(by_partner=by_partner.any())
    reports = seen.filter((seen.stage == Stage.CLAIMED) & (seen.claimant == Claimant.FACILITY))
    register = Duties(attribution.day, scratch.rows(reports.select("location", "month").distinct()))
    claiming: dict[int, list[int]] = defaultdict(list)
    told_by_partner = set()
    for line, location, is_by_partner in scratch.rows(claims):
        claiming[line].append(location)
        if is_by_partner:
            told_by_partner.add(line)
    return {
        line: register.of(attribution.day.lines[line], locations)
        for line, locations in claiming.items()
        if line not in told_by_partner
    }


def _reckoned(day: LedgerOnDay, line: Line, delivered: Delivered) -> ReckonedLine:
    agreement, measure = day.agreements[line.agreement], day.measures[line.measure]
    as_of, duty = day.cutoff.as_of, delivered.duty
    claimed, accepted, verified = (figure.total for figure in delivered.figures)
    counted = delivered.figures[agreement.counts_from]
    should = expected(line, measure.combine, agreement, as_of)
    stands = state(
        line,
        measure.combine,
        agreement,
        as_of,
        counted=counted.total,
        expected=should,
        known=enough_reports(duty.come, duty.due),
    )
    outlook = _outlook(day, line, stands, delivered)
    return ReckonedLine(
        agreement=agreement.code,
        line=line.code,
        measure=measure.code,
        unit=measure.unit,
        family=measure.family,
        combine=measure.combine,
        agreement_id=line.agreement,
        pledge_id=line.pledge,
        measure_id=line.measure,
        quantity=line.quantity,
        claimed=claimed,
        accepted=accepted,
        verified=verified,
        counted=counted.total,
        counted_low=counted.largest if measure.family == PEOPLE else counted.total,
        counted_high=counted.total,
        counts_from=agreement.counts_from,
        expected=should,
        share=counted.total / line.quantity if line.quantity else Fraction(0),
        state=stands,
        made_up=agreement.made_up,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        reports_due=duty.due,
        reports_come=duty.come,
        series=delivered.series,
        forecast=outlook if isinstance(outlook, Forecast) else None,
        reason=None if isinstance(outlook, Forecast) else outlook,
    )


def _outlook(
    day: LedgerOnDay, line: Line, stands: State, delivered: Delivered
) -> Forecast | NoForecast:
    if day.measures[line.measure].combine != "sum":
        return NoForecast.LEVEL
    if stands in UNFORESEEN or line.ends_on is None:
        return UNFORESEEN.get(stands, NoForecast.UNDATED)
    stage = day.agreements[line.agreement].counts_from
    counted = zip(delivered.series.months, delivered.series.of(stage), strict=True)
    return forecast(
        remaining=float(line.quantity - delivered.figures[stage].total),
        series={month: float(quantity) for month, quantity in counted if quantity},
        as_of=day.cutoff.as_of,
        ends_on=line.ends_on,
    )


def _disagreements(attribution: Attribution) -> tuple[Disagreement, ...]:
    day, cells = attribution.day, attribution.cells
    differing = cells.filter((cells.stage == Stage.CLAIMED) & (cells.facility != cells.partner))
    rows = attribution.scratch.rows(
        differing.select("line", "location", "measure", "month", "facility", "partner")
    )
    found = [
        Disagreement(
            agreement=day.agreements[day.lines[line].agreement].code,
            line=day.lines[line].code,
            location=day.locations[location][0],
            measure=day.measures[measure].code,
            month=month,
            facility_quantity=facility,
            partner_quantity=partner,
            pledge_id=day.lines[line].pledge,
            location_id=location,
            measure_id=measure,
        )
        for line, location, measure, month, facility, partner in rows
    ]
    return tuple(
        sorted(
            found,
            key=lambda at: (at.agreement, line_key(at.line), at.location, at.measure, at.month),
        )
    )

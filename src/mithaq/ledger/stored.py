"""A reckoning kept for the pages: rounded once, with each line's months for its chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils import timezone

from mithaq.engine.ledger_tables import Stage
from mithaq.engine.months import first_day, last_day, month_of, write_month
from mithaq.engine.quantities import (
    as_decimal,
    rounded,
    rounded_ratio,
    write_fraction,
    write_quantity,
)
from mithaq.engine.reckoning.expectation import expected_on
from mithaq.engine.reckoning.result import (
    FullReckoning,
    ReckonedLine,
    UnpledgedDeliveries,
)
from mithaq.ledger import models
from mithaq.registry.models import Organisation
from mithaq.registry.rows import default_country

MOST_MONTHS = 72
ROWS_AT_ONCE = 500
CUMULATIVE = {"sum"}


@dataclass(frozen=True)
class Terms:
    """What of a pledge version its chart needs beside the reckoned line."""

    profile: str
    milestones: str


def store(full: FullReckoning, *, as_of: date, batch: int, took: float) -> int:
    """Keep a reckoning as the current one in place of the last; gives its id.

    All in one transaction: readers see the last one whole until the new one is whole. The last
    one is kept beside it, since a page may be half way through; older ones go.
    """
    with transaction.atomic():
        stored = models.Reckoning.objects.filter(country=default_country())
        last = stored.filter(is_current=True).first()
        row = models.Reckoning.objects.create(
            country=default_country(), as_of=as_of, batch=batch, made_at=timezone.now(),
            took=took, unpledged_count=len(full.unpledged),
        )  # fmt: skip
        models.ReckonedLine.objects.bulk_create(_lines(row, full), batch_size=ROWS_AT_ONCE)
        models.FoundOverlap.objects.bulk_create(_overlaps(row, full), batch_size=ROWS_AT_ONCE)
        models.FoundCliff.objects.bulk_create(_cliffs(row, full), batch_size=ROWS_AT_ONCE)
        models.FoundUnpledged.objects.bulk_create(_unpledged(row, full.unpledged))
        models.FoundDisagreement.objects.bulk_create(
            _disagreements(row, full), batch_size=ROWS_AT_ONCE
        )
        stored.exclude(pk__in=[row.pk, *([last.pk] if last else [])]).delete()
        stored.filter(is_current=True).update(is_current=False)
        stored.filter(pk=row.pk).update(is_current=True)
    return int(row.pk)


def _decimal(value: Fraction) -> Decimal:
    return as_decimal(rounded(value))


def _lines(row: models.Reckoning, full: FullReckoning) -> Iterator[models.ReckonedLine]:
    lines = full.reckoning.lines
    versions = models.Pledge.objects.in_bulk([line.pledge_id for line in lines])
    position: dict[int, int] = {}
    for line in lines:
        pledge = versions[line.pledge_id]
        position[line.agreement_id] = position.get(line.agreement_id, 0) + 1
        yield models.ReckonedLine(
            reckoning=row,
            agreement_id=line.agreement_id,
            pledge_id=line.pledge_id,
            measure_id=line.measure_id,
            line=line.line,
            position=position[line.agreement_id],
            quantity=as_decimal(line.quantity),
            claimed=_decimal(line.claimed),
            accepted=_decimal(line.accepted),
            verified=_decimal(line.verified),
            counted=_decimal(line.counted),
            counted_low=_decimal(line.counted_low),
            expected=None if line.expected is None else _decimal(line.expected),
            share=as_decimal(rounded_ratio(line.share)),
            state=line.state.value,
            is_reported=bool(line.series.months),
            forecast=_forecast(line),
            reason=line.reason.value if line.reason else "",
            months=_months(line, Terms(pledge.profile, pledge.milestones), row.as_of),
        )


def _forecast(line: ReckonedLine) -> dict[str, object] | None:
    forecast = line.forecast
    if forecast is None:
        return None
    return {
        "finish_on": forecast.finish_on.isoformat(),
        "low": forecast.low.isoformat(),
        "high": forecast.high.isoformat() if forecast.high else None,
        "on_time": round(forecast.on_time, 4),
    }


def _months(line: ReckonedLine, terms: Terms, as_of: date) -> list[list[str | None]]:
    """`[month, claimed, accepted, verified, expected]` from the first month to the last.

    Cumulative where the measure adds up, each month's own value otherwise; nothing is said of a
    stage before it first spoke, nor of months after `as_of`.
    """
    span = _span(line)
    stages = {stage: _column(line, stage, span, as_of) for stage in Stage}
    return [
        [
            write_month(month),
            *(stages[stage][month] for stage in Stage),
            _expected(line, terms, month),
        ]
        for month in span
    ]


def _span(line: ReckonedLine) -> range:
    """The line's own months and those that something came in; the last ones if too many."""
    known = [*line.series.months]
    known += [month_of(day) for day in (line.starts_on, line.ends_on) if day]
    if not known or (not line.series.months and line.starts_on is None):
        return range(0)
    last = max(known)
    return range(max(min(known), last - MOST_MONTHS + 1), last + 1)


def _column(line: ReckonedLine, stage: Stage, span: range, as_of: date) -> Mapping[int, str | None]:
    said = dict(zip(line.series.months, line.series.of(stage), strict=True))
    total: int | None = None
    column: dict[int, str | None] = {}
    if line.combine in CUMULATIVE:
        before = [v for m, v in said.items() if m < span.start and v is not None]
        total = sum(before) if before else None
    for month in span:
        value = said.get(month)
        if line.combine in CUMULATIVE:
            total = total if value is None else (total or 0) + value
            value = total if first_day(month) <= as_of else None
        column[month] = None if value is None else write_quantity(value)
    return column


def _expected(line: ReckonedLine, terms: Terms, month: int) -> str | None:
    if line.starts_on is None or line.ends_on is None:
        return None
    value = expected_on(
        last_day(month), quantity=line.quantity, starts_on=line.starts_on, ends_on=line.ends_on,
        profile=terms.profile, milestones=terms.milestones, combine=line.combine,
    )  # fmt: skip
    return write_fraction(value)


def _disagreements(
    row: models.Reckoning, full: FullReckoning
) -> Iterator[models.FoundDisagreement]:
    agreements = {line.agreement: line.agreement_id for line in full.reckoning.lines}
    for each in full.reckoning.disagreements:
        yield models.FoundDisagreement(
            reckoning=row, agreement_id=agreements[each.agreement], line=each.line,
            location_id=each.location_id, measure_id=each.measure_id, month=first_day(each.month),
            facility_quantity=as_decimal(each.facility_quantity),
            partner_quantity=as_decimal(each.partner_quantity),
        )  # fmt: skip


def _overlaps(row: models.Reckoning, full: FullReckoning) -> Iterator[models.FoundOverlap]:
    for overlap in full.overlaps:
        yield models.FoundOverlap(
            reckoning=row, facility_id=overlap.facility_id, measure_id=overlap.measure_id,
            month=first_day(overlap.month), organisations=list(overlap.organisations),
        )  # fmt: skip


def _cliffs(row: models.Reckoning, full: FullReckoning) -> Iterator[models.FoundCliff]:
    for cliff in full.cliffs:
        yield models.FoundCliff(
            reckoning=row, facility_id=cliff.facility_id, family=cliff.family,
            ends_on=cliff.ends_on, agreements=list(cliff.agreements),
            delivered=_decimal(cliff.delivered),
        )  # fmt: skip


def _unpledged(
    row: models.Reckoning, found: UnpledgedDeliveries
) -> Iterator[models.FoundUnpledged]:
    """Added up by organisation, agreement, measure, stage and reason, as many as those are."""
    keys = ["organisation", "agreement", "measure", "stage", "reason"]
    table = found.table.select([*keys, "quantity"])
    for name in ("organisation", "agreement", "measure", "reason"):
        table = table.set_column(
            table.schema.get_field_index(name), name, pc.cast(table[name], "string")
        )
    # A sum of int64 may not fit into int64.
    wide = pc.cast(table["quantity"], pa.decimal128(38, 0))
    table = table.set_column(table.schema.get_field_index("quantity"), "quantity", wide)
    groups = table.group_by(keys).aggregate([("quantity", "sum"), ("quantity", "count")])
    measures = dict(models.Measure.objects.values_list("code", "id"))
    agreements = dict(models.Agreement.objects.values_list("code", "id"))
    organisations = dict(Organisation.objects.values_list("code", "id"))
    for group in groups.to_pylist():
        yield models.FoundUnpledged(
            reckoning=row,
            organisation_id=organisations.get(group["organisation"]),
            agreement_id=agreements.get(group["agreement"]),
            measure_id=measures[group["measure"]],
            stage=group["stage"],
            reason=group["reason"],
            lines=group["quantity_count"],
            quantity=as_decimal(int(group["quantity_sum"])),
        )

"""A reckoning as rows to hand out: the one form that the command line, the API and files share.

Quantities are plain decimal strings rounded once to six places; `line` is a string; days are ISO.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from mithaq.engine.months import write_month
from mithaq.engine.quantities import rounded_ratio, write_fraction, write_quantity
from mithaq.engine.reckoning.result import (
    Cliff,
    Forecast,
    Overlap,
    ReckonedLine,
    UnpledgedDeliveries,
)
from mithaq.ledger.queries.findings import explanations
from mithaq.ledger.queries.postings import sources_of
from mithaq.ledger.refreshes import reckon_now
from mithaq.registry.queries.facilities import made_up_facilities

RECKON_COLUMNS = (
    "agreement", "line", "measure", "unit", "family", "quantity", "claimed", "accepted", "verified",
    "counted", "counted_low", "counted_high", "expected", "share", "state", "starts_on", "ends_on",
    "forecast", "reason", "made_up",
)  # fmt: skip
UNPLEDGED_COLUMNS = (
    "source", "line", "organisation", "agreement", "measure", "facility", "place", "month",
    "quantity", "stage", "reason", "made_up",
)  # fmt: skip
OVERLAP_COLUMNS = ("facility", "measure", "month", "organisations", "explanation", "made_up")
CLIFF_COLUMNS = ("facility", "family", "ends_on", "agreements", "delivered", "made_up")

STAGES = ("claimed", "accepted", "verified")


def forecast_row(forecast: Forecast | None) -> dict[str, Any] | None:
    """Finish day, 80 % interval and chance of being on time; null where nothing can be said."""
    if forecast is None:
        return None
    return {
        "finish_on": forecast.finish_on.isoformat(),
        "low": forecast.low.isoformat(),
        "high": forecast.high.isoformat() if forecast.high else None,
        "on_time": round(forecast.on_time, 4),
    }


def line_row(line: ReckonedLine) -> dict[str, Any]:
    """One reckoned pledge line."""
    return {
        "agreement": line.agreement,
        "line": line.line,
        "measure": line.measure,
        "unit": line.unit,
        "family": line.family,
        "quantity": write_quantity(line.quantity),
        "claimed": write_fraction(line.claimed),
        "accepted": write_fraction(line.accepted),
        "verified": write_fraction(line.verified),
        "counted": write_fraction(line.counted),
        "counted_low": write_fraction(line.counted_low),
        "counted_high": write_fraction(line.counted_high),
        "expected": None if line.expected is None else write_fraction(line.expected),
        "share": write_quantity(rounded_ratio(line.share)),
        "state": line.state.value,
        "starts_on": line.starts_on.isoformat() if line.starts_on else None,
        "ends_on": line.ends_on.isoformat() if line.ends_on else None,
        "forecast": forecast_row(line.forecast),
        "reason": line.reason.value if line.reason else None,
        "made_up": line.made_up,
    }


def unpledged_rows(
    rows: Iterable[Mapping[str, Any]], sources: Mapping[int, tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    """Deliveries without a pledge; `sources` gives each delivery's posting key and line number."""
    for row in rows:
        source, line = sources[row["delivery"]]
        is_facility = row["level"] == "facility"
        yield {
            "source": source,
            "line": line,
            "organisation": row["organisation"],
            "agreement": row["agreement"],
            "measure": row["measure"],
            "facility": row["location"] if is_facility else None,
            "place": None if is_facility else row["location"],
            "month": write_month(row["month"]),
            "quantity": write_quantity(row["quantity"]),
            "stage": STAGES[row["stage"]],
            "reason": row["reason"],
            "made_up": row["made_up"],
        }


def overlap_row(
    overlap: Overlap, explanation: Mapping[str, Any] | None, made_up: bool
) -> dict[str, Any]:
    """One overlap; `explanation` is null while it is open."""
    return {
        "facility": overlap.facility,
        "measure": overlap.measure,
        "month": write_month(overlap.month),
        "organisations": list(overlap.organisations),
        "explanation": explanation,
        "made_up": made_up,
    }


def cliff_row(cliff: Cliff, made_up: bool) -> dict[str, Any]:
    """One facility's last day of support by pledges in force, by family."""
    return {
        "facility": cliff.facility,
        "family": cliff.family,
        "ends_on": cliff.ends_on.isoformat(),
        "agreements": list(cliff.agreements),
        "delivered": write_fraction(cliff.delivered),
        "made_up": made_up,
    }


# --- from the ledger to rows ---------------------------------------------------------------------
def handed_out(
    what: str,
    *,
    as_of: date | None,
    known_at: datetime | None,
    agreement: str = "",
    place: str = "",
    agreements: Container[str] | None = None,
    facilities: Container[str] | None = None,
) -> tuple[Sequence[str], Iterator[dict[str, Any]]]:
    """Columns and rows of `reckon`, `unpledged`, `overlaps` or `cliffs`, reckoned here and now.

    `agreements` and `facilities`: codes that may be shown; None: all. Raises ActionRefused for an
    unknown agreement or place.
    """
    full = reckon_now(as_of, known_at, agreement=agreement, place=place)
    if what == "reckon":
        rows = (
            line_row(line)
            for line in full.reckoning.lines
            if agreements is None or line.agreement in agreements
        )
        return RECKON_COLUMNS, rows
    if what == "unpledged":
        return UNPLEDGED_COLUMNS, _unpledged_rows(full.unpledged, agreements, facilities)
    made_up = made_up_facilities()
    if what == "overlaps":
        known = explanations()
        rows = (
            overlap_row(
                o, known.get((o.facility, o.measure, write_month(o.month))), o.facility in made_up
            )
            for o in full.overlaps
            if facilities is None or o.facility in facilities
        )
        return OVERLAP_COLUMNS, rows
    rows = (
        cliff_row(c, c.facility in made_up)
        for c in full.cliffs
        if facilities is None or c.facility in facilities
    )
    return CLIFF_COLUMNS, rows


def _unpledged_rows(
    found: UnpledgedDeliveries,
    agreements: Container[str] | None,
    facilities: Container[str] | None,
) -> Iterator[dict[str, Any]]:
    for batch in found.table.to_batches(max_chunksize=10_000):
        rows = [
            row
            for row in batch.to_pylist()
            if (agreements is None or row["agreement"] in agreements)
            or (facilities is not None and row["location"] in facilities)
        ]
        yield from unpledged_rows(rows, sources_of(row["delivery"] for row in rows))


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row for a flat file: the forecast in four columns, lists joined by `|`."""
    flattened: dict[str, Any] = {}
    for name, value in row.items():
        if name == "forecast":
            forecast = value or {}
            flattened |= {
                "finish_on": forecast.get("finish_on"),
                "finish_low": forecast.get("low"),
                "finish_high": forecast.get("high"),
                "on_time": forecast.get("on_time"),
            }
        elif isinstance(value, list):
            flattened[name] = "|".join(map(str, value))
        elif isinstance(value, dict):
            flattened[name] = value.get("kind")
        else:
            flattened[name] = value
    return flattened


def flat_columns(columns: Sequence[str]) -> list[str]:
    """The columns of `flat` rows."""
    spread = {"forecast": ["finish_on", "finish_low", "finish_high", "on_time"]}
    return [name for column in columns for name in spread.get(column, [column])]

"""A reckoning as rows to hand out: the one form that the command line, the API and files share.

Quantities are plain decimal strings rounded once to six places; `line` is a string; days are ISO.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mithaq.engine.months import write_month
from mithaq.engine.quantities import rounded_ratio, write_fraction, write_quantity
from mithaq.engine.reckoning.result import Cliff, Forecast, Overlap, ReckonedLine

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
    rows: Iterable[Mapping[str, Any]], sources: Mapping[int, tuple[str, int]]
) -> Iterator[dict[str, Any]]:
    """Deliveries without a pledge; `sources` gives each delivery's posting key and line number."""
    for row in rows:
        source, line = sources[row["delivery"]]
        is_facility = row["level"] == "facility"
        yield {
            "source": source,
            "line": str(line),
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

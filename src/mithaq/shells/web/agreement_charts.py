"""A pledge line month by month, for its chart: what was said, expected and foreseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from mithaq.engine.months import first_day, last_day, read_month
from mithaq.shells.web.templatetags.mithaq import month as month_words

HALTED = {"suspended", "terminated"}


@dataclass(frozen=True)
class Chart:
    """`line` is a reckoned line, `others` all of the agreement that have months; `data` is JSON."""

    line: Any
    others: Sequence[Any]
    data: dict[str, Any]
    adds_up: bool


def chart_of(line: Any, others: Sequence[Any], as_of: date) -> Chart:
    """The chart of a reckoned line that has months."""
    months = [read_month(row[0]) for row in line.months]
    claimed, accepted, verified, expected = (
        [None if value is None else float(value) for value in column]
        for column in list(zip(*line.months, strict=True))[1:]
    )
    if line.state in HALTED and line.expected is not None:
        # What was expected stands still from the day of the suspension or termination.
        expected = [None if v is None else min(v, float(line.expected)) for v in expected]
    data = {
        "months": [month_words(first_day(month)) for month in months],
        "claimed": claimed,
        "accepted": accepted,
        "verified": verified,
        "expected": expected,
        "steps": line.pledge.profile != "linear",
        "foreseen": _foreseen(line, months, as_of),
        "labels": {
            "claimed": gettext("claimed"),
            "accepted": gettext("accepted"),
            "verified": gettext("verified"),
            "expected": gettext("expected by the day"),
            "foreseen": gettext("at this pace"),
            "range": gettext("likely between"),
        },
    }
    return Chart(line, others, data, adds_up=line.measure.combine == "sum")


def _foreseen(
    line: Any, months: Sequence[int], as_of: date
) -> dict[str, list[float | None]] | None:
    """Straight from what has come to the whole: by the foreseen day, the early and the late one."""
    if not line.forecast:
        return None
    ends = {
        name: date.fromisoformat(line.forecast[key]) if line.forecast[key] else None
        for name, key in (("middle", "finish_on"), ("most", "low"), ("least", "high"))
    }
    counted, quantity = float(line.counted), float(line.quantity)
    return {
        name: [_on_the_way(counted, quantity, as_of, end, last_day(month)) for month in months]
        for name, end in ends.items()
    }


def _on_the_way(
    counted: float, quantity: float, as_of: date, end: date | None, day: date
) -> float | None:
    if day < as_of:
        return None
    if end is None or end <= as_of:
        return counted if end is None else quantity
    done = min(1.0, (day - as_of).days / (end - as_of).days)
    return round(counted + (quantity - counted) * done, 2)

"""Mithaq measured against named peers: each figure a ratio of two things timed in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mithaq.bench import (
    checking,
    forecasting,
    importing,
    pages,
    reckoning,
    reporting,
    statements,
)
from mithaq.bench.figures import Figure

__all__ = ["BENCHES", "Figure", "run"]

BENCHES: dict[str, Callable[[], Iterator[Figure]]] = {
    "forecast": forecasting.measure,
    "import": importing.measure,
    "reporters": reporting.measure,
    "orm": reckoning.measure_against_orm,
    "reckon": reckoning.measure_against_sql,
    "check": checking.measure,
    "refresh": checking.measure_refresh,
    "pages": pages.measure,
    "statements": statements.measure,
}


def run(names: Iterable[str]) -> Iterator[Figure]:
    """The figures of the named benchmarks, one by one as they come."""
    for name in names:
        yield from BENCHES[name]()

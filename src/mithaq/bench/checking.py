"""How long it takes to derive the whole chain again, and to refresh the stored reckoning."""

from __future__ import annotations

import time
from collections.abc import Iterator

from mithaq.bench.figures import Figure, bounded
from mithaq.bench.homes import call_in, home_of


def seconds_to_check() -> tuple[float, int, bool]:
    """In a home: seconds, deliveries, and whether the ledger holds."""
    from mithaq.ledger.checks import check

    started = time.perf_counter()
    result = check()
    return time.perf_counter() - started, result.deliveries, result.holds


def seconds_to_refresh() -> float:
    """In a home: seconds from a posting's commit to the new stored reckoning, snapshot included."""
    from mithaq.ledger.refreshes import refresh_now

    started = time.perf_counter()
    refresh_now()
    return time.perf_counter() - started


def measure() -> Iterator[Figure]:
    seconds, deliveries, holds = call_in(home_of("national"), seconds_to_check)
    million = deliveries / 1e6
    found = bounded(f"check of {million:.1f} million deliveries", seconds, "s", most=60)
    yield Figure(**{**found.__dict__, "holds": found.holds and holds})


def measure_refresh() -> Iterator[Figure]:
    small = call_in(home_of("small"), seconds_to_refresh)
    yield bounded("refresh of the small demonstration", small, "s", most=5)
    national = call_in(home_of("national"), seconds_to_refresh)
    yield bounded("refresh of the national ledger", national, "s", most=60)

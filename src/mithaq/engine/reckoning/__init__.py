"""Reckoning: of what was promised, what has come, on one day as it was known at one instant.

    reckon(tables, as_of=…, known_at=…) -> Reckoning
    unpledged(tables, …) -> UnpledgedDeliveries
    overlaps(tables, …) -> tuple[Overlap, ...]
    cliffs(tables, …) -> tuple[Cliff, ...]
    reckon_fully(tables, …) -> FullReckoning          all four, attributing once

`known_at` is an aware datetime; None means all that is recorded.
"""

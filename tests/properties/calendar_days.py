"""The days, months and instants that generated ledgers speak of: few, so that they collide."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

MONTHS = [date(2025, 1, 1), date(2025, 6, 1), date(2025, 11, 1), date(2025, 12, 1)]
MONTHS += [date(2026, month, 1) for month in range(1, 7)]

EDGES = [
    *(date(2025, 12, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 15)),
    *(date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)),
    *(date(2026, 3, 2), date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)),
    *(date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 30)),
]

months = st.one_of(st.sampled_from(MONTHS[3:8]), st.sampled_from(MONTHS))
days = st.one_of(
    st.sampled_from(EDGES), st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 12, 31))
)
days_of_moves = st.sampled_from([None, *MONTHS[3:9], *EDGES[:12]])
asked_days = st.one_of(
    st.sampled_from(EDGES[4:]),
    st.sampled_from(EDGES[8:]),
    st.dates(min_value=date(2025, 10, 1), max_value=date(2027, 2, 1)),
)

OPENING = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = 60
BATCH_INSTANTS = [OPENING + timedelta(hours=10 * number) for number in range(1, 6)]
"""Every generated ledger has these batches, so that ledgers can be laid side by side."""

hours = st.sampled_from([*[0] * HOURS, *range(HOURS)])
known_instants = st.one_of(
    st.none(),
    st.none(),
    st.sampled_from(BATCH_INSTANTS[1:]),
    st.sampled_from(BATCH_INSTANTS[1:]).map(lambda instant: instant - timedelta(microseconds=1)),
    st.integers(0, HOURS).map(lambda hour: OPENING + timedelta(hours=hour)),
)


def pairs_of_days(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """A start and an end in their order."""
    if start is not None and end is not None and end < start:
        return end, start
    return start, end


class Recorder:
    """Gives each row its own instant: the hour drawn, and a microsecond more for every row."""

    def __init__(self) -> None:
        self.rows = 0

    def at(self, hour: int, after: datetime | None = None) -> datetime:
        """An instant in the hour, and later than `after`."""
        self.rows += 1
        instant = OPENING + timedelta(hours=hour)
        if after is not None:
            instant = max(instant, after)
        return instant.replace(microsecond=0) + timedelta(microseconds=self.rows)

"""Whole small ledgers, with everything in them that the rules speak of.

The pools are small and a few spots (a location and a measure) attract most deliveries, so that
cells collide, lines compete and amendments matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.properties.calendar_days import (
    BATCH_INSTANTS,
    Recorder,
    days,
    days_of_moves,
    hours,
    months,
    pairs_of_days,
)
from tests.reference.ledger import (
    LEVELS,
    STAGES,
    Agreement,
    Batch,
    Delivery,
    Ledger,
    Location,
    LocationParent,
    Measure,
    MeasureParent,
    Organisation,
    Party,
    Pledge,
    Reversal,
    Status,
    Support,
    Terms,
)

FAMILIES = ["service", "people", "staff", "goods", "works", "money", "training"]
COMBINE = ["sum", "last", "max", "mean"]
STATUSES = ["active", "draft", "suspended", "terminated", "ended", "announced"]
ORGANISATIONS = ["UNX", "أطباء", "aid"]
AGREEMENTS = ["MOU-2", "MOU-10", "mou", "اتفاق"]
LINES = ["1", "2", "10", "1.5", "01", "a", "Z", "ب", "1.0", "1.", "²", "9" * 30 + ".5", "9" * 30]
PLACES = {
    "SY": "country",
    "SY01": "governorate",
    "SY02": "governorate",
    "SY0100": "district",
    "SY0200": "district",
    "SY010000": "subdistrict",
    "C0001": "community",
    "C0002": "community",
}
FACILITIES = ["F1", "F2", "F3", "مشفى"]

LARGEST = Fraction(2**63 - 1, 1_000_000)  # sums of it do not fit where one of it does

# Sevens, nines and tens stand on the thresholds of the states.
quantities = st.sampled_from(
    [Fraction(whole) for whole in (0, 1, 2, 3, 7, 9, 10)]
    + [Fraction(1, 1_000_000), Fraction(5, 2), Fraction(3_333_333, 1_000_000)]
    + [LARGEST]
)
promised = st.sampled_from(
    [Fraction(whole) for whole in (1, 3, 10, 10, 10, 20)]
    + [Fraction(5, 2), Fraction(7, 1_000_000), LARGEST]
)


@dataclass(frozen=True)
class Spot:
    """Where deliveries gather."""

    location: str
    measure: str


@st.composite
def measure_trees(draw: DrawFn, recorder: Recorder) -> tuple[list[Measure], list[MeasureParent]]:
    """Up to six measures; parents may change, and always come earlier in the list."""
    count = draw(st.integers(1, 6))
    measures = []
    for number in range(count):
        family = draw(st.sampled_from(FAMILIES))
        stale_after = draw(st.one_of(st.none(), st.integers(0, 3)))
        combine = draw(st.sampled_from(COMBINE))
        measures.append(Measure(f"m{number}", family, f"unit{number}", combine, stale_after))
    parents = []
    for number in range(1, count):
        for _ in range(draw(st.integers(0, 2))):
            parent = draw(st.one_of(st.none(), st.integers(0, number - 1).map("m{}".format)))
            parents.append(MeasureParent(f"m{number}", parent, recorder.at(draw(hours))))
    return measures, parents


@st.composite
def location_trees(draw: DrawFn, recorder: Recorder) -> tuple[list[Location], list[LocationParent]]:
    """Eight places and four facilities, some of which move from one place to another."""
    levels = PLACES | dict.fromkeys(FACILITIES, "facility")
    locations = [Location(code, level) for code, level in levels.items()]
    parents = []
    for location in locations:
        above = [code for code in PLACES if is_above(levels[code], location.level)]
        often = [1, 2, 3] if location.level == "facility" else [1, 1, 1, 1, 1, 1, 2, 0]
        moves = draw(st.sampled_from(often)) if above else 0
        for move in range(moves):
            valid_from = None if move == 0 else draw(days_of_moves)
            hour = draw(hours) if move else 0
            parent = draw(st.sampled_from(above))
            row = LocationParent(location.code, parent, valid_from, recorder.at(hour))
            parents.append(row)
    return locations, parents


def is_above(upper: str, lower: str) -> bool:
    """Whether a place of one level may contain a location of the other."""
    return LEVELS.index(upper) > LEVELS.index(lower)


@st.composite
def agreement_heads(draw: DrawFn, recorder: Recorder, code: str) -> Ledger:
    """One agreement with its terms, statuses and parties, each of which may change."""
    recorded_at = recorder.at(draw(hours))
    organisation = st.sampled_from(ORGANISATIONS)
    terms = [
        Terms(
            code,
            draw(organisation),
            recorded_at if version == 0 else recorder.at(draw(hours), recorded_at),
            draw(st.sampled_from(STAGES)),
            draw(st.sampled_from(["facility", "partner"])),
        )
        for version in range(draw(st.sampled_from([1, 1, 2])))
    ]
    statuses = [
        Status(
            code,
            draw(st.sampled_from(STATUSES)),
            draw(st.one_of(st.none(), days)),
            recorder.at(draw(hours), recorded_at),
        )
        for _ in range(draw(st.sampled_from([0, 0, 0, 0, 1, 2, 3])))
    ]
    parties = [
        draw(parties_of(recorder, code, recorded_at)) for _ in range(draw(st.integers(0, 2)))
    ]
    head = Agreement(code, recorded_at, draw(st.booleans()))
    return Ledger(agreements=[head], terms=terms, statuses=statuses, parties=parties)


@st.composite
def parties_of(draw: DrawFn, recorder: Recorder, code: str, after: datetime) -> Party:
    """A party, implementing more often than not."""
    optional_days = st.one_of(st.none(), days)
    start, end = pairs_of_days(draw(optional_days), draw(optional_days))
    return Party(
        code,
        draw(st.sampled_from(ORGANISATIONS)),
        draw(st.sampled_from(["implementing", "implementing", "donor"])),
        recorder.at(draw(hours), after),
        start,
        end,
    )


@st.composite
def pledge_versions(
    draw: DrawFn, recorder: Recorder, head: Agreement, line: str, spots: list[Spot]
) -> list[Pledge]:
    """A line in one to three versions, each of which may change everything."""
    return [
        draw(pledges(recorder, head, line, spots))
        for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3])))
    ]


@st.composite
def pledges(
    draw: DrawFn, recorder: Recorder, head: Agreement, line: str, spots: list[Spot]
) -> Pledge:
    """One version of a line, mostly near a spot."""
    spot = draw(st.sampled_from(spots))
    start, end = pairs_of_days(draw(starts), draw(ends))
    profile = draw(st.sampled_from(["linear", "linear", "on_completion", "milestones"]))
    quantity = draw(promised)
    return Pledge(
        head.code,
        line,
        draw(st.sampled_from([spot.measure, spot.measure, "m0"])),
        quantity,
        draw(scopes(spot)),
        start,
        end,
        draw(effective_days),
        recorder.at(draw(hours), head.recorded_at),
        profile,
        draw(milestones(quantity)) if profile == "milestones" else (),
    )


@st.composite
def twins(
    draw: DrawFn, recorder: Recorder, head: Agreement, line: str, promises: list[Pledge]
) -> Pledge:
    """A version like any other of the ledger, so that only the last of the ranking decides."""
    model = draw(st.sampled_from(promises))
    recorded_at = recorder.at(draw(hours), head.recorded_at)
    return replace(model, agreement=head.code, line=line, recorded_at=recorded_at)


effective_days = st.one_of(st.sampled_from([date(2025, 1, 1)] * 3), days)
support_starts = st.one_of(st.just(date(2025, 1, 1)), days)
STARTS: list[date | None] = [
    date(2025, 1, 1),
    date(2025, 1, 1),
    date(2025, 12, 1),
    date(2026, 1, 15),
]
STARTS += [date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 2), None]
ENDS: list[date | None] = [
    date(2026, 12, 31),
    date(2026, 6, 30),
    date(2026, 3, 31),
    date(2026, 2, 28),
]
ENDS += [date(2026, 3, 31), date(2026, 2, 28), date(2026, 5, 31), None]
starts = st.one_of(st.sampled_from(STARTS), st.sampled_from(STARTS), days)
ends = st.one_of(st.sampled_from(ENDS), st.sampled_from(ENDS), days)


@st.composite
def scopes(draw: DrawFn, spot: Spot) -> tuple[str, ...]:
    """The spot, the country, or up to three locations of any kind."""
    anywhere = st.lists(
        st.sampled_from([*PLACES, *FACILITIES]), min_size=1, max_size=3, unique=True
    )
    near = st.sampled_from([[spot.location], ["SY"], ["SY", spot.location], ["SY01", "SY0100"]])
    return tuple(draw(st.one_of(near, near, anywhere)))


@st.composite
def milestones(draw: DrawFn, quantity: Fraction) -> tuple[tuple[date, Fraction], ...]:
    """Up to three cumulative steps on different days."""
    on = sorted(draw(st.lists(days, min_size=1, max_size=3, unique=True)))
    reached = sorted(draw(st.lists(promised, min_size=len(on), max_size=len(on))))
    return tuple(zip(on, (min(step, quantity) for step in reached), strict=True))


@st.composite
def supports(
    draw: DrawFn, recorder: Recorder, heads: list[Agreement], spots: list[Spot], family: str
) -> Support:
    """A support of a facility; few keys, so that one replaces another."""
    head = draw(st.sampled_from([None, *heads, *heads]))
    facilities = [spot.location for spot in spots if spot.location in FACILITIES] or FACILITIES
    start, end = draw(support_starts), draw(st.one_of(st.none(), days))
    valid_from, valid_to = pairs_of_days(start, end)
    assert valid_from is not None
    return Support(
        f"s{draw(st.integers(0, 5))}",
        draw(st.sampled_from(facilities)),
        draw(st.sampled_from([family] * len(FAMILIES) + FAMILIES)),
        draw(st.sampled_from(ORGANISATIONS)),
        head.code if head else None,
        valid_from,
        valid_to,
        recorder.at(draw(hours), head.recorded_at if head else None),
        draw(st.sampled_from([None, 0.25, 0.5, 1.0])),
    )


@st.composite
def deliveries(
    draw: DrawFn,
    posting: tuple[str, int],
    line: int,
    heads: list[Agreement],
    spots: list[Spot],
    earlier: list[Delivery],
) -> Delivery:
    """One line of a posting; it may answer an earlier one, and then mostly resembles it."""
    source, batch = posting
    answered = draw(st.sampled_from([None] * (1 + len(earlier)) + earlier))
    spot = draw(st.sampled_from(spots))
    stated = [head.code for head in heads if head.recorded_at <= BATCH_INSTANTS[batch - 1]]
    alike = answered is not None and draw(st.booleans())
    return Delivery(
        source,
        str(line),
        batch,
        draw(st.sampled_from(["claimed", *STAGES])),
        draw(st.sampled_from(["facility", "facility", "partner"])),
        answered.measure if answered and alike else spot.measure,
        answered.location if answered and alike else spot.location,
        answered.month if answered and alike else draw(months),
        draw(quantities),
        draw(st.sampled_from([None, None, *ORGANISATIONS])),
        draw(st.sampled_from([None, None, *stated])),
        (answered.source, answered.line) if answered else None,
        draw(st.booleans()),
    )


@st.composite
def posted(
    draw: DrawFn, heads: list[Agreement], spots: list[Spot]
) -> tuple[list[Delivery], list[Reversal]]:
    """Up to ten postings of one to four lines, some of them reversed later."""
    entries: list[Delivery] = []
    reversals = []
    batches = sorted(draw(st.lists(st.integers(1, len(BATCH_INSTANTS)), min_size=2, max_size=10)))
    for number, batch in enumerate(batches):
        posting = (f"p{number}", batch)
        earlier = list(entries)
        lines = range(1, draw(st.integers(1, 4)) + 1)
        entries += [draw(deliveries(posting, line, heads, spots, earlier)) for line in lines]
        if draw(st.sampled_from([False] * 7 + [True])):
            reversals.append(Reversal(posting[0], draw(st.integers(batch, len(BATCH_INSTANTS)))))
    return entries, reversals


@st.composite
def ledgers(draw: DrawFn) -> Ledger:
    """A whole ledger."""
    recorder = Recorder()
    measures, measure_parents = draw(measure_trees(recorder))
    locations, location_parents = draw(location_trees(recorder))
    spots = draw(spots_among(measures))
    codes = draw(st.lists(st.sampled_from(AGREEMENTS), min_size=1, max_size=2, unique=True))
    agreements = [draw(agreement_heads(recorder, code)) for code in codes]
    heads = [head for agreement in agreements for head in agreement.agreements]
    promises = []
    for head in heads:
        for line in draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=3, unique=True)):
            promises += draw(pledge_versions(recorder, head, line, spots))
            if draw(st.sampled_from([False, False, True])):
                promises.append(draw(twins(recorder, head, line, promises)))
    family = next(measure.family for measure in measures if measure.code == spots[0].measure)
    supported = [
        draw(supports(recorder, heads, spots, family)) for _ in range(draw(st.integers(0, 5)))
    ]
    entries, reversals = draw(posted(heads, spots))
    return Ledger(
        measures=measures,
        measure_parents=measure_parents,
        locations=locations,
        location_parents=location_parents,
        organisations=[Organisation(code) for code in ORGANISATIONS],
        agreements=heads,
        terms=[row for agreement in agreements for row in agreement.terms],
        statuses=[row for agreement in agreements for row in agreement.statuses],
        parties=[row for agreement in agreements for row in agreement.parties],
        pledges=promises,
        supports=supported,
        batches=[Batch(number, at) for number, at in enumerate(BATCH_INSTANTS, start=1)],
        deliveries=entries,
        reversals=reversals,
    )


@st.composite
def spots_among(draw: DrawFn, measures: list[Measure]) -> list[Spot]:
    """One or two spots, at facilities more often than at places, and with something in common."""
    locations = st.sampled_from([*FACILITIES * 4, *PLACES])
    codes = [measure.code for measure in measures]
    first = Spot(draw(locations), draw(st.sampled_from(codes)))
    others = [
        Spot(first.location, draw(st.sampled_from(codes))),
        Spot(draw(locations), first.measure),
    ]
    return [first, *draw(st.sampled_from([[], others[:1], others[1:]]))]

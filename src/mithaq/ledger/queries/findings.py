"""What the last reckoning found beside the lines: cliffs, overlaps, deliveries without a pledge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from mithaq.ledger.access import names_code, visible_agreement_ids, visible_overlaps
from mithaq.ledger.models import (
    Agreement,
    FoundCliff,
    FoundOverlap,
    FoundUnpledged,
    OverlapExplanation,
    Reckoning,
)
from mithaq.registry.access import Permission, Visitor, facility_condition
from mithaq.registry.models import Location
from mithaq.registry.tree import under

HORIZON_DAYS = 180


@dataclass(frozen=True)
class Cliff:
    """So many facilities lose a family of support on one day; `days` from the reckoned day."""

    family: str
    ends_on: date
    days: int
    facilities: int
    delivered: Decimal


@dataclass(frozen=True)
class Overlap:
    """Two organisations claimed the same; `explanation` is None while it is open."""

    found: FoundOverlap
    explanation: OverlapExplanation | None


def visible_cliffs(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None
) -> QuerySet[FoundCliff]:
    """Cliffs of the facilities that the user may see."""
    cliffs = FoundCliff.objects.filter(reckoning=reckoning).filter(
        facility_condition(user, Permission.SEE_FACILITY, "facility__")
    )
    return cliffs.filter(under(place.lineage, "facility__")) if place else cliffs


def cliffs(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None, limit: int = 300
) -> Sequence[FoundCliff]:
    """Facilities and the last day of each family of their support, the nearest first."""
    rows = visible_cliffs(user, reckoning, place=place).select_related("facility__parent")
    return tuple(_with_own_agreements(user, rows.order_by("ends_on", "id")[:limit]))


def _with_own_agreements(user: Visitor, rows: Iterable[FoundCliff]) -> Iterator[FoundCliff]:
    """Of the agreements that end, those that the user may know of."""
    visible = visible_agreement_ids(user, Permission.SEE_AGREEMENT)
    known = None
    if visible is not None:
        codes = Agreement.objects.filter(id__in=visible).values_list("code", flat=True)
        known = frozenset(codes.order_by())
    for row in rows:
        row.agreements = [code for code in row.agreements if known is None or code in known]
        yield row


def next_cliffs(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None, limit: int = 6
) -> Sequence[Cliff]:
    """The next days on which support ends, with how many facilities lose it."""
    rows = (
        visible_cliffs(user, reckoning, place=place)
        .filter(ends_on__lte=reckoning.as_of + timedelta(days=HORIZON_DAYS))
        .values("ends_on", "family")
        .annotate(facilities=Count("facility", distinct=True), total=Sum("delivered"))
        .order_by("ends_on", "-facilities")[:limit]
    )
    return tuple(
        Cliff(
            family=row["family"],
            ends_on=row["ends_on"],
            days=(row["ends_on"] - reckoning.as_of).days,
            facilities=row["facilities"],
            delivered=row["total"],
        )
        for row in rows
    )


@dataclass(frozen=True)
class LostSupport:
    """A facility, by its lineage, that loses a family of support after `ends_on`."""

    ends_on: date
    family: str
    delivered: Decimal
    lineage: str


def cliffs_of_agreement(
    user: Visitor,
    reckoning: Reckoning,
    agreement: Agreement,
    *,
    days: Collection[date | None] = (),
) -> Sequence[LostSupport]:
    """Facilities that lose a family of support when this agreement ends, or on one of the days on
    which its lines do."""
    ends = {day for day in (agreement.ends_on, *days) if day}
    if not ends:
        return ()
    ending = visible_cliffs(user, reckoning).filter(ends_on__in=ends)
    named = ending.annotate(codes=Cast("agreements", TextField())).filter(
        names_code(agreement.code)
    )
    rows = named.order_by("ends_on", "family", "facility_id").values_list(
        "ends_on", "family", "delivered", "facility__lineage"
    )
    return tuple(LostSupport(*row) for row in rows)


def overlaps(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None, limit: int = 200
) -> Sequence[Overlap]:
    """Overlaps, the newest month first, each with its explanation if one was given."""
    rows = visible_overlaps(user).filter(reckoning=reckoning)
    rows = rows.filter(under(place.lineage, "facility__")) if place else rows
    chosen = list(rows.order_by("-month", "id")[:limit])
    known = OverlapExplanation.objects.filter(facility__in=[row.facility_id for row in chosen])
    explained = {(e.facility_id, e.measure_id, e.month): e for e in known}
    return tuple(
        Overlap(row, explained.get((row.facility_id, row.measure_id, row.month))) for row in chosen
    )


def open_overlaps(
    user: Visitor, reckoning: Reckoning, *, place: Location | None = None, limit: int = 5
) -> Sequence[FoundOverlap]:
    """Overlaps that nobody has explained yet."""
    rows = visible_overlaps(user).filter(reckoning=reckoning)
    rows = rows.filter(under(place.lineage, "facility__")) if place else rows
    explained = OverlapExplanation.objects.filter(
        facility=OuterRef("facility"), measure=OuterRef("measure"), month=OuterRef("month")
    )
    return tuple(rows.filter(~Q(Exists(explained))).order_by("-month", "id")[:limit])


def unpledged(user: Visitor, reckoning: Reckoning, *, limit: int = 200) -> Sequence[FoundUnpledged]:
    """Deliveries without a pledge, added up by organisation, measure, stage and reason."""
    rows = FoundUnpledged.objects.filter(reckoning=reckoning)
    visible = visible_agreement_ids(user, Permission.SEE_DELIVERIES)
    if visible is not None:
        rows = rows.filter(agreement_id__in=visible)
    return tuple(
        rows.select_related("organisation", "agreement", "measure").order_by("-lines", "id")[:limit]
    )


def explanations() -> dict[tuple[str, str, str], dict[str, object]]:
    """Every explanation of an overlap by facility, measure and month (`2026-03`)."""
    rows = OverlapExplanation.objects.select_related("facility", "measure")
    return {
        (row.facility.code, row.measure.code, f"{row.month:%Y-%m}"): {
            "kind": row.kind,
            "shares": row.shares,
            "note": row.note,
        }
        for row in rows
    }


EXPLANATIONS = tuple(OverlapExplanation.Kind.choices)

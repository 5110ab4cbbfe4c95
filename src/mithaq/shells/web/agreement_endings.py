"""What happens when an agreement ends: which facilities lose what, where, and in how many days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mithaq.ledger.queries.findings import LostSupport
from mithaq.registry.queries.facilities import PlaceName, places_above

GOVERNORATE = "governorate"


@dataclass(frozen=True)
class FamilyLoss:
    """One family of support: how many facilities lose it, what came there in the year before."""

    family: str
    facilities: int
    delivered: Decimal


@dataclass(frozen=True)
class PlaceLoss:
    """Facilities of one governorate; `width` is their part of the most, in percent."""

    place: PlaceName
    facilities: int
    width: int


@dataclass(frozen=True)
class Ending:
    """What ends on one day, `days` from today: facilities, by family and by governorate."""

    ends_on: date
    days: int
    facilities: int
    families: Sequence[FamilyLoss]
    where: Sequence[PlaceLoss]


def endings(cliffs: Iterable[LostSupport], today: date) -> list[Ending]:
    """By day, the soonest first."""
    by_day: dict[date, list[LostSupport]] = {}
    for cliff in cliffs:
        by_day.setdefault(cliff.ends_on, []).append(cliff)
    above = places_above({cliff.lineage for found in by_day.values() for cliff in found})
    governorates = {line: place for line, place in above.items() if place.level == GOVERNORATE}
    return [
        Ending(
            ends_on=day,
            days=(day - today).days,
            facilities=len({cliff.lineage for cliff in lost}),
            families=_families(lost),
            where=_where({cliff.lineage for cliff in lost}, governorates),
        )
        for day, lost in sorted(by_day.items())
    ]


def _families(cliffs: Sequence[LostSupport]) -> tuple[FamilyLoss, ...]:
    names = dict.fromkeys(cliff.family for cliff in cliffs)
    found = [
        FamilyLoss(family, len(own), sum((cliff.delivered for cliff in own), Decimal(0)))
        for family in names
        if (own := [cliff for cliff in cliffs if cliff.family == family])
    ]
    return tuple(sorted(found, key=lambda loss: -loss.facilities))


def _where(lineages: Iterable[str], governorates: Mapping[str, PlaceName]) -> tuple[PlaceLoss, ...]:
    counted = Counter(
        place
        for lineage in lineages
        for above, place in governorates.items()
        if lineage.startswith(above)
    )
    most = max(counted.values(), default=1)
    return tuple(
        PlaceLoss(place, number, round(100 * number / most))
        for place, number in counted.most_common()
    )

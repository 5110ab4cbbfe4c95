"""What happens when an agreement ends: which facilities lose what, where, and in how many days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mithaq.registry.queries.facilities import PlaceName, places_above

GOVERNORATE = "governorate"


@dataclass(frozen=True)
class Loss:
    """Facilities of one governorate; `width` is their part of the most, in percent."""

    place: PlaceName
    facilities: int
    width: int


@dataclass(frozen=True)
class Ending:
    """Facilities that lose one family of support on one day, `days` from today."""

    family: str
    ends_on: date
    days: int
    facilities: int
    delivered: Decimal
    where: Sequence[Loss]


def endings(cliffs: Iterable[Any], today: date) -> list[Ending]:
    """By day and family, the soonest and the most facilities first."""
    groups: dict[tuple[date, str], list[Any]] = {}
    for cliff in cliffs:
        groups.setdefault((cliff.ends_on, cliff.family), []).append(cliff)
    above = places_above({c.facility.lineage for found in groups.values() for c in found})
    by_lineage = {line: place for line, place in above.items() if place.level == GOVERNORATE}
    found = [
        Ending(
            family=family,
            ends_on=day,
            days=(day - today).days,
            facilities=len(lost),
            delivered=sum((cliff.delivered for cliff in lost), Decimal(0)),
            where=_where(lost, by_lineage),
        )
        for (day, family), lost in groups.items()
    ]
    return sorted(found, key=lambda ending: (ending.ends_on, -ending.facilities))


def _where(cliffs: Iterable[Any], governorates: dict[str, PlaceName]) -> tuple[Loss, ...]:
    counted = Counter(
        place
        for cliff in cliffs
        for lineage, place in governorates.items()
        if cliff.facility.lineage.startswith(lineage)
    )
    most = max(counted.values(), default=1)
    return tuple(
        Loss(place, number, round(100 * number / most)) for place, number in counted.most_common()
    )

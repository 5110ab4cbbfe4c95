"""Bringing a country pack's places into the register."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mithaq.countries import CountryPack
from mithaq.countries.pack import Alias, Place, Population
from mithaq.countries.parameters import PartialDate, Precision
from mithaq.registry import vocabulary
from mithaq.registry.actions.locations import record_locations
from mithaq.registry.records import NewAlias, NewCode, NewLocation, Recorded


@transaction.atomic
def load_country_pack(
    pack: CountryPack | None = None, *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record the pack's places: names, aliases, crosswalk, points, populations. Idempotent.

    A place that an import has recorded since is the import's: the pack leaves it alone.
    """
    pack = pack or vocabulary.pack()
    at = at or timezone.now()
    places = list(pack.places.values())
    recorded = record_locations(
        [_location(place, next(iter(place.populations), None)) for place in places],
        actor=actor,
        at=at,
    )
    # One year's population a round: a place is given once in a sequence.
    for turn in range(1, max((len(place.populations) for place in places), default=0)):
        more = [place for place in places if len(place.populations) > turn]
        record_locations(
            [_location(place, place.populations[turn]) for place in more], actor=actor, at=at
        )
    return recorded


def _location(place: Place, population: Population | None) -> NewLocation:
    return NewLocation(
        code=place.code,
        level=place.level,
        name_ar=place.name_ar,
        name_en=place.name_en,
        parent=place.parent,
        lat=place.lat,
        lon=place.lon,
        is_border=place.is_border,
        population=population.people if population else None,
        population_year=population.year if population else None,
        population_source=population.source if population else "",
        aliases=tuple(_alias(alias) for alias in place.aliases),
        from_pack=True,
        codes=tuple(NewCode(system=system, code=str(code)) for system, code in place.codes.items()),
    )


def _alias(alias: Alias) -> NewAlias:
    return NewAlias(
        name=alias.name,
        valid_from=_exact_day(alias.valid_from),
        valid_to=_exact_day(alias.valid_to),
        source=alias.source,
    )


def _exact_day(partial: PartialDate | None) -> date | None:
    """A day that a source gives; a mere year or month is no day, and none is made up."""
    return partial.day if partial and partial.precision == Precision.DAY else None

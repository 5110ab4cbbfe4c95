"""Recording places."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mithaq.registry.actions.contents import name_faults, save_as
from mithaq.registry.actions.location_names import index_locations
from mithaq.registry.actions.names import sort_key
from mithaq.registry.actions.sites import SitePlan, carry_out, plan_sites
from mithaq.registry.faults import (
    CHANGED_CONTENT,
    NEGATIVE,
    PACK_YIELDS,
    REQUIRED,
    UNKNOWN_CODE,
    Fault,
    refuse,
)
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Level, Location, LocationAlias, Population
from mithaq.registry.records import NewLocation, Recorded
from mithaq.registry.tree import LEVELS

PLACE_LEVELS = tuple(level for level in LEVELS if level != Level.FACILITY)


@transaction.atomic
def record_locations(
    places: Sequence[NewLocation], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record places. What is known with the same content stays, gaps are filled.

    Raises ActionRefused with every fault: unknown or doubled codes, a parent that is not wider,
    other content under a known code. A name that the place has or had is no other content; another
    parent is (`move_location`); another year's population is one more. What the country pack
    brought yields to other content, which is then a question.
    """
    at = at or timezone.now()
    plan = plan_sites(places, PLACE_LEVELS)
    counted = _populations(plan.rows)
    faults, questions = _population_conflicts(places, plan, counted)
    refuse([*plan.faults, *_population_faults(places), *faults])
    done = carry_out(plan, actor=actor, at=at)
    spoken_of = [place for place in places if not plan.is_left_alone(place)]
    counted_anew = _record_populations(spoken_of, done.rows, counted)
    completed = (done.completed | counted_anew) - done.new
    known = len(places) - len(done.new | completed)
    return Recorded(len(done.new), len(completed), known, (*plan.questions, *questions))


def _populations(rows: Mapping[str, Location]) -> dict[tuple[str, int], int]:
    """People by place (code) and year."""
    known: dict[tuple[str, int], int] = {}
    for chunk in chunks([row.id for row in rows.values()]):
        counts = Population.objects.filter(location__in=chunk)
        for code, year, people in counts.values_list("location__code", "year", "people"):
            known[code, year] = people
    return known


def _population_faults(places: Sequence[NewLocation]) -> list[Fault]:
    faults = []
    for item, place in enumerate(places):
        if place.population is not None and place.population_year is None:
            faults.append(REQUIRED(item=item, field="population_year"))
        if place.population is not None and place.population < 0:
            faults.append(NEGATIVE(found=place.population, item=item, field="population"))
    return faults


def _population_conflicts(
    places: Sequence[NewLocation], plan: SitePlan, known: Mapping[tuple[str, int], int]
) -> tuple[list[Fault], list[Fault]]:
    """Another count for a year that was counted: a fault, or of the pack's places a question."""
    faults: list[Fault] = []
    questions: list[Fault] = []
    for item, place in enumerate(places):
        people = known.get((place.code, place.population_year or 0))
        if people in (None, place.population) or place.population is None:
            continue
        yields = plan.yields(place)
        words = (PACK_YIELDS if yields else CHANGED_CONTENT)(
            key=f"{place.code} {place.population_year}",
            found=place.population,
            expected=people,
            item=item,
            field="population",
        )
        if not plan.is_left_alone(place):
            (questions if yields else faults).append(words)
    return faults, questions


def _record_populations(
    places: Sequence[NewLocation],
    rows: Mapping[str, Location],
    known: Mapping[tuple[str, int], int],
) -> set[str]:
    """Write the counts that are new or take the pack's place; the codes of their places."""
    anew = [
        Population(
            location=rows[place.code],
            year=place.population_year,
            people=place.population,
            source=place.population_source,
        )
        for place in places
        if place.population is not None
        and place.population_year is not None
        and known.get((place.code, place.population_year)) != place.population
    ]
    Population.objects.bulk_create(
        anew,
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["location", "year"],
        update_fields=["people", "source"],
    )
    return {population.location.code for population in anew}


@transaction.atomic
def rename_location(
    code: str,
    *,
    name_ar: str,
    name_en: str = "",
    on: date,
    source: str = "",
    actor: uuid.UUID | None,
) -> Location:
    """From a day on, a place or facility has another name; the old ones stay as dated aliases.

    An empty English name leaves the present one. Raises ActionRefused: unknown code, no name.
    """
    rows = by_code(Location.objects.all(), [code])
    unknown = [] if code in rows else [UNKNOWN_CODE(found=code, field="code")]
    refuse([*unknown, *name_faults(name_ar, name_en, None)])
    location = rows[code]
    until = on - timedelta(days=1)
    for old, new in ((location.name_ar, name_ar), (location.name_en, name_en)):
        if old and new and old != new:
            LocationAlias.objects.create(location=location, name=old, valid_to=until, source=source)
    location.name_ar = name_ar
    location.name_en = name_en or location.name_en
    location.sort_ar = sort_key(location.name_ar, location.name_en)
    save_as(location, actor)
    index_locations([location.id])
    return location


@transaction.atomic
def retire_location(code: str, *, on: date, actor: uuid.UUID | None) -> Location:
    """From a day on, a place or facility is no more; it stays where it was named."""
    rows = by_code(Location.objects.all(), [code])
    refuse([] if code in rows else [UNKNOWN_CODE(found=code, field="code")])
    location = rows[code]
    location.retired_on = on
    save_as(location, actor, ["retired_on"])
    return location

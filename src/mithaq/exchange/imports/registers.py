"""Taking in the registers: measures, places, organisations, facilities, statuses."""

from __future__ import annotations

import uuid

import numpy as np

from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.takings import rows_of, text, whole
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.actions import record_measures
from mithaq.ledger.records import NewMeasure
from mithaq.registry.actions import (
    record_facilities,
    record_locations,
    record_organisations,
    record_statuses,
)
from mithaq.registry.lookups import levels_by_code
from mithaq.registry.records import (
    NewFacility,
    NewLocation,
    NewOrganisation,
    NewStatus,
    Recorded,
)

# A facility is known to lie in one of these; in a wider place it is asked about.
NARROW = ("subdistrict", "community")


def _measures(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_measures(
        [
            NewMeasure(
                code=row["code"],
                name_ar=row["name_ar"],
                name_en=row["name_en"],
                unit=row["unit"],
                family=row["family"],
                parent=text(row["parent"]),
                combine=row["combine"],
                stale_after=row["stale_after"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _places(form: Form, actor: uuid.UUID | None) -> Recorded:
    """A population without its year is asked about, and left out."""
    return record_locations(
        [
            NewLocation(
                code=row["code"],
                name_ar=row["name_ar"],
                name_en=row["name_en"],
                level=row["level"],
                parent=text(row["parent"]),
                lat=row["lat"],
                lon=row["lon"],
                population=row["population"] if row["population_year"] else None,
                population_year=row["population_year"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _organisations(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_organisations(
        [
            NewOrganisation(
                code=row["code"],
                name_ar=row["name_ar"],
                name_en=row["name_en"],
                kind=row["kind"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _facilities(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_facilities(
        [
            NewFacility(
                code=row["code"],
                name_ar=row["name_ar"],
                name_en=row["name_en"],
                type=row["type"],
                ownership=row["ownership"],
                place=row["place"],
                lat=row["lat"],
                lon=row["lon"],
                beds=row["beds"],
                opened_on=row["opened_on"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _ask_of_facilities(form: Form, asked: Faults) -> None:
    """A facility may lie at any level; where it is a wide one, the narrower place is asked for."""
    places = form.columns["place"].to_pylist()
    levels = levels_by_code(places)
    at = np.flatnonzero([levels.get(place) not in NARROW for place in places])
    asked.add_rows(
        "facility_in_a_wide_place",
        form.rows[at].tolist(),
        sheet=form.sheet,
        column="place",
        found=[places[int(row)] for row in at[: asked.limit]],
        expected=" | ".join(NARROW),
    )


def _statuses(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_statuses(
        [
            NewStatus(
                facility=row["facility"],
                on=row["on"],
                functionality=row["functionality"],
                building_damage=text(row["building_damage"]),
                equipment_damage=text(row["equipment_damage"]),
                accessibility=text(row["accessibility"]),
                barriers=tuple(filter(None, text(row["barriers"]).split("|"))),
                source=row["source"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


take_measures = whole(_measures, of_ledger=True)
take_places = whole(_places)
take_organisations = whole(_organisations)
take_facilities = whole(_facilities, _ask_of_facilities)
take_statuses = whole(_statuses)

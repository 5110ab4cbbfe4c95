"""One tree of places and facilities, so that both share one namespace of codes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mithaq.registry.rows import Dated, Named, Row


class Level(models.TextChoices):
    """Levels of the tree, widest first; a facility is its narrowest leaf."""

    COUNTRY = "country", _("country")
    GOVERNORATE = "governorate", _("governorate")
    DISTRICT = "district", _("district")
    SUBDISTRICT = "subdistrict", _("sub-district")
    COMMUNITY = "community", _("community")
    FACILITY = "facility", _("facility")


class Location(Row, Named):
    """A place, or the place that a facility is.

    `parent` and `lineage` are the tree as it stands today, derived from the log `LocationParent`.
    `lineage` is the codes from the root down, `/SY/SY02/SY0200/`, so that a subtree is one range.
    What the country pack brought (`from_pack`) yields to whoever records the place anew.
    """

    code = models.CharField(max_length=64)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    lineage = models.CharField(max_length=1200, blank=True, db_index=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    is_border = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    from_pack = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    history = HistoricalRecords(
        excluded_fields=["sort_ar", "lineage", "from_pack"], bases=[models.Model]
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="location_code_once"),
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="location_point_on_earth",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["level", "sort_ar"])]


class LocationParent(models.Model):
    """Where a place or facility lay, from when, and since when we know: a log, never edited."""

    id = models.BigAutoField(primary_key=True)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(
        Location, null=True, on_delete=models.PROTECT, related_name="children_ever"
    )
    valid_from = models.DateField(null=True, help_text="null: as far back as anyone knows")
    recorded_at = models.DateTimeField()


class LocationCode(Dated, Row):
    """Another system's code of a location: iso3166_2, geonames, herams, dhis2, national."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=32)
    code = models.CharField(max_length=100)

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["country", "system", "code"], name="location_external_code_once"
            ),
        ]


class LocationAlias(Dated, Row):
    """Another name that a place or facility has or had."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)


class Population(Row):
    """How many people lived in a place in a year, and who says so."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="populations")
    year = models.PositiveSmallIntegerField()
    people = models.PositiveBigIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["location", "year"], name="population_once_a_year")
        ]

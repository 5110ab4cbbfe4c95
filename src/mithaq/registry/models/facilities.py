"""Facilities and their status over time, in HeRAMS's terms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mithaq.registry.models.locations import Location
from mithaq.registry.rows import Dated, Precision, Row


class Extent(models.TextChoices):
    """Fully, partially, not at all: functionality, damage and access are all said this way."""

    FULL = "full", _("fully")
    PARTIAL = "partial", _("partially")
    NONE = "none", _("not at all")


class Availability(models.TextChoices):
    FULL = "full", _("fully available")
    PARTIAL = "partial", _("partially available")
    NONE = "none", _("not available")
    NOT_PROVIDED = "not_provided", _("not normally provided")


class Facility(models.Model):
    """What a location of level `facility` has beyond its name and place.

    Types, ownerships and barriers are codes of the country pack. `functionality` is today's, as
    far as it is known, derived from the statuses.
    """

    location = models.OneToOneField(
        Location, primary_key=True, on_delete=models.PROTECT, related_name="facility"
    )
    type = models.CharField(max_length=40)
    ownership = models.CharField(max_length=20)
    beds = models.PositiveIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    functionality = models.CharField(
        max_length=8, choices=Extent.choices, blank=True, editable=False
    )

    history = HistoricalRecords(excluded_fields=["functionality"], bases=[models.Model])

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["type"]),
            models.Index(fields=["functionality"]),
        ]

    def __str__(self) -> str:
        return str(self.location)

    @property
    def code(self) -> str:
        return self.location.code

    @property
    def name_ar(self) -> str:
        return self.location.name_ar

    @property
    def name_en(self) -> str:
        return self.location.name_en


class FacilityBody(Dated, Row):
    """Who manages or owns a facility, and which body came before or after: dated, never control."""

    class Relation(models.TextChoices):
        MANAGED_BY = "managed_by", _("managed by")
        OWNED_BY = "owned_by", _("owned by")
        PREDECESSOR = "predecessor", _("formerly under")
        SUCCESSOR = "successor", _("passed to")

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="bodies")
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="facilities"
    )
    relation = models.CharField(max_length=12, choices=Relation.choices)


class FacilityStatus(Row):
    """One day's assessment; any past day's status is the last one on or before it.

    An empty value is not known. `barriers` holds up to three codes, the heaviest first.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="statuses")
    on = models.DateField()
    functionality = models.CharField(max_length=8, choices=Extent.choices)
    building_damage = models.CharField(max_length=8, choices=Extent.choices, blank=True)
    equipment_damage = models.CharField(max_length=8, choices=Extent.choices, blank=True)
    accessibility = models.CharField(max_length=8, choices=Extent.choices, blank=True)
    barriers = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facility", "on"], name="facility_status_once_a_day")
        ]


class ServiceStatus(Row):
    """Whether a service of the catalogue was available at a facility on a day."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="services")
    service = models.CharField(max_length=60)
    on = models.DateField()
    availability = models.CharField(max_length=12, choices=Availability.choices)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["facility", "service", "on"], name="service_status_once_a_day"
            )
        ]


class FacilityEvent(Row):
    """Something that happened to a facility: opened, extended, out of service, …"""

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened")
        EXTENDED = "extended", _("extended")
        REHABILITATED = "rehabilitated", _("rehabilitated")
        OUT_OF_SERVICE = "out_of_service", _("out of service")
        REOPENED = "reopened", _("reopened")
        CLOSED = "closed", _("closed")
        PLANNED = "planned", _("planned")
        ESTABLISHED = "established", _("established")
        OPERATED = "operated", _("operated by a partner")
        DONATED_TO = "donated_to", _("given a donation")

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    on = models.DateField(null=True, blank=True, help_text="first day of the period; null: unknown")
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)
    note_ar = models.CharField(max_length=300, blank=True)
    note_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

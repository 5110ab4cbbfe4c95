"""What every row of the registers has in common."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from uuid6 import uuid7

MILLIONTHS = 1_000_000


def default_country() -> str:
    """The country this installation serves."""
    return str(settings.COUNTRY)


class Row(models.Model):
    """A row with a small number for joins inside, a UUIDv7 for the world outside, a country."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    country = models.CharField(max_length=2, default=default_country, editable=False)

    class Meta:
        abstract = True


class Named(models.Model):
    """A bilingual name, Arabic first; `sort_ar` is its normalised form, kept by the actions."""

    name_ar = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    sort_ar = models.CharField(max_length=300, blank=True, db_index=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_ar or self.name_en


class Dated(models.Model):
    """A fact that held from a day to a day (both included); an open end is null."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]


class Precision(models.TextChoices):
    """How exactly a day is known; anything coarser than a day is a period, never a made-up day."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

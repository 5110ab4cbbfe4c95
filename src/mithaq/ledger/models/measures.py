"""What can be promised and delivered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.registry.rows import Named, Row


class Family(models.TextChoices):
    SERVICE = "service", _("services")
    PEOPLE = "people", _("people")
    STAFF = "staff", _("staff")
    GOODS = "goods", _("goods")
    WORKS = "works", _("works")
    MONEY = "money", _("money")
    TRAINING = "training", _("training")


class Combine(models.TextChoices):
    """How a measure's months make a whole; `last` and `mean` are levels."""

    SUM = "sum", _("adds up")
    LAST = "last", _("last value")
    MAX = "max", _("highest value")
    MEAN = "mean", _("mean")


class Measure(Row, Named):
    """A countable promise: code, unit, family, and how it combines over time.

    `stale_after`: months after which silence is no longer read as the last value; null: never.
    What the country pack brought (`from_pack`) yields to whoever records the measure anew.
    """

    code = models.CharField(max_length=100)
    unit = models.CharField(max_length=60)
    unit_ar = models.CharField(max_length=60, blank=True)
    family = models.CharField(max_length=10, choices=Family.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    combine = models.CharField(max_length=4, choices=Combine.choices)
    stale_after = models.PositiveSmallIntegerField(null=True, blank=True)
    service = models.CharField(
        max_length=60, blank=True, help_text="the catalogue's service it counts, if one"
    )
    by_sex = models.BooleanField(default=False)
    by_age = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    from_pack = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="measure_code_once")
        ]


class MeasureDefinition(models.Model):
    """What a measure was said to be, since when we know: a log, never edited; the last speaks."""

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="definitions")
    unit = models.CharField(max_length=60)
    family = models.CharField(max_length=10, choices=Family.choices)
    combine = models.CharField(max_length=4, choices=Combine.choices)
    stale_after = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()


class MeasureParent(models.Model):
    """Under which measure a measure lay, since when we know: a log, never edited."""

    id = models.BigAutoField(primary_key=True)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(
        Measure, null=True, on_delete=models.PROTECT, related_name="parts_ever"
    )
    recorded_at = models.DateTimeField()

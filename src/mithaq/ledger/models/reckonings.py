"""The stored result of the last reckonings: what pages read. Derived; it may be made again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.ledger.models.agreements import Agreement
from mithaq.ledger.models.measures import Measure
from mithaq.ledger.models.pledges import Pledge


class Reckoning(models.Model):
    """One run: the day it speaks of, the batch it knew, when it was made."""

    id = models.BigAutoField(primary_key=True)
    country = models.CharField(max_length=2)
    as_of = models.DateField()
    batch = models.BigIntegerField(help_text="the last batch it knew")
    made_at = models.DateTimeField()
    took = models.FloatField(help_text="seconds")
    is_current = models.BooleanField(default=False)
    unpledged_count = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country"],
                condition=models.Q(is_current=True),
                name="reckoning_one_current",
            )
        ]


class Refresh(models.Model):
    """A country's pending refresh; its row is the lock under which one is asked for."""

    country = models.CharField(max_length=2, primary_key=True)
    task = models.CharField(max_length=64, blank=True)
    requested_at = models.DateTimeField(null=True)


class ReckonedLine(models.Model):
    """A pledge line reckoned. Quantities are decimals with six places; null: not known."""

    id = models.BigAutoField(primary_key=True)
    reckoning = models.ForeignKey(Reckoning, on_delete=models.CASCADE, related_name="lines")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reckoned")
    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="+")
    line = models.CharField(max_length=40)
    position = models.PositiveIntegerField(help_text="order within the agreement")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    quantity = models.DecimalField(max_digits=25, decimal_places=6)
    claimed = models.DecimalField(max_digits=25, decimal_places=6)
    accepted = models.DecimalField(max_digits=25, decimal_places=6)
    verified = models.DecimalField(max_digits=25, decimal_places=6)
    counted = models.DecimalField(max_digits=25, decimal_places=6)
    counted_low = models.DecimalField(max_digits=25, decimal_places=6)
    expected = models.DecimalField(max_digits=25, decimal_places=6, null=True)
    share = models.DecimalField(max_digits=25, decimal_places=6)
    state = models.CharField(max_length=16)
    is_reported = models.BooleanField(
        default=True, help_text="false: nothing has been said of it yet, so its zeros are not known"
    )
    forecast = models.JSONField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    months = models.JSONField(
        default=list, help_text="[month, claimed, accepted, verified, expected]; see ledger.stored"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["reckoning", "agreement", "position"]),
            models.Index(fields=["reckoning", "state"]),
        ]


class FoundOverlap(models.Model):
    """Two organisations claimed the same measure at the same facility in the same month."""

    id = models.BigAutoField(primary_key=True)
    reckoning = models.ForeignKey(Reckoning, on_delete=models.CASCADE, related_name="overlaps")
    facility = models.ForeignKey("registry.Location", on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    organisations = models.JSONField(help_text="codes")


class OverlapExplanation(models.Model):
    """A person's word on an overlap; it stays open until one is given."""

    class Kind(models.TextChoices):
        CO_FUNDED = "co_funded", _("co-funded")
        COMPLEMENTARY = "complementary", _("complementary")
        DUPLICATE = "duplicate", _("duplicate")

    id = models.BigAutoField(primary_key=True)
    facility = models.ForeignKey("registry.Location", on_delete=models.PROTECT, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    shares = models.JSONField(default=dict, blank=True, help_text="organisation code: share of 1")
    note = models.CharField(max_length=400, blank=True)
    actor = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["facility", "measure", "month"], name="overlap_explained_once"
            )
        ]


class FoundDisagreement(models.Model):
    """A cell of a line that the facility and the partner claimed differently."""

    id = models.BigAutoField(primary_key=True)
    reckoning = models.ForeignKey(Reckoning, on_delete=models.CASCADE, related_name="disagreements")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    line = models.CharField(max_length=40)
    location = models.ForeignKey("registry.Location", on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    facility_quantity = models.DecimalField(max_digits=25, decimal_places=6)
    partner_quantity = models.DecimalField(max_digits=25, decimal_places=6)


class FoundCliff(models.Model):
    """The last day on which pledges in force support a facility for a family of measures."""

    id = models.BigAutoField(primary_key=True)
    reckoning = models.ForeignKey(Reckoning, on_delete=models.CASCADE, related_name="cliffs")
    facility = models.ForeignKey("registry.Location", on_delete=models.CASCADE, related_name="+")
    family = models.CharField(max_length=10)
    ends_on = models.DateField()
    agreements = models.JSONField(help_text="codes")
    delivered = models.DecimalField(max_digits=25, decimal_places=6)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["reckoning", "ends_on"]),
            models.Index(fields=["facility"]),
        ]


class FoundUnpledged(models.Model):
    """What was delivered without a pledge, added up by cell and reason for the pages."""

    id = models.BigAutoField(primary_key=True)
    reckoning = models.ForeignKey(Reckoning, on_delete=models.CASCADE, related_name="unpledged")
    organisation = models.ForeignKey(
        "registry.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, on_delete=models.CASCADE, related_name="unpledged"
    )
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    stage = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=30)
    lines = models.BigIntegerField()
    quantity = models.DecimalField(max_digits=25, decimal_places=6)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["reckoning", "-lines", "id"])]

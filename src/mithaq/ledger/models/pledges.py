"""Lines of agreements. A row is one version; an amendment is a new row, nothing is overwritten."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.ledger.models.agreements import Agreement
from mithaq.ledger.models.measures import Measure


class Profile(models.TextChoices):
    LINEAR = "linear", _("evenly")
    MILESTONES = "milestones", _("by milestones")
    ON_COMPLETION = "on_completion", _("on completion")


class Pledge(models.Model):
    """A quantity of a measure, for a scope, from a day to a day; `quantity` in millionths.

    `milestones` is `2026-03-31:200000000|2026-12-31:…`: cumulative millionths by day.
    """

    id = models.BigAutoField(primary_key=True)
    country = models.CharField(max_length=2)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="pledges")
    line = models.CharField(max_length=40)
    effective_on = models.DateField()
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="pledges")
    quantity = models.BigIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    profile = models.CharField(max_length=16, choices=Profile.choices, default=Profile.LINEAR)
    milestones = models.TextField(blank=True)
    stated_by = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(
        "registry.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "line", "effective_on"], name="pledge_version_once"
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="pledge_of_something"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="pledge_ends_after_it_starts",
            ),
        ]


class PledgeScope(models.Model):
    """One element of a pledge's scope: a facility, or a place and all below it."""

    id = models.BigAutoField(primary_key=True)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="scopes")
    location = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="pledge_scopes"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pledge", "location"], name="pledge_scope_once")
        ]

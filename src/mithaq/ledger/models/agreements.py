"""Heads of agreements, as far as reckoning reads them. What changes is a log with recorded time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.ledger.models.measures import Family
from mithaq.ledger.models.postings import Claimant, Stage
from mithaq.registry.rows import Dated, Precision, Row


class AgreementKind(models.TextChoices):
    MEMORANDUM = "memorandum", _("memorandum of understanding")
    OPERATION = "operation", _("operation")
    DONATION = "donation", _("donation")
    CONSTRUCTION = "construction", _("construction")
    TRAINING = "training", _("training")
    TECHNICAL_COOPERATION = "technical_cooperation", _("technical cooperation")


class Status(models.TextChoices):
    ANNOUNCED = "announced", _("announced")
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")
    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    ENDED = "ended", _("ended")
    TERMINATED = "terminated", _("terminated")


class PartyRole(models.TextChoices):
    IMPLEMENTING = "implementing", _("implementing party")
    DONOR = "donor", _("donor")
    SUPERVISOR = "supervisor", _("supervisor")
    BENEFICIARY = "beneficiary", _("beneficiary")
    WITNESS = "witness", _("witness")


class Agreement(Row):
    """The head of an agreement. Its terms, status and parties are logs beside it.

    `status` is today's, derived from the log. An empty date is not known.
    `ends_precision` keeps "the end of 2026" a period: `ends_on` is then its last day.
    """

    code = models.CharField(max_length=64)
    title_ar = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    sort_ar = models.CharField(max_length=400, blank=True, db_index=True, editable=False)
    kind = models.CharField(max_length=24, choices=AgreementKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    authority = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="agreements_as_authority"
    )
    partner = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="agreements_as_partner"
    )
    announced_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ends_precision = models.CharField(
        max_length=8, choices=Precision.choices, default=Precision.DAY
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    is_made_up = models.BooleanField(default=False)
    source = models.ForeignKey(
        "registry.Source",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements",
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="agreement_code_once"),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="agreement_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_ar}"


class AgreementTerms(models.Model):
    """Which stage counts and whose claim is preferred, since when we know."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="terms")
    partner = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    counts_from = models.PositiveSmallIntegerField(choices=Stage.choices, default=Stage.ACCEPTED)
    preferred_claimant = models.PositiveSmallIntegerField(
        choices=Claimant.choices, default=Claimant.FACILITY
    )
    recorded_at = models.DateTimeField()


class AgreementStatus(models.Model):
    """A change of an agreement's status; `on` null: it holds for every day."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=12, choices=Status.choices)
    on = models.DateField(null=True, blank=True)
    reason_ar = models.CharField(max_length=400, blank=True)
    reason_en = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)


class AgreementParty(Dated):
    """A party beside authority and partner, with its role, share and dates."""

    id = models.BigAutoField(primary_key=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="parties"
    )
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    share = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True, help_text="of 1"
    )
    recorded_at = models.DateTimeField()


class Support(Dated):
    """Who supports which facility for which family of measures: a log.

    A later row with the same key (facility, family, organisation, agreement, valid_from) speaks
    in place of the earlier one; `key` is their digest.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64, db_index=True)
    facility = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="supports"
    )
    family = models.CharField(max_length=10, choices=Family.choices)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="supports"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="supports"
    )
    share = models.DecimalField(
        max_digits=9, decimal_places=6, null=True, blank=True, help_text="of 1"
    )
    is_made_up = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

"""Batches, postings and deliveries: the append-only ledger. Triggers forbid update and delete.

Rows are numbered by their position: an append-only log's order is its identity. The world outside
names a posting by its source key.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.ledger.models.positions import PositionField


class Stage(models.IntegerChoices):
    CLAIMED = 0, _("claimed")
    ACCEPTED = 1, _("accepted")
    VERIFIED = 2, _("verified")


class Claimant(models.IntegerChoices):
    FACILITY = 0, _("the facility's report")
    PARTNER = 1, _("the partner's sheet")


class ReversalReason(models.TextChoices):
    """The usual reasons; others are codes of their own. Free text never enters the ledger."""

    CORRECTION = "correction", _("corrected figure")
    DUPLICATE = "duplicate", _("entered twice")
    WRONG_FACILITY = "wrong_facility", _("wrong facility")
    WRONG_MONTH = "wrong_month", _("wrong month")
    WRONG_MEASURE = "wrong_measure", _("wrong measure")
    WRONG_AGREEMENT = "wrong_agreement", _("wrong agreement")
    SENT_BACK = "sent_back", _("report sent back")
    NOT_DELIVERED = "not_delivered", _("found not delivered")
    OTHER = "other", _("other")


class Chain(models.Model):
    """The head of a country's chain of batches; its row is the lock under which batches append.

    A database serves one country, since positions number the whole of it.
    """

    country = models.CharField(max_length=2, primary_key=True)
    batch = models.BigIntegerField(default=0)
    posting = models.BigIntegerField(default=0)
    delivery = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
    recorded_at = models.DateTimeField(null=True)


class Batch(models.Model):
    """What was recorded together; `digest` covers it and the digest of the batch before.

    Postings and deliveries are ranges of positions, empty where the last lies before the first.
    Rows of pledges, terms and the other logs belong to the batch with their `recorded_at`.
    """

    id = PositionField(primary_key=True)
    country = models.CharField(max_length=2)
    recorded_at = models.DateTimeField(unique=True)
    actor = models.UUIDField(null=True)
    kind = models.CharField(max_length=20, help_text="what was recorded: import, report, …")
    first_posting = models.BigIntegerField()
    last_posting = models.BigIntegerField()
    first_delivery = models.BigIntegerField()
    last_delivery = models.BigIntegerField()
    entries = models.BigIntegerField(
        default=0, help_text="rows of pledges, agreements, supports and measures recorded with it"
    )
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)


class Posting(models.Model):
    """One source document's entry, or the reversal of one (then it has no lines)."""

    id = PositionField(primary_key=True)
    country = models.CharField(max_length=2)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="postings")
    source = models.CharField(max_length=200)
    on = models.DateField(help_text="the day it speaks of")
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    reason = models.CharField(max_length=40, blank=True)
    is_made_up = models.BooleanField(default=False)
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "source"], name="posting_source_once"),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, reason="")
                | (models.Q(reverses__isnull=False) & ~models.Q(reason="")),
                name="reversal_has_a_reason",
            ),
        ]


class Delivery(models.Model):
    """A line of a posting; `quantity` in millionths, `month` its first day.

    `line` is free text, unique in its posting; lines stand by its length, then by its bytes.
    `claim` is the root claim that this line answers, found when it was posted.
    """

    id = PositionField(primary_key=True)
    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    line = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField(choices=Stage.choices)
    claimant = models.PositiveSmallIntegerField(choices=Claimant.choices)
    measure = models.ForeignKey(
        "ledger.Measure", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    location = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    month = models.DateField()
    quantity = models.BigIntegerField()
    organisation = models.ForeignKey(
        "registry.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    agreement = models.ForeignKey(
        "ledger.Agreement", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    claim = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="answers", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["posting", "line"], name="delivery_line_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=0), name="delivery_not_negative"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["location", "month"], name="delivery_by_location"),
            models.Index(
                fields=["claim"],
                name="delivery_by_claim",
                condition=models.Q(claim__isnull=False),
            ),
        ]

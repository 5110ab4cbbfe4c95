"""Statements that were taken in: what was found in them, what was decided, what they became."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.registry.rows import Row


class Statement(Row):
    """A statement as it came and as far as it is; the file itself is an attachment of this row.

    `text` is what was read and what all spans count in. `text_digest` is that of its folded words:
    the same text again, spaced or pointed otherwise, is the same statement. `location` is the place
    whose officers follow it. `sketch` are the features by which versions are told (see
    `drafts.likeness`). `questions` and `noise` are as the reader gave them.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")
        SET_ASIDE = "set_aside", _("set aside")
        MERGED = "merged", _("merged into another")

    title = models.CharField(max_length=400, blank=True)
    outlet = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=255, blank=True)
    media = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    text_digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, help_text="of the original")
    words = models.CharField(max_length=700, blank=True, help_text="of title and outlet, folded")
    location = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="statements"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    state_reason = models.CharField(max_length=400, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="others"
    )
    questions = models.JSONField(default=list)
    noise = models.JSONField(default=list)
    sketch = models.JSONField(default=list)
    source = models.ForeignKey(
        "registry.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_made_up = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True, help_text="opaque; null: the command line")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["country", "location", "text_digest"], name="statement_once_a_place"
            ),
            models.CheckConstraint(
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
                name="statement_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="set_aside") | ~models.Q(state_reason=""),
                name="statement_set_aside_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["text_digest"], name="statement_text"),
            models.Index(fields=["sha256"], name="statement_file"),
            models.Index(fields=["state", "-id"], name="statement_latest"),
        ]


class StatementFinding(Row):
    """A finding as a card: `value` as it was found, `corrected` the fields that a person changed.

    `spans` count in the text of `text_of`, which is another statement than the draft's own where
    that one was merged into it. In `value`, `quantities` and `moments` of an act are the orders of
    other cards.
    """

    class Kind(models.TextChoices):
        PLACE = "place", _("place")
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("person")
        FACILITY = "facility", _("facility")
        QUANTITY = "quantity", _("quantity")
        MOMENT = "moment", _("date")
        ACT = "act", _("act")

    class Decision(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        CORRECTED = "corrected", _("corrected")
        REJECTED = "rejected", _("rejected")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="findings")
    text_of = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="read_in")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    spans = models.JSONField(default=list)
    value = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict)
    confidence = models.CharField(max_length=10)
    reason = models.CharField(max_length=60)
    candidates = models.JSONField(default=list)
    link = models.CharField(max_length=64, blank=True)
    becomes = models.CharField(max_length=12, blank=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "order"], name="finding_order_once"),
            models.CheckConstraint(
                condition=models.Q(adopted_at__isnull=True)
                | models.Q(decision__in=["accepted", "corrected"]),
                name="finding_adopted_on_a_yes",
            ),
        ]


class StatementOrigin(models.Model):
    """Which words a registered row was read in. `subject` is the row's uid, of a pledge its
    agreement's; `code` its code (`agreement/line` of a pledge), or its uid where it has none."""

    id = models.BigAutoField(primary_key=True)
    finding = models.ForeignKey(StatementFinding, on_delete=models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=12)
    subject = models.UUIDField()
    code = models.CharField(max_length=110)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["finding", "kind", "code"], name="statement_origin_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["subject"], name="statement_origin_of")]


class StatementMark(models.Model):
    """One of the few features by which versions of a statement are found."""

    id = models.BigAutoField(primary_key=True)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="marks")
    mark = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["mark", "statement"], name="statement_mark")]


class StatementPair(models.Model):
    """Two statements that are much alike, `one` the earlier; `likeness` in thousandths."""

    id = models.BigAutoField(primary_key=True)
    one = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="later_versions")
    other = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="earlier_versions")
    likeness = models.PositiveSmallIntegerField()
    is_kept_apart = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="statement_pair_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="statement_pair_in_order"
            ),
        ]

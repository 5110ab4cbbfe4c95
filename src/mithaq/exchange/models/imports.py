"""Tables that came in, and answers to programs that asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.registry.rows import Row


class ApiReply(models.Model):
    """The first answer to a request with an idempotency key, given again when it is repeated."""

    id = models.BigAutoField(primary_key=True)
    caller = models.UUIDField()
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=100)
    request_digest = models.CharField(max_length=64)
    reply = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caller", "route", "key"], name="api_reply_once")
        ]
        indexes: ClassVar = [models.Index(fields=["made_at"])]


class Import(Row):
    """A file of a table, as it came, and what came of it.

    The file itself is an attachment of this row, kept by its SHA-256. `batch` is the chain's, where
    something new came into the ledger with it. `faults` and `questions` are what was found, in the
    form of the command line (`exchange.faults.Fault.as_json`), the first of them where there are
    many; the counts are of all.
    """

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("ready to be taken in")
        REFUSED = "refused", _("refused")
        TAKING_IN = "taking_in", _("being taken in")
        TAKEN_IN = "taken_in", _("taken in")
        FAILED = "failed", _("stopped by a failure")

    table = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    state = models.CharField(max_length=10, choices=State.choices)
    actor = models.UUIDField(null=True, help_text="opaque; null: the command line")
    added_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="taken in or refused")
    rows = models.PositiveBigIntegerField(default=0)
    added = models.PositiveBigIntegerField(default=0)
    completed = models.PositiveBigIntegerField(default=0)
    known = models.PositiveBigIntegerField(default=0)
    batch = models.BigIntegerField(null=True)
    fault_count = models.PositiveBigIntegerField(default=0)
    question_count = models.PositiveBigIntegerField(default=0)
    faults = models.JSONField(default=list)
    questions = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "-added_at"], name="import_latest"),
            models.Index(fields=["table", "sha256"], name="import_of_file"),
        ]

"""What the exchange keeps of what came in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


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

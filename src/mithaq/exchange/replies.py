"""Requests that may be sent twice: the second is answered as the first was, and does nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mithaq.exchange.models import ApiReply
from mithaq.registry.faults import ActionRefused, FaultKind

LONGEST_KEY = 100
KEY_TOO_LONG = FaultKind(
    "idempotency_key_too_long",
    ar="مفتاح عدم التكرار أطول من 100 محرف.",
    en="The idempotency key is longer than 100 characters.",
)
KEY_OF_ANOTHER = FaultKind(
    "idempotency_key_reused",
    ar="استُعمل مفتاح عدم التكرار هذا من قبل لطلب آخر.",
    en="This idempotency key was used before for another request.",
)


def once(
    *, caller: uuid.UUID, route: str, key: str, body: bytes, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What `act` answers, or answered when this key first came. Act and answer stand together:
    if `act` refuses, nothing is kept and the key may be used again.

    Raises ActionRefused if the key came before with another body.
    """
    if not key:
        return act()
    if len(key) > LONGEST_KEY:
        raise ActionRefused([KEY_TOO_LONG(found=key[:40])])
    digest = hashlib.sha256(body).hexdigest()
    known = _known(caller, route, key)
    if known is None:
        try:
            return _first(caller, route, key, digest, act)
        except IntegrityError:
            known = _known(caller, route, key)
            if known is None:
                raise
    if known.request_digest != digest:
        raise ActionRefused([KEY_OF_ANOTHER(found=key)])
    return dict(known.reply)


def _known(caller: uuid.UUID, route: str, key: str) -> ApiReply | None:
    return ApiReply.objects.filter(caller=caller, route=route, key=key).first()


def _first(
    caller: uuid.UUID, route: str, key: str, digest: str, act: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    with transaction.atomic():
        reply = act()
        ApiReply.objects.create(
            caller=caller, route=route, key=key, request_digest=digest, reply=reply,
            made_at=timezone.now(),
        )  # fmt: skip
    return reply

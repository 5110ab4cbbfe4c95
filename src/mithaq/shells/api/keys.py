"""How a caller is known: `Authorization: Bearer KEY`."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from mithaq.registry.access import Visitor, has_any_role
from mithaq.registry.actions import use_api_token


class Key(HttpBearer):
    """A key lets in as its user, with the user's roles; none, or a wrong one, is 401."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        user = use_api_token(token)
        if user is None or not has_any_role(user):
            return None
        request.user = user
        return user


def caller(request: HttpRequest) -> Visitor:
    """The user whose key this is; every operation has one."""
    return request.user


def actor_of(user: Visitor) -> uuid.UUID:
    """The opaque actor that the ledger keeps of a caller."""
    return uuid.UUID(str(getattr(user, "uid", "")))

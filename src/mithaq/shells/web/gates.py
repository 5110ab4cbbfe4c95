"""What a view needs before it answers: someone signed in, with business here."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from mithaq.ledger.queries.standing import current_reckoning
from mithaq.registry.access import Permission, Visitor, access_place, require

View = Callable[..., HttpResponse]


def needs(permission: Permission) -> Callable[[View], View]:
    """Signed in, and holding the permission somewhere; rows are narrowed by the queries."""

    def dress(view: View) -> View:
        @login_required
        @wraps(view)
        def dressed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            require(request.user, permission)
            return view(request, *args, **kwargs)

        return dressed

    return dress


def reader(request: HttpRequest) -> Visitor:
    """The signed-in user; views behind `needs` always have one."""
    return request.user


def actor_of(request: HttpRequest) -> uuid.UUID:
    """Whom an action names as its actor: the opaque id of the signed-in user."""
    return cast(uuid.UUID, reader(request).uid)  # type: ignore[union-attr]


def reckoning_of(request: HttpRequest) -> Any:
    """The stored reckoning, looked up once for the page and its foot."""
    if not hasattr(request, "_reckoning"):
        request._reckoning = current_reckoning()  # type: ignore[attr-defined]
    return request._reckoning  # type: ignore[attr-defined]


def chosen_place(request: HttpRequest) -> Any:
    """The place that the page is filtered by, if one was chosen and exists."""
    code = request.GET.get("place", "").strip()
    return access_place(reader(request), code) if code else None

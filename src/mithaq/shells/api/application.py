"""The interface put together: errors in one shape, in both languages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from mithaq.registry.faults import ActionRefused
from mithaq.shells.api import partnerships, reckonings, registry, services, statements
from mithaq.shells.api.keys import Key

api = NinjaAPI(
    title="Mithaq ميثاق",
    version="1",
    description="What was promised to the health sector, what was delivered, what is missing. "
    "Quantities are decimal strings, days ISO, months `2026-03`. A repeated `Idempotency-Key` "
    "gives the first answer again.",
    auth=Key(),
    urls_namespace="api",
    docs_decorator=require_safe,
)
api.add_router("", reckonings.router, tags=["reckoning"])
api.add_router("", partnerships.router, tags=["agreements"])
api.add_router("", registry.router, tags=["registry"])
api.add_router("", services.router, tags=["reports and deliveries"])
api.add_router("", statements.router, tags=["statements"])


def _refusal(request: HttpRequest, status: int, faults: list[dict[str, Any]]) -> HttpResponse:
    return api.create_response(request, {"faults": faults}, status=status)


def _fault(code: str, ar: str, en: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "ar": ar, "en": en, **more}


@api.exception_handler(ActionRefused)
def refused(request: HttpRequest, refusal: ActionRefused) -> HttpResponse:
    """422: everything that is wrong, each with the item and field it concerns."""
    faults = [
        _fault(
            fault.code, fault.ar, fault.en, field=fault.field, item=fault.item,
            found=fault.found, expected=fault.expected, key=fault.parameters.get("key"),
        )
        for fault in refusal.faults
    ]  # fmt: skip
    return _refusal(request, 422, faults)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 for a body or query that has not the stated form."""
    faults = [
        _fault(
            "malformed", "القيمة ليست بالصيغة المطلوبة.", str(one.get("msg", "")),
            field=".".join(str(part) for part in one.get("loc", ())),
        )
        for one in error.errors
    ]  # fmt: skip
    return _refusal(request, 422, faults)


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    fault = _fault(
        "unauthenticated", "المفتاح ناقص أو غير صالح.", "The key is missing or not valid."
    )
    return _refusal(request, 401, [fault])


@api.exception_handler(PermissionDenied)
def denied(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    fault = _fault("denied", "لا تسمح صلاحياتك بهذا.", "Your roles do not allow this.")
    return _refusal(request, 403, [fault])


@api.exception_handler(Http404)
def not_found(request: HttpRequest, _error: Http404) -> HttpResponse:
    fault = _fault("not_found", "غير موجود.", "There is no such thing.")
    return _refusal(request, 404, [fault])

"""Every address of the product."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from mithaq.shells.api.application import api


@require_safe
def nothing_here(request: HttpRequest) -> HttpResponse:
    """The interface has no page at its root; its operations are named from there."""
    raise Http404(request.path)


_routes, _app, _namespace = api.urls
_operations: list[URLPattern | URLResolver] = [
    path("", nothing_here, name="api-root"),
    *(route for route in _routes if getattr(route, "name", "") != "api-root"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mithaq.shells.web.urls")),
    path("api/v1/", (_operations, _app, _namespace)),
    path("accounts/", include("allauth.urls")),
    path("language/", require_POST(set_language), name="set_language"),
]

"""Every address of the product."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from mithaq.shells.api.application import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mithaq.shells.web.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
]

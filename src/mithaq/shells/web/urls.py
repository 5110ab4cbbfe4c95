"""The addresses of the pages."""

from __future__ import annotations

from django.urls import include, path

from mithaq.shells.web import facilities, findings, home

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("", include("mithaq.shells.web.partnership_urls")),
    path("facilities/", facilities.facilities, name="facilities"),
    path("facilities/<path:code>/", facilities.facility, name="facility"),
    path("overlaps/", findings.overlaps, name="overlaps"),
    path("overlaps/explain/", findings.overlap_explain, name="overlap_explain"),
    path("cliffs/", findings.cliffs, name="cliffs"),
    path("unpledged/", findings.unpledged, name="unpledged"),
    path("", include("mithaq.shells.web.report_urls")),
    path("", include("mithaq.shells.web.user_urls")),
    path("", include("mithaq.shells.web.import_urls")),
    path("", include("mithaq.shells.web.statement_urls")),
]

"""The addresses of the pages of imports."""

from __future__ import annotations

from django.urls import path

from mithaq.shells.web import imports

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/upload/", imports.import_upload, name="import_upload"),
    path("imports/template/<str:table>/", imports.import_template, name="import_template"),
    path("imports/<uuid:uid>/", imports.import_, name="import"),
    path("imports/<uuid:uid>/confirm/", imports.import_confirm, name="import_confirm"),
    path("imports/<uuid:uid>/faults/", imports.import_faults, name="import_faults"),
]

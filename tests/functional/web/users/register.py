"""Organisations that a role may be held in."""

from __future__ import annotations

from mithaq.registry.actions import record_organisations
from mithaq.registry.records import NewOrganisation


def record_societies() -> None:
    record_organisations(
        [
            NewOrganisation(code="MOH", name_ar="وزارة الصحة", kind="authority"),
            NewOrganisation(code="HOPE", name_ar="جمعية الأمل", kind="ngo"),
        ],
        actor=None,
    )

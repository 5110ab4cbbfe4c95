"""Facilities in the small country of `places`."""

from __future__ import annotations

from mithaq.registry.actions import record_facilities, record_organisations
from mithaq.registry.records import NewFacility, NewOrganisation
from tests.functional.registry.places import record_country

HOSPITAL = NewFacility(
    code="F1",
    name_ar="مستشفى التلّ الأخضر",
    name_en="Green Hill Hospital",
    type="hospital",
    ownership="public",
    place="N101",
    lat=36.25,
    lon=37.15,
    beds=120,
    phone="+963 21 000 0000",
)
CENTRE = NewFacility(
    code="F2",
    name_ar="مركز النهر الصحي",
    name_en="River Health Centre",
    type="primary_care_centre",
    ownership="public",
    place="N102",
)
DIALYSIS = NewFacility(
    code="F3",
    name_ar="مركز الوادي لغسيل الكلى",
    name_en="Vale Dialysis Centre",
    type="dialysis_centre",
    ownership="ngo",
    place="S101",
)
FACILITIES = (HOSPITAL, CENTRE, DIALYSIS)

MINISTRY = NewOrganisation(
    code="MOH", name_ar="وزارة الصحة", name_en="Ministry of Health", kind="authority", location="SY"
)
DIRECTORATE = NewOrganisation(
    code="DOH-N",
    name_ar="مديرية صحة الشمال",
    name_en="North Health Directorate",
    kind="authority",
    parent="MOH",
    location="N1",
)
PARTNER = NewOrganisation(
    code="RELIEF", name_ar="جمعية الإغاثة الطبية", name_en="Medical Relief", kind="ngo"
)
OTHER_PARTNER = NewOrganisation(
    code="CARE", name_ar="منظمة الرعاية الدولية", name_en="Care Abroad", kind="ingo"
)
ORGANISATIONS = (MINISTRY, DIRECTORATE, PARTNER, OTHER_PARTNER)


def record_health_system() -> None:
    """The country with three facilities and four organisations."""
    record_country()
    record_facilities(FACILITIES, actor=None)
    record_organisations(ORGANISATIONS, actor=None)

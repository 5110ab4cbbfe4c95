"""A small country to try the register on; every name is made up but the country's."""

from __future__ import annotations

from mithaq.registry.actions import record_locations
from mithaq.registry.records import NewAlias, NewCode, NewLocation

COUNTRY = NewLocation(code="SY", level="country", name_ar="سورية", name_en="Syria")
NORTH = NewLocation(
    code="N1", level="governorate", name_ar="محافظة الشمال", name_en="North", parent="SY"
)
SOUTH = NewLocation(
    code="S1", level="governorate", name_ar="محافظة الجنوب", name_en="South", parent="SY"
)
HILL = NewLocation(
    code="N101",
    level="district",
    name_ar="منطقة التلّ الأخضر",
    name_en="Green Hill",
    parent="N1",
    lat=36.2,
    lon=37.1,
    aliases=(NewAlias(name="تل الأخضر"),),
    codes=(NewCode(system="geonames", code="170063"),),
)
RIVER = NewLocation(
    code="N102", level="district", name_ar="منطقة النهر", name_en="River", parent="N1"
)
VALE = NewLocation(
    code="S101", level="district", name_ar="منطقة الوادي", name_en="Vale", parent="S1"
)
PLACES = (COUNTRY, NORTH, SOUTH, HILL, RIVER, VALE)


def record_country() -> None:
    """The country with two governorates and three districts."""
    record_locations(PLACES, actor=None)

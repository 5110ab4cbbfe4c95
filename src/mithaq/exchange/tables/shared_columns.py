"""Columns that several tables have."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.tables.schemas import Column, Kind

NAME_LENGTH: Final = 300
LINE_LENGTH: Final = 40
SOURCE_LENGTH: Final = 200

CODE: Final = Column("code", "الرمز", "code", Kind.CODE)
NAME_AR: Final = Column(
    "name_ar",
    "الاسم بالعربية",
    "Arabic name",
    Kind.TEXT,
    longest=NAME_LENGTH,
    also=("الاسم", "الاسم العربي"),
)
NAME_EN: Final = Column(
    "name_en",
    "الاسم بالإنكليزية",
    "English name",
    Kind.TEXT,
    longest=NAME_LENGTH,
    also=("الاسم الإنكليزي", "الاسم بالإنجليزية", "الاسم الإنجليزي"),
)
FACILITY: Final = Column(
    "facility", "المنشأة", "facility", Kind.CODE, table="facilities", also=("رمز المنشأة",)
)
PLACE: Final = Column("place", "المكان", "place", Kind.CODE, table="places", also=("رمز المكان",))
MEASURE: Final = Column(
    "measure", "المقياس", "measure", Kind.CODE, table="measures", longest=100, also=("المؤشر",)
)
ORGANISATION: Final = Column(
    "organisation", "الجهة", "organisation", Kind.CODE, table="organisations", also=("المنظمة",)
)
AGREEMENT: Final = Column(
    "agreement",
    "الاتفاقية",
    "agreement",
    Kind.CODE,
    table="agreements",
    also=("رمز الاتفاقية", "الاتفاق"),
)
MONTH: Final = Column("month", "الشهر", "month", Kind.MONTH)
QUANTITY: Final = Column("quantity", "الكمية", "quantity", Kind.QUANTITY)
STARTS_ON: Final = Column(
    "starts_on", "تاريخ البدء", "first day", Kind.DATE, also=("تاريخ البداية", "يبدأ في")
)
ENDS_ON: Final = Column(
    "ends_on", "تاريخ الانتهاء", "last day", Kind.DATE, also=("تاريخ النهاية", "ينتهي في")
)
SHARE: Final = Column("share", "الحصة", "share of 1", Kind.SHARE, may_be_empty=True)
FROM: Final = Column("from", "من", "from", Kind.DATE, also=("من تاريخ",))
TO: Final = Column(
    "to", "إلى", "until", Kind.DATE, may_be_empty=True, also=("حتى", "إلى تاريخ", "لغاية")
)


def optional(column: Column, default: str | None = None) -> Column:
    return replace(column, may_be_empty=True, default=default)

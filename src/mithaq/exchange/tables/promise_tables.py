"""The tables of what is promised: agreements, parties, supports, pledges."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.tables import choices
from mithaq.exchange.tables.schemas import Column, Kind, Table
from mithaq.exchange.tables.shared_columns import (
    AGREEMENT,
    CODE,
    ENDS_ON,
    FACILITY,
    FROM,
    LINE_LENGTH,
    MEASURE,
    ORGANISATION,
    QUANTITY,
    SHARE,
    STARTS_ON,
    TO,
    optional,
)

AGREEMENTS: Final = Table(
    "agreements",
    "الاتفاقيات",
    "agreements",
    (
        CODE,
        Column(
            "title_ar",
            "العنوان بالعربية",
            "Arabic title",
            Kind.TEXT,
            longest=400,
            also=("العنوان",),
        ),
        Column(
            "title_en",
            "العنوان بالإنكليزية",
            "English title",
            Kind.TEXT,
            longest=400,
            also=("العنوان بالإنجليزية",),
        ),
        Column("kind", "النوع", "kind", Kind.CHOICE, choices=choices.AGREEMENT_KINDS),
        replace(
            ORGANISATION,
            code="authority",
            ar="الجهة العامة",
            en="authority",
            also=("السلطة",),
        ),
        replace(ORGANISATION, code="partner", ar="الشريك", en="partner", also=("الجهة الشريكة",)),
        Column("signed_on", "تاريخ التوقيع", "signed on", Kind.DATE, may_be_empty=True),
        STARTS_ON,
        ENDS_ON,
        Column(
            "counts_from",
            "المرحلة المعتمدة",
            "stage that counts",
            Kind.CHOICE,
            may_be_empty=True,
            choices=choices.STAGES,
            also=("تحتسب من",),
        ),
        Column(
            "status",
            "الحالة",
            "status",
            Kind.CHOICE,
            may_be_empty=True,
            default="active",
            choices=choices.AGREEMENT_STATUSES,
        ),
        Column(
            "parent",
            "الاتفاقية الأم",
            "umbrella agreement",
            Kind.CODE,
            may_be_empty=True,
            table="agreements",
            also=("الأصل", "يتبع إلى"),
        ),
        Column("announced_on", "تاريخ الإعلان", "announced on", Kind.DATE, may_be_empty=True),
        Column("status_on", "تاريخ الحالة", "day of the status", Kind.DATE, may_be_empty=True),
    ),
    key=("code",),
    checks=("own_parent", "dates_in_order"),
)

PARTIES: Final = Table(
    "parties",
    "أطراف الاتفاقيات",
    "parties of agreements",
    (
        AGREEMENT,
        ORGANISATION,
        Column("role", "الدور", "role", Kind.CHOICE, list_name="party_roles"),
        SHARE,
        optional(FROM),
        TO,
    ),
    key=("agreement", "organisation", "role", "from"),
    checks=("period_in_order",),
)

SUPPORTS: Final = Table(
    "supports",
    "الدعم",
    "supports",
    (
        FACILITY,
        Column("family", "الفئة", "family", Kind.CHOICE, list_name="families"),
        ORGANISATION,
        optional(AGREEMENT),
        SHARE,
        FROM,
        TO,
    ),
    key=("facility", "family", "organisation", "agreement", "from"),
    checks=("period_in_order",),
)

PLEDGES: Final = Table(
    "pledges",
    "التعهدات",
    "pledges",
    (
        AGREEMENT,
        Column("line", "البند", "line", Kind.CODE, longest=LINE_LENGTH, also=("رقم البند",)),
        MEASURE,
        replace(QUANTITY, is_positive=True),
        Column(
            "scope",
            "النطاق",
            "facilities or places",
            Kind.CODES,
            table="places",
            longest=100_000,
        ),
        STARTS_ON,
        ENDS_ON,
        Column(
            "profile",
            "التوزيع الزمني",
            "profile",
            Kind.PROFILE,
            may_be_empty=True,
            default="linear",
            longest=500,
            also=("النمط الزمني",),
        ),
        Column(
            "effective_on",
            "نافذ من",
            "in force from",
            Kind.DATE,
            may_be_empty=True,
            also=("تاريخ النفاذ",),
        ),
    ),
    key=("agreement", "line", "effective_on"),
    checks=("dates_in_order", "milestones_reach_quantity", "whole_quantity"),
)

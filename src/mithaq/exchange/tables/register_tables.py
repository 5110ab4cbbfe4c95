"""The tables of the registers: measures, organisations, places, facilities, statuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.tables import choices
from mithaq.exchange.tables.schemas import Column, Kind, Table
from mithaq.exchange.tables.shared_columns import (
    CODE,
    FACILITY,
    NAME_AR,
    NAME_EN,
    NAME_LENGTH,
    PLACE,
    optional,
)

MEASURES: Final = Table(
    "measures",
    "المقاييس",
    "measures",
    (
        replace(CODE, longest=100),
        NAME_AR,
        NAME_EN,
        Column("unit", "الوحدة", "unit", Kind.TEXT, longest=60),
        Column("family", "الفئة", "family", Kind.CHOICE, choices=choices.FAMILIES),
        Column(
            "parent",
            "المقياس الأعلى",
            "parent measure",
            Kind.CODE,
            may_be_empty=True,
            table="measures",
            longest=100,
            also=("الأصل", "يتبع إلى"),
        ),
        Column(
            "combine",
            "طريقة الجمع عبر الزمن",
            "how months combine",
            Kind.CHOICE,
            choices=choices.COMBINES,
            also=("طريقة الجمع",),
        ),
        Column(
            "stale_after",
            "يبطل بعد (أشهر)",
            "months after which a level is stale",
            Kind.INTEGER,
            may_be_empty=True,
            least=0,
            most=1200,
        ),
    ),
    key=("code",),
    checks=("own_parent",),
)

ORGANISATIONS: Final = Table(
    "organisations",
    "الجهات",
    "organisations",
    (
        CODE,
        NAME_AR,
        NAME_EN,
        Column("kind", "النوع", "kind", Kind.CHOICE, choices=choices.ORGANISATION_KINDS),
    ),
    key=("code",),
)

PLACES: Final = Table(
    "places",
    "الأماكن",
    "places",
    (
        CODE,
        NAME_AR,
        NAME_EN,
        Column("level", "المستوى", "level", Kind.CHOICE, choices=choices.PLACE_LEVELS),
        Column(
            "parent",
            "المكان الأعلى",
            "place it lies in",
            Kind.CODE,
            may_be_empty=True,
            table="places",
            also=("الأصل", "يتبع إلى"),
        ),
        Column(
            "lat", "خط العرض", "latitude", Kind.COORDINATE, may_be_empty=True, least=-90, most=90
        ),
        Column(
            "lon", "خط الطول", "longitude", Kind.COORDINATE, may_be_empty=True, least=-180, most=180
        ),
        Column(
            "population",
            "عدد السكان",
            "population",
            Kind.INTEGER,
            may_be_empty=True,
            least=0,
            most=2_000_000_000,
        ),
        Column(
            "population_year",
            "سنة عدد السكان",
            "year of the population",
            Kind.INTEGER,
            may_be_empty=True,
            least=1900,
            most=2200,
        ),
    ),
    key=("code",),
    checks=("no_bar_in_code", "own_parent", "point_whole", "population_has_year"),
)

FACILITIES: Final = Table(
    "facilities",
    "المنشآت",
    "facilities",
    (
        CODE,
        NAME_AR,
        NAME_EN,
        Column("type", "النوع", "type", Kind.CHOICE, choices=choices.FACILITY_TYPES),
        Column("ownership", "الملكية", "ownership", Kind.CHOICE, choices=choices.OWNERSHIPS),
        PLACE,
        Column(
            "lat", "خط العرض", "latitude", Kind.COORDINATE, may_be_empty=True, least=-90, most=90
        ),
        Column(
            "lon", "خط الطول", "longitude", Kind.COORDINATE, may_be_empty=True, least=-180, most=180
        ),
        Column(
            "beds", "عدد الأسرة", "beds", Kind.INTEGER, may_be_empty=True, least=0, most=100_000
        ),
        Column("opened_on", "تاريخ الافتتاح", "opened on", Kind.DATE, may_be_empty=True),
    ),
    key=("code",),
    checks=("no_bar_in_code", "point_whole"),
)

_EXTENT: Final = Column("", "", "", Kind.CHOICE, choices=choices.EXTENTS)
STATUSES: Final = Table(
    "statuses",
    "حالات المنشآت",
    "facility statuses",
    (
        FACILITY,
        Column("on", "التاريخ", "day", Kind.DATE, also=("بتاريخ",)),
        replace(_EXTENT, code="functionality", ar="العمل", en="functionality", also=("الوظيفية",)),
        optional(replace(_EXTENT, code="building_damage", ar="ضرر المبنى", en="building damage")),
        optional(
            replace(_EXTENT, code="equipment_damage", ar="ضرر التجهيزات", en="equipment damage")
        ),
        optional(replace(_EXTENT, code="accessibility", ar="إمكانية الوصول", en="accessibility")),
        Column(
            "barriers",
            "العوائق",
            "barriers, the heaviest first",
            Kind.CHOICES,
            may_be_empty=True,
            choices=choices.BARRIERS,
            longest=3,
        ),
        Column("source", "المصدر", "source", Kind.TEXT, longest=NAME_LENGTH),
    ),
    key=("facility", "on"),
)

"""The tables of the registers: measures, organisations, places, facilities, statuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.tables.schemas import Column, Kind, Table
from mithaq.exchange.tables.shared_columns import (
    CODE,
    FACILITY,
    NAME_AR,
    NAME_EN,
    NAME_LENGTH,
    PLACE,
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
        Column("family", "الفئة", "family", Kind.CHOICE, list_name="families"),
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
            list_name="combines",
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
        Column("kind", "النوع", "kind", Kind.CHOICE, list_name="organisation_kinds"),
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
        Column("level", "المستوى", "level", Kind.CHOICE, list_name="place_levels"),
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
        Column("type", "النوع", "type", Kind.CHOICE, list_name="facility_types"),
        Column("ownership", "الملكية", "ownership", Kind.CHOICE, list_name="ownerships"),
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

STATUSES: Final = Table(
    "statuses",
    "حالات المنشآت",
    "facility statuses",
    (
        FACILITY,
        Column("on", "التاريخ", "day", Kind.DATE, also=("بتاريخ",)),
        Column(
            "functionality",
            "العمل",
            "functionality",
            Kind.CHOICE,
            list_name="functionalities",
            also=("الوظيفية", "حالة العمل"),
        ),
        Column(
            "building_damage",
            "ضرر المبنى",
            "building damage",
            Kind.CHOICE,
            may_be_empty=True,
            list_name="damages",
        ),
        Column(
            "equipment_damage",
            "ضرر التجهيزات",
            "equipment damage",
            Kind.CHOICE,
            may_be_empty=True,
            list_name="damages",
        ),
        Column(
            "accessibility",
            "إمكانية الوصول",
            "accessibility",
            Kind.CHOICE,
            may_be_empty=True,
            list_name="accessibilities",
        ),
        Column(
            "barriers",
            "العوائق",
            "barriers, the heaviest first",
            Kind.CHOICES,
            may_be_empty=True,
            list_name="barriers",
            longest=3,
        ),
        Column("source", "المصدر", "source", Kind.TEXT, longest=NAME_LENGTH),
    ),
    key=("facility", "on"),
)

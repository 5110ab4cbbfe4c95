"""The tables of what is delivered: deliveries, reversals, monthly reports."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mithaq.exchange.tables import choices
from mithaq.exchange.tables.schemas import Column, Kind, Table
from mithaq.exchange.tables.shared_columns import (
    AGREEMENT,
    FACILITY,
    LINE_LENGTH,
    MEASURE,
    MONTH,
    ORGANISATION,
    PLACE,
    QUANTITY,
    SOURCE_LENGTH,
    optional,
)

DELIVERIES: Final = Table(
    "deliveries",
    "التسليمات",
    "deliveries",
    (
        Column(
            "source",
            "مفتاح القيد",
            "key of the posting",
            Kind.CODE,
            longest=SOURCE_LENGTH,
            also=("المصدر", "المستند"),
        ),
        Column("line", "السطر", "line", Kind.CODE, longest=LINE_LENGTH, also=("رقم السطر",)),
        replace(optional(ORGANISATION), must_be_there=True),
        optional(AGREEMENT),
        MEASURE,
        optional(FACILITY),
        optional(PLACE),
        MONTH,
        QUANTITY,
        Column("stage", "المرحلة", "stage", Kind.CHOICE, choices=choices.STAGES),
        Column(
            "answers",
            "جواباً عن",
            "claim it answers",
            Kind.ANSWER,
            may_be_empty=True,
            longest=SOURCE_LENGTH + LINE_LENGTH + 1,
            also=("يجيب عن",),
        ),
        Column(
            "claimant",
            "المُبلِّغ",
            "claimant",
            Kind.CHOICE,
            may_be_empty=True,
            default="partner",
            choices=choices.CLAIMANTS,
            also=("صاحب البلاغ",),
        ),
    ),
    key=("source", "line"),
    checks=(
        "organisation_stated",
        "facility_or_place",
        "own_answer",
        "claim_answers",
        "one_document",
        "whole_quantity",
    ),
)

REVERSALS: Final = Table(
    "reversals",
    "القيود العاكسة",
    "reversals",
    (
        Column(
            "source",
            "مفتاح القيد",
            "key of the posting",
            Kind.CODE,
            longest=SOURCE_LENGTH,
            also=("المصدر", "المستند"),
        ),
        Column(
            "reverses",
            "القيد المعكوس",
            "key of the posting it reverses",
            Kind.CODE,
            longest=SOURCE_LENGTH,
            also=("يعكس",),
        ),
        Column(
            "reason",
            "السبب",
            "reason",
            Kind.REASON,
            choices=choices.REVERSAL_REASONS,
        ),
    ),
    key=("source",),
    checks=("reversed_once", "own_reversal"),
)

REPORTS: Final = Table(
    "reports",
    "التقارير الشهرية",
    "monthly reports",
    (
        FACILITY,
        MONTH,
        MEASURE,
        Column("sex", "الجنس", "sex", Kind.CHOICE, may_be_empty=True, list_name="sexes"),
        Column(
            "age_group",
            "الفئة العمرية",
            "age group",
            Kind.CHOICE,
            may_be_empty=True,
            list_name="age_groups",
            is_open=True,
            longest=20,
        ),
        Column("value", "القيمة", "value", Kind.QUANTITY),
    ),
    key=("facility", "month", "measure", "sex", "age_group"),
    checks=("whole_value",),
)

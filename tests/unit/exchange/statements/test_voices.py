"""Whose words a figure or an act is."""

from __future__ import annotations

import pytest

from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement


def voices(text: str) -> dict[int, str]:
    """Each figure with who states it."""
    reading = read_statement(text, lexicon_of("SY"))
    return {int(quantity.value): quantity.stated_by for quantity in reading.quantities}


@pytest.mark.parametrize(
    ("text", "figure", "voice"),
    [
        ("وقالت وزارة الصحة إن الاتفاقية تخدم 500 مريض.", 500, "وزارة الصحة"),
        ("أوضحت مديرية صحة درعا أن عدد المراجعين بلغ 300 مراجع.", 300, "مديرية صحة درعا"),
        ("بلغ عدد المراجعين 300 مراجع، بحسب مديرية صحة درعا.", 300, "مديرية صحة درعا"),
        ("استقبل المركز 300 مراجع وفق إحصائية لمديرية صحة درعا.", 300, "مديرية صحة درعا"),
        ("وذكر مدير الصحة الدكتور سامر النجار أن المركز استقبل 300 مريض.", 300, "سامر النجار"),
        ("رئيسة الشعبة الدكتورة هالة الأحمد أكدت أن العدد بلغ 70 طفلاً.", 70, "هالة الأحمد"),
        ("استقبل المركز 300 مريض خلال الشهر.", 300, ""),
    ],
)
def test_a_figure_is_its_speakers(text: str, figure: int, voice: str) -> None:
    assert voices(text)[figure] == voice


def test_the_media_office_of_a_body_is_the_body() -> None:
    text = "المكتب الإعلامي في منظمة “الأمل” أوضح أن الاتفاقيات تتضمن 9200 خدمة."
    assert voices(text)[9200] == "منظمة الأمل"


def test_what_is_added_is_the_same_voices() -> None:
    text = (
        "وقالت منظمة الصحة العالمية إن الشحنة تزن 20 طناً.\n"
        "وأضافت أنها تكفي 700 مريض، مشيرة إلى وصول 30 حقيبة إسعافية."
    )
    assert set(voices(text).values()) == {"منظمة الصحة العالمية"}


def test_two_voices_in_one_text_stay_two() -> None:
    text = (
        "وقالت وزارة الصحة إن المشروع يخدم 900 مريض.\n"
        "من جهتها قالت منظمة الصحة العالمية إن المشروع يخدم 800 مريض.\n"
        "ويضم المركز 14 غرفة.\n"
    )
    assert voices(text) == {900: "وزارة الصحة", 800: "منظمة الصحة العالمية", 14: ""}


def test_an_act_is_stated_by_who_announces_it() -> None:
    text = "أعلنت وزارة الصحة توقيع اتفاقية مع منظمة الأمل."
    (act,) = read_statement(text, lexicon_of("SY")).acts
    assert act.stated_by == "وزارة الصحة"


@pytest.mark.parametrize(
    "text",
    [
        "بُني المركز وفق معايير منظمة الصحة العالمية وفيه 12 غرفة.",
        "وُزعت 300 حقيبة بحسب خطة مديرية صحة درعا.",
    ],
)
def test_what_is_gone_by_is_no_voice(text: str) -> None:
    assert set(voices(text).values()) == {""}

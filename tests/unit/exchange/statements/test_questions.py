"""What is asked of the officer, in both languages, and what is left alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mithaq.exchange.statements.reading.findings import Question
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.questions import QUESTIONS
from mithaq.exchange.statements.reading.reasons import REASONS
from mithaq.exchange.statements.reading.statement import read_statement

DAY = date(2026, 3, 4)


def asked(text: str, code: str, on: date | None = DAY) -> list[Question]:
    reading = read_statement(text, lexicon_of("SY"), on=on)
    return [question for question in reading.questions if question.code == code]


def test_every_question_is_worded_alike_in_both_languages() -> None:
    for arabic, english in QUESTIONS.values():
        fields = [set(re.findall(r"{(\w+)}", wording)) for wording in (arabic, english)]
        assert fields[0] == fields[1]


def test_every_question_can_be_said_with_its_parameters() -> None:
    text = (
        "وقعت الوزارة اتفاقية مع منظمة الأمل. وتعهدت المنظمة بدعم المشافي.\n"
        "قدم المشفى 100 خدمة توزعت على 40 معاينة و50 تحليلاً.\n"
        "بمناسبة الذكرى السبعين لتأسيس الاتحاد التقى الوزير العمال أمس."
    )
    reading = read_statement(text, lexicon_of("SY"))
    assert reading.questions
    for question in reading.questions:
        for wording in QUESTIONS[question.code]:
            assert "{" not in wording.format(**question.parameters)
        for span in question.spans:
            assert span.of(text)


def test_parts_that_do_not_add_up_are_asked_about() -> None:
    (question,) = asked(
        "قدم المشفى 100 خدمة، توزعت على 40 معاينة و50 تحليلاً مخبرياً.", "parts_do_not_add_up"
    )
    assert (question.parameters["total"], question.parameters["sum"]) == ("100", "90")


@pytest.mark.parametrize(
    "text",
    [
        "قدم المشفى 100 خدمة، توزعت على 40 معاينة و60 تحليلاً مخبرياً.",
        "قدم المشفى 100 خدمة، منها 40 معاينة و50 تحليلاً مخبرياً.",
        "قدم المشفى 100 خدمة وصرف 40 وصفة لـ 50 مريضاً.",
    ],
)
def test_a_partial_list_need_not_add_up(text: str) -> None:
    assert asked(text, "parts_do_not_add_up") == []


def test_a_weekday_that_does_not_agree_is_asked_about() -> None:
    assert asked("عُقد الاجتماع يوم الأحد 19 كانون الثاني 2026.", "weekday_differs")
    assert not asked("عُقد الاجتماع يوم الأحد 18 كانون الثاني 2026.", "weekday_differs")


def test_an_anniversary_is_offered_as_a_question_only() -> None:
    text = "توجه الحضور بالتحية بمناسبة الذكرى السبعين لتأسيس الاتحاد."
    (question,) = asked(text, "anniversary")
    assert question.parameters["anniversary"].startswith("الذكرى السبعين لتأسيس")
    assert read_statement(text, lexicon_of("SY")).moments == ()


def test_one_figure_by_two_voices_is_asked_about() -> None:
    text = (
        "وقالت وزارة الصحة إن القافلة ضمت 31 شاحنة.\n"
        "من جهتها قالت منظمة الصحة العالمية إن القافلة ضمت 29 شاحنة.\n"
    )
    (question,) = asked(text, "figures_differ")
    assert question.parameters["first"] == "31"
    assert question.parameters["second_by"] == "منظمة الصحة العالمية"


def test_one_voice_with_two_figures_is_not_asked_about() -> None:
    text = "وقالت وزارة الصحة إن القافلة ضمت 31 شاحنة. وأضافت أنها أرسلت قبلها 29 شاحنة."
    assert asked(text, "figures_differ") == []


def test_the_day_of_a_statement_is_not_the_day_of_a_signature() -> None:
    text = (
        "أعلنت وزارة الصحة توقيع اتفاقية مع منظمة الأمل، بحسب بيان صدر الأحد 18 كانون الثاني 2026."
    )
    (act,) = [
        a for a in read_statement(text, lexicon_of("SY"), on=DAY).acts if a.kind == "agreement"
    ]
    assert act.moments == ()
    assert asked(text, "signature_day")


def test_a_written_day_of_signature_is_not_asked_about() -> None:
    assert not asked("وُقّعت الاتفاقية بين الوزارة والمنظمة في 3 آذار 2026.", "signature_day")


def test_a_promise_without_a_number_is_asked_about() -> None:
    assert asked("تعهدت منظمة الصحة العالمية بدعم المشافي.", "promise_without_number")
    assert not asked("تعهدت المنظمة بتقديم 20 سيارة إسعاف.", "promise_without_number")


def test_today_without_a_day_asks_for_it() -> None:
    text = "افتُتح المركز الصحي في نوى اليوم."
    assert asked(text, "statement_day", None)
    assert not asked(text, "statement_day")


def test_a_plain_statement_asks_nothing() -> None:
    reading = read_statement("زار الوزير مشفى الرازي.", lexicon_of("SY"), on=DAY)
    assert reading.questions == ()


def test_every_reason_of_a_finding_is_worded() -> None:
    text = (
        "افتتحت مديرية صحة حماة اليوم مركز المعالجة الفيزيائية في سلمية بكلفة 186 ألف دولار.\n"
        "وقعت الوزارة اتفاقية مع منظمة الأمل. وطالب العمال بصرف الحوافز.\n"
        "وقررت اللجنة زيادة الأجور.\n"
        "المصدر: سانا"
    )
    reading = read_statement(text, lexicon_of("SY"), on=DAY)
    found = (*reading.facilities, *reading.acts, *reading.quantities)
    reasons = {each.reason for each in found} | {part.reason for part in reading.noise}
    assert reasons <= set(REASONS)

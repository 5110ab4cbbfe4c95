"""Organisations in running Arabic: where a name ends, which mentions are one, what is none."""

from __future__ import annotations

import pytest

from mithaq.countries.languages import Term
from mithaq.countries.loading import load_language
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.findings import Confidence, Organisation
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement

LEXICON = lexicon_of("SY")
LANGUAGE = load_language("SY")


def organisations(text: str) -> tuple[Organisation, ...]:
    return read_statement(text, LEXICON).organisations


def names(text: str) -> list[str]:
    return [each.name for each in organisations(text)]


@pytest.mark.parametrize("term", LANGUAGE.terms["organisations"], ids=lambda term: term.code)
def test_every_known_body_is_found_in_its_example(term: Term) -> None:
    known = {normalised(word) for word in term.words}
    for example in term.examples:
        found = [each for each in organisations(example) if normalised(each.name) in known]
        assert found, example
        assert found[0].kind == term.trait("kind")
        assert found[0].confidence is Confidence.CERTAIN


@pytest.mark.parametrize("term", LANGUAGE.terms["organisation_heads"], ids=lambda term: term.code)
def test_every_head_is_found_in_its_example(term: Term) -> None:
    heads = [normalised(word).removeprefix("ال") for word in term.words]
    for example in term.examples:
        found = [normalised(name).removeprefix("ال") for name in names(example)]
        assert any(name.startswith(head) for name in found for head in heads), (example, found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقعت وزارة الشؤون الاجتماعية والعمل عقداً.", ["وزارة الشؤون الاجتماعية والعمل"]),
        (
            "وزارة الصحة السورية والمنظمة الدولية للهجرة تبحثان الدعم.",
            ["وزارة الصحة السورية", "المنظمة الدولية للهجرة"],
        ),
        ("قدمت منظمة “ينبوع الحياة” أدوية.", ["منظمة ينبوع الحياة"]),
        ("الجمعية الطبية السورية الفرنسية تدعم المشفى.", ["الجمعية الطبية السورية الفرنسية"]),
        ("جمعية ‘سنابل الخير’ الأهلية وزعت السلال.", ["جمعية سنابل الخير الأهلية"]),
        ("شاركت نقابة عمال البناء والأخشاب في المؤتمر.", ["نقابة عمال البناء والأخشاب"]),
        ("صرفت المؤسسة العامة للتأمين والمعاشات الرواتب.", ["المؤسسة العامة للتأمين والمعاشات"]),
        ("مكتب نقابة عمال الصحة يطالب.", ["مكتب نقابة عمال الصحة"]),
        ("تبحث “صحة حلب” الدعم.", ["صحة حلب"]),
        ("مدير مكتب المنظمة في دمشق.", []),
        ("المكتب الإقليمي لمنظمة العمل الدولية أقام ورشة.", ["منظمة العمل الدولية"]),
        ("الشؤون الاجتماعية والعمل تبحث التعاون.", ["وزارة الشؤون الاجتماعية والعمل"]),
        ("منظمة بسمة تنفذ مشروعاً.", ["منظمة بسمة"]),
        ("قدمتها شركة الاتحاد الحديث للمقاولات.", ["شركة الاتحاد الحديث للمقاولات"]),
        ("تسلمت المديرية الشحنة من UOSSM وMedGlobal.", ["UOSSM", "MedGlobal"]),
        (
            'حضر ممثلو منظمات "أيادي السلام" و"سقيا النور".',
            ["أيادي السلام", "سقيا النور"],
        ),
        ("تشكر غرفة صناعة حماة المتبرعين.", ["غرفة صناعة حماة"]),
        ("مولت الحكومة النرويجية المشروع.", ["الحكومة النرويجية"]),
        ("محطة من وزارة الصحة في دمشق مع منظمة كير.", ["وزارة الصحة", "منظمة كير"]),
        ("سلمت المنطقة الصحية في تدمر اللقاح.", ["المنطقة الصحية في تدمر"]),
        ("حضر مندوب منطقة مصياف الصحية.", ["منطقة مصياف الصحية"]),
        ("وزعت «لجنة المياه الشعبية» الكلور.", ["لجنة المياه الشعبية"]),
        ("شكرت غرفة زراعة حمص وريفها المتبرعين.", ["غرفة زراعة حمص وريفها"]),
        ("عقدت اللجنة الفرعية لسلامة الدم اجتماعها.", ["اللجنة الفرعية لسلامة الدم"]),
        ("بين وزارتي الصحة والمالية كتاب.", ["وزارة الصحة", "وزارة المالية"]),
        ("محضر اجتماع بلدية كفرعويد رقم 92.", ["بلدية كفرعويد"]),
        ("قررت رابطة المهندسين السوريين في بلجيكا التبرع.", ["رابطة المهندسين السوريين في بلجيكا"]),
        ("كلية التمريض في جامعة حلب تدرب.", ["كلية التمريض", "جامعة حلب"]),
    ],
)
def test_names_end_where_they_end(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "شاركت المنظمات الدولية والجهات المعنية والمجتمع المحلي.",
        "هي منظمة إنسانية غير حكومية تأسست عام 2012.",
        "قرر مجلس الإدارة تشكيل لجنة مشتركة.",
        "خرجت شبكة المياه وشبكة الكهرباء عن الخدمة.",
        "يفتقر القسم إلى غرفة عمليات وغرفة عناية.",
        "علاج أمراض الكلية في المشفى.",
        "برنامج تدريب العاملين مستمر.",
        "لا سيما في هذه المرحلة، وأفاد بأن العمل جيد.",
        "المصدر: عنب بلدي",
    ],
)
def test_what_only_tells_a_kind_is_none(text: str) -> None:
    assert names(text) == []


def test_names_of_one_body_are_one_finding() -> None:
    text = "تعمل يونيسف هنا. وقالت منظمة الأمم المتحدة للطفولة إن اليونيسيف مستمرة."
    (unicef,) = organisations(text)
    assert unicef.kind == "un"
    assert len(unicef.spans) == 3


def test_short_mentions_are_spans_of_the_full_name() -> None:
    text = (
        "وقعت وزارة الصحة ومنظمة “الضياء” اتفاقية. وقالت الوزارة إن المنظمة ستبدأ، وشكرت “الضياء”."
    )
    ministry, partner = organisations(text)
    assert [span.of(text) for span in ministry.spans] == ["وزارة الصحة", "الوزارة"]
    assert [span.of(text) for span in partner.spans][1:] == ["المنظمة", "الضياء"]


def test_abbreviation_in_brackets_is_the_bodys_later_on() -> None:
    text = "نفذته جمعية ضوء الأمل (LHA) العام الماضي، وتواصل LHA العمل."
    (body,) = organisations(text)
    assert sum(span.of(text) == "LHA" for span in body.spans) == 2


def test_the_directorate_is_one_with_or_without_its_place() -> None:
    text = "عقدت مديرية الصحة اجتماعاً. وقالت مديرية صحة حماة إن العمل بدأ."
    assert names(text) == ["مديرية صحة حماة"]


def test_a_hospital_is_a_body_where_its_director_takes_part() -> None:
    assert names("ناقش مدير مشفى الزهراء الدكتور سامر عيسى الخطة.") == ["مشفى الزهراء"]
    assert names("عاد مشفى الزهراء للعمل.") == []


def test_a_directorate_is_known_by_its_director() -> None:
    assert names("قال مدير صحة إدلب سامر عيسى إن اللقاح وصل.") == ["صحة إدلب"]


def test_many_bodies_are_read_in_time() -> None:
    assert names("منظمة “الضياء”، " * 2_000) == ["منظمة الضياء"]


def test_a_syndicate_and_a_ministry_are_named_by_who_leads_them() -> None:
    text = "حضر نقيب صيادلة درعا الدكتور سامر النجار ووزير المالية عمر الحسين."
    assert sorted(names(text)) == ["نقابة صيادلة درعا", "وزارة المالية"]
    assert all(each.confidence is Confidence.LIKELY for each in organisations(text))

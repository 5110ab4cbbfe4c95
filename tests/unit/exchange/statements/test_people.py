"""People in running Arabic: where a name ends, which role is whose, who is the same."""

from __future__ import annotations

import pytest

from mithaq.countries.languages import Term
from mithaq.countries.loading import load_language
from mithaq.engine.text import words
from mithaq.exchange.statements.reading.findings import Confidence, Person
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement

LEXICON = lexicon_of("SY")
LANGUAGE = load_language("SY")


def people(text: str) -> tuple[Person, ...]:
    return read_statement(text, LEXICON).people


def found(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in people(text)]


@pytest.mark.parametrize("term", LANGUAGE.terms["roles"], ids=lambda term: term.code)
def test_every_role_is_found_in_its_example(term: Term) -> None:
    heads = [words(word) for word in term.words]
    for example in term.examples:
        roles = [words(role) for _, role in found(example)]
        assert any(role[: len(head)] == head for role in roles for head in heads), (example, roles)


@pytest.mark.parametrize("term", LANGUAGE.terms["honorifics"], ids=lambda term: term.code)
def test_every_title_is_found_in_its_example(term: Term) -> None:
    for example in term.examples:
        assert [person.honorific for person in people(example) if person.honorific], example


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "بحث وزير الصحة الدكتور مروان الحداد مع الوفد سبل التعاون.",
            [("مروان الحداد", "وزير الصحة")],
        ),
        (
            (
                "وقع الاتفاقية مدير التخطيط في وزارة الصحة، سامر قباني، ورئيس مجلس الإدارة في منظمة"
                " “النجدة”، فادي حرفوش."
            ),
            [
                ("سامر قباني", "مدير التخطيط في وزارة الصحة"),
                ("فادي حرفوش", "رئيس مجلس الإدارة في منظمة النجدة"),
            ],
        ),
        (
            (
                "بحضور رئيس اتحاد عمال المحافظة كامل رستم و نائب رئيس الاتحاد عماد شرف و الدكتورة"
                " رنا الجابر مديرة الصحة ."
            ),
            [
                ("كامل رستم", "رئيس اتحاد عمال المحافظة"),
                ("عماد شرف", "نائب رئيس الاتحاد"),
                ("رنا الجابر", "مديرة الصحة"),
            ],
        ),
        (
            (
                "ناقش الدكتور محمد الحلو، مدير البرامج في منظمة “سند”، وعمر الساحلي، المنسق"
                " الميداني، المشروع."
            ),
            [
                ("محمد الحلو", "مدير البرامج في منظمة سند"),
                ("عمر الساحلي", "المنسق الميداني"),
            ],
        ),
        (
            "أشار معاون وزير الشؤون الاجتماعية والعمل لشؤون العمل أحمد نبيل زيدان إلى ذلك.",
            [("أحمد نبيل زيدان", "معاون وزير الشؤون الاجتماعية والعمل لشؤون العمل")],
        ),
        (
            "قالت ممثلة منظمة الصحة العالمية بالإنابة في سورية كارولينا هوفمان إن الشحنة وصلت.",
            [("كارولينا هوفمان", "ممثلة منظمة الصحة العالمية بالإنابة في سورية")],
        ),
        (
            "مدير صحة حلب عبد الرحمن أبو شرخ تفقد المشفى.",
            [("عبد الرحمن أبو شرخ", "مدير صحة حلب")],
        ),
        (
            "أكد معاون مدير الصحة مازن حاج حمود ذلك.",
            [("مازن حاج حمود", "معاون مدير الصحة")],
        ),
        (
            'ذكر المدير التنفيذي لـ"بيت الشفاء" لؤي قدور أن العمل مستمر.',
            [("لؤي قدور", "المدير التنفيذي لبيت الشفاء")],
        ),
        (
            "بحسب القابلة القانونية فيه، رغد السلوم.",
            [("رغد السلوم", "القابلة القانونية")],
        ),
        (
            "وطالب معاون مدير صحة درعا، الطبيب محمد نور الشحود، بسد النقص.",
            [("محمد نور الشحود", "معاون مدير صحة درعا")],
        ),
        ("أمين السر: هيثم الرداوي", [("هيثم الرداوي", "أمين السر")]),
        (
            "عن الجمعية رئيسها الدكتور إلياس معوض، وعن الوزارة لا أحد. جمعية البر.",
            [("إلياس معوض", "")],
        ),
        (
            "رد مدير الفرع على سؤال العامل رضوان شقير.",
            [("رضوان شقير", "العامل")],
        ),
        ("السفير الإيطالي ستيفانو بيانكي زار المشفى.", [("ستيفانو بيانكي", "السفير الإيطالي")]),
        (
            "زارت المديرة العامة للمؤسسة هدى القضماني الفرع.",
            [("هدى القضماني", "المديرة العامة للمؤسسة")],
        ),
    ],
)
def test_roles_and_names_are_told_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قال معاون مدير الصحة رئيس لجنة الأدوية الدكتور سامر النجار إن العدد كاف.",
            [("سامر النجار", "معاون مدير الصحة رئيس لجنة الأدوية")],
        ),
        (
            "أكدت عميدة الكلية الأستاذة المساعدة الدكتورة رنا الخطيب الخطة.",
            [("رنا الخطيب", "عميدة الكلية")],
        ),
        (
            "وأوضح مدير عام المؤسسة، اللواء الطبيب المتقاعد وائل ديب، أن العمل مستمر.",
            [("وائل ديب", "مدير عام المؤسسة")],
        ),
        (
            "ذكر مدير المنشآت والتجهيزات الطبية المهندس عمر الحسين العدد.",
            [("عمر الحسين", "مدير المنشآت والتجهيزات الطبية")],
        ),
        (
            "قالت وزيرة الصحة ريم الأحمد العلي إن الخطة جاهزة.",
            [("ريم الأحمد العلي", "وزيرة الصحة")],
        ),
    ],
)
def test_titles_and_second_roles_between_role_and_name(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_attendance_list_of_minutes() -> None:
    text = (
        "الحضور:\n"
        "1- د. فؤاد الجاسم، مدير صحة دير الزور، رئيساً.\n"
        "2- م. أنس الخلف، ممثل منظمة “الوصل”.\n"
        "3- السيدة كارلا مونتي، منسقة الصحة في اليونيسف.\n"
    )
    assert found(text) == [
        ("فؤاد الجاسم", "مدير صحة دير الزور"),
        ("أنس الخلف", "ممثل منظمة الوصل"),
        ("كارلا مونتي", "منسقة الصحة في اليونيسف"),
    ]


def test_role_tells_the_organisation() -> None:
    (person,) = people("قالت منسقة الصحة في منظمة الضياء لمى حسون إن العمل بدأ.")
    assert person.organisation == "منظمة الضياء"


def test_title_is_kept_beside_the_name() -> None:
    (person,) = people("أكد الدكتور سليم عباس أهمية اللقاح.")
    assert (person.name, person.honorific, person.role) == ("سليم عباس", "الدكتور", "")


def test_surname_alone_is_a_further_mention() -> None:
    text = (
        "بحث معاون الوزير محمد فراس زيتوني الملف. وأشار زيتوني إلى ذلك. وقال المعاون زيتوني كلمة."
    )
    (person,) = people(text)
    assert [span.of(text) for span in person.spans] == ["محمد فراس زيتوني", "زيتوني", "زيتوني"]


def test_a_shorter_form_is_the_same_person() -> None:
    (person,) = people("قال الدكتور محمد وجيه سالم. وأضاف الدكتور محمد سالم كلمة.")
    assert person.name == "محمد وجيه سالم"


@pytest.mark.parametrize(
    "text",
    [
        "مشفى عبد القادر الشقفة الجامعي استقبل المرضى.",
        "تقع العيادة في شارع أحمد شوقي.",
        "الثورة – حسن العجيلي:",
        "مهند سليمان",
        "تصوير: عبد الله الميداني",
        "عملت الفرق على تحسين أداء المركز وبفضل جهود العاملين.",
        "بحث الوزير مع الوفد سبل التعاون وآليات العمل.",
        "قال المدير إن العمل جيد.",
        "طالب رئيس المجلس بزيادة الدعم.",
        "سلام على الجميع وأمل كبير.",
    ],
)
def test_what_is_no_person_of_the_text(text: str) -> None:
    assert found(text) == []


def test_a_bare_name_is_doubtful_and_a_role_with_its_name_certain() -> None:
    (bare,) = people("وتقول سميرة الحسن إن الطريق طويل.")
    (told,) = people("وقالت مديرة المركز سميرة الحسن إن الطريق طويل.")
    assert bare.confidence is Confidence.DOUBTFUL
    assert told.confidence is Confidence.CERTAIN


def test_spans_hold_the_names_words() -> None:
    text = "وعقد مدير الصحة د. سامر عيسى لقاءً ولمحمد العلي رأي."
    for person in people(text):
        assert person.span.of(text) == person.name


def test_many_roles_are_read_in_time() -> None:
    assert people("مدير " * 5_000) == ()

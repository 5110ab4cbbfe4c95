"""What is counted is read with its unit; numbers that count nothing are left alone."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from mithaq.countries.languages import Term
from mithaq.exchange.statements.reading.counting.nouns import nouns_of
from mithaq.exchange.statements.reading.findings import Qualifier, Quantity
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.moments import read_moments
from mithaq.exchange.statements.reading.passages import Passage, split
from mithaq.exchange.statements.reading.quantities import read_quantities
from mithaq.exchange.statements.reading.reasons import REASONS

LEXICON = lexicon_of("SY")


def quantities_of(passage: Passage) -> tuple[Quantity, ...]:
    moments = read_moments(passage, LEXICON, None)
    return read_quantities(passage, LEXICON, [span for m in moments for span in m.spans])


def read(text: str) -> tuple[Quantity, ...]:
    return quantities_of(split(text))


def counted(text: str) -> list[tuple[float, str]]:
    return [(float(each.value), each.unit) for each in read(text)]


COUNTED = {
    "توقيع ثلاث اتفاقيات لتشغيل 80 منشأة صحية": [(3, "agreement"), (80, "facility")],
    "من خلال 956 كادرًا طبيًا ومساندًا": [(956, "staff")],
    "قدمت المنظمة 300 ألف يورو و15 سيارة إسعاف و200 طن من الأدوية": [
        (300_000, "eur"),
        (15, "vehicle"),
        (200, "tonne"),
    ],
    "تعمل في أكثر من 100 دولة": [(100, "country")],
    "حسم خمسة بالمئة من قيمة الأدوية": [(5, "percent")],
    "بنسبة 8,5 بالمئه و٥٪ و40 % و12 في المئة و3%": [
        (8.5, "percent"),
        (5, "percent"),
        (40, "percent"),
        (12, "percent"),
        (3, "percent"),
    ],
    "بحث التعاون بثلاثة مجالات": [(3, "field")],
    # The noun stands elsewhere.
    "بلغ عدد المستفيدين 1250": [(1250, "person")],
    "عدد الجلسات: 340": [(340, "session")],
    "معاينات: 1250": [(1250, "service")],
    "عمليات كبرى 56": [(56, "surgery")],
    "عدد الأسرّة: 80": [(80, "bed")],
    'عدد المنقولين "تسعة فقط"': [(9, "person")],
    "عدد المراكز التي تعمل فعليًا خمسة لا ستة": [(5, "facility")],
    "عدد القرى المحرومة لا يقل عن مئتين": [(200, "village")],
    "شاركت المراكز الخمسة": [(5, "facility")],
    "حواضن الأطفال الست فارغة": [(6, "device")],
    "31 مركزاً من أصل 58 تعمل": [(31, "facility"), (58, "facility")],
    "3 من أصل 5 مولدات": [(3, "device"), (5, "device")],
    "15 من المفتشين خضعوا للتدريب": [(15, "staff")],
    "دعم 12 مركزاً صحياً، 4 منها في حلب و8 في إدلب": [
        (12, "facility"),
        (4, "facility"),
        (8, "facility"),
    ],
    "5 أجهزة تخدير و3 تنفس": [(5, "device"), (3, "device")],
    "استلمت ( ٥ ) أجهزة غسيل": [(5, "device")],
    # Duals, and ones that are said.
    "بناء مركزين صحيين متطورين": [(2, "facility")],
    "جهازي غسيل كلى": [(2, "device")],
    "سيارتا إسعاف وسيارتان للنقل": [(2, "vehicle"), (2, "vehicle")],
    "عيادتان متنقلتان": [(2, "facility")],
    "خزاني مياه وطاولتَي عمليات": [(2, "item"), (2, "item")],
    "نقل إلى مشفيين خاصين": [(2, "facility")],
    "تزويد القسم بحاضنتين إضافيتين": [(2, "device")],
    "رُمم مركزا صحة ومركزَي معصران والتح": [(2, "facility")],
    "خمس سيارات ونصف مليون حبة وأربعة أطنان ونصف الطن": [
        (5, "vehicle"),
        (500_000, "item"),
        (4.5, "tonne"),
    ],
    "وأن اثنتين وعشرين منهن يعملن": [(22, "person")],
    "سيوفد 6 من مفتشيه": [(6, "item")],
    "الخط الساخن الذي تلقى 26500 اتصال": [(26500, "call")],
    "يناوب على مدار الساعة ستة عاملين صحيين": [(6, "staff")],
    "أنجزته الجمعية خلال خمسة أشهر": [(5, "month")],
    "تأمين دراجتين ناريتين": [(2, "vehicle")],
    "جهاز طبقي محوري واحد": [(1, "device")],
    # Ranges give both ends.
    "استقبال ما بين 60 و70 مريضاً": [(60, "person"), (70, "person")],
    "رفع النسبة من 6 الى 15 بالمئه": [(6, "percent"), (15, "percent")],
    "رفع السقف من 55 ألفاً إلى 80 ألف ليرة سورية جديدة": [(55_000, "syp_new"), (80_000, "syp_new")],
    # Measures of length, area, time, power.
    "ترميم 3,400 م2": [(3400, "square metre")],
    "مولدة باستطاعة 500 ك.ف.أ": [(500, "kilovolt-ampere")],
    "استمرت الأعمال خمسة أشهر": [(5, "month")],
    "غرفة عزل بأربعة أسرّة لـ 12 أسرة": [(4, "bed"), (12, "family")],
    # Money.
    "93 مليون ليرة سورية": [(93_000_000, "syp")],
    "75.000.000 ليرة سورية قديمة": [(75_000_000, "syp_old")],
    "1,250 ليرة جديدة": [(1250, "syp_new")],
    "1.5 مليون $ و$250,000": [(1_500_000, "usd"), (250_000, "usd")],
    "5000 ل.س": [(5000, "syp")],
    "بقيمة تتجاوز المليون دولار": [(1_000_000, "usd")],
    "منحة بقيمة ألفي دولار أمريكي": [(2000, "usd")],
    # A noun that the data do not know.
    "وصلت 14 رافعة": [(14, "item")],
}
COUNTS_NOTHING = [
    "القافلة السابعة عشرة",
    "القافلة الـ17",
    "القافلة رقم 3",
    "المرحلة الثانية",
    "محضر اجتماع رقم (14)",
    "القانون رقم 92 لعام 1959 والمادة 5 من القانون",
    "مشفى 8 آذار",
    "هاتف: 0112223344",
    "للطوارئ: 110",
    "للتواصل مع الجمعية : 0988 000 114",
    "للاستفسار 011-2233445 أو +963 11 2233445",
    "طفل عمره 5 سنوات",
    "الأطفال دون 5 سنوات",
    "من عمر 6 أشهر حتى 5 سنوات",
    "تراوحت أعمارهم بين 20 و45 عاماً",
    "الساعة 10 صباحاً",
    "في 15 آذار",
    "تأسست عام 2012",
    "أبلغت المديرية قبل 90 يوماً",
    "منذ نحو 3 سنوات",
    "بعد أربع سنوات من التوقف",
    "على مدار 24 ساعة",
    "خدمة 24/7",
    "بنتيجة 3-1",
    "أعلى بثلاثة أضعاف",
    "عشرات المرضى ومئات الأطفال وآلاف النازحين",
    "في يوم واحد ودفعة واحدة",
    "بين المدرسين والموظفين في فلسطين",
    "حضر الممثلون والمهندسين المشاركين",
    "في محافظتي حلب وحماة",
    "وفق برنامج أسبوعي معلن لقاء أجر شهري قدره",
    "تدريب أطباء عامين",
    "تستقبل المرضى يومي الأحد والأربعاء",
    "ممثلو منظمتي الصحة العالمية واليونيسف",
    "في المركزين والمنشأتين",
    "المشاريع التي نفذتها المديرية",
    "نصف السكان وثلاثة أرباع المرافق",
    "الذكرى السبعين لتأسيس الجيش",
]


@pytest.mark.parametrize(("text", "expected"), COUNTED.items())
def test_what_is_counted_is_read(text: str, expected: list[tuple[float, str]]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize("text", COUNTS_NOTHING)
def test_numbers_that_count_nothing_are_left_alone(text: str) -> None:
    assert counted(text) == []


@pytest.mark.parametrize("mark", ["1-", "2)", "(3)", "4.", "٥ -"])
def test_a_mark_of_a_list_is_no_number(mark: str) -> None:
    assert counted(f"المقررات:\n{mark} تدريب 40 ممرضاً.") == [(40, "staff")]


QUALIFIED = {
    "استقبل نحو 300 مريض": Qualifier.ABOUT,
    "استقبل قرابة 300 مريض": Qualifier.ABOUT,
    "لنحو 300 مريض": Qualifier.ABOUT,
    "يقدم ما يقارب 2,700 خدمة": Qualifier.ABOUT,
    "عاينوا 300 مريض تقريباً": Qualifier.ABOUT,
    "أكثر من 300 مريض": Qualifier.MORE_THAN,
    "ما يزيد على 300 مريض": Qualifier.MORE_THAN,
    "يزيد وزنها على 15 طناً": Qualifier.MORE_THAN,
    "لا يقل المعاش عن 1,250 ليرة": Qualifier.MORE_THAN,
    "ما لا يقل عن 30 شاحنة": Qualifier.MORE_THAN,
    "5 أطباء على الأقل": Qualifier.MORE_THAN,
    "أقل من 20 طبيباً": Qualifier.LESS_THAN,
    "لا يتجاوز 800 ليتر": Qualifier.UP_TO,
    "كانت تصل إلى 120 عملية": Qualifier.UP_TO,
    "مدة أقصاها أربعة أشهر": Qualifier.UP_TO,
    "300 مريض": Qualifier.EXACT,
}


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED.items())
def test_words_around_a_number_say_how_nearly_it_is_meant(text: str, qualifier: Qualifier) -> None:
    assert [each.qualifier for each in read(text)] == [qualifier]


@pytest.mark.parametrize(
    "text",
    [
        "بمعدل 20 جلسة لكل مريض",
        "في كل مجموعة ما يكفي مئة عملية",
        "يتألف فريق كل عيادة من قابلتين",
        "ثمن الطقم الواحد 21 دولاراً",
        "راتب كل طبيب 500 دولار",
    ],
)
def test_a_number_may_be_for_each(text: str) -> None:
    (quantity,) = read(text)
    assert quantity.is_each


def test_a_number_every_month_is_not_for_each() -> None:
    assert [each.is_each for each in read("7000 مستفيد كل شهر")] == [False]


def test_what_is_counted_is_in_the_texts_words() -> None:
    (quantity,) = read("تشغيل 80 منشأة صحية في المحافظات")
    assert quantity.of == "منشأة صحية"
    (quantity,) = read("أجرى القسم 346 جلسة غسيل كلية")
    assert (quantity.of, quantity.measure) == ("جلسة غسيل كلية", "service.dialysis_session")
    (quantity,) = read("تبلغ كلفة المشروع 640,000 يورو")
    assert quantity.of == "كلفة المشروع"


def test_a_quantity_is_told_once_however_often_it_is_written() -> None:
    (quantity,) = read("38 طبيباً في حمص\nشارك في الحملة 38 طبيباً وطبيبة.")
    assert len(quantity.spans) == 2


def test_small_counts_of_a_list_stay_apart() -> None:
    text = "السيارات توزع:\nسيارتان لمحافظة القنيطرة\nسيارتان لدرعا"
    assert counted(text) == [(2, "vehicle"), (2, "vehicle")]


def _entry_words(term: Term) -> set[str]:
    return {word for words in term.words for word in words.split()}


@pytest.mark.parametrize("name", ["units", "currencies"])
def test_every_unit_has_an_example_in_which_it_is_found(name: str) -> None:
    nouns = nouns_of(LEXICON)
    for term in LEXICON.language.terms[name]:
        for example in term.examples:
            passage = split(example)
            found = [nouns.at(passage, place) for place in range(len(passage.tokens))]
            assert any(noun and _entry_words(noun.term) & _entry_words(term) for noun in found)
            units = {each.unit for each in quantities_of(passage)}
            assert term.trait("unit") in units or term.trait("currency") in units, example


def test_every_qualifier_has_an_example_in_which_it_is_found() -> None:
    for term in LEXICON.language.terms["qualifiers"]:
        for example in term.examples:
            found = [str(each.qualifier) for each in read(example)]
            assert found == [term.trait("qualifier")], example


def test_measures_are_the_packs() -> None:
    measures = {term.trait("measure") for term in LEXICON.language.terms["units"]} - {""}
    assert measures <= LEXICON.pack.measures.keys()


def test_every_reason_is_worded() -> None:
    reasons = {each.reason for text in COUNTED for each in read(text)}
    assert reasons <= REASONS.keys()


@pytest.mark.parametrize(
    "text",
    ["5 و" * 20_000, "خمسة وعشرون " * 5_000, "5 مراكز " * 8_000, "9" * 100_000, "آذار " * 9_000],
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 15


def test_values_are_exact() -> None:
    (quantity,) = read("تزن الشحنة 13,8 طن")
    assert quantity.value == Decimal("13.8")

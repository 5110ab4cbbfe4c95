"""Which facilities a text names, each once, and what happens to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mithaq.countries.loading import load_pack
from mithaq.exchange.statements.reading.findings import Facility, Reading
from mithaq.exchange.statements.reading.known import KnownFacility, known_of_pack
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement


def read(text: str) -> Reading:
    return read_statement(text, lexicon_of("SY"))


def names(text: str) -> list[str]:
    return [facility.name for facility in read(text).facilities]


def only(text: str) -> Facility:
    (facility,) = read(text).facilities
    return facility


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("زار الوزير مشفى الرازي واطلع على أقسامه.", "مشفى الرازي"),
        ("نُقل الجرحى إلى مستشفى “الشفاء” في المدينة.", "مستشفى الشفاء"),
        ("عولج المصابون في المشفى العمالي مجاناً.", "المشفى العمالي"),
        ("يخدم مشفى سلحب الوطني مئات القرى.", "مشفى سلحب الوطني"),
        ("وصل الفريق إلى مركز عين البيضا الصحي.", "مركز عين البيضا الصحي"),
        ("يعمل مركز صحي في قدسيا بدوام كامل.", "مركز صحي في قدسيا"),
        (
            "زُود المركز الصحي بمنطقة قدسيا بريف دمشق بالأدوية.",
            "المركز الصحي بمنطقة قدسيا بريف دمشق",
        ),
        ("توقف مركز غسيل الكلى في منبج.", "مركز غسيل الكلى في منبج"),
        ("احترق مستودع الأدوية في محردة.", "مستودع الأدوية في محردة"),
        ("وُضعت الأجهزة للمشفى الوطني في حماة.", "المشفى الوطني في حماة"),
        ("يراجع الناس مستوصف السخنة كل أسبوع.", "مستوصف السخنة"),
        ("دُشن المركز الصحي الحدودي في معبر نصيب.", "المركز الصحي الحدودي في معبر نصيب"),
        ("زار الوفد مشفى 17 نيسان أمس.", "مشفى 17 نيسان"),
        ("نُقل إلى مشفى الشهيد رامي حبال وإعادة الفحص جارية.", "مشفى الشهيد رامي حبال"),
        ("يعمل مشفى نور الحياة الجراحي ليلاً.", "مشفى نور الحياة الجراحي"),
        ("أُغلق مشفى أبي الطيب المتنبي أمس.", "مشفى أبي الطيب المتنبي"),
        ("تدعم مشفى البتول للتوليد وأمراض النساء.", "مشفى البتول للتوليد وأمراض النساء"),
        ("أحدثت المديرية عيادة لفحص السمع في الميادين.", "عيادة لفحص السمع في الميادين"),
        ("رممت مركزاً للأطراف والجبائر في جاسم.", "مركز للأطراف والجبائر في جاسم"),
        ("فُعّلت نقطة مورك الإسعافية من جديد.", "نقطة مورك الإسعافية"),
    ],
)
def test_a_facility_is_named_as_the_text_names_it(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("توسيع الأبنية في مشافي الزهراء و كرم اللوز.", ["مشفى الزهراء", "مشفى كرم اللوز"]),
        (
            "أُعيد تشغيل المراكز الصحية في كل من باب عمرو و حي الورشة.",
            ["المركز الصحي في باب عمرو", "المركز الصحي في حي الورشة"],
        ),
        ("وُزعت على مشافي نوى وجاسم وطفس.", ["مشفى نوى", "مشفى جاسم", "مشفى طفس"]),
        ("سُلمت المعدات لمشفيي الكسوة وقطنا.", ["مشفى الكسوة", "مشفى قطنا"]),
        ("وصلت إلى مشافي نوى وجاسم الوطنية.", ["مشفى نوى الوطني", "مشفى جاسم الوطني"]),
        (
            "زُودت بنوك الدم في كل من الرقة والحسكة.",
            ["بنك الدم في الرقة", "بنك الدم في الحسكة"],
        ),
        ("افتُتحت عيادتا أسنان في نوى وطفس.", ["عيادة أسنان في نوى", "عيادة أسنان في طفس"]),
        (
            "بناء مركزين صحيين وفق معايير حديثة في نوى وطفس.",
            ["مركز صحي في نوى", "مركز صحي في طفس"],
        ),
    ],
)
def test_several_that_are_named_at_once_are_several(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "تشغيل 80 منشأة صحية.",
        "دعم المشافي والمراكز الصحية في المحافظة.",
        "يوجد في المحافظة 134 مركزاً صحياً.",
        "نُقلوا إلى مشفيين خاصين في الحسكة.",
        "عمل 38 طبيباً في مشافي حمص وطرطوس.",
        "يسعى المركز إلى توفير الرعاية.",
        "قصد المرضى مشافي العاصمة دمشق.",
        "زار الوفد مركز الملك سلمان للإغاثة.",
        "يحتاج الحي إلى مركز صحي.",
    ],
)
def test_a_group_or_a_count_is_no_facility(text: str) -> None:
    assert names(text) == []


def test_later_mentions_are_further_spans_of_the_same() -> None:
    facility = only(
        "توقف دعم مستشفى “النور” للأطفال في كفر تخاريم. وقال مدير مستشفى “النور” إن المستشفى يعمل."
    )
    assert facility.name == "مستشفى النور للأطفال"
    assert len(facility.spans) == 3


def test_a_place_alone_tells_again_which_one_is_meant() -> None:
    text = "بناء مركز صحي بمنطقة قدسيا بريف دمشق. وسيضم المركز الصحي في قدسيا مخبراً."
    assert names(text) == ["مركز صحي بمنطقة قدسيا بريف دمشق"]


def test_a_ward_to_which_something_happens_is_a_facility_beside_its_hospital() -> None:
    text = "رُممت شعبة الحروق في مشفى السلام الجراحي. وقال رئيس قسم الأورام في مشفى النور."
    assert names(text) == [
        "شعبة الحروق في مشفى السلام الجراحي",
        "مشفى السلام الجراحي",
        "مشفى النور",
    ]


def test_two_of_a_kind_in_two_towns_stay_two() -> None:
    assert len(names("رُمم المركز الصحي في زملكا. وأُغلق المركز الصحي في حمورية.")) == 2


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("افتتحت المديرية مركز نوى الصحي.", "opened"),
        ("أعادت المنظمة افتتاح مشفى الشفاء بعد توقف.", "reopened"),
        ("عاد مشفى الشفاء إلى العمل.", "reopened"),
        ("انتهى ترميم المركز الصحي في سقبا.", "rehabilitated"),
        ("تم توسيع مشفى الأطفال في اللاذقية.", "extended"),
        ("خرج مشفى الشدادي العام عن الخدمة.", "out_of_service"),
        ("ما زال المركز الصحي في عربين مغلقاً.", "closed"),
        ("سلمت المنظمة مشفى صلخد جهاز تخدير.", "donated_to"),
        ("تعتزم المنظمة بناء مستوصف في بلدة معدان.", "planned"),
        ("من المقرر أن يُفتتح مركز غسيل الكلى في الميادين.", "planned"),
        ("أفادت الوزارة بأن مشفى الشفاء أُعيد تأهيله.", "rehabilitated"),
        ("وأضاف أن مستوصف السخنة قيد الترميم.", "rehabilitated"),
        ("قال إن مشفى الشفاء سيتوسع بطابق.", "planned"),
        ("وذكر أن مشفى الشفاء أُغلق عام 2012 وأُعيد افتتاحه أمس.", "reopened"),
        ("دخل مشفى الشفاء الخدمة أمس.", "opened"),
        ("أعادت الجمعية أمس تشغيل مستوصف السخنة.", "reopened"),
        ("تشغّل الجمعية مستوصف السخنة منذ عامين.", "operated"),
        ("علّق مشفى الشفاء خدماته.", "out_of_service"),
        ("تسلّم مشفى الشفاء عشرين سريراً.", "donated_to"),
        ("وتوزعت الحمولة على مشفى الشفاء.", "donated_to"),
        ("1- إحداث مستوصف في معدان.", "planned"),
        ("تأجيل إحداث مشفى الشفاء.", "planned"),
        ("وأضاف أن مشفى الشفاء لم يتوقف عن العمل.", None),
        ("خرج جهاز الأشعة في مشفى الشفاء عن الخدمة.", None),
        ("قال مدير مشفى الشفاء إن العمل مستمر.", None),
        ("طالب الأهالي بترميم مستوصف السخنة.", None),
    ],
)
def test_what_happens_to_it_is_told_by_its_clause(text: str, event: str | None) -> None:
    assert only(text).event == event


def test_each_facility_has_the_event_of_its_own_clause() -> None:
    text = (
        "رممت المنظمة مشفى الشفاء ومستوصف نوى، في حين ما زال المركز الصحي في جاسم خارج الخدمة،"
        " ووسّعت المديرية النقطة الطبية في معبر نصيب."
    )
    assert [facility.event for facility in read(text).facilities] == [
        "rehabilitated",
        "rehabilitated",
        "out_of_service",
        "extended",
    ]


def test_what_happens_to_a_ward_does_not_happen_to_its_hospital() -> None:
    ward, hospital = read("أُغلق قسم الحروق في مشفى الشفاء.").facilities
    assert (ward.event, hospital.event) == ("closed", None)


def test_a_registered_facility_is_linked_by_name_and_place() -> None:
    known = replace(
        known_of_pack(load_pack("SY")),
        facilities=(
            KnownFacility(code="F1", names=("مشفى الشفاء",), type="hospital", place="SY02"),
            KnownFacility(code="F2", names=("مستشفى الشفاء",), type="hospital", place="SY04"),
        ),
    )
    lexicon = lexicon_of("SY", known)
    (near,) = read_statement("افتُتح مستشفى الشفاء في حمص.", lexicon).facilities
    (open_one,) = read_statement("افتُتح مشفى الشفاء.", lexicon).facilities
    assert near.code == "F2"
    assert (open_one.code, set(open_one.candidates)) == (None, {"F1", "F2"})


def test_what_is_only_asked_for_leaves_no_event() -> None:
    facility = only("طالب الأهالي بترميم المركز الصحي في سقبا.")
    assert facility.event is None


def test_works_in_a_ward_that_is_named_are_the_wards() -> None:
    found = {f.name: f.event for f in read("افتُتح قسم الحروق في مشفى السلام.").facilities}
    assert found == {"قسم الحروق في مشفى السلام": "opened", "مشفى السلام": None}


def test_a_ward_to_which_nothing_happens_is_none() -> None:
    assert names("طالب العمال بتشغيل قسم العمليات في مشفى طفس الوطني.") == ["مشفى طفس الوطني"]


def test_what_is_put_in_service_is_opened() -> None:
    assert only("وضعت المديرية مركز نوى الصحي في الخدمة.").event == "opened"

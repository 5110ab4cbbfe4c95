"""What a statement says is done, signed, announced, decided, planned or asked for."""

from __future__ import annotations

import time

import pytest

from mithaq.exchange.statements.reading.acts.signals import act_phrases
from mithaq.exchange.statements.reading.findings import Act, ActKind, Reading, Status
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.passages import split
from mithaq.exchange.statements.reading.statement import read_statement

# A sentence of the genre, and each of its acts as kind and status.
SENTENCES = [
    (
        (
            "وقّعت وزارة الصحة والهلال الأحمر القطري مذكرة تفاهم لتأهيل مشفى الكسوة وتجهيزه، "
            "بحضور معاون الوزير."
        ),
        ["agreement:signed", "construction:planned"],
    ),
    (
        (
            "أبرمت مديرية صحة إدلب اتفاقية تعاون مع منظمة الأيادي البيضاء لتشغيل ستة مراكز "
            "صحية لمدة عام."
        ),
        ["agreement:signed", "operation:planned"],
    ),
    ("تسلّمت مديرية صحة حماة من منظمة اليونيسف ثلاث سيارات إسعاف مجهزة.", ["donation:done"]),
    ("قدمت جمعية البستان الخيرية جهاز إيكو لمشفى مصياف الوطني.", ["donation:done"]),
    (
        "زوّدت منظمة الصحة العالمية مخبر الصحة العامة في دمشق بكواشف تكفي ستة أشهر.",
        ["donation:done"],
    ),
    ("تبرع رجل الأعمال فلان الفلاني بمولدة كهربائية لمستوصف القدموس.", ["donation:done"]),
    ("اختُتمت في طرطوس دورة تدريبية حول الإسعاف الأولي شارك فيها 30 متدرباً.", ["training:done"]),
    (
        "أقامت مديرية صحة اللاذقية بالتعاون مع منظمة ميدير ورشة عمل لتدريب القابلات.",
        ["training:done"],
    ),
    ("هنأ مدير صحة حماة العاملين بمناسبة الذكرى العاشرة لتأسيس مركز مصياف الصحي.", []),
    ("تنطلق غداً في جامعة حلب دورة تدريبية في إدارة الكوارث.", ["training:planned"]),
    (
        "دشّن محافظ درعا مركز الحراك الصحي بعد إعادة تأهيله بتمويل من صندوق الأمم المتحدة للسكان.",
        ["opening:done", "construction:done"],
    ),
    (
        "دخل جهاز الرنين المغناطيسي في مشفى المواساة الخدمة بعد صيانته.",
        ["opening:done", "construction:done"],
    ),
    (
        "بدأت ورشات مديرية الخدمات الفنية أعمال ترميم المركز الصحي في تل شهاب.",
        ["construction:done"],
    ),
    (
        "تعتزم المنظمة الدولية للهجرة بناء مستوصف في بلدة معدان العام المقبل.",
        ["construction:planned"],
    ),
    ("من المقرر أن يُفتتح مركز غسيل الكلى في الميادين نهاية الشهر.", ["opening:planned"]),
    (
        "كشف مدير الصحة عن خطة لتوسيع مشفى الأطفال في اللاذقية وإضافة أربعين سريراً.",
        ["construction:planned"],
    ),
    (
        "طالب أطباء مشفى الباسل بتحسين أجورهم وتأمين السكن للمقيمين.",
        ["request:asked", "request:asked"],
    ),
    ("ناشد أهالي قرية العشارنة وزارة الصحة إعادة فتح المركز الصحي في القرية.", ["request:asked"]),
    ("دعت نقابة أطباء سورية إلى رفع التعرفة الطبية.", ["request:asked"]),
    (
        "قررت وزارة الصحة إعفاء مرضى السرطان من رسوم المعاينة وتوحيد أسعار التحاليل.",
        ["decision:decided", "decision:decided"],
    ),
    ("أصدر وزير العمل قراراً برفع الحد الأدنى للمعاش التقاعدي.", ["decision:decided"]),
    ("وافق مجلس إدارة صندوق التكافل على زيادة إعانة الوفاة.", ["decision:decided"]),
    ("بحث وزير الصحة مع السفير الياباني إنشاء مركز لعلاج الأورام في حلب.", ["proposal:planned"]),
    ("اقترح المشاركون إحداث صندوق لدعم المرضى.", ["proposal:planned"]),
    ("التقى مدير صحة السويداء وفداً من منظمة إنقاذ الطفولة.", ["meeting:done"]),
    ("عُقد في مبنى المحافظة اجتماع موسع لمناقشة واقع القطاع الصحي.", ["meeting:done"]),
    ("أطلقت مديرية صحة دير الزور حملة تلقيح ضد الحصبة تستهدف عشرين ألف طفل.", ["operation:done"]),
    ("سيّرت جمعية العافية ثلاث عيادات متنقلة إلى ريف منبج.", ["operation:done"]),
    (
        "تعمل منظمة ريليف إنترناشيونال على إعداد دراسة عن احتياجات المراكز الصحية.",
        ["study:planned"],
    ),
    ("أجرت وزارة الصحة مسحاً تغذوياً شمل 12 ألف أسرة.", ["study:done"]),
    (
        "تعهد البنك الدولي بتقديم منحة قدرها 5 ملايين دولار لتأهيل شبكات الصرف الصحي.",
        ["support:planned"],
    ),
    ("التزم الاتحاد الأوروبي بمواصلة دعم المشافي.", ["support:planned"]),
    ("مولت مؤسسة الوليد رواتب 60 عاملاً في مشفى القنيطرة.", ["support:done"]),
    ("صرفت مؤسسة التأمينات الاجتماعية معاشات شهر أيار عبر المصارف.", ["support:done"]),
    (
        "وصلت إلى مطار دمشق طائرة تحمل 20 طناً من الأدوية مقدمة من مركز الملك سلمان.",
        ["donation:done"],
    ),
    ("توقفت عيادات الأسنان في مركز جرمانا الصحي عن العمل بسبب نقص المواد.", []),
    ("أنهت منظمة أطباء بلا حدود دعمها لمستشفى التوليد في أعزاز.", ["decision:done"]),
    ("أكد الوزير أهمية التعاون مع المنظمات الدولية وضرورة تحسين الخدمات.", []),
    ("تهدف الزيارة إلى الاطلاع على واقع العمل وتعزيز التعاون بين الجانبين.", []),
    ("يقدم المشفى خدماته لنحو ألفي مراجع شهرياً ويعمل فيه 120 طبيباً.", []),
    (
        "افتُتح في مدينة نوى اليوم مركز لتركيب الأطراف الصناعية بدعم من الهلال الأحمر الكويتي.",
        ["opening:done"],
    ),
    (
        "شارك 45 طبيباً في دورة تدريبية نظمتها نقابة الأطباء بحمص حول الإنعاش القلبي.",
        ["training:done"],
    ),
    ("استكملت منظمة يو إن هابيتات تركيب ألواح شمسية في مشفى الحسكة الوطني.", ["construction:done"]),
    ("نفذت مديرية التأمين الصحي جولة على الصيدليات المتعاقدة.", []),
    ("وعد وزير الشؤون الاجتماعية بدراسة مطالب المتقاعدين ورفعها إلى الحكومة.", ["support:planned"]),
    (
        "أعلن برنامج الأغذية العالمي توزيع سلال غذائية على ألفي أسرة في تدمر.",
        ["donation:announced"],
    ),
    ("خرّج معهد التمريض في السويداء 80 ممرضة.", []),
    (
        (
            "خضع أربعون كادراً صحياً لتدريب على التعامل مع حالات الكوليرا نظمته منظمة الصحة "
            "العالمية في الرقة."
        ),
        ["training:done"],
    ),
    ("كلّف المجتمعون مديرية الصحة بإعداد قوائم بأسماء المرضى خلال أسبوع.", ["decision:decided"]),
    ("يجري حالياً تجهيز المركز الصحي في كفرزيتا تمهيداً لافتتاحه.", ["construction:done"]),
    ("خرج مشفى معرة النعمان الوطني عن الخدمة عام 2019.", []),
    ("نظّمت رابطة الأطباء السوريين في ألمانيا حملة جراحية مجانية في مشفى دوما.", ["support:done"]),
    (
        "سلّمت اليابان عبر برنامج الأمم المتحدة الإنمائي معدات طبية لمشفيي الكسوة وقطنا.",
        ["donation:done"],
    ),
    (
        "تشمل الاتفاقية تدريب 200 عامل صحي وتزويد عشرين مركزاً بالأدوية لمدة سنتين.",
        ["training:planned", "donation:planned"],
    ),
    ("أعلنت وزارة الصحة عن وضع حجر الأساس لمستشفى في الزبداني.", ["construction:announced"]),
]


def read(text: str) -> Reading:
    return read_statement(text, lexicon_of("SY"))


def told(text: str) -> list[str]:
    return [f"{act.kind}:{act.status}" for act in read(text).acts]


def only(text: str, kind: ActKind) -> Act:
    (act,) = [act for act in read(text).acts if act.kind is kind]
    return act


@pytest.mark.parametrize(("text", "acts"), SENTENCES)
def test_a_sentence_tells_its_acts_and_how_far_they_came(text: str, acts: list[str]) -> None:
    assert sorted(told(text)) == sorted(acts)


@pytest.mark.parametrize("name", ["acts", "speech"])
def test_a_term_is_found_in_each_of_its_examples(name: str) -> None:
    lexicon = lexicon_of("SY")
    phrases = act_phrases(lexicon)
    for term in lexicon.language.terms[name]:
        for example in term.examples:
            found = [value for match in phrases.all(split(example)) for value in match.values]
            assert term in found, (term.code, example)


def test_what_workers_demand_is_one_request_each() -> None:
    text = "طالب عمال النسيج برفع الأجور وتثبيت المؤقتين وتأمين وسائط النقل وصرف بدل اللباس."
    found = read(text).acts
    assert [act.kind for act in found] == [ActKind.REQUEST] * 4
    assert [act.of for act in found][1] == "تثبيت المؤقتين"


def test_decisions_of_minutes_are_one_each_of_the_kind_they_name() -> None:
    text = (
        "محضر اجتماع لجنة الصحة\n\nالمقررات:\n"
        "1) تخصيص مبلغ 5 ملايين ليرة لصيانة مستوصف القدموس.\n"
        "2) تكليف جمعية الإحسان بترميم المركز الصحي في العنازة.\n"
        "3) تزود اليونيسف المديرية بـ 6 برادات لقاح.\n"
        "4) يعقد الاجتماع القادم في 3/3/2026.\n"
    )
    assert told(text) == [
        "meeting:done",
        "decision:decided",
        "construction:decided",
        "donation:decided",
        "meeting:planned",
    ]


def test_the_title_tells_no_act_of_its_own() -> None:
    text = (
        "افتتاح مركز صحي في سلمية\n\n"
        "افتتحت مديرية صحة حماة اليوم المركز الصحي في سلمية بحضور المحافظ.\n"
    )
    act = only(text, ActKind.OPENING)
    assert len(act.spans) == 2


def test_an_agreement_counts_what_it_counts() -> None:
    three = only("أعلنت وزارة الصحة توقيع ثلاث اتفاقيات مع منظمة الأمل.", ActKind.AGREEMENT)
    two = only("وقعت الوزارة مذكرتي تفاهم مع الصندوق.", ActKind.AGREEMENT)
    assert (three.count, two.count) == (3, 2)
    assert three.status is Status.ANNOUNCED


def test_works_joined_under_one_verb_are_one_act() -> None:
    text = "تم بناء وتجهيز المركز الصحي في طفس وترميم سوره."
    assert told(text) == ["construction:done"]


def test_training_and_building_under_one_verb_are_two() -> None:
    text = "تتضمن الاتفاقية تدريب الكوادر وتجهيز المراكز الصحية."
    assert told(text) == ["training:planned", "construction:planned"]


def test_parties_are_the_bodies_of_the_clause_giver_first() -> None:
    text = "سلمت منظمة الصحة العالمية مديرية صحة درعا خمسة أجهزة تنفس."
    act = only(text, ActKind.DONATION)
    assert act.parties == ("منظمة الصحة العالمية", "مديرية صحة درعا")
    assert act.of == "خمسة أجهزة تنفس"


def test_quantities_and_facilities_are_those_of_the_clause() -> None:
    reading = read("تبرعت الجمعية بعشرين سريراً لمشفى صلخد. ويعمل في المشفى 40 طبيباً.")
    (act,) = reading.acts
    assert act.facilities == ("مشفى صلخد",)
    assert [reading.quantities[at].value for at in act.quantities] == [20]


def test_a_name_made_of_an_acts_words_is_no_act() -> None:
    assert told("زار رئيس نقابة عمال البناء والأخشاب صندوق دعم المرضى.") == []


@pytest.mark.parametrize(
    "text",
    [
        "أكد المجتمعون أهمية التعاون وضرورة تطوير العمل وتدريب الكوادر.",
        "يقدم المركز 200 خدمة يومياً ويعمل فيه عشرة أطباء.",
        "تهدف الخطة إلى تعزيز الخدمات ودعم القطاع الصحي.",
        "بناء على ذلك استمر العمل كالمعتاد.",
        "لم توقع الوزارة أي اتفاقية.",
        "نقص الأدوية يثقل كاهل المرضى.",
        "تأسست المنظمة عام 1998 وتعمل في مجال الإغاثة.",
    ],
)
def test_aims_habits_and_praise_are_no_acts(text: str) -> None:
    assert told(text) == []


def test_a_clause_holds_its_trigger_and_lies_in_the_text() -> None:
    text = "وقعت الوزارة اتفاقية مع منظمة الأمل لتأهيل مشفى الكسوة وتدريب كوادره."
    for act in read(text).acts:
        assert act.span.holds(act.trigger)
        assert 0 <= act.span.start < act.span.end <= len(text)
        assert act.of


@pytest.mark.parametrize(
    "text",
    [
        "وتدريب " * 50_000,
        "و" * 400_000,
        "طالب بصرف " * 20_000,
        "1" * 100_000,
        "مشافي نوى وطفس وجاسم " * 8_000,
        "- بند\n" * 20_000,
    ],
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 60


def test_works_told_together_and_then_site_by_site_are_one_act_a_site() -> None:
    text = (
        "تشمل الاتفاقية بناء مركزين صحيين في نوى وطفس.\n"
        "وأضاف المكتب أنها تشمل بناء مركز صحي في نوى بمساحة 400 متر.\n"
        "وبخصوص المركز الصحي في طفس، أكد أنه سيبنى العام القادم.\n"
    )
    found = [act for act in read(text).acts if act.kind is ActKind.CONSTRUCTION]
    assert [len(act.facilities) for act in found] == [1, 1]
    assert [act.facilities[0].split()[-1] for act in found] == ["نوى", "طفس"]


def test_an_item_of_a_post_is_read_as_a_headline() -> None:
    text = (
        "حصاد الأسبوع في مديرية الصحة\n"
        "🔹 تدريب 45 ممرضة على الإنعاش\n"
        "🔹 افتتاح مركز نوى الصحي\n"
        "🔹 توقيع مذكرة تفاهم مع جمعية الإحسان\n"
    )
    assert told(text) == ["training:done", "opening:done", "agreement:signed"]


@pytest.mark.parametrize(
    ("text", "kind", "many"),
    [
        (
            (
                "رفعت النقابة لائحة مطالب ضمت: تسجيل العمال في التأمينات، وتأمين طبيب للمعمل، "
                "واحتساب ساعات العمل الإضافي."
            ),
            ActKind.REQUEST,
            3,
        ),
        (
            (
                "تلخصت مطالب العمال في إحداث مستوصف عمالي، وإلزام المتعهدين بتأمين القفازات، "
                "وصرف تعويض المخاطر."
            ),
            ActKind.REQUEST,
            3,
        ),
        (
            (
                "خلص المجتمعون إلى جملة من القرارات: إلزام المقيمين بالدوام الكامل، ومنع الإحالة "
                "دون موافقة، وتشكيل لجنة للجرد."
            ),
            ActKind.DECISION,
            3,
        ),
        (
            "دعا رئيس الغرفة إلى زيادة عدد المفتشين، وإلى تزويدهم بسيارات.",
            ActKind.REQUEST,
            2,
        ),
        (
            (
                "تتضمن الخطة إعادة تأهيل أربعة مشافٍ، وتجهيز 55 مركزاً صحياً، وإحداث مركز للأطراف "
                "الصناعية في حمص."
            ),
            ActKind.CONSTRUCTION,
            3,
        ),
        ("تطرق الجانبان إلى فكرة إقامة مركز للعلاج الطبيعي في مصياف.", ActKind.PROPOSAL, 1),
    ],
)
def test_each_of_a_chain_is_an_act_of_its_own(text: str, kind: ActKind, many: int) -> None:
    assert [act.kind for act in read(text).acts] == [kind] * many


def test_numbered_items_with_a_full_stop_are_items() -> None:
    text = "محضر اجتماع\n\nالقرارات:\n1. تشكيل لجنة للجرد.\n2. رفع الكشوف إلى المحافظة.\n"
    found = [act for act in read(text).acts if act.kind is ActKind.DECISION]
    assert len(found) == 2


def test_figures_of_an_agreement_told_later_by_another_are_the_agreements() -> None:
    text = (
        "أعلنت وزارة الصحة توقيع اتفاقية مع منظمة الأيادي البيضاء لتشغيل 80 منشأة صحية.\n\n"
        "وأوضح المكتب الإعلامي في منظمة الأيادي البيضاء أن الاتفاقية تتضمن تقديم 920,860 خدمة "
        "من خلال 956 كادراً.\n"
    )
    reading = read(text)
    (act,) = [act for act in reading.acts if act.kind is ActKind.AGREEMENT]
    values = {int(reading.quantities[at].value) for at in act.quantities}
    assert values >= {920_860, 956}


def test_a_body_of_the_next_clause_or_of_a_standard_is_no_party() -> None:
    act = only(
        "تتولى منظمة الأيادي البيضاء ترميم المركز الصحي في نوى وفق معايير منظمة الصحة العالمية، "
        "فيما طلبت مديرية صحة درعا تزويده بالأدوية.",
        ActKind.CONSTRUCTION,
    )
    assert act.parties == ("منظمة الأيادي البيضاء",)


def test_a_body_called_by_its_head_is_a_party() -> None:
    text = (
        "التقى وفد منظمة الأيادي البيضاء مدير صحة درعا.\n\n"
        "وقال المدير إن المنظمة سترمم المركز الصحي في نوى.\n"
    )
    act = only(text, ActKind.CONSTRUCTION)
    assert act.parties == ("منظمة الأيادي البيضاء",)


@pytest.mark.parametrize(
    ("text", "unit", "measure"),
    [
        ("دربت المنظمة 40 ممرضة على الإنعاش.", "trainee", "training.person_trained"),
        ("تتضمن الاتفاقية بناء مركزين صحيين.", "facility", "works.centre_built"),
        ("تم ترميم 14 مركزاً صحياً.", "facility", "works.rehabilitation_done"),
        ("تتضمن الاتفاقية تشغيل 80 منشأة صحية.", "facility", "works.facility_operated"),
        ("تكفلت الجمعية بدفع رواتب 137 عاملاً.", "staff", "staff.supported"),
        ("يعمل في المشفى 40 ممرضة.", "staff", "staff.nurse"),
    ],
)
def test_a_number_measures_what_its_act_says(text: str, unit: str, measure: str) -> None:
    (quantity,) = read(text).quantities
    assert (quantity.unit, quantity.measure) == (unit, measure)


def test_an_object_reads_as_a_heading() -> None:
    text = (
        "أطلقت مديرية صحة إدلب حملة تلقيح ضد الحصبة وشلل الأطفال تستمر حتى 26 نيسان بمشاركة "
        "اليونيسف. وتكفلت الجمعية بأجور الكادر طوال السنة الأولى."
    )
    assert [act.of for act in read(text).acts] == [
        "حملة تلقيح ضد الحصبة وشلل الأطفال",
        "أجور الكادر طوال السنة الأولى",
    ]

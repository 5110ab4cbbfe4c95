"""Places in running Arabic: what is one, what only looks like one, and which of the register."""

from __future__ import annotations

import pytest

from mithaq.countries.languages import Term
from mithaq.countries.loading import load_language
from mithaq.exchange.statements.reading.findings import Confidence, Place
from mithaq.exchange.statements.reading.known import Known, KnownPlace, known_of_pack
from mithaq.exchange.statements.reading.lexicon import Lexicon, lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement

LEXICON = lexicon_of("SY")


def places(text: str, lexicon: Lexicon = LEXICON) -> tuple[Place, ...]:
    return read_statement(text, lexicon).places


def names(text: str) -> list[str]:
    return [place.name for place in places(text)]


def codes(text: str, lexicon: Lexicon = LEXICON) -> dict[str, str | None]:
    return {place.name: place.code for place in places(text, lexicon)}


@pytest.mark.parametrize(
    "term", load_language("SY").terms["place_heads"], ids=lambda term: term.code
)
def test_every_place_head_is_found_in_its_example(term: Term) -> None:
    for example in term.examples:
        assert names(example), example


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تعمل الفرق بمحافظات إدلب وحلب وحماة وحمص منذ شهر.", ["إدلب", "حلب", "حماة", "حمص"]),
        ("تجهيز عيادات في مدن الباب وجرابلس وعفرين.", ["الباب", "جرابلس", "عفرين"]),
        ("زار الوفد ريفي حلب وإدلب.", ["حلب", "إدلب"]),
        ("بدأ العمل في كل من باب عمرو وحي الوردة بحمص.", ["باب عمرو", "حي الوردة", "حمص"]),
        ("وصلت الأدوية إلى ريف دمشق فقط.", ["ريف دمشق"]),
        ("نُقل الجرحى للقامشلي والحسكة.", ["القامشلي", "الحسكة"]),
        ("توزيع السلال في بلدة كفر سندس شمال إدلب.", ["كفر سندس", "إدلب"]),
        ("اجتماع في بيروت ثم في جنيف وعمّان.", ["بيروت", "جنيف", "عمّان"]),
        ("شارك خبراء من ألمانيا والسويد وسلطنة عمان.", ["ألمانيا", "السويد", "سلطنة عمان"]),
        ("المساعدات دخلت عبر معبر باب الهوى إلى سوريا.", ["سوريا"]),
        (
            "لقاح للأطفال في قرى تل الورد وأم الزيتون والمشيرفة.",
            ["تل الورد", "أم الزيتون", "المشيرفة"],
        ),
        ("مركز صحي بمنطقة قدسيا بريف دمشق.", ["قدسيا", "ريف دمشق"]),
        ("مشافي حمص وطرطوس مزدحمة.", ["حمص", "طرطوس"]),
        ("نظمت مديرية صحة اللاذقية ورشة.", ["اللاذقية"]),
        ("تلقيح في محافظات الرقة وريف دمشق.", ["الرقة", "ريف دمشق"]),
        ("دعم للطبقة العاملة في حماة.", ["حماة"]),
        ("مباحثات سورية تركية في دمشق.", ["دمشق"]),
        ("سورية ولبنان توقعان مذكرة صحية.", ["سورية", "لبنان"]),
    ],
)
def test_place_names_are_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "الليرة السورية والعملة التركية.",
        "دفعت عشرة ملايين ليرة سورية للعمال.",
        "سلّم المدير درعاً تكريمياً للطبيب.",
        "هذا باب واسع للعمل.",
        "عادت الطبقة العاملة إلى الكرامة بعد الثورة.",
        "عُقد اللقاء في فندق الشام.",
        "قال محمد القصير إن العمل مستمر.",
        "لقاح وعلاج لمرضى السكري.",
        "حل المشكلة بطرق سلمية.",
        "مشافي نوى وجاسم وطفس بحاجة إلى أدوية.",
        "تأجل التعليق في هذه المدينة الصناعية وفي المنطقة الشرقية.",
        "منطقة الشرق الأوسط وشمال أفريقيا.",
        "",
    ],
)
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert names(text) == []


def test_one_place_is_found_once_with_all_its_mentions() -> None:
    text = "وصلت القافلة إلى حلب. وفي مدينة حلب وُزعت، ثم عادت من حلب."
    (aleppo,) = places(text)
    assert aleppo.name == "حلب"
    assert [span.of(text) for span in aleppo.spans] == ["حلب"] * 3


def test_country_is_one_under_its_two_spellings() -> None:
    (country,) = places("عاد الأطباء إلى سوريا، والعمل في سورية مستمر.")
    assert (country.name, country.code) == ("سوريا", "SY")


def test_letterhead_is_no_place() -> None:
    assert names("الجمهورية العربية السورية\nمحضر اجتماع") == []


def test_a_clear_name_is_certain_and_a_common_word_only_likely() -> None:
    clear, common = places("عيادات في مدينة منبج ومدينة الباب، وفي الثورة بمحافظة الرقة.")[:2]
    assert clear.confidence is Confidence.CERTAIN
    assert common.name == "الباب"


VILLAGES = (
    KnownPlace("SY080006", ("الهول",), "subdistrict", "SY0800"),
    KnownPlace("C4000", ("القصير",), "community", "SY080006"),
    KnownPlace("C4001", ("النور",), "community", "SY080006"),
    KnownPlace("C2000", ("الرحمة",), "community", "SY0402"),
    KnownPlace("C2001", ("الوسيعة",), "community", "SY0402"),
    KnownPlace("C4002", ("الوسيعة",), "community", "SY080006"),
    KnownPlace("SY070399", ("حارم",), "subdistrict", "SY0703"),
)


@pytest.fixture(scope="module")
def gazetteer() -> Lexicon:
    own = known_of_pack(LEXICON.pack)
    return lexicon_of("SY", Known(places=own.places + VILLAGES))


def test_a_name_of_two_places_is_linked_by_its_governorate(gazetteer: Lexicon) -> None:
    assert codes("مركز صحي في القصير بحمص.", gazetteer)["القصير"] == "SY0402"


def test_the_word_before_says_the_level(gazetteer: Lexicon) -> None:
    assert codes("زار الفريق ناحية حارم.", gazetteer)["حارم"] == "SY070399"
    assert codes("زار الفريق حارم.", gazetteer)["حارم"] == "SY0703"


def test_a_governorate_is_meant_before_its_capital(gazetteer: Lexicon) -> None:
    assert codes("وصلت الشحنة إلى مدينة حماة ثم درعا.", gazetteer) == {
        "حماة": "SY05",
        "درعا": "SY12",
    }


def test_a_village_that_is_a_common_word_needs_evidence(gazetteer: Lexicon) -> None:
    assert places("جمعية النور تدعم مشفى الرحمة.", gazetteer) == ()
    assert "الرحمة" in codes("توزيع السلال في قرية الرحمة بريف حمص.", gazetteer)


def test_an_open_name_keeps_its_candidates(gazetteer: Lexicon) -> None:
    (place,) = places("وصل الفريق إلى قرية الوسيعة.", gazetteer)
    assert place.code is None
    assert set(place.candidates) == {"C2001", "C4002"}
    assert place.confidence is Confidence.LIKELY
    near_homs = places("وصل الفريق إلى قرية الوسيعة في محافظة حمص.", gazetteer)
    assert near_homs[0].code == "C2001"


def test_a_town_is_linked_with_or_without_article() -> None:
    assert codes("افتتاح عيادة في مدينة سلمية بريف حماة.")["سلمية"] == "SY0503"


def test_a_long_line_is_read_in_time() -> None:
    assert len(places("في حلب وحمص، " * 2_000)) == 2

"""What of a page is passed over, and that the statement itself never is."""

from __future__ import annotations

import time

import pytest

from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.noise import find_noise, own_parts

BODY = (
    "افتتحت مديرية صحة حماة مركزاً صحياً في بلدة كفربهم بعد أعمال تجهيز استمرت شهرين.\n\n"
    "وقال مدير المركز إن العمل سيبدأ الأسبوع القادم بثلاث ورديات.\n\n"
)


def left(text: str) -> str:
    """A text without its noise."""
    return "".join(span.of(text) for span in own_parts(text, find_noise(text, lexicon_of("SY"))))


@pytest.mark.parametrize(
    "tail",
    [
        "آخر الأخبار\nضبط 80 كيلوغراماً من المواد المخدرة .. 5 جرحى بحادث سير",
        "اقرأ أيضاً: أسعار الذهب تتراجع 3% في دمشق",
        "انظر ايضا\nغرفة الصناعة تمنح 14 ترخيصاً\nمنخفض جوي يؤثر على البلاد",
        "مواضيع ذات صلة\nوفد طبي يزور حلب",
        "قد يهمك أيضاً:\nارتفاع أسعار 12 صنفاً من الأدوية",
        "الأكثر قراءة\n1- خبر\n2- خبر آخر",
    ],
)
def test_other_headlines_at_the_end_are_passed_over(tail: str) -> None:
    kept = left(BODY + tail)
    assert "ورديات" in kept
    assert tail.split()[-1] not in kept
    assert not any(digit.isdigit() for digit in kept)


def test_a_statement_goes_on_after_a_link_in_its_middle() -> None:
    text = (
        BODY
        + "اقرأ أيضاً: أسعار الذهب تتراجع 3%\n\n"
        + "وأضاف المدير أن المركز يضم 14 غرفة ويعمل فيه 30 كادراً على مدار أيام الأسبوع كافة.\n"
    )
    kept = left(text)
    assert "14 غرفة" in kept
    assert "الذهب" not in kept


def test_a_statement_is_never_thrown_away_for_a_list() -> None:
    text = "آخر الأخبار: افتتحت الوزارة مركزاً في حلب\n" + BODY
    assert "ورديات" in left(text)


@pytest.mark.parametrize(
    "line",
    [
        "متابعة أخبار الوكالة على تلغرام https://t.me/agency",
        "تابعونا على فيسبوك",
        "تصوير: سامر الحلو",
        "📷 من مراسم التسليم",
        "المصدر: وكالة الأنباء",
        "شاركها.",
        "مشاركة المقال:",
        "شارك هذا الخبر: فيسبوك | واتساب",
        "للشكاوى والاستفسار: 0119944310",
        "📞 للطوارئ: 110",
        "#صحة_حلب #وزارة_الصحة",
    ],
)
def test_a_line_of_the_page_is_no_line_of_the_statement(line: str) -> None:
    assert left(BODY + line).strip() == BODY.strip()


@pytest.mark.parametrize(
    ("line", "kept", "gone"),
    [
        ("حماة – سانا", "حماة", "سانا"),
        ("بيروت-سانا", "بيروت", "سانا"),
        ("الثورة – مها الخطيب:", "", "مها"),
        ("دمشق | مراسلنا", "دمشق", "مراسلنا"),
    ],
)
def test_a_byline_keeps_its_place_only(line: str, kept: str, gone: str) -> None:
    text = left("عنوان الخبر\n\n" + line + "\n\n" + BODY)
    assert kept in text
    assert gone not in text


def test_a_title_that_stands_there_twice_is_read_once() -> None:
    title = "افتتاح مركز صحي جديد في كفربهم"
    assert left(f"{title}\n\n{title}\n\n{BODY}").count(title) == 1


def test_addresses_and_telephone_numbers_are_no_words_of_a_sentence() -> None:
    kept = left("للاستعلام زوروا www.example.org أو اكتبوا إلى a.b@example.org أو 0933123456 لطفاً.")
    assert "example" not in kept
    assert "0933" not in kept
    assert "لطفاً" in kept


def test_a_hashtag_within_a_sentence_is_a_word_of_it() -> None:
    assert "صحة_حلب" in left("تسلمت #صحة_حلب خمس سيارات إسعاف مجهزة.")


@pytest.mark.parametrize("text", ["", " \n ", "abc", "…", "#", "آخر الأخبار"])
def test_little_text_makes_no_trouble(text: str) -> None:
    find_noise(text, lexicon_of("SY"))


@pytest.mark.parametrize(
    "text",
    ["ا" * 400_000, "1" * 100_000, "#و_" * 60_000, "a@" * 100_000, "آخر الأخبار\n" * 20_000],
)
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    lexicon = lexicon_of("SY")
    started = time.process_time()
    find_noise(text, lexicon)
    assert time.process_time() - started < 4


@pytest.mark.parametrize(
    "line",
    ["صور الطبقي المحوري والرنين: 1985 صورة.", "صورة إلى:"],
)
def test_pictures_that_are_counted_and_copies_are_no_captions(line: str) -> None:
    assert line in left(BODY + line + "\nوأضاف المدير أن العمل مستمر.")


def test_a_lone_headline_at_the_end_is_passed_over() -> None:
    text = (
        "خبر عن المشفى\nدمشق\n\n" + BODY + "وأضاف أن العمل مستمر.\n\nوختم بالشكر.\n\n"
        "سد تشرين.. توربين رابع يعود إلى العمل"
    )
    assert "توربين" not in left(text)

"""A document gives the text that a person reads in it, in the order of reading."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from mithaq.exchange.statements.documents import Media, read_text
from tests.unit.exchange.statements.papers import (
    STATEMENT,
    WORD,
    docx,
    painted,
    paragraph,
    pdf,
    read,
)

PAGE = f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head>
<title>توقيع اتفاقية – وكالة</title>
<meta property="og:title" content="توقيع اتفاقية">
<meta property="og:site_name" content="وكالة الأنباء">
<meta property="article:published_time" content="2026-03-04T10:30:00+03:00">
<style>p {{color: red}}</style></head><body>
<header>الرئيسية</header><nav><ul><li>أخبار</li></ul></nav>
<article><header><h1>توقيع<br>اتفاقية</h1></header>
<p>{STATEMENT}<script>var x = "خفي";</script></p><p>وقال&nbsp;المدير: <b>«شكراً»</b>.</p>
<p style="display: none">مخفي</p><table><tr><td>حلب</td><td>15</td></tr>
<tr><td>حمص</td><td>20</td></tr>
</table></article><aside>اقرأ أيضاً</aside>
<form>بحث</form><footer>الحقوق محفوظة</footer></body></html>"""


def test_it_works(tmp_path: Path) -> None:
    content = STATEMENT.encode()
    document = read(tmp_path, content)
    assert document.text == STATEMENT
    assert (document.media, document.title) == (Media.TXT, "")
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.outlet, document.on) == (None, None)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-13-45", ""])
def test_a_day_that_no_page_is_of_is_not_known(tmp_path: Path, day: str) -> None:
    page = PAGE.replace("2026-03-04", day).encode()
    assert read(tmp_path, page, "page.html").on is None


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256", "iso8859-6"]
)
def test_the_encodings_of_arabic_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = f"{STATEMENT} وأضاف المدير أن الهدف دعم القطاع، وشكر المانحين."
    assert read(tmp_path, text.encode(encoding)).text == text


def test_utf16_without_its_first_byte_first_is_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xfe\xff" + STATEMENT.encode("utf-16-be")).text == STATEMENT


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("سطر أول\r\nسطر ثان\rسطر ثالث", "سطر أول\nسطر ثان\nسطر ثالث"),
        ("أ\n\n\n\n\n\nب", "أ\n\n\nب"),
        ("كلمة   \t  كلمة\u00a0كلمة \n", "كلمة كلمة كلمة"),
        (
            "حل\u200bب \u202eعكس\u202c \u2066x\u2069 وز\u00adارة \u200fنص\u200e",
            "حلب عكس x وزارة نص",
        ),
        ("ال\u200cصحة", "الصحة"),
        ("نص\x00 نص\x07\x1b", "نص نص"),
        ("ﺍﻟﺼﺤﺔ ﻓﻲ ﻻ ﷲ", "الصحة في لا الله"),
        ("حلّ \ufe70ب ﹷ", "حلّ \u064bب \u064e"),
        ("عام ٢٠٢٦ ـــ ١٢٫٥٪ وَقَّعَت", "عام ٢٠٢٦ ـــ ١٢٫٥٪ وَقَّعَت"),
        ("ا\u0653لية", "آلية"),
        ("نص\ud800 نص\U000e0041", "نص نص"),
    ],
)
def test_what_is_not_seen_goes_and_what_is_seen_stays(written: str, text: str) -> None:
    assert read_text(written).text == text.replace("وَقَّعَت", "وَقَّعَت")


def test_a_pasted_text_has_the_digest_of_its_utf8() -> None:
    document = read_text(STATEMENT)
    assert document.media is Media.PASTED
    assert document.sha256 == hashlib.sha256(STATEMENT.encode()).hexdigest()


def test_english_names_do_not_make_a_statement_foreign() -> None:
    text = "اتفاقية مع World Health Organization و UNICEF في محافظة حلب لدعم المراكز الصحية"
    assert read_text(text).text == text


def test_a_page_gives_its_article_without_what_stands_around_it(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE.encode(), "page.html")
    assert document.media is Media.HTML
    assert document.text.split("\n") == [
        "توقيع", "اتفاقية", "", STATEMENT, "", "وقال المدير: «شكراً».", "حلب | 15", "حمص | 20",
    ]  # fmt: skip
    assert (document.title, document.outlet) == ("توقيع اتفاقية", "وكالة الأنباء")
    assert document.on == date(2026, 3, 4)


def test_a_page_in_windows_1256_is_read(tmp_path: Path) -> None:
    assert STATEMENT in read(tmp_path, PAGE.encode("cp1256"), "page.html").text


def test_a_page_within_one_form_is_read(tmp_path: Path) -> None:
    page = f"<html><body><form><div>{STATEMENT}</div><nav>قائمة</nav></form></body></html>"
    assert read(tmp_path, page.encode(), "default.htm").text == STATEMENT


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, PAGE.encode(), "page.txt").media is Media.HTML
    assert read(tmp_path, STATEMENT.encode(), "page.html").media is Media.TXT
    assert read(tmp_path, docx(paragraph(STATEMENT)), "x.pdf").media is Media.DOCX
    assert read(tmp_path, pdf(STATEMENT[::-1]), "x.docx").media is Media.PDF


def test_a_word_file_is_read_in_its_order(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>"
    row = f"<w:tr>{cell.format(paragraph('حلب'))}{cell.format(paragraph('15'))}</w:tr>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>خفي</w:t></w:r></w:p>"
    deleted = "<w:p><w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del></w:p>"
    split = "<w:p><w:r><w:t>مرا</w:t></w:r><w:r><w:t xml:space='preserve'>كز </w:t><w:t>صحية</w:t>"
    body = f"{paragraph(STATEMENT)}<w:tbl>{row}{row}</w:tbl>{hidden}{deleted}{split}</w:r></w:p>"
    core = (
        '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>بيان صحفي</dc:title></cp:coreProperties>"
    )
    header = f"<w:hdr {WORD}>{paragraph('ترويسة')}</w:hdr>"
    document = read(tmp_path, docx(body, {"docProps/core.xml": core, "word/header1.xml": header}))
    assert document.media is Media.DOCX
    assert document.text == f"{STATEMENT}\nحلب | 15\nحلب | 15\nمراكز صحية"
    assert document.title == "بيان صحفي"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('إطار')}</w:txbxContent>"
    both = f'<mc:AlternateContent xmlns:mc="m"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}'
    body = f"{paragraph(STATEMENT)}<w:p><w:r>{both}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    assert read(tmp_path, docx(body)).text == f"{STATEMENT}\n\nإطار"


def test_a_title_that_a_program_made_up_is_left_out(tmp_path: Path) -> None:
    said = "Microsoft Word - بيان".encode("utf-16-be").hex()
    content = pdf(STATEMENT[::-1], information=f"/Title<feff{said}>")
    assert read(tmp_path, content).title == ""


# Glyphs as they stand on paper, from left to right; the other column is how they are read.
VISUAL = [
    (["ب", "ل", "ح", " ", "ي", "ف"], "في حلب"),
    (["ر", "لا", "و", "د", " ", *"1,250,000"], "1,250,000 دولار"),
    ([*"(%25)", " ", *"رلاود"], "دوالر (25%)"),
    (["ﺔ", "ﺤ", "ﺼ", "ﻟ", "ا"], "الصحة"),
    (["ة", "أ", "ش", "ن", "م", " ", *"٨٠"], "٨٠ منشأة"),
    ([*"Medical Relief", " ", *"ةمظنم"], "منظمة Medical Relief"),
    ([*"(WHO)", " ", *"ةمظنم"], "منظمة (WHO)"),
    ([*"ىتح ،31/12/2027 نم"], "من 31/12/2027، حتى"),
    ([*"15-01-2026", " ", *"موي"], "يوم 2026-01-15"),
    ([*"ًاموي 15-10"], "10-15 يوماً"),
    ([*"٪١٢٫٥", " ", *"ةبسن"], "نسبة ١٢٫٥٪"),
    ([*"COVID-19", " ", *"حاقل"], "لقاح COVID-19"),
    ([*"»انا«", " ", *"ةلاكو"], "وكالة «انا»"),
    ([*"«انا»", " ", *"ةلاكو"], "وكالة «انا»"),
]


@pytest.mark.parametrize(("glyphs", "text"), VISUAL)
def test_a_pdf_is_read_in_the_order_of_reading(
    tmp_path: Path, glyphs: list[str], text: str
) -> None:
    assert read(tmp_path, pdf(STATEMENT[::-1].replace("ّ", ""), glyphs)).text.endswith(text)


def test_a_latin_line_in_an_arabic_page_runs_from_the_left(tmp_path: Path) -> None:
    lines = ["The Ministry (MoH) said: 25%.", "(2026-01-15)", STATEMENT[::-1]]
    text = f"The Ministry (MoH) said: 25%.\n(2026-01-15)\n{STATEMENT}"
    assert read(tmp_path, pdf(*lines)).text == text


def test_a_letter_that_a_pdf_does_not_name_leaves_a_visible_gap(tmp_path: Path) -> None:
    nameless = pdf(STATEMENT[::-1]).replace(b"<062d>", b"<fffd>")
    assert read(tmp_path, nameless).text == STATEMENT.replace("ح", "\ufffd")


def test_lines_that_the_paper_broke_are_joined(tmp_path: Path) -> None:
    long, short = "كلمة " * 20, "نهاية الفقرة."
    lines = [(long + "كلم")[::-1], long[::-1].strip(), short[::-1], "فقرة ثانية."[::-1]]
    text = f"{long}كلم {long}نهاية الفقرة.\nفقرة ثانية."
    assert read(tmp_path, pdf(*lines)).text == text


def test_what_a_pdf_says_its_glyphs_read_as_is_taken(tmp_path: Path) -> None:
    said = "الصحة".encode("utf-16-be").hex()
    span = f"/Span <</ActualText<feff{said}>>> BDC <00010002> Tj EMC"
    shown = f"BT /F1 10 Tf 1 0 0 1 100 700 Tm {span} ET"
    assert read(tmp_path, painted(shown)).text == "الصحة"


def test_a_font_with_its_own_table_of_codes_is_not_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, pdf(STATEMENT[::-1], encoding="8 0 R")).text == STATEMENT


def test_a_page_that_opens_no_body_is_read_all_the_same(tmp_path: Path) -> None:
    page = f"<!doctype html><title>خبر</title><article><p>{STATEMENT}</p></article>"
    assert read(tmp_path, page.encode(), "خبر.html").text.strip() == STATEMENT

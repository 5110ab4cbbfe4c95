"""The text in its marks: whatever it holds, it is shown whole, escaped and in bounded time."""

from __future__ import annotations

import re
import time
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from mithaq.shells.web.statement_marks import Layer, marked, plain, stretches

TAG = re.compile(r"<[^>]*>")


def text_in(markup: str) -> str:
    return unescape(TAG.sub("", markup))


def layer(
    name: str,
    start: int,
    end: int,
    kind: str = "place",
    *,
    further: bool = False,
    off: bool = False,
) -> Layer:
    href = f"#card-{name}"
    return Layer(name, start, end, kind=kind, is_further=further, is_off=off, href=href)


def test_a_mark_holds_exactly_its_words_and_leads_to_its_card() -> None:
    markup = marked("في حلب وإدلب", [layer("c1", 3, 6), layer("c2", 8, 12)])
    assert re.search(r'<a class="mark is-place[^"]*" data-on="c1"[^>]*>حلب</a>', markup)
    assert 'href="#card-c2"' in markup
    assert text_in(markup) == "في حلب وإدلب"


def test_the_inner_of_two_findings_gives_the_colour_and_the_outer_a_line() -> None:
    text = "مديرية صحة حلب"
    markup = marked(text, [layer("c1", 0, 14, "organisation"), layer("c2", 11, 14)])
    assert re.search(r'is-place[^"]* in-organisation" data-on="c2 c1"[^>]*>حلب<', markup)
    assert re.search(r'is-organisation[^"]*" data-on="c1"[^>]*>مديرية صحة <', markup)


def test_findings_that_cross_are_both_lit_where_they_overlap() -> None:
    markup = marked("اباتثج", [layer("c1", 0, 4), layer("c2", 2, 6, "person")])
    assert re.findall(r'data-on="([^"]*)"[^>]*>([^<]*)<', markup) == [
        ("c1", "اب"),
        ("c1 c2", "ات"),
        ("c2", "ثج"),
    ]


def test_a_further_mention_is_paler_and_a_rejected_one_loses_its_colour() -> None:
    markup = marked("حلب حلب", [layer("c1", 0, 3, off=True), layer("c2", 4, 7, further=True)])
    assert "is-place is-off" in markup
    assert "is-place is-further" in markup


def test_an_acts_clause_has_no_colour_of_its_own() -> None:
    assert '<span data-on="c1">' in marked("وقّعت الوزارة", [Layer("c1", 0, 13)])


def test_script_in_a_text_is_words() -> None:
    text = '<script>alert("1")</script> & <b onclick=x>'
    markup = marked(text, [layer("c1", 2, 30)])
    assert "<script" not in markup
    assert "<b " not in markup
    assert text_in(markup) == text


def test_what_would_turn_the_text_around_is_shut_in() -> None:
    text = "قبل \u202eبعد\u202c هنا"
    markup = marked(text, [])
    assert markup.count('<bdi class="control">') == 2
    assert text_in(markup) == text
    assert plain("حلب\u202e") == "<bdi>حلب</bdi>"


def test_paragraphs_keep_every_character_in_its_place() -> None:
    text = "الأول\n\nالثاني\n"
    markup = marked(text, [layer("c1", 0, 12)])
    assert markup.count("<p>") == 2
    assert text_in(markup) == text


spans = st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.booleans())


@given(st.text("ابتث <&\n\u202e", max_size=40), st.lists(spans, max_size=12))
def test_no_marks_lose_or_add_a_character(text: str, places: list[tuple[int, int, bool]]) -> None:
    layers = [
        layer(f"c{number}", start, end, further=further)
        for number, (start, end, further) in enumerate(places)
    ]
    assert text_in(marked(text, layers)) == text
    cut = list(stretches(len(text), layers))
    assert [one.start for one in cut[1:]] == [one.end for one in cut[:-1]]
    for one in cut:
        held = {each.name for each in layers if each.start <= one.start and one.end <= each.end}
        assert {each.name for each in one.layers} <= held


def test_a_long_text_full_of_findings_is_marked_in_bounded_time() -> None:
    text = "حلب وإدلب " * 40_000
    nested = [layer(f"c{n}", n, len(text) - n) for n in range(3_000)]
    apart = [layer(f"d{n}", n * 10, n * 10 + 3) for n in range(40_000)]
    controls = "ا\u202e" * 200_000
    began = time.process_time()
    assert text_in(marked(text, nested + apart)) == text
    assert len(marked(controls, [])) < len(controls) + 100
    assert time.process_time() - began < 5

"""Names that people read as the same are found and sorted as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.engine.text import found_by, normalised, sort_key, western_digits, words

SAME = [
    ("أريحا", "اريحا"),
    ("إدلب", "ادلب"),
    ("آذار", "اذار"),
    ("مؤسسة", "موسسه"),
    ("مستشفى حلب", "مشفى حلب"),
    ("المستشفى الوطني", "المشفى الوطنى"),
    ("اللَّاذِقِيَّة", "اللاذقية"),
    ("مـــركز", "مركز"),
    ("مركز ٢٠", "مركز 20"),
    ("مرکز ۲۰", "مركز 20"),
    ("ﻣﺮﻛﺰ", "مركز"),
    ("\u202bحمص\u202c", "حمص"),
    ("دير\u200f الزور", "دير الزور"),
    ("دير-الزور", "دير الزور"),
    ("Médecins  Sans Frontières", "medecins sans frontieres"),
    ("AL‑BAB", "al-bab"),
    ("شيء", "شئ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_have_one_form(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert sort_key(one) == sort_key(other)


def test_different_names_stay_different() -> None:
    names = ["حمص", "حماة", "حلب", "حارم", "درعا", "دمشق", "دوما", "1", "10"]
    assert len({normalised(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("المستشفى الوطني بالحسكة", "مشفى وطني"),
        ("المستشفى الوطني بالحسكة", "الحسكة"),
        ("مشفى باب الهوى", "المستشفى الهوى"),
        ("مركز غسيل الكلى", "غسي كلى"),
        ("Aleppo University Hospital", "aleppo univ"),
        ("أي شيء", ""),
    ],
)
def test_a_search_finds_names_with_or_without_the_article(name: str, query: str) -> None:
    assert found_by(name, query)


def test_a_search_needs_every_word() -> None:
    assert not found_by("مشفى حلب الجامعي", "مشفى حمص")


def test_words_keep_their_order_and_leave_the_article() -> None:
    assert words("مديرية الصحة والمشفى الوطني") == ("مديريه", "صحه", "مستشفي", "وطني")


def test_numbers_sort_by_value() -> None:
    names = ["مركز 10", "مركز ٢", "مركز 1"]
    assert sorted(names, key=sort_key) == ["مركز 1", "مركز ٢", "مركز 10"]


def test_letters_sort_as_the_alphabet_has_them() -> None:
    names = ["يبرود", "تدمر", "أعزاز", "بانياس", "ثورة", "إدلب"]
    assert sorted(names, key=sort_key) == ["إدلب", "أعزاز", "بانياس", "تدمر", "ثورة", "يبرود"]


def test_digits_of_any_script_become_western_and_letters_stay() -> None:
    assert western_digits("٢٠٢٦-۰٣ أمل") == "2026-03 أمل"


@given(st.text())
def test_the_form_of_a_form_is_itself(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize("text", ["\x00", "\ufffd\ufffd", "\ud800", "", "   "])
def test_broken_text_has_an_empty_form(text: str) -> None:
    assert normalised(text) == ""

"""The rule book says what the cases say."""

from __future__ import annotations

from tests.spec.book import BOOK, pages
from tests.spec.cases import load_rules


def test_the_rule_book_is_up_to_date() -> None:
    found = {path.name: path.read_text(encoding="utf-8") for path in BOOK.glob("*.md")}
    assert found == pages(), "run: python -m tests.spec.book"


def test_every_case_has_a_sentence_in_both_languages() -> None:
    for rule in load_rules():
        for case in rule.cases:
            assert case.en.endswith(".")
            assert case.ar.endswith(".")
            assert not case.ar.isascii()


def test_no_two_cases_have_the_same_sentence() -> None:
    sentences = [case.en for rule in load_rules() for case in rule.cases]
    assert len(sentences) == len(set(sentences))

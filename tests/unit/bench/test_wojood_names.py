"""The corpus of other genres: how its labels become names, and what is out of scope."""

from __future__ import annotations

from pathlib import Path

from mithaq.bench.wojood_names import annotated_names, found_names, score_wojood, sentences
from mithaq.exchange.statements.reading.lexicon import lexicon_of

SAMPLE = """زارت O
منظمة B-ORG
الصحة I-ORG
العالمية I-ORG
مديرية B-ORG
صحة I-ORG
حلب I-ORG B-GPE
. O

التقى O
سامر B-PERS
عيسى I-PERS
، O
سمير B-PERS
في O
مدينة B-GPE
حمص I-GPE
. O

جريدة B-ORG
فلسطين I-ORG B-GPE
الشرق B-LOC
الأوسط I-LOC
. O
"""
LEXICON = lexicon_of("SY")


def test_labels_become_names_of_each_layer() -> None:
    first, second, _ = sentences(SAMPLE)
    names = annotated_names(first)
    assert names["organisations"].total() == 2
    assert names["places"].total() == 1
    assert annotated_names(second)["places"] == found_names(second, LEXICON)["places"]


def test_single_names_outlets_and_regions_are_out_of_scope() -> None:
    _, second, third = sentences(SAMPLE)
    assert annotated_names(second)["people"].total() == 1
    assert all(not names for names in annotated_names(third).values())


def test_score_adds_up_over_sentences(tmp_path: Path) -> None:
    file = tmp_path / "sample.txt"
    file.write_text(SAMPLE, "utf-8")
    scores = score_wojood([file], LEXICON)
    assert scores["organisations"].annotated == 2
    assert scores["organisations"].right == 2
    assert scores["people"].f1 == 1

"""Whatever comes, reading answers: every finding's words stand in the text, and nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.exchange.statements.reading.findings import Finding, Reading
from mithaq.exchange.statements.reading.forms import as_json
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement
from tests.properties.effort import examples

TEXTS = [
    path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[1] / "statements" / "known").glob("*.txt"))
]
LEXICON = lexicon_of("SY")
# What texts are broken at: the words and marks that rules hang on.
PIECES = st.sampled_from(
    sorted({word for text in TEXTS[::9] for word in text.split()})
    + list("،.؛:()«»“”\"'-–/|%٪\n\t") + ["\n\n", "\u200f", "ـ", "و", "الـ", "19", "3/", "ألف"]
)  # fmt: skip


def findings(reading: Reading) -> list[Finding]:
    return [
        *reading.places, *reading.organisations, *reading.people, *reading.facilities,
        *reading.quantities, *reading.moments, *reading.acts,
    ]  # fmt: skip


def holds(text: str) -> None:
    reading = read_statement(text, LEXICON)
    for finding in findings(reading):
        assert finding.spans
        for start, end in finding.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
    for act in reading.acts:
        assert all(0 <= at < len(reading.quantities) for at in act.quantities)
        assert all(0 <= at < len(reading.moments) for at in act.moments)
    as_json(reading)


@examples(120)
@given(st.sampled_from(TEXTS), st.floats(0, 1), st.floats(0, 1))
def test_a_text_cut_anywhere_is_read(text: str, start: float, end: float) -> None:
    first, last = sorted((int(start * len(text)), int(end * len(text))))
    holds(text[first:last])


@examples(250)
@given(st.lists(PIECES, max_size=60).map(" ".join))
def test_words_in_any_order_are_read(text: str) -> None:
    holds(text)


@examples(150)
@given(st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "وأضاف أن مشفى نوى افتتح",
        "طُرحت فكرة ربط سياسية. بمنظومة جديدة، عن بعد. ويشغّل",
        "الاجتماعية يشار إلى أن الدولي كان قد علّق عملياته، واستأنفها العام الماضي دربت",
        "أصولاً. الموارد مخاطبة الجولة لرفع مخصصات المحروقات من 3000 لتر  6- إرجاء البت بطلب",
    ],
)
def test_what_once_broke_a_reading_is_read(text: str) -> None:
    holds(text)

"""The measure of dates against TIMEX3 marks counts what it says it counts."""

from __future__ import annotations

from pathlib import Path

from mithaq.bench.timex_dates import DISPUTED, differences, marked_text, score
from mithaq.exchange.statements.reading.lexicon import lexicon_of

LEXICON = lexicon_of("SY")
TEXT = """<?xml version="1.0"?>
<!DOCTYPE TimeML SYSTEM "TimeML.dtd">
<TimeML>
افتتح <TIMEX3 tid="t1" type="DATE" value="2015-12-23">أمس</TIMEX3> المشفى الذي بني عام \
<TIMEX3 tid="t2" type="DATE" value="1999">1999</TIMEX3>، وعمل \
<TIMEX3 tid="t3" type="DURATION" value="P2W">أسبوعين</TIMEX3> ثم توقف \
<TIMEX3 tid="t4" type="DATE" value="PAST_REF">مؤخرا</TIMEX3> حتى \
<TIMEX3 tid="t5" type="DATE" value="2015-03-05">5 آذار 2014</TIMEX3> وفي شتاء 2013.
</TimeML>
"""


def test_marks_are_spans_of_the_text_without_them(tmp_path: Path) -> None:
    path = tmp_path / "doc1.tml"
    path.write_text(TEXT, "utf-8")
    text, marks = marked_text(path)
    assert "TIMEX3" not in text
    assert [mark.span.of(text) for mark in marks if mark.is_in_scope] == [
        "أمس", "1999", "5 آذار 2014",
    ]  # fmt: skip


def test_spans_and_values_are_scored_apart(tmp_path: Path) -> None:
    (tmp_path / "other.tml").write_text(TEXT, "utf-8")
    scores = score(tmp_path, LEXICON)
    assert (scores.found, scores.marked, scores.matched_marked) == (4, 3, 3)
    assert (scores.valued, scores.agreeing) == (3, 2)
    told = [(each.theirs and each.theirs.tid) for each in differences(tmp_path, LEXICON)]
    assert told == ["t5", None]


def test_every_dispute_says_why() -> None:
    assert all(each.why and each.theirs != each.ours for each in DISPUTED)

"""Dates found in newspaper Arabic against the TIMEX3 marks of `dates_timex3`.

Theirs are 50 texts with inline `<TIMEX3 type= value=>` marks, told from 24 December 2015. The spans
are taken as right, the values with care: they were made by a tool, and those that we dispute are
listed in `DISPUTED`.

How their labels are mapped. In scope is what the reading of a statement calls a date: `DATE` with a
day, month, year, half, quarter, week or decade (`196` is `196x`). Out of scope: `DURATION` (a
quantity, where it is one), `SET` (how often), `TIME` (the night of a day), and of `DATE` the words
without a date of their own: `PAST_REF`, `PRESENT_REF`, `FUTURE_REF` (recently, now, soon), `UNDEF`,
seasons (`2015-SU`), centuries (`19`), and `GENERIC` words (the day that …, a teacher of today).
Both sides' marks that touch one out of scope are left out. A span of ours matches one of theirs
that it overlaps, since they leave out what places a date (`من العام الماضي`) or mark the parts of a
period apart; a period of ours may match both of its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

from mithaq.exchange.statements.reading.findings import Moment
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.moments import read_moments
from mithaq.exchange.statements.reading.passages import Span, split

TOLD_ON: Final = date(2015, 12, 24)
_MARK: Final = re.compile(r'<TIMEX3\s+tid="(\w+)"\s+type="(\w+)"\s+value="([^"]*)"[^>]*>|</TIMEX3>')
_TAG: Final = re.compile(r"<[^>]*>")
_IN_SCOPE: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2}|-Q[1-4]|-H[12])?|\d{3}")


class Disputed(NamedTuple):
    """`theirs` is their value, `ours` what we hold it to be (empty: no date at all)."""

    file: str
    tid: str
    theirs: str
    ours: str
    why: str


@dataclass(frozen=True)
class Timex:
    tid: str
    type: str
    value: str
    span: Span

    @property
    def is_in_scope(self) -> bool:
        return self.type == "DATE" and bool(_IN_SCOPE.fullmatch(self.value))


@dataclass(frozen=True)
class TimexScores:
    """Spans `found` by us and `marked` by them in scope, how many of each `matched` the other, and
    of those that have an undisputed value how many agree."""

    found: int
    marked: int
    matched_found: int
    matched_marked: int
    valued: int
    agreeing: int

    @property
    def precision(self) -> float:
        return self.matched_found / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.matched_marked / self.marked if self.marked else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def agreement(self) -> float:
        return self.agreeing / self.valued if self.valued else 1.0


class Difference(NamedTuple):
    """A mark of theirs and a moment of ours that do not agree, one None where only one is."""

    file: str
    theirs: Timex | None
    ours: Moment | None
    words: str


def marked_text(path: Path) -> tuple[str, tuple[Timex, ...]]:
    """A text without its marks, and the marks as spans of it."""
    written = path.read_text("utf-8")
    written = written[written.index("<TimeML>") :] if "<TimeML>" in written else written
    parts: list[str] = []
    marks: list[Timex] = []
    opened: list[tuple[str, str, str, int]] = []
    length = place = 0
    for match in _MARK.finditer(written):
        part = unescape(_TAG.sub("", written[place : match.start()]))
        parts.append(part)
        length, place = length + len(part), match.end()
        if match[1]:
            opened.append((match[1], match[2], match[3], length))
        elif opened:
            tid, kind, value, start = opened.pop()
            marks.append(Timex(tid, kind, value, Span(start, length)))
    parts.append(unescape(_TAG.sub("", written[place:])))
    return "".join(parts), tuple(marks)


def score(folder: Path, lexicon: Lexicon) -> TimexScores:
    """Our spans and values against theirs, over all texts of a folder."""
    totals = [0] * 6
    for _, marks, moments in _texts(folder, lexicon):
        for place, count in enumerate(_counts(*marks, moments)):
            totals[place] += count
    return TimexScores(*totals)


def differences(folder: Path, lexicon: Lexicon) -> Iterator[Difference]:
    """Every span that only one side has and every value that differs, disputed ones left out."""
    for (file, text), (_, marks), moments in _texts(folder, lexicon):
        for mark in marks:
            ours = _overlapping(mark, moments)
            if ours is None or (not _is_disputed(file, mark) and not agrees(mark.value, ours)):
                yield Difference(file, mark, ours, _around(text, mark.span))
        for span, moment in moments:
            if not any(mark.span.overlaps(span) for mark in marks):
                yield Difference(file, None, moment, _around(text, span))


def _around(text: str, span: Span) -> str:
    return text[max(0, span.start - 40) : span.end + 40]


_Spans = list[tuple[Span, Moment]]


def _texts(
    folder: Path, lexicon: Lexicon
) -> Iterator[tuple[tuple[str, str], tuple[str, list[Timex]], _Spans]]:
    """Each text with its marks in scope and our moments that touch nothing out of scope."""
    for path in sorted(folder.glob("*.tml")):
        text, marks = marked_text(path)
        inside = [m for m in marks if m.is_in_scope and not _is_no_date(path.name, m)]
        outside = [m.span for m in marks if m not in inside]
        moments = [
            (span, moment)
            for moment in read_moments(split(text), lexicon, TOLD_ON)
            for span in moment.spans
            if any(m.span.overlaps(span) for m in inside)
            or not any(other.overlaps(span) for other in outside)
        ]
        yield (path.name, text), (path.name, inside), moments


def _counts(file: str, marks: list[Timex], moments: _Spans) -> tuple[int, ...]:
    pairs = [(mark, _overlapping(mark, moments)) for mark in marks]
    valued = [(m, ours) for m, ours in pairs if ours and not _is_disputed(file, m)]
    return (
        len(moments),
        len(marks),
        sum(any(mark.span.overlaps(span) for mark in marks) for span, _ in moments),
        sum(ours is not None for _, ours in pairs),
        len(valued),
        sum(agrees(mark.value, ours) for mark, ours in valued),
    )


def _overlapping(mark: Timex, moments: _Spans) -> Moment | None:
    return next((moment for span, moment in moments if span.overlaps(mark.span)), None)


def agrees(value: str, moment: Moment) -> bool:
    """Whether a value of theirs is what a moment of ours comes to, or an end of its period."""
    ends = moment.value.split("/")
    if value in ends or (len(value) == 3 and f"{value}x" in ends):
        return True
    if "-W" in value and moment.first is not None:
        # Their weeks begin on Monday, ours after the country's weekend.
        year, week, _ = (moment.first + timedelta(days=3)).isocalendar()
        return value == f"{year}-W{week:02}"
    return False


@lru_cache(maxsize=1)
def _disputed() -> dict[tuple[str, str], Disputed]:
    return {(each.file, each.tid): each for each in DISPUTED}


def _is_disputed(file: str, mark: Timex) -> bool:
    return (file, mark.tid) in _disputed()


def _is_no_date(file: str, mark: Timex) -> bool:
    disputed = _disputed().get((file, mark.tid))
    return disputed is not None and not disputed.ours


DISPUTED: Final[tuple[Disputed, ...]] = (
    Disputed("doc1.tml", "t1", "2015-12-22", "2015-12-26", "the day after tomorrow is the 26th"),
    Disputed("doc12.tml", "t20", "2015-H2", "", "the second half of a century"),
    Disputed("doc13.tml", "t1", "1920", "", "a length of time before now"),
    Disputed("doc13.tml", "t11", "191", "190x", "the first decade of a century is that of 1900"),
    Disputed("doc13.tml", "t26", "2015-12-25", "", "the next day in a story of 1913"),
    Disputed(
        "doc18.tml",
        "t4",
        "2016-04-10",
        "2015-04-10",
        "of the month and year of the day after it, 2015 in their t2",
    ),
    Disputed(
        "doc19.tml",
        "t4",
        "2016-04-10",
        "2015-04-10",
        "of the month and year of the day after it, 2015 in their t2",
    ),
    Disputed(
        "doc22.tml", "t2", "2015-12", "2015-12-12/2015-12-15", "the days before it belong to it"
    ),
    Disputed("doc23.tml", "t11", "2015-12-24", "", "until today: nowadays"),
    Disputed("doc25.tml", "t1", "2015-12-23", "2015-12-22", "the day before yesterday"),
    Disputed("doc25.tml", "t2", "2015-12-20", "2015-12-22", "one date with the words before it"),
    Disputed("doc27.tml", "t9", "2015-12-24", "", "the day on which something will be"),
    Disputed("doc27.tml", "t10", "2015-12-24", "", "the day on which something will be"),
    Disputed("doc27.tml", "t11", "2015-12-24", "", "the day that we want"),
    Disputed("doc29.tml", "t9", "2015-12-25", "", "tomorrow's foes: no day"),
    Disputed("doc33.tml", "t2", "2014", "", "a length of time before now"),
    Disputed("doc33.tml", "t11", "2055", "", "after forty years spent somewhere"),
    Disputed("doc36.tml", "t1", "2015-12-23", "2015-12-22", "the day before yesterday"),
    Disputed(
        "doc38.tml",
        "t4",
        "2015-04",
        "2016-04",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed("doc38.tml", "t5", "2015-12-26", "2016-04-10", "one date with the words after it"),
    Disputed("doc38.tml", "t6", "2015-04-10", "2016-04-10", "the coming Saturday is ahead"),
    Disputed(
        "doc38.tml",
        "t28",
        "2015-05-15",
        "2016-05-15",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed(
        "doc38.tml",
        "t31",
        "2015-06-05",
        "2016-06-05",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed(
        "doc38.tml",
        "t32",
        "2015-06-12",
        "2016-06-12",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed(
        "doc38.tml",
        "t33",
        "2015-06-19",
        "2016-06-19",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed(
        "doc38.tml",
        "t49",
        "2015-04-09",
        "2016-04-09",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed(
        "doc38.tml",
        "t51",
        "2015-06-04",
        "2016-06-04",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed(
        "doc38.tml",
        "t52",
        "2015-06-18",
        "2016-06-18",
        "of the coming season, as their t50 and t14 have it",
    ),
    Disputed("doc38.tml", "t24", "2016-08", "", "a father (أب), no August"),
    Disputed("doc38.tml", "t64", "2015-12-24", "", "a timetable: every Thursday"),
    Disputed("doc40.tml", "t11", "2015-12-24", "", "that day, of a story"),
    Disputed("doc41.tml", "t2", "2065", "", "fifty years after a death"),
    Disputed("doc47.tml", "t8", "2015-03-31", "2014-03-31", "March of last year"),
    Disputed("doc7.tml", "t7", "2015-12-23", "2015-12-30", "the coming Wednesday is ahead"),
    Disputed("doc8.tml", "t7", "2015-12-23", "2015-12-30", "the coming Wednesday is ahead"),
    Disputed("doc9.tml", "t2", "2015-08", "", "the governorate of Ibb"),
)

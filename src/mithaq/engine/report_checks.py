"""Checks of a facility's monthly report before it is submitted.

A check finds an error (blocks the report), a question (the reporter answers it) or a notice (said
beside the input). Findings are codes with parameters; the words are the domain's. Values are int
millionths, months `year * 12 + (month - 1)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

from mithaq.engine.quantities import LARGEST, MILLION
from mithaq.engine.report_totals import (
    ALL,
    Entry,
    Groups,
    Parts,
    Totals,
    totals_of,
    with_parts,
)

# What is counted in wholes: nobody treats half a patient or hands out half a kit.
COUNTED: Final = frozenset({"people", "service", "staff", "goods"})


class Check(StrEnum):
    NOTHING_ENTERED = "nothing_entered"
    ACTIVITY_WITHOUT_ACTIVITY = "activity_without_activity"
    MONTH_IN_FUTURE = "month_in_future"
    MONTH_NOT_ENDED = "month_not_ended"
    MONTH_BEFORE_OPENING = "month_before_opening"
    MONTH_CLOSED = "month_closed"
    FACILITY_NOT_OPEN = "facility_not_open"
    NO_DATA_SET = "no_data_set"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    TOO_LARGE = "number_too_large"
    TOTAL_DIFFERS = "total_differs"
    PARTS_EXCEED_TOTAL = "parts_exceed_total"
    PARTS_BELOW_TOTAL = "parts_below_total"
    PARTS_MISSING = "parts_missing"
    LEFT_BLANK = "left_blank"
    USUALLY_REPORTED = "usually_reported"
    JUMP = "jump"
    NOT_PROVIDED = "not_provided"
    OUTSIDE_DATA_SET = "outside_data_set"
    UNKNOWN_AGE_GROUP = "unknown_age_group"


class Weight(StrEnum):
    ERROR = "error"
    QUESTION = "question"
    NOTICE = "notice"


WEIGHTS: Final[Mapping[Check, Weight]] = {
    Check.NOTHING_ENTERED: Weight.ERROR,
    Check.ACTIVITY_WITHOUT_ACTIVITY: Weight.ERROR,
    Check.MONTH_IN_FUTURE: Weight.ERROR,
    Check.MONTH_NOT_ENDED: Weight.QUESTION,
    Check.MONTH_BEFORE_OPENING: Weight.ERROR,
    Check.MONTH_CLOSED: Weight.ERROR,
    Check.FACILITY_NOT_OPEN: Weight.QUESTION,
    Check.NO_DATA_SET: Weight.QUESTION,
    Check.NEGATIVE: Weight.ERROR,
    Check.NOT_WHOLE: Weight.ERROR,
    Check.TOO_LARGE: Weight.ERROR,
    Check.TOTAL_DIFFERS: Weight.ERROR,
    Check.PARTS_EXCEED_TOTAL: Weight.ERROR,
    Check.PARTS_BELOW_TOTAL: Weight.QUESTION,
    Check.PARTS_MISSING: Weight.QUESTION,
    Check.LEFT_BLANK: Weight.NOTICE,
    Check.USUALLY_REPORTED: Weight.QUESTION,
    Check.JUMP: Weight.QUESTION,
    Check.NOT_PROVIDED: Weight.QUESTION,
    Check.OUTSIDE_DATA_SET: Weight.QUESTION,
    Check.UNKNOWN_AGE_GROUP: Weight.QUESTION,
}
# An imported file has nobody at the screen to correct it: what it may hold after all is asked.
IMPORT_WEIGHTS: Final[Mapping[Check, Weight]] = {
    **WEIGHTS,
    Check.MONTH_IN_FUTURE: Weight.QUESTION,
    Check.MONTH_BEFORE_OPENING: Weight.QUESTION,
    Check.NOT_WHOLE: Weight.QUESTION,
}


@dataclass(frozen=True)
class Finding:
    """What a check found, and where in the report.

    `parameters` fill the words; they are plain JSON: quantities in millionths, months as numbers.
    """

    check: Check
    weight: Weight
    measure: str = ""
    sex: str = ALL
    age_group: str = ALL
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        """Names the question that a kept answer answers: `jump:service.consultation`."""
        return ":".join(
            part for part in (self.check, self.measure, self.sex, self.age_group) if part
        )


@dataclass(frozen=True)
class JumpRule:
    """When a value is far from the facility's own usual.

    Far: further than `deviations` times the spread from the median of the last `months`, of which
    at least `at_least` have a value, and by `least_difference` millionths or more. The spread is
    the larger of `mad_scale` x MAD and `least_spread` x median: where the months are all alike the
    MAD is 0, and every change would be a jump. `mad_scale` makes the MAD of a normal spread its
    standard deviation.
    """

    months: int = 12
    at_least: int = 4
    deviations: Fraction = Fraction(7, 2)
    mad_scale: Fraction = Fraction(14826, 10000)
    least_spread: Fraction = Fraction(1, 10)
    least_difference: int = 5 * MILLION


@dataclass(frozen=True)
class Usual:
    """A facility's own months: median and spread, in millionths."""

    median: Fraction
    spread: Fraction
    months: int


@dataclass(frozen=True)
class Asked:
    """A measure as the report asks for it. `is_provided`: the facility normally gives it."""

    family: str
    is_in_data_set: bool = True
    is_provided: bool = True


@dataclass(frozen=True)
class Circumstances:
    """What is known of the facility and the month when the report is checked.

    `history`: the totals of the last twelve months by measure, oldest first, blank months left
    out; a month declared without activity is not part of it. `this_month`: today's civil month.
    `not_open_since`: the day from which the facility is closed or out of service, if it is.
    """

    month: int
    this_month: int
    opened: int | None = None
    not_open_since: str = ""
    closed_by: str = ""
    has_data_set: bool = True
    no_activity: str = ""
    asked: Mapping[str, Asked] = field(default_factory=dict)
    parts: Mapping[str, Parts] = field(default_factory=dict)
    groups: Groups = field(default_factory=Groups)
    history: Mapping[str, Sequence[int]] = field(default_factory=dict)
    jump: JumpRule = field(default_factory=JumpRule)


@dataclass(frozen=True)
class Checked:
    """All that the checks found, and the totals they were made on."""

    findings: tuple[Finding, ...]
    totals: Totals

    def of(self, weight: Weight) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.weight is weight)


def check_report(
    entries: Sequence[Entry],
    known: Circumstances,
    weights: Mapping[Check, Weight] = WEIGHTS,
) -> Checked:
    """Every check of a report, in the order of the form: the month, then measure by measure."""
    totals = with_parts(totals_of(entries, known.groups), known.parts)
    found = [*_of_the_month(known), *_of_the_whole(entries, known)]
    by_measure = [*_of_entries(entries, known), *_of_totals(totals)]
    if not known.no_activity:
        by_measure += _of_blanks(totals, known)
    by_measure += _of_values(totals, known)
    order = {measure: place for place, measure in enumerate(known.asked)}
    by_measure.sort(key=lambda finding: order.get(finding.measure, len(order)))
    weighed = [replace(one, weight=weights[one.check]) for one in (*found, *by_measure)]
    return Checked(tuple(_asked_once(weighed)), totals)


def _asked_once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Every error that says something else; of questions with one key, the first."""
    said: set[object] = set()
    for finding in findings:
        is_error = finding.weight is Weight.ERROR
        what = (finding.key, *sorted(finding.parameters.items())) if is_error else finding.key
        if what not in said:
            said.add(what)
            yield finding


def _finding(
    check: Check, measure: str = "", sex: str = ALL, age_group: str = ALL, **parameters: object
) -> Finding:
    return Finding(check, WEIGHTS[check], measure, sex, age_group, parameters)


def _of_the_month(known: Circumstances) -> Iterable[Finding]:
    if known.month > known.this_month:
        yield _finding(Check.MONTH_IN_FUTURE)
    elif known.month == known.this_month:
        yield _finding(Check.MONTH_NOT_ENDED)
    if known.opened is not None and known.month < known.opened:
        yield _finding(Check.MONTH_BEFORE_OPENING, opened=known.opened)
    if known.closed_by:
        yield _finding(Check.MONTH_CLOSED, place=known.closed_by)
    if known.not_open_since:
        yield _finding(Check.FACILITY_NOT_OPEN, since=known.not_open_since)


def _of_the_whole(entries: Sequence[Entry], known: Circumstances) -> Iterable[Finding]:
    if not known.has_data_set:
        yield _finding(Check.NO_DATA_SET)
    if known.no_activity and any(entry.value for entry in entries):
        yield _finding(Check.ACTIVITY_WITHOUT_ACTIVITY)
    if not known.no_activity and not entries:
        yield _finding(Check.NOTHING_ENTERED)


def _of_entries(entries: Sequence[Entry], known: Circumstances) -> Iterable[Finding]:
    outside = set()
    for entry in entries:
        where = {"measure": entry.measure, "sex": entry.sex, "age_group": entry.age_group}
        asked = known.asked.get(entry.measure)
        if entry.value < 0:
            yield _finding(Check.NEGATIVE, **where, value=entry.value)
        elif entry.value > LARGEST:
            yield _finding(Check.TOO_LARGE, **where, value=entry.value)
        if asked and asked.family in COUNTED and entry.value % MILLION:
            yield _finding(Check.NOT_WHOLE, **where, value=entry.value)
        if entry.age_group and known.groups.ages and entry.age_group not in known.groups.ages:
            yield _finding(Check.UNKNOWN_AGE_GROUP, **where, found=entry.age_group)
        if known.has_data_set and not (asked and asked.is_in_data_set):
            outside.add(entry.measure)
    yield from (_finding(Check.OUTSIDE_DATA_SET, measure) for measure in sorted(outside))


def _of_totals(totals: Totals) -> Iterable[Finding]:
    for wrong in totals.disagreements:
        check = Check.TOTAL_DIFFERS if wrong.is_sure else Check.PARTS_BELOW_TOTAL
        if wrong.parts > wrong.total:
            check = Check.PARTS_EXCEED_TOTAL
        sums = {"total": wrong.total, "parts": wrong.parts}
        yield _finding(check, wrong.measure, wrong.sex, wrong.age_group, **sums)
    missing: dict[str, tuple[str, ...]] = {}
    for one in totals.missing:
        missing[one.measure] = missing.get(one.measure, ()) + one.parts
    for measure, parts in missing.items():
        yield _finding(Check.PARTS_MISSING, measure, missing=parts)
    for measure, total in totals.values.items():
        if total > LARGEST:
            yield _finding(Check.TOO_LARGE, measure, value=total)


def _of_blanks(totals: Totals, known: Circumstances) -> Iterable[Finding]:
    for measure, asked in known.asked.items():
        if measure in totals.values or not asked.is_in_data_set or not asked.is_provided:
            continue
        if measure in known.parts:  # said by its parts, each of which is looked at by itself
            continue
        history = known.history.get(measure, ())
        if len(history) >= known.jump.at_least:
            yield _finding(Check.USUALLY_REPORTED, measure, last=history[-1], months=len(history))
        else:
            yield _finding(Check.LEFT_BLANK, measure)


def _of_values(totals: Totals, known: Circumstances) -> Iterable[Finding]:
    for measure, value in totals.values.items():
        asked = known.asked.get(measure)
        if asked and not asked.is_provided and value > 0:
            yield _finding(Check.NOT_PROVIDED, measure, value=value)
        usual = usual_of(known.history.get(measure, ()), known.jump)
        if not known.no_activity and usual is not None and is_jump(value, usual, known.jump):
            yield _finding(
                Check.JUMP, measure, value=value, median=round(usual.median), months=usual.months
            )


def usual_of(history: Sequence[int], rule: JumpRule) -> Usual | None:
    """Median and spread of the last months; None where too few have a value."""
    values = history[-rule.months :]
    if len(values) < rule.at_least:
        return None
    twice_median = _twice_median(values)
    mad = Fraction(_twice_median([abs(2 * value - twice_median) for value in values]), 4)
    median = Fraction(twice_median, 2)
    return Usual(median, max(rule.mad_scale * mad, rule.least_spread * median), len(values))


def is_jump(value: int, usual: Usual, rule: JumpRule) -> bool:
    difference = abs(value - usual.median)
    return difference > rule.deviations * usual.spread and difference >= rule.least_difference


def median_of(values: Sequence[int]) -> Fraction:
    """The exact median of at least one value."""
    return Fraction(_twice_median(values), 2)


def _twice_median(values: Sequence[int]) -> int:
    """Whole, where the median may lie between two of the values."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] + ordered[~middle]

"""What a monthly report says of each measure: totals, their parts, and the quantities it claims.

All values are int millionths. A value that was not given is absent, never 0. Two kinds of parts:

* the same measure by sex and age group (`""` stands for all of them);
* measures under a measure of the same data set ("of which").

A total is claimed through its parts, since a pledge on the total also takes its parts: claiming
both would count them twice. What a total holds beyond its known parts is claimed on the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

ALL: Final = ""

Cells = Mapping[tuple[str, str], int]  # (sex, age group) to millionths
_ONE: Final = {(ALL, ALL)}


@dataclass(frozen=True)
class Entry:
    """One input of a report; `value` in millionths."""

    measure: str
    value: int
    sex: str = ALL
    age_group: str = ALL


@dataclass(frozen=True)
class Groups:
    """The sexes and age groups that together make everyone; empty: not known."""

    sexes: tuple[str, ...] = ("female", "male")
    ages: tuple[str, ...] = ()

    @property
    def turned(self) -> Groups:
        """Ages in the place of sexes, so that one rule serves both."""
        return Groups(sexes=self.ages, ages=self.sexes)


@dataclass(frozen=True)
class Parts:
    """The measures of a data set directly under one of its measures.

    `are_all`: every part that the measure has is in the data set, so they must add up to it.
    """

    codes: tuple[str, ...] = ()
    are_all: bool = False


@dataclass(frozen=True)
class Disagreement:
    """A total and what its parts add up to, in millionths.

    `sex` and `age_group` name the total that disagrees. `is_sure` is false where the parts come to
    less and may not be all: groups of the reporter's own, of which nobody knows the whole.
    """

    measure: str
    total: int
    parts: int
    is_sure: bool = True
    sex: str = ALL
    age_group: str = ALL


@dataclass(frozen=True)
class Missing:
    """A measure's parts of which some were given and these were not, though not all is said."""

    measure: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Totals:
    """Each measure's total (given, or added up from what was given), and what does not add up."""

    values: Mapping[str, int]
    disagreements: tuple[Disagreement, ...] = ()
    missing: tuple[Missing, ...] = ()


class _Cover(Enum):
    """Whether parts are the whole, lack some that we know of, or we cannot know."""

    WHOLE = 2
    UNKNOWN = 1
    LACKING = 0


@dataclass(frozen=True)
class _Margin:
    """Values by the codes of one group."""

    values: Mapping[str, int]
    cover: _Cover
    absent: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.values.values())


def _margin(
    values: Mapping[str, int], codes: Sequence[str], inner: Iterable[_Margin] = ()
) -> _Margin:
    """`inner`: the margins of which some of the values are only sums."""
    absent = tuple(code for code in codes if code not in values)
    if not codes or len(absent) == len(codes):
        return _Margin(values, _Cover.UNKNOWN)
    worst = min((margin.cover.value for margin in inner), default=_Cover.WHOLE.value)
    cover = _Cover.LACKING if absent else _Cover(worst)
    return _Margin(values, cover, absent)


def cells_of(entries: Iterable[Entry]) -> dict[str, dict[tuple[str, str], int]]:
    """Entries by measure, then by (sex, age group)."""
    cells: dict[str, dict[tuple[str, str], int]] = {}
    for entry in entries:
        cells.setdefault(entry.measure, {})[entry.sex, entry.age_group] = entry.value
    return cells


def totals_of(entries: Iterable[Entry], groups: Groups) -> Totals:
    """The total of each measure that has any value, over sexes and age groups."""
    values: dict[str, int] = {}
    disagreements: list[Disagreement] = []
    missing: list[Missing] = []
    for measure, cells in cells_of(entries).items():
        if cells.keys() == _ONE:  # by far the most common, and there is nothing to add up
            values[measure] = cells[ALL, ALL]
            continue
        by_sex = _by_sex(cells, groups)
        by_age = _by_sex({(age, sex): value for (sex, age), value in cells.items()}, groups.turned)
        total = cells.get((ALL, ALL), _best(by_sex.outer, by_age.outer))
        values[measure] = total
        for group in (by_sex, by_age):
            disagreements += _compared(measure, total, group.outer)
            if group.outer.absent and group.outer.total != cells.get((ALL, ALL)):
                missing.append(Missing(measure, group.outer.absent))
        for sex, (inner_total, inner) in by_sex.inner.items():
            disagreements += _compared(measure, inner_total, inner, sex=sex)
        for age, (inner_total, inner) in by_age.inner.items():
            disagreements += _compared(measure, inner_total, inner, age_group=age)
    return Totals(values, tuple(disagreements), tuple(missing))


@dataclass(frozen=True)
class _Group:
    """A measure by one group, and each of its codes by the other group."""

    outer: _Margin
    inner: Mapping[str, tuple[int, _Margin]]


def _by_sex(cells: Cells, groups: Groups) -> _Group:
    values: dict[str, int] = {}
    inner: dict[str, tuple[int, _Margin]] = {}
    sums: list[_Margin] = []
    for sex in sorted({sex for sex, _ in cells if sex}):
        ages = {age: value for (s, age), value in cells.items() if s == sex and age}
        margin = _margin(ages, groups.ages)
        values[sex] = cells.get((sex, ALL), margin.total)
        if ages:
            inner[sex] = (values[sex], margin)
        if (sex, ALL) not in cells:
            sums.append(margin)
    return _Group(_margin(values, groups.sexes, sums), inner)


def _best(*margins: _Margin) -> int:
    """Without a total, whole margins say it better than those with gaps, and more than less."""
    given = [margin for margin in margins if margin.values]
    ranked = sorted(given, key=lambda margin: (margin.cover.value, margin.total))
    return ranked[-1].total if ranked else 0


def _compared(
    measure: str, total: int, margin: _Margin, *, sex: str = ALL, age_group: str = ALL
) -> list[Disagreement]:
    parts = margin.total
    if not margin.values or parts == total:
        return []
    if parts < total and margin.cover is _Cover.LACKING:
        return []
    is_sure = parts > total or margin.cover is _Cover.WHOLE
    return [Disagreement(measure, total, parts, is_sure, sex, age_group)]


# --- measures under measures --------------------------------------------------------------------
def parts_in(measures: Iterable[str], children: Mapping[str, Iterable[str]]) -> dict[str, Parts]:
    """Of each measure of a data set, the data set's measures nearest under it.

    `children`: the whole tree, by parent. Measures without parts in the data set are left out.
    """
    members = set(measures)
    found = {measure: _nearest(measure, children, members) for measure in members}
    return {measure: parts for measure, parts in found.items() if parts.codes}


def _nearest(measure: str, children: Mapping[str, Iterable[str]], members: set[str]) -> Parts:
    codes: list[str] = []
    are_all = True
    for child in sorted(children.get(measure, ())):
        if child in members:
            codes.append(child)
            continue
        below = _nearest(child, children, members)
        codes += below.codes
        # A child that is not asked for is only covered if everything under it is.
        are_all = are_all and bool(below.codes) and below.are_all
    return Parts(tuple(codes), are_all and bool(codes))


def with_parts(totals: Totals, parts: Mapping[str, Parts]) -> Totals:
    """`totals` with what does not add up between measures and the measures under them."""
    disagreements = list(totals.disagreements)
    missing = list(totals.missing)
    for measure, its in parts.items():
        below = {code: known_total(code, totals, parts) for code in its.codes}
        known = {code: value for code, value in below.items() if value is not None}
        absent = tuple(code for code in its.codes if code not in known)
        is_lacking = bool(absent) or not its.are_all
        margin = _Margin(known, _Cover.LACKING if is_lacking else _Cover.WHOLE)
        if measure in totals.values:
            disagreements += _compared(measure, totals.values[measure], margin)
        is_said = margin.total == totals.values.get(measure)
        if known and absent and its.are_all and not is_said:
            missing.append(Missing(measure, absent))
    return Totals(totals.values, tuple(disagreements), tuple(missing))


def known_total(measure: str, totals: Totals, parts: Mapping[str, Parts]) -> int | None:
    """The measure's own total, else what its known parts add up to; None: nothing is known."""
    if measure in totals.values:
        return totals.values[measure]
    below = [known_total(code, totals, parts) for code in parts.get(measure, Parts()).codes]
    known = [value for value in below if value is not None]
    return sum(known) if known else None


def claims_of(totals: Totals, parts: Mapping[str, Parts]) -> dict[str, int]:
    """What the report claims, by measure, in millionths: no unit of it twice.

    A measure with known parts claims only what it holds beyond them, and nothing if that is 0.
    """
    claims: dict[str, int] = {}
    for measure, total in totals.values.items():
        below = [known_total(code, totals, parts) for code in parts.get(measure, Parts()).codes]
        known = [value for value in below if value is not None]
        rest = total - sum(known)
        if not known or rest > 0:
            claims[measure] = rest
    return claims


def gross_of(claims: Mapping[str, int], parts: Mapping[str, Parts]) -> dict[str, int]:
    """Totals again from what was claimed: each measure's own and all that lies under it."""
    totals = {measure: _gross(measure, claims, parts) for measure in {*claims, *parts}}
    return {measure: total for measure, total in totals.items() if total is not None}


def _gross(measure: str, claims: Mapping[str, int], parts: Mapping[str, Parts]) -> int | None:
    below = [_gross(code, claims, parts) for code in parts.get(measure, Parts()).codes]
    known = [value for value in (claims.get(measure), *below) if value is not None]
    return sum(known) if known else None

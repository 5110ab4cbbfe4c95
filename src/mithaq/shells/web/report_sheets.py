"""A monthly report as its pages lay it out: every input with its past and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext

from mithaq.domains.services.queries import FormCell, FormRow, ReportForm, Said
from mithaq.engine.quantities import MILLION, write_quantity
from mithaq.engine.report_checks import COUNTED, Check, Weight
from mithaq.registry.faults import Fault
from mithaq.shells.web.report_entries import Entered, field_name
from mithaq.shells.web.templatetags.mithaq import entry, named

# What is no news while somebody is still writing; said once the report was to be sent.
LATER: Final = frozenset(
    {Check.LEFT_BLANK, Check.USUALLY_REPORTED, Check.PARTS_MISSING, Check.NOTHING_ENTERED}
)


@dataclass(frozen=True)
class Cell:
    """One input. `label` says all of it to who cannot see where it stands."""

    name: str
    id: str
    sex: str
    label: str
    text: str
    value: int | None
    last: int | None
    fault: Fault | None


@dataclass(frozen=True)
class Line:
    """Inputs side by side: one, or one for each sex. `is_sum`: they hold what stands above them."""

    label: str
    cells: tuple[Cell, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class MeasureSheet:
    """A measure: the lines of its groups (none where it is asked as one figure), then its total.

    `depth`: how many totals of the form it lies under. `reasons`: why it was sent back.
    """

    row: FormRow
    id: str
    depth: int
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Cell
    says: tuple[Said, ...]
    reasons: tuple[Mapping[str, str], ...]

    @property
    def is_filled(self) -> bool:
        cells = [self.total, *(cell for line in self.lines for cell in line.cells)]
        return any(cell.text for cell in cells)

    @property
    def code_field(self) -> str:
        """The field in which an officer says why this measure goes back."""
        return f"code|{self.row.measure}"

    @property
    def words_field(self) -> str:
        return f"words|{self.row.measure}"

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What could not be read in any of its inputs."""
        cells = [*(cell for line in self.lines for cell in line.cells), self.total]
        return tuple(cell.fault for cell in cells if cell.fault)

    @property
    def worst(self) -> str:
        """The heaviest thing said of it: `error`, `question`, or nothing."""
        if self.faults or any(one.weight is Weight.ERROR for one in self.says):
            return "error"
        return "question" if any(is_open(one) for one in self.says) else ""


@dataclass(frozen=True)
class SectionSheet:
    label_ar: str
    label_en: str
    measures: tuple[MeasureSheet, ...]


@dataclass(frozen=True)
class Sheet:
    """`says`, `reasons`: of the report as a whole."""

    form: ReportForm
    sections: tuple[SectionSheet, ...]
    says: tuple[Said, ...]
    reasons: tuple[Mapping[str, str], ...]

    @property
    def measures(self) -> tuple[MeasureSheet, ...]:
        return tuple(measure for section in self.sections for measure in section.measures)

    @property
    def filled(self) -> int:
        return sum(measure.is_filled for measure in self.measures)

    @property
    def errors(self) -> int:
        return sum(one.weight is Weight.ERROR for one in self._all()) + sum(
            len(measure.faults) for measure in self.measures
        )

    @property
    def open_questions(self) -> int:
        return sum(is_open(one) for one in self._all())

    def _all(self) -> list[Said]:
        return [*self.says, *(one for measure in self.measures for one in measure.says)]


def is_open(one: Said) -> bool:
    """A question that still waits for its answer."""
    return one.weight is Weight.QUESTION and not one.answer.strip()


def sheet_of(form: ReportForm, *, entered: Entered | None = None, is_asked: bool = False) -> Sheet:
    """Lay out a form; what was `entered` and could not be kept stands in the inputs again."""
    depths = _depths(form.rows)
    sections = []
    number = 0
    for section in form.sections:
        measures = []
        for row in section.rows:
            number += 1
            measures.append(_measure(row, number, depths, form, entered, is_asked))
        sections.append(SectionSheet(section.label_ar, section.label_en, tuple(measures)))
    known = {row.measure for row in form.rows}
    return Sheet(
        form=form,
        sections=tuple(sections),
        says=_worth_saying(form.says, is_asked),
        reasons=tuple(one for one in form.sent_back_for if one.get("measure") not in known),
    )


def with_refusal(
    form: ReportForm, faults: Iterable[Fault], answers: Mapping[str, str]
) -> ReportForm:
    """The form with what an action said when it refused, in place of what the kept draft says."""
    says = tuple(
        Said(Weight(str(fault.parameters["weight"])), key, fault, answers.get(key, ""))
        for fault in faults
        if (key := str(fault.parameters.get("key", "")))
    )
    sections = tuple(
        replace(
            section,
            rows=tuple(
                replace(row, says=tuple(one for one in says if one.fault.field == row.measure))
                for row in section.rows
            ),
        )
        for section in form.sections
    )
    general = tuple(one for one in says if not one.fault.field)
    return replace(form, sections=sections, says=general)


def _depths(rows: Iterable[FormRow]) -> dict[str, int]:
    wholes = {part: row.measure for row in rows for part in row.parts}
    depths: dict[str, int] = {}
    for code in wholes:
        above = code
        while above in wholes and depths.get(code, 0) < len(wholes):
            above = wholes[above]
            depths[code] = depths.get(code, 0) + 1
    return depths


def _measure(
    row: FormRow,
    number: int,
    depths: Mapping[str, int],
    form: ReportForm,
    entered: Entered | None,
    is_asked: bool,
) -> MeasureSheet:
    cells = {
        (cell.sex, cell.age_group): _cell(row, cell, f"m{number}-{place}", entered)
        for place, cell in enumerate(_with_margins(row.cells))
    }
    total = cells.pop(("", ""))
    columns, lines = _lines(cells)
    return MeasureSheet(
        row=row,
        id=f"m{number}",
        depth=depths.get(row.measure, 0),
        columns=columns,
        lines=lines,
        total=total,
        says=_worth_saying(row.says, is_asked),
        reasons=tuple(one for one in form.sent_back_for if one.get("measure") == row.measure),
    )


def _with_margins(cells: Sequence[FormCell]) -> list[FormCell]:
    """Where sex and age are asked together, each sex has its sum, too: ages may not be known."""
    known = {(cell.sex, cell.age_group) for cell in cells}
    sexes = dict.fromkeys(cell.sex for cell in cells if cell.sex and cell.age_group)
    margins = [FormCell(sex, "", None, None) for sex in sexes if (sex, "") not in known]
    return [*cells, *margins]


def _cell(row: FormRow, cell: FormCell, id_: str, entered: Entered | None) -> Cell:
    name = field_name(row.family, row.measure, cell.sex, cell.age_group)
    text = written(cell.value, row.family)
    fault = None
    if entered:
        fault = entered.faults.get(name)
        if fault or not entered.is_kept:
            text = entered.typed.get(name, "")
    groups = [_group(cell.sex, "sexes"), _group(cell.age_group, "age_groups")]
    label = "، ".join(part for part in (named(row), *groups) if part)
    return Cell(name, id_, cell.sex, label, text, cell.value, cell.last_month, fault)


def _group(code: str, section: str) -> str:
    return str(entry(code, section)) if code else ""


def _lines(
    cells: Mapping[tuple[str, str], Cell],
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Sexes side by side and ages below each other; where only one is asked, a line each."""
    sexes = list(dict.fromkeys(sex for sex, age in cells if sex and age))
    ages = list(dict.fromkeys(age for sex, age in cells if age or sexes))
    lines = [
        Line(_group(age, "age_groups") or gettext("All ages"), beside, is_sum=not age)
        for age in sorted(ages, key=lambda age: not age)
        if (beside := tuple(cells[sex, age] for sex in sexes if (sex, age) in cells))
    ]
    shown = {cell.name for line in lines for cell in line.cells}
    for (sex, age), cell in cells.items():
        if cell.name not in shown:
            label = _group(sex, "sexes") or _group(age, "age_groups")
            lines.append(Line(label, (cell,)))
    return tuple(_group(sex, "sexes") for sex in sexes), tuple(lines)


def _worth_saying(says: Sequence[Said], is_asked: bool) -> tuple[Said, ...]:
    return tuple(one for one in says if is_asked or one.fault.code not in LATER)


def written(millionths: int | None, family: str) -> str:
    """A value as it stands in its input: thousands are set apart where it is a whole number."""
    if millionths is None:
        return ""
    if family in COUNTED and millionths % MILLION == 0:
        return f"{millionths // MILLION:,}"
    return write_quantity(millionths)

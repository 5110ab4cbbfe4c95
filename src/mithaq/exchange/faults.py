"""What is wrong with a file and where, and what is only asked: bilingual, bounded, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from mithaq.exchange.limits import LIMITS
from mithaq.exchange.messages import MESSAGES, Severity

LONGEST_FOUND: Final = 80
_ISOLATE: Final = "\u2068{}\u2069"


def shown(value: object, longest: int = LONGEST_FOUND) -> str:
    """A value as it can safely be shown: short, and with unprintable characters spelled out."""
    text = "" if value is None else str(value)
    cut = text[: longest + 1]
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return safe if len(text) <= longest and len(safe) <= longest else safe[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault or question. `row` counts as a spreadsheet does: the header row is 1."""

    sheet: str | None
    row: int | None
    column: str | None
    found: str
    expected: str
    code: str
    ar: str
    en: str
    severity: Severity = Severity.ERROR

    @classmethod
    def of(
        cls,
        code: str,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        found: object = "",
        expected: object = "",
        **parameters: object,
    ) -> Self:
        """The fault of a code, worded in both languages; raises KeyError for an unknown code."""
        message = MESSAGES[code]
        said = {
            "found": shown(found),
            "expected": shown(expected, 400),
            **{name: shown(value) for name, value in parameters.items()},
        }
        return cls(
            sheet=sheet,
            row=row,
            column=None if column is None else shown(column),
            found=said["found"],
            expected=said["expected"],
            code=code,
            ar=message.ar.format(**{k: _ISOLATE.format(v) for k, v in said.items()}),
            en=message.en.format(**said),
            severity=message.severity,
        )

    @property
    def is_error(self) -> bool:
        """Whether it refuses the file, or only asks."""
        return self.severity is Severity.ERROR

    def as_json(self) -> dict[str, str | int | None]:
        """The eight fields of the command line's contract."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "found": self.found,
            "expected": self.expected,
            "code": self.code,
            "ar": self.ar,
            "en": self.en,
        }


@dataclass(slots=True)
class Faults:
    """Faults as they are found. All are counted; of each finding the first rows are kept."""

    limit: int = LIMITS.faults
    errors: int = 0
    questions: int = 0
    _kept: list[Fault] = field(default_factory=list)
    _listed: dict[str, int] = field(default_factory=dict)

    def add(self, fault: Fault, times: int = 1) -> None:
        """Keep one fault, which stands for `times` like it."""
        if self._listed.setdefault(fault.code, 0) < self.limit:
            self._kept.append(fault)
            self._listed[fault.code] += 1
        self._count(fault.severity, times)

    def add_all(self, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.add(fault)

    def add_rows(
        self,
        code: str,
        rows: Sequence[int],
        *,
        sheet: str | None,
        column: str | None,
        found: Sequence[object] = (),
        expected: object | Sequence[object] = "",
    ) -> None:
        """One fault for each of `rows`, which are in order; `found` may hold only the first ones.

        `expected` is one value for all, or a sequence like `found`.
        """
        for position, row in enumerate(rows[: self.limit]):
            one = expected[position] if isinstance(expected, list | tuple) else expected
            self._kept.append(
                Fault.of(
                    code,
                    sheet=sheet,
                    row=int(row),
                    column=column,
                    found=found[position] if position < len(found) else "",
                    expected=one,
                )
            )
        self._count(MESSAGES[code].severity, len(rows))

    def _count(self, severity: Severity, times: int) -> None:
        if severity is Severity.ERROR:
            self.errors += times
        else:
            self.questions += times

    def joined(self, *others: Faults) -> Faults:
        """These faults and others', with nothing lost of either's count."""
        whole = Faults(self.limit)
        for some in (self, *others):
            whole._kept += some._kept
            whole.errors += some.errors
            whole.questions += some.questions
        return whole

    def has(self, code: str) -> bool:
        """Whether a fault of this code was found."""
        return any(fault.code == code for fault in self._kept)

    @property
    def is_refused(self) -> bool:
        """Whether any fault is an error."""
        return self.errors > 0

    def listed(self, severity: Severity | None = None) -> list[Fault]:
        """The first faults in the order of rows, errors before questions; at most `limit`."""
        kept = [f for f in self._kept if severity is None or f.severity is severity]
        kept.sort(key=lambda f: (not f.is_error, f.row or 0))
        return kept[: self.limit]

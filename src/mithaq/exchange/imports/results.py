"""What came of an import."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.exchange.faults import Fault, Faults
from mithaq.exchange.imports.takings import Taken
from mithaq.exchange.messages import Severity


@dataclass(frozen=True)
class ImportResult:
    """Errors and questions in the order of rows, the first of each where there are very many; the
    counts are of all. With any error nothing was taken in.

    `added`, `completed` and `known` are rows, of `reports` reports. `batch` is the chain's.
    """

    faults: tuple[Fault, ...]
    questions: tuple[Fault, ...]
    fault_count: int
    question_count: int
    rows: int
    added: int = 0
    completed: int = 0
    known: int = 0
    batch: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it changes anything that was known."""
        return bool(self.added or self.completed or self.batch)

    def listed(self) -> list[Fault]:
        """Errors, then questions; where not all are listed, the last line says how many more."""
        listed: list[Fault] = []
        for code, some, count in (
            ("more_faults", self.faults, self.fault_count),
            ("more_questions", self.questions, self.question_count),
        ):
            listed += some
            if count > len(some):
                listed.append(Fault.of(code, found=count - len(some)))
        return listed


def result_of(faults: Faults, rows: int, taken: Taken | None = None) -> ImportResult:
    """The result of a file with these faults, of which `taken` was taken in."""
    whole = faults.joined(taken.asked) if taken else faults
    found = ImportResult(
        faults=tuple(whole.listed(Severity.ERROR)),
        questions=tuple(whole.listed(Severity.QUESTION)),
        fault_count=whole.errors,
        question_count=whole.questions,
        rows=rows,
    )
    if taken is None:
        return found
    return ImportResult(
        **{name: getattr(found, name) for name in _FOUND},
        added=taken.added,
        completed=taken.completed,
        known=taken.known,
        batch=taken.batch,
    )


_FOUND = ("faults", "questions", "fault_count", "question_count", "rows")

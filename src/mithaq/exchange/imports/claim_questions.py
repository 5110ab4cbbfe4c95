"""What is asked about answers to claims: too many, too much, or to what is no claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.engine.ledger_tables import Stage
from mithaq.engine.quantities import write_quantity
from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.answers import Answers
from mithaq.exchange.imports.lines import Lines, Mask, Numbers
from mithaq.ledger.queries.answers import Answered, Claim, claims


def _joined(source: pa.Array, line: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(source.cast(pa.string()), line.cast(pa.string()), "#")


def _places(lines: Lines, chosen: Numbers) -> Numbers:
    """By line, its place among the chosen ones."""
    places = np.zeros(len(lines), np.int64)
    places[chosen] = np.arange(len(chosen))
    return places


@dataclass(frozen=True)
class _Roots:
    """The claims that lines answer: `answers` are the lines, `root` their claims' places.

    A place below `len(lines)` is a line that comes in with them; the others count through `known`,
    claims of the ledger.
    """

    lines: Lines
    answers: Numbers
    root: Numbers
    known: list[Claim]

    def key(self, root: int) -> str:
        is_here = root < len(self.lines)
        return self.lines.key(root) if is_here else self.known[root - len(self.lines)].key

    def keys(self) -> pa.Array:
        """The key of each answer's claim."""
        form, count = self.lines.form, len(self.lines)
        is_here = self.root < count
        at = pa.array(self.lines.at[np.where(is_here, self.root, 0)])
        here = _joined(form.columns["source"].take(at), form.columns["line"].take(at))
        behind = pa.array(np.where(is_here, -1, self.root - count), mask=is_here)
        known = pa.array([claim.key for claim in self.known], pa.string()).take(behind)
        return pc.coalesce(known, here)

    def quantity(self, roots: Numbers) -> Numbers:
        """What was claimed, in millionths."""
        claimed = np.concatenate(
            [self.lines.quantity, np.array([claim.quantity for claim in self.known], np.int64)]
        )
        return claimed[roots]

    def is_claim(self, roots: Numbers) -> Mask:
        here = self.lines.stage == Stage.CLAIMED
        return np.concatenate([here, np.array([c.is_claim for c in self.known], bool)])[roots]

    def answered(self, root: int, stage: Stage) -> Answered | None:
        """The answers of a stage that the ledger has already."""
        at = root - len(self.lines)
        return self.known[at].answers.get(stage) if at >= 0 else None


def ask_of_claims(lines: Lines, answers: Answers, asked: Faults) -> None:
    """Every question about the lines that answer others, and about accepted ones beside claims."""
    ask_of_unanswered_cells(lines, asked)
    answering = np.flatnonzero((lines.claim >= 0) | (lines.claim_here >= 0))
    if not len(answering):
        return
    roots = _roots(lines, answering)
    _ask_of_ways(roots, answers, asked)
    _ask_of_accepted(roots, asked)
    for stage in Stage:
        _ask_of_repeats(roots, stage, asked)


def _roots(lines: Lines, answering: Numbers) -> _Roots:
    numbers, place = np.unique(lines.claim[answering], return_inverse=True)
    found = claims(number for number in numbers.tolist() if number >= 0)
    known = [found[number] for number in numbers.tolist() if number >= 0]
    behind = len(lines) + place - int(len(numbers) > 0 and numbers[0] < 0)
    here = lines.claim_here[answering]
    return _Roots(lines, answering, np.where(here >= 0, here, behind), known)


def _ask_of_ways(roots: _Roots, answers: Answers, asked: Faults) -> None:
    """Answers that name another line than the claim, and those that lead to no claim."""
    lines = roots.lines
    at = pa.array(lines.at[roots.answers])
    said = _joined(answers.source.take(at), answers.line.take(at))
    differs = pc.not_equal(said, roots.keys()).to_numpy(zero_copy_only=False)
    place = _places(lines, roots.answers)
    is_claim = roots.is_claim(roots.root)
    for code, chosen in (
        ("answer_of_an_answer", differs & is_claim),
        ("answer_of_no_claim", ~is_claim),
    ):
        lines.ask(
            code,
            "answers",
            asked,
            roots.answers[chosen],
            found=lines.said("answers"),
            expected=lambda line: roots.key(int(roots.root[place[line]])),
        )


def _ask_of_accepted(roots: _Roots, asked: Faults) -> None:
    """More accepted than claimed, over all that answers a claim; asked once, at the last line."""
    lines = roots.lines
    accepted = lines.stage[roots.answers] == Stage.ACCEPTED
    answers, root = roots.answers[accepted], roots.root[accepted]
    if not len(answers):
        return
    claimed, place = np.unique(root, return_inverse=True)
    before = [roots.answered(one, Stage.ACCEPTED) for one in claimed.tolist()]
    total = np.array([each.quantity if each else 0 for each in before], np.int64)
    np.add.at(total, place, lines.quantity[answers])
    last = np.zeros(len(claimed), np.int64)
    np.maximum.at(last, place, np.arange(len(answers)))
    too_much = total > roots.quantity(claimed)
    at = _places(lines, answers[last])
    quantity = roots.quantity(claimed)
    lines.ask(
        "more_accepted_than_claimed",
        "quantity",
        asked,
        answers[last[too_much]],
        found=lambda line: write_quantity(int(total[at[line]])),
        expected=lambda line: write_quantity(int(quantity[at[line]])),
    )


def _ask_of_repeats(roots: _Roots, stage: Stage, asked: Faults) -> None:
    """A claim that has another answer at the same stage, before or in the same file."""
    lines = roots.lines
    of_stage = lines.stage[roots.answers] == stage
    answers, root = roots.answers[of_stage], roots.root[of_stage]
    order = np.argsort(root, kind="stable")
    answers, root = answers[order], root[order]
    starts = np.ones(len(root), dtype=bool)
    starts[1:] = root[1:] != root[:-1]
    known = [roots.answered(one, stage) for one in root[starts].tolist()]
    number = np.cumsum(starts) - 1
    has_known = np.array([each is not None for each in known], bool)[number]
    again = np.flatnonzero(~starts | has_known)
    first = answers[starts][number]
    place = _places(lines, answers)

    def earlier(line: int) -> str:
        answered = known[number[place[line]]]
        return answered.first if answered else lines.key(int(first[place[line]]))

    lines.ask(
        "claim_answered_twice",
        "answers",
        asked,
        answers[again],
        found=lambda line: roots.key(int(root[place[line]])),
        expected=earlier,
    )


def ask_of_unanswered_cells(lines: Lines, asked: Faults) -> None:
    """Accepted lines that answer nothing, beside claims of the same agreement, organisation,
    measure, place and month in the same file: more accepted than claimed, asked once a cell."""
    loose = (lines.claim < 0) & (lines.claim_here < 0)
    accepted = loose & (lines.stage == Stage.ACCEPTED)
    claimed = loose & (lines.stage == Stage.CLAIMED)
    if not accepted.any() or not claimed.any():
        return
    cell = np.zeros(len(lines), np.int64)
    for column in (
        lines.agreement, lines.organisation, lines.measure, lines.location, lines.month,
    ):  # fmt: skip
        _, values = np.unique(column, return_inverse=True)
        _, cell = np.unique(cell * (int(values.max()) + 1) + values, return_inverse=True)
    totals = {
        name: _sums(cell, lines.quantity, chosen)
        for name, chosen in (("accepted", accepted), ("claimed", claimed))
    }
    has_claim = np.bincount(cell[claimed], minlength=int(cell.max()) + 1) > 0
    too_much = has_claim & (totals["accepted"] > totals["claimed"])
    chosen = np.flatnonzero(accepted & too_much[cell])
    _, last = np.unique(cell[chosen][::-1], return_index=True)
    lines.ask(
        "more_accepted_than_claimed",
        "quantity",
        asked,
        chosen[::-1][last],
        found=lambda line: write_quantity(int(totals["accepted"][cell[line]])),
        expected=lambda line: write_quantity(int(totals["claimed"][cell[line]])),
    )


def _sums(cell: Numbers, quantity: Numbers, chosen: Mask) -> Numbers:
    sums = np.zeros(int(cell.max()) + 1, np.int64)
    np.add.at(sums, cell[chosen], quantity[chosen])
    return sums

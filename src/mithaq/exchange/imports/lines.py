"""Deliveries about to be posted, as plain columns to ask questions of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.exchange.faults import Faults
from mithaq.exchange.tables.forms import Form, report_finding
from mithaq.exchange.tables.rules import Finding
from mithaq.ledger.prepared import Prepared

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Say = Callable[[int], object]
_NONE = -1


@dataclass(frozen=True)
class Lines:
    """New deliveries, in the order of the ledger; ids of what they name, -1 where nothing is named.

    `at[i]` is line i's place in the form. `claim` is the claim of the ledger that it answers,
    `claim_here` the place among these lines of one that comes in with it.
    """

    form: Form
    at: Numbers
    month: Numbers
    stage: Numbers
    quantity: Numbers
    measure: Numbers
    location: Numbers
    organisation: Numbers
    agreement: Numbers
    claim: Numbers
    claim_here: Numbers

    def __len__(self) -> int:
        return len(self.at)

    def key(self, line: int) -> str:
        """A line's key, as answers write it."""
        at = int(self.at[line])
        return f"{self.form.said('source', at)}#{self.form.said('line', at)}"

    def ask(
        self, code: str, column: str, asked: Faults, chosen: Numbers, *, found: Say, expected: Say
    ) -> None:
        """Ask about the chosen lines, in the order of the form; `found` and `expected` are given a
        line's number."""
        if not len(chosen):
            return
        inward = chosen[np.argsort(self.at[chosen], kind="stable")]
        line_at = dict(zip(self.at[inward[: asked.limit]].tolist(), inward.tolist(), strict=False))
        finding = Finding(
            code,
            column,
            self.at[inward],
            lambda at: found(line_at[at]),
            lambda at: expected(line_at[at]),
        )
        report_finding(finding, self.form.sheet, self.form.rows, asked)

    def said(self, column: str) -> Say:
        """What the file says in a column of a line."""
        return lambda line: self.form.said(column, int(self.at[line]))


def lines_of(form: Form, prepared: Prepared) -> Lines:
    """The new lines of what is about to be posted."""
    named = {
        name: _ids(prepared.lines.column(name))
        for name in (
            "stage",
            "quantity",
            "measure",
            "location",
            "organisation",
            "agreement",
            "claim",
            "claim_here",
        )
    }
    return Lines(form, prepared.items, prepared.months, **named)


def _ids(column: pa.ChunkedArray) -> Numbers:
    filled: Numbers = pc.fill_null(column, _NONE).to_numpy().astype(np.int64, copy=False)
    return filled

"""What is asked about deliveries that are otherwise sound, a column at a time."""

from __future__ import annotations

import numpy as np
from django.utils import timezone

from mithaq.engine.months import month_of, write_month
from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.answers import Answers
from mithaq.exchange.imports.claim_questions import ask_of_claims
from mithaq.exchange.imports.lines import Lines, Mask, lines_of
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.prepared import Prepared
from mithaq.ledger.queries.frames import EARLIEST, LATEST, Frame, frames_of, parts_of

_SOME_PARTS = 5


def ask_of_deliveries(form: Form, answers: Answers, prepared: Prepared, asked: Faults) -> None:
    """Every question about the new lines; what is in the ledger already was asked about then."""
    lines = lines_of(form, prepared)
    if not len(lines):
        return
    _ask_of_time(lines, asked)
    _ask_of_agreements(lines, asked)
    _ask_of_measures(lines, asked)
    ask_of_claims(lines, answers, asked)


def _ask_of_time(lines: Lines, asked: Faults) -> None:
    today = month_of(timezone.localdate())
    lines.ask(
        "month_to_come",
        "month",
        asked,
        np.flatnonzero(lines.month > today),
        found=lines.said("month"),
        expected=lambda _: write_month(today),
    )


def _ask_of_agreements(lines: Lines, asked: Faults) -> None:
    """Of lines that state an agreement: the month, and who delivered."""
    stated = np.flatnonzero(lines.agreement >= 0)
    if not len(stated):
        return
    agreements, place = np.unique(lines.agreement[stated], return_inverse=True)
    frames = frames_of(agreements.tolist())
    ordered = [frames[agreement] for agreement in agreements.tolist()]
    first, last, partner = (
        np.array([getattr(frame, name) for frame in ordered], np.int64)[place]
        for name in ("first", "last", "partner")
    )
    month, organisation = lines.month[stated], lines.organisation[stated]
    lines.ask(
        "month_outside_agreement",
        "month",
        asked,
        stated[(month < first) | (month > last)],
        found=lines.said("month"),
        expected=lambda line: _span(frames[int(lines.agreement[line])]),
    )
    other = (organisation >= 0) & (organisation != partner)
    other[other] &= ~_implements(lines, stated[other], frames)
    lines.ask(
        "other_organisation",
        "organisation",
        asked,
        stated[other],
        found=lines.said("organisation"),
        expected=lambda line: frames[int(lines.agreement[line])].partner_code,
    )


def _span(frame: Frame) -> str:
    first = write_month(frame.first) if frame.first > EARLIEST else ""
    last = write_month(frame.last) if frame.last < LATEST else ""
    return f"{first} … {last}".strip()


def _implements(lines: Lines, chosen: np.ndarray, frames: dict[int, Frame]) -> Mask:
    """Which of the lines were delivered by a party that implements their agreement that month."""
    implements = np.zeros(len(chosen), dtype=bool)
    agreement, organisation = lines.agreement[chosen], lines.organisation[chosen]
    month = lines.month[chosen]
    for number in np.unique(agreement).tolist():
        for party, first, last in frames[number].implementing:
            theirs = (agreement == number) & (organisation == party)
            implements |= theirs & (month >= first) & (month <= last)
    return implements


def _ask_of_measures(lines: Lines, asked: Faults) -> None:
    measures, place = np.unique(lines.measure, return_inverse=True)
    parts = parts_of(measures.tolist())
    has_parts = np.isin(measures, list(parts))[place]
    lines.ask(
        "parent_measure",
        "measure",
        asked,
        np.flatnonzero(has_parts),
        found=lines.said("measure"),
        expected=lambda line: " | ".join(parts[int(lines.measure[line])][:_SOME_PARTS]),
    )

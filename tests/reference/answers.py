"""The answers to one question, from the reference and from the fast engine, in the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pyarrow as pa

from mithaq.engine import reckoning as engine
from mithaq.engine.ledger_tables import LedgerTables, connect
from mithaq.engine.reckoning import result
from tests.reference.cliffs import Cliff, cliffs
from tests.reference.columns import columns_of, first_of, in_units
from tests.reference.ledger import STAGES, Ledger
from tests.reference.questions import Question
from tests.reference.reckoning import (
    Disagreement,
    Overlap,
    ReckonedLine,
    UnpledgedDelivery,
    disagreements,
    overlaps,
    reckon,
    unpledged,
)

CONNECTION = connect(threads=1, memory="1GB")


@dataclass(frozen=True)
class Answers:
    """Everything that is reckoned, each list in its natural order."""

    lines: list[ReckonedLine]
    disagreements: list[Disagreement]
    unpledged: list[UnpledgedDelivery]
    overlaps: list[Overlap]
    cliffs: list[Cliff]


def reference_answers(question: Question) -> Answers:
    """By the slow and obvious rules."""
    return Answers(
        lines=reckon(question),
        disagreements=sorted(disagreements(question), key=disagreement_order),
        unpledged=sorted(unpledged(question), key=lambda row: (row.source, row.line)),
        overlaps=overlaps(question),
        cliffs=cliffs(question),
    )


def engine_answers(question: Question, columns: Mapping[str, pa.Table] | None = None) -> Answers:
    """By the fast engine; `columns` may hold the same ledger's rows in another order."""
    tables = columns_of(question.everything) if columns is None else columns
    found = full_reckoning(tables, question.as_of, question.known_at)
    return Answers(
        lines=[line_in_our_words(line) for line in found.reckoning.lines],
        disagreements=sorted(
            (disagreement_in_our_words(row) for row in found.reckoning.disagreements),
            key=disagreement_order,
        ),
        unpledged=unpledged_in_our_words(question.everything, found.unpledged),
        overlaps=sorted(
            (overlap_in_our_words(row) for row in found.overlaps),
            key=lambda row: (row.facility, row.measure, row.month),
        ),
        cliffs=sorted(
            (cliff_in_our_words(row) for row in found.cliffs),
            key=lambda row: (row.facility, FAMILY_ORDER.index(row.family)),
        ),
    )


FAMILY_ORDER = ("service", "staff", "goods", "money")


def full_reckoning(
    columns: Mapping[str, pa.Table], as_of: date, known_at: datetime | None
) -> result.FullReckoning:
    """All four answers of the fast engine at once."""
    tables = LedgerTables.from_arrow(CONNECTION, columns)
    return engine.reckon_fully(tables, as_of=as_of, known_at=known_at)


def disagreement_order(row: Disagreement) -> tuple[str, str, str, str, date]:
    """By line, location, measure and month."""
    return (row.agreement, row.line, row.location, row.measure, row.month)


def line_in_our_words(line: result.ReckonedLine) -> ReckonedLine:
    """Units instead of millionths."""
    stages = {stage: in_units(getattr(line, stage)) for stage in STAGES}
    return ReckonedLine(
        agreement=line.agreement,
        line=line.line,
        measure=line.measure,
        unit=line.unit,
        quantity=in_units(line.quantity),
        **stages,
        counted=in_units(line.counted),
        low=in_units(line.counted_low),
        high=in_units(line.counted_high),
        expected=None if line.expected is None else in_units(line.expected),
        share=line.share,
        state=line.state.value,
        reports_due=line.reports_due,
        reports_come=line.reports_come,
        made_up=line.made_up,
    )


def disagreement_in_our_words(row: result.Disagreement) -> Disagreement:
    """Units instead of millionths, a first day instead of a month's number."""
    return Disagreement(
        row.agreement,
        row.line,
        row.location,
        row.measure,
        first_of(row.month),
        in_units(row.facility_quantity),
        in_units(row.partner_quantity),
    )


def unpledged_in_our_words(
    ledger: Ledger, found: result.UnpledgedDeliveries
) -> list[UnpledgedDelivery]:
    """Source and line instead of the delivery's number."""
    rows = []
    for row in found.rows():
        delivery = ledger.deliveries[int(str(row["delivery"])) - 1]
        rows.append(UnpledgedDelivery(delivery.source, delivery.line, str(row["reason"])))
    return sorted(rows, key=lambda row: (row.source, row.line))


def overlap_in_our_words(row: result.Overlap) -> Overlap:
    """A first day instead of a month's number."""
    return Overlap(row.facility, row.measure, first_of(row.month), row.organisations)


def cliff_in_our_words(row: result.Cliff) -> Cliff:
    """Units instead of millionths."""
    return Cliff(row.facility, row.family, row.ends_on, row.agreements, in_units(row.delivered))

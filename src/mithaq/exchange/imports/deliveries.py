"""Taking in deliveries: columns straight to the ledger's columns, millions at once."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.answers import Answers, read_answers
from mithaq.exchange.imports.delivery_questions import ask_of_deliveries
from mithaq.exchange.imports.takings import Order, Taken
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.actions import post_columns
from mithaq.ledger.canonical import CLAIMANTS, STAGES
from mithaq.ledger.prepared import Prepared
from mithaq.ledger.records import Posted


def take_deliveries(form: Form, order: Order) -> Taken:
    """Post the rows, all of them or none. Only the last step holds the ledger's lock."""
    asked = Faults()
    answers = read_answers(form, asked)
    looked: list[Faults] = []

    def look(prepared: Prepared) -> None:
        looked[:] = [Faults()]
        ask_of_deliveries(form, answers, prepared, looked[0])

    def taken(posted: Posted) -> Taken:
        known = len(form) - posted.deliveries
        return Taken(posted.deliveries, 0, known, posted.batch, asked.joined(*looked))

    posted = post_columns(
        _delivery_columns(form, answers),
        actor=order.actor,
        kind="import",
        dry_run=order.dry_run,
        then=lambda posted: order.keep(taken(posted)),
        look=look,
    )
    return taken(posted)


def _delivery_columns(form: Form, answers: Answers) -> pa.Table:
    """The form as a table of `ledger.records.DELIVERY_COLUMNS`."""
    columns = form.columns
    return pa.table(
        {
            "source": columns["source"],
            "line": columns["line"],
            "stage": _numbers(columns["stage"], STAGES),
            "claimant": _numbers(columns["claimant"], CLAIMANTS),
            "measure": columns["measure"],
            "location": _locations(columns["facility"], columns["place"]),
            "month": columns["month"],
            "quantity": columns["quantity"],
            "organisation": columns["organisation"],
            "agreement": columns["agreement"],
            "answers_source": answers.source,
            "answers_line": answers.line,
        }
    )


def _numbers(column: pa.DictionaryArray, words: Sequence[str]) -> pa.Array:
    """Each word's place in its list."""
    places = [words.index(word) for word in column.dictionary.to_pylist()]
    return pa.array(places, pa.int8()).take(column.indices)


def _locations(facilities: pa.DictionaryArray, places: pa.DictionaryArray) -> pa.Array:
    """The facility's code, or the place's: exactly one of the two is there."""
    if places.null_count == len(places):
        return facilities
    if facilities.null_count == len(facilities):
        return places
    return pc.coalesce(facilities.cast(pa.string()), places.cast(pa.string()))

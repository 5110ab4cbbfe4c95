"""Which claim a line answers in the end: the root, found when the line is posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.engine.ledger_tables import Stage
from mithaq.ledger.faults import ANSWERS_ITSELF, NOT_A_CLAIM, UNKNOWN_CLAIM
from mithaq.ledger.incoming import Incoming, Mask, Numbers
from mithaq.ledger.models import Delivery
from mithaq.registry.faults import Fault, FaultKind
from mithaq.registry.lookups import chunks
from mithaq.registry.rows import default_country

_NONE = -1
_TEXT = pa.large_string()


@dataclass(frozen=True)
class Claims:
    """The root claim of each incoming line, -1 where it answers none.

    `here[i]` is a row of the incoming lines, `number[i]` a delivery of the ledger: one of the two.
    `source` and `line` name it, null where there is none.
    """

    here: Numbers
    number: Numbers
    source: pa.Array
    line: pa.Array


@dataclass(frozen=True)
class _Recorded:
    """What answers name in the ledger: the root of the line named, and whether it is a claim."""

    number: Numbers
    is_claim: Mask
    source: pa.Array
    line: pa.Array


def resolve_claims(incoming: Incoming) -> tuple[Claims, list[Fault]]:
    """Follow answers to their roots, within the incoming lines and on into the ledger.

    Faults: a line that is not there, a root that is no claim, answers that go in a circle.
    """
    answers = incoming.codes["answers_source"]
    if answers.null_count == len(answers):
        none = np.full(len(incoming), _NONE, np.int64)
        empty = pa.nulls(len(incoming), _TEXT)
        return Claims(none, none, empty, empty), []
    named_here, is_foreign = _named_here(incoming)
    recorded = _named_in_ledger(incoming, is_foreign)
    is_answer = pc.is_valid(answers).to_numpy(zero_copy_only=False)
    root = _roots(named_here)
    in_circle = named_here[root] != _NONE
    # The way ends at a line of the incoming ones, or leaves them for the ledger there.
    number = recorded.number[root]
    here = np.where((number == _NONE) & (root != np.arange(len(root))), root, _NONE)
    is_claim = np.where(
        number == _NONE, incoming.stage[root] == Stage.CLAIMED, recorded.is_claim[root]
    )
    lost = is_answer & (named_here == _NONE) & (recorded.number == _NONE)
    faults = [
        *_faults(incoming, lost, UNKNOWN_CLAIM),
        *_faults(incoming, is_answer & in_circle, ANSWERS_ITSELF),
        *_faults(incoming, is_answer & ~in_circle & ~lost & ~lost[root] & ~is_claim, NOT_A_CLAIM),
    ]
    names = {
        name: _chosen(incoming.codes[name], here, column, root, number)
        for name, column in (("source", recorded.source), ("line", recorded.line))
    }
    return Claims(here, number, names["source"], names["line"]), faults


def _faults(incoming: Incoming, mask: Mask, kind: FaultKind) -> list[Fault]:
    return [
        kind(found=_answer(incoming, row), item=int(incoming.item[row]), field="answers_source")
        for row in np.flatnonzero(mask).tolist()
    ]


def _answer(incoming: Incoming, row: int) -> str:
    source, line = incoming.codes["answers_source"][row], incoming.codes["answers_line"][row]
    return f"{source.as_py()}#{line.as_py()}"


def _named_here(incoming: Incoming) -> tuple[Numbers, Mask]:
    """The incoming line that each one answers; and whether it answers a source not among them."""
    codes = incoming.codes
    source = _places(codes["answers_source"], codes["source"].dictionary)
    line = _places(codes["answers_line"], codes["line"].dictionary)
    lines = len(codes["line"].dictionary)
    key = codes["source"].indices.to_numpy().astype(np.int64) * lines
    key += codes["line"].indices.to_numpy()
    asked = np.where((source >= 0) & (line >= 0), source * lines + line, _NONE)
    sorter = np.argsort(key, kind="stable")
    place = np.searchsorted(key, asked, sorter=sorter)
    candidate = sorter[np.minimum(place, len(key) - 1)]
    named = np.where((asked >= 0) & (key[candidate] == asked), candidate, _NONE)
    is_answer = pc.is_valid(codes["answers_source"]).to_numpy(zero_copy_only=False)
    return named, is_answer & (source < 0)


def _places(column: pa.DictionaryArray, values: pa.Array) -> Numbers:
    """Each text's place among the values, -1 where it is none of them or null."""
    if not len(column.dictionary):
        return np.full(len(column), _NONE, np.int64)
    by_entry = pc.fill_null(pc.index_in(column.dictionary, value_set=values), _NONE).to_numpy()
    entry = pc.fill_null(column.indices, 0).to_numpy()
    missing = pc.is_null(column.indices).to_numpy(zero_copy_only=False)
    return np.where(missing, _NONE, by_entry[entry]).astype(np.int64)


def _roots(named: Numbers) -> Numbers:
    """The end of each line's way; of a circle, any line in it. Each round doubles the stride."""
    root = np.where(named == _NONE, np.arange(len(named)), named)
    for _ in range(max(len(named), 1).bit_length() + 1):
        further = root[root]
        if (further == root).all():
            break
        root = further
    return root


def _named_in_ledger(incoming: Incoming, is_foreign: Mask) -> _Recorded:
    count = len(incoming)
    rows = np.flatnonzero(is_foreign)
    number = np.full(count, _NONE, np.int64)
    is_claim = np.zeros(count, np.bool_)
    source, line = pa.nulls(count, _TEXT), pa.nulls(count, _TEXT)
    if not len(rows):
        return _Recorded(number, is_claim, source, line)
    taken = pa.array(rows)
    asked = pa.table(
        {
            "row": taken,
            "source": incoming.codes["answers_source"].take(taken).cast(_TEXT),
            "line": incoming.codes["answers_line"].take(taken).cast(_TEXT),
        }
    )
    found = asked.join(_lines_of(pc.unique(asked["source"]).to_pylist()), ["source", "line"])
    found = found.filter(pc.is_valid(found["number"]))
    at = found["row"].to_numpy()
    number[at] = found["number"].to_numpy()
    is_claim[at] = found["stage"].to_numpy() == Stage.CLAIMED
    places = np.full(count, _NONE, np.int64)
    places[at] = np.arange(len(at))
    indices = pa.array(places, mask=places == _NONE)
    names = [pc.take(found[name].combine_chunks(), indices) for name in ("of_source", "of_line")]
    return _Recorded(number, is_claim, *names)


def _lines_of(sources: Sequence[str]) -> pa.Table:
    """The lines of these postings with their root claims (a line that answers none is its own)."""
    rows: list[tuple[object, ...]] = []
    for chunk in chunks(sources):
        lines = Delivery.objects.filter(
            posting__country=default_country(), posting__source__in=chunk
        )
        rows += lines.values_list(
            "posting__source",
            "line",
            "id",
            "stage",
            "claim_id",
            "claim__stage",
            "claim__posting__source",
            "claim__line",
        )
    columns = list(zip(*rows, strict=True)) or [()] * 8
    names = ["source", "line", "id", "stage", "claim", "claim_stage", "claim_source", "claim_line"]
    texts = {"source", "line", "claim_source", "claim_line"}
    found = pa.table(
        {
            name: pa.array(column, _TEXT if name in texts else pa.int64())
            for name, column in zip(names, columns, strict=True)
        }
    )
    return pa.table(
        {
            "source": found["source"],
            "line": found["line"],
            "number": pc.coalesce(found["claim"], found["id"]),
            "stage": pc.coalesce(found["claim_stage"], found["stage"]),
            "of_source": pc.coalesce(found["claim_source"], found["source"]),
            "of_line": pc.coalesce(found["claim_line"], found["line"]),
        }
    )


def _chosen(
    own: pa.DictionaryArray, here: Numbers, recorded: pa.Array, root: Numbers, number: Numbers
) -> pa.Array:
    """The root's name: of an incoming line, or of the line in the ledger that the root answers."""
    of_incoming = own.cast(_TEXT).take(pa.array(here, mask=here == _NONE))
    of_ledger = recorded.take(pa.array(root, mask=number == _NONE))
    return pc.coalesce(of_incoming, of_ledger)

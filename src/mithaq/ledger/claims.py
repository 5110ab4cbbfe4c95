"""Which claim a line answers in the end: the root, found when the line is posted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from mithaq.ledger.faults import ANSWERS_ITSELF, UNKNOWN_CLAIM
from mithaq.ledger.incoming import Incoming, Mask, Numbers
from mithaq.ledger.models import Posting
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
    """What answers name in the ledger: the root of the line named."""

    number: Numbers
    source: pa.Array
    line: pa.Array


def resolve_claims(incoming: Incoming) -> tuple[Claims, list[Fault]]:
    """Follow answers to their roots, within the incoming lines and on into the ledger.

    Faults: a line that is not there, answers that go in a circle. A root should be a claim; one
    that is accepted without a claim is taken as it is, and whoever imports it is asked.
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
    lost = is_answer & (named_here == _NONE) & (recorded.number == _NONE)
    faults = [
        *_faults(incoming, lost, UNKNOWN_CLAIM),
        *_faults(incoming, is_answer & in_circle, ANSWERS_ITSELF),
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
    number = np.full(count, _NONE, np.int64)
    rows = np.flatnonzero(is_foreign)
    nothing = pa.nulls(count, _TEXT)
    if not len(rows):
        return _Recorded(number, nothing, nothing)
    sources, lines = incoming.codes["answers_source"], incoming.codes["answers_line"]
    asked_source = sources.indices.to_numpy(zero_copy_only=False)[rows].astype(np.int64)
    asked_line = lines.indices.to_numpy(zero_copy_only=False)[rows].astype(np.int64)
    ledger = _ledger_lines(sources.dictionary.take(pa.array(np.unique(asked_source))))
    place = _matched(
        asked_source * len(lines.dictionary) + asked_line,
        _places(ledger["source"], sources.dictionary) * len(lines.dictionary),
        _places(ledger["line"], lines.dictionary),
    )
    found = rows[place != _NONE]
    chosen = pa.array(place[place != _NONE])
    number[found] = ledger["number"].take(chosen).to_numpy()
    at = np.full(count, _NONE, np.int64)
    at[found] = place[place != _NONE]
    indices = pa.array(at, mask=at == _NONE)
    names = [ledger[name].take(indices).cast(_TEXT) for name in ("root_source", "root_line")]
    return _Recorded(number, *names)


def _matched(asked: Numbers, base: Numbers, line: Numbers) -> Numbers:
    """For each key asked for, the row of the ledger's lines that has it, or -1."""
    key = np.where((base >= 0) & (line >= 0), base + line, _NONE)
    if not len(key):
        return np.full(len(asked), _NONE, np.int64)
    sorter = np.argsort(key, kind="stable")
    place = np.minimum(np.searchsorted(key, asked, sorter=sorter), len(key) - 1)
    return np.where(key[sorter[place]] == asked, sorter[place], _NONE)


def _ledger_lines(sources: pa.Array) -> dict[str, pa.Array]:
    """The lines of these postings and their root claims; a line that answers none is its own."""
    postings = _posting_numbers(sources.to_pylist())
    rows = _lines_of(list(postings))
    posting, line, number, claim, root_posting, root_line = (
        zip(*rows, strict=True) if rows else [()] * 6
    )
    own = pa.array(posting, pa.int64())
    root = pc.coalesce(pa.array(root_posting, pa.int64()), own)
    named = postings | _sources_of(set(pc.unique(root).to_pylist()) - postings.keys())
    source = _by_number(named)
    lines = pa.array(line, _TEXT)
    return {
        "source": source(own),
        "line": lines.dictionary_encode(),
        "number": pc.coalesce(pa.array(claim, pa.int64()), pa.array(number, pa.int64())),
        "root_source": source(root),
        "root_line": pc.coalesce(pa.array(root_line, _TEXT), lines),
    }


def _posting_numbers(sources: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(sources):
        rows = Posting.objects.filter(country=default_country(), source__in=chunk)
        found.update(rows.values_list("id", "source"))
    return found


def _sources_of(postings: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(sorted(postings)):
        found.update(Posting.objects.filter(id__in=chunk).values_list("id", "source"))
    return found


def _lines_of(postings: Sequence[int]) -> list[tuple[Any, ...]]:
    """posting, line, number, root claim, its posting, its line."""
    rows: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for chunk in chunks(postings):
            cursor.execute(
                "SELECT d.posting_id, d.line, d.id, d.claim_id, c.posting_id, c.line"  # noqa: S608
                " FROM ledger_delivery d LEFT JOIN ledger_delivery c ON c.id = d.claim_id"
                f" WHERE d.posting_id IN ({', '.join(['%s'] * len(chunk))})",
                chunk,
            )
            rows += cursor.fetchall()
    return rows


def _by_number(named: dict[int, str]) -> Callable[[pa.Array], pa.DictionaryArray]:
    """What turns numbers of postings into their sources."""
    numbers = np.array(sorted(named), np.int64)
    texts = pa.array([named[number] for number in numbers.tolist()], _TEXT)

    def sources(postings: pa.Array) -> pa.DictionaryArray:
        place = np.searchsorted(numbers, postings.to_numpy())
        return pa.DictionaryArray.from_arrays(pa.array(place.astype(np.int32)), texts)

    return sources


def _chosen(
    own: pa.DictionaryArray, here: Numbers, recorded: pa.Array, root: Numbers, number: Numbers
) -> pa.Array:
    """The root's name: of an incoming line, or of the line in the ledger that the root answers."""
    of_incoming = own.cast(_TEXT).take(pa.array(here, mask=here == _NONE))
    of_ledger = recorded.take(pa.array(root, mask=number == _NONE))
    return pc.coalesce(of_incoming, of_ledger)

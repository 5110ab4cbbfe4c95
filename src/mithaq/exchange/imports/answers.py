"""`source#line` as the two keys that it joins.

A `#` may also occur in a source or a line. Where there are several, the split is the one that names
a line of the file or of the ledger; if none does, the last `#` parts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.exchange.faults import Faults
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.queries.answers import lines_of

Key = tuple[str, str]


@dataclass(frozen=True)
class Answers:
    """What each row answers, dictionary-encoded, null where it answers nothing."""

    source: pa.Array
    line: pa.Array


def read_answers(form: Form, asked: Faults) -> Answers:
    """Part the column `answers`; a text that can be read in several ways is asked about."""
    column = form.columns["answers"]
    texts = column.dictionary
    if not len(texts):
        nothing = pa.nulls(len(form), pa.string())
        return Answers(nothing, nothing)
    parts = pc.split_pattern(texts, "#", max_splits=1, reverse=True)
    sources, lines = pc.list_element(parts, 0), pc.list_element(parts, 1)
    unclear = np.flatnonzero(pc.greater(pc.count_substring(texts, "#"), 1).to_numpy(False))
    if len(unclear):
        keys = _keys(form, asked, unclear, texts.take(pa.array(unclear)).to_pylist())
        mask = np.zeros(len(texts), dtype=bool)
        mask[unclear] = True
        sources, lines = (
            pc.replace_with_mask(values, pa.array(mask), pa.array(found, pa.string()))
            for values, found in zip((sources, lines), zip(*keys, strict=True), strict=True)
        )
    return Answers(
        pa.DictionaryArray.from_arrays(column.indices, sources),
        pa.DictionaryArray.from_arrays(column.indices, lines),
    )


def _splits(text: str) -> Iterator[Key]:
    """Every way to part a text at a `#`, the longest source first."""
    at = len(text)
    while (at := text.rfind("#", 0, at)) > 0:
        if at + 1 < len(text):
            yield text[:at], text[at + 1 :]


def _keys(form: Form, asked: Faults, unclear: np.ndarray, texts: Sequence[str]) -> list[Key]:
    known = _own_keys(form) | lines_of({source for text in texts for source, _ in _splits(text)})
    keys = []
    for place, text in zip(unclear.tolist(), texts, strict=True):
        splits = list(_splits(text))
        fitting = [split for split in splits if split in known]
        keys.append((fitting or splits)[0])
        if len(fitting) > 1:
            _ask(form, place, text, fitting[0], asked)
    return keys


def _own_keys(form: Form) -> set[Key]:
    source, line = (form.columns[name].to_pylist() for name in ("source", "line"))
    return set(zip(source, line, strict=True))


def _ask(form: Form, place: int, text: str, chosen: Key, asked: Faults) -> None:
    indices = form.columns["answers"].indices
    at = pc.fill_null(pc.equal(indices, place), False).to_numpy(zero_copy_only=False)
    asked.add_rows(
        "answer_read_two_ways",
        form.rows[at].tolist(),
        sheet=form.sheet,
        column="answers",
        found=[text] * min(int(at.sum()), asked.limit),
        expected=f"{chosen[0]} # {chosen[1]}",
    )

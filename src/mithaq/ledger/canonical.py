"""The canonical bytes of what the ledger holds, and their digests; docs/ledger-format.md.

Everything is a row of text: fields parted by a tab, ended by a line feed, written as PostgreSQL's
COPY writes text, so that an auditor can make the same bytes with other tools. Codes stand for
rows, never their numbers. The text of millions of deliveries is made column by column in Arrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

FORMAT = "mithaq ledger 1\n"
NULL = "\\N"
# What the escaping below can never produce: a number that names no row, a value outside its list.
UNKNOWN = "\\?"
GENESIS = "0" * 64
STAGES = ("claimed", "accepted", "verified")
CLAIMANTS = ("facility", "partner")

_ESCAPES = {
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
}
_ESCAPING = str.maketrans(_ESCAPES)
_NEEDS_ESCAPING = r"[\\\x08-\x0d]"
_TEXT = pa.large_string()

Field = str | int | bool | date | datetime | None


def escaped(text: str) -> str:
    """A text as a field of a row."""
    return text.translate(_ESCAPING)


def field_text(value: Field) -> str:
    """A field: `\\N` for nothing, `t` or `f`, ISO dates, instants in UTC with microseconds."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return escaped(str(value))


def instant_text(at: datetime) -> str:
    """`2026-11-22T08:20:00.123456Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def row_text(*values: Field) -> str:
    """One row, its line feed included."""
    return "\t".join(map(field_text, values)) + "\n"


# --- columns ----------------------------------------------------------------------------------
def codes_column(numbers: pa.Array, codes: Sequence[str], places: npt.NDArray[Any]) -> pa.Array:
    """Escaped codes for row numbers; null stays null, a number that names no row is unknown.

    `places[number]` is the number's place in `codes`, or -1.
    """
    asked = pc.fill_null(numbers, 0).to_numpy(zero_copy_only=False)
    inside = (asked >= 0) & (asked < len(places))
    place = np.where(inside, places[np.where(inside, asked, 0)], -1)
    place = np.where(place < 0, len(codes), place).astype(np.int32)
    indices = pa.array(place, mask=pc.is_null(numbers).to_numpy(zero_copy_only=False))
    dictionary = pa.array([*map(escaped, codes), UNKNOWN], _TEXT)
    return pa.DictionaryArray.from_arrays(indices, dictionary)


def words_column(codes: pa.Array, words: Sequence[str]) -> pa.Array:
    """The word of a list for each code; anything else is unknown."""
    numbers = pc.fill_null(codes, -1).to_numpy(zero_copy_only=False)
    place = np.where((numbers >= 0) & (numbers < len(words)), numbers, len(words))
    return pa.DictionaryArray.from_arrays(
        pa.array(place.astype(np.int32)), pa.array([*words, UNKNOWN], _TEXT)
    )


def escaped_column(texts: pa.Array) -> pa.Array:
    """A column of texts, escaped; dictionary-encoded ones by their dictionary only."""
    if pa.types.is_dictionary(texts.type):
        return pa.DictionaryArray.from_arrays(texts.indices, escaped_column(texts.dictionary))
    texts = texts.cast(_TEXT)
    if not pc.any(pc.match_substring_regex(texts, _NEEDS_ESCAPING), min_count=0).as_py():
        return texts
    return pa.array([None if text is None else escaped(text) for text in texts.to_pylist()], _TEXT)


def _plain(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, pa.scalar("t", _TEXT), pa.scalar("f", _TEXT))
    return column.cast(_TEXT)


def rows_column(columns: Iterable[pa.Array]) -> pa.Array:
    """The rows of text, line feeds included, of columns of escaped texts, integers or dates."""
    plain = [_plain(column) for column in columns]
    joined = pc.binary_join_element_wise(
        *plain, pa.scalar("\t", _TEXT), null_handling="replace", null_replacement=NULL
    )
    return pc.binary_join_element_wise(joined, pa.scalar("", _TEXT), pa.scalar("\n", _TEXT))


# --- postings ---------------------------------------------------------------------------------
HEAD_FIELDS = ("source", "on", "is_made_up", "reverses", "reason")
LINE_FIELDS = (
    "line",
    "stage",
    "claimant",
    "measure",
    "location",
    "month",
    "quantity",
    "organisation",
    "agreement",
    "claim_source",
    "claim_line",
)


def posting_digests(
    heads: pa.Table, lines: pa.Table | None, counts: npt.NDArray[np.int64]
) -> list[bytes]:
    """SHA-256 of each posting: its head's row, then its lines' rows.

    `heads` has HEAD_FIELDS, `lines` LINE_FIELDS (both escaped where they are text). The lines of
    the first posting stand first, in canonical order, `counts[i]` of them for posting i; None
    where there are none at all.
    """
    word = pa.array(["posting"] * len(heads), _TEXT)
    head_rows = rows_column([word, *(_whole(heads, name) for name in HEAD_FIELDS)])
    head_bytes, head_ends = rows_bytes(head_rows)
    line_bytes, line_ends = memoryview(b""), np.zeros(1, np.int64)
    if lines is not None:
        line_bytes, line_ends = rows_bytes(
            rows_column([_whole(lines, name) for name in LINE_FIELDS])
        )
    last = np.cumsum(counts)
    digests = []
    head_start = line_start = 0
    for head_end, line_end in zip(head_ends[1:].tolist(), line_ends[last].tolist(), strict=True):
        digest = sha256(head_bytes[head_start:head_end])
        digest.update(line_bytes[line_start:line_end])
        digests.append(digest.digest())
        head_start, line_start = head_end, line_end
    return digests


def canonical_order(posting: npt.NDArray[np.int64], line: pa.Array) -> npt.NDArray[np.int64]:
    """The order of lines: by posting, then by the length of `line` in bytes, then by its bytes."""
    encoded = line if pa.types.is_dictionary(line.type) else line.dictionary_encode()
    rank = line_ranks(encoded.dictionary)[encoded.indices.to_numpy()]
    key = posting * (len(encoded.dictionary) + 1) + rank
    if len(key) < 2 or bool((key[1:] >= key[:-1]).all()):
        return np.arange(len(key), dtype=np.int64)
    return np.argsort(key, kind="stable")


def line_ranks(lines: pa.Array) -> npt.NDArray[np.int64]:
    """Each text's rank by length in bytes, then by bytes; equal texts have ranks of their own."""
    keyed = pa.table({"length": pc.binary_length(lines), "line": lines.cast(pa.large_binary())})
    order = pc.sort_indices(keyed, sort_keys=[("length", "ascending"), ("line", "ascending")])
    ranks = np.empty(len(lines), np.int64)
    ranks[order.to_numpy()] = np.arange(len(lines))
    return ranks


def _whole(table: pa.Table, name: str) -> pa.Array:
    column = table.column(name)
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def rows_bytes(rows: pa.Array) -> tuple[memoryview, npt.NDArray[np.int64]]:
    """The rows' bytes end to end, and where each begins, with the end of the last."""
    if len(rows) == 0:
        return memoryview(b""), np.zeros(1, np.int64)
    _, offsets, texts = rows.buffers()
    begins = np.frombuffer(offsets, np.int64, count=len(rows) + 1, offset=rows.offset * 8)
    return memoryview(texts), begins


# --- batches ----------------------------------------------------------------------------------
def batch_digest(
    head: Sequence[Field], previous: str, postings: bytes, entries: Sequence[str]
) -> str:
    """SHA-256 (hex) of a batch: format, head, previous digest, its postings' digests (32 bytes
    each, written as hex), its other entries' rows in the order of their bytes."""
    digest = sha256(FORMAT.encode())
    digest.update(row_text("batch", *head).encode())
    digest.update(row_text("previous", previous).encode())
    if postings:
        digest.update(postings.hex("\n", 32).encode() + b"\n")
    for entry in sorted(row.encode() for row in entries):
        digest.update(entry)
    return digest.hexdigest()

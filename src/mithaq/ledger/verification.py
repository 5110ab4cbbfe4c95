"""Checking postings against their own digests, a range at a time; runs in processes of their own.

What a posting says is made anew from its rows, as canonical bytes, and compared with the digest it
was recorded with. Nothing here imports Django.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.ledger.canonical import (
    CLAIMANTS,
    STAGES,
    UNKNOWN,
    codes_column,
    escaped_column,
    line_ranks,
    posting_digests,
    words_column,
)
from mithaq.ledger.reading import Address, Reader, opened

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
_TEXT = pa.large_string()

_HEADS = pa.schema(
    [
        ("posting", pa.int64()),
        ("country", pa.string()),
        ("source", pa.string()),
        ("on", pa.string()),
        ("is_made_up", pa.int64()),
        ("reverses", pa.int64()),
        ("reason", pa.string()),
        ("digest", pa.string()),
        ("target_source", pa.string()),
        ("target_reverses", pa.int64()),
    ]
)
_LINES = pa.schema(
    [
        ("delivery", pa.int64()),
        ("posting", pa.int64()),
        ("line", pa.string()),
        *((name, pa.int64()) for name in ("stage", "claimant", "measure", "location")),
        ("month", pa.string()),
        *((name, pa.int64()) for name in ("quantity", "organisation", "agreement", "claim")),
        ("claim_source", pa.string()),
        ("claim_line", pa.string()),
        ("claim_stage", pa.int64()),
        ("claim_claim", pa.int64()),
    ]
)
_BOUNDS = pa.schema([("first", pa.int64()), ("last", pa.int64()), ("count", pa.int64())])
_CODES = pa.schema([("id", pa.int64()), ("code", pa.string())])
# A column → the table whose codes its numbers stand for.
_TABLES = {
    "measure": "ledger_measure",
    "location": "registry_location",
    "organisation": "registry_organisation",
    "agreement": "ledger_agreement",
}


@dataclass(frozen=True)
class PostingRange:
    """Postings from `first` to `last` of a country."""

    first: int
    last: int
    country: str


@dataclass(frozen=True)
class Finding:
    """A posting that does not hold, and in what."""

    posting: int
    source: str
    code: str


@dataclass(frozen=True)
class Findings:
    """What a range came to: its lines' positions, and the first posting that does not hold."""

    asked: PostingRange
    lines: int
    first_delivery: int
    last_delivery: int
    first: Finding | None


def verify_range(where: Address, asked: PostingRange) -> Findings:
    """Check a range in a process of its own."""
    with opened(where) as reader:
        return verify(reader, asked)


def verify(reader: Reader, asked: PostingRange) -> Findings:
    """Check the postings of a range and all their lines."""
    heads = _read_heads(reader, asked)
    lines = _read_lines(reader, asked)
    wrong: list[tuple[int, int, str]] = []  # posting, rank of the test, its code

    def note(postings: Numbers, code: str) -> None:
        if len(postings):
            wrong.append((int(postings.min()), len(wrong), code))

    present = heads["posting"].to_numpy()
    missing = np.setdiff1d(np.arange(asked.first, asked.last + 1), present)
    note(missing, "missing")
    note(np.setdiff1d(lines["posting"].to_numpy(), present), "missing")
    lines = lines.filter(pc.is_in(lines["posting"], value_set=heads["posting"].combine_chunks()))
    _test_heads(heads, lines, asked.country, note)
    _test_lines(lines, note)
    _test_digests(reader, heads, lines, note)
    delivery = lines["delivery"].to_numpy()
    return Findings(
        asked,
        len(lines),
        int(delivery.min()) if len(delivery) else 0,
        int(delivery.max()) if len(delivery) else 0,
        _first(wrong, heads),
    )


def _first(wrong: list[tuple[int, int, str]], heads: pa.Table) -> Finding | None:
    if not wrong:
        return None
    posting, _, code = min(wrong)
    place = pc.index(heads["posting"], posting).as_py()
    source = heads["source"][place].as_py() if place >= 0 else None
    return Finding(posting, source or "", code)


Note = Callable[[Numbers, str], None]


# --- reading ------------------------------------------------------------------------------------
def _read_heads(reader: Reader, asked: PostingRange) -> pa.Table:
    digest = "lower(hex(p.digest))" if reader.vendor == "sqlite" else "encode(p.digest, 'hex')"
    return reader.read(
        'SELECT p.id, p.country, p.source, CAST(p."on" AS TEXT), CAST(p.is_made_up AS INTEGER),'  # noqa: S608
        f" p.reverses_id, p.reason, {digest}, r.source, r.reverses_id"
        " FROM ledger_posting p LEFT JOIN ledger_posting r ON r.id = p.reverses_id"
        f" WHERE p.id BETWEEN {int(asked.first)} AND {int(asked.last)} ORDER BY p.id",
        _HEADS,
    )


def _read_lines(reader: Reader, asked: PostingRange) -> pa.Table:
    """The lines of these postings by posting, then position.

    They stand side by side, so that they are read by position; unless tampering has moved one.
    """
    postings = f"posting_id BETWEEN {int(asked.first)} AND {int(asked.last)}"
    bounds = reader.read(
        f"SELECT min(id), max(id), count(*) FROM ledger_delivery WHERE {postings}",  # noqa: S608
        _BOUNDS,
    ).to_pylist()[0]
    if not bounds["count"]:
        return _LINES.empty_table()
    first, last = bounds["first"], bounds["last"]
    is_whole = last - first + 1 <= 2 * bounds["count"]
    which = f"d.id BETWEEN {first} AND {last} AND d.{postings}" if is_whole else f"d.{postings}"
    lines = reader.read(
        "SELECT d.id, d.posting_id, d.line, d.stage, d.claimant, d.measure_id, d.location_id,"  # noqa: S608
        " CAST(d.month AS TEXT), d.quantity, d.organisation_id, d.agreement_id, d.claim_id,"
        " p.source, c.line, c.stage, c.claim_id FROM ledger_delivery d"
        " LEFT JOIN ledger_delivery c ON c.id = d.claim_id"
        f" LEFT JOIN ledger_posting p ON p.id = c.posting_id WHERE {which}",
        _LINES,
    )
    keys = lines["posting"].to_numpy(), lines["delivery"].to_numpy()
    order = np.lexsort(keys[::-1])
    in_order = bool((np.diff(order) == 1).all())
    return lines if in_order else lines.take(pa.array(order))


# --- tests --------------------------------------------------------------------------------------
def _test_heads(heads: pa.Table, lines: pa.Table, country: str, note: Note) -> None:
    """A posting either has lines, or names one that is no reversal, with a reason."""
    postings = heads["posting"].to_numpy()
    has_lines = np.isin(postings, lines["posting"].to_numpy())
    reverses = _filled(heads["reverses"])
    is_reversal = reverses >= 0
    has_reason = _mask(pc.not_equal(heads["reason"], ""))
    reverses_well = _mask(pc.is_valid(heads["target_source"])) & (reverses < postings)
    reverses_well &= _filled(heads["target_reverses"]) < 0
    note(postings[~_mask(pc.equal(heads["country"], country))], "country")
    note(postings[is_reversal & (has_lines | ~has_reason | ~reverses_well)], "reversal")
    note(postings[~is_reversal & (~has_lines | has_reason)], "lines")


def _test_lines(lines: pa.Table, note: Note) -> None:
    """Lines in canonical order without gaps; known stages and claimants; answers of claims."""
    posting, delivery = lines["posting"].to_numpy(), lines["delivery"].to_numpy()
    line = lines["line"].combine_chunks().cast(_TEXT).dictionary_encode()
    rank = line_ranks(line.dictionary)[pc.fill_null(line.indices, 0).to_numpy()]
    note(posting[1:][np.diff(delivery) != 1], "position")
    note(posting[1:][(np.diff(posting) == 0) & (np.diff(rank) <= 0)], "order")
    stage, claimant = _filled(lines["stage"]), _filled(lines["claimant"])
    note(posting[(stage < 0) | (stage >= len(STAGES))], "stage")
    note(posting[(claimant < 0) | (claimant >= len(CLAIMANTS))], "claimant")
    note(posting[_filled(lines["quantity"]) < 0], "quantity")
    claim = _filled(lines["claim"])
    # A root should be a claim; one that was accepted without a claim is let stand.
    is_root = (_filled(lines["claim_stage"]) >= 0) & (_filled(lines["claim_claim"]) < 0)
    note(posting[(claim >= 0) & (~is_root | (claim == delivery))], "claim")


def _test_digests(reader: Reader, heads: pa.Table, lines: pa.Table, note: Note) -> None:
    postings = heads["posting"].to_numpy()
    count = np.bincount(
        np.searchsorted(postings, lines["posting"].to_numpy()), minlength=len(heads)
    )
    made = posting_digests(_head_texts(heads), _line_texts(reader, lines), count.astype(np.int64))
    kept = heads["digest"].to_pylist()
    differs = np.array(
        [digest.hex() != said for digest, said in zip(made, kept, strict=True)], bool
    )
    note(postings[differs], "content")


def _head_texts(heads: pa.Table) -> pa.Table:
    flags = words_column(heads["is_made_up"].combine_chunks(), ("f", "t"))
    is_reversal = pc.is_valid(heads["reverses"])
    return pa.table(
        {
            "source": _escaped(heads["source"]),
            "on": _escaped(heads["on"]),
            "is_made_up": flags,
            "reverses": pc.if_else(
                is_reversal, pc.fill_null(_escaped(heads["target_source"]), UNKNOWN), None
            ),
            # Of a posting that reverses nothing there is no reason; any other text is one.
            "reason": pc.if_else(pc.equal(heads["reason"], ""), None, _escaped(heads["reason"])),
        }
    )


def _line_texts(reader: Reader, lines: pa.Table) -> pa.Table:
    answers = pc.is_valid(lines["claim"])
    claims = {
        name: pc.if_else(answers, pc.fill_null(_escaped(lines[name]), UNKNOWN), None)
        for name in ("claim_source", "claim_line")
    }
    return pa.table(
        {
            "line": _escaped(lines["line"]),
            "stage": words_column(lines["stage"].combine_chunks(), STAGES),
            "claimant": words_column(lines["claimant"].combine_chunks(), CLAIMANTS),
            "month": _escaped(lines["month"]),
            "quantity": lines["quantity"],
            **{name: _codes(reader, table, lines[name]) for name, table in _TABLES.items()},
            **claims,
        }
    )


def _codes(reader: Reader, table: str, numbers: pa.ChunkedArray) -> pa.DictionaryArray:
    known = reader.read(f"SELECT id, code FROM {table} ORDER BY id", _CODES)  # noqa: S608
    rows = known["id"].to_numpy()
    places = np.full(int(rows.max()) + 1 if len(rows) else 1, -1, np.int64)
    places[rows] = np.arange(len(rows))
    return codes_column(numbers.combine_chunks(), known["code"].to_pylist(), places)


def _escaped(column: pa.ChunkedArray) -> pa.Array:
    return escaped_column(column.combine_chunks().cast(_TEXT))


def _filled(column: pa.ChunkedArray) -> Numbers:
    return np.asarray(pc.fill_null(column, -1).to_numpy()).astype(np.int64)


def _mask(column: pa.ChunkedArray) -> Mask:
    return np.asarray(pc.fill_null(column, False).to_numpy()).astype(np.bool_)

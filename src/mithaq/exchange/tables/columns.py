"""Columns of raw text read as their kinds, a distinct value at a time.

A million rows seldom hold more than a few thousand distinct codes, months or stages; only those are
looked at. Source keys and quantities may all differ, so a quick pattern settles the sound ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.engine.quantities import MILLION
from mithaq.exchange.messages import MESSAGES, Severity
from mithaq.exchange.tables.cells import read_cell, trimmed
from mithaq.exchange.tables.schemas import TEXT_KINDS, Column, Kind

# Cells of a workbook carry one of these before their text; cells of a CSV carry none.
TEXT, NUMBER, DAY, INSTANT, CLOCK, TRUTH = "t", "n", "d", "i", "c", "b"

# Anything that the slow reading would trim, unescape, refuse or ask about.
_DOUBTFUL: Final = (
    r"^[\s\p{Z}'=+\-@]|[\s\p{Z}]$|[\x00-\x1f\x7f-\x{9f}\x{ad}\x{61c}\x{200b}-\x{200f}"
    r"\x{2028}-\x{202e}\x{2060}-\x{2069}\x{feff}\x{fffd}]"
)
_SOUND_QUANTITY: Final = r"^[0-9]{1,12}(\.[0-9]{1,6})?$"
_SOUND_ANSWER: Final = r"[^#]#[^#]"
_QUICK_TEXT: Final = frozenset({Kind.CODE, Kind.TEXT, Kind.ANSWER})

_TYPES: Final[Mapping[Kind, pa.DataType]] = {
    **dict.fromkeys(TEXT_KINDS, pa.string()),
    Kind.INTEGER: pa.int64(),
    Kind.QUANTITY: pa.int64(),
    Kind.SHARE: pa.int64(),
    Kind.COORDINATE: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.MONTH: pa.int32(),
}

# Faults of distinct values are small numbers while they are counted; 0 is none.
_CODES: Final = ("", *MESSAGES)
_NUMBER_OF: Final = {code: number for number, code in enumerate(_CODES)}
_ERRORS: Final = np.array(
    [bool(code) and MESSAGES[code].severity is Severity.ERROR for code in _CODES]
)


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column once read; `values` has a null where a cell is empty or at fault.

    `faults` numbers each row's fault (`code_of`), 0 where there is none.
    """

    values: pa.Array
    faults: np.ndarray

    @property
    def is_faulty(self) -> np.ndarray:
        """Rows whose cell is refused."""
        errors: np.ndarray = _ERRORS[self.faults]
        return errors


def code_of(number: int) -> str:
    """The code of a fault's number."""
    return _CODES[number]


def read_column(raw: pa.DictionaryArray, column: Column, *, is_marked: bool) -> ReadColumn:
    """The column's cells, read as its kind. `raw` is text, with marks if `is_marked`."""
    texts = raw.dictionary
    faults = np.zeros(len(texts), dtype=np.int16)
    if is_marked:
        texts, faults = _unmarked(texts, column)
    values = _read_distinct(texts, column, faults)
    indices = raw.indices
    by_row = faults[indices.to_numpy()] if len(faults) else np.zeros(len(raw), dtype=np.int16)
    if column.kind in TEXT_KINDS:
        clean = values.dictionary_encode()
        taken = clean.indices.take(indices)
        return ReadColumn(pa.DictionaryArray.from_arrays(taken, clean.dictionary), by_row)
    return ReadColumn(values.take(indices), by_row)


def _unmarked(marked: pa.Array, column: Column) -> tuple[pa.Array, np.ndarray]:
    """The distinct values of a workbook's column without their marks, and what marks refuse."""
    faults = np.zeros(len(marked), dtype=np.int16)
    marks = pc.utf8_slice_codeunits(marked, 0, 1)
    texts = pc.utf8_slice_codeunits(marked, 1)
    special = pc.is_in(marks, value_set=pa.array([DAY, INSTANT, CLOCK]))
    where = np.flatnonzero(special.to_numpy(zero_copy_only=False))
    if not len(where):
        return texts, faults
    replaced = []
    for position in where:
        text, fault = _dated(marks[position].as_py(), texts[position].as_py(), column)
        faults[position] = _NUMBER_OF[fault]
        replaced.append(text)
    return pc.replace_with_mask(texts, special, pa.array(replaced, pa.string())), faults


def _dated(mark: str, text: str, column: Column) -> tuple[str, str]:
    """What a date cell says in a column, and its fault."""
    if column.kind in TEXT_KINDS:
        return text, "date_in_text_cell"
    if mark != DAY:
        return text, "time_in_date_cell" if column.kind in (Kind.DATE, Kind.MONTH) else ""
    if column.kind is Kind.MONTH and text.endswith("-01"):
        return text[:7], ""
    return text, ""


def _read_distinct(texts: pa.Array, column: Column, faults: np.ndarray) -> pa.Array:
    """Distinct texts as values, null where empty or refused; fills in `faults`."""
    settled = _settled(texts, column) & (faults == 0)
    slow = np.flatnonzero(~settled)
    values = _quick_values(texts, column, settled)
    if not len(slow):
        return values
    read = []
    for position, text in zip(slow, texts.take(pa.array(slow)).to_pylist(), strict=True):
        value = None
        if not faults[position] and trimmed(text):
            value, code = read_cell(text, column)
            faults[position] = _NUMBER_OF[code or ""]
        read.append(value)
    return pc.replace_with_mask(values, pa.array(~settled), pa.array(read, values.type))


def _settled(texts: pa.Array, column: Column) -> np.ndarray:
    """Which texts are sound as they stand."""
    if column.kind in _QUICK_TEXT:
        sound = pc.invert(pc.match_substring_regex(texts, _DOUBTFUL))
        sound = pc.and_(sound, pc.less_equal(pc.utf8_length(texts), column.longest))
        sound = pc.and_(sound, pc.greater(pc.binary_length(texts), 0))
        if column.kind is Kind.ANSWER:
            sound = pc.and_(sound, pc.match_substring_regex(texts, _SOUND_ANSWER))
    elif column.kind is Kind.QUANTITY and not column.is_positive:
        sound = pc.match_substring_regex(texts, _SOUND_QUANTITY)
    else:
        return np.zeros(len(texts), dtype=bool)
    settled: np.ndarray = sound.to_numpy(zero_copy_only=False)
    return settled


def _quick_values(texts: pa.Array, column: Column, settled: np.ndarray) -> pa.Array:
    """The settled texts as values; the others are null or to be replaced."""
    kind = _TYPES[column.kind]
    if column.kind in _QUICK_TEXT:
        return texts
    if not settled.any():
        return pa.nulls(len(texts), kind)
    sound = pc.if_else(pa.array(settled), texts, pa.scalar(None, pa.string()))
    scaled = pc.multiply(pc.cast(sound, pa.decimal128(18, 6)), pa.scalar(MILLION))
    return pc.cast(scaled, kind)

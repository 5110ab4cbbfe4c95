"""Quantities: exact decimals with at most six places, held as int64 millionths.

Text is read without guessing. Digits may be Western, Arabic-Indic or Persian; the decimal sign is
`.` or `٫`; thousands may be set apart by `٬` only. A Western or Arabic comma is refused, since
`1,500` is one and a half to one reader and fifteen hundred to another.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from mithaq.engine.text import western_digits

MILLION: Final = 1_000_000
PLACES: Final = 6
LARGEST: Final = 2**63 - 1  # millionths
LONGEST_TEXT: Final = 60

_SIGNS: Final = str.maketrans({"٫": ".", "−": "-", "٬": "'"})
_PLAIN: Final = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>\d+|\d{1,3}(?:'\d{3})+)?(?:\.(?P<part>\d*))?", re.ASCII
)
_EXPONENT: Final = re.compile(r"[+-]?\d*\.?\d+[eE][+-]?\d+", re.ASCII)
_LONG: Final = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_COMMAS: Final = re.compile(r"[+-]?\d[\d.,،']*[,،][\d.,،']*", re.ASCII)


class NotAQuantity(StrEnum):
    """Why a text is no quantity."""

    FORM = "not_a_number"
    COMMA = "comma_in_number"
    EXPONENT = "exponent_in_number"
    TOO_FINE = "finer_than_six_places"
    TOO_LARGE = "number_too_large"


class QuantityError(ValueError):
    """A text that is no quantity; `reason` says why."""

    def __init__(self, reason: NotAQuantity) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_quantity(text: str) -> int:
    """The millionths that `text` says; raises `QuantityError`."""
    plain = western_digits(text.strip()).translate(_SIGNS)
    if len(plain) > LONGEST_TEXT:
        raise QuantityError(_why_not_long(plain))
    match = _PLAIN.fullmatch(plain)
    if match is None or not (match["whole"] or match["part"]):
        raise QuantityError(_why_not(plain))
    part = (match["part"] or "").rstrip("0")
    if len(part) > PLACES:
        raise QuantityError(NotAQuantity.TOO_FINE)
    whole = (match["whole"] or "0").replace("'", "")
    millionths = int(whole) * MILLION + int(part.ljust(PLACES, "0"))
    if millionths > LARGEST:
        raise QuantityError(NotAQuantity.TOO_LARGE)
    return -millionths if match["sign"] == "-" else millionths


def _why_not_long(plain: str) -> NotAQuantity:
    if not _LONG.fullmatch(plain):
        return NotAQuantity.FORM
    small = len(plain.partition(".")[0]) < LONGEST_TEXT // 2
    return NotAQuantity.TOO_FINE if small else NotAQuantity.TOO_LARGE


def _why_not(plain: str) -> NotAQuantity:
    if _EXPONENT.fullmatch(plain):
        return NotAQuantity.EXPONENT
    if _COMMAS.fullmatch(plain):
        return NotAQuantity.COMMA
    return NotAQuantity.FORM


def write_quantity(millionths: int) -> str:
    """Plain decimal text: no exponent, no trailing zeros, `0` for nothing."""
    whole, part = divmod(abs(millionths), MILLION)
    text = f"{whole}.{part:06d}".rstrip("0").rstrip(".") if part else str(whole)
    return f"-{text}" if millionths < 0 else text


def rounded(value: Fraction) -> int:
    """Millionths of the unit, from a fraction of millionths: half to even, once, at output."""
    return round(value)


def rounded_ratio(value: Fraction) -> int:
    """A plain ratio (1 = the whole) as millionths, half to even."""
    return round(value * MILLION)


def write_fraction(value: Fraction) -> str:
    """Plain text, at most six places, of a fraction of millionths of the unit."""
    return write_quantity(rounded(value))


def as_decimal(millionths: int) -> Decimal:
    """The exact decimal with six places (for database columns and APIs)."""
    return Decimal(millionths).scaleb(-PLACES)


def from_decimal(value: Decimal) -> int:
    """Millionths of an exact decimal; raises `QuantityError` if it is finer or too large."""
    if not value.is_finite():
        raise QuantityError(NotAQuantity.FORM)
    if value and not -PLACES - 60 < value.adjusted() < LONGEST_TEXT:
        raise QuantityError(
            NotAQuantity.TOO_LARGE if value.adjusted() > 0 else NotAQuantity.TOO_FINE
        )
    millionths = Fraction(value) * MILLION
    if millionths.denominator != 1:
        raise QuantityError(NotAQuantity.TOO_FINE)
    if abs(millionths) > LARGEST:
        raise QuantityError(NotAQuantity.TOO_LARGE)
    return int(millionths)

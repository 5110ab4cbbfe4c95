"""A quantity is read exactly or refused with the reason."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mithaq.engine.quantities import (
    LARGEST,
    MILLION,
    NotAQuantity,
    QuantityError,
    as_decimal,
    from_decimal,
    read_quantity,
    rounded,
    write_fraction,
    write_quantity,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("920860", "920860"),
        ("0", "0"),
        ("-0", "0"),
        ("+5", "5"),
        (".5", "0.5"),
        ("12.500000", "12.5"),
        ("12.5000000000", "12.5"),
        ("0.000001", "0.000001"),
        ("٩٢٠٨٦٠", "920860"),
        ("٩٢٠٬٨٦٠٫٢٥", "920860.25"),
        ("۱۲٫۵", "12.5"),
        (" 7 ", "7"),
        ("-3.25", "-3.25"),
        ("−3", "-3"),
        ("9223372036854.775807", "9223372036854.775807"),
    ],
)
def test_a_plain_decimal_is_read_exactly(text: str, written: str) -> None:
    assert write_quantity(read_quantity(text)) == written


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NotAQuantity.FORM),
        (".", NotAQuantity.FORM),
        ("ten", NotAQuantity.FORM),
        ("NaN", NotAQuantity.FORM),
        ("Infinity", NotAQuantity.FORM),
        ("1 000", NotAQuantity.FORM),
        ("1_000", NotAQuantity.FORM),
        ("0x10", NotAQuantity.FORM),
        ("1.2.3", NotAQuantity.FORM),
        ("١٬٢٣", NotAQuantity.FORM),
        ("٬١٢٣", NotAQuantity.FORM),
        ("5%", NotAQuantity.FORM),
        ("½", NotAQuantity.FORM),
        ("²", NotAQuantity.FORM),
        ("1,000", NotAQuantity.COMMA),
        ("1,5", NotAQuantity.COMMA),
        ("١،٥", NotAQuantity.COMMA),
        ("1e3", NotAQuantity.EXPONENT),
        ("1E+999999999", NotAQuantity.EXPONENT),
        ("0.0000001", NotAQuantity.TOO_FINE),
        ("9223372036854.775808", NotAQuantity.TOO_LARGE),
        ("9" * 10_000, NotAQuantity.TOO_LARGE),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: NotAQuantity) -> None:
    with pytest.raises(QuantityError) as refusal:
        read_quantity(text)
    assert refusal.value.reason is reason


@given(st.integers(-LARGEST, LARGEST))
def test_what_is_written_is_read_back(millionths: int) -> None:
    assert read_quantity(write_quantity(millionths)) == millionths
    assert from_decimal(as_decimal(millionths)) == millionths


@pytest.mark.parametrize(
    ("value", "millionths"),
    [
        (Fraction(1, 2), 0),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 2),
        (Fraction(-3, 2), -2),
        (Fraction(1_000_000, 3), 333_333),
        (Fraction(7), 7),
    ],
)
def test_rounding_is_half_to_even(value: Fraction, millionths: int) -> None:
    assert rounded(value) == millionths


def test_a_mean_prints_plainly() -> None:
    assert write_fraction(Fraction(100 * MILLION, 3)) == "33.333333"


@pytest.mark.parametrize("text", ["1E-7", "1E+40", "1E+999999", "1E-999999", "NaN", "Infinity"])
def test_a_decimal_that_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        from_decimal(Decimal(text))

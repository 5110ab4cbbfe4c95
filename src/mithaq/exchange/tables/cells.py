"""One cell's text read as its column's kind: a value, and what is wrong with it or asked of it.

This is the slow, complete reading; `columns` sends it only what its quick patterns do not settle.
Every reader takes the text and its column and returns `(value, code)`: with an error's code the
value is None; with a question's code, or with None, it is the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Final

from mithaq.engine.months import read_month
from mithaq.engine.quantities import MILLION, QuantityError, read_quantity, write_quantity
from mithaq.engine.text import normalised, western_digits
from mithaq.exchange.tables.escapes import unescaped
from mithaq.exchange.tables.schemas import Column, Kind

Read = tuple[str | int | float | date | None, str | None]

EARLIEST_YEAR: Final = 1800
YEARS_EXPECTED: Final = f"{EARLIEST_YEAR} … 9999"

# Marks without a glyph that travel with copied Arabic text: bidi controls, zero widths, hyphens.
_INVISIBLE: Final = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_EDGES: Final = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")
_HIDDEN: Final = re.compile(rf"[{_INVISIBLE}]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FORMULA: Final = re.compile(r"[=+\-@]")
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_COORDINATE: Final = re.compile(r"-?\d{1,3}(\.\d{0,20})?", re.ASCII)


def trimmed(text: str) -> str:
    """The text without white space and invisible marks at its ends."""
    return _EDGES.sub("", text)


def read_text(text: str, column: Column) -> Read:
    """Free text, as a name or a unit is."""
    text = unescaped(trimmed(text))
    if _CONTROL.search(text):
        return None, "control_character"
    if len(text) > column.longest:
        return None, "text_too_long"
    if "\ufffd" in text:
        return text, "replacement_character"
    return text, "looks_like_formula" if _FORMULA.match(text) else None


def read_code(text: str, column: Column) -> Read:
    """A code: free text in which nothing may hide, since it is matched to the letter."""
    code, fault = read_text(text, column)
    if isinstance(code, str) and _HIDDEN.search(code):
        return None, "invisible_character"
    return code, fault


def _elements(text: str) -> list[str]:
    return [trimmed(element) for element in text.split("|")]


def read_codes(text: str, column: Column) -> Read:
    """Codes joined by `|`, none of them empty or named twice."""
    joined = "|".join(_elements(text))
    codes, fault = read_code(joined, column)
    if codes is None:
        return None, fault
    elements = joined.split("|")
    if not all(elements):
        return None, "list_form"
    if len(set(elements)) < len(elements):
        return None, "list_repeats"
    return joined, fault


def read_choice(text: str, column: Column) -> Read:
    """A code of the column's list, its name in either language, or another spelling of it."""
    choices = column.choices or {}
    asked = trimmed(text)
    if asked in choices:
        return asked, None
    form = normalised(asked)
    for code, label in choices.items():
        if form and form in (normalised(code), normalised(label.ar), normalised(label.en)):
            return code, None
    if form in column.synonyms:
        return column.synonyms[form] or None, None
    if column.is_open:
        kept, fault = read_code(asked, column)
        return (kept, fault or "not_in_list_kept")
    return None, "not_in_list"


def read_choices(text: str, column: Column) -> Read:
    """Codes of the column's list joined by `|`, at most `longest` of them."""
    found = [read_choice(element, column)[0] for element in _elements(text)]
    if None in found:
        return None, "not_in_list"
    if len(set(found)) < len(found):
        return None, "list_repeats"
    if len(found) > column.longest:
        return None, "list_too_long"
    return "|".join(str(code) for code in found), None


def read_reason(text: str, column: Column) -> Read:
    """A coded reason. Words that are no code stay out of the ledger: they become `other`."""
    code, fault = read_choice(text, column)
    return ("other", "reason_not_coded") if fault else (code, None)


def read_number(text: str, column: Column) -> Read:
    """Millionths, not negative, and not 0 where the column must be positive."""
    try:
        millionths = read_quantity(trimmed(text))
    except QuantityError as error:
        return None, error.reason.value
    if millionths < 0:
        return None, "negative_number"
    if millionths == 0 and column.is_positive:
        return None, "not_positive"
    return millionths, None


def read_integer(text: str, column: Column) -> Read:
    """A whole number between the column's least and most."""
    try:
        whole, part = divmod(read_quantity(trimmed(text)), MILLION)
    except QuantityError as error:
        return None, error.reason.value
    if part:
        return None, "not_whole"
    if column.least is not None and whole < column.least:
        return None, "negative_number" if column.least == 0 else "out_of_range"
    if column.most is not None and whole > column.most:
        return None, "out_of_range"
    return whole, None


def read_share(text: str, _column: Column) -> Read:
    """Millionths of 1: `0.4` or `40%`; more than nothing and at most the whole."""
    bare = trimmed(text)
    percent = bare.endswith(("%", "٪"))
    try:
        millionths = read_quantity(bare.rstrip("%٪"))
    except QuantityError as error:
        return None, error.reason.value
    if percent:
        millionths, finer = divmod(millionths, 100)
        if finer:
            return None, "finer_than_six_places"
    return (millionths, None) if 0 < millionths <= MILLION else (None, "out_of_range")


def read_coordinate(text: str, column: Column) -> Read:
    """Decimal degrees within the column's bounds."""
    plain = western_digits(trimmed(text)).replace("٫", ".").replace("−", "-")
    if not _COORDINATE.fullmatch(plain):
        return None, "not_a_number"
    degrees = float(plain)
    inside = (column.least or 0) <= degrees <= (column.most or 0)
    return (degrees, None) if inside else (None, "out_of_range")


def read_date(text: str, _column: Column) -> Read:
    """A day written `2026-03-31`, in any digits."""
    match = _DATE.fullmatch(western_digits(trimmed(text)))
    if match is None:
        return None, "not_a_date"
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None, "not_a_date"
    return (day, None) if day.year >= EARLIEST_YEAR else (None, "date_out_of_range")


def read_month_cell(text: str, _column: Column) -> Read:
    """A month written `2026-03`, in any digits."""
    try:
        month = read_month(trimmed(text))
    except ValueError:
        return None, "not_a_month"
    return (month, None) if month >= EARLIEST_YEAR * 12 else (None, "date_out_of_range")


def read_profile(text: str, column: Column) -> Read:
    """`linear`, `on_completion`, or milestones: day, colon, cumulative quantity, joined by `|`.

    Milestones come out as `2026-03-31:200000000|…`, in millionths.
    """
    bare = normalised_profile(text)
    if bare in ("linear", "on_completion"):
        return bare, None
    steps: list[tuple[date, int]] = []
    for element in _elements(trimmed(text)):
        day, _, quantity = element.partition(":")
        on, day_fault = read_date(day, column)
        millionths, fault = read_number(quantity, column)
        if fault in ("negative_number", "finer_than_six_places", "number_too_large"):
            return None, fault
        if day_fault or fault or not isinstance(on, date) or not isinstance(millionths, int):
            return None, "not_a_profile"
        steps.append((on, millionths))
    for (before, less), (after, more) in pairwise(steps):
        if after <= before or more < less:
            return None, "milestones_order"
    return "|".join(f"{on.isoformat()}:{millionths}" for on, millionths in steps), None


_PROFILE_NAMES: Final = {
    "linear": "linear",
    "on completion": "on_completion",
    "خطي": "linear",
    "بالتساوي": "linear",
    "عند الانجاز": "on_completion",
}


def normalised_profile(text: str) -> str | None:
    """The profile that a word names, in either language; None for anything else."""
    return _PROFILE_NAMES.get(normalised(text))


def write_milestones(profile: str) -> str:
    """A profile as a person writes it: milestones in units instead of millionths."""
    if ":" not in profile:
        return profile
    steps = (step.split(":") for step in profile.split("|"))
    return "|".join(f"{day}:{write_quantity(int(millionths))}" for day, millionths in steps)


def read_answer(text: str, column: Column) -> Read:
    """`source#line`. Either may hold a `#`, so the two are matched together, never split."""
    answer, fault = read_code(text, column)
    if answer is None:
        return None, fault
    source, hash_sign, line = str(answer).rpartition("#")
    return (answer, fault) if source and hash_sign and line else (None, "not_an_answer")


READERS: Final[Mapping[Kind, Callable[[str, Column], Read]]] = {
    Kind.CODE: read_code,
    Kind.CODES: read_codes,
    Kind.TEXT: read_text,
    Kind.CHOICE: read_choice,
    Kind.CHOICES: read_choices,
    Kind.REASON: read_reason,
    Kind.PROFILE: read_profile,
    Kind.ANSWER: read_answer,
    Kind.INTEGER: read_integer,
    Kind.QUANTITY: read_number,
    Kind.SHARE: read_share,
    Kind.COORDINATE: read_coordinate,
    Kind.DATE: read_date,
    Kind.MONTH: read_month_cell,
}


def read_cell(text: str, column: Column) -> Read:
    """A cell that is not empty, read as its column's kind."""
    return READERS[column.kind](text, column)

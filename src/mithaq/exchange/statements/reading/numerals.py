"""Number words of Arabic by their folded form, and what digits with separators are worth.

Words: `Numeral`s of a kind, so that `numbers` can compose them by the language's grammar. Digits:
`,` `.` `٬` `،` `٫` part thousands or decimals, whichever the grouping allows.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from mithaq.exchange.statements.reading.passages import analyses


class Kind(StrEnum):
    """UNIT 1 to 10, TEEN only before عشر (أحد), TEN 20 to 90, HUNDRED 100 to 900, SCALE a power of
    a thousand, SCALES its plural (which counts nothing by itself), PART a fraction."""

    UNIT = "unit"
    TEEN = "teen"
    TEN = "ten"
    HUNDRED = "hundred"
    SCALE = "scale"
    SCALES = "scales"
    PART = "part"


class Numeral(NamedTuple):
    """`value` without `times`: ألفين is the scale 1000 twice. `clitics` as in an `Analysis`."""

    kind: Kind
    value: Decimal
    times: int
    clitics: str
    is_definite: bool


_UNITS: Final = {
    1: "واحد واحده", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    3: "ثلاثه ثلاث ثلاثا", 4: "اربعه اربع اربعا", 5: "خمسه خمس خمسا", 6: "سته ست ستا",
    7: "سبعه سبع سبعا", 8: "ثمانيه ثماني ثمان ثمانيا", 9: "تسعه تسع تسعا", 10: "عشره عشر عشرا",
}  # fmt: skip
_TENS: Final = {
    20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع",
}  # fmt: skip
_HUNDREDS: Final = {
    3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع",
}  # fmt: skip
_SCALES: Final = {
    10**3: ("الف الفا", "الفين الفان الفي", "الاف الوف"),
    10**6: ("مليون مليونا", "مليونين مليونان مليوني", "ملايين"),
    10**9: (
        "مليار مليارا بليون بليونا",
        "مليارين ملياران ملياري بليونين",
        "مليارات بلايين",
    ),
    10**12: ("تريليون ترليون تريليونا ترليونا", "تريليونين ترليونين", "تريليونات ترليونات"),
}
_PARTS: Final = {"نصف": "0.5", "ربع": "0.25"}
_ORDINALS: Final = {
    1: "اول اولي حادي حاديه", 2: "ثاني ثانيه", 3: "ثالث ثالثه", 4: "رابع رابعه", 5: "خامس خامسه",
    6: "سادس سادسه", 7: "سابع سابعه", 8: "ثامن ثامنه", 9: "تاسع تاسعه", 10: "عاشر عاشره",
}  # fmt: skip
# Read as a clitic and a number they would be one, but these are words of their own.
_OWN_WORDS: Final = frozenset({"الاربعا", "الثلاثا", "لست", "فست", "كست", "بست", "بستا"})


_WEEKDAYS: Final = frozenset({"الاربعا", "الثلاثا"})


def _words() -> dict[str, tuple[Kind, Decimal, int]]:
    found: dict[str, tuple[Kind, Decimal, int]] = {}
    for value, forms in _UNITS.items():
        found |= dict.fromkeys(forms.split(), (Kind.UNIT, Decimal(value), 1))
    found |= dict.fromkeys(("احد", "احدي"), (Kind.TEEN, Decimal(1), 1))
    for value, stem in _TENS.items():
        found |= dict.fromkeys((stem + "ون", stem + "ين"), (Kind.TEN, Decimal(value), 1))
    for hundred in ("ميه", "مايه"):
        found[hundred] = (Kind.HUNDRED, Decimal(100), 1)
        for value, stems in _HUNDREDS.items():
            for stem in stems.split():
                found[stem + hundred] = (Kind.HUNDRED, Decimal(value * 100), 1)
        for ending in ("تان", "تين", "تا", "تي"):
            found[hundred[:-1] + ending] = (Kind.HUNDRED, Decimal(200), 1)
    for value, (one, two, many) in _SCALES.items():
        found |= dict.fromkeys(one.split(), (Kind.SCALE, Decimal(value), 1))
        found |= dict.fromkeys(two.split(), (Kind.SCALE, Decimal(value), 2))
        found |= dict.fromkeys(many.split(), (Kind.SCALES, Decimal(value), 1))
    for word, part in _PARTS.items():
        found[word] = (Kind.PART, Decimal(part), 1)
    return found


_WORDS: Final = _words()
_ORDINAL_WORDS: Final = {
    word: value for value, forms in _ORDINALS.items() for word in forms.split()
}


@lru_cache(maxsize=100_000)
def numeral(form: str) -> Numeral | None:
    """The number word that a folded word is, with or without clitics and article."""
    if form in _OWN_WORDS or form[1:] in _WEEKDAYS:
        return None
    for analysis in analyses(form):
        known = _WORDS.get(analysis.rest)
        if known is not None:
            return Numeral(*known, analysis.clitics, analysis.is_definite)
    return None


@lru_cache(maxsize=100_000)
def ordinal(form: str) -> tuple[int, bool] | None:
    """The ordinal from 1 to 10 that a folded word is (11 begins with 1: حادي), and whether it is
    definite."""
    for analysis in analyses(form):
        value = _ORDINAL_WORDS.get(analysis.rest)
        if value is not None:
            return value, analysis.is_definite
    return None


# The most digits that a count can have; longer ones are telephone and account numbers.
_MOST_DIGITS: Final = 15
_GROUPED: Final = re.compile(r"[1-9]\d{0,2}(?:([.,٬،])\d{3})(?:\1\d{3})*")
_GROUPED_WITH_DECIMALS: Final = re.compile(r"([1-9]\d{0,2}(?:([.,٬،])\d{3})+)([.,٫])(\d{1,3})")
_DECIMAL: Final = re.compile(r"(\d{1,15})[.,٫،](\d{1,6})")
_SEPARATORS: Final = re.compile(r"[.,٫٬،]")


def amount(form: str, *, is_scaled: bool = False) -> Decimal | None:
    """What digits with separators are worth: `920,860`, `214.496.073`, `293،547`, `3.5`, `12,5`.

    `is_scaled`: a word like مليون follows, so that `1.200` is a decimal. None where it is no count:
    a leading nought (`0119944310`), too many digits, a list, a clock time.
    """
    if len(form) > 2 * _MOST_DIGITS:
        return None
    if form.isdigit():
        has_code = len(form) > _MOST_DIGITS or (len(form) > 1 and form[0] == "0")
        return None if has_code else Decimal(form)
    grouped = _GROUPED.fullmatch(form)
    if grouped is not None:
        decimals = is_scaled and grouped[1] == "." and form.count(".") == 1
        return Decimal(form) if decimals else Decimal(_SEPARATORS.sub("", form))
    both = _GROUPED_WITH_DECIMALS.fullmatch(form)
    if both is not None and both[2] != both[3]:
        return Decimal(f"{_SEPARATORS.sub('', both[1])}.{both[4]}")
    decimal = _DECIMAL.fullmatch(form)
    return Decimal(f"{decimal[1]}.{decimal[2]}") if decimal is not None else None


def listed(form: str) -> tuple[str, ...]:
    """The numbers of a list written without spaces: `3،5،7`; nothing where it is none."""
    if form.count("،") < 2 or len(form) > 200:
        return ()
    parts = form.split("،")
    return tuple(parts) if all(part.isdigit() and len(part) < 3 for part in parts) else ()

"""Sexes and age groups as files write them, as the pack's codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mithaq.countries.pack import AgeGroup, Entry
from mithaq.engine.text import normalised, western_digits

LONGEST_AGE_GROUP: Final = 20

# What is written besides the pack's codes and labels.
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "female": ("f", "أنثى", "إناث", "الإناث", "امرأة", "نساء", "women", "females"),
    "male": ("m", "ذكر", "ذكور", "الذكور", "رجل", "رجال", "men", "males"),
}
_ALL: Final = frozenset(map(normalised, ("all", "total", "both", "الكل", "المجموع", "كلاهما")))


def sex_code(text: str, sexes: Mapping[str, Entry]) -> str | None:
    """The pack's code of a sex; empty: all; None: it is none of them."""
    return _code(text, {code: (*_labels(one), *_ALSO.get(code, ())) for code, one in sexes.items()})


def age_group_code(text: str, age_groups: Mapping[str, AgeGroup]) -> str:
    """The pack's code of an age group, or the text as it stands: a group of the file's own."""
    code = _code(text, {code: _labels(one) for code, one in age_groups.items()})
    return western_digits(" ".join(text.split())) if code is None else code


def _code(text: str, spellings: Mapping[str, tuple[str, ...]]) -> str | None:
    plain = _plain(text)
    if not plain or plain in _ALL:
        return ""
    for code, written in spellings.items():
        if any(plain == _plain(one) for one in (code, *written)):
            return code
    return None


def _plain(text: str) -> str:
    """Folded, but `60+` and `<5` keep the sign that tells them from `60` and `5`."""
    signs = "".join(sign for sign in text if sign in "+<>≥≤")
    return normalised(text) + signs


def _labels(entry: Entry) -> tuple[str, ...]:
    return entry.label_ar, entry.label_en

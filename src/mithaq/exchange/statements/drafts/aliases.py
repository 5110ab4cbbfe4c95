"""Which names are worth remembering: those that tell one row from others of its kind."""

from __future__ import annotations

from functools import cache
from typing import Final

from mithaq.countries.loading import load_language
from mithaq.engine.text import words
from mithaq.registry.rows import default_country

# Lists of the country's language whose words say what kind of thing is named, not which.
_KINDS: Final = ("organisation_heads", "facility_types", "place_heads", "roles", "honorifics")
_SHORTEST: Final = 3


def is_telling(name: str) -> bool:
    """Whether a name is more than what kind of thing it is: «الوزارة» and «المشفى الوطني» would fit
    every one, a word of every text («التنمية») most texts, and remembering them would mislead the
    next reading."""
    said = words(name)
    general = _general_words(default_country())
    telling = [word for word in said if word not in general]
    if len(said) == 1 and said[0] in _common_words(default_country()):
        return False
    return sum(map(len, telling)) >= _SHORTEST


@cache
def _general_words(country: str) -> frozenset[str]:
    language = load_language(country)
    heads = (
        phrase for name in _KINDS for term in language.terms.get(name, ()) for phrase in term.words
    )
    return frozenset(word for phrase in heads for word in words(phrase)) | _ADJECTIVES


@cache
def _common_words(country: str) -> frozenset[str]:
    """With the article, too."""
    given = [row[0] for row in load_language(country).names["common_words"]]
    return frozenset(word for one in given for each in (one, f"ال{one}") for word in words(each))


# Said of any of them.
_ADJECTIVES: Final = frozenset(
    words("الوطني الوطنية العام العامة الصحي الصحية المركزي الجديد السوري السورية العربية")
)

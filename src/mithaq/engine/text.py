"""One form of a name for searching and sorting, in Arabic and in Latin letters.

`normalised` folds what people write differently without meaning anything by it: the forms of
hamza and alef, taa marbuta and haa, alef maqsura and yaa, tatweel, vowel marks, presentation
forms, Persian letters, all three sets of digits, accents, case, punctuation, invisible marks.
`words` goes one step further for an index: the article is optional, and مشفى is مستشفى.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# What is left after compatibility decomposition has split hamza, madda and vowel marks off.
_LETTERS: Final = {
    "ٱ": "ا",
    "ء": None,
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "گ": "ك",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ـ": None,
}
# Longest first. What would be left of a shorter word is no word any more.
_ARTICLES: Final = (("وال", 3), ("بال", 3), ("كال", 3), ("فال", 3), ("لل", 3), ("ال", 2))
# Words that are one word: the two forms of hospital, singular and plural, with any article.
_SAME_WORD: Final = {
    article + other: article + chosen
    for article, _ in (("", 0), *_ARTICLES)
    for other, chosen in (("مشفي", "مستشفي"), ("مشافي", "مستشفيات"), ("مشفيات", "مستشفيات"))
}
_DIGITS: Final = re.compile(r"\d+")
_DIGIT_WIDTH: Final = 9
_INVISIBLE: Final = frozenset({"Cf", "Mn", "Me"})


class _Folding(dict[int, str | None]):
    """A table for `str.translate` that works a character out the first time it is met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        if character in _LETTERS:
            folded = _LETTERS[character]
        elif unicodedata.category(character) in _INVISIBLE:
            folded = None
        elif (digit := unicodedata.decimal(character, None)) is not None:
            folded = str(digit)
        else:
            folded = character if character.isalnum() else " "
        self[code] = folded
        return folded


_FOLDING: Final = _Folding()


class _Digits(dict[int, str]):
    """A table for `str.translate` that turns any script's decimal digits into 0-9."""

    def __missing__(self, code: int) -> str:
        digit = unicodedata.decimal(chr(code), None)
        self[code] = chr(code) if digit is None else str(digit)
        return self[code]


_WESTERN: Final = _Digits()


def western_digits(text: str) -> str:
    """`text` with Arabic-Indic, Persian and other decimal digits as 0-9, the rest untouched."""
    return text if text.isascii() else text.translate(_WESTERN)


def normalised(text: str) -> str:
    """The folded form of a name: lower-case letters and 0-9, one space between words."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDING)
    return " ".join(_SAME_WORD.get(word, word) for word in folded.split())


def without_article(word: str) -> str:
    """A normalised word without its article (ال, also after و ب ك ف and as لل)."""
    for article, left in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + left:
            return word[len(article) :]
    return word


def words(text: str) -> tuple[str, ...]:
    """The words by which a name is found, in order: normalised, without article."""
    return tuple(without_article(word) for word in normalised(text).split())


def sort_key(text: str) -> str:
    """The key by which names sort: normalised, and numbers by value (مركز 2 before مركز 10)."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(_DIGIT_WIDTH), normalised(text))


def found_by(name: str, query: str) -> bool:
    """Whether every word of `query` begins some word of `name`; an empty query finds all."""
    index = words(name)
    return all(any(word.startswith(asked) for word in index) for asked in words(query))

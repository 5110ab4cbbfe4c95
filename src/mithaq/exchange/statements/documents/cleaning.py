"""A text as it is read: what cannot be seen is taken out, what is seen is left as it was written.

Direction marks, zero-width characters and controls are dropped. So is the zero-width non-joiner: a
reader sees one word around it, and a space would make two. Presentation forms, which are pictures
of letters, become the letters. Digits, vowel signs and the tatweel stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LINE_ENDS: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = re.compile(r" {2,}")
_BLANK_LINES: Final = re.compile(r"\n{4,}")
# Cf, but seen: the signs of number, year, footnote, and the end of a verse.
_SEEN: Final = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# Letters and marks in name only: nothing is shown for them.
_UNSEEN: Final = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc"
_FORMS: Final = re.compile("[\ufb00-\ufb06\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_VARIATIONS: Final = re.compile("[\ufe00-\ufe0f\u180b-\u180f\U000e0100-\U000e01ef]")
_NO_CHARACTERS: Final = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")
# More signs on one letter are never meant, and ordering them takes the square of their number.
_MOST_MARKS: Final = 8


def reading_text(text: str) -> str:
    """The text to be read: NFC, LF, single spaces, at most two blank lines together."""
    text = _LINE_ENDS.sub("\n", text)
    text = text.translate({ord(letter): _replaced(letter) for letter in set(text)})
    text = _SPACES.sub(" ", text)
    text = unicodedata.normalize("NFC", _with_few_marks(text))
    lines = "\n".join(line.strip(" ") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n\n", lines).strip("\n")


def reading_line(text: str, longest: int) -> str:
    """A title or name on one line; '' where it is longer than a title is."""
    line = " ".join(reading_text(text[: 4 * longest]).split())
    return line if len(line) <= longest else ""


@lru_cache(maxsize=4096)
def _replaced(letter: str) -> str | None:
    """What a character is replaced by, perhaps itself; None drops it."""
    kind = unicodedata.category(letter)
    if kind == "Zs" or letter == "\t":
        return " "
    if letter in _UNSEEN or _VARIATIONS.match(letter) or _NO_CHARACTERS.match(letter):
        return None
    if _FORMS.match(letter):
        return _folded(letter)
    is_kept = kind not in ("Cc", "Cf", "Cs", "Co") or letter == "\n" or letter in _SEEN
    return letter if is_kept else None


def _folded(form: str) -> str:
    """The letters of a presentation form; a sign's form has a bearer that is not meant."""
    letters = unicodedata.normalize("NFKC", form)
    if " " in letters.strip(" "):
        return form  # a whole phrase, such as the blessing, is a sign of its own
    return letters.strip(" ").lstrip("ـ") if unicodedata.combining(letters[-1]) else letters


def _with_few_marks(text: str) -> str:
    marks = "".join(letter for letter in set(text) if unicodedata.combining(letter))
    if not marks:
        return text
    run = f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+"
    return re.sub(run, r"\1", text)

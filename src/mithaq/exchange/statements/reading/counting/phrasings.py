"""What is counted, in the text's words."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.statements.reading.counting.counted import GENITIVES, NO_NOUNS, Counted
from mithaq.exchange.statements.reading.dating.calendars import stems
from mithaq.exchange.statements.reading.numerals import Kind, numeral
from mithaq.exchange.statements.reading.passages import Passage

_MOST_WORDS: Final = 4
_WORDS_BACK: Final = 10
# What money and percentages are of stands before them: كلفة المشروع 640,000 يورو.
_HEADS: Final = frozenset(
    {"كلفه", "تكلفه", "الكلفه", "التكلفه", "قيمه", "القيمه", "ثمن", "ميزانيه", "موازنه", "منحه",
     "راتب", "اجر", "نسبه", "حسم", "نفقات", "ديون", "اعانات", "تمويل", "تبرعات", "معاش", "غرامات",
     "بنسبه", "بقيمه", "بكلفه", "بتكلفه", "سعر", "كلفته", "كلفتها", "تكلفتها", "قيمتها", "قيمته",
     "تعويض", "مستحقات", "رسوم", "الحسم", "المعاش"}
)  # fmt: skip
_MAY_END: Final = ("ة", "ي", "ى", "ًا", "اً", "ين", "ان", "ات", "ه")
_MAY_BEGIN: Final = ("ال", "ل", "ب", "ف", "ت", "ي", "ا", "س")
_SURE_ENDS: Final = ("ية", "يّة", "ًا", "اً")


def phrase_of(passage: Passage, counted: Counted) -> str:
    """The noun with the adjectives and nouns that follow; for money and percentages, what they are
    of, as far as it stands close before."""
    tokens = passage.tokens
    if counted.of or counted.first >= len(tokens) or tokens[counted.first].is_number:
        return counted.of
    if counted.unit == "percent" or (counted.noun is not None and counted.noun.is_money):
        return _before(passage, counted.first)
    last = counted.last
    while last < len(tokens) and last - counted.first < _MOST_WORDS and _goes_on(passage, last):
        last += 1
    clitics = counted.noun.clitics if counted.noun is not None else ""
    return passage.text[tokens[counted.first].start_after(clitics) : tokens[last - 1].end]


def _before(passage: Passage, place: int) -> str:
    tokens = passage.tokens
    first = max(place - _WORDS_BACK, passage.sentence_at(place).first)
    for head in range(place - 1, first - 1, -1):
        if not any(stem in _HEADS for stem in stems(tokens[head].form)):
            continue
        last = head + 1
        while last < place and last - head < _MOST_WORDS and _is_definite_noun(passage, last):
            last += 1
        if last == head + 1 and not tokens[head].form.startswith("ال"):
            return ""
        clitics = next(a.clitics for a in tokens[head].analyses if a.stem in _HEADS)
        return passage.text[tokens[head].start_after(clitics) : tokens[last - 1].end]
    return ""


def _is_definite_noun(passage: Passage, place: int) -> bool:
    return passage.tokens[place].form.startswith(("ال", "لل"))


def _goes_on(passage: Passage, place: int) -> bool:
    """Whether a word is an adjective or genitive of the noun before it."""
    tokens = passage.tokens
    token = tokens[place]
    gap = passage.text[tokens[place - 1].end : token.start]
    if not token.is_word or gap.strip(" \u00a0"):
        return False
    word = numeral(token.form)
    if (word is not None and word.kind is not Kind.PART) or token.form in NO_NOUNS:
        return False
    is_accusative = token.text.endswith(("ًا", "اً"))
    if token.form.startswith("و") or is_accusative:
        return is_accusative and tokens[place - 1].text.endswith(("ًا", "اً", "ة"))
    if token.form.startswith(_MAY_BEGIN) and not token.text.endswith(_SURE_ENDS):
        return False
    return token.text.endswith(_MAY_END) or token.form in GENITIVES

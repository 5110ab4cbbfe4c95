"""Which numbers count nothing: ages, clock times, telephone numbers, numbers of laws."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mithaq.exchange.statements.reading.dating.calendars import stems
from mithaq.exchange.statements.reading.numbers import Number
from mithaq.exchange.statements.reading.passages import Passage

# Just before a number: it says which one, or what time it is.
_WHICH: Final = frozenset(
    {"رقم", "الرقم", "رقمه", "رقمها", "الماده", "ماده", "المرسوم", "القانون", "القرار", "الساعه",
     "الصفحه", "البند", "الفقره", "لا", "ارقام", "الرمز", "ص", "قرار", "قانون", "المواد", "الفصل"}
)  # fmt: skip
_NUMBERED: Final = frozenset({"رقم", "الرقم"})
_CALLS: Final = frozenset(
    {"هاتف", "الهاتف", "هواتف", "جوال", "موبايل", "واتساب", "واتس", "فاكس", "للطواري", "الساخن",
     "للتواصل", "للاستفسار", "والاستفسار", "للشكاوي", "الاتصال", "تلفون", "بالرقم", "بالارقام",
     "الارقام", "للاستعلام", "للحجز", "البريد", "صندوق", "الايبان", "لطلب", "حساب", "الحساب"}
)  # fmt: skip
_CALLS_WORDS_BACK: Final = 5
_AGES: Final = frozenset(
    {"عمر", "عمره", "عمرها", "العمر", "سن", "السن", "اعمارهم", "اعمارهن", "اعمار", "الاعمار",
     "العمريه", "بعمر", "بسن"}
)  # fmt: skip
_UNDER: Final = frozenset({"دون", "تحت", "فوق"})
_AGES_WORDS_BACK: Final = 5
_YEARS: Final = frozenset({"year", "month", "day", "week"})
_DATING: Final = frozenset({"قبل", "بعد", "منذ", "كل", "عقب", "طوال", "طيله"})
_QUALIFYING: Final = frozenset(
    {"نحو", "حوالي", "قرابه", "اكثر", "اقل", "من", "ما", "يقارب", "يزيد", "علي", "عن", "مده",
     "اول", "اخر", "مرور"}
)  # fmt: skip
_HALVES_OF_DAY: Final = frozenset(
    {"صباحا", "مساء", "مسا", "ظهرا", "عصرا", "ليلا", "فجرا", "pm", "am"}
)  # fmt: skip
_TIMES: Final = frozenset(
    {"اضعاف", "ضعف", "ضعفا", "مرات", "مره", "مرتين", "درجات", "درجه", "ارباع", "اثلاث", "اخماس"}
)
_LIST_MARKS: Final = frozenset(")-.–—:/_•")


def says_which(passage: Passage, number: Number) -> bool:
    """Whether a number is none of how many, whatever noun follows: `رقم 12`, `(1) مراكز`."""
    is_round_the_clock = _form(passage, number.first - 2) in ("مدار", "طوال")
    if number.is_ordinal or (_has(passage, number.first - 1, _WHICH) and not is_round_the_clock):
        return True
    after = _form(passage, number.last)
    if after in _HALVES_OF_DAY or after in _TIMES:
        return True
    if not _form(passage, number.first - 1) and _form(passage, number.first - 2) in _NUMBERED:
        return True
    return not number.in_words and (_marks_a_list(passage, number) or _is_code(passage, number))


def counts_nothing(passage: Passage, number: Number) -> bool:
    """Whether a number without a known noun is none of how many, by the words around it."""
    if _has(passage, number.first - 1, {"العدد", "ساعه"}):
        return True
    return not number.in_words and _is_called(passage, number)


def _form(passage: Passage, place: int) -> str:
    return passage.tokens[place].form if 0 <= place < len(passage.tokens) else ""


def _has(passage: Passage, place: int, words: Collection[str]) -> bool:
    form = _form(passage, place)
    return bool(form) and any(stem in words for stem in stems(form))


def _begins_line(passage: Passage, place: int) -> bool:
    if place == 0:
        return True
    between = passage.text[passage.tokens[place - 1].end : passage.tokens[place].start]
    return "\n" in between


def _marks_a_list(passage: Passage, number: Number) -> bool:
    """`1- …`, `2) …`, `(3) …` at the beginning of a line; `رقم (14)`."""
    tokens, first, last = passage.tokens, number.first, number.last
    after = tokens[last].text if last < len(tokens) else ""
    in_brackets = first > 0 and tokens[first - 1].text in "([" and after in (")", "]")
    if in_brackets and (_begins_line(passage, first - 1) or _form(passage, first - 2) in _WHICH):
        return True
    return _begins_line(passage, first) and bool(after) and after in _LIST_MARKS


def _is_called(passage: Passage, number: Number) -> bool:
    """A telephone or account number: a word for it stands before, and no noun after."""
    first = max(number.first - _CALLS_WORDS_BACK, passage.sentence_at(number.first).first)
    return any(_has(passage, place, _CALLS) for place in range(first, number.first))


def _is_code(passage: Passage, number: Number) -> bool:
    """Groups of digits side by side (`0988 000 114`), `+963`, a number that goes on (`12/4`)."""
    tokens = passage.tokens
    before = tokens[number.first - 1] if number.first else None
    after = tokens[number.last] if number.last < len(tokens) else None
    first, last = tokens[number.first], tokens[number.last - 1]
    if before is not None and (before.text in ("+", "#", "@", "№")) and before.end == first.start:
        return True
    for token, gap in ((before, (before, first)), (after, (last, after))):
        if token is None or not token.is_number:
            continue
        left, right = gap
        if left is not None and right is not None:
            between = passage.text[left.end : right.start]
            if between.strip() == "" and "\n" not in between:
                return True
    return False


def is_age(passage: Passage, number: Number, unit: str) -> bool:
    """`عمره 5 سنوات`, `الأطفال دون 5 سنوات`, `من عمر 6 أشهر`."""
    if unit not in _YEARS:
        return False
    if _has(passage, number.first - 1, _UNDER):
        return True
    sentence = passage.sentence_at(number.first)
    first = max(number.first - _AGES_WORDS_BACK, sentence.first)
    if any(_has(passage, place, _AGES) for place in range(first, number.first)):
        return True
    return any(
        _has(passage, place, {"العمر", "عمره", "عمرها"})
        for place in range(number.last, number.last + 4)
    )


def only_dates(passage: Passage, first: int, unit: str) -> bool:
    """A length of time that only says when: `قبل 90 يوماً`, `منذ نحو 3 سنوات`, `بعد شهرين`."""
    if unit not in _YEARS and unit not in ("hour", "minute"):
        return False
    if unit == "hour" and _has(passage, first - 1, {"مدار"}):
        return True
    place = first - 1
    while place > 0 and _form(passage, place) in _QUALIFYING and first - place < 5:
        place -= 1
    return _has(passage, place, _DATING) or _has(passage, first - 1, _DATING)

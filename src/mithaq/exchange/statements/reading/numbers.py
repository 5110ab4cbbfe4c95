"""Numbers of a passage: in digits of any script, in words, mixed, as ranges; ordinals apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from mithaq.exchange.statements.reading.numerals import (
    Kind,
    Numeral,
    amount,
    listed,
    numeral,
    ordinal,
)
from mithaq.exchange.statements.reading.passages import Passage, Span, Token


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` up to, not including, `last`. `is_ordinal`: it says which one, not how many.
    `high` is the other end of a range from `value` (it may be the smaller: from 20 to 12),
    `ends` their spans. `clitics` stand before its first word; `in_words` where it has no digits."""

    span: Span
    first: int
    last: int
    value: Decimal
    is_ordinal: bool = False
    is_definite: bool = False
    in_words: bool = False
    clitics: str = ""
    high: Decimal | None = None
    ends: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A number under a scale, or with one: `scale` is 1 where none is written."""

    value: Decimal
    last: int
    scale: Decimal = Decimal(1)
    kind: Kind | None = None


_TWELFTH: Final = re.compile(r"(?:st|nd|rd|th)")
_RANGE: Final = re.compile(r"(\d{1,3}(?:[,.]\d{3})*|\d+)-(\d{1,3}(?:[,.]\d{3})*|\d+)")
_UNTIL: Final = frozenset({"الي", "حتي", "لغايه", "وحتي", "ولغايه"})
_DASHES: Final = frozenset("-–—−")
_PERCENTS: Final = frozenset("%٪")


def find_numbers(passage: Passage, taken: Collection[int] = ()) -> tuple[Number, ...]:
    """Every number of a passage in its order, none within another. `taken`: the tokens of dates,
    at which no number begins."""
    return tuple(_ranged(passage, list(_each(passage, taken))))


def _each(passage: Passage, taken: Collection[int]) -> Iterator[Number]:
    tokens, place = passage.tokens, 0
    while place < len(tokens):
        if place in taken:
            place += 1
            continue
        token = tokens[place]
        found: Number | None = None
        if token.is_number:
            several = listed(token.form)
            if several:
                yield from _list(token, place, several)
                place += 1
                continue
            found = _in_digits(passage, place)
        elif token.is_word:
            found = _in_words(passage, place)
        if found is not None:
            yield found
        place = found.last if found else place + 1


def _list(token: Token, place: int, several: tuple[str, ...]) -> Iterator[Number]:
    start = token.start
    for written in several:
        end = start + len(written)
        yield Number(Span(start, end), place, place + 1, Decimal(written))
        start = end + 1


def _in_digits(passage: Passage, place: int) -> Number | None:
    token = passage.tokens[place]
    dashed = _RANGE.fullmatch(token.form) if "-" in token.form else None
    if dashed is not None:
        return _dashed(token, place, dashed)
    part = _number(passage, place, is_first=True)
    if part is None:
        return None
    span = Span(token.start, passage.tokens[part.last - 1].end)
    return Number(span, place, part.last, part.value, is_ordinal=_says_which(passage, place))


def _dashed(token: Token, place: int, dashed: re.Match[str]) -> Number | None:
    """`3-5` is a range where it ascends; a telephone number or a score is none."""
    low, high = amount(dashed[1]), amount(dashed[2])
    if low is None or high is None or low >= high:
        return None
    parts = (
        Span(token.start, token.start + dashed.end(1)),
        Span(token.start + dashed.start(2), token.end),
    )
    return Number(token.span, place, place + 1, low, high=high, ends=parts)


def _says_which(passage: Passage, place: int) -> bool:
    """`الـ17`, `17th`."""
    tokens = passage.tokens
    token = tokens[place]
    before = tokens[place - 1] if place else None
    if before is not None and before.form in ("ال", "وال", "بال", "فال", "كال", "لل"):
        return True
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and after.start == token.end and bool(_TWELFTH.fullmatch(after.form))


def _in_words(passage: Passage, place: int) -> Number | None:
    token = passage.tokens[place]
    which = ordinal(token.form)
    if which is not None:
        return _ordinal(passage, place, which[0])
    word = numeral(token.form)
    if word is None or word.kind is Kind.SCALES:
        return None
    if word.is_definite and (word.kind is Kind.HUNDRED or word.value == 1):
        return None  # بالمئة is a unit, الواحد each
    part = _part_of_scale(passage, place) if word.kind is Kind.PART else None
    if part is None and word.kind is not Kind.PART:
        part = _number(passage, place, is_first=True)
    if part is None:
        return None
    start = token.start_after(word.clitics + ("ال" if word.is_definite else ""))
    last = passage.tokens[part.last - 1]
    return Number(
        Span(min(start, last.end - 1), last.end), place, part.last, part.value,
        is_definite=word.is_definite, in_words=True, clitics=word.clitics,
    )  # fmt: skip


def _ordinal(passage: Passage, place: int, value: int) -> Number | None:
    """السابعة عشرة, الثالث والعشرون; an ordinal of one word is passed over."""
    after = _word(passage, place + 1)
    if after is None:
        return None
    if after.kind is Kind.UNIT and after.value == 10 and not after.clitics:
        value += 10
    elif after.kind is Kind.TEN and after.clitics == "و":
        value += int(after.value)
    else:
        return None
    span = Span(passage.tokens[place].start, passage.tokens[place + 1].end)
    return Number(span, place, place + 2, Decimal(value), is_ordinal=True, in_words=True)


def _word(passage: Passage, place: int) -> Numeral | None:
    """The number word at a token that goes on in the same line."""
    tokens = passage.tokens
    if place >= len(tokens) or not tokens[place].is_word:
        return None
    if place and "\n" in passage.text[tokens[place - 1].end : tokens[place].start]:
        return None
    return numeral(tokens[place].form)


def _joined(passage: Passage, place: int) -> int | None:
    """Where what `و` joins begins: the same token where it is written on, the next otherwise."""
    tokens = passage.tokens
    if place >= len(tokens):
        return None
    if tokens[place].form == "و":
        following = place + 1
        return following if following < len(tokens) else None
    word = _word(passage, place)
    return place if word is not None and word.clitics == "و" else None


def _part_of_scale(passage: Passage, place: int) -> _Part | None:
    """نصف مليون, ربع المليون, نصف بالمئة."""
    part, scale = _word(passage, place), _word(passage, place + 1)
    if part is None or part.is_definite:
        return None
    if scale is not None and not scale.clitics and scale.kind is Kind.SCALE and scale.times == 1:
        return _Part(part.value * scale.value, place + 2, scale.value)
    tokens = passage.tokens
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    is_percent = following is not None and (
        following.text in _PERCENTS or following.form in ("بالميه", "بالمايه")
    )
    return _Part(part.value, place + 1) if is_percent else None


def _number(passage: Passage, place: int, *, is_first: bool) -> _Part | None:
    """The longest number from a token on: parts of falling scale, joined by و."""
    whole = _scaled(passage, place, is_first=is_first)
    if whole is None:
        return None
    limit, end = whole.scale, whole.last
    total = whole.value
    while limit > 1:
        half = _and_a_half(passage, end, limit)
        if half is not None:
            return _Part(total + half.value, half.last)
        joined = _joined(passage, end)
        more = _scaled(passage, joined, is_first=False) if joined is not None else None
        if more is None or more.value >= limit or more.scale >= limit:
            break
        total, limit, end = total + more.value, more.scale, more.last
    return _Part(total, end)


def _and_a_half(passage: Passage, place: int, scale: Decimal) -> _Part | None:
    """مليون ونصف, مليون ونصف المليون."""
    word = _word(passage, place)
    if word is None or word.kind is not Kind.PART or word.clitics != "و" or word.is_definite:
        return None
    named = _word(passage, place + 1)
    is_named = named is not None and named.value == scale and not named.clitics
    return _Part(word.value * scale, place + 2 if is_named else place + 1)


def _scaled(passage: Passage, place: int, *, is_first: bool) -> _Part | None:
    """A group with the scale that it counts, if any: 276 ألف, مئتين وخمسين ألفاً, ألفان, مليون."""
    tokens = passage.tokens
    word = _word(passage, place) if not is_first or tokens[place].is_word else None
    if is_first and tokens[place].is_word:
        word = numeral(tokens[place].form)
    if word is not None and word.kind is Kind.SCALE:
        value = word.value * _times(passage, place, word)
        return _larger(passage, _Part(value, place + 1, word.value))
    group = _group(passage, place, word)
    if group is None:
        return None
    scale = _word(passage, group.last)
    if scale is None or scale.clitics or scale.kind not in (Kind.SCALE, Kind.SCALES):
        return group
    if scale.times != 1:
        return group
    return _larger(passage, _Part(group.value * scale.value, group.last + 1, scale.value))


def _times(passage: Passage, place: int, word: Numeral) -> int:
    """ألفا without its nunation is two thousand before a noun (ألفا سلة), one before و."""
    token = passage.tokens[place]
    if word.times != 1 or not token.form.endswith(("لفا", "ونا", "يارا")) or word.clitics == "و":
        return word.times
    if "ً" in token.text or place + 1 >= len(passage.tokens):
        return 1
    following = passage.tokens[place + 1]
    return 2 if following.is_word and not following.form.startswith("و") else 1


def _larger(passage: Passage, part: _Part) -> _Part:
    """ألف مليار: a scale that counts a larger one."""
    scale = _word(passage, part.last)
    if scale is None or scale.clitics or scale.kind is not Kind.SCALE or scale.times != 1:
        return part
    if scale.value <= part.scale:
        return part
    return _Part(part.value * scale.value, part.last + 1, scale.value)


def _group(passage: Passage, place: int, word: Numeral | None) -> _Part | None:
    """A number under a thousand in words, or any in digits."""
    token = passage.tokens[place]
    if token.is_number:
        scale = _word(passage, place + 1)
        is_scaled = scale is not None and not scale.clitics and scale.kind is Kind.SCALE
        value = amount(token.form, is_scaled=is_scaled and scale is not None and scale.value > 1000)
        return None if value is None else _Part(value, place + 1)
    if word is None:
        return None
    if word.kind is Kind.HUNDRED:
        return _with_tens(passage, _Part(word.value, place + 1))
    if word.kind is Kind.UNIT and 3 <= word.value <= 9 and _is_hundred(_word(passage, place + 1)):
        return _with_tens(passage, _Part(word.value * 100, place + 2))
    return _under_hundred(passage, place, word)


def _is_hundred(word: Numeral | None) -> bool:
    """مئة after the number of hundreds (ثلاث مئة)."""
    if word is None or word.kind is not Kind.HUNDRED or word.value != 100:
        return False
    return not word.clitics and not word.is_definite


def _with_tens(passage: Passage, hundreds: _Part) -> _Part:
    joined = _joined(passage, hundreds.last)
    if joined is None or not passage.tokens[joined].is_word:
        return hundreds
    word = _word(passage, joined)
    tens = _under_hundred(passage, joined, word) if word is not None else None
    return hundreds if tens is None else _Part(hundreds.value + tens.value, tens.last)


def _under_hundred(passage: Passage, place: int, word: Numeral) -> _Part | None:
    if word.kind is Kind.TEN:
        return _Part(word.value, place + 1)
    if word.kind not in (Kind.UNIT, Kind.TEEN):
        return None
    after = _word(passage, place + 1)
    is_ten = after is not None and after.kind is Kind.UNIT and after.value == 10
    if is_ten and after is not None and not after.clitics and word.value < 10:
        return _Part(word.value + 10, place + 2)
    joined = _joined(passage, place + 1)
    ten = _word(passage, joined) if joined is not None else None
    if joined is not None and ten is not None and ten.kind is Kind.TEN and word.value < 10:
        return _Part(word.value + ten.value, joined + 1)
    return _Part(word.value, place + 1) if word.kind is Kind.UNIT else None


def _ranged(passage: Passage, numbers: list[Number]) -> Iterator[Number]:
    """Two numbers with إلى, a dash or `بين … و` between them are one range."""
    place = 0
    while place < len(numbers):
        low = numbers[place]
        high = numbers[place + 1] if place + 1 < len(numbers) else None
        if high is not None and _is_range(passage, low, high):
            yield _range(low, high)
            place += 2
        else:
            yield low
            place += 1


def _range(low: Number, high: Number) -> Number:
    value = low.value
    scale = Decimal(1000)
    while value * scale < high.value and high.value >= scale * 10 and value < 1000:
        # بين 100 و150 ألفاً: the scale is written once.
        if high.value % scale or high.value / scale >= 1000:
            scale *= 1000
            continue
        value *= scale
        break
    span = Span(low.span.start, high.span.end)
    return replace(
        low, span=span, last=high.last, value=value, high=high.value, ends=(low.span, high.span)
    )


def _is_range(passage: Passage, low: Number, high: Number) -> bool:
    if low.is_ordinal or high.is_ordinal or low.high is not None or high.high is not None:
        return False
    tokens, between = passage.tokens, high.first - low.last
    if "\n" in passage.text[low.span.end : high.span.start]:
        return False
    if between == 1:
        link = tokens[low.last]
        if link.is_word and link.form in _UNTIL:
            return True
        if link.form == "و":
            return _follows_between(passage, low.first)
        return link.text in _DASHES and low.value < high.value
    if between == 2 and tokens[low.last].form == "و":
        return tokens[low.last + 1].form in _UNTIL
    return between == 0 and high.clitics == "و" and _follows_between(passage, low.first)


def _follows_between(passage: Passage, place: int) -> bool:
    """بين 60 و70, بما بين."""
    return place > 0 and passage.tokens[place - 1].form in ("بين", "وبين", "مابين", "بمابين")

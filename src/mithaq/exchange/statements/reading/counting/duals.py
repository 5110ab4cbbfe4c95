"""Twos that are said by the noun's dual, and ones that are said in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from mithaq.exchange.statements.reading.counting.counted import (
    GENITIVES,
    PRONOUNS,
    TIME_UNITS,
    Counted,
    known,
    may_be_counted,
)
from mithaq.exchange.statements.reading.counting.nouns import Counts, Noun, Nouns
from mithaq.exchange.statements.reading.findings import Confidence
from mithaq.exchange.statements.reading.numbers import Number
from mithaq.exchange.statements.reading.passages import Passage, Span

# One of these is no count: دفعة واحدة is at once.
_NO_ONES: Final = frozenset({"batch", "shipment", "trip", "body_side"})
_NAME_WORDS: Final = 4
_TWO: Final = frozenset({"اثنين", "اثنان", "اثنتين", "اثنتان"})


def twos_and_ones(
    passage: Passage, nouns: Nouns, hidden: frozenset[int], numbers: Sequence[Number]
) -> list[tuple[Number, Counted]]:
    """Nouns in the dual (مركزين صحيين, سيارتي إسعاف) and those said to be one (جهاز واحد)."""
    starts = {number.last for number in numbers}
    found = []
    for place, token in enumerate(passage.tokens):
        if not token.is_word or place in hidden:
            continue
        pair = None
        if token.form.endswith(_DUAL_ENDINGS) and place not in starts:
            pair = _dual(passage, nouns, place)
        elif token.form in ("واحد", "واحده"):
            pair = _one(passage, nouns, place)
        if pair is not None:
            found.append(pair)
    return found


_DUAL_ENDINGS: Final = ("ان", "ين", "تي", "تا", "ي")
_BETWEEN: Final = frozenset({"بين", "مابين", "هذين", "هاتين", "كلا", "كلتا"})


def _dual(passage: Passage, nouns: Nouns, place: int) -> tuple[Number, Counted] | None:
    noun = nouns.at(passage, place)
    if noun is None:
        return _unknown_dual(passage, place)
    if noun.is_definite or noun.counts not in (Counts.TWO, Counts.CONSTRUCT):
        return None
    before = nouns.at(passage, place - 1) if place else None
    is_adjective = before is not None and before.counts is Counts.MANY and before.last == place
    if is_adjective or (place and passage.tokens[place - 1].form in _BETWEEN):
        return None  # أطباء عامين are general practitioners
    if noun.counts is Counts.CONSTRUCT and not _has_genitive(passage, noun):
        return None
    following = passage.tokens[noun.last].form if noun.last < len(passage.tokens) else ""
    last = noun.last + 1 if following in _TWO else noun.last
    return _two(passage, place, noun.clitics, last), known(noun, "dual_noun", Confidence.CERTAIN)


def _two(passage: Passage, place: int, clitics: str, last: int) -> Number:
    token = passage.tokens[place]
    span = Span(token.start_after(clitics), passage.tokens[last - 1].end)
    return Number(span, place, last, Decimal(2), in_words=True, clitics=clitics)


def _has_genitive(passage: Passage, noun: Noun) -> bool:
    """`سيارتي إسعاف` counts, and `مركزي كفرزيتا ومورك`, two that are named; `محافظتي حلب وحماة`
    and `منظمتي الصحة واليونيسف` only name two."""
    tokens = passage.tokens
    if noun.last > noun.first + 1:
        return True
    if noun.last >= len(tokens) or not tokens[noun.last].is_word:
        return False
    following = tokens[noun.last]
    if following.form in GENITIVES:
        return True
    ends = range(noun.last + 1, min(noun.last + _NAME_WORDS, len(tokens)))
    names_two = any(tokens[n].is_word and tokens[n].form.startswith("و") for n in ends)
    if names_two and noun.unit == "facility":
        return may_be_counted(following) or following.form.startswith("ال")
    if names_two and tokens[noun.last + 1].form.startswith("و"):
        return False
    head = tokens[noun.first]
    is_adjective = head.form.endswith("ي") and not head.form.endswith("تي") and "َ" not in head.text
    return not is_adjective and may_be_counted(following)


def _unknown_dual(passage: Passage, place: int) -> tuple[Number, Counted] | None:
    """A feminine dual with an adjective in the dual (حاضنتين إضافيتين): two beyond doubt."""
    token = passage.tokens[place]
    form = token.form
    if (
        not form.endswith(("تين", "تان"))
        or len(form) < 6
        or form.startswith(("ال", "لل", "وال", "بال"))
    ):
        return None
    if place + 1 >= len(passage.tokens):
        return None
    adjective = passage.tokens[place + 1].form
    if not adjective.endswith(("تين", "تان")) or len(adjective) < 6 or adjective[-3:] != form[-3:]:
        return None
    if adjective.startswith("ال"):
        return None
    number = _two(passage, place, "", place + 1)
    return number, Counted(place, place + 1, "item", form, "dual_noun", Confidence.LIKELY)


def _one(passage: Passage, nouns: Nouns, place: int) -> tuple[Number, Counted] | None:
    """`جهاز طبقي محوري واحد`; not `يوم واحد`, `دفعة واحدة`, `توفي واحد منهم` counts one too."""
    tokens = passage.tokens
    number = Number(tokens[place].span, place, place + 1, Decimal(1), in_words=True)
    after = tokens[place + 1].form if place + 1 < len(tokens) else ""
    if after in PRONOUNS:
        return number, Counted(place, place + 1, "person", "one", "single_noun", Confidence.LIKELY)
    first = max(place - 3, passage.sentence_at(place).first)
    for back in range(place - 1, first - 1, -1):
        noun = nouns.at(passage, back)
        if (
            noun is None
            or noun.counts is not Counts.ONE
            or noun.is_definite
            or noun.clitics not in ("", "و")
        ):
            continue
        if noun.unit in TIME_UNITS or noun.term.code in _NO_ONES or noun.is_money:
            return None
        return number, known(noun, "single_noun", Confidence.LIKELY)
    return None

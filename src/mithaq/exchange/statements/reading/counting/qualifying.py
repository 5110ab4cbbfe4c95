"""How nearly a number is meant, and whether it is meant for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.dating.calendars import stems
from mithaq.exchange.statements.reading.findings import Qualifier
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage

_WORDS_APART: Final = 5
_SUBJECT_WORDS: Final = 9
# These take the number as their object, wherever the subject stands.
_VERBS: Final = frozenset(
    {"يتجاوز", "تتجاوز", "يتعدي", "تتعدي", "يفوق", "تفوق", "يقارب", "تقارب", "تجاوز", "تجاوزت"}
)
_EACH_BACK: Final = 7
_EACH_AFTER: Final = 3
_EVERY: Final = frozenset({"كل", "لكل"})
_TIMES: Final = frozenset({"شهر", "يوم", "عام", "سنه", "اسبوع", "ساعه", "من", "ما", "هذا", "ذلك"})
_ONE_EACH: Final = frozenset({"الواحد", "الواحده"})
Phrase = tuple[tuple[str, ...], Qualifier]


@dataclass(frozen=True, eq=False)
class Qualifiers:
    """Phrases by the word next to the number, the longest first; `apart` by their last word."""

    before: Mapping[str, tuple[Phrase, ...]]
    after: Mapping[str, tuple[Phrase, ...]]
    apart: Mapping[str, tuple[Phrase, ...]]

    def of(self, passage: Passage, first: int, last: int) -> Qualifier:
        """How the number at these tokens, with its noun, is qualified."""
        found = self._before(passage, first - 1) or self._apart(passage, first)
        found = found or self._over_subject(passage, first)
        if found is None:
            found = next(filter(None, (self._after(passage, last + n) for n in range(2))), None)
        return found or Qualifier.EXACT

    def _over_subject(self, passage: Passage, first: int) -> Qualifier | None:
        """`لا يتجاوز مخزون المحروقات 800 ليتر`: what is counted stands between."""
        for place in range(first - 2, max(first - _SUBJECT_WORDS, -1), -1):
            token = passage.tokens[place + 1]
            if not token.is_word:
                return None
            if any(stem in _VERBS for stem in stems(passage.tokens[place].form)):
                return self._before(passage, place)
        return None

    def _before(self, passage: Passage, place: int) -> Qualifier | None:
        while place > 0 and passage.tokens[place].text in ("“", "”", '"', "«", "(", "ل", "ب"):
            place -= 1
        for words, qualifier in _at(self.before, passage, place):
            start = place - len(words) + 1
            if start >= 0 and _are(passage, start, words):
                return qualifier
        return None

    def _apart(self, passage: Passage, first: int) -> Qualifier | None:
        for words, qualifier in _at(self.apart, passage, first - 1):
            begin = max(first - 1 - _WORDS_APART, 0)
            places = range(begin, first - 1)
            if any(_is(passage, place, words[0]) for place in places):
                return _negated(passage, begin, first, qualifier)
        return None

    def _after(self, passage: Passage, place: int) -> Qualifier | None:
        if place >= len(passage.tokens):
            return None
        for stem in stems(passage.tokens[place].form):
            for words, qualifier in self.after.get(stem, ()):
                if _are(passage, place, words):
                    return qualifier
        return None


def _negated(passage: Passage, begin: int, first: int, qualifier: Qualifier) -> Qualifier:
    """`لا يزيد وزنها على` is up to; `يقل عددها عن` is less than."""
    forms = {passage.tokens[place].form for place in range(max(begin - 1, 0), first)}
    is_less = bool(forms & {"يقل", "تقل"})
    is_not = bool(forms & {"لا", "لم", "لن", "ليس"})
    if is_less:
        return Qualifier.MORE_THAN if is_not else Qualifier.LESS_THAN
    return Qualifier.UP_TO if is_not else qualifier


def _at(
    table: Mapping[str, tuple[Phrase, ...]], passage: Passage, place: int
) -> tuple[Phrase, ...]:
    if place < 0:
        return ()
    found = [table[stem] for stem in stems(passage.tokens[place].form) if stem in table]
    return found[0] if found else ()


def _are(passage: Passage, start: int, words: tuple[str, ...]) -> bool:
    return all(_is(passage, start + n, word) for n, word in enumerate(words))


def _is(passage: Passage, place: int, word: str) -> bool:
    tokens = passage.tokens
    return place < len(tokens) and word in stems(tokens[place].form)


@lru_cache(maxsize=8)
def qualifiers_of(lexicon: Lexicon) -> Qualifiers:
    """A lexicon's qualifiers; built once."""
    sides: dict[str, dict[str, list[Phrase]]] = {"before": {}, "after": {}, "apart": {}}
    for term in lexicon.language.terms["qualifiers"]:
        side = sides[term.trait("side")]
        for phrase in term.words:
            words = tuple(normalised(phrase).split())
            key = words[0] if term.trait("side") == "after" else words[-1]
            side.setdefault(key, []).append((words, Qualifier(term.trait("qualifier"))))
    return Qualifiers(*(
        {key: tuple(sorted(some, key=_longest)) for key, some in side.items()}
        for side in sides.values()
    ))  # fmt: skip


def _longest(phrase: Phrase) -> int:
    return -len(phrase[0])


def is_each(passage: Passage, first: int, last: int) -> bool:
    """`بمعدل 20 جلسة لكل مريض`, `فريق كل عيادة من قابلتين`, `ثمن الطقم الواحد 21 دولاراً`."""
    tokens = passage.tokens
    sentence = passage.sentence_at(first)
    for place in range(last, min(last + _EACH_AFTER, sentence.last)):
        if not tokens[place].is_word:
            break
        if tokens[place].form == "لكل":
            following = tokens[place + 1].form if place + 1 < len(tokens) else ""
            return following not in _TIMES or following == "من"
    for place in range(first - 1, max(first - _EACH_BACK, sentence.first) - 1, -1):
        token = tokens[place]
        if token.text in ("،", ",", ":", "؛"):
            break
        following = tokens[place + 1].form if place + 1 < len(tokens) else ""
        if token.form in _ONE_EACH and _is_definite(tokens[place - 1].form if place else ""):
            return True
        if any(stem in _EVERY for stem in stems(token.form)):
            return following not in _TIMES
    return False


def _is_definite(form: str) -> bool:
    return form.startswith(("ال", "لل", "وال", "بال"))

"""Linking names to the register: by the folded name and its aliases, and by what stands around.

A link is made only where it is near certain; everything else is offered as candidates, the best
first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.known import Known, KnownPlace
from mithaq.exchange.statements.reading.lexicon import Lexicon

# Words that one mention of a body has and another has not.
_OPTIONAL: Final = frozenset({"منظمه", "في", "سوريه", "سوري", "سوريا"})
_GOVERNORATES: Final = frozenset(
    normalised(
        "دمشق حلب حمص حماة إدلب درعا سويداء قنيطرة رقة حسكة دير طرطوس لاذقية ريف سورية سوريا"
    ).split()
)
_RANKS: Final[Mapping[str, int]] = {
    "country": 6, "governorate": 5, "district": 4, "subdistrict": 3, "community": 2,
}  # fmt: skip
_MOST_CANDIDATES: Final = 5
# How far a register's name must share its words with the text's to be offered.
_LEAST_SHARED: Final = 0.6
_COMMON_WORD: Final = 200


@dataclass(frozen=True, slots=True)
class Link:
    """`code` where it is clear which row is meant; `candidates` otherwise, the best first."""

    code: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Register:
    """Names of rows by their key, and by each of their words."""

    by_key: Mapping[tuple[str, ...], tuple[str, ...]]
    by_word: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def key_of(name: str) -> tuple[str, ...]:
    """The words that tell a body from others, folded: without article, منظمة, في and السورية."""
    found = words(name)
    kept: list[str] = []
    for word in found:
        if word in _OPTIONAL:
            continue
        is_located = len(kept) > 1 and word.startswith("ب") and word[1:] in _GOVERNORATES
        kept.append(word[1:] if is_located else word)
    return tuple(kept) or found


def link_place(
    known: Known, options: Sequence[KnownPlace], *, level: str = "", around: Mapping[str, int]
) -> Link:
    """Which place of the register a name means. `level` is what the word before it says (محافظة,
    ناحية), `around` the codes of other places of the text with their weight: a place that lies in
    one of them, or holds it, is the likelier. Without any of that the higher level."""
    if not options:
        return Link()
    distinct = {place.code: place for place in options}
    scores = {code: _score(known, place, level, around) for code, place in distinct.items()}
    ranked = sorted(distinct, key=lambda code: (-scores[code], code))
    candidates = tuple(ranked[:_MOST_CANDIDATES])
    if len(ranked) == 1:
        return Link(ranked[0])
    if scores[ranked[0]] - scores[ranked[1]] >= 1:
        return Link(ranked[0], candidates)
    return Link(None, candidates)


def _score(known: Known, place: KnownPlace, level: str, around: Mapping[str, int]) -> float:
    above = tuple(known.above(place.code))
    near = max((around.get(code, 0) for code in above), default=0)
    score = float(_RANKS.get(place.level, 1)) + 3.0 * near
    if level and place.level == level:
        score += 4 if level in ("community", "subdistrict", "governorate") else 1
    return score


def link_organisation(names: Iterable[str], term: str, lexicon: Lexicon) -> Link:
    """The registered body of one of these names, or of another name of the well-known `term`."""
    register = _bodies(lexicon)
    if not register.by_key:
        return Link()
    named = [key_of(name) for name in names]
    keys = list(named)
    if term:
        found = next(t for t in lexicon.language.terms["organisations"] if t.code == term)
        keys += [key_of(word) for word in found.words]
    return _link(register, keys, named)


def link_person(name: str, lexicon: Lexicon) -> Link:
    """The registered person of this full name."""
    register = _people(lexicon)
    key = words(name)
    if not register.by_key or len(key) < 2:
        return Link()
    return _link(register, [key], [key])


def _link(
    register: _Register, keys: Iterable[tuple[str, ...]], named: Sequence[tuple[str, ...]]
) -> Link:
    codes = {code for key in keys for code in register.by_key.get(key, ())}
    if len(codes) == 1:
        return Link(codes.pop())
    if codes:
        return Link(None, tuple(sorted(codes))[:_MOST_CANDIDATES])
    return Link(None, _alike(register, max(named, key=len)))


def _alike(register: _Register, key: tuple[str, ...]) -> tuple[str, ...]:
    """Rows that share most of their words with a name."""
    shared: Counter[tuple[tuple[str, ...], str]] = Counter()
    for word in dict.fromkeys(key):
        rows = register.by_word.get(word, ())
        if len(rows) <= _COMMON_WORD:
            shared.update(rows)
    likeness: dict[str, float] = {}
    for (name, code), count in shared.items():
        share = 2 * count / (len(key) + len(name))
        likeness[code] = max(share, likeness.get(code, 0.0))
    ranked = sorted(likeness, key=lambda code: (-likeness[code], code))
    return tuple(c for c in ranked if likeness[c] >= _LEAST_SHARED)[:_MOST_CANDIDATES]


@lru_cache(maxsize=8)
def _bodies(lexicon: Lexicon) -> _Register:
    known = lexicon.known.organisations
    return _register((key_of(name), each.code) for each in known for name in each.names)


@lru_cache(maxsize=8)
def _people(lexicon: Lexicon) -> _Register:
    known = lexicon.known.people
    return _register((words(name), each.code) for each in known for name in each.names)


@lru_cache(maxsize=8)
def places_by_words(lexicon: Lexicon) -> Mapping[tuple[str, ...], tuple[KnownPlace, ...]]:
    """Places of the register by their names without articles: سلمية is السلمية."""
    found: dict[tuple[str, ...], list[KnownPlace]] = defaultdict(list)
    for place in lexicon.known.places:
        for name in place.names:
            key = words(name)
            found[key].append(place)
            if len(key) > 1 and key[0] == "مركز":
                found[key[1:]].append(place)
    return {key: tuple(places) for key, places in found.items()}


def _register(named: Iterable[tuple[tuple[str, ...], str]]) -> _Register:
    by_key: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_word: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
    for key, code in named:
        if not key:
            continue
        by_key[key].add(code)
        for word in key:
            by_word[word].add((key, code))
    return _Register(
        {key: tuple(sorted(codes)) for key, codes in by_key.items()},
        {word: tuple(sorted(rows)) for word, rows in by_word.items()},
    )

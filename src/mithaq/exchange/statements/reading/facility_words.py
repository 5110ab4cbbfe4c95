"""The pack's words for facilities, folded and made ready, and the forms that a word may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Token
from mithaq.exchange.statements.reading.phrases import Phrases
from mithaq.exchange.statements.reading.word_lists import listed

# Feminine nouns that end like an adjective: in مركز الرعاية the second word describes nothing.
_NOUNS_IN_IYA: Final = listed("رعايه توعيه تغذيه كليه تنميه وقايه حمايه ادويه اغذيه")
_DUAL_ENDS: Final = ("تين", "تان", "ين", "ان", "ا")
_VERBAL_NOUN: Final = 5
_ACCUSATIVE: Final = ("اً", "ًا")


@dataclass(frozen=True)
class FacilityWords:
    """The pack's words for facilities and places. `verbs` end a name, `common` words are none."""

    heads: Phrases[Term]
    places: Phrases[str]
    parts: dict[str, frozenset[str]]
    common: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()

    def part(self, name: str) -> frozenset[str]:
        return self.parts.get(name, frozenset())


@lru_cache(maxsize=8)
def facility_words(lexicon: Lexicon) -> FacilityWords:
    """Built once for a lexicon."""
    parts = {
        term.trait("part"): frozenset(
            form for word in term.words for form in (normalised(word), *words(word))
        )
        for term in lexicon.language.terms["facility_words"]
    }
    named = [(name, place.level) for place in lexicon.known.places for name in place.names]
    named += [(row[0], "town") for row in lexicon.names("towns")]
    named += [(row[0], "abroad") for row in lexicon.names("abroad")]
    common = lexicon.language.names.get("common_words", ())
    return FacilityWords(
        lexicon.terms("facility_types"),
        Phrases(named, are_names=True),
        parts,
        frozenset(normalised(row[0]) for row in common if row),
        frozenset(normalised(row[0]) for row in common if row[1:] == ("verb",))
        | _event_verbs(lexicon),
    )


def _event_verbs(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        normalised(word)
        for term in lexicon.language.terms["facility_events"]
        for word in term.words
        if " " not in word and not word.startswith("ال")
    )


def plain(token: Token) -> str:
    """A word's folded form without its article."""
    for analysis in token.analyses:
        if analysis.is_definite and not analysis.clitics:
            return analysis.rest
    return token.form


def is_definite_word(token: Token) -> bool:
    return any(a.is_definite and not a.clitics for a in token.analyses)


def is_accusative(token: Token) -> bool:
    return token.text.endswith(_ACCUSATIVE)


def without_pronoun(word: str) -> str:
    """بلدته is a بلده of somebody's."""
    for pronoun in ("ها", "هم", "ه"):
        if word.endswith("ت" + pronoun):
            return word.removesuffix("ت" + pronoun) + "ه"
        if word.endswith(pronoun) and len(word) > len(pronoun) + 1 and pronoun != "ه":
            return word.removesuffix(pronoun)
    return word


def is_joined(token: Token, known: FacilityWords) -> bool:
    """A particle or general word behind a clitic: بالمحافظة، وفي."""
    return any(
        a.clitics.rstrip("س") and (a.rest in known.part("stop") or a.rest in known.part("general"))
        for a in token.analyses
    )


def is_adjective(word: str) -> bool:
    """Whether a folded word without article looks like one made of a noun: طبي، عمالية."""
    return word.endswith(("ي", "يه", "يين", "يتين", "يان", "يتان")) and word not in _NOUNS_IN_IYA


def is_among(word: str, known: frozenset[str]) -> bool:
    """Whether a word is known, or what it is two of: طبيتين, أورام in the accusative."""
    if word in known:
        return True
    ends = (word.removesuffix(end) for end in _DUAL_ENDS if word.endswith(end))
    return any(stem in known for stem in ends if len(stem) > 2)


def is_verbal_noun(word: str) -> bool:
    """تنسيق، تحصين: what a centre is for, not what it is called."""
    return len(word) == _VERBAL_NOUN and word.startswith("ت") and word[3] == "ي"


def in_nominative(written: str) -> str:
    """A name without the endings of an object: `مركزاً تخصصياً` is مركز تخصصي."""
    return " ".join(
        word[:-2] if word.endswith(_ACCUSATIVE) and len(word) > 4 else word
        for word in written.split()
    )

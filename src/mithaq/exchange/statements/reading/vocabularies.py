"""What a single word may be, looked up once for each way of writing it.

A word is a given name, a common word (verb, noun, particle) or neither, and may begin phrases of
some lists. `على` and `علي` fold to one form and are told apart as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised, without_article
from mithaq.exchange.statements.reading.known import KnownOrganisation, KnownPerson, KnownPlace
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Analysis, Passage, Token
from mithaq.exchange.statements.reading.phrases import Match, Phrases
from mithaq.exchange.statements.reading.word_shapes import (
    is_adjective,
    is_listed_adjective,
    is_participle,
    looks_like_verb,
    verb_forms,
)


class Lead:
    """Bits for the lists that have a phrase which may begin with a word."""

    PLACE: Final = 1
    PLACE_HEAD: Final = 2
    ROLE: Final = 4
    HONORIFIC: Final = 8
    BODY_HEAD: Final = 16
    BODY: Final = 32
    KNOWN_BODY: Final = 64
    KNOWN_PERSON: Final = 128
    FACILITY: Final = 256
    SPEECH: Final = 512
    ANY_BODY: Final = BODY_HEAD | BODY | KNOWN_BODY
    ANY_PLACE: Final = PLACE | PLACE_HEAD
    ANY_TITLE: Final = ROLE | HONORIFIC | KNOWN_PERSON


class Word(NamedTuple):
    """One written word. `form` is folded, `rest` without article (where nothing else is before
    it); `clitic` what may be taken off so that a known word is left, `inner` that word."""

    form: str
    rest: str
    is_definite: bool
    is_given: bool
    is_common: bool
    is_verb: bool
    is_particle: bool
    is_latin: bool
    is_adjective: bool
    clitic: str
    inner: str
    inner_definite: bool
    inner_is_given: bool
    leads: int

    @property
    def is_sure_given(self) -> bool:
        return self.is_given and not self.is_common


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a place: of the register, of the country's towns or abroad."""

    name: str
    known: KnownPlace | None = None
    kind: str = ""
    governorate: str = ""


# Words that begin so have no article: أليساندرا, آلان.
_NO_ARTICLE: Final = ("أل", "إل", "آل")
_MOST_WORDS: Final = 100_000


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A lexicon's lists for names, and what each word may be by them."""

    lexicon: Lexicon
    places: Phrases[Named]
    given: frozenset[str]
    given_written: frozenset[str]
    common: dict[str, str]
    common_written: frozenset[str]
    heads: frozenset[str]
    lists: tuple[tuple[int, Phrases[object]], ...]
    _words: dict[str, Word] = field(default_factory=dict)

    def word(self, token: Token) -> Word:
        """What a word may be; for numbers and marks, a word that is nothing."""
        found = self._words.get(token.text)
        if found is None:
            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            found = self._words[token.text] = self._look_up(token)
        return found

    def _look_up(self, token: Token) -> Word:
        if not token.is_word:
            return Word(
                token.form, token.form, False, False, False, False, False, False, False,
                "", "", False, False, 0,
            )  # fmt: skip
        form = token.form
        has_article = form.startswith("ال") and not token.text.startswith(_NO_ARTICLE)
        rest = without_article(form) if has_article else form
        definite = rest != form
        given, kind = self._kinds(token.text, form, rest)
        is_whole = given or bool(kind) or form in self.heads
        clitic, inner, inner_definite = ("", "", False) if is_whole else self._inner(token)
        leads = 0
        for lead, phrases in self.lists:
            if phrases.may_begin(token):
                leads |= lead
        verb = kind == "verb" or (not given and not kind and looks_like_verb(form, definite))
        return Word(
            form=form,
            rest=rest,
            is_definite=definite,
            is_given=given,
            is_common=bool(kind),
            is_verb=verb,
            is_particle=kind == "particle",
            is_latin=form.isascii(),
            is_adjective=definite and self._describes(token.text, rest, known=given or bool(kind)),
            clitic=clitic,
            inner=inner,
            inner_definite=inner_definite,
            inner_is_given=bool(inner)
            and not inner_definite
            and self._is_given_within(token, clitic, inner),
            leads=leads,
        )

    def _kinds(self, text: str, form: str, rest: str) -> tuple[bool, str]:
        """Whether a given name, and the kind of common word; where both fold to one form, the one
        that is written so."""
        given = form in self.given
        kind = self.common.get(form, "")
        if not kind and rest != form and self.common.get(rest) == "noun":
            kind = "noun"
        if not kind and not given and form.endswith("ا") and form[:-1] in self.common:
            kind = "noun"
        if given and kind:
            as_given, as_common = text in self.given_written, text in self.common_written
            if as_given != as_common:
                return as_given, "" if as_given else kind
        return given, kind

    def _describes(self, text: str, rest: str, *, known: bool) -> bool:
        if is_adjective(rest):
            return not _is_noun_in_y(text, rest)
        return not known and rest not in self.heads and is_participle(rest)

    def _inner(self, token: Token) -> tuple[str, str, bool]:
        """The clitics before a word that is known without them, or has an article."""
        for analysis in token.analyses[1:]:
            if analysis.clitics and (analysis.is_definite or self._is_known(analysis)):
                return analysis.clitics, analysis.rest, analysis.is_definite
        return "", "", False

    def _is_known(self, analysis: Analysis) -> bool:
        rest = analysis.rest
        least = 1 if analysis.clitics in ("و", "ف") else 2
        known = rest in self.common or rest in self.given or rest in self.heads
        if analysis.clitics in ("و", "ف") and rest.endswith("ا"):
            known = known or rest[:-1] in self.common
        return len(rest) > least and known

    def _is_given_within(self, token: Token, clitic: str, inner: str) -> bool:
        """Whether what is left without clitics is a given name, as it is written, and no common
        word."""
        written = token.text[token.start_after(clitic) - token.start :]
        return self._kinds(written, inner, inner) == (True, "")


def _is_noun_in_y(text: str, rest: str) -> bool:
    """المشفى, المستوى: ى is no nisba, though it folds to ي."""
    return text.endswith("ى") and not is_listed_adjective(rest)


@lru_cache(maxsize=8)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """Built once for a lexicon."""
    places = Phrases(_named(lexicon), are_names=True)
    given = [row[0] for row in lexicon.names("given_names")]
    given_folded = frozenset(normalised(name).replace(" ", "") for name in given)
    heads = frozenset(_heads(lexicon))
    common = lexicon.names("common_words")
    terms = lexicon.terms
    lists: list[tuple[int, Phrases[object]]] = [
        (Lead.PLACE, places),  # type: ignore[list-item]
        (Lead.PLACE_HEAD, terms("place_heads")),  # type: ignore[list-item]
        (Lead.ROLE, terms("roles")),  # type: ignore[list-item]
        (Lead.HONORIFIC, terms("honorifics")),  # type: ignore[list-item]
        (Lead.BODY_HEAD, terms("organisation_heads")),  # type: ignore[list-item]
        (Lead.BODY, terms("organisations")),  # type: ignore[list-item]
        (Lead.KNOWN_BODY, lexicon.organisations),  # type: ignore[list-item]
        (Lead.KNOWN_PERSON, lexicon.people),  # type: ignore[list-item]
        (Lead.FACILITY, terms("facility_types")),  # type: ignore[list-item]
        (Lead.SPEECH, terms("speech")),  # type: ignore[list-item]
    ]
    return Vocabulary(
        lexicon=lexicon,
        places=places,
        given=given_folded,
        given_written=frozenset(given),
        common=_common(lexicon, given_folded | heads),
        common_written=frozenset(row[0] for row in common),
        heads=heads,
        lists=tuple(lists),
    )


def _common(lexicon: Lexicon, taken: frozenset[str]) -> dict[str, str]:
    """The common words by their folded form, with all forms of the verbs that are no other word:
    تدمر is a town."""
    listed = {normalised(row[0]): row[1] for row in lexicon.names("common_words")}
    places = {normalised(name) for name, _ in _named(lexicon)}
    forms = (form for word, kind in listed.items() if kind == "verb" for form in verb_forms(word))
    derived = {form: "verb" for form in forms if form not in taken and form not in places}
    return {**derived, **listed}


def _heads(lexicon: Lexicon) -> Iterator[str]:
    """The first words of roles, bodies, places and facilities."""
    for name in ("roles", "organisation_heads", "place_heads", "facility_types"):
        for term in lexicon.language.terms[name]:
            for word in term.words:
                first = normalised(word).split()
                yield from (without_article(each) for each in first[:1])


def _named(lexicon: Lexicon) -> Iterator[tuple[str, Named]]:
    for place in lexicon.known.places:
        for name in place.names:
            yield name, Named(name, known=place, kind=place.level)
    for name, governorate in lexicon.names("towns"):
        yield name, Named(name, kind="town", governorate=governorate)
    for name, _, kind in lexicon.names("abroad"):
        yield name, Named(name, kind=f"abroad_{kind}")


class Scan:
    """A passage with what begins at each of its tokens, looked up when it is asked for."""

    def __init__(self, passage: Passage, lexicon: Lexicon) -> None:
        self.passage = passage
        self.vocabulary = vocabulary_of(lexicon)
        self.lexicon = lexicon
        self.words = [self.vocabulary.word(token) for token in passage.tokens]
        self.count = len(self.words)
        self._are_words = [token.is_word for token in passage.tokens]
        self.ends = [0] * len(passage.tokens)
        self.begins = [0] * len(passage.tokens)
        for sentence in passage.sentences:
            for number in range(sentence.first, sentence.last):
                self.ends[number] = sentence.last
                self.begins[number] = sentence.first
        self._found: dict[tuple[int, int], Match[object] | None] = {}

    def __len__(self) -> int:
        return self.count

    def text(self, number: int) -> str:
        return self.passage.tokens[number].text if 0 <= number < self.count else ""

    def form(self, number: int) -> str:
        return self.words[number].form if 0 <= number < self.count else ""

    def is_word(self, number: int) -> bool:
        return 0 <= number < self.count and self._are_words[number]

    def _at(self, lead: int, phrases: Phrases[object], number: int) -> Match[object] | None:
        if not 0 <= number < self.count or not self.words[number].leads & lead:
            return None
        key = (lead, number)
        if key in self._found:
            return self._found[key]
        found = phrases.at(self.passage, number)
        if found is not None and found.last > self.ends[number]:
            found = None
        self._found[key] = found
        return found

    def place(self, number: int) -> Match[Named] | None:
        return self._at(Lead.PLACE, self.vocabulary.places, number)  # type: ignore[arg-type,return-value]

    def place_head(self, number: int) -> Match[Term] | None:
        return self._term(Lead.PLACE_HEAD, "place_heads", number)

    def role(self, number: int) -> Match[Term] | None:
        return self._term(Lead.ROLE, "roles", number)

    def honorific(self, number: int) -> Match[Term] | None:
        return self._term(Lead.HONORIFIC, "honorifics", number)

    def body_head(self, number: int) -> Match[Term] | None:
        return self._term(Lead.BODY_HEAD, "organisation_heads", number)

    def body(self, number: int) -> Match[Term] | None:
        return self._term(Lead.BODY, "organisations", number)

    def facility(self, number: int) -> Match[Term] | None:
        return self._term(Lead.FACILITY, "facility_types", number)

    def speech(self, number: int) -> Match[Term] | None:
        return self._term(Lead.SPEECH, "speech", number)

    def known_body(self, number: int) -> Match[KnownOrganisation] | None:
        return self._at(Lead.KNOWN_BODY, self.lexicon.organisations, number)  # type: ignore[arg-type,return-value]

    def known_person(self, number: int) -> Match[KnownPerson] | None:
        return self._at(Lead.KNOWN_PERSON, self.lexicon.people, number)  # type: ignore[arg-type,return-value]

    def _term(self, lead: int, name: str, number: int) -> Match[Term] | None:
        return self._at(lead, self.lexicon.terms(name), number)  # type: ignore[arg-type,return-value]

"""The words of a facility's name, read one after the other behind its head word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, Token
from mithaq.exchange.statements.reading.phrases import QUOTES, Match, Phrases
from mithaq.exchange.statements.reading.word_lists import listed

_IN: Final = "في"
# First words of names of two words: كرم اللوز، باب عمرو، ابن سينا.
_STARTERS: Final = listed(
    "ابن ابو ابي ام عبد باب كرم دير عين كفر تل خان بيت راس جسر شهيد شيخ سيدي حي وادي",
    "جبل جامعه برج مار بني قلعه معره ابا ذو سيده قديس هلال صليب نبع ساحه شارع طريق حاره",
)
_ORDINALS: Final = listed("اول اولي ثان ثانيه ثالث ثالثه رابع رابعه خامس خامسه اخر اخري")
_TITLES: Final = listed("شهيد دكتور شيخ قديس سيده")
_HEAD_WORDS: Final = listed("مركز مستشفي مستوصف مراكز مستشفيات عياده عيادات مخبر نقطه قسم بنك")
_MOST_QUOTED: Final = 8
_MOST_KINDS: Final = 6
_UNPLACED: Final = frozenset({"كل", "جميع", "مختلف"})


@dataclass(frozen=True)
class FacilityWords:
    """The pack's words for facilities and places, folded and made ready."""

    heads: Phrases[Term]
    places: Phrases[str]
    parts: dict[str, frozenset[str]]
    common: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()

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
        _event_words(lexicon),
    )


def _event_words(lexicon: Lexicon) -> frozenset[str]:
    """What may happen to a ward, in one word."""
    return frozenset(
        normalised(word)
        for term in lexicon.language.terms["facility_events"]
        if term.trait("event") != "donated_to"
        for word in term.words
        if " " not in word
    )


@dataclass
class NameReader:
    """A name as far as it is read; `at` is the number of the next token."""

    passage: Passage
    lexicon: FacilityWords
    at: int
    is_health_text: bool = False
    takes_any_name: bool = True
    in_hospital: bool = False
    is_done: bool = False
    place: str = ""
    proper: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    is_sure: bool = True

    def token(self, ahead: int = 0) -> Token | None:
        number = self.at + ahead
        return self.passage.tokens[number] if number < len(self.passage.tokens) else None

    def stem(self, ahead: int = 0) -> str:
        """The word without article, empty where there is none."""
        token = self.token(ahead)
        return plain(token) if token is not None and token.is_word else ""

    def read_quoted(self) -> bool:
        """A name in quotation marks: “الرازي”."""
        token = self.token()
        if token is None or token.text not in QUOTES:
            return False
        inner: list[str] = []
        for ahead in range(1, _MOST_QUOTED):
            following = self.token(ahead)
            if following is None:
                return False
            if following.text in QUOTES:
                self.at += ahead + 1
                self.proper += inner
                return bool(inner)
            inner.append(plain(following))
        return False

    def place_match(self, ahead: int = 0, *, clitics: str = "") -> Match[str] | None:
        token = self.token(ahead)
        if token is None or not token.is_word:
            return None
        found = self.lexicon.places.at(self.passage, self.at + ahead, bare=not clitics)
        return found if found and found.clitics == clitics else None

    def _is_general(self, found: Match[str]) -> bool:
        """القرية and المدينة are no names, though a place may be called so."""
        if found.last - found.first > 1:
            return False
        word = plain(self.passage.tokens[found.first])
        return word in self.lexicon.part("locality") or word in self.lexicon.part("general")

    def read_place(self, into: list[str], ahead: int = 0, *, clitics: str = "") -> str:
        """A known place's name; its level, empty where there is none."""
        found = self.place_match(ahead, clitics=clitics)
        if found is None or self._is_general(found):
            return ""
        inner = self.passage.tokens[self.at + ahead : found.last]
        into += [words(found.span.of(self.passage.text))[0] if clitics else plain(inner[0])]
        into += [plain(token) for token in inner[1:] if token.is_word]
        self.at = found.last
        self.place = self.place or found.span.of(self.passage.text)
        return found.value

    def read_proper(self) -> bool:
        """A name without quotation marks, at most of two words and what describes it."""
        if self.read_place(self.proper):
            return True
        token = self.token()
        if token is None or not self._may_be_name(token):
            return False
        self.is_sure = is_definite_word(token)
        if not (self.is_sure or self.takes_any_name):
            return False
        self.proper.append(plain(token))
        self.at += 1
        starts = self.proper[-1] in _STARTERS
        following = self.token()
        if following is None or not following.is_word:
            return True
        if self.proper[-1] in _TITLES and self._may_be_name(following):
            self.proper.append(plain(following))
            self.at += 1
            following = self.token()
            if following is None or not self._may_be_name(following):
                return True
        is_nisba = is_definite_word(following) and following.form.endswith(("يه", "ي", "احمر"))
        ends = self.stem() in self.lexicon.part("stop") | self.lexicon.part("kind")
        if (starts or is_nisba) and not ends:
            self.proper.append(plain(following))
            self.at += 1
        return True

    def _may_be_name(self, token: Token) -> bool:
        word = plain(token)
        if not token.is_word or len(word) < 2 or token.form in self.lexicon.part("stop"):
            return False
        is_common = word in self.lexicon.common and word not in _STARTERS
        if word in _HEAD_WORDS:
            return False
        if is_common and not (is_definite_word(token) or self._kind_follows()):
            return False
        if _without_pronoun(word) in self.lexicon.part("locality"):
            return False
        if word in self.lexicon.part("kind") or word in self.lexicon.part("general"):
            return False
        if is_definite_word(token):
            return True
        carries = any(a.clitics and a.is_definite for a in token.analyses)
        is_verb = token.form.startswith(("ي", "ست", "سي")) and len(token.form) > 3
        is_accusative = token.text.endswith(("ًا", "اً"))
        return not (carries or is_verb or is_accusative or _is_joined(token, self.lexicon))

    def _kind_follows(self) -> bool:
        """A common word before a definite kind is a name: `مشفى تشرين الجامعي`."""
        token = self.token(1)
        return token is not None and is_definite_word(token) and plain(token) in self._kinds()

    def read_kinds(self) -> None:
        """Words that describe: الوطني، للأطفال، وإعادة التأهيل."""
        for _ in range(_MOST_KINDS):
            token = self.token()
            if token is None or not token.is_word:
                return
            if self.proper and token.text.endswith(("ًا", "اً")):
                return
            for analysis in token.analyses:
                fits = analysis.clitics in ("", "ل") or (
                    analysis.clitics == "و" and analysis.rest not in _ORDINALS
                )
                if fits and analysis.rest.removesuffix("ا") in self._kinds():
                    self.kinds.append(analysis.rest)
                    self.at += 1
                    break
            else:
                return

    def _kinds(self) -> frozenset[str]:
        return self.lexicon.part("kind")

    def read_locality(self) -> bool:
        """`في قدسيا`, `بمنطقة قدسيا بريف دمشق`."""
        before = self.at
        while self._read_one_locality():
            pass
        return self.at > before

    def _read_hospital(self, ahead: int, clitics: str) -> bool:
        """A centre or ward within a hospital: `مركز الأورام بمشفى تشرين الجامعي`."""
        token = self.token(ahead)
        is_hospital = token is not None and any(
            a.rest == "مستشفي" and a.clitics == clitics for a in token.analyses
        )
        if not is_hospital or self.places or self.in_hospital:
            return False
        before, kinds = self.at, list(self.kinds)
        self.at += ahead + 1
        if not (self.read_quoted_into(self.places) or self.read_proper_into(self.places)):
            self.at = before
            return False
        self.read_kinds()
        self.kinds, self.in_hospital, self.is_done = kinds, True, True
        return True

    def read_quoted_into(self, names: list[str]) -> bool:
        return self._into(names, self.read_quoted)

    def read_proper_into(self, names: list[str]) -> bool:
        return self._into(names, self.read_proper)

    def _into(self, names: list[str], read: Callable[[], bool]) -> bool:
        own, self.proper = self.proper, []
        found = read()
        names += self.proper
        self.proper = own
        return found

    def _read_one_locality(self) -> bool:
        if self.is_done:
            return False
        start = self.at
        ahead, clitics = (1, "") if self.stem() == _IN else (0, "ب")
        token = self.token(ahead)
        if token is None or not token.is_word:
            return False
        if self._read_hospital(ahead, clitics):
            return True
        rest = [a.rest for a in token.analyses if a.clitics == clitics]
        is_locality = any(each in self.lexicon.part("locality") for each in rest)
        if self.read_place(self.places, ahead, clitics=clitics):
            return True
        if is_locality:
            self.at += ahead + 1
            if self.read_place(self.places):
                return True
            # In `في المدينة تستوعب` the town is not named.
            is_named = not any(a.is_definite and a.clitics == clitics for a in token.analyses)
            if is_named and self._read_unknown_place(after_locality=True):
                return True
            self.at = start
            return False
        if clitics or self.places:
            return False
        self.at += ahead
        if self._read_unknown_place(after_locality=False):
            return True
        self.at = start
        return False

    def _read_unknown_place(self, *, after_locality: bool) -> bool:
        token = self.token()
        if token is None or not self._may_be_name(token) or plain(token) in _UNPLACED:
            return False
        if not after_locality and not self._ends_after(1):
            return False
        self.places.append(plain(token))
        self.is_sure = self.is_sure and after_locality
        self.at += 1
        if self.places[-1] in _STARTERS and self.stem():
            self.places.append(self.stem())
            self.at += 1
        return True

    def _ends_after(self, ahead: int) -> bool:
        """Whether an unknown word stands by itself: a mark, و or a particle follows."""
        token = self.token(ahead)
        if token is None or not token.is_word:
            return True
        if token.form in self.lexicon.part("stop") or token.form == "و":
            return True
        return token.form.startswith(("و", "ب", "ل")) or token.form.startswith(("ي", "ت", "س"))


def plain(token: Token) -> str:
    for analysis in token.analyses:
        if analysis.is_definite and not analysis.clitics:
            return analysis.rest
    return token.form


def _without_pronoun(word: str) -> str:
    """بلدته is a بلده of somebody's."""
    for pronoun in ("ها", "هم", "ه"):
        if word.endswith("ت" + pronoun):
            return word.removesuffix("ت" + pronoun) + "ه"
        if word.endswith(pronoun) and len(word) > len(pronoun) + 1 and pronoun != "ه":
            return word.removesuffix(pronoun)
    return word


def is_definite_word(token: Token) -> bool:
    return any(a.is_definite and not a.clitics for a in token.analyses)


def _is_joined(token: Token, known: FacilityWords) -> bool:
    """A particle or general word behind a clitic: بالمحافظة، وفي."""
    return any(
        a.clitics and (a.rest in known.part("stop") or a.rest in known.part("general"))
        for a in token.analyses
    )

"""A facility's own name: in quotation marks, a place's, a person's, a day's, or of other words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mithaq.engine.text import words
from mithaq.exchange.statements.reading.facility_words import (
    FacilityWords,
    is_accusative,
    is_definite_word,
    is_joined,
    is_verbal_noun,
    plain,
    without_pronoun,
)
from mithaq.exchange.statements.reading.passages import Passage, Token
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.word_lists import listed

# First words of names of two words: كرم اللوز، باب عمرو، ابن سينا.
STARTERS: Final = listed(
    "ابن ابو ابي ام عبد باب كرم دير عين كفر تل خان بيت راس جسر حي وادي",
    "جبل جامعه برج مار بني قلعه معره ابا ذو هلال صليب نبع ساحه شارع طريق حاره جب بستان دار",
)
_FATHERS: Final = listed("ابو ابي ابا ابن")
ORDINALS: Final = listed(
    "اول اولي ثان ثاني ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سابع ثامن تاسع عاشر حادي",
    "اخر اخري",
)
TITLES: Final = listed("شهيد شهيده دكتور دكتوره شيخ قديس سيده قديسه امير ملك سيدي")
HEAD_WORDS: Final = listed(
    "مركز مستشفي مستوصف مراكز مستشفيات عياده عيادات مخبر نقطه قسم بنك مديريه وزاره منظمه",
    "محافظه مدينه",
)
_MONTHS: Final = listed("نيسان اذار ايار حزيران تموز اب ايلول تشرين كانون شباط")
_DAY_WORDS: Final = listed("من عشر عشره والعشرين")
_DAYS: Final = listed("احد اثنين ثلاثا اربعا خميس جمعه سبت اسبوع شهر عام يوم")
_LONGEST_DAY: Final = 4
# What describes a place: القصير الغربية، عدرا العمالية.
_OF_PLACES: Final = listed(
    "كبير كبيره صغير صغيره شرقي شرقيه غربي غربيه شمالي شماليه جنوبي جنوبيه صناعيه عماليه قديمه",
)
_MOST_QUOTED: Final = 8
_MOST_PERSON: Final = 2


@dataclass
class ProperReader:
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
        if self.stem() in _OF_PLACES and is_definite_word(self.passage.tokens[self.at]):
            into.append(self.stem())
            self.at += 1
        return found.value

    def read_proper(self) -> bool:
        """A name without quotation marks: of one word, or of what belongs together."""
        if self._read_day() or self.read_place(self.proper):
            return True
        token = self.token()
        if token is None:
            return False
        if self.stem() in TITLES and self._read_person():
            return True
        is_purpose = is_verbal_noun(self.stem()) and self.stem() not in _MONTHS
        if not self.may_be_name(token) or is_purpose:
            return False
        self.is_sure = is_definite_word(token)
        if not (self.is_sure or self.takes_any_name):
            return False
        self._take()
        self._read_rest_of_name(token)
        return True

    def _take(self) -> None:
        self.proper.append(self.stem())
        self.at += 1

    def _read_rest_of_name(self, first: Token) -> None:
        """What a name's first word asks for: `باب عمرو`, `نور الهدى`, `الهلال الأحمر`."""
        following = self.token()
        if following is None or not following.is_word or self._ends_name(following):
            return
        if plain(first) in STARTERS:
            self._take()
            further = self.token()
            if plain(first) not in _FATHERS or further is None:
                return
            if is_definite_word(further) and not self._ends_name(further):
                self._take()
        elif not is_definite_word(first) and self._continues(following):
            self._take()
        elif is_definite_word(first) and self._continues(following):
            is_epithet = following.form.endswith(("يه", "ي", "احمر"))
            if is_epithet or plain(following) not in self.lexicon.common:
                self._take()

    def _continues(self, token: Token) -> bool:
        """A definite word that goes on with a name: no participle, day or kind."""
        word = plain(token)
        return (
            is_definite_word(token)
            and word not in _DAYS
            and (not word.startswith("م") or word not in self.lexicon.common)
            and not (word.startswith(("مت", "مد", "مغ")) or word in TITLES)
            and not self._ends_name(token)
        )

    def _ends_name(self, token: Token) -> bool:
        word = plain(token)
        ends = ("stop", "kind", "general")
        return (
            any(word in self.lexicon.part(part) for part in ends)
            or token.form in self.lexicon.part("stop")
            or word in HEAD_WORDS
        )

    def _read_person(self) -> bool:
        """`الشهيد عدنان كيالي`: behind a title two names, or one."""
        before = self.at, len(self.proper)
        self._take()
        for _ in range(_MOST_PERSON):
            token = self.token()
            if token is None or not token.is_word or self._ends_name(token):
                break
            if token.form in self.lexicon.verbs or _is_carried(token):
                break
            self._take()
            if self.proper[-1] in STARTERS and self.stem() and not self._ends_name(token):
                self._take()
        if self.at > before[0] + 1:
            return True
        self.at = before[0]
        del self.proper[before[1] :]
        return False

    def _read_day(self) -> bool:
        """A day that a facility is named after: `18 آذار`, `السابع عشر من نيسان`."""
        token = self.token()
        if token is None or not (token.is_number or self.stem() in ORDINALS):
            return False
        ahead = 1
        while ahead < _LONGEST_DAY and self.stem(ahead) in _DAY_WORDS:
            ahead += 1
        if self.stem(ahead) not in _MONTHS:
            return False
        inner = self.passage.tokens[self.at : self.at + ahead + 1]
        self.proper += [plain(each) for each in inner]
        self.at += ahead + 1
        return True

    def may_be_name(self, token: Token) -> bool:
        word = plain(token)
        if not token.is_word or len(word) < 2 or token.form in self.lexicon.part("stop"):
            return False
        is_common = word in self.lexicon.common and word not in STARTERS
        if word in HEAD_WORDS:
            return False
        is_told = is_definite_word(token) or self._kind_follows() or self._is_construct()
        if is_common and (not is_told or token.form in self.lexicon.verbs):
            return False
        if any(a.clitics == "ل" and a.rest in self.lexicon.common for a in token.analyses):
            return False
        if without_pronoun(word) in self.lexicon.part("locality"):
            return False
        if word in self.lexicon.part("kind") or word in self.lexicon.part("general"):
            return False
        if is_definite_word(token):
            return True
        carries = any(a.clitics and a.is_definite for a in token.analyses)
        is_verb = token.form.startswith(("ي", "ست", "سي")) and len(token.form) > 3
        return not (carries or is_verb or is_accusative(token) or is_joined(token, self.lexicon))

    def _kind_follows(self) -> bool:
        """A common word before a definite kind is a name: `مشفى تشرين الجامعي`."""
        token = self.token(1)
        return token is not None and is_definite_word(token) and plain(token) in self._kinds()

    def _is_construct(self) -> bool:
        following = self.token(1)
        return following is not None and is_definite_word(following)

    def _kinds(self) -> frozenset[str]:
        return self.lexicon.part("kind")


def _is_carried(token: Token) -> bool:
    """A word behind a clitic with article: للمشفى، والمركز."""
    return any(a.clitics and a.is_definite for a in token.analyses)

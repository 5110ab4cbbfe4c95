"""Names of facilities in a passage: a head word with a name, a kind or a place that locates it.

`مشفى الرازي` is named, `مركز صحي بمنطقة قدسيا` located, `المشفى العمالي` told by its kind; `المركز`
alone speaks of one that was named before. What is only counted (80 منشأة) or a group (المشافي) is
none; `مشافي الزهراء وكرم اللوز` are two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, Span, Token
from mithaq.exchange.statements.reading.phrases import QUOTES, Match, Phrases
from mithaq.exchange.statements.reading.word_lists import listed

_IN: Final = "في"
_AND: Final = ("و", "،", ",")
_EACH_OF: Final = ("كل", "من")
# First words of names of two words: كرم اللوز، باب عمرو، ابن سينا.
_STARTERS: Final = listed(
    "ابن ابو ابي ام عبد باب كرم دير عين كفر تل خان بيت راس جسر شهيد شيخ سيدي حي وادي",
    "جبل برج مار بني قلعه معره ابا ذو سيده قديس هلال صليب نبع ساحه شارع طريق حاره",
)
_WEAK_KINDS: Final = listed("جديد جديده قديم حديث كبير صغير مركزي رييسي صحي طبي")
_GENERAL: Final = frozenset({"centre", "centres"})
_CENTRES: Final = frozenset({"مراكز", "المراكز", "المركز", "مركز", "مركزي", "للمركز", "بالمركز"})
_OF_HEALTH: Final = listed(
    "صحي الصحي صحيه الصحيه صحيين طبيه الطبيه صحيا الصحه صحه مستشفي المستشفي",
)
_TENS: Final = listed("عشر ثلا ارب خمس ستي ستو سبع ثما تسع")
_UNCOUNTED: Final = listed("ميه الف الاف مييه عده بضعه عشرات ميات كل اي")
_WIDEST: Final = 60
_ORDINALS: Final = listed("اول اولي ثان ثانيه ثالث ثالثه رابع رابعه خامس خامسه اخر اخري")
_TITLES: Final = listed("شهيد دكتور شيخ قديس سيده")
_HEAD_WORDS: Final = listed("مركز مستشفي مستوصف مراكز مستشفيات عياده عيادات مخبر نقطه قسم بنك")
_TAKE_ANY_NAME: Final = frozenset({"hospital", "centre", "health_centre"})
_WORDS_BEFORE: Final = 5
_LONGEST_WARD: Final = 8
_MOST_QUOTED: Final = 8
_MOST_KINDS: Final = 6
_MOST_NAMED: Final = 40
_MOST_BEFORE_PLACES: Final = 10
_NUMBERS: Final = {
    stem + end: value
    for value, stem in enumerate(
        ["ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"], start=3
    )
    for end in ("", "ه")
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a facility. `proper`: the folded words of its own name, `kinds`: those that
    describe it, `places`: those of the places that locate it. Without any of them, `is_later`."""

    span: Span
    first: int
    last: int
    name: str
    type: str
    head: str
    proper: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place: str = ""
    is_later: bool = False
    is_sure: bool = True


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
class _Reader:
    """A name as far as it is read; `at` is the number of the next token."""

    passage: Passage
    lexicon: FacilityWords
    at: int
    is_health_text: bool = False
    takes_any_name: bool = True
    in_hospital: bool = False
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
        return _plain(token) if token is not None and token.is_word else ""

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
            inner.append(_plain(following))
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
        plain = _plain(self.passage.tokens[found.first])
        return plain in self.lexicon.part("locality") or plain in self.lexicon.part("general")

    def read_place(self, into: list[str], ahead: int = 0, *, clitics: str = "") -> str:
        """A known place's name; its level, empty where there is none."""
        found = self.place_match(ahead, clitics=clitics)
        if found is None or self._is_general(found):
            return ""
        inner = self.passage.tokens[self.at + ahead : found.last]
        into += [words(found.span.of(self.passage.text))[0] if clitics else _plain(inner[0])]
        into += [_plain(token) for token in inner[1:] if token.is_word]
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
        self.is_sure = _is_definite(token)
        if not (self.is_sure or self.takes_any_name):
            return False
        self.proper.append(_plain(token))
        self.at += 1
        starts = self.proper[-1] in _STARTERS
        following = self.token()
        if following is None or not following.is_word:
            return True
        if self.proper[-1] in _TITLES and self._may_be_name(following):
            self.proper.append(_plain(following))
            self.at += 1
            following = self.token()
            if following is None or not self._may_be_name(following):
                return True
        is_nisba = _is_definite(following) and following.form.endswith(("يه", "ي", "احمر"))
        if (starts or is_nisba) and self.stem() not in self.lexicon.part("stop"):
            if _plain(following) not in self.lexicon.part("kind"):
                self.proper.append(_plain(following))
                self.at += 1
        return True

    def _may_be_name(self, token: Token) -> bool:
        plain = _plain(token)
        if not token.is_word or len(plain) < 2 or token.form in self.lexicon.part("stop"):
            return False
        is_common = plain in self.lexicon.common and plain not in _STARTERS
        if plain in _HEAD_WORDS or (is_common and not _is_definite(token)):
            return False
        if _without_pronoun(plain) in self.lexicon.part("locality"):
            return False
        if plain in self.lexicon.part("kind") or plain in self.lexicon.part("general"):
            return False
        if _is_definite(token):
            return True
        carries = any(a.clitics and a.is_definite for a in token.analyses)
        is_verb = token.form.startswith(("ي", "ست", "سي")) and len(token.form) > 3
        is_accusative = token.text.endswith(("ًا", "اً"))
        return not (carries or is_verb or is_accusative or _is_joined(token, self.lexicon))

    def read_kinds(self) -> None:
        """Words that describe: الوطني، للأطفال، وإعادة التأهيل."""
        for _ in range(_MOST_KINDS):
            token = self.token()
            if token is None or not token.is_word:
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
        self.kinds, self.in_hospital = kinds, True
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
            if self.read_place(self.places) or self._read_unknown_place(after_locality=True):
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
        if token is None or not self._may_be_name(token) or _plain(token) in _UNPLACED:
            return False
        if not after_locality and not self._ends_after(1):
            return False
        self.places.append(_plain(token))
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


_UNPLACED: Final = frozenset({"كل", "جميع", "مختلف"})


def find_mentions(passage: Passage, lexicon: Lexicon) -> Iterator[Mention]:
    """Every naming of a facility, in the order of the text."""
    known = facility_words(lexicon)
    is_health_text = _speaks_of_centres(passage)
    number = 0
    for match in known.heads.all(passage):
        if match.first < number:
            continue
        window, head = _window(passage, match)
        takes_any = match.last - match.first == 1 and match.value.code in _TAKE_ANY_NAME
        reader = _Reader(window, known, head.last, is_health_text, takes_any)
        found = tuple(_mentions_of(reader, head))
        offset = match.first - head.first
        yield from (
            replace(mention, first=mention.first + offset, last=mention.last + offset)
            for mention in found
        )
        holds_hospital = reader.in_hospital and match.value.code != "hospital"
        ends = () if holds_hospital else (mention.last + offset for mention in found)
        number = max([match.last, *ends])


def _window(passage: Passage, match: Match[Term]) -> tuple[Passage, Match[Term]]:
    """The words around a head within its sentence: a name is never longer."""
    sentence = passage.sentence_at(match.first)
    first = max(sentence.first, match.first - _WORDS_BEFORE)
    last = min(sentence.last, match.last + _WIDEST)
    window = Passage(passage.text, passage.tokens[first:last], ())
    return window, replace(match, first=match.first - first, last=match.last - first)


def _speaks_of_centres(passage: Passage) -> bool:
    """Whether a text is of health centres, so that مركز alone is one."""
    forms = {token.form for token in passage.tokens}
    return bool(forms & _CENTRES) and bool(forms & _OF_HEALTH)


def _mentions_of(reader: _Reader, match: Match[Term]) -> Iterator[Mention]:
    count = _counted(reader.passage, match)
    if match.value.trait("one"):
        yield from _distributed(reader, match, count)
    elif match.value.code == "ward":
        found = _ward(reader, match)
        if found is not None:
            yield found
    elif count is None:
        found = _single(reader, match)
        if found is not None:
            yield found


def _counted(passage: Passage, match: Match[Term]) -> int | None:
    """How many the text counts before a head, 0 where it is not a small number; else None."""
    if match.first == 0 or match.is_definite or match.clitics:
        return None
    before = passage.tokens[match.first - 1]
    if before.is_number:
        return int(before.form) if before.form.isascii() and before.form.isdigit() else 0
    if before.form.removeprefix("و") in _NUMBERS:
        return _NUMBERS[before.form.removeprefix("و")]
    is_tens = before.form.endswith(("ون", "ين")) and before.form[:3] in _TENS
    return 0 if is_tens or before.form in _UNCOUNTED else None


def _ward(reader: _Reader, match: Match[Term]) -> Mention | None:
    """A ward of a named hospital, where something happens to the ward itself."""
    before = reader.passage.tokens[: match.first]
    if not any(a.rest in reader.lexicon.events for token in before for a in token.analyses):
        return None
    for ahead in range(1, _LONGEST_WARD):
        token = reader.token(ahead)
        if token is None or not token.is_word:
            return None
        is_in = token.form == _IN
        if is_in or any(a.clitics == "ب" and a.rest == "مستشفي" for a in token.analyses):
            start, reader.at = reader.at, reader.at + ahead
            reader.kinds = [_plain(each) for each in reader.passage.tokens[start : reader.at]]
            found = reader.read_locality() and reader.in_hospital
            return _mention(reader, match, reader.at) if found else None
    return None


def _single(reader: _Reader, match: Match[Term]) -> Mention | None:
    reader.read_kinds()
    if not reader.read_quoted() and not match.is_definite and not reader.kinds:
        reader.read_proper()
    reader.read_kinds()
    last = _read_whereabouts(reader, match)
    if "قديم" in reader.kinds and not reader.proper:
        return None
    is_told = bool(reader.proper or reader.places) or _is_definite_kind(reader, match)
    if is_told and match.value.code in _GENERAL and not _is_of_health(reader, match):
        return None
    if is_told:
        return _mention(reader, match, last)
    is_weak = all(kind in _WEAK_KINDS for kind in reader.kinds)
    return _mention(reader, match, match.last) if match.is_definite and is_weak else None


def _read_whereabouts(reader: _Reader, match: Match[Term]) -> int:
    """Where the name ends: a place that follows is part of it only where nothing else tells the
    facility from others of its kind."""
    last = reader.at
    named = bool(reader.proper)
    reader.in_hospital = match.value.code == "hospital"
    if match.value.code == "hospital" and not match.is_definite and last > match.last:
        named = named or _is_definite(reader.passage.tokens[match.last])
    before = list(reader.places)
    if not reader.read_locality():
        return last
    if named:
        reader.places = before
        return last
    return reader.at


def _mention(reader: _Reader, match: Match[Term], last: int) -> Mention:
    span = Span(match.span.start, _end(reader.passage, last))
    is_later = last == match.last and not match.value.code == "blood_bank"
    return Mention(
        span=span,
        first=match.first,
        last=last,
        name=_name(reader.passage, match, last),
        type=match.value.trait("type"),
        head=match.value.code,
        proper=() if is_later else tuple(reader.proper),
        kinds=() if is_later else tuple(reader.kinds),
        places=() if is_later else _telling(reader.places, reader.lexicon),
        place="" if is_later else reader.place,
        is_later=is_later,
        is_sure=reader.is_sure,
    )


def _is_definite_kind(reader: _Reader, match: Match[Term]) -> bool:
    """`المشفى العمالي`, `مشفى الأطفال`, `بنك الدم المركزي`: one that all know by its kind."""
    if match.value.code == "clinics":
        return False
    if all(kind in _WEAK_KINDS for kind in reader.kinds):
        return match.value.code == "blood_bank" and reader.at > match.last
    inner = reader.passage.tokens[match.last : reader.at]
    return match.is_definite or any(_is_definite(token) for token in inner)


def _is_of_health(reader: _Reader, match: Match[Term]) -> bool:
    """مركز alone may be of anything; beside a word of health, or in a text of health centres, it
    is one."""
    inner = reader.passage.tokens[match.last : reader.at + 1]
    health = reader.lexicon.part("health")
    if any(analysis.rest in health for token in inner for analysis in token.analyses):
        return True
    return reader.is_sure and bool(reader.place) and reader.is_health_text


def _distributed(reader: _Reader, match: Match[Term], count: int | None) -> Iterator[Mention]:
    """Each of several that are named at once."""
    reader.read_kinds()
    is_dual = normalised(match.span.of(reader.passage.text)).split()[0].endswith(("ين", "ان", "يي"))
    if is_dual or count:
        _go_to_places(reader)
    is_located = reader.stem() == _IN
    if is_located:
        reader.at += 3 if (reader.stem(1), reader.stem(2)) == _EACH_OF else 1
    items = list(_items(reader, is_located=is_located))
    if len(items) < 2 or (count is not None and count != len(items)):
        return
    if not (is_dual or count) and all(item.level == "governorate" for item in items):
        return
    reader.is_sure = all(item.is_sure for item in items)
    reader.place = items[0].place
    if match.value.code in _GENERAL and not _is_of_health(reader, match):
        return
    for item in items:
        yield _one_of(reader, match, item, is_located=is_located)


def _go_to_places(reader: _Reader) -> None:
    """Over what describes two centres to where they are: `مركزين وفق معايير حديثة في نوى وطفس`."""
    for ahead in range(_MOST_BEFORE_PLACES):
        token = reader.token(ahead)
        if token is None or not (token.is_word or token.text in QUOTES):
            return
        if token.form == _IN and reader.place_match(ahead + 1) is not None:
            reader.at += ahead
            return


@dataclass(frozen=True, slots=True)
class _Item:
    """One name of a list: its tokens' span and words, and the level of a known place."""

    span: Span
    last: int
    names: tuple[str, ...]
    level: str
    place: str
    is_sure: bool


def _items(reader: _Reader, *, is_located: bool) -> Iterator[_Item]:
    is_after_comma = False
    for _ in range(_MOST_NAMED):
        start = reader.token()
        if start is None:
            return
        reader.proper, reader.places, reader.place, reader.is_sure = [], [], "", True
        if is_located and reader.stem() in reader.lexicon.part("locality"):
            reader.at += 1
        level = reader.read_place(reader.proper)
        if not level and not (reader.read_quoted() or reader.read_proper()):
            return
        if is_after_comma and not level and not reader.is_sure:
            return
        if is_located and level:
            reader.read_locality()
        elif not is_located and _describes(reader.token()):
            reader.read_kinds()
        names = (*reader.proper, *reader.places)
        span = Span(start.start, _end(reader.passage, reader.at))
        yield _Item(span, reader.at, names, level or "unknown", reader.place, reader.is_sure)
        is_after_comma = _is_comma(reader.token())
        if not _read_and(reader):
            return


def _describes(token: Token | None) -> bool:
    """A definite adjective behind one name of a list: `القرداحة الوطني وتشرين الجامعي`."""
    return token is not None and _is_definite(token) and not token.form.endswith("ين")


def _is_comma(token: Token | None) -> bool:
    return token is not None and token.text in ("،", ",")


def _read_and(reader: _Reader) -> bool:
    """Whether a list goes on: a comma or و, which is taken off the word that it is joined to."""
    token = reader.token()
    if token is not None and token.text in _AND:
        reader.at += 1
        token = reader.token()
        if token is None or not token.form.startswith("و"):
            return True
    if token is None or not token.is_word or not token.form.startswith("و") or len(token.form) < 3:
        return False
    start = token.start_after("و")
    rest = Token(start, token.end, token.text[start - token.start :], token.form[1:], token.kind)
    inner = reader.passage.tokens
    window = (*inner[: reader.at], rest, *inner[reader.at + 1 :])
    reader.passage = Passage(reader.passage.text, window, ())
    return True


def _one_of(reader: _Reader, match: Match[Term], item: _Item, *, is_located: bool) -> Mention:
    one = match.value.trait("one")
    text = reader.passage.text
    if "مستش" in match.span.of(text):
        one = one.replace("مشفى", "مستشفى")
    if is_located:
        article = "ال" if match.is_definite else ""
        one = " ".join(article + word for word in one.split()) + f" {_IN}"
    told = _telling(item.names, reader.lexicon)
    return Mention(
        span=item.span,
        first=match.first,
        last=item.last,
        name=f"{one} {_without_quotes(item.span.of(text))}",
        type=match.value.trait("type"),
        head=match.value.code,
        proper=() if is_located else told,
        places=told if is_located else (),
        place=item.place,
        is_sure=item.is_sure,
    )


def _telling(names: Sequence[str], known: FacilityWords) -> tuple[str, ...]:
    """The words that tell places apart: without مدينة، ريف and the like."""
    return tuple(name for name in names if name not in known.part("locality"))


def _plain(token: Token) -> str:
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


def _is_definite(token: Token) -> bool:
    return any(a.is_definite and not a.clitics for a in token.analyses)


def _is_joined(token: Token, known: FacilityWords) -> bool:
    """A particle or general word behind a clitic: بالمحافظة، وفي."""
    return any(
        a.clitics and (a.rest in known.part("stop") or a.rest in known.part("general"))
        for a in token.analyses
    )


def _end(passage: Passage, last: int) -> int:
    """Where the word before a token ends, a closing quotation mark left out."""
    number = last - 1
    while number > 0 and passage.tokens[number].text in QUOTES:
        number -= 1
    return passage.tokens[number].end


def _name(passage: Passage, match: Match[Term], last: int) -> str:
    written = _without_quotes(Span(match.span.start, _end(passage, last)).of(passage.text))
    if match.is_definite and match.clitics.endswith("ل") and written.startswith("ل"):
        return "ال" + written.removeprefix("ل")
    return written


def _without_quotes(written: str) -> str:
    return " ".join("".join(" " if c in QUOTES or c == "_" else c for c in written).split())

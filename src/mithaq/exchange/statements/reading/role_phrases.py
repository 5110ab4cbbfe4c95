"""A role as the text words it, with its organisation, and the name that follows it.

مدير | التخطيط في وزارة الصحة | زهير قراط: the role goes on while its words ask for more; a title, a
given name, or after a complete phrase a word that is nothing else, begins the name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mithaq.countries.languages import Term
from mithaq.exchange.statements.reading.noun_phrases import FIELDS, TIMES, written
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.person_names import Name, read_name
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.role_words import (
    ABBREVIATED,
    ACTING,
    BACK,
    BARE,
    CALLINGS,
    COMMAS,
    DASHES,
    HIS,
    INDEFINITE_TITLES,
    MOST_INDEFINITE,
    QUOTED,
    TAKING,
    UNITS,
    WIDEST,
    WITHIN,
)
from mithaq.exchange.statements.reading.vocabularies import Scan, Word
from mithaq.exchange.statements.reading.word_shapes import is_adjective


@dataclass(frozen=True, slots=True)
class Titled:
    """A name with the title before it."""

    name: Name
    honorific: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens `first` up to `last`, `text` without quotation marks. `holder` is the name after it,
    `is_direct` where nothing stands between; `has_object`: it says of what."""

    first: int
    last: int
    span: Span
    text: str
    clitics: str
    is_definite: bool
    has_object: bool
    holder: Titled | None = None
    is_direct: bool = False
    is_label: bool = False


def read_titled(scan: Scan, number: int) -> Titled | None:
    """A title with the name after it: الدكتور حسان الجندي, د. حسان, الأستاذ الدكتور …"""
    at, title = number, ""
    while (after := _after_title(scan, at)) > at:
        title = title or scan.text(at)
        at = after
    if not title:
        return None
    role = scan.role(at)
    if role is not None and role.is_definite and not scan.words[at].is_given:
        return None
    name = read_name(scan, at, is_announced=True)
    return None if name is None else Titled(name, title)


def _after_title(scan: Scan, number: int) -> int:
    """The token after a title, the same one where there is none."""
    match = scan.honorific(number) if number < len(scan) else None
    if match is None:
        return number
    if not match.is_definite and match.value.code not in INDEFINITE_TITLES:
        return number
    if len(scan.form(match.last - 1)) == 1:
        is_short = scan.text(match.last) in ABBREVIATED
        return match.last + 1 if is_short and match.last < scan.ends[number] else number
    return match.last


class _Walk:
    """A role as far as it is read."""

    def __init__(
        self, scan: Scan, match: Match[Term], bodies: Mapping[int, int], depth: int
    ) -> None:
        self.scan, self.match, self.bodies = scan, match, bodies
        self.at = match.last
        last = scan.words[match.last - 1]
        is_single = match.last - match.first == 1
        self.is_open = not (match.is_definite if is_single else last.is_definite)
        self.end = scan.ends[match.first]
        self.indefinite = self.skipped = 0
        self.after_place = False
        self.depth, self.is_label = depth, False
        self.holder: Titled | None = None
        self.is_direct = False

    def take(self, last: int, *, is_open: bool, is_place: bool = False) -> bool:
        self.at, self.is_open, self.after_place = last, is_open, is_place
        return True

    def name_at(self, number: int, *, is_direct: bool, sure: bool) -> bool:
        """Whether a name begins here; the role ends then. Always False, to stop."""
        if number >= self.end:
            return False
        titled = read_titled(self.scan, number)
        if titled is None and self._is_title(number):
            name = read_name(self.scan, number + 1, is_announced=True)
            titled = Titled(name, self.scan.text(number)) if name and name.parts > 1 else None
        if titled is None:
            name = read_name(self.scan, number, is_announced=True)
            is_name = name is not None and name.parts > 1 and _may_hold(self.scan, name, sure=sure)
            titled = Titled(name) if is_name and name is not None else None
        if titled is not None:
            self.holder, self.is_direct = titled, is_direct
        return False

    def step(self) -> bool:
        scan, at = self.scan, self.at
        if at >= self.end or at - self.match.last > WIDEST:
            return False
        if scan.text(at) in QUOTES:
            return self._quoted()
        if not scan.is_word(at):
            return self._mark()
        if _after_title(scan, at) > at and not self._describes(at):
            return self.name_at(at, is_direct=True, sure=False)
        word = scan.words[at]
        if word.form in ACTING:
            return self.take(at + 1, is_open=False)
        if word.form in TIMES:
            return False
        if word.form in BACK:
            self.skipped += 1
            return self.take(at + 1, is_open=False)
        if at in self.bodies and not word.form.startswith("و"):
            last = self.bodies[at]
            return self.take(last + (scan.text(last) in QUOTES), is_open=False)
        return self._word(word)

    def _describes(self, at: int) -> bool:
        """الشؤون الصيدلانية: an adjective, with no given name after it."""
        word, before = self.scan.words[at], self.scan.words[at - 1]
        following = self.scan.words[at + 1] if at + 1 < self.end else None
        is_named = following is not None and following.is_given
        return word.is_adjective and before.is_definite and not is_named

    def _quoted(self) -> bool:
        is_of = self.scan.form(self.at - 1) == "ل"
        if not (self.is_open or is_of):
            return False
        for number in range(self.at + 1, min(self.at + QUOTED, self.end)):
            if self.scan.text(number) in QUOTES:
                return self.take(number + 1, is_open=False)
        return False

    def _mark(self) -> bool:
        text = self.scan.text(self.at)
        if text in COMMAS or (text in DASHES and text != "("):
            return self.name_at(self.at + 1, is_direct=False, sure=True)
        if text == "(" and (closing := self._closing()):
            self.skipped += closing - self.at
            return self.take(closing, is_open=False)
        if text == ":" and _opens_line(self.scan, self.match.first):
            self.is_label = True
            return self.name_at(self.at + 1, is_direct=True, sure=False)
        return False

    def _closing(self) -> int:
        """The token after a bracket of a few words with which no role goes on; 0: there is none."""
        if self.skipped:
            return 0
        for number in range(self.at + 1, min(self.at + 6, self.end)):
            if self.scan.text(number) == ")":
                return number + 1
        return 0

    def _word(self, word: Word) -> bool:
        scan, at = self.scan, self.at
        place = scan.place(at)
        if place is not None and not place.clitics and self._takes_place(word, place.last):
            return self.take(place.last, is_open=False, is_place=True)
        if word.form in WITHIN:
            return self._within()
        if self.match.value.code in TAKING.get(word.form, ()):
            return self._within()
        if word.is_given and self._begins_name(word):
            return self.name_at(at, is_direct=True, sure=False)
        if word.is_particle:
            return False
        if word.form == "ل":
            return self.take(at + 1, is_open=True)
        if self._has_preposition(word):
            return self._with_preposition(word)
        if (word.clitic.startswith("و") or (place and place.clitics)) and not word.is_given:
            return self._joined(word)
        return self._noun(word)

    def _takes_place(self, word: Word, last: int) -> bool:
        """Whether a place's name goes on with the role; a given name begins the person's."""
        if self.scan.form(self.at - 1) in WITHIN:
            return True
        if self.is_open:
            return not (word.is_sure_given and last == self.at + 1 and not self.after_place)
        return not word.is_given and (word.rest != word.form or last > self.at + 1)

    def _begins_name(self, word: Word) -> bool:
        before = self.scan.facility(self.at - 1)
        if self.is_open and before is not None and before.last == self.at:
            return False
        if not self.is_open:
            return True
        return (word.is_sure_given and self.at > self.match.last) or word.is_sure_given

    def _within(self) -> bool:
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        if following is None or following.is_particle:
            return False
        if following.is_verb and not self.scan.place(self.at + 1):
            return False
        if not self.scan.is_word(self.at + 1) and self.scan.text(self.at + 1) not in QUOTES:
            return False
        return following.form not in TIMES and self.take(self.at + 1, is_open=True)

    def _has_preposition(self, word: Word) -> bool:
        if word.is_given or not word.form.startswith(("ل", "ب")):
            return False
        if word.clitic in ("ل", "ب") or word.form[1:] in UNITS:
            return True
        scan = self.scan
        for found in (scan.body_head(self.at), scan.facility(self.at), scan.place(self.at)):
            if found is not None and found.clitics in ("ل", "ب"):
                return True
        return False

    def _with_preposition(self, word: Word) -> bool:
        scan, at = self.scan, self.at
        place = scan.place(at)
        if place is not None and place.clitics:
            if scan.words[at - 1].rest in BARE and scan.words[at - 1].is_definite:
                self.skipped += place.last - at
            return self.take(place.last, is_open=False, is_place=True)
        if word.form.startswith("ب") and not (
            word.form[1:] in UNITS or scan.facility(at) or scan.body_head(at) or scan.place_head(at)
        ):
            return False
        if word.is_common and not word.clitic and not scan.body_head(at):
            return self._noun(word)
        return self.take(at + 1, is_open=not word.inner_definite)

    def _joined(self, word: Word) -> bool:
        scan, at = self.scan, self.at
        if self.is_open:
            return False
        place = scan.place(at)
        if place is not None and place.clitics == "و" and self.after_place:
            return self.take(place.last, is_open=False, is_place=True)
        if scan.role(at) or scan.honorific(at) or word.clitic != "و" or not word.inner_definite:
            return False
        before = scan.words[at - 1]
        agrees = before.is_adjective and before.form[-1] == word.inner[-1] == "ه"
        fits = word.inner in FIELDS or is_adjective(word.inner) or agrees
        return fits and self.take(at + 1, is_open=False)

    def _noun(self, word: Word) -> bool:
        scan, at = self.scan, self.at
        if self._is_verb(word):
            return False
        if self.is_open and self.scan.text(at).endswith(HIS) and not word.is_given:
            return self.take(at + 1, is_open=False)
        if word.is_definite:
            if self.is_open or (word.is_adjective and not self._is_title(at)):
                return self.take(at + 1, is_open=False)
            if self._is_title(at):
                return self.name_at(self._after_calling(at), is_direct=True, sure=False)
            return self.name_at(at, is_direct=True, sure=True)
        if not self.is_open:
            branch = scan.place(at + 1) if word.form == "فرع" else None
            if branch is not None:
                return self.take(branch.last, is_open=False, is_place=True)
            nested = self._nested(at)
            if nested is not None:
                self.holder, self.is_direct = nested, True
                return False
            is_other = scan.role(at) or scan.body_head(at) or word.is_common
            return False if is_other else self.name_at(at, is_direct=True, sure=False)
        self.indefinite += 1
        if self.indefinite > MOST_INDEFINITE:
            return False
        return self.take(at + 1, is_open=True)

    def _nested(self, at: int) -> Titled | None:
        """منسق البعثة جراح القلب الدكتور غسان: the name after a calling in apposition."""
        match = self.scan.role(at)
        if match is None or self.depth or at == self.match.last:
            return None
        role = read_role(self.scan, match, self.bodies, depth=1)
        return role.holder if role.is_direct else None

    def _after_calling(self, at: int) -> int:
        """The token after a calling and what describes it: الخبير الاقتصادي."""
        scan, at = self.scan, at + 1
        while at < self.end and scan.words[at].is_adjective and not scan.words[at].is_given:
            following = scan.words[at + 1] if at + 1 < self.end else None
            if following is None or not scan.is_word(at + 1) or following.is_particle:
                break
            at += 1
        return at

    def _is_title(self, at: int) -> bool:
        """المحامي, الطبيب: a calling before the name, after the role proper."""
        scan = self.scan
        role = scan.role(at) if at < self.end else None
        if role is None or role.last > at + 1 or role.value.code not in CALLINGS:
            return False
        word = scan.words[at]
        describes = word.is_adjective and scan.words[at - 1].is_definite
        if describes and (scan.honorific(at) is None or self._describes(at)):
            return False
        return word.is_definite

    def _is_verb(self, word: Word) -> bool:
        kind = self.scan.vocabulary.common.get(word.form)
        return kind == "verb" or (word.is_verb and not self.is_open)


def _may_hold(scan: Scan, name: Name, *, sure: bool) -> bool:
    if name.is_given:
        return True
    second = scan.words[name.first + 1]
    is_plain = name.is_bounded and not (second.is_common and not second.is_given)
    if sure:
        return is_plain and name.parts <= 3 and scan.text(name.last) in COMMAS
    return is_plain


def _opens_line(scan: Scan, number: int) -> bool:
    """Whether only marks and numbers stand before a token in its sentence."""
    begin = scan.begins[number]
    return all(not scan.is_word(at) for at in range(max(begin, number - 6), number)) and (
        number - begin <= 6
    )


def read_role(scan: Scan, match: Match[Term], bodies: Mapping[int, int], *, depth: int = 0) -> Role:
    """The role whose head was matched. `bodies`: where each named body begins and ends."""
    walk = _Walk(scan, match, bodies, depth)
    while walk.step():
        pass
    last = walk.at - walk.skipped
    while last > match.last and (
        scan.form(last - 1) in WITHIN or scan.form(last - 1) == "ل" or scan.text(last - 1) in COMMAS
    ):
        last -= 1
    start = match.span.start
    return Role(
        first=match.first,
        last=last,
        span=Span(start, scan.passage.tokens[last - 1].end),
        text=written(scan, match.first, last, start, is_definite=match.is_definite),
        clitics=match.clitics,
        is_definite=match.is_definite,
        has_object=last > match.last,
        holder=walk.holder,
        is_direct=walk.is_direct,
        is_label=walk.is_label,
    )

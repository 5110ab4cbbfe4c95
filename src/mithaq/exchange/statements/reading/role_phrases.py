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
    ACTING,
    BACK,
    BARE,
    CALLINGS,
    COMMAS,
    COMPANY,
    DASHES,
    HIS,
    MOST_CALLED,
    MOST_INDEFINITE,
    OFFICES,
    QUOTED,
    TAKING,
    UNITS,
    WIDEST,
    WITHIN,
)
from mithaq.exchange.statements.reading.titles import (
    Titled,
    after_title,
    is_calling,
    may_hold,
    opens_line,
    past_callings,
    read_titled,
)
from mithaq.exchange.statements.reading.vocabularies import Scan, Word
from mithaq.exchange.statements.reading.word_shapes import NOUNS_TOO, is_activity, is_adjective


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
        titled = read_titled(self.scan, number) or self._called(number, sure=sure)
        if titled is None:
            name = read_name(self.scan, number, is_announced=True, is_titled=sure)
            is_name = name is not None and name.parts > 1 and may_hold(self.scan, name, sure=sure)
            titled = Titled(name) if is_name and name is not None else None
        if titled is not None and not self._is_joined(titled.name):
            self.holder, self.is_direct = titled, is_direct
        return False

    def _called(self, number: int, *, sure: bool) -> Titled | None:
        """A name after its bearer's calling; after a comma also any words with article before a
        given name: الجراحة البلجيكية من أصل سوري ماري …"""
        scan, at = self.scan, number
        if self._is_title(number):
            at = past_callings(scan, number)
        elif sure and scan.is_word(number) and scan.words[number].is_definite:
            while at < self.end and at - number < MOST_CALLED and scan.words[at].is_definite:
                if scan.body_head(at) or scan.place(at) or scan.role(at):
                    return None
                at += 1
            at = past_callings(scan, at) if at < self.end else at
        if at == number or at >= self.end:
            return None
        titled = read_titled(scan, at)
        name = titled.name if titled else read_name(scan, at, is_announced=True)
        if name is None or name.parts < 2 or not (name.is_given or self._is_title(number)):
            return None
        return Titled(name, titled.honorific if titled else scan.text(number))

    def _is_joined(self, name: Name) -> bool:
        """العامل ورب العمل: what و adds is nobody's name."""
        word = self.scan.words[name.first]
        is_joined = word.form.startswith("و") and not word.is_given
        return is_joined or name.start > self.scan.passage.tokens[name.first].start

    def step(self) -> bool:
        scan, at = self.scan, self.at
        if at >= self.end or at - self.match.last > WIDEST:
            return False
        if scan.text(at) in QUOTES:
            return self._quoted()
        if not scan.is_word(at):
            return self._mark()
        if after_title(scan, at) > at and not self._describes(at):
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
        if text == ":" and opens_line(self.scan, self.match.first):
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
        if word.form in WITHIN or (word.form == "الي" and scan.place(at + 1)):
            return self._within()
        if self.match.value.code in TAKING.get(word.form, ()):
            return self._within()
        if word.is_given and not self.is_open and scan.role(at) and self._takes_nested(at):
            return False
        if word.is_given and self._begins_name(word):
            return self.name_at(at, is_direct=True, sure=False)
        if word.is_particle:
            return False
        if word.form == "ل":
            return self.take(at + 1, is_open=True)
        if word.form == "و" and not self.is_open:
            return self._joined_apart()
        if self._has_preposition(word):
            return self._with_preposition(word)
        if (word.clitic.startswith("و") or (place and place.clitics)) and not word.is_given:
            return self._joined(word)
        return self._noun(word)

    def _takes_place(self, word: Word, last: int) -> bool:
        """Whether a place's name goes on with the role; a given name begins the person's."""
        if self.scan.form(self.at - 1) in WITHIN:
            return True
        if is_calling(self.scan, self.at):
            return False
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
            is_pair = word.clitic == "و" and is_activity(word.inner) and not word.inner_definite
            return is_pair and self.take(at + 1, is_open=True)
        place = scan.place(at)
        if place is not None and place.clitics == "و" and self.after_place:
            return self.take(place.last, is_open=False, is_place=True)
        if scan.role(at) or scan.honorific(at) or word.clitic != "و" or not word.inner_definite:
            return False
        before = scan.words[at - 1]
        agrees = before.is_adjective and before.form[-1] == word.inner[-1] == "ه"
        is_field = word.inner in FIELDS or is_activity(word.inner)
        fits = is_field or is_adjective(word.inner) or agrees or self._may_join(word.inner)
        return fits and self.take(at + 1, is_open=False)

    def _joined_apart(self) -> bool:
        """الصناعة و المال: with a space after و."""
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        if following is None or not following.is_definite or self.after_place:
            return False
        is_other = following.rest in COMPANY or self.scan.role(self.at + 1)
        return not is_other and self.take(self.at + 2, is_open=False)

    def _may_join(self, inner: str) -> bool:
        """والتجهيزات الطبية, والوقر: what else a role is for; not who stands beside its holder."""
        scan, before = self.scan, self.scan.words[self.at - 1]
        if self.after_place or self.at - 1 in self.bodies or not before.is_definite:
            return False
        if inner in COMPANY or inner.endswith(("ين", "ون")) or inner in scan.vocabulary.heads:
            return False
        return inner.endswith("ات") or self._is_followed() or inner not in scan.vocabulary.common

    def _is_followed(self) -> bool:
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        return following is not None and following.is_adjective

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
                return self.name_at(at, is_direct=True, sure=False)
            self.name_at(at, is_direct=True, sure=True)
            is_last = self.holder is None and self._is_last_word(at)
            return is_last and self.take(at + 1, is_open=False)
        if not self.is_open:
            branch = scan.place(at + 1) if word.form == "فرع" else None
            if branch is not None:
                return self.take(branch.last, is_open=False, is_place=True)
            if self._takes_nested(at):
                return False
            is_other = scan.role(at) or scan.body_head(at) or word.is_common
            return False if is_other else self.name_at(at, is_direct=True, sure=False)
        self.indefinite += 1
        if self.indefinite > MOST_INDEFINITE:
            return False
        return self.take(at + 1, is_open=True)

    def _takes_nested(self, at: int) -> bool:
        """Whether a second role stands in apposition; it goes on with this one, a calling not."""
        nested, match = self._nested(at), self.scan.role(at)
        if nested is None or match is None:
            return False
        self.holder, self.is_direct = nested.holder, True
        if match.value.code not in CALLINGS or match.value.code in OFFICES:
            self.take(nested.last, is_open=False)
        return True

    def _nested(self, at: int) -> Role | None:
        """منسق البعثة جراح القلب الدكتور غسان: a calling or a second role in apposition."""
        match = self.scan.role(at)
        if match is None or self.depth or at == self.match.last:
            return None
        role = read_role(self.scan, match, self.bodies, depth=1)
        return role if role.is_direct and role.holder else None

    def _is_last_word(self, at: int) -> bool:
        """المنظمة الشريكة، الدكتور …: before a title one word with article is no name."""
        following = at + 1 + (self.scan.text(at + 1) in COMMAS)
        return following < self.end and after_title(self.scan, following) > following

    def _is_title(self, at: int) -> bool:
        """المحامي, الطبيب: a calling before the name, after the role proper."""
        scan = self.scan
        role = scan.role(at) if at < self.end else None
        if role is None or role.last > at + 1 or role.value.code not in CALLINGS:
            return False
        word = scan.words[at]
        before = scan.words[at - 1]
        differs = word.rest.endswith("ه") and not before.rest.endswith(("ه", "ات"))
        differs = differs and at + 1 < self.end and scan.words[at + 1].is_given
        describes = word.is_adjective and before.is_definite and not differs
        if describes and (scan.honorific(at) is None or self._describes(at)):
            return False
        return word.is_definite

    def _is_verb(self, word: Word) -> bool:
        kind = self.scan.vocabulary.common.get(word.form)
        is_noun = self.is_open and word.form in NOUNS_TOO
        return (kind == "verb" and not is_noun) or (word.is_verb and not self.is_open)


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

"""People of a passage with the roles that they are named with, one for each person.

A role before a name (مدير صحة حلب محمد وجيه جمعة) or after it (محمد الفارس، مدير البرامج), a title
(الدكتور), or a given name with what looks like a surname. The surname alone later (`نبهان`,
`الوزير العلي`) is a further mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.findings import (
    Confidence,
    Facility,
    Organisation,
    Person,
)
from mithaq.exchange.statements.reading.linking import link_person
from mithaq.exchange.statements.reading.noun_phrases import written
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.person_mentions import Human, add_surnames, merged
from mithaq.exchange.statements.reading.person_names import Name, read_name
from mithaq.exchange.statements.reading.phrases import QUOTES
from mithaq.exchange.statements.reading.place_words import STARTERS
from mithaq.exchange.statements.reading.role_phrases import Role, read_role
from mithaq.exchange.statements.reading.role_words import COMMAS
from mithaq.exchange.statements.reading.titles import Titled, read_titled
from mithaq.exchange.statements.reading.vocabularies import Lead, Scan

# Nouns that are named after people: what follows is no person of the text.
_NAMED_AFTER: Final = frozenset(
    normalised(
        "شارع مدرسة جامع مسجد ساحة قاعة دوار حديقة ملعب ثانوية كنيسة مدرج جائزة فندق معسكر مشفى"
        " مستشفى مستوصف عيادة مجمع مدينة حي بلدة قرية صالة مسرح سوق جسر سد مطار مركز مخيم منطقة"
        " ضاحية أبناء"
    ).split()
)
# Of these, where people work: the head of one may be named right after it.
_WHERE: Final = frozenset(normalised("مستشفى مشفى مستوصف عيادة مركز أبناء").split())
_CREDITS: Final = frozenset(
    normalised(
        "تصوير كتب كتبت إعداد تحرير ترجمة مراسل مراسلة مراسلنا متابعة رصد بقلم كاميرا"
    ).split()
)
_POSSESSED: Final = {
    normalised(word + ending): word
    for word in ("رئيس", "رئيسة", "مدير", "مديرة", "ممثل", "ممثلة", "أمين", "منسق", "منسقة", "ناطق")
    for ending in ("ه", "ها", "هم")
} | {normalised(w[:-1] + "ت" + e): w for w in ("رئيسة", "مديرة", "ممثلة") for e in ("ه", "ها")}
_REPRESENTATIVES: Final = frozenset(
    normalised("ممثلو ممثلي ممثلون ممثلين وممثلو وممثلي بممثلي مندوبو مندوبي").split()
)
_SHORT_LINE: Final = 7


def find_people(
    scan: Scan, organisations: Sequence[Organisation], facilities: Sequence[Facility]
) -> tuple[Person, ...]:
    bodies = _ranges(scan, organisations, short=False)
    taken = _covered(bodies) | _covered(_ranges(scan, facilities, short=False))
    reader = _Reader(scan, bodies, taken, organisations)
    reader.read()
    people = merged(reader.people)
    add_surnames(scan, people, reader.used)
    owners = sorted((span, each.name) for each in organisations for span in each.spans)
    return tuple(_finding(scan, human, owners) for human in people)


def _ranges(
    scan: Scan, findings: Iterable[Organisation | Facility], *, short: bool
) -> dict[int, int]:
    """First token to the one after the last, of the mentions with a name."""
    found: dict[int, int] = {}
    for finding in findings:
        for span in finding.spans:
            tokens = scan.passage.within(span)
            first = scan.passage.token_at(span.start)
            last = tokens.stop
            if last - first > 1 or short or span == finding.spans[0]:
                found[first] = last
    return found


def _covered(ranges: Mapping[int, int]) -> set[int]:
    return {number for first, last in ranges.items() for number in range(first, last)}


class _Reader:
    """Goes through a passage once, from left to right."""

    def __init__(
        self,
        scan: Scan,
        bodies: Mapping[int, int],
        taken: set[int],
        organisations: Sequence[Organisation],
    ) -> None:
        self.scan, self.bodies, self.taken = scan, bodies, taken
        self.people: list[Human] = []
        self.used: set[int] = set()
        within = scan.passage.within
        self._named = {within(s).stop: each.name for each in organisations for s in each.spans}
        self._owners = sorted(
            (span.start, each.name) for each in organisations for span in each.spans
        )

    def read(self) -> None:
        number = 0
        while number < len(self.scan):
            number = max(self._read_at(number), number + 1)

    def _read_at(self, number: int) -> int:
        """Reads what begins here; the token to go on with."""
        scan = self.scan
        word = scan.words[number]
        if not (
            word.leads & Lead.ANY_TITLE or word.is_given or word.inner_is_given
            or word.form in _POSSESSED or word.form[1:] in _POSSESSED
        ):  # fmt: skip
            return number + 1
        possessed = self._possessed(number)
        if possessed is not None:
            return self._role(possessed)
        role = scan.role(number)
        if role is not None and role.last == number + 1 and number not in self.taken:
            titled = read_titled(scan, number)
            if titled is not None and titled.name.parts > 1:
                self._add(titled, None, "titled_name")
                return titled.name.last
        if self._is_named_after(number):
            return number + 1
        if role is not None and self._is_role(number, role.last):
            return self._role(read_role(scan, role, self.bodies))
        if number in self.taken:
            return number + 1
        titled = read_titled(scan, number)
        if titled is not None and (titled.name.parts > 1):
            self._add(titled, None, "titled_name")
            return titled.name.last
        return self._bare(number)

    def _is_named_after(self, number: int) -> bool:
        """مدينة الملك فهد, الشيخ نجار: a title within the name of a street, a town or the like."""
        before = self.scan.form(number - 1) if number > self.scan.begins[number] else ""
        place = self.scan.place(number)
        is_town = place is not None and place.last > number + 1
        is_title = self.scan.words[number].is_definite
        return is_town or (is_title and before in _NAMED_AFTER and before not in _WHERE)

    def _is_role(self, number: int, last: int) -> bool:
        """أمين, عميد and others are given names, too: a role where no given name is before."""
        word = self.scan.words[number]
        if number in self.taken and number not in self.bodies:
            return False
        if last - number == 1 and self._is_verb(number):
            return False
        if self.scan.text(number).endswith("ها") or self._describes(number, last):
            return False
        if not word.is_given or last - number > 1:
            return True
        return not (self.people and self.people[-1].name.last >= number)

    def _describes(self, number: int, last: int) -> bool:
        """الهيئة الاستشارية, اللجنة الفنية: an adjective and no calling."""
        word = self.scan.words[number]
        if last - number > 1 or not word.is_adjective or number <= self.scan.begins[number]:
            return False
        return self.scan.words[number - 1].is_definite

    def _is_verb(self, number: int) -> bool:
        """طالب asks; a student is الطالب."""
        common = self.scan.vocabulary.common
        analyses = self.scan.passage.tokens[number].analyses
        return not any(each.is_definite for each in analyses) and any(
            common.get(each.rest) == "verb" for each in analyses
        )

    def _possessed(self, number: int) -> Role | None:
        """رئيسها فلان: of the body named last."""
        form = self.scan.form(number)
        head = _POSSESSED.get(form) or _POSSESSED.get(form[1:] if form[:1] in "وبلف" else "")
        if head is None or not self.scan.text(number).endswith(("ه", "ها", "هم")):
            return None
        token = self.scan.passage.tokens[number]
        place = bisect_left(self._owners, (token.start, ""))
        owner = self._owners[place - 1][1] if place else ""
        following = read_titled(self.scan, number + 1)
        if following is None and number + 1 < self.scan.ends[number]:
            name_after = read_name(self.scan, number + 1, is_announced=True)
            if name_after is not None and name_after.parts > 1:
                following = Titled(name_after)
        if following is None or not owner:
            return None
        return Role(
            number, number + 1, token.span, f"{head} {owner}", "", True, True, following, True
        )

    def _role(self, role: Role) -> int:
        holder = role.holder or self._below(role)
        waiting = self._waiting(role)
        if waiting is not None and not (holder and role.is_direct):
            waiting.role = role
            waiting.reason = "name_then_role"
            return role.last
        if holder is None or holder.name.parts < 2:
            return role.last
        self._add(holder, role, "role_then_name")
        return holder.name.last

    def _below(self, role: Role) -> Titled | None:
        """A signature: the role in one line, the name alone in the next."""
        scan = self.scan
        begin, end = scan.begins[role.first], scan.ends[role.first]
        if role.first != begin or role.last != end or end >= len(scan):
            return None
        titled = read_titled(scan, end)
        if titled is None:
            name = read_name(scan, end, is_announced=False)
            titled = Titled(name) if name is not None and name.is_given else None
        fills = titled is not None and titled.name.last == scan.ends[end]
        return titled if fills else None

    def _waiting(self, role: Role) -> Human | None:
        """The person just named, whose role this is: only a comma, dash or bracket between."""
        if not self.people or "و" in role.clitics:
            return None
        human = self.people[-1]
        gap = range(human.name.last, role.first)
        told = [at for at in gap if self.scan.form(at) in ("وهي", "وهو")]
        gap = range(gap.start, gap.stop - len(told))
        is_near = len(gap) <= 2 and all(
            self.scan.text(at) in COMMAS
            or self.scan.text(at) in "-–—(/"
            or self.scan.text(at) in QUOTES
            for at in gap
        )
        if not is_near and len(gap) == 1 and self.scan.text(gap[0]) == ":":
            is_near = human.name.first - self.scan.begins[human.name.first] <= 4
        same = human.name.last <= role.first and human.name.last > 0
        if not (is_near and same) or role.clitics:
            return None
        if human.role is None:
            return human
        weak = not human.role.has_object and role.has_object and human.role.is_definite
        weak = weak or (human.role.is_label and role.has_object)
        return human if weak and not role.holder else None

    def _bare(self, number: int) -> int:
        scan = self.scan
        word = scan.words[number]
        clitic_fits = word.inner_is_given and word.clitic in ("و", "ل", "ول")
        if not (word.is_given or clitic_fits or word.form == "عبد" or word.form == "وعبد"):
            return number + 1
        place = scan.place(number)
        if place is not None and place.last - place.first > 1:
            return place.last
        is_told = number > scan.begins[number] and scan.speech(number - 1) is not None
        name = read_name(scan, number, is_announced=is_told and word.is_given)
        if name is None or not self._is_person(name):
            return number + 1
        self._add(Titled(name), self._represented(name), "bare_name")
        return name.last

    def _represented(self, name: Name) -> Role | None:
        """ممثلو منظمات: “أيادي الطب” (لؤي قدور): the name in brackets stands for the body."""
        scan = self.scan
        if scan.text(name.first - 1) != "(" or scan.text(name.last) != ")":
            return None
        owner = self._named.get(name.first - 1) or self._named.get(name.first - 2) or ""
        begin = scan.begins[name.first]
        told = any(scan.form(at) in _REPRESENTATIVES for at in range(begin, name.first))
        if not (owner and told):
            return None
        span = Span(scan.passage.tokens[name.first].start, scan.passage.tokens[name.first].start)
        return Role(name.first, name.first, span, f"ممثل {owner}", "", False, True)

    def _is_person(self, name: Name) -> bool:
        scan = self.scan
        if (
            name.parts < 2
            or not name.is_given
            or any(at in self.taken for at in range(name.first, name.last))
        ):
            return False
        before = scan.form(name.first - 1) if name.first > scan.begins[name.first] else ""
        if (
            before in _NAMED_AFTER
            or before in STARTERS
            or before in _CREDITS
            or self._is_credit(name)
        ):
            return False
        return self._has_surname(name)

    def _has_surname(self, name: Name) -> bool:
        """Whether what follows a given name is a surname: نور العلي, and not نور الشمس."""
        scan = self.scan
        first, second = scan.words[name.first], scan.words[name.first + name.width]
        is_given = second.is_given or (second.is_definite and second.rest in scan.vocabulary.given)
        is_told = name.is_bounded or scan.words[name.first - 1].is_verb
        is_plain = second.is_definite and (
            is_given or not (second.is_common or second.rest.endswith("يه"))
        )
        if first.is_common and not (second.is_sure_given or (is_plain and is_told)):
            return False
        if name.parts == 2 and second.is_common and not is_given:
            return False
        return not (second.is_adjective and name.parts == 2 and not is_told)

    def _is_credit(self, name: Name) -> bool:
        """The writer's name: alone in a line, or after the outlet's and a dash."""
        scan = self.scan
        begin, end = scan.begins[name.first], scan.ends[name.first]
        if end - begin > _SHORT_LINE:
            return _follows_outlet(scan, name)
        numbered = scan.passage.tokens[begin].is_number or scan.text(begin) in "-•▪*"
        if numbered:
            return False
        others = [at for at in range(begin, end) if not name.first <= at < name.last]
        return all(not scan.is_word(at) for at in others) or any(
            scan.text(at) in "-–—:" and at < name.first for at in others
        )

    def _add(self, titled: Titled, role: Role | None, reason: str) -> None:
        name = titled.name
        text = written(self.scan, name.first, name.last, name.start)
        span = Span(name.start, self.scan.passage.tokens[name.last - 1].end)
        human = Human(name, text, titled.honorific, role, reason, [span])
        self.people.append(human)
        self.used.update(range(name.first, name.last))


def _follows_outlet(scan: Scan, name: Name) -> bool:
    """`الثورة – حسن العجيلي:` at the head of a line."""
    begin = scan.begins[name.first]
    if name.first - begin > 4 or name.first == begin:
        return False
    return scan.text(name.first - 1) in "-–—" and scan.text(name.last) in (":", "")


def _finding(scan: Scan, human: Human, owners: Sequence[tuple[Span, str]]) -> Person:
    role = human.role
    link = link_person(human.text, scan.lexicon)
    return Person(
        spans=tuple(dict.fromkeys(human.spans)),
        reason=human.reason,
        confidence=_confidence(human),
        name=human.text,
        honorific=human.honorific,
        role=role.text if role else "",
        role_span=role.span if role and role.last > role.first else None,
        organisation=_organisation_of(role, owners) if role else "",
        code=link.code,
        candidates=link.candidates,
    )


def _confidence(human: Human) -> Confidence:
    if human.reason == "bare_name":
        return Confidence.DOUBTFUL
    if human.role is not None and human.name.is_given and human.role.is_direct:
        return Confidence.CERTAIN
    return Confidence.LIKELY


def _organisation_of(role: Role, owners: Sequence[tuple[Span, str]]) -> str:
    """The body whose name, or short mention, stands in the role."""
    place = bisect_left(owners, (Span(role.span.start, 0), ""))
    for span, name in owners[place : place + 1]:
        if role.span.overlaps(span):
            return name
    return ""

"""Who takes part in an act: the bodies that its clause names, also as `المديرية` or by a person.

A body of a neighbouring clause is no party, nor one whose standards, figures or rooms are spoken of
(`وفق معايير منظمة الصحة العالمية`). Where a clause names none, it is the body that speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mithaq.engine.text import words
from mithaq.exchange.statements.reading.findings import Organisation, Person
from mithaq.exchange.statements.reading.passages import Passage, Span
from mithaq.exchange.statements.reading.word_lists import listed

_MOST_PARTIES: Final = 6
# First words of bodies' names by which they are called later: المديرية، المنظمة.
_HEADS: Final = listed(
    "وزاره منظمه مديريه جمعيه موسسه هييه صندوق اتحاد برنامج لجنه شركه محافظه نقابه رابطه بنك",
    "جامعه مفوضيه وكاله بلديه مجلس غرفه مبادره حركه سفاره بعثه",
)
# What stands before a body that only lends its standards, figures or rooms.
LENT: Final = listed(
    "معايير المعايير لمعايير بمعايير بروتوكول بروتوكولات لبروتوكولات ارشادات توصيات احصاءات",
    "احصاييات ارقام بيانات تقديرات مبني مقر قاعه مقرها فندق متقاعدي متقاعدو مخازن مستودعات",
    "اسعار تسعيره قانون",
)
# Behind one of these begins what is said, before it stands who says it.
_THAT: Final = listed("ان انه انها انهم بان بانه بانها وان وانه وانها وبان وبانه وبانها")
_NEXT_CLAUSE: Final = _THAT - {"ان", "بان"} | listed(
    "فيما بينما كما اما لكن حيث مشيرا مشيره لافتا لافته موكدا موكده مبينا مبينه موضحا موضحه مضيفا",
    "معلنا معلنه مطالبا مطالبه داعيا داعيه منوها منوهه",
)


@dataclass(frozen=True)
class Bodies:
    """The bodies of a text by where they are named, also those that a person speaks for.

    `speaker` tells whose words stand at an offset, as the name of a body; empty: the text's own.
    """

    starts: Sequence[int]
    names: Sequence[str]
    by_head: dict[str, list[tuple[int, str]]]
    speaker: Callable[[int], str]

    def within(self, span: Span) -> list[tuple[int, str]]:
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return list(zip(self.starts[first:last], self.names[first:last], strict=True))

    def later(self, head: str, offset: int) -> str:
        """The body of that head that was named last before an offset, or first at all."""
        rows = self.by_head.get(head, ())
        if not rows:
            return ""
        return rows[max(bisect_right(rows, offset, key=lambda row: row[0]) - 1, 0)][1]


def bodies_of(
    organisations: Sequence[Organisation],
    people: Sequence[Person],
    voice: Callable[[int], str],
) -> Bodies:
    """Bodies made ready for linking; `voice` names who speaks at an offset."""
    named = {body.name for body in organisations}
    belongs = {person.name: person.organisation for person in people}
    rows = [(span.start, body.name) for body in organisations for span in body.spans]
    rows += [
        (person.span.start, person.organisation)
        for person in people
        if person.organisation in named
    ]
    rows.sort()
    by_head: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for start, name in rows:
        head = words(name)[:1]
        if head and head[0] in _HEADS:
            by_head[head[0]].append((start, name))

    def speaker(offset: int) -> str:
        name = voice(offset)
        return name if name in named else belongs.get(name, "")

    return Bodies([row[0] for row in rows], [row[1] for row in rows], dict(by_head), speaker)


def parties_of(
    passage: Passage, clauses: Iterable[tuple[Span, Span]], bodies: Bodies
) -> tuple[str, ...]:
    """The bodies that take part, those of the act's own clause first; `clauses`: each clause of the
    act with the words that name the act in it."""
    found: dict[str, None] = {}
    offset = 0
    for clause, trigger in clauses:
        own = said(passage, clause, trigger)
        offset = offset or trigger.start
        named = [row for row in bodies.within(own) if not _is_lent(passage, row[0])]
        named += _called_later(passage, own, bodies)
        found.update(dict.fromkeys(name for _, name in sorted(named)))
    if not found and (name := bodies.speaker(offset)):
        found[name] = None
    return tuple(found)[:_MOST_PARTIES]


def said(passage: Passage, clause: Span, trigger: Span) -> Span:
    """A clause from behind the أن of who says it, up to where the next one begins."""
    start, end = clause
    for number in passage.within(Span(trigger.end, clause.end)):
        if passage.tokens[number].form in _NEXT_CLAUSE:
            end = passage.tokens[number].start
            break
    for number in passage.within(Span(clause.start, trigger.start)):
        if passage.tokens[number].form in _THAT:
            start = passage.tokens[number].end
    return Span(start, end) if start < end else clause


def _is_lent(passage: Passage, offset: int) -> bool:
    number = passage.token_at(offset)
    before = passage.tokens[max(0, number - 2) : number]
    return any(token.form in LENT for token in before)


def _called_later(passage: Passage, clause: Span, bodies: Bodies) -> list[tuple[int, str]]:
    """`المديرية` and `الوزارة` for a body named before, not where a name begins."""
    begun = set(bodies.starts)
    found = []
    for number in passage.within(clause):
        token = passage.tokens[number]
        for analysis in token.analyses:
            if not analysis.is_definite or analysis.rest not in _HEADS:
                continue
            name = bodies.later(analysis.rest, token.start)
            if name and not _begins_name(token.start, token.end, begun):
                found.append((token.start, name))
            break
    return found


def _begins_name(start: int, end: int, begun: set[int]) -> bool:
    return any(offset in begun for offset in range(start, min(end, start + 4)))

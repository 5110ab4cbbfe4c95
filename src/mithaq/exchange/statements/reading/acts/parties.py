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
# So many letters may stand before a name in its first word.
_CLITICS: Final = 4
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
    """The bodies of a text by where they are named, in its order, also those that a person speaks
    for (`named`) and those that are called by their head later (`later`).

    `thats`: where what is said begins, `nexts`: where a clause does. `speaker` tells whose words
    stand at an offset, as the name of a body; empty: the text's own.
    """

    named: Sequence[tuple[int, str]]
    later: Sequence[tuple[int, str]]
    thats: Sequence[int]
    nexts: Sequence[int]
    speaker: Callable[[int], str]

    def within(self, span: Span) -> list[str]:
        """The bodies named in a span, in the order of the text."""
        rows = [*_within(self.named, span), *_within(self.later, span)]
        return [name for _, name in sorted(rows)]


def bodies_of(
    passage: Passage,
    organisations: Sequence[Organisation],
    people: Sequence[Person],
    voice: Callable[[int], str],
) -> Bodies:
    """Bodies made ready for linking; `voice` names who speaks at an offset."""
    names = {body.name for body in organisations}
    belongs = {person.name: person.organisation for person in people}
    rows = [(span.start, body.name) for body in organisations for span in body.spans]
    rows += [(each.span.start, each.organisation) for each in people if each.organisation in names]
    rows.sort()

    def speaker(offset: int) -> str:
        name = voice(offset)
        return name if name in names else belongs.get(name, "")

    tokens = passage.tokens
    return Bodies(
        named=[row for row in rows if not _is_lent(passage, row[0])],
        later=_called_later(passage, rows),
        thats=[token.end for token in tokens if token.form in _THAT],
        nexts=[token.start for token in tokens if token.form in _NEXT_CLAUSE],
        speaker=speaker,
    )


def parties_of(clauses: Iterable[tuple[Span, Span]], bodies: Bodies) -> tuple[str, ...]:
    """The bodies that take part, those of the act's own clause first; `clauses`: each clause of the
    act with the words that name the act in it."""
    found: dict[str, None] = {}
    offset = 0
    for clause, trigger in clauses:
        offset = offset or trigger.start
        found.update(dict.fromkeys(bodies.within(_own(clause, trigger, bodies))))
    if not found and (name := bodies.speaker(offset)):
        found[name] = None
    return tuple(found)[:_MOST_PARTIES]


def _own(clause: Span, trigger: Span, bodies: Bodies) -> Span:
    """A clause from behind the أن of who says it, up to where the next one begins."""
    start, end = clause
    at = bisect_right(bodies.thats, trigger.start) - 1
    if at >= 0 and bodies.thats[at] > start:
        start = bodies.thats[at]
    at = bisect_left(bodies.nexts, trigger.end)
    if at < len(bodies.nexts):
        end = min(end, bodies.nexts[at])
    return Span(start, end) if start < end else clause


def _within(rows: Sequence[tuple[int, str]], span: Span) -> Sequence[tuple[int, str]]:
    return rows[bisect_left(rows, (span.start, "")) : bisect_left(rows, (span.end, ""))]


def _is_lent(passage: Passage, offset: int) -> bool:
    number = passage.token_at(offset)
    before = passage.tokens[max(0, number - 2) : number]
    return any(token.form in LENT for token in before)


def _called_later(passage: Passage, rows: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """`المديرية` and `الوزارة` for a body named before, not where a name begins."""
    by_head: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for start, name in rows:
        first = next(iter(words(name)), "")
        if first in _HEADS:
            by_head[first].append((start, name))
    begun = {start for start, _ in rows}
    found = []
    for token in passage.tokens if by_head else ():
        if "ل" not in token.form[:4]:
            continue
        head = next((a.rest for a in token.analyses if a.is_definite and a.rest in by_head), "")
        if not head or any(at in begun for at in range(token.start, token.start + _CLITICS)):
            continue
        before = bisect_right(by_head[head], (token.start, "")) - 1
        found.append((token.start, by_head[head][max(before, 0)][1]))
    return found

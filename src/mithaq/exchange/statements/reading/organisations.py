"""Organisations of a passage: one for each that is named, with all the ways in which it is.

`وزارة الصحة` and `وزارة الصحة السورية` are one, `يونيسف` and `منظمة الأمم المتحدة للطفولة`, too.
`الوزارة`, the bare name in quotation marks and an abbreviation in brackets are further mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.body_lists import Mention
from mithaq.exchange.statements.reading.body_names import find_mentions
from mithaq.exchange.statements.reading.findings import Confidence, Organisation
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.linking import key_of, link_organisation
from mithaq.exchange.statements.reading.noun_phrases import written
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.phrases import QUOTES
from mithaq.exchange.statements.reading.vocabularies import Scan

_LATER_HEADS: Final = frozenset(
    normalised(
        "وزارة منظمة جمعية مؤسسة هيئة مديرية اتحاد صندوق نقابة شركة برنامج وكالة مفوضية رابطة"
        " مجلس جامعة مصرف بنك تجمع شبكة حكومة سفارة فريق"
    ).split()
)
_MOST_QUOTED: Final = 8
_MOST_COMPARED: Final = 40
_MOST_KEYS: Final = 12


@dataclass
class Body:
    """The mentions of one body."""

    mentions: list[Mention]
    spans: list[Span] = field(default_factory=list)
    keys: set[tuple[str, ...]] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    term: str = ""

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.spans.append(mention.span)
        if len(self.keys) < _MOST_KEYS:
            self.keys.add(key_of(mention.name))
        self.heads.add(mention.head)
        self.term = self.term or mention.term

    @property
    def fullest(self) -> Mention:
        return max(self.mentions, key=_fullness)


def _fullness(mention: Mention) -> tuple[bool, int]:
    is_arabic = not mention.name.isascii()
    return is_arabic, len(words(mention.name))


def find_bodies(scan: Scan) -> list[Body]:
    """Bodies with all their mentions, in the order of the first."""
    bodies: list[Body] = []
    covered: set[int] = set()
    for mention in find_mentions(scan):
        _same_or_new(bodies, mention).add(mention)
        covered.update(range(mention.first, mention.last))
    _merge_directorates(bodies)
    _add_quoted(scan, bodies, covered)
    _add_abbreviations(scan, bodies, covered)
    _add_short(scan, bodies, covered)
    return bodies


def as_findings(bodies: Iterable[Body], lexicon: Lexicon) -> tuple[Organisation, ...]:
    return tuple(_finding(body, lexicon) for body in bodies)


def _same_or_new(bodies: list[Body], mention: Mention) -> Body:
    key = key_of(mention.name)
    for body in bodies[-_MOST_COMPARED:]:
        if _is_same(body, mention, key):
            return body
    bodies.append(Body([]))
    return bodies[-1]


def _is_same(body: Body, mention: Mention, key: tuple[str, ...]) -> bool:
    if mention.term or body.term:
        if mention.term and body.term:
            return mention.term == body.term
        return any(_extends(key, own) or _extends(own, key) for own in body.keys) and _kin(
            body, mention
        )
    if key in body.keys:
        return True
    return _kin(body, mention) and any(
        _extends(key, own) or _extends(own, key) for own in body.keys
    )


def _kin(body: Body, mention: Mention) -> bool:
    return mention.head in body.heads or not mention.head


def _extends(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    """Whether a name goes on from another one: the shorter has two words at least."""
    return 2 <= len(shorter) <= len(longer) and tuple(longer[: len(shorter)]) == tuple(shorter)


def _merge_directorates(bodies: list[Body]) -> None:
    """`صحة حلب` is `مديرية صحة حلب`; `مديرية الصحة` the only one that is named with its place."""
    health = [body for body in bodies if _health_place(body) is not None]
    by_place: dict[str, Body] = {}
    for body in health:
        place = _health_place(body) or ""
        first = by_place.setdefault(place, body)
        if first is not body:
            _join(bodies, first, body)
    bare = by_place.pop("", None)
    if bare is not None and len(by_place) == 1:
        first, second = next(iter(by_place.values())), bare
        _join(bodies, first, second)


def _join(bodies: list[Body], kept: Body, other: Body) -> None:
    kept.mentions += other.mentions
    kept.spans += other.spans
    kept.keys |= other.keys
    kept.heads |= other.heads
    kept.term = kept.term or other.term
    bodies.remove(other)


def _health_place(body: Body) -> str | None:
    """The place of a health directorate, empty where none is said; None: it is none."""
    key = max(body.keys, key=len)
    if key[:2] == ("مديريه", "صحه"):
        return " ".join(key[2:])
    if key[:1] == ("صحه",) and "مديريه" in body.heads:
        return " ".join(key[1:])
    return None


def _add_quoted(scan: Scan, bodies: Sequence[Body], covered: set[int]) -> None:
    """A name in quotation marks that is a part of a body's: “الأمين”, «التأمين والمعاشات»."""
    proper: dict[tuple[str, ...], Body] = {}
    for body in bodies:
        for mention in body.mentions:
            parts = mention.proper
            for first in range(len(parts)):
                proper.setdefault(parts[first:], body)
    number = 0
    while number < len(scan):
        if scan.text(number) not in QUOTES or number in covered:
            number += 1
            continue
        last = _closing(scan, number)
        inner = written(scan, number + 1, last) if last else ""
        named = proper.get(tuple(words(inner))) if inner else None
        if named is not None and last:
            tokens = scan.passage.tokens
            named.spans.append(Span(tokens[number + 1].start, tokens[last - 1].end))
            covered.update(range(number, last + 1))
        number = last if last else number + 1


def _closing(scan: Scan, number: int) -> int:
    for at in range(number + 1, min(number + _MOST_QUOTED, scan.ends[number])):
        if scan.text(at) in QUOTES:
            return at if at > number + 1 else 0
    return 0


def _add_abbreviations(scan: Scan, bodies: Sequence[Body], covered: set[int]) -> None:
    """المنظمة الدولية للهجرة (IOM): the letters in brackets are the body's further on."""
    short: dict[str, Body] = {}
    for body in bodies:
        for mention in list(body.mentions):
            at = mention.last + (scan.text(mention.last) in QUOTES)
            if scan.text(at) == "(" and scan.text(at + 2) == ")" and scan.is_word(at + 1):
                short.setdefault(scan.text(at + 1), body)
    if not short:
        return
    for number, token in enumerate(scan.passage.tokens):
        named = short.get(token.text)
        if named is not None and number not in covered:
            named.spans.append(token.span)
            covered.add(number)


def _add_short(scan: Scan, bodies: Sequence[Body], covered: set[int]) -> None:
    """«الوزارة», «المنظمة»: the last body named before that has this head."""
    begun = sorted(
        ((mention.first, body) for body in bodies for mention in body.mentions), key=lambda m: m[0]
    )
    last: dict[str, Body] = {}
    place = 0
    for number, token in enumerate(scan.passage.tokens):
        while place < len(begun) and begun[place][0] <= number:
            for head in begun[place][1].heads:
                last[head] = begun[place][1]
            place += 1
        if not token.is_word or number in covered:
            continue
        for analysis in token.analyses:
            if analysis.is_definite and analysis.rest in _LATER_HEADS and analysis.rest in last:
                start = token.start_after(analysis.clitics)
                last[analysis.rest].spans.append(Span(start, token.end))
                break


def _finding(body: Body, lexicon: Lexicon) -> Organisation:
    fullest = body.fullest
    others = sorted(span for span in set(body.spans) if span != fullest.span)
    code = next((each.code for each in body.mentions if each.code), None)
    names = [each.name for each in body.mentions]
    link = link_organisation(names, body.term, lexicon) if code is None else None
    sure = any(each.is_sure for each in body.mentions)
    return Organisation(
        spans=(fullest.span, *others),
        reason=next((m.reason for m in body.mentions if m.term or m.code), fullest.reason),
        confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
        name=fullest.name,
        kind=next((each.kind for each in body.mentions if each.term), fullest.kind),
        code=link.code if link else code,
        candidates=link.candidates if link else (),
    )

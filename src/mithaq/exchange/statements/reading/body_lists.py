"""Names of bodies that no head word stands before: in a list after a plural, in a headline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.noun_phrases import written
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.phrases import QUOTES
from mithaq.exchange.statements.reading.vocabularies import Scan, Word


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a body: tokens `first` up to `last`. `term` is the code of a well-known one,
    `code` of a registered one; `proper` its folded words without the head."""

    first: int
    last: int
    span: Span
    name: str
    kind: str
    head: str
    reason: str
    is_sure: bool
    term: str = ""
    code: str = ""
    proper: tuple[str, ...] = ()


# Heads in the plural and dual, before names in quotation marks.
_PLURALS: Final = {
    normalised(word): (normalised(head), kind)
    for word, head, kind in (
        ("منظمات", "منظمة", "ingo"), ("منظمتي", "منظمة", "ingo"), ("المنظمات", "منظمة", "ingo"),
        ("جمعيات", "جمعية", "ngo"), ("جمعيتي", "جمعية", "ngo"), ("الجمعيات", "جمعية", "ngo"),
        ("مؤسسات", "مؤسسة", "ngo"), ("مؤسستي", "مؤسسة", "ngo"),
        ("شركات", "شركة", "company"), ("شركتي", "شركة", "company"),
    )
}  # fmt: skip
# Heads in the plural and dual, before the fields or places that tell their bodies apart.
_KINDS: Final = {
    normalised(word): (head, kind)
    for forms, head, kind in (
        ("وزارات وزارتا وزارتي", "وزارة", "authority"),
        ("جامعات جامعتا جامعتي", "جامعة", "institution"),
        ("نقابات نقابتا نقابتي", "نقابة", "union"),
        ("غرف غرفتا غرفتي", "غرفة", "union"),
    )
    for word in forms.split()
}
_CLITICS: Final = frozenset("وفبل")
_MOST_NAMED: Final = 12
_QUOTED: Final = 10
# Ministries by what they are for, as a headline shortens them: «الصحة» تعلن.
_SHORT: Final = (
    "الصحة", "التربية", "الشؤون الاجتماعية والعمل", "التعليم العالي", "المالية", "الخارجية",
    "الداخلية", "التنمية الإدارية", "الإدارة المحلية", "الاقتصاد", "الأوقاف", "النقل", "الطاقة",
)  # fmt: skip
_SHORTS: Final = tuple((tuple(words(name)), f"وزارة {name}") for name in _SHORT)
SHORT_FIRSTS: Final = frozenset(short[0] for short, _ in _SHORTS)


def listed(scan: Scan, number: int) -> Iterator[Mention]:
    """منظمات: “أيادي الطب” و“سقيا الأمل”: names in quotation marks after a head in the plural."""
    head = _of(_PLURALS, scan, number)
    if head is None:
        yield from _told_apart(scan, number)
        return
    at, end = number + 1, scan.ends[number]
    at += at < end and scan.text(at) == ":"
    while at < end:
        at += scan.form(at) == "و" or scan.text(at) in ("،", ",")
        if at >= end or scan.text(at) not in QUOTES:
            return
        last = next((n for n in range(at + 1, min(at + _QUOTED, end)) if scan.text(n) in QUOTES), 0)
        if last <= at + 1:
            return
        name = written(scan, at + 1, last)
        tokens = scan.passage.tokens
        span = Span(tokens[at + 1].start, tokens[last - 1].end)
        yield Mention(
            at + 1, last, span, name, head[1], head[0], "listed_body",
            is_sure=False, proper=tuple(words(name)),
        )  # fmt: skip
        at = last + 1
        if at < end and scan.text(at) == "(":
            at = next(
                (n + 1 for n in range(at, min(at + _QUOTED, end)) if scan.text(n) == ")"), end
            )


def _of(heads: Mapping[str, tuple[str, str]], scan: Scan, number: int) -> tuple[str, str] | None:
    """What a word, after clitics, is among heads in the plural."""
    form = scan.form(number)
    if form in heads:
        return heads[form]
    rest = form[1:] if form[:1] in _CLITICS else ""
    return heads.get(rest)


def _told_apart(scan: Scan, number: int) -> Iterator[Mention]:
    """وزارتي الصحة والتعليم العالي, جامعتي حلب ودمشق: one body for each, with the head of one."""
    head = _of(_KINDS, scan, number)
    if head is None:
        return
    at, end = number + 1, min(scan.ends[number], number + _MOST_NAMED)
    found: list[Mention] = []
    while at < end:
        item = _item(scan, at, end, is_first=not found)
        if item is None:
            break
        last, start = item
        name = f"{head[0]} {written(scan, at, last, start)}"
        span = Span(start, scan.passage.tokens[last - 1].end)
        mention = Mention(
            at, last, span, name, head[1], normalised(head[0]), "listed_body",
            is_sure=False, term=_term_of(scan, name), proper=tuple(words(name)[1:]),
        )  # fmt: skip
        found.append(mention)
        at = last + (scan.text(last) in ("،", ",") and last < end)
    if len(found) > 1:
        yield from found


def _item(scan: Scan, at: int, end: int, *, is_first: bool) -> tuple[int, int] | None:
    """The end of one of a list, and where it begins in the text: a place, or a field with what
    describes it; the first without و, a further one with it or after a comma."""
    after_comma = scan.text(at - 1) in ("،", ",")
    place = scan.place(at)
    if place is not None and place.clitics in (("",) if is_first else ("و",)):
        return place.last, place.span.start
    word, token = scan.words[at], scan.passage.tokens[at]
    is_joined = word.clitic == "و" and word.inner_definite
    if not (word.is_definite if is_first or not is_joined else is_joined):
        return None
    if not (is_first or is_joined or after_comma) or scan.role(at):
        return None
    head = scan.body_head(at)
    if head is not None and head.value.code != "health_of":
        return None
    last = at + 1
    while last < end and scan.words[last].is_adjective:
        last += 1
    return last, token.start_after("و") if is_joined else token.start


def shortened(scan: Scan, number: int) -> Mention | None:
    """«الصحة» تعلن: a ministry by its field, at the head of a sentence and before a verb."""
    begin = scan.begins[number]
    opening = range(begin, number)
    if any(scan.text(at) not in QUOTES for at in opening):
        return None
    for short, full in _SHORTS:
        last = _follows(scan, number, short)
        after = last + (scan.text(last) in QUOTES if last else 0)
        is_told = last and after < scan.ends[number]
        if is_told and (_is_present(scan.words[after]) or scan.text(after) == ":"):
            span = Span(scan.passage.tokens[number].start, scan.passage.tokens[last - 1].end)
            return Mention(
                number, last, span, full, "authority", "وزاره", "headline_body",
                is_sure=False, term=_term_of(scan, full), proper=short,
            )  # fmt: skip
    return None


def _follows(scan: Scan, number: int, short: tuple[str, ...]) -> int:
    """The token after these words, 0 where they are not here."""
    if not scan.words[number].is_definite or scan.words[number].rest != short[0]:
        return 0
    last = number + len(short)
    if last > scan.ends[number]:
        return 0
    inner = (normalised(scan.text(at)) for at in range(number, last))
    return last if tuple(words(" ".join(inner))) == short else 0


def _is_present(word: Word) -> bool:
    return word.form.startswith("ت") and word.is_verb and len(word.form) > 3


def _term_of(scan: Scan, name: str) -> str:
    return _terms(scan.lexicon).get(normalised(name), "")


@lru_cache(maxsize=8)
def _terms(lexicon: Lexicon) -> Mapping[str, str]:
    """The codes of well-known bodies by each of their names, folded."""
    terms = lexicon.language.terms["organisations"]
    return {normalised(word): term.code for term in reversed(terms) for word in term.words}

"""Names of organisations in a passage, mention by mention: a well-known name, or a head word with
what completes it (مديرية صحة حلب, منظمة “الأمين”).

What only tells a kind is none: منظمة دولية, مؤسسة حكومية, مجلس الإدارة.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.body_heads import (
    CHARITIES,
    GROUPS,
    JOINING,
    LOCATED,
    NOT_FOR_AIMS,
    OF_BODIES,
    OF_FIELDS,
    SURE,
    is_named,
)
from mithaq.exchange.statements.reading.body_lists import (
    SHORT_FIRSTS,
    Mention,
    listed,
    shortened,
)
from mithaq.exchange.statements.reading.noun_phrases import (
    NATIONS,
    Manner,
    reach,
    written,
)
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.vocabularies import Lead, Scan

_OWN: Final = ("سوري", "سوريه")
_MOST_QUOTED: Final = 7
_OF_HEALTH: Final = normalised("الصحية")
# What is named after a body, and parts of one, whose name may begin before.
_LAWS: Final = frozenset(normalised("قانون لقانون بقانون وقانون القانون").split())
_PARTS: Final = frozenset(
    normalised("فرع لفرع وفرع بعثة قوة وكالة مشفى مشفيي مستشفى مجلس نائب رئيس قوات لجنة").split()
)
_OFFICES: Final = frozenset(normalised("نقابة اتحاد").split())


def find_mentions(scan: Scan) -> Iterator[Mention]:
    """Every naming of a body, from left to right, none within another."""
    number = 0
    while number < len(scan):
        in_list = list(listed(scan, number))
        if in_list:
            yield from in_list
            number = in_list[-1].last
            continue
        found = _mention_at(scan, number)
        if found is not None:
            yield found
        number = found.last if found else number + 1


def _mention_at(scan: Scan, number: int) -> Mention | None:
    word = scan.words[number]
    if not word.leads & Lead.ANY_BODY:
        is_short = word.is_definite and word.rest in SHORT_FIRSTS
        return shortened(scan, number) if is_short else None
    known, headed = _well_known(scan, number), _headed(scan, number)
    if known is not None and headed is not None and headed.last > known.last:
        after = scan.words[known.last]
        goes_on = after.is_definite or after.clitic == "و"
        known, headed = (None, headed) if goes_on else (known, None)
    options = [each for each in (_registered(scan, number), known, headed) if each is not None]
    if not options:
        return shortened(scan, number)
    return max(options, key=lambda found: (found.last, bool(found.code), bool(found.term)))


def _registered(scan: Scan, number: int) -> Mention | None:
    match = scan.known_body(number)
    if match is None or (match.clitics and match.last == number + 1 and len(match.span) < 3):
        return None
    known = match.value
    codes = {each.code for each in match.values}
    name = written(scan, match.first, match.last, match.span.start, is_definite=match.is_definite)
    return Mention(
        match.first, match.last, match.span, name, known.kind, _first(name), "registered_body",
        is_sure=True, code=known.code if len(codes) == 1 else "", proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _well_known(scan: Scan, number: int) -> Mention | None:
    match = scan.body(number)
    if match is None or _is_cut(scan, match) or not _is_meant(scan, match):
        return None
    last = match.last
    if last < scan.ends[number] and scan.words[last].is_definite:
        after = scan.words[last].rest
        if after in NATIONS and after not in _OWN:
            return None
        last += after in _OWN
    name = written(scan, match.first, last, match.span.start, is_definite=match.is_definite)
    span = Span(match.span.start, scan.passage.tokens[last - 1].end)
    term = match.value
    if last == match.last and words(name) not in {words(each) for each in term.words}:
        return None
    head = "منظمه" if term.trait("kind") in ("un", "ingo") else _first(name)
    before = scan.form(match.first - 1) if match.first > scan.begins[match.first] else ""
    if before in _LAWS:
        return None
    return Mention(
        match.first, last, span, name, term.trait("kind"), head, "well_known_body",
        is_sure=before not in _PARTS, term=term.code, proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _is_cut(scan: Scan, match: Match[Term]) -> bool:
    """“كير | لاين إنترناشونال”, Care Bridges: a longer name that only begins like a known one."""
    last = match.last
    if last >= scan.ends[match.first] or not scan.is_word(last):
        return False
    if scan.words[last - 1].is_latin:
        return scan.words[last].is_latin
    opened = [at for at in range(match.first - 1, last) if scan.text(at) in QUOTES]
    return len(opened) == 1 and not scan.words[last].is_particle


def _is_meant(scan: Scan, match: Match[Term]) -> bool:
    """Whether a well-known name is one here: a single word that is also a common one, or comes
    with another article, is only one in quotation marks or after a head."""
    if match.last - match.first > 1:
        return True
    token, word = scan.passage.tokens[match.first], scan.words[match.first]
    if word.is_latin:
        return not token.text.islower()
    if scan.text(match.first - 1) in QUOTES and scan.text(match.last) in QUOTES:
        return True
    if match.first and scan.body_head(match.first - 1):
        return True
    names = {normalised(each) for each in match.value.words}
    stem = normalised(
        written(scan, match.first, match.last, match.span.start, is_definite=match.is_definite)
    )
    if stem in scan.vocabulary.common or stem in scan.vocabulary.given:
        return False
    return stem in names and len(stem) > 3


def _headed(scan: Scan, number: int) -> Mention | None:
    match = scan.body_head(number)
    if match is None or match.clitics.endswith("س") or scan.words[number].is_sure_given:
        return None
    if _is_general(scan, match):
        return None
    term = match.value
    quoted = _quoted(scan, match)
    if quoted is not None:
        return quoted
    if term.code == "health_of":
        return _health_of(scan, match)
    if term.code == "health_district":
        return _health_district(scan, match)
    if term.code == "branch" and (scan.body_head(match.last) or scan.body(match.last)):
        return _branch(scan, match)
    if term.code == "bureau":
        return _inner_office(scan, match)
    if term.code == "mission" or (term.code == "agency" and scan.body(match.last)):
        return _mission(scan, match)
    is_open = not (match.is_definite or scan.words[match.last - 1].is_definite)
    manner = Manner(
        takes_place=term.code in LOCATED,
        takes_purpose=term.code not in NOT_FOR_AIMS,
        takes_quoted=match.is_definite or not is_open,
        joins=term.code in JOINING,
        is_group=term.code in GROUPS,
        has_aims=match.is_definite and term.code not in NOT_FOR_AIMS,
        of_bodies=term.code in OF_BODIES,
        has_fields=term.code in OF_FIELDS,
        takes_nation=term.code in CHARITIES,
        is_described=match.last - match.first > 1,
        stops=lambda at: at > match.first and _begins_other(scan, at),
    )
    found = reach(scan, match.last, is_open=is_open, manner=manner)
    if not is_named(scan, match, found, is_open=is_open):
        return None
    if is_open and not found.is_closed and not _ends_here(scan, found.last):
        found = replace(found, last=match.last + 1)
    start = match.span.start
    last = found.last
    name = written(scan, match.first, last, start, is_definite=match.is_definite)
    span = Span(start, scan.passage.tokens[last - 1].end)
    proper = tuple(words(written(scan, match.last, last)))
    return Mention(
        match.first, last, span, name, term.trait("kind"), _first(name), "body_head",
        is_sure=found.is_closed and term.code in SURE and _is_whole(scan, match, last),
        proper=proper,
    )  # fmt: skip


def _is_whole(scan: Scan, match: Match[Term], last: int) -> bool:
    """Whether nothing around makes another name of it: its branch, its ministry, its place."""
    before = scan.form(match.first - 1) if match.first > scan.begins[match.first] else ""
    is_short = last - match.last == 1 and match.value.code == "directorate"
    is_located = any(scan.form(at) == "في" for at in range(match.last, last))
    is_within = (
        is_located or scan.form(last) == "في" or (not scan.words[last - 1].is_definite and is_short)
    )
    return not (before in _PARTS or is_within or is_short)


def _is_general(scan: Scan, match: Match[Term]) -> bool:
    """منطقة صحية, مجلس محلي ما: a head of two words that has its article lost tells a kind."""
    if match.last - match.first < 2 or scan.words[match.last - 1].is_definite:
        return False
    return all(" ال" in words for words in match.value.words) and scan.place(match.last) is None


def _quoted(scan: Scan, match: Match[Term]) -> Mention | None:
    """«رابطة أطباء الشام في المهجر»: a quotation that begins with a head is a name to its end."""
    if match.clitics or scan.text(match.first - 1) not in QUOTES:
        return None
    last = _closing(scan, match)
    if last <= match.last or match.value.code in ("health_of", "health_district", "governorate"):
        return None
    start = match.span.start
    name = written(scan, match.first, last, start, is_definite=match.is_definite)
    return Mention(
        match.first, last, Span(start, scan.passage.tokens[last - 1].end), name,
        match.value.trait("kind"), _first(name), "body_head",
        is_sure=False, proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _closing(scan: Scan, match: Match[Term]) -> int:
    """The token that closes the quotation of a name; 0: none, or a sentence."""
    for at in range(match.last, min(match.last + _MOST_QUOTED, scan.ends[match.first])):
        if scan.text(at) in QUOTES:
            return at
        if not scan.is_word(at) or scan.words[at].is_verb or scan.words[at].inner_is_given:
            return 0
    return 0


def _branch(scan: Scan, match: Match[Term]) -> Mention | None:
    """فرع نقابة الأطباء في حماة: a branch by its body and place; without a place the body."""
    within = _well_known(scan, match.last) or _headed(scan, match.last)
    if within is None or match.is_definite or within.kind not in ("union", "ngo"):
        return None
    last, place = within.last, scan.place(within.last + (scan.form(within.last) == "في"))
    if place is not None and (place.clitics == "ب") != (scan.form(last) == "في"):
        last = place.last
    elif scan.place(last - 1) is None:
        return None
    name = written(scan, match.first, last, match.span.start)
    span = Span(match.span.start, scan.passage.tokens[last - 1].end)
    return Mention(
        match.first, last, span, name, within.kind, "فرع", "body_head",
        is_sure=False, proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _mission(scan: Scan, match: Match[Term]) -> Mention | None:
    """بعثة الاتحاد الأوروبي, وكالة تيكا: what a well-known body has or is."""
    within, role = _well_known(scan, match.last), scan.role(match.first - 1)
    if within is None or match.is_definite or (role is not None and role.last > match.first):
        return None
    name = written(scan, match.first, within.last, match.span.start)
    span = Span(match.span.start, within.span.end)
    term = within.term if match.value.code == "agency" else ""
    return Mention(
        match.first, within.last, span, name, within.kind, _first(name), "body_head",
        is_sure=False, term=term, proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _inner_office(scan: Scan, match: Match[Term]) -> Mention | None:
    """مكتب نقابة عمال الصحة: an office named by the union that it is of."""
    if match.is_definite or scan.form(match.last) not in _OFFICES:
        return None
    within = _headed(scan, match.last)
    if within is None or scan.role(match.first - 1):
        return within
    name = written(scan, match.first, within.last, match.span.start)
    span = Span(match.span.start, within.span.end)
    return Mention(
        match.first, within.last, span, name, within.kind, "مكتب", "body_head",
        is_sure=False, proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _ends_here(scan: Scan, at: int) -> bool:
    if at >= len(scan) or not scan.is_word(at) or at >= scan.ends[at - 1]:
        return True
    before = scan.words[at - 1]
    return scan.words[at].is_particle and not (before.is_common or before.is_given)


def _begins_other(scan: Scan, at: int) -> bool:
    """Whether another naming begins here: a role, a title, a well-known body after و."""
    word = scan.words[at]
    if word.is_given:
        return False
    honorific = scan.honorific(at)
    return honorific is not None and (honorific.is_definite or bool(honorific.clitics))


def _health_of(scan: Scan, match: Match[Term]) -> Mention | None:
    """صحة حلب, where it is a directorate's short name and no other word's complement."""
    place = scan.place(match.last)
    if match.is_definite or match.clitics not in ("", "و", "ل", "ب") or place is None:
        return None
    if place.clitics or _is_complement(scan, match.first):
        return None
    if not any(named.kind in ("governorate", "town", "district") for named in place.values):
        return None
    name = written(scan, match.first, place.last, match.span.start)
    span = Span(match.span.start, place.span.end)
    return Mention(
        match.first, place.last, span, name, "authority", "مديريه", "body_head",
        is_sure=True, proper=tuple(words(name)),
    )  # fmt: skip


def _health_district(scan: Scan, match: Match[Term]) -> Mention | None:
    """منطقة مصياف الصحية: the health services of a district."""
    place = scan.place(match.last)
    if match.is_definite or place is None or place.clitics or scan.form(place.last) != _OF_HEALTH:
        return None
    last = place.last + 1
    name = written(scan, match.first, last, match.span.start)
    span = Span(match.span.start, scan.passage.tokens[last - 1].end)
    return Mention(
        match.first, last, span, name, "authority", "منطقه", "body_head",
        is_sure=True, proper=tuple(words(name)[1:]),
    )  # fmt: skip


def _is_complement(scan: Scan, number: int) -> bool:
    """Whether the word before asks for this one: مدير صحة, دعم صحة."""
    if number <= scan.begins[number]:
        return False
    before = scan.words[number - 1]
    if scan.role(number - 1) or scan.body_head(number - 1):
        return True
    return before.is_common and not (before.is_verb or before.is_particle or before.is_definite)


def _first(name: str) -> str:
    found = words(name)
    return found[0] if found else ""

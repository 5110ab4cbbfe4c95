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
from mithaq.exchange.statements.reading.body_lists import (
    SHORT_FIRSTS,
    Mention,
    listed,
    shortened,
)
from mithaq.exchange.statements.reading.noun_phrases import (
    NATIONS,
    Manner,
    Reach,
    reach,
    written,
)
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.vocabularies import Lead, Scan, Word, is_adjective


def _codes(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Heads that are a body's only when a proper name, a place or a quotation follows.
_WEAK: Final = _codes(
    "committee council bureau network programme campaign_team initiative house centre institute"
    " branch mission secretariat alliance coordination charity club municipality embassy"
    " cooperative party agency"
)
_JOINING: Final = frozenset({"syndicate", "union", "federation"})
# Heads whose names end where this says, 98 times in 100.
_SURE: Final = _codes(
    "ministry directorate general_directorate union government public_institution army bank"
    " red_crescent red_cross general_authority"
)
# Heads that a noun with its adjective completes: شبكة الإنذار الوبائي.
_BY_TWO: Final = frozenset({"network", "alliance", "coordination", "institute", "centre"})
# Heads that a description never completes: only a place, a quotation or a well-known name does.
_NAMED_ONLY: Final = frozenset(
    {"bureau", "committee", "council", "branch", "mission", "agency", "programme"}
)
# Heads that one adjective with article completes: الحكومة اليابانية, المصرف العقاري.
_BY_ONE: Final = frozenset({"government", "embassy", "bank", "army", "civil_defence", "bank_other"})
# Heads that are complete by themselves.
_WHOLE: Final = frozenset({"civil_defence", "red_crescent", "red_cross"})
_LOCATED: Final = frozenset(
    {
        "syndicate",
        "directorate",
        "branch",
        "faculty",
        "municipality",
        "general_directorate",
        "assembly",
        "federation",
        "bureau",
    }
)
_UNNAMED: Final = {
    "bank_other": {"دم", "عيون", "اهداف", "اسيله"},
    "bank": {"دم"},
    "council": {"إدارة", "أمناء", "عزاء", "نواب"},
    "house": {"نشر", "سينما"},
    "agency": {"أنباء", "سانا"},
    "chamber": {"عمليات", "عنايه", "انعاش", "طواري", "مخاض", "جراحه"},
    "network": {"مياه", "كهرباء", "صرف", "طرق", "نقل", "اتصالات", "انترنت"},
    "company": {"ادويه", "تامين", "خاصه"},
    "fund": {"بريد"},
}
_NOT_NAMED: Final = {
    code: frozenset(normalised(word) for word in nouns) for code, nouns in _UNNAMED.items()
}
# Heads that only these fields complete: غرفة صناعة حلب, كلية الطب.
_OF_FIELDS: Final = {
    "chamber": frozenset(normalised("تجارة صناعة زراعة سياحة ملاحة").split()),
    "faculty": frozenset(
        normalised("طب صيدلة تمريض هندسة علوم آداب حقوق اقتصاد تربية زراعة صحة هندسية").split()
    ),
}
_COUNCILS: Final = frozenset(normalised("مدينة محافظة بلدة بلدية ناحية قرية").split())
_OFFICES: Final = frozenset(normalised("نقابة اتحاد").split())

_OWN: Final = ("سوري", "سوريه")


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
        goes_on = after.is_definite or after.clitic == "و" or after.inner_definite
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
    if match is None or not _is_meant(scan, match):
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
    return Mention(
        match.first, last, span, name, term.trait("kind"), head, "well_known_body",
        is_sure=True, term=term.code, proper=tuple(words(name)[1:]),
    )  # fmt: skip


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
    term = match.value
    if term.code == "health_of":
        return _health_of(scan, match)
    if term.code == "branch" and scan.body_head(match.last):
        return None
    if term.code == "bureau":
        return _inner_office(scan, match)
    is_open = not match.is_definite and match.last - match.first == 1
    manner = Manner(
        takes_place=term.code in _LOCATED,
        takes_purpose=term.code != "ministry",
        takes_quoted=match.is_definite or not is_open,
        joins=term.code in _JOINING,
        is_described=match.last - match.first > 1,
        stops=lambda at: at > match.first and _begins_other(scan, at),
    )
    found = reach(scan, match.last, is_open=is_open, manner=manner)
    if not _is_name(scan, match, found, is_open=is_open):
        return None
    if is_open and not found.is_closed and not _ends_here(scan, found.last):
        found = replace(found, last=match.last + 1)
    start = match.span.start
    name = written(scan, match.first, found.last, start, is_definite=match.is_definite)
    span = Span(start, scan.passage.tokens[found.last - 1].end)
    proper = tuple(words(written(scan, match.last, found.last)))
    return Mention(
        match.first, found.last, span, name, term.trait("kind"), _first(name), "body_head",
        is_sure=found.is_closed and term.code in _SURE, proper=proper,
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


def _is_complement(scan: Scan, number: int) -> bool:
    """Whether the word before asks for this one: مدير صحة, دعم صحة."""
    if number <= scan.begins[number]:
        return False
    before = scan.words[number - 1]
    if scan.role(number - 1) or scan.body_head(number - 1):
        return True
    return before.is_common and not (before.is_verb or before.is_particle or before.is_definite)


def _is_name(scan: Scan, match: Match[Term], found: Reach, *, is_open: bool) -> bool:
    code = match.value.code
    if found.words == 0:
        return code in _WHOLE
    if code in _OF_FIELDS and not any(
        w.rest in _OF_FIELDS[code] for w in scan.words[match.last : match.last + 1]
    ):
        return False
    first = scan.words[match.last] if scan.is_word(match.last) else None
    if first is not None and first.rest in _NOT_NAMED.get(code, ()):
        return False
    if is_open:
        return _is_completed(scan, match, found, first)
    if match.last - match.first > 1:
        return True
    if found.named:
        return True
    if code in _BY_ONE:
        return first is not None and first.is_adjective
    inner = scan.words[match.last : found.last]
    if any(word.rest in NATIONS for word in inner) and found.words >= 2:
        return True
    return found.words >= 2 and code not in ("committee", "bureau", "council", "branch", "agency")


def _is_completed(scan: Scan, match: Match[Term], found: Reach, first: Word | None) -> bool:
    """Whether a head without article has the name that it asks for."""
    code = match.value.code
    if code == "branch" and (place := scan.place(match.last)) and place.last == found.last:
        return False
    if code == "governorate":
        return found.named and first is not None and _acts(scan, match.first)
    if not found.is_closed:
        return first is not None and found.words <= 2 and _is_own_name(match, first)
    if first is None or found.named:
        return code != "council" or scan.form(match.last) in _COUNCILS or first is None
    if any(word.rest in NATIONS for word in scan.words[match.last : found.last]):
        return True
    if code in _BY_TWO:
        return first.is_definite and scan.words[found.last - 1].is_adjective
    if code in _WEAK:
        inner = scan.words[match.last : found.last]
        return code not in _NAMED_ONLY and any(
            not (w.is_common or w.is_adjective or w.inner in scan.vocabulary.common) for w in inner
        )
    return not _tells_kind(first)


def _acts(scan: Scan, number: int) -> bool:
    """Whether what begins here does something, or something is done with it: وقعت محافظة حلب."""
    before = scan.words[number - 1] if number > scan.begins[number] else None
    if before is None or before.form in ("بين", "مع"):
        return before is not None
    return scan.vocabulary.common.get(before.form) == "verb" and before.form.endswith("ت")


def _is_own_name(match: Match[Term], first: Word) -> bool:
    """منظمة شفق: a word that means nothing else here."""
    if match.value.code in _WEAK - {"municipality"} or first.clitic:
        return False
    if first.is_common and not (first.is_given or match.value.code == "university"):
        return False
    if first.form.startswith("و") and not first.is_given:
        return False
    if first.is_verb and first.form.startswith(("ي", "ت", "س")):
        return False
    return not is_adjective(first.rest) and len(first.form) > 2


def _tells_kind(first: Word) -> bool:
    return not first.is_definite and first.form.endswith(("يه", "ي")) and first.is_common


def _first(name: str) -> str:
    found = words(name)
    return found[0] if found else ""

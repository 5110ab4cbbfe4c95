"""Bodies that are only named through those who lead them: a hospital whose director takes part, the
health directorate of `مدير صحة حمص`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.findings import (
    Confidence,
    Facility,
    Organisation,
    Person,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.linking import link_organisation
from mithaq.exchange.statements.reading.noun_phrases import NATIONS
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.vocabularies import Scan

_LEADERS: Final = frozenset(normalised("مدير مديرة رئيس رئيسة نقيب عميد").split())
_DEPUTIES: Final = frozenset(normalised("معاون معاونة نائب نائبة").split())
_LED: Final = frozenset(normalised("مستشفى بنك هيئة").split())
_TITULAR: Final = {
    normalised(word): row
    for words_, row in (
        ("نقيب نقيبة", ("نقابة", "led_syndicate", "union")),
        ("وزير وزيرة لوزير لوزيرة", ("وزارة", "led_ministry", "authority")),
    )
    for word in words_.split()
}
_STAGED: Final = frozenset(normalised("نقابة وزارة").split())
_MINISTRY: Final = normalised("وزارة")
_CENTRAL: Final = frozenset(normalised("المركزي المركزية السابق السابقة").split())
_OWN: Final = frozenset(normalised("سوري سورية").split())
_MANAGEMENT: Final = normalised("إدارة")


def with_led_bodies(
    scan: Scan,
    organisations: tuple[Organisation, ...],
    people: tuple[Person, ...],
    facilities: Sequence[Facility],
) -> tuple[tuple[Organisation, ...], tuple[Person, ...]]:
    """The organisations with those that are named by a leader only, in the text's order; people
    are told theirs."""
    found = list(organisations)
    told = list(people)
    for place, person in enumerate(people):
        if person.organisation:
            continue
        body = _titular(scan, person)
        if body is None and _leads(person):
            body = _facility(scan, person, facilities) or _directorate(scan, person)
        if body is None:
            continue
        known = next((each for each in found if _is_same(each, body)), None)
        if known is None:
            found.append(body)
        told[place] = replace(person, organisation=(known or body).name)
    found += [
        body for body in _managed(scan, facilities) if all(body.name != o.name for o in found)
    ]
    return tuple(sorted(found, key=lambda each: min(each.spans))), tuple(told)


def _leads(person: Person) -> bool:
    role = [word.removeprefix("ال") for word in words(person.role)]
    if role[:1] and role[0] in _DEPUTIES:
        role = role[1:]
    return bool(role) and role[0] in _LEADERS


def _facility(scan: Scan, person: Person, facilities: Sequence[Facility]) -> Organisation | None:
    """The hospital that the role names; «المشفى» is the one that the text tells most of."""
    span = person.role_span
    hospitals = [each for each in facilities if words(each.name)[0] in _LED]
    for facility in hospitals:
        if span and any(span.overlaps(each) for each in facility.spans):
            is_named = span.overlaps(facility.span)
            told = facility if is_named else max(hospitals, key=lambda each: len(each.spans))
            return _body(scan, told, "led_facility")
    return None


def _body(scan: Scan, facility: Facility, reason: str) -> Organisation:
    """The hospital as a body: its name without where it is; المشفى الوطني needs its place."""
    numbers = scan.passage.within(facility.span)
    first, last = scan.passage.token_at(facility.span.start), numbers.stop
    place = next((at for at in range(first + 2, last) if _is_place_of(scan, at, last)), last)
    name = facility.name
    if place < last and not scan.words[first].is_definite:
        cut = len(scan.passage.text[scan.passage.tokens[place].start : facility.span.end].split())
        name = " ".join(facility.name.split()[:-cut]) or facility.name
    return Organisation(
        spans=facility.spans, reason=reason, confidence=Confidence.LIKELY, name=name,
        kind="institution",
    )  # fmt: skip


def _is_place_of(scan: Scan, at: int, last: int) -> bool:
    """في كفر تخاريم, بدمشق, at the end of a facility's name."""
    place = scan.place(at + 1) if scan.form(at) == "في" else scan.place(at)
    is_within = scan.form(at) == "في" or (place is not None and place.clitics == "ب")
    return is_within and place is not None and place.last == last


def _managed(scan: Scan, facilities: Sequence[Facility]) -> list[Organisation]:
    """إدارة مشفى العيون: the hospital speaks itself; بنك الدم is a body, too."""
    found = []
    for facility in facilities:
        before = scan.words[scan.passage.token_at(facility.span.start) - 1 :][:1]
        is_led = bool(before) and (before[0].form == _MANAGEMENT or before[0].inner == _MANAGEMENT)
        if is_led and words(facility.name)[0] in _LED:
            found.append(_body(scan, facility, "led_facility"))
    return found


def _directorate(scan: Scan, person: Person) -> Organisation | None:
    """مدير صحة حمص leads صحة حمص."""
    role = person.role.split()
    folded = normalised(person.role).split()
    if "صحه" not in folded or person.role_span is None:
        return None
    place = folded.index("صحه")
    if place not in (1, 2) or len(role) <= place + 1 or len(role) != len(folded):
        return None
    last = next((at for at in range(place + 1, len(role)) if _is_aim(folded[at])), len(role))
    if last == place + 1:
        return None
    name = " ".join(role[place:last])
    written = person.role_span.of(scan.passage.text)
    start = person.role_span.start + max(written.find(role[place]), 0)
    end = person.role_span.start + written.find(role[last - 1]) + len(role[last - 1])
    link = link_organisation([name, f"مديرية {name}"], "", scan.lexicon)
    return Organisation(
        spans=(Span(start, max(end, start + 1)),), reason="led_directorate",
        confidence=Confidence.LIKELY, name=name, kind="authority", code=link.code,
        candidates=link.candidates,
    )  # fmt: skip


def _titular(scan: Scan, person: Person) -> Organisation | None:
    """نقيب أطباء حماة leads نقابة أطباء حماة, وزير المالية and his deputy وزارة المالية."""
    role = person.role.split()
    folded = normalised(person.role).split()
    if person.role_span is None or len(role) != len(folded):
        return None
    place = next((at for at, word in enumerate(folded[:3]) if word in _TITULAR), None)
    if place is None or place + 1 >= len(role):
        return None
    head, reason, kind = _TITULAR[folded[place]]
    inner = folded[place + 1 :]
    if reason == "led_ministry":
        size, term = _ministry(scan, inner)
    else:
        size, term = _syndicate(inner), ""
    if not size:
        return None
    name = " ".join([head, *role[place + 1 : place + 1 + size]])
    link = link_organisation([name], term, scan.lexicon)
    return Organisation(
        spans=(person.role_span,), reason=reason, confidence=Confidence.LIKELY, name=name,
        kind=kind, code=link.code, candidates=link.candidates,
    )  # fmt: skip


def _ministry(scan: Scan, inner: Sequence[str]) -> tuple[int, str]:
    """How many words name one of the country's ministries, and its code; 0: none of them."""
    best = (0, "")
    for code, fields in _ministries(scan.lexicon):
        size = len(fields)
        if tuple(inner[:size]) == fields and size > best[0]:
            best = (size, code)
    following = inner[best[0]].removeprefix("ال") if best[0] < len(inner) else ""
    is_foreign = following in NATIONS and following not in _OWN
    goes_on = following.startswith("وال") or (following.startswith("و") and len(following) > 3)
    return (0, "") if is_foreign or goes_on else best


@lru_cache(maxsize=8)
def _ministries(lexicon: Lexicon) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What each ministry of the country is for, folded."""
    return tuple(
        (term.code, tuple(name[1:]))
        for term in lexicon.language.terms["organisations"]
        for name in (normalised(word).split() for word in term.words)
        if name[0] == _MINISTRY and len(name) > 1
    )


def _syndicate(inner: Sequence[str]) -> int:
    """How many words of a role name the syndicate: up to a title or what tells when."""
    size = next((at for at, word in enumerate(inner) if word in _CENTRAL), len(inner))
    return size if size and not inner[0].startswith("ل") else 0


def _is_aim(word: str) -> bool:
    """لشؤون الرعاية, بالوكالة: what follows the directorate's name in a role."""
    return word.startswith(("لش", "لل", "بال"))


def _begins(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one name goes on from the other: نقابة أطباء, نقابة أطباء حماة."""
    size = min(len(ours), len(theirs))
    return size > 1 and tuple(ours[:size]) == tuple(theirs[:size])


def _is_same(known: Organisation, body: Organisation) -> bool:
    """The directorate under its full name, or the facility that acts already."""
    ours, theirs = words(known.name), words(body.name)
    return (
        ours == theirs
        or (ours[:1] == theirs[:1] and ours[0] in _STAGED and _begins(ours, theirs))
        or ours == ("مديريه", *theirs)
        or ours[:2] + ours[2:] == theirs
        or (ours[:1] == ("مديريه",) and theirs[:1] == ("صحه",) and theirs[-1] in ours[-1])
    )

"""Bodies that are only named through those who lead them: a hospital whose director takes part, the
health directorate of `مدير صحة حمص`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.findings import (
    Confidence,
    Facility,
    Organisation,
    Person,
)
from mithaq.exchange.statements.reading.linking import link_organisation
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.vocabularies import Scan

_LEADERS: Final = frozenset(normalised("مدير مديرة رئيس رئيسة نقيب عميد").split())
_DEPUTIES: Final = frozenset(normalised("معاون معاونة نائب نائبة").split())
_LED: Final = frozenset(normalised("مستشفى بنك هيئة").split())
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
        if not _leads(person):
            continue
        body = _facility(person, facilities) or _directorate(scan, person)
        if body is None or person.organisation:
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


def _facility(person: Person, facilities: Sequence[Facility]) -> Organisation | None:
    """The hospital that the role names; «المشفى» is the one that the text tells most of."""
    span = person.role_span
    hospitals = [each for each in facilities if words(each.name)[0] in _LED]
    for facility in hospitals:
        if span and any(span.overlaps(each) for each in facility.spans):
            is_named = span.overlaps(facility.span)
            told = facility if is_named else max(hospitals, key=lambda each: len(each.spans))
            return _body(told, "led_facility")
    return None


def _body(facility: Facility, reason: str) -> Organisation:
    return Organisation(
        spans=facility.spans, reason=reason, confidence=Confidence.LIKELY, name=facility.name,
        kind="institution",
    )  # fmt: skip


def _managed(scan: Scan, facilities: Sequence[Facility]) -> list[Organisation]:
    """إدارة مشفى العيون: the hospital speaks itself; بنك الدم is a body, too."""
    found = []
    for facility in facilities:
        before = scan.words[scan.passage.token_at(facility.span.start) - 1 :][:1]
        is_led = bool(before) and (before[0].form == _MANAGEMENT or before[0].inner == _MANAGEMENT)
        if is_led and words(facility.name)[0] in _LED:
            found.append(_body(facility, "led_facility"))
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


def _is_aim(word: str) -> bool:
    """لشؤون الرعاية, بالوكالة: what follows the directorate's name in a role."""
    return word.startswith(("لش", "لل", "بال"))


def _is_same(known: Organisation, body: Organisation) -> bool:
    """The directorate under its full name, or the facility that acts already."""
    ours, theirs = words(known.name), words(body.name)
    return (
        ours == theirs
        or ours == ("مديريه", *theirs)
        or ours[:2] + ours[2:] == theirs
        or (ours[:1] == ("مديريه",) and theirs[:1] == ("صحه",) and theirs[-1] in ours[-1])
    )

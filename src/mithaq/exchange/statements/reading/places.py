"""Places of a passage, one for each, linked to the register by what stands around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mithaq.engine.text import words
from mithaq.exchange.statements.reading.findings import (
    Confidence,
    Facility,
    Finding,
    Organisation,
    Person,
    Place,
)
from mithaq.exchange.statements.reading.known import KnownPlace
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.linking import Link, link_place, places_by_words
from mithaq.exchange.statements.reading.passages import Passage, Span
from mithaq.exchange.statements.reading.place_names import Mention, find_mentions
from mithaq.exchange.statements.reading.vocabularies import Scan

_HIGH: Final = frozenset({"country", "governorate", "district", "subdistrict"})


@dataclass
class _Site:
    """The mentions of one place; `speaking` is the first of those that speak for themselves."""

    mentions: list[Mention] = field(default_factory=list)
    speaking: Mention | None = None

    @property
    def first(self) -> Mention:
        return self.speaking or self.mentions[0]


def find_places(
    scan: Scan,
    people: Sequence[Person],
    facilities: Sequence[Facility] = (),
    organisations: Sequence[Organisation] = (),
) -> tuple[Place, ...]:
    passage, lexicon = scan.passage, scan.lexicon
    found = find_mentions(
        scan,
        _tokens(passage, people),
        _tokens(passage, facilities),
        _tokens(passage, organisations),
    )
    mentions = [mention for mention in found if not _is_letterhead(scan, mention)]
    sure = [mention for mention in mentions if mention.is_apart and _is_sure(mention)]
    around = _around(sure)
    kept = [m for m in mentions if m.is_apart and (_is_sure(m) or _is_likely(m, around, lexicon))]
    sites = _sites(kept, mentions)
    return tuple(_finding(lexicon, site, around) for site in sites)


def _tokens(passage: Passage, findings: Iterable[Finding]) -> frozenset[int]:
    spans = (span for finding in findings for span in finding.spans)
    return frozenset(number for span in spans for number in passage.within(span))


def _is_letterhead(scan: Scan, mention: Mention) -> bool:
    """الجمهورية العربية السورية alone in the first line of a letter."""
    begin, end = scan.begins[mention.first], scan.ends[mention.first]
    is_country = any(named.kind == "country" for named in mention.options)
    return is_country and mention.first == begin and mention.last == end


def _is_sure(mention: Mention) -> bool:
    """Whether a mention needs nothing else in the text to speak for it."""
    kinds = {named.kind for named in mention.options}
    if kinds == {"abroad_region"}:
        return False
    if mention.is_headed:
        return True
    if not mention.is_plain:
        is_city = "abroad_town" in kinds and mention.name.startswith("ال")
        return mention.has_preposition and (
            is_city or bool(kinds & {"country", "abroad_country", "governorate"})
        )
    return bool(kinds & (_HIGH | {"town", "abroad_country", "abroad_town"}))


def _is_likely(mention: Mention, around: Mapping[str, int], lexicon: Lexicon) -> bool:
    """A common word or a village, with other places beside it, or with a preposition and its
    governorate or district in the text."""
    kinds = {named.kind for named in mention.options}
    if kinds == {"abroad_region"}:
        return False
    if mention.is_beside:
        return mention.is_plain or bool(kinds & (_HIGH | {"town", "abroad_country", "abroad_town"}))
    if not mention.has_preposition:
        return False
    if mention.is_plain or mention.last - mention.first > 1:
        return any(
            _lies_in(named.known, around, lexicon) or named.governorate in around
            for named in mention.options
        )
    has_rank = bool(kinds & (_HIGH | {"town"}))
    near = any(
        _lies_in(named.known, around, lexicon) or named.governorate in around
        for named in mention.options
    )
    return has_rank and near


def _lies_in(known: KnownPlace | None, around: Mapping[str, int], lexicon: Lexicon) -> bool:
    return known is not None and any(
        code in around for code in lexicon.known.above(known.code) if len(code) > len("SY")
    )


def _around(sure: Iterable[Mention]) -> dict[str, int]:
    """The codes that the text's clear places speak for: theirs and those that hold them."""
    found: dict[str, int] = {}
    for mention in sure:
        codes = {
            named.known.code for named in mention.options if named.known and named.kind in _HIGH
        }
        towns = {named.governorate for named in mention.options if named.governorate}
        top = {code[:4] for code in codes if len(code) >= len("SY01")}
        if len(top) == 1:
            for code in codes:
                found[code] = 2 if len(code) == len("SY01") else 1
        elif len(towns) == 1 and not codes:
            found.setdefault(towns.pop(), 1)
    return found


def _sites(kept: Sequence[Mention], mentions: Sequence[Mention]) -> list[_Site]:
    """One site for each name; also the mentions that needed evidence and have it elsewhere."""
    sites: dict[tuple[str, ...], _Site] = defaultdict(_Site)
    for mention in kept:
        site = sites[_key(mention)]
        site.mentions.append(mention)
        site.speaking = site.speaking or mention
    chosen = {id(mention) for mention in kept}
    for mention in mentions:
        key = _key(mention)
        if id(mention) not in chosen and key in sites and mention.is_apart:
            sites[key].mentions.append(mention)
    for site in sites.values():
        site.mentions.sort(key=lambda m: m.first)
    return sorted(sites.values(), key=lambda site: site.first.first)


def _key(mention: Mention) -> tuple[str, ...]:
    for named in mention.options:
        if named.kind == "country" and named.known is not None:
            return (named.known.code,)
    name = words(mention.name)
    return name[1:] if mention.head == "quarter" and len(name) > 1 and name[0] == "حي" else name


def _finding(lexicon: Lexicon, site: _Site, around: Mapping[str, int]) -> Place:
    fullest = site.first
    told = [fullest, *(mention for mention in site.mentions if mention is not fullest)]
    spans: tuple[Span, ...] = tuple(dict.fromkeys(mention.span for mention in told))
    link = _link(lexicon, site, around)
    is_sure = any(_is_sure(m) and m.is_plain and m.options for m in site.mentions)
    headed = any(mention.is_headed for mention in site.mentions)
    confidence = Confidence.CERTAIN if is_sure else Confidence.LIKELY
    reason = "headed_place" if headed else "known_place" if is_sure else "place_by_context"
    if link.code is None and len(link.candidates) > 1:
        confidence = Confidence.LIKELY
    return Place(
        spans=spans,
        reason=reason,
        confidence=confidence,
        name=fullest.name,
        code=link.code,
        candidates=link.candidates,
    )


def _link(lexicon: Lexicon, site: _Site, around: Mapping[str, int]) -> Link:
    options = [named.known for mention in site.mentions for named in mention.options if named.known]
    abroad = any(n.kind.startswith("abroad") for m in site.mentions for n in m.options)
    governorates = {n.governorate for m in site.mentions for n in m.options if n.governorate}
    name = site.first.name
    if not options and not abroad:
        key = words(name)
        options = list(places_by_words(lexicon).get(key, ()))
        if governorates:
            known = lexicon.known
            options = [p for p in options if governorates & {p.code, *known.above(p.code)}]
    if not options or (abroad and not any(p.level in _HIGH for p in options)):
        return Link()
    context = dict(around)
    own = {place.code for place in options}
    for code in governorates if len(governorates) == 1 else ():
        context.setdefault(code, 1)
    context = {code: weight for code, weight in context.items() if code not in own}
    level = next((m.level for m in site.mentions if m.level), "")
    return link_place(lexicon.known, options, level=level, around=context)

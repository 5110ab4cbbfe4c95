"""Facilities of a passage: one for each that is named, however often and in how many ways.

`المركز الصحي في القصير بحمص` and later `المركز الصحي في حمص` are one; so are `مستشفى النور للأطفال`
and `مستشفى النور`. `المشفى` alone is a further mention of the last one of its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from mithaq.engine.text import words
from mithaq.exchange.statements.reading.facility_mentions import Mention
from mithaq.exchange.statements.reading.facility_names import find_mentions
from mithaq.exchange.statements.reading.findings import Confidence, Facility
from mithaq.exchange.statements.reading.known import KnownFacility
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage
from mithaq.exchange.statements.reading.word_lists import listed

# Kinds of centre that one text may call by each other's word: a general word, and a more exact one.
_CENTRES: Final = listed(
    "primary_care_centre specialised_centre dialysis_centre oncology_centre",
    "physiotherapy_centre prosthetics_centre mental_health_centre border_health_centre",
)
_GENERAL_HEADS: Final = frozenset({"centre", "centres"})
_POINTS: Final = listed("health_point health_points health_points_named point points")
# Places that are wider than one facility's own.
_WIDE: Final = listed("ريف قرى منطقة بلدات أرياف")
_WEAK: Final = frozenset({"جديد", "حديث", "حالي"})
# How many earlier facilities of the same word a mention is compared with: enough for any statement.
_MOST_COMPARED: Final = 12


@dataclass(eq=False)
class _Group:
    """The mentions of one facility; the words of all of them."""

    mentions: list[Mention]
    proper: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.proper.update(mention.proper)
        self.kinds.update(mention.kinds)
        self.places.update(mention.places)

    @property
    def fullest(self) -> Mention:
        """The mention that tells most, the first of several."""
        return max(self.mentions, key=_told)


def find_facilities(passage: Passage, lexicon: Lexicon) -> tuple[Facility, ...]:
    """Facilities in the order of their first mention; what happens to them is not said yet."""
    groups = _grouped(find_mentions(passage, lexicon))
    return tuple(_facility(group, lexicon) for group in groups)


def _told(mention: Mention) -> tuple[bool, bool, bool, int, int, int]:
    """How much a mention tells: an exact kind before a general one, a definite name before one
    that is only described, then the number of its words."""
    is_exact = mention.head not in _GENERAL_HEADS
    named = len(mention.proper) + len(mention.places)
    is_accusative = mention.is_accusative
    kinds = len(set(mention.kinds) - _WEAK) - len(set(mention.kinds) & _WEAK)
    return not mention.is_later, is_exact, not is_accusative, named, kinds, len(mention.name)


def _grouped(mentions: Iterable[Mention]) -> list[_Group]:
    groups: list[_Group] = []
    by_word: defaultdict[str, list[_Group]] = defaultdict(list)
    by_type: dict[str, _Group] = {}
    for mention in mentions:
        group = by_type.get(_family(mention)) if mention.is_later else _same(mention, by_word)
        if group is None and mention.is_later:
            continue
        if group is None:
            group = _Group([])
            groups.append(group)
        group.add(mention)
        by_type[_family(mention)] = group
        for word in {*mention.proper, *mention.places, *mention.kinds}:
            if group not in by_word[word][-_MOST_COMPARED:]:
                by_word[word].append(group)
    return groups


def _family(mention: Mention) -> str:
    return "centre" if mention.type in _CENTRES else mention.type


def _same(mention: Mention, by_word: Mapping[str, Sequence[_Group]]) -> _Group | None:
    """The facility that a mention names again."""
    telling = (*mention.proper, *mention.places)
    if mention.type == "hospital" or not telling:
        telling = (*telling, *mention.kinds)
    for word in dict.fromkeys(telling):
        for group in by_word.get(word, ())[-_MOST_COMPARED:]:
            if _is_of_kind(mention, group) and _agrees(mention, group):
                return group
    return None


def _is_of_kind(mention: Mention, group: _Group) -> bool:
    other = group.mentions[0]
    if (mention.head in _POINTS) != (other.head in _POINTS):
        return False
    if mention.type == other.type:
        return True
    is_general = mention.head in _GENERAL_HEADS or other.head in _GENERAL_HEADS
    return is_general and _family(mention) == _family(other)


def _agrees(mention: Mention, group: _Group) -> bool:
    """Whether two ways of naming may be one's: names agree, or a name and a place do."""
    proper, places = set(mention.proper), set(mention.places)
    if not (proper or places) and mention.kinds:
        return set(mention.kinds) <= group.kinds
    if not (group.proper or group.places) and group.kinds and mention.type == "hospital":
        return group.kinds <= set(mention.kinds)
    if proper and group.proper:
        return proper <= group.proper or group.proper <= proper
    if proper or group.proper:
        kinds = set(mention.kinds) | group.kinds
        return _names_place(proper | group.proper, places | group.places, kinds)
    if places and group.places:
        return places <= group.places or group.places <= places
    if places or group.places:
        return bool(set(mention.kinds) & group.kinds) and group.mentions[0].type == "hospital"
    return set(mention.kinds) == group.kinds


def _names_place(named: set[str], places: set[str], kinds: set[str]) -> bool:
    """`مركز سقبا` is `المركز الصحي في سقبا`; `مركز دوما التخصصي` is not `المركز الصحي في دوما`."""
    return bool(places) and named <= places and "تخصصي" not in kinds


def _facility(group: _Group, lexicon: Lexicon) -> Facility:
    full = group.fullest
    others = sorted({m.span for m in group.mentions} - {full.span})
    place = full.place or next((m.place for m in group.mentions if m.place), "")
    found = _known_facilities(lexicon).get(words(full.name), ())
    fitting = _fitting(found, place, lexicon)
    is_new_type = full.head in _GENERAL_HEADS
    return Facility(
        spans=(full.span, *others),
        reason="facility_named" if full.proper else "facility_located",
        confidence=_confidence(group, is_linked=len(fitting) == 1),
        name=full.name,
        type="" if is_new_type and not full.kinds else full.type,
        place=place,
        code=fitting[0].code if len(fitting) == 1 else None,
        candidates=tuple(facility.code for facility in fitting) if len(fitting) > 1 else (),
    )


def _confidence(group: _Group, *, is_linked: bool) -> Confidence:
    full = group.fullest
    if is_linked:
        return Confidence.CERTAIN
    if not full.is_sure or full.head in _GENERAL_HEADS:
        return Confidence.LIKELY if len(group.mentions) > 1 or full.kinds else Confidence.DOUBTFUL
    if _is_loosely_located(full):
        return Confidence.LIKELY
    is_plain = bool(full.type) and (bool(full.places) or _is_plainly_named(full))
    return Confidence.CERTAIN if is_plain and not full.head.endswith("s") else Confidence.LIKELY


def _is_loosely_located(mention: Mention) -> bool:
    """`عيادة متنقلة في ريف درعا`, `مشفى في الغوطة`, `المشفى الوطني`: which one is not said."""
    if mention.proper:
        return False
    if mention.type == "hospital" and not (mention.places and mention.kinds):
        return True
    inner = mention.name.split()
    return mention.type == "mobile_clinic" or any(word in _WIDE for word in inner)


def _is_plainly_named(mention: Mention) -> bool:
    """A hospital whose name ends where a place does not follow at once: `مشفى السلام في نوى` is
    named by some with its place, by others without."""
    return mention.type == "hospital" and not mention.is_followed


@lru_cache(maxsize=8)
def _known_facilities(lexicon: Lexicon) -> Mapping[tuple[str, ...], tuple[KnownFacility, ...]]:
    found: defaultdict[tuple[str, ...], list[KnownFacility]] = defaultdict(list)
    for facility in lexicon.known.facilities:
        for name in facility.names:
            if facility not in found[words(name)]:
                found[words(name)].append(facility)
    return {name: tuple(facilities) for name, facilities in found.items()}


def _fitting(
    found: Sequence[KnownFacility], place: str, lexicon: Lexicon
) -> tuple[KnownFacility, ...]:
    """Of facilities of one name, those in the place that the text names, where any lies there."""
    if len(found) < 2 or not place:
        return tuple(found)
    there = tuple(facility for facility in found if _lies_in(facility, words(place), lexicon))
    return there or tuple(found)


def _lies_in(facility: KnownFacility, place: tuple[str, ...], lexicon: Lexicon) -> bool:
    holding = (facility.place, *lexicon.known.above(facility.place))
    known = lexicon.known.place_by_code
    return any(
        words(name) == place for code in holding if code in known for name in known[code].names
    )

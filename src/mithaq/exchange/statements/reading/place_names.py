"""Names of places in a passage, mention by mention, with what speaks for each of them.

A name of one word that is also another word, and any village of the register, needs evidence: a
head (مدينة، قرية، حي) or a preposition before it, other places beside it. After a head a name that
nothing knows is one, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.noun_phrases import written
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.place_words import (
    COUNTRY_ADJECTIVES,
    GENERAL,
    GROUPS,
    KNOWN_ONLY,
    LONG_ENOUGH,
    MOST_LISTED,
    NAMED_AFTER,
    NAMED_BY_NOUNS,
    NAMED_SO,
    PLURAL,
    PREPOSITIONS,
    RANKED,
    SIDES,
    STARTERS,
    TANWIN,
)
from mithaq.exchange.statements.reading.vocabularies import Lead, Named, Scan, Word
from mithaq.exchange.statements.reading.word_shapes import looks_like_verb


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a place: tokens `first` up to `last`. `options` are what the lists know by
    this name, none for a name after a head that nothing knows. `level` is what the head says.
    `is_apart`: it stands by itself, not within the name of a facility, street or the like."""

    first: int
    last: int
    span: Span
    name: str
    options: tuple[Named, ...] = ()
    level: str = ""
    head: str = ""
    has_preposition: bool = False
    is_beside: bool = False
    is_apart: bool = True
    is_plain: bool = True

    @property
    def is_headed(self) -> bool:
        return bool(self.head)


def find_mentions(
    scan: Scan, taken: frozenset[int], facilities: frozenset[int], bodies: frozenset[int]
) -> list[Mention]:
    """Every naming of a place, from left to right; tokens of `taken` belong to people, those of
    `facilities` and `bodies` to their names."""
    found: list[Mention] = []
    number = 0
    while number < len(scan):
        if number in taken or not scan.words[number].leads & Lead.ANY_PLACE:
            number += 1
            continue
        headed = list(_headed(scan, number, taken))
        if headed:
            found += headed
            number = max(headed[-1].last, number + 1)
            continue
        bare = _bare(scan, number)
        if bare is not None and not any(at in taken for at in range(bare.first, bare.last)):
            if bare.first in facilities and not (bare.has_preposition or _is_of_group(scan, bare)):
                bare = replace(bare, is_apart=False)
            elif bare.first in bodies and bare.options[0].kind == "country":
                bare = replace(bare, has_preposition=True)
            found.append(bare)
            number = bare.last
            continue
        number += 1
    return _beside(scan, found)


def _headed(scan: Scan, number: int, taken: frozenset[int]) -> Iterator[Mention]:
    """The names after a head: مدن الباب وجرابلس وعفرين, حي الورشة."""
    head = scan.place_head(number)
    whole = scan.place(number)
    if head is None or head.is_definite or (whole and whole.last > head.last):
        return
    code, level = head.value.code, head.value.trait("level")
    at = head.last
    is_plural = normalised(head.span.of(scan.passage.text)) in PLURAL
    at += scan.text(at) in (":", "(") if is_plural else 0
    for count in range(MOST_LISTED):
        if at >= len(scan) or at >= scan.ends[number] or at in taken:
            return
        mention = _after_head(scan, at, head, code, level, is_first=count == 0)
        if mention is None:
            return
        yield mention
        following = _next_listed(scan, mention.last, is_plural=is_plural)
        if following == 0:
            return
        at = following


def _after_head(
    scan: Scan, at: int, head: Match[Term], code: str, level: str, *, is_first: bool
) -> Mention | None:
    at += scan.text(at) in QUOTES
    if at >= len(scan) or not scan.is_word(at):
        return None
    inner, whole = scan.place_head(at), scan.place(at)
    if inner is not None and whole is not None and whole.last > inner.last:
        inner = None
    if inner is not None and not inner.is_definite and scan.place(inner.last):
        at = inner.last
    match = scan.place(at)
    clitics_fit = match is not None and (
        match.clitics == "" if is_first else match.clitics in ("", "و")
    )
    if match is not None and clitics_fit and is_first and _is_country_adjective(scan, at, head):
        return None
    if match is not None and clitics_fit:
        return _known(scan, match, head if is_first else None, code, level)
    if not is_first:
        return _listed_unknown(scan, at, code, level)
    if code in KNOWN_ONLY:
        return None
    last = _unknown_last(scan, at, is_named=code in NAMED_BY_NOUNS)
    if last == 0:
        return None
    is_one = scan.form(head.first).endswith(("حي", "ضاحيه", "مخيم"))
    first = head.first if is_one else at
    start = head.span.start if first == head.first else scan.passage.tokens[at].start
    span = Span(start, scan.passage.tokens[last - 1].end)
    return Mention(first, last, span, written(scan, first, last, start), (), level, code)


def _is_country_adjective(scan: Scan, at: int, head: Match[Term]) -> bool:
    """محافظات سورية, مدينة تركية: Syrian, Turkish."""
    return scan.form(at) in COUNTRY_ADJECTIVES and head.value.code not in ("country", "camp")


def _listed_unknown(scan: Scan, at: int, code: str, level: str) -> Mention | None:
    if code in KNOWN_ONLY or not _may_be_listed(scan, at):
        return None
    token = scan.passage.tokens[at]
    start = token.start_after("و")
    span = Span(start, token.end)
    return Mention(at, at + 1, span, written(scan, at, at + 1, start), (), level, code)


def _known(
    scan: Scan, match: Match[Named], head: Match[Term] | None, code: str, level: str
) -> Mention:
    """A name of the lists after a head; a quarter keeps its head: حي الخالدية."""
    is_one = head is not None and scan.form(head.first).endswith(("حي", "مخيم"))
    keeps = is_one and code in ("quarter", "camp") and not _is_settlement(match)
    first = head.first if keeps and head is not None else match.first
    start = head.span.start if keeps and head is not None else match.span.start
    last = _with_side(scan, match.last) if keeps else match.last
    span = Span(start, scan.passage.tokens[last - 1].end)
    name = written(scan, first, last, start, is_definite=first == match.first and match.is_definite)
    return Mention(first, last, span, name, match.values, level, code)


def _is_settlement(match: Match[Named]) -> bool:
    return any(each.known is not None for each in match.values)


def _with_side(scan: Scan, last: int) -> int:
    is_side = last < len(scan) and last < scan.ends[last - 1] and scan.form(last) in SIDES
    return last + 1 if is_side else last


def _unknown_last(scan: Scan, at: int, *, is_named: bool) -> int:
    """The end of a name that nothing knows: one word, two after تل, كفر and the like; 0: none."""
    word = scan.words[at]
    end = scan.ends[at]
    if word.form in STARTERS and at + 1 < end and scan.is_word(at + 1):
        following = scan.words[at + 1]
        if following.is_particle or following.is_verb:
            return 0
        is_double = following.form in STARTERS and at + 2 < end and scan.is_word(at + 2)
        return _with_side(scan, at + 2 + is_double)
    if word.is_latin or word.is_particle or word.is_verb:
        return 0
    by_noun = is_named and word.is_definite and not word.is_adjective and word.rest not in GENERAL
    if not by_noun and _describes(scan, word):
        return 0
    return _with_side(scan, at + 1)


def _describes(scan: Scan, word: Word) -> bool:
    """Whether a word after مدينة, منطقة says which kind it is and not which one."""
    if word.clitic or len(word.form) < 3:
        return True
    kind = scan.vocabulary.common.get(word.form) or scan.vocabulary.common.get(word.rest)
    if kind and not word.is_given:
        return True
    return not word.is_definite and word.form.endswith(("يه", "ات", "ين"))


def _next_listed(scan: Scan, last: int, *, is_plural: bool) -> int:
    """Where the next name of a list begins: after a comma, or with و; 0: the list ends."""
    if last >= len(scan) or last >= scan.ends[last - 1]:
        return 0
    if scan.text(last) in ("،", ",", "/", "-", "–"):
        following = scan.place(last + 1) if last + 1 < scan.ends[last] else None
        return last + 1 if following is not None and following.clitics in ("", "و") else 0
    if scan.form(last) == "و":
        return last + 1 if scan.place(last + 1) else 0
    match = scan.place(last)
    if match is not None and match.clitics == "و" and (is_plural or _is_clear(match)):
        return last
    return last if is_plural and _may_be_listed(scan, last) else 0


def _may_be_listed(scan: Scan, at: int) -> bool:
    """ومبروكة after قرى: a name that nothing knows, with و."""
    word = scan.words[at]
    if not word.form.startswith("و") or word.is_common or word.is_given or len(word.form) < 5:
        return False
    rest = word.form[1:].removeprefix("ال")
    return not (
        (word.clitic and word.inner != rest and not word.inner_definite)
        or rest in scan.vocabulary.common or rest in scan.vocabulary.given
        or rest in scan.vocabulary.heads or looks_like_verb(word.form[1:])
    )  # fmt: skip


def _is_clear(match: Match[Named]) -> bool:
    return any(each.kind in ("governorate", "town", "abroad_town") for each in match.values)


def _bare(scan: Scan, number: int) -> Mention | None:
    """A name of the lists without a head."""
    match = scan.place(number)
    if match is None or (len(match.clitics) > 1 and match.clitics[0] != "و"):
        return None
    if match.last == number + 1 and scan.role(number):
        return None
    text = scan.passage.tokens[match.last - 1].text
    if scan.words[number].is_common and _is_described(scan, match.last):
        return None
    if match.clitics and match.last - match.first == 1 and scan.words[number].is_common:
        return None
    if text.endswith(TANWIN) or match.clitics in ("ف", "ك", "س"):
        return None
    name = written(scan, match.first, match.last, match.span.start, is_definite=match.is_definite)
    before = scan.form(number - 1) if number > scan.begins[number] else ""
    has_preposition = bool(match.clitics and match.clitics[-1] in "بل") or (
        before in PREPOSITIONS and not match.clitics
    )
    return Mention(
        match.first, match.last, match.span, name, match.values,
        has_preposition=has_preposition,
        is_apart=has_preposition or not _is_within_name(scan, match),
        is_plain=_is_plain(scan, match),
    )  # fmt: skip


def _is_described(scan: Scan, last: int) -> bool:
    """الطبقة | العاملة: a common noun with its adjective."""
    if last >= scan.ends[last - 1] or not scan.is_word(last):
        return False
    word = scan.words[last]
    return word.is_adjective and word.form not in SIDES


def _is_plain(scan: Scan, match: Match[Named]) -> bool:
    """Whether the words of a name mean nothing else."""
    stem = normalised(match.span.of(scan.passage.text))
    if match.is_definite and not stem.startswith("ال"):
        stem = "ال" + stem.removeprefix("ل")
    rest = stem[2:] if stem.startswith("ال") else stem
    vocabulary = scan.vocabulary
    if match.last - match.first > 1:
        inner = scan.words[match.first : match.last]
        kinds = {named.kind for named in match.values}
        if kinds & {"abroad_town", "abroad_country", "governorate", "district"}:
            return True
        return not (inner[0].is_given or all(word.is_common or word.is_adjective for word in inner))
    if stem in COUNTRY_ADJECTIVES:
        return _stands_alone(scan, match)
    is_village = not any(named.kind in RANKED for named in match.values)
    if match.clitics and len(stem) < LONG_ENOUGH and is_village:
        return False
    return not (
        stem in vocabulary.given or stem in vocabulary.common or rest in vocabulary.common
        or len(stem) < 3 or rest in vocabulary.given
    )  # fmt: skip


def _stands_alone(scan: Scan, match: Match[Named]) -> bool:
    """Whether سورية is the country: no noun stands before that it may describe."""
    number = match.first
    following = scan.words[match.last] if match.last < scan.ends[number] else None
    if following is not None and following.form.endswith("يه") and not following.is_particle:
        return False
    if number <= scan.begins[number] or not scan.is_word(number - 1) or match.clitics:
        return True
    before = scan.words[number - 1]
    return before.is_particle or before.is_definite or before.is_verb


def _is_within_name(scan: Scan, match: Match[Named]) -> bool:
    """Whether the name stands in another's: فندق الشام, مشفى جاسم, محمد القصير."""
    number = match.first
    if number <= scan.begins[number] or match.clitics:
        return False
    before = scan.words[number - 1]
    is_high = any(each.kind in RANKED for each in match.values)
    if not is_high and (before.form in NAMED_SO or before.inner in NAMED_SO):
        return True
    if before.form in NAMED_AFTER or (before.clitic and before.inner in NAMED_AFTER):
        return True
    if before.is_sure_given and not any(each.kind == "governorate" for each in match.values):
        return True
    if before.form in GROUPS or before.inner in GROUPS:
        return not is_high
    facility = scan.facility(number - 1)
    return facility is not None and facility.last == number and not before.is_definite


def _beside(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Marks mentions that stand in a list with other places; a list within a facility's name
    (مشافي نوى وجاسم) stays within it."""
    marked: list[Mention] = []
    for place, mention in enumerate(found):
        before = marked[-1] if marked else None
        is_next = before is not None and _is_linked(scan, before, mention)
        after = found[place + 1] if place + 1 < len(found) else None
        is_before = after is not None and _is_linked(scan, mention, after)
        apart = mention.is_apart
        if is_next and before is not None and not before.is_apart and not mention.is_headed:
            apart = mention.has_preposition or False
        listed = (is_next and before is not None and (before.is_plain or before.is_headed)) or (
            is_before and after is not None and (after.is_plain or after.is_headed)
        )
        marked.append(_with(mention, is_beside=listed, is_apart=apart))
    return marked


def _is_linked(scan: Scan, before: Mention, after: Mention) -> bool:
    """Whether two names are of one list: A وB, A، B."""
    gap = range(before.last, after.first)
    if len(gap) > 1 or scan.begins[before.first] != scan.begins[after.first]:
        return False
    joined = (
        scan.form(after.first).startswith("و")
        and after.span.start > scan.passage.tokens[after.first].start
    )
    if len(gap) == 0:
        return joined
    return scan.text(before.last) in ("،", ",", "/") or scan.form(before.last) == "و"


def _is_of_group(scan: Scan, mention: Mention) -> bool:
    """مشافي حمص وطرطوس: governorates whose hospitals are meant, or the second of them."""
    before = scan.words[mention.first - 1] if mention.first > scan.begins[mention.first] else None
    is_governorate = any(named.kind == "governorate" for named in mention.options)
    if before is None or not is_governorate:
        return False
    joined = scan.form(mention.first).startswith("و")
    return before.form in GROUPS or before.inner in GROUPS or joined


def _with(mention: Mention, *, is_beside: bool, is_apart: bool) -> Mention:
    return replace(mention, is_beside=is_beside, is_apart=is_apart)

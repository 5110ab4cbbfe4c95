"""How far a person's name goes: first name, names of father and grandfather, surname.

A name has two to five parts; عبد الرحمن, أبو شرخ, نور الدين, حاج رحمون are one each. A surname with
article closes it; so does any word that is a verb, a particle or a common noun.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.noun_phrases import TIMES
from mithaq.exchange.statements.reading.vocabularies import Scan, Word
from mithaq.exchange.statements.reading.word_shapes import (
    is_activity,
    is_adjective,
    looks_like_verb,
)

_STARTERS: Final = frozenset(
    normalised(
        "عبد أبو أبا أبي أم بن ابن آل حاج الحاج شيخ الشيخ السيد سيد دي فون فان بني بو"
    ).split()
)
_JOINED: Final = frozenset(
    normalised("الدين الله الإسلام العابدين الحق الرحمن المسيح النصر").split()
)
_TANWIN: Final = ("ً", "اً", "ًا", "ٌ", "ٍ")
_PLURALS: Final = ("ات", "ين", "ون")
_MOST_PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `first` up to `last`; `parts` names, of which `given` are known given names.
    `is_bounded`: a mark, a verb or the end follows. `width`: the tokens of the first part."""

    first: int
    last: int
    parts: int
    is_given: bool
    is_bounded: bool
    start: int
    width: int = 1


def read_name(
    scan: Scan, number: int, *, is_announced: bool, is_titled: bool = False
) -> Name | None:
    """The name that begins at a token, after clitics. `is_announced`: a role or title says that a
    name comes, so that a word that is nothing else may be one; `is_titled`: also one that only
    looks like a verb (تيتوس)."""
    if not scan.is_word(number):
        return None
    end = scan.ends[number]
    at, parts, closed, width = number, 0, False, 0
    first = scan.words[number]
    clitic = _clitic_of(first)
    if first.is_latin:
        return _latin(scan, number, is_announced=is_announced)
    while at < end and parts < _MOST_PARTS and not closed:
        step = _part(scan, at, parts, end, is_announced=is_announced)
        if not step and not parts and is_titled and _looks_only(first):
            step = 1
        if not step:
            break
        width = width or step
        closed = parts > 0 and scan.words[at].is_definite and step == 1
        if closed and _goes_on(scan, at + 1, end):
            closed = False
        at += step
        parts += 1
    if parts == 0:
        return None
    start = scan.passage.tokens[number].start_after(clitic)
    is_given = first.is_given or bool(clitic) or first.form in _STARTERS
    return Name(number, at, parts, is_given, _is_boundary(scan, at), start, width)


def _looks_only(word: Word) -> bool:
    """Whether a word has a verb's form and is none that is known."""
    return word.is_verb and not (word.is_common or word.is_definite or word.clitic)


def _goes_on(scan: Scan, at: int, end: int) -> bool:
    """A second surname with article, before a clear end: عصام الأمين الحلاق."""
    if at >= end or not scan.is_word(at):
        return False
    word = scan.words[at]
    is_other = word.is_common or word.form in TIMES or _begins_other(scan, at)
    is_surname = word.is_definite and (word.rest in scan.vocabulary.given or not is_other)
    is_plural = word.rest.endswith(_PLURALS) and word.rest not in scan.vocabulary.given
    return is_surname and not is_plural and _is_boundary(scan, at + 1)


def _clitic_of(first: Word) -> str:
    """The clitics before a given name: وصلاح, لمحمد."""
    if first.is_given or not first.clitic or first.inner_definite:
        return ""
    return first.clitic


def _latin(scan: Scan, number: int, *, is_announced: bool) -> Name | None:
    last = number
    while last < scan.ends[number] and scan.words[last].is_latin and scan.text(last)[0].isupper():
        last += 1
    if not is_announced or last - number < 2:
        return None
    return Name(number, last, last - number, False, True, scan.passage.tokens[number].start)


def _part(scan: Scan, at: int, parts: int, end: int, *, is_announced: bool) -> int:
    """How many tokens the part that begins here has, 0 where none does."""
    if not scan.is_word(at):
        return 0
    word = scan.words[at]
    is_title = parts == 0 and word.is_definite
    if word.form in _STARTERS and not is_title and at + 1 < end and _follows_starter(scan, at + 1):
        return 2 + (at + 2 < end and scan.form(at + 2) in _JOINED and word.form in ("بن", "ابن"))
    if parts and _is_article_apart(scan, at):
        return 2
    if not _may_be_part(scan, at, parts, is_announced=is_announced):
        return 0
    return 2 if at + 1 < end and scan.form(at + 1) in _JOINED else 1


def _follows_starter(scan: Scan, at: int) -> bool:
    word = scan.words[at]
    return scan.is_word(at) and not (word.is_particle or word.is_verb) and not word.is_latin


def _is_article_apart(scan: Scan, at: int) -> bool:
    return scan.form(at) == "ال" and scan.is_word(at + 1)


def _may_be_part(scan: Scan, at: int, parts: int, *, is_announced: bool) -> bool:
    word = scan.words[at]
    if word.is_latin or len(word.form) < 2:
        return False
    if scan.text(at).endswith(_TANWIN):
        return False
    is_bare = parts > 0 or not is_announced
    if parts and not word.is_given and (_is_told_of(scan, at) or _are_many(word)):
        return False
    if is_bare and word.form.endswith("ها") and not word.is_given and scan.text(at).endswith("ها"):
        return False
    if parts == 0:
        return _may_be_first(word, is_announced=is_announced)
    is_last = word.is_given and _is_boundary(scan, at + 1)
    if (word.is_particle or word.form in TIMES) and not is_last:
        return False
    if word.is_definite and word.form in _STARTERS and _is_boundary(scan, at + 1):
        return True
    if word.is_sure_given or (word.is_definite and word.rest in scan.vocabulary.given):
        return True
    joins = not _is_boundary(scan, at + 1) or _joins_another(word.form[1:])
    if word.form.startswith("و") and joins and not word.is_given:
        return False
    place = scan.place(at)
    if place is not None and place.clitics and not word.is_given:
        return False
    is_verb = word.form.startswith("ي") and not (word.is_given or _is_boundary(scan, at + 1))
    if is_verb and not is_announced:
        return False
    if scan.vocabulary.common.get(word.form) == "verb":
        ends = _is_boundary(scan, at + 1) if word.is_given else is_announced and _is_mark(scan, at)
        return parts == 1 and ends
    if word.clitic:
        return _may_have_clitic(scan, at, parts)
    if _begins_other(scan, at) and not word.is_given:
        return False
    if word.is_common and not word.is_given:
        return _is_common_surname(scan, at, parts)
    if parts == 1:
        return word.is_given or scan.words[at - 1].is_given or not word.is_common
    return _may_be_later(scan, at, word)


def _is_told_of(scan: Scan, at: int) -> bool:
    """بعرضه, لزيارتها, قوله: a noun with a pronoun behind it."""
    text, form = scan.text(at), scan.form(at)
    if not text.endswith(("ه", "ها", "هم")) or len(text) < 4:
        return False
    base = form[:-1] if text.endswith("ه") else form[:-2]
    return text.startswith(("ب", "ل")) or base in scan.vocabulary.common


def _are_many(word: Word) -> bool:
    """القائمين, العاملون: people, and no surname."""
    return word.is_definite and word.rest.endswith(("ين", "ون")) and len(word.rest) > 5


def _joins_another(rest: str) -> bool:
    """وآخرون, ويجلس: what و adds is no surname."""
    return looks_like_verb(rest) or rest.endswith(("ون", "ين", "ات"))


def _may_be_first(word: Word, *, is_announced: bool) -> bool:
    if word.is_sure_given or (word.form in _STARTERS and not word.is_definite):
        return True
    if word.clitic and word.clitic[0] not in "كس" and not word.is_given:
        return word.inner_is_given and not word.inner_definite and word.clitic[-1] in "ولبف"
    if word.is_given:
        return is_announced or not (word.is_verb or word.is_particle)
    return is_announced and not (
        word.is_common or word.is_verb or word.is_definite or word.is_particle
    )


def _may_have_clitic(scan: Scan, at: int, parts: int) -> bool:
    """وهبة, بكور, لبابيدي may be surnames; وأكد, بتقديم, للمشفى are not."""
    word = scan.words[at]
    if word.inner_definite or word.is_given:
        return word.is_given
    if word.clitic in ("و", "ف", "وب", "ول", "س", "وس"):
        return False
    return parts == 1 and _is_boundary(scan, at + 1) and not word.inner_is_given


def _is_common_surname(scan: Scan, at: int, parts: int) -> bool:
    word = scan.words[at]
    is_noun = scan.vocabulary.common.get(word.form, "noun") == "noun"
    ends = _is_boundary(scan, at + 1) if word.is_definite else not scan.is_word(at + 1)
    return parts == 1 and is_noun and ends


def _may_be_later(scan: Scan, at: int, word: Word) -> bool:
    """A third or further part: after a given name, with article, or before a clear end."""
    if word.is_verb:
        return False
    if word.is_given:
        return _is_boundary(scan, at + 1) or not word.is_common
    before = scan.words[at - 1]
    if before.is_given or before.form in _STARTERS:
        return not word.form.endswith("يه") or _is_boundary(scan, at + 1)
    if word.is_definite:
        return _goes_on(scan, at, scan.ends[at])
    if at + 1 < scan.ends[at] and _is_number(scan, at + 1):
        return False
    if at + 1 >= scan.ends[at] or not scan.is_word(at + 1):
        return True
    return _is_boundary(scan, at + 1) and not (
        is_activity(word.form) or is_adjective(word.form) or word.form.endswith(_PLURALS)
    )


def _is_mark(scan: Scan, at: int) -> bool:
    """Whether a mark follows this token in its sentence."""
    return at + 1 < scan.ends[at] and not (scan.is_word(at + 1) or _is_number(scan, at + 1))


def _is_number(scan: Scan, at: int) -> bool:
    return scan.passage.tokens[at].is_number


def _begins_other(scan: Scan, at: int) -> bool:
    """Whether a role, body, title or head of a place begins here."""
    return bool(
        scan.role(at) or scan.body_head(at) or scan.honorific(at) or scan.place_head(at)
        or scan.facility(at)
    )  # fmt: skip


def _is_boundary(scan: Scan, at: int) -> bool:
    """Whether a mark, a verb, a particle or the sentence's end is here."""
    if at >= len(scan) or at >= scan.ends[at - 1]:
        return True
    if not scan.is_word(at):
        return True
    word = scan.words[at]
    if word.is_given and not word.is_common:
        return False
    return bool(
        word.is_particle or word.is_verb or scan.speech(at) or scan.role(at)
        or word.clitic.startswith(("و", "ف")) or word.clitic in ("ب", "ل") or word.form in TIMES
    )  # fmt: skip

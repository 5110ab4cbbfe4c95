"""Names of facilities in a passage: a head word with a name, a kind or a place that locates it.

`مشفى الرازي` is named, `مركز صحي بمنطقة قدسيا` located, `المشفى العمالي` told by its kind; `المركز`
alone speaks of one that was named before. What is only counted (80 منشأة) or a group (المشافي) is
none; `مشافي الزهراء وكرم اللوز` are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.facility_words import (
    FacilityWords,
    NameReader,
    facility_words,
    is_definite_word,
    plain,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, Span, Token
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.word_lists import listed

_IN: Final = "في"
_AND: Final = ("و", "،", ",")
_EACH_OF: Final = ("كل", "من")
_WEAK_KINDS: Final = listed("جديد جديده قديم حديث كبير صغير مركزي رييسي صحي طبي")
_ONE_OF_A_KIND: Final = ("school_of_health", "pharmacy")
_GENERAL: Final = frozenset({"centre", "centres"})
_CENTRES: Final = frozenset({"مراكز", "المراكز", "المركز", "مركز", "مركزي", "للمركز", "بالمركز"})
_OF_HEALTH: Final = listed(
    "صحي الصحي صحيه الصحيه صحيين طبيه الطبيه صحيا الصحه صحه مستشفي المستشفي",
)
_TENS: Final = listed("عشر ثلا ارب خمس ستي ستو سبع ثما تسع")
_UNCOUNTED: Final = listed("ميه الف الاف مييه عده بضعه عشرات ميات كل اي")
_WIDEST: Final = 60
_TAKE_ANY_NAME: Final = frozenset({"hospital", "centre", "health_centre"})
_WORDS_BEFORE: Final = 5
_LONGEST_WARD: Final = 8
_MOST_NAMED: Final = 40
_MOST_BEFORE_PLACES: Final = 10
_NUMBERS: Final = {
    stem + end: value
    for value, stem in enumerate(
        ["ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"], start=3
    )
    for end in ("", "ه")
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a facility. `proper`: the folded words of its own name, `kinds`: those that
    describe it, `places`: those of the places that locate it. Without any of them, `is_later`."""

    span: Span
    first: int
    last: int
    name: str
    type: str
    head: str
    proper: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place: str = ""
    is_later: bool = False
    is_sure: bool = True
    is_followed: bool = False


def find_mentions(passage: Passage, lexicon: Lexicon) -> Iterator[Mention]:
    """Every naming of a facility, in the order of the text."""
    known = facility_words(lexicon)
    is_health_text = _speaks_of_centres(passage)
    number = 0
    for match in known.heads.all(passage):
        if match.first < number:
            continue
        window, head = _window(passage, match)
        takes_any = match.last - match.first == 1 and match.value.code in _TAKE_ANY_NAME
        reader = NameReader(window, known, head.last, is_health_text, takes_any)
        found = tuple(_mentions_of(reader, head))
        offset = match.first - head.first
        yield from (
            replace(mention, first=mention.first + offset, last=mention.last + offset)
            for mention in found
        )
        holds_hospital = reader.in_hospital and match.value.code != "hospital"
        ends = () if holds_hospital else (mention.last + offset for mention in found)
        number = max([match.last, *ends])


def _window(passage: Passage, match: Match[Term]) -> tuple[Passage, Match[Term]]:
    """The words around a head within its sentence: a name is never longer."""
    sentence = passage.sentence_at(match.first)
    first = max(sentence.first, match.first - _WORDS_BEFORE)
    last = min(sentence.last, match.last + _WIDEST)
    window = Passage(passage.text, passage.tokens[first:last], ())
    return window, replace(match, first=match.first - first, last=match.last - first)


def _speaks_of_centres(passage: Passage) -> bool:
    """Whether a text is of health centres, so that مركز alone is one."""
    forms = {token.form for token in passage.tokens}
    return bool(forms & _CENTRES) and bool(forms & _OF_HEALTH)


def _mentions_of(reader: NameReader, match: Match[Term]) -> Iterator[Mention]:
    count = _counted(reader.passage, match)
    if match.value.trait("one"):
        yield from _distributed(reader, match, count)
    elif match.value.code == "ward":
        found = _ward(reader, match)
        if found is not None:
            yield found
    elif count is None:
        found = _single(reader, match)
        if found is not None:
            yield found


def _counted(passage: Passage, match: Match[Term]) -> int | None:
    """How many the text counts before a head, 0 where it is not a small number; else None."""
    if match.first == 0 or match.is_definite or match.clitics:
        return None
    before = passage.tokens[match.first - 1]
    if before.is_number:
        return int(before.form) if before.form.isascii() and before.form.isdigit() else 0
    if before.form.removeprefix("و") in _NUMBERS:
        return _NUMBERS[before.form.removeprefix("و")]
    is_tens = before.form.endswith(("ون", "ين")) and before.form[:3] in _TENS
    return 0 if is_tens or before.form in _UNCOUNTED else None


def _ward(reader: NameReader, match: Match[Term]) -> Mention | None:
    """A ward of a named hospital, where something happens to the ward itself."""
    before = reader.passage.tokens[: match.first]
    if not any(a.rest in reader.lexicon.events for token in before for a in token.analyses):
        return None
    for ahead in range(1, _LONGEST_WARD):
        token = reader.token(ahead)
        if token is None or not token.is_word:
            return None
        is_in = token.form == _IN
        if is_in or any(a.clitics == "ب" and a.rest == "مستشفي" for a in token.analyses):
            start, reader.at = reader.at, reader.at + ahead
            reader.kinds = [plain(each) for each in reader.passage.tokens[start : reader.at]]
            found = reader.read_locality() and reader.in_hospital
            return _mention(reader, match, reader.at) if found else None
    return None


def _single(reader: NameReader, match: Match[Term]) -> Mention | None:
    reader.read_kinds()
    if not reader.read_quoted() and not match.is_definite and not reader.kinds:
        reader.read_proper()
    reader.read_kinds()
    last = _read_whereabouts(reader, match)
    if "قديم" in reader.kinds and not reader.proper:
        return None
    is_told = bool(reader.proper or reader.places) or _is_definite_kind(reader, match)
    if is_told and match.value.code in _GENERAL and not _is_of_health(reader, match):
        return None
    if is_told:
        return _mention(reader, match, last)
    is_weak = all(kind in _WEAK_KINDS for kind in reader.kinds)
    return _mention(reader, match, match.last) if match.is_definite and is_weak else None


def _read_whereabouts(reader: NameReader, match: Match[Term]) -> int:
    """Where the name ends: a place that follows is part of it only where nothing else tells the
    facility from others of its kind."""
    last = reader.at
    named = bool(reader.proper)
    reader.in_hospital = match.value.code == "hospital"
    if match.value.code == "hospital" and not match.is_definite and last > match.last:
        named = named or is_definite_word(reader.passage.tokens[match.last])
    before = list(reader.places)
    if not reader.read_locality():
        return last
    if named:
        reader.places = before
        return last
    return reader.at


def _mention(reader: NameReader, match: Match[Term], last: int) -> Mention:
    span = Span(match.span.start, _end(reader.passage, last))
    is_later = last == match.last and match.value.code not in (*_ONE_OF_A_KIND, "blood_bank")
    return Mention(
        span=span,
        first=match.first,
        last=last,
        name=_name(reader.passage, match, last),
        type=match.value.trait("type"),
        head=match.value.code,
        proper=() if is_later else tuple(reader.proper),
        kinds=() if is_later else _kinds_of(reader, match),
        places=() if is_later else _telling(reader.places, reader.lexicon),
        place="" if is_later else reader.place,
        is_later=is_later,
        is_sure=reader.is_sure,
        is_followed=reader.at > last,
    )


def _kinds_of(reader: NameReader, match: Match[Term]) -> tuple[str, ...]:
    """What describes it; of one that is known by its head, the head's own words."""
    if match.value.code not in _ONE_OF_A_KIND:
        return tuple(reader.kinds)
    inner = reader.passage.tokens[match.first + 1 : match.last]
    return (*(plain(token).removeprefix("و") for token in inner), *reader.kinds)


def _is_definite_kind(reader: NameReader, match: Match[Term]) -> bool:
    """`المشفى العمالي`, `مشفى الأطفال`, `بنك الدم المركزي`: one that all know by its kind."""
    if match.value.code in ("clinics", "water_station"):
        return False
    if all(kind in _WEAK_KINDS for kind in reader.kinds):
        return _is_by_itself(reader, match)
    inner = reader.passage.tokens[match.last : reader.at]
    return match.is_definite or any(is_definite_word(token) for token in inner)


def _is_by_itself(reader: NameReader, match: Match[Term]) -> bool:
    """What a place has one of: the blood bank, a school of nursing, the workers' pharmacy."""
    code = match.value.code
    if code in _ONE_OF_A_KIND:
        inner = reader.passage.tokens[match.first + 1 : match.last]
        return match.is_definite or any(is_definite_word(token) for token in inner)
    return code == "blood_bank" and reader.at > match.last


def _is_of_health(reader: NameReader, match: Match[Term]) -> bool:
    """مركز alone may be of anything; beside a word of health, or in a text of health centres, it
    is one."""
    inner = reader.passage.tokens[match.last : reader.at + 1]
    health = reader.lexicon.part("health")
    if any(analysis.rest in health for token in inner for analysis in token.analyses):
        return True
    return reader.is_sure and bool(reader.place) and reader.is_health_text


def _distributed(reader: NameReader, match: Match[Term], count: int | None) -> Iterator[Mention]:
    """Each of several that are named at once."""
    reader.read_kinds()
    is_dual = normalised(match.span.of(reader.passage.text)).split()[0].endswith(("ين", "ان", "يي"))
    if is_dual or count:
        _go_to_places(reader)
    is_located = reader.stem() == _IN
    if is_located:
        reader.at += 3 if (reader.stem(1), reader.stem(2)) == _EACH_OF else 1
    items = list(_items(reader, is_located=is_located))
    if len(items) < 2 or (count is not None and count != len(items)):
        return
    if not (is_dual or count) and all(item.level == "governorate" for item in items):
        return
    reader.is_sure = all(item.is_sure for item in items)
    reader.place = items[0].place
    if match.value.code in _GENERAL and not _is_of_health(reader, match):
        return
    for item in items:
        yield _one_of(reader, match, item, is_located=is_located)


def _go_to_places(reader: NameReader) -> None:
    """Over what describes two centres to where they are: `مركزين وفق معايير حديثة في نوى وطفس`."""
    for ahead in range(_MOST_BEFORE_PLACES):
        token = reader.token(ahead)
        if token is None or not (token.is_word or token.text in QUOTES):
            return
        if token.form == _IN and reader.place_match(ahead + 1) is not None:
            reader.at += ahead
            return


@dataclass(frozen=True, slots=True)
class _Item:
    """One name of a list: its tokens' span and words, and the level of a known place."""

    span: Span
    last: int
    names: tuple[str, ...]
    level: str
    place: str
    is_sure: bool


def _items(reader: NameReader, *, is_located: bool) -> Iterator[_Item]:
    is_after_comma = False
    for _ in range(_MOST_NAMED):
        start = reader.token()
        if start is None:
            return
        reader.proper, reader.places, reader.place, reader.is_sure = [], [], "", True
        if is_located and reader.stem() in reader.lexicon.part("locality"):
            reader.at += 1
        level = reader.read_place(reader.proper)
        if not level and not (reader.read_quoted() or reader.read_proper()):
            return
        if is_after_comma and not level and not reader.is_sure:
            return
        if is_located and level:
            reader.read_locality()
        elif not is_located and _describes(reader.token()):
            reader.read_kinds()
        names = (*reader.proper, *reader.places)
        span = Span(start.start, _end(reader.passage, reader.at))
        yield _Item(span, reader.at, names, level or "unknown", reader.place, reader.is_sure)
        is_after_comma = _is_comma(reader.token())
        if not _read_and(reader):
            return


def _describes(token: Token | None) -> bool:
    """A definite adjective behind one name of a list: `القرداحة الوطني وتشرين الجامعي`."""
    return token is not None and is_definite_word(token) and not token.form.endswith("ين")


def _is_comma(token: Token | None) -> bool:
    return token is not None and token.text in ("،", ",")


def _read_and(reader: NameReader) -> bool:
    """Whether a list goes on: a comma or و, which is taken off the word that it is joined to."""
    token = reader.token()
    if token is not None and token.text in _AND:
        reader.at += 1
        token = reader.token()
        if token is None or not token.form.startswith("و"):
            return True
    if token is None or not token.is_word or not token.form.startswith("و") or len(token.form) < 3:
        return False
    start = token.start_after("و")
    rest = Token(start, token.end, token.text[start - token.start :], token.form[1:], token.kind)
    inner = reader.passage.tokens
    window = (*inner[: reader.at], rest, *inner[reader.at + 1 :])
    reader.passage = Passage(reader.passage.text, window, ())
    return True


def _one_of(reader: NameReader, match: Match[Term], item: _Item, *, is_located: bool) -> Mention:
    one = match.value.trait("one")
    text = reader.passage.text
    if "مستش" in match.span.of(text):
        one = one.replace("مشفى", "مستشفى")
    if is_located:
        article = "ال" if match.is_definite else ""
        one = " ".join(article + word for word in one.split()) + f" {_IN}"
    told = _telling(item.names, reader.lexicon)
    return Mention(
        span=item.span,
        first=match.first,
        last=item.last,
        name=f"{one} {_without_quotes(item.span.of(text))}",
        type=match.value.trait("type"),
        head=match.value.code,
        proper=() if is_located else told,
        places=told if is_located else (),
        place=item.place,
        is_sure=item.is_sure,
    )


def _telling(names: Sequence[str], known: FacilityWords) -> tuple[str, ...]:
    """The words that tell places apart: without مدينة، ريف and the like."""
    return tuple(name for name in names if name not in known.part("locality"))


def _end(passage: Passage, last: int) -> int:
    """Where the word before a token ends, a closing quotation mark left out."""
    number = last - 1
    while number > 0 and passage.tokens[number].text in QUOTES:
        number -= 1
    return passage.tokens[number].end


def _name(passage: Passage, match: Match[Term], last: int) -> str:
    written = _without_quotes(Span(match.span.start, _end(passage, last)).of(passage.text))
    if match.is_definite and match.clitics.endswith("ل") and written.startswith("ل"):
        return "ال" + written.removeprefix("ل")
    return written


def _without_quotes(written: str) -> str:
    return " ".join("".join(" " if c in QUOTES or c == "_" else c for c in written).split())

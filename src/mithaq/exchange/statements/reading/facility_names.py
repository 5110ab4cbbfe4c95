"""Names of facilities in a passage: a head word with a name, a kind or a place that locates it.

`مشفى الرازي` is named, `مركز صحي بمنطقة قدسيا` located, `المشفى العمالي` told by its kind; `المركز`
alone speaks of one that was named before. What is only counted (80 منشأة) or a group (المشافي) is
none; `مشافي الزهراء وكرم اللوز` are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mithaq.countries.languages import Term
from mithaq.exchange.statements.reading.facility_lists import read_list
from mithaq.exchange.statements.reading.facility_mentions import (
    Mention,
    name_of,
    span_of,
    telling,
)
from mithaq.exchange.statements.reading.facility_phrases import NameReader
from mithaq.exchange.statements.reading.facility_words import (
    FacilityWords,
    facility_words,
    is_accusative,
    is_among,
    is_definite_word,
    plain,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage
from mithaq.exchange.statements.reading.phrases import Match
from mithaq.exchange.statements.reading.word_lists import listed

_WEAK_KINDS: Final = listed("جديد جديده قديم حديث كبير صغير مركزي رييسي صحي طبي")
_ONE_OF_A_KIND: Final = ("school_of_health", "pharmacy")
# Heads of anything, not only of health.
_GENERAL: Final = listed("centre centres point points house institute plant")
_CENTRE_HEADS: Final = frozenset({"centre", "centres"})
_WARDS: Final = listed("ward wards units ward_of_children")
_NOT_BY_KIND: Final = listed(
    "clinics small_clinics water_station point house institute single_pharmacy"
)
_IN: Final = listed("في داخل ضمن")
_LONGEST_WARD: Final = 8
_LED: Final = listed(
    "رييس رييسه مدير مديره طبيب طبيبه اطبا ممرضات ممرضه مشرف مشرفه معاون معاونه نايب موظف",
    "موظفه عاملي عمال كادر كوادر اختصاصي مسوول مسووله رووسا",
)
_CENTRES: Final = frozenset({"مراكز", "المراكز", "المركز", "مركز", "مركزي", "للمركز", "بالمركز"})
_OF_HEALTH: Final = listed(
    "صحي الصحي صحيه الصحيه صحيين طبيه الطبيه صحيا الصحه صحه مستشفي المستشفي",
)
_TENS: Final = listed("عشر ثلا ارب خمس ستي ستو سبع ثما تسع")
_UNCOUNTED: Final = listed("ميه الف الاف مييه عده بضعه عشرات ميات كل اي")
_WIDEST: Final = 60
_TAKE_ANY_NAME: Final = frozenset({"hospital", "hospitals", "centre", "health_centre", "point"})
_WORDS_BEFORE: Final = 5
_YEARS: Final = range(1900, 2101)
_NUMBERS: Final = {
    stem + end: value
    for value, stem in enumerate(
        ["ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"], start=3
    )
    for end in ("", "ه")
}


def find_mentions(passage: Passage, lexicon: Lexicon) -> Iterator[Mention]:
    """Every naming of a facility, in the order of the text."""
    known = facility_words(lexicon)
    is_health_text = _speaks_of_centres(passage)
    number = held = 0
    for match in known.heads.all(passage):
        if match.first < number:
            continue
        window, head = _singular(known, *_window(passage, match))
        takes_any = match.last - match.first == 1 and match.value.code in _TAKE_ANY_NAME
        reader = NameReader(window, known, head.last, is_health_text, takes_any)
        found = tuple(_mentions_of(reader, head))
        offset = match.first - head.first
        is_host = match.first < held
        held = max([held, *(mention.last + offset for mention in found)])
        yield from (
            replace(
                mention,
                first=mention.first + offset,
                last=mention.last + offset,
                is_sure=mention.is_sure and not is_host,
            )
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


def _singular(
    known: FacilityWords, window: Passage, match: Match[Term]
) -> tuple[Passage, Match[Term]]:
    """`مركزاً` is one in the accusative, where `مركزا` may be two."""
    token = window.tokens[match.first]
    if not (match.value.trait("one") and is_accusative(token)):
        return window, match
    one = replace(token, text=token.text[:-2], form=token.form[:-1])
    tokens = (*window.tokens[: match.first], one, *window.tokens[match.first + 1 :])
    changed = Passage(window.text, tokens, ())
    found = known.heads.at(changed, match.first)
    return (changed, found) if found is not None else (window, match)


def _speaks_of_centres(passage: Passage) -> bool:
    """Whether a text is of health centres, so that مركز alone is one."""
    forms = {token.form for token in passage.tokens}
    return bool(forms & _CENTRES) and bool(forms & _OF_HEALTH)


def _mentions_of(reader: NameReader, match: Match[Term]) -> Iterator[Mention]:
    count = _counted(reader.passage, match)
    if match.value.trait("one"):
        yield from _several(reader, match, count)
        return
    read = _ward if match.value.code in _WARDS else _single
    reader.in_hospital = match.value.code in ("hospital", "clinics", "small_clinics")
    found = read(reader, match) if count is None else None
    if found is not None:
        yield found


def _several(reader: NameReader, match: Match[Term], count: int | None) -> Iterator[Mention]:
    start = replace(reader, proper=[], kinds=[], places=[])
    found = tuple(read_list(reader, match, count))
    if not found and match.value.code == "small_clinics" and count is None:
        yield from filter(None, (_single(start, match),))
        reader.at = start.at
        return
    is_held = all("مشفى" in mention.name for mention in found)
    if match.value.code in _WARDS and not is_held:
        return
    if match.value.code not in _GENERAL or is_held or _is_of_health(reader, match):
        yield from found


def _counted(passage: Passage, match: Match[Term]) -> int | None:
    """How many the text counts before a head, 0 where it is not a small number; else None."""
    if match.first == 0 or match.is_definite or match.clitics:
        return None
    before = passage.tokens[match.first - 1]
    if before.is_number:
        number = int(before.form) if before.form.isascii() and before.form.isdigit() else 0
        return None if number in _YEARS else number
    if before.form.removeprefix("و") in _NUMBERS:
        return _NUMBERS[before.form.removeprefix("و")]
    is_tens = before.form.endswith(("ون", "ين")) and before.form[:3] in _TENS
    return 0 if is_tens or before.form in _UNCOUNTED else None


def _ward(reader: NameReader, match: Match[Term]) -> Mention | None:
    """A ward of a named hospital; who leads one does not name it."""
    before = reader.passage.tokens[match.first - 1] if match.first else None
    if before is not None and any(a.rest in _LED for a in before.analyses):
        return None
    reader.read_kinds()
    if not reader.read_description():
        _go_to_host(reader)
    found = reader.read_locality() and reader.in_hospital
    return _mention(reader, match, reader.at) if found else None


def _go_to_host(reader: NameReader) -> None:
    """Over what else describes a ward: `وحدة دائمة لجراحة القلب عند الأطفال في مشفى الوليد`."""
    for ahead in range(_LONGEST_WARD):
        token = reader.token(ahead)
        if token is None or not token.is_word:
            return
        following = reader.token(ahead + 1)
        if token.form in _IN and following is not None and plain(following) == "مستشفي":
            reader.kinds += [reader.stem(number) for number in range(ahead)]
            reader.at += ahead
            return


def _single(reader: NameReader, match: Match[Term]) -> Mention | None:
    reader.read_kinds()
    if not reader.read_quoted() and not match.is_definite and not reader.kinds:
        reader.read_proper()
    reader.read_kinds()
    if not reader.proper and match.value.code != "hospital" and not reader.is_located():
        reader.read_description()
    last = _read_whereabouts(reader, match)
    if "قديم" in reader.kinds and not reader.proper and not reader.places:
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
    span = span_of(reader.passage, match, last)
    is_later = last == match.last and match.value.code not in (*_ONE_OF_A_KIND, "blood_bank")
    return Mention(
        span=span,
        first=match.first,
        last=last,
        name=name_of(reader.passage, match, last),
        type=match.value.trait("type"),
        head=match.value.code,
        proper=() if is_later else tuple(reader.proper),
        kinds=() if is_later else _kinds_of(reader, match),
        places=() if is_later else telling(reader.places, reader.lexicon),
        place="" if is_later else reader.place,
        is_later=is_later,
        is_sure=reader.is_sure,
        is_followed=reader.at > last,
        is_accusative=is_accusative(reader.passage.tokens[match.first]),
    )


def _kinds_of(reader: NameReader, match: Match[Term]) -> tuple[str, ...]:
    """What describes it; of one that is known by its head, the head's own words."""
    if match.value.code not in _ONE_OF_A_KIND:
        return tuple(reader.kinds)
    inner = reader.passage.tokens[match.first + 1 : match.last]
    return (*(plain(token).removeprefix("و") for token in inner), *reader.kinds)


def _is_definite_kind(reader: NameReader, match: Match[Term]) -> bool:
    """`المشفى العمالي`, `مشفى الأطفال`, `بنك الدم المركزي`: one that all know by its kind."""
    if match.value.code in _NOT_BY_KIND:
        return False
    if all(kind in _WEAK_KINDS for kind in reader.kinds):
        return _is_by_itself(reader, match)
    if match.is_definite:
        return True
    inner = reader.passage.tokens[match.last : reader.at]
    is_for = any(a.clitics == "ل" for token in inner[:2] for a in token.analyses)
    is_told = any(is_definite_word(token) for token in inner)
    return is_told and (not is_for or match.value.code == "hospital")


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
    if reader.in_hospital and match.value.code != "clinics":
        return True
    inner = reader.passage.tokens[match.last : reader.at + 1]
    health = reader.lexicon.part("health")
    if any(is_among(analysis.rest, health) for token in inner for analysis in token.analyses):
        return True
    is_centre = match.value.code in _CENTRE_HEADS
    return is_centre and reader.is_sure and bool(reader.place) and reader.is_health_text

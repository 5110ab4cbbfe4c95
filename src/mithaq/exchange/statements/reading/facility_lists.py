"""Facilities that are named several at once, each by a name of its own.

`مشافي شهبا وصلخد الوطنية` are مشفى شهبا الوطني and مشفى صلخد الوطني, `بنوك الدم في كل من الرقة
والحسكة` a bank in each, `وحدتي غسيل الكلى في مشفيي السعن وسلمية` a unit in each hospital.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.facility_mentions import (
    Mention,
    end_before,
    telling,
    without_quotes,
)
from mithaq.exchange.statements.reading.facility_phrases import NameReader
from mithaq.exchange.statements.reading.facility_words import (
    in_nominative,
    is_adjective,
    is_definite_word,
    plain,
)
from mithaq.exchange.statements.reading.passages import Passage, Span, Token, split
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.word_lists import listed

_IN: Final = "في"
_AND: Final = ("و", "،", ",")
_EACH_OF: Final = ("كل", "من")
_DUAL_ENDS: Final = ("ين", "ان", "يي", "تي")
# What is not said of each one of several: مركزين صحيين جديدين are two new ones.
_OF_ALL: Final = listed(
    "جديد جديده جديدين جديدتين صغير صغيره صغيرين صغيرتين صغيرتان حديث حديثه كبير كبيره متطور",
    "متطوره نموذجيه نموذجيين متطورين",
)
_HOSPITALS: Final = listed("مستشفيات مشاف مستشفيي مشفيي مشفيين مستشفيين")
_FEMININE: Final = "ه"
_MOST_NAMED: Final = 40
_MOST_BEFORE_PLACES: Final = 10


@dataclass(frozen=True, slots=True)
class _Item:
    """One name of a list: its tokens' span and words, and the level of a known place."""

    span: Span
    last: int
    names: tuple[str, ...]
    level: str
    place: str
    is_sure: bool
    is_described: bool = False


@dataclass(frozen=True)
class _Listed:
    """What all of a list share: the word for one, how each is located, what follows them all."""

    one: str
    is_located: bool
    within: str = ""
    shared: str = ""


def read_list(reader: NameReader, match: Match[Term], count: int | None) -> Iterator[Mention]:
    """Each of several; none where they are fewer than two or not as many as the text counts."""
    is_dual = normalised(match.span.of(reader.passage.text)).split()[0].endswith(_DUAL_ENDS)
    start = reader.at
    reader.read_kinds()
    if reader.stem() != _IN:
        reader.read_description()
    described = reader.passage.tokens[start : reader.at]
    is_definite = match.is_definite or any(is_definite_word(token) for token in described)
    if is_dual or count:
        _go_to_places(reader)
    is_located = reader.stem() == _IN
    reader.takes_any_name = reader.takes_any_name or (is_located and (is_dual or bool(count)))
    if match.is_definite and not is_located and reader.stem():
        return
    is_of_each = (reader.stem(1), reader.stem(2)) == _EACH_OF
    within = _go_in(reader) if is_located else ""
    items = list(_items(reader, is_located=is_located and not within))
    if len(items) < 2 or (count is not None and count != len(items)):
        return
    is_exact = is_definite and _is_exact(reader, match, described, is_of_each=is_of_each)
    if not (is_dual or count or is_exact) and all(i.level == "governorate" for i in items):
        return
    one = _one(match, described, reader.passage.text, is_located=is_located)
    shared = "" if is_located or items[-1].is_described else _shared(reader, one)
    reader.is_sure = all(item.is_sure for item in items)
    reader.place = items[0].place
    for item in items:
        yield _mention(reader, match, item, _Listed(one, is_located, within, shared))


def _is_exact(
    reader: NameReader, match: Match[Term], described: Sequence[Token], *, is_of_each: bool
) -> bool:
    """Whether so many words are of one sort: there are few مراكز الأطراف الصناعية in a country."""
    one = _one(match, described, reader.passage.text, is_located=False)
    found = reader.lexicon.heads.at(split(one), 0)
    is_general = found is None or found.value.trait("type") == "primary_care_centre"
    return found is not None and not is_general and (is_of_each or found.last > 2)


def _go_in(reader: NameReader) -> str:
    """Over `في كل من`; where hospitals follow, the word for one of them."""
    reader.at += 3 if (reader.stem(1), reader.stem(2)) == _EACH_OF else 1
    if reader.stem() not in _HOSPITALS:
        return ""
    reader.at += 1
    return "مشفى"


def _go_to_places(reader: NameReader) -> None:
    """Over what describes two centres to where they are: `مركزين وفق معايير حديثة في نوى وطفس`."""
    for ahead in range(_MOST_BEFORE_PLACES):
        token = reader.token(ahead)
        if token is None or not (token.is_word or token.text in QUOTES):
            return
        if token.form == _IN and reader.place_match(ahead + 1) is not None:
            reader.at += ahead
            return


def _one(match: Match[Term], described: Sequence[Token], text: str, *, is_located: bool) -> str:
    """The word for one with what describes it: of `المراكز الصحية` المركز الصحي."""
    one = match.value.trait("one")
    if "مستش" in match.span.of(text):
        one = one.replace("مشفى", "مستشفى")
    if is_located and match.is_definite:
        one = " ".join("ال" + word for word in one.split())
    is_feminine = one.split()[0].endswith("ة")
    written: list[str] = []
    for token in described:
        if plain(token) in _OF_ALL:
            continue
        is_direct = not written and (is_definite_word(token) or not token.text.startswith("ل"))
        agrees = is_direct and is_adjective(plain(token))
        written.append(_of_one(token.text, is_feminine=is_feminine) if agrees else token.text)
    return in_nominative(" ".join((one, *written)))


def _of_one(written: str, *, is_feminine: bool) -> str:
    """An adjective of several as one of one: الوطنية، الصحيين of مشفى and مركز."""
    for end in ("تين", "تان"):
        if written.endswith(end):
            return written.removesuffix(end) + ("ة" if is_feminine else "")
    for end in ("ين", "ان"):
        if written.endswith("ي" + end):
            return written.removesuffix(end)
    return written if is_feminine else written.removesuffix("ة")


def _shared(reader: NameReader, one: str) -> str:
    """What follows a list and is said of each: `… وسالي الوطنية`, `… للرعاية الأولية`."""
    start, reader.kinds = reader.at, []
    reader.read_kinds()
    inner = reader.passage.tokens[start : reader.at]
    if not inner:
        return ""
    is_feminine = one.split()[0].endswith("ة")
    first = inner[0]
    if is_definite_word(first) and is_adjective(plain(first)):
        written = [_of_one(token.text, is_feminine=is_feminine) for token in inner]
    else:
        written = [token.text for token in inner]
    return " " + " ".join(written)


def _items(reader: NameReader, *, is_located: bool) -> Iterator[_Item]:
    is_after_comma = False
    kept = reader.at, reader.passage
    for _ in range(_MOST_NAMED):
        start = reader.token()
        if start is None:
            return
        reader.proper, reader.places, reader.place, reader.is_sure = [], [], "", True
        if is_located and reader.stem() in reader.lexicon.part("locality"):
            reader.at += 1
        level = reader.read_place(reader.proper)
        if not level and not (reader.read_quoted() or reader.read_proper()):
            reader.at, reader.passage = kept
            return
        if is_after_comma and not level and not reader.is_sure:
            return
        before = reader.at
        if is_located and level:
            reader.read_locality()
        elif not is_located and _describes_one(reader.token()):
            reader.read_kinds()
        names = (*reader.proper, *reader.places)
        span = Span(start.start, end_before(reader.passage, reader.at))
        is_described = reader.at > before
        level = level or "unknown"
        yield _Item(span, reader.at, names, level, reader.place, reader.is_sure, is_described)
        is_after_comma = _is_comma(reader.token())
        kept = reader.at, reader.passage
        if not _read_and(reader):
            return


def _describes_one(token: Token | None) -> bool:
    """A definite adjective behind one name of a list: `القرداحة الوطني وتشرين الجامعي`."""
    if token is None or not is_definite_word(token):
        return False
    return not token.form.endswith(("ين", _FEMININE))


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


def _mention(reader: NameReader, match: Match[Term], item: _Item, all_of: _Listed) -> Mention:
    own = without_quotes(item.span.of(reader.passage.text))
    joint = f" {_IN} " if all_of.is_located else " "
    host = f"{all_of.within} " if all_of.within else ""
    told = telling(item.names, reader.lexicon)
    mention = Mention(
        span=item.span,
        first=match.first,
        last=item.last,
        name=f"{all_of.one}{joint}{host}{own}{all_of.shared}",
        type=match.value.trait("type"),
        head=match.value.code,
        proper=() if all_of.is_located else told,
        places=told if all_of.is_located else (),
        place=item.place,
        is_sure=item.is_sure,
    )
    return _of_exact_type(mention, reader, all_of.one)


def _of_exact_type(mention: Mention, reader: NameReader, one: str) -> Mention:
    """The type that the word for one has: مراكز alone are of any."""
    found = reader.lexicon.heads.at(split(one), 0)
    if found is None:
        return mention
    inner = split(one).tokens[found.last :]
    kinds = tuple(plain(token) for token in inner)
    return replace(mention, type=found.value.trait("type"), head=found.value.code, kinds=kinds)

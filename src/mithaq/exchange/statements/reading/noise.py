"""The parts of a page's text that are not the statement's own.

Lists of other headlines, calls to follow a channel, captions, by-lines, addresses and telephone
numbers, hashtags that only label, a title that stands there twice. A statement is never thrown
away: a list that would leave too little of the text is not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.findings import Noise
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Span

_LINE: Final = re.compile(r"[^\n\r\u2028\u2029]+")
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.|t\.me/)[^\s،؛]{1,2000}|[\w.+-]{1,64}@[A-Za-z][\w-]{0,62}\.[\w.-]{2,60}"
)
# A number that is dialled: it begins with 0 or +, and has eight digits or more.
_DIALLED: Final = re.compile(
    r"(?<![\d.,٬٫/-])(?:\+|00?)[1-9٠-٩](?:[ -]?\d){6,13}(?![\d.,٬٫/-]\d|\d)"
)
_TAG: Final = r"#[\w\u200c]{1,80}"
_TAGS_AT_END: Final = re.compile(rf"{_TAG}(?:[\s|،,]{{1,8}}{_TAG}){{0,60}}\s{{0,8}}$")
_TAG_WORD: Final = re.compile(_TAG)
# دمشق – سانا، الثورة – فلان الفلاني: a short line of two sides and a dash or bar.
_SIDES: Final = re.compile(r"\s*[–—|/-]\s*")
_LEAST_KEPT_WORDS: Final = 12
_LEAST_KEPT_SHARE: Final = 0.2
_LONGEST_MARKER_LINE: Final = 30
_LONGEST_BYLINE: Final = 8
_FIRST_LINES: Final = 6
_WORDS_LOOKED_AT: Final = 4
_LONG_PARAGRAPH: Final = 12
_COPY_TO: Final = frozenset({"الي", "عن", "طبق", "لـ"})
# A lone headline at the end: so many words, with the dots that headlines have for a verb.
_HEADLINE_WORDS: Final = range(4, 17)


class _Words(NamedTuple):
    """The folded words that begin a line of each sort."""

    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]]
    outlets: frozenset[str]
    given_names: frozenset[str]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    text: str
    words: tuple[str, ...]


def find_noise(text: str, lexicon: Lexicon) -> tuple[Noise, ...]:
    """Parts to pass over, in the order of the text, none overlapping."""
    known = _words_of(lexicon)
    lines = [_line(match) for match in _LINE.finditer(text) if match[0].strip()]
    tail = _tail(lines, known)
    parts = list(_line_noise(lines, known, tail))
    parts.extend(_small_noise(text))
    return tuple(_apart(parts))


def own_parts(text: str, noise: tuple[Noise, ...]) -> tuple[Span, ...]:
    """What is left of a text without its noise."""
    parts, start = [], 0
    for part in noise:
        parts.append(Span(start, part.span.start))
        start = part.span.end
    parts.append(Span(start, len(text)))
    return tuple(part for part in parts if part.start < part.end)


@lru_cache(maxsize=8)
def _words_of(lexicon: Lexicon) -> _Words:
    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    outlets = set()
    for term in lexicon.language.terms["noise"]:
        for word in term.words:
            folded = tuple(normalised(word).split()) or (word.strip(),)
            if term.trait("part") == "outlet":
                outlets.add(" ".join(folded))
            else:
                by_first.setdefault(folded[0], []).append((folded, term.trait("part"), term.code))
    given = frozenset(normalised(row[0]) for row in lexicon.names("given_names"))
    named = (row[0] for name in ("towns", "abroad") for row in lexicon.names(name))
    places = {normalised(name) for name in named}
    places.update(normalised(name) for place in lexicon.known.places for name in place.names)
    return _Words(by_first, frozenset(outlets), given, frozenset(places))


def _line(match: re.Match[str]) -> _Line:
    # A page in one line is not folded as a whole: only its beginning tells what it is.
    words = normalised(match[0][:600]).split()
    if not words or not match[0].strip()[0].isalnum():
        words = [match[0].strip()[0], *words]
    return _Line(Span(match.start(), match.end()), match[0], tuple(words))


def _marker(line: _Line, known: _Words) -> tuple[str, str, int] | None:
    """What a line's first words say that it is: part, code, and how many words say it."""
    best: tuple[str, str, int] | None = None
    for skipped in range(min(2, len(line.words))):
        if skipped and line.words[0].isalnum():
            break
        for words, part, code in known.by_first.get(line.words[skipped], ()):
            size = skipped + len(words)
            if line.words[skipped:size] == words and (best is None or size > best[2]):
                best = (part, code, size)
    return best


def _tail(lines: Sequence[_Line], known: _Words) -> range:
    """The numbers of the lines of a list of other items that goes on to the end."""
    going_on = (n for n in range(len(lines) - 1, -1, -1) if _goes_on(lines[n], known))
    first = next(going_on, -1) + 1
    whole = sum(line.span.end - line.span.start for line in lines)
    kept, words = 0, 0
    for number, line in enumerate(lines):
        enough = words >= _LEAST_KEPT_WORDS and kept >= whole * _LEAST_KEPT_SHARE
        if number >= first and enough and _opens_tail(line, known):
            return range(number, len(lines))
        kept += line.span.end - line.span.start
        words += len(line.words)
    return range(0)


def _opens_tail(line: _Line, known: _Words) -> bool:
    found = _marker(line, known)
    if found is None or found[0] != "rest":
        return False
    return len(line.words) - found[2] <= _LONGEST_MARKER_LINE and _is_headed(line, found[2])


def _is_headed(line: _Line, size: int) -> bool:
    """Whether the marker stands alone, or before a colon: a sentence may begin with its words."""
    return len(line.words) == size or ":" in line.text[:60] or "..." in line.text[:60]


def _goes_on(line: _Line, known: _Words) -> bool:
    found = _marker(line, known)
    return found is not None and found[0] == "resume" and len(line.words) >= _LONG_PARAGRAPH


def _line_noise(lines: Sequence[_Line], known: _Words, tail: range) -> Iterator[Noise]:
    seen: set[tuple[str, ...]] = set()
    if tail:
        yield Noise(Span(lines[tail.start].span.start, lines[-1].span.end), "other_headlines")
    own = lines[: tail.start] if tail else lines
    for number, line in enumerate(own):
        if len(line.words) > 2 and line.words in seen and len(line.text) < 600:
            yield Noise(line.span, "repeated_title")
            continue
        seen.add(line.words)
        reason = _reason_of_line(line, known)
        if reason and len(own) > 1:
            yield Noise(line.span, reason)
        elif number < _FIRST_LINES or number + 1 == len(own):
            yield from _byline(line, known, is_last=number + 1 == len(own), after=number > 0)
    if not tail and _is_lone_headline(own):
        yield Noise(own[-1].span, "other_headlines")
    yield from _signature(own, known)


def _reason_of_line(line: _Line, known: _Words) -> str:
    found = _marker(line, known)
    if found is None or len(line.words) > _LONGEST_MARKER_LINE:
        return ""
    part, code, size = found
    rest = len(line.words) - size
    if part == "rest":
        return code if _is_headed(line, size) else ""
    if part != "line":
        return ""
    if code == "follow_us":
        is_sentence = rest and line.text.rstrip().endswith((".", "؛"))
        return code if rest <= 12 and not is_sentence else ""
    if code == "caption" and _is_told(line, size):
        return ""
    return code if rest == 0 or _has_mark_after(line, size) else ""


def _is_told(line: _Line, size: int) -> bool:
    """`صور الطبقي المحوري: 1985 صورة` counts pictures, `صورة إلى: الديوان` sends a copy."""
    after = line.text.partition(":")[2].strip()
    following = line.words[size] if len(line.words) > size else ""
    return after[:1].isdigit() or following in _COPY_TO


def _has_mark_after(line: _Line, size: int) -> bool:
    """A caption, source or telephone line sets its word off: `تصوير: …`, `📷 من …`."""
    if not line.text.strip()[0].isalnum() and line.text.strip()[0] not in "\"'“«(":
        return True
    head = line.text.strip()[: 14 * size]
    return any(mark in head for mark in ":：|/–")


def _byline(line: _Line, known: _Words, *, is_last: bool, after: bool) -> Iterator[Noise]:
    """Outlet and reporter of a line like `القامشلي – نورا الأحمد`; its place stays."""
    text = line.text.strip()
    if len(line.words) > _LONGEST_BYLINE or text.endswith((".", "؟", "!")):
        return
    sides = _SIDES.split(text.rstrip(":").strip().strip("()"), maxsplit=3)
    folded = [normalised(side) for side in sides]
    if len(sides) == 1:
        if folded[0] in known.outlets and after:
            yield Noise(line.span, "byline")
        return
    if is_last and not after:
        return
    names_outlet = folded[0] in known.outlets or folded[-1] in known.outlets
    if names_outlet or (folded[0] in known.places and _is_reporter(folded[1], known)):
        yield from _beside_places(line, sides, known)


def _is_reporter(side: str, known: _Words) -> bool:
    words = side.split()
    return 2 <= len(words) <= _WORDS_LOOKED_AT and (
        words[0] in known.given_names or not known.given_names
    )


def _beside_places(line: _Line, sides: Sequence[str], known: _Words) -> Iterator[Noise]:
    """The outlet and who writes for it. A side before the outlet is where the news comes from; a
    name that is both an outlet's and a place's is the outlet's before a reporter's."""
    folded = [normalised(side) for side in sides]
    start = line.span.start
    for number, (side, name) in enumerate(zip(sides, folded, strict=True)):
        place = line.text.find(side, start - line.span.start) + line.span.start
        start = place + len(side)
        others = any(other in known.outlets for other in folded[number + 1 :])
        is_outlet = name in known.outlets and not (others and name in known.places)
        if is_outlet or (number and name not in known.places):
            yield Noise(Span(place, start), "byline")


def _is_lone_headline(lines: Sequence[_Line]) -> bool:
    """Another item's headline as a page's last line: `سد تشرين.. توربين رابع يعود`."""
    if len(lines) < _FIRST_LINES:
        return False
    text, before = lines[-1].text.strip(), lines[-2].text.rstrip()
    dotted = ".." in text.rstrip(".") or "…" in text.rstrip("….")
    is_short = len(lines[-1].words) in _HEADLINE_WORDS
    ended = before.endswith((".", "!", "؟", "»", "”", '"'))
    return is_short and dotted and ended and not text.endswith((".", ":", "؛"))


def _signature(lines: Sequence[_Line], known: _Words) -> Iterator[Noise]:
    """The reporter's name alone after the last sentence."""
    for number in range(len(lines) - 1, max(0, len(lines) - 4), -1):
        line, before = lines[number], lines[number - 1]
        if not 2 <= len(line.words) <= _WORDS_LOOKED_AT or not line.words[0].isalpha():
            continue
        ends = before.text.rstrip().endswith((".", "!", "؟", "»", "”"))
        if ends and line.words[0] in known.given_names and line.text.replace(" ", "").isalpha():
            yield Noise(line.span, "byline")


def _small_noise(text: str) -> Iterator[Noise]:
    for match in _ADDRESS.finditer(text):
        yield Noise(Span(match.start(), match.end()), "address")
    for match in _DIALLED.finditer(text):
        yield Noise(Span(match.start(), match.end()), "telephone")
    if "#" in text:
        for line in _LINE.finditer(text):
            yield from _tags(line[0], line.start())


def _tags(line: str, offset: int) -> Iterator[Noise]:
    """Hashtags that end a line only label it; others are words of the sentence."""
    if "#" not in line:
        return
    start = len(line)
    for match in reversed(list(_TAG_WORD.finditer(line))):
        if line[match.end() : start].strip(" |،,.\t\u200f"):
            break
        start = match.start()
    if start < len(line) and not _is_part_of_sentence(line, start):
        yield Noise(Span(offset + start, offset + len(line)), "hashtags")


def _is_part_of_sentence(line: str, start: int) -> bool:
    """A single tag after words without a full stop: `افتتحت الوزارة مركزاً في #حلب`."""
    before = line[:start].rstrip()
    return bool(before) and before.split()[-1] in {"في", "من", "إلى", "على", "عن", "مع", "بين"}


def _apart(parts: Iterable[Noise]) -> Iterator[Noise]:
    """In the order of the text, without what lies in another part."""
    end = 0
    for part in sorted(parts, key=lambda part: (part.span.start, -part.span.end)):
        if part.span.end > end:
            span = Span(max(end, part.span.start), part.span.end)
            yield Noise(span, part.reason)
            end = part.span.end

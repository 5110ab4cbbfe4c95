"""From the order in which a line's letters stand on paper to the order in which they are read.

A PDF says where each glyph stands, from left to right; Arabic is read from the right, and the
numbers and Latin words in it from the left. This is the Unicode bidirectional algorithm (UAX #9)
backwards, as far as it can be: what it shows alike in two ways is taken for the likelier one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

PAIRS: Final = ("()", "[]", "{}", "«»", "<>", "‹›")
_MIRRORED: Final = {pair[at]: pair[1 - at] for pair in PAIRS for at in (0, 1)}
# Latin words parted by it stand in a sentence that is read from the right.
_ARABIC_STOP: Final = re.compile(r"\s[،؛؟.,:]")


class Side(Enum):
    """How a piece is read."""

    ARABIC = "arabic"
    LATIN = "latin"
    DIGITS = "digits"
    ARABIC_DIGITS = "arabic digits"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Piece:
    """Some letters that belong together; `is_rtl` marks those whose brackets may be mirrored."""

    text: str
    side: Side
    is_rtl: bool = False


def side_of(text: str) -> Side:
    """The side of a glyph's letters, given by the first that has one."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("AL", "R"):
            return Side.ARABIC
        if kind == "L":
            return Side.LATIN
        if kind == "EN":
            return Side.DIGITS
        if kind == "AN":
            return Side.ARABIC_DIGITS
    return Side.NEUTRAL


def reading_order(glyphs: Sequence[str], *, is_rtl: bool) -> list[Piece]:
    """A line's pieces as they are read, from its glyphs' texts as they stand from left to right.

    A glyph's text is itself in reading order; `is_rtl` tells the line's own direction.
    """
    pieces = _numbers([Piece(text, side_of(text)) for text in glyphs])
    if is_rtl:
        return _from_the_right(pieces)
    arabic = [at for at, piece in enumerate(pieces) if piece.side is Side.ARABIC]
    if not arabic:
        return pieces
    start, end = arabic[0], arabic[-1] + 1
    return [*pieces[:start], *_from_the_right(pieces[start:end]), *pieces[end:]]


def _numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """Digits joined into numbers: 1,250.5 and 31/12/2027 are one, 10-15 are two."""
    joined: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = joined[-1] if joined else None
        following = pieces[at + 1].side if at + 1 < len(pieces) else Side.NEUTRAL
        if last is not None and _goes_on(last, piece, following):
            joined[-1] = Piece(last.text + piece.text, last.side)
        else:
            joined.append(piece)
    return joined


def _goes_on(number: Piece, piece: Piece, following: Side) -> bool:
    if number.side not in (Side.DIGITS, Side.ARABIC_DIGITS):
        return False
    separates = len(piece.text) == 1 and unicodedata.bidirectional(piece.text) == "CS"
    return piece.side is number.side or (separates and following is number.side)


def _from_the_right(pieces: Sequence[Piece]) -> list[Piece]:
    """Arabic and numbers from the right; what holds Latin words stays as it stands."""
    order: list[Piece] = []
    run: list[Piece] = []
    for piece in reversed(pieces):
        if piece.side in (Side.ARABIC, Side.ARABIC_DIGITS):
            order += _latin_kept(run[::-1])
            order.append(piece)
            run = []
        else:
            run.append(piece)
    return order + _latin_kept(run[::-1])


def _latin_kept(run: Sequence[Piece]) -> list[Piece]:
    """A run without Arabic, as it is read within Arabic."""
    order: list[Piece] = []
    for part in reversed(_sentences(run)):
        latin = [at for at, piece in enumerate(part) if piece.side is Side.LATIN]
        if not latin:
            order += map(_reversed, reversed(part))
            continue
        strong = [at for at, p in enumerate(part) if p.side in (Side.LATIN, Side.DIGITS)]
        start, end = _widened(part, strong[0], strong[-1] + 1)
        order += map(_reversed, reversed(part[end:]))
        order += part[start:end]
        order += map(_reversed, reversed(part[:start]))
    return order


def _reversed(piece: Piece) -> Piece:
    return Piece(piece.text, piece.side, is_rtl=piece.side is Side.NEUTRAL)


def _sentences(run: Sequence[Piece]) -> list[Sequence[Piece]]:
    """The run cut where a stop follows a space, as it only stands in Arabic."""
    cuts = [
        at
        for at in range(1, len(run))
        if _ARABIC_STOP.fullmatch((run[at - 1].text[-1:] + run[at].text).strip("\n")[:2])
    ]
    edges = [0, *cuts, len(run)]
    return [run[start:end] for start, end in pairwise(edges)]


def _widened(part: Sequence[Piece], start: int, end: int) -> tuple[int, int]:
    """With the sign of a number and the bracket that closes one opened inside."""
    while end < len(part) and _is_sign(part[end]) and part[end - 1].side is Side.DIGITS:
        end += 1
    inside = "".join(piece.text for piece in part[start:end])
    for opening, closing in PAIRS:
        is_open = inside.count(opening) > inside.count(closing)
        if is_open and end < len(part) and part[end].text == closing:
            end += 1
    return start, end


def _is_sign(piece: Piece) -> bool:
    return len(piece.text) == 1 and unicodedata.bidirectional(piece.text) == "ET"


def mirrored_pairs(lines: Iterable[Sequence[Piece]]) -> set[str]:
    """The pairs of brackets that are written as they look, not as they are read.

    Programs differ, even from one pair to another in one file; the reading that closes more of what
    it opens is the right one.
    """
    score = dict.fromkeys(PAIRS, 0)
    for line in lines:
        marks = "".join(piece.text for piece in line if piece.is_rtl)
        for pair in PAIRS:
            found = "".join(letter for letter in marks if letter in pair)
            score[pair] += found.count(pair[::-1]) - found.count(pair)
    return {pair for pair, wrong in score.items() if wrong > 0}


def written(pieces: Iterable[Piece], mirrored: set[str]) -> str:
    """The pieces' text, with the brackets of some pairs turned."""
    turned = {letter: _MIRRORED[letter] for pair in mirrored for letter in pair}
    return "".join(
        "".join(turned.get(letter, letter) for letter in piece.text) if piece.is_rtl else piece.text
        for piece in pieces
    )

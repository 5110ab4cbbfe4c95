"""How much alike two texts are, told from a few numbers kept of each: no text is read again.

A feature is a pair of neighbouring folded words: another outlet's version shares names, titles and
quoted phrases, another event of the same kind shares single words only. Of the features' hashes the
smallest are kept (a bottom-k sketch, Cohen & Kaplan 2007), from which the share of common features
is estimated, exactly for all but very long texts; those in the lowest quarter are the marks by
which likely pairs are found in an index, a short text's within a long one's, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import pairwise
from typing import Final

from mithaq.engine.text import normalised

SKETCH: Final = 1024
LEAST_MARKS: Final = 24
MOST_MARKS: Final = 256
# Versions of one event lie above, different events of the same kind well below.
LIKE: Final = 0.2
# So many features at least must be shared: two lines of greeting are not a version of each other.
LEAST_SHARED: Final = 12
_SHORTEST_WORD: Final = 3
_BITS: Final = 52
_QUARTER: Final = 1 << (_BITS - 2)


@dataclass(frozen=True)
class Sketch:
    """`features`: how many different ones the text has; `hashes`: the smallest, in order."""

    features: int
    hashes: tuple[int, ...]

    @property
    def marks(self) -> tuple[int, ...]:
        low = bisect_left(self.hashes, _QUARTER)
        return self.hashes[: min(max(low, LEAST_MARKS), MOST_MARKS)]


def digest_of(text: str) -> str:
    """SHA-256 of the folded words, in hexadecimal: spacing, pointing and spelling do not matter."""
    return sha256(normalised(text).encode()).hexdigest()


def sketch_of(text: str) -> Sketch:
    """A text's sketch, in time in proportion to its length."""
    words = [word for word in normalised(text).split() if len(word) >= _SHORTEST_WORD]
    hashes = sorted({_hash(f"{one} {other}") for one, other in pairwise(words)})
    return Sketch(len(hashes), tuple(hashes[:SKETCH]))


def _hash(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode(), digest_size=8).digest()) >> (64 - _BITS)


def likeness(one: Sketch, other: Sketch) -> float:
    """The share of the shorter text's features that the longer one has, from 0 to 1, estimated;
    0 where too few are shared to tell."""
    kept = _smallest(one.hashes, other.hashes)
    both = set(one.hashes) & set(other.hashes)
    if not kept:
        return 0.0
    common = sum(each in both for each in kept) / len(kept)
    shared = common * (one.features + other.features) / (1 + common)
    if shared < LEAST_SHARED:
        return 0.0
    return min(1.0, shared / min(one.features, other.features))


def _smallest(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """The smallest hashes of both together, as far as both sketches reach."""
    reach = min(
        (hashes[-1] for hashes in (one, other) if len(hashes) == SKETCH), default=1 << _BITS
    )
    return [each for each in sorted({*one, *other}) if each <= reach][:SKETCH]

"""Short lists of folded words, written as a line of text."""

from __future__ import annotations


def listed(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())

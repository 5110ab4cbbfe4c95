"""The parts of a page's text that are not the statement's own."""

from __future__ import annotations

from mithaq.exchange.statements.reading.findings import Noise
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Span


def find_noise(text: str, lexicon: Lexicon) -> tuple[Noise, ...]:
    """Parts to pass over, in the order of the text, none overlapping."""
    return ()


def own_parts(text: str, noise: tuple[Noise, ...]) -> tuple[Span, ...]:
    """What is left of a text without its noise."""
    parts, start = [], 0
    for part in noise:
        parts.append(Span(start, part.span.start))
        start = part.span.end
    parts.append(Span(start, len(text)))
    return tuple(part for part in parts if part.start < part.end)

"""One naming of a facility, as it is written and as it is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.countries.languages import Term
from mithaq.exchange.statements.reading.facility_words import FacilityWords, in_nominative
from mithaq.exchange.statements.reading.passages import Passage, Span
from mithaq.exchange.statements.reading.phrases import QUOTES, Match


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
    is_accusative: bool = False


def telling(names: Sequence[str], known: FacilityWords) -> tuple[str, ...]:
    """The words that tell places apart: without مدينة، ريف and the like."""
    return tuple(name for name in names if name not in known.part("locality"))


def end_before(passage: Passage, last: int) -> int:
    """Where the word before a token ends, a closing quotation mark left out."""
    number = last - 1
    while number > 0 and passage.tokens[number].text in QUOTES:
        number -= 1
    return passage.tokens[number].end


def span_of(passage: Passage, match: Match[Term], last: int) -> Span:
    """From a head word up to a token."""
    return Span(match.span.start, end_before(passage, last))


def name_of(passage: Passage, match: Match[Term], last: int) -> str:
    """The name as it is written, in the nominative, without quotation marks and clitics."""
    written = in_nominative(without_quotes(span_of(passage, match, last).of(passage.text)))
    if match.is_definite and match.clitics.endswith("ل") and written.startswith("ل"):
        return "ال" + written.removeprefix("ل")
    return written


def without_quotes(written: str) -> str:
    return " ".join("".join(" " if c in QUOTES or c == "_" else c for c in written).split())

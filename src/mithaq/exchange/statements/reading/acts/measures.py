"""What a number measures, once the act that it stands in is known.

`تدريب 40 ممرضة` counts people trained, not nurses in post; `بناء مركزين` centres built, `تشغيل 80
منشأة` facilities operated, `رواتب 137 عاملاً` staff that a partner pays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.exchange.statements.reading.findings import Act, ActKind, Quantity
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, Span
from mithaq.exchange.statements.reading.phrases import Phrases

# How far, in words, a number stands behind the word that says what it measures.
_REACH: Final = 9
_MOST_FIRST: Final = 3
_MOST_OF_AGREEMENT: Final = 20


@dataclass(frozen=True)
class _Rule:
    units: frozenset[str]
    unit: str
    measure: str
    words: Phrases[Term]


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> dict[str, tuple[_Rule, ...]]:
    rules: dict[str, tuple[_Rule, ...]] = {}
    for term in lexicon.language.terms["act_measures"]:
        kind = term.trait("kind")
        rule = _Rule(
            units=frozenset(unit.strip() for unit in term.trait("units").split(",")),
            unit=term.trait("unit"),
            measure=term.trait("measure"),
            words=Phrases((word, term) for word in term.words),
        )
        rules[kind] = (*rules.get(kind, ()), rule)
    return rules


def measured(
    passage: Passage, lexicon: Lexicon, quantities: Sequence[Quantity], acts: Sequence[Act]
) -> tuple[Quantity, ...]:
    """The quantities, with the measure and unit that their acts give them."""
    found = list(quantities)
    rules = _rules(lexicon)
    every = tuple(rule for some in rules.values() for rule in some)
    for act in acts:
        of_kind = every if act.kind is ActKind.AGREEMENT else rules.get(act.kind.value, ())
        for rule in of_kind:
            at = _first_of(passage, rule, found, act)
            if at is not None:
                quantity = found[at]
                found[at] = replace(quantity, unit=rule.unit or quantity.unit, measure=rule.measure)
    return tuple(found)


def _first_of(
    passage: Passage, rule: _Rule, quantities: Sequence[Quantity], act: Act
) -> int | None:
    """The number that stands right behind a word of a rule: further ones count something else."""
    many = _MOST_OF_AGREEMENT if act.kind is ActKind.AGREEMENT else _MOST_FIRST
    for at in act.quantities[:many]:
        quantity = quantities[at]
        if quantity.unit not in rule.units or quantity.is_each:
            continue
        number = passage.token_at(quantity.span.start)
        first = max(passage.token_at(_start(act, quantity.span)), number - _REACH)
        if any(rule.words.at(passage, place) for place in range(first, number)):
            return at
    return None


def _start(act: Act, counted: Span) -> int:
    """Where the telling begins that holds a number."""
    return next((span.start for span in act.spans if span.holds(counted)), act.span.start)

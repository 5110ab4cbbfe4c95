"""Scoring a reading of a statement against an annotated one, category by category.

Names are compared in their folded form without what does not tell bodies apart (منظمة, quotation
marks, honorifics), quantities and dates by value, acts by kind, as multisets: of what was found and
what is annotated, each item counts once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from mithaq.engine.text import words

CATEGORIES: Final = (
    "places", "organisations", "people", "facilities", "quantities", "dates", "acts",
)  # fmt: skip
# Words that an outlet puts before a body's name or leaves out.
_LEFT_OUT: Final = frozenset({"منظمه", "السوريه", "سوريه"})


@dataclass(frozen=True)
class Score:
    """How many items were found rightly, found in all, annotated in all."""

    right: int = 0
    found: int = 0
    annotated: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.found + other.found, self.annotated + other.annotated
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 1.0

    @property
    def f1(self) -> float:
        total = self.found + self.annotated
        return 2 * self.right / total if total else 1.0


def score(found: Mapping[str, Any], annotated: Mapping[str, Any]) -> dict[str, Score]:
    """Each category's score for one statement; both are in the form of `gold.json`."""
    return {name: _score(name, found, annotated) for name in CATEGORIES}


def _score(category: str, found: Mapping[str, Any], annotated: Mapping[str, Any]) -> Score:
    ours = keys(category, found.get(category, ()))
    theirs = keys(category, annotated.get(category, ()))
    return Score((ours & theirs).total(), ours.total(), theirs.total())


def keys(category: str, items: Collection[Any]) -> Counter[tuple[object, ...]]:
    """What each item is compared by; a range is its two ends."""
    ends = (
        {"value": item["high"]} for item in items if category == "quantities" and "high" in item
    )
    return Counter(_key(category, item) for item in (*items, *ends))


def _key(category: str, item: Any) -> tuple[object, ...]:
    if category == "quantities":
        return (Decimal(str(item["value"])).normalize(),)
    if category == "dates":
        return (item["value"], item.get("precision"))
    if category == "acts":
        return (item["kind"],)
    if category == "people":
        return (*_name(item["name"]), "|", *_name(item.get("role") or ""))
    name = item if isinstance(item, str) else item["name"]
    return _name(name)


def _name(name: str) -> tuple[str, ...]:
    folded = words(name)
    kept = tuple(word for word in folded if word not in _LEFT_OUT)
    return kept or folded

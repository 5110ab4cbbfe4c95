"""An act as far as it is read: its words, before they are linked to other findings."""

from __future__ import annotations

from dataclasses import dataclass, field

from mithaq.exchange.statements.reading.findings import ActKind, Confidence, Status
from mithaq.exchange.statements.reading.passages import Sentence, Span


@dataclass
class Draft:
    """`trigger`: the words that name the act; tokens `first` up to `last` hold its clause, from
    its subject on; `objects` up to `last` its object. Of several items of one verb each has its
    own object; what stands before `head` is of all of them. An echo only tells more of an act told
    before: by itself it is none. `told` are the folded words of the object."""

    kind: ActKind
    status: Status
    trigger: Span
    trigger_token: int
    sentence: Sentence
    first: int
    objects: int
    last: int
    reason: str
    confidence: Confidence
    of: Span = field(default_factory=lambda: Span(0, 0))
    is_title: bool = False
    is_later: bool = False
    is_item: bool = False
    head: int = 0
    is_echo: bool = False
    told: frozenset[str] = frozenset()
    others: list[Draft] = field(default_factory=list)

    @property
    def clause(self) -> tuple[int, int]:
        return self.first, self.last

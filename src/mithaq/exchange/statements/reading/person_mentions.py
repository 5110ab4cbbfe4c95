"""Mentions that make up one person: the full name again, a shorter form, the surname alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mithaq.engine.text import normalised, words
from mithaq.exchange.statements.reading.passages import Span
from mithaq.exchange.statements.reading.person_names import Name
from mithaq.exchange.statements.reading.role_phrases import Role
from mithaq.exchange.statements.reading.vocabularies import Scan


@dataclass
class Human:
    """A person's mentions as they are gathered."""

    name: Name
    text: str
    honorific: str = ""
    role: Role | None = None
    reason: str = "bare_name"
    spans: list[Span] = field(default_factory=list)

    @property
    def parts(self) -> tuple[str, ...]:
        return words(self.text)


def merged(people: Sequence[Human]) -> list[Human]:
    """One for each person: the same first and last name, or one name within the other."""
    kept: dict[tuple[str, str], Human] = {}
    people_once: list[Human] = []
    for human in people:
        parts = human.parts
        key = (parts[0], parts[-1])
        first = kept.get(key)
        if first is None:
            kept[key] = human
            people_once.append(human)
            continue
        if len(parts) > len(first.parts):
            first.text = human.text
            first.spans.insert(0, human.spans[0])
        else:
            first.spans += human.spans
        first.honorific = first.honorific or human.honorific
        if human.role is not None and first.role is None:
            first.role, first.reason = human.role, human.reason
    return people_once


def add_surnames(scan: Scan, people: Sequence[Human], used: set[int]) -> None:
    """The surname alone, after the person was named; a common word only after a title or role."""
    surnames: dict[str, Human] = {}
    for human in people:
        surnames.setdefault(normalised(human.text).split()[-1], human)
        surnames.setdefault(human.parts[-1], human)
    if not surnames:
        return
    for number, word in enumerate(scan.words):
        if number in used or not scan.is_word(number):
            continue
        named = surnames.get(word.form)
        token = scan.passage.tokens[number]
        if named is None or token.start < named.spans[0].start:
            continue
        is_told = number > scan.begins[number] and bool(
            scan.honorific(number - 1) or scan.role(number - 1)
            or scan.vocabulary.common.get(scan.form(number - 1)) == "verb"
        )  # fmt: skip
        if is_told or not (word.is_common or word.is_given or scan.place(number)):
            named.spans.append(token.span)

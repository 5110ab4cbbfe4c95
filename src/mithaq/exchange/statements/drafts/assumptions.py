"""What a card is taken to say where its text does not: shown as assumed, and a person's to change.

Rules only, no database. `docs/statements.md` says the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from mithaq.engine.text import words
from mithaq.exchange.statements.drafts.drafted import Draft, DraftCard, folded

_PRIVATE: Final = frozenset(words("خاص الخاص خاصة الخاصة أهلي الأهلي أهلية الأهلية"))
_NEEDS: Final = frozenset(words("احتياجات الاحتياجات"))  # «ذوي الاحتياجات الخاصة» own nothing
_NOT_PUBLIC: Final = ("ngo", "ingo", "un")
_LONGEST_NAME: Final = 12  # words


def with_assumptions(draft: Draft) -> Draft:
    """The draft with what is taken for granted filled in: a new facility's ownership.

    What the text or a person has filled stays as it is. `DraftCard.assumed` names the fields.
    """
    owners = frozenset(_owners(draft))
    cards = tuple(_assuming(card, owners) for card in draft.cards)
    return replace(draft, cards=cards)


def _assuming(card: DraftCard, owners: frozenset[str]) -> DraftCard:
    if card.kind != "facility" or card.link or card.rows or card.value.get("ownership"):
        return card
    ownership = _ownership(card, owners)
    return replace(card, value={**card.value, "ownership": ownership}, assumed=("ownership",))


def _owners(draft: Draft) -> Iterator[str]:
    """Organisations of which a facility may be: those that are no public bodies."""
    for card in draft.of_kind("organisation"):
        if card.value.get("kind") in _NOT_PUBLIC:
            yield folded(card.value.get("name") or "")


def _ownership(facility: DraftCard, owners: frozenset[str]) -> str:
    """As its name says: private, or of the organisation that it is named after; else public."""
    name = words(facility.value.get("name") or "")[: 3 * _LONGEST_NAME]
    if _PRIVATE.intersection(name) and not _NEEDS.intersection(name):
        return "private"
    # «مشفى …»: its own kind comes first, so that a body which is the facility itself owns nothing.
    runs = (
        " ".join(name[start:end])
        for start in range(1, len(name))
        for end in range(start + 1, min(len(name), start + _LONGEST_NAME) + 1)
    )
    return "ngo" if any(run in owners for run in runs) else "public"

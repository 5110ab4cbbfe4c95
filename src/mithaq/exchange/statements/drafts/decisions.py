"""What a person decides about the cards of a draft. Each raises ActionRefused with every fault:
no such card in this statement, a draft that is settled, a value of another type or too long, a link
to what is not there, something that such a card cannot become; a card that was adopted stays."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


def decide(
    statement: uuid.UUID,
    card: uuid.UUID,
    *,
    decision: str,
    value: Mapping[str, Any] | None = None,
    link: str | None = None,
    becomes: str | None = None,
    actor: uuid.UUID | None,
) -> None:
    """Accept, correct, reject or reopen a card: `accepted`, `corrected`, `rejected`, `open`.

    `value` holds the fields that were corrected (others stay), of `values.FIELDS[kind]`; `link` the
    code (of a person: uid) of the row that it is, "" for a new one; `becomes` one of the card's
    `may_become`. None leaves each as it is. An acceptance with a value is a correction.
    """
    raise NotImplementedError


def decide_all(
    statement: uuid.UUID, *, decision: str, only_certain: bool = False, actor: uuid.UUID | None
) -> int:
    """Decide every card that is still open, or only those found with certainty; how many."""
    raise NotImplementedError


def set_aside(statement: uuid.UUID, *, reason: str, actor: uuid.UUID | None) -> None:
    """Nothing is to be taken from this statement; `reason` says why. Refused once adopted."""
    raise NotImplementedError


def take_up_again(statement: uuid.UUID, *, actor: uuid.UUID | None) -> None:
    """A statement that was set aside is a draft again."""
    raise NotImplementedError


def add_card(
    statement: uuid.UUID,
    *,
    kind: str,
    value: Mapping[str, Any],
    spans: Sequence[tuple[int, int]],
    actor: uuid.UUID | None,
) -> uuid.UUID:
    """A card for what the reader missed, marked in the text by a person; accepted. Its uid."""
    raise NotImplementedError


def reread(
    statement: uuid.UUID,
    *,
    on: date | None,
    title: str | None = None,
    outlet: str | None = None,
    actor: uuid.UUID | None,
) -> None:
    """Read the text again, of another day; None of `title` and `outlet` leaves them as they are.

    What was decided of a finding that is still the same stays. Refused once a card was adopted.
    """
    raise NotImplementedError

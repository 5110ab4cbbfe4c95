"""The wording of a code, and how much it weighs.

A message may use `{found}` and `{expected}` and the parameters that its code is given. Values in
Arabic text stand in first-strong isolates, or a code or a date would jump out of its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error refuses the file; a question is kept with the batch."""

    ERROR = "error"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Message:
    """The wording of a code."""

    ar: str
    en: str
    severity: Severity = Severity.ERROR


def asks(ar: str, en: str) -> Message:
    """The wording of a question."""
    return Message(ar, en, Severity.QUESTION)

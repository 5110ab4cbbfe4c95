"""A question to the officer, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mithaq.exchange.statements.drafts.records import Asked
from mithaq.exchange.statements.reading.questions import QUESTIONS


class _Told(dict[str, str]):
    """Parameters, with a blank for one that was not kept: an older reader may have asked."""

    def __missing__(self, name: str) -> str:
        return "…"


def worded(kept: Mapping[str, Any]) -> Asked:
    """A kept question as it is asked."""
    code, told = kept["code"], _Told(kept.get("parameters") or {})
    ar, en = (words.format_map(told) for words in QUESTIONS.get(code, (code, code)))
    spans = tuple((start, end) for start, end in kept.get("spans") or ())
    return Asked(code=code, ar=ar, en=en, spans=spans)

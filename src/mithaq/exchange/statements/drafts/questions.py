"""A question to the officer, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mithaq.exchange.statements.drafts.records import Asked
from mithaq.exchange.statements.reading import questions


def worded(kept: Mapping[str, Any]) -> Asked:
    """A kept question as it is asked."""
    parameters = kept.get("parameters") or {}
    ar, en = questions.worded(kept["code"], parameters)
    spans = tuple((start, end) for start, end in kept.get("spans") or ())
    return Asked(code=kept["code"], ar=ar, en=en, spans=spans, parameters=parameters)

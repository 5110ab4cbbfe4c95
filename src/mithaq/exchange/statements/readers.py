"""Who reads a statement: the rules alone, or the rules and a language model behind them.

Every reader is a function of the text, the lexicon and the statement's own day. Without a setting
nothing leaves the machine.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.conf import settings

from mithaq.exchange.statements.language_models import Endpoint, ModelReader
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.statement import read_statement


class Reader(Protocol):
    """What a statement's text says. `on` is the statement's own day, where it is known."""

    def __call__(self, text: str, lexicon: Lexicon, *, on: date | None = None) -> Reading: ...


def installed_reader() -> Reader:
    """The reader of this installation."""
    return reader_of(settings.READER_URL, model=settings.READER_MODEL, key=settings.READER_KEY)


def reader_of(url: str = "", *, model: str = "", key: str = "", seconds: float = 60) -> Reader:
    """The rules, with the model at `url` behind them where there is one. Raises ValueError for an
    address that is neither http nor https."""
    if not url:
        return read_statement
    return ModelReader(Endpoint(url, model, key, seconds), rules=read_statement)

"""A language model as a second reader: what it adds is only ever a proposal with its words.

Any endpoint that speaks the common chat form (`POST …/chat/completions`) will do, on this machine
or elsewhere. The rules read first. The model is asked for what is in the text, each item with the
exact words that say so; an item whose words do not stand in the text is dropped, and nothing that
it adds is called certain. It is not asked for figures and dates, which rules read better. Where it
does not answer in time or in form, the rules' reading stands alone, with a question that says so.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.findings import (
    Act,
    ActKind,
    Confidence,
    Facility,
    Organisation,
    Person,
    Place,
    Question,
    Reading,
    Status,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Span

MOST_ANSWER_BYTES: Final = 2 * 1024 * 1024
MOST_ITEMS: Final = 500
REASON: Final = "language_model"
# What is nested too deeply raises the latter.
_NO_JSON: Final = (ValueError, RecursionError)
TASK: Final = """أنت تقرأ بياناً صحفياً أو محضر اجتماع. اذكر ما في النص حصراً، بكلماته، دون استنتاج.
أجب بكائن JSON فقط فيه القوائم places وorganisations وpeople وfacilities وacts.
لكل عنصر الحقل quote وهو الكلمات كما وردت في النص حرفياً، وname كما ورد بلا حروف عطف أو جر.
للأشخاص role كما ورد. للأفعال kind من: agreement donation operation construction opening training
support study meeting decision request proposal، وstatus من: done signed announced decided planned
asked، وof وهو موضوع الفعل بكلمات النص."""


@dataclass(frozen=True)
class Endpoint:
    """Where the model answers. `key` is sent as a bearer token and never shown."""

    url: str
    model: str = ""
    key: str = ""
    seconds: float = 60

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise ValueError("the address of a language model begins with http:// or https://")

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r}, {self.model!r})"


class ModelFailed(Exception):  # noqa: N818 - what happened, not a fault of the caller
    """The model did not answer in time or in form."""


class _Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is refused: the statement goes only where the setting says."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


Ask = Callable[[Endpoint, str], str]


def ask(endpoint: Endpoint, text: str) -> str:
    """The model's answer to the task about a text; raises ModelFailed."""
    asked = {
        "model": endpoint.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": TASK}, {"role": "user", "content": text}],
    }
    headers = {"Content-Type": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    request = urllib.request.Request(  # noqa: S310  its scheme was checked
        endpoint.url, data=json.dumps(asked).encode(), headers=headers, method="POST"
    )
    try:
        opener = urllib.request.build_opener(_Stay)
        with opener.open(request, timeout=endpoint.seconds) as answer:
            content = _content(answer, until=monotonic() + endpoint.seconds)
        return str(json.loads(content)["choices"][0]["message"]["content"])
    except (OSError, HTTPException, LookupError, TypeError, *_NO_JSON) as error:
        raise ModelFailed(type(error).__name__) from error


def _content(answer: HTTPResponse, *, until: float) -> bytes:
    """The whole answer. An answer that comes byte by byte keeps within every wait for a byte, so
    that all of it has a time, too."""
    content = b""
    while piece := answer.read1(MOST_ANSWER_BYTES):
        content += piece
        if len(content) > MOST_ANSWER_BYTES:
            raise ModelFailed("the answer is too long")
        if monotonic() > until:
            raise ModelFailed("the answer takes too long")
    return content


@dataclass(frozen=True)
class ModelReader:
    """Reads with `rules`, then adds what the model finds besides."""

    endpoint: Endpoint
    rules: Callable[..., Reading]
    ask: Ask = ask

    def __call__(self, text: str, lexicon: Lexicon, *, on: date | None = None) -> Reading:
        reading = self.rules(text, lexicon, on=on)
        try:
            items = _items(self.ask(self.endpoint, text))
        except ModelFailed:
            failed = Question("model_did_not_answer", ())
            return replace(reading, questions=(*reading.questions, failed))
        return _with_added(reading, items)


def _items(answer: str) -> Mapping[str, list[Mapping[str, Any]]]:
    """The lists of an answer, which may stand in a code fence; raises ModelFailed."""
    start, end = answer.find("{"), answer.rfind("}")
    try:
        lists = json.loads(answer[start : end + 1])
    except _NO_JSON as error:
        raise ModelFailed("the answer is no JSON") from error
    if not isinstance(lists, dict):
        raise ModelFailed("the answer is no object")
    return {
        name: [item for item in items[:MOST_ITEMS] if isinstance(item, dict)]
        for name, items in lists.items()
        if isinstance(items, list)
    }


def _with_added(reading: Reading, items: Mapping[str, list[Mapping[str, Any]]]) -> Reading:
    said = normalised(reading.text)  # once: an answer has hundreds of items

    def fresh(category: str, found: tuple[Any, ...]) -> list[tuple[Span, str, Mapping[str, Any]]]:
        """Items of a category whose words stand in the text and that were not found already."""
        known = {normalised(each.name) for each in found}
        kept = []
        for item in items.get(category, ()):
            name, span = _text(item, "name"), _quoted(reading.text, item)
            if span and name and normalised(name) not in known and _says(reading.text, span, name):
                known.add(normalised(name))
                kept.append((span, name, item))
        return kept

    return replace(
        reading,
        places=reading.places
        + tuple(
            Place(name=name, spans=(span,), reason=REASON, confidence=Confidence.LIKELY)
            for span, name, _ in fresh("places", reading.places)
        ),
        organisations=reading.organisations
        + tuple(
            Organisation(name=name, spans=(span,), reason=REASON, confidence=Confidence.LIKELY)
            for span, name, _ in fresh("organisations", reading.organisations)
        ),
        people=reading.people
        + tuple(
            Person(
                name=name,
                role=_said(said, item, "role"),
                spans=(span,),
                reason=REASON,
                confidence=Confidence.LIKELY,
            )
            for span, name, item in fresh("people", reading.people)
        ),
        facilities=reading.facilities
        + tuple(
            Facility(name=name, spans=(span,), reason=REASON, confidence=Confidence.LIKELY)
            for span, name, _ in fresh("facilities", reading.facilities)
        ),
        acts=reading.acts + tuple(_acts(reading, said, items.get("acts", []))),
    )


def _acts(reading: Reading, said: str, items: list[Mapping[str, Any]]) -> list[Act]:
    """Acts whose words stand where the rules found none of that kind."""
    added: list[Act] = []
    for item in items:
        span = _quoted(reading.text, item)
        kind, status = _text(item, "kind"), _text(item, "status")
        if span is None or kind not in set(ActKind) or status not in set(Status):
            continue
        if any(act.kind == kind and act.span.overlaps(span) for act in (*reading.acts, *added)):
            continue
        added.append(
            Act(
                kind=ActKind(kind),
                status=Status(status),
                of=_said(said, item, "of"),
                trigger=span,
                spans=(span,),
                reason=REASON,
                confidence=Confidence.LIKELY,
            )
        )
    return added


def _quoted(text: str, item: Mapping[str, Any]) -> Span | None:
    """Where an item's words stand, exactly, in the text."""
    quote = _text(item, "quote")
    start = text.find(quote) if quote else -1
    return Span(start, start + len(quote)) if start >= 0 else None


def _says(text: str, span: Span, name: str) -> bool:
    """Whether the words of a span hold a name, as names are compared; a mark is no name."""
    folded = normalised(name)
    return bool(folded) and folded in normalised(span.of(text))


def _said(said: str, item: Mapping[str, Any], field: str) -> str:
    """A field whose words stand in the folded text; else empty."""
    words = _text(item, field)
    folded = normalised(words)
    return words if folded and folded in said else ""


def _text(item: Mapping[str, Any], field: str) -> str:
    value = item.get(field)
    return value.strip()[:600] if isinstance(value, str) else ""

"""A statement's text cut at the edges of what was found in it, ready to be shown in colour.

The text is hostile: it is only ever cut, escaped and set between tags of our own. Findings nest
and overlap, so that every stretch between two edges knows all it belongs to: the innermost finding
gives it its colour, the one around it a line below.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mithaq.exchange.statements.drafts.records import Card, StatementPage
from mithaq.shells.web.statement_words import TAGS, word

# What one page marks; a text with more than that is no statement, and is shown all the same.
MOST_MARKS: Final = 6000
MOST_CONTROLS: Final = 500
MOST_AROUND: Final = 8
PASSAGE: Final = "at"  # the words that an address asks for
_PARAGRAPH = re.compile(r"\n\s*")
# Embeddings, overrides and isolates: by themselves they would turn the text around them.
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Layer:
    """What is to be marked: `name` ties its stretches to a card or question (`c3`, `q1`). `kind`
    colours them; without one they are only lit when their card is. `is_further`: not the fullest
    mention; `is_off`: rejected. `href`: where a click goes. `title` is heard and shown of it."""

    name: str
    start: int
    end: int
    kind: str = ""
    is_further: bool = False
    is_off: bool = False
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text with all that it belongs to, the innermost first."""

    start: int
    end: int
    layers: tuple[Layer, ...]


def stretches(length: int, layers: Iterable[Layer], edges: Iterable[int] = ()) -> Iterator[Stretch]:
    """The whole text, from 0 to `length`, cut at every edge; in order, without gaps.

    A span that reaches beyond the text is cut off; an empty one marks nothing.
    """
    kept = [
        layer
        for layer in sorted(layers, key=lambda one: (one.is_further, one.start))[:MOST_MARKS]
        if 0 <= layer.start < min(layer.end, length)
    ]
    opening: dict[int, list[tuple[int, int]]] = {}
    closing: dict[int, list[tuple[int, int]]] = {}
    for place, layer in enumerate(kept):
        rank = (layer.end - layer.start, place)
        opening.setdefault(layer.start, []).append(rank)
        closing.setdefault(min(layer.end, length), []).append(rank)
    points = sorted({0, length, *opening, *closing, *(e for e in edges if 0 < e < length)})
    around: list[tuple[int, int]] = []  # open ones, the shortest first
    for start, end in pairwise(points):
        for rank in closing.get(start, ()):
            del around[bisect_left(around, rank)]
        for rank in opening.get(start, ()):
            insort(around, rank)
        yield Stretch(start, end, tuple(kept[place] for _, place in around[:MOST_AROUND]))


def marked(text: str, layers: Sequence[Layer]) -> SafeString:
    """The text as paragraphs of HTML with its marks. Every character of the text is kept in its
    order, so that a selection in the page counts as the text does."""
    breaks = [match.end() for match in _PARAGRAPH.finditer(text)]
    isolates = len(_CONTROLS.findall(text)) <= MOST_CONTROLS
    turns, parts = set(breaks), ["<p>"]
    for stretch in stretches(len(text), layers, breaks):
        if stretch.start in turns:
            parts.append("</p><p>")
        parts.append(_drawn(_shown(text[stretch.start : stretch.end], isolates), stretch))
    parts.append("</p>")
    # Every slice was escaped; the tags and names are this module's own.
    return mark_safe("".join(parts))  # noqa: S308


# --- what is marked -------------------------------------------------------------------------------
def mark_of(card: Card) -> str:
    """The name that ties a card to its words in the text."""
    return f"c{card.order}"


def layers_of(page: StatementPage, text_of: str = "", shown: Iterable[str] = ()) -> list[Layer]:
    """What is marked in the statement's own text, or in that of one that was merged into it.

    `shown`: uids of the cards on the page; a mark of another card asks for it.
    """
    on_page = set(shown)
    layers: list[Layer] = []
    for card in page.cards:
        if card.text_of == text_of:
            address = f"#card-{card.uid}"
            layers += _of_card(
                card, address if card.uid in on_page else f"?card={card.uid}{address}"
            )
    if not text_of:
        for place, asked in enumerate(page.questions):
            layers += [Layer(f"q{place}", start, end) for start, end in asked.spans]
        layers += [Layer("n", start, end, kind="noise") for start, end, _ in page.noise]
    return layers


def _of_card(card: Card, href: str) -> Iterator[Layer]:
    """An act is seen by the words that name it; its clause is lit only while its card is."""
    name, spans = mark_of(card), card.spans
    if card.kind == "act":
        yield from (Layer(name, start, end) for start, end in spans)
        trigger = card.value.get("trigger")
        spans = ((int(trigger[0]), int(trigger[1])),) if trigger else ()
    seen: list[tuple[int, int]] = []
    for place, (start, end) in enumerate(spans):
        # A shorter name of the same thing, within a fuller one, is no further mention.
        if any(start < other[1] and other[0] < end for other in seen[:MOST_AROUND]):
            continue
        seen.append((start, end))
        yield Layer(
            name,
            start,
            end,
            kind=card.kind,
            is_further=place > 0,
            is_off=card.decision == "rejected",
            href=href,
            title=word(TAGS, card.kind),
        )


# --- drawing it -----------------------------------------------------------------------------------
def plain(text: str) -> SafeString:
    """A few words of the text for a sentence of the page: nothing in them turns what is around."""
    return mark_safe(f"<bdi>{escape(_CONTROLS.sub('', text))}</bdi>")  # noqa: S308


def _shown(slice_: str, isolates: bool) -> str:
    """A slice, escaped. A control that turns the text around is shut in, where it does nothing."""
    escaped: str = escape(slice_)
    if not isolates:
        return _CONTROLS.sub("", escaped)
    return _CONTROLS.sub(lambda match: f'<bdi class="control">{match[0]}</bdi>', escaped)


def _drawn(shown: str, stretch: Stretch) -> str:
    if not stretch.layers:
        return shown
    on = escape(" ".join(dict.fromkeys(layer.name for layer in stretch.layers)))
    coloured = [layer for layer in stretch.layers if layer.kind]
    begins = any(layer.name == PASSAGE and layer.start == stretch.start for layer in stretch.layers)
    place = f' id="{PASSAGE}"' if begins else ""
    if not coloured:
        return f'<span data-on="{on}"{place}>{shown}</span>'
    inner = coloured[0]
    classes = ["mark", f"is-{inner.kind}"]
    classes += ["is-further"] if inner.is_further else []
    classes += ["is-off"] if inner.is_off else []
    classes += ["is-first"] if inner.start == stretch.start else []
    classes += ["is-last"] if inner.end == stretch.end else []
    outer = next((one for one in coloured[1:] if one.name != inner.name and one.href), None)
    classes += [f"in-{outer.kind}"] if outer and not outer.is_off else []
    attributes = f'class="{escape(" ".join(classes))}" data-on="{on}"{place}'
    if inner.title:
        attributes += f' title="{escape(inner.title)}"'
    if not inner.href:
        return f"<span {attributes}>{shown}</span>"
    return f'<a {attributes} href="{escape(inner.href)}" tabindex="-1">{shown}</a>'

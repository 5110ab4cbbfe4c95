"""The text that a reader of a web page came for: without menus, scripts and what is not shown."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from mithaq.exchange.statements.documents.parsing.composing import Break, Composition

_FORMS = frozenset({"form", "fieldset"})
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "title", "nav", "footer", "aside",
    "button", "select", "option", "textarea", "input", "iframe", "object", "embed", "svg", "math",
    "canvas", "audio", "video", "map", "dialog",
})  # fmt: skip
_DROPPED_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table",
    "figure",
})  # fmt: skip
_LINES = frozenset({
    "address", "article", "body", "center", "dd", "details", "div", "dt", "figcaption", "header",
    "hr", "hgroup", "legend", "li", "main", "section", "summary", "caption", "thead", "tbody",
    "tfoot", "br",
})  # fmt: skip
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# Most pages have one article and a few small ones; a thousand were put there to be slow.
_ARTICLES = 50
_TOO_LITTLE = 40  # characters


def read_html(content: bytes, order: dict[str, Any]) -> dict[str, Any]:
    """`text`, `title`, `outlet` and `published` of a page in UTF-8; '' for what it does not say."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    root = html.document_fromstring(content, parser=parser, ensure_head_body=True)
    named = _named(root)
    title = named.get("og:title") or " ".join(root.xpath("string(//title)").split())
    return {
        "text": _page_text(root, order["longest"]),
        "title": title,
        "outlet": named.get("og:site_name", ""),
        "published": named.get("article:published_time", ""),
    }


def _named(root: Any) -> dict[str, str]:
    """What the page's meta elements say, by name; the first of a name counts."""
    named: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        named.setdefault(name, (meta.get("content") or "").strip())
    return named


def _page_text(root: Any, longest: int) -> str:
    """The article's text, else the main part's, else the page's.

    Some sites wrap the whole page in one form: forms are kept where nothing is left without them.
    A page that opens no body has its article where the parser leaves it: in the head.
    """
    for dropped in (_DROPPED | _FORMS, _DROPPED):
        whole = _text_of(root, dropped, longest)
        main = _longest(root.xpath(".//main | .//*[@role='main']"), dropped, longest) or whole
        article = _longest(root.xpath(".//article"), dropped, longest)
        chosen = article if len(article) * 2 >= len(main) else main
        if len(chosen) >= _TOO_LITTLE:
            return chosen
        if len(whole) >= _TOO_LITTLE:
            return whole
    return whole


def _longest(elements: list[Any], dropped: frozenset[str], longest: int) -> str:
    texts = [_text_of(element, dropped, longest) for element in elements[:_ARTICLES]]
    return max(texts, key=len, default="")


def _text_of(element: Any, dropped: frozenset[str], longest: int) -> str:
    written = Composition(longest)
    walk = etree.iterwalk(element, events=("start", "end"))
    in_article = 0
    for event, node in walk:
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            in_article += name in ("article", "main")
            if node is not element and _is_dropped(node, name, dropped, in_article > 0):
                walk.skip_subtree()  # its end is still told
                continue
            _part(written, name)
            written.write(node.text or "")
        else:
            in_article -= name in ("article", "main")
            _part(written, name)
            if name in ("td", "th"):
                written.part(Break.CELL)
        if event == "end" and node is not element:
            written.write(node.tail or "")
    return written.text()


def _is_dropped(node: Any, name: str, dropped: frozenset[str], in_article: bool) -> bool:
    # A page's own header is its banner; an article's holds the headline.
    if name in dropped or (name == "header" and not in_article):
        return True
    role = (node.get("role") or "").strip().lower()
    is_unseen = node.get("hidden") is not None or _UNSEEN.search((node.get("style") or "")[:2000])
    return role in _DROPPED_ROLES or bool(is_unseen)


def _part(written: Composition, name: str) -> None:
    if name == "tr":
        written.part(Break.ROW)
    elif name in _PARAGRAPHS:
        written.part(Break.PARAGRAPH)
    elif name in _LINES:
        written.part(Break.LINE)

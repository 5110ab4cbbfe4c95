"""Reading a page as its reader does: the text, and the fault beside a field."""

from __future__ import annotations

import re
from html import unescape

from django.http.response import HttpResponseBase

TAG = re.compile(r"<[^>]+>")
WITHIN_WORDS = re.compile(r"</?(?:bdi|b|strong)\b[^>]*>")
FAULTS = r'<div id="id-{}-faults">(.*?)</div></div>'


def body_of(response: HttpResponseBase) -> str:
    content: bytes = getattr(response, "content", b"")
    return content.decode()


def text_of(response: HttpResponseBase) -> str:
    """What the page says, with its tags taken out and blanks run together."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", body_of(response), flags=re.DOTALL)
    return _plain(body)


def _plain(markup: str) -> str:
    return " ".join(unescape(TAG.sub(" ", WITHIN_WORDS.sub("", markup))).split())


def fault_beside(response: HttpResponseBase, field: str) -> str:
    """The words of the faults beside a field; empty where there are none."""
    found = re.search(FAULTS.format(re.escape(field)), body_of(response), re.DOTALL)
    return _plain(found[1]) if found else ""


def typed_in(response: HttpResponseBase, field: str) -> str:
    """What an input still holds."""
    found = re.search(rf'name="{re.escape(field)}"[^>]*? value="([^"]*)"', body_of(response))
    if found is None:
        area = rf'<textarea[^>]*name="{re.escape(field)}"[^>]*>([^<]*)</textarea>'
        found = re.search(area, body_of(response))
    assert found is not None, field
    return unescape(found[1])

"""A draft's page as its reader sees it."""

from __future__ import annotations

import re
import uuid
from html import unescape

from django.http.response import HttpResponseBase
from django.test import Client

from mithaq.exchange.models import StatementFinding

TAG = re.compile(r"<[^>]*>")


def body_of(response: HttpResponseBase) -> str:
    content: bytes = getattr(response, "content", b"")
    return content.decode()


def text_of(markup: str) -> str:
    return " ".join(unescape(TAG.sub("", markup)).split())


def cards_in(response: HttpResponseBase) -> dict[str, str]:
    """Each card's text by its title."""
    found = re.findall(
        r'<li class="finding [^>]*>.*?</li>\s*(?=<li|</ol|<div|$)', body_of(response), re.DOTALL
    )
    titles = [re.search(r"<strong>(.*?)</strong>", card, re.DOTALL) for card in found]
    return {
        text_of(title[1]): text_of(card)
        for title, card in zip(titles, found, strict=True)
        if title is not None
    }


def page_of(client: Client, statement: uuid.UUID, **query: str) -> HttpResponseBase:
    response = client.get(f"/statements/{statement}/", query)
    assert response.status_code == 200
    return response


def finding(statement: uuid.UUID, **wanted: object) -> StatementFinding:
    return StatementFinding.objects.get(statement__uid=statement, **wanted)


def address(statement: uuid.UUID, card: StatementFinding, what: str) -> str:
    return f"/statements/{statement}/cards/{card.uid}/{what}/"

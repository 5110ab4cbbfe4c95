"""A draft that is far too large, and a text that means harm, are still a page."""

from __future__ import annotations

import time
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.drafts.records import NewStatement
from mithaq.exchange.statements.drafts.taking import take_statement
from mithaq.registry.models import User
from mithaq.shells.web.statement_additions import where
from tests.functional.statements.world import take
from tests.functional.web.statements.reading import address, body_of, page_of

HTMX = {"HX-Request": "true"}
HARM = (
    "في حلب وإدلب وحماة وحمص ودمشق "
    '<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eعكس {{ 7 }} {% now "Y" %}'
)


def findings(statement: uuid.UUID, number: int, kind: str = "place") -> None:
    row = Statement.objects.get(uid=statement)
    StatementFinding.objects.bulk_create(
        StatementFinding(
            statement=row,
            text_of=row,
            order=order,
            kind=kind,
            spans=[[order * 4, order * 4 + 3]],
            value={"name": f"مكان {order}", "unit": "item"},
            confidence="certain",
            reason="",
        )
        for order in range(number)
    )


@pytest.fixture
def crowded(reader: User) -> uuid.UUID:
    """2,000 findings of one kind in a text of 8,000 characters."""
    statement = take("حلب " * 2_000, reader, title="مزدحم")
    findings(statement, 2_000)
    return statement


def test_two_thousand_findings_come_a_part_at_a_time(web: Client, crowded: uuid.UUID) -> None:
    page_of(web, crowded)  # what is made once is made
    began = time.process_time()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        body = body_of(page_of(web, crowded))
    assert time.process_time() - began < 3
    assert len(asked) < 40
    assert body.count('<li class="finding ') == 25
    assert body.count('<a class="mark is-place') == 2_000
    assert "1975 more" in body
    more = body_of(
        web.get(f"/statements/{crowded}/", {"only": "place", "start": "25"}, headers=HTMX)
    )
    assert more.count('<li class="finding ') == 25
    assert "<html" not in more


def test_a_mark_whose_card_is_not_there_yet_asks_for_it(web: Client, crowded: uuid.UUID) -> None:
    card = StatementFinding.objects.get(order=60)
    assert f'href="?card={card.uid}#card-{card.uid}"' in body_of(page_of(web, crowded))
    body = body_of(page_of(web, crowded, card=str(card.uid)))
    assert f'id="card-{card.uid}"' in body
    assert body.count('<li class="finding ') == 61


def test_a_decision_in_a_crowd_takes_no_more_queries_than_in_a_small_draft(
    web: Client, crowded: uuid.UUID, agreement: uuid.UUID
) -> None:
    counted = []
    for statement in (agreement, crowded):
        card = StatementFinding.objects.filter(statement__uid=statement, kind="place").first()
        assert card is not None
        web.post(address(statement, card, "decide"), {"decision": "rejected"}, headers=HTMX)
        with CaptureQueriesContext(connection) as asked:
            web.post(address(statement, card, "decide"), {"decision": "accepted"}, headers=HTMX)
        counted.append(len(asked))
    assert counted[1] <= counted[0] + 5


def test_what_means_harm_is_only_words(web: Client, reader: User) -> None:
    new = NewStatement(text=HARM, title=HARM[28:88], outlet="<b>صحيفة</b>")
    statement = take_statement(new, actor=reader.uid).uid
    for kind in ("place", "organisation", "person", "facility"):
        StatementFinding.objects.create(
            statement=Statement.objects.get(uid=statement),
            text_of=Statement.objects.get(uid=statement),
            order=len(StatementFinding.objects.all()),
            kind=kind,
            spans=[[0, 20], [10, 40]],
            value={"name": HARM, "role": HARM, "organisation": HARM, "event": HARM},
            confidence="certain",
            reason=HARM[28:88],
        )
    pages = [body_of(page_of(web, statement)), body_of(web.get("/statements/"))]
    pages += [
        body_of(web.get(address(statement, card, "correct")))
        for card in StatementFinding.objects.all()
    ]
    for body in pages:
        assert "<script>alert" not in body
        assert "<img" not in body
        assert "<b>صحيفة" not in body


@pytest.mark.parametrize(
    ("text", "words", "near", "span"),
    [
        ("  أب  ج\n\nد أب ج", "ب ج", 0, (3, 7)),
        ("  أب  ج\n\nد أب ج", "ب ج", 9, (12, 15)),
        ("أب ج", "ج أب", 0, None),
        ("أب ج", "", 0, None),
        ("ا " * 200_000, "ا " * 299 + "ب", 0, None),
        ("ا\n\n\n" * 100_000, "ا", 400_000, (399_996, 399_997)),
    ],
)
def test_marked_words_are_found_where_they_stand_in_the_time_of_a_look(
    text: str, words: str, near: int, span: tuple[int, int] | None
) -> None:
    began = time.process_time()
    assert where(text, words, near) == span
    assert time.process_time() - began < 2


def test_a_card_of_an_order_that_no_card_can_have_is_refused(
    web: Client, agreement: uuid.UUID
) -> None:
    card = StatementFinding.objects.get(statement__uid=agreement, value__kind="agreement")
    for order in ("9" * 30, "9" * 5000):
        sent = {"kind": "agreement", "status": "signed", "quantities": [order]}
        assert web.post(address(agreement, card, "correct"), sent).status_code == 422


@pytest.mark.parametrize(
    "query",
    [{"only": "place", "start": "-1"}, {"card": "x"}, {"at": "9-3"}, {"at": "0-99999999"},
     {"show": "'"}, {"only": "<"}, {"q": "\x00"}, {"start": "٣"}],
)  # fmt: skip
def test_an_address_that_means_nothing_shows_the_draft(
    web: Client, agreement: uuid.UUID, query: dict[str, str]
) -> None:
    page_of(web, agreement, **query)

"""Every role asks every route for its own, another place's and another organisation's rows.

What must be answered stands in docs/rights.csv, written by hand.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from django.urls import reverse

from mithaq.registry.actions import make_api_token
from tests.functional.rights import world
from tests.functional.rights.asking import Sample
from tests.functional.rights.matrix import TABLE, VISITORS, Right, rights, rows
from tests.functional.rights.routes import nameless, routes
from tests.functional.rights.samples import SAMPLES

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def test_every_route_stands_in_the_matrix_and_every_row_has_its_route() -> None:
    assert nameless() == []
    listed = {route for route, _ in rows()}
    assert listed == set(routes()), f"see {TABLE.name}"


def test_no_cell_of_the_matrix_is_empty() -> None:
    assert {right.visitor for right in rights()} == set(VISITORS)


@pytest.mark.database
class TestEveryRoute(TestCase):
    """One test a route and method, made below from the rows of the matrix."""

    sessions: dict[str, str]
    keys: dict[str, str]

    @classmethod
    def setUpTestData(cls) -> None:
        world.build()
        cls.sessions, cls.keys = {}, {}
        for visitor, user in world.visitors().items():
            client = Client()
            client.force_login(user)
            cls.sessions[visitor] = client.cookies[settings.SESSION_COOKIE_NAME].value
            cls.keys[visitor] = make_api_token(user.uid, label="test", actor=None).secret

    def ask(self, right: Right) -> HttpResponse:
        """The answer; what asking changed is undone."""
        variant = world.VARIANTS[right.scope]
        sample = SAMPLES.get(right.route, Sample())
        address = reverse(right.route, kwargs=dict(sample.address(variant)))
        is_api = right.route.startswith("api:")
        client = Client(raise_request_exception=False)
        given: dict[str, Any] = {"headers": dict(sample.headers)}
        if is_api and right.visitor in self.keys:
            given["headers"]["Authorization"] = f"Bearer {self.keys[right.visitor]}"
        elif right.visitor in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[right.visitor]
        if right.method == "GET":
            given["data"] = dict(sample.query(variant))
        elif is_api:
            given["data"] = json.dumps(dict(sample.body(variant)))
            given["content_type"] = "application/json"
        else:
            given["data"] = dict(sample.body(variant))
        with transaction.atomic():
            answer: HttpResponse = getattr(client, right.method.lower())(address, **given)
            if answer.streaming:
                answer = HttpResponse(answer.getvalue(), status=answer.status_code)
            transaction.set_rollback(True)
        return answer

    def check(self, cells: list[Right]) -> None:
        wrong: list[str] = []
        for _, of_visitor in groupby(cells, key=lambda right: right.visitor):
            scopes = tuple(of_visitor)
            # A list and a page are the same whichever row is meant.
            asked = scopes if scopes[0].kind == "one" else scopes[:1]
            for right in asked:
                wrong += faults_of(self.ask(right), right, scopes)
        assert not wrong, "\n" + "\n".join(wrong)

    def test_a_method_that_no_row_names_is_not_answered(self) -> None:
        listed = set(rows())
        wrong = []
        for route in routes():
            if route.startswith(("account_", "mfa_")):  # the sign-in's own forms, not ours
                continue
            for method in METHODS:
                if (route, method) in listed:
                    continue
                right = Right(route, method, "page", 405, "planner", "own", "405")
                answer = self.ask(right)
                if answer.status_code not in (405, 403):
                    wrong.append(f"{method} {route}: {answer.status_code}")
        assert not wrong, "\n".join(wrong)


def faults_of(answer: HttpResponse, right: Right, scopes: tuple[Right, ...]) -> list[str]:
    """What is wrong with an answer: its status, a row missing, a row that must not show."""
    where = f"{right.visitor}, {right.scope}: "
    if answer.status_code != right.status:
        return [f"{where}{answer.status_code} where the matrix says {right.status}"]
    text = body_of(answer)
    found = []
    for other in scopes:
        is_there = world.MARKS[other.scope] in text
        if other.expected == "r" and other == right:
            continue  # a refusal names what it was given
        if is_there and not other.is_shown:
            found.append(f"{where}shows a row of {other.scope}")
        if right.kind == "list" and other.is_shown and not is_there:
            found.append(f"{where}lacks the row of {other.scope}")
    return found


def body_of(answer: HttpResponse) -> str:
    """The text of an answer, with the letters that JSON escapes as they are read."""
    text: str = answer.content.decode(errors="replace")
    if "json" in answer.headers.get("Content-Type", ""):
        return json.dumps(json.loads(text or "null"), ensure_ascii=False)
    return text


def _tested(cells: list[Right]) -> Any:
    def test(self: TestEveryRoute) -> None:
        self.check(cells)

    return test


for (_route, _method), _cells in groupby(rights(), key=lambda right: (right.route, right.method)):
    _name = f"test_{_method}_{_route}".replace(":", "_").replace("-", "_")
    setattr(TestEveryRoute, _name, _tested(list(_cells)))

"""A language model behind the rules: it may add, with the text's own words, and nothing else."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from mithaq.exchange.statements.language_models import Endpoint, ModelReader
from mithaq.exchange.statements.readers import reader_of
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement

TEXT = "زار وفد من جمعية الأفق مشفى الوادي، وقدّم الوفد حزمة من المستلزمات."
KEY = "a-key-that-must-not-be-shown"


class _Server(HTTPServer):
    """Answers each request with `status` and `body`, and remembers what was asked."""

    body: bytes = b""
    pause: float = 0
    status: int = 200
    headers: dict[str, str]
    asked: list[dict[str, Any]]


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        asked = json.loads(self.rfile.read(length))
        self.server.asked.append({"body": asked, "key": self.headers.get("Authorization")})
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if not self.server.pause:
            self.wfile.write(self.server.body)
            return
        with suppress(OSError):  # whoever asked has gone
            for place in range(len(self.server.body)):
                self.wfile.write(self.server.body[place : place + 1])
                time.sleep(self.server.pause)

    def log_message(self, *_: Any) -> None:
        """Silence: a test's output is its own."""


@contextmanager
def endpoint(answer: object, *, status: int = 200, **headers: str) -> Iterator[tuple[str, _Server]]:
    """The address of a model that answers this, as chat endpoints do."""
    content = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    server = _Server(("127.0.0.1", 0), _Answers)
    server.asked, server.status, server.headers = [], status, headers
    server.body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/chat/completions", server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_with(answer: object, **options: Any) -> Reading:
    with endpoint(answer, **options) as (url, _):
        return reader_of(url, model="small", key=KEY, seconds=5)(TEXT, lexicon_of("SY"))


def asks_of_silence(reading: Reading) -> bool:
    return "model_did_not_answer" in {question.code for question in reading.questions}


def test_without_a_setting_the_rules_read_alone() -> None:
    assert reader_of() is read_statement


def test_the_model_is_asked_with_the_text_and_its_key() -> None:
    with endpoint({}) as (url, server):
        reader_of(url, model="small", key=KEY, seconds=5)(TEXT, lexicon_of("SY"))
    (asked,) = server.asked
    assert asked["body"]["model"] == "small"
    assert asked["body"]["messages"][-1]["content"] == TEXT
    assert asked["key"] == f"Bearer {KEY}"


def test_what_it_adds_has_its_words_and_is_never_certain() -> None:
    item = {"quote": "زار وفد", "kind": "study", "status": "done", "of": "مشفى الوادي"}
    (added,) = [act for act in read_with({"acts": [item]}).acts if act.kind == "study"]
    assert (added.span.of(TEXT), added.of, added.status) == ("زار وفد", "مشفى الوادي", "done")
    assert added.confidence == "likely"


@pytest.mark.parametrize(
    "item",
    [
        {"quote": "وزارة الصحة", "name": "وزارة الصحة"},
        {"quote": "حزمة من المستلزمات", "name": "منظمة أخرى"},
        {"quote": "", "name": "جمعية"},
        {"name": "جمعية"},
        {"quote": 7, "name": ["جمعية"]},
        {"quote": "،", "name": "،"},
    ],
)
def test_what_does_not_stand_in_the_text_is_dropped(item: dict[str, Any]) -> None:
    reading = read_with({"organisations": [item]})
    assert not [each for each in reading.organisations if each.reason == "language_model"]


@pytest.mark.parametrize(
    "answer",
    [
        "", "لا أعرف", "[1, 2]", '{"acts": 3}', '{"acts": [null, 7, {"kind": "war"}]}',
        '{"acts": ' + "[" * 200_000 + "]" * 200_000 + "}",
    ],
    ids=["nothing", "words", "a list", "a number", "no items", "nested"],
)  # fmt: skip
def test_an_answer_out_of_form_changes_nothing(answer: str) -> None:
    rules = read_statement(TEXT, lexicon_of("SY"))
    reading = read_with(answer)
    assert reading.acts == rules.acts
    assert reading.organisations == rules.organisations


@pytest.mark.parametrize(("answer", "status"), [("", 200), ("{}", 500), ("{}", 404)])
def test_a_model_that_does_not_answer_is_said_and_the_rules_stand(answer: str, status: int) -> None:
    reading = read_with(answer, status=status)
    assert asks_of_silence(reading)
    assert reading.organisations == read_statement(TEXT, lexicon_of("SY")).organisations


def test_an_answer_that_comes_byte_by_byte_is_not_waited_for() -> None:
    with endpoint({}) as (url, server):
        server.pause = 0.05
        began = time.monotonic()
        reading = reader_of(url, seconds=0.3)(TEXT, lexicon_of("SY"))
    assert asks_of_silence(reading)
    assert time.monotonic() - began < 3


def test_hundreds_of_items_are_looked_for_in_a_long_text_in_seconds() -> None:
    text = "قال مدير المشفى إن وفداً من جمعية الأفق زار المدينة. " * 7_000
    words = text.split()[:9]
    names = {f"{one} {two}" for one in words for two in words}
    people = [{"quote": text[:600], "name": name, "role": f"مدير {name}"} for name in names] * 6
    reader = ModelReader(
        Endpoint("http://127.0.0.1:9/"), rules=lambda text, _, on: Reading(text=text, on=on),
        ask=lambda *_: json.dumps({"people": people}),
    )  # fmt: skip
    began = time.process_time()
    reader(text, lexicon_of("SY"))
    assert time.process_time() - began < 5


def test_a_redirect_is_not_followed_for_the_text_goes_only_where_the_setting_says() -> None:
    with endpoint({}) as (elsewhere, other):
        reading = read_with({}, status=307, Location=elsewhere)
    assert asks_of_silence(reading)
    assert not other.asked


def test_nobody_at_the_address_is_said() -> None:
    reading = reader_of("http://127.0.0.1:9/", seconds=2)(TEXT, lexicon_of("SY"))
    assert asks_of_silence(reading)


def test_only_web_addresses_are_taken() -> None:
    with pytest.raises(ValueError, match="http"):
        reader_of("file:///etc/passwd")


def test_the_key_is_not_shown() -> None:
    reader = reader_of("http://127.0.0.1:9/", key=KEY)
    assert isinstance(reader, ModelReader)
    assert KEY not in repr(reader)
    assert KEY not in repr(Endpoint("http://127.0.0.1:9/", key=KEY))

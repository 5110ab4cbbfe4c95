"""Many lines go in by another way than a few, and come to the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from mithaq.ledger import writers
from mithaq.ledger.actions import post_columns
from mithaq.ledger.checks import check
from mithaq.ledger.models import Delivery, Posting
from tests.functional.ledger.world import many_lines, masters

LINES = 400


@pytest.fixture(autouse=True)
def ledger(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that commits, where a few lines count as many."""
    monkeypatch.setattr(writers, "MANY", 100)
    masters()


def written() -> tuple[list[Any], list[Any]]:
    """What is in the ledger's tables, digests included."""
    postings = Posting.objects.order_by("id").values_list(
        "id", "source", "on", "is_made_up", "reason", "digest", "batch_id"
    )
    return (
        [(*rest, bytes(digest), batch) for *rest, digest, batch in postings],
        list(Delivery.objects.order_by("id").values_list()),
    )


def test_the_many_are_written_as_the_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [
        many_lines(LINES),
        many_lines(LINES, prefix="answer", answers="file"),
        many_lines(LINES, prefix="again", answers="answer"),
    ]
    with transaction.atomic():
        monkeypatch.setattr(writers, "MANY", 10**9)
        for table in tables:
            post_columns(table, actor=None, kind="import")
        few = written()
        transaction.set_rollback(True)
    monkeypatch.setattr(writers, "MANY", 100)
    for table in tables:
        post_columns(table, actor=None, kind="import")
    many = written()
    assert [row[:-1] for row in many[0]] == [row[:-1] for row in few[0]]
    assert many[1] == few[1]
    assert Delivery.objects.filter(claim__isnull=False).count() == 2 * LINES
    assert check().holds


def test_the_many_posted_again_change_nothing() -> None:
    post_columns(many_lines(LINES), actor=None, kind="import")
    again = post_columns(many_lines(LINES), actor=None, kind="import")
    assert (again.postings, again.known) == (0, LINES // 20)
    both = post_columns(many_lines(2 * LINES), actor=None, kind="import")
    assert (both.postings, both.known) == (LINES // 20, LINES // 20)


@pytest.mark.sqlite
def test_what_a_killed_import_left_is_swept() -> None:
    left = Path(settings.HOME) / "staging-killed"
    left.mkdir()
    (left / "staging.sqlite3").write_bytes(b"half")
    os.utime(left, (0, 0))
    post_columns(many_lines(LINES), actor=None, kind="import")
    assert not left.exists()


def test_nothing_is_left_lying_about() -> None:
    post_columns(many_lines(LINES), actor=None, kind="import")
    assert not [path for path in Path(settings.HOME).iterdir() if path.name.startswith("staging")]


@pytest.mark.sqlite
def test_a_connection_is_as_it_was_after_a_posting_that_failed() -> None:
    def fail(_: object) -> None:
        raise RuntimeError

    def state() -> list[object]:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            cache = cursor.fetchall()
            cursor.execute("PRAGMA database_list")
            return [cache, [row[1] for row in cursor.fetchall()]]

    before = state()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            post_columns(many_lines(LINES), actor=None, kind="import", then=fail)
    assert state() == before
    assert not Posting.objects.exists()


def test_a_source_posted_meanwhile_by_another_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look into the ledger and the lock, somebody posts one of the sources."""
    real = writers.writer
    meanwhile = [many_lines(20)]

    def interrupted(*tables: Any) -> object:
        if meanwhile:
            post_columns(meanwhile.pop(), actor=None, kind="import")
        return real(*tables)

    monkeypatch.setattr("mithaq.ledger.actions.postings.writer", interrupted)
    done = post_columns(many_lines(LINES), actor=None, kind="import")
    assert (done.postings, done.known) == (LINES // 20 - 1, 1)
    assert Posting.objects.count() == LINES // 20
    assert check().holds

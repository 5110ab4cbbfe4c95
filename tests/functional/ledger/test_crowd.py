"""Many write at once: nobody is refused for it, nothing is lost, and the chain holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests.functional.ledger.crowd import POSTINGS, WRITERS

LINES = 30_000
ROOT = Path(__file__).parents[3]


@pytest.fixture
def own_database(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'crowd.sqlite3'}"
        return
    name = f"crowd_{uuid.uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def outcome(own_database: str, tmp_path: Path) -> Any:
    run = subprocess.run(
        [sys.executable, "-m", "tests.functional.ledger.crowd", str(LINES)],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": own_database,
            "MITHAQ_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "mithaq.settings",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_many_write_at_once(outcome: Any) -> None:
    assert outcome["failed"] == []
    # What all post with the same content is posted once; with other content, one of them wins.
    assert outcome["shared"] == 1
    assert outcome["refused"] == WRITERS - 1
    own = WRITERS * POSTINGS
    assert outcome["postings"] == own + 2 + LINES // 20
    assert outcome["deliveries"] == 2 * own + 2 + LINES
    # The chain holds, whoever came first.
    assert outcome["faults"] == []
    assert outcome["holds"]
    assert outcome["instants"] == outcome["batches"]
    assert outcome["checked"] == outcome["deliveries"]
    # A snapshot taken in between held whole batches; the last holds everything.
    assert outcome["torn"] == []
    assert outcome["photographs"] == 8
    assert outcome["in_snapshot"] == outcome["deliveries"]

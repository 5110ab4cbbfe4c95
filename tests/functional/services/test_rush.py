"""Eight reporters submit while a file is imported: none is refused, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests.functional.services.rush import FILE_MONTHS, MONTHS, REPORTERS

LINES = 50_000
ROOT = Path(__file__).parents[3]


@pytest.fixture
def own_database(tmp_path: Path, transactional_db: None) -> Iterator[str]:
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'rush.sqlite3'}"
        return
    name = f"rush_{uuid.uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        address = urlsplit(os.environ["DATABASE_URL"])
        yield urlunsplit(address._replace(path=f"/{name}"))
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_eight_reporters_submit_during_an_import(own_database: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": own_database,
        "MITHAQ_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "mithaq.settings",
        "PYTHONPATH": str(ROOT),
    }
    run = subprocess.run(
        [sys.executable, "-m", "tests.functional.services.rush", str(LINES)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert said["refused"] == []
    assert said["reports"] == REPORTERS * MONTHS + 1
    assert said["claims"] == REPORTERS * MONTHS + 2  # the crowd's one claim, and its acceptance
    assert said["imported"] == LINES
    reports = REPORTERS * FILE_MONTHS
    assert said["file"] == [reports, reports, reports, reports * 6, reports * 6]
    assert said["crowd"] == {"submitted": 1, "accepted": 1}

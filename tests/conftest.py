"""What every test can ask for, and what each kind of test needs of the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import settings as hypothesis_settings

from tests import append_only

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# One example may be slow on a busy machine; what is drawn must not depend on the day.
hypothesis_settings.register_profile("mithaq", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("mithaq")

FIXTURES_WITH_DATABASE = {"db", "transactional_db", "live_server", "client", "admin_client"}
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the database, so that they can be run on each kind of database."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db") or fixtures & FIXTURES_WITH_DATABASE:
            item.add_marker("database")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what holds on the other kind of database only."""
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        lacking("runs on PostgreSQL only; `make test` runs it where a server is installed")
    if item.get_closest_marker("sqlite") and connection.vendor != "sqlite":
        pytest.skip("holds on SQLite only")


def lacking(what: str) -> None:
    """Skip a test for what the machine lacks; in a full run that is a failure."""
    if os.environ.get("MITHAQ_FULL") == "1":
        pytest.fail(f"MITHAQ_FULL=1 asks for every test, but: {what}", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session", autouse=True)
def emptied_after_commits() -> Iterator[None]:
    """Django empties every table after a test that commits; the append-only ones, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", append_only.flush)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright; one for each test process."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((path for name in names if (path := shutil.which(name))), None)
    if program is None:
        lacking("no Chromium is installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Playwright's loop runs in this thread; Django would refuse to use the database beside it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh window in Arabic, 1440 px wide; any error in the page's scripts fails the test."""
    context = chromium.new_context(locale="ar", viewport={"width": 1440, "height": 900})
    window = context.new_page()
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield window
        assert not errors, errors
    finally:
        context.close()


@pytest.fixture
def fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty MITHAQ_HOME, with its own SQLite file, for commands run as a process."""
    home = tmp_path / "home of مثاق"
    home.mkdir()
    monkeypatch.setenv("MITHAQ_HOME", str(home))
    monkeypatch.setenv("MITHAQ_DEMO", "1")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mithaq.settings")
    return home

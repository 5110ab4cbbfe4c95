"""The home page and one agreement's page on the national ledger, with eight readers at once."""

from __future__ import annotations

import http.client
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from mithaq.bench.figures import Figure, bounded
from mithaq.bench.homes import call_in, environment, home_of

READERS = 8
REQUESTS_EACH = 25
PAGES = {"home page": "/", "agreement's page": "/agreements/N-A001-5/"}


def measure() -> Iterator[Figure]:
    home = home_of("national")
    with _served(home) as port:
        cookie = _signed_in(port)
        for name, path in PAGES.items():
            times = _read_at_once(port, path, cookie)
            p95 = statistics.quantiles(times, n=20)[-1] * 1000
            yield bounded(f"{name}, p95 with {READERS} connections", p95, "ms", most=150)
    for path, found in call_in(home, queries_of, list(PAGES.values())).items():
        yield bounded(f"queries of {path}", found["queries"], "", most=20)
        yield bounded(f"scans of tables over 1,000 rows, {path}", len(found["scans"]), "", most=0)


@contextmanager
def _served(home: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mithaq.shells.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--workers", "2"], env=environment(home), stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(240):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/accounts/login/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("the server did not come up")


def _signed_in(port: int) -> str:
    """The cookies of a planner's session."""
    from mithaq.demonstration import PASSWORD

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/accounts/login/")
    answer = connection.getresponse()
    answer.read()
    token = re.findall(r"csrftoken=([^;]+)", answer.getheader("Set-Cookie") or "")[0]
    form = {"login": "planner", "password": PASSWORD, "csrfmiddlewaretoken": token}
    headers = {
        "Cookie": f"csrftoken={token}", "Content-Type": "application/x-www-form-urlencoded",
        "Referer": f"http://127.0.0.1:{port}/accounts/login/",
    }  # fmt: skip
    connection.request("POST", "/accounts/login/", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    cookies = answer.headers.get_all("Set-Cookie") or []
    return "; ".join(cookie.split(";")[0] for cookie in cookies)


def _read_at_once(port: int, path: str, cookie: str) -> list[float]:
    """Seconds of each request, after one that warms up each connection."""
    times: list[float] = []

    def read() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(REQUESTS_EACH + 1):
            started = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status}")
            if number:
                times.append(time.perf_counter() - started)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if len(times) != READERS * REQUESTS_EACH:
        raise RuntimeError(f"{path}: only {len(times)} answers")
    return times


def queries_of(paths: list[str]) -> dict[str, dict[str, Any]]:
    """In a home: how many queries each page makes, and which of them scan a large table."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(get_user_model().objects.get(username="planner"))
    found = {}
    for path in paths:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path, headers={"host": "127.0.0.1"})
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        statements = [query["sql"] for query in captured.captured_queries]
        scans = sorted({scan for sql in statements for scan in _scans(sql)})
        found[path] = {"queries": len(statements), "scans": scans}
    return found


def _scans(sql: str) -> Iterator[str]:
    """Tables of more than 1,000 rows that SQLite would read from end to end."""
    from django.db import connection

    if not sql.lstrip().upper().startswith("SELECT"):
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"))
        plan = [row[3] for row in cursor.fetchall()]
        for step in plan:
            scan = re.fullmatch(r"SCAN (\w+)(?: USING .*)?", step)
            name = scan and _table_named(sql, scan[1])
            if name:
                cursor.execute(f"SELECT COUNT(*) FROM (SELECT 1 FROM {name} LIMIT 1001)")  # noqa: S608
                if cursor.fetchone()[0] > 1000:
                    yield f"{name}: {step}"


def _table_named(sql: str, name: str) -> str:
    """The table behind a name in a plan: itself, or what is aliased so in the statement."""
    alias = re.search(rf'"(\w+)" {re.escape(name)}\b', sql)
    if alias:
        return alias[1]
    return name if f'"{name}"' in sql else ""

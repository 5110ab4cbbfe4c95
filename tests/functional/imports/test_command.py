"""`mithaq import`, as other programs call it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.functional.imports.test_questions import delivery
from tests.functional.imports.world import ROWS, TABLES, lines_of, written

MITHAQ = Path(sys.executable).with_name("mithaq")
EIGHT = ("sheet", "row", "column", "found", "expected", "code", "ar", "en")
LINES = 30_000


def mithaq(*arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MITHAQ_HOME": str(home)} if home else os.environ
    return subprocess.run(
        [str(MITHAQ), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the country pack and the world up to its deliveries, to be copied."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("DJANGO_SETTINGS_MODULE", "mithaq.settings")
        assert mithaq("init", home=home).returncode == 0
        for table in TABLES[: TABLES.index("deliveries")]:
            done = mithaq("import", table, written(files, table), home=home)
            assert done.returncode == 0, (table, done.stderr)
    return home


@pytest.fixture
def loaded(installation: Path, fresh_home: Path, tmp_path: Path) -> Path:
    """Commands run in a copy of the installation; a folder for files."""
    shutil.copytree(installation, fresh_home, dirs_exist_ok=True)
    return tmp_path


def test_every_table_comes_in_over_the_country_pack(loaded: Path) -> None:
    """The measures of the pack, its places and the file's stand side by side."""
    done = mithaq("import", "deliveries", written(loaded, "deliveries"), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    again = mithaq("import", "deliveries", written(loaded, "deliveries"))
    assert again.returncode == 0
    assert "0 new" in again.stderr
    assert mithaq("check").returncode == 0


def test_faults_come_with_their_eight_fields_and_status_1(loaded: Path) -> None:
    path = written(loaded, "deliveries", delivery(measure="nowhere", quantity="-1"))
    done = mithaq("import", "deliveries", path, "--json")
    assert done.returncode == 1
    faults = json.loads(done.stdout)
    assert [tuple(fault) for fault in faults] == [EIGHT, EIGHT]
    assert {(fault["row"], fault["column"]) for fault in faults} == {
        (2, "measure"),
        (2, "quantity"),
    }
    assert "رُفض الملف" in done.stderr


def test_questions_leave_status_0_and_a_dry_run_writes_nothing(loaded: Path) -> None:
    path = written(loaded, "deliveries", delivery(quantity="0.5"))
    tried = mithaq("import", "deliveries", path, "--dry-run", "--json")
    assert tried.returncode == 0
    assert [question["code"] for question in json.loads(tried.stdout)] == ["fraction"]
    taken = mithaq("import", "deliveries", path)
    assert "1 new" in taken.stderr


def test_wrong_usage_has_status_2(fresh_home: Path, tmp_path: Path) -> None:
    assert mithaq("import", "nothing", written(tmp_path, "measures")).returncode == 2
    assert mithaq("import", "measures", tmp_path / "not there.csv").returncode == 2
    assert mithaq("import", "measures").returncode == 2


def test_a_template_offers_what_is_registered(loaded: Path) -> None:
    path = loaded / "deliveries.xlsx"
    assert mithaq("import", "deliveries", "--template", path).returncode == 0
    with CalamineWorkbook.from_path(str(path)) as book:
        cells = {str(cell) for row in book.get_sheet_by_index(2).to_python() for cell in row}
    assert {"ORG1", "visit.child", "HF1", "QS01", "claimed"} <= cells


def test_a_template_needs_no_database(fresh_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "measures.xlsx"
    assert mithaq("import", "measures", "--template", path).returncode == 0
    assert path.stat().st_size


def _many(first: int, count: int) -> Sequence[str]:
    return [
        delivery(f"PS-{first + at // 10}", str(at % 10), quantity=str(at)) for at in range(count)
    ]


def test_reporters_post_while_a_large_file_comes_in(loaded: Path) -> None:
    """None is refused, none is lost, and the chain holds."""
    path = loaded / "large.csv"
    path.write_text(lines_of("deliveries", *_many(1000, LINES)), encoding="utf-8")
    small = [
        written(loaded, "deliveries", delivery(f"R-{at}"), name=f"small-{at}.csv")
        for at in range(8)
    ]
    done: list[subprocess.CompletedProcess[str]] = []
    jobs = [
        threading.Thread(target=lambda file=file: done.append(mithaq("import", "deliveries", file)))
        for file in (path, *small)
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert [each.stderr for each in done if each.returncode] == []
    checked = mithaq("check", "--json")
    assert checked.returncode == 0
    counted = json.loads(checked.stdout)
    assert counted["deliveries"] == LINES + len(small)


def test_the_world_names_every_table() -> None:
    from mithaq.exchange.tables.catalogue import TABLES as ALL

    assert set(TABLES) == set(ROWS) == set(ALL)

"""`mithaq read`, as a stranger calls it: with an installation and without one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

MITHAQ = Path(sys.executable).with_name("mithaq")
TEXT = (
    "وقّعت وزارة الصحة ومنظمة “نبع” اليوم مذكرة تفاهم لتأهيل 12 مركزاً صحياً في محافظة درعا، "
    "وقال مدير صحة درعا الدكتور سليم القاسم إن العمل يبدأ في 1 نيسان 2026."
)
CATEGORIES = {
    "places", "organisations", "people", "facilities", "quantities", "dates", "acts", "questions",
    "noise", "text", "title", "outlet", "on",
}  # fmt: skip


def mithaq(*arguments: str | Path, home: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    settings = {"DJANGO_SETTINGS_MODULE": "mithaq.settings", "MITHAQ_HOME": str(home)}
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [str(MITHAQ), *map(str, arguments)],
        input=given,
        capture_output=True,
        encoding="utf-8",
        env={**inherited, **settings},
        check=False,
    )


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "بيان.txt"
    file.write_text(TEXT, "utf-8")
    return file


def read(file: Path, *arguments: str, home: Path) -> dict[str, Any]:
    done = mithaq("read", file, "--json", *arguments, home=home)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_file_is_read_without_an_installation(statement: Path, tmp_path: Path) -> None:
    found = read(statement, "--on", "2026-03-04", home=tmp_path / "home")
    assert set(found) == CATEGORIES
    assert {"2026-03-04", "2026-04-01"} <= {date["value"] for date in found["dates"]}
    assert [place["code"] for place in found["places"]] == ["SY12"]
    assert (12, "facility") in {(one["value"], one["unit"]) for one in found["quantities"]}
    assert ("سليم القاسم", "مدير صحة درعا") in {(p["name"], p["role"]) for p in found["people"]}
    start, end = found["places"][0]["spans"][0]
    assert found["text"][start:end] == "درعا"


def test_relative_days_stay_relative_where_no_day_is_given(statement: Path, tmp_path: Path) -> None:
    found = read(statement, home=tmp_path / "home")
    assert "today" in {date["value"] for date in found["dates"]}


def test_names_are_linked_to_the_register(statement: Path, tmp_path: Path) -> None:
    home, table = tmp_path / "home", tmp_path / "organisations.csv"
    table.write_text("code,name_ar,name_en,kind\nNABA,منظمة نبع,Naba,ngo\n", "utf-8")
    assert mithaq("init", home=home).returncode == 0
    assert mithaq("import", "organisations", table, home=home).returncode == 0
    organisations = read(statement, home=home)["organisations"]
    assert "NABA" in {each["code"] for each in organisations}


def test_what_was_found_is_printed_with_its_words(statement: Path, tmp_path: Path) -> None:
    done = mithaq("read", statement, home=tmp_path / "home")
    assert done.returncode == 0
    assert "سليم القاسم · مدير صحة درعا" in done.stdout
    assert "«12 مركزاً صحياً»" in done.stdout
    assert "Traceback" not in done.stderr


def test_text_comes_from_standard_input_too(tmp_path: Path) -> None:
    done = mithaq("read", "-", "--json", home=tmp_path / "home", given=TEXT)
    assert json.loads(done.stdout)["places"][0]["name"] == "درعا"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a document", b"\xff\xfe\x00\x01\x02"])
def test_what_cannot_be_read_is_refused_in_both_languages(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "statement.docx"
    file.write_bytes(content)
    done = mithaq("read", file, "--json", home=tmp_path / "home")
    assert done.returncode == 1
    assert all(fault["ar"] and fault["en"] for fault in json.loads(done.stdout))


def test_wrong_usage_says_what_was_expected(statement: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    wrong_day = mithaq("read", statement, "--on", "الأحد", home=home)
    nowhere = mithaq("read", tmp_path / "none.txt", home=home)
    assert (wrong_day.returncode, nowhere.returncode) == (2, 2)
    assert "2026-06-30" in wrong_day.stderr

"""What the repository itself promises: names that say what, locks with hashes, no addresses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "mithaq"
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "data"}
LOCKS = [ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"]


def locked_versions(lock: Path) -> set[str]:
    """`name==version` of every package of a lock."""
    return set(re.findall(r"^[\w.-]+==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE))


def test_no_module_has_a_name_that_says_nothing() -> None:
    paths = [path.relative_to(SOURCE) for path in SOURCE.rglob("*.py")]
    assert not [path for path in paths if SAYS_NOTHING & {*path.parts[:-1], path.stem}]


def test_every_locked_package_has_hashes_and_no_address() -> None:
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries), lock.name
        assert "//" not in text, lock.name
        assert "--index" not in text, lock.name


def test_the_lock_of_the_tests_holds_that_of_the_run() -> None:
    run, tests = (locked_versions(lock) for lock in LOCKS)
    assert run <= tests


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["setup"],
        *project["dependency-groups"]["dev"],
    ]
    names = {re.split(r"[\[<>=~! ]", entry)[0].lower() for entry in wanted}
    assert names <= {entry.split("==")[0].lower() for entry in locked_versions(LOCKS[1])}


def test_npm_lock_names_hashes_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())

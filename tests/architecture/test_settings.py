"""What can be set from outside is written down in docs/settings.md, and nothing else is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "mithaq"
SETTINGS = SOURCE / "settings.py"
DOCUMENT = ROOT / "docs" / "settings.md"
VARIABLE = re.compile(r"(DATABASE_URL|MITHAQ_[A-Z_]+)")
# Told to the tests by .ci/run, never read by the product.
OF_THE_TESTS = {"MITHAQ_FULL"}


def named_variables(file: Path) -> set[str]:
    """The environment variables that a module names, in full, as a string."""
    strings = (
        node.value
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in strings if VARIABLE.fullmatch(text)}


def test_every_environment_variable_is_documented_and_every_documented_one_is_read() -> None:
    read = set().union(*(named_variables(file) for file in SOURCE.rglob("*.py")))
    documented = set(VARIABLE.findall(DOCUMENT.read_text(encoding="utf-8")))
    assert documented - OF_THE_TESTS == read


def test_the_environment_is_read_in_one_place() -> None:
    elsewhere = {
        file.relative_to(SOURCE).as_posix(): names
        for file in SOURCE.rglob("*.py")
        if file != SETTINGS and (names := reads_of_environment(file))
    }
    assert not elsewhere, elsewhere


def reads_of_environment(file: Path) -> list[str]:
    """The variables that a module reads from the environment; writing one is no reading."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        is_read = isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "os.environ.get",
            "os.getenv",
            "environ.get",
            "getenv",
        }
        if is_read and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
            found.append(str(node.args[0].value))
    return found

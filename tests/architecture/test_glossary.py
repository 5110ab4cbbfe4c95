"""The glossary speaks of the code as it is: each code name is a word of the source."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\|(?P<arabic>[^|]+)\|(?P<english>[^|]+)\|(?P<code>[^|]+)\|", re.MULTILINE)
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")


def rows() -> list[tuple[str, str, str]]:
    """Arabic, English and code names of every entry; heads and rules of the tables left out."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    cells = [(m["arabic"].strip(), m["english"].strip(), m["code"]) for m in ROW.finditer(text)]
    return [row for row in cells if "`" in row[2]]


def test_every_code_name_is_a_word_of_the_source() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.yaml")]
    source = "\n".join([*map(str, files), *(file.read_text(encoding="utf-8") for file in files)])
    known = set(re.findall(r"\w+", source))
    names = {
        name for _, _, code in rows() for name in re.findall(r"\w+", " ".join(code.split("`")))
    }
    assert not names - known


def test_every_entry_has_arabic_and_english() -> None:
    entries = rows()
    assert len(entries) > 100
    assert all(ARABIC_LETTER.search(arabic) for arabic, _, _ in entries)
    assert all(re.search(r"[a-z]", english, re.IGNORECASE) for _, english, _ in entries)

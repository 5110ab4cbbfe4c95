"""Text that a spreadsheet would run as a formula is written with an apostrophe before it.

The two functions undo each other, so a file that was exported here comes back as it was.
"""

from __future__ import annotations

import re
from typing import Final

# A spreadsheet takes these for the start of a formula, white space before them or not.
_DANGEROUS: Final = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")


def escaped(text: str) -> str:
    """`text`, with an apostrophe before it where it begins as a formula does."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unescaped(text: str) -> str:
    """`text` without the apostrophe that `escaped` set before it."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text[1:]) else text

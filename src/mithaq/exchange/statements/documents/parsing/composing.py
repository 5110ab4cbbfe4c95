"""Text put together from pieces, with the weightiest of the breaks between two of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from mithaq.exchange.children.working import Refusal


class Break(IntEnum):
    """What separates two pieces. A cell's paragraphs do not tear its row apart."""

    NONE = 0
    SPACE = 1
    LINE = 2
    PARAGRAPH = 3
    CELL = 4
    ROW = 5


_WRITTEN = {
    Break.NONE: "",
    Break.SPACE: " ",
    Break.LINE: "\n",
    Break.PARAGRAPH: "\n\n",
    Break.CELL: " | ",
    Break.ROW: "\n",
}


@dataclass
class Composition:
    """Plain text as it grows; raises `Refusal` once it is longer than `longest` characters."""

    longest: int
    length: int = 0
    _pieces: list[str] = field(default_factory=list)
    _pending: Break = Break.NONE

    def part(self, weight: Break) -> None:
        """Let what follows be parted from what came before."""
        self._pending = max(self._pending, weight)

    def write(self, text: str) -> None:
        """Add text; its runs of white space are single spaces."""
        words = " ".join(text.split())
        if not words:
            if text:
                self.part(Break.SPACE)
            return
        if text[0].isspace():
            self.part(Break.SPACE)
        if self._pieces:
            self._pieces.append(_WRITTEN[self._pending])
        self._pieces.append(words)
        self._pending = Break.SPACE if text[-1].isspace() else Break.NONE
        self.length += len(words) + 1
        if self.length > self.longest:
            raise Refusal("document_too_long", f"> {self.longest:,}")

    def text(self) -> str:
        """The whole."""
        return "".join(self._pieces)

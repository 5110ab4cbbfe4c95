"""Words that people write with a report: how long they may be, and nothing unprintable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mithaq.registry.faults import TOO_LONG, Fault, FaultKind

LONGEST_NOTE: Final = 600  # of a report, an answer, a visit
LONGEST_REASON: Final = 400  # for sending back, for reopening a month
LONGEST_REMARK: Final = 300  # on one finding

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

UNPRINTABLE = FaultKind(
    "control_character",
    ar="في النص محرف تحكم لا يُقبل.",
    en="The text holds a control character, which is not accepted.",
)


def text_faults(text: str, longest: int, field: str, item: int | None = None) -> Iterator[Fault]:
    if len(text.strip()) > longest:
        yield TOO_LONG(found=text[:longest], expected=longest, item=item, field=field)
    if _UNPRINTABLE.search(text):
        yield UNPRINTABLE(found=ascii(text[:longest]), item=item, field=field)

"""What is wrong with single values, whichever action is given them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from mithaq.engine.quantities import LARGEST
from mithaq.ledger.faults import CONTROL_CHARACTER, OUT_OF_RANGE, SHARE_OF_ONE
from mithaq.registry.faults import (
    CHANGED_CONTENT,
    ENDS_BEFORE_START,
    REQUIRED,
    TOO_LONG,
    UNKNOWN_CODE,
    Fault,
)
from mithaq.registry.lookups import chunks
from mithaq.registry.models import Source

_SIX_PLACES = Decimal("0.000001")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def unknown_faults(field: str, codes: Sequence[str], known: Collection[str]) -> list[Fault]:
    """A fault for each code that is missing or names nothing."""
    faults = []
    for item, code in enumerate(codes):
        if not code:
            faults.append(REQUIRED(item=item, field=field))
        elif code not in known:
            faults.append(UNKNOWN_CODE(found=code, item=item, field=field))
    return faults


def share_faults(share: Decimal | None, item: int | None) -> list[Fault]:
    """A share lies between 0 and 1 and is no finer than a millionth."""
    if share is None:
        return []
    if share.is_finite() and 0 <= share <= 1 and share == share.quantize(_SIX_PLACES):
        return []
    return [SHARE_OF_ONE(found=share, item=item, field="share")]


def order_faults(
    begins: date | None, ends: date | None, item: int | None, field: str
) -> list[Fault]:
    """An end before its start."""
    if begins is None or ends is None or begins <= ends:
        return []
    return [ENDS_BEFORE_START(found=ends, expected=begins, item=item, field=field)]


def key_faults(text: str, longest: int, item: int | None, field: str) -> list[Fault]:
    """A key is there, fits its column and holds no control characters."""
    if not text:
        return [REQUIRED(item=item, field=field)]
    if len(text) > longest:
        return [TOO_LONG(found=text[:40], expected=longest, item=item, field=field)]
    if _CONTROL.search(text):
        return [CONTROL_CHARACTER(found=repr(text), item=item, field=field)]
    return []


def large_faults(quantity: int, item: int | None, field: str) -> list[Fault]:
    """A quantity that int64 millionths cannot hold."""
    if quantity <= LARGEST:
        return []
    return [OUT_OF_RANGE(found=quantity, expected=f"0…{LARGEST}", item=item, field=field)]


def source_numbers(uids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, int]:
    """The rows of registry sources by their uid; unknown ones are absent."""
    asked = [uid for uid in uids if uid is not None]
    return {
        uid: number
        for chunk in chunks(asked)
        for uid, number in Source.objects.filter(uid__in=chunk).values_list("uid", "id")
    }


def changed_faults(
    key: str, item: int, fields: Sequence[str], given: Sequence[object], known: Sequence[object]
) -> list[Fault]:
    """A fault for each field of a known row whose given value is another one."""
    return [
        CHANGED_CONTENT(key=key, found=_said(new), expected=_said(old), item=item, field=field)
        for field, new, old in zip(fields, given, known, strict=True)
        if new != old
    ]


def _said(value: object) -> str:
    if value in (None, "", ()):
        return "—"
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value)

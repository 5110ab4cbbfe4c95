"""Long lists a page at a time, by the last row seen: no counting, no skipping over rows."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

PAGE_ROWS = 50
MOST_ROWS = 200
_SEPARATOR = "\x1f"

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page; `next` is the mark to ask the following page with, empty on the last."""

    rows: tuple[T, ...]
    next: str = ""


def mark_of(sort: str, row: int) -> str:
    """Where a page ended, as text that can stand in an address."""
    return base64.urlsafe_b64encode(f"{sort}{_SEPARATOR}{row}".encode()).decode().rstrip("=")


def read_mark(mark: str) -> tuple[str, int] | None:
    """What `mark_of` wrote; None for what it did not write: then the first page is shown."""
    try:
        text = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode()
        sort, row = text.split(_SEPARATOR)
        return sort, int(row)
    except (ValueError, binascii.Error):
        return None


def page_of(
    rows: QuerySet[Any], *, sort: str, after: str, limit: int = PAGE_ROWS, id_field: str = "id"
) -> tuple[list[Any], str]:
    """The rows after a mark, ordered by `sort` and id, and the next page's mark."""
    limit = max(1, min(limit, MOST_ROWS))
    if mark := read_mark(after):
        key, row = mark
        later = Q(**{f"{sort}__gt": key}) | Q(**{sort: key, f"{id_field}__gt": row})
        # Said again as one bound, so that the index is entered at the mark.
        rows = rows.filter(Q(**{f"{sort}__gte": key}) & later)
    chosen = list(rows.order_by(sort, id_field)[: limit + 1])
    if len(chosen) <= limit:
        return chosen, ""
    last = chosen[limit - 1]
    return chosen[:limit], mark_of(_value(last, sort), _value(last, id_field))


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row

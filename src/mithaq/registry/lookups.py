"""Rows by their codes, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from mithaq.registry.models import Location
from mithaq.registry.rows import default_country

ModelT = TypeVar("ModelT", bound=models.Model)
T = TypeVar("T")

# Below the number of variables that every SQLite allows in one statement.
CHUNK = 900


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def by_code(rows: QuerySet[ModelT], codes: Iterable[str]) -> dict[str, ModelT]:
    """The country's rows of a queryset whose `code` is among the codes; unknown ones are absent."""
    found: dict[str, ModelT] = {}
    here = rows.filter(country=default_country())
    for chunk in chunks(sorted({code for code in codes if code})):
        found.update((row.code, row) for row in here.filter(code__in=chunk))  # type: ignore[attr-defined]
    return found


def coded(code: str, prefix: str = "") -> Q:
    """A condition for the country's row of a code, as the unique index has it."""
    return Q(**{f"{prefix}country": default_country(), f"{prefix}code": code})


def ids_by_code(model: type[models.Model], codes: Iterable[str]) -> dict[str, int]:
    """Code → id, for when only the number is wanted."""
    found: dict[str, int] = {}
    here: QuerySet[Any] = model._default_manager.filter(country=default_country())
    for chunk in chunks(sorted({code for code in codes if code})):
        found.update(here.filter(code__in=chunk).values_list("code", "id"))
    return found


def levels_by_code(codes: Iterable[str]) -> dict[str, str]:
    """Code → level, of places and facilities alike."""
    found: dict[str, str] = {}
    here = Location.objects.filter(country=default_country())
    for chunk in chunks(sorted({code for code in codes if code})):
        found.update(here.filter(code__in=chunk).values_list("code", "level"))
    return found

"""Versions of a statement among those that are kept: found by an index, never by comparing all."""

from __future__ import annotations

from typing import Final

from django.db.models import Count

from mithaq.exchange.models import Statement, StatementMark, StatementPair
from mithaq.exchange.statements.drafts.likeness import LIKE, Sketch, likeness, sketch_of

MOST_COMPARED: Final = 12
LEAST_MARKS_SHARED: Final = 3
BATCH: Final = 500


def find_versions(row: Statement) -> None:
    """Sketch a statement that was just saved, and note which kept ones it is much like."""
    sketch = sketch_of(row.text)
    likely = _likely(row, sketch)
    kept = Statement.objects.filter(id__in=likely).values_list("id", "sketch")
    pairs = [
        StatementPair(one_id=min(row.id, other), other_id=max(row.id, other),
                      likeness=round(alike * 1000))
        for other, form in kept
        if (alike := likeness(sketch, _read(form))) >= LIKE
    ]  # fmt: skip
    StatementPair.objects.bulk_create(pairs, ignore_conflicts=True)
    StatementMark.objects.bulk_create(
        (StatementMark(statement=row, mark=mark) for mark in sketch.marks), batch_size=BATCH
    )
    row.sketch = [sketch.features, *sketch.hashes]
    row.save(update_fields=["sketch"])


def _likely(row: Statement, sketch: Sketch) -> list[int]:
    """The statements that share most marks; one marked like many costs an index's range each."""
    shared = (
        StatementMark.objects.filter(mark__in=sketch.marks, statement__country=row.country)
        .exclude(statement=row)
        .values("statement")
        .annotate(count=Count("id"))
        .filter(count__gte=LEAST_MARKS_SHARED)
        .order_by("-count", "statement")
    )
    return [found["statement"] for found in shared[:MOST_COMPARED]]


def _read(form: list[int]) -> Sketch:
    return Sketch(form[0], tuple(form[1:])) if form else Sketch(0, ())

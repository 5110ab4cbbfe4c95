"""The word index of names: what search reads. Every action that names a row keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mithaq.engine import text
from mithaq.registry.lookups import chunks
from mithaq.registry.models import NameWord, SubjectKind

WORD_LENGTH = 100
SORT_LENGTH = 300


def sort_key(name_ar: str, name_en: str = "") -> str:
    """The normalised key by which a bilingual name sorts, cut to the column's length."""
    return text.sort_key(name_ar or name_en)[:SORT_LENGTH]


def index_names(kind: SubjectKind, names: Mapping[int, Iterable[str]]) -> None:
    """Make the index of these rows (by id) hold exactly the words of their names and codes."""
    wanted = {
        (row, word[:WORD_LENGTH])
        for row, given in names.items()
        for name in given
        for word in text.words(name)
    }
    present: set[tuple[int, str]] = set()
    for chunk in chunks(list(names)):
        kept = NameWord.objects.filter(subject_kind=kind, subject_id__in=chunk)
        present.update(kept.values_list("subject_id", "word"))
    NameWord.objects.bulk_create(
        (
            NameWord(subject_kind=kind, subject_id=row, word=word)
            for row, word in sorted(wanted - present)
        ),
        batch_size=2000,
        ignore_conflicts=True,
    )
    for row, word in present - wanted:
        NameWord.objects.filter(subject_kind=kind, subject_id=row, word=word).delete()


def forget_names(kind: SubjectKind, row: int) -> None:
    """Take a row out of the index."""
    NameWord.objects.filter(subject_kind=kind, subject_id=row).delete()

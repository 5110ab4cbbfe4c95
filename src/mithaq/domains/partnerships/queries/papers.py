"""Letters and files of a row that the user has been let in to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mithaq.registry.models import Attachment, Letter


@dataclass(frozen=True)
class LetterRow:
    """A letter's number and date; `direction` is incoming or outgoing."""

    direction: str
    number: str
    on: date | None
    organisation_ar: str
    organisation_en: str


@dataclass(frozen=True)
class FileRow:
    """An attached file; it is had through `registry.access.access_attachment` with its uid."""

    uid: str
    name: str
    media_type: str
    size: int
    added_at: datetime


def letters_of(subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[LetterRow, ...]]:
    """Letters by the row they belong to, in the order of their dates."""
    found: dict[uuid.UUID, list[LetterRow]] = {}
    rows = Letter.objects.filter(subject__in=list(subjects)).select_related("organisation")
    for row in sorted(rows, key=lambda row: (row.on or date.max, row.id)):
        found.setdefault(row.subject, []).append(
            LetterRow(
                row.direction,
                row.number,
                row.on,
                row.organisation.name_ar if row.organisation else "",
                row.organisation.name_en if row.organisation else "",
            )
        )
    return {subject: tuple(letters) for subject, letters in found.items()}


def files_of(subjects: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[FileRow, ...]]:
    """Files by the row they belong to, in the order in which they came."""
    found: dict[uuid.UUID, list[FileRow]] = {}
    rows = Attachment.objects.filter(subject__in=list(subjects)).order_by("id")
    for row in rows:
        found.setdefault(row.subject, []).append(
            FileRow(str(row.uid), row.name, row.media_type, row.size, row.added_at)
        )
    return {subject: tuple(files) for subject, files in found.items()}

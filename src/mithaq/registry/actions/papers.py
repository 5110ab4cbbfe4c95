"""Sources, letters and attached files of any row."""

from __future__ import annotations

import hashlib
import sys
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import (
    REQUIRED,
    TOO_LONG,
    UNKNOWN_CODE,
    Fault,
    FaultKind,
    refuse,
)
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Attachment, Letter, Organisation, Source, SubjectKind
from mithaq.registry.records import NewSource
from mithaq.registry.rows import Precision

DOCUMENT_LIMIT_BYTES = 25 * 1024 * 1024
NAME_LENGTH = 255
READ_BYTES = 1024 * 1024
HEAD_BYTES = 8


@dataclass(frozen=True)
class FileType:
    """A kind of file that may be attached: its media type, and how such a file begins."""

    media_type: str
    beginnings: tuple[bytes, ...]


ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OFFICE = "application/vnd.openxmlformats-officedocument"
# By the name's ending. What a browser would run (HTML, SVG) is not among them.
FILE_TYPES = {
    ".pdf": FileType("application/pdf", (b"%PDF-",)),
    ".png": FileType("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": FileType("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": FileType("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": FileType(f"{OFFICE}.wordprocessingml.document", ZIP),
    ".xlsx": FileType(f"{OFFICE}.spreadsheetml.sheet", ZIP),
    ".csv": FileType("text/csv", ()),
    ".txt": FileType("text/plain", ()),
}

TOO_LARGE = FaultKind(
    "file_too_large",
    ar="حجم الملف {found} بايت، والحد الأقصى {expected} بايت.",
    en="The file has {found} bytes; at most {expected} are taken.",
)
EMPTY_FILE = FaultKind("file_empty", ar="الملف فارغ.", en="The file is empty.")
WRONG_TYPE = FaultKind(
    "file_type_not_taken",
    ar="لا يُقبل الملف «{found}». الأنواع المقبولة: {expected}.",
    en="“{found}” is not taken. Taken are: {expected}.",
)
NOT_WHAT_IT_SAYS = FaultKind(
    "file_not_what_it_says",
    ar="محتوى الملف «{found}» لا يطابق نوعه المعلن.",
    en="The content of “{found}” is not of the type that its name says.",
)


@dataclass(frozen=True)
class StoredFile:
    """A file in the storage, by its SHA-256; `size` in bytes."""

    sha256: str
    size: int


def store_file(content: IO[bytes]) -> StoredFile:
    """Keep a file under its SHA-256, whatever it is, and take no lock meanwhile: for imported
    tables, which are large and may be the evidence of a fault. Then tie it to a row with
    `attach_stored_file`, or give it up with `forget_file`."""
    digest, size, _ = _read(content, sys.maxsize)
    _store(digest, content)
    return StoredFile(digest, size)


def attach_stored_file(
    stored: StoredFile,
    *,
    subject_kind: str,
    subject: uuid.UUID,
    name: str,
    media_type: str,
    actor: uuid.UUID | None,
    at: datetime,
) -> Attachment:
    """Tie a stored file to a row."""
    return Attachment.objects.create(
        subject_kind=subject_kind,
        subject=subject,
        name=PurePath(name).name[:NAME_LENGTH],
        media_type=media_type,
        size=stored.size,
        sha256=stored.sha256,
        added_at=at,
        added_by=actor,
    )


@transaction.atomic
def attach_file(
    *,
    subject_kind: str,
    subject: uuid.UUID,
    name: str,
    content: IO[bytes],
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> Attachment:
    """Keep a document under its SHA-256 and tie it to a row. The same file again is the same one.

    Raises ActionRefused: a type that is not taken, a content that is not of that type, empty, or
    larger than 25 MB.
    """
    digest, size, head = _read(content, DOCUMENT_LIMIT_BYTES)
    faults = list_faults(subject_kind, SubjectKind.values, item=None, field="subject_kind")
    refuse([*faults, *_name_faults(name, head), *_size_faults(size)])
    _store(digest, content)
    attachment, _ = Attachment.objects.get_or_create(
        subject_kind=subject_kind,
        subject=subject,
        sha256=digest,
        name=PurePath(name).name,
        defaults={
            "media_type": FILE_TYPES[_ending(name)].media_type,
            "size": size,
            "added_at": at or timezone.now(),
            "added_by": actor,
        },
    )
    return attachment


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower()


def _name_faults(name: str, head: bytes) -> list[Fault]:
    """A type that is not taken, or that the file's beginning belies."""
    faults = []
    if len(name) > NAME_LENGTH:
        faults.append(TOO_LONG(found=name[:40], expected=NAME_LENGTH, field="name"))
    kind = FILE_TYPES.get(_ending(name))
    if kind is None:
        faults.append(WRONG_TYPE(found=name, expected=", ".join(FILE_TYPES), field="name"))
    elif kind.beginnings and not head.startswith(kind.beginnings):
        faults.append(NOT_WHAT_IT_SAYS(found=name, field="content"))
    return faults


def _size_faults(size: int) -> list[Fault]:
    if size > DOCUMENT_LIMIT_BYTES:
        return [TOO_LARGE(found=size, expected=DOCUMENT_LIMIT_BYTES, field="content")]
    return [] if size else [EMPTY_FILE(field="content")]


def _read(content: IO[bytes], limit: int) -> tuple[str, int, bytes]:
    """SHA-256, size and beginning, read piecewise and no further than the limit."""
    content.seek(0)
    digest, size, head = hashlib.sha256(), 0, b""
    while size <= limit and (piece := content.read(READ_BYTES)):
        head = head or piece[:HEAD_BYTES]
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size, head


def stored_name(sha256: str) -> str:
    """Where Django's storage keeps a file."""
    return f"{sha256[:2]}/{sha256}"


def _store(digest: str, content: IO[bytes]) -> None:
    name = stored_name(digest)
    if not default_storage.exists(name):
        content.seek(0)
        default_storage.save(name, File(content, name=digest))


def forget_file(sha256: str) -> None:
    """Delete a stored file that no attachment names any more."""
    if not Attachment.objects.filter(sha256=sha256).exists():
        default_storage.delete(stored_name(sha256))


@transaction.atomic
def add_letter(
    *,
    subject_kind: str,
    subject: uuid.UUID,
    direction: str,
    number: str,
    on: date | None = None,
    organisation: str = "",
    actor: uuid.UUID | None,  # noqa: ARG001 - every action names its actor
) -> Letter:
    """Note the number and date of a letter, incoming (وارد) or outgoing (صادر).

    The same number of a row again is the same letter. Raises ActionRefused: a direction outside
    the list, no number, an unknown organisation.
    """
    faults = [
        *list_faults(subject_kind, SubjectKind.values, item=None, field="subject_kind"),
        *list_faults(direction, Letter.Direction.values, item=None, field="direction"),
    ]
    if not number.strip():
        faults.append(REQUIRED(field="number"))
    known = by_code(Organisation.objects.all(), [organisation])
    if organisation and organisation not in known:
        faults.append(UNKNOWN_CODE(found=organisation, field="organisation"))
    refuse(faults)
    letter, _ = Letter.objects.get_or_create(
        subject=subject,
        direction=direction,
        number=number.strip(),
        defaults={
            "subject_kind": subject_kind,
            "on": on,
            "organisation": known.get(organisation),
        },
    )
    return letter


@transaction.atomic
def add_source(source: NewSource) -> Source:
    """Note where a fact was read. The same title, outlet and day is the same source."""
    faults = list_faults(source.precision, Precision.values, item=None, field="precision")
    if not source.title.strip():
        faults.append(REQUIRED(field="title"))
    refuse(faults)
    row, _ = Source.objects.get_or_create(
        title=source.title,
        outlet=source.outlet,
        on=source.on,
        defaults={"precision": source.precision, "text": source.text, "url": source.url},
    )
    return row

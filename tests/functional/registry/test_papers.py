"""Files are kept under their SHA-256; what a browser would run, or what lies, is not taken."""

from __future__ import annotations

import hashlib
import io
import uuid

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from mithaq.registry.actions import add_letter, attach_file, attach_stored_file, store_file
from mithaq.registry.actions.papers import DOCUMENT_LIMIT_BYTES, stored_name
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import Attachment, SubjectKind
from tests.functional.registry.facilities import record_health_system

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nagreement"
SUBJECT = uuid.uuid4()


def attach(name: str, content: bytes, kind: str = SubjectKind.MEETING) -> Attachment:
    return attach_file(
        subject_kind=kind, subject=SUBJECT, name=name, content=io.BytesIO(content), actor=None
    )


def test_a_file_is_kept_under_its_digest_and_once() -> None:
    first = attach("اتفاقية.pdf", PDF)
    second = attach("اتفاقية.pdf", PDF)
    assert first == second
    assert first.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (first.size, first.media_type) == (len(PDF), "application/pdf")
    with default_storage.open(stored_name(first.sha256)) as kept:
        assert kept.read() == PDF


def test_a_folder_in_a_name_is_dropped() -> None:
    assert attach("../../etc/a.pdf", PDF).name == "a.pdf"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("page.html", b"<script>", "file_type_not_taken"),
        ("picture.svg", b"<svg/>", "file_type_not_taken"),
        ("noname", PDF, "file_type_not_taken"),
        ("letter.pdf", b"MZ\x90", "file_not_what_it_says"),
        ("picture.png", PDF, "file_not_what_it_says"),
        ("empty.txt", b"", "file_empty"),
        ("a" * 300 + ".txt", b"a", "too_long"),
        ("large.txt", b"a" * (DOCUMENT_LIMIT_BYTES + 1), "file_too_large"),
    ],
)
def test_what_is_not_taken_is_named(name: str, content: bytes, fault: str) -> None:
    with pytest.raises(ActionRefused) as refused:
        attach(name, content)
    assert fault in {each.code for each in refused.value.faults}
    assert not Attachment.objects.exists()


def test_an_imported_table_is_kept_as_it_came() -> None:
    stored = store_file(io.BytesIO(b"\xff\xfe"))
    kept = attach_stored_file(
        stored,
        subject_kind=SubjectKind.IMPORT,
        subject=SUBJECT,
        name="strange.bin",
        media_type="application/octet-stream",
        actor=None,
        at=timezone.now(),
    )
    assert (kept.sha256, kept.size) == (hashlib.sha256(b"\xff\xfe").hexdigest(), 2)
    with default_storage.open(stored_name(kept.sha256)) as file:
        assert file.read() == b"\xff\xfe"


def test_a_letter_is_noted_once_with_its_direction() -> None:
    record_health_system()
    letters = [
        add_letter(
            subject_kind=SubjectKind.AGREEMENT,
            subject=SUBJECT,
            direction=direction,
            number=" 1203/ص ",
            organisation="MOH",
            actor=None,
        )
        for direction in ("incoming", "incoming", "outgoing")
    ]
    assert letters[0] == letters[1] != letters[2]
    assert letters[0].number == "1203/ص"
    with pytest.raises(ActionRefused) as refused:
        add_letter(
            subject_kind="poem",
            subject=SUBJECT,
            direction="up",
            number=" ",
            organisation="NOBODY",
            actor=None,
        )
    assert {fault.field for fault in refused.value.faults} == {
        "subject_kind",
        "direction",
        "number",
        "organisation",
    }

"""Statements come in from a page: pasted or as a file, refused with every fault, once."""

from __future__ import annotations

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mithaq.exchange.models import Statement
from mithaq.registry.models import User
from tests.functional.statements.world import AGREEMENT_TEXT, MEETING_TEXT
from tests.functional.web.statements.conftest import client_of
from tests.functional.web.statements.reading import body_of, text_of

NEW = "/new/statement/"


def test_a_pasted_text_becomes_a_draft(web: Client) -> None:
    assert web.get(NEW).status_code == 200
    answer = web.post(
        NEW,
        {"text": AGREEMENT_TEXT.replace("\n", "\r\n"), "title": "بيان", "on": "٢٠٢٦-٠٣-٠٤"},
    )
    row = Statement.objects.get()
    assert answer.headers["Location"] == f"/statements/{row.uid}/"
    assert (row.title, str(row.on), row.state) == ("بيان", "2026-03-04", "draft")
    assert row.text.strip() == AGREEMENT_TEXT.strip()
    assert row.findings.count() == 20


def test_a_file_is_kept_as_it_came(web: Client, reader: User) -> None:
    file = SimpleUploadedFile("محضر.txt", MEETING_TEXT.encode("cp1256"))
    answer = web.post(NEW, {"file": file, "text": "", "location": "N1"})
    page = web.get(answer.headers["Location"])
    row = Statement.objects.get()
    assert row.location.code == "N1"
    assert "سامر القطان" in row.text
    original = next(part for part in body_of(page).split('"') if part.startswith("/files/"))
    download = web.get(original)
    assert b"".join(getattr(download, "streaming_content", ())) == MEETING_TEXT.encode("cp1256")


def test_the_same_text_again_is_the_statement_that_is_there(
    web: Client, agreement: uuid.UUID
) -> None:
    answer = web.post(NEW, {"text": AGREEMENT_TEXT}, follow=True)
    assert answer.redirect_chain == [(f"/statements/{agreement}/", 302)]
    assert "taken in before" in text_of(body_of(answer))


def test_everything_that_is_wrong_is_said_beside_its_field(web: Client, reader: User) -> None:
    answer = web.post(NEW, {"text": "  ", "on": "yesterday"})
    assert answer.status_code == 422
    assert 'id="id-text-faults"' in body_of(answer)
    assert 'id="id-on-faults"' in body_of(answer)
    arabic = client_of(reader, "ar").post(
        NEW, {"file": SimpleUploadedFile("x.docx", b"not a document"), "title": "بيان"}
    )
    assert arabic.status_code == 422
    assert 'id="id-file-faults"' in body_of(arabic)
    assert 'value="بيان"' in body_of(arabic)
    assert not Statement.objects.exists()


def test_an_officer_takes_in_for_the_own_place_only(northern: Client) -> None:
    assert northern.post(NEW, {"text": MEETING_TEXT, "location": "S1"}).status_code == 403
    assert northern.post(NEW, {"text": MEETING_TEXT, "location": ""}).status_code == 422
    assert northern.post(NEW, {"text": MEETING_TEXT, "location": "N1"}).status_code == 302


def test_the_list_tells_how_far_each_one_is(
    web: Client, northern: Client, agreement: uuid.UUID, meeting: uuid.UUID
) -> None:
    page = text_of(body_of(web.get("/statements/")))
    assert "توقيع اتفاقية" in page
    assert "20 not decided" in page
    assert "محضر اجتماع" not in text_of(body_of(web.get("/statements/", {"q": "اتفاقيه"})))
    assert "No statement is like this" in body_of(web.get("/statements/", {"state": "adopted"}))
    theirs = text_of(body_of(northern.get("/statements/")))
    assert "محضر اجتماع" in theirs
    assert "توقيع اتفاقية" not in theirs
    assert northern.get(f"/statements/{agreement}/").status_code == 404

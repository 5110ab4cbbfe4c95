"""What is noted beside an agreement: stated figures, undertakings, letters, documents."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mithaq.domains.partnerships.models import StatedFigure, Undertaking
from mithaq.ledger.models import Agreement
from mithaq.registry.models import Attachment, Letter, Source
from tests.functional.web.partnerships.conftest import SignIn
from tests.functional.web.partnerships.reading import fault_beside, text_of, typed_in

pytestmark = pytest.mark.django_db

FIGURE = {
    "qualifier": "about",
    "quantity": "1000000",
    "unit_ar": "شخص",
    "unit_en": "people",
    "label_ar": "سكان تخدمهم الاتفاقية",
    "label_en": "population served",
    "stated_by": "Ministry of Health",
    "pledge_line": "1",
    "title": "بيان الوزارة",
    "outlet": "سانا",
    "source_on": "2025-01-18",
}


def upload(name: str = "ملحق.pdf", content: bytes = b"%PDF-1.7 annex") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_figure_is_kept_with_who_stated_it_where_and_when(planner: Client) -> None:
    assert planner.post("/agreements/AG-N/figure/", FIGURE).status_code == 302
    figure = StatedFigure.objects.get()
    assert (figure.stated_by.code, figure.qualifier, figure.pledge_line) == ("MOH", "about", "1")
    assert (figure.source.title, figure.source.on) == ("بيان الوزارة", date(2025, 1, 18))
    assert "about 1,000,000 people" in text_of(planner.get("/agreements/AG-N/"))


def test_a_figure_without_voice_source_or_number_is_refused_at_once(planner: Client) -> None:
    answer = planner.post(
        "/agreements/AG-N/figure/",
        {**FIGURE, "quantity": "", "stated_by": "", "title": "", "pledge_line": "9", "unit_ar": ""},
    )
    assert answer.status_code == 422
    for field in ("quantity", "stated_by", "title", "unit_ar"):
        assert fault_beside(answer, field) == "This is required.", field
    assert "no line" in fault_beside(answer, "pledge_line")
    assert typed_in(answer, "label_en") == "population served"
    assert not Source.objects.filter(title="?").exists()


def test_an_undertaking_is_recorded_under_the_agreement(planner: Client) -> None:
    answer = planner.post(
        "/agreements/AG-N/undertaking/",
        {
            "text_ar": "حفر بئر لخدمة المركز",
            "text_en": "A well for the centre",
            "organisation": "جمعية الإغاثة الطبية",
            "location": "N101",
            "family": "works",
            "review_on": "2026-01-01",
        },
    )
    assert answer.status_code == 302
    undertaking = Undertaking.objects.get()
    assert (undertaking.organisation.code, undertaking.family) == ("RELIEF", "works")
    assert "A well for the centre" in text_of(planner.get("/agreements/AG-N/"))


def test_a_letters_number_is_kept(planner: Client) -> None:
    letter = {"direction": "outgoing", "number": "217/ص", "on": "2025-01-20"}
    assert planner.post("/agreements/AG-N/letter/", letter).status_code == 302
    kept = Letter.objects.get()
    assert (kept.number, kept.subject) == ("217/ص", Agreement.objects.get(code="AG-N").uid)
    answer = planner.post("/agreements/AG-N/letter/", {"direction": "", "number": ""})
    assert fault_beside(answer, "direction") == fault_beside(answer, "number")


def test_a_document_leaves_as_a_download_that_no_browser_runs(planner: Client) -> None:
    assert planner.post("/agreements/AG-N/file/", {"content": upload()}).status_code == 302
    file = Attachment.objects.get()
    answer = planner.get(f"/files/{file.uid}/")
    assert b"".join(getattr(answer, "streaming_content", ())) == b"%PDF-1.7 annex"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_document_is_shown_to_who_sees_what_it_is_attached_to(
    planner: Client, partner: Client, sign_in: SignIn
) -> None:
    planner.post("/agreements/AG-N/file/", {"content": upload()})
    address = f"/files/{Attachment.objects.get().uid}/"
    seen = partner.get(address)
    assert seen.status_code == 200
    assert b"".join(getattr(seen, "streaming_content", ())) == b"%PDF-1.7 annex"
    other = sign_in("partner", organisation="CARE", location="S1")
    assert other.get(address).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>alert(1)</script>", "is not taken"),
        ("picture.svg", b"<svg/>", "is not taken"),
        ("annex.pdf", b"<html>", "not of the type"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_what_a_browser_could_run_is_not_taken(
    planner: Client, name: str, content: bytes, words: str
) -> None:
    answer = planner.post("/agreements/AG-N/file/", {"content": upload(name, content)})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert not Attachment.objects.exists()


def test_no_document_at_all_is_a_fault_beside_the_field(planner: Client) -> None:
    assert "This is required." in text_of(planner.post("/agreements/AG-N/file/", {}))

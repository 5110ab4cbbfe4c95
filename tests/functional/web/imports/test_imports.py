"""Taking in a table from a page: seen first, written on a yes, refused whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mithaq.registry import actions
from mithaq.registry.models import Organisation
from mithaq.registry.records import NewLocation, NewOrganisation, NewUser

pytestmark = pytest.mark.django_db

GOOD = "code,name_ar,name_en,kind\nSENT,جهة مرسلة,Sent,ngo\n"
BAD = "code,name_ar,name_en,kind\nSENT,,Sent,club\nSENT,جهة,Sent,ngo\n"


@pytest.fixture
def planner() -> Client:
    country = NewLocation(code="SY", level="country", name_ar="سورية", name_en="Syria")
    actions.record_locations([country], actor=None)
    ministry = NewOrganisation(code="MOH", name_ar="الوزارة", name_en="Ministry", kind="authority")
    actions.record_organisations([ministry], actor=None)
    return _signed_in("planner")


def _signed_in(kind: str) -> Client:
    user = actions.make_user(
        NewUser(username=kind, password="a-long-enough-word"),
        actor=None,
    )
    actions.give_role(user.uid, kind=kind, organisation="MOH", location="SY", actor=None)
    client = Client()
    client.force_login(user)
    return client


def _sent(client: Client, text: str | bytes, table: str = "organisations") -> Any:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("sent.csv", content)
    return client.post("/imports/upload/", {"table": table, "file": file}, follow=True)


def _is_known(code: str) -> bool:
    return Organisation.objects.filter(code=code).exists()


def test_a_file_is_shown_before_it_is_written_and_written_on_a_yes(planner: Client) -> None:
    page = _sent(planner, GOOD)
    assert page.status_code == 200
    assert "إدخال الملف" in page.content.decode()
    assert not _is_known("SENT")
    address = page.redirect_chain[-1][0]
    done = planner.post(f"{address}confirm/", follow=True)
    assert "إدخال الملف" not in done.content.decode()
    assert _is_known("SENT")


def test_a_bad_file_says_every_fault_and_offers_no_yes(planner: Client) -> None:
    page = _sent(planner, BAD)
    text = page.content.decode()
    assert "إدخال الملف" not in text
    assert "club" in text
    faults = planner.get(f"{page.redirect_chain[-1][0]}faults/").content.decode("utf-8-sig")
    assert len(faults.splitlines()) == 4  # the header and three faults
    assert not _is_known("SENT")


def test_a_yes_to_a_refused_file_writes_nothing(planner: Client) -> None:
    address = _sent(planner, BAD).redirect_chain[-1][0]
    planner.post(f"{address}confirm/")
    assert not _is_known("SENT")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"\xff\xfe\xd8"])
def test_a_hostile_file_is_refused_in_words(planner: Client, content: bytes) -> None:
    page = _sent(planner, content)
    assert page.status_code == 200
    assert "إدخال الملف" not in page.content.decode()


def test_a_table_that_is_not_one_is_refused(planner: Client) -> None:
    assert "club" in _sent(planner, GOOD, table="club").content.decode()


def test_a_template_is_had_for_every_table(planner: Client) -> None:
    answer = planner.get("/imports/template/deliveries/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert planner.get("/imports/template/club/").status_code == 404


def test_who_may_not_import_is_not_let_in(planner: Client) -> None:
    address = _sent(planner, GOOD).redirect_chain[-1][0]
    monitor = _signed_in("monitor")
    assert monitor.get("/imports/").status_code == 403
    assert monitor.get(address).status_code == 403
    assert monitor.post(f"{address}confirm/").status_code == 403
    assert not _is_known("SENT")

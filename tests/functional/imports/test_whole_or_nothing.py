"""Every fault of a file is said at once, in its row and column; then nothing of it is there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from mithaq.exchange.imports import import_file
from mithaq.exchange.models import Import
from mithaq.ledger.models import Batch, Delivery, Posting
from mithaq.registry.actions import stored_name
from mithaq.registry.models import Attachment, Location
from tests.functional.imports.test_questions import delivery
from tests.functional.imports.world import lines_of, places, take, world, written
from tests.unit.exchange.files import book

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    world(tmp_path, "deliveries")
    return tmp_path


def test_faults_of_every_kind_are_listed_together(ledger: Path) -> None:
    take(ledger, "deliveries", delivery("KNOWN"))
    result = take(
        ledger,
        "deliveries",
        delivery("Q-1", quantity="-1"),
        delivery("Q-2", measure="nowhere", facility="nobody"),
        delivery("KNOWN", quantity="11"),
        delivery("Q-3", answers="LOST#1", stage="accepted"),
        delivery("Q-4"),
        delivery("Q-4"),
    )
    assert places(result) == [
        (2, "quantity", "negative_number"),
        (3, "measure", "unknown_code"),
        (3, "facility", "unknown_code"),
        (4, "source", "changed_content"),
        (5, "answers", "unknown_claim"),
        (7, "source", "key_twice"),
    ]
    assert result.fault_count == 6
    assert Posting.objects.count() == 1


def test_a_row_is_not_blamed_for_another_that_is_refused(ledger: Path) -> None:
    """Its claim is in the file, if not sound; the other line of its posting, too."""
    take(ledger, "deliveries", delivery("KNOWN", "1"), delivery("KNOWN", "2"))
    result = take(
        ledger,
        "deliveries",
        delivery("C-1", quantity="x"),
        delivery("A-1", stage="accepted", answers="C-1#1"),
        delivery("KNOWN", "1"),
        delivery("KNOWN", "2", month="2026-13"),
    )
    assert places(result) == [
        (2, "quantity", "not_a_number"),
        (5, "month", "not_a_month"),
    ]


def test_a_place_is_not_blamed_for_its_parent_that_is_refused(ledger: Path) -> None:
    result = take(ledger, "places", "N2,ن,N,community,N1,,,,", "N1,ن,N,subdistrict,QD01,999,1,,")
    assert places(result) == [(3, "lat", "out_of_range")]
    assert not Location.objects.filter(code__in=("N1", "N2")).exists()


def test_rows_of_a_workbook_are_named_by_sheet_and_row(ledger: Path) -> None:
    cells = [line.split(",") for line in lines_of("deliveries", delivery()).split()]
    cells[1][4] = "nowhere"
    path = book(ledger / "d.xlsx", cells)
    (fault,) = import_file("deliveries", path, actor=None).faults
    assert (fault.sheet, fault.row, fault.column) == ("deliveries", 2, "measure")


def test_a_workbook_and_a_csv_of_the_same_rows_are_the_same(ledger: Path) -> None:
    cells = [line.split(",") for line in lines_of("deliveries", delivery()).split()]
    book_of = import_file("deliveries", book(ledger / "d.xlsx", cells), actor=None)
    assert (book_of.added, book_of.known) == (1, 0)
    as_csv = take(ledger, "deliveries", delivery())
    assert (as_csv.added, as_csv.known) == (0, 1)


def test_the_file_is_kept_with_its_batch_as_it_came(ledger: Path) -> None:
    path = written(ledger, "deliveries", delivery(), name="كانون الثاني.csv")
    result = import_file("deliveries", path, actor=None)
    row = Import.objects.get(table="deliveries")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (row.name, row.sha256, row.size) == (path.name, digest, path.stat().st_size)
    assert (row.batch, row.rows, row.added) == (result.batch, 1, 1)
    assert Batch.objects.get(id=result.batch or 0).kind == "import"
    kept = Attachment.objects.get(subject=row.uid)
    assert (kept.subject_kind, kept.sha256) == ("import", digest)
    with default_storage.open(stored_name(digest)) as stored:
        assert stored.read() == path.read_bytes()


def test_of_a_refused_file_nothing_is_kept(ledger: Path) -> None:
    path = written(ledger, "deliveries", delivery(measure="nowhere"))
    import_file("deliveries", path, actor=None)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert not default_storage.exists(stored_name(digest))
    path = written(ledger, "deliveries", delivery(answers="LOST#1"))
    import_file("deliveries", path, actor=None)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert not default_storage.exists(stored_name(digest))
    assert not Import.objects.filter(table="deliveries").exists()


def test_a_file_that_adds_to_a_known_one_is_an_import_of_its_own(ledger: Path) -> None:
    take(ledger, "deliveries", delivery("Q-1"))
    result = take(ledger, "deliveries", delivery("Q-1"), delivery("Q-2"))
    assert (result.added, result.known) == (1, 1)
    assert Import.objects.filter(table="deliveries").count() == 2


def test_a_table_with_a_header_only_takes_nothing_in(ledger: Path) -> None:
    path = written(ledger, "deliveries", "")
    path.write_text(lines_of("deliveries"), encoding="utf-8")
    result = import_file("deliveries", path, actor=None)
    assert (result.rows, result.fault_count) == (0, 0)
    assert [question.code for question in result.questions] == ["no_rows"]
    assert not Import.objects.filter(table="deliveries").exists()


def test_a_hash_in_a_source_or_a_line_is_read_as_the_key_that_there_is(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("A-1", "1", stage="accepted", answers="PS#3#7"),
        delivery("PS#3", "7"),
        delivery("A-2", "1", stage="accepted", answers="PT#7#b"),
        delivery("PT", "7#b"),
    )
    assert not result.faults
    claims = dict(
        Delivery.objects.filter(claim__isnull=False).values_list(
            "posting__source", "claim__posting__source"
        )
    )
    assert claims == {"A-1": "PS#3", "A-2": "PT"}
    later = take(ledger, "deliveries", delivery("V-1", "1", stage="verified", answers="PT#7#b"))
    assert not later.faults


def test_a_reference_that_reads_two_ways_is_asked_about(ledger: Path) -> None:
    result = take(
        ledger,
        "deliveries",
        delivery("PS#3", "7"),
        delivery("PS", "3#7"),
        delivery("A-1", "1", stage="accepted", answers="PS#3#7"),
    )
    assert "answer_read_two_ways" in [question.code for question in result.questions]


def test_a_failure_in_the_last_step_leaves_nothing(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("mithaq.exchange.imports.new_import", fails)
    for table, row in (
        ("deliveries", delivery()),
        ("measures", "new,جديد,New,u,service,,sum,"),
    ):
        with pytest.raises(OSError, match="no space"), transaction.atomic():
            take(ledger, table, row)
    assert not Posting.objects.exists()
    assert not Import.objects.filter(table="deliveries").exists()

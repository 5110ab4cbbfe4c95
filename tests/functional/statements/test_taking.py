"""A statement is kept as it came, read once, and known again."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.documents import DocumentRefused
from mithaq.exchange.statements.drafts import keeping, taking
from mithaq.exchange.statements.drafts.adopting import adopt
from mithaq.exchange.statements.drafts.decisions import decide_all
from mithaq.exchange.statements.drafts.queries import list_statements, statement_page
from mithaq.exchange.statements.drafts.records import NewStatement
from mithaq.exchange.statements.drafts.registered import (
    registered_lexicon,
    registered_names,
    stamp_of_names,
)
from mithaq.exchange.statements.drafts.taking import take_statement
from mithaq.exchange.statements.reading.findings import (
    Act,
    ActKind,
    Confidence,
    Organisation,
    Person,
    Reading,
    Status,
)
from mithaq.exchange.statements.reading.passages import Span
from mithaq.registry.access import Denied, NotFound, access_attachment
from mithaq.registry.actions import (
    erase_person,
    record_organisations,
    record_people,
    rename_location,
    stored_name,
)
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import Attachment, PersonAlias
from mithaq.registry.records import NewAlias, NewOrganisation, NewPerson, NewPersonRole
from tests.functional.registry.facilities import PARTNER
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    TOLD_ON,
    agreement_reading,
    fresh,
    meeting_reading,
    officer,
    planner,
    reads_as,
    record_world,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)


def test_the_original_is_kept_unchanged_and_served_to_who_sees_the_statement(
    tmp_path: Path,
) -> None:
    content = AGREEMENT_TEXT.replace("\n", "\r\n").encode("utf-8-sig")
    file = tmp_path / "بيان.txt"
    file.write_bytes(content)
    user = officer()
    new = NewStatement(file=file, name="بيان.txt", on=TOLD_ON)
    taken = take_statement(new, actor=user.uid)
    attachment = Attachment.objects.get(subject=taken.uid)
    assert attachment.sha256 == hashlib.sha256(content).hexdigest()
    with default_storage.open(stored_name(attachment.sha256)) as stored:
        assert stored.read() == content
    assert access_attachment(fresh(user), attachment.uid) == attachment
    with pytest.raises(NotFound):
        access_attachment(fresh(officer("S1")), attachment.uid)
    row = Statement.objects.get()
    assert (row.title, row.location.code) == (AGREEMENT_TEXT.split("\n")[0], "N1")


def test_the_same_text_again_is_the_statement_that_is_known(tmp_path: Path) -> None:
    user = planner()
    first = take_statement(NewStatement(text=AGREEMENT_TEXT, on=TOLD_ON), actor=user.uid)
    again = AGREEMENT_TEXT.replace(" ", "  ").replace("جلسة", "جَلسة")
    file = tmp_path / "x.txt"
    file.write_text(again, encoding="utf-8")
    second = take_statement(NewStatement(file=file, name="x.txt"), actor=user.uid)
    assert (first.is_known, second.is_known, second.uid) == (False, True, first.uid)
    assert Statement.objects.count() == 1
    assert Attachment.objects.filter(subject_kind="statement").count() == 1


def test_the_same_file_is_known_though_it_is_read_otherwise_now(tmp_path: Path) -> None:
    file = tmp_path / "بيان.txt"
    file.write_text(AGREEMENT_TEXT, "utf-8")
    user = planner()
    first = take("", user, file=file)
    Statement.objects.update(text_digest="0" * 64)  # as a reader of files read it before
    again = take_statement(NewStatement(file=file), actor=user.uid)
    assert (again.uid, again.is_known) == (first, True)


def test_who_may_not_see_the_known_one_gets_a_draft_of_their_own() -> None:
    north = take(AGREEMENT_TEXT, officer("N1"))
    south = take(AGREEMENT_TEXT, officer("S1"))
    assert north != south


def test_findings_questions_and_noise_are_laid_out() -> None:
    user = planner()
    page = statement_page(fresh(user), take(AGREEMENT_TEXT, user))
    kinds = [card.kind for card in page.cards]
    assert [kinds.count(kind) for kind in ("place", "organisation", "person", "facility")] == [
        2, 2, 1, 1,
    ]  # fmt: skip
    assert [kinds.count(kind) for kind in ("quantity", "moment", "act")] == [4, 3, 7]
    assert all(AGREEMENT_TEXT[slice(*card.spans[0])].strip() for card in page.cards)
    assert page.questions[0].code == "parts_do_not_add_up"
    [(start, end, reason)] = page.noise
    assert (AGREEMENT_TEXT[start:end], reason)[1] == "other_headlines"
    assert page.row.cards == page.row.undecided == len(page.cards)
    linked = {card.value["name"]: card.linked for card in page.cards if card.link}
    assert linked["وزارة الصحة"] is not None
    assert linked["وزارة الصحة"].name_en == "Ministry of Health"


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (NewStatement(text="  "), "required"),
        (NewStatement(text=AGREEMENT_TEXT, location="NOWHERE"), "unknown_code"),
        (NewStatement(text=AGREEMENT_TEXT, location="F1"), "unknown_code"),
        (NewStatement(text=AGREEMENT_TEXT, location="S1"), "statement_elsewhere"),
        (NewStatement(text=AGREEMENT_TEXT, title="ط" * 401), "too_long"),
        (NewStatement(text=AGREEMENT_TEXT, location="\ud800\0"), "unknown_code"),
        (NewStatement(text=AGREEMENT_TEXT, on=date(1, 1, 1)), "statement_no_such_day"),
        (NewStatement(text=AGREEMENT_TEXT, on=date(9999, 12, 31)), "statement_no_such_day"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(new: NewStatement, code: str) -> None:
    with pytest.raises(ActionRefused) as refusal:
        take_statement(new, actor=officer().uid)
    assert [fault.code for fault in refusal.value.faults] == [code]
    assert not Statement.objects.exists()
    assert not Attachment.objects.exists()


def test_nothing_in_a_title_turns_or_breaks_what_stands_around_it() -> None:
    hostile = "بيان\u202e\0 عن\nالدواء\ud800"
    taken = take(AGREEMENT_TEXT, officer(), title=hostile, outlet=hostile, name=f"a/{hostile}.txt")
    row = Statement.objects.get(uid=taken)
    assert (row.title, row.outlet, row.name) == (*["بيان عن الدواء"] * 2, "بيان عن الدواء.txt")


def test_what_is_no_statement_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"PK\x03\x04 not a document")
    user = planner()
    for new in (NewStatement(text="Only English here."), NewStatement(file=file, name="x.docx")):
        with pytest.raises(DocumentRefused):
            take_statement(new, actor=user.uid)
    assert not Statement.objects.exists()


def test_a_failure_while_keeping_leaves_no_file_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(taking, "find_versions", fail)
    user = planner()
    with pytest.raises(RuntimeError):
        take(AGREEMENT_TEXT, user)
    digest = hashlib.sha256(AGREEMENT_TEXT.encode()).hexdigest()
    assert not default_storage.exists(stored_name(digest))
    assert not Statement.objects.exists()


# --- who sees which -----------------------------------------------------------------------------
def test_officers_see_the_statements_of_their_place_the_latest_first() -> None:
    chief, north = planner(), officer("N1")
    take(AGREEMENT_TEXT, north)
    take(MEETING_TEXT, chief, location="N102")
    take(MEETING_TEXT + "تتمة", chief, location="S1")
    seen = list_statements(fresh(north)).rows
    assert [row.title for row in seen] == [
        MEETING_TEXT.split("\n")[0],
        AGREEMENT_TEXT.split("\n")[0],
    ]
    assert len(list_statements(fresh(chief)).rows) == 3
    assert list_statements(fresh(chief), text="مشافي الجنوب").rows == ()
    assert len(list_statements(fresh(chief), text="المشافى").rows) == 2


def test_a_list_goes_on_where_a_page_ended() -> None:
    user = planner()
    for number in range(5):
        take(f"{MEETING_TEXT} {number} إضافة", user)
    first = list_statements(fresh(user), limit=2)
    second = list_statements(fresh(user), limit=2, after=first.next)
    third = list_statements(fresh(user), limit=2, after=second.next)
    uids = [row.uid for page in (first, second, third) for row in page.rows]
    assert (len(uids), len(set(uids)), third.next) == (5, 5, "")


def test_a_statement_elsewhere_is_not_found_and_a_reader_may_not_decide() -> None:
    from tests.functional.registry.users import user_with

    user = officer("S1")
    statement = take(AGREEMENT_TEXT, planner(), location="N1")
    with pytest.raises(NotFound):
        statement_page(fresh(user), statement)
    with pytest.raises(NotFound):
        decide_all(statement, decision="accepted", actor=user.uid)
    with pytest.raises(NotFound):
        adopt(statement, actor=uuid.uuid4())
    auditor = user_with("auditor")
    assert not statement_page(fresh(auditor), statement).may_edit
    with pytest.raises(Denied):
        decide_all(statement, decision="accepted", actor=auditor.uid)
    with pytest.raises(ActionRefused):
        take_statement(NewStatement(text=MEETING_TEXT), actor=auditor.uid)


# --- the register's names -------------------------------------------------------------------------
RENAMINGS: tuple[tuple[str, Callable[[], object]], ...] = (
    ("organisation", lambda: record_organisations(
        [NewOrganisation(code="NEW", name_ar="جهة جديدة", kind="ngo")], actor=None)),
    ("alias", lambda: record_organisations([NewOrganisation(
        code=PARTNER.code, name_ar=PARTNER.name_ar, kind=PARTNER.kind,
        aliases=(NewAlias(name="الإغاثة"),))], actor=None)),
    ("person", lambda: record_people([NewPerson(name_ar="شخص جديد")], actor=None)),
    ("role", lambda: record_people([NewPerson(
        name_ar="مقيم", roles=(NewPersonRole(title_ar="مدير", organisation="MOH"),))],
        actor=None)),
    ("place", lambda: rename_location("N102", name_ar="منطقة الساقية", on=TOLD_ON, actor=None)),
)  # fmt: skip


@pytest.mark.parametrize(("what", "change"), RENAMINGS)
def test_the_next_reading_knows_what_was_named_meanwhile(
    what: str, change: Callable[[], object]
) -> None:
    record_people([NewPerson(name_ar="مقيم")], actor=None)
    before = registered_lexicon()
    assert registered_lexicon() is before
    change()
    after = registered_lexicon()
    assert after is not before
    assert after.known == registered_names() != before.known


def test_the_next_reading_knows_what_a_slower_writer_named_earlier() -> None:
    """Its number was given before the last one's, and came to be seen after it."""
    [known] = record_people([NewPerson(name_ar="سامر القطان")], actor=None)
    PersonAlias.objects.create(id=901, name="الاسم اللاحق", person=known)
    before = registered_lexicon()
    PersonAlias.objects.create(id=900, name="الاسم السابق", person=known)
    after = registered_lexicon()
    assert after is not before
    assert any("الاسم السابق" in one.names for one in after.known.people)


def test_the_next_reading_has_forgotten_who_was_erased() -> None:
    kept, erased = record_people(
        [NewPerson(name_ar="سامر القطان"), NewPerson(name_ar="مازن الدلول")], actor=None
    )
    before = stamp_of_names()
    erase_person(kept.uid)
    assert stamp_of_names() != before
    assert [one.names for one in registered_names().people] == [("مازن الدلول",)]
    assert erased.uid


# --- bounds -------------------------------------------------------------------------------------
def crowded(count: int) -> Callable[..., Reading]:
    """A reading of so many findings: a third each of organisations, people and acts."""

    def read(text: str, *, on: date | None = None) -> Reading:
        about: dict[str, Any] = {
            "reason": "given",
            "confidence": Confidence.CERTAIN,
            "spans": (Span(0, 5),),
        }
        third = range(count // 3)
        return Reading(
            text=text,
            organisations=tuple(
                Organisation(name=f"جمعية رقم {n}", kind="ngo", **about) for n in third
            ),
            people=tuple(
                Person(name=f"فلان الفلاني {n}", role="عضو", organisation=f"جمعية رقم {n}", **about)
                for n in third
            ),
            acts=tuple(
                Act(kind=ActKind.SUPPORT, status=Status.PLANNED, of=f"دعم {n}",
                    trigger=Span(0, 3), parties=(f"جمعية رقم {n}",), **about)
                for n in range(count - 2 * (count // 3))
            ),
        )  # fmt: skip

    return read


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return len(seen)


def test_a_draft_of_two_thousand_findings_is_taken_and_shown_in_few_queries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = planner()
    registered_lexicon()
    counts = []
    for number, count in enumerate((90, 2000)):
        reads_as(monkeypatch, crowded(count))
        text = f"{MEETING_TEXT} {number}"
        taken = queries_of(partial(take, text, user))
        statement = Statement.objects.latest("id").uid
        shown = queries_of(partial(statement_page, fresh(user), statement))
        decide = partial(decide_all, statement, decision="accepted", actor=user.uid)
        decided = queries_of(decide)
        counts.append((taken, shown, decided))
        assert StatementFinding.objects.filter(statement__uid=statement).count() == count
    (small_taken, small_shown, small_decided), (taken, shown, decided) = counts
    assert small_shown <= 30
    assert shown <= small_shown + 10
    assert taken <= small_taken + 2000 / 50  # rows of one INSERT on SQLite
    assert decided == small_decided


def test_more_findings_than_a_person_can_review_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads_as(monkeypatch, crowded(300))
    monkeypatch.setattr(keeping, "MOST_FINDINGS", 299)
    with pytest.raises(ActionRefused) as refusal:
        take(MEETING_TEXT, planner())
    assert [fault.code for fault in refusal.value.faults] == ["statement_too_many_findings"]
    assert not Statement.objects.exists()

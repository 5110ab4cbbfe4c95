"""Organisations and people; and a person can be erased without a trace."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.storage import default_storage

from mithaq.registry.actions import (
    add_letter,
    add_source,
    attach_file,
    erase_person,
    record_organisations,
    record_people,
    retire_organisation,
)
from mithaq.registry.actions.papers import stored_name
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import (
    Attachment,
    Letter,
    NameWord,
    Organisation,
    Person,
    PersonAlias,
    PersonRole,
    Source,
    SubjectKind,
)
from mithaq.registry.records import (
    NewAlias,
    NewOrganisation,
    NewPerson,
    NewPersonRole,
    NewSource,
    Recorded,
)
from tests.functional.registry.facilities import (
    DIRECTORATE,
    MINISTRY,
    ORGANISATIONS,
    PARTNER,
    record_health_system,
)

pytestmark = pytest.mark.django_db

HEAD = NewPerson(
    name_ar="د. سامر العلي",
    name_en="Samer al-Ali",
    honorific="د.",
    phone="+963 900 000 000",
    aliases=("سامر علي",),
    roles=(
        NewPersonRole(
            title_ar="مدير الصحة",
            organisation="DOH-N",
            is_acting=True,
            valid_from=date(2025, 3, 1),
        ),
    ),
)


def refusal(*organisations: NewOrganisation) -> set[tuple[str, str]]:
    with pytest.raises(ActionRefused) as refused:
        record_organisations(organisations, actor=None)
    return {(fault.code, fault.field) for fault in refused.value.faults}


def test_organisations_come_in_any_order_and_once() -> None:
    record_health_system()
    directorate = Organisation.objects.get(code="DOH-N")
    assert directorate.parent is not None
    assert directorate.parent.code == "MOH"
    again = record_organisations(ORGANISATIONS, actor=None)
    assert again == Recorded(new=0, completed=0, known=4)


def test_organisations_are_completed_and_keep_their_other_names() -> None:
    record_health_system()
    fuller = replace(PARTNER, phone="+963 11 1", aliases=(NewAlias(name="الإغاثة"),), parent="CARE")
    assert record_organisations([fuller], actor=None) == Recorded(new=0, completed=1, known=0)
    assert record_organisations([fuller], actor=None) == Recorded(new=0, completed=0, known=1)
    by_alias = replace(PARTNER, name_ar="الاغاثه")
    assert record_organisations([by_alias], actor=None).known == 1
    row = Organisation.objects.get(code="RELIEF")
    assert (row.name_ar, row.parent and row.parent.code) == (PARTNER.name_ar, "CARE")


def test_every_fault_of_an_organisation_is_named() -> None:
    record_health_system()
    assert refusal(
        replace(PARTNER, kind="un", name_ar="جهة أخرى"),
        NewOrganisation(code="A", name_ar="أ", kind="club", parent="Z", location="nowhere"),
        NewOrganisation(code="B", name_ar="ب", kind="ngo", parent="C"),
        NewOrganisation(code="C", name_ar="ج", kind="ngo", parent="B"),
        replace(MINISTRY, parent="DOH-N"),
        DIRECTORATE,
        DIRECTORATE,
    ) == {
        ("changed_content", "kind"),
        ("changed_content", "name_ar"),
        ("not_in_list", "kind"),
        ("unknown_code", "parent"),
        ("unknown_code", "location"),
        ("its_own_parent", "parent"),
        ("duplicate_code", "code"),
    }


def test_a_retired_organisation_stays() -> None:
    record_health_system()
    assert retire_organisation("CARE", on=date(2026, 1, 1), actor=None).retired_on
    with pytest.raises(ActionRefused):
        retire_organisation("NOBODY", on=date(2026, 1, 1), actor=None)


def test_a_person_is_known_by_name_in_any_spelling() -> None:
    record_health_system()
    [first] = record_people([HEAD], actor=None)
    poorer = NewPerson(name_ar="د. سامر العلى")
    [again] = record_people([poorer], actor=None)
    assert again == first
    assert PersonRole.objects.get().is_acting
    with pytest.raises(ActionRefused):
        record_people([replace(HEAD, phone="other")], actor=None)


def test_a_role_ends_by_being_told_again_with_its_end() -> None:
    record_health_system()
    record_people([HEAD], actor=None)
    ended = replace(HEAD.roles[0], valid_to=date(2026, 1, 31))
    record_people([replace(HEAD, roles=(ended,))], actor=None)
    assert PersonRole.objects.get().valid_to == date(2026, 1, 31)
    wrong = NewPersonRole(
        title_ar="", organisation="X", valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1)
    )
    with pytest.raises(ActionRefused) as refused:
        record_people([replace(HEAD, roles=(wrong,))], actor=None)
    codes = {fault.code for fault in refused.value.faults}
    assert codes == {"required", "unknown_code", "ends_before_start"}


def test_an_erased_person_leaves_no_name_anywhere() -> None:
    record_health_system()
    [person] = record_people([HEAD], actor=None)
    file = attach_file(
        subject_kind=SubjectKind.PERSON,
        subject=person.uid,
        name="cv.pdf",
        content=io.BytesIO(b"%PDF-1.7 person"),
        actor=None,
    )
    add_letter(
        subject_kind=SubjectKind.PERSON,
        subject=person.uid,
        direction="incoming",
        number="12",
        actor=None,
    )
    assert default_storage.exists(stored_name(file.sha256))
    erase_person(person.uid)
    for rows in (
        Person.objects.all(),
        Person.history.all(),
        PersonAlias.objects.all(),
        PersonRole.objects.all(),
        Attachment.objects.all(),
        Letter.objects.all(),
        NameWord.objects.filter(subject_kind=SubjectKind.PERSON),
    ):
        assert not rows.exists(), rows
    with pytest.raises(ActionRefused):
        erase_person(person.uid)


@pytest.mark.django_db(transaction=True)
def test_the_files_of_an_erased_person_go_with_the_last_that_names_them() -> None:
    record_health_system()
    [person] = record_people([HEAD], actor=None)
    content = b"%PDF-1.7 shared"
    files = [
        attach_file(
            subject_kind=kind,
            subject=subject,
            name="a.pdf",
            content=io.BytesIO(content),
            actor=None,
        )
        for kind, subject in (
            (SubjectKind.PERSON, person.uid),
            (SubjectKind.MEETING, uuid.uuid4()),
        )
    ]
    erase_person(person.uid)
    assert default_storage.exists(stored_name(files[0].sha256))
    Attachment.objects.all().delete()
    [person] = record_people([HEAD], actor=None)
    attach_file(
        subject_kind=SubjectKind.PERSON,
        subject=person.uid,
        name="a.pdf",
        content=io.BytesIO(content),
        actor=None,
    )
    erase_person(person.uid)
    assert not default_storage.exists(stored_name(files[0].sha256))


def test_a_source_is_kept_once() -> None:
    statement = NewSource(title="بيان", outlet="وكالة الأنباء", on=date(2026, 1, 18))
    assert add_source(statement) == add_source(replace(statement, url="https://example.org"))
    assert Source.objects.count() == 1
    with pytest.raises(ActionRefused):
        add_source(NewSource(title=" ", precision="era"))

"""Reports are seen and written only as far as a role reaches."""

from __future__ import annotations

import pytest

from mithaq.domains.services.access import (
    access_conflicting_draft,
    access_report,
    report_lineages,
    visible_reports,
)
from mithaq.domains.services.actions import save_draft
from mithaq.domains.services.models import ConflictingDraft
from mithaq.registry.access import Denied, NotFound, Permission, access_attachments
from mithaq.registry.actions import give_role, make_user, record_organisations
from mithaq.registry.models import SubjectKind, User
from mithaq.registry.records import NewOrganisation, NewUser
from tests.functional.services.world import (
    MARCH,
    NOW,
    OFFICER,
    build_world,
    report_of,
    said,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    build_world()
    record_organisations(
        [NewOrganisation(code="MOH", name_ar="وزارة الصحة", kind="authority")], actor=None
    )
    for code in ("F1", "F2", "F3"):
        submit(facility=code)


def user(kind: str, place: str) -> User:
    name = f"{kind}-{place}"
    made = make_user(NewUser(username=name, password="Jasmin-1-Jasmin"), actor=None)
    give_role(made.uid, kind=kind, organisation="MOH", location=place, actor=None)
    return User.objects.get(username=name)


def seen(who: User) -> list[str]:
    return sorted(visible_reports(who).values_list("facility__code", flat=True))


@pytest.mark.parametrize(
    ("kind", "place", "codes"),
    [
        ("reporter", "F1", ["F1"]),
        ("officer", "N1", ["F1", "F2"]),
        ("monitor", "S1", ["F3"]),
        ("planner", "N1", ["F1", "F2", "F3"]),
        ("partner", "SY", []),
        ("storekeeper", "SY", []),
    ],
)
def test_each_role_sees_the_reports_of_its_place(kind: str, place: str, codes: list[str]) -> None:
    who = user(kind, place)
    assert seen(who) == codes
    assert bool(report_lineages(who)) == bool(codes)


def test_what_is_not_seen_is_not_found_and_what_may_not_be_done_is_denied() -> None:
    reporter = user("reporter", "F1")
    own, other = report_of("F1"), report_of("F2")
    assert access_report(reporter, own.uid, Permission.REPORT_MONTH) == own
    with pytest.raises(NotFound):
        access_report(reporter, other.uid)
    with pytest.raises(Denied):
        access_report(reporter, own.uid, Permission.REVIEW_REPORT)
    with pytest.raises(NotFound):
        access_attachments(reporter, SubjectKind.REPORT, other.uid)
    assert not access_attachments(reporter, SubjectKind.REPORT, own.uid)


def test_a_draft_kept_aside_is_for_who_may_report_that_month() -> None:
    save_draft(facility="F1", month=MARCH, content=said("service.physio 9"), actor=OFFICER, at=NOW)
    kept = ConflictingDraft.objects.get()
    assert access_conflicting_draft(user("reporter", "F1"), kept.uid) == kept
    with pytest.raises(NotFound):
        access_conflicting_draft(user("reporter", "F2"), kept.uid)
    with pytest.raises(Denied):
        access_conflicting_draft(user("officer", "N1"), kept.uid)

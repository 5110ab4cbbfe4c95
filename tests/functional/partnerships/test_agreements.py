"""An agreement from its announcement to its end, its figures and its amendments."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mithaq.domains.partnerships.actions import (
    activate_agreement,
    amend_agreement,
    announce_agreement,
    describe_agreement,
    draft_agreement,
    end_agreement,
    resume_agreement,
    sign_agreement,
    state_figure,
    suspend_agreement,
    terminate_agreement,
)
from mithaq.domains.partnerships.models import Amendment, StatedFigure
from mithaq.domains.partnerships.queries.agreements import agreement_surroundings
from mithaq.domains.partnerships.records import LineChange, NewAmendment, NewFigure
from mithaq.ledger.models import Agreement, AgreementParty, AgreementStatus, Pledge
from mithaq.ledger.records import NewParty
from mithaq.registry.access import NotFound
from mithaq.registry.actions import add_letter, record_people
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import SubjectKind
from mithaq.registry.records import NewPerson
from tests.functional.partnerships.world import (
    MILLION,
    NORTH,
    SESSIONS,
    record_agreements,
    statement,
)
from tests.functional.registry.facilities import record_health_system
from tests.functional.registry.users import user_with

pytestmark = pytest.mark.django_db

EXTENSION = NewAmendment(
    agreement="AG-N",
    kind="extension",
    effective_on=date(2025, 10, 1),
    extends_to=date(2026, 12, 31),
    summary_ar="تمديد حتى نهاية 2026",
    changes=(LineChange(line="1", ends_on=date(2026, 12, 31), quantity=2400 * MILLION),),
)


def codes(refused: pytest.ExceptionInfo[ActionRefused]) -> set[str]:
    return {fault.code for fault in refused.value.faults}


def status_of(code: str) -> str:
    return Agreement.objects.get(code=code).status


def test_an_agreement_lives_from_its_announcement_to_its_end() -> None:
    record_health_system()
    party = NewParty(agreement="", organisation="CARE", role="donor", share=Decimal("0.25"))
    announce_agreement(
        NORTH, parties=[party], purpose_ar="تشغيل", purpose_en="Operation", actor=None
    )
    assert status_of("AG-N") == "announced"
    sign_agreement("AG-N", on=date(2025, 1, 15), actor=None)
    activate_agreement("AG-N", on=date(2025, 2, 1), actor=None)
    suspend_agreement("AG-N", on=date(2025, 5, 1), reason_ar="إغلاق الطريق", actor=None)
    assert status_of("AG-N") == "suspended"
    resume_agreement("AG-N", on=date(2025, 6, 1), actor=None)
    end_agreement("AG-N", on=date(2025, 12, 31), actor=None)
    assert status_of("AG-N") == "ended"
    agreement = Agreement.objects.get(code="AG-N")
    assert agreement.signed_on == date(2025, 1, 15)
    log = AgreementStatus.objects.filter(agreement=agreement).order_by("id")
    assert [(event.status, event.on) for event in log] == [
        ("announced", date(2025, 1, 1)),
        ("signed", date(2025, 1, 15)),
        ("active", date(2025, 2, 1)),
        ("suspended", date(2025, 5, 1)),
        ("active", date(2025, 6, 1)),
        ("ended", date(2025, 12, 31)),
    ]
    assert AgreementParty.objects.get().organisation.code == "CARE"


def test_what_may_not_follow_is_refused_with_every_reason() -> None:
    record_agreements()
    with pytest.raises(ActionRefused) as refused:
        sign_agreement("AG-N", on=timezone.localdate() + timedelta(days=9), actor=None)
    assert codes(refused) == {"status_may_not_follow", "not_yet"}
    with pytest.raises(ActionRefused) as refused:
        terminate_agreement("AG-N", on=date(2025, 1, 1), reason_ar="", actor=None)
    assert codes(refused) == {"before_last_change", "reason_required"}
    with pytest.raises(ActionRefused) as refused:
        resume_agreement("AG-N", on=date(2025, 5, 1), actor=None)
    assert codes(refused) == {"not_suspended"}
    with pytest.raises(ActionRefused) as refused:
        end_agreement("NOBODY", on=date(2025, 5, 1), actor=None)
    assert codes(refused) == {"unknown_code"}
    assert status_of("AG-N") == "active"


def test_a_draft_is_signed_or_given_up() -> None:
    record_health_system()
    draft_agreement(replace(NORTH, announced_on=None), actor=None)
    assert status_of("AG-N") == "draft"
    terminate_agreement("AG-N", on=date(2025, 1, 1), reason_ar="لم يُتفق", actor=None)
    assert status_of("AG-N") == "terminated"


def test_who_signed_is_kept() -> None:
    record_health_system()
    [minister] = record_people([NewPerson(name_ar="وزير الصحة")], actor=None)
    announce_agreement(NORTH, actor=None)
    sign_agreement("AG-N", on=date(2025, 1, 15), signatories=[minister.uid], actor=None)
    describe_agreement("AG-N", purpose_ar="غاية", actor=None)
    around = agreement_surroundings(user_with("planner"), "AG-N")
    assert around.signatories == (("وزير الصحة", ""),)
    assert around.purpose_ar == "غاية"
    with pytest.raises(ActionRefused):
        describe_agreement("NOBODY", actor=None)


def test_each_voice_keeps_its_own_figure() -> None:
    record_agreements()
    source = statement()
    stated = NewFigure(
        agreement="AG-N",
        label_ar="خدمة طبية",
        quantity=Decimal("920860"),
        unit_ar="خدمة",
        stated_by="RELIEF",
        source=source.uid,
        pledge_line="1",
    )
    rounded = replace(stated, stated_by="MOH", quantity=Decimal(1_000_000), qualifier="about")
    for figure in (stated, rounded, stated):
        state_figure(figure, actor=None)
    around = agreement_surroundings(user_with("planner"), "AG-N")
    assert [(figure.quantity, figure.stated_by_en) for figure in around.figures] == [
        (Decimal(920860), "Medical Relief"),
        (Decimal(1_000_000), "Ministry of Health"),
    ]
    with pytest.raises(ActionRefused) as refused:
        state_figure(
            replace(
                stated, quantity=Decimal("NaN"), pledge_line="9", qualifier="maybe", label_ar=""
            ),
            actor=None,
        )
    assert codes(refused) == {"figure_not_positive", "unknown_line", "not_in_list", "required"}
    assert StatedFigure.objects.count() == 2


def test_an_extension_gives_the_line_a_version_and_leaves_the_old_one() -> None:
    record_agreements()
    user = user_with("planner")
    amendment = amend_agreement(EXTENSION, actor=user.uid)
    versions = Pledge.objects.filter(agreement__code="AG-N").order_by("effective_on")
    assert [(v.effective_on, v.ends_on, v.quantity) for v in versions] == [
        (date(2025, 1, 15), date(2025, 12, 31), 1200 * MILLION),
        (date(2025, 10, 1), date(2026, 12, 31), 2400 * MILLION),
    ]
    add_letter(
        subject_kind=SubjectKind.AMENDMENT,
        subject=amendment.uid,
        direction="outgoing",
        number="77",
        actor=None,
    )
    around = agreement_surroundings(user, "AG-N")
    [row] = around.amendments
    assert (row.number, around.ends_on) == (1, date(2026, 12, 31))
    assert (row.lines[0].quantity_before, row.lines[0].quantity) == (1200 * MILLION, 2400 * MILLION)
    assert row.letters[0].number == "77"


def test_targets_scope_and_new_lines_are_amended_each_in_its_way() -> None:
    record_agreements()
    amend_agreement(
        replace(
            EXTENSION,
            kind="targets",
            changes=(LineChange(line="1", quantity=900 * MILLION),),
        ),
        actor=None,
    )
    amend_agreement(
        replace(
            EXTENSION,
            kind="scope",
            effective_on=date(2025, 11, 1),
            changes=(LineChange(line="1", scope=("F1", "F2")),),
        ),
        actor=None,
    )
    amend_agreement(
        replace(
            EXTENSION,
            kind="new_line",
            changes=(
                LineChange(line="2", measure=SESSIONS.code, quantity=5 * MILLION, scope=("N1",)),
            ),
        ),
        actor=None,
    )
    last = Pledge.objects.get(agreement__code="AG-N", line="1", effective_on=date(2025, 11, 1))
    assert last.quantity == 900 * MILLION
    assert {scope.location.code for scope in last.scopes.all()} == {"F1", "F2"}
    assert Pledge.objects.filter(agreement__code="AG-N", line="2").count() == 1
    assert list(Amendment.objects.order_by("id").values_list("number", flat=True)) == [1, 2, 3]


def test_every_fault_of_an_amendment_is_named_and_nothing_written() -> None:
    record_agreements()
    wrong = replace(
        EXTENSION,
        effective_on=date(2025, 1, 15),
        changes=(
            LineChange(line="1", ends_on=date(2025, 6, 1), scope=("F2",)),
            LineChange(line="9", ends_on=date(2027, 1, 1)),
        ),
    )
    with pytest.raises(ActionRefused) as refused:
        amend_agreement(wrong, actor=None)
    assert codes(refused) == {
        "amends_more",
        "extension_not_later",
        "not_after_version",
        "unknown_line",
    }
    with pytest.raises(ActionRefused) as refused:
        amend_agreement(replace(EXTENSION, changes=(), summary_ar="", kind="wish"), actor=None)
    assert codes(refused) == {"required", "not_in_list"}
    with pytest.raises(ActionRefused) as refused:
        amend_agreement(
            replace(EXTENSION, kind="new_line", changes=(LineChange(line="1"),)), actor=None
        )
    assert codes(refused) == {"known_line", "required"}
    assert not Amendment.objects.exists()
    assert Pledge.objects.count() == 2


def test_an_ended_agreement_is_not_amended() -> None:
    record_agreements()
    end_agreement("AG-N", on=date(2025, 9, 1), actor=None)
    with pytest.raises(ActionRefused) as refused:
        amend_agreement(EXTENSION, actor=None)
    assert codes(refused) == {"not_amendable"}


def test_an_agreement_is_seen_by_its_parties_and_places_only() -> None:
    record_agreements()
    for kind, organisation, location in (
        ("partner", "RELIEF", "SY"),
        ("partner", "RELIEF", "N1"),
        ("officer", "DOH-N", "N1"),
        ("reporter", "MOH", "F1"),
    ):
        user = user_with(kind, organisation=organisation, location=location)
        assert agreement_surroundings(user, "AG-N").ends_on == date(2025, 12, 31)
        with pytest.raises(NotFound):
            agreement_surroundings(user, "AG-S")
    elsewhere = user_with("partner", organisation="RELIEF", location="S1")
    with pytest.raises(NotFound):
        agreement_surroundings(elsewhere, "AG-N")

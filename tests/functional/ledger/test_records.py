"""What is promised is recorded once, in versions; other content under a known key is refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.ledger.actions import (
    change_support,
    change_terms,
    end_support,
    explain_overlap,
    move_measure,
    record_agreements,
    record_measures,
    record_parties,
    record_pledges,
    record_supports,
    set_agreement_status,
)
from mithaq.ledger.checks import check
from mithaq.ledger.models import (
    Agreement,
    AgreementStatus,
    AgreementTerms,
    Batch,
    Measure,
    MeasureParent,
    OverlapExplanation,
    Pledge,
    Support,
)
from mithaq.ledger.records import NewParty
from mithaq.ledger.refreshes import refresh_now
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import Organisation
from tests.functional.ledger.world import (
    JANUARY,
    MILLION,
    a_line,
    a_measure,
    a_pledge,
    a_support,
    an_agreement,
    masters,
    places,
    posted,
)

pytestmark = pytest.mark.django_db

Faults = list[tuple[str, int | None, str]]


def faults_of(action: Callable[..., Any], *given: Any, **named: Any) -> Faults:
    """What an action refuses; nothing is written."""
    before = Batch.objects.count()
    with pytest.raises(ActionRefused) as refused:
        action(*given, **named, actor=None)
    assert Batch.objects.count() == before
    return [(fault.code, fault.item, fault.field) for fault in refused.value.faults]


def batches() -> int:
    return Batch.objects.count()


# --- measures -------------------------------------------------------------------------------------
class TestMeasures:
    def test_parents_may_stand_anywhere(self) -> None:
        record_measures([a_measure("a.b", parent="a"), a_measure("a")], actor=None)
        above = Measure.objects.get(code="a")
        assert Measure.objects.get(code="a.b").parent == above
        assert MeasureParent.objects.get().parent == above

    def test_the_same_again_is_nothing(self) -> None:
        measures = [a_measure("a"), a_measure("b", parent="a", stale_after=3)]
        record_measures(measures, actor=None)
        before = batches()
        assert record_measures(measures, actor=None).known == 2
        assert batches() == before

    @pytest.mark.parametrize(
        "change",
        [
            {"unit": "box"},
            {"family": "goods"},
            {"combine": "max"},
            {"stale_after": 6},
            {"name_ar": "اسم آخر"},
            {"parent": "b"},
        ],
    )
    def test_other_content_is_refused(self, change: dict[str, Any]) -> None:
        record_measures([a_measure("a", stale_after=3), a_measure("b")], actor=None)
        [(code, item, field)] = faults_of(record_measures, [a_measure("a", **change)])
        assert (code, item, field) == ("changed_content", 0, next(iter(change)))

    def test_a_gap_in_names_is_filled(self) -> None:
        record_measures([a_measure("a")], actor=None)
        assert record_measures([a_measure("a", name_en="session")], actor=None).completed == 1
        assert Measure.objects.get().name_en == "session"

    def test_what_cannot_be_is_refused(self) -> None:
        wrong = [
            a_measure("a", family="x"),
            a_measure("a", combine="y"),
            a_measure("", unit=""),
            a_measure("d", parent="no such"),
            a_measure("e", parent="f"),
            a_measure("f", parent="e"),
            a_measure("g", stale_after=-1),
        ]
        assert set(faults_of(record_measures, wrong)) == {
            ("duplicate_code", 1, "code"),
            ("required", 2, "code"),
            ("not_in_list", 0, "family"),
            ("not_in_list", 1, "combine"),
            ("required", 2, "unit"),
            ("out_of_range", 6, "stale_after"),
            ("unknown_code", 3, "parent"),
            ("its_own_parent", 4, "parent"),
            ("its_own_parent", 5, "parent"),
        }

    def test_a_measure_moves_and_the_log_keeps_where_it_lay(self) -> None:
        record_measures([a_measure("a"), a_measure("b"), a_measure("c", parent="a")], actor=None)
        move_measure("c", parent="b", actor=None)
        assert Measure.objects.values_list("parent__code", flat=True).get(code="c") == "b"
        log = MeasureParent.objects.order_by("id").values_list("parent__code", flat=True)
        assert list(log) == ["a", "b"]
        assert faults_of(move_measure, "b", parent="c") == [("its_own_parent", 0, "parent")]
        record_measures([a_measure("c", parent="a")], actor=None)  # the old file says nothing new
        assert check().holds


# --- agreements -----------------------------------------------------------------------------------
class TestAgreements:
    @pytest.fixture(autouse=True)
    def world(self) -> None:
        places()

    def test_a_head_is_recorded_with_its_terms_and_its_status(self) -> None:
        actor = uuid.uuid4()
        at = datetime(2026, 1, 5, tzinfo=UTC)
        given = an_agreement(
            "A", counts_from=Stage.VERIFIED, status="signed", status_on=date(2026, 1, 2)
        )
        record_agreements([given], actor=actor, at=at)
        row = Agreement.objects.get()
        assert (row.authority.code, row.partner.code, row.status) == ("MOH", "P1", "signed")
        terms, status = AgreementTerms.objects.get(), AgreementStatus.objects.get()
        assert (terms.counts_from, terms.preferred_claimant) == (Stage.VERIFIED, Claimant.FACILITY)
        assert (status.status, status.on, status.recorded_by) == ("signed", date(2026, 1, 2), actor)
        assert row.recorded_at == terms.recorded_at == status.recorded_at == at

    def test_the_same_again_is_nothing_even_after_its_status_changed(self) -> None:
        record_agreements([an_agreement("A")], actor=None)
        set_agreement_status("A", status="suspended", on=date(2026, 3, 1), actor=None)
        change_terms("A", counts_from=Stage.CLAIMED, actor=None)
        before = batches()
        assert record_agreements([an_agreement("A")], actor=None).known == 1
        assert batches() == before

    @pytest.mark.parametrize(
        "change",
        [
            {"title_ar": "عنوان آخر"},
            {"kind": "donation"},
            {"authority": "P2"},
            {"partner": "P2"},
            {"signed_on": date(2025, 12, 2)},
            {"ends_on": date(2027, 12, 31)},
            {"counts_from": Stage.CLAIMED},
            {"status": "draft"},
            {"parent": "B"},
        ],
    )
    def test_other_content_is_refused(self, change: dict[str, Any]) -> None:
        record_agreements([an_agreement("A"), an_agreement("B")], actor=None)
        [(code, item, field)] = faults_of(record_agreements, [an_agreement("A", **change)])
        assert (code, item, field) == ("changed_content", 0, next(iter(change)))

    def test_a_gap_is_filled(self) -> None:
        record_agreements([an_agreement("A", signed_on=None)], actor=None)
        record_agreements([an_agreement("A", title_en="Operation")], actor=None)
        row = Agreement.objects.get()
        assert (row.title_en, row.signed_on) == ("Operation", date(2025, 12, 1))

    def test_parents_may_stand_anywhere_but_not_in_a_circle(self) -> None:
        record_agreements(
            [an_agreement("A", parent="U"), an_agreement("U", kind="memorandum")], actor=None
        )
        assert Agreement.objects.get(code="A").parent == Agreement.objects.get(code="U")
        circle = [an_agreement("X", parent="Y"), an_agreement("Y", parent="X")]
        assert faults_of(record_agreements, circle) == [
            ("its_own_parent", 0, "parent"),
            ("its_own_parent", 1, "parent"),
        ]

    def test_what_cannot_be_is_refused(self) -> None:
        wrong = [
            an_agreement("A", kind="x", status="y", title_ar=" "),
            an_agreement("B", authority="", partner="no such", parent="neither"),
            an_agreement("C", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)),
        ]
        assert set(faults_of(record_agreements, wrong)) == {
            ("not_in_list", 0, "kind"),
            ("not_in_list", 0, "status"),
            ("required", 0, "title_ar"),
            ("required", 1, "authority"),
            ("unknown_code", 1, "partner"),
            ("unknown_code", 1, "parent"),
            ("ends_before_start", 2, "ends_on"),
        }

    def test_the_head_shows_the_status_of_today(self) -> None:
        record_agreements([an_agreement("A")], actor=None)
        for status, on in (
            ("suspended", date(2026, 3, 1)),
            ("active", date(2026, 5, 1)),
            ("terminated", date(2999, 1, 1)),
        ):
            set_agreement_status("A", status=status, on=on, actor=None)
        assert Agreement.objects.get().status == "active"
        set_agreement_status("A", status="ended", on=date(2026, 5, 1), actor=None)
        assert Agreement.objects.get().status == "ended"

    def test_saying_the_last_status_again_is_nothing(self) -> None:
        record_agreements([an_agreement("A")], actor=None)
        before = batches()
        set_agreement_status("A", status="active", on=None, actor=None)
        assert batches() == before

    def test_terms_change_from_now_on(self) -> None:
        record_agreements([an_agreement("A")], actor=None)
        change_terms("A", partner="P2", preferred_claimant=Claimant.PARTNER, actor=None)
        last = AgreementTerms.objects.latest("id")
        assert (last.partner.code, last.counts_from) == ("P2", Stage.ACCEPTED)
        assert Agreement.objects.get().partner.code == "P2"
        before = batches()
        change_terms("A", partner="P2", actor=None)
        assert batches() == before
        assert faults_of(change_terms, "A", partner="x") == [("unknown_code", None, "partner")]
        assert faults_of(change_terms, "B", partner="P1") == [("unknown_code", None, "agreement")]
        assert check().holds


# --- parties and supports -------------------------------------------------------------------------
class TestPartiesAndSupports:
    @pytest.fixture(autouse=True)
    def world(self) -> None:
        masters()

    def test_parties_are_recorded_once(self) -> None:
        party = NewParty(agreement="A1", organisation="P1", role="donor", share=Decimal("0.25"))
        assert record_parties([party], actor=None).new == 1
        assert record_parties([party], actor=None).known == 1
        changed = NewParty(agreement="A1", organisation="P1", role="donor", share=Decimal("0.5"))
        assert [code for code, *_ in faults_of(record_parties, [changed])] == ["changed_content"]
        wrong = [
            NewParty(agreement="x", organisation="y", role="z", share=Decimal(2)),
            NewParty(agreement="A1", organisation="P1", role="witness", share=Decimal("1E-9")),
        ]
        assert set(faults_of(record_parties, wrong)) == {
            ("unknown_code", 0, "agreement"),
            ("unknown_code", 0, "organisation"),
            ("not_in_list", 0, "role"),
            ("share_of_one", 0, "share"),
            ("share_of_one", 1, "share"),
        }

    def test_a_support_that_ends_is_a_further_version(self) -> None:
        key = Support.objects.get().key
        end_support(key, on=date(2026, 6, 30), actor=None)
        end_support(key, on=date(2026, 6, 30), actor=None)
        versions = Support.objects.filter(key=key).order_by("id")
        assert [row.valid_to for row in versions] == [None, date(2026, 6, 30)]
        change_support(key, valid_to=date(2026, 9, 30), share=Decimal("0.5"), actor=None)
        assert Support.objects.latest("id").share == Decimal("0.5")
        assert record_supports([a_support("F1")], actor=None).known == 1  # the old file, again
        assert check().holds

    def test_supports_that_cannot_be_are_refused(self) -> None:
        ended = a_support("F1", valid_to=date(2026, 3, 1))
        assert [code for code, *_ in faults_of(record_supports, [ended])] == ["changed_content"]
        wrong = [
            a_support("D1"),
            a_support("F2", family="x", organisation="y", agreement="z"),
            a_support("F3", valid_to=date(2025, 1, 1), share=Decimal("-0.1")),
            a_support("F2", organisation="P2"),
            a_support("F2", organisation="P2"),
        ]
        assert set(faults_of(record_supports, wrong)) == {
            ("not_a_facility", 0, "facility"),
            ("not_in_list", 1, "family"),
            ("unknown_code", 1, "organisation"),
            ("unknown_code", 1, "agreement"),
            ("ends_before_start", 2, "valid_to"),
            ("share_of_one", 2, "share"),
            ("duplicate_key", 4, ""),
        }
        assert faults_of(end_support, "no such", on=date(2026, 1, 1)) == [
            ("unknown_support", None, "key")
        ]
        early = faults_of(end_support, Support.objects.get().key, on=date(2020, 1, 1))
        assert early == [("ends_before_start", None, "valid_to")]


# --- pledges --------------------------------------------------------------------------------------
class TestPledges:
    @pytest.fixture(autouse=True)
    def world(self) -> None:
        masters()

    def test_an_amendment_is_a_further_version(self) -> None:
        record_pledges(
            [a_pledge("1", quantity=200 * MILLION, effective_on=date(2026, 5, 1))], actor=None
        )
        versions = Pledge.objects.filter(line="1").order_by("effective_on")
        assert [row.quantity for row in versions] == [120 * MILLION, 200 * MILLION]
        assert [row.effective_on for row in versions] == [date(2025, 12, 1), date(2026, 5, 1)]

    def test_the_same_again_is_nothing(self) -> None:
        before = batches()
        again = [a_pledge("1"), a_pledge("2", scope=("SY", "D1", "SY"))]
        assert record_pledges(again, actor=None).known == 2
        assert batches() == before

    @pytest.mark.parametrize(
        "change",
        [
            {"quantity": 1},
            {"measure": "service"},
            {"scope": ("F1", "F2")},
            {"starts_on": date(2026, 2, 1)},
            {"ends_on": date(2027, 1, 1)},
            {"profile": "on_completion"},
            {"profile": "milestones", "milestones": ((date(2026, 3, 1), MILLION),)},
        ],
    )
    def test_other_content_is_refused(self, change: dict[str, Any]) -> None:
        assert faults_of(record_pledges, [a_pledge("1", **change)]) == [
            ("changed_content", 0, field) for field in change
        ]

    def test_it_takes_effect_when_signed_or_else_when_it_starts(self) -> None:
        assert Pledge.objects.get(line="1").effective_on == date(2025, 12, 1)
        record_agreements([an_agreement("A2", signed_on=None)], actor=None)
        record_pledges([a_pledge("1", agreement="A2")], actor=None)
        assert Pledge.objects.get(agreement__code="A2").effective_on == date(2026, 1, 1)
        unknown = a_pledge("2", agreement="A2", starts_on=None)
        assert faults_of(record_pledges, [unknown]) == [("no_effective_day", 0, "effective_on")]

    def test_a_signature_learnt_later_makes_no_version_of_its_own(self) -> None:
        record_agreements([an_agreement("A2", signed_on=None)], actor=None)
        line = a_pledge("1", agreement="A2")
        record_pledges([line], actor=None)
        record_agreements([an_agreement("A2")], actor=None)
        assert record_pledges([line], actor=None).known == 1
        assert Pledge.objects.filter(agreement__code="A2").count() == 1

    def test_milestones_are_kept_in_order(self) -> None:
        steps = ((date(2026, 12, 31), 9 * MILLION), (date(2026, 3, 31), 2 * MILLION))
        record_pledges([a_pledge("3", profile="milestones", milestones=steps)], actor=None)
        kept = Pledge.objects.get(line="3").milestones
        assert kept == "2026-03-31:2000000|2026-12-31:9000000"
        assert check().holds

    def test_what_cannot_be_is_refused(self) -> None:
        step = (date(2026, 3, 31), MILLION)
        wrong = [
            a_pledge("", agreement="x", measure="y", scope=("z",)),
            a_pledge("4", quantity=0, scope=()),
            a_pledge("5", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1), profile="often"),
            a_pledge("6", profile="milestones"),
            a_pledge("7", milestones=(step,)),
            a_pledge("8", profile="milestones", milestones=(step, step)),
            a_pledge("9", quantity=2**63, stated_by="nobody", source=uuid.uuid4()),
            a_pledge("6"),
            a_pledge("10", profile="milestones", milestones=((step[0], -1),)),
        ]
        assert set(faults_of(record_pledges, wrong)) == {
            ("required", 0, "line"),
            ("unknown_code", 0, "agreement"),
            ("unknown_code", 0, "measure"),
            ("unknown_code", 0, "scope"),
            ("nothing_pledged", 1, "quantity"),
            ("empty_scope", 1, "scope"),
            ("ends_before_start", 2, "ends_on"),
            ("not_in_list", 2, "profile"),
            ("milestones_missing", 3, "profile"),
            ("milestones_not_asked", 4, "profile"),
            ("duplicate_key", 5, "profile"),
            ("out_of_range", 6, "quantity"),
            ("unknown_code", 6, "stated_by"),
            ("unknown_code", 6, "source"),
            ("duplicate_key", 7, ""),
            ("negative_quantity", 8, "profile"),
        }


# --- overlaps -------------------------------------------------------------------------------------
class TestOverlaps:
    @pytest.fixture(autouse=True)
    def world(self) -> None:
        masters()
        posted("a", a_line("1"), a_line("2", organisation="P2"))
        refresh_now(date(2026, 3, 31))

    def explained(self, **given: Any) -> Callable[..., None]:
        known = {"facility": "F1", "measure": "service.dialysis", "month": JANUARY}
        return lambda actor: explain_overlap(**{**known, **given}, actor=actor)

    def test_an_overlap_is_explained_and_explained_again(self) -> None:
        self.explained(kind="duplicate")(None)
        shares = {"P1": Decimal("0.4"), "P2": Decimal("0.6")}
        self.explained(kind="co_funded", shares=shares, note="اتفاق")(uuid.uuid4())
        row = OverlapExplanation.objects.get()
        assert (row.kind, row.shares) == ("co_funded", {"P1": "0.4", "P2": "0.6"})

    def test_what_is_no_overlap_is_not_explained(self) -> None:
        kind = {"kind": "duplicate"}
        assert faults_of(self.explained(month=JANUARY + 1, **kind)) == [
            ("no_overlap", None, "facility")
        ]
        assert faults_of(self.explained(facility="x", measure="y", **kind)) == [
            ("unknown_code", None, "facility"),
            ("unknown_code", None, "measure"),
        ]

    def test_an_explanation_that_cannot_be_is_refused(self) -> None:
        assert faults_of(self.explained(kind="x")) == [("not_in_list", None, "kind")]
        more = {"P1": Decimal("0.7"), "P2": Decimal("0.6")}
        assert faults_of(self.explained(kind="co_funded", shares=more)) == [
            ("shares_of_one", None, "shares")
        ]
        assert Organisation.objects.filter(code="MOH").exists()
        others = {"MOH": Decimal("0.5")}
        assert faults_of(self.explained(kind="co_funded", shares=others)) == [
            ("unknown_code", None, "shares")
        ]

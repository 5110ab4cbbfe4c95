"""Pages read the stored reckoning; it follows the ledger, and nothing that stops it harms it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mithaq.engine.ledger_tables import Claimant
from mithaq.ledger import refreshes, stored
from mithaq.ledger.actions import record_pledges, set_agreement_status
from mithaq.ledger.actions.agreements import settle_statuses
from mithaq.ledger.models import (
    Agreement,
    Batch,
    FoundCliff,
    FoundDisagreement,
    FoundOverlap,
    FoundUnpledged,
    ReckonedLine,
    Reckoning,
)
from mithaq.ledger.refreshes import default_as_of, reckon_now, refresh_if_due, refresh_now
from mithaq.registry.faults import ActionRefused
from tests.functional.ledger.world import (
    JANUARY,
    a_line,
    a_pledge,
    a_small_ledger,
    masters,
    posted,
)

MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("today", "as_of"),
    [
        (date(2026, 11, 9), date(2026, 9, 30)),
        (date(2026, 11, 11), date(2026, 10, 31)),
        (date(2026, 11, 22), date(2026, 10, 31)),
        (date(2026, 1, 5), date(2025, 11, 30)),
        (date(2026, 1, 20), date(2025, 12, 31)),
    ],
)
def test_pages_speak_of_the_last_month_whose_reports_were_due(today: date, as_of: date) -> None:
    assert default_as_of(today) == as_of


def current() -> Reckoning:
    return Reckoning.objects.get(is_current=True)


def line(number: str) -> ReckonedLine:
    return ReckonedLine.objects.get(reckoning__is_current=True, line=number)


@pytest.mark.django_db
class TestWhatIsStored:
    @pytest.fixture(autouse=True)
    def ledger(self) -> None:
        a_small_ledger()

    def test_a_reckoning_says_of_when_it_is_and_what_it_knew(self) -> None:
        number = refresh_now(MARCH)
        row = current()
        assert row.id == number
        assert row.as_of == MARCH
        assert row.batch == Batch.objects.latest("id").id
        assert row.made_at <= timezone.now()

    def test_lines_are_stored_with_their_figures(self) -> None:
        refresh_now(MARCH)
        first = line("1")
        assert [first.claimed, first.accepted, first.verified] == [10, 10, 10]
        assert first.counted == 10
        assert round(float(first.share), 6) == round(10 / 120, 6)
        assert first.is_reported
        assert first.months[0][:4] == ["2026-01", "10", "10", "10"]
        second = line("2")
        assert second.quantity == 120

    def test_a_line_of_which_nothing_was_said_is_not_known(self) -> None:
        record_pledges(
            [a_pledge("9", scope=("F2",), agreement="A1", measure="service")], actor=None
        )
        refresh_now(MARCH)
        assert not line("9").is_reported

    def test_what_has_no_pledge_is_added_up(self) -> None:
        refresh_now(MARCH)
        row = FoundUnpledged.objects.get(reckoning=current())
        assert (row.reason, row.lines, int(row.quantity)) == ("no_support", 1, 10)
        assert (row.measure.code, row.organisation, row.agreement) == (
            "service.dialysis",
            None,
            None,
        )
        assert current().unpledged_count == 1

    def test_overlaps_disagreements_and_cliffs_are_stored(self) -> None:
        posted("p2", a_line("1", organisation="P2", quantity=4_000_000))
        posted(
            "facility", a_line("1", organisation="", claimant=Claimant.FACILITY, quantity=9_000_000)
        )
        refresh_now(MARCH)
        overlap = FoundOverlap.objects.get(reckoning=current())
        assert (overlap.facility.code, overlap.organisations) == ("F1", ["P1", "P2"])
        disagreement = FoundDisagreement.objects.get(reckoning=current())
        assert disagreement.facility_quantity == 9
        assert disagreement.partner_quantity == 14
        cliffs = FoundCliff.objects.filter(reckoning=current(), family="service")
        assert {cliff.facility.code for cliff in cliffs} == {"F1", "F2", "F3"}
        assert {cliff.ends_on for cliff in cliffs} == {date(2026, 12, 31)}

    def test_a_refresh_takes_the_place_of_the_last_and_keeps_that_one_for_its_readers(self) -> None:
        numbers = [refresh_now(MARCH) for _ in range(3)]
        assert list(Reckoning.objects.order_by("id").values_list("id", flat=True)) == numbers[1:]
        assert current().id == numbers[-1]
        assert set(ReckonedLine.objects.values_list("reckoning", flat=True)) == set(numbers[1:])

    def test_the_stored_reckoning_is_what_reckoning_says_now(self) -> None:
        refresh_now(MARCH)
        now = {each.line: each for each in reckon_now(MARCH).reckoning.lines}
        for row in ReckonedLine.objects.filter(reckoning=current()):
            assert row.state == now[row.line].state.value
            assert row.claimed * 1_000_000 == now[row.line].claimed

    def test_a_status_dated_later_comes_true_on_its_day(self) -> None:
        tomorrow = timezone.localdate() + timedelta(days=1)
        set_agreement_status("A1", status="suspended", on=tomorrow, actor=None)
        assert Agreement.objects.get().status == "active"
        settle_statuses(tomorrow)
        assert Agreement.objects.get().status == "suspended"

    def test_a_past_knowledge_is_reckoned_again_to_the_digit(self) -> None:
        known_at = Batch.objects.latest("id").recorded_at
        before = reckon_now(MARCH, known_at)
        posted("later", a_line(month=JANUARY + 1))
        record_pledges([a_pledge("1", quantity=1, effective_on=date(2026, 2, 1))], actor=None)
        assert reckon_now(MARCH, known_at).reckoning == before.reckoning
        assert reckon_now(MARCH).reckoning.lines != before.reckoning.lines

    def test_a_reckoning_is_narrowed_to_an_agreement_or_a_place(self) -> None:
        whole = reckon_now(MARCH)
        assert len(whole.reckoning.lines) == 2
        assert len(reckon_now(MARCH, agreement="A1").reckoning.lines) == 2
        assert [each.line for each in reckon_now(MARCH, place="F1").reckoning.lines] == ["1", "2"]
        assert [each.line for each in reckon_now(MARCH, place="F2").reckoning.lines] == ["2"]
        assert len(reckon_now(MARCH, place="F3").unpledged) == 1
        assert len(reckon_now(MARCH, place="F2").unpledged) == 0
        with pytest.raises(ActionRefused):
            reckon_now(MARCH, place="nowhere")

    @pytest.mark.parametrize(
        ("where", "what"),
        [
            (refreshes, "bring_up_to_date"),
            (refreshes, "reckon_fully"),
            (refreshes, "store"),
            (stored, "_lines"),
            (stored, "_overlaps"),
            (stored, "_cliffs"),
            (stored, "_unpledged"),
            (stored, "_disagreements"),
        ],
    )
    def test_stopped_at_any_point_it_leaves_the_one_before(
        self, monkeypatch: pytest.MonkeyPatch, where: Any, what: str
    ) -> None:
        before = refresh_now(MARCH)
        posted("more", a_line(month=JANUARY + 1))

        def killed(*_: Any, **__: Any) -> Any:
            raise KeyboardInterrupt

        monkeypatch.setattr(where, what, killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            refresh_now(MARCH)
        assert current().id == before
        assert line("1").claimed == 10
        monkeypatch.undo()
        refresh_now(MARCH)
        assert line("1").claimed == 20


@pytest.mark.django_db(transaction=True)
class TestWhenItIsAskedFor:
    def pending(self) -> int:
        return DBTaskResult.objects.filter(status="READY").count()

    def test_recording_asks_for_a_refresh_and_at_most_one_is_pending(self) -> None:
        masters()
        assert self.pending() == 1
        posted("a", a_line("1"))
        posted("b", a_line("1"))
        assert self.pending() == 1

    def test_what_is_undone_asks_for_nothing(self) -> None:
        masters()
        DBTaskResult.objects.all().delete()
        with transaction.atomic():
            posted("a", a_line())
            transaction.set_rollback(True)
        assert self.pending() == 0

    def test_posting_the_same_again_asks_for_nothing(self) -> None:
        masters()
        posted("a", a_line())
        DBTaskResult.objects.all().delete()
        posted("a", a_line())
        assert self.pending() == 0

    def test_one_that_has_begun_is_not_pending(self) -> None:
        """It may have read the ledger before what was posted now."""
        masters()
        DBTaskResult.objects.update(status="RUNNING")
        posted("a", a_line())
        assert self.pending() == 1

    def test_one_whose_task_was_lost_does_not_stand_in_the_way(self) -> None:
        masters()
        DBTaskResult.objects.all().delete()
        posted("a", a_line())
        assert self.pending() == 1

    def test_a_queue_that_fails_does_not_undo_what_was_posted(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        masters()

        def fails() -> None:
            raise RuntimeError

        monkeypatch.setattr(refreshes, "_enqueue_once", fails)
        assert posted("a", a_line()).postings == 1

    def test_the_task_refreshes(self) -> None:
        masters()
        posted("a", a_line())
        refreshes.refresh_reckoning.call()
        assert current().as_of == default_as_of(timezone.localdate())

    def test_one_is_due_until_the_ledger_and_the_calendar_are_caught_up_with(self) -> None:
        masters()
        assert refresh_if_due()
        refresh_now()
        assert not refresh_if_due()
        posted("a", a_line())
        assert refresh_if_due()
        refresh_now(date(2020, 1, 31))
        assert refresh_if_due()

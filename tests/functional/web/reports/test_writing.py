"""A reporter fills in a month's report: kept as a draft, checked, answered, sent, corrected."""

from __future__ import annotations

import pytest

from mithaq.domains.services.actions import send_back_report
from mithaq.domains.services.models import ConflictingDraft, MonthlyReport
from mithaq.domains.services.records import SendBackReason
from mithaq.ledger.models import Posting
from mithaq.registry.models import User
from tests.functional.services.world import OFFICER, postings, report_of, standing, submit
from tests.functional.web.reports.site import (
    PLAIN,
    months_of_a_year,
    saved,
    signed_in,
    text_of,
    typed,
    value_of,
)

MARCH = "/reports/F1/2026-03/"
JSON = {"Accept": "application/json"}


def test_the_form_shows_last_month_and_the_usual_beside_each_input(people: dict[str, User]) -> None:
    months_of_a_year()
    answer = signed_in(people["reporter"]).get(MARCH)
    assert answer.status_code == 200
    text = text_of(answer)
    assert "تقرير آذار 2026" in text
    assert "الشهر الماضي 20 · المعتاد 20" in text  # physiotherapy
    assert "فارغ يعني: غير معروف" in text


def test_a_measure_asked_by_sex_and_age_has_an_input_for_each_and_their_sums(
    people: dict[str, User],
) -> None:
    page = signed_in(people["reporter"]).get(MARCH).content.decode()
    for name in ("female|0_4", "male|60_plus", "female|", "male|", "|"):
        assert f'name="v|service.physio|{name}"' in page
    assert 'name="v|service.dialysis||"' in page
    assert 'name="v|service.dialysis|female|"' not in page


# --- drafts ---------------------------------------------------------------------------------------
def test_a_saved_draft_is_kept_and_claims_nothing(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    answer = client.post(f"{MARCH}save/", typed(PLAIN))
    assert (answer.status_code, answer["Location"]) == (302, MARCH)
    assert saved()["service.physio"] == "20"
    assert report_of().status == "draft"
    assert not Posting.objects.exists()
    assert value_of(client.get(MARCH), "v|service.physio||") == "20"


@pytest.mark.parametrize("written", ["1204", "1,204", "١٢٠٤", "١٬٢٠٤", "1 204", "۱۲۰۴"])
def test_figures_are_read_as_people_write_them(people: dict[str, User], written: str) -> None:
    form = typed("", **{"v|service.dialysis||": written})
    signed_in(people["reporter"]).post(f"{MARCH}save/", form)
    assert saved() == {"service.dialysis": "1204"}


def test_blank_is_not_zero(people: dict[str, User]) -> None:
    form = typed("service.dialysis 0", **{"v|service.physio||": "  "})
    signed_in(people["reporter"]).post(f"{MARCH}save/", form)
    assert saved() == {"service.dialysis": "0"}


@pytest.mark.parametrize("written", ["كثير", "-5", "1.2.3", "1e3"])
def test_what_cannot_be_read_is_said_beside_its_field_and_the_rest_is_kept(
    people: dict[str, User], written: str
) -> None:
    form = typed("service.physio 20", **{"v|service.dialysis||": written})
    answer = signed_in(people["reporter"]).post(f"{MARCH}save/", form)
    assert answer.status_code == 422
    assert value_of(answer, "v|service.dialysis||") == written
    assert 'aria-invalid="true"' in answer.content.decode()
    assert saved() == {"service.physio": "20"}


def test_a_script_is_told_the_version_and_what_the_checks_say(people: dict[str, User]) -> None:
    months_of_a_year()
    client = signed_in(people["reporter"])
    said = client.post(f"{MARCH}save/", typed("service.physio 412"), headers=JSON).json()
    assert (said["state"], said["version"]) == ("saved", 1)
    assert "الوسيط" in said["says"]["service.physio"]
    assert "a|jump:service.physio" in said["says"]["service.physio"]
    # What is still blank is no news while somebody is writing.
    assert said["says"]["service.dialysis"] == ""


def test_a_late_save_changes_nothing_and_is_shown_to_choose(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    client.post(f"{MARCH}save/", typed("service.physio 20"))
    late = client.post(f"{MARCH}save/", typed("service.physio 33"), headers=JSON).json()
    assert late["state"] == "conflict"
    assert saved() == {"service.physio": "20"}
    page = client.get(MARCH)
    assert "حُفظت إلى جانبه" in text_of(page)
    assert "33" in text_of(page)
    kept = ConflictingDraft.objects.get(settled_at=None)
    client.post(f"/reports/kept/{kept.uid}/take/")
    assert saved() == {"service.physio": "33"}


def test_a_version_kept_aside_can_be_left(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    client.post(f"{MARCH}save/", typed("service.physio 20"))
    client.post(f"{MARCH}save/", typed("service.physio 33"))
    kept = ConflictingDraft.objects.get()
    client.post(f"/reports/kept/{kept.uid}/discard/")
    assert saved() == {"service.physio": "20"}
    assert "حُفظت إلى جانبه" not in text_of(client.get(MARCH))


# --- sending --------------------------------------------------------------------------------------
def test_a_report_is_sent_and_becomes_the_facilitys_claim(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    answer = client.post(f"{MARCH}submit/", typed(PLAIN))
    assert answer["Location"] == f"/reports/{report_of().uid}/"
    assert report_of().submitted_by == people["reporter"].uid
    assert standing()["claimed service.physio"] == "20"
    assert client.get(MARCH)["Location"] == f"/reports/{report_of().uid}/"


def test_every_error_and_question_is_said_at_once_and_what_was_typed_is_kept(
    people: dict[str, User],
) -> None:
    months_of_a_year()
    client = signed_in(people["reporter"])
    wrong = typed("service.visit 90\nservice.visit_child 40\nservice.visit_adult 60") | typed(
        "service.physio 412\nstaff.nurse 4"
    )
    answer = client.post(f"{MARCH}submit/", wrong)
    text = text_of(answer)
    assert answer.status_code == 422
    assert "خطأ واحد يُصحَّح قبل الإرسال" in text
    assert "أكبر من المجموع" in text  # the parts
    assert "هل هذا صحيح؟" in text  # far from the usual
    assert "تُذكر عادةً" in text  # dialysis and power, blank this time
    assert saved()["service.physio"] == "412"
    assert report_of().status == "draft"
    assert "claim" not in " ".join(postings().get("2026-03", ()))


def test_an_answered_question_lets_the_report_through_and_is_kept(people: dict[str, User]) -> None:
    months_of_a_year()
    client = signed_in(people["reporter"])
    figures = PLAIN.replace("service.physio 20", "service.physio 412")
    assert client.post(f"{MARCH}submit/", typed(figures)).status_code == 422
    answers = {"a|jump:service.physio": "افتُتحت قاعة ثانية"}
    answer = client.post(f"{MARCH}submit/", typed(figures, 1, **answers))
    assert answer.status_code == 302
    kept = report_of().questions.get(revision=1)
    assert (kept.key, kept.answer) == ("jump:service.physio", "افتُتحت قاعة ثانية")
    assert kept.answered_by == people["reporter"].uid


def test_no_activity_with_its_reason_is_a_report(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    answer = client.post(f"{MARCH}submit/", {"version": "0", "no_activity": "fuel"})
    assert answer.status_code == 302
    assert (report_of().status, report_of().no_activity) == ("submitted", "fuel")
    assert "نفاد المحروقات" in text_of(client.get(answer["Location"]))


def test_a_report_without_figures_or_reason_is_not_sent(people: dict[str, User]) -> None:
    answer = signed_in(people["reporter"]).post(f"{MARCH}submit/", {"version": "0"})
    assert answer.status_code == 422
    assert "لم تُدخَل أي قيمة" in text_of(answer)


def test_sending_twice_claims_once(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    first = client.post(f"{MARCH}submit/", typed(PLAIN), headers=JSON).json()
    again = client.post(f"{MARCH}submit/", typed(PLAIN), headers=JSON).json()
    assert first == again == {"state": "sent", "url": f"/reports/{report_of().uid}/"}
    assert report_of().revision == 1


def test_an_unreadable_month_or_another_facility_is_not_found(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    assert client.get("/reports/F1/march/").status_code == 404
    assert client.get("/reports/F2/2026-03/").status_code == 404
    assert client.post("/reports/F2/2026-03/submit/", typed(PLAIN)).status_code == 404


# --- sent back, corrected ---------------------------------------------------------------------
def test_reasons_of_a_report_sent_back_stand_on_top_and_beside_the_field(
    people: dict[str, User],
) -> None:
    submit()
    send_back_report(
        report=report_of().uid,
        reasons=[
            SendBackReason(code="implausible", words="راجعوا السجل", measure="service.physio"),
            SendBackReason(code="wrong_month"),
        ],
        actor=OFFICER,
    )
    client = signed_in(people["reporter"])
    text = text_of(client.get(MARCH))
    assert text.count("قيمة غير معقولة: راجعوا السجل") == 2
    assert "الأرقام لشهر آخر" in text
    assert "راجعوا السجل" in text_of(client.get("/reports/"))
    figures = PLAIN.replace("service.physio 20", "service.physio 22")
    answer = client.post(f"{MARCH}submit/", typed(figures, report_of().version))
    assert answer.status_code == 302
    assert (report_of().revision, standing()["claimed service.physio"]) == (2, "22")


def test_a_report_is_corrected_before_it_is_judged(people: dict[str, User]) -> None:
    submit()
    client = signed_in(people["reporter"])
    page = client.get(f"{MARCH}?correct=1")
    assert value_of(page, "v|service.physio||") == "20"
    figures = PLAIN.replace("service.physio 20", "service.physio 21")
    form = typed(figures, report_of().version, correct="1")
    assert client.post(f"{MARCH}submit/", form).status_code == 302
    assert standing()["claimed service.physio"] == "21"
    assert MonthlyReport.objects.get().revision == 2


def test_a_refused_correction_shows_what_was_typed(people: dict[str, User]) -> None:
    submit()
    client = signed_in(people["reporter"])
    wrong = typed("service.visit 9\nservice.visit_child 4\nservice.visit_adult 6")
    form = wrong | {"correct": "1", "version": str(report_of().version)}
    answer = client.post(f"{MARCH}submit/", form)
    assert answer.status_code == 422
    assert value_of(answer, "v|service.visit||") == "9"
    assert "أكبر من المجموع" in text_of(answer)
    assert standing()["claimed service.physio"] == "20"


# --- the list of months ------------------------------------------------------------------------
def test_a_reporter_sees_what_is_to_be_sent_and_what_was(people: dict[str, User]) -> None:
    client = signed_in(people["reporter"])
    client.post("/reports/F1/2026-02/submit/", typed(PLAIN))
    client.post("/reports/F1/2026-01/save/", typed("service.physio 3"))
    page = client.get("/reports/")
    text = text_of(page)
    assert "شباط 2026 مُرسَل، بانتظار المراجعة" in text
    assert "كانون الثاني 2026" in text
    assert "مسودة" in text
    assert "/reports/F1/2026-01/" in page.content.decode()

"""Every finding is said in both languages; who may do what to a report, and when."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path

import pytest

from mithaq.countries import load_pack
from mithaq.domains.services.records import SendBackReason
from mithaq.domains.services.rules import (
    SEND_BACK_REASONS,
    Close,
    Verb,
    acceptor_faults,
    claim_source,
    closed_by,
    due_on,
    fault_of,
    figure,
    monitor_faults,
    reason_faults,
    reminder,
    reversal_source,
    status_faults,
    verified_source,
)
from mithaq.domains.services.rules.conduct import STARTS, STATUS_WORDS
from mithaq.domains.services.rules.groups import age_group_code, sex_code
from mithaq.engine.months import read_month
from mithaq.engine.quantities import MILLION
from mithaq.engine.report_checks import IMPORT_WEIGHTS, WEIGHTS, Check, Finding, Weight
from mithaq.registry.faults import Fault

MARCH = read_month("2026-03")
SAID = {
    "value": 412 * MILLION,
    "median": 203 * MILLION,
    "total": 110 * MILLION,
    "parts": 100 * MILLION,
    "last": 7 * MILLION,
    "months": 6,
    "opened": MARCH + 1,
    "place": "N1",
    "since": "2026-02-10",
    "missing": ["male"],
    "found": "young",
}
NAMES = {"N1": ("محافظة الشمال", "North"), "male": ("ذكور", "Male")}


def words(check: Check, **parameters: object) -> Fault:
    finding = Finding(check, WEIGHTS[check], "service.physio", parameters={**SAID, **parameters})
    return fault_of(finding, month=MARCH, names=NAMES)


def jump(value: int, median: int) -> Fault:
    return words(Check.JUMP, value=value * MILLION, median=median * MILLION)


@pytest.mark.parametrize("check", Check)
def test_every_finding_is_said_in_both_languages(check: Check) -> None:
    fault = words(check)
    assert fault.code == check.value
    assert "{" not in fault.ar + fault.en
    assert any("\u0600" <= letter <= "\u06ff" for letter in fault.ar)
    assert fault.en.isascii() or "“" in fault.en
    assert fault.parameters["weight"] == WEIGHTS[check].value
    assert Weight(str(fault.parameters["weight"]))


@pytest.mark.parametrize(
    ("value", "median", "ar", "en"),
    [
        (412, 203, "ضعف المعتاد", "Twice the usual"),
        (690, 203, "3.4 أضعاف المعتاد", "3.4 times the usual"),
        (2436, 203, "12 ضعفاً للمعتاد", "12 times the usual"),
        (300, 203, "أعلى من المعتاد بنسبة 48%", "48% above the usual"),
        (101, 203, "نصف المعتاد", "Half the usual"),
        (61, 203, "أقل من المعتاد بنسبة 70%", "70% below the usual"),
        (0, 1203, "صفر هذا الشهر", "None this month"),
        (30, 0, "لا يُذكر منها شيء عادةً", "Usually there is none"),
    ],
)
def test_a_jump_is_said_as_a_person_would(value: int, median: int, ar: str, en: str) -> None:
    usual = f"{median:,}"
    assert jump(value, median).ar == f"{ar} (الوسيط {usual}). هل هذا صحيح؟"
    assert jump(value, median).en == f"{en} (median {usual}). Is that right?"


def test_names_stand_for_codes() -> None:
    assert "محافظة الشمال" in words(Check.MONTH_CLOSED).ar
    assert "ذكور" in words(Check.PARTS_MISSING).ar
    assert "نيسان 2026" in words(Check.MONTH_BEFORE_OPENING).ar
    assert "April 2026" in words(Check.MONTH_BEFORE_OPENING).en


@pytest.mark.parametrize(
    ("millionths", "text"),
    [(2_190 * MILLION, "2,190"), (7_500_000, "7.5"), (0, "0"), (1, "0.000001")],
)
def test_a_figure_is_plain_with_thousands_apart(millionths: int, text: str) -> None:
    assert figure(millionths) == text


def test_keys_name_facility_month_and_revision() -> None:
    claim = claim_source("F1", MARCH, 2)
    assert claim == "report:F1:2026-03:r2"
    assert verified_source(claim, 1) == "report:F1:2026-03:r2:verified:1"
    assert reversal_source(claim) == "report:F1:2026-03:r2:reversed"


def test_a_report_moves_only_from_where_it_may() -> None:
    allowed = {
        (verb.value, status)
        for verb in Verb
        for status in STATUS_WORDS
        if not list(status_faults(verb, status))
    }
    assert allowed == {(verb.value, status) for verb in Verb for status in STARTS[verb]}
    assert ("accept", "draft") not in allowed
    assert ("verify", "submitted") not in allowed


def test_nobody_accepts_or_verifies_what_is_their_own() -> None:
    one, other = uuid.UUID(int=1), uuid.UUID(int=2)
    assert list(acceptor_faults(one, one))
    assert not list(acceptor_faults(one, other))
    assert not list(acceptor_faults(None, None))
    assert list(monitor_faults(one, (other, one)))
    assert not list(monitor_faults(one, (other, None)))


@pytest.mark.parametrize("code", SEND_BACK_REASONS)
def test_each_reason_is_taken_and_any_other_needs_words(code: str) -> None:
    assert not list(reason_faults([SendBackReason(code=code, words="شرح")]))
    assert bool(list(reason_faults([SendBackReason(code=code)]))) == (code == "other")


def test_the_last_word_on_a_month_speaks() -> None:
    closed, opened = Close(1, "N1", is_closed=True), Close(2, "N101", is_closed=False)
    assert closed_by([]) == ""
    assert closed_by([closed]) == "N1"
    assert closed_by([opened, closed]) == ""
    assert closed_by([opened, Close(3, "N1", is_closed=True)]) == "N1"


def test_a_report_is_due_some_days_after_the_month() -> None:
    assert due_on(read_month("2026-02"), 10) == date(2026, 3, 10)
    assert due_on(read_month("2024-02"), 0) == date(2024, 2, 29)
    assert due_on(read_month("9999-12"), 10) == date.max


def test_a_reminder_says_when_it_was_due_and_what_to_do() -> None:
    def said(today: date) -> str:
        return reminder(
            name_ar="مركز الورود", name_en="", month=MARCH, due=date(2026, 4, 10), today=today
        ).ar

    assert "وكان موعده 10 نيسان 2026" in said(date(2026, 4, 11))
    assert "نذكّركم بتقريركم عن شهر آذار 2026، وموعده 10 نيسان 2026" in said(date(2026, 4, 10))
    assert "مركز الورود" in said(date(2026, 4, 11))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("female", "female"),
        ("F", "female"),
        ("أنثى", "female"),
        ("اناث", "female"),
        ("Male", "male"),
        ("ذكر", "male"),
        ("", ""),
        ("الكل", ""),
        ("other", None),
    ],
)
def test_a_sex_is_read_as_people_write_it(text: str, code: str | None) -> None:
    assert sex_code(text, load_pack("SY").sexes) == code


def test_an_age_group_is_read_by_its_label_or_kept_as_it_is() -> None:
    groups = load_pack("SY").age_groups
    for code, group in groups.items():
        assert age_group_code(group.label_ar, groups) == code
        assert age_group_code(group.label_en.upper(), groups) == code
    assert age_group_code(" ٦-١١ ", groups) == "6-11"


def test_every_check_is_documented_with_its_weights() -> None:
    page = (Path(__file__).parents[3] / "docs/monthly-reports.md").read_text(encoding="utf-8")
    rows = [row.split("|") for row in page.splitlines() if row.startswith("| `")]
    documented = {row[1].strip(" `"): (row[2].strip(), row[3].strip()) for row in rows}
    assert documented == {
        check.value: (WEIGHTS[check].value, IMPORT_WEIGHTS[check].value) for check in Check
    }

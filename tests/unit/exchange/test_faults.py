"""A fault says where, what was found and what was expected, in Arabic and English."""

from __future__ import annotations

import string

import pytest

from mithaq.exchange.faults import Fault, Faults, shown
from mithaq.exchange.messages import MESSAGES, Severity


def test_a_fault_has_the_eight_fields_of_the_contract() -> None:
    fault = Fault.of(
        "not_a_month", sheet="ورقة", row=7, column="month", found="3/2026", expected="2026-03"
    )
    assert fault.as_json() == {
        "sheet": "ورقة",
        "row": 7,
        "column": "month",
        "found": "3/2026",
        "expected": "2026-03",
        "code": "not_a_month",
        "ar": "القيمة \u20683/2026\u2069 ليست شهراً؛ المتوقع مثل \u20682026-03\u2069.",
        "en": "3/2026 is not a month; expected such as 2026-03.",
    }
    assert fault.is_error


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same_values(code: str) -> None:
    message = MESSAGES[code]
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in (message.ar, message.en)
    ]
    assert fields[0] == fields[1]
    assert message.ar.strip(".؟")
    assert any("\u0600" <= letter <= "\u06ff" for letter in message.ar)
    assert message.en.isascii() or "�" in message.en


def test_what_was_found_is_short_and_hides_nothing() -> None:
    assert shown("a" * 500) == "a" * 79 + "…"
    assert shown("حلب\u202e\x00") == r"حلب\u202e\x00"
    assert shown(None) == ""


def test_braces_in_a_file_are_only_text() -> None:
    fault = Fault.of("column_unknown", found="{expected}{0}", expected="code")
    assert fault.en == "The column {expected}{0} is not known; expected: code."


def test_all_faults_are_counted_and_the_first_are_kept() -> None:
    faults = Faults(limit=3)
    faults.add_rows("empty_cell", range(9, 1000), sheet=None, column="code")
    faults.add_rows("not_in_list", [2], sheet=None, column="kind", found=["x"])
    faults.add(Fault.of("fraction", row=1))
    assert (faults.errors, faults.questions) == (992, 1)
    assert [fault.row for fault in faults.listed()] == [2, 9, 10]
    assert [fault.code for fault in faults.listed(Severity.QUESTION)] == ["fraction"]


def test_questions_alone_do_not_refuse() -> None:
    faults = Faults()
    faults.add(Fault.of("fraction", row=1))
    assert not faults.is_refused

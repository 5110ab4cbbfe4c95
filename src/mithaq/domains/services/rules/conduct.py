"""Who may do what to a report, when; every refusal in words. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from mithaq.domains.services.records import NewFinding, SendBackReason
from mithaq.domains.services.rules.texts import LONGEST_REASON, LONGEST_REMARK, text_faults
from mithaq.domains.services.rules.words import figure, month_ar, month_en
from mithaq.engine.months import last_day
from mithaq.registry.faults import NOT_IN_LIST, REQUIRED, Fault, FaultKind


class Verb(StrEnum):
    SUBMIT = "submit"
    CORRECT = "correct"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    VERIFY = "verify"


# From which status each verb may start. A verified report that is found wrong goes back, too: its
# acceptance and findings are withdrawn with it.
STARTS: Final[Mapping[Verb, frozenset[str]]] = {
    Verb.SUBMIT: frozenset({"draft", "sent_back"}),
    Verb.CORRECT: frozenset({"submitted", "sent_back"}),
    Verb.SEND_BACK: frozenset({"submitted", "accepted", "verified"}),
    Verb.ACCEPT: frozenset({"submitted"}),
    Verb.VERIFY: frozenset({"accepted", "verified"}),
}
STATUS_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "draft": ("مسودة", "a draft"),
    "submitted": ("مُرسَل", "submitted"),
    "sent_back": ("مُعاد", "sent back"),
    "accepted": ("مقبول", "accepted"),
    "verified": ("متحقَّق منه", "verified"),
}
SEND_BACK_REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "wrong_total": ("المجموع غير صحيح", "A total is wrong"),
    "implausible": ("قيمة غير معقولة", "A value is not plausible"),
    "missing": ("بند ناقص", "Something is missing"),
    "wrong_month": ("الأرقام لشهر آخر", "The figures are of another month"),
    "wrong_facility": ("الأرقام لمنشأة أخرى", "The figures are of another facility"),
    "contradicts_register": ("يخالف سجلات المنشأة", "It contradicts the facility's registers"),
    "unexplained": ("السؤال لم يُجَب جواباً كافياً", "A question is not answered well enough"),
    "other": ("سبب آخر", "Another reason"),
}

WRONG_STATUS = FaultKind(
    "report_status",
    ar="التقرير {status_ar}، ولا يجوز ذلك من هذه الحالة.",
    en="The report is {status_en}; this cannot be done from there.",
)
SUBMITTED_ALREADY = FaultKind(
    "report_submitted_already",
    ar="أُرسل تقرير {facility} عن {month_ar} من قبل بأرقام أخرى. لا يُستبدل ما لم يُعَد إلى مُرسِله"
    " أو يُصحَّح من صفحته.",
    en="The report of {facility} for {month_en} was submitted before with other figures. It is not"
    " replaced unless it is sent back, or corrected on its page.",
)
ACCEPTOR_IS_REPORTER = FaultKind(
    "acceptor_is_reporter",
    ar="لا يقبل التقرير من أرسله.",
    en="A report is not accepted by the person who sent it.",
)
MONITOR_IS_PARTY = FaultKind(
    "monitor_is_party",
    ar="لا يتحقق من التقرير من أرسله أو قبله.",
    en="A report is not verified by a person who sent or accepted it.",
)
NOTHING_CHECKED = FaultKind(
    "nothing_checked", ar="لم يُذكر بندٌ تحققتم منه.", en="No measure was checked."
)
GIVEN_TWICE = FaultKind(
    "given_twice", ar="ورد البند «{found}» مرتين.", en="The measure “{found}” is given twice."
)
NOT_CLAIMED = FaultKind(
    "not_claimed",
    ar="لم يُبلَّغ عن البند «{found}» في هذا التقرير.",
    en="This report claims nothing of “{found}”.",
)
CHECKED_EXCEEDS_CLAIMED = FaultKind(
    "checked_exceeds_claimed",
    ar="المُراجَع {found} أكبر من المُبلَّغ عنه {expected}.",
    en="{found} were checked, more than the {expected} claimed.",
)
FOUND_EXCEEDS_CHECKED = FaultKind(
    "found_exceeds_checked",
    ar="الموجود {found} أكبر من المُراجَع {expected}. ما زاد يُكتب في الملاحظة.",
    en="{found} were found of {expected} checked. What is beyond it belongs in the note.",
)
CHECKED_NOTHING_OF_IT = FaultKind(
    "checked_not_positive",
    ar="المُراجَع يجب أن يكون أكبر من الصفر، والموجود صفراً أو أكثر.",
    en="What was checked must be above zero, what was found zero or more.",
)
VISIT_TOO_EARLY = FaultKind(
    "visit_day",
    ar="يوم الزيارة {found} ليس بين بداية شهر التقرير واليوم.",
    en="The visit on {found} is not between the start of the report's month and today.",
)
CLOSED = FaultKind(
    "month_closed",
    ar="أُغلق شهر {month_ar} في {place_ar}، ولا يُقبل فيه تغيير ما لم يُعَد فتحه.",
    en="{month_en} is closed for {place_en}; nothing changes unless it is reopened.",
)
MONTH_CLOSED_ALREADY = FaultKind(
    "month_closed_already", ar="الشهر مغلق من قبل.", en="The month is closed already."
)
MONTH_NOT_CLOSED = FaultKind(
    "month_not_closed", ar="الشهر غير مغلق.", en="The month is not closed."
)
MONTH_NOT_ENDED = FaultKind(
    "month_not_ended",
    ar="لم ينتهِ شهر {month_ar} بعد، فلا يُغلق.",
    en="{month_en} has not ended yet and cannot be closed.",
)
NO_FORM = FaultKind(
    "no_data_set",
    ar="ليس لهذا النوع من المنشآت استمارة شهرية.",
    en="There is no monthly form for this type of facility.",
)
NOT_A_FACILITY = FaultKind(
    "not_a_facility", ar="«{found}» مكان وليس منشأة.", en="“{found}” is a place, not a facility."
)
REPORT_CHANGED = FaultKind(
    "report_changed",
    ar="تغيَّر التقرير منذ فتحتموه. أعيدوا فتحه ثم قرروا.",
    en="The report has changed since you opened it. Open it again, then decide.",
)
SETTLED_ALREADY = FaultKind(
    "draft_settled", ar="حُسم أمر هذه المسودة من قبل.", en="This draft has been dealt with."
)
UNKNOWN_DRAFT = FaultKind("unknown_draft", ar="لا مسودة بهذا الرقم.", en="There is no such draft.")
UNKNOWN_REPORT = FaultKind(
    "unknown_report", ar="لا تقرير بهذا الرقم.", en="There is no such report."
)


def status_faults(verb: Verb, status: str) -> Iterator[Fault]:
    if status not in STARTS[verb]:
        ar, en = STATUS_WORDS[status]
        yield WRONG_STATUS(found=status, status_ar=ar, status_en=en)


def acceptor_faults(actor: uuid.UUID | None, reporter: uuid.UUID | None) -> Iterator[Fault]:
    """The system (None) may accept what it loaded itself."""
    if actor is not None and actor == reporter:
        yield ACCEPTOR_IS_REPORTER()


def monitor_faults(
    monitor: uuid.UUID | None, parties: Iterable[uuid.UUID | None]
) -> Iterator[Fault]:
    if monitor is not None and monitor in set(parties):
        yield MONITOR_IS_PARTY()


def reason_faults(reasons: Sequence[SendBackReason]) -> Iterator[Fault]:
    if not reasons:
        yield REQUIRED(field="reasons")
    for item, reason in enumerate(reasons):
        if reason.code not in SEND_BACK_REASONS:
            allowed = ", ".join(SEND_BACK_REASONS)
            yield NOT_IN_LIST(found=reason.code, expected=allowed, item=item, field="code")
        elif reason.code == "other" and not reason.words.strip():
            yield REQUIRED(item=item, field="words")
        yield from text_faults(reason.words, LONGEST_REASON, "words", item)


def finding_faults(findings: Sequence[NewFinding], claims: Mapping[str, int]) -> Iterator[Fault]:
    """`claims`: millionths by measure, as claimed by the revision that was looked at."""
    if not findings:
        yield NOTHING_CHECKED(field="findings")
    seen = set()
    for item, one in enumerate(findings):
        if one.measure in seen:
            yield GIVEN_TWICE(found=one.measure, item=item, field="measure")
        seen.add(one.measure)
        claimed = claims.get(one.measure)
        if claimed is None:
            yield NOT_CLAIMED(found=one.measure, item=item, field="measure")
        elif one.checked > claimed:
            found, expected = figure(one.checked), figure(claimed)
            yield CHECKED_EXCEEDS_CLAIMED(
                found=found, expected=expected, item=item, field="checked"
            )
        if one.checked <= 0 or one.found < 0:
            yield CHECKED_NOTHING_OF_IT(item=item, field="checked")
        elif one.found > one.checked:
            found, expected = figure(one.found), figure(one.checked)
            yield FOUND_EXCEEDS_CHECKED(found=found, expected=expected, item=item, field="found")
        yield from text_faults(one.note, LONGEST_REMARK, "note", item)


def submitted_already(facility: str, month: int, *, item: int | None = None) -> Fault:
    return SUBMITTED_ALREADY(
        facility=facility, month_ar=month_ar(month), month_en=month_en(month), item=item
    )


# --- months closed for a place -------------------------------------------------------------------
@dataclass(frozen=True)
class Close:
    """An entry of the log of closed months, of a place that holds the one in question or is it."""

    id: int
    place: str
    is_closed: bool


def closed_by(log: Iterable[Close]) -> str:
    """The place whose closing holds, or empty. The last word on any place above speaks: a
    governorate closed anew closes what a district had reopened, and the other way round."""
    last = max(log, key=lambda entry: entry.id, default=None)
    return last.place if last is not None and last.is_closed else ""


def due_on(month: int, due_days: int) -> date:
    """The last day on which a month's report is on time."""
    end = last_day(month)
    return end + min(timedelta(days=due_days), date.max - end)

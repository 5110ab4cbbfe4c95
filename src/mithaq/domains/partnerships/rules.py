"""What is decided about agreements, action points, undertakings, supports: plain functions.

Each returns the faults it finds; none reads a clock or a database.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mithaq.registry.faults import REQUIRED, Fault, FaultKind

# --- the life of an agreement -----------------------------------------------------------------
# From each status, what may follow. An agreement begins announced or as a draft.
FOLLOWS: Mapping[str, Collection[str]] = {
    "": ("announced", "draft"),
    "announced": ("draft", "signed", "terminated"),
    "draft": ("signed", "terminated"),
    "signed": ("active", "terminated"),
    "active": ("suspended", "ended", "terminated"),
    "suspended": ("active", "ended", "terminated"),
    "ended": (),
    "terminated": (),
}
NEEDS_A_REASON = ("suspended", "terminated")

MAY_NOT_FOLLOW = FaultKind(
    "status_may_not_follow",
    ar="الاتفاقية {current_ar}، ولا يجوز أن تصبح {wanted_ar}.",
    en="The agreement is {found}; it may not become {expected}.",
)
STATUS_NAMES_AR = {
    "": "جديدة",
    "announced": "معلنة",
    "draft": "مسودة",
    "signed": "موقَّعة",
    "active": "سارية",
    "suspended": "معلَّقة",
    "ended": "منتهية",
    "terminated": "مفسوخة",
}
BEFORE_LAST_CHANGE = FaultKind(
    "before_last_change",
    ar="التاريخ {found} يسبق آخر تغيير في حالة الاتفاقية، وكان في {expected}.",
    en="{found} is before the agreement's last change of status, on {expected}.",
)
NOT_YET = FaultKind(
    "not_yet",
    ar="التاريخ {found} لم يحن بعد؛ يُسجَّل ما وقع فعلاً.",
    en="{found} has not come yet; only what has happened is recorded.",
)
NEEDS_REASON = FaultKind(
    "reason_required",
    ar="يجب ذكر سبب تعليق الاتفاقية أو فسخها.",
    en="Say why the agreement is suspended or terminated.",
)


def status_faults(
    current: str, wanted: str, *, on: date, last_on: date | None, today: date, reason: str
) -> list[Fault]:
    """Why an agreement may not take a status on a day; `last_on` is its last dated change."""
    faults = []
    if wanted not in FOLLOWS[current]:
        faults.append(
            MAY_NOT_FOLLOW(
                found=current or "new",
                expected=wanted,
                field="status",
                current_ar=STATUS_NAMES_AR[current],
                wanted_ar=STATUS_NAMES_AR[wanted],
            )
        )
    if last_on and on < last_on:
        faults.append(BEFORE_LAST_CHANGE(found=on, expected=last_on, field="on"))
    if on > today:
        faults.append(NOT_YET(found=on, field="on"))
    if wanted in NEEDS_A_REASON and not reason.strip():
        faults.append(NEEDS_REASON(field="reason_ar"))
    return faults


NOT_SUSPENDED = FaultKind(
    "not_suspended",
    ar="الاتفاقية {current_ar}؛ لا تُستأنف إلا اتفاقية معلَّقة.",
    en="The agreement is {found}; only a suspended one is resumed.",
)


def resume_faults(current: str) -> list[Fault]:
    if current == "suspended":
        return []
    return [NOT_SUSPENDED(found=current, field="status", current_ar=STATUS_NAMES_AR[current])]


# --- amendments -------------------------------------------------------------------------------
AMENDABLE = ("signed", "active", "suspended")
# What each kind of amendment changes of a line, and what it may change along with it.
MUST_CHANGE: Mapping[str, Sequence[str]] = {
    "extension": ("ends_on",),
    "targets": ("quantity", "milestones"),
    "scope": ("scope",),
}
MAY_CHANGE: Mapping[str, Collection[str]] = {
    "extension": ("ends_on", "quantity", "profile", "milestones"),
    "targets": ("quantity", "profile", "milestones"),
    "scope": ("scope", "quantity", "milestones"),
}

NOT_AMENDABLE = FaultKind(
    "not_amendable",
    ar="الاتفاقية {current_ar}؛ لا تُعدَّل إلا اتفاقية موقَّعة أو سارية أو معلَّقة.",
    en="The agreement is {found}; only one that is signed, active or suspended is amended.",
)
NO_CHANGE = FaultKind(
    "amends_nothing",
    ar="التعديل لا يغيّر في البند «{line}» ما يقتضيه نوعه.",
    en="The amendment does not change in line “{line}” what its kind says.",
)
CHANGES_MORE = FaultKind(
    "amends_more",
    ar="هذا النوع من التعديل لا يغيّر «{found}» في البند «{line}».",
    en="An amendment of this kind does not change “{found}” of line “{line}”.",
)
NOT_LATER = FaultKind(
    "extension_not_later",
    ar="تاريخ النهاية الجديد {found} للبند «{line}» لا يلي النهاية الحالية {expected}.",
    en="The new end {found} of line “{line}” is not after its present end {expected}.",
)
NOT_AFTER_VERSION = FaultKind(
    "not_after_version",
    ar="للبند «{line}» صيغة نافذة من {expected}؛ يجب أن ينفذ التعديل بعد ذلك، لا في {found}.",
    en="Line “{line}” has a version of {expected}; an amendment comes after it, not on {found}.",
)
UNKNOWN_LINE = FaultKind(
    "unknown_line", ar="لا بند بالرقم «{found}» في الاتفاقية.", en="There is no line “{found}”."
)
KNOWN_LINE = FaultKind(
    "known_line",
    ar="البند «{found}» موجود في الاتفاقية؛ يُعدَّل ولا يضاف من جديد.",
    en="Line “{found}” is there already; it is amended, not added again.",
)


@dataclass(frozen=True)
class Change:
    """A line as an amendment would have it: the fields that differ from the version in force."""

    line: str
    changed: Collection[str]
    last_effective_on: date
    ended_on: date | None
    ends_on: date | None


def amendment_faults(
    kind: str, status: str, *, effective_on: date, changes: Sequence[Change]
) -> list[Fault]:
    """Why known lines may not be amended so."""
    faults = amendable_faults(status)
    for item, change in enumerate(changes):
        faults += _change_faults(kind, effective_on, change, item)
    return faults


def amendable_faults(status: str) -> list[Fault]:
    if status in AMENDABLE:
        return []
    return [NOT_AMENDABLE(found=status, field="agreement", current_ar=STATUS_NAMES_AR[status])]


WRITABLE = ("announced", "draft")
NOT_WRITABLE = FaultKind(
    "not_writable",
    ar="الاتفاقية {current_ar}؛ لا تُكتب بنود جديدة إلا في اتفاقية معلنة أو مسودة، وغيرها تُعدَّل.",
    en="The agreement is {found}; lines are written while it is announced or a draft.",
)


def writable_faults(status: str) -> list[Fault]:
    """Why lines may not be written without an amendment."""
    if status in WRITABLE:
        return []
    return [NOT_WRITABLE(found=status, field="agreement", current_ar=STATUS_NAMES_AR[status])]


def _change_faults(kind: str, effective_on: date, change: Change, item: int) -> list[Fault]:
    line = change.line
    faults = [
        CHANGES_MORE(found=field, line=line, item=item, field=field)
        for field in sorted(set(change.changed) - set(MAY_CHANGE[kind]))
    ]
    if not set(change.changed) & set(MUST_CHANGE[kind]):
        faults.append(NO_CHANGE(line=line, item=item, field=MUST_CHANGE[kind][0]))
    elif kind == "extension" and not _ends_later(change):
        faults.append(
            NOT_LATER(
                found=change.ends_on,
                expected=change.ended_on,
                line=line,
                item=item,
                field="ends_on",
            )
        )
    if effective_on <= change.last_effective_on:
        faults.append(
            NOT_AFTER_VERSION(
                found=effective_on,
                expected=change.last_effective_on,
                line=line,
                item=item,
                field="effective_on",
            )
        )
    return faults


def _ends_later(change: Change) -> bool:
    """A line that had no end is given one by its extension."""
    return change.ended_on is None or (
        change.ends_on is not None and change.ends_on > change.ended_on
    )


# --- action points ------------------------------------------------------------------------------
POINT_FOLLOWS: Mapping[str, Collection[str]] = {
    "open": ("done", "dropped"),
    "done": ("closed", "open", "dropped"),
    "closed": (),
    "dropped": (),
}
POINT_NAMES_AR = {"open": "مفتوح", "done": "منجَز", "closed": "مغلَق", "dropped": "ملغى"}

POINT_MAY_NOT_FOLLOW = FaultKind(
    "point_may_not_follow",
    ar="الإجراء {current_ar}، ولا يجوز أن يصبح {wanted_ar}.",
    en="The action point is {found}; it may not become {expected}.",
)
NO_PROOF = FaultKind(
    "proof_required",
    ar="يجب ذكر ما يثبت الإنجاز: رقم كتاب أو محضر أو ملف.",
    en="Say what proves it: a letter's number, minutes, a file.",
)
CLOSED_BY_ITSELF = FaultKind(
    "closed_by_assignee",
    ar="لا يُغلق الإجراءَ من كُلِّف به أو أبلغ عن إنجازه؛ يُغلقه شخص آخر.",
    en="An action point is closed by someone other than who was to do it or says it is done.",
)
WHY_DROPPED = FaultKind("reason_required", ar="يجب ذكر السبب.", en="Say why.")


def point_faults(current: str, wanted: str) -> list[Fault]:
    """Why an action point may not take a status."""
    if wanted in POINT_FOLLOWS[current]:
        return []
    return [
        POINT_MAY_NOT_FOLLOW(
            found=current,
            expected=wanted,
            field="status",
            current_ar=POINT_NAMES_AR[current],
            wanted_ar=POINT_NAMES_AR[wanted],
        )
    ]


def closing_faults(
    current: str, *, closer: int, assignee: int | None, done_by: int | None
) -> list[Fault]:
    """Why this user may not close an action point; the people are user ids."""
    faults = point_faults(current, "closed")
    if closer in (assignee, done_by):
        faults.append(CLOSED_BY_ITSELF(field="closed_by"))
    return faults


def reason_faults(reason: str, field: str = "reason") -> list[Fault]:
    return [] if reason.strip() else [WHY_DROPPED(field=field)]


# --- undertakings -------------------------------------------------------------------------------
NOT_OPEN = FaultKind(
    "undertaking_not_open",
    ar="التعهد لم يعد مفتوحاً ({found}).",
    en="The undertaking is no longer open ({found}).",
)
RIPENS_ELSEWHERE = FaultKind(
    "ripens_elsewhere",
    ar="التعهد يخص الاتفاقية «{expected}»، لا «{found}».",
    en="The undertaking belongs to the agreement “{expected}”, not “{found}”.",
)
NOT_THE_UNDERTAKER = FaultKind(
    "not_the_undertaker",
    ar="الجهة المتعهدة «{expected}» ليست طرفاً في الاتفاقية «{found}».",
    en="“{expected}”, who undertook it, is no party to the agreement “{found}”.",
)


def undertaking_faults(status: str) -> list[Fault]:
    """Only an open undertaking ripens, is fulfilled, dropped or put off."""
    return [] if status == "open" else [NOT_OPEN(found=status, field="status")]


def ripening_faults(
    status: str, *, of_agreement: str, into: str, undertaker: str, parties: Collection[str]
) -> list[Fault]:
    """Why an undertaking may not ripen into a line of the agreement `into` (all are codes)."""
    faults = undertaking_faults(status)
    if of_agreement and of_agreement != into:
        faults.append(RIPENS_ELSEWHERE(found=into, expected=of_agreement, field="agreement"))
    if undertaker not in parties:
        faults.append(NOT_THE_UNDERTAKER(found=into, expected=undertaker, field="agreement"))
    return faults


# --- supports -----------------------------------------------------------------------------------
ANSWERED_ALREADY = FaultKind(
    "answered_already",
    ar="أُجيب عن هذا السؤال من قبل: {found}.",
    en="This question was answered already: {found}.",
)
UNTIL_BEFORE_START = FaultKind(
    "until_before_start",
    ar="الدعم بدأ في {expected}، ولا ينتهي قبل ذلك في {found}.",
    en="The support began on {expected}; it cannot end before that, on {found}.",
)


def is_question_due(valid_from: date, valid_to: date | None, *, month: date) -> bool:
    """Whether a support is asked about in a month (its first day): it had begun by that day and
    had not ended before it."""
    return valid_from <= month and (valid_to is None or valid_to >= month)


def answer_faults(
    answer: str, until: date | None, *, answered: str, valid_from: date
) -> list[Fault]:
    """Why an answer to the monthly question is not taken; `answered` is the earlier one."""
    faults = []
    if answered:
        faults.append(ANSWERED_ALREADY(found=answered, field="answer"))
    if answer == "until" and until is None:
        faults.append(REQUIRED(field="until"))
    if until and until < valid_from:
        faults.append(UNTIL_BEFORE_START(found=until, expected=valid_from, field="until"))
    return faults


# --- requests -----------------------------------------------------------------------------------
REQUEST_FOLLOWS: Mapping[str, Collection[str]] = {
    "open": ("studied", "answered", "refused"),
    "studied": ("answered", "refused"),
    "answered": (),
    "refused": (),
}
ALREADY_ANSWERED = FaultKind(
    "request_answered",
    ar="أُجيب عن الطلب من قبل.",
    en="The request has been answered already.",
)


def request_faults(current: str, wanted: str) -> list[Fault]:
    """Why a request may not take a status: an answer is given once."""
    return [] if wanted in REQUEST_FOLLOWS[current] else [ALREADY_ANSWERED(field="status")]

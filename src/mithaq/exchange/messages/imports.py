"""What a file says that the register does not know, and what is asked about what it says."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.messages.wording import Message, asks

REFERENCE: Final = {
    "unknown_code": Message(
        "الرمز {found} غير معروف؛ المتوقع رمز مسجَّل في الجدول {expected}.",
        "The code {found} is not known; expected a code that is registered in {expected}.",
    ),
    "not_a_facility": Message(
        "الرمز {found} رمز مكان لا منشأة.", "{found} is a place, not a facility."
    ),
    "not_a_place": Message(
        "الرمز {found} رمز منشأة لا مكان.", "{found} is a facility, not a place."
    ),
    "more_faults": Message(
        "وأخطاء أخرى لم تُعرض، عددها {found}.", "And {found} more errors that are not listed."
    ),
    "more_questions": asks(
        "وأسئلة أخرى لم تُعرض، عددها {found}.", "And {found} more questions that are not listed."
    ),
}

ASKED: Final = {
    "other_organisation": asks(
        "الجهة {found} ليست شريك الاتفاقية ({expected}) ولا جهة منفذة لها؛ أهي التي سلّمت؟",
        "{found} is neither the agreement's partner ({expected}) nor an implementing party; "
        "did it deliver?",
    ),
    "month_to_come": asks(
        "الشهر {found} لم يأتِ بعد؛ آخر شهر بدأ هو {expected}.",
        "The month {found} is still to come; the last one begun is {expected}.",
    ),
    "month_outside_agreement": asks(
        "الشهر {found} خارج مدة الاتفاقية ({expected}).",
        "The month {found} is outside the agreement ({expected}).",
    ),
    "parent_measure": asks(
        "المقياس {found} يضم مقاييس أدق؛ أيُقصد أحدها ({expected})؟",
        "The measure {found} has finer ones under it; is one of them meant ({expected})?",
    ),
    "more_accepted_than_claimed": asks(
        "المقبول {found} أكثر من المُبلَّغ {expected}.",
        "What is accepted, {found}, is more than what was claimed, {expected}.",
    ),
    "claim_answered_twice": asks(
        "للسطر المُبلَّغ {found} جواب آخر في المرحلة نفسها: {expected}.",
        "The claim {found} has another answer at the same stage: {expected}.",
    ),
    "answer_of_an_answer": asks(
        "السطر {found} هو نفسه جواب؛ قُيّد هذا جواباً عن السطر المُبلَّغ {expected}.",
        "The line {found} is an answer itself; this is kept as an answer to the claim {expected}.",
    ),
    "answer_of_no_claim": asks(
        "السطر {found} ليس مُبلَّغاً ولا جواباً عن مُبلَّغ؛ أيُقصد غيره؟",
        "The line {found} is no claim and answers none; is another one meant?",
    ),
    "answer_read_two_ways": asks(
        "المرجع {found} يُقرأ بأكثر من وجه؛ قُرئ قيداً وسطراً هكذا: {expected}.",
        "{found} can be read in several ways; it is taken as posting and line {expected}.",
    ),
    "facility_in_a_wide_place": asks(
        "تقع المنشأة في {found} مباشرةً؛ أيُعرف مكانها الأدق ({expected})؟",
        "The facility lies directly in {found}; is its narrower place known ({expected})?",
    ),
    "active_but_not_signed": asks(
        "الاتفاقية سارية بلا تاريخ توقيع؛ متى وُقّعت؟",
        "The agreement is active and has no day of signature; when was it signed?",
    ),
}

"""What must hold between the cells of a row, and between rows."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.messages.wording import Message, asks

ROW: Final = {
    "ends_before_start": Message(
        "النهاية {found} قبل البداية {expected}.",
        "The end {found} is before the start {expected}.",
    ),
    "both_or_neither": Message(
        "اكتب {expected} معاً أو اتركهما فارغين معاً.",
        "Write {expected} together, or leave both empty.",
    ),
    "facility_or_place": Message(
        "اكتب المنشأة أو المكان، واحداً منهما فقط.",
        "Name a facility or a place, exactly one of them.",
    ),
    "key_twice": Message(
        "المفتاح {found} وارد من قبل في الصف {expected}.",
        "The key {found} is already in row {expected}.",
    ),
    "reversed_twice": Message(
        "القيد {found} معكوس من قبل في الصف {expected}؛ يُعكس القيد مرة واحدة.",
        "The posting {found} is already reversed in row {expected}; once is the most.",
    ),
    "own_parent": Message(
        "السجل {found} لا يجوز أن يتبع نفسه.", "{found} cannot be its own parent."
    ),
    "reverses_itself": Message(
        "القيد {found} لا يعكس نفسه.", "The posting {found} cannot reverse itself."
    ),
    "answers_itself": Message(
        "السطر {found} لا يجيب عن نفسه.", "The line {found} cannot answer itself."
    ),
    "number_without_year": asks(
        "عدد السكان {found} بلا سنة فلم يُحفظ؛ لأي سنة هو؟",
        "The population {found} has no year and is not kept; which year is it of?",
    ),
    "milestones_miss_quantity": asks(
        "آخر مرحلة {found} لا تساوي كمية التعهد {expected}.",
        "The last milestone {found} is not the pledge's quantity {expected}.",
    ),
    "fraction": asks(
        "الكمية {found} ليست عدداً صحيحاً؛ أهي كذلك فعلاً؟",
        "The quantity {found} is a fraction; is it meant?",
    ),
    "claim_answers": asks(
        "سطر مُبلَّغ يجيب عن سطر مُبلَّغ آخر ({found})؛ أهو كذلك فعلاً؟",
        "A claimed line answers another claim ({found}); is it meant?",
    ),
    "organisations_in_posting": asks(
        "في القيد {found} أكثر من جهة؛ أهو مستند واحد؟",
        "The posting {found} has several organisations; is it one document?",
    ),
    "stages_in_posting": asks(
        "في القيد {found} أكثر من مرحلة؛ أهو مستند واحد؟",
        "The posting {found} has several stages; is it one document?",
    ),
}

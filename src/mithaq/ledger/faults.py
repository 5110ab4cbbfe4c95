"""What the ledger refuses, in its own words."""

from __future__ import annotations

from mithaq.registry.faults import FaultKind

CHANGED_POSTING = FaultKind(
    "changed_content",
    ar="القيد «{found}» مسجَّل من قبل بمحتوى آخر.",
    en="The posting “{found}” is already recorded with other content.",
)
DUPLICATE_LINE = FaultKind(
    "duplicate_line",
    ar="السطر «{found}» ورد أكثر من مرة في القيد «{source}».",
    en="Line “{found}” is given more than once in the posting “{source}”.",
)
DUPLICATE_KEY = FaultKind(
    "duplicate_key",
    ar="«{key}» ورد أكثر من مرة.",
    en="“{key}” is given more than once.",
)
NO_LINES = FaultKind(
    "no_lines", ar="القيد «{found}» بلا أسطر.", en="The posting “{found}” has no lines."
)
TWO_HEADS = FaultKind(
    "two_heads",
    ar="أسطر القيد «{source}» لا تتفق في هذه الخانة.",
    en="The lines of the posting “{source}” do not agree on this.",
)
CONTROL_CHARACTER = FaultKind(
    "control_character",
    ar="في النص محرف تحكم لا يُقبل.",
    en="The text holds a control character, which is not accepted.",
)
NEGATIVE_QUANTITY = FaultKind(
    "negative_quantity", ar="الكمية «{found}» سالبة.", en="The quantity “{found}” is negative."
)
NOTHING_PLEDGED = FaultKind(
    "nothing_pledged",
    ar="الكمية «{found}» ليست أكبر من الصفر.",
    en="The quantity “{found}” is not more than 0.",
)
OUT_OF_RANGE = FaultKind(
    "out_of_range",
    ar="القيمة «{found}» خارج المجال {expected}.",
    en="“{found}” is outside {expected}.",
)
HALF_AN_ANSWER = FaultKind(
    "half_an_answer",
    ar="الإشارة إلى مطالبة تلزمها علامة القيد ورقم السطر معاً.",
    en="An answer names a posting and a line, both.",
)
UNKNOWN_CLAIM = FaultKind(
    "unknown_claim",
    ar="المطالبة المُجابة «{found}» غير موجودة.",
    en="There is no line “{found}” to answer.",
)
ANSWERS_ITSELF = FaultKind(
    "answers_itself",
    ar="السطر «{found}» يُجيب عن نفسه عبر سلسلة الإجابات.",
    en="“{found}” answers itself.",
)
UNKNOWN_POSTING = FaultKind(
    "unknown_posting", ar="لا قيد بالعلامة «{found}».", en="There is no posting “{found}”."
)
REVERSED_BEFORE = FaultKind(
    "reversed_before",
    ar="القيد «{found}» معكوس من قبل بالقيد «{expected}».",
    en="The posting “{found}” is already reversed, by “{expected}”.",
)
REVERSES_A_REVERSAL = FaultKind(
    "reverses_a_reversal",
    ar="القيد «{found}» قيد عكسي، ولا يُعكس القيد العكسي.",
    en="“{found}” is itself a reversal, and a reversal is not reversed.",
)
NOT_A_CODE = FaultKind(
    "not_a_code",
    ar="«{found}» ليس رمزاً: حروف وأرقام و_ و- بلا فراغات، 40 محرفاً على الأكثر.",
    en="“{found}” is not a code: letters, digits, _ and -, no spaces, at most 40.",
)
UNDER_ITSELF = FaultKind(
    "its_own_parent",
    ar="«{found}» يتبع نفسه عبر سلسلة ما يتبعه.",
    en="“{found}” would lie under itself.",
)
EMPTY_SCOPE = FaultKind(
    "empty_scope",
    ar="يلزم النطاق مكان أو مرفق واحد على الأقل.",
    en="The scope needs at least one place or facility.",
)
NO_EFFECTIVE_DAY = FaultKind(
    "no_effective_day",
    ar="لا يُعرف متى يسري البند: لا تاريخ سريان ولا توقيع ولا بدء.",
    en="It is not known when the line takes effect: no effective, signing or starting day.",
)
MILESTONES_MISSING = FaultKind(
    "milestones_missing",
    ar="صيغة المراحل تلزمها مراحل مؤرخة.",
    en="The profile by milestones needs dated milestones.",
)
MILESTONES_NOT_ASKED = FaultKind(
    "milestones_not_asked",
    ar="المراحل لصيغة المراحل وحدها.",
    en="Milestones go with the profile by milestones only.",
)
SHARE_OF_ONE = FaultKind(
    "share_of_one",
    ar="الحصة «{found}» يجب أن تكون بين 0 و1 وبستّ منازل على الأكثر.",
    en="The share “{found}” must lie between 0 and 1, with six places at most.",
)
SHARES_OF_ONE = FaultKind(
    "shares_of_one",
    ar="مجموع الحصص {found} يزيد على الكل.",
    en="The shares add up to {found}, more than the whole.",
)
NOT_A_FACILITY = FaultKind(
    "not_a_facility", ar="«{found}» ليس مرفقاً صحياً.", en="“{found}” is not a facility."
)
UNKNOWN_SUPPORT = FaultKind(
    "unknown_support", ar="لا دعم بالمفتاح «{found}».", en="There is no support “{found}”."
)
NO_OVERLAP = FaultKind(
    "no_overlap",
    ar="لا تداخل مسجَّلاً في «{found}».",
    en="No overlap is known at “{found}”.",
)

"""What can be wrong with a cell."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.messages.wording import Message, asks

CELL: Final = {
    "empty_cell": Message("الخلية فارغة ولا يجوز ذلك.", "The cell may not be empty."),
    "text_too_long": Message(
        "النص أطول من {expected} حرفاً.", "The text is longer than {expected} characters."
    ),
    "control_character": Message(
        "في النص محرف تحكم أو سطر جديد: {found}.",
        "The text has a control character or a line break: {found}.",
    ),
    "invisible_character": Message(
        "في الرمز محرف غير مرئي: {found}.", "The code has an invisible character: {found}."
    ),
    "bar_in_code": Message(
        "لا يجوز أن يحوي رمز المكان أو المنشأة العلامة |: {found}.",
        "A place's or facility's code may not contain |: {found}.",
    ),
    "date_in_text_cell": Message(
        "حوّل Excel هذه الخلية إلى تاريخ ({found})؛ نسّقها نصاً واكتب القيمة من جديد.",
        "Excel turned this cell into a date ({found}); format it as text and write it again.",
    ),
    "replacement_character": asks(
        "في الاسم حرف تالف (�): {found}. أهو مقطوع؟",
        "The name has a broken character (�): {found}. Was it cut?",
    ),
    "looks_like_formula": asks(
        "يبدأ النص بما تبدأ به المعادلات: {found}. أهو نص مقصود؟",
        "The text begins as formulas do: {found}. Is it meant as text?",
    ),
    "not_in_list": Message(
        "القيمة {found} ليست من القائمة: {expected}.",
        "The value {found} is not in the list: {expected}.",
    ),
    "not_in_list_kept": asks(
        "القيمة {found} ليست من القائمة ({expected})؛ أُبقيت كما هي.",
        "The value {found} is not in the list ({expected}); it is kept as it stands.",
    ),
    "not_a_number": Message("القيمة {found} ليست عدداً.", "{found} is not a number."),
    "comma_in_number": Message(
        "في العدد {found} فاصلة يختلف معناها بين قارئ وآخر؛ اكتبه بلا فاصلة، مثل 1500 أو 1.5.",
        "The number {found} has a comma that readers take differently; write 1500 or 1.5.",
    ),
    "exponent_in_number": Message(
        "العدد {found} مكتوب بالصيغة الأسية؛ اكتبه كاملاً.",
        "The number {found} is written with an exponent; write it out.",
    ),
    "finer_than_six_places": Message(
        "العدد {found} أدق من ست منازل عشرية.", "{found} has more than six decimal places."
    ),
    "number_too_large": Message(
        "العدد {found} أكبر من الحد {expected}.", "{found} is larger than {expected}."
    ),
    "negative_number": Message("العدد {found} سالب.", "{found} is negative."),
    "not_positive": Message(
        "العدد {found} يجب أن يكون أكبر من الصفر.", "{found} must be more than zero."
    ),
    "not_whole": Message("العدد {found} ليس عدداً صحيحاً.", "{found} is not a whole number."),
    "out_of_range": Message(
        "القيمة {found} خارج المجال {expected}.", "{found} is outside {expected}."
    ),
    "not_a_date": Message(
        "القيمة {found} ليست تاريخاً؛ المتوقع مثل {expected}.",
        "{found} is not a date; expected such as {expected}.",
    ),
    "time_in_date_cell": Message(
        "في خلية التاريخ وقت من اليوم ({found})؛ المتوقع يوم فقط.",
        "The date cell holds a time of day ({found}); a day is expected.",
    ),
    "date_out_of_range": Message(
        "التاريخ {found} خارج المجال {expected}.", "The date {found} is outside {expected}."
    ),
    "not_a_month": Message(
        "القيمة {found} ليست شهراً؛ المتوقع مثل {expected}.",
        "{found} is not a month; expected such as {expected}.",
    ),
    "list_form": Message(
        "القائمة {found} غير سليمة؛ المتوقع رموز تفصل بينها |.",
        "The list {found} is malformed; expected codes joined by |.",
    ),
    "list_repeats": Message("في القائمة {found} رمز مكرر.", "The list {found} names a code twice."),
    "list_too_long": Message(
        "في القائمة عناصر أكثر من {expected}: {found}.",
        "The list has more than {expected} elements: {found}.",
    ),
    "not_a_profile": Message(
        "القيمة {found} ليست توزيعاً زمنياً؛ المتوقع: {expected}.",
        "{found} is not a profile; expected: {expected}.",
    ),
    "milestones_order": Message(
        "مراحل {found} يجب أن تتزايد تواريخها وألا تنقص كمياتها التراكمية.",
        "The milestones {found} must have rising dates and cumulative quantities that never fall.",
    ),
    "not_an_answer": Message(
        "القيمة {found} ليست مرجع سطر مُبلَّغ؛ المتوقع {expected}.",
        "{found} does not name a claim; expected {expected}.",
    ),
    "reason_not_coded": asks(
        "السبب {found} ليس من القائمة ({expected})؛ قُيّد «سبب آخر».",
        "The reason {found} is not in the list ({expected}); it is kept as other.",
    ),
}

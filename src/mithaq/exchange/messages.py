"""What can be wrong with a file, and what is only asked, in Arabic and English.

A message may use `{found}` and `{expected}` and the parameters that its code is given. Values in
Arabic text stand in first-strong isolates, or a code or a date would jump out of its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """An error refuses the file; a question is kept with the batch."""

    ERROR = "error"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Message:
    """The wording of a code."""

    ar: str
    en: str
    severity: Severity = Severity.ERROR


def _asks(ar: str, en: str) -> Message:
    return Message(ar, en, Severity.QUESTION)


FILE: Final = {
    "file_empty": Message("الملف فارغ.", "The file is empty."),
    "file_too_large": Message(
        "الملف أكبر من الحد المسموح ({expected})؛ قسّمه إلى ملفات أصغر.",
        "The file is larger than allowed ({expected}); split it into smaller files.",
    ),
    "not_a_table": Message(
        "هذا ليس جدولاً نصياً (CSV) ولا مصنف Excel من نوع XLSX، بل {found}.",
        "This is neither a CSV table nor an XLSX workbook but {found}.",
    ),
    "old_workbook": Message(
        "مصنف Excel قديم (XLS) أو محمي بكلمة مرور؛ احفظه بصيغة XLSX بلا كلمة مرور.",
        "An old Excel workbook (XLS) or one with a password; save it as XLSX without one.",
    ),
    "not_utf8": Message(
        "النص ليس بترميز UTF-8: البايت رقم {byte} قيمته {found}. احفظ الملف بصيغة CSV UTF-8.",
        "The text is not UTF-8: byte {byte} is {found}. Save the file as CSV UTF-8.",
    ),
    "utf16_text": Message(
        "النص بترميز {found}؛ احفظ الملف بصيغة CSV UTF-8.",
        "The text is in {found}; save the file as CSV UTF-8.",
    ),
    "nul_byte": Message(
        "في الملف بايت صفري (NUL) عند الموضع {byte}؛ ليس هذا نصاً سليماً.",
        "The file has a NUL byte at {byte}; it is not sound text.",
    ),
    "line_too_long": Message(
        "سطر أطول من الحد المسموح ({expected}).",
        "A line is longer than allowed ({expected}).",
    ),
    "quote_not_closed": Message(
        "علامة اقتباس فُتحت هنا ولم تُغلق.",
        "A quotation mark is opened here and never closed.",
    ),
    "too_many_rows": Message(
        "عدد الصفوف يتجاوز الحد المسموح ({expected})؛ قسّم الملف.",
        "There are more rows than allowed ({expected}); split the file.",
    ),
    "too_many_blank_rows": Message(
        "في الملف {found} من الصفوف الفارغة أو أكثر، والحد {expected}؛ احذفها.",
        "The file has {found} blank rows or more, the limit is {expected}; delete them.",
    ),
    "workbook_broken": Message(
        "المصنف تالف أو ليس XLSX سليماً ({found}).",
        "The workbook is damaged or not sound XLSX ({found}).",
    ),
    "workbook_inflates_too_far": Message(
        "ما ينتج عن فك ضغط المصنف ({found}) يتجاوز المسموح ({expected}) أو لا يتناسب مع حجمه.",
        "What the workbook unpacks to ({found}) exceeds what is allowed ({expected}) "
        "or is out of all proportion to its size.",
    ),
    "workbook_has_dtd": Message(
        "في المصنف تعريف DTD أو كيانات XML ({found})، وهذا مرفوض.",
        "The workbook holds a DTD or XML entities ({found}), which are refused.",
    ),
    "sheet_too_large": Message(
        "تمتد بيانات الورقة حتى {found}، والحد العمود {columns} و{cells} خلية؛ "
        "احذف الخلايا البعيدة أو احفظ الجدول بصيغة CSV.",
        "The sheet's data reach to {found}; the limit is column {columns} and {cells} cells. "
        "Delete the far cells or save the table as CSV.",
    ),
    "workbook_needs_too_much": Message(
        "قراءة المصنف تحتاج ذاكرة أكثر من المسموح ({expected})؛ احفظ الجدول بصيغة CSV.",
        "Reading the workbook needs more memory than allowed ({expected}); save it as CSV.",
    ),
    "workbook_takes_too_long": Message(
        "قراءة المصنف تحتاج وقتاً أطول من المسموح ({expected})؛ احفظ الجدول بصيغة CSV.",
        "Reading the workbook takes longer than allowed ({expected}); save it as CSV.",
    ),
    "sheet_missing": Message("ليس في المصنف ورقة بيانات.", "The workbook has no data sheet."),
    "formula_cell": Message(
        "في الخلية {found} معادلة؛ انسخ القيم والصقها كقيم ثم أعد الإرسال.",
        "Cell {found} holds a formula; paste the values as values and send again.",
    ),
    "error_cell": Message(
        "في الخلية {found} خطأ من Excel (مثل ‎#N/A)؛ اكتب القيمة.",
        "Cell {found} holds an Excel error (such as #N/A); write the value.",
    ),
    "cell_too_long": Message(
        "نص الخلية أطول من الحد المسموح ({expected}).",
        "The text of a cell is longer than allowed ({expected}).",
    ),
    "no_rows": _asks(
        "ليس في الجدول سوى صف العناوين؛ لم يُستورد شيء.",
        "The table has a header row and nothing else; nothing is imported.",
    ),
    "sheets_not_read": _asks(
        "لم تُقرأ الأوراق الأخرى: {found}.", "The other sheets are not read: {found}."
    ),
    "blank_rows_skipped": _asks("تُركت صفوف فارغة عددها {found}.", "Blank rows left out: {found}."),
}

HEADER: Final = {
    "header_missing": Message(
        "لا يُعرف أي عنوان في الصف الأول؛ المتوقع: {expected}.",
        "No header of the first row is known; expected: {expected}.",
    ),
    "column_unknown": Message(
        "العمود {found} غير معروف؛ المتوقع: {expected}.",
        "The column {found} is not known; expected: {expected}.",
    ),
    "column_twice": Message(
        "العمود {expected} وارد مرتين.", "The column {expected} is there twice."
    ),
    "column_missing": Message("العمود {expected} ناقص.", "The column {expected} is missing."),
    "column_without_header": Message(
        "في الصف قيمة ({found}) تحت عمود بلا عنوان.",
        "The row has a value ({found}) under a column that has no header.",
    ),
    "row_width": Message(
        "في الصف {found} خلية والمتوقع {expected}؛ تحقق من الفواصل وعلامات الاقتباس.",
        "The row has {found} cells, {expected} expected; check separators and quotation marks.",
    ),
}

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
    "replacement_character": _asks(
        "في الاسم حرف تالف (�): {found}. أهو مقطوع؟",
        "The name has a broken character (�): {found}. Was it cut?",
    ),
    "looks_like_formula": _asks(
        "يبدأ النص بما تبدأ به المعادلات: {found}. أهو نص مقصود؟",
        "The text begins as formulas do: {found}. Is it meant as text?",
    ),
    "not_in_list": Message(
        "القيمة {found} ليست من القائمة: {expected}.",
        "The value {found} is not in the list: {expected}.",
    ),
    "not_in_list_kept": _asks(
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
    "reason_not_coded": _asks(
        "السبب {found} ليس من القائمة ({expected})؛ قُيّد «سبب آخر».",
        "The reason {found} is not in the list ({expected}); it is kept as other.",
    ),
}

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
    "number_without_year": _asks(
        "عدد السكان {found} بلا سنة فلم يُحفظ؛ لأي سنة هو؟",
        "The population {found} has no year and is not kept; which year is it of?",
    ),
    "milestones_miss_quantity": _asks(
        "آخر مرحلة {found} لا تساوي كمية التعهد {expected}.",
        "The last milestone {found} is not the pledge's quantity {expected}.",
    ),
    "fraction": _asks(
        "الكمية {found} ليست عدداً صحيحاً؛ أهي كذلك فعلاً؟",
        "The quantity {found} is a fraction; is it meant?",
    ),
    "claim_answers": _asks(
        "سطر مُبلَّغ يجيب عن سطر مُبلَّغ آخر ({found})؛ أهو كذلك فعلاً؟",
        "A claimed line answers another claim ({found}); is it meant?",
    ),
    "organisations_in_posting": _asks(
        "في القيد {found} أكثر من جهة؛ أهو مستند واحد؟",
        "The posting {found} has several organisations; is it one document?",
    ),
    "stages_in_posting": _asks(
        "في القيد {found} أكثر من مرحلة؛ أهو مستند واحد؟",
        "The posting {found} has several stages; is it one document?",
    ),
}

MESSAGES: Final[dict[str, Message]] = {**FILE, **HEADER, **CELL, **ROW}

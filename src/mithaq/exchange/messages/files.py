"""What can be wrong with a file as a whole, and with its header row."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.messages.wording import Message, asks

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
    "no_rows": asks(
        "ليس في الجدول سوى صف العناوين؛ لم يُستورد شيء.",
        "The table has a header row and nothing else; nothing is imported.",
    ),
    "sheets_not_read": asks(
        "لم تُقرأ الأوراق الأخرى: {found}.", "The other sheets are not read: {found}."
    ),
    "blank_rows_skipped": asks("تُركت صفوف فارغة عددها {found}.", "Blank rows left out: {found}."),
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

"""What can be wrong with a statement's document: a text, a Word file, a PDF, a web page."""

from __future__ import annotations

from typing import Final

from mithaq.exchange.messages.wording import Message

DOCUMENT: Final = {
    "document_empty": Message(
        "ليس في الملف أو النص الملصوق أي كلام.", "The file or the pasted text holds no words."
    ),
    "document_too_large": Message(
        "حجم الملف {found} والحد المسموح {expected}؛ احذف منه الصور أو الصق نصه.",
        "The file has {found}, the limit is {expected}; take out its pictures or paste its text.",
    ),
    "document_too_long": Message(
        "طول النص {found} من المحارف والحد المسموح {expected}؛ أرسل البيان وحده.",
        "The text has {found} characters, the limit is {expected}; send the statement alone.",
    ),
    "document_too_many_pages": Message(
        "عدد الصفحات {found} والحد المسموح {expected}؛ أرسل صفحات البيان وحدها.",
        "The pages are {found}, the limit is {expected}; send the statement's pages alone.",
    ),
    "document_not_arabic": Message(
        "نسبة الحروف العربية في النص {found} والمتوقع {expected} على الأقل؛ المطلوب بيان بالعربية.",
        "Of the text's letters {found} are Arabic, at least {expected} expected; "
        "a statement in Arabic is wanted.",
    ),
    "document_encoding": Message(
        "ترميز النص غير سليم: البايت رقم {byte} قيمته {found}، والمتوقع {expected}. "
        "احفظ الملف بترميز UTF-8 أو الصق النص.",
        "The text's encoding is broken: byte {byte} is {found}, {expected} expected. "
        "Save the file as UTF-8 or paste the text.",
    ),
    "document_old_word": Message(
        "ملف Word قديم (DOC)؛ احفظه بصيغة DOCX أو الصق نصه.",
        "An old Word file (DOC); save it as DOCX or paste its text.",
    ),
    "document_encrypted": Message(
        "الملف محمي بكلمة مرور؛ احفظه بلا كلمة مرور أو الصق نصه.",
        "The file is protected by a password; save it without one or paste its text.",
    ),
    "document_image": Message(
        "هذه صورة ({found}) لا يُقرأ نصها؛ الصق النص.",
        "This is a picture ({found}), whose text cannot be read; paste the text.",
    ),
    "document_other_kind": Message(
        "الملف من نوع {found}، والمقبول: {expected}. احفظه بأحدها أو الصق نصه.",
        "The file is {found}; accepted are {expected}. Save it as one of them or paste its text.",
    ),
    "document_not_docx": Message(
        "ليس هذا مستند Word من نوع DOCX، بل {found}؛ احفظه بصيغة DOCX أو الصق نصه.",
        "This is no Word document (DOCX) but {found}; save it as DOCX or paste its text.",
    ),
    "document_broken": Message(
        "الملف تالف ({found})؛ افتحه واحفظه من جديد أو الصق نصه.",
        "The file is damaged ({found}); open it and save it again, or paste its text.",
    ),
    "document_has_dtd": Message(
        "في الملف تعريف DTD أو كيانات XML ({found})، وهذا مرفوض.",
        "The file holds a DTD or XML entities ({found}), which are refused.",
    ),
    "document_inflates_too_far": Message(
        "ما ينتج عن فك ضغط الملف ({found}) يتجاوز المسموح ({expected}) أو لا يتناسب مع حجمه.",
        "What the file unpacks to ({found}) exceeds what is allowed ({expected}) "
        "or is out of all proportion to its size.",
    ),
    "document_without_text": Message(
        "ليس في صفحات ملف PDF ({found}) نص، كما في الملفات الممسوحة ضوئياً؛ الصق النص.",
        "The PDF's pages ({found}) hold no text, as in a scan; paste the text.",
    ),
    "document_letters_unknown": Message(
        "خطوط ملف PDF لا تقول أي الحروف هي ({found} منها)؛ الصق النص.",
        "The PDF's fonts do not say which letters they show ({found} of them); paste the text.",
    ),
    "document_needs_too_much": Message(
        "قراءة الملف تحتاج ذاكرة أكثر من المسموح ({expected})؛ الصق نصه.",
        "Reading the file needs more memory than allowed ({expected}); paste its text.",
    ),
    "document_takes_too_long": Message(
        "قراءة الملف تحتاج وقتاً أطول من المسموح ({expected})؛ الصق نصه.",
        "Reading the file takes longer than allowed ({expected}); paste its text.",
    ),
}

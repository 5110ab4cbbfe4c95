"""Why a finding was made: each rule's code in Arabic and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_QUANTITIES: Final[Mapping[str, tuple[str, str]]] = {
    "counted_noun": ("عدد ومعدوده", "a number with what it counts"),
    "dual_noun": ("مثنى: اثنان", "a dual: two"),
    "single_noun": ("معدود وُصف بأنه واحد", "a noun said to be one"),
    "number_after_noun": ("عدد بعد معدوده", "a number after what it counts"),
    "percentage": ("نسبة مئوية", "a percentage"),
    "money": ("مبلغ وعملته", "an amount with its currency"),
    "unknown_noun": ("عدد ومعدود غير معروف", "a number with a noun that is not known"),
    "counted_before": (
        "عدد ذُكر معدوده قبله في الجملة",
        "a number whose noun stands before it in the sentence",
    ),
    "labelled": ("عدد بعد عنوانه في السطر", "a number after its label in the line"),
}
_MOMENTS: Final[Mapping[str, tuple[str, str]]] = {
    "written_date": ("تاريخ مكتوب كاملاً", "a date written in full"),
    "written_month": ("شهر وسنة", "a month with its year"),
    "written_year": ("سنة مكتوبة", "a written year"),
    "bare_year": ("أربعة أرقام تدل على سنة", "four digits that mean a year"),
    "year_of_statement": (
        "السنة من تاريخ البيان",
        "the year is taken from the statement's day",
    ),
    "year_of_weekday": ("السنة مستدلّ عليها من يوم الأسبوع", "the year is found by the weekday"),
    "year_of_text": (
        "السنة من تاريخ آخر في النص",
        "the year is taken from another date of the text",
    ),
    "without_year": ("تاريخ بلا سنة", "a date without a year"),
    "weekday_differs": (
        "يوم الأسبوع لا يوافق التاريخ",
        "the weekday does not agree with the date",
    ),
    "weekday_alone": ("يوم من أيام الأسبوع", "a day of the week"),
    "part_of_year": ("جزء من سنة", "a part of a year"),
    "decade": ("عقد من السنين", "a decade"),
    "period": ("مدة من يوم إلى يوم", "a period from one day to another"),
    "relative": ("تاريخ منسوب إلى يوم البيان", "a date told from the statement's day"),
    "hijri": ("تاريخ هجري كما كُتب", "a Hijri date as written"),
}
_FACILITIES: Final[Mapping[str, tuple[str, str]]] = {
    "facility_named": ("منشأة باسمها", "a facility by its name"),
    "facility_located": ("منشأة بنوعها ومكانها", "a facility by its kind and place"),
}
_ACTS: Final[Mapping[str, tuple[str, str]]] = {
    "act_verb": ("فعل يدل على العمل", "a verb that tells the act"),
    "act_noun": ("مصدر يسمّي العمل", "a noun that names the act"),
    "act_named": ("شيء يُخبَر بما جرى له", "a thing, by what happened to it"),
    "act_occasion": ("عمل ذُكر مناسبةً لغيره", "an act told as an occasion"),
    "meeting_mentioned": ("اجتماع ذُكر عرضاً", "a meeting that is mentioned"),
    "act_mentioned": ("اتفاقية ذُكرت ولم يُذكر توقيعها", "an agreement that is only named"),
    "act_decide": ("ما قُرّر", "what was decided"),
    "act_ask": ("ما طُلب", "what was asked for"),
    "act_propose": ("ما اقتُرح", "what was proposed"),
    "act_discuss": ("ما بُحث بلا وعد", "what was discussed, without a promise"),
    "act_agree": ("ما اتُّفق عليه", "what was agreed"),
    "act_listed": ("بند في قائمة", "an item of a list"),
    "act_promised": ("وعد لا يسمّي عملاً", "a promise that names no act"),
    "act_demanded": ("مطالب معدّدة بلا فعل", "demands listed without a verb"),
}
_NOISE: Final[Mapping[str, tuple[str, str]]] = {
    "other_headlines": ("عناوين مواد أخرى", "headlines of other items"),
    "follow_us": ("دعوة إلى المتابعة أو المشاركة", "a call to follow or share"),
    "source_line": ("سطر المصدر", "the line of the source"),
    "caption": ("تعليق على صورة", "a caption"),
    "contact_line": ("سطر للتواصل", "a line to get in touch"),
    "byline": ("اسم الوسيلة أو المحرر", "the outlet's or reporter's name"),
    "repeated_title": ("عنوان مكرر", "a title that stands there twice"),
    "address": ("رابط أو بريد إلكتروني", "a link or e-mail address"),
    "telephone": ("رقم هاتف", "a telephone number"),
    "hashtags": ("وسوم", "hashtags"),
}
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "known_place": ("اسم مكان معروف", "a known place's name"),
    "headed_place": ("كلمة تدل على مكان قبل الاسم", "a word for a place before the name"),
    "place_by_context": (
        "كلمة لها معنى آخر، وما حولها يدل على مكان",
        "a word that is also another, and what stands around it speaks of a place",
    ),
    "registered_body": ("جهة مسجلة بهذا الاسم", "an organisation registered by this name"),
    "well_known_body": ("جهة معروفة", "a well-known organisation"),
    "body_head": ("كلمة تبدأ بها أسماء الجهات", "a word with which names of organisations begin"),
    "headline_body": ("وزارة مختصرة في عنوان", "a ministry, shortened in a headline"),
    "listed_body": ("أسماء بين أقواس بعد جمع", "names in quotation marks after a plural"),
    "led_facility": ("منشأة يشارك مديرها أو إدارتها", "a facility whose management takes part"),
    "led_directorate": ("مديرية ذُكرت بمديرها", "a directorate named by its director"),
    "led_syndicate": ("نقابة ذُكرت بنقيبها", "a syndicate named by its head"),
    "led_ministry": ("وزارة ذُكرت بوزيرها", "a ministry named by its minister"),
    "role_then_name": ("صفة ثم اسم", "a role and then a name"),
    "name_then_role": ("اسم ثم صفة", "a name and then a role"),
    "titled_name": ("لقب قبل الاسم", "a title before the name"),
    "bare_name": ("اسم علم بلا صفة ولا لقب", "a given name without role or title"),
}
_READERS: Final[Mapping[str, tuple[str, str]]] = {
    "language_model": ("اقترحه نموذج لغوي", "proposed by a language model"),
}
REASONS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {**_QUANTITIES, **_MOMENTS, **_FACILITIES, **_ACTS, **_NOISE, **_NAMES, **_READERS}
)

"""What is coordinated after one verb: the items of `طالب بصرف البدل وتثبيت العمال وزيادة الأجور`.

An item begins with a verbal noun. Those that the language makes by pattern (تفعيل، استفعال، …) are
known by it; the others, and all that also are common nouns, are in the list below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mithaq.exchange.statements.reading.passages import Passage, Span, Token
from mithaq.exchange.statements.reading.phrases import QUOTES
from mithaq.exchange.statements.reading.word_lists import listed

_BY_PATTERN: Final = re.compile(r"ت\w\wي\w|ت\w\wيه|است\w{1,2}ا\w?ه?|ا\wت\wا\w?|ان\w\wا\w|م\wا\w\wه")
_BY_HAMZA: Final = re.compile(r"ا\w\wا\w?|ا\wا\wه")
_NOT_VERBAL: Final = listed(
    "تشرين تلميذ تاريخ تفاصيل تجاري تقريب تركيا تعاون انتاج انترن مكافحه مساحه محافظه",
    "مساعده منافسه معامله مشاركه مقابله مناسبه معاينه مواطنه مبادره تقاعد تجاره محاضره",
    "موافقه معاناه تاسيس معالجات تمريض تسعين تعليم اتحاد اتصال اقتصاد اجتماع اختصاص",
    "احتياج اعتبار اهتمام التزام",
)
_LISTED: Final = listed(
    "تبادل توافق تكامل تداول تقاسم منح رفع صرف دفع زياده خفض فتح حل نقل دعم بنا شرا حفر",
    "وضع سد ضم اعاده اقامه اضافه ازاله تسويه تغطيه توعيه تعبيه تهييه زياره دراسه صيانه",
    "كفاله ايجاد ايصال عوده احداث انشا اعفا الغا اعطا اجرا انها ابقا اصدار اصلاح ادراج",
    "ادخال ارسال اشراك اعداد اطلاق انجاز ايفاد الزام ابرام معالجه متابعه مراقبه مساواه",
    "مضاعفه مراجعه محاسبه مكافحه توطين معادله اليه تشميل تثبيت تعديل تعويض تامين تخصيص",
    "تشكيل حسم شمول سداد ربط فصل دمج بحث عقد تعيين تعليم مشاركه مساعده توزيع حصر ضبط",
    "تقديم تكرار تسليم تمديد توريد تزويد توفير احاله اعتماد افتتاح استكمال رفد حمايه زج",
    "تكثيف رعايه استيجار استعاره توسع اهتمام التزام سحب شطب طي منع وقف ايقاف تنظيم",
    "مكافاه تحمل قبول فرز ندب تبني استيفاء استيفا ملء ملا توامه جدوله ضخ مد شق فك رش نشر جمع قطع",
    "سن تركيب تشغيل ترميم تاهيل ترفيع تفويض انصاف اقرار ادامه ادراج احلال اقراض اعلان انتداب",
    "تفرغ تناوب تعاقد شحن صون ردم دفن فحص كشف حجز لحظ",
)
# Words that stand before a verbal noun and belong to its item.
_LEADING: Final = listed(
    "سبل اليات اليه امكانيه مشروع موضوع ملف خطه مقترح مقترحا طلب تحديات تعاون واقع عدد",
    "قضايا صعوبات اوضاع احتياجات موضوعات خطط مشاريع",
)
# Words that link an item without و.
_LINKS: Final = frozenset({"اضافه", "بالاضافه", "فضلا", "الي جانب", "وكذلك", "كذلك", "علاوه"})
_PARTICLES: Final = listed("في علي من عن مع الي حول بين لدي ضمن نحو عبر حتي خلال بعد قبل منذ")
_NO_END: Final = listed("و او ثم التي الذي الذين كل اي ان عدم غير ذات هذا هذه تم لم لن لا قد بلغ")
_CLAUSE_WORDS: Final = listed(
    "حيث فيما بينما اذ وذلك مما الامر لان لكي كي كما ما ولا لاسيما بهدف بغيه بما خاصه",
    "ريثما علما",
)
# `دعا إلى زيادة المفتشين، وإلى تزويدهم بسيارات`.
_AND_TO: Final = frozenset({"والي", "وعلي", "وحول"})
_MOST_OBJECT_WORDS: Final = 12
_LEAST_TOLD: Final = 3
_LEAST_KEPT: Final = 5
_MOST_CUT: Final = 5
_BESIDE: Final = listed(
    "تستمر يستمر تستهدف يستهدف تضم يضم ضم ضمت جمع جمعت جمعه حضره حضرها حضرته حضرتها نظمته نظمتها",
    "نظمها نظمه اجرته اجرتها اجراها اجراه تبدا يبدا بدات ستنطلق تنطلق ينطلق تمتد يمتد الذي التي",
    "الذين شارك شاركت يشارك تشارك بحضور بمشاركه برياسه بالتعاون بالتنسيق بتمويل بدعم بكلفه بتكلفه",
    "بموازنه باستثمار خلال بعد قبل منذ اعتبارا ابتداء وذلك بلغ بلغت تبلغ يبلغ استمر عقد عقدت",
    "اقيم اقيمت مبينا موضحا مشيرا لافتا موكدا مضيفا معلنا تحت بهدف بغيه تلاه تلاها سيبدا ستبدا",
    "افتتحته افتتحه نفذته نفذها وسط اثر تتبع يتبع تخدم يخدم مرحبا ينتظر كان كانت",
)


@lru_cache(maxsize=50_000)
def is_verbal_noun(word: str, *, has_hamza: bool = False) -> bool:
    """Whether a folded word without article and clitics is a verbal noun."""
    if word in _LISTED:
        return True
    if word in _NOT_VERBAL:
        return False
    if _BY_PATTERN.fullmatch(word):
        return True
    return has_hamza and _BY_HAMZA.fullmatch(word) is not None


def verbal_noun_at(passage: Passage, number: int, clitics: tuple[str, ...]) -> bool:
    """Whether a token is a verbal noun in construct, or a definite one with its preposition."""
    token = passage.tokens[number]
    if not token.is_word or token.text.startswith("إلي"):
        return False
    hamza = "إ" in token.text[:3]
    for analysis in token.analyses:
        if analysis.clitics not in clitics:
            continue
        if is_verbal_noun(analysis.rest, has_hamza=hamza):
            return not analysis.is_definite or _has_preposition(passage, number)
        if not analysis.is_definite and _has_pronoun(token, analysis.rest):
            return True
    return False


def _has_pronoun(token: Token, rest: str) -> bool:
    """A verbal noun of something named before: تسديدها، تمديده."""
    if token.text.endswith("ة"):
        return False
    for pronoun in ("ها", "هم", "ه"):
        stem = rest.removesuffix(pronoun)
        if stem != rest and len(stem) > 2:
            return stem in _LISTED or (
                _BY_PATTERN.fullmatch(stem) is not None and stem not in _NOT_VERBAL
            )
    return False


def _has_preposition(passage: Passage, number: int) -> bool:
    for following in passage.tokens[number + 1 : number + 3]:
        if following.form in _PARTICLES:
            return True
        if any(a.clitics in ("ب", "ل") and a.rest for a in following.analyses[1:3]):
            return True
        if not any(a.is_definite for a in following.analyses):
            return False
    return False


def items(passage: Passage, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The items that begin at `first`, each as tokens from, up to; a separate و is left out."""
    start = first
    number = first + 1
    while number < last:
        introduces = passage.tokens[number].form in ("هي", "وهي")
        if introduces or (passage.tokens[number].text == ":" and number + 1 < last):
            # What was said so far only introduces: `بثلاثة مجالات هي …`.
            start = number = min(number + 1, last - 1)
            number += 1
            continue
        opened = _opens_item(passage, number)
        if opened is not None:
            yield start, number
            start = opened
            number = opened
        number += 1
    if start < last:
        yield start, last


def _opens_item(passage: Passage, number: int) -> int | None:
    """The token with which an item begins if a new one begins here."""
    token = passage.tokens[number]
    if token.form == "مع" and number + 1 < len(passage.tokens):
        return number + 1 if verbal_noun_at(passage, number + 1, ("",)) else None
    if token.form in _AND_TO and number + 1 < len(passage.tokens):
        return number + 1 if verbal_noun_at(passage, number + 1, ("",)) else None
    if token.form == "و" and number + 1 < len(passage.tokens):
        return number + 1 if verbal_noun_at(passage, number + 1, ("", "ب")) else None
    if token.is_word and verbal_noun_at(passage, number, ("و", "وب")):
        return number
    before = passage.tokens[number - 1]
    if before.text in ("،", ",", "؛", "-") and verbal_noun_at(passage, number, ("", "ب", "و")):
        return number
    return None


def _leads(token: Token, clitics: tuple[str, ...]) -> bool:
    """آليات، إمكانية: not إليه, which folds to the same letters."""
    if token.text.startswith("إل"):
        return False
    return any(a.rest in _LEADING and a.clitics in clitics for a in token.analyses)


def first_item(passage: Passage, first: int, last: int, *, leads: bool = False) -> int:
    """Where the objects of a frame begin: at its first verbal noun or what leads to one (آليات،
    مشروع), or after بـ and إلى."""
    fallback = None
    for number in range(first, last):
        token = passage.tokens[number]
        if leads and _leads(token, ("", "ب")):
            return number
        if number == first and verbal_noun_at(passage, number, ("", "ب", "ل")):
            return number
        if _is_in_construct(passage, number):
            return number
        if fallback is None and token.is_word:
            if any(a.clitics == "ب" and len(a.rest) > 2 for a in token.analyses):
                fallback = number
            elif token.form in ("الي", "علي", "بان", "ان", "حول"):
                fallback = number + 1
    return first if fallback is None else min(fallback, last)


def _is_in_construct(passage: Passage, number: int) -> bool:
    """A verbal noun without article: what it is of follows."""
    token = passage.tokens[number]
    hamza = "إ" in token.text[:3]
    return (
        token.is_word
        and not token.text.startswith("إلي")
        and any(
            not a.is_definite and a.clitics in ("", "ب", "ل") and _is_it(a.rest, hamza)
            for a in token.analyses
        )
    )


def _is_it(word: str, hamza: bool) -> bool:
    """Not what only looks like one with its article; إلزام has none."""
    return (hamza or not word.startswith("ال")) and is_verbal_noun(word, has_hamza=hamza)


def begins_as_act(passage: Passage, number: int) -> bool:
    """Whether an item begins with a verbal noun or what leads to one."""
    token = passage.tokens[number]
    joined = ("", "ب", "ل", "و", "وب")
    return _leads(token, ("", "ب", "و")) or verbal_noun_at(passage, number, joined)


def object_span(passage: Passage, first: int, last: int) -> Span:
    """The words of an object as a heading: up to where a clause, or what only circumstances say,
    begins, and short."""
    end = first
    count = 0
    while end < last and count < _MOST_OBJECT_WORDS:
        token = passage.tokens[end]
        if end > first and (_ends_object(token) or (count >= _LEAST_TOLD and _is_beside(token))):
            break
        count += token.is_word or token.is_number
        end += 1
    if end < last and count == _MOST_OBJECT_WORDS:
        end = _natural_end(passage, first, end)
    while end > first + 1 and not _may_end(passage.tokens[end - 1]):
        end -= 1
    begin = passage.tokens[first]
    return Span(begin.start_after(_clitic(begin)), passage.tokens[max(end, first + 1) - 1].end)


def _natural_end(passage: Passage, first: int, end: int) -> int:
    """Before the last joined word or preposition of an object that is cut, where enough is left."""
    following = passage.tokens[end]
    if _ends_object(following) or _is_beside(following) or _begins_phrase(following):
        return end
    for number in range(end - 1, max(first + _LEAST_KEPT, end - _MOST_CUT) - 1, -1):
        if _begins_phrase(passage.tokens[number]):
            return number
    return end


def _begins_phrase(token: Token) -> bool:
    if not token.is_word:
        return False
    joined = any(a.clitics in ("و", "ب", "ل") and a.is_definite for a in token.analyses)
    return joined or token.form in _PARTICLES or token.form.startswith("وال")


def _is_beside(token: Token) -> bool:
    """What says with whom, when, or by whose money: no part of a heading."""
    return token.form in _BESIDE


def _ends_object(token: Token) -> bool:
    if token.text in "،؛,;:.()…":
        return True
    return token.form in _CLAUSE_WORDS


def _may_end(token: Token) -> bool:
    return (token.is_word or token.is_number or token.text in QUOTES or token.text == "%") and (
        token.form not in _PARTICLES and token.form not in _NO_END
    )


def _clitic(token: Token) -> str:
    """The و or ب that joins an item to what is before it."""
    hamza = "إ" in token.text[:3]
    for analysis in token.analyses:
        if not analysis.clitics and is_verbal_noun(analysis.rest, has_hamza=hamza):
            return ""
        if analysis.clitics in ("و", "ب", "وب", "ل") and is_verbal_noun(
            analysis.rest, has_hamza=hamza
        ):
            return analysis.clitics
    return ""
